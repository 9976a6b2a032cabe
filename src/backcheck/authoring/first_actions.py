"""What people are told first, beside what a coach would accept as a first action. Counts only."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from backcheck.authoring.judging import Judged
from backcheck.authoring.shares import Share, share_of
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.records import ActionWord
from backcheck.reasoning.assess import assess

SEEN: ActionWord = "see-someone-first"
"""What every level above self-care asks for first."""

TOP = 2
"""The first so many accepted actions of a case, best first, are the stricter measure: the sets are wide."""


class Said(msgspec.Struct, frozen=True):
    """A case whose first action is not accepted: what was, and what it was told, today's actions after the first."""

    id: str
    accept: tuple[ActionWord, ...]
    first: ActionWord
    today: tuple[ActionWord, ...]


class FirstScore(msgspec.Struct, frozen=True, kw_only=True):
    """Shares of the cases with `accept`.

    `first`: the first thing said is accepted. `top_two`: it is one of the two that are named first there. `or_today`:
    it or a line for today is accepted. `misses` are those whose first thing is not.
    """

    first: Share
    top_two: Share
    or_today: Share
    misses: tuple[Said, ...]


def score_first(kb: KnowledgeBase, judged: Iterable[Judged]) -> FirstScore:
    """Compares the first actions of all cases that say which ones a coach would accept."""
    cases = [one for one in judged if one.case.accept]
    told = [(one.case, *say_first(kb, one)) for one in cases]
    return FirstScore(
        first=share_of(sum(first in case.accept for case, first, _ in told), len(told)),
        top_two=share_of(sum(first in case.accept[:TOP] for case, first, _ in told), len(told)),
        or_today=share_of(sum(not {first, *today}.isdisjoint(case.accept) for case, first, today in told), len(told)),
        misses=tuple(
            Said(case.id, case.accept, first, today) for case, first, today in told if first not in case.accept
        ),
    )


def say_first(kb: KnowledgeBase, judged: Judged) -> tuple[ActionWord, tuple[ActionWord, ...]]:
    """The action of what somebody reads first, and those of today's lines.

    First comes what the level asks for, else what to change first, else the first line for today.
    """
    result = assess(kb, judged.answers, look_ahead=False)
    today = tuple(line.action for line in result.plan.today)
    if result.triage.level != "self-care":
        return SEEN, today
    changes = {entry.id: entry.action for entry in result.contributors}
    if result.lead and result.enough and not result.plain_soreness and result.coaching.mode == "full":
        return changes[result.lead[0]], today
    return next(iter(today), ""), today
