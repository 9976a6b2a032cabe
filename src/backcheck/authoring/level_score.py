"""Urgency against the labels: exact, lenient, safe, and who is sent further than they may. Counts only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import msgspec

from backcheck.authoring.judging import Judged
from backcheck.authoring.shares import Share, share_of
from backcheck.authoring.wanted import is_grave_miss
from backcheck.knowledge.levels import is_grave


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


def score_triage(judged: Iterable[Judged]) -> TriageScore:
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
        exact=_count(fair, _is_exact),
        lenient=_count(fair, _is_accepted),
        safe=_count(fair, _is_safe),
        all_exact=_count(rows, _is_exact),
        all_lenient=_count(rows, _is_accepted),
        all_safe=_count(rows, _is_safe),
        under_triaged=tuple(one.case.id for one in judged if (one in grave and not one.safe) or is_grave_miss(one)),
        sent_too_far=tuple(one.case.id for one in limited if not one.within),
        ordinary=_count(limited, lambda one: one.within),
        self_care_sent_on=_count(self_care, lambda one: not _is_accepted(one)),
        matrix={label: dict(counts) for label, counts in matrix.items()},
    )


def _is_exact(judged: Judged) -> bool:
    return judged.exact


def _is_accepted(judged: Judged) -> bool:
    return judged.urgency.level in judged.accepted


def _is_safe(judged: Judged) -> bool:
    return judged.safe


def _count(judged: Sequence[Judged], right: Callable[[Judged], bool]) -> Share:
    return share_of(sum(map(right, judged)), len(judged))
