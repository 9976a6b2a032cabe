"""One change at a time: which lines may stand together on one day, and in which week each change falls.

A sore back that gets two changes at once teaches nobody which one helped. Evidence RT-08 and LD-04: one thing a week,
weight or sets or range.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec.structs import replace

from backcheck.knowledge.model import Change, PlanEntry
from backcheck.reasoning.rungs import WEEK

ADDED: tuple[Change, ...] = ("weight", "work", "range")
"""What is lowered first and added week by week on the way up: only one of them at a time."""


class Offer(NamedTuple):
    """A line that may come into a plan. `own` lines are those of a leader or of the ladder."""

    entry: PlanEntry
    own: bool = False


def one_change_today(offers: Iterable[Offer]) -> Iterator[PlanEntry]:
    """The lines without a second change."""
    changed = False
    for entry, _ in offers:
        if not (changed and entry.changes):
            yield entry
        changed = changed or bool(entry.changes)


def one_change_a_week(offers: Iterable[Offer]) -> Iterator[PlanEntry]:
    """The lines with each change in a week of its own: the later in the list waits for a free one.

    A general line that adds weight, sets or range is left out where one before it adds any of them already.
    """
    taken: set[int] = set()
    adds = False
    for entry, own in offers:
        if not entry.changes:
            yield entry
        elif own or not (adds and entry.changes in ADDED):
            days = entry.after_days
            while days // WEEK in taken:
                days += WEEK
            taken.add(days // WEEK)
            adds = adds or entry.changes in ADDED
            yield entry if days == entry.after_days else replace(entry, after_days=days)
