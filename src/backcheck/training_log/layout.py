"""Which column of a table is what: by the heads that the apps write, or as a person maps them.

Strong has had five forms since 2016, some phones translate its heads; Hevy two; FitNotes four. A unit is taken from a
head or a column, never guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from backcheck.errors import FileError, UsageError
from backcheck.knowledge.loads import Unit
from backcheck.knowledge.near import quote
from backcheck.text import clean
from backcheck.training_log.cells import DayOrder, bare_letters, is_ambiguous, read_day, read_number, read_unit

MAPPED = ("date", "exercise", "weight", "reps", "unit", "kind", "rpe")
"""What a column can be mapped to; the first, second and fourth are needed."""

BARE_UNITS = ("kg", "lb", "lbs")
"""Heads of a weight in Strong's form of 2016, in which each set has a number only."""

NEEDED = ("date", "exercise", "reps")
DATES = "dates"
"""The key that says how ambiguous dates are written: `dmy` or `mdy`."""

_STRONG_BY_PLACE = 12
"""Columns of the form that some phones translate; it is known by its number of columns and its last head."""


class Layout(NamedTuple):
    """The number of each column, from 0. `weights` are tried in order, each with the unit in its head or None.

    `marks_warm_ups` tells whether such a table can say of a set that it is one.
    """

    source: str
    columns: int
    date: int
    exercise: int
    reps: int
    weights: tuple[tuple[int, Unit | None], ...] = ()
    unit: int | None = None
    kind: int | None = None
    rpe: int | None = None
    order: DayOrder | None = None
    marks_warm_ups: bool = True


class Heads(NamedTuple):
    """What one app calls its columns, and the heads that tell it from the others; every app has "reps"."""

    date: str
    exercise: str
    kind: str
    tells: str

    @property
    def needed(self) -> set[str]:
        """The heads without which a table is not of this app."""
        return {self.date, self.exercise, self.tells}


APPS = {
    "Strong": Heads(date="date", exercise="exercise name", kind="set order", tells="set order"),
    "Hevy": Heads(date="start_time", exercise="exercise_title", kind="set_type", tells="set_type"),
    "FitNotes": Heads(date="date", exercise="exercise", kind="kind", tells="category"),
}


def find_layout(heads: Sequence[str], rows: Sequence[Sequence[str]], mapped: Mapping[str, str]) -> Layout:
    """The layout of a table with these heads and these first rows.

    `mapped` are columns as a person named them. Raises `UsageError` for a column that is not there, `FileError` for
    a table that nothing knows.
    """
    plain = [_plain(head) for head in heads]
    if set(mapped) - {DATES}:
        return _map(heads, plain, mapped)
    order = read_order(mapped)
    places = {head: number for number, head in reversed(list(enumerate(plain)))}
    found = _find_app(plain, places)
    if found is None and "measurement" in places and "value" in places:
        raise FileError("This is FitNotes' table of body measurements.", "Export the workouts: Settings, then Export.")
    found = found or _find_strong_by_place(plain, rows)
    if found is None:
        shown = ", ".join(clean(head)[:30] for head in heads[:12])
        raise FileError(
            f"These aren't the columns of Strong, Hevy or FitNotes: {shown}.",
            "Say which is what: --map date=COLUMN,exercise=COLUMN,weight=COLUMN,reps=COLUMN.",
        )
    return found._replace(order=order)


def read_map(texts: Sequence[str]) -> dict[str, str]:
    """What `--map` says, as a dict: "date=Datum,exercise=Übung", once or more than once. Raises `UsageError`.

    A comma parts two columns only where a key and "=" follow, since heads may have commas.
    """
    keys = "|".join((*MAPPED, DATES))
    found: dict[str, str] = {}
    for text in texts:
        for part in re.split(rf",(?=(?:{keys})=)", text):
            key, _, value = part.partition("=")
            if key not in (*MAPPED, DATES) or not value.strip():
                raise UsageError(
                    f"{quote(part)} maps no column.", f"Use KEY=COLUMN with {', '.join(MAPPED)}, or {DATES}=dmy|mdy."
                )
            found[key] = value.strip()
    read_order(found)
    return found


