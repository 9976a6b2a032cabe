"""What one screen of the full prompt looks like: styled lines for a width and a height.

Wrapping, tick boxes, the help of the row under the cursor, and what gives way in a small window. No terminal and no
library is known: a line is a list of (style, text), styles are names that `kit` gives a look. A panel is what is asked
and does not change; a view is how far the person has come with it.
"""

from __future__ import annotations

import math
import re
from typing import Literal

import msgspec

from backcheck.ask.guide import Guide
from backcheck.ask.keys import KEYS, MANY, NUMBER, ONE, row_keys, say_keys, say_led
from backcheck.ask.port import Bar, DrawRow, Row, Screen
from backcheck.ask.screens import find_opening, say_record
from backcheck.looks import Style
from backcheck.text import wrap

LOOKS: dict[str, Style] = {
    "dim": "faint",
    "record": "faint",
    "prompt": "strong",
    "mark": "mark",
    "pointed": "strong",
    "ticked": "strong",
    "message": "error",
    "row": "",
}
"""How the parts of a panel look; what a drawing brings has a look already, and the others have none."""

StyledLine = list[tuple[str, str]]

RECORD = "- "
"""What a line of record begins with."""

HELP_KEYS = "Down shows more; any other key goes back."
HELP_WHOLE = "Enter goes back."
FIGURE_KEYS = "Up and Down draw another; any other key shows the rows again."
SHOWS_ALL = "Escape shows all rows."
SEARCH_KEYS = f"Type a part of a name, then Enter. {SHOWS_ALL}"
NO_FIGURE = "There is no picture of this row."
NO_ROW = f"No row has that in its name. {SHOWS_ALL}"

_WIDEST = 100
_LEAST_LIST = 3
_CUT_HERE = "This window isn't tall enough."
_COLOUR = re.compile("\x1b\\[([0-9;]*)m")


class Picture(msgspec.Struct, frozen=True):
    """One screen, laid out: what is above a line to type in, the list, and what is below."""

    top: list[StyledLine]
    middle: list[StyledLine]
    bottom: list[StyledLine]

    @property
    def lines(self) -> list[StyledLine]:
        """All lines from the top down."""
        return [*self.top, *self.middle, *self.bottom]


class Spared(msgspec.Struct, frozen=True):
    """What is shown beside the prompt, the list, a message and the keys."""

    gaps: bool = False
    long_keys: bool = False
    lead: bool = False
    help: bool = False
    heading: bool = True


_FROM_MOST_TO_LEAST = (
    Spared(gaps=True, long_keys=True, lead=True, help=True),
    Spared(long_keys=True, lead=True, help=True),
    Spared(lead=True, help=True),
    Spared(help=True),
    Spared(),
    Spared(heading=False),
)
"""What gives way, in this order: air, long words for keys, the lead, the help, the heading."""


class PanelView(msgspec.Struct):
    """How far the person has come with a panel. `pointed` is the id of a row, empty for none.

    `search` are the words looked for, None while nobody looks; `typing` is whether letters go to them. `at` is the
    first line in view of a help that is longer than the window.
    """

    pointed: str = ""
    ticked: list[str] = []
    message: str = ""
    shows: Literal["rows", "help", "figure"] = "rows"
    search: str | None = None
    typing: bool = False
    at: int = 0


