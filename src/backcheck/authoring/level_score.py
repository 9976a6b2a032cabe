"""Levels against what was wanted: labels of real cases, and for made-up people the levels that guidance accepts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from backcheck.authoring.judging import JudgedCase, Share, share_of
from backcheck.knowledge.levels import URGENCY, is_grave
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.records import UNSURE


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


def is_too_low(judged: JudgedCase) -> bool:
    """Whether the level is below every wanted one."""
    return URGENCY[judged.urgency.level] < min(URGENCY[level] for level in judged.case.wanted)


def is_too_high(judged: JudgedCase) -> bool:
    """Whether the level is above every wanted one."""
    return URGENCY[judged.urgency.level] > max(URGENCY[level] for level in judged.case.wanted)


def is_grave_miss(judged: JudgedCase) -> bool:
    """Whether somebody for whom only emergency or urgent would be right came out too low."""
    return bool(judged.case.wanted) and all(map(is_grave, judged.case.wanted)) and is_too_low(judged)


def score_wanted(kb: KnowledgeBase, judged: Iterable[JudgedCase]) -> WantedScore:
    """Counts the people who have `wanted`; the others are left out."""
    groups: dict[str, list[JudgedCase]] = {}
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


class TriageScore(msgspec.Struct, frozen=True, kw_only=True):
    """Urgency against the labels; hindsight cases are counted in `all_*` only. `matrix` is label -> got -> count."""

    exact: Share
    lenient: Share
    safe: Share
    all_exact: Share
    all_lenient: Share
    all_safe: Share
    under_triaged: tuple[str, ...]
    sent_too_far: tuple[str, ...]
    ordinary: Share
    self_care_sent_on: Share
    matrix: dict[str, dict[str, int]]


def score_triage(judged: Iterable[JudgedCase]) -> TriageScore:
    """Urgency of these cases; those without a label count only where they have a level not to be exceeded."""
    judged = list(judged)
    rows = [one for one in judged if one.case.gold_triage is not None]
    fair = [one for one in rows if not one.case.hindsight_label]
    limited = [one for one in judged if one.case.at_most is not None]
    self_care = [one for one in rows if one.case.gold_triage == "self-care"]
    grave = [one for one in fair if one.case.gold_triage is not None and is_grave(one.case.gold_triage)]
    matrix: dict[str, Counter[str]] = {}
    for one in rows:
        matrix.setdefault(str(one.case.gold_triage), Counter())[one.urgency.level] += 1
    return TriageScore(
        exact=_share(one.exact for one in fair),
        lenient=_share(one.lenient for one in fair),
        safe=_share(one.safe for one in fair),
        all_exact=_share(one.exact for one in rows),
        all_lenient=_share(one.lenient for one in rows),
        all_safe=_share(one.safe for one in rows),
        under_triaged=tuple(one.case.id for one in judged if (one in grave and not one.safe) or is_grave_miss(one)),
        sent_too_far=tuple(one.case.id for one in limited if not one.within),
        ordinary=_share(one.within for one in limited),
        self_care_sent_on=_share(not one.lenient for one in self_care),
        matrix={label: dict(counts) for label, counts in matrix.items()},
    )


def _share(right: Iterable[bool]) -> Share:
    tried = list(right)
    return share_of(sum(tried), len(tried))
