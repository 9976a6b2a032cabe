"""Drills, warm-ups and tests as stints: the clocks in numbers agree with the words, and everything is led through."""

from __future__ import annotations

import re

import pytest

from backcheck import load_knowledge
from backcheck.knowledge.load import load_lift_names
from backcheck.knowledge.loads import make_warm_up
from backcheck.knowledge.locate import find_data_folder
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.routines import ROUND, lead_drills, lead_test, lead_warm_up, pick_core

KB = load_knowledge()
TIMED = {"plank", "side-bridge", "back-hold", "bridge-hold", "ten-bends", "brace-check", "step-down"}
WORDS = {"one": 1, "two": 2, "three": 3, "five": 5, "ten": 10}


def numbers(text: str) -> set[int]:
    """The numbers of a text, in digits or in words."""
    return {int(n) for n in re.findall(r"\d+", text)} | {
        n for word, n in WORDS.items() if re.search(rf"\b{word}\b", text.lower())
    }


@pytest.mark.parametrize("drill", KB.drills.values(), ids=lambda drill: drill.id)
def test_a_bout_says_what_the_dose_says(drill: object) -> None:
    """Every number of its label, and its sets, stand in the dose or the steps; a side is named where there are two."""
    from backcheck.knowledge.training import Drill

    assert isinstance(drill, Drill)
    assert drill.bout is not None
    said = numbers(f"{drill.dose.text} {' '.join(drill.steps)}")
    assert numbers(drill.bout.label) <= said
    assert drill.bout.sets == 1 or drill.bout.sets in said
    assert 10 <= drill.bout.seconds <= 90
    if drill.bout.sides:
        assert re.search(r"a side|each|both sides", drill.dose.text)


@pytest.mark.parametrize("test", KB.tests.values(), ids=lambda test: test.id)
def test_every_step_of_a_self_test_is_led_through_once(test: object) -> None:
    """In its order, with what to watch; a step with a clock waits for the person."""
    from backcheck.knowledge.training import SelfTest

    assert isinstance(test, SelfTest)
    stints = lead_test(test)
    steps = [line for stint in stints for line in stint.lines if not line.startswith("Watch: ")]
    assert steps == list(test.steps)
    assert bool([stint for stint in stints if stint.seconds]) == (test.id in TIMED)
    assert all(stint.waits for stint in stints)
    assert all(clock.step >= 1 and clock.step + clock.covers <= len(test.steps) for clock in test.clocks)


def test_a_hold_shows_what_is_done_while_it_runs() -> None:
    """One cannot read in a plank."""
    hold = lead_test(KB.tests["plank"])[1]

    assert hold.seconds == 60
    assert any("Stop the clock when your hips sag" in line for line in hold.lines)


@pytest.mark.parametrize("eases", ["", "bending", "arching"])
def test_a_round_of_core_drills_is_short_and_fits_the_back(eases: str) -> None:
    """Its own kind first, nothing for the other kind."""
    picked = pick_core(KB.drills.values(), eases)

    assert 3 <= len(picked) <= ROUND
    assert {drill.eases for drill in picked} <= {eases, ""}
    assert not eases or picked[0].eases == eases
    assert sum(stint.seconds for stint in lead_drills(picked)) < 20 * 60


def test_both_sides_and_all_sets_are_led() -> None:
    """With time to get into place before each."""
    titles = [stint.title for stint in lead_drills([KB.drills["side-plank"]])]

    assert len(titles) == 12
    assert titles[:3] == [
        "Get into place: Side plank, one side, set 1 of 3",
        "Side plank, one side, set 1 of 3",
        "Rest. Next: Side plank, the other side, set 1 of 3",
    ]


def test_a_warm_up_is_led_from_the_bike_to_the_last_light_set() -> None:
    """Warm, two rounds of drills, the loads in their order."""
    kb: KnowledgeBase = KB
    squat = next(lift for lift in load_lift_names(find_data_folder(None)) if lift.id == "squat")
    made = make_warm_up(squat, kb.warm_ups["squat"], kb.drills.values())

    stints = lead_warm_up(made, ["Empty bar, 8 reps", "40 %, 5 reps"])

    assert stints[0].seconds == 300
    assert [stint.title for stint in stints[-2:]] == [
        "Lighter set 1 of 2: Empty bar, 8 reps",
        "Lighter set 2 of 2: 40 %, 5 reps",
    ]
    assert [stint.seconds for stint in stints[-2:]] == [0, 0]
    assert {title.partition(".")[0] for title in (s.title for s in stints) if title.startswith("Round")} == {
        "Round 1 of 2",
        "Round 2 of 2",
    }
