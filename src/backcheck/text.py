"""Making any text harmless to a terminal, and fitting it into a width.

Knows nothing of colour, streams or what the text says. Quick to import, since every command does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LIMIT = 20_000
"""The longest text that is shown, in characters."""

CUT = "..."

# What a terminal obeys: string sequences (OSC, DCS, SOS, PM, APC) up to their end, CSI sequences, character set
# choices; then whatever introducer is left over, and all other control characters. No content class holds an
# introducer, so that hostile text is scanned once and not again from each of its parts. `re` compiles them when they
# are first needed, since most text is plain ASCII and never meets them.
_STRINGS = "(?:\x1b[\\]PX^_]|[\x90\x98\x9d-\x9f])[^\x00-\x1f\x7f-\x9f]*(?:\x07|\x1b\\\\|\x9c)"
_CONTROLS = r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b[()][0-9A-Z]"
_UNSEEN = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
_SURROGATES = "[\ud800-\udfff]"

# Characters of one column, among them all that the program's own pages have beside ASCII.
_NARROW = "[\x00-\u02ff\u2010-\u2027\u2190-\u21ff\u2248-\u2265\u2500-\u257f\u2800-\u28ff]*"

_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and marks that stand for nothing."""

_MARKS = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2500": "-",
        "\u2022": "-",
        "\u00b7": "-",
        "\u2026": "...",
        "\u2192": "->",
        "\u2190": "<-",
        "\u00d7": "x",
        "\u2264": "<=",
        "\u2265": ">=",
        "\u00b0": " degrees",
        "\u00bd": "1/2",
        "\u00bc": "1/4",
        "\u00be": "3/4",
        "\u00b1": "+-",
        "\u00a0": " ",
        "\u2713": "v",
        "\u2714": "v",
    }
)


def clean(text: str, limit: int = LIMIT) -> str:
    """The text without anything a terminal would obey, in normal form C, at most `limit` characters long.

    Newline and tab stay; every other control character goes, an escape character together with the sequence it
    opens. Marks that turn the reading direction go too. Lone surrogates become U+FFFD, so the result can be encoded.
    """
    if text.isascii() and text.isprintable() and len(text) <= limit:
        return text
    import unicodedata

    text = text[: 4 * limit]
    text = re.sub(_STRINGS, "", text)
    text = re.sub(_CONTROLS, "", text)
    text = re.sub(_UNSEEN, "", text)
    text = unicodedata.normalize("NFC", re.sub(_SURROGATES, "\ufffd", text))
    if len(text) > limit:
        text = text[: max(0, limit - len(CUT))] + CUT
    return text


def clean_xml(text: str) -> str:
    """The text, cleaned, as it may stand in a picture: nothing that a terminal or a reader of SVG would obey."""
    from html import escape  # only pictures need it

    return escape(clean(text))


def is_blank(text: str) -> bool:
    """Whether nobody would see anything of the text: blanks, fillers, joiners, what `clean` takes away."""
    if text.isascii() and text.isprintable():
        return not text.strip()
    import unicodedata

    return not any(unicodedata.category(mark)[0] in "LNPS" and mark not in _FILLERS for mark in clean(text))


def ascii_only(text: str) -> str:
    """The text in ASCII: known marks spelled out, accents dropped, anything else a question mark."""
    if text.isascii():
        return text
    import unicodedata

    spelled = unicodedata.normalize("NFKD", text.translate(_MARKS))
    bare = "".join(char for char in spelled if not unicodedata.combining(char))
    return bare.encode("ascii", "replace").decode("ascii")


def cells(text: str) -> int:
    """How many columns of a terminal the text takes: wide characters and emoji two, combining marks and joiners none.

    Terminals do not agree on sequences of emoji; then it is the larger number, so that nothing is ever cut off.
    """
    if _is_narrow(text):
        return len(text)
    from wcwidth import wcswidth, wcwidth  # late: its tables cost more than a look-up, and few texts need them

    return max(wcswidth(text), sum(max(0, wcwidth(char)) for char in text))


def _is_narrow(text: str) -> bool:
    """Whether each character surely takes one column."""
    return text.isascii() or re.fullmatch(_NARROW, text) is not None


def wrap(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """Lines of at most `width` columns: the first opens with `first`, the others with `rest` (default: as many spaces).

    Written by hand and not with `textwrap`, which counts characters where a terminal counts columns. Any run of
    white space is one space; a word longer than a line is broken. Empty text gives `first` alone.
    """
    rest = " " * cells(first) if rest is None else rest
    lines: list[str] = []
    line, used, fresh = first, cells(first), True
    indent = cells(rest)
    for word in text.split():
        size = cells(word)
        moves_down = fresh and not lines and used + size > width >= indent + size
        if moves_down or (not fresh and used + 1 + size > width):
            lines.append(line.rstrip())
            line, used, fresh = rest, indent, True
        if fresh and used + size > width:
            *full, word = _break(word, width - used, width - indent)  # noqa: PLW2901 - the remainder
            for piece in full:
                lines.append(line + piece)
                line, used = rest, indent
            size = cells(word)
        line, used, fresh = line + ("" if fresh else " ") + word, used + size + (0 if fresh else 1), False
    if not fresh or not lines:
        lines.append(line.rstrip())
    return lines


_JOINTS = "/-_.?&=:"
"""Behind these a word that is longer than a line may be broken."""


def _break(word: str, room: int, more: int) -> list[str]:
    """The word in pieces: the first of at most `room` columns, the others of at most `more`, none of them empty.

    An address or a path is broken behind one of its marks where that fills at least half of the room. A character keeps
    its marks, and a sequence of emoji is not parted.
    """
    parts: Iterable[str] = word
    if not (narrow := _is_narrow(word)):
        from wcwidth import iter_graphemes

        parts = iter_graphemes(word)
    pieces: list[str] = []
    piece: list[str] = []
    used = 0
    for part in parts:
        size = 1 if narrow else cells(part)
        if piece and used + size > (more if pieces else room):
            joint = max((place for place, one in enumerate(piece, 1) if one in _JOINTS), default=0)
            end = joint if joint * 2 >= len(piece) else len(piece)
            pieces.append("".join(piece[:end]))
            piece = piece[end:]
            used = cells("".join(piece))
        piece.append(part)
        used += size
    return [*pieces, "".join(piece)]
