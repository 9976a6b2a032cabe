"""The list of sources, and one of them: who wrote what, and what was seen of it.

Owns these two pages only; how a source is named beside a statement is in `phrases`.
"""

from __future__ import annotations

from collections.abc import Iterable

from backcheck.knowledge.model import Source, Study
from backcheck.show.first_page import first_sections
from backcheck.show.page import Page
from backcheck.show.phrases import GRADES, say_work
from backcheck.show.surface import Surface

COLUMN = 18

VERIFIED = {
    "yes": "seen: the abstract, the page or the full record",
    "bibliographic": "known to exist; its text was not seen again",
    "partial": "seen in part, or in a copy",
    "judgement": "judgement, not a published work",
}

STUDIES: dict[Study, str] = {
    "": "",
    "guideline": "a guideline, or advice of a health service",
    "review": "a review of several studies",
    "trial": "a trial: people were given one thing or another",
    "observational": "people were observed or asked; nothing was given",
    "case": "a report of single people",
    "lab": "measured in people in a laboratory",
    "simulation": "calculated, or measured on a model or on dead tissue",
    "text": "a book or an article",
    "judgement": "our own judgement",
}

INTRODUCTION = "Each statement has a source and says how sure it is: " + ", ".join(GRADES.values()) + "."


def render_sources(sources: Iterable[Source], surface: Surface) -> list[str]:
    """The list: id, authors, year, title, and what was seen of each."""
    page = Page(surface)
    page.paragraph("Sources", style="strong")
    page.paragraph(INTRODUCTION)
    page.gap()
    for source in sources:
        page.field(source.id, say_work(source), column=COLUMN)
        page.paragraph(VERIFIED[source.verified].capitalize() + ".", indent=4)
    page.gap()
    page.paragraph("Type: backcheck sources ID.")
    return page.lines


def render_source(source: Source, surface: Surface, *, first: bool = False) -> list[str]:
    """One source in full; as much as fits on one screen where only the `first` page is wanted."""
    page = Page(surface)
    page.paragraph(source.title, style="strong")
    for label, text in (
        ("Found", source.found),
        ("Does not show", source.limits),
        ("How", STUDIES[source.study]),
        ("Id", source.id),
        ("Authors", source.authors),
        ("Year", str(source.year or "")),
        ("Published in", source.container),
        ("DOI", source.doi),
        ("Address", source.url),
        ("Seen", VERIFIED[source.verified]),
        ("Note", source.note),
    ):
        page.section(label.lower())
        page.field(label, text, column=COLUMN)
    return first_sections(page) if first else page.lines
