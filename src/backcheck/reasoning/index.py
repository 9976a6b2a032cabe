"""What reasoning works out once for a knowledge base and then looks up: made statements, and what could raise a level.

Kept on the base itself, so that it lives as long as the base and no longer. Holds nothing that the base does not say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import msgspec

from backcheck.knowledge.compile import AGE
from backcheck.knowledge.model import KnowledgeBase, Rule
from backcheck.knowledge.questions import FollowUpQuestion, Option, Question
from backcheck.knowledge.records import NONE, UNSURE, Condition
from backcheck.knowledge.training import PlanEntry
from backcheck.reasoning.answers import Answer, Answers
from backcheck.reasoning.assessment import GivenAnswer
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
        return self.doubt(answers) is not None

    def doubt(self, answers: Answers) -> str | None:
        """Empty where the rule holds, else the question whose "not sure" it takes for that; None where it does not."""
        if holds(self.when, answers):
            return ""
        for question in self.doubts:  # a plain loop, as in `holds`
            if answers.get(question) == (UNSURE,) and holds(self.when, answers, question):
                return question
        return None


class Index:
    """The whole index; see the module. Each part is built when it is first asked for."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb

    @cached_property
    def options(self) -> dict[Tick, Statement]:
        """What each option says, and an honest "none of these"."""
        found: dict[Tick, Statement] = {}
        for question in self.kb.questions.values():
            for option in question.options:
                if option.says:
                    given = (GivenAnswer(question=question.id, value=option.id),)
                    made = make_statement(option.fact or option.id, option.says, given, option.said, option.sources)
                    found[question.id, option.id] = made
            if question.none_says:
                given = (GivenAnswer(question=question.id, value=NONE),)
                fact, said = f"{question.id}:{NONE}", question.none_said
                found[question.id, NONE] = make_statement(fact, question.none_says, given, said, ("expert",))
        return found

    @cached_property
    def moments(self) -> dict[Tick, Statement]:
        """(activity, moment) -> statement."""
        return {
            (activity.id, moment): make_statement(
                told.fact, told.says, (GivenAnswer(question=MOMENT, value=moment),), told.said, told.sources
            )
            for activity in (*self.kb.lifts.values(), *self.kb.activities.values())
            for moment, told in activity.phases.items()
        }

    @cached_property
    def signs(self) -> dict[Tick, Option]:
        """Every option that is a danger sign by itself; a row asked about further has its level from the answer."""
        return {
            (question.id, option.id): option
            for question in self.kb.questions.values()
            for option in question.options
            if option.alone not in (None, "modifier") and (question.id, option.id) not in self.kb.follow_ups
        }

    @cached_property
    def reaches(self) -> tuple[Reach, ...]:
        """One for each rule, in file order."""
        return tuple(_reach(self.kb, rule) for rule in self.kb.rules)

    @cached_property
    def by_activity(self) -> dict[str, tuple[Question, ...]]:
        """Answer to `exercise` -> the questions for the activities with this answer alone; "" -> all others."""
        found: dict[str, list[Question]] = {"": []}
        for question in self.kb.questions.values():
            opened = question.when.in_ if question.when is not None else None
            for name in dict.fromkeys(opened[1]) if opened is not None and opened[0] == EXERCISE else ("",):
                found.setdefault(name, []).append(question)
        return {name: tuple(listed) for name, listed in found.items()}

    @cached_property
    def plan_lines(self) -> dict[str, PlanEntry]:
        """Each line that a plan may have by its id, those of contributors too; the first of several."""
        lines = (*self.kb.plan, *(line for entry in self.kb.contributors.values() for line in entry.lines))
        return {line.id: line for line in reversed(lines)}


def index_of(kb: KnowledgeBase) -> Index:
    """The index of this base."""
    found: Index | None = kb.__dict__.get(_KEY)
    if found is None:
        found = kb.__dict__[_KEY] = Index(kb)
    return found


def questions_for(kb: KnowledgeBase, answers: Answers) -> Sequence[Question]:
    """The questions that may apply to these answers, in their order: none that is for other activities alone.

    Of a base of a thousand lifts, each with its signs, it is as few as of a base of ten.
    """
    by_activity = index_of(kb).by_activity
    own = [question for name in answer_ticks(answers.get(EXERCISE)) for question in by_activity.get(name, ())]
    if not own:
        return by_activity[""]
    return sorted((*by_activity[""], *own), key=lambda question: kb.places[question.id])


def make_statement(
    fact: str, says: Mapping[str, float], answers: tuple[GivenAnswer, ...], said: str, sources: tuple[str, ...]
) -> Statement:
    """A statement with its sorting key."""
    order = f"{fact} {','.join(f'{given.question}:{given.value}' for given in answers)}"
    telling = bool(said) and any(given.question != AGE for given in answers)
    return Statement(fact, says, answers, said, sources, order, telling)


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


EXERCISE = "exercise"
"""The question whose answer is the lift or other activity."""

MOMENT = "pain-when"
"""The question whose answer is read together with the lift's own `phases`."""


def answer_ticks(given: Answer | None) -> tuple[str, ...]:
    """The option ids of an answer; none for a number or for no answer."""
    return given if isinstance(given, tuple) else ()
