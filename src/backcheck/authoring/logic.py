"""What answers a condition leaves possible: whether it can ever hold, and whether one condition implies another.

A condition is taken apart into cases (parts that must all hold); a case is possible when each question it names has
an answer that fits all its parts. Questions do not limit one another but by their `when`.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations, islice

from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import Question
from backcheck.knowledge.records import NONE, UNSURE, Condition
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.conditions import holds

MOST_CASES = 3_000
MOST_NAMED = 10
"""Beyond these a condition counts as possible: the lint must not invent findings, and must end."""

SignedCondition = tuple[Condition, bool]
"""A condition without inner ones, and whether it must hold or must not."""

Conjunction = Mapping[str, frozenset[SignedCondition]]
"""The parts that must all hold, by the question that they are about."""

Conjunctions = Sequence[Conjunction] | None
"""The cases of which one must be possible; None where they are more than are worth trying."""

ANY: Conjunctions = ({},)
"""Every answer is possible."""


class TooManyError(Exception):
    """A condition has more cases than are worth trying."""


class Logic:
    """The questions of one base, and what was worked out about conditions over them."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.questions = kb.questions
        self._fits: dict[tuple[str, frozenset[SignedCondition]], bool] = {}
        self._worked_out: dict[tuple[Condition, bool], list[Conjunction]] = {}
        self.askable: frozenset[str] = frozenset()
        """The questions that some interview asks, found step by step: each must be opened by ones found before."""
        while True:
            opened = {q.id for q in self.questions.values() if q.when is None or self.can_be_met(q.when)}
            if opened <= self.askable:
                break
            self.askable |= opened

    def narrow(self, cases: Conjunctions, condition: Condition) -> Conjunctions:
        """Those of the cases in which the condition holds too; none are left where it cannot."""
        if cases is None:
            return None
        try:
            return self._join_each(cases, self._cases(condition, wanted=True))
        except (TooManyError, RecursionError):
            return None

    def can_be_met(self, condition: Condition) -> bool:
        """Whether some interview can fulfil it: what it needs answered must be asked."""
        try:
            cases = self._cases(condition, wanted=True)
            return any(self._can_be_asked(case, frozenset()) for case in cases)
        except (TooManyError, RecursionError):
            return True

    def implies(self, condition: Condition, other: Condition) -> bool:
        """Whether `other` holds wherever `condition` does; False where that would take too long to tell."""
        try:
            held, missed = self._known_cases(condition, wanted=True), self._known_cases(other, wanted=False)
        except (TooManyError, RecursionError):
            return False
        if len(held) * max(1, len(missed)) > MOST_CASES:
            return False
        return not any(self._join(first, second) is not None for first in held for second in missed)

    def _can_be_asked(self, case: Conjunction, opened: frozenset[str]) -> bool:
        """Whether the case is possible together with the `when` of every question that it needs an answer of."""
        if not self._may_be(case):
            return False
        needed = [name for name, parts in case.items() if not all(holds(part, {}) == wanted for part, wanted in parts)]
        if not all(name in self.askable for name in needed):
            return False
        closed = [w for name in needed if name not in opened and (w := self.questions[name].when) is not None]
        if not closed:
            return True
        more = self._cases(Condition(all=tuple(closed)), wanted=True)
        return any(self._can_be_asked(both, opened.union(needed)) for both in self._join_each([case], more))

    def _known_cases(self, condition: Condition, *, wanted: bool) -> list[Conjunction]:
        """Its possible cases, worked out once: every rule is held against every other."""
        if (condition, wanted) not in self._worked_out:
            cases = self._cases(condition, wanted=wanted)
            self._worked_out[condition, wanted] = [case for case in cases if self._may_be(case)]
        return self._worked_out[condition, wanted]

    def _cases(self, condition: Condition, *, wanted: bool) -> Sequence[Conjunction]:
        """All cases of a condition, those left out that contradict themselves."""
        if condition.not_ is not None:
            return self._cases(condition.not_, wanted=not wanted)
        inner = condition.all if condition.all is not None else condition.any
        if inner is None:
            return [{question_of(condition): frozenset(((condition, wanted),))}]
        parts = [self._cases(part, wanted=wanted) for part in inner]
        if (condition.all is not None) != wanted:
            return [case for cases in parts for case in cases]
        found: Sequence[Conjunction] = [{}]
        for cases in parts:
            found = self._join_each(found, cases)
        return found

    def _join_each(self, firsts: Sequence[Conjunction], seconds: Sequence[Conjunction]) -> list[Conjunction]:
        """Each of these cases together with each of those, where both can be."""
        if len(firsts) * len(seconds) > MOST_CASES:
            raise TooManyError
        joined = (self._join(first, second) for first in firsts for second in seconds)
        return [both for both in joined if both is not None]

    def _join(self, first: Conjunction, second: Conjunction) -> Conjunction | None:
        """Both cases as one; None where no answer fits both. The first is possible by itself."""
        both = dict(first)
        for name, parts in second.items():
            both[name] = parts | both[name] if name in both else parts
            if not self._fits_one(name, both[name]):
                return None
        return both

    def _may_be(self, case: Conjunction) -> bool:
        """Whether each question has an answer that fits all parts of the case about it."""
        return all(self._fits_one(name, parts) for name, parts in case.items())

    def _fits_one(self, name: str, parts: frozenset[SignedCondition]) -> bool:
        known = self._fits.get((name, parts))
        if known is None:
            question = self.questions.get(name)
            known = self._fits[name, parts] = question is not None and (
                (question.kind == "many" and len(_named(parts, wanted=True)) > MOST_NAMED)
                or any(
                    all(holds(part, {} if answer is None else {name: answer}) == wanted for part, wanted in parts)
                    for answer in try_answers(question, parts)
                )
            )
        return known


