"""Conditions over answers: whether one holds, which answers made it hold, which answers it speaks of.

Knows nothing of questions, levels or points.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from backcheck.knowledge.records import NONE, RESERVED, UNSURE, Condition
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.assessment import GivenAnswer


def holds(condition: Condition, answers: Mapping[str, Answer], granted: str = "") -> bool:
    """Whether the condition holds; a positive part about an unanswered question never does.

    Every part that names an option or a size of the question `granted` counts as met.
    """
    if condition.in_ is not None:  # the commonest kind comes first
        question, options = condition.in_
        given = answers.get(question)
        return question == granted or (isinstance(given, tuple) and not set(given).isdisjoint(options))
    if condition.is_ is not None:
        question, option = condition.is_
        given = answers.get(question)
        return question == granted or (isinstance(given, tuple) and option in given)
    # Plain loops: a condition is asked thousands of times for one assessment, and a generator costs half as much again.
    if condition.any is not None:
        for part in condition.any:  # noqa: SIM110
            if holds(part, answers, granted):
                return True
        return False
    if condition.all is not None:
        for part in condition.all:  # noqa: SIM110
            if not holds(part, answers, granted):
                return False
        return True
    if condition.at_least is not None:
        question, least = condition.at_least
        return question == granted or _size(answers.get(question)) >= least
    if condition.answered is not None:
        given = answers.get(condition.answered)
        return given is not None and given != (UNSURE,)
    if condition.not_ is not None:
        return not holds(condition.not_, answers, granted)
    return False


def _size(given: Answer | None) -> float:
    """Ticks of a list (`none` and `unsure` apart), the number itself, or minus infinity when there is no answer."""
    if given is None:
        return float("-inf")
    if isinstance(given, tuple):
        return sum(option not in RESERVED for option in given)
    return given


def flatten(condition: Condition) -> Condition:
    """The same with no `all` right inside an `all`, no `any` inside an `any`, and no list of one part."""
    for kind in ("all", "any"):
        listed = getattr(condition, kind)
        if listed is not None:
            inner = tuple(part for one in map(flatten, listed) for part in getattr(one, kind) or (one,))
            return inner[0] if len(inner) == 1 else replace(Condition(), **{kind: inner})
    return condition


def parts(condition: Condition) -> Iterator[Condition]:
    """The condition itself and every part within it."""
    yield condition
    for inner in (condition.all or ()) + (condition.any or ()):
        yield from parts(inner)
    if condition.not_ is not None:
        yield from parts(condition.not_)


def mentioned(condition: Condition) -> dict[str, tuple[str, ...]]:
    """Question id -> the option ids the condition names (empty for `at_least` and `answered`)."""
    found: dict[str, tuple[str, ...]] = {}
    for part in parts(condition):
        if part.is_ is not None:
            found[part.is_[0]] = (*found.get(part.is_[0], ()), part.is_[1])
        elif part.in_ is not None:
            found[part.in_[0]] = found.get(part.in_[0], ()) + part.in_[1]
        elif part.at_least is not None:
            found.setdefault(part.at_least[0], ())
        elif part.answered is not None:
            found.setdefault(part.answered, ())
    return found


def answers_behind(condition: Condition, answers: Mapping[str, Answer], granted: str = "") -> tuple[GivenAnswer, ...]:
    """The given answers that the condition names and that hold, each once, in the order it names them.

    All answers to the question `granted` count.
    """
    found: dict[tuple[str, str | float], GivenAnswer] = {}
    for question, options in mentioned(condition).items():
        given = answers.get(question)
        if given is None:
            continue
        values: tuple[str | float, ...] = given if isinstance(given, tuple) else (given,)
        for value in values:
            if value != NONE and (not options or value in options or question == granted):
                found[question, value] = GivenAnswer(question=question, value=value)
    return tuple(found.values())
