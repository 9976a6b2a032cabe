"""Odd exports: what apps, spreadsheets and people do to a table, each read as meant or told with its line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from backcheck.errors import FileError, UsageError
from backcheck.training_log.cells import is_ambiguous, read_day
from backcheck.training_log.log import UnitMissingError
from tests.training_log.exports import MONDAY, Done, hevy, strong_2_french
from tests.training_log.test_shapes import read

MAP = "date=Day,exercise=What,weight=Load,reps=Reps"


def table(*rows: str) -> bytes:
    """A table of a person's own."""
    return ("Day,What,Load,Reps,Set,Effort\n" + "".join(f"{row}\n" for row in rows)).encode()


@pytest.mark.parametrize(
    "text",
    ["Mon, 2 Mar 2026, 18:05", "lun. 2 mars 2026, 18:05", "Montag, 2. März 2026", "Mo, 2.3.2026",
     "lunes, 2 de marzo de 2026",
     "segunda-feira, 2 de mar. de 2026", "2-Mar-2026", "02-mar-2026 18:05", "2026/3/2 5:49", "\u200e2 Mar 2026",
     "2\u202fMar\u00a02026,\u202f18:05", "2 mars 2026 à 18:05", "2. März 2026 um 18:05", "Mar. 2, 2026",
     "2 Mar 2026, 6:05 p.\u00a0m.", "\uff12\uff10\uff12\uff16-03-02"],
)  # fmt: skip
def test_a_day_with_what_phones_and_spreadsheets_put_round_it(text: str) -> None:
    """A day of the week, hyphens, marks without a width, narrow blanks, words before the time."""
    assert read_day(text) == date(2026, 3, 2).toordinal()
    assert read(hevy([Done(MONDAY, "Squat", "80", 5)], "kg", lambda _: text)).first == date(2026, 3, 2).toordinal()


@pytest.mark.parametrize("name", ["Mar", "Mai", "Juin", "Sep", "Dec"])
def test_a_month_is_no_day_of_the_week(name: str) -> None:
    """March and Tuesday begin alike in three languages."""
    assert read_day(f"{name} 2, 2026") is not None
    assert read_day(f"2 {name} 2026") == read_day(f"{name} 2, 2026")


@pytest.mark.parametrize(
    ("text", "dmy", "mdy"),
    [
        ("02/03/26", date(2026, 3, 2), date(2026, 2, 3)),
        ("2.3.26", date(2026, 3, 2), date(2026, 2, 3)),
        ("Mo, 2.3.26", date(2026, 3, 2), date(2026, 2, 3)),
        ("26.03.02", date(2002, 3, 26), None),
    ],
)
def test_a_year_of_two_digits_is_read_where_the_order_was_said(text: str, dmy: date, mdy: date | None) -> None:
    """It may stand first, so without a word nothing is made of it, and the way out is told."""
    assert read_day(text) is None
    assert is_ambiguous(text)
    for order, day in (("dmy", dmy), ("mdy", mdy)):
        assert read_day(text, order) == (day.toordinal() if day else None)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="two ways") as caught:
        read(table(f'"{text}",Squat,80,5,,'), "kg", MAP)
    assert "dates=dmy" in caught.value.remedy


def test_a_weight_may_bring_its_unit() -> None:
    """Each cell counts in its own, whatever the head says; one without any is asked about."""
    log = read(
        table("2026-03-02,Squat,80 kg,5,,", "2026-03-03,Squat,180lbs,5,,", "2026-03-04,Squat,82.5KG.,5,,"), None, MAP
    )
    assert [one.load for one in log.series[0].sessions] == [80, Decimal("81.6466266"), Decimal("82.5")]
    assert not log.skipped
    with pytest.raises(UnitMissingError):
        read(table("2026-03-02,Squat,80 kg,5,,", "2026-03-03,Squat,180,5,,"), None, MAP)
    for odd in ("12 st", "80 kg kg", "kg", "2x20", "BW+20", "1e2", '"1.234,5"', "80 or 85"):
        log = read(table(f"2026-03-02,Squat,{odd},5,,", "2026-03-03,Squat,80 kg,5,,"), None, MAP)
        assert [(one.reason, one.lines) for one in log.skipped] == [("weight", (2,))], odd


@pytest.mark.parametrize(
    "word", ["BW", "bodyweight", "Body Weight", "Körpergewicht", "poids du corps", "-", "\u2013", "0", ""]
)
def test_no_weight_is_said_in_words(word: str) -> None:
    """It is a set without a load, and needs no unit."""
    log = read(table(f"2026-03-02,Squat,{word},12,,"), None, MAP)
    assert [(one.load, one.reps) for one in log.series[0].sessions] == [(None, 12)]


def test_ratings_of_effort_that_cannot_be_read_are_told() -> None:
    """The set counts; of several the same one is named whatever the order. 0 and nothing are no rating."""
    rows = [f"2026-03-02,Squat,80,5,,{effort}" for effort in ("@8", "RPE 9", "11", "hard", "0", "", "8.5")]
    for ordered in (rows, rows[::-1]):
        log = read(table(*ordered), "kg", f"{MAP},rpe=Effort,kind=Set")
        session = log.series[0].sessions[0]
        assert (log.sets, session.rated, session.rpe) == (7, 3, Decimal(9))
        assert log.notes == ("Some ratings of effort can't be read, such as '11'. They count as not given.",)


