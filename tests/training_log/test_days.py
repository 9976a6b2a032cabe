"""Days as people say them: read as they are meant, both where they can be two, none where they are none."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcheck.training_log.cells import WEEKDAYS, is_in_full, read_said_day

FRIDAY, SUNDAY = date(2026, 11, 27), date(2026, 11, 29)
"""Two days to read from; of one the week is over, of the other nearly."""

SAID = {
    "2026-11-03": "2026-11-03", "3 November": "2026-11-03", "Nov 3": "2026-11-03", "3 Dec": "2025-12-03",
    "1st nov": "2026-11-01", "on the 20th of October": "2026-10-20", "20 octobre": "2026-10-20",
    "Friday, 20 November 2026": "2026-11-20", "fri 20 nov": "2026-11-20", "20 Nov 26": "2026-11-20",
    "today": "2026-11-27", "this morning": "2026-11-27", "Yesterday": "2026-11-26", "last night": "2026-11-26",
    "the day before yesterday": "2026-11-25",
    "10 days ago": "2026-11-17", "10 days": "2026-11-17", "about 10 days ago": "2026-11-17",
    "a week ago": "2026-11-20", "one week ago": "2026-11-20", "2 weeks ago": "2026-11-13",
    "two weeks back": "2026-11-13", "a couple of weeks ago": "2026-11-13", "a fortnight ago": "2026-11-13",
    "3 wks ago": "2026-11-06", "last week": "2026-11-20", "a month ago": "2026-10-27", "last month": "2026-10-27",
    "two months ago": "2026-09-27", "a year ago": "2025-11-27",
    "last friday": "2026-11-20", "friday": "2026-11-20", "on Tuesday": "2026-11-24", "this past sat": "2026-11-21",
    "tuesday last week": "2026-11-17", "last tuesday": "2026-11-24 2026-11-17",
    "20/10/2026": "2026-10-20", "10/20/2026": "2026-10-20", "20-10-2026": "2026-10-20", "20.10.2026": "2026-10-20",
    "20/10": "2026-10-20", "20.10.": "2026-10-20", "20/10/26": "2026-10-20", "05.06.2026": "2026-06-05",
    "05/06/2026": "2026-06-05 2026-05-06", "5/6": "2026-06-05 2026-05-06", "05/05/2026": "2026-05-05",
    "11/12/2026": "2026-12-11 2026-11-12", "31/12": "2025-12-31", "29 Feb": "2024-02-29",
    "26-11-20": "2020-11-26 2026-11-20", "21 November 2062": "2062-11-21",
}  # fmt: skip
"""What is said on a Friday, and the days that it can be."""


@pytest.mark.parametrize("said", SAID)
def test_a_day_is_read_as_it_is_said(said: str) -> None:
    """Whatever the case and the blanks; where it can be two days, both are told, in whatever order."""
    for text in (said, said.upper(), f"  {said.replace(' ', '   ')} "):
        assert sorted(map(str, read_said_day(text, FRIDAY))) == sorted(SAID[said].split()), text


@pytest.mark.parametrize(
    "said",
    ["", "soon", "u", "3", "november", "11/2026", "a few days ago", "30 minutes ago", "2026-13-45", "99/99/2026", "0/0",
     "31 June", "friday the", "last", "ago", "in a week", "20/10-2026"],
)  # fmt: skip
def test_what_is_no_day_is_none(said: str) -> None:
    """Nothing is made of it."""
    assert read_said_day(said, FRIDAY) == ()


def test_the_last_friday_of_a_week_that_is_not_over_may_be_two() -> None:
    """On a Sunday some mean two days ago and some mean nine; "Friday" alone is the latest one."""
    assert [str(day) for day in read_said_day("last Friday", SUNDAY)] == ["2026-11-27", "2026-11-20"]
    assert [str(day) for day in read_said_day("Friday", SUNDAY)] == ["2026-11-27"]
    assert [str(day) for day in read_said_day("Sunday", SUNDAY)] == ["2026-11-22"]


@pytest.mark.parametrize("name", WEEKDAYS)
@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_weekday_is_within_the_last_seven_days(name: str, today: date) -> None:
    """Never today, and never to come; with "last" at most one more week back."""
    [day] = read_said_day(name, today)
    assert today - timedelta(7) <= day < today
    assert WEEKDAYS[day.weekday()] == name
    assert set(read_said_day(f"last {name}", today)) <= {day, day - timedelta(7)}


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 40))
def test_months_ago_are_months_of_the_calendar(today: date, count: int) -> None:
    """Never later in the month than today."""
    [day] = read_said_day(f"{count} months ago", today)
    assert (today.year * 12 + today.month) - (day.year * 12 + day.month) == count
    assert day.day == today.day or (day.day < today.day and (day + timedelta(1)).day == 1)


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_a_date_in_numbers_is_itself_or_told_to_be_two(today: date, day: date) -> None:
    """Whichever way it is written, the day that was meant is among those that are told."""
    for text in (f"{day:%d/%m/%Y}", f"{day:%m/%d/%Y}", f"{day:%d-%m-%Y}"):
        found = read_said_day(text, today)
        assert day in found
        assert (len(found) == 2) == (day.day <= 12 and day.day != day.month)


@given(st.text(max_size=30), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_no_text_breaks_it(text: str, today: date) -> None:
    """It is read or it is not."""
    assert len(read_said_day(text, today)) <= 3


def test_only_a_day_in_full_needs_no_word() -> None:
    """Of any other a person is told how it was read."""
    assert all(map(is_in_full, ("2026-11-03", "3 November 2026", "Nov 3, 2026", "03.11.2026")))
    assert not any(map(is_in_full, ("20/10/2026", "3 November", "last Friday", "a week ago", "05/06/26")))
