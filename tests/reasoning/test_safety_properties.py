"""What must hold for every person's safety: nothing said lowers a level, and past an emergency nothing is coached.

Tried on made-up people, and without chance on every reply beside every other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

import msgspec
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from backcheck import assess, next_question
from backcheck.knowledge.levels import URGENCY
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import FollowUpQuestion, Question
from backcheck.knowledge.records import NONE, UNSURE, Condition
from backcheck.reasoning.answers import Answer, silent_answer
from backcheck.reasoning.assessment import Plan
from backcheck.reasoning.conditions import holds
from backcheck.reasoning.screening import open_follow_ups
from backcheck.reasoning.triage import find_urgency, triage_level
from tests.broad import sweep
from tests.reasoning.people import KB, URGENT_QUESTIONS, answers_to, any_answers, rule_replies, urgent_answers, walk

MANY = settings(max_examples=3 * settings().max_examples)
"""Safety is tried on more people than anything else."""

LISTS = [question.id for question in KB.danger_lists]
CLEAR: dict[str, Answer] = dict.fromkeys(LISTS, (NONE,))
EMERGENCIES = [
    (question.id, option.id)
    for question in KB.questions.values()
    for option in question.options
    if option.alone == "emergency" and (question.id, option.id) not in KB.follow_ups
]


def said_more(question: Question, given_so_far: Answer | None) -> st.SearchStrategy[Answer]:
    """The same answer with more in it: a tick more, a number higher, or any answer where there was none.

    A "not sure" that counts as the gravest answer has nothing above it.
    """
    if given_so_far is None:
        return answers_to(question)
    if given_so_far == (UNSURE,) and question.kind != "many":
        return st.just(given_so_far) if question.unsure_counts else answers_to(question)
    if isinstance(given_so_far, float):
        return st.floats(given_so_far, question.max or given_so_far)
    if question.kind == "one":
        return st.just(given_so_far)
    order = [*(option.id for option in question.options), UNSURE]
    had = {tick for tick in given_so_far if tick != NONE}
    more = st.sets(st.sampled_from(order), min_size=1, max_size=3)
    return more.map(lambda ticks: tuple(name for name in order if name in had | ticks))


def urgency(kb: KnowledgeBase, answers: dict[str, Answer]) -> int:
    return URGENCY[triage_level(kb, answers)]


@MANY
@given(st.one_of(urgent_answers(), any_answers()), st.data())
def test_nothing_said_more_lowers_the_level(answers: dict[str, Answer], data: st.DataObject) -> None:
    before = urgency(KB, answers)
    event(f"level {before}")
    for name in data.draw(st.lists(st.sampled_from(list(URGENT_QUESTIONS)), min_size=1, max_size=4, unique=True)):
        if name in {question.id for question in open_follow_ups(KB, answers)}:
            continue  # it counts as its gravest answer while it is open
        answers = {**answers, name: data.draw(said_more(KB.questions[name], answers.get(name)))}
        after = urgency(KB, answers)
        assert after >= before, name
        before = after


@given(any_answers(), st.sampled_from(sorted(KB.questions)), st.data())
def test_an_added_answer_never_lowers_the_level(answers: dict[str, Answer], name: str, data: st.DataObject) -> None:
    """Whatever the question, also one that no rule speaks of."""
    if name not in answers:
        assert urgency(KB, {**answers, name: data.draw(answers_to(KB.questions[name]))}) >= urgency(KB, answers)


AGES = [(option.id,) for option in KB.questions["age"].options]


@MANY
@given(st.one_of(urgent_answers(), any_answers()))
def test_an_age_that_is_not_said_counts_as_the_most_careful_one(answers: dict[str, Answer]) -> None:
    """In each rule that asks for an age: never milder than any age, and no graver than the gravest of them."""
    by_age = [urgency(KB, {**answers, "age": age}) for age in AGES]
    event(f"{len(set(by_age))} levels")
    assert urgency(KB, {**answers, "age": (UNSURE,)}) == max(by_age)


def test_each_rule_that_waits_for_an_age_holds_without_one() -> None:
    tried = 0
    for rule in KB.rules:
        answers = rule_replies(rule.when)
        if "age" in answers and holds(rule.when, answers):
            tried += 1
            assert holds(rule.when, {**answers, "age": (UNSURE,)}), rule.id
            assert not holds(rule.when, {"age": (UNSURE,)}), rule.id
    assert tried >= 10


def replies(questions: Iterable[Question] = KB.questions.values()) -> Iterator[tuple[str, Answer]]:
    """Every reply of one tick, and the ends and the middle of every number; the signs of one lift stand for all."""
    for question in questions:
        if question.id.startswith("signs-") and question.id != "signs-squat":
            continue
        yield question.id, (UNSURE,)
        if question.kind == "number":
            low, high = question.min or 0.0, question.max or 0.0
            yield from ((question.id, value) for value in {low, (low + high) / 2, high - 1, high})
        else:
            yield from ((question.id, (option.id,)) for option in question.options)


def with_reply(answers: dict[str, Answer], name: str, reply: Answer) -> dict[str, Answer] | None:
    """These answers with a reply more: a tick beside others where many may be ticked; None where it has no place."""
    had = answers.get(name)
    if had is None or had in ((NONE,), reply):
        return {**answers, name: reply}
    question = KB.questions[name]
    if question.kind != "many" or not isinstance(had, tuple) or not isinstance(reply, tuple):
        return None
    order = [*(option.id for option in question.options), UNSURE]
    return {**answers, name: tuple(tick for tick in order if tick in had or tick in reply)}


def milder_pairs(kb: KnowledgeBase, questions: Iterable[Question] = KB.questions.values()) -> list[tuple[str, str]]:
    """Every two replies, of people screened and not, that are milder together than one of them is alone.

    A tick and the answer to its own follow-up are left out: the tick alone counts as the gravest answer.
    """
    found = []
    for start in ({}, CLEAR):
        alone = {reply: urgency(kb, start | dict([reply])) for reply in replies(questions)}
        for one, other in combinations(alone, 2):
            if any(follow_up.list_id == one[0] and follow_up.id == other[0] for follow_up in kb.follow_ups.values()):
                continue
            both = with_reply(start | dict([one]), *other)
            if both is not None and urgency(kb, both) < max(alone[one], alone[other]):
                found.append((one[0], other[0]))
    return found


@pytest.mark.broad
def test_no_reply_is_milder_beside_another() -> None:
    assert milder_pairs(KB) == []


@pytest.mark.parametrize("part", sweep(range(8), lambda part: part == 0))
def test_no_reply_silences_a_rule(part: int) -> None:
    """Where a rule holds, it still holds and counts beside every other reply, also one to a question that it names."""
    tried, rules = 0, KB.rules[part::8]
    for rule in rules:
        answers = rule_replies(rule.when)
        if not holds(rule.when, answers):
            continue
        tried += 1
        assert rule in find_urgency(KB, answers).fired
        level = urgency(KB, answers)
        assert level >= URGENCY[rule.level]
        for reply in replies():
            more = with_reply(answers, *reply)
            if more is not None:
                assert rule in find_urgency(KB, more).fired, (rule.id, *reply)
                assert urgency(KB, more) >= level, (rule.id, *reply)
    assert tried == len(rules)


def assert_nothing_is_coached(answers: dict[str, Answer]) -> None:
    result = assess(KB, answers)
    assert result.coaching.mode == "none"
    assert result.contributors == ()
    assert (result.lead, result.enough, result.keep_doing) == ((), False, ())
    assert result.plan == Plan()
    assert (result.would_change_this, result.notes, result.headlines) == ((), (), None)


@MANY
@given(st.one_of(urgent_answers(), any_answers()))
def test_urgent_and_emergency_are_never_coached(answers: dict[str, Answer]) -> None:
    level = triage_level(KB, answers)
    event(level)
    if level in ("emergency", "urgent"):
        assert_nothing_is_coached(answers)
    if level == "emergency":
        asked = next_question(KB, answers)  # a tick that is still open counts as its gravest, and is asked about
        assert asked is None or (isinstance(asked, FollowUpQuestion) and asked.id not in answers)
        assert assess(KB, answers).triage.watch_for == ()


@MANY
@given(st.sampled_from(EMERGENCIES), any_answers())
def test_an_emergency_stays_one_whatever_else_is_said(sign: tuple[str, str], answers: dict[str, Answer]) -> None:
    question, option = sign
    ticked = answers.get(question, ()) if KB.questions[question].kind == "many" else ()
    had = {tick for tick in ticked if tick != NONE} if isinstance(ticked, tuple) else set()
    order = [*(row.id for row in KB.questions[question].options), UNSURE]
    answers = {**answers, question: tuple(name for name in order if name in had | {option})}
    assert triage_level(KB, answers) == "emergency"
    assert next_question(KB, answers) is None
    assert_nothing_is_coached(answers)


@MANY
@given(st.sampled_from(EMERGENCIES), st.data())
def test_no_path_leads_past_an_emergency(sign: tuple[str, str], data: st.DataObject) -> None:
    """Whoever ticks it when its list is asked gets no further question, and no advice on lifting."""
    calm = data.draw(st.booleans())

    def choose(question: Question) -> Answer:
        asked = KB.questions[sign[0]]
        if question.id == sign[0]:
            return (sign[1],)
        if isinstance(asked, FollowUpQuestion) and question.id == asked.list_id:
            return (asked.row,)
        return silent_answer(question) if calm and question.stage == "safety" else data.draw(answers_to(question))

    answers = walk(KB, choose)
    if sign[0] in answers:
        assert list(answers)[-1] == sign[0]
    if triage_level(KB, answers) == "emergency":
        assert_nothing_is_coached(answers)
    assert not calm or sign[0] in answers


def test_a_rule_that_an_answer_silences_would_be_found() -> None:
    """The check of all pairs is not blind: a rule with an absence in it makes `pain-reach` milder beside `age`."""
    first = KB.questions["pain-reach"].options[0].id
    absence = Condition(not_=Condition(answered="age"))
    when = Condition(all=(Condition(is_=("pain-reach", first)), absence))
    bent = msgspec.structs.replace(KB, rules=(msgspec.structs.replace(KB.rules[0], level="urgent", when=when),))
    asked = [question for question in KB.questions.values() if question.stage != "safety"]
    assert set(milder_pairs(bent, asked)) == {("age", "pain-reach")}
