"""One exercise over the weeks as an SVG: top sets as dots on a line, work sets a week as bars, the pain's first day.

Owns the drawing only. It asks for nothing from anywhere, takes the colour of the text around it, and says in `title`
and `desc` what it shows. What is where is in `training_log.weeks`.
"""

from __future__ import annotations

from datetime import date
from html import escape

from backcheck.knowledge.loads import Unit
from backcheck.show.journal_words import say_short_day
from backcheck.show.log_plot import BEGAN, say_weeks
from backcheck.show.log_words import NO_LOAD, say_load
from backcheck.text import clean
from backcheck.training_log.weeks import WEEK, Weeks

WIDE, HIGH = 640, 300
LEFT, RIGHT = 64, 14
TOP, MIDDLE = 40, 180
"""Upper and lower edge of the chart of loads."""

BARS, BOTTOM = 206, 262
"""Upper and lower edge of the bars."""


def draw_weeks_svg(weeks: Weeks, name: str, unit: Unit, began: date | None = None, *, key: str = "log") -> str:
    """The picture as text; there must be a session. `key` makes its ids its own where several stand on one page."""
    low, high = weeks.bounds
    most = max(week.sets for week in weeks.weeks)

    def x(day: float) -> float:
        return LEFT + min(1.0, weeks.place(day)) * (WIDE - LEFT - RIGHT)

    def y(level: float) -> float:
        return MIDDLE - ((level - low) / (high - low) if high > low else 0.5) * (MIDDLE - TOP)

    what = f"Top set, {unit}" if weeks.loaded else f"Top set, reps ({NO_LOAD})"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" role="img"'
        f' aria-labelledby="{key}-title {key}-desc" font-family="system-ui, sans-serif" font-size="16"'
        ' fill="currentColor">',
        f'<title id="{key}-title">{_text(name)}: top sets and work sets a week</title>',
        f'<desc id="{key}-desc">{_text(describe_weeks(weeks, unit, began))}</desc>',
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


def _text(words: str) -> str:
    return escape(clean(words))
