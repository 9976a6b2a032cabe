"""Work sets and their sums: of each exercise on each day only these stay, so that memory does not grow with the rows.

A set of few repetitions lets one estimate a one-rep maximum. Adding in any order gives the same sums.
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
