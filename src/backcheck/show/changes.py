"""What a new answer changed in the advice, in one line. Must not judge anything: it compares two assessments."""

from __future__ import annotations

from backcheck.reasoning.assessment import Assessment, RankedContributor

SAME = "Your new answer changes nothing in the advice."


def say_changes(before: Assessment, after: Assessment) -> str:
    """One line: the verdict and the first thing to change, before and now; that nothing changed where it did not."""
    said = []
    if before.verdict != after.verdict:
        said.append(f"the verdict was {before.verdict} and is now {after.verdict}")
    elif before.triage.level != after.triage.level:
        said.append("how urgent it is")
    if after.coaching.mode != "none":
        said += _say_first(before, after)
    if not said:
        return SAME
    return f"Your new answer changes this: {'; '.join(said)}."


def _say_first(before: Assessment, after: Assessment) -> list[str]:
    old, new = _first(before), _first(after)
    if new is None:
        return [] if old is None else [f"'{old.name}' no longer comes first"]
    if old is None:
        return [f"the first thing to change is now '{new.name}'"]
    if old.id != new.id:
        return [f"the first thing to change was '{old.name}' and is now '{new.name}'"]
    if old.fit != new.fit:
        return [f"'{new.name}' still comes first, now as {new.fit}"]
    return []


def _first(result: Assessment) -> RankedContributor | None:
    """What the first screen would have changed first; None where it names nothing."""
    if not result.enough or not result.lead:
        return None
    return next((one for one in result.contributors if one.id == result.lead[0]), None)
