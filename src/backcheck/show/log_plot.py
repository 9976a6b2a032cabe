"""One exercise over the weeks: its top sets as dots on a line, its work sets a week as bars, the pain's first day.

On the terminal in braille, in ASCII where it has none, in words in plain mode; and as an SVG that asks for nothing from
anywhere, takes the colour of the text around it, and says in `title` and `desc` what it shows.
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
from backcheck.show.log_words import NO_LOAD, say_load
from backcheck.show.page import Page
from backcheck.show.phrases import say_day, say_short_day
from backcheck.show.surface import Surface
from backcheck.text import clean_xml
from backcheck.training_log.log import WEEK, Weeks

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
    span = high - low
    dots = [(weeks.place(one.day), (weeks.level(one) - low) / span if span > 0 else 0.5) for one in weeks.sessions]
    page.lines += _with_labels(labels, draw(Chart(dots, [], columns, rows, mark), surface))
    page.paragraph("Work sets a week", style="label")
    most = max(week.sets for week in weeks.weeks)
    bars = [(weeks.place(one.start), weeks.place(one.start + WEEK), one.sets / most) for one in weeks.weeks]
    labels = {0: str(most), SET_ROWS - 1: "0"}
    page.lines += _with_labels(labels, draw(Chart([], bars, columns, SET_ROWS, mark), surface))
    page.lines += _axis(weeks, columns, mark, began)


def _say_level(level: float, unit: Unit, weeks: Weeks) -> str:
    return say_load(level, unit, bare=True) if weeks.loaded else f"{level:g}"


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


# -- as SVG ------------------------------------------------------------------------------------------------------------


WIDE, HIGH = 640, 300
LEFT, RIGHT = 64, 14
TOP, MIDDLE = 40, 180
"""Upper and lower edge of the chart of loads."""

BARS, BOTTOM = 206, 262
"""Upper and lower edge of the bars."""


def draw_weeks_svg(weeks: Weeks, name: str, unit: Unit, began: date | None = None) -> str:
    """The picture as text; there must be a session."""
    low, high = weeks.bounds
    most = max(week.sets for week in weeks.weeks)

    def x(day: float) -> float:
        return LEFT + min(1.0, weeks.place(day)) * (WIDE - LEFT - RIGHT)

    def y(level: float) -> float:
        return MIDDLE - ((level - low) / (high - low) if high > low else 0.5) * (MIDDLE - TOP)

    what = f"Top set, {unit}" if weeks.loaded else f"Top set, reps ({NO_LOAD})"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" role="img"'
        f' aria-labelledby="log-title log-desc" font-family="system-ui, sans-serif" font-size="16"'
        ' fill="currentColor">',
        f'<title id="log-title">{clean_xml(name)}: top sets and work sets a week</title>',
        f'<desc id="log-desc">{clean_xml(describe_weeks(weeks, unit, began))}</desc>',
        f'<text x="{LEFT}" y="{TOP - 18}">{what}</text><text x="{LEFT}" y="{BARS - 6}">Work sets a week</text>',
    ]
    for level in sorted({low, high}):
        said = say_load(level, unit, bare=True) if weeks.loaded else f"{level:g}"
        parts.append(f'<text x="{LEFT - 8}" y="{y(level) + 5:.1f}" text-anchor="end">{said}</text>')
    parts.append(f'<text x="{LEFT - 8}" y="{BARS + 12}" text-anchor="end">{most}</text>')
    for week in weeks.weeks:
        if week.sets:
            left, right = x(week.start), x(week.start + WEEK) - 2
            tall = (BOTTOM - BARS) * week.sets / most
            parts.append(
                f'<rect x="{left:.1f}" y="{BOTTOM - tall:.1f}" width="{max(1.0, right - left):.1f}"'
                f' height="{tall:.1f}" fill-opacity="0.45"/>'
            )
    spots = [(x(one.day), y(weeks.level(one))) for one in weeks.sessions]
    way = " ".join(f"{across:.1f},{down:.1f}" for across, down in spots)
    parts.append(f'<polyline points="{way}" fill="none" stroke="currentColor" stroke-width="2"/>')
    parts += [f'<circle cx="{across:.1f}" cy="{down:.1f}" r="4.5"/>' for across, down in spots]
    if began is not None and 0 <= weeks.place(began.toordinal()) <= 1:
        at = x(began.toordinal())
        parts.append(
            f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{TOP - 8}" y2="{BOTTOM}" stroke="currentColor"'
            f' stroke-dasharray="4 4"/><text x="{at:.1f}" y="{TOP - 18}" text-anchor="end">{BEGAN}</text>'
        )
    parts.append(f'<text x="{LEFT}" y="{HIGH - 14}">{say_short_day(weeks.start)}</text>')
    parts.append(f'<text x="{WIDE - RIGHT}" y="{HIGH - 14}" text-anchor="end">{say_short_day(weeks.end)}</text>')
    return "".join([*parts, "</svg>"])


def describe_weeks(weeks: Weeks, unit: Unit, began: date | None) -> str:
    """The same in words, for whoever does not see it."""
    said = say_weeks(weeks, unit)
    if began is not None:
        said.append(f"{BEGAN[:1].upper()}{BEGAN[1:]} on {say_short_day(began.toordinal())}.")
    return " ".join(said)
