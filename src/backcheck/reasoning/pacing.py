"""One change at a time: which lines may stand together on one day, and in which week each change falls.

A sore back that gets two changes at once teaches nobody which one helped. Evidence RT-08 and LD-04: one thing a week,
weight or sets or range.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from backcheck.knowledge.model import Change, PlanEntry
from backcheck.reasoning.rungs import WEEK
from backcheck.reasoning.wording import BACK

ADDED: tuple[Change, ...] = ("weight", "work", "range")
"""What is lowered first and added week by week on the way up: only one of them at a time."""


def one_change_today(offers: Iterable[PlanEntry]) -> Iterator[PlanEntry]:
    """The lines without a second change."""
    changed = False
    for entry in offers:
        if not (changed and entry.changes):
            yield entry
        changed = changed or bool(entry.changes)


def one_change_a_week(offers: Iterable[PlanEntry]) -> Iterator[PlanEntry]:
    """The lines with each change in a week of its own: the later in the list waits for a free one."""
    taken: set[int] = set()
    for entry in offers:
        days = entry.after_days
        while entry.changes and days // WEEK in taken:
            days += WEEK
        if entry.changes:
            taken.add(days // WEEK)
        yield entry if days == entry.after_days else replace(entry, after_days=days)


def one_comes_back(
    entries: Sequence[PlanEntry], weeks: int = 2, back: Mapping[Change, str] = BACK
) -> Iterator[PlanEntry]:
    """The lines that bring weight, sets or range back, one after the other: none begins before the last is done.

    They are given in the order of the plan; of two that bring back the same the first stays. Each says what it waits
    for, in the words of `back`, and begins no earlier than two weeks after the one before it: after a weight so many
    `weeks` as it takes.
    """
    before: PlanEntry | None = None
    kinds: set[Change] = set()
    for entry in sorted(entries, key=lambda entry: entry.after_days):
        if entry.changes in kinds:
            continue
        kinds.add(entry.changes)
        before = entry if before is None else _wait_for(before, entry, weeks if before.changes == "weight" else 2, back)
        yield before


def _wait_for(before: PlanEntry, entry: PlanEntry, weeks: int, back: Mapping[Change, str]) -> PlanEntry:
    days = max(entry.after_days, before.after_days + weeks * WEEK)
    return replace(entry, after_days=days, text=f"When {back[before.changes]}, {entry.then}.")
