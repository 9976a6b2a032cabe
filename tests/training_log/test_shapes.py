"""Every generation of every app's export gives the same log; what a file does not say is asked for, never guessed."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import cycle

import pytest

from backcheck.errors import FileError, UsageError
from backcheck.knowledge.loads import Unit
from backcheck.training_log.cells import read_day
from backcheck.training_log.layout import read_map
from backcheck.training_log.log import TrainingLog, UnitMissingError
from backcheck.training_log.reading import read_log
from tests.training_log.exports import (
    MONDAY,
    SETS,
    SHAPES,
    TRANSLATED,
    UNITLESS,
    WITH_KINDS,
    WITHOUT_KINDS,
    Done,
    Shape,
    hevy,
    in_kg,
    index,
    rows,
    strong_0,
    strong_0_german,
    strong_1,
    strong_2,
    strong_3,
    strong_4,
)


def read(content: bytes, unit: Unit | None = None, *mapped: str) -> TrainingLog:
    """The log in these bytes, with the names that ship."""
    return read_log(content, index(), unit=unit, mapped=read_map(mapped))


def unit_for(shape: Shape, unit: Unit) -> Unit | None:
    """What must be said of the unit where the shape names none."""
    return unit if shape in UNITLESS else None


@pytest.mark.parametrize("unit", ["kg", "lb"])
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_the_same_log_comes_out_of_every_shape(shape: Shape, unit: Unit) -> None:
    """Sets, loads to the last digit, repetitions, days; warm-ups where the shape has them."""
    log = read(shape(SETS, unit), unit_for(shape, unit))
    found = {one.name: one for one in log.series}
    assert {name: one.lift for name, one in found.items()} == {
        "Squat (Barbell)": "squat", "Leg Press": "leg-press", "Lunge (Bodyweight)": "lunge"
    }  # fmt: skip
    kinds = shape in WITH_KINDS
    first, second = found["Squat (Barbell)"].sessions
    assert (first.day, second.day) == (MONDAY.toordinal(), MONDAY.toordinal() + 3)
    assert (first.load, second.load) == (in_kg("82.5", unit), in_kg("85", unit))
    assert (first.sets, first.reps, second.reps) == (3 if kinds else 1, 6 if kinds else 5, 5)
    assert (log.warm_ups, log.sessions, log.unit) == (1 if kinds else 0, 2, unit)
    assert log.other_sets == 1
    [lunge] = found["Lunge (Bodyweight)"].sessions
    assert (lunge.load, lunge.reps, lunge.best) == (None, 12, None)
    assert not log.unknown
    assert {one.reason for one in log.skipped} <= {"no-set"}


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_a_shape_without_a_mark_for_warm_ups_says_so(shape: Shape) -> None:
    """Else the empty bar would be a work set, and nobody would know; where there is a mark nothing is said."""
    said = read(shape(SETS, "kg"), "kg").notes
    assert any("doesn't mark warm-ups" in note for note in said) == (shape in WITHOUT_KINDS)


def test_a_table_says_that_warm_ups_count_unless_it_has_a_column_of_kinds() -> None:
    """The person may have one that was not named."""
    content = rows("Date,What,kg,Reps,Set", [("2026-03-02", "Squat", "80", "5", "")])
    bare = "date=Date,exercise=What,weight=kg,reps=Reps"
    assert read(content, None, bare).notes == ("The file doesn't mark warm-ups, so they count as work sets.",)
    assert read(content, None, f"{bare},kind=Set").notes == ()


@pytest.mark.parametrize("shape", [strong_2, strong_3, strong_4, hevy], ids=lambda shape: shape.__name__)
def test_effort_and_failure_are_read(shape: Shape) -> None:
    """RPE with a point or a comma, and the mark of a failed set."""
    log = read(shape(SETS, "kg"), "kg")
    first = next(one for one in log.series if one.lift == "squat").sessions[0]
    assert (first.rated, first.hard, first.rpe, first.failures) == (2, 0, Decimal("8.5"), 1)


@pytest.mark.parametrize("shape", UNITLESS, ids=lambda shape: shape.__name__)
def test_a_unit_is_never_guessed(shape: Shape) -> None:
    """A file without one is refused with the heaviest squat, so that a person sees which it was."""
    with pytest.raises(UnitMissingError) as caught:
        read(shape(SETS, "kg"))
    assert (caught.value.name, caught.value.heaviest) == ("Squat (Barbell)", Decimal(85))
    assert "85 kg (187 lb) or 85 lb (39 kg)" in caught.value.problem
    assert "--unit kg" in caught.value.remedy


def test_a_file_without_any_load_needs_no_unit() -> None:
    """Nothing in it is kilos or pounds."""
    log = read(strong_1([Done(MONDAY, "Lunge (Bodyweight)", "", 12)], "kg"))
    assert log.sets == 1


def test_the_unit_of_the_file_wins_over_the_one_that_was_said() -> None:
    """The one that was said is then that in which loads are shown."""
    log = read(strong_4(SETS, "kg"), "lb")
    assert log.unit == "lb"
    assert next(one for one in log.series if one.lift == "squat").sessions[-1].load == Decimal(85)


def test_units_may_differ_from_row_to_row() -> None:
    """Each row counts in its own; one that is not known costs that row alone."""
    head = "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time,Comment"
    cells = [
        (str(MONDAY), "Squat", "Legs", "100", unit, "5", "", "", "", "") for unit in ("kgs", "lbs", "stone", "lbs", "")
    ]
    log = read(rows(head, cells))
    assert log.series[0].sessions[0].load == 100
    assert log.unit == "lb"
    [skipped] = log.skipped
    assert (skipped.reason, skipped.rows, skipped.lines) == ("unit", 2, (4, 6))


SPELLED = {
    "english": "2 Mar 2026, 18:05",
    "american": "Mar 2, 2026, 6:05 PM",
    "german": "02.03.2026, 18:05",
    "german words": "2. März 2026, 18:05",
    "french": "2 mars 2026, 18:05",
    "french short": "2 févr. 2026, 18:05",
    "spanish": "2 mar 2026, 18:05",
    "spanish long": "2 de septiembre de 2026, 18:05",
    "portuguese": "2 de mar. de 2026, 18:05",
    "portuguese set": "2 de set. de 2026, 18:05",
    "italian": "2 mag 2026, 18:05",
    "dutch": "2 mrt 2026 18:05",
    "iso": "2026-03-02 18:05:00",
    "zoned": "2026-03-02T18:05:00+01:00",
}
MONTHS = {"french short": 2, "spanish long": 9, "portuguese set": 9, "italian": 5}


@pytest.mark.parametrize("language", SPELLED)
def test_dates_are_read_in_the_language_of_the_phone(language: str) -> None:
    """Whatever the app writes."""
    log = read(hevy([Done(MONDAY, "Squat (Barbell)", "80", 5)], "kg", lambda _: SPELLED[language]))
    assert date.fromordinal(log.first) == date(2026, MONTHS.get(language, 3), 2)


@pytest.mark.parametrize(
    "text", ["1er mars 2026, 18:05", "1º de mar. de 2026, 18:05", "1st March 2026", "March 1st, 2026"]
)
def test_the_first_of_a_month_is_read_as_people_write_it(text: str) -> None:
    """One day of thirty; so few that are lost would not stop a log."""
    assert read_day(text) == date(2026, 3, 1).toordinal()


def test_every_month_is_read_in_every_language() -> None:
    """Also June and July in French, which share three letters."""
    listed = {
        "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
        "es": "ene feb mar abr may jun jul ago sept oct nov dic",
        "pt": "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.",
        "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "it": "gen feb mar apr mag giu lug ago set ott nov dic",
        "nl": "januari februari maart april mei juni juli augustus september oktober november december",
        "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    }
    for words in listed.values():
        for month, word in enumerate(words.split(), 1):
            sets = [Done(MONDAY, "Squat (Barbell)", "80", 5)]
            log = read(hevy(sets, "kg", lambda _, word=word: f"14 {word} 2025, 07:30"))  # type: ignore[misc]
            assert date.fromordinal(log.first) == date(2025, month, 14), word


def mapped(dates: Sequence[str]) -> bytes:
    """A table of a person's own with these dates."""
    return rows("Datum,Übung,Gewicht (kg),Wdh", [(one, "Squats", "80", "5") for one in dates])


