"""A training log as it was read: for each leg lift its sessions, and what became of every row. Values only."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec

from backcheck.errors import UsageError
from backcheck.knowledge.loads import Unit
from backcheck.training_log.cells import in_unit, to_kg

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
            f"This file does not say whether its weights are kilos or pounds. The heaviest set of {name} is "
            f"{self.say('kg')} or {self.say('lb')}.",
            "Give --unit kg or --unit lb.",
        )

    def say(self, unit: Unit) -> str:
        """The heaviest set in this unit, and in brackets what it then is in the other: "100 kg (220 lb)"."""
        other: Unit = "lb" if unit == "kg" else "kg"
        converted = in_unit(to_kg(self.heaviest, unit), other)
        return f"{self.heaviest.normalize():f} {unit} ({converted:.0f} {other})"
