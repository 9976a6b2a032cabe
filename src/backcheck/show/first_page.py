"""The pages of a look-up, whole or on one screen: there as much as fits, and the names of what there is more of.

Knows no content. Nothing is cut in the middle: a section or an entry is there as a whole, or it is named.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise

from backcheck.show.page import Page, measure_column
from backcheck.show.surface import Surface

ListEntry = tuple[str, str]
"""What to type for it, and what it is."""

ALL = "--full"


def most_that_fits(surface: Surface, most: int, build: Callable[[int], list[str]], least: int = 0) -> list[str]:
    """The page of as many things as fit, at most `most`; `build` makes the page with so many."""
    if len(lines := build(most)) <= surface.room:
        return lines
    return build(least + bisect_right(range(least + 1, most), surface.room, key=lambda count: len(build(count))))


def end_page(page: Page, last: str, *, first: bool = False, asked: str = "") -> list[str]:
    """The page with its last line, often who has reviewed the knowledge; `first` as much as fits on one screen."""
    page.gap()
    page.paragraph(last)
    return first_sections(page, asked=asked) if first else page.lines


def first_sections(page: Page, *, warning: str = "", asked: str = "") -> list[str]:
    """A page that is done, or where that is too long its first sections, and the headings of the others.

    A section that would not fit is passed over, and a later, shorter one may stand in its place. Of the `warning`, the
    heading of a section that has to be read before the others, its place is kept, with where it is to be read. The
    section that was `asked` for is there in any case, and the others as far as there is room beside it.
    """
    room = page.surface.room
    if len(page.lines) <= room:
        return page.lines
    bounds = [0, *(start for start, _ in page.starts), len(page.lines)]
    parts = [page.lines[start:end] for start, end in pairwise(bounds)]
    names = ["", *(name for _, name in page.starts)]
    kept = [number for number, name in enumerate(names) if asked and name == asked]
    for number in range(len(parts)):
        if number in kept:
            continue
        if len(_join(page.surface, parts, names, sorted([*kept, number]))) > room:
            if not warning or names[number] != warning:
                continue
            place = Page(page.surface)
            place.paragraph(warning, style="stop")
            place.paragraph(f"Read this first, with {ALL}.", indent=2)
            place.gap()
            parts[number] = place.lines
        kept = sorted([*kept, number])
    return _join(page.surface, parts, names, kept)


def _join(surface: Surface, parts: Sequence[list[str]], names: Sequence[str], kept: Sequence[int]) -> list[str]:
    page = Page(surface)
    page.lines = [line for number in kept for line in parts[number]]
    left_out = dict.fromkeys(name for number, name in enumerate(names) if number not in kept and name)
    page.gap()
    page.field(f"More with {ALL}", "; ".join(left_out))
    return page.lines


def list_entries(title: str, entries: Sequence[ListEntry], surface: Surface, how: str, *, first: bool) -> list[str]:
    """A list with what each entry is; as much as fits on one screen where `first` is set."""
    if first:
        return first_entries([title], entries, surface, how)
    page = Page(surface, title)
    page.gap()
    column = measure_column(name for name, _ in entries)
    for name, text in entries:
        page.field(name, text, column=column, indent=2)
    return end_page(page, how)


def list_groups(
    title: str, groups: Sequence[tuple[str, Sequence[ListEntry]]], surface: Surface, how: str, *, first: bool
) -> list[str]:
    """The same with entries under headings; on the first screen their names alone. Empty groups are left out."""
    groups = [group for group in groups if group[1]]
    if first:
        return first_groups(title, [(heading, [name for name, _ in group]) for heading, group in groups], surface, how)
    page = Page(surface, title)
    column = measure_column(name for _, group in groups for name, _ in group)
    for heading, group in groups:
        page.heading(heading)
        for name, text in group:
            page.field(name, text, column=column, indent=2)
    return end_page(page, how)


def first_entries(
    titles: Sequence[str], entries: Sequence[ListEntry], surface: Surface, how: str, *, steps: bool = False
) -> list[str]:
    """A list on one screen: the first entries with what they are, the rest by name as far as there is room.

    `titles` are the title and what introduces the list. `how` says how to see one of them. `steps` is for entries that
    are read from top to bottom: they get no column.
    """

    def build(count: int) -> list[str]:
        page = Page(surface, titles[0])
        for text in titles[1:]:
            page.paragraph(text)
        shown = entries[:count]
        column = 0 if steps else max((len(name) for name, _ in shown), default=0) + 2
        for name, text in shown:
            page.field(name, text, column=column)
        rest = [name for name, _ in entries[count:]]
        page.paragraph(_name_rest(rest, "More: " if count else "", room_for_rest))
        page.paragraph(how + (f" All of it: {ALL}." if rest and ALL not in how else ""))
        return page.lines

    room_for_rest = len(entries)
    lines = most_that_fits(surface, len(entries), build)
    while len(lines) > surface.room and room_for_rest > 0:
        room_for_rest = room_for_rest * 3 // 4
        lines = most_that_fits(surface, len(entries), build)
    return lines


def first_groups(title: str, groups: Sequence[tuple[str, Sequence[str]]], surface: Surface, how: str) -> list[str]:
    """Names under their headings on one screen, of each as many as fit."""

    def build(count: int) -> list[str]:
        page = Page(surface, title)
        for heading, names in groups:
            page.run_in(f"{heading}:", _name_rest(names, "", count), "strong")
        cut = any(len(names) > count for _, names in groups)
        page.paragraph(how + (f" All of it: {ALL}." if cut else ""))
        return page.lines

    return most_that_fits(surface, max((len(names) for _, names in groups), default=0), build, least=1)


def _name_rest(names: Sequence[str], opening: str, most: int) -> str:
    """Names, at most so many, and how many there are besides."""
    if not names:
        return ""
    more = len(names) - most
    return opening + ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "") + "."
