"""`backcheck help [COMMAND]`: the same as `--help`, through the person's pager where it is longer than the window."""

from __future__ import annotations

from contextlib import redirect_stdout
from io import StringIO

from backcheck.cli.app import call
from backcheck.cli.main import read_front
from backcheck.cli.runtime import Runtime
from backcheck.errors import UsageError
from backcheck.text import clean

FULL = "--full"


def show_help(front: list[str], words: list[str]) -> int:
    """Shows the help of the program, or of the command that the words name; returns the exit code.

    Raises `UsageError`.
    """
    names = [word for word in words if word not in (FULL, "-h", "--help")]
    if wrong := next((word for word in names if word.startswith("-")), ""):
        raise UsageError(f"help has no option '{clean(wrong)[:60]}'.", "Try: backcheck help COMMAND")
    held = StringIO()
    with redirect_stdout(held):
        code = call([*front, *(names if names != ["help"] else ()), "--help"], whole_help=FULL in words)
    (read_front(front) or Runtime()).show(held.getvalue().splitlines())
    return code
