"""Pain and the own score over time: a dot for each day, the mean of seven days as a line, bouts marked.

In character cells at any width, in words, and as an SVG that asks for nothing from anywhere, takes the colour of the
text around it, and says in `title` and `desc` what it shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest

from backcheck.reasoning.bouts import PAINS, Bout, Measure, Trend, Visit, running_mean
from backcheck.show.journal import MEASURES, say_bout, say_lifts, say_score, say_trend
from backcheck.show.page import Page
from backcheck.show.phrases import say_day, say_short_day
from backcheck.show.surface import Surface
from backcheck.text import clean_xml

SCALE = 10
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
            means = dict(running_mean(visits, measure))
            page.items(
                f"{say_day(visit.day)}: {say_score(score)}, mean of seven days {say_score(means[visit.day])}."
                for visit in visits
                if (score := visit.score(measure)) is not None
            )
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


def _glyphs(surface: Surface) -> tuple[str, str]:
    return ("\u2022", "\u2500") if surface.unicode else ("o", "-")


def _draw(bouts: Sequence[Bout], measure: Measure, surface: Surface) -> list[str]:
    """The rows of the chart, the axis, the marks where bouts begin, and the first and last day."""
    visits = [visit for bout in bouts for visit in bout.visits]
    first, last = visits[0].day, visits[-1].day
    room = max(8, min(surface.width - 5, 72))

    def column(day: int) -> int:
        return 0 if last == first else round((day - first) * (room - 1) / (last - first))

    def row(score: float) -> int:
        return SCALE - min(SCALE, max(0, int(score + 0.5)))

    grid = [[" "] * room for _ in range(SCALE + 1)]
    dot, line = _glyphs(surface)
    for bout in bouts:  # the means as steps: each holds until the next day on which something was said
        means = running_mean(bout.visits, measure)
        for (day, mean), after in zip_longest(means, means[1:]):
            start = column(day)
            end = max(start, column(after[0]) - 1 if after else start)
            grid[row(mean)][start : end + 1] = line * (end + 1 - start)
    for visit in visits:
        if (score := visit.score(measure)) is not None:
            grid[row(score)][column(visit.day)] = dot
    edge = "\u2502" if surface.unicode else "|"
    lines = []
    for number, cells in enumerate(grid):
        label = f"{SCALE - number:>3} " if (SCALE - number) % 5 == 0 else "    "
        lines.append((label + edge + "".join(cells)).rstrip())
    marks = [" "] * room
    for bout in bouts:
        marks[column(bout.start)] = "^"
    lines.append(f"     {''.join(marks)}".rstrip())
    start_day, end_day = say_short_day(first), say_short_day(last)
    gap = room - len(start_day) - len(end_day)
    lines.append(f"     {start_day}{' ' * gap}{end_day}" if gap > 0 and last > first else f"     {start_day}")
    return lines


# -- as SVG ------------------------------------------------------------------------------------------------------------


WIDE, HIGH = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 42, 14, 44, 40


def draw_svg(bouts: Sequence[Bout], measure: Measure, names: Mapping[str, str], *, key: str = "plot") -> str:
    """The picture as text. `key` makes its ids its own where several stand on one page. Bouts must not be empty."""
    visits = [visit for bout in bouts for visit in bout.visits]
    first, last = visits[0].day, max(visits[-1].day, visits[0].day + 1)

    def x(day: int) -> str:
        return f"{LEFT + (day - first) * (WIDE - LEFT - RIGHT) / (last - first):.1f}"

    def y(score: float) -> str:
        return f"{TOP + (SCALE - score) * (HIGH - TOP - BOTTOM) / SCALE:.1f}"

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" role="img"'
        f' aria-labelledby="{key}-title {key}-desc" font-family="system-ui, sans-serif" font-size="20"'
        ' fill="currentColor">',
        f'<title id="{key}-title">{clean_xml(MEASURES[measure])}, 0 to 10, over time</title>',
        f'<desc id="{key}-desc">{clean_xml(describe(bouts, measure))}</desc>',
    ]
    for score in (0, 5, 10):
        parts.append(
            f'<line x1="{LEFT}" x2="{WIDE - RIGHT}" y1="{y(score)}" y2="{y(score)}" stroke="currentColor"'
            f' stroke-opacity="0.3"/><text x="{LEFT - 8}" y="{y(score - 0.25)}" text-anchor="end">{score}</text>'
        )
    for bout in bouts:
        at, label = x(bout.start), f"{bout.number} {say_lifts(bout.visits[:1], names)}".strip()[:24]
        parts.append(
            f'<line x1="{at}" x2="{at}" y1="{TOP - 6}" y2="{HIGH - BOTTOM}" stroke="currentColor" stroke-opacity="0.6"'
            f' stroke-dasharray="4 4"/><text x="{at}" y="{TOP - 12}">{clean_xml(label)}</text>'
        )
        means = running_mean(bout.visits, measure)
        if len(means) > 1:
            way = " ".join(f"{x(day)},{y(mean)}" for day, mean in means)
            parts.append(f'<polyline points="{way}" fill="none" stroke="currentColor" stroke-width="3"/>')
    for visit in visits:
        score_said = visit.score(measure)
        if score_said is not None:
            parts.append(f'<circle cx="{x(visit.day)}" cy="{y(score_said)}" r="6.5"/>')
    parts.append(f'<text x="{LEFT}" y="{HIGH - 10}">{say_short_day(first)}</text>')
    parts.append(f'<text x="{WIDE - RIGHT}" y="{HIGH - 10}" text-anchor="end">{say_short_day(visits[-1].day)}</text>')
    return "".join([*parts, "</svg>"])


def describe(bouts: Sequence[Bout], measure: Measure) -> str:
    """The same in words, for whoever does not see it."""
    said = []
    for bout in bouts:
        means = dict(running_mean(bout.visits, measure))
        said += [
            f"{say_day(visit.day)}: {say_score(score)}, mean {say_score(means[visit.day])}"
            for visit in bout.visits
            if (score := visit.score(measure)) is not None
        ]
    return f"{'; '.join(said)}." if said else "Nothing was said yet."
