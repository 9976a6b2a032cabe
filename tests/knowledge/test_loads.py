"""Weights as they are typed, and the ramp that is worked out from them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcheck.errors import UsageError
from backcheck.knowledge.lifts import LiftNames
from backcheck.knowledge.load import load_lift_names
from backcheck.knowledge.loads import BAR, IN_KG, STEP, Unit, Weight, make_warm_up, plan_ramp, read_weight
from backcheck.knowledge.locate import find_data_folder
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.records import Claim
from backcheck.knowledge.training import Drill, RampSet, WarmUp

RAMP = tuple(RampSet(share=share, reps=reps) for share, reps in ((0, 8), (0.4, 5), (0.6, 3), (0.8, 2), (0.9, 1)))
"""Evidence WU-03."""


def shown(typed: str, *, bar: bool = True) -> list[str]:
    sets = plan_ramp(RAMP, read_weight(typed), bar=bar)
    return [f"{one.load.shown} x {one.reps}" for one in sets if one.load]


@pytest.mark.parametrize(
    ("typed", "kg", "said"),
    [
        ("100kg", 100, "100 kg"),
        ("100 kg", 100, "100 kg"),
        (" 100KG ", 100, "100 kg"),
        ("102,5 kg", 102.5, "102.5 kg"),
        ("102.5kgs", 102.5, "102.5 kg"),
        ("80 kilos", 80, "80 kg"),
        ("225 lb", 102.0582825, "225 lb"),
        ("225lbs", 102.0582825, "225 lb"),
        ("225 lbs.", 102.0582825, "225 lb"),
        ("45 pounds", 20.41165665, "45 lb"),
        ("1000kg", 1000, "1000 kg"),
    ],
)
def test_weights_are_read_as_they_are_typed(typed: str, kg: float, said: str) -> None:
    weight = read_weight(typed)
    assert weight.kg == pytest.approx(kg)
    assert weight.shown == said


def test_a_weight_without_a_unit_is_asked_about_and_never_guessed() -> None:
    with pytest.raises(UsageError, match="100: kilos or pounds") as caught:
        read_weight("100")
    assert caught.value.remedy == "Give the unit in the same word: 100kg or 100lb."


@pytest.mark.parametrize(
    "typed",
    [
        *("", "kg", "-5kg", "0kg", "0 lb", "nan kg", "inf kg", "1e3kg", "1001kg", "2205lb", "1,000 lb", "100 st"),
        *("100kgkg", "\u0661\u0660\u0660kg", "100\x1b[31m apples", "9" * 10_000 + "kg"),
    ],
)
def test_what_is_no_weight_is_refused_in_clean_words(typed: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_weight(typed)
    assert caught.value.remedy
    assert len(caught.value.problem) < 150
    assert "\x1b" not in caught.value.problem


def test_the_ramp_of_the_evidence() -> None:
    assert shown("100kg") == ["20 kg x 8", "40 kg x 5", "60 kg x 3", "80 kg x 2", "90 kg x 1"]
    assert shown("225lb") == ["45 lb x 8", "90 lb x 5", "135 lb x 3", "180 lb x 2", "200 lb x 1"]


def test_the_empty_bar_is_the_floor_and_no_set_comes_twice() -> None:
    assert shown("50kg") == ["20 kg x 8", "30 kg x 3", "40 kg x 2", "45 kg x 1"]
    assert shown("22.5kg") == ["20 kg x 8"]
    assert shown("45lb") == shown("20kg") == []


def test_without_a_bar_there_is_no_floor() -> None:
    assert shown("24kg", bar=False) == ["0 kg x 8", "7.5 kg x 5", "12.5 kg x 3", "17.5 kg x 2", "20 kg x 1"]
    assert [one.empty_bar for one in plan_ramp(RAMP, read_weight("24kg"), bar=False)] == [False] * 5


def test_without_a_work_weight_the_shares_stand() -> None:
    sets = plan_ramp(RAMP, None, bar=True)
    assert [one.share for one in sets] == [0, 0.4, 0.6, 0.8, 0.9]
    assert [one.empty_bar for one in sets] == [True, False, False, False, False]
    assert not any(one.load for one in sets)


@given(
    st.sampled_from(["kg", "lb"]),
    st.integers(1, 4000),
    st.lists(st.tuples(st.integers(0, 100), st.integers(1, 10)), max_size=6),
    st.booleans(),
)
def test_ramps_rise_in_steps_of_plates_below_the_share(
    unit: Unit, quarters: int, shares: list[tuple[int, int]], bar: bool
) -> None:
    work = Weight(quarters / 4 * IN_KG[unit], unit)
    sets = plan_ramp([RampSet(share=share / 100, reps=reps) for share, reps in sorted(shares)], work, bar=bar)
    amounts = [one.load.amount for one in sets if one.load]
    assert len(amounts) == len(sets)
    assert amounts == sorted(set(amounts))
    for one, amount in zip(sets, amounts, strict=True):
        steps = amount / STEP[unit]
        assert steps == pytest.approx(round(steps))
        assert amount < work.amount
        assert amount <= work.amount * one.share + 1e-3 or (one.empty_bar and amount == BAR[unit])
        assert amount > work.amount * one.share - STEP[unit] - 1e-3
        assert not bar or amount >= BAR[unit]


@pytest.mark.parametrize(("family", "bar"), [("hinge", True), ("hinge", False), ("hinge", None)])
def test_a_warm_up_is_made_for_one_lift(family: str, bar: bool | None) -> None:
    claim = Claim(text="Do it.", sources=("expert",), grade="D")
    drills = [Drill(id=i, name=i, names=(), kind="warm-up", steps=(), dose=claim) for i in ("b", "a", "unused")]
    warm_up = WarmUp(
        family=family, raise_pulse=claim, drills=("a", "b", "gone"), dose=claim, ramp=RAMP, ramp_note=claim
    )
    named = LiftNames(id="pull", name="Pull", names=(), family=family, bar=bar)
    made = make_warm_up(named, warm_up, drills, Weight(100, "kg"))
    assert (made.id, made.name) == ("pull", "Pull")
    assert [drill.id for drill in made.drills] == ["a", "b"]
    assert made.sets[0].empty_bar is bool(bar)


@pytest.mark.parametrize("lift", ["squat", "box-squat", "smith-squat", "deadlift", "block-pull", "hip-thrust"])
def test_lifts_with_a_long_bar_say_so_and_variants_are_as_their_parent(lift: str) -> None:
    assert {one.id: one.bar for one in load_lift_names(find_data_folder())}[lift]


@pytest.mark.parametrize(
    "lift", ["goblet-squat", "kettlebell-swing", "back-extension", "glute-bridge", "walking-lunge"]
)
def test_lifts_without_a_bar_do_not_say_so(lift: str) -> None:
    assert not {one.id: one.bar for one in load_lift_names(find_data_folder())}[lift]


def test_what_the_names_say_of_a_bar_is_what_the_card_says(kb: KnowledgeBase) -> None:
    assert {lift.id: bool(lift.bar) for lift in load_lift_names(find_data_folder())} == {
        lift.id: lift.bar for lift in kb.lifts.values()
    }
