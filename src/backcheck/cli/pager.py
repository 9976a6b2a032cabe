"""What is longer than the window goes through the person's pager, as in git. Loaded only then.

Leaving the pager early is no error.
"""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Mapping
from typing import TYPE_CHECKING

from backcheck.cli import machine

if TYPE_CHECKING:
    from backcheck.show.surface import Surface

NO_PAGER = "cat"
"""The value that asks for none; one that is set to nothing counts as not set."""

LESS = "FRX"
"""Options of `less` where the person has set none: leave at once what fits, keep colours, leave the text behind."""

STOPPED = 128
"""Exit codes above this are those of a program that a signal ended, such as Ctrl-C; below is failure."""


def choose_pager(environment: Mapping[str, str]) -> str:
    """The command: `BACKCHECK_PAGER`, else `PAGER`, else `less`; empty where none is wanted."""
    for name in ("BACKCHECK_PAGER", "PAGER"):
        if name in environment:
            command = environment[name].strip()
            return "" if command == NO_PAGER else command
    return "less"


def page_through(lines: list[str], out: Surface) -> bool:
    """Shows the lines in the pager and waits for its end. False where there is none, or where it failed."""
    variables = machine.environment()
    command = choose_pager(variables)
    if not command:
        return False
    text = "".join(line + "\n" for line in lines).encode(getattr(out.stream, "encoding", None) or "utf-8", "replace")
    out.stream.flush()
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in the pager is for the pager
    try:
        ended = subprocess.run(  # through a shell: the setting may hold options
            command, shell=True, input=text, env={"LESS": LESS, **variables}, check=False
        )
    except BrokenPipeError:  # left early
        return True
    finally:
        signal.signal(signal.SIGINT, before)
    return not 0 < ended.returncode <= STOPPED