MAP = "date=Datum,exercise=Übung,weight=Gewicht (kg),reps=Wdh"


def test_any_table_is_read_by_a_map() -> None:
    """In one option or in several, in any case."""
    for texts in (
        (MAP,),
        tuple(MAP.split(",")),
        ("DATE".lower() + "=datum,exercise=UBUNG,weight=gewicht (kg),reps=wdh",),
    ):
        log = read(mapped(["2026-03-02"]), None, *texts)
        assert (log.source, log.sets, log.unit) == ("table", 1, "kg")


def test_a_map_may_name_columns_with_commas() -> None:
    """A comma parts two columns only before the next key."""
    content = rows('"Day, month",Lift,"Load, total",Times', [("2026-03-02", "Squat", "80", "5")])
    log = read(content, "kg", "date=Day, month,exercise=Lift,weight=Load, total,reps=Times")
    assert log.sets == 1


def test_dates_that_can_be_read_in_two_ways_are_decided_by_the_others_or_asked() -> None:
    """One number above twelve anywhere in the file says which is the day; without one nothing is guessed."""
    for texts in (["05/06/2026", "13/06/2026"], ["13/06/2026", "05/06/2026"]):
        assert date.fromordinal(read(mapped(texts), None, MAP).first) == date(2026, 6, 5)
    assert date.fromordinal(read(mapped(["05/06/2026", "06/13/2026"]), None, MAP).first) == date(2026, 5, 6)
    for texts in (["05/06/2026"], ["05/06/2026", "13/06/2026", "06/13/2026"]):
        with pytest.raises(UsageError, match="two ways"):
            read(mapped(texts), None, MAP)
    assert date.fromordinal(read(mapped(["05/06/2026"]), None, MAP, "dates=mdy").first) == date(2026, 5, 6)
    assert date.fromordinal(read(mapped(["05/06/2026"]), None, MAP, "dates=dmy").first) == date(2026, 6, 5)


