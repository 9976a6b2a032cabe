"""The commands by name, without loading any: for the list in the help, for near names, and for what completes a word.

There is no table of options here: the commands themselves are asked for those. For that typer is loaded, which is most
of a Tab's time.
"""

from __future__ import annotations

from contextlib import suppress

from backcheck.cli.exits import Exit
from backcheck.cli.lookup_table import LOOKUPS
from backcheck.cli.runtime import to_front
from backcheck.errors import BackcheckError, UsageError
from backcheck.text import clean

_OTHERS: dict[str, tuple[str, str]] = {
    "diagnose": ("diagnose", "Answer a short interview and see what to do."),
    "exercise": ("lifts", "See the card of one lift, or the list of lifts."),
    "redflags": ("redflags", "See the danger signs, and what to do about each."),
    "warmup": ("lifts", "See the warm-up of a lift, with lighter sets for your weight."),
    "search": ("lookups", "Find words in all that backcheck knows."),
    "log": ("log", "See what changed in your training, from your app's export."),
    "history": ("history", "See your private journal: what you kept, and how it went."),
    "checkin": ("checkin", "Say how your back is now; see if you go up, stay or go back."),
    "report": ("report", "Make a page for a clinician and one for you or your coach."),
    "completion": ("completion", "Print a script that completes names in your shell."),
    "kb": ("kb", "Check the knowledge base (for its authors)."),
}
"""The commands but the look-ups, which stand behind one of these or behind another look-up."""


def _list_commands() -> dict[str, tuple[str, str]]:
    names = list(_OTHERS)
    for name, row in LOOKUPS.items():
        names.insert(names.index(row.after) + 1, name)
    return {name: _OTHERS.get(name) or ("lookups", LOOKUPS[name].help) for name in names}


COMMANDS = _list_commands()
"""Command -> (module in this package, one line of help)."""

CALLED = {"journal": "history", "lifts": "exercise", "version": "--version"}
"""What people call a command or an option that goes by another name: only said, never taken."""


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
