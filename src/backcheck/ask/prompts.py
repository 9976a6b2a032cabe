"""Prompts with their keys: a list, a line to type in, a line that waits. Nothing of what they ask.

What a key does depends on what is open, so each prompt takes every key itself and looks it up in the table of keys.
Imports the prompt library, so import it late.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import BufferControl, FormattedTextControl, HSplit, Layout, Window
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.layout.processors import BeforeInput

from backcheck.ask.keys import NOTHING, TELLS, UNSURE_KEY, actions_of, row_keys
from backcheck.ask.kit import PromptKit
from backcheck.ask.panels import NO_FIGURE, NO_ROW, Panel, PanelView, StyledLine
from backcheck.ask.port import EndReason, Left, Move

NOTHING_POINTED = "Nothing is chosen yet. Point at a row with its number or an arrow key."
LEAVE = "{loss} Leave? y leaves, any other key goes on."
ONE_NUMBER = "Taken as row {key}. For two rows wait a second between their numbers."
NO_SUCH_ROW = "There is no row {key}."

HELP = "?"
"""What a line that waits ends with where somebody wants to know its keys."""

STEPS = {"up": -1, "down": 1, "page-up": -10, "page-down": 10}
"""How far each of these actions points."""

TOGETHER = 1.0
"""Seconds within which two digits make one number."""

_SILENT = {Keys.CPRResponse, Keys.Vt100MouseEvent, Keys.WindowsMouseEvent, Keys.BracketedPaste, Keys.Ignore,
           Keys.ScrollUp, Keys.ScrollDown}  # fmt: skip
"""What is no key that somebody pressed, or not as a key."""


_JOINERS = "\u200c\u200d"
"""They hold letters or emoji together, and are typed with them."""


class Prompt:
    """One prompt with its keys: each action of the table that is `bound` does something, every other key says so.

    An action returns what the prompt ends with, or None to go on.
    """

    def __init__(self, kit: PromptKit, panel: Panel, view: PanelView | None = None) -> None:
        self.kit, self.panel, self.view = kit, panel, view or PanelView()
        self.names = actions_of(panel.keys) | actions_of(("stop", "leave"))
        self.bound: dict[str, Callable[[], Any]] = {"help": self._help, "close": lambda: None}
        self._leaving = False

    def layout(self) -> Layout:
        """What is drawn. The cursor rests at the beginning, so that a resized window is cleared from there."""

        def text() -> StyleAndTextTuples:
            return self.fragments(self.panel.draw(*self.kit.size, self.view).lines)

        control = FormattedTextControl(text, focusable=True, show_cursor=False)
        return Layout(Window(control, wrap_lines=False, always_hide_cursor=True))

    def ticked(self) -> tuple[str, ...]:
        """The rows that are ticked."""
        return ()

    def bind(self, action: str, act: Callable[[], Any], *names: str) -> None:
        """Lets an action of the table do this; `names` are keys for it besides those of the table."""
        self.bound[action] = act
        self.names |= dict.fromkeys(names, action)

    def bindings(self) -> KeyBindings:
        """One binding for all keys, since what a key does depends on what is open."""
        keys = KeyBindings()
        for name in ("<any>", "<sigint>"):
            keys.add(name, eager=True)(self._press)
        return keys

    def run(self, ticking: Callable[[], Any] | None = None) -> Any:
        """Shows the prompt and returns what a key, or `ticking`, ended it with."""
        return self.kit.run(self, ticking)

    def fragments(self, lines: list[StyledLine]) -> StyleAndTextTuples:
        """Styled lines in the form that prompt_toolkit draws."""
        parts: StyleAndTextTuples = []
        for line in lines:
            parts += [(f"class:{style}", self.kit.spell(text)) for style, text in line]
            parts.append(("", "\n"))
        return parts[:-1]

    def _press(self, event: KeyPressEvent) -> None:
        pressed = event.key_sequence[0]
        name = pressed.key.value if isinstance(pressed.key, Keys) else pressed.key
        action = self.names.get(name, "")
        if action in ("leave", "end"):
            event.app.exit(exception=Left(EndReason.USER if action == "leave" else EndReason.EOF, self.ticked()))
        elif action == "stop":
            self.kit.stop()
        elif pressed.key == Keys.BracketedPaste:
            self.paste(pressed.data)
        elif pressed.key not in _SILENT:
            try:
                result = self._act(name, action)
            except Left as left:
                event.app.exit(exception=left)
                return
            if result is not None:
                event.app.exit(result=result)

    def _act(self, name: str, action: str) -> Any:
        """What a key does with what is open now."""
        self.view.message = ""
        if self._leaving:
            self._leaving = False
            if name in ("y", "q"):
                raise Left(EndReason.QUIT, self.ticked())
            return None
        if self.view.shows != "rows":
            return self._in_overlay(action)
        if action == "quit" and action not in self.bound and not self.view.typing:
            if not (loss := self.kit.loss()):
                raise Left(EndReason.QUIT, self.ticked())
            self._leaving, self.view.message = True, LEAVE.format(loss=loss)
            return None
        return self.act(name, action)

    def act(self, name: str, action: str) -> Any:  # noqa: ARG002 - subclasses look at it
        """What a key does while nothing is open: the bound action, else it says that it means nothing."""
        if (bound := self.bound.get(action)) is not None:
            return bound()
        self.view.message = f"{NOTHING} {TELLS}" if "?" in self.names else NOTHING
        return None

    def paste(self, text: str) -> None:
        """Pasted text presses no keys."""

    def _help(self) -> None:
        self.view.shows, self.view.at = "help", 0

    def _in_overlay(self, action: str) -> Any:
        """Up and Down look on; any other key closes it and does no more, since the rows cannot be seen."""
        if action not in STEPS:
            self.view.shows = "rows"
        elif self.view.shows == "help":
            self.view.at += STEPS[action]
        else:
            self.move(STEPS[action])

    def move(self, by: int) -> None:
        """Points so many rows further, where there are rows."""


class List(Prompt):
    """A list of rows, with one pointed at or none and, where many may be chosen, boxes."""

    def __init__(self, kit: PromptKit, panel: Panel, view: PanelView) -> None:
        super().__init__(kit, panel, view)
        self._ids = dict(zip(row_keys(panel.rows), (row.id for row in panel.rows), strict=True))
        self._typed, self._when = "", 0.0
        self.bound |= {action: partial(self.move, by) for action, by in STEPS.items()}
        self.bound |= {
            "first": lambda: self._point(0),
            "last": lambda: self._point(-1),
            "search": self._search,
            "figure": self._figure,
            "close": self._show_all,
        }
        if panel.many:
            self.bound["tick"] = lambda: self.toggle(self.view.pointed)

    def ticked(self) -> tuple[str, ...]:
        """The rows that are ticked."""
        return tuple(self.view.ticked) if self.panel.many else ()

    def toggle(self, row: str) -> None:
        """Ticks a row, or unticks it."""
        if not row:
            self.view.message = NOTHING_POINTED
        elif row in self.view.ticked:
            self.view.ticked.remove(row)
        else:
            self.view.ticked.append(row)

    def bind_closing(self, row: str | None) -> None:
        """Lets Escape choose this row, if any; what is looked for in the list is closed first."""

        def close() -> str | None:
            looked = self.view.search is not None
            self._show_all()
            return None if looked else row

        self.bind("close", close)

    def bind_choice(self, chosen: Callable[[str], Any]) -> None:
        """Lets Enter choose the pointed row; where none is, it says so."""

        def enter() -> Any:
            if self.view.pointed:
                return chosen(self.view.pointed)
            self.view.message = NOTHING_POINTED
            return None

        self.bind("enter", enter)

    def act(self, name: str, action: str) -> Any:
        """A number points at its row or ticks it, letters may be looked for; else as everywhere."""
        if self.view.typing:
            return self._in_search(name, action)
        if (name.isascii() and name.isdigit()) or (name == UNSURE_KEY and name in self._ids):
            return self._row_of(name)
        self._typed = ""
        return super().act(name, action)

    def _row_of(self, name: str) -> None:
        before = self._typed if time.monotonic() - self._when < TOGETHER else ""
        key = before + name if before + name in self._ids else name
        if key not in self._ids:
            self._typed = ""
            self.view.message = NO_SUCH_ROW.format(key=key)
            return
        both = key != name
        starts_another = any(other != key and other.startswith(key) for other in self._ids)
        self._typed, self._when = (key if starts_another else ""), time.monotonic()
        self.view.search = None
        self.view.pointed = self._ids[key]
        if self.panel.many:
            if both:
                self.toggle(self._ids[before])
                self.view.message = ONE_NUMBER.format(key=key)
            self.toggle(self._ids[key])

    def move(self, by: int) -> None:
        """Points so many rows further; by one it goes round, and from none it begins at an end."""
        listed = [row.id for row in self.panel.listed(self.view)]
        if self.view.pointed not in listed:
            self._point(0 if by > 0 else -1)
            return
        at = listed.index(self.view.pointed) + by
        self._point(at % len(listed) if abs(by) == 1 else max(0, min(at, len(listed) - 1)))

    def _point(self, place: int) -> None:
        listed = self.panel.listed(self.view)
        self.view.pointed = listed[place].id if listed else ""

    def _search(self) -> None:
        self.view.search, self.view.typing = "", True

    def _show_all(self) -> None:
        self.view.search = None
        if self.view.pointed not in self._ids.values():
            self.view.pointed = ""

    def _in_search(self, name: str, action: str) -> None:
        words = self.view.search or ""
        if action == "close":
            self.view.typing = False
            self._show_all()
        elif action == "enter":
            self.view.typing = False
            if not words.strip():
                self._show_all()
        elif action in ("up", "down") and len(name) > 1:
            self.move(1 if action == "down" else -1)
        elif name == "c-h":
            self.view.search = words[:-1]
        elif len(name) == 1:
            self.view.search = words + name
        if self.view.search != words and (self.view.search or "").strip():
            listed = self.panel.listed(self.view)  # the nearest to the words first
            self.view.pointed = listed[0].id if listed else ""
            self.view.message = "" if listed else NO_ROW

    def _figure(self) -> None:
        if self.panel.figure is None or not self.view.pointed or not self.panel.figure(self.view.pointed):
            self.view.message = NO_FIGURE
        else:
            self.view.shows = "figure"


class Field(Prompt):
    """A line to type in. `takes` are the characters that may be typed, empty for all."""

    def __init__(self, kit: PromptKit, panel: Panel, takes: str = "") -> None:
        super().__init__(kit, panel)
        self.buffer = line = Buffer(multiline=False)
        self._takes = takes
        self._edits: dict[str, Callable[[], Any]] = {
            "left": line.cursor_left,
            "right": line.cursor_right,
            "home": lambda: self._jump(0),
            "c-a": lambda: self._jump(0),
            "end": lambda: self._jump(len(line.text)),
            "c-e": lambda: self._jump(len(line.text)),
            "c-h": line.delete_before_cursor,
            "delete": line.delete,
            "c-u": line.reset,
        }

    def layout(self) -> Layout:
        """The line between the texts."""
        line = Window(BufferControl(self.buffer, input_processors=[BeforeInput("> ", "class:mark")]), height=1)
        return Layout(HSplit([self._window("top"), line, self._window("bottom")]), focused_element=line)

    def paste(self, text: str) -> None:
        """What is pasted stays on the one line; a line break in it is a blank, never an Enter."""
        self.buffer.insert_text(" ".join(text.splitlines()))

    def bind_enter(self, read: Callable[[str], Any], fault: Callable[[], str]) -> None:
        """Enter ends with what `read` makes of the text, or says what is wrong when that is None."""

        def enter() -> Any:
            if (result := read(self.buffer.text)) is None:
                self.view.message = fault()
            return result

        self.bind("enter", enter)

    def act(self, name: str, action: str) -> Any:
        """Edits the line; Left and Backspace go back only while there is nothing to edit."""
        edit = self._edits.get(name)
        if edit is not None and (self.buffer.text or action != "back"):
            edit()
            return None
        if len(name) == 1 and (name in self._takes if self._takes else name.isprintable() or name in _JOINERS):
            self.buffer.insert_text(name)
            return None
        return super().act(name, action)

    def _jump(self, place: int) -> None:
        self.buffer.cursor_position = place

    def _window(self, part: str) -> Window:
        """A window exactly as high as its lines; none when there are none."""

        def lines() -> list[StyledLine]:
            columns, rows = self.kit.size
            picture = self.panel.draw(columns, rows - 1, self.view)
            return picture.bottom if part == "bottom" else [*picture.top, *picture.middle]

        def text() -> StyleAndTextTuples:
            return self.fragments(lines())

        return Window(FormattedTextControl(text), height=lambda: Dimension.exact(len(lines())), wrap_lines=False)


class Told(Prompt):
    """Lines to be read; any key but those that look on closes them."""

    def __init__(self, kit: PromptKit, panel: Panel) -> None:
        super().__init__(kit, panel, PanelView(shows="help"))
        self.names |= actions_of(("point",))

    def _in_overlay(self, action: str) -> Any:
        super()._in_overlay(action)
        return None if self.view.shows == "help" else True


class Pause(Prompt):
    """One line that waits for Enter, for going back or for no more; one of `numbers` may be typed before Enter."""

    def __init__(self, kit: PromptKit, panel: Panel, numbers: Collection[str]) -> None:
        super().__init__(kit, panel)
        self._numbers, self._typed = numbers, ""
        self._line = panel.lines[0]
        self.bind("enter", lambda: self._typed or True, "c-m", "c-j", " ")
        self.bind("back", lambda: Move.BACK, "left", "c-h")
        self.bind("quit", lambda: False, "q")
        self.bind("help", lambda: HELP, "?", "h", "f1")
        self.bind("close", lambda: None, "escape")

    def act(self, name: str, action: str) -> Any:
        """Digits are gathered at the end of the line."""
        digit = name.isascii() and name.isdigit() and bool(self._numbers)
        both = self._typed + name
        if action == "back" and self._typed:
            self._typed = ""
            self.panel = Panel("", "", (self._line,))
            return None
        self._typed = (both if both in self._numbers else name) if digit else self._typed
        if digit and self._typed not in self._numbers:
            self._typed, self.view.message = "", NO_SUCH_ROW.format(key=name)
        self.panel = Panel("", "", (f"{self._line} > {self._typed}" if self._typed else self._line,))
        return None if digit else super().act(name, action)