@pytest.mark.parametrize("shape", [*TRANSLATED, strong_0_german], ids=lambda shape: shape.__name__)
def test_translated_heads_are_told_with_what_was_taken_for_what(shape: Shape) -> None:
    """So that a person sees whether it is right; English heads need no word."""
    head = shape(SETS, "kg").decode().partition("\n")[0].replace(",", ";").split(";")
    [said] = [note for note in read(shape(SETS, "kg"), "kg").notes if "in English" in note]
    assert all(f"'{name}'" in said for name in head if name in ("Peso", "Poids", "Gewicht (kg)", "kg", "Wdh."))
    assert not [note for note in read(strong_2(SETS, "kg"), "kg").notes if "in English" in note]


@pytest.mark.parametrize("shape", TRANSLATED, ids=lambda shape: shape.__name__)
def test_a_kind_of_set_that_strong_never_writes_is_told_with_its_line(shape: Shape) -> None:
    """A set is never counted as a rest; what has no repetitions is one."""
    content = shape([Done(MONDAY, "Squat (Barbell)", "80", 5)] * 4, "kg")
    separator = b";" if b";" in content else b","
    first, *others = content.splitlines(keepends=True)
    set_row = next(line for line in others if separator + b"1" + separator + b"80" in line)
    strange = set_row.replace(separator + b"1" + separator + b"80", separator + "É".encode() + separator + b"80")
    log = read(first + b"".join(others) + strange, "kg")
    assert (log.sets, log.series[0].sessions[0].sets) == (4, 4)
    [fault] = [one for one in log.skipped if one.reason == "kind"]
    assert (fault.rows, fault.lines) == (1, (len(others) + 2,))


