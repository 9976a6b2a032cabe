"""Which column of a table is what: by the heads that the apps write, or as a person maps them.

Strong has had five forms since 2016, some phones translate its heads; Hevy two; FitNotes four. A unit is taken from a
head or a column, never guessed.
"""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from backcheck.errors import FileError, UsageError
from backcheck.knowledge.loads import Unit
from backcheck.knowledge.near import quote
from backcheck.text import clean
from backcheck.training_log.cells import (
    DayOrder,
    bare_letters,
    is_ambiguous,
    read_count,
    read_day,
    read_number,
    read_unit,
)

MAPPED = ("date", "exercise", "weight", "reps", "unit", "kind", "rpe", "sets")
"""What a column can be mapped to; the first, second and fourth are needed."""

BARE_UNITS = ("kg", "lb", "lbs")
"""Heads of a weight in Strong's form of 2016, in which each set has a number only."""

NEEDED = ("date", "exercise", "reps")
DATES = "dates"
"""The key that says how ambiguous dates are written: `dmy` or `mdy`."""

BY_PLACE = (
    "The columns are not named in English, so they were read by their order. Exercise is {exercise}, "
    "weight is {weight} and repetitions are {reps}."
)
IN_RESERVE = "rir"
SETS = ("sets", "satze", "series", "serien", "serie")
SETS_COLUMN = "Each row counts as one set. If a row stands for as many sets as its column {head} says: --map {option}."


