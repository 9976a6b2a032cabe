"""Pain or the own score over time as an SVG: dots for days, the mean of seven days as a line, bouts marked.

Owns the drawing only. It asks for nothing from anywhere, takes the colour of the text around it, and says in `title`
and `desc` what it shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from backcheck.reasoning.bouts import Bout, Measure, running_mean
from backcheck.show.journal_words import MEASURES, say_day, say_lifts, say_score, say_short_day
from backcheck.text import clean

WIDE, HIGH = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 42, 14, 44, 40
SCALE = 10


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
        f'<title id="{key}-title">{_text(MEASURES[measure])}, 0 to 10, over time</title>',
        f'<desc id="{key}-desc">{_text(describe(bouts, measure))}</desc>',
    ]
    for score in (0, 5, 10):
        parts.append(
            f'<line x1="{LEFT}" x2="{WIDE - RIGHT}" y1="{y(score)}" y2="{y(score)}" stroke="currentColor"'
            f' stroke-opacity="0.3"/><text x="{LEFT - 8}" y="{y(score - 0.25)}" text-anchor="end">{score}</text>'
        )
    for bout in bouts:
        parts.append(_mark(bout, x(bout.start), say_lifts(bout.visits[:1], names)))
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
    """The same in words, for who does not see it."""
    said = [
        f"{say_day(visit.day)}: {say_score(score)}"
        for bout in bouts
        for visit in bout.visits
        if (score := visit.score(measure)) is not None
    ]
    return f"{'; '.join(said)}." if said else "Nothing was said yet."


def _mark(bout: Bout, at: str, lifts: str) -> str:
    label = f"{bout.number} {lifts}".strip()[:24]
    return (
        f'<line x1="{at}" x2="{at}" y1="{TOP - 6}" y2="{HIGH - BOTTOM}" stroke="currentColor" stroke-opacity="0.6"'
        f' stroke-dasharray="4 4"/><text x="{at}" y="{TOP - 12}">{_text(label)}</text>'
    )


def _text(words: str) -> str:
    return escape(clean(words))
