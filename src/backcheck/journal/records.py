"""What the journal keeps, as plain values.

A moment is a `datetime` with its zone. It is stored as UTC text with the offset beside it, so that entries sort by
what happened first and still show the hour that was on the wall.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any, Literal, NamedTuple

import msgspec

from backcheck.reasoning.bouts import CheckIn

EntryKind = Literal["diagnosis", "checkin"]

LAST_YEAR = 9990
"""The last one that a clock gives here; behind it there is no room for the days of a plan."""


class Stamp(msgspec.Struct, frozen=True):
    """Which knowledge gave an advice."""

    version: str
    hash: str


class Note(msgspec.Struct, frozen=True):
    """Free words of the person about an entry. As typed: clean them before they reach a terminal."""

    id: int
    at: datetime
    text: str


class Diagnosis(msgspec.Struct, frozen=True, omit_defaults=True):
    """A kept interview: the answers as in an answers file, and the assessment as `diagnose --json` gave it.

    `log` are the findings of a training log, as an answers file has them; never its rows. None without one.
    """

    answers: dict[str, Any]
    assessment: dict[str, Any]
    log: dict[str, Any] | None = None


class Entry(msgspec.Struct, frozen=True):
    """One entry. Exactly one of `diagnosis` and `checkin` is there, told by `kind`."""

    id: int
    kind: EntryKind
    at: datetime
    stamp: Stamp
    diagnosis: Diagnosis | None = None
    checkin: CheckIn | None = None
    notes: tuple[Note, ...] = ()


class Shelf(NamedTuple):
    """All entries that can be read, the oldest first by their moment, and why each other one cannot, by its id."""

    entries: list[Entry]
    unread: dict[int, str]


class Draft(msgspec.Struct, frozen=True):
    """An interview that was left in the middle: answers as in an answers file, and the order they were given in.

    `log` are the findings of a training log, as in `Diagnosis`.
    """

    at: datetime
    answers: dict[str, Any]
    asked: tuple[str, ...]
    stamp: Stamp
    log: dict[str, Any] | None = None


def split_moment(at: datetime) -> tuple[str, int]:
    """The moment as UTC text that sorts, and the offset of its zone in minutes. A naive moment is a bug."""
    offset = at.utcoffset()
    if offset is None:
        raise ValueError("a moment in the journal needs a zone")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"), round(offset.total_seconds() / 60)


def join_moment(utc: str, offset: int) -> datetime:
    """The moment as it was on the wall. Raises `ValueError` where the text is none, or one that no clock gave."""
    moment = datetime.fromisoformat(utc)
    if moment.tzinfo is None or moment.year > LAST_YEAR:
        raise ValueError("a moment without a zone, or past all calendars")
    return moment.astimezone(timezone(timedelta(minutes=offset)))