class Layout(NamedTuple):
    """The number of each column, from 0. `weights` are tried in order, each with the unit in its head or None.

    `marks_warm_ups` tells whether such a table can say of a set that it is one. `in_reserve` tells that the column of
    effort counts repetitions in reserve. `sets` is how many a row stands for.
    `first_set` is the column that numbers the sets, and what it says of the first one. `note` is what a person should
    know of the columns.
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
    in_reserve: bool = False
    sets: int | None = None
    first_set: tuple[int, str] | None = None
    note: str = ""


class Heads(NamedTuple):
    """What one app calls its columns, and the heads that tell it from the others; every app has "reps".

    `number` numbers the sets, of which the first of an exercise is `first`; empty where nothing does.
    """

    date: str
    exercise: str
    kind: str
    tells: str
    number: str = ""
    first: str = ""

    @property
    def needed(self) -> set[str]:
        """The heads without which a table is not of this app."""
        return {self.date, self.exercise, self.tells}


# Strong counted from 0 in 2016, but has one set "1" of each exercise as well
APPS = {
    "Strong": Heads(
        date="date", exercise="exercise name", kind="set order", tells="set order", number="set order", first="1"
    ),
    "Hevy": Heads(
        date="start_time", exercise="exercise_title", kind="set_type", tells="set_type", number="set_index", first="0"
    ),
    "FitNotes": Heads(date="date", exercise="exercise", kind="kind", tells="category"),
}


def find_layout(heads: Sequence[str], rows: Sequence[Sequence[str]], mapped: Mapping[str, str]) -> Layout:
    """The layout of a table with these heads and these first rows.

    `mapped` are columns as a person named them. Raises `UsageError` for a column that is not there, `FileError` for
    a table that nothing knows.
    """
    plain = [_plain(head) for head in heads]
    if set(mapped) - {DATES}:
        return _map(heads, plain, rows, mapped)
    order = read_order(mapped)
    places = {head: number for number, head in reversed(list(enumerate(plain)))}
    found = _find_app(plain, places)
    if found is None and "measurement" in places and "value" in places:
        raise FileError("This is FitNotes' table of body measurements.", "Export the workouts: Settings, then Export.")
    found = found or _find_strong_by_place(heads, plain, rows)
    if found is None:
        shown = ", ".join(clean(head)[:30] for head in heads[:12])
        raise FileError(f"These aren't the columns of Strong, Hevy or FitNotes: {shown}.", _suggest(heads, plain, rows))
    return found._replace(order=order)


WORDS = {
    "date": "date day datum tag fecha data dia jour",
    "exercise": "exercise lift movement ubung ubungsname exercice ejercicio exercicio esercizio oefening",
    "weight": "weight wt load kg kgs lb lbs gewicht poids charge peso carga carico",
    "reps": "reps rep repetitions wdh wiederholungen repetitionen repeticiones repeticoes ripetizioni herhalingen",
    "unit": "unit units einheit gewichtseinheit unite unidad unidade unita eenheid",
    "rpe": "rpe rir",
    "kind": "kind satzreihenfolge order ordre orden ordem",
}
"""How people call a column in the languages whose months are read, without accents; only for what is suggested."""

LOOKED_FOR = ("date", "exercise", "weight", "reps")


def _guess(plain: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """Which column is likely to be what, for a person to decide on: by its head, or as the one with days in it."""
    words = [re.findall("[a-z]+", head) for head in plain]
    found: dict[str, int] = {}
    for key, names in WORDS.items():
        named = [at for at, own in enumerate(words) if set(own) & set(names.split()) and at not in found.values()]
        if named:
            found[key] = min(named, key=lambda at: len(words[at]))
    for at in range(len(plain)):
        days = [row[at] for row in rows if len(row) > at and row[at].strip()]
        if "date" not in found and days and all(read_day(one) is not None or is_ambiguous(one) for one in days):
            found["date"] = at
    return found


def _suggest(heads: Sequence[str], plain: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """What to type for a table that nothing knows, quoted for a shell; or where its heads seem to be."""
    found = _guess(plain, rows)
    for number, row in enumerate(rows, 2):
        below = _guess([_plain(cell) for cell in row], ())
        if len(found.keys() & LOOKED_FOR) < 2 and len(below.keys() & LOOKED_FOR) > 2:
            return f"Row {number} seems to name the columns. Remove the rows above it."
    several = _find_sets(plain, rows, found.values())
    found |= {} if several is None else {"sets": several}
    known = [key for key in (*WORDS, "sets") if key in found or key in LOOKED_FOR]
    spelled = ",".join(f"{key}={clean(heads[found[key]]).strip() if key in found else 'COLUMN'}" for key in known)
    option = f"--map {_quote_for_shell(spelled)}"
    what = "is one set" if several is None else f"is as many sets as {quote(heads[several])} says"
    if all(key in found for key in LOOKED_FOR):
        return f"If each row {what}, add: {option}"
    return f"If each row {what}, say which column is what: {option}"


def _find_sets(plain: Sequence[str], rows: Sequence[Sequence[str]], taken: Collection[int]) -> int | None:
    """The column that may say how many sets a row stands for; one that begins at 1 numbers them."""
    for at, head in enumerate(plain):
        first = next((row[at] for row in rows if len(row) > at and row[at].strip()), "")
        if head in SETS and at not in taken and (read_count(first) or 0) > 1:
            return at
    return None


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


def _map(
    heads: Sequence[str], plain: Sequence[str], rows: Sequence[Sequence[str]], mapped: Mapping[str, str]
) -> Layout:
    twice = [name for name, many in Counter(_plain(mapped[key]) for key in MAPPED if key in mapped).items() if many > 1]
    if twice:
        raise UsageError(f"--map names the column {quote(twice[0])} more than once.", "Each column is one thing.")
    missing = [key for key in NEEDED if key not in mapped]
    if missing:
        raise UsageError(f"--map doesn't say which column is: {', '.join(missing)}.", f"It needs {', '.join(NEEDED)}.")
    places: dict[str, int] = {}
    for key in MAPPED:
        if (wanted := mapped.get(key)) is None:
            continue
        if _plain(wanted) not in plain:
            shown = ", ".join(clean(head)[:30] for head in heads[:20])
            raise UsageError(f"There is no column {quote(wanted)}.", f"The columns are: {shown}.")
        places[key] = plain.index(_plain(wanted))
    weight, note = places.get("weight"), ""
    several = None if "sets" in places else _find_sets(plain, rows, places.values())
    if several is not None:
        name = clean(heads[several]).strip()
        note = SETS_COLUMN.format(head=quote(name), option=_quote_for_shell(f"sets={name}"))
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
        in_reserve="rpe" in places and IN_RESERVE in plain[places["rpe"]].split(),
        sets=places.get("sets"),
        note=note,
    )


def _quote_for_shell(text: str) -> str:
    """The text as one word of a command, in double quotes, which every shell knows, unless it has signs for one."""
    if set(text) & set('"$`\\!%'):
        return shlex.quote(text)
    return f'"{text}"' if shlex.quote(text) != text else text


def _find_app(plain: Sequence[str], places: Mapping[str, int]) -> Layout | None:
    # The columns of weights: "weight", "weight (kg)", "weight_lbs", or in 2016 only "kg".
    weights = tuple(
        (number, read_unit(head))
        for number, head in enumerate(plain)
        if head == "weight" or (read_unit(head) and head.split()[0].startswith(("weight", "kg", "lb")))
    )
    for source, heads in APPS.items():
        if weights and {*heads.needed, "reps"} <= set(places):
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
                first_set=(places[heads.number], heads.first) if heads.first and heads.number in places else None,
            )
    return None


class _Form(NamedTuple):
    """A form of Strong's by the places of its columns. At each place of `heads` is one of these heads in any language.

    `numbers` are places that hold numbers or nothing.
    """

    columns: int
    date: int
    exercise: int
    kind: int
    weight: int
    reps: int
    numbers: tuple[int, ...]
    unit: int | None = None
    rpe: int | None = None
    heads: tuple[tuple[int, str], ...] = ()


_RPE = r"rpe"
_FORMS = (
    _Form(9, 0, 2, 3, 4, 5, (4, 5, 6, 7), heads=((4, r"kg|lbs?"), (6, r"km|mi"))),
    _Form(10, 0, 2, 3, 4, 5, (4, 5, 6, 7)),
    _Form(12, 0, 3, 4, 5, 6, (5, 6, 7, 8), rpe=11, heads=((11, _RPE),)),
    _Form(13, 1, 4, 5, 6, 7, (0, 6, 7), rpe=8, heads=((6, r".*\((kg|lbs?)\)"), (8, _RPE))),
    _Form(14, 0, 2, 3, 4, 6, (4, 6), unit=5, rpe=7, heads=((7, _RPE),)),
    _Form(14, 1, 4, 5, 6, 8, (0, 6, 8), unit=7, rpe=9, heads=((9, _RPE),)),
)
"""Strong's forms since 2016, which some phones translate."""