@pytest.mark.parametrize(
    "row",
    ["Legs,2026-03-02 18:05:00,1h,Squat,1,80,5,0,0,,,8", "2026-03-02 18:05:00,Legs,1h,Squat,heavy,80,5,0,0,,,8",
     "2026-03-02 18:05:00,Legs,1h,80,1,80,5,0,0,,,8", "2026-03-02 18:05:00,Legs,1h,Squat,1,,,0,0,,,8",
     "2026-03-02 18:05:00,Legs,1h,Squat,1,eighty,5,0,0,,,8"],
)  # fmt: skip
def test_a_table_that_only_looks_like_strongs_is_not_taken_for_it(row: str) -> None:
    """Its places hold something else."""
    head = "Wann,Wo,Wie lang,Was,Nr,Last,Wdh,Strecke,Zeit,Notiz,Notiz 2,RPE"
    with pytest.raises(FileError, match="These aren't the columns"):
        read(f"{head}\n{row}\n".encode(), "kg")


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("Datum;Übung;Gewicht (kg);Wdh.", 'add: --map "date=Datum,exercise=Übung,weight=Gewicht (kg),reps=Wdh."'),
        ("Date;Exercice;Charge;Répétitions;RPE", '--map "date=Date,exercise=Exercice,weight=Charge,reps='),
        ("Fecha;Ejercicio;Peso;Unidad;Reps", "--map date=Fecha,exercise=Ejercicio,weight=Peso,reps=Reps,unit=Unidad"),
        (
            "Date;Exercise;kg;Reps;Sätze",
            'says, add: --map "date=Date,exercise=Exercise,weight=kg,reps=Reps,sets=Sätze"',
        ),
        ("When;Exercise;Load;Reps", "date=When,exercise=Exercise,weight=Load,reps=Reps"),
        ("Date;Exercise;$kg;Reps", "add: --map 'date=Date,exercise=Exercise,weight=$kg,reps=Reps'"),
        ("Day;What;Wt;Reps", "which column is what: --map date=Day,exercise=COLUMN,weight=Wt,reps=Reps"),
    ],
)
def test_the_map_of_a_table_that_nothing_knows_can_be_pasted(head: str, told: str) -> None:
    """What is said is what is read, but for a column whose head says nothing."""
    cells = ["2026-03-02", "Squat", "80", "5", "8"]
    cells.insert(3, "kg") if "Unidad" in head else None
    content = f"{head}\n{';'.join(cells[: head.count(';') + 1])}\n".encode()
    with pytest.raises(FileError) as caught:
        read(content, "kg")
    said = caught.value.remedy
    assert told in said
    if "COLUMN" not in said:
        assert read(content, "kg", shlex.split(said.partition("--map ")[2])[0]).sets == (8 if "Sätze" in head else 1)


def test_a_form_of_strongs_that_is_not_known_is_mapped_with_its_kinds_of_set() -> None:
    """Else its warm-ups would count as work."""
    head = "Datum;Name der Übung;Satzreihenfolge;Gewicht (kg);Wdh."
    content = f"{head}\n2026-03-02;Squat (Barbell);W;40;8\n2026-03-02;Squat (Barbell);1;80;5\n".encode()
    with pytest.raises(FileError) as caught:
        read(content)
    log = read(content, None, shlex.split(caught.value.remedy.partition("--map ")[2])[0])
    assert (log.sets, log.warm_ups, log.notes) == (1, 1, ())


def test_a_title_above_the_columns_is_told_with_its_row() -> None:
    """Since its own columns are none."""
    content = b"My training;;;\n;;;\nDate;Exercise;Weight;Reps\n2026-03-02;Squat;80;5\n"
    with pytest.raises(FileError, match="aren't the columns") as caught:
        read(content, "kg")
    assert caught.value.remedy.startswith("Row 3 seems to name the columns.")


def test_a_row_of_several_sets_counts_as_many_where_that_is_mapped() -> None:
    """And is told of where it is not; a column that numbers the sets is none of these."""
    given = [("2026-03-02", "Squat", "80", "5", sets, "9") for sets in ("3", "4", "", "0", "x")]
    content = rows("Date,Exercise,kg,Reps,Sets,RPE", given)
    bare = "date=Date,exercise=Exercise,weight=kg,reps=Reps,rpe=RPE"
    log = read(content, None, bare, "sets=Sets")
    session = log.series[0].sessions[0]
    assert (log.sets, session.sets, session.rated, session.hard) == (8, 8, 8, 8)
    assert [(one.reason, one.rows, one.lines) for one in log.skipped] == [("sets", 2, (5, 6))]
    assert not [note for note in log.notes if "one set" in note]
    log = read(content, None, bare)
    assert log.sets == 5
    assert [note for note in log.notes if "--map sets=Sets" in note]
    numbered = rows("Date,Exercise,kg,Reps,Sets", [("2026-03-02", "Squat", "80", "5", str(at)) for at in (1, 2, 3)])
    assert not [note for note in read(numbered, None, bare.removesuffix(",rpe=RPE")).notes if "one set" in note]


