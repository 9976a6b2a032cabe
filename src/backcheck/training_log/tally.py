"""Sums while a log is read: of each exercise on each day only these stay, so that memory does not grow with the rows.

Adding in any order gives the same sums. Pure.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from backcheck.training_log.lift_index import NO_LOAD, words_of
from backcheck.training_log.log import Session

HARD = Decimal(9)
"""RPE from which at most one repetition was left: on the scale of repetitions in reserve 9 is one and 10 is none
(Zourdos et al. 2016, J Strength Cond Res 30(1):267-275, doi 10.1519/JSC.0000000000001049; abstract seen).

The row of the question reaches further, to three repetitions left, but sets at RPE 7 to 8.5 are what most programs
consist of, so counting them would tell nothing apart."""


class WorkSet(NamedTuple):
    """What one set says."""

    warm_up: bool
    failure: bool
    load: Decimal | None
    reps: int
    best: Decimal | None
    rpe: Decimal | None


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
        self.sets += 1
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
            self.rated += 1
            self.hard += one.rpe >= HARD
            if self.rpe is None or one.rpe > self.rpe:
                self.rpe = one.rpe
        self.failures += one.failure

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
