"""Figures on a surface: the right way, a fault beside it, and the words that say the same.

Sizes, captions, and whether a surface gets pictures or words. Joints are the business of `backcheck.figures`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from backcheck.figures.braille import LayerRun, fit_frame, render_shapes
from backcheck.figures.figure import Drawn, draw_pair, draw_right
from backcheck.figures.words import NAMES, UNSEEN, describe_fault, say_right
from backcheck.looks import Style
from backcheck.show.page import Page
from backcheck.show.surface import Surface

if TYPE_CHECKING:
    from backcheck.figures.shapes import Layer, Shape
    from backcheck.knowledge.lifts import Fault, Lift

SMALL = (28, 10)
"""Columns and rows of the small figure on a card."""

ROWS = 12
LOW_ROWS = 5
"""Rows of each of two figures one above the other in a question: both and their words fit in 24 rows."""

WIDEST_FIGURE = 38
SIDE_BY_SIDE = 60
"""From this width on the fault is beside the right way, below it under it."""

GUTTER = 2
RIGHT, WRONG = "Aim for this", "The fault"

STYLES: Mapping[Layer, Style] = {
    "ground": "faint",
    "prop": "faint",
    "far": "",
    "body": "",
    "load": "cue",
    "mark": "error",
}


def render_right(lift: Lift, surface: Surface) -> list[str]:
    """The small figure of the right way; nothing where the lift has no poses or the surface cannot show it."""
    if lift.poses is None or not surface.braille:
        return []
    drawn = draw_right(lift.poses)
    columns, rows = SMALL
    page = Page(surface)
    page.lines += _paint(drawn.shapes, drawn.shapes, min(columns, surface.width - 1), rows, surface)
    page.paragraph(f"{RIGHT}, {NAMES[lift.poses.show]}.", style="go")
    return page.lines


def render_fault(lift: Lift, fault: Fault, surface: Surface, *, rows: int = ROWS, bare: bool = False) -> list[str]:
    """The right way and the fault, and below them the words; the words alone where pictures cannot be shown.

    `bare` leaves out its name and its fix, where it is named already and mending comes later.
    """
    page = Page(surface)
    if not bare:
        page.paragraph(fault.name, style="error")
    figure, rig = fault.figure, lift.poses
    if figure is None or rig is None or figure.unseen:
        page.paragraph(UNSEEN)
        return page.lines
    pair = draw_pair(rig, figure)
    if surface.braille:
        together = [*pair.right.shapes, *pair.wrong.shapes]
        if surface.width >= SIDE_BY_SIDE:
            columns = min(WIDEST_FIGURE, (surface.width - GUTTER) // 2)
            left = _lines(pair.right, together, columns, rows)
            right = _lines(pair.wrong, together, columns, rows)
            page.lines += _put_beside(left, right, columns, surface)
        else:
            columns = min(WIDEST_FIGURE, surface.width - 1)
            captions: tuple[tuple[str, Style, Drawn], ...] = ((RIGHT, "go", pair.right), (WRONG, "error", pair.wrong))
            for caption, style, drawn in captions:
                page.lines.append(surface.paint(caption, style))
                page.lines += _paint(drawn.shapes, together, columns, rows, surface)
    page.paragraph(describe_fault(rig, pair, figure))
    if bare:
        return page.lines
    page.field("Fix", "".join(fault.fix[:1]), label_style="fix")
    page.field("Cue", fault.cue, label_style="cue")
    return page.lines


def draw_sign(lifts: Mapping[str, Lift], question: str, sign: str, surface: Surface) -> list[str]:
    """The figure of one row of a `signs-<lift>` question, which the prompt has a key for; empty without one."""
    lift = lifts.get(question.removeprefix("signs-"))
    fault = next((fault for fault in lift.faults if fault.id == sign), None) if lift is not None else None
    if lift is None or fault is None or fault.figure is None:
        return []
    rows = ROWS if surface.width >= SIDE_BY_SIDE else LOW_ROWS
    return render_fault(lift, fault, surface, rows=rows, bare=True)


def render_all(lift: Lift, surface: Surface) -> list[str]:
    """The right way, then every fault of the lift."""
    page = Page(surface)
    page.paragraph(f"{lift.name}: the right way and what goes wrong", style="strong")
    page.lines += render_right(lift, surface)
    page.paragraph(say_right(lift.poses))
    for fault in lift.faults:
        page.gap()
        page.lines += render_fault(lift, fault, surface)
    return page.lines


def _lines(drawn: Drawn, together: list[Shape], columns: int, rows: int) -> list[list[LayerRun]]:
    return render_shapes(drawn.shapes, fit_frame(together, columns, rows))


def _paint(shapes: list[Shape], together: list[Shape], columns: int, rows: int, surface: Surface) -> list[str]:
    runs = render_shapes(shapes, fit_frame(together, columns, rows))
    return [paint_runs(line, surface) for line in runs]


def paint_runs(line: list[LayerRun], surface: Surface) -> str:
    """One line of a figure in its colours, without spaces at the end."""
    while line and not line[-1][0].strip():
        line = line[:-1]
    last = [(line[-1][0].rstrip(), line[-1][1])] if line else []
    return "".join(surface.paint(text, STYLES[layer]) for text, layer in [*line[:-1], *last])


def _put_beside(left: list[list[LayerRun]], right: list[list[LayerRun]], columns: int, surface: Surface) -> list[str]:
    """Two figures with their captions side by side."""
    gap = " " * (columns + GUTTER - len(RIGHT))
    lines = [surface.paint(RIGHT, "go") + gap + surface.paint(WRONG, "error")]
    blank: LayerRun = (" " * GUTTER, "body")
    return lines + [paint_runs([*one, blank, *other], surface) for one, other in zip(left, right, strict=True)]
