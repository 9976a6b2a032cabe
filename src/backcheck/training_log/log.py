"""A training log as it was read: for each leg lift its sessions, summed up by day or by week, and what became of rows.

Of each exercise on each day only sums stay, so that memory does not grow with the rows. Adding in any order gives the
same sums.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

import msgspec

from backcheck.errors import UsageError
from backcheck.knowledge.loads import Unit
from backcheck.training_log.cells import in_unit, to_kg
from backcheck.training_log.lift_index import NO_LOAD, words_of

SkipReason = Literal[
    "csv", "columns", "date", "later", "weight", "unit", "reps", "sets", "kind", "no-reps", "no-set", "empty"
]
"""Why a row is not used: no CSV; too many or too few columns; a date that cannot be read; a day yet to come; a weight,
unit, number of repetitions or of sets that cannot be read; a set of a kind that an app never writes; a timed set;
something between the sets, such as a rest; nothing."""

FAULTS: tuple[SkipReason, ...] = ("csv", "columns", "date", "later", "weight", "unit", "reps", "sets", "kind")
"""The reasons for which something is wrong with the row; the others are as they should be."""


class Session(msgspec.Struct, frozen=True):
    """What was done of one exercise on one day, without warm-up sets. Loads are in kilograms, exactly.

    `load` is that of the top set, None without weight; `reps` are the most with that load. `best` is the best estimated
    one-rep maximum, None where no set gives one. Of `rated` sets an RPE is known; `hard` of them left one repetition or
    none, `rpe` is the hardest. `failures` were marked as done to failure.
    """

    day: int
    sets: int
    load: Decimal | None
    reps: int
    best: Decimal | None = None
    rated: int = 0
    hard: int = 0
    rpe: Decimal | None = None
    failures: int = 0


class Series(msgspec.Struct, frozen=True):
    """One exercise as it is called in the log, the lift that it is, and its sessions, the oldest first.

    Two names of one lift are two series: a squat on rails is not loaded as one with a free bar. `on_back` tells that
    the back has to hold trunk and weight in this lift.
    """

    lift: str
    name: str
    sessions: tuple[Session, ...]
    on_back: bool = False


class Skipped(msgspec.Struct, frozen=True):
    """So many rows are not used for this reason; the first of them are in these lines of the file."""

    reason: SkipReason
    rows: int
    lines: tuple[int, ...]


class Unknown(msgspec.Struct, frozen=True):
    """A name that is no lift here, with its sets, and the ids of the lifts that somebody may mean by it."""

    name: str
    sets: int
    near: tuple[str, ...] = ()


class TrainingLog(msgspec.Struct, frozen=True):
    """Everything that was read.

    `rows` counts those below the heads. `sessions` are days with a set, from the day `first` to `last`, both as
    `date.toordinal` counts. `sets` are work sets of leg lifts, `other_sets` those of other exercises known here. Of
    `unknown` names those with near lifts come first, then the commonest. `unit` is the one to show loads in. `notes`
    say what a person should know about how the file was read.
    """

    source: str
    rows: int
    sessions: int
    first: int
    last: int
    sets: int
    warm_ups: int
    other_sets: int
    unit: Unit
    series: tuple[Series, ...]
    skipped: tuple[Skipped, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    notes: tuple[str, ...] = ()


class UnitMissingError(UsageError):
    """The file says nowhere in which unit its weights are. `heaviest` is the heaviest set of `name`, a bare number."""

    def __init__(self, name: str, heaviest: Decimal) -> None:
        self.name = name
        self.heaviest = heaviest
        super().__init__(
            f"This file doesn't say whether its weights are kilos or pounds. The heaviest set of {name} is "
            f"{self.say('kg')} or {self.say('lb')}.",
            "Give --unit kg or --unit lb.",
        )

    def say(self, unit: Unit) -> str:
        """The heaviest set in this unit, and in brackets what it then is in the other: "100 kg (220 lb)"."""
        other: Unit = "lb" if unit == "kg" else "kg"
        converted = in_unit(to_kg(self.heaviest, unit), other)
        return f"{self.heaviest.normalize():f} {unit} ({converted:.0f} {other})"


HARD = Decimal(9)
"""RPE from which at most one repetition was left: on the scale of repetitions in reserve 9 is one and 10 is none
(Zourdos et al. 2016, J Strength Cond Res 30(1):267-275, doi 10.1519/JSC.0000000000001049; abstract seen).

