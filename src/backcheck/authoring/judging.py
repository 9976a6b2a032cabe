"""Cases judged by the program: urgency and both rankings beside the labels, and each miss with what it got and why.

A share of cases comes with its n and 95 % interval (Wilson 1927, the score interval), since n is small.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import sqrt
from typing import Literal

import msgspec

from backcheck.authoring.cases import Case, Encoded
from backcheck.knowledge.levels import URGENCY, is_grave
from backcheck.knowledge.model import KnowledgeBase
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.assess import assess
from backcheck.reasoning.index import Statement
from backcheck.reasoning.ranking import Sum, rank_sums
from backcheck.reasoning.triage import Urgency, awaited_questions, find_urgency

_Z = 1.959964
"""The two-sided 95 % point of the normal distribution."""


class Share(msgspec.Struct, frozen=True):
    """A fraction of 1 with its n and 95 % interval; `share` is None when n is 0."""

    share: float | None
    n: int
    interval: tuple[float, float] | None


def share_of(hits: int, n: int, cases: int = 0) -> Share:
    """`hits` of `n` with the Wilson score interval at 95 %; that of `cases` tries where each was tried several times.

    Runs of one case are alike, so `n` tries would make the interval far too narrow. The spread between cases is at
    most that of single yes-or-no tries, so this interval is on the wide side.
    """
    if not n:
        return Share(None, 0, None)
    p, tries = hits / n, cases or n
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

    @property
    def too_low(self) -> bool:
        """Whether levels are wanted and this one is below all of them."""
        wanted = self.case.wanted
        return bool(wanted) and URGENCY[self.urgency.level] < min(URGENCY[level] for level in wanted)

    @property
    def too_high(self) -> bool:
        """Whether levels are wanted and this one is above all of them."""
        wanted = self.case.wanted
        return bool(wanted) and URGENCY[self.urgency.level] > max(URGENCY[level] for level in wanted)

    @property
    def gravely_missed(self) -> bool:
        """Whether only emergency or urgent would be right, by the label or by what is wanted, and it is too low."""
        label = None if self.case.hindsight_label else self.case.gold_triage
        if label is not None and is_grave(label) and not self.safe:
            return True
        return self.too_low and all(map(is_grave, self.case.wanted))


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


SHOWN = 3
"""How much of a ranking is told."""


class Addend(msgspec.Struct, frozen=True):
    """What spoke for or against: the answers as `question:answer`, the fact, its points."""

    answers: tuple[str, ...]
    fact: str
    points: float


class RankedCause(msgspec.Struct, frozen=True, kw_only=True, rename={"for_": "for"}):
    """A cause with its place (None where the lift cannot have it) and the sum that put it there."""

    id: str
    place: int | None
    points: float | None
    start: float | None
    for_: tuple[Addend, ...] = ()
    against: tuple[Addend, ...] = ()


class Miss(msgspec.Struct, frozen=True, kw_only=True):
    """What was wanted and what came. For urgency `because` names the reasons of the level.

    `could_raise` names, where the level came out too low, the unanswered questions that alone could have raised it.
    For a ranking, `ranking` has the first three and `gold` every label, each with its addends. `kind` is under, over,
    too far, too low or too high (urgency), or the list; "among the first three" means that only the first was missed.
    """

    id: str
    kind: str
    wanted: tuple[str, ...]
    got: tuple[str, ...]
    because: tuple[str, ...] = ()
    could_raise: tuple[str, ...] = ()
    hindsight: bool = False
    ranking: tuple[RankedCause, ...] = ()
    gold: tuple[RankedCause, ...] = ()


def find_misses(kb: KnowledgeBase, judged: Iterable[JudgedCase]) -> tuple[Miss, ...]:
    """All misses: urgency first, then each list, in the order of the cases."""
    judged = list(judged)
    urgency = [miss for one in judged for miss in _urgency_misses(kb, one)]
    return tuple(urgency + [miss for kind in RANKINGS for one in judged for miss in _ranking_misses(kb, one, kind)])


def _urgency_misses(kb: KnowledgeBase, judged: JudgedCase) -> Iterator[Miss]:
    case, level = judged.case, judged.urgency.level
    because = tuple(reason.id for reason in judged.urgency.reasons)
    if case.at_most is not None and not judged.within:
        yield Miss(id=case.id, kind="too far", wanted=(case.at_most,), got=(level,), because=because)
    if judged.too_low or judged.too_high:
        raising = tuple(awaited_questions(kb, judged.answers)) if judged.too_low else ()
        kind = "too low" if judged.too_low else "too high"
        yield Miss(id=case.id, kind=kind, wanted=case.wanted, got=(level,), because=because, could_raise=raising)
    if case.gold_triage is not None and level not in judged.accepted:
        kind = "over" if judged.safe else "under"
        yield Miss(
            id=case.id,
            kind=kind,
            wanted=judged.accepted,
            got=(level,),
            because=because,
            could_raise=() if judged.safe else tuple(awaited_questions(kb, judged.answers)),
            hindsight=case.hindsight_label,
        )


def _ranking_misses(kb: KnowledgeBase, judged: JudgedCase, kind: Ranking) -> Iterator[Miss]:
    gold, sums = labels_of(kb, judged.case, kind), judged.sums[kind]
    if not gold or is_hit(sums, gold, 1):
        return
    places = {
        total.target: RankedCause(
            id=total.target,
            place=number,
            points=total.points,
            start=total.start,
            for_=_addends(total.speaks_for),
            against=_addends(total.against),
        )
        for number, total in enumerate(sums, 1)
    }
    nowhere = [RankedCause(id=cause, place=None, points=None, start=None) for cause in sorted(gold - places.keys())]
    yield Miss(
        id=judged.case.id,
        kind=f"{kind}, among the first three" if is_hit(sums, gold, SHOWN) else kind,
        wanted=tuple(sorted(gold)),
        got=tuple(total.target for total in sums[:SHOWN]),
        ranking=tuple(places[total.target] for total in sums[:SHOWN]),
        gold=(*(place for cause, place in places.items() if cause in gold), *nowhere),
    )


def _addends(votes: tuple[tuple[Statement, float], ...]) -> tuple[Addend, ...]:
    return tuple(
        Addend(tuple(f"{given.question}:{given.value}" for given in made.answers), made.fact, points)
        for made, points in votes
    )
