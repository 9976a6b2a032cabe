"""Figures on a surface: the right way, a fault beside it, the words that say the same, and a rep that moves.

Sizes, captions, frames, and whether a surface gets pictures or words. Joints are the business of `backcheck.figures`;
the clock and the keys of what moves are in `cli/animate.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from backcheck.figures.braille import Frame, LayerRun, fit_frame, render_shapes
from backcheck.figures.figure import ROUND, draw_at, draw_beside, draw_pair, draw_right
from backcheck.figures.words import NAMES, UNSEEN, describe_fault, say_right
from backcheck.knowledge.poses import MOMENTS
from backcheck.looks import Style
from backcheck.show.page import Page
from backcheck.show.surface import Surface

if TYPE_CHECKING:
    from backcheck.figures.shapes import Layer, Shape
    from backcheck.knowledge.lifts import Fault, Lift
    from backcheck.knowledge.poses import FaultFigure, Poses

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

Lines = list[list[LayerRun]]

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
    shapes = draw_right(lift.poses).shapes
    page = Page(surface)
    columns, rows = SMALL
    page.lines += paint_lines(render_shapes(shapes, fit_frame(shapes, min(columns, surface.width - 1), rows)), surface)
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
        beside = surface.width >= SIDE_BY_SIDE
        columns = min(WIDEST_FIGURE, (surface.width - GUTTER) // 2 if beside else surface.width - 1)
        frame = fit_frame([*pair.right.shapes, *pair.wrong.shapes], columns, rows)
        right, wrong = render_shapes(pair.right.shapes, frame), render_shapes(pair.wrong.shapes, frame)
        captions = surface.paint(RIGHT, "go"), surface.paint(WRONG, "error")
        if beside:
            page.lines.append((" " * (columns + GUTTER - len(RIGHT))).join(captions))
            page.lines += paint_lines(_put_beside(right, wrong), surface)
        else:
            page.lines += [captions[0], *paint_lines(right, surface), captions[1], *paint_lines(wrong, surface)]
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
    page = Page(surface, f"{lift.name}: the right way and what goes wrong")
    page.lines += render_right(lift, surface)
    page.paragraph(say_right(lift.poses))
    for fault in lift.faults:
        page.gap()
        page.lines += render_fault(lift, fault, surface)
    return page.lines


def paint_lines(lines: Lines, surface: Surface) -> list[str]:
    """The lines of a figure in its colours, without spaces at their ends."""
    painted = []
    for line in lines:
        while line and not line[-1][0].strip():
            line = line[:-1]  # noqa: PLW2901 - the remainder
        last = [(line[-1][0].rstrip(), line[-1][1])] if line else []
        painted.append("".join(surface.paint(text, STYLES[layer]) for text, layer in [*line[:-1], *last]))
    return painted


def _put_beside(left: Lines, right: Lines) -> Lines:
    gap: LayerRun = (" " * GUTTER, "body")
    return [[*one, gap, *other] for one, other in zip(left, right, strict=True)]


# -- the film ----------------------------------------------------------------------------------------------------------


PER_SECOND = 20
"""Frames a second."""

SECONDS = 6.0
"""How long one rep takes: a calm three seconds down and three up."""

FRAMES = round(PER_SECOND * SECONDS)


class Film(NamedTuple):
    """What is needed to draw any frame: the lift, the fault beside it if there is one, and one scale for all."""

    rig: Poses
    fault: FaultFigure | None
    frame: Frame
    beside: bool

    @property
    def rows(self) -> int:
        """How many lines a frame has, the line that names the moment included."""
        return self.frame.rows * (1 if self.beside or self.fault is None else 2) + 1


def make_film(rig: Poses, fault: FaultFigure | None, width: int, height: int) -> Film:
    """The film of this lift, side by side with the fault from 60 columns on, in a scale that holds the whole rep."""
    shapes: list[Shape] = []
    for step in range(4 * ROUND):
        shapes += draw_beside(rig, step / 4, fault).shapes if fault is not None else draw_at(rig, step / 4).shapes
        shapes += draw_at(rig, step / 4, fault).shapes if fault is not None else []
    beside = fault is not None and width >= SIDE_BY_SIDE
    stacked = 2 if fault is not None and not beside else 1
    columns = min(WIDEST_FIGURE, (width - GUTTER) // 2 if beside else width - 1)
    rows = max(4, min(ROWS, (height - 3) // stacked))
    return Film(rig, fault, fit_frame(shapes, columns, rows), beside)


def draw_frame(film: Film, number: int) -> Lines:
    """The lines of one frame; the number counts round and round."""
    time = number % FRAMES * ROUND / FRAMES
    moment = NAMES[MOMENTS[round(time) % ROUND]].capitalize()
    if film.fault is None:
        return [*render_shapes(draw_at(film.rig, time).shapes, film.frame), [(moment[: film.frame.columns], "body")]]
    right = render_shapes(draw_beside(film.rig, time, film.fault).shapes, film.frame)
    wrong = render_shapes(draw_at(film.rig, time, film.fault).shapes, film.frame)
    if not film.beside:
        caption = f"{moment}; {WRONG.lower()} is below"
        return [*right, *wrong, [(caption[: film.frame.columns], "body")]]
    wide = film.frame.columns + GUTTER
    return [
        *_put_beside(right, wrong),
        [(RIGHT.ljust(wide), "body"), (WRONG.ljust(len(WRONG) + 2), "mark"), (moment, "body")],
    ]


def redraw(before: Lines, now: Lines, surface: Surface) -> str:
    """What turns the frame before into this one, for a cursor in the first column below the frame.

    Of each line that differs it writes what is between the first and the last cell that do.
    """
    moves: list[str] = []
    for up, old, new in zip(range(len(now), 0, -1), before, now, strict=True):
        was, cells = ([(cell, layer) for text, layer in line for cell in text] for line in (old, new))
        pairs = list(zip_longest(was, cells, fillvalue=(" ", "body")))
        differ = [at for at, (one, other) in enumerate(pairs) if one != other and (one[0], other[0]) != (" ", " ")]
        if differ:
            written = [cell for _, cell in pairs[differ[0] : differ[-1] + 1]]
            runs = groupby(written, key=lambda cell: cell[1])
            text = "".join(surface.paint("".join(cell for cell, _ in run), STYLES[layer]) for layer, run in runs)
            moves.append(f"\x1b[{up}A\x1b[{differ[0] + 1}G{text}\r\x1b[{up}B")
    return "".join(moves)
