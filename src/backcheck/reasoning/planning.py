"""The plan: today, this week, the next weeks; built from the leading contributors, the ladder and general lines.

At most three things for today, one change a day and one a week. Where the sore lift is paused, only lines that allow
it; where no lifting advice may be given, nothing. Words are filled in by `wording`, days come from `rungs`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from backcheck.knowledge.model import (
    Activity,
    Change,
    CoachingMode,
    Direction,
    KnowledgeBase,
    Lift,
    PlanEntry,
    Rung,
    Slot,
    Swap,
)
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.assessment import Plan, PlanLine, RankedContributor
from backcheck.reasoning.direction import order_swaps
from backcheck.reasoning.evidence import chosen_activity
from backcheck.reasoning.index import answer_ticks, index_of, ticks_of
from backcheck.reasoning.leading import fault_of, leading_change, written_lines
from backcheck.reasoning.pacing import ADDED, Offer, one_change_a_week, one_change_today
from backcheck.reasoning.rungs import WEEK, climb
from backcheck.reasoning.wording import Person, fill, fills, film_of, work_weight

LIMITS: dict[Slot, int] = {"today": 3, "this_week": 6, "next_weeks": 7, "see_someone_if": 6}
"""The most lines of each part; three for today because more are not done."""

LEAST_WEEK = 5
"""The most lines of this week where the sore lift pauses or where it is plain soreness: the less the better."""

AFTER_SECOND = WEEK
"""With a second leader weight goes up so much later: its change comes in between, and wants its two weeks too."""

SECOND_LATER = 3 * WEEK
"""So much later than written do the second leader's own next lines come."""

LOADED = "{weight"
"""How a placeholder for a load begins; a swap with one is a version of the lift itself."""

SECOND = "{second"
"""How the placeholders for the second leader begin: a line with one is a leader's own."""


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """What a plan is made for. `leaders` is empty when too little is known or the sore lift waits.

    `plain` is plain soreness; `rung` is where the person starts on the ladder, None where nobody is coached up it.
    """

    kb: KnowledgeBase
    answers: Answers
    mode: CoachingMode
    leaders: tuple[RankedContributor, ...]
    contributors: tuple[RankedContributor, ...]
    plain: bool
    rung: Rung | None
    disliked: Direction


class Planned(NamedTuple):
    """A plan, and what it makes of the second leader (see `Assessment.second_change`)."""

    plan: Plan
    second_change: str = ""


def build_plan(case: Case) -> Planned:
    """The plan of this case."""
    if case.mode == "none":
        return Planned(Plan())
    activity = chosen_activity(case.kb, case.answers)
    swaps = _choose_swaps(case, activity)
    person = _describe(case, activity, swaps)
    plan = Plan(
        today=_lines(case, "today", activity, person),
        this_week=_lines(case, "this_week", activity, person),
        next_weeks=tuple(sorted(_lines(case, "next_weeks", activity, person), key=lambda line: line.after_days)),
        see_someone_if=_lines(case, "see_someone_if", activity, person),
        swap_for=tuple(_say_swap(swap, person) for swap in swaps),
    )
    return Planned(plan, person.second or person.second_load)


def _choose_swaps(case: Case, activity: Activity | None) -> list[Swap]:
    """The swaps for this back; below the rungs of the lift only light ones, so none near the work weight."""
    if not isinstance(activity, Lift) or case.mode != "full" or case.plain:
        return []
    swaps = order_swaps(activity.swaps, case.disliked)
    if case.rung is None or case.rung.own_lift:
        return swaps
    return [swap for swap in swaps if LOADED not in swap.in_plan] if case.rung.swaps else []


def _describe(case: Case, activity: Activity | None, swaps: list[Swap]) -> Person:
    """What the placeholders of this plan stand for. Only of a lift can a load be told from a work weight."""
    ranked = (*case.leaders, *case.contributors) if case.leaders else ()
    form = tuple(entry.id for entry in ranked if entry.family == "form")
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
    return replace(person, **{"second_load" if changes in ADDED else "second": second})


