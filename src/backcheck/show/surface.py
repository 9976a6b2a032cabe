"""Where output goes and how it may look: the one place that decides colour, width, plain mode and glyphs.

The environment is handed in. The styles are in `looks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TextIO

import msgspec

from backcheck.looks import CODES, Style, paint
from backcheck.text import ascii_only, clean

WIDEST = 100
NARROWEST = 20
USUAL = 80
ROOMY = 60
"""From this width on there are columns; below it each label is before its value."""

ONE_SCREEN = 22
"""Lines of a page that answers at a glance: a window of 24 rows, less the command and the next prompt."""

_BRAILLE = "\u28ff"
_NO_BRAILLE = ("dumb", "linux")
"""Terminals whose font has no braille: the Linux console, and what is no screen at all."""

_PLAIN = ("BACKCHECK_PLAIN", "ACCESSIBLE")
_GLYPHS = "\u2022\u2500\u256d\u2502\u2019"


class Surface(msgspec.Struct, frozen=True, kw_only=True):
    """A stream with everything decided. `unicode` tells whether it can carry the glyphs.

    `braille` tells whether figures can be drawn in dots on it, `terminal` whether somebody looks at it as it comes.
    `rows` is the height of that window, 0 where there is none. `spared` are lines that something else takes.
    """

    stream: TextIO
    width: int = USUAL
    colour: bool = False
    plain: bool = False
    unicode: bool = True
    braille: bool = False
    terminal: bool = False
    rows: int = 0
    spared: int = 0

    @property
    def narrow(self) -> bool:
        """Whether values are under or after their labels instead of in columns."""
        return self.plain or self.width < ROOMY

    @property
    def room(self) -> int:
        """The most lines of a page that answers at a glance; more in a higher window."""
        return max(ONE_SCREEN, self.rows - 2) - self.spared

    def beside(self, lines: Sequence[str]) -> Surface:
        """The same, where these lines are on the page too."""
        return msgspec.structs.replace(self, spared=self.spared + len(lines))

    def say(self, text: str) -> str:
        """The text as this stream may carry it: cleaned, and in ASCII where glyphs cannot be encoded."""
        text = clean(text)
        return text if self.unicode else ascii_only(text)

    def paint(self, text: str, style: Style) -> str:
        """The text between its colour codes; unchanged where colour is off or nothing would be seen."""
        return paint(text, CODES[style]) if self.colour else text

    def write(self, lines: Iterable[str]) -> None:
        """Write the lines and flush, so that a closed pipe is noticed here. Raises BrokenPipeError."""
        self.stream.write("".join(line + "\n" for line in lines))
        self.stream.flush()


def open_surface(
    stream: TextIO,
    environment: Mapping[str, str],
    *,
    window: tuple[int, int] | None = None,
    color: str = "auto",
    plain: bool = False,
) -> Surface:
    """Everything decided for this stream. Characters it cannot encode are replaced from now on, never an error.

    `window` has the columns and rows of the terminal, 0 where it does not say; None where there is none. `color` is
    auto, always or never.
    """
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        with suppress(OSError):  # it writes out what waits first, and the terminal may have gone
            reconfigure(errors="replace")
    columns, rows = window or (None, 0)
    terminal, wished = window is not None, plain or wants_plain(environment)
    return Surface(
        stream=stream,
        width=decide_width(environment, columns),
        colour=not wished and decide_colour(color, environment, terminal),
        plain=wished or environment.get("TERM") == "dumb",
        unicode=_carries(stream, _GLYPHS),
        braille=not wished and environment.get("TERM") not in _NO_BRAILLE and _carries(stream, _BRAILLE),
        terminal=terminal,
        rows=rows,
    )


def wants_plain(environment: Mapping[str, str]) -> bool:
    """Whether the environment asks for plain mode. `TERM=dumb` means it too, but gives way to a wish for colour."""
    return any(_is_on(environment.get(name, "")) for name in _PLAIN)


def asked_about_plain(environment: Mapping[str, str]) -> bool:
    """Whether the environment says anything about plain mode, for or against."""
    return any(environment.get(name, "").strip() for name in _PLAIN)


def wished_colour(choice: str, environment: Mapping[str, str]) -> bool | None:
    """Whether somebody wants colour, None where nobody says. The first that speaks wins, in the order of the lines.

    `choice` is auto, always or never. A variable that is set to nothing, or to no word that it takes, says nothing.
    """
    for word in (choice, environment.get("BACKCHECK_COLOR", "").strip().lower()):
        if word in ("always", "never"):
            return word == "always"
    if environment.get("NO_COLOR", "").strip():
        return False
    if forced := environment.get("FORCE_COLOR", "").strip():
        return _is_on(forced)
    if _is_on(environment.get("CLICOLOR_FORCE", "")):
        return True
    return False if environment.get("CLICOLOR", "").strip() == "0" else None


def decide_colour(choice: str, environment: Mapping[str, str], terminal: bool) -> bool:
    """Whether to colour: as wished, else on a terminal that can."""
    wish = wished_colour(choice, environment)
    return terminal and environment.get("TERM") != "dumb" if wish is None else wish


def decide_width(environment: Mapping[str, str], columns: int | None) -> int:
    """The width in columns. `columns` is that of the terminal, None where the stream is no terminal."""
    if columns:
        return max(NARROWEST, min(columns, WIDEST))
    asked = environment.get("COLUMNS", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 5 and int(asked)):
        return USUAL
    return max(NARROWEST, int(asked))


def _is_on(word: str) -> bool:
    return word.strip().lower() not in ("", "0", "false")


def _carries(stream: TextIO, glyphs: str) -> bool:
    """Whether the stream can encode the glyphs; one without an encoding holds text and can."""
    try:
        glyphs.encode(getattr(stream, "encoding", None) or "utf-8")
    except (UnicodeError, LookupError):
        return False
    return True
