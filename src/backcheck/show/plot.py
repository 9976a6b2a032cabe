"""Pain and the own score over time on the terminal: a dot for each day, the mean of seven days as a line.

Owns the drawing in character cells at any width, and the same in words. The SVG is in `plot_svg`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from backcheck.reasoning.bouts import PAINS, Bout, Measure, Trend, Visit, running_mean
from backcheck.show.journal_words import MEASURES, say_bout, say_day, say_score, say_short_day, say_trend
from backcheck.show.page import Page
from backcheck.show.surface import Surface

TOP = 10
"""Scores run from 0 to 10, one row for each."""

NOTHING = "There is nothing to plot yet. Check in a few times with: backcheck checkin."
RISES = "Higher is better. 0 means you can't do it, 10 means as before."
FALLS = "Lower is better."


def choose_pain(visits: Sequence[Visit]) -> Measure | None:
    """The pain to draw: in the lift, worst or now, the first that was said twice; else the first that was said."""
    for least in (2, 1):
        for measure in PAINS:
            if sum(visit.score(measure) is not None for visit in visits) >= least:
                return measure
    return None


def render_plot(
    bouts: Sequence[Bout], trends: Sequence[Trend], names: Mapping[str, str], surface: Surface
) -> list[str]:
    """Pain, then the own score, the bouts and lifts below, and the trend of the last bout in words."""
    page = Page(surface)
    visits = [visit for bout in bouts for visit in bout.visits]
    scored = any(visit.score("activity") is not None for visit in visits)
    measures: list[Measure] = [measure for measure in (choose_pain(visits), "activity" if scored else None) if measure]
    if not measures:
        return [*page.lines, NOTHING]
    for measure in measures:
        page.heading(f"{MEASURES[measure]}, 0 to 10. {RISES if measure == 'activity' else FALLS}")
        if surface.plain:
            page.items(_say_points(visits, measure))
        else:
            page.lines.extend(_draw(bouts, measure, surface))
    if not surface.plain:
        dot, line = _glyphs(surface)
        page.paragraph(f"{dot} a day   {line}{line} the mean of seven days   ^ a bout begins")
    page.heading("Bouts and lifts")
    page.items(say_bout(bout, names) for bout in bouts)
    if trends:
        page.heading("This bout in words")
        page.items(say_trend(trend) for trend in trends)
    return page.lines


def _say_points(visits: Sequence[Visit], measure: Measure) -> list[str]:
    means = dict(running_mean(visits, measure))
    return [
        f"{say_day(visit.day)}: {say_score(visit.score(measure))}, mean of seven days {say_score(means[visit.day])}."
        for visit in visits
        if visit.score(measure) is not None
    ]


def _glyphs(surface: Surface) -> tuple[str, str]:
    return ("\u2022", "\u2500") if surface.unicode else ("o", "-")


def _draw(bouts: Sequence[Bout], measure: Measure, surface: Surface) -> list[str]:
    """The rows of the chart, the axis, the marks where bouts begin, and the first and last day."""
    visits = [visit for bout in bouts for visit in bout.visits]
    first, last = visits[0].day, visits[-1].day
    room = max(8, min(surface.width - 5, 72))

    def column(day: int) -> int:
        return 0 if last == first else round((day - first) * (room - 1) / (last - first))

    grid = [[" "] * room for _ in range(TOP + 1)]
    dot, line = _glyphs(surface)
    for bout in bouts:
        _draw_means(grid, bout, measure, column, line)
    for visit in visits:
        if (score := visit.score(measure)) is not None:
            grid[_row(score)][column(visit.day)] = dot
    lines = []
    edge = "\u2502" if surface.unicode else "|"
    for number, row in enumerate(grid):
        score = TOP - number
        label = f"{score:>3} " if score % 5 == 0 else "    "
        lines.append((label + edge + "".join(row)).rstrip())
    marks = [" "] * room
    for bout in bouts:
        marks[column(bout.start)] = "^"
    lines.append(f"     {''.join(marks)}".rstrip())
    start, end = say_short_day(first), say_short_day(last)
    gap = room - len(start) - len(end)
    lines.append(f"     {start}{' ' * gap}{end}" if gap > 0 and last > first else f"     {start}")
    return lines


def _row(score: float) -> int:
    return TOP - min(TOP, max(0, int(score + 0.5)))


def _draw_means(grid: list[list[str]], bout: Bout, measure: Measure, column: Callable[[int], int], line: str) -> None:
    """The means of one bout as steps: each holds until the next day on which something was said."""
    means = running_mean(bout.visits, measure)
    for number, (day, mean) in enumerate(means):
        start = column(day)
        end = column(means[number + 1][0]) if number + 1 < len(means) else start + 1
        for at in range(start, min(max(end, start + 1), len(grid[0]))):
            grid[_row(mean)][at] = line
