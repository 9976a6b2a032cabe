"""`backcheck` alone on a terminal: a short menu that comes back after a look-up, remembers nothing and never traps."""

from __future__ import annotations

from collections.abc import Callable

from backcheck.cli.commands import COMMANDS
from backcheck.cli.exits import Exit
from backcheck.cli.hello import MINUTES
from backcheck.cli.wiring import Runtime

DIAGNOSE, QUIT = "diagnose", "quit"
CHOICES: tuple[tuple[str, str], ...] = (
    (DIAGNOSE, f"My back hurts: what should I do? (about {MINUTES} minutes)"),
    ("exercise", "Look up a lift"),
    ("redflags", "Read the danger signs"),
    ("prevent", "Keep a back going"),
    ("history", "What I kept (history)"),
    (QUIT, "Quit"),
)
ENDS = (Exit.HANGUP, Exit.INTERRUPTED, Exit.TERMINATED)
"""Whoever left with Ctrl-C, or lost the terminal, is not led back here."""


def offer_menu(runtime: Runtime, run: Callable[[list[str]], int]) -> int:
    """Shows the menu until the person leaves; returns the exit code. `run` runs one command and returns its own."""
    from backcheck.ask.port import Left, Reason
    from backcheck.cli.interview import exit_of

    options = [*(["--plain"] if runtime.plain else []), "--color", runtime.color]
    options += ["--data", runtime.data] if runtime.data else []
    options += [] if runtime.pager else ["--no-pager"]
    while True:
        try:
            arguments = _choose(runtime)
        except Left as left:
            return Exit.DONE if left.reason is Reason.QUIT else exit_of(left)
        if not arguments:
            return Exit.DONE
        code = run([*options, *arguments])
        if code in ENDS or arguments == [DIAGNOSE]:  # the advice stays in view, an emergency above all
            return code


def _choose(runtime: Runtime) -> list[str]:
    """The command that was picked, with its argument; empty to quit. May raise `Left`."""
    from backcheck.ask.port import Move, Row
    from backcheck.cli.interview import choose_asker

    rows = [Row(name, label) for name, label in CHOICES if name in COMMANDS or name == QUIT]
    asker = choose_asker(runtime)
    with asker.session():
        while True:
            chosen = asker.choose("What would you like to do?", rows)
            if isinstance(chosen, Move) or chosen == QUIT:
                return []
            if chosen != "exercise":
                return [chosen]
            typed = asker.ask_text("Which lift?", "For example: squat, DL, leg press.")
            if not isinstance(typed, Move):
                return [chosen, "--", typed]
