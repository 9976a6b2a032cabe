"""The score of some of the cases: by family of the label, by lift, by what the label rests on. Counts only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from backcheck.authoring.cases import Encoded
from backcheck.authoring.judging import KINDS, Judged
from backcheck.authoring.ranking_score import RankingScore, score_ranking
from backcheck.authoring.shares import Share
from backcheck.authoring.triage_score import score_triage
from backcheck.knowledge.model import KnowledgeBase


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of some of the cases; triage leaves hindsight cases out and is None where it says nothing."""

    name: str
    cases: int
    exact: Share | None
    safe: Share | None
    contributors: RankingScore
    patterns: RankingScore | None


NOT_STATED = "not stated"
"""The group of cases whose file does not say."""


def group_cases(kb: KnowledgeBase, cases: Sequence[Encoded], judged: Sequence[Judged]) -> dict[str, tuple[Group, ...]]:
    """Rows by family of the labelled contributor, by lift, and by what the label rests on; the most cases first."""
    lifts: dict[str, list[Judged]] = {}
    bases: dict[str, list[Judged]] = {}
    for encoded, one in zip(cases, judged, strict=True):
        lift = encoded.answers.get("exercise")
        lifts.setdefault(lift[0] if isinstance(lift, tuple) else NOT_STATED, []).append(one)
        if one.case.gold_triage is not None or one.case.gold_cause:
            bases.setdefault(one.case.gold_basis or NOT_STATED, []).append(one)
    families: dict[str, set[str]] = {}
    for contributor in kb.contributors.values():
        families.setdefault(contributor.family, set()).add(contributor.id)
    by_family = [_family_row(kb, family, frozenset(ids), judged) for family, ids in families.items()]
    return {
        "family": _by_size(row for row in by_family if row.cases),
        "lift": _by_size(_row(kb, name, rows) for name, rows in lifts.items()),
        "basis": _by_size(_row(kb, name, rows) for name, rows in bases.items()),
    }


def _family_row(kb: KnowledgeBase, name: str, ids: frozenset[str], judged: Iterable[Judged]) -> Group:
    """Only labels of this family count, so a case with labels of two families stands in two rows."""
    found = score_ranking(kb, judged, "contributors", ids)
    return Group(name=name, cases=found.cases, exact=None, safe=None, contributors=found, patterns=None)


def _row(kb: KnowledgeBase, name: str, judged: Sequence[Judged]) -> Group:
    triage = score_triage(judged)
    rankings = {kind: score_ranking(kb, judged, kind) for kind in KINDS}
    return Group(name=name, cases=len(judged), exact=triage.exact, safe=triage.safe, **rankings)


def _by_size(rows: Iterable[Group]) -> tuple[Group, ...]:
    return tuple(sorted(rows, key=lambda row: (-row.cases, row.name)))