def _name_swap(swap: Swap) -> str:
    """The swap in a sentence. Its words for a plan come first where they need no work weight."""
    return (swap.in_plan if swap.in_plan and LOADED not in swap.in_plan else swap.text).rstrip(".")


def _second_change(case: Case, activity: Activity | None, person: Person) -> tuple[Change, str]:
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


def _lines(case: Case, slot: Slot, activity: Activity | None, person: Person) -> tuple[PlanLine, ...]:
    """The lines of one part: what goes first, what is the leaders' and the ladder's own, then the general ones."""
    ticks = ticks_of(case.answers)
    found = [entry for trigger, entry in index_of(case.kb).plan.get(slot, ()) if trigger.fires(case.answers, ticks)]
    if case.plain:
        offered = [Offer(entry) for entry in found if entry.soreness or slot == "see_someone_if"]
    else:
        general = [Offer(entry, own=SECOND in entry.text) for entry in found if not entry.soreness]
        own = [Offer(entry, own=True) for entry in _own_lines(case, activity, slot)]
        first = [offer for offer in general if offer.entry.goes_first]
        offered = [*first, *own, *(offer for offer in general if not offer.entry.goes_first)]
    change: Change = next((entry.changes for entry in _own_lines(case, activity, "today")), "")
    fitting = [offer for offer in offered if _fits(case, offer.entry, change) and fills(offer.entry.text, person)]
    kept = one_change_today(fitting) if slot == "today" else one_change_a_week(fitting)
    most = LEAST_WEEK if slot == "this_week" and (case.plain or case.mode != "full") else LIMITS[slot]
    return tuple(_say(entry, person) for entry in kept[:most])


def _fits(case: Case, entry: PlanEntry, first: Change) -> bool:
    """Whether the line is for this mode, rung and back, and may stand beside the first leader's change."""
    on_rung = not entry.rungs or case.rung is None or case.rung.id in entry.rungs
    beside = not entry.beside or (first or "none") in entry.beside
    said = any(leader.id in entry.unless for leader in case.leaders)
    return case.mode in entry.modes and entry.eases in ("", case.disliked) and on_rung and beside and not said


def _own_lines(case: Case, activity: Activity | None, slot: Slot) -> Iterator[PlanEntry]:
    """The lines of the ladder and of the leaders for one part.

    Today is for the first leader alone; the second comes in the next weeks, so that there is one change at a time.
    """
    if case.rung is not None and case.mode == "full":
        yield from (entry for entry in climb(case.kb, case.rung, activity) if entry.slot == slot)
    kinds: set[Change] = set()
    wait = AFTER_SECOND if len(case.leaders) > 1 else 0
    for place, leader in enumerate(case.leaders):
        if slot == "today" and place == 0:
            yield from leading_change(case.kb, case.answers, leader, activity)
        elif slot == "this_week" and place == 0:
            yield from written_lines(case.kb, case.answers, leader, slot)
        elif slot == "next_weeks":
            for entry in written_lines(case.kb, case.answers, leader, slot):
                if not entry.changes or entry.changes not in kinds:
                    yield replace(entry, after_days=entry.after_days + (SECOND_LATER if place else wait))
                kinds.add(entry.changes)


def _say(entry: PlanEntry, person: Person) -> PlanLine:
    text = fill(entry.text, person)
    return PlanLine(id=entry.id, text=text, after_days=entry.after_days, sources=entry.sources, grade=entry.grade)


def _say_swap(swap: Swap, person: Person) -> PlanLine:
    """A swap; with a load where the work weight is known and the load can be told from it."""
    text = fill(swap.in_plan, person) if swap.in_plan and person.work is not None else swap.text
    return PlanLine(id=swap.id, text=text, after_days=0, sources=swap.sources, grade=swap.grade)
