"""A bar for work that takes seconds, drawn by rich, on a terminal only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from backcheck.show.surface import Surface


@contextmanager
def show_progress(label: str, steps: int, surface: Surface) -> Iterator[Callable[[], None]]:
    """Gives a function to call after each step. The bar goes away at the end; off a terminal and in plain mode none."""
    if surface.plain or not surface.stream.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(
        file=surface.stream,
        width=surface.width,
        color_system="standard" if surface.colour else None,
        no_color=not surface.colour,
        force_terminal=True,
        _environ={},
    )
    bar = BarColumn(bar_width=20)
    columns = (TextColumn("{task.description}"), bar, MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task(surface.say(label), total=steps)
        yield lambda: progress.advance(task)
