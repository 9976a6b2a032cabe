"""Which fault is drawn: in a result the form fault that leads, in a question the sign that is pointed at.

Nothing is drawn where nobody should think of lifting. What draws is imported late, since a result is also told in JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backcheck.knowledge.lifts import Fault, Lift
    from backcheck.reasoning.assessment import Assessment
    from backcheck.show.surface import Surface

LOW = 5
"""Rows of each of two figures that stand one above the other in a question: both and their words fit in 24 rows."""


def find_top_fault(result: Assessment, lifts: Mapping[str, Lift]) -> tuple[Lift, Fault] | None:
    """The lift and the fault to draw: the first that was ticked, those that lead first; None where there is none."""
    lift = lifts.get(result.exercise or "")
    if lift is None or lift.poses is None or result.coaching.mode == "none":
        return None
    by_name = {fault.name: fault for fault in lift.faults if fault.figure is not None and not fault.figure.unseen}
    ranked = sorted(result.contributors, key=lambda one: one.id not in result.lead)
    seen = _seen_signs(result)
    for one in ranked:
        for fix in one.fixes:
            fault = by_name.get(fix.error)
            if fault is not None and fault.id in seen:
                return lift, fault
    return None


def _seen_signs(result: Assessment) -> set[str]:
    """The ids of the faults that were ticked for this lift, as far as something speaks for it."""
    question = f"signs-{result.exercise}"
    known = (given for one in result.contributors for why in (*one.for_, *one.also) for given in why.answers)
    return {str(given.value) for given in known if given.question == question}


def draw_sign(lifts: Mapping[str, Lift], question: str, sign: str, surface: Surface) -> list[str]:
    """The figure of one row of a `signs-<lift>` question, for who asks it and gets a key; empty where there is none."""
    lift = lifts.get(question.removeprefix("signs-"))
    fault = next((fault for fault in lift.faults if fault.id == sign), None) if lift is not None else None
    if lift is None or fault is None or fault.figure is None:
        return []
    from backcheck.show.figures import ROWS, SIDE_BY_SIDE, render_fault

    rows = ROWS if surface.width >= SIDE_BY_SIDE else LOW
    return render_fault(lift, fault, surface, rows=rows, bare=True)
