"""What holds for every person: the reasoning's promises, tried on made-up people."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from backcheck import assess, next_question
from backcheck.knowledge.questions import Question
from backcheck.knowledge.records import OFFERED
from backcheck.reasoning.answers import Answer, read_answers, to_json
from backcheck.reasoning.assessment import RankedContributor, RankedPattern
from backcheck.reasoning.interview import is_askable, progress
from backcheck.reasoning.ranking import rank_sums
from backcheck.reasoning.triage import awaited_questions, triage_level
from tests.reasoning.people import KB, answers_to, any_answers, screened_answers, screens_of, walk


@given(st.data())
def test_an_interview_ends_within_its_screens_and_asks_nothing_twice(data: st.DataObject) -> None:
    answers = walk(KB, lambda question: data.draw(answers_to(question)))
    assert screens_of(KB, answers) <= KB.base.max_screens


@given(st.data())
def test_nothing_that_could_raise_the_level_is_left_unasked(data: st.DataObject) -> None:
    answers = walk(KB, lambda question: data.draw(answers_to(question)))
    if triage_level(KB, answers) != "emergency":
        waiting = [name for name in awaited_questions(KB, answers) if is_askable(KB.questions[name], answers)]
        assert waiting == []


@given(any_answers(), st.randoms())
def test_the_order_of_answers_changes_nothing(answers: dict[str, Answer], chance: object) -> None:
    names = list(answers)
    chance.shuffle(names)  # type: ignore[attr-defined]
    shuffled = {name: answers[name] for name in names}
    assert assess(KB, shuffled) == assess(KB, answers)
    assert next_question(KB, shuffled) == next_question(KB, answers)


@given(any_answers())
def test_points_are_the_start_and_the_addends(answers: dict[str, Answer]) -> None:
    result = assess(KB, answers)
    ranked: list[RankedContributor | RankedPattern] = [*result.contributors, *result.patterns]
    for entry in ranked:
        assert entry.points == entry.start + sum(e.points for e in entry.for_) + sum(e.points for e in entry.against)
        facts = [evidence.fact for evidence in entry.for_]
        assert len(facts) == len(set(facts)), "one fact, one vote"
    assert [c.points for c in result.contributors] == sorted((c.points for c in result.contributors), reverse=True)


@given(screened_answers(), st.sampled_from(sorted(KB.questions)), st.data())
def test_more_evidence_for_a_cause_never_lowers_it(answers: dict[str, Answer], name: str, data: st.DataObject) -> None:
    question = KB.questions[name]
    if question.kind != "many" or question.stage == "safety" or not question.options:
        return
    option = data.draw(st.sampled_from(question.options))
    ticked = tuple(tick for tick in _ticks(answers.get(name)) if tick not in ("none", "unsure"))
    before = {**answers, name: ticked} if ticked else {key: a for key, a in answers.items() if key != name}
    after = {**answers, name: tuple(o.id for o in question.options if o.id in ticked or o.id == option.id)}
    for sums_before, sums_after in zip(rank_sums(KB, before), rank_sums(KB, after), strict=True):
        points = {entry.target: entry.points for entry in sums_after}
        for entry in sums_before:
            if option.says.get(entry.target, 0) > 0:
                assert points[entry.target] >= entry.points


@given(any_answers())
def test_no_full_advice_without_all_danger_sign_lists(answers: dict[str, Answer]) -> None:
    result = assess(KB, answers)
    if not _safety_done(answers):
        assert result.coaching.mode != "full"
        assert result.triage.level != "self-care"


@given(any_answers())
def test_saved_and_loaded_answers_lead_to_the_same_next_question(answers: dict[str, Answer]) -> None:
    loaded = read_answers(KB, json.loads(json.dumps(to_json(answers, KB))))
    assert loaded == answers
    assert next_question(KB, loaded) == next_question(KB, answers)
    assert assess(KB, loaded) == assess(KB, answers)


@given(any_answers())
def test_progress_never_promises_less_than_what_was_asked(answers: dict[str, Answer]) -> None:
    asked, about = progress(KB, answers)
    assert asked == sum(KB.questions[name].stage not in OFFERED for name in answers)
    assert about >= asked


@given(any_answers())
def test_at_most_three_things_for_today_and_two_to_lead(answers: dict[str, Answer]) -> None:
    result = assess(KB, answers)
    assert len(result.plan.today) <= 3
    assert len(result.lead) <= 2
    assert set(result.lead) <= {entry.id for entry in result.contributors}


def _ticks(answer: Answer | None) -> tuple[str, ...]:
    return answer if isinstance(answer, tuple) else ()


def _safety_done(answers: dict[str, Answer]) -> bool:
    return all(question.id in answers for question in _lists())


def _lists() -> list[Question]:
    return list(KB.danger_lists)


@given(any_answers())
def test_without_the_look_ahead_all_else_is_the_same(answers: dict[str, Answer]) -> None:
    whole = assess(KB, answers)
    assert assess(KB, answers, look_ahead=False) == replace(whole, would_change_this=())
