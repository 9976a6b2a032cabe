"""The bordered table, drawn by rich: the only place where rich is used, and it is imported late.

Must not be imported at the top of a module that a look-up needs.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from backcheck.show.surface import CODES, Style, Surface

# rich's names of the colours whose numbers stand in CODES.
NAMES = {"1": "bold", "2": "dim", "31": "red", "32": "green", "33": "yellow", "35": "magenta", "36": "cyan"}


def draw_table(
    surface: Surface,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    styles: Sequence[Style],
    shares: Sequence[int],
) -> list[str]:
    """The lines of the table. Cells must be cleaned already; they are shown literally, never read as markup."""
    border = box.ROUNDED if surface.unicode else box.ASCII
    table = Table(box=border, show_lines=True, header_style="bold", expand=True)
    for head, style, share in zip(heads, styles, shares, strict=True):
        table.add_column(Text(head), style=rich_style(style), overflow="fold", ratio=share)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console = _console(surface)
    console.print(table)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue().rstrip("\n").split("\n")


def rich_style(style: Style) -> str:
    """One of our styles in rich's words, from the same codes."""
    return " ".join(NAMES[part] for part in CODES[style].split(";") if part) or "none"


def _console(surface: Surface) -> Console:
    """A console that decides nothing by itself: no markup, no environment, the width and colour of the surface."""
    return Console(
        file=StringIO(),
        width=surface.width,
        height=100,  # without a height rich would take 80 columns on a dumb terminal
        color_system="standard" if surface.colour else None,
        force_terminal=surface.colour,
        no_color=not surface.colour,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        _environ={},
    )
