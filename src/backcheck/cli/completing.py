"""What may come next on the command line, asked of the commands themselves: there is no table of options here."""

from __future__ import annotations

from contextlib import suppress

import typer
from typer._completion_classes import BashComplete  # any shell's would do: only what it finds is used
from typer.main import get_command

from backcheck.cli.app import app
from backcheck.cli.exits import Exit
from backcheck.cli.main import to_front
from backcheck.errors import BackcheckError, UsageError
from backcheck.text import clean


def print_candidates(words: list[str]) -> int:
    """Prints what may replace the last word, which is unfinished: a word, a tab and what it is, one a line."""
    *before, partial = words or [""]
    with suppress(UsageError):  # a global option whose value comes next
        front, rest = to_front(before)
        before = front + rest
    completer = BashComplete(get_command(app), {}, "backcheck", "")
    found: dict[str, str] = {}
    with suppress(BackcheckError, typer.Exit):
        for place in (before, []) if partial.startswith("-") else (before,):  # global options may come anywhere
            found |= {item.value: item.help or "" for item in completer.get_completions(place, partial)}
    print("\n".join(f"{clean(word)}\t{clean(text)}" for word, text in found.items()))  # noqa: T201
    return Exit.DONE
