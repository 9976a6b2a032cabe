"""A lift's card on one screen: what goes wrong, what to do and what to think of; set-up, what instead, how much.

Owns what stands on that screen. In a terminal rich draws the table; elsewhere nothing of it is imported.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from backcheck.knowledge.lifts import Fault, Lift
from backcheck.looks import Style
from backcheck.show.card import ORDER
from backcheck.show.first_page import ALL
from backcheck.show.page import Page
from backcheck.show.surface import ONE_SCREEN, Surface

WIDE, NARROW = 4, 3
"""Faults on the screen in a window of usual height, with columns and without."""

HEADS = ("What goes wrong", "What to do", "Think")
STYLES: tuple[Style, ...] = ("error", "fix", "cue")
SHARES = (28, 28, 20)
PERCENT = (36, 38, 26)
COLUMN = 9
DRAWN = "*"
"""Stands behind a fault that has a figure where another has none."""

Row = tuple[str, str, str]


def render_first(lift: Lift, surface: Surface) -> list[str]:
    """The card in at most `surface.room` lines. Faults that do not fit are left out, the least usual first."""
    faults = first_faults(lift)
    usual = NARROW if surface.narrow and surface.width < ONE_LINE else WIDE
    most = min(len(faults), usual if surface.room <= ONE_SCREEN else usual + (surface.room - ONE_SCREEN) // 2)
    lines: list[str] = []
    for count, ruled in product(range(most, 0, -1), (True, False)):
        lines = _build(lift, faults[:count], surface, ruled=ruled)
        if len(lines) <= surface.room:
            break
    return lines


ONE_LINE = 60
"""From this width on a fault takes few enough lines for the wide number of faults, in plain mode too."""


def first_faults(lift: Lift) -> list[Fault]:
    """The order on this screen: those marked as first, then those of the article, then the usual ones."""

    def rank(fault: Fault) -> tuple[bool, bool, int]:
        marked = fault.brief is not None and fault.brief.first
        return not marked, "article" not in fault.sources, ORDER[fault.common]

    return sorted(lift.faults, key=rank)


def _build(lift: Lift, faults: Sequence[Fault], surface: Surface, *, ruled: bool) -> list[str]:
    page = Page(surface)
    drawn = [_is_drawn(fault) for fault in faults]
    rows = [_row(fault, marked=any(drawn) and not all(drawn)) for fault in faults]
    boxed = surface.terminal and not surface.plain
    if not (boxed and surface.narrow):
        page.paragraph(lift.name, style="strong")
    if boxed:
        _draw_rows(page, lift.name, rows, ruled=ruled)
    elif surface.narrow:
        for error, fix, cue in rows:
            page.run_in(f"{error}:", f"{fix} Cue: {cue}.", "error")
    else:
        page.columns(HEADS, rows, STYLES, PERCENT)
    _write_rest(page, lift)
    _write_more(page, drawn)
    return page.lines


def _draw_rows(page: Page, title: str, rows: Sequence[Row], *, ruled: bool) -> None:
    from backcheck.show.table import draw_stack, draw_table  # rich: only where somebody looks at a table

    surface = page.surface
    said = [[surface.say(cell) for cell in row] for row in rows]
    if surface.narrow:
        said = [[error, fix, f'"{cue}"'] for error, fix, cue in said]  # behind the fix, without a head
        page.lines += draw_stack(surface, surface.say(title), said, STYLES, ruled=ruled)
    else:
        page.lines += draw_table(surface, zip(HEADS, STYLES, SHARES, strict=True), said, ruled=ruled)


def _row(fault: Fault, *, marked: bool) -> Row:
    """The short forms; of a base without them the name, the first fix and the cue."""
    brief = fault.brief
    error, fix, cue = (brief.error, brief.fix, brief.cue) if brief else (fault.name, "".join(fault.fix[:1]), fault.cue)
    return f"{error} {DRAWN}" if marked and _is_drawn(fault) else error, fix, cue


def _is_drawn(fault: Fault) -> bool:
    return fault.figure is not None and not fault.figure.unseen


def _write_rest(page: Page, lift: Lift) -> None:
    """Set-up, what instead and how much while sore; of a base without short forms the first of each."""
    brief = lift.brief
    setup = brief.setup if brief else tuple(claim.text for claim in lift.setup[:1])
    instead = brief.instead if brief else "".join(swap.text for swap in lift.swaps[:1])
    dose = brief.dose if brief else lift.dose.text
    if page.surface.narrow:
        for label, text in (("Set-up", " ".join(setup)), ("Instead", instead), ("If sore", dose)):
            page.run_in(f"{label}:", text, "label")
        return
    for number, line in enumerate(setup):
        page.field("" if number else "Set-up", line, column=COLUMN)
    page.field("Instead", instead, column=COLUMN)
    page.field("If sore", dose, column=COLUMN)


def _write_more(page: Page, drawn: Sequence[bool]) -> None:
    """How to see more, and which of these faults have a figure."""
    which = "Drawn" if all(drawn) else DRAWN
    figures = f" {which}: --figures" if any(drawn) else ""
    if page.surface.width < ONE_LINE:
        page.paragraph(f"More: {ALL}, faults.{figures}")
    else:
        page.field("More", f"{ALL}, or a part: faults tests swaps setup dose lore.{figures}", column=COLUMN)
