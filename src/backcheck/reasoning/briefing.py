"""What a plan is made from: the case of one person, the swaps for it, and what its placeholders stand for.

Chooses no line of the plan and owns no words.
"""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from backcheck.knowledge.model import Activity, Change, CoachingMode, Direction, KnowledgeBase, Lift, Rung, Swap
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.assessment import RankedContributor
from backcheck.reasoning.direction import order_swaps
from backcheck.reasoning.index import answer_ticks
from backcheck.reasoning.leading import BY_LIFT, fault_of, leading_change
from backcheck.reasoning.pacing import ADDED
from backcheck.reasoning.wording import Person, fill, fills, film_of, work_weight

LOADED = "{weight"
"""How a placeholder for a load begins; a swap with one is a version of the lift itself."""


class PlanCase(msgspec.Struct, frozen=True, kw_only=True):
    """What a plan is made for. `leaders` is empty when too little is known or the sore lift waits.

    `dosed`: the second leader is the dose of the first, on the same day. `plain` is plain soreness; `rung` is where the
    person starts on the ladder, None where nobody is coached up it.
    """

    kb: KnowledgeBase
    answers: Answers
    mode: CoachingMode
    leaders: tuple[RankedContributor, ...]
    contributors: tuple[RankedContributor, ...]
    plain: bool
    rung: Rung | None
    disliked: Direction
    dosed: bool = False


def choose_swaps(case: PlanCase, activity: Activity | None) -> list[Swap]:
    """The swaps for this back; below the rungs of the lift only light ones, so none near the work weight."""
    if not isinstance(activity, Lift) or case.mode != "full" or case.plain:
        return []
    swaps = order_swaps(activity.swaps, case.disliked)
    if case.rung is None or case.rung.own_lift:
        return swaps
    return [swap for swap in swaps if not _near_work_weight(swap)] if case.rung.swaps else []


def _near_work_weight(swap: Swap) -> bool:
    """Whether it is done with a share of the work weight."""
    return LOADED in swap.in_plan or "%" in swap.text or "work weight" in swap.text


def describe_person(case: PlanCase, activity: Activity | None, swaps: list[Swap]) -> Person:
    """What the placeholders of this plan stand for. Only of a lift can a load be told from a work weight."""
    ranked = (*case.leaders, *case.contributors) if case.leaders else ()
    form = tuple(entry.id for entry in ranked if entry.family in BY_LIFT)
    ticked = answer_ticks(case.answers.get(f"signs-{activity.id}")) if activity is not None else ()
    view, look = film_of(activity, form, ticked)
    person = Person(
        lift=activity.spoken if activity is not None else "what sets it off",
        activity=activity,
        work=work_weight(case.answers) if isinstance(activity, Lift) else None,
        view=view,
        look=look,
        swap=_name_swap(swaps[0]) if swaps else "",
    )
    changes, second = _second_change(case, activity, person)
    name = "dose" if case.dosed else "second_load" if changes in ADDED else "second"
    return replace(person, **{name: second})


def _name_swap(swap: Swap) -> str:
    """The swap in a sentence. Its words for a plan come first where they need no work weight."""
    return (swap.in_plan if swap.in_plan and LOADED not in swap.in_plan else swap.text).rstrip(".")


def _second_change(case: PlanCase, activity: Activity | None, person: Person) -> tuple[Change, str]:
    """What the second leader asks for, with its kind: cue and drill of its fault, else its own line for today.

    Never the fix in the words of the card: many lower the weight, which the first may have done already.
    """
    if len(case.leaders) < 2 or case.mode != "full" or case.plain:
        return "", ""
    leader = case.leaders[1]
    lines = leading_change(case.kb, case.answers, leader, activity)
    if not lines or not fills(lines[0].text, person):
        return "", ""
    fault = fault_of(leader, activity)
    cue = f"{fault.cue}. " if fault is not None else ""
    return lines[0].changes, cue + fill(lines[0].text, person)