@pytest.mark.parametrize("shape", [strong_0, *WITH_KINDS[:5]], ids=lambda shape: shape.__name__)
def test_rows_that_stand_twice_are_told_and_counted(shape: Shape) -> None:
    """A file that was put together from two exports has each set twice. Nothing is dropped, since it may be meant."""
    sets = [Done(MONDAY + timedelta(day), "Squat (Barbell)", "80", 5) for day in (0, 0, 3, 3)]
    content = hevy(sets, "kg", lambda day: f"{day}") if shape is hevy else shape(sets, "kg")
    first = 0 if shape in (hevy, strong_0) else 1
    numbers = cycle((first, first + 1))
    content = re.sub(rb"([,;])[01](,normal)?([,;])80", lambda at: b"%s%d%s%s80" % (
        at[1], next(numbers), at[2] or b"", at[3]), content)  # fmt: skip
    head, _, body = content.partition(b"\n")
    assert not [note for note in read(content, "kg").notes if "appear twice" in note]
    log = read(head + b"\n" + body + body, "kg")
    assert log.sets == 8
    [said] = [note for note in log.notes if "appear twice" in note]
    assert said.startswith("2 first sets")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("2026-03-02,Squat,80,3x5", "('3x5')"),
        ("2026-03-02,Squat,heavy,5", "('heavy')"),
        (",Squat,80,5", "the empty one in line 2"),
    ],
)
def test_a_table_of_which_nothing_can_be_read_shows_the_cell(row: str, told: str) -> None:
    """The first one."""
    with pytest.raises(FileError) as caught:
        read(f"Date,Exercise,kg,Reps\n{row}\n".encode(), None, "date=Date,exercise=Exercise,weight=kg,reps=Reps")
    assert told in caught.value.problem


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["date=Datum"], "exercise, reps"),
        ([MAP.replace("Datum", "Tag")], "There is no column 'Tag'"),
        (["color=red"], "maps no column"),
        (["date="], "maps no column"),
        (["dates=ymd"], "isn't an order"),
    ],
)
def test_a_wrong_map_is_told(texts: list[str], told: str) -> None:
    """With what there is."""
    with pytest.raises(UsageError) as caught:
        read(mapped(["2026-03-02"]), None, *texts)
    assert told in caught.value.problem


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"a,b,c\n1,2,3\n", "These aren't the columns"),
        (b"Date,Time,Measurement,Value,Unit,Comment\n2026-03-02,,Bodyweight,80,kgs,\n", "body measurements"),
        (b"SQLite format 3\0" + b"x" * 100, "a database"),
        (b"PK\x03\x04" + b"x" * 100, "a spreadsheet or an archive"),
        (b"\x00\x01\x02\x03", "isn't text"),
        (b'"Date,Exercise\n', "isn't CSV"),
        (strong_4(SETS, "kg").splitlines()[0], "no rows"),
        (strong_4([Done(MONDAY, "Squat", "80", 0)], "kg"), "None of"),
        (hevy([Done(MONDAY, "Squat", "80", 0)], "kg"), "The only row can't be used"),
    ],
)
def test_a_file_of_which_nothing_can_be_read_says_why(content: bytes, told: str) -> None:
    """As an error with the reason."""
    with pytest.raises(FileError) as caught:
        read(content)
    assert told in caught.value.problem


def test_lost_dates_are_no_gap_in_training() -> None:
    """Where many dates cannot be read, months may be missing, and nothing is said at all."""
    sets = [Done(MONDAY, "Squat (Barbell)", "80", 5)] * 20
    wrong = iter([*["2 Smarch 2026"] * 8, *["2 Mar 2026"] * 32])
    with pytest.raises(FileError, match="dates can't be read, such as '2 Smarch 2026'"):
        read(hevy(sets, "kg", lambda _: next(wrong)))


