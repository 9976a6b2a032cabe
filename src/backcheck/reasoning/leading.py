"""The lines that a leading contributor brings to a plan: its change for today, and what it has written.

Who leads is chosen in `standing`; `planning` decides which lines stand and when.
"""

from __future__ import annotations

from backcheck.knowledge.model import Activity, Fault, KnowledgeBase, PlanEntry, Slot
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.assessment import RankedContributor
from backcheck.reasoning.conditions import holds
from backcheck.reasoning.evidence import chosen_activity
from backcheck.reasoning.plan_words import told_for

BY_LIFT = ("form", "imbalance", "equipment")
"""Families whose drill differs from lift to lift."""


def leading_change(
    kb: KnowledgeBase, answers: Answers, leader: RankedContributor, activity: Activity | None
) -> list[PlanEntry]:
    """A leader's one line for today: the drill of its fault, which fits the lift, else the line it has written."""
    written = written_lines(kb, answers, leader, "today")[:1]
    fault = fault_of(leader, activity)
    if fault is None:
        return written
    drill = PlanEntry(
        id=f"{leader.id}-drill",
        slot="today",
        text=fault.drill,
        sources=fault.sources,
        grade=fault.grade,
        changes="form" if leader.family == "form" or not written else written[0].changes,
        action=fault.action or kb.contributors[leader.id].action,
    )
    return [drill]


def written_lines(kb: KnowledgeBase, answers: Answers, leader: RankedContributor, slot: Slot) -> list[PlanEntry]:
    """A leader's lines of one part that these answers allow."""
    return [
        entry
        for entry in told_for(kb.contributors[leader.id], chosen_activity(kb, answers)).plan
        if entry.slot == slot and (entry.when is None or holds(entry.when, answers))
    ]


def fault_of(leader: RankedContributor, activity: Activity | None) -> Fault | None:
    """The fault of this lift that shows the leader: that of its first fix, else the first of this contributor.

    Only where what to do depends on the lift; load, core and readiness are the same in all.
    """
    if leader.family not in BY_LIFT:
        return None
    faults = activity.faults if activity is not None else ()
    first = leader.fixes[0].error if leader.fixes else ""
    own = [fault for fault in faults if fault.contributor == leader.id]
    named = own if leader.family != "form" else faults
    return next((fault for fault in named if first and fault.name == first), own[0] if own else None)
