"""What to change first and then: at most two of the contributors that fit.

Owns that choice alone; the ranking itself and the lines of the plan are made elsewhere.
"""

from __future__ import annotations

from backcheck.reasoning.assessment import RankedContributor

HABITS = ("load", "core", "readiness", "equipment")
"""Families that lead when they are likely: easier to change than form."""


def choose_leaders(contributors: tuple[RankedContributor, ...]) -> tuple[RankedContributor, ...]:
    """What to change first, and then: a likely habit leads, else a likely form fault, else the best of all.

    So what feels weak or tight leads only where neither is likely. The second is the best form fault (or, after a form
    fault, the best habit), so that nobody gets two things to change at once that are one fault to the eye. Coaching
    judgement.
    """
    if not contributors:
        return ()
    habits = [entry for entry in contributors if entry.family in HABITS]
    form = [entry for entry in contributors if entry.family == "form"]
    likely = [entry for entry in (*habits, *form) if entry.fit != "possible"]
    first = [*likely, *contributors][0]
    rest = habits if first.family == "form" else form
    return (first, *rest[:1])