class Panel(msgspec.Struct):
    """The text of one screen.

    `above` is before the prompt. `lead` may give way in a small window, `lines` give way last. `keys` are ids of
    the table of keys; `long_keys` and `short_keys` are the line made of them unless another is given. `record` is what
    was answered before (question, answer), as much as there is room for, `opening` what is said first, where there is
    room for all of it. `notes` are always said.
    """

    heading: str
    prompt: str
    lines: tuple[str, ...] = ()
    lead: str = ""
    why: str = ""
    keys: tuple[str, ...] = ()
    long_keys: str = ""
    short_keys: str = ""
    rows: tuple[Row, ...] = ()
    more: tuple[Row, ...] = ()
    many: bool = False
    above: tuple[str, ...] = ()
    figure: DrawRow | None = None
    record: tuple[tuple[str, str], ...] = ()
    opening: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def listed(self, view: PanelView) -> list[Row]:
        """The rows that are listed: all, or those with the words that are looked for, the nearest first."""
        words = (view.search or "").casefold().split()
        if not words:
            return list(self.rows)
        found: list[tuple[int, int, Row]] = []
        for row in (*self.rows, *self.more):
            names, wanted = [text.casefold() for text in (row.label, *row.names)], " ".join(words)
            if begun := [len(name) for name in names if name.startswith(wanted)]:
                found.append((0, min(begun), row))  # the beginning of a name is nearest, of a short one before a long
            elif any(f" {wanted}" in name for name in names):
                found.append((1, 0, row))
            elif any(all(word in name for word in words) for name in names):
                found.append((2, 0, row))
        return [row for *_, row in sorted(found, key=lambda one: one[:2])]

    def draw(self, columns: int, rows: int, view: PanelView) -> Picture:
        """The screen for a window of this size."""
        width = fit(columns)
        notes = [_line("lead", text) for note in self.notes for text in wrap(note, width, "  ")]
        notes = notes[: max(1, rows - 8)]
        room = rows - len(notes)
        picture = self._fit(width, room, view)
        left = room - len(picture.lines) - 1
        opening = [_line("lead", text) for said in self.opening for text in wrap(said, width, "  ")]
        opening = opening if len(opening) <= left else []
        left -= len(opening)
        said = (say_record(*pair, width - len(RECORD)) for pair in self.record[-left:] if left > 0)
        record = [_line("record", f"{RECORD}{text}") for text in said]
        above = [*opening, *record]
        gap = [_line("row", "")] if above else []
        return Picture([*above, *gap, *notes, *picture.top], picture.middle, picture.bottom)

    def is_cut(self, columns: int, rows: int) -> bool:
        """Whether the window is too low for the text above the list."""
        return _line("dim", _CUT_HERE) in self.draw(columns, rows, PanelView()).top

    def help_lines(self, view: PanelView, width: int) -> list[str]:
        """What `?` tells: why we ask, more about the pointed row, and each key in a sentence."""
        pointed = next((row for row in (*self.rows, *self.more) if row.id == view.pointed and row.help), None)
        about = f"{pointed.label}. {pointed.help}" if pointed else ""
        texts = [*self.lines, f"Why we ask: {self.why}" if self.why else "", about]
        lines = [line for text in texts if text for line in wrap(text, width, "  ")]
        keys = ((KEYS[id].shown, KEYS[id].does) for id in self.keys)
        return [*lines, *(line for shown, does in keys for line in wrap(f"{shown}: {does}.", width, "  ", "    "))]

    def _fit(self, width: int, rows: int, view: PanelView) -> Picture:
        if view.shows != "rows":
            return self._overlay(width, rows, view)
        for spared in _FROM_MOST_TO_LEAST:
            top, bottom = self._top(width, spared, view), self._bottom(width, spared, view)
            middle = self._blocks(width, view)
            picture = Picture(top, [line for block in middle for line in block], bottom)
            if len(picture.lines) <= rows:
                return picture
        bottom = self._bottom(width, spared, view, scrolls=True)
        left = rows - len(top) - len(bottom)
        if left < _LEAST_LIST:
            kept = min(_LEAST_LIST, sum(map(len, middle)))
            most = max(1, rows - len(bottom) - kept)
            top = top if len(top) <= most else [*top[: most - 1], _line("dim", _CUT_HERE)]
            left = max(kept, rows - len(top) - len(bottom))
        return Picture(top, self._scrolled(middle, left, view, width), bottom)

    def _scrolled(self, blocks: list[list[StyledLine]], room: int, view: PanelView, width: int) -> list[StyledLine]:
        """As many whole rows as fit, the pointed one among them, and a line that says which."""
        if not blocks:
            return []
        listed = self.listed(view)
        at = next((place for place, row in enumerate(listed) if row.id == view.pointed), 0)
        room -= 1
        first = last = at
        used = len(blocks[at])
        while True:
            if last + 1 < len(blocks) and used + len(blocks[last + 1]) <= room and last - at <= at - first:
                last += 1
                used += len(blocks[last])
            elif first and used + len(blocks[first - 1]) <= room:
                first -= 1
                used += len(blocks[first])
            elif last + 1 < len(blocks) and used + len(blocks[last + 1]) <= room:
                last += 1
                used += len(blocks[last])
            else:
                break
        told = f"Rows {first + 1} to {last + 1} of {len(blocks)}, arrows for more."
        lines = [line for block in blocks[first : last + 1] for line in block]
        return [*lines[: max(1, room)], _line("dim", wrap(told, width)[0])]

    def _overlay(self, width: int, rows: int, view: PanelView) -> Picture:
        """The help or the figure in the place of the list."""
        top = self._top(width, Spared(), view)
        bottom = [_line("dim", text) for text in wrap(HELP_KEYS if view.shows == "help" else FIGURE_KEYS, width)]
        if view.shows == "figure":  # lines of a drawing are cut, never wrapped
            row = next(row for row in self.rows if row.id == view.pointed)
            drawn = self.figure(row.id) if self.figure else None
            body = [_line("pointed", text) for text in wrap(row.label, width, "> ")]
            body += [_cut_drawing(text, width) for text in drawn or [f"  {NO_FIGURE}"]]
        else:
            top = top if len(top) + len(bottom) + _LEAST_LIST <= rows else []
            body = [_line("lead", text) for text in self.help_lines(view, width)]
        room = max(1, rows - len(top) - len(bottom))
        if view.shows == "help" and len(body) <= room:
            bottom = [_line("dim", HELP_WHOLE)]
        view.at = max(0, min(view.at, len(body) - room))
        return Picture(top, body[view.at : view.at + room], bottom)

    def _top(self, width: int, spared: Spared, view: PanelView) -> list[StyledLine]:
        top = [_line("dim", text) for text in wrap(self.heading, width)] if self.heading and spared.heading else []
        top += [_line("lead", text) for said in self.above for text in wrap(said, width)]
        top += [_line("prompt", text) for text in wrap(self.prompt, width)] if self.prompt else []
        shown = (self.lead if spared.lead else "", *(self.lines if view.shows == "rows" else ()))
        top += [_line("lead", text) for extra in shown if extra for text in wrap(extra, width, "  ")]
        if view.search is not None:
            top.append([("mark", "/ "), ("row", view.search), ("mark", "_" if view.typing else "")])
        return top

    def _blocks(self, width: int, view: PanelView) -> list[list[StyledLine]]:
        """The lines of each row, wrapped under its own beginning, the pointed one marked."""
        keys = dict(zip((row.id for row in self.rows), row_keys(self.rows), strict=True))
        room = max(map(len, keys.values()), default=1)
        blocks = []
        for row in self.listed(view):
            here = row.id == view.pointed
            box = ("[x] " if row.id in view.ticked else "[ ] ") if self.many else ""
            before = f"{'> ' if here else '  '}{box}{keys.get(row.id, ''):>{room}} "
            style = "pointed" if here else "ticked" if row.id in view.ticked else "row"
            first, *others = wrap(row.label, width, before)
            lines: list[StyledLine] = [[("mark" if here else "row", first[:2]), (style, first[2:])]]
            lines += [_line(style, text) for text in others]
            if row.beside:
                lines += [_line("lead", text) for text in wrap(row.beside, width, " " * len(before))]
            blocks.append(lines)
        return blocks

    def _bottom(self, width: int, spared: Spared, view: PanelView, *, scrolls: bool = False) -> list[StyledLine]:
        """Help of the pointed row, and last a message or the keys."""
        above = []
        if spared.help:  # filled up to the height of the longest, so that nothing jumps
            texts = {row.id: wrap(row.help, width, "  ") if row.help else [] for row in self.rows}
            height = max(map(len, texts.values()), default=0)
            shown = texts.get(view.pointed, [])
            above = [_line("dim", text) for text in shown] + [_line("row", "")] * (height - len(shown))
        message = view.message
        if message and view.search is not None and SHOWS_ALL not in message:  # what it speaks of may not be in view
            message = f"{message} {SHOWS_ALL}"
        last = [_line("message", text) for text in wrap(message, width)] if message else []
        if not last:
            long, short = say_keys(self.keys, scrolls=scrolls) if self.keys else ("", "")
            long, short = self.long_keys or long, self.short_keys or short
            keys = SEARCH_KEYS if view.typing else long if spared.long_keys else short
            last = [_line("dim", text) for text in wrap(keys, width)] if keys else []
        gap = [_line("row", "")] if spared.gaps else []
        return [*(gap if above else []), *above, *(gap if last else []), *last]