The row of the question reaches further, to three repetitions left, but sets at RPE 7 to 8.5 are what most programs
consist of, so counting them would tell nothing apart."""

MOST_REPS = 10
"""Sets of more repetitions say little about a maximum, so none is estimated from them."""


class WorkSet(NamedTuple):
    """What one row says: a set, or as many alike as `times`."""

    warm_up: bool
    failure: bool
    load: Decimal | None
    reps: int
    best: Decimal | None
    rpe: Decimal | None
    times: int = 1


class Tally:
    """The sums of one exercise on one day."""

    __slots__ = ("best", "failures", "hard", "load", "rated", "reps", "rpe", "sets")

    def __init__(self) -> None:
        self.sets = self.reps = self.rated = self.hard = self.failures = 0
        self.load: Decimal | None = None
        self.best: Decimal | None = None
        self.rpe: Decimal | None = None

    def add(self, one: WorkSet, *, loaded: bool) -> None:
        """Adds a work set. Where the exercise is not `loaded`, its weight is no load."""
        self.sets += one.times
        load = one.load if loaded else None
        if load is None:
            if self.load is None and one.reps > self.reps:
                self.reps = one.reps
        elif self.load is None or load > self.load:
            self.load, self.reps = load, one.reps
        elif load == self.load and one.reps > self.reps:
            self.reps = one.reps
        if loaded and one.best is not None and (self.best is None or one.best > self.best):
            self.best = one.best
        if one.rpe is not None:
            self.rated += one.times
            self.hard += one.times if one.rpe >= HARD else 0
            if self.rpe is None or one.rpe > self.rpe:
                self.rpe = one.rpe
        self.failures += one.times if one.failure else 0

    def close(self, day: int) -> Session:
        """The sums as a value."""
        return Session(
            day, self.sets, self.load, self.reps, self.best, self.rated, self.hard, self.rpe, self.failures
        )  # fmt: skip


class Exercise:
    """One exercise under all spellings that differ in case or spacing only."""

    __slots__ = ("days", "lift", "loaded", "name", "sets")

    def __init__(self, name: str, lift: str | None) -> None:
        self.name = name
        self.lift = lift
        self.loaded = NO_LOAD.isdisjoint(words_of(name).split())
        self.sets = 0
        self.days: dict[int, Tally] = {}


def estimate_max(load: Decimal, reps: int) -> Decimal | None:
    """The one-rep maximum by Brzycki's formula, in the unit of the load; None for no load or not 1 to 10 repetitions.

    load * 36 / (37 - reps): one repetition gives the load itself, ten give a third more. Brzycki M (1993), Strength
    testing: predicting a one-rep max from reps-to-fatigue, J Phys Educ Recreat Dance 64(1):88-90. It was made for sets
    to the last repetition, so a set with some left over gives too little. How near it comes differs between lifts and
    people, so it serves to compare a lift with itself.
    """
    if load <= 0 or not 1 <= reps <= MOST_REPS:
        return None
    return load * 36 / (37 - reps)


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
    weeks: list[Week] = []
    for begin in range(start, until, WEEK):
        own = [one for one in shown if begin <= one.day < begin + WEEK]
        top = max(own, key=lambda one: (one.load or 0, one.reps), default=None)
        load, reps = (top.load, top.reps) if top is not None else (None, 0)
        weeks.append(Week(begin, sum(one.sets for one in own), load, reps))
    return Weeks(start, until, shown, tuple(weeks), any(one.load is not None for one in shown))
