"""What may come next on the command line, asked of the commands themselves: there is no table of options here.

The name of a command is completed from `commands` alone. For all else typer is loaded, which is most of a Tab's time.
"""

from __future__ import annotations

from contextlib import suppress

from backcheck.cli.commands import COMMANDS
from backcheck.cli.exits import Exit
from backcheck.cli.runtime import to_front
from backcheck.errors import BackcheckError, UsageError
from backcheck.text import clean


def print_candidates(words: list[str]) -> int:
    """Prints what may replace the last word, which is unfinished: a word, a tab and what it is, one a line."""
    *before, partial = join_values(words) or [""]
    option, equals, value = partial.partition("=")
    if equals and option.startswith("--"):
        before, partial = [*before, option], value
    lead = f"{option}=" if equals and words[-1].startswith("--") else ""  # a shell that parts them replaces the value
    try:
        front, rest = to_front(before)
    except UsageError:  # a global option whose value comes next, wherever it is
        front, rest = [], before[-1:]
    if not (rest or partial.startswith("-")):
        found = {name: text for name, (_, text) in COMMANDS.items() if name.startswith(partial)}
    else:
        import typer
        from typer._completion_classes import BashComplete  # any shell's would do: only what it finds is used
        from typer.main import get_command

        from backcheck.cli.app import app

        completer, found = BashComplete(get_command(app), {}, "backcheck", ""), {}
        places = ([*front, *rest], []) if partial.startswith("-") else ([*front, *rest],)  # global options: anywhere
        with suppress(BackcheckError, typer.Exit):
            for place in places:
                found |= {item.value: item.help or "" for item in completer.get_completions(place, partial)}
    print("\n".join(f"{lead}{clean(word)}\t{clean(text)}" for word, text in found.items()))  # noqa: T201
    return Exit.DONE


def join_values(words: list[str]) -> list[str]:
    """The words with `--option`, `=` and the value as one, which bash parts."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1].startswith("--") and (word == "=" or joined[-1].endswith("=")):
            joined[-1] += word
        else:
            joined.append(word)
    return joined
