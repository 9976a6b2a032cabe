"""Exports in the shape that each app has written in each of its generations. All rows are made up.

One list of sets is written in every shape, so that the same log must come out of all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from backcheck.knowledge.load import load_file, load_lift_names
from backcheck.knowledge.loads import Unit
from backcheck.knowledge.locate import find_data_folder
from backcheck.training_log.cells import KG_OF
from backcheck.training_log.lift_index import LiftIndex


class Done(NamedTuple):
    """One set as it was done. `amount` is in the unit of the export, "" for bodyweight; `kind` is one of four words."""

    day: date
    name: str
    amount: str
    reps: int
    kind: str = "work"
    rpe: str = ""


@cache
def index() -> LiftIndex:
    """The names that ship."""
    root = find_data_folder(None)
    return LiftIndex(load_lift_names(root), load_file(root, "activities.json"), None, load_file(root, "warm-ups.json"))


MONDAY = date(2026, 3, 2)

SETS = (
    Done(MONDAY, "Squat (Barbell)", "40", 8, "warm-up"),
    Done(MONDAY, "Squat (Barbell)", "82.5", 5, rpe="8"),
    Done(MONDAY, "Squat (Barbell)", "82.5", 6, "failure", "8.5"),
    Done(MONDAY, "Squat (Barbell)", "60", 12, "drop"),
    Done(MONDAY, "Leg Press", "140", 10),
    Done(MONDAY, "Bench Press (Barbell)", "70", 5),
    Done(MONDAY + timedelta(3), "Squat (Barbell)", "85", 5),
    Done(MONDAY + timedelta(3), "Lunge (Bodyweight)", "", 12),
)
"""A short log with a set of every kind."""


def rows(head: str, sets: Iterable[Sequence[str]], separator: str = ",", end: str = "\n") -> bytes:
    """A table: the head as the app writes it, and the cells, quoted where they must be."""
    lines = [head]
    for cells in sets:
        quoted = [
            f'"{c.replace(chr(34), chr(34) * 2)}"' if any(x in c for x in (separator, '"', "\n")) else c for c in cells
        ]
        lines.append(separator.join(quoted))
    return (end.join(lines) + end).encode()


STRONG_KINDS = {"warm-up": "W", "drop": "D", "failure": "F"}
HEVY_KINDS = {"warm-up": "warmup", "drop": "dropset", "failure": "failure", "work": "normal"}


def _order(one: Done) -> str:
    return STRONG_KINDS.get(one.kind, "1")


def _stamp(one: Done) -> str:
    return f"{one.day} 18:05:00"


def strong_0(sets: Sequence[Done], unit: Unit) -> bytes:
    """2016: the unit is the name of the column, sets count from 0, no mark of a warm-up."""
    head = f"Date,Workout Name,Exercise Name,Set Order,{unit},Reps,km,Seconds,Notes"
    own = [one for one in sets if one.kind == "work"]
    return rows(head, [(_stamp(o), "Legs", o.name, "0", o.amount or "0", str(o.reps), "0", "0", "") for o in own])


def strong_1(sets: Sequence[Done], unit: Unit) -> bytes:
    """2017 to 2020: no unit."""
    head = "Date,Workout Name,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes"
    cells = [(_stamp(o), "Legs", o.name, _order(o), o.amount or "0", str(o.reps), "0", "0", "", "") for o in sets]
    return rows(head, cells)


def strong_2(sets: Sequence[Done], unit: Unit) -> bytes:
    """2020 to 2024, iPhone: no unit, RPE last."""
    head = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"
    cells = [
        (_stamp(o), "Legs, heavy", "1h 5m", o.name, _order(o), o.amount or "0.0", str(o.reps), "0", "0", "", "", o.rpe)
        for o in sets
    ]
    return rows(head, cells)


def strong_2_french(sets: Sequence[Done], unit: Unit) -> bytes:
    """The same from a French phone: heads translated, names of exercises not."""
    head = (
        "Date,Nom de l'entraînement,Durée,Nom de l'exercice,Ordre de la série,Poids,Réps,Distance,Secondes,Notes,"
        "Notes d'entraînement,RPE"
    )
    return head.encode() + strong_2(sets, unit).partition(b"RPE")[2]


def strong_0_german(sets: Sequence[Done], unit: Unit) -> bytes:
    """2016 on a phone that translates: no language translates the units."""
    miles = {"kg": "km", "lb": "mi"}[unit]
    head = f"Datum,Workout-Name,Name der Übung,Satz,{unit},Wdh.,{miles},Sekunden,Notizen"
    return head.encode() + b"\n" + strong_0(sets, unit).partition(b"\n")[2]


def strong_1_spanish(sets: Sequence[Done], unit: Unit) -> bytes:
    """2017 to 2020 with translated heads."""
    head = (
        "Fecha,Nombre del entrenamiento,Nombre del ejercicio,Orden de la serie,Peso,Reps.,Distancia,Segundos,Notas,"
        "Notas del entrenamiento"
    )
    return head.encode() + b"\n" + strong_1(sets, unit).partition(b"\n")[2]


def strong_3_portuguese(sets: Sequence[Done], unit: Unit) -> bytes:
    """Android with translated heads; the unit stays in its column."""
    head = (
        "Data;Nome do treino;Nome do exercício;Ordem da série;Peso;Unidade de peso;Repetições;RPE;Distância;"
        "Unidade de distância;Segundos;Notas;Notas do treino;Duração do treino"
    )
    return head.encode() + b"\n" + strong_3(sets, unit).partition(b"\n")[2]


def strong_4_german(sets: Sequence[Done], unit: Unit) -> bytes:
    """Since 2025 with translated heads; the unit stays in its head, and the rests are called something else."""
    head = (
        f"Workout #;Datum;Workout-Name;Dauer (Sek.);Name der Übung;Satzreihenfolge;Gewicht ({unit});Wdh.;RPE;"
        "Distanz (Meter);Sekunden;Notizen;Workout-Notizen"
    )
    body = strong_4(sets, unit).partition(b"\n")[2].replace(b"Rest Timer", b"Pausentimer")
    return head.encode() + b"\n" + body


def strong_3(sets: Sequence[Done], unit: Unit) -> bytes:
    """Android: semicolons, the unit in a column of its own."""
    head = (
        "Date;Workout Name;Exercise Name;Set Order;Weight;Weight Unit;Reps;RPE;Distance;Distance Unit;Seconds;Notes;"
        "Workout Notes;Workout Duration"
    )
    spelled = {"kg": "kg", "lb": "lbs"}[unit]
    cells = [
        (_stamp(o), "Legs; heavy", o.name, _order(o), o.amount.replace(".", ",") or "0", spelled, str(o.reps),
         o.rpe.replace(".", ","), "", "mi.", "0", "", "", "1h")
        for o in sets
    ]  # fmt: skip
    return rows(head, cells, ";")


def strong_4(sets: Sequence[Done], unit: Unit) -> bytes:
    """Since 2025: semicolons, the unit in the head, rests and notes as rows."""
    head = (
        f"Workout #;Date;Workout Name;Duration (sec);Exercise Name;Set Order;Weight ({unit});Reps;RPE;"
        "Distance (meters);Seconds;Notes;Workout Notes"
    )
    cells: list[tuple[str, ...]] = []
    for o in sets:
        cells.append(
            ("41", _stamp(o), "Legs", "3900", o.name, _order(o), o.amount.replace(".", ","), str(o.reps),
             o.rpe.replace(".", ","), "", "", "", "")
        )  # fmt: skip
        cells.append(("41", _stamp(o), "Legs", "3900", o.name, "Rest Timer", "", "", "", "", "120", "", ""))
    cells.append(("41", _stamp(sets[0]), "Legs", "3900", sets[0].name, "Note", "", "", "", "", "", "felt; good", ""))
    return rows(head, cells, ";")


def hevy(sets: Sequence[Done], unit: Unit, spell: Callable[[date], str] | None = None) -> bytes:
    """Hevy: dates in the words of the phone, no weight for bodyweight."""
    weight, distance = {"kg": ("weight_kg", "distance_km"), "lb": ("weight_lbs", "distance_miles")}[unit]
    names = ["title", "start_time", "end_time", "description", "exercise_title", "superset_id", "exercise_notes",
             "set_index", "set_type", weight, "reps", distance, "duration_seconds", "rpe"]  # fmt: skip
    head = ",".join(f'"{name}"' for name in names)
    spell = spell or (lambda day: f"{day.day} Mar {day.year}, 18:05")
    cells = [
        ("Leg day", spell(o.day), spell(o.day), "", o.name, "", "two\nlines", "0", HEVY_KINDS[o.kind], o.amount,
         str(o.reps), "", "", o.rpe)
        for o in reversed(sets)
    ]  # fmt: skip
    return rows(head, cells)


def fitnotes_old(sets: Sequence[Done], unit: Unit) -> bytes:
    """Android, old: the unit in the head, a day without a time, no warm-up mark."""
    own = [o for o in sets if o.kind == "work"]
    head = f"Date,Exercise,Category,Weight ({unit}s),Reps,Distance,Distance Unit,Time"
    return rows(head, [(str(o.day), o.name, "Legs", o.amount or "0.0", str(o.reps), "", "", "") for o in own])


def fitnotes_comment(sets: Sequence[Done], unit: Unit) -> bytes:
    """The same with a comment."""
    own = [o for o in sets if o.kind == "work"]
    head = f"Date,Exercise,Category,Weight ({unit}s),Reps,Distance,Distance Unit,Time,Comment"
    return rows(head, [(str(o.day), o.name, "Legs", o.amount or "0.0", str(o.reps), "", "", "", "a, b") for o in own])


def fitnotes_unit(sets: Sequence[Done], unit: Unit) -> bytes:
    """Android, newer: the unit in a column, which may differ from row to row."""
    own = [o for o in sets if o.kind == "work"]
    head = "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment"
    cells = [(str(o.day), o.name, "Legs", o.amount or "0.0", f"{unit}s", str(o.reps), "", "", "", "") for o in own]
    return rows(head, cells)


def fitnotes_iphone(sets: Sequence[Done], unit: Unit) -> bytes:
    """FitNotes 2: a column for each unit, and the kind of set."""
    head = "Date,Exercise,Category,Weight (kg),Weight (lbs),Reps,Distance,Distance Unit,Time,Notes,Kind"
    kinds = {"warm-up": "Warmup", "failure": "Failure", "drop": "Drop set", "work": ""}
    cells = [
        (str(o.day), o.name, "Legs", *((o.amount, "") if unit == "kg" else ("", o.amount)), str(o.reps), "", "", "", "",
         kinds[o.kind])
        for o in sets
    ]  # fmt: skip
    return rows(head, cells)


TRANSLATED = (strong_1_spanish, strong_2_french, strong_3_portuguese, strong_4_german)
WITH_KINDS = (strong_1, strong_2, strong_3, strong_4, hevy, fitnotes_iphone, *TRANSLATED)
"""Shapes that tell a warm-up from a work set."""

WITHOUT_KINDS = (strong_0, strong_0_german, fitnotes_old, fitnotes_comment, fitnotes_unit)
UNITLESS = (strong_1, strong_2, strong_1_spanish, strong_2_french)
Shape = Callable[[Sequence[Done], Unit], bytes]
SHAPES: tuple[Shape, ...] = (*WITH_KINDS, *WITHOUT_KINDS)


def in_kg(amount: str, unit: Unit) -> Decimal:
    """An amount of the unit in kilograms."""
    return Decimal(amount) * KG_OF[unit]
