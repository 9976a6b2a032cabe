"""The lines that a leading contributor brings to a plan: its change for today, and what it has written.

Who leads is chosen in `standing`; `planning` decides which lines stand and when.
"""

from __future__ import annotations

from backcheck.knowledge.model import Activity, Fault, KnowledgeBase, PlanEntry, Slot
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.assessment import RankedContributor
from backcheck.reasoning.conditions import holds


def leading_change(
    kb: KnowledgeBase, answers: Answers, leader: RankedContributor, activity: Activity | None
) -> list[PlanEntry]:
    """A leader's one line for today. For a form fault that the lift's card knows it is the drill of that fault."""
    fault = fault_of(leader, activity)
    if fault is not None and leader.family == "form":
        drill = PlanEntry(
            id=f"{leader.id}-drill",
            slot="today",
            text=fault.drill,
            sources=fault.sources,
            grade=fault.grade,
            changes="form",
        )
        return [drill]
    return written_lines(kb, answers, leader, "today")[:1]


def written_lines(kb: KnowledgeBase, answers: Answers, leader: RankedContributor, slot: Slot) -> list[PlanEntry]:
    """A leader's lines of one part that these answers allow."""
    return [
        entry
        for entry in kb.contributors[leader.id].plan
        if entry.slot == slot and (entry.when is None or holds(entry.when, answers))
    ]


def fault_of(leader: RankedContributor, activity: Activity | None) -> Fault | None:
    """The fault that the leader's first fix is about, else the activity's first of this contributor."""
    faults = activity.faults if activity is not None else ()
    first = leader.fixes[0].error if leader.fixes else ""
    named = next((fault for fault in faults if first and fault.name == first), None)
    return named or next((fault for fault in faults if fault.contributor == leader.id), None)
