"""A ranking against the labels: how often the first, or one of the first three, is right. Counts only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from backcheck.authoring.judging import Judged, Kind, is_hit, labels_of
from backcheck.authoring.shares import Share, share_of
from backcheck.knowledge.model import KnowledgeBase


class RankingScore(msgspec.Struct, frozen=True, kw_only=True):
    """How often a labelled cause is first, or among the first three."""

    cases: int
    top1: Share
    top3: Share


def score_ranking(
    kb: KnowledgeBase, judged: Iterable[Judged], kind: Kind, only: frozenset[str] | None = None
) -> RankingScore:
    """One list against its labels; with `only` no other label counts."""
    rows = [(one.sums[kind], labels_of(kb, one.case, kind)) for one in judged]
    if only is not None:
        rows = [(sums, gold & only) for sums, gold in rows]
    hits = [(is_hit(sums, gold, 1), is_hit(sums, gold, 3)) for sums, gold in rows if gold]
    return score_hits(hits)


def score_hits(hits: Sequence[tuple[bool, bool]]) -> RankingScore:
    """The figures of hits at the first place and among three."""
    n = len(hits)
    top1, top3 = sum(first for first, _ in hits), sum(three for _, three in hits)
    return RankingScore(cases=n, top1=share_of(top1, n), top3=share_of(top3, n))
