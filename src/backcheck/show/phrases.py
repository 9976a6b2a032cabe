"""The small words that every page shares: dates, "because ...", how well something fits, who says so.

They do not depend on the language set up on the machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from backcheck.knowledge.model import Headlines
from backcheck.knowledge.records import Grade, Source

if TYPE_CHECKING:  # cards need no assessment, so its shapes are not built for them
    from backcheck.reasoning.assessment import Evidence, Fit

Works = Mapping[str, Source]
"""Works by their keys."""

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

GRADES: dict[Grade, str] = {
    "A": "review or guideline",
    "B": "direct study",
    "C": "indirect evidence",
    "D": "our judgement",
}

FITS: dict[Fit, str] = {"strong": "strong fit", "likely": "likely", "possible": "possible"}

NOT_AN_EXAMINATION = "Not an examination."
END = "End of advice."

# Sources that are no work one could look up.
JUDGEMENT = "expert"


PLAN_COUNTS = "If your plan says something else, do what the plan says."
"""What stands beside a dose on a page that is for everybody."""


def write_date(day: date, today: date) -> str:
    """A day such as "7 December"; with the year where that is not the year of today or the next months."""
    text = f"{day.day} {MONTHS[day.month - 1]}"
    return text if abs((day - today).days) < 300 else f"{text} {day.year}"


def days_on(today: date, days: int) -> str:
    """The date so many days after today, in words."""
    return write_date(today + timedelta(days=days), today)


def say_day(day: int) -> str:
    """A day such as "2 November 2026"; with the year, since it may be long ago."""
    on = date.fromordinal(day)
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def say_short_day(day: int) -> str:
    """A day such as "2 Nov", for places without room."""
    on = date.fromordinal(day)
    return f"{on.day} {MONTHS[on.month - 1][:3]}"


def list_headlines(lines: Headlines, *, gym: bool = True) -> tuple[tuple[str, str], ...]:
    """The four questions that people ask first, each with its answer; without a `gym` nobody asks about training."""
    return (
        ("Train tomorrow?" if gym else "Carry on tomorrow?", lines.train_tomorrow),
        ("How long?", lines.how_long),
        ("See someone?", lines.see_someone),
        ("Is this normal?", lines.is_this_normal),
    )


def join_words(words: Sequence[str]) -> str:
    """One: "a"; two: "a, and b"; three: "a, b, and c". They are parts of sentences, so the comma stays between two."""
    return words[0] if len(words) == 1 else ", ".join([*words[:-1], f"and {words[-1]}"]) if words else ""


def say_because(evidence: Iterable[Evidence], most: int | None = None) -> str:
    """A sentence such as "Because you felt it at the bottom." with the strongest first; empty where nothing is said.

    What another reason begins with is not said twice.
    """
    ranked = sorted(evidence, key=lambda item: -abs(item.points))
    told = list(dict.fromkeys(item.said for item in ranked if item.said))
    said = [one for one in told if not any(other.startswith(f"{one} and ") for other in told)][:most]
    return f"Because {join_words(said)}." if said else ""


def say_sources(keys: Sequence[str], grade: Grade | None, sources: Works) -> str:
    """Who says so and how sure that is: "Example 2016 (review or guideline)"; judgement alone is just that."""
    works = [name_source(key, sources) for key in keys if key != JUDGEMENT]
    word = GRADES[grade] if grade else ""
    if not works:
        return word
    return "; ".join(works) + (f" ({word})" if word else "")


def name_source(key: str, sources: Works) -> str:
    """A source in a few words, its key where it is not known."""
    source = sources.get(key)
    if source is None:
        return key
    name = source.authors or source.title
    return f"{name} {source.year}" if source.year else name


def say_work(source: Source) -> str:
    """Who wrote what, and when; the title alone where nobody is named."""
    year = f" ({source.year})" if source.year else ""
    return f"{source.authors}{year}. {source.title}" if source.authors else source.title
