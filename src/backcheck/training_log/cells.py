"""Dates, numbers and units in the ways in which apps and people write them, in a cell of a log or in a prompt.

Nothing is guessed: what can be read in two ways is not read in a log, and both are given of a day that somebody says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal
from unicodedata import category, combining, normalize

from backcheck.knowledge.loads import IN_KG, MOST_KG, Unit, find_unit

DayOrder = Literal["dmy", "mdy"]
"""Which comes first where a date is written in numbers with the year last: the day or the month."""

KG_OF: dict[Unit, Decimal] = {unit: Decimal(str(kg)) for unit, kg in IN_KG.items()}
"""Kilograms of one unit, exactly: a pound is 0.45359237 kg by definition."""

HEAVIEST = Decimal(str(MOST_KG))
"""Kilograms; no set is heavier."""

MOST_REPS = 1000
YEARS = range(1950, 2201)
"""Years that a log can have; others come from a clock or a spreadsheet gone wrong."""

_MONTHS: dict[str, int] = {}
for _number, _names in enumerate(
    (
        "jan ene gen", "feb fev", "mar mrt maa", "apr abr avr", "may mai mag mei", "jun giu juin", "jul lug juil",
        "aug ago aou", "sep set", "oct okt ott out", "nov", "dec dic dez",
    ),
    1,
):  # fmt: skip
    _MONTHS |= dict.fromkeys(_names.split(), _number)
"""The first letters of the months in English, French, Spanish, Portuguese, German, Italian and Dutch, no accents."""

_WEEKDAYS = (
    "mon tue wed thu fri sat sun lun mar mer jeu ven sam dim mie jue vie sab dom seg ter qua qui sex mo di mi do fr sa "
    "so gio ma wo vr za zo"
)
"""The first letters of the days of a week in the same languages."""

_DAY_BEFORE = re.compile(
    rf"(?:{'|'.join(sorted(_WEEKDAYS.split(), key=len, reverse=True))})[a-z]*(?:-feira)?[.,]* (?=\d)"
)
_TIME = r"(?:[T, ]+.*)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}", re.ASCII | re.DOTALL)
_COMPACT = re.compile(rf"(\d{{4}})(\d{{2}})(\d{{2}}){_TIME}", re.ASCII | re.DOTALL)
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_TIME}", re.ASCII | re.DOTALL)
_CENTURY = "20"
"""Of a year with two digits; no app is older."""

_NTH = "(?:er|o|st|nd|rd|th)?"
"""What follows the number of a day in French, Portuguese and English, without accents."""

_DAY_WORD = re.compile(
    rf"(\d{{1,2}}){_NTH}\.?(?:-|(?: de| of)? )([a-z]+)\.?,?(?:-|(?: de| del)? )(\d{{4}}){_TIME}", re.ASCII
)
_WORD_DAY = re.compile(rf"([a-z]+)\.? (\d{{1,2}}){_NTH},? (\d{{4}}){_TIME}", re.ASCII)
BODYWEIGHT = (
    "bw", "bodyweight", "body weight", "korpergewicht", "poids du corps", "peso corporal", "peso corporeo",
    "lichaamsgewicht", "-", "\u2013",
)  # fmt: skip
"""What people write instead of a weight where there is none, without accents."""

_WITH_UNIT = re.compile(r"([-\d.,]+)\s*([a-z]+)\.?", re.ASCII | re.IGNORECASE)
_NUMBER = re.compile(r"-?\d{1,6}(?:[.,](\d{1,24}))?", re.ASCII)


def read_day(text: str, order: DayOrder | None = None) -> int | None:
    """The day as `date.toordinal` counts; None where it cannot be read, or in two ways and no `order` is given.

    A time of the day behind it is passed over: logs have the time on the wall, without a zone. So is a day of the week
    before it. With full stops the day comes first ("05.06.2026"), as wherever people write dates so; but a year of two
    digits is read where an order is given only, since "26.03.02" may begin with it.
    """
    text = " ".join(bare_letters(text).split())
    if found := _COMPACT.fullmatch(text):  # with the year last it is no such day, since no month is 19 or 20
        return _count(int(found[1]), int(found[2]), int(found[3]))
    if found := _YEAR_FIRST.fullmatch(text):
        return _count(int(found[1]), int(found[3]), int(found[4]))
    if found := _in_numbers(text):
        short = len(found[4]) == 2
        first, second, year = int(found[1]), int(found[3]), int(_CENTURY + found[4] if short else found[4])
        if order == "dmy" or (found[2] == "." and not short):
            return _count(year, second, first)
        return _count(year, first, second) if order == "mdy" else None
    bare = text.lower()
    if found := _DAY_WORD.fullmatch(bare):
        return _count(int(found[3]), _find_month(found[2]), int(found[1]))
    if found := _WORD_DAY.fullmatch(bare):
        return _count(int(found[3]), _find_month(found[1]), int(found[2]))
    if before := _DAY_BEFORE.match(bare):  # last, since "mar 2" may as well be of March
        return read_day(text[before.end() :], order)
    return None


def _in_numbers(text: str) -> re.Match[str] | None:
    """The parts of a date in numbers with the year last, if it is one."""
    text = " ".join(bare_letters(text).split())
    before = _DAY_BEFORE.match(text.lower())
    return _YEAR_LAST.fullmatch(text[before.end() :] if before else text)


def is_ambiguous(text: str) -> bool:
    """Whether this date can only be read by somebody who knows whether the day or the month comes first."""
    found = _in_numbers(text)
    return found is not None and (found[2] != "." or len(found[4]) == 2)


def find_order(texts: Iterable[str]) -> DayOrder | None:
    """Which comes first in these dates: decided by a number above twelve; None without one, or where they disagree."""
    seen: set[DayOrder] = set()
    for text in texts:
        if (found := _in_numbers(text)) and found[2] != "." and len(found[4]) == 4:
            if int(found[1]) > 12:
                seen.add("dmy")
            if int(found[3]) > 12:
                seen.add("mdy")
    return seen.pop() if len(seen) == 1 else None


def _count(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).toordinal() if year in YEARS else None
    except ValueError:
        return None


def _find_month(word: str) -> int:
    """The number of a month by its name, 0 for none. Four letters first: juin and juillet share three."""
    return _MONTHS.get(word[:4]) or _MONTHS.get(word[:3], 0)


def bare_letters(text: str) -> str:
    """The text without accents, and without marks that have no width, such as the one for left to right."""
    if text.isascii():
        return text
    return "".join(letter for letter in normalize("NFKD", text) if not combining(letter) and category(letter) != "Cf")


def read_number(text: str, *, comma: bool = False) -> Decimal | None:
    """The number with a decimal point or comma; None where it is none.

    "1,250" may be a thousand or one and a quarter, so it is not read, unless the table is known to have a decimal
    `comma` because its columns are parted by something else.
    """
    found = _NUMBER.fullmatch(text.strip())
    if found is None or ("," in text and not comma and len(found[1]) == 3):
        return None
    return Decimal(found[0].replace(",", "."))


def read_count(text: str) -> int | None:
    """A whole number of repetitions ("5", "5.0"); None where it is none."""
    number = read_number(text)
    if number is None or number != number.to_integral_value() or not 0 <= number <= MOST_REPS:
        return None
    return int(number)


def read_amount(text: str, *, comma: bool = False) -> tuple[Decimal | None, Unit | None]:
    """The number in a cell of weights, and the unit where one follows it: "82.5", "82.5 kg", "180lbs".

    No number where it is none. A word for bodyweight, or a dash, is zero.
    """
    text = text.strip()
    if bare_letters(text).casefold() in BODYWEIGHT:
        return Decimal(0), None
    found = _WITH_UNIT.fullmatch(text)
    unit = find_unit(found[2].casefold()) if found else None
    return read_number(found[1] if found and unit else text, comma=comma), unit


def read_unit(text: str) -> Unit | None:
    """The unit that a cell or the end of a head names ("kgs", "Weight (lb)", "weight_kg"); None for none."""
    words = re.findall(r"[a-z]+", text.casefold())
    return find_unit(words[-1]) if words else None


def in_unit(kg: Decimal, unit: Unit) -> Decimal:
    """Kilograms as an amount of the unit; with `to_kg` it comes back to what it was."""
    return kg if unit == "kg" else round(kg / KG_OF[unit], 6)


def to_kg(amount: Decimal, unit: Unit) -> Decimal:
    """An amount of the unit in kilograms, exactly."""
    return amount * KG_OF[unit]


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEK = 7
LEAP = 8
"""Within so many years there is a 29 February, whatever the century."""

_SHORT = r"mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
_COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "couple": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
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
_DAYS_OF = {"day": 1, "week": WEEK, "wk": WEEK, "fortnight": 2 * WEEK}
_MONTHS_OF = {"month": 1, "year": 12}
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
    days: Iterable[date | None]
    if said in _BACK:
        days = (today - timedelta(_BACK[said]),)
    elif said == "last month":
        days = (_months_before(today, 1),)
    elif found := _AGO.fullmatch(said):
        count, unit = _COUNTS.get(found[1].removeprefix("a ")) or int(found[1]), found[2]
        in_days = unit in _DAYS_OF
        days = (
            today - timedelta(count * _DAYS_OF[unit]) if in_days else _months_before(today, count * _MONTHS_OF[unit]),
        )
    elif found := _WEEKDAY.fullmatch(said):
        days = _read_weekday(found[2], today, last=bool(found[1]) and "this" not in found[1], week=bool(found[3]))
    else:
        days = _read_date(said[_FIRST_WEEKDAY.match(said).end() :], today)  # type: ignore[union-attr]
    return tuple(dict.fromkeys(day for day in days if day is not None))


def is_in_full(text: str) -> bool:
    """Whether it is a day with its year that nobody could read as another one."""
    return read_day(text) is not None


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
