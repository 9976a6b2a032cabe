"""What a page says to spare, no other line of the page asks for."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcheck.reasoning.answers import Answer
from tests.reasoning.people import KB, judge
from tests.reasoning.test_doses_and_dates import FLARES, SORE, everybody
from tests.reasoning.test_one_story import all_words, lifters, lines_of

ONE_LEG = re.compile(r"split squat|step-up|\blunge|one-leg (?:work|bridge)", re.IGNORECASE)
BOTH_LEGS = tuple(lift.id for lift in KB.lifts.values() if lift.family != "split stance")
SORE_JOINT: dict[str, Answer] = {"pain-where": ("dimple",), "pain-changes": ("worse-turn",)}


@given(lifters(BOTH_LEGS), st.sampled_from([{}, *FLARES]), st.sampled_from([("glutes",), ("one-side",), ("ankles",)]))
def test_beside_a_sore_joint_of_the_pelvis_nothing_asks_for_work_on_one_leg(
    answers: dict[str, Answer], more: dict[str, Answer], traits: tuple[str, ...]
) -> None:
    result = judge(answers | more | SORE_JOINT | {"traits": traits})
    if not any(one.id == "si-joint" for one in result.patterns):
        return
    texts = [line.text for line in (*lines_of(result), *result.plan.swap_for)]
    texts += [fix.text for one in result.contributors for fix in one.fixes]
    for text in texts:
        assert not ONE_LEG.search(text), text


@pytest.mark.parametrize("lift", [lift.id for lift in KB.lifts.values() if lift.family == "split stance"])
def test_who_lifts_on_one_leg_beside_a_sore_joint_has_a_swap_on_both(lift: str) -> None:
    clear: dict[str, Answer] = {question.id: ("none",) for question in KB.danger_lists}
    result = judge(clear | SORE_JOINT | {"exercise": (lift,), "pain-course": ("weeks-easing",), "pain-now": 2.0})
    assert result.plan.swap_for
    assert not any(ONE_LEG.search(line.text) for line in result.plan.swap_for), result.plan.swap_for
    (told,) = {text for text in all_words(result) if "moves on one leg" in text}
    assert told.startswith("If "), "only where less weight did not help, as the plan has it"


@given(lifters(), st.sampled_from([{}, *FLARES]))
def test_a_narrow_canal_is_spared_only_what_brings_on_the_ache(
    answers: dict[str, Answer], more: dict[str, Answer]
) -> None:
    """The plan goes on with lifts and walks, so nothing may be forbidden beside them as a whole."""
    narrow: dict[str, Answer] = {"age": ("70-up",), "pain-changes": ("better-forward",)}
    for text in all_words(judge(answers | more | narrow)):
        if "seated or with support" in text:
            assert "If standing or walking brings on the ache" in text


@pytest.mark.parametrize("lift", sorted(KB.lifts))
@pytest.mark.parametrize("pain", [4.0, 5.0, 7.0])
def test_an_exercise_of_the_step_is_no_swap_with_a_second_dose(lift: str, pain: float) -> None:
    clear: dict[str, Answer] = {question.id: ("none",) for question in KB.danger_lists}
    told: dict[str, Answer] = {"exercise": (lift,), "pain-now": pain, "pain-reach": ("nuisance",)}
    result = judge(clear | told | {"pain-course": ("weeks-easing",)})
    steps = " ".join(line.text for line in result.plan.today).casefold()
    for swap in result.plan.swap_for:
        for name in ("goblet squat", "kettlebell deadlift"):
            assert name not in swap.text.casefold() or name not in steps, swap.text


@given(everybody(), st.sampled_from([{}, *FLARES]), st.sampled_from(["weeks-easing", "stuck", "long"]))
def test_what_is_kept_up_is_not_what_brings_on_the_pain(
    answers: dict[str, Answer], more: dict[str, Answer], course: str
) -> None:
    """Whoever is made sore by work or bending is not told to go on as on any other day, nor is a desk assumed."""
    told = answers | more | {"pain-course": (course,), "pain-changes": ("worse-sit", "worse-bend"), "traits": ("none",)}
    for text in all_words(judge(told)):
        if "normal day" in text:
            assert "apart from what brings on the pain" in text or "as far as you can" in text, text
        assert not re.search(r"\b(?:your|a) desk\b", text), text


@given(everybody())
def test_walks_are_kept_up_once(answers: dict[str, Answer]) -> None:
    """Nothing adds walks beside those that the plan keeps up."""
    for line in lines_of(judge(answers | {"pain-course": ("comes-goes",)})):
        assert not re.search(r"[Aa]dd (?:\w+ ){0,2}walks", line.text), line.text


@given(everybody())
def test_soreness_of_the_first_days_is_no_pain_that_got_worse(answers: dict[str, Answer]) -> None:
    result = judge(answers | SORE)
    if result.plain_soreness:
        assert not any("this week" in line.text and "gets worse" in line.text for line in result.plan.see_someone_if)
