"""A page has one urgency for a sign: who rings whom, and how soon, is told in one way."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcheck.knowledge.model import Outcome
from backcheck.knowledge.questions import FollowUpQuestion
from backcheck.reasoning.answers import Answer
from tests.reasoning.people import KB, any_answers, judge, screened_answers

FOLLOW_UP = KB.questions["safety-maybe-pregnant"]
TOLD = [option.id for option in FOLLOW_UP.options] + ["unsure"]
RINGS = {"ring-now", "ring-or-go"}
UNIT = {"ring-pregnant", "ring-unit"}


def pregnant(told: str) -> dict[str, Answer]:
    return {"age": ("20-44",), "safety-you": ("maybe-pregnant",), "safety-maybe-pregnant": (told,)}


@given(any_answers(), st.sampled_from(TOLD))
def test_an_emergency_in_pregnancy_has_one_number_to_ring(answers: dict[str, Answer], told: str) -> None:
    """Either all ring an ambulance or go, or the gravest ring it and the others ring their unit."""
    result = judge(answers | pregnant(told))
    actions = {one.id for one in result.triage.action}
    if result.triage.level == "emergency":
        assert bool(actions & RINGS) != bool(actions & UNIT), actions
        assert not actions & UNIT or actions >= UNIT


@pytest.mark.parametrize("told", ["bleeding", "rhythm", "unsure"])
@pytest.mark.parametrize("name", ["safety-body", "safety-nerves", "safety-pain"])
def test_who_has_another_sign_beside_pregnancy_does_not_ring_the_unit(told: str, name: str) -> None:
    alone = {one.id for one in judge(pregnant(told)).triage.action}
    beside = {one.id for one in judge(pregnant(told) | {name: ("unsure",)}).triage.action}
    assert alone >= UNIT
    assert not beside & UNIT
    assert beside & RINGS


def test_a_swollen_leg_after_a_birth_has_the_urgency_that_the_page_watches_for() -> None:
    result = judge(pregnant("after-birth"))
    assert any("swollen leg" in sign for sign in result.triage.watch_for)
    assert "If one leg is swollen" in result.triage.action[0].text
    assert "emergency care now" in result.triage.action[0].text
    assert result.triage.action[1].text.startswith("If you have neither of these signs, ring your maternity unit")


@given(any_answers(), st.sampled_from(["well", "unsure", "no-test", "after-birth"]))
def test_no_page_has_a_swollen_leg_under_two_urgencies(answers: dict[str, Answer], told: str) -> None:
    triage = judge(answers | pregnant(told)).triage
    if any("swollen leg" in sign for sign in triage.watch_for):
        assert not any("swollen" in sign for sign in triage.watch_today)


SOON = [
    (question, option.id)
    for question in KB.questions.values()
    if isinstance(question, FollowUpQuestion)
    for option in question.options
    if option.alone == "clinician"
]
LEGS = {("safety-both-legs", "on-load"), ("safety-clumsy", "heavy"), ("safety-leg-weak", "years")}


@pytest.mark.parametrize(("question", "option"), SOON, ids=lambda one: getattr(one, "id", one))
@pytest.mark.parametrize("age", ["20-44", "70-up"])
def test_words_for_long_pain_alone_are_for_long_pain_alone(question: FollowUpQuestion, option: str, age: str) -> None:
    """Who has a sign beside it is told that it needs a check, and with legs to check lifts nothing heavy before."""
    clear: dict[str, Answer] = {one.id: ("none",) for one in KB.danger_lists}
    long = clear | {"age": (age,), "exercise": ("squat",), "pain-course": ("long",), "pain-reach": ("nuisance",)}
    alone, beside = judge(long), judge(long | {question.list_id: (question.row,), question.id: (option,)})
    assert alone.headlines is not None
    assert alone.headlines.see_someone.startswith("Yes. See a physio")
    if beside.triage.level != "clinician" or beside.headlines is None:
        return
    assert not beside.headlines.see_someone.startswith("Yes. See a physio")
    assert "needs a check" in beside.headlines.is_this_normal
    if (question.id, option) in LEGS:
        assert beside.headlines.train_tomorrow.startswith("Lift nothing heavy")
        named = {one.id for one in beside.triage.action}
        assert named >= {"no-heavy-leg-signs", "leg-check"}
        assert "pause-lift" not in named


BOOKED = [one for one in KB.outcomes.values() if one.level == "clinician"]


@pytest.mark.parametrize("outcome", BOOKED, ids=lambda one: one.id)
def test_the_day_of_a_visit_is_that_on_which_one_is_seen(outcome: Outcome) -> None:
    """A visit that is booked in time, for later, is not in time: the booking and the short answer name one day."""
    timed = {one.within: one.text for one in outcome.actions if one.within}
    assert timed.keys() == {"days", "this-week", "two-weeks"}
    for text in timed.values():
        assert " get seen " in text


@given(any_answers())
def test_a_child_that_is_to_be_seen_sees_a_doctor_within_days(answers: dict[str, Answer]) -> None:
    """As the note for people under 16 has it, whatever else is ticked."""
    result = judge(answers | {"age": ("under-16",)})
    if result.triage.level != "clinician":
        return
    [parent] = [one.text for one in result.triage.action if one.id == "parent"]
    assert "with a doctor and not a physio" in parent
    if any(reason.id == "child" for reason in result.triage.reasons):
        assert result.triage.within == "days"


@given(screened_answers(), st.sampled_from(["not-lifting", "lifting-objects", "other-training"]))
def test_who_lifts_in_no_gym_is_asked_for_no_lifts_and_sets(answers: dict[str, Answer], exercise: str) -> None:
    """In what follows from a booking and from plain soreness: they have jobs, loads or rounds."""
    result = judge(answers | {"exercise": (exercise,)})
    told = [one.text for one in result.plan.today if one.id.startswith("sore-")]
    said = " ".join([*told, *(one.text for one in result.triage.action), result.coaching.reason or ""])
    assert not re.search(r"which lifts|the sore lift|the same lift|fewer sets", said), said


STAYS = [option.id for option in KB.questions["past"].options if option.alone == "clinician"]


@given(screened_answers(), st.sampled_from(STAYS))
def test_whose_past_asks_for_a_visit_each_time_is_told_so(answers: dict[str, Answer], past: str) -> None:
    """Else they would answer again once cleared, and be sent to be seen again for ever."""
    result = judge(answers | {"past": (past,)})
    said = [one.id for one in result.triage.action]
    assert ("cleared-before" in said) == (result.triage.level == "clinician")
