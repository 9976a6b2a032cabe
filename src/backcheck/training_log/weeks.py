"""One exercise cut into weeks, as a picture shows it: which weeks, which bounds, what is where."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from backcheck.training_log.log import Series, Session

WEEK = 7
MOST_WEEKS = 26
"""Half a year; more would not fit into a window."""


class Week(NamedTuple):
    """One week of an exercise from the day `start` on: work sets, and the top set (`load` in kilograms or None)."""

    start: int
    sets: int
    load: Decimal | None
    reps: int


class Weeks(NamedTuple):
    """The sessions from the day `start` to the day `end`, and the weeks that they fall into.

    `loaded` tells that the top sets have a load; without one their repetitions are what is drawn.
    """

    start: int
    end: int
    sessions: tuple[Session, ...]
    weeks: tuple[Week, ...]
    loaded: bool

    def level(self, one: Session) -> float:
        """The height of a session in the picture: kilograms, or repetitions."""
        return float(one.load or 0) if self.loaded else float(one.reps)

    @property
    def bounds(self) -> tuple[float, float]:
        """The lowest and the highest level; there must be a session."""
        levels = [self.level(one) for one in self.sessions]
        return min(levels), max(levels)

    def place(self, day: float) -> float:
        """Where a day is between `start` (0) and `end` (1)."""
        return (day - self.start) / max(1, self.end - self.start)


def cut_weeks(series: Series, since: int, until: int) -> Weeks:
    """The weeks that end with the day `until`: half a year, or more where `since` is earlier, as far as there are any.

    Weeks are counted back from `until`, so that the last one is whole.
    """
    begin = min(since, until - WEEK * MOST_WEEKS + 1)
    shown = tuple(one for one in series.sessions if begin <= one.day <= until)
    first = shown[0].day if shown else until
    count = (until - first) // WEEK + 1
    start = until - WEEK * count + 1
    weeks = tuple(_sum_up(shown, start + WEEK * number) for number in range(count))
    return Weeks(start, until, shown, weeks, any(one.load is not None for one in shown))


def _sum_up(sessions: tuple[Session, ...], start: int) -> Week:
    own = [one for one in sessions if start <= one.day < start + WEEK]
    top = max(own, key=lambda one: (one.load or 0, one.reps), default=None)
    sets = sum(one.sets for one in own)
    return Week(start, sets, None, 0) if top is None else Week(start, sets, top.load, top.reps)
