"""The visits that a plan asks for by a day: no step with weight before them, and none is lost when its day comes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.training import PlanEntry
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.bouts import Bout, CheckIn, Visit, is_free
from backcheck.reasoning.recheck import judge_checkin, ordered_step
from backcheck.reasoning.visits import SEEN_FIRST
from tests.reasoning.people import KB, judge, screened_answers
from tests.reasoning.test_one_story import lifters

START = 739_950
YOUNG: dict[str, Answer] = {"age": ("16-19",), "pain-changes": ("worse-arch",)}
PAIN = st.integers(0, 5).map(float)
SAID = st.builds(
    CheckIn,
    pain_now=PAIN,
    pain_worst=PAIN,
    pain_in_lift=PAIN,
    settled=st.booleans(),
    seen=st.sampled_from([None, None, False]),
)
SERIES = st.lists(st.tuples(SAID, st.integers(1, 6)), min_size=4, max_size=14)
FREE = {rung.step for rung in KB.ladder if not rung.has_weight}
LOADED = {rung.step for rung in KB.ladder if rung.has_weight}


def _with(whole: Bout, day: int, said: CheckIn) -> Bout:
    visit = Visit(id=len(whole.visits) + 1, day=day, level="self-care", checkin=replace(said, level="self-care"))
    return replace(whole, visits=(*whole.visits, visit))


def _begun() -> Bout:
    return Bout(number=1, visits=(Visit(id=1, day=START, level="self-care", pain_now=3),))


@given(interview=screened_answers(), series=SERIES)
def test_no_step_with_weight_before_the_visit_that_comes_first(
    kb: KnowledgeBase, interview: dict[str, Answer], series: list[tuple[CheckIn, int]]
) -> None:
    answers = interview | YOUNG
    plan = judge(answers)
    first = {entry.id: entry for entry in kb.plan if entry.before_weight}
    lines = [line for line in plan.plan.see_someone_if if line.id in first]
    whole, day = _begun(), START
    for said, gap in series:
        day += gap
        whole = _with(whole, day, replace(said, step=ordered_step(kb, [whole], plan, answers)))
        outcome = judge_checkin(kb, [whole], plan, answers, day)
        if outcome.step is None:
            return
        assert lines, "a coached young back that arching hurts has no visit before weight"
        if day - START < lines[0].after_days or is_free(whole.visits[-1]):
            continue
        assert outcome.step.to not in LOADED
        if outcome.step.light == "green" and outcome.step.step == max(FREE):
            assert outcome.step.move == "visit", "the days of the step lead nowhere before the visit"
        assert lines[0].id in {one.id for one in outcome.due}
        assert "two-weeks" not in {one.id for one in outcome.due}, "it asks for the same visit"


@given(interview=lifters())
def test_the_first_weight_from_the_day_of_a_visit_on_names_the_visit(interview: dict[str, Answer]) -> None:
    """And it alone; a plan without such a visit has no such words."""
    for answers in (interview, interview | YOUNG):
        plan = judge(answers).plan
        first = [line for line in plan.see_someone_if if line.id in {one.id for one in KB.plan if one.before_weight}]
        steps = {rung.next.id for rung in KB.ladder if rung.next is not None and rung.has_weight}
        late = [one for one in plan.next_weeks if first and one.id in steps and one.after_days >= first[0].after_days]
        told = [one.id for one in plan.next_weeks if SEEN_FIRST in one.text]
        assert told == [one.id for one in late[:1]]


@given(interview=screened_answers(), days=st.integers(14, 40))
def test_who_has_been_seen_goes_up_again(kb: KnowledgeBase, interview: dict[str, Answer], days: int) -> None:
    answers = interview | YOUNG
    plan = judge(answers)
    if ordered_step(kb, [_begun()], plan, answers) is None:
        return
    said = CheckIn(pain_now=1, pain_worst=1, pain_in_lift=1, step=1, seen=True)
    whole = _with(_with(_begun(), START + days, said), START + days + 3, replace(said, seen=None))
    outcome = judge_checkin(kb, [whole], plan, answers, START + days + 3)
    assert outcome.step is not None
    assert outcome.step.move == "up"
    assert not any(line.id in {one.id for one in outcome.due} for line in plan.plan.see_someone_if)


@given(interview=screened_answers(), series=SERIES)
def test_nobody_is_asked_for_two_visits_by_a_date(
    kb: KnowledgeBase, interview: dict[str, Answer], series: list[tuple[CheckIn, int]]
) -> None:
    """The plan and the clock ask once."""
    plan = judge(interview)
    rules = {rule.id: rule for rule in kb.follow_up.clock}
    dated = {line.id for line in plan.plan.see_someone_if if line.after_days}
    first = {entry.id for entry in kb.plan if entry.before_weight}
    whole, day = _begun(), START
    for said, gap in series:
        day += gap
        whole = _with(whole, day, said)
        due = [one.id for one in judge_checkin(kb, [whole], plan, interview, day).due]
        clock = [one for one in due if one in rules and rules[one].when in ("no-change", "not-better", "still-sore")]
        planned = [one for one in due if one in dated]
        assert len(planned) <= 1
        assert not clock or not {*planned} - first


BY_A_DAY = [one for one in KB.plan if one.slot == "see_someone_if" and one.after_days]


@pytest.mark.parametrize("entry", BY_A_DAY, ids=lambda one: one.id)
def test_every_visit_by_a_day_says_of_which_pain(entry: PlanEntry) -> None:
    """Its first sentence says how the pain is, the second what to do: a later report reads both."""
    assert entry.due or entry.soreness
    assert ". " in entry.text
