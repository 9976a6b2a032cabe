"""The first question at once: painted before the prompt library is loaded, which then takes over the same page.

Loading the library takes longer than all else together, and one can read meanwhile. Owns that first picture and the
change-over. Keys pressed before the change-over answer nothing; they are not shown either. Draws with the same panels
as the full prompt, so that nothing moves when it takes over.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

from backcheck.ask.panels import LOOKS, Line, Panel, View
from backcheck.looks import CODES, paint
from backcheck.text import ascii_only

OPEN_PAGE, CLOSE_PAGE = "\x1b[?1049h\x1b[H\x1b[2J", "\x1b[?1049l"
"""A page of its own, which most terminals have; where there is none, the window is cleared."""


@contextmanager
def painted(out: TextIO, panel: Panel, view: View, *, colour: bool, ascii: bool) -> Iterator[bool]:
    """Opens the page and shows the panel on it, with the cursor where the prompt will draw it again.

    Yields whether there was a terminal to show it on.
    """
    try:
        columns, rows = os.get_terminal_size(out.fileno())
    except (OSError, ValueError):
        yield False
        return
    lines = panel.draw(columns or 80, rows or 24, view).lines
    with _no_echo():
        out.write(OPEN_PAGE + "\r\n".join(_spell(line, colour, ascii) for line in lines) + "\x1b[H")
        out.flush()
        try:
            yield True
        except BaseException:  # whoever leaves now must not be left on this page
            with suppress(OSError, ValueError):  # the terminal may be gone, which must not hide why
                out.write(CLOSE_PAGE)
                out.flush()
            raise


def _spell(line: Line, colour: bool, ascii: bool) -> str:
    parts = []
    for style, text in line:
        code = CODES[LOOKS.get(style, "")] if colour else ""
        parts.append(paint(ascii_only(text) if ascii else text, code))
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
            termios.tcsetattr(0, termios.TCSANOW, before)

    return restore
