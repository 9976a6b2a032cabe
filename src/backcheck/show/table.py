"""The bordered table, drawn by rich.

Only this module imports rich, so it is itself imported late, and never where nobody looks at a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from backcheck.looks import CODES, Style
from backcheck.show.surface import Surface

# rich's names of the looks whose numbers stand in CODES.
NAMES = {
    "1": "bold", "2": "dim", "7": "reverse", "30": "black", "35": "magenta", "42": "on green", "46": "on cyan",
    "91": "bright_red",
}  # fmt: skip


def draw_table(
    surface: Surface,
    columns: Iterable[tuple[str, Style, int]],
    rows: Sequence[Sequence[str]],
    *,
    ruled: bool = True,
) -> list[str]:
    """The lines of the table. Cells must be cleaned already; they are shown literally, never read as markup.

    A column is its head, its style and its share of the width. `ruled` draws a line between rows.
    """
    table = Table(box=_border(surface), show_lines=ruled, header_style="bold", expand=True)
    for head, style, share in columns:
        table.add_column(Text(head), style=rich_style(style), overflow="fold", ratio=share)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return _draw(surface, table)


def draw_stack(
    surface: Surface, title: str, rows: Sequence[Sequence[str]], styles: Sequence[Style], *, ruled: bool = True
) -> list[str]:
    """The same for a narrow window: a frame with the title in it, and the first part of each row above its others.

    `ruled` leaves an empty line between rows.
    """
    from rich.panel import Panel

    stacks = []
    for row in rows:
        first, *others = (Text(part, style=rich_style(style)) for part, style in zip(row, styles, strict=True))
        stacks.append(Text("\n").join([first, Text(" ").join(others)]))
    body = Text("\n\n" if ruled else "\n").join(stacks)
    return _draw(surface, Panel(body, title=Text(title, style="bold"), title_align="left", box=_border(surface)))


def _border(surface: Surface) -> box.Box:
    return box.ROUNDED if surface.unicode else box.ASCII


def _draw(surface: Surface, drawn: RenderableType) -> list[str]:
    """The lines of a console that decides nothing by itself: no markup, no environment, our width and colour."""
    out = StringIO()
    Console(
        file=out,
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
    ).print(drawn)
    return out.getvalue().rstrip("\n").split("\n")


def rich_style(style: Style) -> str:
    """One of our styles in rich's words, from the same codes."""
    return " ".join(NAMES[part] for part in CODES[style].split(";") if part) or "none"
