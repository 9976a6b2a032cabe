"""A rep as moving figures: the frames, and the few bytes that turn one frame on the screen into the next.

The clock and the keys are in `cli/animate.py`, which plays it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backcheck.figures.braille import Frame, LayerRun, fit_frame, render_shapes
from backcheck.figures.figure import draw_at, draw_beside
from backcheck.figures.motion import ROUND
from backcheck.figures.words import NAMES
from backcheck.knowledge.poses import MOMENTS
from backcheck.looks import CODES
from backcheck.show.figures import GUTTER, RIGHT, ROWS, SIDE_BY_SIDE, STYLES, WIDEST_FIGURE, WRONG, paint_runs
from backcheck.show.surface import Surface

if TYPE_CHECKING:
    from backcheck.figures.shapes import Shape
    from backcheck.knowledge.poses import FaultFigure, Poses

PER_SECOND = 20
"""Frames a second."""

SECONDS = 6.0
"""How long one rep takes: a calm three seconds down and three up."""

FRAMES = round(PER_SECOND * SECONDS)
KEPT = 4
"""A gap of fewer unchanged cells than this is written again, since moving over it costs as much."""

Lines = list[list[LayerRun]]


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
        return [*_render(film, draw_at(film.rig, time).shapes), [(moment[: film.frame.columns], "body")]]
    right = _render(film, draw_beside(film.rig, time, film.fault).shapes)
    wrong = _render(film, draw_at(film.rig, time, film.fault).shapes)
    if not film.beside:
        caption = f"{moment}; {WRONG.lower()} is below"
        return [*right, *wrong, [(caption[: film.frame.columns], "body")]]
    gap: LayerRun = (" " * GUTTER, "body")
    both = [[*one, gap, *other] for one, other in zip(right, wrong, strict=True)]
    wide = film.frame.columns + GUTTER
    return [*both, [(RIGHT.ljust(wide), "body"), (WRONG.ljust(len(WRONG) + 2), "mark"), (moment, "body")]]


def _render(film: Film, shapes: list[Shape]) -> Lines:
    return render_shapes(shapes, film.frame)


def paint_frame(lines: Lines, surface: Surface) -> list[str]:
    """A whole frame as it is first written."""
    return [paint_runs(line, surface) for line in lines]


def redraw(before: Lines, now: Lines, surface: Surface) -> str:
    """What turns the frame before into this one, for a cursor in the first column below the frame."""
    moves: list[str] = []
    for number, (old, new) in enumerate(zip(before, now, strict=True)):
        if old == new:
            continue
        up = len(now) - number
        changed = _find_changes(_spread(old), _spread(new), surface)
        moves.append(f"\x1b[{up}A{changed}\r\x1b[{up}B")
    return "".join(moves)


def _spread(line: list[LayerRun]) -> list[tuple[str, str]]:
    """Each cell of a line with the colour code that it is written in."""
    return [(cell, "" if cell == " " else CODES[STYLES[layer]]) for text, layer in line for cell in text]


def _find_changes(old: list[tuple[str, str]], new: list[tuple[str, str]], surface: Surface) -> str:
    """The moves to the cells that differ, and those cells."""
    wide = max(len(old), len(new))
    old, new = old + [(" ", "")] * (wide - len(old)), new + [(" ", "")] * (wide - len(new))
    written: list[str] = []
    column = 0
    while column < wide:
        if old[column] == new[column] or (not surface.colour and old[column][0] == new[column][0]):
            column += 1
            continue
        end = column + 1
        last = end
        while end < wide and end - last < KEPT:
            end += 1
            if old[end - 1] != new[end - 1]:
                last = end
        written.append(f"\x1b[{column + 1}G{_write(new[column:last], surface)}")
        column = last
    return "".join(written)


def _write(cells: list[tuple[str, str]], surface: Surface) -> str:
    """Cells with the fewest changes of colour."""
    if not surface.colour:
        return "".join(cell for cell, _ in cells)
    text, now = "", ""
    for cell, code in cells:
        if code != now and cell != " ":
            text += (f"\x1b[0;{code}m" if now and code else "\x1b[0m" if now else f"\x1b[{code}m") + cell
            now = code
        else:
            text += cell
    return text + ("\x1b[0m" if now else "")
