"""The score on cases: triage, both rankings, screens, and every miss by name. Figures only; no words for a screen.

Shares come with their n and a 95 % interval (Wilson 1927, the score interval), since n is small.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from math import sqrt
from statistics import median

import msgspec

from backcheck.authoring.cases import Case, Encoded
from backcheck.knowledge.model import UNSURE, KnowledgeBase
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.interview import next_question
from backcheck.reasoning.ranking import rank_sums
from backcheck.reasoning.triage import URGENCY, find_urgency

SCHEMA_VERSION = 1
_Z = 1.959964
"""The two-sided 95 % point of the normal distribution."""


class Share(msgspec.Struct, frozen=True):
    """A fraction of 1 with its n and 95 % interval; `share` is None when n is 0."""

    share: float | None
    n: int
    interval: tuple[float, float] | None


class Miss(msgspec.Struct, frozen=True, kw_only=True):
    """A case that came out other than labelled: what was wanted, what it got and why."""

    id: str
    kind: str
    wanted: tuple[str, ...]
    got: tuple[str, ...]
    because: tuple[str, ...]
    hindsight: bool = False


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


class RankingScore(msgspec.Struct, frozen=True, kw_only=True):
    """How often a labelled cause is first, or among the first three; `most_common` is the dumb baseline."""

    cases: int
    top1: Share
    top3: Share


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """Everything `kb test` tells."""

    schema_version: int
    cases: int
    triage: TriageScore
    contributors: RankingScore
    patterns: RankingScore
    baselines: dict[str, dict[str, RankingScore]]
    screens: dict[str, float] | None
    misses: tuple[Miss, ...]


def share_of(hits: int, n: int) -> Share:
    """`hits` of `n` with the Wilson score interval at 95 %."""
    if not n:
        return Share(None, 0, None)
    p = hits / n
    centre = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2))
    return Share(round(p, 4), n, (round(max(0.0, centre - half), 4), round(min(1.0, centre + half), 4)))


def score_cases(kb: KnowledgeBase, cases: list[Encoded], *, screens: bool = False) -> Score:
    """Scores all cases; with `screens` the interview is walked for each as well."""
    rankings = {encoded.case.id: rank_sums(kb, encoded.answers) for encoded in cases}
    places = {
        case_id: {"contributors": [s.target for s in found[0]], "patterns": [s.target for s in found[1]]}
        for case_id, found in rankings.items()
    }
    misses: list[Miss] = []
    triage = _score_triage(kb, cases, misses)
    scores: dict[str, RankingScore] = {}
    baselines: dict[str, RankingScore] = {}
    for kind, known in (("contributors", set(kb.contributors)), ("patterns", set(kb.patterns))):
        scored = [encoded.case for encoded in cases if _scored_for(encoded.case, known)]
        scores[kind] = _score_ranking(kind, scored, known, lambda case, k=kind: places[case.id][k], misses)  # type: ignore[misc]
        baselines[kind] = _score_ranking(kind, scored, known, _most_common(scored, known), None)
    return Score(
        schema_version=SCHEMA_VERSION,
        cases=len(cases),
        triage=triage,
        contributors=scores["contributors"],
        patterns=scores["patterns"],
        baselines={"most_common": baselines},
        screens=_count_screens(kb, cases) if screens else None,
        misses=tuple(misses),
    )


def _score_triage(kb: KnowledgeBase, cases: list[Encoded], misses: list[Miss]) -> TriageScore:
    rows: list[tuple[Case, bool, bool, bool]] = []
    matrix: dict[str, Counter[str]] = {}
    too_far: list[str] = []
    limited = 0
    sent_on: list[bool] = []
    for encoded in cases:
        case, finding = encoded.case, find_urgency(kb, encoded.answers)
        reasons = tuple(reason.id for reason in finding.reasons)
        if case.at_most is not None:
            limited += 1
            if URGENCY[finding.level] > URGENCY[case.at_most]:
                too_far.append(case.id)
                misses.append(
                    Miss(id=case.id, kind="too far", wanted=(case.at_most,), got=(finding.level,), because=reasons)
                )
        if case.gold_triage is None:
            continue
        accepted = (case.gold_triage, *case.gold_triage_also_ok)
        lowest = min(URGENCY[level] for level in accepted)
        row = (case, finding.level == case.gold_triage, finding.level in accepted, URGENCY[finding.level] >= lowest)
        rows.append(row)
        matrix.setdefault(case.gold_triage, Counter())[finding.level] += 1
        if case.gold_triage == "self-care":
            sent_on.append(finding.level not in accepted)
        if not row[2]:
            kind = "over" if row[3] else "under"
            got = (finding.level,)
            misses.append(
                Miss(id=case.id, kind=kind, wanted=accepted, got=got, because=reasons, hindsight=case.hindsight_label)
            )
    foreseeable = [row for row in rows if not row[0].hindsight_label]
    return TriageScore(
        exact=share_of(sum(row[1] for row in foreseeable), len(foreseeable)),
        lenient=share_of(sum(row[2] for row in foreseeable), len(foreseeable)),
        safe=share_of(sum(row[3] for row in foreseeable), len(foreseeable)),
        all_exact=share_of(sum(row[1] for row in rows), len(rows)),
        all_lenient=share_of(sum(row[2] for row in rows), len(rows)),
        all_safe=share_of(sum(row[3] for row in rows), len(rows)),
        under_triaged=tuple(
            case.id for case, _, _, safe in foreseeable if not safe and case.gold_triage in ("emergency", "urgent")
        ),
        sent_too_far=tuple(too_far),
        ordinary=share_of(limited - len(too_far), limited),
        self_care_sent_on=share_of(sum(sent_on), len(sent_on)),
        matrix={label: dict(counts) for label, counts in matrix.items()},
    )


def _scored_for(case: Case, known: set[str]) -> bool:
    fair = case.individual and not case.hindsight_label and case.gold_confidence != "low"
    return fair and bool(known & set(case.gold_cause))


Ranker = Callable[[Case], list[str]]


def _score_ranking(
    kind: str, scored: list[Case], known: set[str], ranked: Ranker, misses: list[Miss] | None
) -> RankingScore:
    top1 = top3 = 0
    for case in scored:
        gold, first = known & set(case.gold_cause), ranked(case)[:3]
        top1 += bool(gold & set(first[:1]))
        top3 += bool(gold & set(first))
        if misses is not None and not gold & set(first[:1]):
            where = kind if not gold & set(first) else f"{kind}, among the first three"
            misses.append(Miss(id=case.id, kind=where, wanted=tuple(sorted(gold)), got=tuple(first), because=()))
    return RankingScore(cases=len(scored), top1=share_of(top1, len(scored)), top3=share_of(top3, len(scored)))


def _most_common(scored: list[Case], known: set[str]) -> Ranker:
    """The baseline: causes by how often they are labelled in the other cases (leave one out), ties by name."""

    def ranked(case: Case) -> list[str]:
        counts = Counter(cause for other in scored if other is not case for cause in known & set(other.gold_cause))
        return sorted(counts, key=lambda cause: (-counts[cause], cause))

    return ranked


def _count_screens(kb: KnowledgeBase, cases: Iterable[Encoded]) -> dict[str, float]:
    counts = [count_screens(kb, encoded.answers) for encoded in cases]
    emergencies = [c for c, e in zip(counts, cases, strict=True) if find_urgency(kb, e.answers).level == "emergency"]
    return {
        "median": float(median(counts)) if counts else 0.0,
        "max": float(max(counts, default=0)),
        "max_emergency": float(max(emergencies, default=0)),
    }


def count_screens(kb: KnowledgeBase, known: dict[str, Answer]) -> int:
    """How many screens this person sees; what is not known is answered "not sure" (safety: none of these)."""
    answers: dict[str, Answer] = {}
    while (question := next_question(kb, answers)) is not None:
        silent: Answer = ("none",) if question.stage == "safety" else (UNSURE,)
        answers[question.id] = known.get(question.id, silent)
    return len(answers)
