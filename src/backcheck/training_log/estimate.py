"""The one-rep maximum that a set lets one expect. Pure."""

from __future__ import annotations

from decimal import Decimal

MOST_REPS = 10
"""Sets of more repetitions say little about a maximum, so none is estimated from them."""


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
