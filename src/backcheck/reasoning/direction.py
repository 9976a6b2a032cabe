"""Which direction a back dislikes, bending or arching: it decides core work and the order of the swaps.

What the person says of the pain comes first, then the leading pattern, then the leading contributor. Matching the
direction helped more than the opposite one (evidence EX-06, long2004); which answers tell it is coaching judgement.
Names no part of the back and changes no ranking.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from backcheck.knowledge.model import Direction, KnowledgeBase, Swap
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.assessment import RankedContributor, RankedPattern
from backcheck.reasoning.conditions import holds


def find_disliked(
    kb: KnowledgeBase,
    answers: Answers,
    patterns: Sequence[RankedPattern],
    contributors: Sequence[RankedContributor],
) -> Direction:
    """The direction that this back dislikes; empty where it dislikes both, or where nothing tells.

    Answers that point both ways are an answer too: then neither pattern nor contributor is asked.
    """
    said = {entry.direction for entry in kb.base.dislikes if holds(entry.when, answers)}
    if said:
        return said.pop() if len(said) == 1 else ""
    likely = [entry.id for entry in patterns if entry.fit != "possible"]
    from_pattern = kb.patterns[likely[0]].dislikes if likely else ""
    if from_pattern:
        return from_pattern
    leading = [entry.id for entry in contributors if entry.fit != "possible" and kb.contributors[entry.id].dislikes]
    return kb.contributors[leading[0]].dislikes if leading else ""


def order_swaps(swaps: Iterable[Swap], disliked: Direction) -> list[Swap]:
    """The swaps for this back: those that ease its direction first, none that loads it, else in the lift's order."""
    kind = [swap for swap in swaps if not disliked or swap.loads != disliked]
    return sorted(kind, key=lambda swap: bool(disliked) and swap.eases != disliked)
