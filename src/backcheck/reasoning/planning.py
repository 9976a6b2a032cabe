"""The plan: today, this week, the next weeks; built from the leading contributors and from general lines in data.

At most three things for today. Where the sore lift is paused, only lines that allow it; where no lifting advice may
be given, nothing. Placeholders: `{lift}` becomes the lift's plain name.
"""

from __future__ import annotations

from backcheck.knowledge.model import Activity, CoachingMode, Fault, KnowledgeBase, Lift, PlanEntry, Slot
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.assessment import Plan, PlanLine, RankedContributor
from backcheck.reasoning.evidence import chosen_activity
from backcheck.reasoning.index import index_of, ticks_of

LIMITS: dict[Slot, int] = {"today": 3, "this_week": 5, "next_weeks": 6, "see_someone_if": 6}
"""The most lines of each part; three for today because more are not done."""


def build_plan(
    kb: KnowledgeBase, answers: Answers, mode: CoachingMode, leaders: tuple[RankedContributor, ...], plain: bool
) -> Plan:
    """The plan for these answers. `leaders` is empty when too little is known; `plain` is plain soreness."""
    if mode == "none":
        return Plan()
    activity = chosen_activity(kb, answers)
    ticks = ticks_of(answers)
    name = activity.spoken if activity is not None else "what sets it off"

    def lines(slot: Slot) -> tuple[PlanLine, ...]:
        fitting = [entry for trigger, entry in index_of(kb).plan.get(slot, ()) if trigger.fires(answers, ticks)]
        if plain:
            chosen = [entry for entry in fitting if entry.soreness or slot == "see_someone_if"]
        else:
            own = [line for leader in leaders for line in _own_lines(kb, leader, activity, slot)]
            chosen = _in_order([entry for entry in fitting if not entry.soreness], own)
        return tuple(_line(entry, name) for entry in chosen if mode in entry.modes)[: LIMITS[slot]]

    swaps = activity.swaps if isinstance(activity, Lift) and mode == "full" and not plain else ()
    return Plan(
        today=lines("today"),
        this_week=lines("this_week"),
        next_weeks=tuple(sorted(lines("next_weeks"), key=lambda line: line.after_days)),
        see_someone_if=lines("see_someone_if"),
        swap_for=tuple(PlanLine(id=swap.id, text=swap.text, after_days=0) for swap in swaps),
    )


def _in_order(fitting: list[PlanEntry], own: list[PlanEntry]) -> list[PlanEntry]:
    """What goes first, the leaders' own lines, what fits these answers, then what fits everybody."""
    return [
        *(entry for entry in fitting if entry.goes_first),
        *own,
        *(entry for entry in fitting if entry.when is not None and not entry.goes_first),
        *(entry for entry in fitting if entry.when is None and not entry.goes_first),
    ]


def _own_lines(kb: KnowledgeBase, leader: RankedContributor, activity: Activity | None, slot: Slot) -> list[PlanEntry]:
    """A leader's lines of one part; one only for today, so that two leaders leave room for a general line.

    For a form fault that the lift's card knows, today's line is the drill of that fault: it fits the lift.
    """
    entry = kb.contributors[leader.id]
    fault = _fault_of(leader, activity)
    if slot == "today" and fault is not None and entry.family == "form":
        drill = PlanEntry(
            id=f"{leader.id}-drill", slot="today", text=fault.drill, sources=fault.sources, grade=fault.grade
        )
        return [drill]
    found = [line for line in entry.plan if line.slot == slot]
    return found[:1] if slot == "today" else found


def _fault_of(leader: RankedContributor, activity: Activity | None) -> Fault | None:
    """The fault that the leader's first fix is about, where it is one of this lift."""
    first = leader.fixes[0].error if leader.fixes else ""
    return next((fault for fault in (activity.faults if activity else ()) if first and fault.name == first), None)


def _line(entry: PlanEntry, name: str) -> PlanLine:
    return PlanLine(id=entry.id, text=entry.text.replace("{lift}", name), after_days=entry.after_days)