def _find_strong_by_place(heads: Sequence[str], plain: Sequence[str], rows: Sequence[Sequence[str]]) -> Layout | None:
    """Strong on a phone that translates the heads: the number of columns, what no language translates, and the rows."""
    named = len(plain)
    while named and not plain[named - 1]:  # a spreadsheet may leave empty columns behind
        named -= 1
    for form in _FORMS:
        if named != form.columns or not all(re.fullmatch(head, plain[at]) for at, head in form.heads):
            continue
        if any(_is_strong_set(cells, form) for cells in rows):
            exercise, weight, reps = (quote(heads[at]) for at in (form.exercise, form.weight, form.reps))
            return Layout(
                source="Strong",
                columns=len(plain),
                date=form.date,
                exercise=form.exercise,
                reps=form.reps,
                weights=((form.weight, read_unit(plain[form.weight])),),
                unit=form.unit,
                kind=form.kind,
                rpe=form.rpe,
                marks_warm_ups=plain[form.weight] not in BARE_UNITS,
                first_set=(form.kind, APPS["Strong"].first),
                note=BY_PLACE.format(exercise=exercise, weight=weight, reps=reps),
            )
    return None


def _is_strong_set(cells: Sequence[str], form: _Form) -> bool:
    """Whether the places of this form hold a day, a name, the number of a set, a weight and repetitions in this row."""
    if (
        len(cells) < form.columns
        or any(cells[form.columns :])
        or not cells[form.date].strip()
        or not cells[form.exercise].strip()
    ):
        return False
    if not re.fullmatch(r"\d{1,2}|[WDF]", cells[form.kind].strip(), re.ASCII):
        return False
    if read_number(cells[form.exercise]) is not None or not (cells[form.weight].strip() or cells[form.reps].strip()):
        return False
    if form.unit is not None and cells[form.unit].strip() and read_unit(cells[form.unit]) is None:
        return False
    numbers = [read_number(cells[at] or "0", comma=True) for at in form.numbers]
    return None not in numbers and (read_day(cells[form.date]) is not None or is_ambiguous(cells[form.date]))
