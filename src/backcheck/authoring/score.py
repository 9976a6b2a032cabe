"""The score on cases: levels, first actions, both rankings, rows by group, and every miss by name.

Two dumb rankings are scored too, that a clever one must beat: the most common cause, and a match of keywords. Neither
looks at points, and their counts come from the labels of the other cases, never from the case at hand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import msgspec

from backcheck.authoring.cases import Encoded
from backcheck.authoring.judging import (
    RANKINGS,
    JudgedCase,
    Miss,
    Ranking,
    Share,
    causes_of,
    find_misses,
    is_hit,
    judge,
    labels_of,
    share_of,
)
from backcheck.authoring.walks import Screens, measure_walks
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.records import UNSURE, ActionWord
from backcheck.reasoning.assess import assess
from backcheck.reasoning.index import answer_ticks

SCHEMA_VERSION = 1


class RankingScore(msgspec.Struct, frozen=True, kw_only=True):
    """How often a labelled cause is first, or among the first three."""

    cases: int
    top1: Share
    top3: Share


class CaseGroup(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of some of the cases; triage leaves hindsight cases out and is None where it says nothing."""

    name: str
    cases: int
    exact: Share | None
    safe: Share | None
    contributors: RankingScore
    patterns: RankingScore | None


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
    baselines: dict[str, dict[Ranking, RankingScore]]
    keyword_text: dict[str, int]
    groups: dict[str, tuple[CaseGroup, ...]]
    screens: Screens | None
    misses: tuple[Miss, ...]


def score_cases(kb: KnowledgeBase, cases: Sequence[Encoded], *, screens: bool = False) -> Score:
    """Scores all cases; with `screens` the interview is walked for each as well."""
    judged = judge(kb, cases)
    rankings = {kind: _score_ranking(kb, judged, kind) for kind in RANKINGS}
    stories = sum(bool(encoded.case.presentation) for encoded in cases)
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
    kb: KnowledgeBase, judged: Iterable[JudgedCase], kind: Ranking, only: frozenset[str] | None = None
) -> RankingScore:
    """One list against its labels; with `only` no other label counts."""
    rows = [(one.sums[kind], labels_of(kb, one.case, kind)) for one in judged]
    if only is not None:
        rows = [(sums, gold & only) for sums, gold in rows]
    hits = [(is_hit(sums, gold, 1), is_hit(sums, gold, 3)) for sums, gold in rows if gold]
    return _score_hits(hits)


def _score_hits(hits: Sequence[tuple[bool, bool]]) -> RankingScore:
    n = len(hits)
    top1, top3 = sum(first for first, _ in hits), sum(three for _, three in hits)
    return RankingScore(cases=n, top1=share_of(top1, n), top3=share_of(top3, n))


def _score_baselines(kb: KnowledgeBase, cases: Iterable[Encoded]) -> dict[str, dict[Ranking, RankingScore]]:
    found: dict[str, dict[Ranking, RankingScore]] = {}
    for name, make in (("most_common", most_common), ("keyword", keyword_match)):
        found[name] = {}
        for kind in RANKINGS:
            scored = [(encoded, gold) for encoded in cases if (gold := labels_of(kb, encoded.case, kind))]
            ranked = make(kb, [encoded for encoded, _ in scored], kind)
            places = [(ranked(encoded), gold) for encoded, gold in scored]
            found[name][kind] = _score_hits([(is_hit(row, gold, 1), is_hit(row, gold, 3)) for row, gold in places])
    return found


def _group_cases(
    kb: KnowledgeBase, cases: Sequence[Encoded], judged: Sequence[JudgedCase]
) -> dict[str, tuple[CaseGroup, ...]]:
    """Rows by family of the labelled contributor, by lift, and by what the label rests on; the most cases first."""
    lifts: dict[str, list[JudgedCase]] = {}
    bases: dict[str, list[JudgedCase]] = {}
    for encoded, one in zip(cases, judged, strict=True):
        lift = encoded.answers.get("exercise")
        lifts.setdefault(lift[0] if isinstance(lift, tuple) else NOT_STATED, []).append(one)
        if one.case.gold_triage is not None or one.case.gold_cause:
            bases.setdefault(one.case.gold_basis or NOT_STATED, []).append(one)
    families: dict[str, set[str]] = {}
    for contributor in kb.contributors.values():
        families.setdefault(contributor.family, set()).add(contributor.id)
    # Only labels of a family count in its row, so a case with labels of two families is in two rows.
    scored = ((family, _score_ranking(kb, judged, "contributors", frozenset(ids))) for family, ids in families.items())
    by_family = (
        CaseGroup(name=family, cases=found.cases, exact=None, safe=None, contributors=found, patterns=None)
        for family, found in scored
        if found.cases
    )
    return {
        "family": _by_size(by_family),
        "lift": _by_size(_row(kb, name, rows) for name, rows in lifts.items()),
        "basis": _by_size(_row(kb, name, rows) for name, rows in bases.items()),
    }


def _row(kb: KnowledgeBase, name: str, judged: Sequence[JudgedCase]) -> CaseGroup:
    triage = score_triage(judged)
    rankings = {kind: _score_ranking(kb, judged, kind) for kind in RANKINGS}
    return CaseGroup(name=name, cases=len(judged), exact=triage.exact, safe=triage.safe, **rankings)