def question_of(part: Condition) -> str:
    """The question that a condition without inner ones is about; empty for a condition that sets nothing."""
    for field in (part.is_, part.in_, part.at_least):
        if field is not None:
            return field[0]
    return part.answered or ""


def try_answers(question: Question, parts: Collection[SignedCondition]) -> Iterator[Answer | None]:
    """Answers enough to tell whether one fits all these parts; None is no answer."""
    yield None
    yield (UNSURE,)
    if question.kind == "one":
        named = _named(parts, wanted=True) | _named(parts, wanted=False)
        yield from ((option.id,) for option in question.options if option.id in named)
        yield from islice(((option.id,) for option in question.options if option.id not in named), 1)
    elif question.kind == "number":
        low = question.min or 0.0
        high = question.max if question.max is not None else math.inf
        edges = {float(part.at_least[1]) for part, _ in parts if part.at_least is not None}
        trials = {low, high, *edges, *(math.nextafter(edge, -math.inf) for edge in edges)}
        yield from (trial for trial in sorted(trials) if low <= trial <= high)
    else:
        yield (NONE,)
        yield from _ticks(question, parts)


def _ticks(question: Question, parts: Collection[SignedCondition]) -> Iterator[Answer]:
    """Every choice of the options that a part wants, with every number of those that no part names.

    What parts name only to forbid it is never ticked.
    """
    wanted = _named(parts, wanted=True)
    named = [option.id for option in question.options if option.id in wanted]
    rest = wanted | _named(parts, wanted=False)
    others = [option.id for option in question.options if option.id not in rest]
    for count in range(len(named) + 1):
        for chosen in combinations(named, count):
            for more in range(len(others) + 1):
                ticks = (*chosen, *others[:more])
                if ticks:
                    yield ticks
                    yield (*ticks, UNSURE)


def _named(parts: Collection[SignedCondition], *, wanted: bool) -> set[str]:
    """The options that are named by the parts that must hold, or by those that must not."""
    named: set[str] = set()
    for part, wants in parts:
        if wants == wanted and part.is_ is not None:
            named.add(part.is_[1])
        elif wants == wanted and part.in_ is not None:
            named.update(part.in_[1])
    return named
