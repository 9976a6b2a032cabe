"""What reasoning works out once for a knowledge base and then looks up: made statements, and what could raise a level.

Kept on the base itself, so that it lives as long as the base and no longer. Holds nothing that the base does not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from backcheck.knowledge.danger import AGE
from backcheck.knowledge.lifts import Activity
from backcheck.knowledge.model import KnowledgeBase, Rule
from backcheck.knowledge.questions import FollowUpQuestion, Option, Question
from backcheck.knowledge.records import NONE, UNSURE, Condition, Slot
from backcheck.knowledge.training import PlanEntry
from backcheck.reasoning.answers import Answer, Answers
from backcheck.reasoning.assessment import AdviceLine, GivenAnswer
from backcheck.reasoning.conditions import flatten, holds, mentioned

_KEY = "reasoning index"

Tick = tuple[str, str]
"""A question id and an option id."""


class Statement(msgspec.Struct, frozen=True):
    """One thing that was said: a fact, its points by target, the answers behind it, in words, and the sources.

    `order` sorts statements by what they are, so that the order in which answers were given changes nothing. What is
    not `telling` (age, and what has no `said`) changes the odds but is no reason to name something.
    """

    fact: str
    says: Mapping[str, float]
    answers: tuple[GivenAnswer, ...]
    said: str
    sources: tuple[str, ...]
    order: str
    telling: bool


class Reach(msgspec.Struct, frozen=True):
    """A triage rule with what could make it hold: the answers worth trying by question, and the most of each.

    `when` is the condition of the rule without the levels that spelling out its flags put into it.
    `most` ticks together what one could only tick one by one, so it is a bound: what does not hold with it cannot hold.
    `later` is the same without what is asked about ticked danger signs: where it is open, its row was not ticked.
    """

    rule: Rule
    when: Condition
    doubts: tuple[str, ...]
    trials: dict[str, tuple[Answer, ...]]
    most: dict[str, Answer]
    later: dict[str, Answer]

    def holds(self, answers: Answers) -> bool:
        """Whether the rule holds, a "not sure" that counts taken for the gravest answer."""
        return holds(self.when, answers) or self.doubted(answers) != ""

    def doubted(self, answers: Answers) -> str:
        """The question whose "not sure" is all that keeps the rule from holding; empty where there is none."""
        for question in self.doubts:
            if answers.get(question) == (UNSURE,) and holds(self.when, answers, question):
                return question
        return ""


class Note(NamedTuple):
    """A point of a topic for those of whom `when` holds; `of_bouts` as in `Point`."""

    when: Condition
    line: AdviceLine
    of_bouts: bool


class Index(msgspec.Struct, frozen=True):
    """The whole index; see the module."""

    options: dict[Tick, Statement]
    moments: dict[Tick, Statement]
    """(activity, moment) -> statement."""
    signs: dict[Tick, Option]
    """Every option that is a danger sign by itself; a row that is asked about further has its level from the answer."""
    reaches: tuple[Reach, ...]
    """One for each rule, in file order."""
    plan: dict[Slot, tuple[PlanEntry, ...]]
    notes: tuple[Note, ...]
    """Every point of a topic that is for some people only."""
    findable: tuple[Question, ...]
    """The questions whose answer can be found out later."""
    for_all: tuple[Question, ...]
    """The questions that are not for certain activities alone, in their order."""
    for_some: dict[str, tuple[Question, ...]]
    """Answer to `exercise` -> the questions that are for the activities with this answer alone, in their order."""


def index_of(kb: KnowledgeBase) -> Index:
    """The index of this base, built when first asked for."""
    found: Index | None = kb.__dict__.get(_KEY)
    if found is None:
        found = kb.__dict__[_KEY] = _build(kb)
    return found


def questions_for(kb: KnowledgeBase, answers: Answers) -> Sequence[Question]:
    """The questions that may apply to these answers, in their order: none that is for other activities alone.

    Of a base of a thousand lifts, each with its signs, it is as few as of a base of ten.
    """
    index = index_of(kb)
    own = [question for name in answer_ticks(answers.get(EXERCISE)) for question in index.for_some.get(name, ())]
    if not own:
        return index.for_all
    return sorted((*index.for_all, *own), key=lambda question: kb.places[question.id])


def _by_activity(questions: Iterable[Question]) -> dict[str, tuple[Question, ...]]:
    """The questions for certain activities alone by each answer that opens them; the others by no name."""
    found: dict[str, list[Question]] = {"": []}
    for question in questions:
        opened = question.when.in_ if question.when is not None else None
        for name in dict.fromkeys(opened[1]) if opened is not None and opened[0] == EXERCISE else ("",):
            found.setdefault(name, []).append(question)
    return {name: tuple(listed) for name, listed in found.items()}


def make_statement(
    fact: str, says: Mapping[str, float], answers: tuple[GivenAnswer, ...], said: str, sources: tuple[str, ...]
) -> Statement:
    """A statement with its sorting key."""
    order = f"{fact} {','.join(f'{given.question}:{given.value}' for given in answers)}"
    telling = bool(said) and any(given.question != AGE for given in answers)
    return Statement(fact, says, answers, said, sources, order, telling)


def _build(kb: KnowledgeBase) -> Index:
    questions = kb.questions.values()
    activities: tuple[Activity, ...] = (*kb.lifts.values(), *kb.activities.values())
    by_activity = _by_activity(questions)
    slots: dict[Slot, tuple[PlanEntry, ...]] = {}
    for entry in kb.plan:
        slots[entry.slot] = (*slots.get(entry.slot, ()), entry)
    return Index(
        options={tick: made for question in questions for tick, made in _option_statements(question)},
        moments={
            (activity.id, moment): make_statement(
                told.fact, told.says, (GivenAnswer(question=MOMENT, value=moment),), told.said, told.sources
            )
            for activity in activities
            for moment, told in activity.phases.items()
        },
        signs={
            (question.id, option.id): option
            for question in questions
            for option in question.options
            if option.alone not in (None, "modifier") and (question.id, option.id) not in kb.follow_ups
        },
        reaches=tuple(_reach(kb, rule) for rule in kb.rules),
        plan=slots,
        notes=tuple(
            Note(point.when, AdviceLine(id=f"{topic.id}-{point.id}", text=point.text), point.of_bouts)
            for topic in kb.topics.values()
            for point in topic.points
            if point.when is not None
        ),
        findable=tuple(question for question in questions if question.find_out),
        for_all=by_activity.pop(""),
        for_some=by_activity,
    )


def _reach(kb: KnowledgeBase, rule: Rule) -> Reach:
    named = {name: options for name, options in mentioned(rule.when).items() if name in kb.questions}
    trials = {name: _trials(kb.questions[name], options) for name, options in named.items()}
    # The most that could be said to each question: all its options together, the highest number.
    most: dict[str, Answer] = {
        name: options if kb.questions[name].kind == "one" else trials[name][0] for name, options in named.items()
    }
    later = {name: answer for name, answer in most.items() if not isinstance(kb.questions[name], FollowUpQuestion)}
    # A "not sure" counts only where the rule needs a real sign besides: how long, how strong and how sudden are no
    # sign for one another, and an age is none either.
    counting = {name: answer for name, answer in most.items() if kb.questions[name].unsure_counts}
    by_age = {AGE: most[AGE]} if AGE in most else {}
    doubts = () if holds(rule.when, counting) else (n for n in counting if not holds(rule.when, by_age, n))
    return Reach(rule, flatten(rule.when), tuple(doubts), trials, most, later)


def _trials(question: Question, options: tuple[str, ...]) -> tuple[Answer, ...]:
    """The answers worth trying where a condition names these options, or none of them."""
    if question.kind == "number":
        return (question.max or 0.0,)
    if question.kind == "one":
        return tuple((option,) for option in options)
    return (options or tuple(option.id for option in question.options),)


def _option_statements(question: Question) -> Iterable[tuple[Tick, Statement]]:
    for option in question.options:
        if option.says:
            given = (GivenAnswer(question=question.id, value=option.id),)
            fact = option.fact or option.id
            yield (question.id, option.id), make_statement(fact, option.says, given, option.said, option.sources)
    if question.none_says:
        given = (GivenAnswer(question=question.id, value=NONE),)
        fact = f"{question.id}:{NONE}"
        yield (question.id, NONE), make_statement(fact, question.none_says, given, question.none_said, ("expert",))


EXERCISE = "exercise"
"""The question whose answer is the lift or other activity."""

MOMENT = "pain-when"
"""The question whose answer is read together with the lift's own `phases`."""


def answer_ticks(given: Answer | None) -> tuple[str, ...]:
    """The option ids of an answer; none for a number or for no answer."""
    return given if isinstance(given, tuple) else ()
