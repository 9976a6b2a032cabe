"""Finding a fault of a lift by what people type: its id, its number on the card, or words of its name."""

from __future__ import annotations

from backcheck.errors import UsageError
from backcheck.knowledge.lifts import Fault, Lift
from backcheck.text import clean

_LONGEST = 60


def find_fault(lift: Lift, text: str) -> Fault:
    """The fault that `text` names: id, or words that stand in one id or name alone. Raises `UsageError` otherwise."""
    wanted = " ".join(clean(text).casefold().replace("-", " ").split())[:_LONGEST]
    by_name = {fault.id.replace("-", " "): fault for fault in lift.faults}
    by_name |= {fault.name.casefold(): fault for fault in lift.faults}
    if wanted in by_name:
        return by_name[wanted]
    near = [fault for fault in lift.faults if wanted and _holds(fault, wanted.split())]
    if len(near) == 1:
        return near[0]
    listed = ", ".join(fault.id for fault in near or lift.faults)
    raise UsageError(f"The {lift.name.lower()} has no fault called '{wanted}'.", f"It has: {listed}.")


def _holds(fault: Fault, words: list[str]) -> bool:
    """Whether each word begins a word of the fault's id, name or contributor."""
    own = f"{fault.id} {fault.name} {fault.contributor}".casefold().replace("-", " ").split()
    return all(any(word.strip("(),:").startswith(wanted) for word in own) for wanted in words)
