"""Whatever the rows and their order: the same log, every row accounted for, and no crash on any text."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from backcheck.errors import BackcheckError
from backcheck.knowledge.loads import Unit
from backcheck.training_log.cells import in_unit, read_day, read_number, to_kg
from backcheck.training_log.changes import find_changes
from backcheck.training_log.log import TrainingLog
from backcheck.training_log.reading import read_log
from tests.training_log.exports import Done, index, strong_2, strong_4
from tests.training_log.test_shapes import read

FIRST = date(2026, 1, 1)
NAMES = ("Squat (Barbell)", "SQUAT (Barbell)", "Leg Press", "Deadlift (Band)", "Bench Press", "Wall Sit", "Lunge")

sets_done = st.lists(
    st.builds(
        Done,
        st.integers(0, 120).map(lambda day: FIRST + timedelta(day)),
        st.sampled_from(NAMES),
        st.sampled_from(["", "0", "20", "82.5", "100", "142.25"]),
        st.integers(1, 15),
        st.sampled_from(["work", "work", "warm-up", "drop", "failure"]),
        st.sampled_from(["", "6", "8.5", "10"]),
    ),
    min_size=1,
    max_size=60,
)


def gist(log: TrainingLog) -> object:
    """All of a log that does not tell in which order the rows came."""
    skipped = sorted((one.reason, one.rows) for one in log.skipped)
    return (log.series, log.sets, log.warm_ups, log.sessions, log.first, log.last, log.unknown, log.unit, skipped)


@given(sets_done, st.randoms(use_true_random=False))
def test_the_order_of_rows_means_nothing(sets: list[Done], random: Random) -> None:
    """Apps write the newest or the oldest first."""
    shuffled = list(sets)
    random.shuffle(shuffled)
    one, other = read(strong_4(sets, "kg")), read(strong_4(shuffled, "kg"))
    assert gist(one) == gist(other)
    assert find_changes(one) == find_changes(other)


@given(sets_done)
def test_every_row_is_used_or_counted(sets: list[Done]) -> None:
    """Work sets, warm-ups, sets of others and skipped rows add up."""
    log = read(strong_4(sets, "kg"))
    skipped = sum(one.rows for one in log.skipped)
    unknown = sum(one.sets for one in log.unknown)
    assert log.rows == log.sets + log.warm_ups + log.other_sets + unknown + skipped
    assert log.sets == sum(session.sets for one in log.series for session in one.sessions)


@given(sets_done)
def test_kilos_and_pounds_give_the_same_findings(sets: list[Done]) -> None:
    """A log in pounds, read as pounds, is the one in kilos times the same number."""
    kilos, pounds = find_changes(read(strong_2(sets, "kg"), "kg")), find_changes(read(strong_2(sets, "kg"), "lb"))
    assert [(one.kind, one.name, one.since, one.until) for one in kilos.findings] == [
        (one.kind, one.name, one.since, one.until) for one in pounds.findings
    ]


@given(st.decimals(min_value=0, max_value=2000, places=2), st.sampled_from(["kg", "lb"]))
def test_units_come_back_to_what_they_were(amount: Decimal, unit: Unit) -> None:
    """To kilograms and back, to the last digit that was written."""
    assert in_unit(to_kg(amount, unit), unit) == amount


@given(st.dates(date(1950, 1, 1), date(2200, 12, 31)))
def test_a_day_comes_back_in_every_spelling(day: date) -> None:
    """ISO, German, with a month in words, and in numbers with the order known."""
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    word = months[day.month - 1]
    for text in (
        f"{day}",
        f"{day} 18:05:00",
        f"{day:%Y/%m/%d}",
        f"{day:%d.%m.%Y}, 18:05",
        f"{day.day} {word} {day.year}, 18:05",
        f"{word} {day.day}, {day.year}, 6:05 PM",
    ):
        assert read_day(text) == day.toordinal(), text
    assert read_day(f"{day:%d/%m/%Y}", "dmy") == read_day(f"{day:%m/%d/%Y}", "mdy") == day.toordinal()


@given(st.text(max_size=30))
def test_no_text_breaks_a_cell(text: str) -> None:
    """It is read, or it is not."""
    assert read_day(text) is None or read_day(text, "dmy") is not None
    number = read_number(text)
    assert number is None or number.is_finite()


@given(st.binary(max_size=400))
def test_no_file_breaks_the_reader(content: bytes) -> None:
    """Whatever is in it ends as a log or as an error with words."""
    head = strong_4([Done(FIRST, "Squat", "80", 5)], "kg").splitlines()[0] + b"\n"
    for whole in (content, head + content):
        with suppress(BackcheckError):
            read_log(whole, index(), unit="kg")
