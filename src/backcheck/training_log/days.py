"""A day as people say it: "last friday", "a week ago", "3 Nov", "20/10/2026". What can be two days is both.

This only reads; the caller shows how it was read, or asks which of two is meant. Today is handed in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from backcheck.training_log.cells import DayOrder, read_day

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEK = 7
LEAP = 8
"""Within so many years there is a 29 February, whatever the century."""

_SHORT = r"mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
_COUNTS = {
    word: number
    for number, words in enumerate(
        (
            "",
            "a an one",
            "two couple",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        )
    )
    for word in words.split()
}
_BACK = {
    "today": 0, "now": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0,
    "yesterday": 1, "last night": 1, "yesterday morning": 1, "yesterday evening": 1,
    "the day before yesterday": 2, "day before yesterday": 2, "last week": WEEK,
}  # fmt: skip
"""How many days ago each is."""

_AGO = re.compile(
    rf"(?:about |around |roughly )?(\d{{1,3}}|{'|'.join(_COUNTS)}|a couple)(?: of)? "
    r"(day|week|wk|fortnight|month|year)s?(?: ago| back)?"
)
_DAYS = {"day": 1, "week": WEEK, "wk": WEEK, "fortnight": 2 * WEEK}
_MONTHS = {"month": 1, "year": 12}
_WEEKDAY = re.compile(rf"(?:on )?(last |this past |this |past )?({_SHORT})( last week)?")
_FIRST_WEEKDAY = re.compile(rf"(?:on )?(?:(?:{_SHORT})[.,]*\s+(?=.*\d))?(?:the )?")
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2})?)?", re.ASCII)
_SHORT_YEAR = re.compile(r"(\d{1,2}\w*\.?(?: of)? [^\W\d]+[.,]*) '?(\d{2})")
_ORDERS: tuple[DayOrder, ...] = ("dmy", "mdy")


def read_said_day(text: str, today: date) -> tuple[date, ...]:
    """The days that this can be: none where it is not a day, more than one where it can be read in more than one way.

    Without a year it is the last such day up to today. With one it may be a day to come, or none that a log can have.
    """
    said = " ".join(text.split()).casefold()
    return tuple(dict.fromkeys(day for day in _read(said, today) if day is not None))


def is_in_full(text: str) -> bool:
    """Whether it is a day with its year that nobody could read as another one."""
    return read_day(text) is not None


def _read(said: str, today: date) -> Iterator[date | None]:
    if said in _BACK:
        yield today - timedelta(_BACK[said])
    elif said == "last month":
        yield _months_before(today, 1)
    elif found := _AGO.fullmatch(said):
        count = _COUNTS.get(found[1].removeprefix("a ")) or int(found[1])
        unit = found[2]
        yield today - timedelta(count * _DAYS[unit]) if unit in _DAYS else _months_before(today, count * _MONTHS[unit])
    elif found := _WEEKDAY.fullmatch(said):
        yield from _read_weekday(found[2], today, last=bool(found[1]) and "this" not in found[1], week=bool(found[3]))
    else:
        yield from _read_date(said[_FIRST_WEEKDAY.match(said).end() :], today)  # type: ignore[union-attr]


def _read_weekday(name: str, today: date, *, last: bool, week: bool) -> Iterator[date]:
    """The latest such day before today. On a Sunday "last Friday" may as well be the one of the week before."""
    number = next(at for at, one in enumerate(WEEKDAYS) if one.casefold().startswith(name[:3]))
    monday = today - timedelta(today.weekday())
    of_last_week = monday - timedelta(WEEK - number)
    if not week:
        yield today - timedelta((today.weekday() - number - 1) % WEEK + 1)
    if week or last:
        yield of_last_week


def _read_date(said: str, today: date) -> Iterator[date | None]:
    if found := _NUMBERS.fullmatch(said):
        first, mark, second, year = found.groups()
        short = year is not None and len(year) == 2
        century = today.year // 100
        for order in _ORDERS[: 1 if mark == "." else 2]:
            yield _in_year(f"{first}/{second}/", f"{century}{year}" if short else year, today, order)
        if short and mark == "-":  # 26-11-20 may be a shorter 2026-11-20
            yield _day(read_day(f"{century}{first:0>2}-{second}-{year}"))
        return
    if found := _SHORT_YEAR.fullmatch(said):
        said = f"{found[1]} {today.year // 100}{found[2]}"
    yield _day(read_day(said)) or _in_year(f"{said} ", None, today)


def _in_year(said: str, year: str | None, today: date, order: DayOrder | None = None) -> date | None:
    """The day that this is with a year behind it; without one the last such day up to today."""
    if year is not None:
        return _day(read_day(said + year, order))
    days = (_day(read_day(f"{said}{today.year - back}", order)) for back in range(LEAP + 1))
    return next((day for day in days if day is not None and day <= today), None)


def _day(number: int | None) -> date | None:
    return None if number is None else date.fromordinal(number)


def _months_before(today: date, count: int) -> date | None:
    """The same day so many months before, or the last of that month; None before the calendar begins."""
    year, month = divmod(today.year * 12 + today.month - 1 - count, 12)
    for day in range(today.day, today.day - 4, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    return None
