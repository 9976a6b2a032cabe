"""The first question at once: painted before the prompt library is loaded, which then takes over the same place.

Loading the library takes longer than all else together, and one can read meanwhile. Owns that first picture and the
change-over. Keys pressed before the change-over answer nothing; they are not shown either. Draws with the same panels
as the full prompt, so that nothing moves when it takes over.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

from backcheck.ask.guide import Guide
from backcheck.ask.panels import Line, Panel, build_panel
from backcheck.ask.port import Bar, Move, Now, Reply, Row, Screen
from backcheck.ask.screens import find_opening
from backcheck.ask.signals import heed_signals
from backcheck.text import ascii_only

if TYPE_CHECKING:
    from backcheck.ask.terminal import TerminalAsker

_CODES = {"dim": "2", "prompt": "1", "mark": "1;36", "pointed": "1", "ticked": "1", "message": "1;31"}
"""The look of the full prompt, in codes."""


class EarlyAsker:
    """The `Asker` of the full prompt, which loads it behind the first picture."""

    def __init__(self, out: TextIO, *, colour: bool, ascii: bool = False) -> None:
        self._out, self._colour, self._ascii = out, colour, ascii
        self._open = ExitStack()
        self._made: TerminalAsker | None = None

    @contextmanager
    def session(self) -> Iterator[None]:
        """Heeds signals while asking, also while the prompt is still being loaded."""
        with heed_signals(), self._open:
            yield

    def ask(self, screen: Screen) -> Reply:
        """Puts one question; the first is painted before anything slow."""
        if self._made is None and screen.rows:
            ticked, pointed = find_opening(screen)
            with self._painted(build_panel(screen), pointed, ticked):
                self._load()
        return self._load().ask(screen)

    def choose(self, prompt: str, rows: Sequence[Row], *, lines: Sequence[str] = ()) -> str | Move:
        """Lets the person pick one row."""
        return self._load().choose(prompt, rows, lines=lines)

    def ask_text(self, prompt: str, hint: str) -> str | Move:
        """Asks for a few words."""
        return self._load().ask_text(prompt, hint)

    def pause(self, prompt: str) -> bool:
        """Waits in one line for Enter or for no more."""
        return self._load().pause(prompt)

    def lead(self, guide: Guide, now: Now, draw: Bar) -> bool:
        """Leads through the stints."""
        return self._load().lead(guide, now, draw)

    def note(self, text: str) -> None:
        """Says something above the next question."""
        self._load().note(text)

    def _load(self) -> TerminalAsker:
        if self._made is None:
            from backcheck.ask.terminal import TerminalAsker

            self._made = TerminalAsker(colour=self._colour, ascii=self._ascii)
            self._open.enter_context(self._made.session())
        return self._made

    @contextmanager
    def _painted(self, panel: Panel, pointed: int, ticked: tuple[str, ...]) -> Iterator[None]:
        """Shows the panel and leaves the cursor at its beginning, where the prompt will draw it again."""
        try:
            columns, rows = os.get_terminal_size(self._out.fileno())
        except (OSError, ValueError):
            yield
            return
        picture = panel.draw(columns, rows, pointed, ticked)
        middle = picture.middle[: picture.list_height]
        lines = [self._spell(line) for line in (*picture.top, *middle, *picture.bottom)]
        with _no_echo():
            self._out.write("\r\n".join(lines) + "\r" + (f"\x1b[{len(lines) - 1}A" if len(lines) > 1 else ""))
            self._out.flush()
            try:
                yield
            except BaseException:  # whoever leaves now must not write over it
                self._out.write("\x1b[J")
                self._out.flush()
                raise

    def _spell(self, line: Line) -> str:
        parts = []
        for style, text in line:
            code = _CODES.get(style, "") if self._colour else ""
            spelled = ascii_only(text) if self._ascii else text
            parts.append(f"\x1b[{code}m{spelled}\x1b[0m" if code and spelled else spelled)
        return "".join(parts)


@contextmanager
def _no_echo() -> Iterator[None]:
    """Keys pressed meanwhile are not shown: an echoed Enter would move the place where the prompt draws."""
    restore: Callable[[], None] | None = None
    with suppress(ImportError, OSError, ValueError):
        restore = _silence()
    try:
        yield
    finally:
        if restore is not None:
            restore()


def _silence() -> Callable[[], None] | None:
    """Turns the echo of the terminal on standard input off; returns how to put it back."""
    import termios

    try:
        before = termios.tcgetattr(0)
    except termios.error:
        return None
    silent = [*before]
    silent[3] &= ~termios.ECHO
    termios.tcsetattr(0, termios.TCSANOW, silent)

    def restore() -> None:
        with suppress(termios.error):
            termios.tcsetattr(0, termios.TCSAFLUSH, before)  # and drops what was typed

    return restore
