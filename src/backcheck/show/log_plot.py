"""One exercise over the weeks on the terminal: its top sets as dots on a line, its work sets a week as bars.

In braille where the terminal has it, in ASCII else, in words in plain mode. Owns the drawing; the SVG is in
`log_svg`. What is drawn where is in `chart`, for both.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from typing import NamedTuple

from backcheck.figures.braille import Frame, render_shapes
from backcheck.figures.shapes import Area, Disc, Shape, Stroke
from backcheck.knowledge.loads import Unit
from backcheck.show.figures import paint_runs
from backcheck.show.journal_words import say_day, say_short_day
from backcheck.show.log_words import NO_LOAD, say_load
from backcheck.show.page import Page
from backcheck.show.surface import Surface
from backcheck.training_log.weeks import WEEK, Weeks

TOP_ROWS, NARROW_TOP_ROWS, SET_ROWS = 4, 3, 2
FEW_WEEKS = 8
WIDEST = 72
GUTTER = 7
"""Columns left of a chart, for its numbers."""

BEGAN = "the pain began"
NOT_SHOWN = "There is no session of this lift in these weeks."


class Chart(NamedTuple):
    """What is drawn in so many cells: dots that a line joins, bars by their sides and height, and a day to mark.

    Places and heights run from 0 to 1.
    """

    dots: list[tuple[float, float]]
    bars: list[tuple[float, float, float]]
    columns: int
    rows: int
    mark: float | None


def draw_weeks(
    weeks: Weeks, unit: Unit, surface: Surface, began: date | None = None, *, full: bool = False
) -> list[str]:
    """The lines of the picture. `began` is the day on which the pain began, where it is known.

    In words only the last weeks come, unless it is to be the `full` picture.
    """
    page = Page(surface)
    if not weeks.sessions:
        page.paragraph(NOT_SHOWN)
    elif surface.plain:
        page.items(say_weeks(weeks, unit)[0 if full else -FEW_WEEKS :])
        if began is not None:
            page.paragraph(f"{BEGAN[:1].upper()}{BEGAN[1:]} on {say_day(began.toordinal())}.")
    else:
        _draw(page, weeks, unit, began)
    return page.lines


def say_weeks(weeks: Weeks, unit: Unit) -> list[str]:
    """Top set and work sets of each week with a session in words; weeks in a row that are alike are said together."""
    said = []
    for (load, reps, sets), alike in groupby(weeks.weeks, key=lambda week: (week.load, week.reps, week.sets)):
        start, *more = alike
        if sets:
            span = f"{len(more) + 1} weeks" if more else "Week"
            said.append(f"{span} from {say_short_day(start.start)}: {say_load(load, unit)} x {reps}, {sets} sets.")
    return said


def _draw(page: Page, weeks: Weeks, unit: Unit, began: date | None) -> None:
    surface = page.surface
    columns = max(12, min(surface.width - GUTTER, WIDEST))
    mark = None if began is None else weeks.place(began.toordinal())
    mark = mark if mark is not None and 0 <= mark <= 1 else None
    what = f"Top set in {unit}" if weeks.loaded else f"Most reps of a top set ({NO_LOAD})"
    page.paragraph(f"{what}, from {say_day(weeks.start)}", style="label")
    low, high = weeks.bounds
    draw = _draw_braille if surface.braille else _draw_ascii
    rows = NARROW_TOP_ROWS if surface.narrow else TOP_ROWS
    labels = {rows - 1: _say_level(low, unit, weeks), 0: _say_level(high, unit, weeks)}
    labels = labels if high > low else {rows // 2: labels[0]}
    page.lines += _with_labels(labels, draw(Chart(_dots(weeks), [], columns, rows, mark), surface))
    page.paragraph("Work sets a week", style="label")
    most = max(week.sets for week in weeks.weeks)
    page.lines += _with_labels(
        {0: str(most), SET_ROWS - 1: "0"}, draw(Chart([], _bars(weeks, most), columns, SET_ROWS, mark), surface)
    )
    page.lines += _axis(weeks, columns, mark, began)


def _say_level(level: float, unit: Unit, weeks: Weeks) -> str:
    return say_load(level, unit, bare=True) if weeks.loaded else f"{level:g}"


def _dots(weeks: Weeks) -> list[tuple[float, float]]:
    """Each session as a place from 0 to 1 in both directions."""
    low, high = weeks.bounds
    return [
        (weeks.place(one.day), (weeks.level(one) - low) / (high - low) if high > low else 0.5) for one in weeks.sessions
    ]


def _bars(weeks: Weeks, most: int) -> list[tuple[float, float, float]]:
    """Each week as its two sides and its height, from 0 to 1."""
    return [(weeks.place(one.start), weeks.place(one.start + WEEK), one.sets / most) for one in weeks.weeks]


def _draw_braille(chart: Chart, surface: Surface) -> list[str]:
    dots, bars, columns, rows, mark = chart
    wide, tall = columns * 2 - 1, rows * 4 - 1
    shapes: list[Shape] = []
    for left, right, height in bars:
        if height:
            a, b, top = left * wide, max(left * wide, min(right, 1.0) * wide - 1.5), height * tall
            shapes.append(Area((complex(a, 0), complex(b, 0), complex(b, top), complex(a, top)), "body"))
    points = tuple(complex(x * wide, 1 + y * (tall - 2)) for x, y in dots)
    if len(points) > 1:
        shapes.append(Stroke(points, "body"))
    shapes += [Disc(point, 1.0, "load") for point in points]
    if mark is not None:
        shapes.append(Stroke((complex(mark * wide, 0), complex(mark * wide, tall)), "mark", dashed=True))
    lines = render_shapes(shapes, Frame(columns, rows, 1.0, 0j), ground=False)
    return [paint_runs(line, surface) for line in lines]


def _draw_ascii(chart: Chart, surface: Surface) -> list[str]:  # noqa: ARG001 - both ways are called alike
    dots, bars, columns, rows, mark = chart
    grid = [[" "] * columns for _ in range(rows)]
    if mark is not None:
        for line in grid:
            line[round(mark * (columns - 1))] = "|"
    for left, right, height in bars:
        start, end = round(left * (columns - 1)), round(min(right, 1.0) * (columns - 1))
        for row in range(round(height * rows) or int(height > 0)):
            for column in range(start, max(start + 1, end - 1)):
                grid[rows - 1 - row][column] = "#"
    for x, y in dots:
        grid[rows - 1 - round(y * (rows - 1))][round(x * (columns - 1))] = "o"
    return ["".join(row).rstrip() for row in grid]


def _with_labels(labels: Mapping[int, str], rows: list[str]) -> list[str]:
    """The rows of a chart with numbers at their left, by the row from 0 on."""
    return [f"{labels.get(number, ''):>{GUTTER - 1}} {row}".rstrip() for number, row in enumerate(rows)]


def _axis(weeks: Weeks, columns: int, mark: float | None, began: date | None) -> list[str]:
    """The first and the last day; and below the mark, when the pain began."""
    start, end = say_short_day(weeks.start), say_short_day(weeks.end)
    lines = [" " * GUTTER + start + " " * max(1, columns - len(start) - len(end)) + end]
    if mark is not None and began is not None:
        at = round(mark * (columns - 1))
        label = f"{BEGAN}, {say_short_day(began.toordinal())}"
        text = f"^ {label}" if at + len(label) + 2 <= columns else f"{label} ^"
        begin = at if text.startswith("^") else max(0, at - len(label) - 1)
        lines.append(" " * (GUTTER + begin) + text)
    return lines