@pytest.mark.parametrize("head", ["RIR", "rir", "RIR (left)"])
def test_repetitions_in_reserve_are_the_rpe_that_they_stand_for(head: str) -> None:
    """None left is 10, two left is 8; what is no such number is told and counts as not given."""
    cells = [f"2026-03-02,Squat,80,5,,{left}" for left in ("0", "2", "", "-1", "10")]
    content = table(*cells).replace(b"Effort", head.encode())
    session = read(content, "kg", f"{MAP},rpe={head}").series[0].sessions[0]
    assert (session.sets, session.rated, session.hard, session.rpe) == (5, 2, 1, Decimal(10))
    assert "such as '-1'" in read(content, "kg", f"{MAP},rpe={head}").notes[-1]


@pytest.mark.parametrize(
    ("text", "day"), [("20260302", MONDAY), ("20260302 18:05", MONDAY), ("20261302", None), ("02032026", None)]
)
def test_a_date_in_eight_digits_begins_with_its_year(text: str, day: date | None) -> None:
    """With the year last it is not read, since it would need a word on what comes first."""
    assert read_day(text) == (day.toordinal() if day else None)


@pytest.mark.parametrize(
    "opening",
    ["", "2026-03-02 18:05:00,Legs,1h,Squat (Barbell),Rest Timer,,,0,120,,,\n", "??,Legs,1h,Squat,1,80,5,0,0,,,\n",
     "2026-03-02 18:05:00,Legs\n", "2026-03-02 18:05:00,Legs,1h,Squat,1,x,5,0,0,,,\n"],
)  # fmt: skip
def test_translated_heads_are_known_whatever_stands_in_the_first_row(opening: str) -> None:
    """Some row of the first ones shows what stands where."""
    head, _, rest = strong_2_french([Done(MONDAY, "Squat (Barbell)", "80", 5)] * 3, "kg").partition(b"\n")
    log = read(head + b"\n" + opening.encode() + rest, "kg")
    assert (log.source, log.sets, log.rows) == ("Strong", 3, 3 + bool(opening))
    assert sum(one.rows for one in log.skipped) == bool(opening)


def test_translated_heads_with_dates_of_a_spreadsheet() -> None:
    """A number above twelve in any row tells which is the day; without one it is asked for."""
    content = strong_2_french(
        [Done(MONDAY, "Squat (Barbell)", "80", 5), Done(date(2026, 3, 22), "Squat", "80", 5)], "kg"
    )
    slashed = content.replace(b"2026-03-02", b"02/03/2026").replace(b"2026-03-22", b"22/03/2026")
    assert read(slashed, "kg").first == MONDAY.toordinal()
    with pytest.raises(UsageError, match="two ways"):
        read(slashed.replace(b"22/03", b"11/03"), "kg")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"My log\n\nDay,What\n", "doesn't name columns: 'My log'"),
        (b"<!DOCTYPE html><html></html>\n", "doesn't name columns"),
        (b'[{"date":"2026-03-02"}]', "doesn't name columns"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(400), "isn't text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "isn't text"),
        (b"\xef\xbb\xbf", "empty"),
        (b"  \n \n", "empty"),
    ],
)
def test_what_is_another_file_says_what_is_wrong_with_it(content: bytes, told: str) -> None:
    """And what to do."""
    with pytest.raises(FileError) as caught:
        read(content)
    assert told in caught.value.problem
    assert "docs/training-log.md" in caught.value.remedy


def test_one_date_that_cannot_be_read_is_named_where_there_is_no_other() -> None:
    """In a language that is not read yet, the way out is that of many such dates."""
    with pytest.raises(FileError, match="such as '2 kwi 2026, 18:05' in line 2") as caught:
        read(hevy([Done(MONDAY, "Squat", "80", 5)], "kg", lambda _: "2 kwi 2026, 18:05"))
    assert "English" in caught.value.remedy


def test_a_head_that_comes_again_and_a_row_of_sums_cost_themselves_alone() -> None:
    """Files that were joined, and spreadsheets."""
    log = read(table(*["2026-03-02,Squat,80,5,,"] * 9, "Day,What,Load,Reps,Set,Effort", "Total,,720,45,,"), "kg", MAP)
    assert log.sets == 9
    assert [(one.reason, one.rows, one.lines) for one in log.skipped] == [("date", 2, (11, 12))]


def test_rests_in_a_table_are_no_odd_sets() -> None:
    """What is no set has no kind to tell of."""
    log = read(table("2026-03-02,Squat,,,Rest Timer,", "2026-03-02,Squat,80,5,1,"), "kg", f"{MAP},kind=Set")
    assert (log.sets, log.notes) == (1, ())


def test_a_column_is_mapped_once() -> None:
    """A slip would make 80 kg of 80 repetitions."""
    with pytest.raises(UsageError, match="'load' more than once"):
        read(table("2026-03-02,Squat,80,5,,"), "kg", "date=Day,exercise=What,weight=Load,reps=LOAD")


def test_more_encodings_with_a_mark() -> None:
    """And a file that ends in the middle of a letter."""
    text = "Day,What,Load,Reps\n2026-03-02,Squat,80 kg,5\n"
    assert read(text.encode("utf-32"), None, MAP).sets == 1
    broken = read(text.encode() + b"\xc3", None, MAP)
    assert (broken.sets, [(one.reason, one.lines) for one in broken.skipped]) == (1, [("columns", (3,))])
    assert read(text.encode("utf-16") + b"x", None, MAP).sets == 1


def test_line_ends_may_differ_within_a_file() -> None:
    """As after an editor has been at it; empty lines between count as lines."""
    content = b"Day,What,Load,Reps\r\n2026-03-02,Squat,80 kg,5\r2026-03-03,Squat,80 kg,5\n\n2026-03-04,Squat,x,5\n"
    log = read(content, None, MAP)
    assert log.sets == 2
    assert [(one.reason, one.lines) for one in log.skipped] == [("weight", (5,))]