def draw_guide(guide: Guide, now: float, draw: Bar, columns: int) -> tuple[Panel, str]:
    """The panel of the stint one is at, and a message: what, how, and how much of it is left."""
    stint = guide.stint
    following = guide.following.title if guide.following else "done"
    then = f" Then: {following}." if following != stint.title else ""
    clock = ""
    if stint.seconds:
        left = guide.left(now)
        state = "" if guide.running else " Paused." if guide.started else " The clock waits for you."
        bar = draw(1 - left / stint.seconds, max(5, min(40, fit(columns) - 20)))
        clock = f"{bar} {say_clock(left)} left.{state}"
    keys, short = say_led(running=guide.started, clock=bool(stint.seconds))
    panel = Panel(
        f"{guide.place + 1} of {len(guide.stints)}.{then}",
        stint.title,
        tuple(filter(None, (clock, *stint.lines))),
        long_keys=keys,
        short_keys=short,
    )
    return panel, guide.message


def say_clock(seconds: float) -> str:
    """Seconds as on a clock, rounded up so that none is shown only at the end: "1:05"."""
    whole = math.ceil(seconds)
    return f"{whole // 60}:{whole % 60:02}"


def build_panel(screen: Screen) -> Panel:
    """The panel of a question."""
    keys = {"one": ONE, "many": MANY, "number": NUMBER}[screen.question.kind]
    if screen.figure:
        keys = (*keys[:-5], "figure", *keys[-5:])
    return Panel(
        screen.heading,
        screen.question.prompt,
        lead=screen.lead,
        why=screen.question.why,
        keys=keys,
        figure=screen.figure,
        rows=screen.rows,
        more=screen.more,
        many=screen.question.kind == "many",
        above=screen.above,
    )


def open_view(screen: Screen) -> PanelView:
    """How a question looks in the beginning."""
    ticked, pointed = find_opening(screen)
    return PanelView(pointed=pointed, ticked=list(ticked))


def fit(columns: int) -> int:
    """The width that text is set in: one column is left free, and long lines stay readable."""
    return max(10, min(columns - 1, _WIDEST))


def _cut_drawing(text: str, width: int) -> StyledLine:
    """One line of a drawing, as wide as there is room. What it carries of colour codes becomes styles: "sgr-1-31"."""
    line: StyledLine = []
    style = "row"
    for place, part in enumerate(_COLOUR.split(text)):
        if place % 2:
            style = "row" if part in ("", "0") else name_of(part)
        elif shown := part[: max(0, width)]:
            line.append((style, shown))
            width -= len(shown)
    return line or _line("row", "")


def name_of(code: str) -> str:
    """The style of a part of a drawing that carries this code."""
    return f"sgr-{code.replace(';', '-')}"


def _line(style: str, text: str) -> StyledLine:
    return [(style, text)]
