"""What is told, as plain values that every format renders: sections with an id and a title, lines with ids.

`Advice` is what sections are made from, `Part` says who gets one, `Report` collects them. What is told and in which
order is in `advice`, how it looks in `formats`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Literal

import msgspec

from backcheck.knowledge.levels import is_grave
from backcheck.looks import Style
from backcheck.reasoning.plan_words import NO_LOADS
from backcheck.show.phrases import days_on

if TYPE_CHECKING:
    from backcheck.knowledge.lifts import Fault, Lift
    from backcheck.knowledge.records import Source
    from backcheck.knowledge.training import Rung
    from backcheck.reasoning.assessment import Assessment

Reader = Literal["person", "asked", "lifter", "clinician"]
"""The person, below the first screen; the person, on request; the two pages of a report."""

Form = Literal["items", "steps", "ranked", "entries", "rows"]
"""Bullets; numbered lines; numbered entries; entries; rows of a table. An entry is a name with labelled lines below."""


class Line(msgspec.Struct, frozen=True):
    """A line: `id` where it is advice or a reason that all formats share, `label` where it has a name.

    `fit` says how well it fits, `cue` what to think of under the bar, `more` is what belongs below it. `style` is that
    of the label.
    """

    text: str = ""
    label: str = ""
    id: str = ""
    fit: str = ""
    cue: str = ""
    more: tuple[Line, ...] = ()
    style: Style = "label"

    @property
    def name(self) -> str:
        """The label, and how well it fits."""
        return f"{self.label} ({self.fit})" if self.fit else self.label


class Figure(msgspec.Struct, frozen=True):
    """A drawing: its title, the SVG (ours, never from outside), and the same in words."""

    title: str
    svg: str
    alternative: str


class SectionTable(msgspec.Struct, frozen=True):
    """Rows under heads, with a caption that says what they are."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Section(msgspec.Struct, frozen=True):
    """A part with a heading: a lead, lines in their form, a table, figures, a fault to draw.

    `heads` are the heads of the columns where the form is `rows`, and the label of each text where it is a kind of
    entry. `column` is the width of labels in columns of a terminal. `id` and the `row` of the menu come from its
    part.
    """

    title: str
    lead: str = ""
    lines: tuple[Line, ...] = ()
    form: Form = "items"
    heads: tuple[str, ...] = ()
    column: int = 16
    id: str = ""
    row: str = ""
    table: SectionTable | None = None
    figures: tuple[Figure, ...] = ()
    fault: tuple[Lift, Fault] | None = None

    def __bool__(self) -> bool:
        """Whether anything is below the heading."""
        return bool(self.lead or self.lines or self.table or self.figures or self.fault)


LOOK_AGAIN = 14
"""After so many days to look again where an assessment does not say."""


BY_DATE, TOO_LATE = "by {date} at the latest", "now ({date} was the latest day)"
"""How a last day is told, and how once it has passed: it does not move with the day of reading."""


class Advice(msgspec.Struct, frozen=True):
    """An assessment with what its sections need besides: the day it is read, words of questions, sources, lifts, steps.

    Without a `day` dates stay `{date}`. `now` is the day of reading where that is later: no date before it is told.
    `given` has sections that only a report knows, by id. `reader` is who reads. `rarer` are the signs to watch for that
    may wait where there is no room.
    """

    result: Assessment
    day: date | None = None
    prompts: Mapping[str, str] = {}
    sources: Mapping[str, Source] = {}
    lifts: Mapping[str, Lift] = {}
    ladder: tuple[Rung, ...] = ()
    given: Mapping[str, Section] = {}
    now: date | None = None
    reader: Reader = "person"
    rarer: tuple[str, ...] = ()

    @property
    def alone(self) -> bool:
        """Whether only one thing matters, so that nothing else is said."""
        return is_grave(self.result.triage.level)

    @property
    def coached(self) -> bool:
        """Whether something in training is to be changed now."""
        result = self.result
        return result.triage.level == "self-care" and result.coaching.mode == "full" and not result.plain_soreness

    @property
    def gym(self) -> bool:
        """Whether these people train at all, as far as they said."""
        return self.result.exercise not in NO_LOADS

    def dated(self, text: str, days: int | None = None) -> str:
        """The text with `{date}` filled in: so many days from the day, by default the day to look again.

        A day that has come when it is read is "today", and of a last day that has passed both are said.
        """
        if self.day is None or "{date}" not in text:
            return text
        wanted = (self.result.look_again_days or LOOK_AGAIN) if days is None else days
        if 0 < wanted < self.days_gone:
            text = text.replace(BY_DATE, TOO_LATE.format(date=days_on(self.day, wanted)))
        if 0 < wanted <= self.days_gone:
            text = text.replace("on {date}", "today")
        return text.replace("{date}", days_on(self.day, max(wanted, self.days_gone)))

    @property
    def days_gone(self) -> int:
        """How many days after the interview it is read."""
        return (self.now - self.day).days if self.now and self.day else 0


class Part(msgspec.Struct, frozen=True):
    """A section as `PARTS` has it: the function that makes it, and at most how many of its lines which reader gets.

    With `alone` it is told where only one thing matters, too. Parts with the same `row` share a row of the menu.
    `called` is what it is called where a changed answer changed it; one without is not compared.
    """

    id: str
    make: Callable[[Advice], Section]
    readers: Mapping[Reader, int] = {}
    alone: bool = False
    row: str = ""
    called: str = ""


class ReportPage(msgspec.Struct, frozen=True):
    """One sheet of a report for one reader."""

    id: str
    title: str
    lead: str
    sections: tuple[Section, ...]


class Report(msgspec.Struct, frozen=True):
    """A whole report. `foot` is never left out: what this is not, and who has reviewed the knowledge."""

    title: str
    day: str
    verdict: str
    level: str
    knowledge: str
    pages: tuple[ReportPage, ...]
    foot: str

    @property
    def advice(self) -> list[str]:
        """The ids of all lines that have one, in their order."""
        return [line.id for page in self.pages for part in page.sections for line in part.lines if line.id]
