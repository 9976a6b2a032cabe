"""`backcheck` alone on a terminal: a short menu that remembers nothing and never traps."""

from __future__ import annotations

from backcheck.cli.exits import Exit
from backcheck.cli.wiring import Runtime

CHOICES: tuple[tuple[str, str], ...] = (
    ("diagnose", "My back hurts: what should I do? (about 2 minutes)"),
    ("exercise", "Look up a lift"),
    ("redflags", "Read the danger signs"),
    ("prevent", "Keep a back going"),
    ("quit", "Quit"),
)


def offer_menu(runtime: Runtime) -> int:
    """Shows the menu until something was done or the person leaves; returns the exit code."""
    from backcheck.ask.port import Left, Move, Row
    from backcheck.cli.app import call
    from backcheck.cli.interview import choose_asker, exit_of

    asker = choose_asker(runtime)
    try:
        with asker.session():
            chosen = asker.choose("What would you like to do?", [Row(name, label) for name, label in CHOICES])
            if isinstance(chosen, Move) or chosen == "quit":
                return Exit.DONE
            arguments = [chosen]
            if chosen == "exercise":
                typed = asker.ask_text("Which lift?", "For example: squat, DL, leg press.")
                if isinstance(typed, Move):
                    return Exit.DONE
                arguments.append(typed)
    except Left as left:
        return exit_of(left)
    options = [*(["--plain"] if runtime.plain else []), "--color", runtime.color]
    options += ["--data", runtime.data] if runtime.data else []
    return call([*options, *arguments])