def _by_size(rows: Iterable[CaseGroup]) -> tuple[CaseGroup, ...]:
    return tuple(sorted(rows, key=lambda row: (-row.cases, row.name)))


def score_wanted(kb: KnowledgeBase, judged: Iterable[JudgedCase]) -> WantedScore:
    """Counts the people who have `wanted`; the others are left out."""
    groups: dict[str, list[JudgedCase]] = {}
    for one in judged:
        if one.case.wanted:
            groups.setdefault(one.case.group, []).append(one)
    rows = []
    for group, people in groups.items():
        low = tuple(one.case.id for one in people if one.too_low)
        high = tuple(one.case.id for one in people if one.too_high)
        rows.append(WantedRow(group, len(people), len(people) - len(low) - len(high), low, high))
    safety = {question.id for question in kb.safety_questions}
    given = [
        answer for people in groups.values() for one in people for name, answer in one.answers.items() if name in safety
    ]
    unsure = sum(isinstance(answer, tuple) and UNSURE in answer for answer in given)
    return WantedScore(tuple(rows), share_of(unsure, len(given)))


def score_triage(judged: Iterable[JudgedCase]) -> TriageScore:
    """Urgency of these cases; those without a label count only where they have a level not to be exceeded."""
    judged = list(judged)
    rows = [one for one in judged if one.case.gold_triage is not None]
    fair = [one for one in rows if not one.case.hindsight_label]
    limited = [one for one in judged if one.case.at_most is not None]
    self_care = [one for one in rows if one.case.gold_triage == "self-care"]
    matrix: dict[str, Counter[str]] = {}
    for one in rows:
        matrix.setdefault(str(one.case.gold_triage), Counter())[one.urgency.level] += 1
    return TriageScore(
        exact=_share_right(one.exact for one in fair),
        lenient=_share_right(one.lenient for one in fair),
        safe=_share_right(one.safe for one in fair),
        all_exact=_share_right(one.exact for one in rows),
        all_lenient=_share_right(one.lenient for one in rows),
        all_safe=_share_right(one.safe for one in rows),
        under_triaged=tuple(one.case.id for one in judged if one.gravely_missed),
        sent_too_far=tuple(one.case.id for one in limited if not one.within),
        ordinary=_share_right(one.within for one in limited),
        self_care_sent_on=_share_right(not one.lenient for one in self_care),
        matrix={label: dict(counts) for label, counts in matrix.items()},
    )


def _share_right(right: Iterable[bool]) -> Share:
    tried = list(right)
    return share_of(sum(tried), len(tried))


SEEN: ActionWord = "see-someone-first"
"""What every level above self-care asks for first."""

TOP = 2
"""The first so many accepted actions of a case, best first, are the stricter measure: the sets are wide."""


def score_first(kb: KnowledgeBase, judged: Iterable[JudgedCase]) -> FirstScore:
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


def say_first(kb: KnowledgeBase, judged: JudgedCase) -> tuple[ActionWord, tuple[ActionWord, ...]]:
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


Ranker = Callable[[Encoded], list[str]]
"""From a case to the ids of causes, best first."""

STOP_WORDS = frozenset(["and", "are", "but", "for", "from", "not", "off", "one", "the", "too", "with", "you", "your"])
"""Words of names that say nothing; shorter ones than three letters are left out anyway."""


def most_common(kb: KnowledgeBase, scored: Iterable[Encoded], kind: Ranking) -> Ranker:
    """Causes by how often they are labelled in the other cases; ties by id. Never labelled, never named."""
    counts = _label_counts(kb, scored, kind)

    def ranked(encoded: Encoded) -> list[str]:
        others = counts - Counter(labels_of(kb, encoded.case, kind))
        return sorted(others, key=lambda cause: (-others[cause], cause))

    return ranked


def keyword_match(kb: KnowledgeBase, scored: Iterable[Encoded], kind: Ranking) -> Ranker:
    """Causes by how many words of their id and name the story has; ties by frequency in the other cases, then id."""
    counts = _label_counts(kb, scored, kind)
    words = {cause: words_of(f"{cause} {name}") for cause, name in causes_of(kb, kind).items()}

    def ranked(encoded: Encoded) -> list[str]:
        others = counts - Counter(labels_of(kb, encoded.case, kind))
        told = words_of(encoded.case.presentation or words_ticked(kb, encoded))
        return sorted(words, key=lambda cause: (-len(words[cause] & told), -others[cause], cause))

    return ranked


def words_ticked(kb: KnowledgeBase, encoded: Encoded) -> str:
    """What is read where the file has no story: the labels of the ticked options."""
    labels = {
        (question.id, option.id): option.label for question in kb.questions.values() for option in question.options
    }
    ticks = ((name, tick) for name, given in encoded.answers.items() for tick in answer_ticks(given))
    return " ".join(labels[tick] for tick in ticks if tick in labels)


def words_of(text: str) -> frozenset[str]:
    """The words of a text in small letters, without the shortest and without `STOP_WORDS`."""
    return frozenset(word for word in re.findall(r"[a-z]{3,}", text.casefold()) if word not in STOP_WORDS)


def _label_counts(kb: KnowledgeBase, scored: Iterable[Encoded], kind: Ranking) -> Counter[str]:
    return Counter(cause for encoded in scored for cause in labels_of(kb, encoded.case, kind))
