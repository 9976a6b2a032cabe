"""Cases that came out other than labelled, each with what it got and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from backcheck.authoring.judging import RANKINGS, JudgedCase, Ranking, is_hit, labels_of
from backcheck.authoring.level_score import is_too_high, is_too_low
from backcheck.knowledge.model import KnowledgeBase
from backcheck.reasoning.index import Statement
from backcheck.reasoning.triage import awaited_questions

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
    if case.wanted and (is_too_low(judged) or is_too_high(judged)):
        low = is_too_low(judged)
        raising = tuple(awaited_questions(kb, judged.answers)) if low else ()
        kind = "too low" if low else "too high"
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
