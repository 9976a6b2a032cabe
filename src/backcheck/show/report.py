"""A report as one value that every format renders: a page for a clinician and one for the lifter or coach.

Owns the shape, and what of the shape stands in which order is in `report_pages`. Every line of advice has its id, so
that all formats can be held to the same. Knows no format.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from backcheck.knowledge.model import FollowUp, Question, Rung, Source
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.assessment import Assessment
from backcheck.reasoning.followup import Due, StepAdvice
from backcheck.reasoning.story import Bout, Effect, Trend


class ReportLine(msgspec.Struct, frozen=True):
    """A line: `id` where it is advice or a reason that other formats share, `label` where it has a name."""

    text: str
    label: str = ""
    id: str = ""


class Figure(msgspec.Struct, frozen=True):
    """A drawing: its title, the SVG (ours, never from outside), and the same in words."""

    title: str
    svg: str
    alternative: str


class Table(msgspec.Struct, frozen=True):
    """Rows under heads, with a caption that says what they are."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class ReportSection(msgspec.Struct, frozen=True):
    """A part with a heading: a lead, lines (numbered where their order matters), a table, figures."""

    id: str
    title: str
    lead: str = ""
    lines: tuple[ReportLine, ...] = ()
    ordered: bool = False
    table: Table | None = None
    figures: tuple[Figure, ...] = ()


class ReportPage(msgspec.Struct, frozen=True):
    """One sheet for one reader."""

    id: str
    title: str
    lead: str
    sections: tuple[ReportSection, ...]


class Report(msgspec.Struct, frozen=True):
    """The whole. `foot` is never left out: what this is not, and who has reviewed the knowledge."""

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


class Material(msgspec.Struct, frozen=True):
    """What a report is made from. `bout` is None without a journal; `figures` are drawings of faults, by their error.

    `day` is that of the interview, on which its dates count; `today` that of the report.
    """

    assessment: Assessment
    answers: Answers
    questions: Mapping[str, Question]
    sources: Mapping[str, Source]
    names: Mapping[str, str]
    rules: FollowUp
    ladder: tuple[Rung, ...]
    day: date
    today: date
    bout: Bout | None = None
    trends: tuple[Trend, ...] = ()
    effects: tuple[Effect, ...] = ()
    step: StepAdvice | None = None
    due: tuple[Due, ...] = ()
    notes: tuple[tuple[date, str], ...] = ()
    figures: tuple[Figure, ...] = ()

    @property
    def alone(self) -> bool:
        """Whether only one thing matters, so that nothing else is said."""
        return self.assessment.triage.level in ("emergency", "urgent")


def build_report(material: Material) -> Report:
    """The report of this material."""
    from backcheck.show.report_pages import clinician_page, lifter_page
    from backcheck.show.story import say_day

    result = material.assessment
    return Report(
        title="Low back report",
        day=say_day(material.today.toordinal()),
        verdict=result.verdict,
        level=result.triage.level,
        knowledge=f"{result.knowledge.version} ({result.knowledge.hash})",
        pages=(clinician_page(material), lifter_page(material)),
        foot=(
            "Made by backcheck from what was ticked and typed, not from an examination, and no diagnosis. "
            f"{result.review} Knowledge {result.knowledge.version}."
        ),
    )
