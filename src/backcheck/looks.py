"""How each kind of text looks in a terminal: the one table of styles, for pages, prompts and tables alike.

A style is written in the numbers of SGR sequences ("1;35"). `show.surface` decides whether there is colour at all,
`show.table` and `ask.kit` spell the numbers for their libraries.

Only the sixteen colours of the terminal itself, which people can map to what they see well, and a word or mark always
stands beside. What is white on one person's screen is black on another's, so letters have one of two colours, bright
red and magenta: of the sixteen, only these keep a contrast of 3 to 1 on the usual light and dark backgrounds. Green and
cyan stand behind black letters, where the background does not matter; never bold, which many terminals draw in grey.
The gravest level turns letters and background round, so that no milder one is more conspicuous.
"""

from __future__ import annotations

from typing import Literal

Style = Literal["", "strong", "stop", "urgent", "book", "go", "asked", "label", "error", "fix", "cue", "mark", "faint"]

CODES: dict[Style, str] = {
    "": "",
    "strong": "1",
    "stop": "1;7;91",
    "urgent": "1;91",
    "book": "1;35",
    "go": "30;42",
    "asked": "30;46",
    "label": "1",
    "error": "91",
    "fix": "",
    "cue": "35",
    "mark": "1;35",
    "faint": "2",
}


def paint(text: str, code: str) -> str:
    """The text in this look, the blanks around it without; unchanged where nothing would be seen."""
    inner = text.strip(" ")
    if not (code and inner.strip()):
        return text
    before = len(text) - len(text.lstrip(" "))
    return f"{text[:before]}\x1b[{code}m{inner}\x1b[0m{text[before + len(inner) :]}"
