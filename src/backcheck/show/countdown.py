"""A bar that fills up, drawn by rich. Imported late: only somebody who is being led through something needs it."""

from __future__ import annotations

from io import StringIO

from rich.console import Console
from rich.progress_bar import ProgressBar
from rich.segment import Segment

from backcheck.show.surface import Surface


def draw_bar(surface: Surface, done: float, width: int) -> str:
    """A bar of this width, `done` from 0 to 1; without colour, since it stands inside a prompt that has its own."""
    console = Console(file=StringIO(), width=width, color_system=None, legacy_windows=False, _environ={})
    options = console.options.update(width=width)
    options.legacy_windows = not surface.unicode  # that is how rich is asked for an ASCII bar
    bar = ProgressBar(total=1.0, completed=min(1.0, max(0.0, done)), width=width)
    drawn = "".join(part.text for part in bar.__rich_console__(console, options) if isinstance(part, Segment))
    rest = "-" if surface.unicode else "."
    return drawn.strip() + rest * (width - len(drawn.strip()))
