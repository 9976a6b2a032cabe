"""An assessment on the terminal: the first screen, with what matters at 23:10 and one hand on the desk; then the rest.

How the first screen looks and what a low window leaves out. What is on it is chosen in `advice`; a likeness never is.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from backcheck.knowledge.levels import LEVELS
from backcheck.show.advice import list_first, list_sections
from backcheck.show.document import Advice, Section
from backcheck.show.formats import render_section
from backcheck.show.page import Page
from backcheck.show.phrases import END, NOT_AN_EXAMINATION
from backcheck.show.surface import Surface
from backcheck.text import wrap

COLUMN = 17
AIRY = ("ask-first", "actions", "desk", "reasons", "answers")
"""Sections with an empty line before and after them; the others follow each other closely, under capital labels."""

MORE = "For the reasons, the plan and the rest, add --full."
ALL_OF_IT = "For all of it, add --full."

SPARE = (
    *[("reasons", 1)] * 2,
    ("keep", 0),
    ("answers", 3),
    ("answers", 2),
    ("reasons", 0),
    *[("actions", 3)] * 5,
    ("desk", 0),
)
"""What a window that is too low leaves out, one line at a time and in this order, down to so many lines of the section.

All of it stands with `--full`; the change, today, when to get help and the first three things to do stay.
"""

SPARE_SIGNS = (("watch", 5),)
"""After that the last of the signs that ask for emergency care, one at a time; those of a risk stand first.

Of who must be seen today as many as it takes, of all others only the rarer signs.
"""


def render_result(advice: Advice, surface: Surface, *, sources: bool = False) -> list[str]:
    """The lines of the whole advice. With `sources` every point is listed with who says so."""
    lines = _lay_out(advice, list_first(advice), surface)
    for section in list_sections(advice, "person", *(("asked",) if sources else ())):
        lines += ["", *render_section(section, surface)]
    if surface.plain:
        lines += ["", END]
    return lines


def render_opening(advice: Advice, surface: Surface) -> list[str]:
    """The first screen, and how to see the rest where there is more."""
    ended = [END] if surface.plain else []
    if list_sections(advice, "person"):
        return render_first_screen(advice, surface, [*wrap(MORE, surface.width), *ended])
    lines = render_first_screen(advice, surface, ended)
    if list_left_out(advice, surface, lines):
        told = render_first_screen(advice, surface, [ALL_OF_IT, *ended])
        return told if len(told) <= surface.room else lines
    return lines


def render_first_screen(advice: Advice, surface: Surface, more: Sequence[str] = ()) -> list[str]:
    """The verdict, four answers, what to change, today and when to get help, with these lines below.

    In a window it fits, where it can: blank lines go first, then one line after the other of `SPARE`. Where that does
    not do, only the last reasons are left out. In plain mode a page that says more with `--full` stays as it is.
    """
    sections, room = list_first(advice), surface.room
    page = told = [*_lay_out(advice, sections, surface), *more]
    if not surface.terminal or (surface.plain and not advice.alone):
        return page
    triage = advice.result.triage
    give_way = triage.watch_for if triage.level == "urgent" else advice.rarer
    for name, least in SPARE + SPARE_SIGNS * len(give_way):
        if len(closed := close_up(page, room)) <= room:
            return closed
        sections = [_shorten(one, least) if one.id == name else one for one in sections]
        page = [*_lay_out(advice, sections, surface), *more]
        if name == "reasons" and least:
            told = page
    for rows in (room, room + 1):  # the line of the prompt may push the verdict to the top row
        if len(closed := close_up(page, rows)) <= rows:
            return closed
    return told


def _shorten(section: Section, least: int) -> Section:
    if section.id != "watch":
        return replace(section, lines=section.lines[: max(least, len(section.lines) - 1)])
    first, *others = section.lines
    signs = first.text.rstrip(".").split("; ")
    text = "; ".join(signs[: max(least, len(signs) - 1)])
    return replace(section, lines=(replace(first, text=f"{text}."), *others))


def list_left_out(advice: Advice, surface: Surface, shown: Sequence[str]) -> list[str]:
    """The lines that the first screen would have if its window were higher."""
    return [line for line in _lay_out(advice, list_first(advice), surface) if line and line not in shown]


def _lay_out(advice: Advice, sections: Sequence[Section], surface: Surface) -> list[str]:
    """The lines of the verdict and of these sections."""
    page, result = Page(surface), advice.result
    look = LEVELS[result.triage.level]
    page.lead(look.mark, result.verdict, advice.dated(result.sentence), look.style)
    for section in sections:
        airy = section.id in AIRY
        if airy:
            page.gap()
        if section.id == "watch":
            for line in section.lines:
                page.run_in(f"{line.label or section.title}:", line.text, line.style)
        elif any(line.label for line in section.lines):
            for line in section.lines:
                page.field(line.label, line.text, column=COLUMN)
        else:
            title = section.title if airy else section.title.upper()
            page.numbered(title, [line.text for line in section.lines], column=COLUMN)
        if airy:
            page.gap()
    page.paragraph(f"{NOT_AN_EXAMINATION} {result.review}")
    return page.lines


def close_up(lines: list[str], rows: int) -> list[str]:
    """The lines with as few blank ones left out as it takes to fit in these rows, the last first; as they are where
    that would not do.
    """
    over = len(lines) - rows
    blank = [place for place, line in enumerate(lines) if not line]
    if not 0 < over <= len(blank):
        return lines
    left_out = set(blank[-over:])
    return [line for place, line in enumerate(lines) if place not in left_out]
