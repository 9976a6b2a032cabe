"""Cases judged by the program: the urgency found and both rankings, beside the labels; and shares of cases.

A share comes with its n and 95 % interval (Wilson 1927, the score interval), since n is small.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt
from typing import Literal

import msgspec

from backcheck.authoring.cases import Case, Encoded
from backcheck.knowledge.levels import URGENCY
from backcheck.knowledge.model import KnowledgeBase
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.assess import assess
from backcheck.reasoning.ranking import Sum, rank_sums
from backcheck.reasoning.triage import Urgency, find_urgency

_Z = 1.959964
"""The two-sided 95 % point of the normal distribution."""


class Share(msgspec.Struct, frozen=True):
    """A fraction of 1 with its n and 95 % interval; `share` is None when n is 0."""

    share: float | None
    n: int
    interval: tuple[float, float] | None


def share_of(hits: int, n: int) -> Share:
    """`hits` of `n` with the Wilson score interval at 95 %."""
    return _share(hits / n, n, n) if n else Share(None, 0, None)


def share_of_runs(hits: int, n: int, cases: int) -> Share:
    """`hits` of `n` where each of `cases` was tried several times; the interval is that of `cases` tries.

    Runs of one case are alike, so `n` tries would make the interval far too narrow. The spread between cases is at
    most that of single yes-or-no tries, so this interval is on the wide side.
    """
    return _share(hits / n, n, cases) if n else Share(None, 0, None)


def _share(p: float, n: int, tries: int) -> Share:
    centre = (p + _Z**2 / (2 * tries)) / (1 + _Z**2 / tries)
    half = _Z / (1 + _Z**2 / tries) * sqrt(p * (1 - p) / tries + _Z**2 / (4 * tries**2))
    return Share(round(p, 4), n, (round(max(0.0, centre - half), 4), round(min(1.0, centre + half), 4)))


Ranking = Literal["contributors", "patterns"]
"""Which of the two."""

RANKINGS: tuple[Ranking, ...] = ("contributors", "patterns")


class JudgedCase(msgspec.Struct, frozen=True):
    """A case with what the program made of it. `sums` are the rankings before coaching hides any."""

    case: Case
    answers: Answers
    urgency: Urgency
    sums: dict[Ranking, list[Sum]]

    @property
    def accepted(self) -> tuple[str, ...]:
        """The levels that count as right, the label first."""
        return tuple(filter(None, (self.case.gold_triage, *self.case.gold_triage_also_ok)))

    @property
    def exact(self) -> bool:
        """Whether the level is the label."""
        return self.urgency.level == self.case.gold_triage

    @property
    def lenient(self) -> bool:
        """Whether the level is one that counts as right."""
        return self.urgency.level in self.accepted

    @property
    def safe(self) -> bool:
        """Whether the level is no lower than the lowest that is accepted."""
        return URGENCY[self.urgency.level] >= min(URGENCY[level] for level in self.accepted)

    @property
    def within(self) -> bool:
        """Whether this person is sent no further than they may be."""
        return self.case.at_most is None or URGENCY[self.urgency.level] <= URGENCY[self.case.at_most]


def judge(kb: KnowledgeBase, cases: Iterable[Encoded]) -> list[JudgedCase]:
    """Every case with its level and rankings."""
    return [judge_answers(kb, encoded.case, encoded.answers) for encoded in cases]


def judge_answers(kb: KnowledgeBase, case: Case, answers: Answers) -> JudgedCase:
    """This case as these answers tell it."""
    urgency = find_urgency(kb, answers)
    contributors, patterns = rank_sums(kb, answers, urgency.fired)
    return JudgedCase(case, answers, urgency, {"contributors": contributors, "patterns": patterns})


def first_action(kb: KnowledgeBase, answers: Answers) -> str:
    """The id of the first thing to do: the first line of today's plan, else of what the level asks for."""
    result = assess(kb, answers, look_ahead=False)
    ids = [*(line.id for line in result.plan.today), *(line.id for line in result.triage.action)]
    return ids[0] if ids else ""


def has_plan(kb: KnowledgeBase, answers: Answers) -> bool:
    """Whether these answers get a plan for today."""
    return bool(assess(kb, answers, look_ahead=False).plan.today)


def causes_of(kb: KnowledgeBase, kind: Ranking) -> dict[str, str]:
    """Id -> name of everything that this list can hold."""
    entries = kb.contributors if kind == "contributors" else kb.patterns
    return {entry.id: entry.name for entry in entries.values()}


def labels_of(kb: KnowledgeBase, case: Case, kind: Ranking) -> set[str]:
    """The labels of this case that belong to this list; none where the case is left out of the rankings.

    Left out are labels that only hindsight knows, people put together from several, and labels of low confidence.
    """
    if not case.individual or case.hindsight_label or case.gold_confidence == "low":
        return set()
    return causes_of(kb, kind).keys() & set(case.gold_cause)


def is_hit(ranked: Sequence[Sum] | Sequence[str], gold: set[str], first: int) -> bool:
    """Whether a label is among the first so many of a ranking."""
    return any((entry if isinstance(entry, str) else entry.target) in gold for entry in ranked[:first])
