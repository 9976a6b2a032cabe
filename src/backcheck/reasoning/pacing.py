"""One change at a time: which lines may stand together on one day, and in which week each change falls.

A sore back that gets two changes at once teaches nobody which one helped. Evidence RT-08 and LD-04: one thing a week,
weight or sets or range.
"""

from __future__ import annotations

from collections.abc import Sequence
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


def one_change_today(offers: Sequence[Offer]) -> list[PlanEntry]:
    """The lines without a second change."""
    first = next((offer.entry for offer in offers if offer.entry.changes), None)
    return [entry for entry, _ in offers if not entry.changes or entry is first]


def one_change_a_week(offers: Sequence[Offer]) -> list[PlanEntry]:
    """The lines with each change in a week of its own: the later in the list waits for a free one.

    A general line that adds weight, sets or range is left out where one before it adds any of them already.
    """
    taken: set[int] = set()
    adds = False
    kept: list[PlanEntry] = []
    for entry, own in offers:
        if not entry.changes:
            kept.append(entry)
            continue
        if entry.changes in ADDED and adds and not own:
            continue
        days = entry.after_days
        while days // WEEK in taken:
            days += WEEK
        taken.add(days // WEEK)
        adds = adds or entry.changes in ADDED
        kept.append(replace(entry, after_days=days))
    return kept
