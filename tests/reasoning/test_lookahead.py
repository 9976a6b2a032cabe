"""What an open answer would change: no turn is overlooked, the order follows, and every named turn is true."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backcheck import assess, next_question
from backcheck.knowledge.levels import URGENCY
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import Question
from backcheck.knowledge.records import OFFERED
from backcheck.reasoning.answers import Answer, read_answers
from backcheck.reasoning.conclusion import conclude
from backcheck.reasoning.lookahead import TEST, deciding_tests, look_ahead
from tests.reasoning.people import KB, any_answers, judge, screened_answers

CLEAR = {"safety-body": ["none"], "safety-nerves": ["none"], "safety-pain": ["none"], "safety-you": ["none"]}
SQUATTER = {
    **CLEAR,
    "age": "20-44",
    "exercise": "squat",
    "changed": ["none"],
    "signs-squat": ["unsure"],
    "pain-course": "weeks-easing",
    "pain-reach": "only-lift",
    "traits": ["unsure"],
}


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(any_answers() | screened_answers(), st.sampled_from(sorted(KB.questions)))
def test_chances_and_bits_are_what_they_are_called(answers: dict[str, Answer], name: str) -> None:
    known = read_answers(KB, answers)
    outlook = look_ahead(KB, known, conclude(KB, known), KB.questions[name])
    if outlook:
        assert 0 < outlook.chance <= 1 + 1e-9
        assert outlook.chance == pytest.approx(sum(chance for _, chance, _ in outlook.turns))
        assert outlook.bits >= -1e-9


def test_a_lift_that_is_not_known_is_open_too(kb: KnowledgeBase) -> None:
    """Which lift it was changes what comes first, though the answer itself gives no points."""
    lost = read_answers(kb, {**CLEAR, "exercise": "unsure", "traits": ["no-brace", "ankles"], "pain-when": "bottom"})
    outlook = look_ahead(kb, lost, conclude(kb, lost), kb.questions["exercise"])
    assert outlook is not None
    assert any(name in kb.lifts for name, _, _ in outlook.turns)


@given(screened_answers(), st.sampled_from(KB.danger_lists))
def test_no_danger_sign_is_named_as_a_way_down(answers: dict[str, Answer], question: Question) -> None:
    result = assess(KB, {**answers, question.id: ("unsure",)})
    named = [turn for opening in result.would_change_this if opening.question == question.id for turn in opening.turns]
    for turn in named:
        after = judge({**answers, question.id: (turn.value,)})
        assert URGENCY[after.triage.level] >= URGENCY[result.triage.level], turn


@given(screened_answers())
def test_every_turn_that_is_named_is_true(answers: dict[str, Answer]) -> None:
    result = assess(KB, answers)
    for opening in result.would_change_this:
        question = KB.questions[opening.question]
        for turn in opening.turns:
            given_answer: object = float(turn.value) if question.kind == "number" else [turn.value]
            after = judge({**answers, opening.question: given_answer})
            said = (after.triage.level, after.coaching.mode, after.plain_soreness, after.flared, after.lead[:1])
            before = (result.triage.level, result.coaching.mode, result.plain_soreness, result.flared, result.lead[:1])
            if turn.kind == "cause":
                leading = [result.contributors[0].id] if result.contributors else []
                assert turn.first not in leading
            else:
                assert said != before
            if turn.kind == "change":
                assert "".join(after.lead[:1]) == turn.first


@given(screened_answers())
def test_self_tests_are_offered_only_to_those_who_may_do_them(answers: dict[str, Answer]) -> None:
    offered = {test.id for test in deciding_tests(KB, read_answers(KB, answers))}
    result = assess(KB, answers)
    named = {opening.test for opening in result.would_change_this if opening.test}
    assert named <= offered
    strong = isinstance(pain := answers.get("pain-now"), float) and pain >= 6
    ticks = answers.get("safety-pain", ())
    legs = isinstance(ticks, tuple) and {"leg-below-knee", "leg-numb", "both-legs-pain"} & set(ticks)
    if result.triage.level != "self-care" or strong or legs or answers.get("pain-reach") == ("cannot",):
        assert not offered
    assert not {test for test in offered if answers.get(TEST + test, ("unsure",)) != ("unsure",)}


def test_a_follow_up_is_put_only_where_it_could_change_what_comes_first(kb: KnowledgeBase) -> None:
    known = {**SQUATTER, "changed": ["load-jump"], "pain-changes": ["unsure"]}
    asked = next_question(kb, known)
    while asked is not None:
        conclusion = conclude(kb, read_answers(kb, known))
        assert look_ahead(kb, read_answers(kb, known), conclusion, asked) is not None
        known[asked.id] = "unsure"
        asked = next_question(kb, known)
    assert len(known) <= kb.base.max_screens


def test_fixed_order_and_everything(kb: KnowledgeBase) -> None:
    fixed, everything = dict(SQUATTER), dict(SQUATTER)
    while (question := next_question(kb, fixed, order="fixed")) is not None:
        fixed[question.id] = "unsure"
    while (question := next_question(kb, everything, everything=True)) is not None:
        everything[question.id] = "unsure"
    assert len(fixed) == kb.base.max_screens
    follow_ups = [name for name in fixed if name not in SQUATTER]
    assert [name for name in kb.questions if name in follow_ups] == follow_ups
    assert set(fixed) <= set(everything)
    offered = {question.id for question in kb.questions.values() if question.stage in OFFERED}
    assert not offered & set(everything)


def test_a_known_spine_problem_brings_up_what_was_named(kb: KnowledgeBase) -> None:
    plain = {**SQUATTER, "pain-changes": ["none"]}
    assert "past" not in _walk(kb, plain)
    assert "past" in _walk(kb, {**plain, "safety-pain": ["spine-named"]})
    told = assess(kb, {**plain, "past": ["told-disc"]})
    assert told.triage.level == "clinician", "what was told unasked counts"


def _walk(kb: KnowledgeBase, known: Mapping[str, object]) -> dict[str, object]:
    answers = dict(known)
    while (question := next_question(kb, answers)) is not None:
        answers[question.id] = "unsure"
    return answers


@pytest.mark.parametrize(("result", "first"), [("fail", "poor-bracing"), ("pass", "progression-too-fast")])
def test_a_self_test_decides_between_two(kb: KnowledgeBase, result: str, first: str) -> None:
    torn = {**SQUATTER, "changed": ["load-up"], "signs-squat": ["none"], "traits": ["no-brace"], "pain-when": "bottom"}
    assert "brace-check" in {test.id for test in deciding_tests(kb, read_answers(kb, torn))}
    assert assess(kb, {**torn, "test-brace-check": result}).lead[0] == first


def test_a_measured_thing_that_was_also_felt_votes_once(kb: KnowledgeBase) -> None:
    felt = {**SQUATTER, "traits": ["ankles"]}
    both = assess(kb, {**felt, "test-knee-to-wall": "fail"})
    ankle = next(entry for entry in both.contributors if entry.id == "limited-ankle")
    assert sum(evidence.fact == "ankles" for evidence in ankle.for_) == 1
    assert [evidence.fact for evidence in ankle.also] == ["ankles"]
    passed = assess(kb, {**felt, "test-knee-to-wall": "pass"})
    assert passed.contributors == () or passed.lead[:1] != ("limited-ankle",)


def test_nobody_is_sent_to_a_test_only_to_find_a_danger_sign(kb: KnowledgeBase) -> None:
    """The ten bends can end in pain down a leg; that alone is no reason to do them."""
    clear_cut = {**SQUATTER, "changed": ["load-jump"], "traits": ["none"]}
    assert "ten-bends" not in {test.id for test in deciding_tests(kb, read_answers(kb, clear_cut))}
    assert "ten-bends" not in {opening.test for opening in assess(kb, clear_cut).would_change_this}


def test_nobody_is_sent_to_move_whose_lift_is_paused_or_whose_pain_must_ease(kb: KnowledgeBase) -> None:
    """The bends, the film and the tries of the traits are for those who may train."""
    paused = {**CLEAR, "safety-you": ["spine-procedure"], "exercise": "squat"}
    flared = {**SQUATTER, "pain-reach": "cannot"}
    for known in (paused, flared):
        named = [opening.question for opening in assess(kb, known).would_change_this]
        assert not [name for name in named if kb.questions[name].find_out_moves]
    assert any(kb.questions[o.question].find_out_moves for o in assess(kb, SQUATTER).would_change_this)


def test_who_must_ease_first_is_not_told_to_change_something_first(kb: KnowledgeBase) -> None:
    calm, flared = assess(kb, SQUATTER), assess(kb, {**SQUATTER, "pain-reach": "cannot"})
    assert "change-first" in {action.id for action in calm.triage.action}
    assert flared.flared
    assert "change-first" not in {action.id for action in flared.triage.action}


def test_pain_on_one_side_or_sharp_pain_is_no_plain_soreness(kb: KnowledgeBase) -> None:
    sore = {**SQUATTER, "pain-course": "gone-between", "pain-when": "next-day", "pain-feel": "sore"}
    assert assess(kb, {**sore, "pain-where": "across"}).plain_soreness
    assert not assess(kb, {**sore, "pain-where": "beside"}).plain_soreness
    assert not assess(kb, {**sore, "pain-feel": "sharp"}).plain_soreness


@pytest.mark.parametrize("late", [{"pain-when": "next-day"}, {"pain-start": "after-session"}])
def test_soreness_that_came_late_and_on_both_sides_is_known_by_either_answer(
    kb: KnowledgeBase, late: dict[str, str]
) -> None:
    """The interview may have a screen for one of the two only."""
    sore = {**CLEAR, "age": "20-44", "exercise": "squat", "changed": ["more-work"], "pain-course": "days"}
    assert assess(kb, {**sore, "pain-where": "across", **late}).plain_soreness
    assert not assess(kb, {**sore, "pain-where": "beside", **late}).plain_soreness


def test_a_danger_sign_in_a_self_test_counts_like_any_other(kb: KnowledgeBase) -> None:
    assert assess(kb, {**SQUATTER, "test-ten-bends": "spreads"}).triage.level == "clinician"
