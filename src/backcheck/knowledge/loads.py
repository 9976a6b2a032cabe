"""Weights as people type them, and a family's warm-up made out for one lift and one work weight.

Loads are kept in kilograms; rounding and showing use the person's own unit, since plates come in units.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import floor
from typing import Literal, NamedTuple

from msgspec.structs import replace

from backcheck.errors import UsageError
from backcheck.knowledge.lifts import LiftNames
from backcheck.knowledge.records import Kit
from backcheck.knowledge.training import Drill, RampSet, WarmUp
from backcheck.text import clean

Unit = Literal["kg", "lb"]

IN_KG: dict[Unit, float] = {"kg": 1.0, "lb": 0.45359237}
STEP: dict[Unit, float] = {"kg": 2.5, "lb": 5.0}
"""What the smallest usual pair of plates adds."""

BAR: dict[Unit, float] = {"kg": 20.0, "lb": 45.0}
"""The usual long bar without plates."""

STACK: dict[Unit, float] = {"kg": 5.0, "lb": 10.0}
"""From one pin of a machine's stack to the next."""

DUMBBELLS: dict[Unit, float] = {"kg": 2.0, "lb": 5.0}
"""From one dumbbell of a rack to the next."""

BELLS: dict[Unit, tuple[float, ...]] = {
    "kg": (4, 6, 8, 12, 16, 20, 24, 28, 32, 36, 40, 48),
    "lb": (9, 13, 18, 26, 35, 44, 53, 62, 70, 80, 88, 106),
}
"""The usual sizes of kettlebells."""

MOST_KG = 1000.0
CLOSE = 1e-6
"""Differences below this come from counting in binary and mean nothing."""

_SPELLINGS: dict[str, Unit] = {
    "kg": "kg", "kgs": "kg", "kilo": "kg", "kilos": "kg",
    "lb": "lb", "lbs": "lb", "pound": "lb", "pounds": "lb",
}  # fmt: skip
_TYPED = re.compile(r"(\d{1,4}(?:[.,]\d{1,2})?)\s*([a-z]*)\.?", re.ASCII)


class Weight(NamedTuple):
    """A load in kilograms, with the unit in which the person thinks of it."""

    kg: float
    unit: Unit

    @property
    def amount(self) -> float:
        """The load in the person's unit."""
        return round(self.kg / IN_KG[self.unit], 4)

    @property
    def shown(self) -> str:
        """The load as it is shown, down to a quarter, such as "62.5 kg"; a change of unit leaves odd hundredths."""
        return f"{floor(self.amount * 4 + CLOSE) / 4:g} {self.unit}"


class RampLoad(NamedTuple):
    """A lighter set before the work sets. `load` is None while the work weight is not known."""

    share: float
    reps: int
    load: Weight | None
    empty_bar: bool


class LiftWarmUp(NamedTuple):
    """The warm-up of one lift: that of its family, its drills, and the sets worked out for the work weight."""

    id: str
    name: str
    warm_up: WarmUp
    drills: tuple[Drill, ...]
    work: Weight | None
    sets: tuple[RampLoad, ...]


def step_of(kit: Kit, unit: Unit) -> float:
    """The smallest step of plates, dumbbells or of a stack, in this unit."""
    return {"stack": STACK, "dumbbells": DUMBBELLS}.get(kit, STEP)[unit]


def round_down(amount: float, kit: Kit, unit: Unit) -> float:
    """The heaviest load of this kit that is no more than the amount, both in this unit; 0 where all are heavier."""
    if kit == "bells":
        return max((bell for bell in BELLS[unit] if bell <= amount + CLOSE), default=0.0)
    step = step_of(kit, unit)
    return floor(amount / step + CLOSE) * step


def find_unit(spelling: str) -> Unit | None:
    """The unit that is spelled so ("kgs", "pound"), in any case; None for none."""
    return _SPELLINGS.get(spelling.strip().casefold())


def read_weight(text: str) -> Weight:
    """The weight that was typed: "100kg", "225 lb", "102,5 kg". Raises `UsageError`, also where the unit is missing."""
    typed = _TYPED.fullmatch(clean(text)[:60].strip().casefold())
    shown = " ".join(clean(text).split())[:60]
    if typed is None:
        raise UsageError(f"'{shown}' is not a weight.", "Give a number and its unit in one word: 100kg or 225lb.")
    number, spelling = typed.groups()
    if not spelling:
        raise UsageError(f"{number}: kilos or pounds?", f"Give the unit in the same word: {number}kg or {number}lb.")
    unit = find_unit(spelling)
    if unit is None:
        raise UsageError(f"'{shown}' has a unit that is not known here.", f"Use {number}kg or {number}lb.")
    kg = float(number.replace(",", ".")) * IN_KG[unit]
    if not 0 < kg <= MOST_KG:
        raise UsageError(f"'{shown}' can't be a work weight.", f"It must be above 0 and at most {MOST_KG:g} kg.")
    return Weight(kg, unit)


def make_warm_up(lift: LiftNames, warm_up: WarmUp, drills: Iterable[Drill], work: Weight | None = None) -> LiftWarmUp:
    """The warm-up of this lift, its drills in the order of the warm-up, the ramp for this work weight if there is one.

    A variant must come with its family and bar (see `load_lift_names`).
    """
    known = {drill.id: drill for drill in drills}
    if lift.bar and warm_up.bar_note:
        dose = replace(warm_up.dose, text=f"{warm_up.dose.text} {warm_up.bar_note}")
        warm_up = replace(warm_up, dose=dose)
    return LiftWarmUp(
        id=lift.id,
        name=lift.name,
        warm_up=warm_up,
        drills=tuple(known[drill] for drill in warm_up.drills if drill in known),
        work=work,
        sets=plan_ramp(warm_up.ramp, work, bar=bool(lift.bar), kit=lift.kit or ""),
    )


def plan_ramp(ramp: Sequence[RampSet], work: Weight | None, *, bar: bool, kit: Kit = "") -> tuple[RampLoad, ...]:
    """The ramp sets (evidence WU-03, coaching advice: bar x 8, then about 40, 60, 80 and 90 % of the work weight).

    Loads are rounded down to what the kit allows, so never above the share, but where a `bar` is used never below an
    empty one. A set that comes out no heavier than the one before it, or no lighter than the work sets, is left out.
    What is held in the hands has no sets of one or two and none without it: `FEW_BELLS` sets of at least `BELL_REPS`.
    """
    if kit in ("bells", "dumbbells"):
        some = [one for one in ramp if one.share][:FEW_BELLS]
        ramp = [RampSet(share=one.share, reps=max(one.reps, BELL_REPS)) for one in some]
    if work is None:
        return tuple(RampLoad(one.share, one.reps, None, bar and not one.share) for one in ramp)
    least = BAR[work.unit] if bar else 0.0
    sets, heaviest = [], 0.0 if kit else -1.0
    for one in ramp:
        amount = max(least, round_down(work.amount * one.share, kit, work.unit))
        if heaviest + CLOSE < amount < work.amount - CLOSE:
            load = Weight(amount * IN_KG[work.unit], work.unit)
            sets.append(RampLoad(one.share, one.reps, load, bar and amount == least))
            heaviest = amount
    return tuple(sets)


FEW_BELLS, BELL_REPS = 2, 5
"""So many lighter sets with a bell, and at least so many swings in each."""
