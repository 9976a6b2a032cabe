"""The score on cases: urgency, both rankings, the baselines, rows by group, and every miss by name.

Figures only; no words for a screen. The walks through the interview have a module of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from backcheck.authoring.baselines import keyword_match, most_common, told_in_words
from backcheck.authoring.cases import Encoded
from backcheck.authoring.first_actions import FirstScore, score_first
from backcheck.authoring.judging import KINDS, Judged, Kind, is_hit, judge, labels_of
from backcheck.authoring.misses import Miss, find_misses
from backcheck.authoring.shares import Share, share_of
from backcheck.authoring.level_score import TriageScore, score_triage
from backcheck.authoring.walks import Screens, measure_walks
from backcheck.authoring.wanted import WantedScore, score_wanted
from backcheck.knowledge.model import KnowledgeBase

SCHEMA_VERSION = 1


class RankingScore(msgspec.Struct, frozen=True, kw_only=True):
    """How often a labelled cause is first, or among the first three."""

    cases: int
    top1: Share
    top3: Share


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


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """Everything `kb test` tells.

    `keyword_text` counts the cases whose story the keyword baseline read, and those where it read ticked labels.
    """

    schema_version: int
    cases: int
    triage: TriageScore
    wanted: WantedScore
    first_actions: FirstScore
    contributors: RankingScore
    patterns: RankingScore
    baselines: dict[str, dict[Kind, RankingScore]]
    keyword_text: dict[str, int]
    groups: dict[str, tuple[Group, ...]]
    screens: Screens | None
    misses: tuple[Miss, ...]


def score_cases(kb: KnowledgeBase, cases: Sequence[Encoded], *, screens: bool = False) -> Score:
    """Scores all cases; with `screens` the interview is walked for each as well."""
    judged = judge(kb, cases)
    rankings = {kind: _score_ranking(kb, judged, kind) for kind in KINDS}
    stories = told_in_words(encoded.case for encoded in cases)
    return Score(
        schema_version=SCHEMA_VERSION,
        cases=len(cases),
        triage=score_triage(judged),
        wanted=score_wanted(kb, judged),
        first_actions=score_first(kb, judged),
        contributors=rankings["contributors"],
        patterns=rankings["patterns"],
        baselines=_score_baselines(kb, cases),
        keyword_text={"stories": stories, "ticked_labels": len(cases) - stories},
        groups=_group_cases(kb, cases, judged),
        screens=measure_walks(kb, cases) if screens else None,
        misses=find_misses(kb, judged),
    )


def _score_ranking(
    kb: KnowledgeBase, judged: Iterable[Judged], kind: Kind, only: frozenset[str] | None = None
) -> RankingScore:
    """One list against its labels; with `only` no other label counts."""
    rows = [(one.sums[kind], labels_of(kb, one.case, kind)) for one in judged]
    if only is not None:
        rows = [(sums, gold & only) for sums, gold in rows]
    hits = [(is_hit(sums, gold, 1), is_hit(sums, gold, 3)) for sums, gold in rows if gold]
    return _score_hits(hits)


def _score_hits(hits: Sequence[tuple[bool, bool]]) -> RankingScore:
    """The figures of hits at the first place and among three."""
    n = len(hits)
    top1, top3 = sum(first for first, _ in hits), sum(three for _, three in hits)
    return RankingScore(cases=n, top1=share_of(top1, n), top3=share_of(top3, n))


def _score_baselines(kb: KnowledgeBase, cases: Iterable[Encoded]) -> dict[str, dict[Kind, RankingScore]]:
    found: dict[str, dict[Kind, RankingScore]] = {}
    for name, make in (("most_common", most_common), ("keyword", keyword_match)):
        found[name] = {}
        for kind in KINDS:
            scored = [(encoded, gold) for encoded in cases if (gold := labels_of(kb, encoded.case, kind))]
            ranked = make(kb, [encoded for encoded, _ in scored], kind)
            places = [(ranked(encoded), gold) for encoded, gold in scored]
            found[name][kind] = _score_hits([(is_hit(row, gold, 1), is_hit(row, gold, 3)) for row, gold in places])
    return found


def _group_cases(kb: KnowledgeBase, cases: Sequence[Encoded], judged: Sequence[Judged]) -> dict[str, tuple[Group, ...]]:
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
    found = _score_ranking(kb, judged, "contributors", ids)
    return Group(name=name, cases=found.cases, exact=None, safe=None, contributors=found, patterns=None)


def _row(kb: KnowledgeBase, name: str, judged: Sequence[Judged]) -> Group:
    triage = score_triage(judged)
    rankings = {kind: _score_ranking(kb, judged, kind) for kind in KINDS}
    return Group(name=name, cases=len(judged), exact=triage.exact, safe=triage.safe, **rankings)


def _by_size(rows: Iterable[Group]) -> tuple[Group, ...]:
    return tuple(sorted(rows, key=lambda row: (-row.cases, row.name)))
