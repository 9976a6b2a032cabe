"""Made-up people with the levels that guidance wants for them: who came out too low, right or too high, by group."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from backcheck.authoring.judging import Judged
from backcheck.authoring.shares import Share, share_of
from backcheck.knowledge.levels import URGENCY, is_grave
from backcheck.knowledge.model import UNSURE, KnowledgeBase


class WantedRow(msgspec.Struct, frozen=True):
    """The people of one group: how many came out right, and the ids of the others."""

    group: str
    people: int
    right: int
    too_low: tuple[str, ...]
    too_high: tuple[str, ...]


class WantedScore(msgspec.Struct, frozen=True):
    """A row for each group, in the order of the file; `unsure` is the share of their danger answers not sure."""

    rows: tuple[WantedRow, ...]
    unsure: Share


def is_too_low(judged: Judged) -> bool:
    """Whether the level is below every wanted one."""
    return URGENCY[judged.urgency.level] < min(URGENCY[level] for level in judged.case.wanted)


def is_too_high(judged: Judged) -> bool:
    """Whether the level is above every wanted one."""
    return URGENCY[judged.urgency.level] > max(URGENCY[level] for level in judged.case.wanted)


def is_grave_miss(judged: Judged) -> bool:
    """Whether somebody for whom only emergency or urgent would be right came out too low."""
    return bool(judged.case.wanted) and all(map(is_grave, judged.case.wanted)) and is_too_low(judged)


def score_wanted(kb: KnowledgeBase, judged: Iterable[Judged]) -> WantedScore:
    """Counts the people who have `wanted`; the others are left out."""
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        if one.case.wanted:
            groups.setdefault(one.case.group, []).append(one)
    rows = []
    for group, people in groups.items():
        low = tuple(one.case.id for one in people if is_too_low(one))
        high = tuple(one.case.id for one in people if is_too_high(one))
        rows.append(WantedRow(group, len(people), len(people) - len(low) - len(high), low, high))
    safety = {question.id for question in kb.safety_questions}
    given = [
        answer for people in groups.values() for one in people for name, answer in one.answers.items() if name in safety
    ]
    unsure = sum(isinstance(answer, tuple) and UNSURE in answer for answer in given)
    return WantedScore(tuple(rows), share_of(unsure, len(given)))