def test_kinds_of_set_that_nobody_knows_are_told_and_counted() -> None:
    """Hevy may come up with new ones; they are work until somebody says otherwise."""
    content = hevy([Done(MONDAY, "Squat (Barbell)", "80", 5)], "kg").replace(b"normal", b"myorep")
    log = read(content)
    assert log.sets == 1
    assert "myorep" in log.notes[0]


def test_kinds_of_set_are_told_in_any_table_and_no_kind_is_none() -> None:
    """A column that a person mapped may hold any word; where it is empty there is nothing to tell."""
    cells = [("2026-03-02", "Squat", "80", "5", kind) for kind in ("", "", "Pause", "Arbeitssatz")]
    log = read(rows("Date,What,kg,Reps,Set", cells), None, "date=Date,exercise=What,weight=kg,reps=Reps,kind=Set")
    assert log.sets == 4
    assert log.notes == ("Kinds of set that are not known here count as work sets: arbeitssatz, pause.",)
    assert read(hevy([Done(MONDAY, "Squat (Barbell)", "80", 5)], "kg").replace(b"normal", b"")).notes == ()


@pytest.mark.parametrize(
    "word", ["Warm-up", "W", "warmup", "Warm Up", "Aufwärmen", "Échauffement", "calentamiento", "Aquecimento",
             "riscaldamento", "opwarming"]
)  # fmt: skip
def test_a_warm_up_is_one_in_the_languages_of_the_dates(word: str) -> None:
    """Else the empty bar would be a work set, and nobody would know."""
    cells = [("2026-03-02", "Squat", "20", "10", word), ("2026-03-02", "Squat", "80", "5", "")]
    log = read(rows("Date,What,kg,Reps,Set", cells), None, "date=Date,exercise=What,weight=kg,reps=Reps,kind=Set")
    assert (log.sets, log.warm_ups, log.notes) == (1, 1, ())


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_empty_rows_are_counted_and_hide_nothing(shape: Shape) -> None:
    """Spreadsheets save hundreds of them below a table; no date is missing in them."""
    content = shape(SETS, "kg")
    separator = b";" if b";" in content.splitlines()[0] else b","
    blank = separator * content.splitlines()[0].count(separator) + b"\n"
    log, whole = read(content + blank * 90 + separator * 2 + b"\n", "kg"), read(content, "kg")
    assert (log.series, log.rows) == (whole.series, whole.rows + 91)
    assert [one.rows for one in log.skipped if one.reason == "empty"] == [91]


@pytest.mark.parametrize("head", ["Weight (stone)", "Gewicht", "Load"])
def test_a_table_of_an_app_without_a_weight_that_is_known_is_none(head: str) -> None:
    """Else every set would be one of bodyweight, and nobody would know."""
    content = rows(f"Date,Exercise,Category,{head},Reps", [("2026-03-02", "Squat", "Legs", "12", "5")])
    with pytest.raises(FileError, match=f"These aren't the columns .* {re.escape(head)}") as caught:
        read(content)
    assert "--map" in caught.value.remedy


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_a_column_without_a_head_is_passed_over(shape: Shape) -> None:
    """A spreadsheet leaves one behind; it is none of those that an app may lack."""
    content = shape(SETS, "kg")
    separator = b";" if b";" in content.partition(b"\n")[0] else b","
    lines = hevy_lines(content) if shape is hevy else content.splitlines()
    wider = b"\n".join(line + separator for line in lines) + b"\n"
    assert (read(wider, "kg").sets, read(wider, "kg").unit) == (read(content, "kg").sets, "kg")


def hevy_lines(content: bytes) -> list[bytes]:
    """The rows of Hevy's table, whose notes have two lines."""
    return content.rstrip(b"\n").replace(b"two\nlines", b"two lines").split(b"\n")


def test_of_two_columns_of_weights_the_one_in_the_persons_unit_is_read() -> None:
    """The other one is the same weight, rounded."""
    head = "Date,Exercise,Category,Weight (kg),Weight (lbs),Reps,Distance,Distance Unit,Time,Notes,Kind"
    content = rows(head, [("2026-03-02", "Squat", "Legs", "142.88", "315", "5", "", "", "", "", "")])
    assert read(content).series[0].sessions[0].load == Decimal("142.88")
    assert read(content, "lb").series[0].sessions[0].load == in_kg("315", "lb")
