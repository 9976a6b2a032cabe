"""The list of sources, and one of them: who wrote what, and what was seen of it.

Owns these two pages only; how a source is named beside a statement is in `phrases`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from backcheck.knowledge.model import Source
from backcheck.show.page import Page
from backcheck.show.phrases import GRADES
from backcheck.show.surface import Surface

if TYPE_CHECKING:  # the list of sources needs no assessment
    from backcheck.reasoning.assessment import Assessment

COLUMN = 18

VERIFIED = {
    "yes": "seen: the abstract, the page or the full record",
    "bibliographic": "known to exist; its text was not seen again",
    "partial": "seen in part, or in a copy",
    "judgement": "judgement, not a published work",
}

INTRODUCTION = "Each statement has a source and says how sure it is: " + ", ".join(GRADES.values()) + "."


def render_sources(sources: Iterable[Source], surface: Surface) -> list[str]:
    """The list: id, authors, year, title, and what was seen of each."""
    page = Page(surface)
    page.paragraph("Sources", style="strong")
    page.paragraph(INTRODUCTION)
    page.gap()
    for source in sources:
        page.field(source.id, _say_work(source), column=COLUMN)
        page.paragraph(VERIFIED[source.verified].capitalize() + ".", indent=4)
    page.gap()
    page.paragraph("Type: backcheck sources ID.")
    return page.lines


def render_source(source: Source, surface: Surface) -> list[str]:
    """One source in full."""
    page = Page(surface)
    page.paragraph(source.title, style="strong")
    for label, text in (
        ("Id", source.id),
        ("Authors", source.authors),
        ("Year", str(source.year or "")),
        ("Published in", source.container),
        ("DOI", source.doi),
        ("Address", source.url),
        ("Seen", VERIFIED[source.verified]),
        ("Note", source.note),
    ):
        page.field(label, text, column=COLUMN)
    return page.lines


def _say_work(source: Source) -> str:
    year = f" ({source.year})" if source.year else ""
    return f"{source.authors}{year}. {source.title}" if source.authors else source.title


def render_cited(result: Assessment, sources: Mapping[str, Source], surface: Surface) -> list[str]:
    """The works behind this result: those behind its urgency first, then those behind what may set the pain off.

    Judgement is named as what it is. Empty where nothing is cited.
    """
    urgency = [key for reason in result.triage.reasons for key in reason.sources]
    causes = [key for one in result.contributors for item in (*one.for_, *one.against) for key in item.sources]
    page = Page(surface)
    for heading, keys in (("Behind how urgent it is", urgency), ("Behind what may set it off", causes)):
        works = [sources[key] for key in dict.fromkeys(keys) if key in sources]
        if not works:
            continue
        page.heading(heading)
        for source in works:
            page.field(source.id, _say_work(source), column=COLUMN, indent=2)
    if page.lines:
        page.gap()
        page.paragraph("Type: backcheck sources ID. Each lift's card has its own: backcheck exercise NAME --sources.")
    return page.lines
