"""Which triage rules ask for more than a sign does alone, and the words for what has to come with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from backcheck.knowledge.compile import FOLLOW_UP
from backcheck.knowledge.levels import URGENCY
from backcheck.knowledge.model import KnowledgeBase, Rule
from backcheck.knowledge.questions import DangerRow, Option, Question
from backcheck.knowledge.records import Condition, Level

_KEY = "sides of rules"

Tick = tuple[str, str]
"""A question id and an option id."""


class Raised(NamedTuple):
    """A rule that can raise a sign above the level of one of its answers.

    `answers` are the ids of those answers. `others` says in a few words what has to come with the sign. Where only some
    answers about the sign count, `exactly` names both sides of the rule; else it is the same.
    """

    rule: Rule
    answers: tuple[str, ...]
    others: str
    exactly: str


def raising(kb: KnowledgeBase, question: Question, option: Option) -> list[Raised]:
    """The rules that can raise this option, or an answer about this row, the gravest first, then in file order."""
    asked: str = question.id
    answers: tuple[Option, ...] = (option,)
    if isinstance(option, DangerRow) and option.follow_up is not None:
        asked, answers = FOLLOW_UP + option.id, option.follow_up.options
    ticks = [(asked, one.id) for one in answers]
    found: list[Raised] = []
    sides: list[tuple[Rule, set[Tick], set[Tick]]] | None = kb.__dict__.get(_KEY)
    if sides is None:  # worked out once for a base
        sides = kb.__dict__[_KEY] = [(rule, *_sides(rule.when)) for rule in kb.rules]
    for rule, first, others in sides:
        named = [tick for tick in ticks if tick in first or tick in others]
        milder = [one for one in answers if URGENCY.get(str(one.alone), 0) < URGENCY[rule.level]] if named else []
        raised = tuple(one.id for one in milder if (asked, one.id) in named)
        if raised:
            partner = rule.together[-1:] if any((asked, one) in first for one in raised) else rule.together[:1]
            counting = {one.id for one in milder if one.alone != "modifier" or one.flags}
            exactly = partner if counting <= set(raised) else rule.together
            found.append(Raised(rule, raised, "".join(partner), ", and ".join(exactly)))
    return sorted(found, key=lambda one: -URGENCY[one.rule.level])


def reach(kb: KnowledgeBase, question: Question, option: Option) -> Level | None:
    """The gravest level of these rules; None where none can raise it above what it asks for alone."""
    found = raising(kb, question, option)
    above = found and URGENCY[found[0].rule.level] > URGENCY.get(str(option.alone), 0)
    return found[0].rule.level if above else None


def _sides(when: Condition) -> tuple[set[Tick], set[Tick]]:
    """What a rule asks for first, and what it asks for besides."""
    first: set[Tick] = set()
    others: set[Tick] = set()
    for way in when.any if when.any is not None and when.flag is None else (when,):
        one, *more = way.all or (way,)
        first.update(_options(one))
        others.update(tick for part in more for tick in _options(part))
    return first, others


def _options(condition: Condition) -> Iterator[Tick]:
    """Every option that it names."""
    for inner in (*(condition.all or ()), *(condition.any or ())):
        yield from _options(inner)
    if condition.is_ is not None:
        yield condition.is_
    if condition.in_ is not None:
        yield from ((condition.in_[0], option) for option in condition.in_[1])
