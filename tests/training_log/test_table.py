"""The table in a file: encodings, quotes, broken rows, limits. No row is lost without a word or costs another."""

from __future__ import annotations

import csv
from decimal import Decimal

import pytest

from backcheck.errors import FileError
from backcheck.training_log import csv_table
from backcheck.training_log.csv_table import open_table
from backcheck.training_log.layout import find_layout
from backcheck.training_log.reading import read_log
from tests.training_log.exports import MONDAY, SETS, Done, hevy, index, rows, strong_2, strong_4
from tests.training_log.test_shapes import MAP, mapped, read

HEAD = strong_2(SETS, "kg").splitlines()[0]


def lines(*texts: str) -> bytes:
    """A Strong file with these rows."""
    return HEAD + b"\n" + "\n".join(texts).encode() + b"\n"


def row(
    weight: str = "80", reps: str = "5", name: str = "Squat (Barbell)", day: str = "2026-03-02", end: str = ""
) -> str:
    """One row of a Strong file."""
    return f"{day} 18:05:00,Legs,1h 5m,{name},1,{weight},{reps},0,0,,,8{end}"


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
        lambda text: text.encode("cp1252"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: ("sep=,\n" + text).encode(),
    ],
    ids=["utf-8", "bom", "utf-16", "utf-16 the other way", "windows", "crlf", "cr", "sep"],
)
def test_encodings_and_line_ends(encode: object) -> None:
    """The same log; only what is not UTF-8 is told of, since accents may be wrong."""
    text = mapped(["2026-03-02", "2026-03-04"]).decode()
    content: bytes = encode(text)  # type: ignore[operator]
    log = read(content, None, MAP)
    assert (log.sets, log.series[0].sessions[0].load) == (2, Decimal(80))
    assert any("Windows text" in note for note in log.notes) == (content == text.encode("cp1252"))


def test_quotes_commas_and_newlines_within_cells() -> None:
    """As the apps write them; the line of a later row is counted in the file, not in the table."""
    content = lines(
        '2026-03-02 18:05:00,"Legs, ""heavy""\nand long",1h,"Squat (Barbell)",1,80,5,0,0,"a;b",,8', row(weight="x")
    )
    log = read(content, "kg")
    assert log.sets == 1
    assert [(one.reason, one.lines) for one in log.skipped] == [("weight", (4,))]


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ('2026-03-02,"Legs"x,1h,Squat (Barbell),1,80,5,0,0,,,8', "csv"),
        ('2026-03-02,"Legs,1h,Squat (Barbell),1,80,5,0,0,,,8', "csv"),
        ("2026-03-02,Legs,1h,Squat (Barbell)", "columns"),
        (row(end=",more"), "columns"),
        (row(day="never"), "date"),
        (row(day="2026-02-30"), "date"),
        (row(day="1899-12-31"), "date"),
        (row(weight='"1,250"'), "weight"),
        (row(weight="heavy"), "weight"),
        (row(weight="1001"), "weight"),
        (row(weight="1e3"), "weight"),
        (row(reps="5.5"), "reps"),
        (row(reps="-1"), "reps"),
        (row(reps=""), "no-reps"),
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_broken_row_costs_itself_alone_and_is_told_with_its_line(broken: str, reason: str, place: int) -> None:
    """At the beginning, in the middle and at the end."""
    texts = [row(), row(day="2026-03-04")]
    texts.insert(place, broken)
    log = read(lines(*texts), "kg")
    assert log.sets == 2
    assert [(one.reason, one.rows, one.lines) for one in log.skipped] == [(reason, 1, (place + 2,))]


def test_a_quote_that_is_never_closed_does_not_swallow_the_rest() -> None:
    """Of ten thousand rows behind it none is lost."""
    texts = ['2026-03-02,"Legs,1h,Squat (Barbell),1,80,5,0,0,,,8', *[row()] * 10_000]
    log = read(lines(*texts), "kg")
    assert (log.sets, log.rows) == (10_000, 10_001)


def test_missing_cells_at_the_end_of_a_row_are_empty() -> None:
    """Spreadsheets drop them, and add empty ones."""
    short = "2026-03-02 18:05:00,Legs,1h 5m,Squat (Barbell),1,80,5"
    log = read(lines(short, row(day="2026-03-04", end=",,")), "kg")
    assert log.sets == 2
    assert not log.skipped


def test_rows_of_days_to_come_are_told() -> None:
    """Some clock was wrong."""
    log = read_log(lines(row(), row(day="2062-01-01")), index(), unit="kg", last_day=MONDAY.toordinal())
    assert (log.sets, log.last) == (1, MONDAY.toordinal())
    assert [(one.reason, one.lines) for one in log.skipped] == [("later", (3,))]


def test_bands_and_help_are_no_load() -> None:
    """Neither is less than nothing."""
    sets = [Done(MONDAY, name, "40", 8) for name in ("Deadlift (Band)", "Pistol Squat (Assisted)")]
    log = read(hevy([*sets, Done(MONDAY, "Squat", "-20", 8)], "kg"))
    assert log.sets == 2  # the assisted pistol squat has no name of ours
    assert {session.load for one in log.series for session in one.sessions} == {None}


def test_limits_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes, rows, and rows that are no CSV."""
    monkeypatch.setattr(csv_table, "MOST_ROWS", 3)
    assert read(lines(*[row()] * 3), "kg").rows == 3
    with pytest.raises(FileError, match="more than 3 rows"):
        read(lines(*[row()] * 4), "kg")
    monkeypatch.setattr(csv_table, "MOST_BROKEN", 5)
    with pytest.raises(FileError, match="quotes don't fit"):
        read(lines(*['"a"b'] * 6), "kg")
    monkeypatch.setattr(csv_table, "LARGEST", 10)
    with pytest.raises(FileError, match="larger than"):
        read(lines(row()), "kg")


def test_the_limit_of_a_cell_is_put_back() -> None:
    """It is one for the whole process."""
    before = csv.field_size_limit()
    with pytest.raises(FileError):
        read(lines('"a"b'), "kg")
    read(strong_4(SETS, "kg"))
    assert csv.field_size_limit() == before


def test_a_table_of_semicolons_may_have_decimal_commas() -> None:
    """Also with three digits behind them, which would be a thousand elsewhere."""
    content = rows("Date;Exercise Name;Set Order;Weight (kg);Reps", [("2026-03-02", "Squat", "1", "82,125", "5")], ";")
    assert read(content).series[0].sessions[0].load == Decimal("82.125")
    opened = open_table(content)
    assert find_layout(opened.heads, [next(opened.rows).cells], {}).source == "Strong"
