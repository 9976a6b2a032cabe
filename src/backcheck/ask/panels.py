"""What one screen of the full prompt looks like: styled lines for a width and a height.

Owns wrapping, the tick boxes, the help of the row under the cursor, and what gives way in a small window. Pure: knows
no terminal and no library; a line is a list of (style, text), styles are names that `kit` gives a look.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

import msgspec

from backcheck.ask.guide import Guide
from backcheck.ask.port import Bar, Figure, Row, Screen
from backcheck.knowledge.model import UNSURE
from backcheck.text import wrap

Line = list[tuple[str, str]]

DIGITS = 9
"""As many rows can be chosen by a digit; the rows after them carry none."""

CURSOR = "[SetCursorPosition]"
"""The style that marks the line that must stay in view."""

LEAST_LIST = 3
"""As many lines of a list are always in view, however small the window."""

CHOOSE_KEYS = "Enter chooses, Left goes back. Ctrl-C quits."
LEAD_KEYS = "Space pauses, Enter goes on, Left goes back, q stops."
START_KEYS = "Enter starts the clock, Right goes on, Left goes back, q stops."
NEXT_KEYS = "Enter goes on, Left goes back, q stops."
SHORT_KEYS = "Enter, Left, q stops."
TEXT_KEYS = "Enter goes on, Left in an empty line goes back. Ctrl-C quits."
_ANYWHERE = "Left goes back. u not sure, ? why we ask, r review, Ctrl-C quits."
_KEYS = {
    "one": f"Enter chooses, {_ANYWHERE}",
    "many": f"Space ticks, Enter goes on, {_ANYWHERE}",
    "number": f"Enter goes on, {_ANYWHERE}",
}

_WIDEST = 100
_USABLE_LIST = 6
_CUT_HERE = "Window too low."
UNFOLDED_HEADING = ": check, then tick"
"""In a low window the line that says so gives way; this one stays."""

NO_FIGURE = "There is no picture of this row."
FIGURE_KEYS = "f shows the rows again, Up and Down draw another. Ctrl-C quits."
_COLOUR = re.compile("\x1b\\[([0-9;]*)m")
_SCROLLS = "This window is too low for all rows: the arrow keys reach them."


class Picture(msgspec.Struct, frozen=True):
    """One screen, laid out. `list_height` is smaller than `middle` where the list has to scroll."""

    top: list[Line]
    middle: list[Line]
    bottom: list[Line]
    list_height: int


class Spared(msgspec.Struct, frozen=True):
    """What is shown beside the prompt, the list, a message and an unfolded reason."""

    gaps: bool = False
    checks: bool = False
    keys: bool = False
    lead: bool = False
    help: bool = False
    heading: bool = True


def _from_most_to_least(unfolded: bool) -> Iterator[Spared]:
    """What gives way, in this order: air, the checks of all rows at once, the keys, the line under the prompt."""
    if unfolded:
        yield Spared(gaps=True, checks=True, keys=True, lead=True)
        yield Spared(checks=True, keys=True, lead=True)
    yield Spared(gaps=True, keys=True, lead=True, help=True)
    yield Spared(keys=True, lead=True, help=True)
    yield Spared(lead=True, help=True)
    yield Spared(help=True)


class Panel(msgspec.Struct):
    """The text of one screen. `message` and `why_shown` change while it stands; everything else does not.

    `lead` may give way in a small window, `lines` give way last. `short_keys` stand in a window too low for `keys`.
    """

    heading: str
    prompt: str
    lines: tuple[str, ...] = ()
    lead: str = ""
    why: str = ""
    keys: str = ""
    short_keys: str = ""
    rows: tuple[Row, ...] = ()
    many: bool = False
    unfolded: bool = False
    message: str = ""
    why_shown: bool = False
    figure: Figure | None = None
    figure_shown: bool = False
    _drawn: tuple[object, Picture] | None = None

    def draw(self, columns: int, rows: int, pointed: int = 0, ticked: tuple[str, ...] = ()) -> Picture:
        """The screen for a window of this size; the same one as before while nothing has changed."""
        key = (columns, rows, pointed, ticked, self.message, self.why_shown, self.figure_shown)
        if self._drawn is None or self._drawn[0] != key:
            self._drawn = (key, self._fit(columns, rows, pointed, ticked))
        return self._drawn[1]

    def _fit(self, columns: int, rows: int, pointed: int, ticked: tuple[str, ...]) -> Picture:
        width = fit(columns)
        for spared in _from_most_to_least(self.unfolded):
            if self.short_keys and not spared.keys:
                break
            top, middle, bottom = self._compose(width, spared, pointed, ticked)
            if len(top) + len(middle) + len(bottom) <= rows:
                return Picture(top, middle, bottom, len(middle))
        for spared in (Spared(help=True), Spared(), Spared(heading=False)):
            top, middle, bottom = self._compose(width, spared, pointed, ticked)
            bottom = [_line("dim", text) for text in wrap(_SCROLLS, width) if middle] + bottom
            if (left := rows - len(top) - len(bottom)) >= _USABLE_LIST:
                break
        left = min(len(middle), max(LEAST_LIST, left))
        if not middle and self.short_keys:
            bottom = [*bottom, *(_line("dim", text) for text in wrap(self.short_keys, width))]
        kept = len(bottom) if not middle else 0
        room = max(1, rows - left - kept)
        if len(top) > room:
            top = [*top[: room - 1], _line("dim", _CUT_HERE)]
        return Picture(top, middle, bottom[max(0, len(bottom) - (rows - left - len(top))) :], left)

    def is_cut(self, columns: int, rows: int) -> bool:
        """Whether the window is too low for the text above the list."""
        return [_line("dim", _CUT_HERE)] == self.draw(columns, rows).top[-1:]

    def _compose(
        self, width: int, spared: Spared, pointed: int, ticked: tuple[str, ...]
    ) -> tuple[list[Line], list[Line], list[Line]]:
        top = [_line("dim", text) for text in wrap(self.heading, width)] if self.heading and spared.heading else []
        top += [_line("prompt", text) for text in wrap(self.prompt, width)] if self.prompt else []
        for extra in (self.lead if spared.lead and not self.figure_shown else "", *self.lines):
            top += [_line("lead", text) for text in wrap(extra, width, "  ")] if extra else []
        return top, self._list(width, pointed, ticked, spared.checks), self._bottom(width, spared, pointed)

    def _list(self, width: int, pointed: int, ticked: Sequence[str], checks: bool) -> list[Line]:
        """The rows, each wrapped under its own beginning, the pointed one marked; or the figure of the pointed one."""
        if self.figure_shown:
            return self._figure(width, pointed)
        lines: list[Line] = []
        for place, row in enumerate(self.rows):
            mark = "> " if place == pointed else "  "
            box = ("[x] " if row.id in ticked else "[ ] ") if self.many else ""
            key = "u " if row.id == UNSURE else f"{place + 1} " if has_digit(place, row) else "  "
            style = "pointed" if place == pointed else "ticked" if row.id in ticked else "row"
            first, *others = wrap(row.label, width, mark + box + key)
            head: Line = [(CURSOR, "")] if place == pointed else []
            lines.append([*head, ("mark" if place == pointed else "row", first[:2]), (style, first[2:])])
            lines += [_line(style, text) for text in others]
            if checks and row.help:
                lines += [_line("dim", text) for text in wrap(row.help, width, " " * len(mark + box + key))]
        return lines

    def _figure(self, width: int, pointed: int) -> list[Line]:
        """The pointed row and its figure in the place of the list; lines of a drawing are cut, never wrapped."""
        row = self.rows[pointed]
        lines = [[(CURSOR, ""), ("pointed", text)] for text in wrap(row.label, width, "> ")]
        drawn = self.figure(row.id) if self.figure else None
        return [*lines[:1], *[line[1:] for line in lines[1:]], *[_cut_drawing(text, width) for text in drawn or ()]]

    def toggle_figure(self, pointed: int) -> None:
        """Shows the figure of the pointed row, or the list again."""
        if self.figure is None:
            return
        if not self.figure_shown and not self.figure(self.rows[pointed].id):
            self.message = NO_FIGURE
            return
        self.figure_shown = not self.figure_shown

    def _bottom(self, width: int, spared: Spared, pointed: int) -> list[Line]:
        """Help of the pointed row, why we ask, and last a message or the keys."""
        above = self._help(width, pointed) if spared.help and not self.figure_shown else []
        if self.why_shown:
            above += [_line("lead", text) for text in wrap(f"Why we ask: {self.why}", width, "  ")]
        last = [_line("message", text) for text in wrap(self.message, width)] if self.message else []
        if not last and spared.keys and self.keys:
            last = [_line("dim", text) for text in wrap(FIGURE_KEYS if self.figure_shown else self.keys, width)]
        gap = [_line("row", "")] if spared.gaps else []
        return [*(gap if above else []), *above, *(gap if last else []), *last]

    def _help(self, width: int, pointed: int) -> list[Line]:
        """The help of the pointed row, filled up to the height of the longest, so that nothing jumps."""
        if not self.rows:
            return []
        texts = [wrap(row.help, width, "  ") if row.help else [] for row in self.rows]
        height = max(map(len, texts))
        return [_line("dim", text) for text in texts[pointed]] + [_line("row", "")] * (height - len(texts[pointed]))


def has_digit(place: int, row: Row) -> bool:
    """Whether a digit chooses this row; "Not sure" has its letter, so that its digit is never pressed by habit."""
    return place < DIGITS and row.id != UNSURE


def draw_guide(guide: Guide, now: float, draw: Bar, columns: int) -> Panel:
    """The panel of the stint one is at: what, how, and how much of it is left."""
    stint = guide.stint
    following = guide.following.title if guide.following else "done"
    then = f" Then: {following}." if following != stint.title else ""
    clock = ""
    if stint.seconds:
        left = guide.left(now)
        state = "" if guide.running else " Paused." if guide.started else " The clock waits for you."
        bar = draw(1 - left / stint.seconds, max(5, min(40, fit(columns) - 20)))
        clock = f"{bar} {say_clock(left)} left.{state}"
    keys = NEXT_KEYS if not stint.seconds else LEAD_KEYS if guide.started else START_KEYS
    return Panel(
        f"{guide.place + 1} of {len(guide.stints)}.{then}",
        stint.title,
        tuple(filter(None, (clock, *stint.lines))),
        keys=keys,
        short_keys=SHORT_KEYS,
        message=guide.message,
    )


def say_clock(seconds: float) -> str:
    """Seconds as on a clock, rounded up so that none is shown only at the end: "1:05"."""
    whole = math.ceil(seconds)
    return f"{whole // 60}:{whole % 60:02}"


def build_panel(screen: Screen) -> Panel:
    """The panel of a question."""
    return Panel(
        f"{screen.heading}{UNFOLDED_HEADING if screen.unfolded else ''}",
        screen.question.prompt,
        lead=screen.lead,
        why=screen.question.why,
        keys=_KEYS[screen.question.kind].replace(
            "u not sure", "f picture, u not sure" if screen.figure else "u not sure"
        ),
        figure=screen.figure,
        rows=screen.rows,
        many=screen.question.kind == "many",
        unfolded=screen.unfolded,
    )


def fit(columns: int) -> int:
    """The width that text is set in: one column is left free, and long lines stay readable."""
    return max(10, min(columns - 1, _WIDEST))


def _cut_drawing(text: str, width: int) -> Line:
    """One line of a drawing, as wide as there is room. What it carries of colour codes becomes styles: "sgr-1-31"."""
    line: Line = []
    style = "row"
    for place, part in enumerate(_COLOUR.split(text)):
        if place % 2:
            style = "row" if part in ("", "0") else f"sgr-{part.replace(';', '-')}"
        elif shown := part[: max(0, width)]:
            line.append((style, shown))
            width -= len(shown)
    return line or _line("row", "")


def _line(style: str, text: str) -> Line:
    return [(style, text)]