def read_order(mapped: Mapping[str, str]) -> DayOrder | None:
    """What was said about ambiguous dates. Raises `UsageError`."""
    orders: dict[str, DayOrder] = {"dmy": "dmy", "mdy": "mdy"}
    said = mapped.get(DATES)
    if said is None or said in orders:
        return orders.get(said or "")
    raise UsageError(f"{quote(said)} isn't an order of a date.", f"Use {DATES}=dmy (day first) or {DATES}=mdy.")


def _plain(head: str) -> str:
    return " ".join(bare_letters(clean(head)).casefold().split())


def _map(heads: Sequence[str], plain: Sequence[str], mapped: Mapping[str, str]) -> Layout:
    twice = [name for name, many in Counter(_plain(mapped[key]) for key in MAPPED if key in mapped).items() if many > 1]
    if twice:
        raise UsageError(f"--map names the column {quote(twice[0])} more than once.", "Each column is one thing.")
    missing = [key for key in NEEDED if key not in mapped]
    if missing:
        raise UsageError(f"--map does not say which column is: {', '.join(missing)}.", f"It needs {', '.join(NEEDED)}.")
    places: dict[str, int] = {}
    for key in MAPPED:
        if (wanted := mapped.get(key)) is None:
            continue
        if _plain(wanted) not in plain:
            shown = ", ".join(clean(head)[:30] for head in heads[:20])
            raise UsageError(f"There is no column {quote(wanted)}.", f"The columns are: {shown}.")
        places[key] = plain.index(_plain(wanted))
    weight = places.get("weight")
    return Layout(
        source="table",
        columns=len(heads),
        date=places["date"],
        exercise=places["exercise"],
        reps=places["reps"],
        weights=() if weight is None else ((weight, read_unit(plain[weight])),),
        unit=places.get("unit"),
        kind=places.get("kind"),
        rpe=places.get("rpe"),
        order=read_order(mapped),
        marks_warm_ups="kind" in places,
    )


def _weights(plain: Sequence[str]) -> tuple[tuple[int, Unit | None], ...]:
    """The columns of weights: "weight", "weight (kg)", "weight_lbs", or in 2016 only "kg"."""
    return tuple(
        (number, read_unit(head))
        for number, head in enumerate(plain)
        if head == "weight" or (read_unit(head) and head.split()[0].startswith(("weight", "kg", "lb")))
    )


def _find_app(plain: Sequence[str], places: Mapping[str, int]) -> Layout | None:
    for source, heads in APPS.items():
        if {*heads.needed, "reps"} <= set(places) and (weights := _weights(plain)):
            return Layout(
                source=source,
                columns=len(plain),
                date=places[heads.date],
                exercise=places[heads.exercise],
                reps=places["reps"],
                weights=weights,
                unit=places.get("weight unit"),
                kind=places.get(heads.kind),
                rpe=places.get("rpe"),
                marks_warm_ups=heads.kind in places and not any(plain[at] in BARE_UNITS for at, _ in weights),
            )
    return None


def _find_strong_by_place(plain: Sequence[str], rows: Sequence[Sequence[str]]) -> Layout | None:
    """Strong on a phone that translates the heads: date, name, duration, exercise, set, weight, reps, ..., RPE."""
    if len(plain) != _STRONG_BY_PLACE or plain[-1] != "rpe" or not any(map(_is_strong_set, rows)):
        return None
    return Layout("Strong", len(plain), 0, 3, 6, ((5, None),), kind=4, rpe=11)


def _is_strong_set(cells: Sequence[str]) -> bool:
    """Whether the places of that form hold a day, a weight and repetitions in this row."""
    if len(cells) != _STRONG_BY_PLACE or not cells[0].strip():
        return False
    numbers = (read_number(cells[5] or "0", comma=True), read_number(cells[6] or "0", comma=True))
    return None not in numbers and (read_day(cells[0]) is not None or is_ambiguous(cells[0]))
