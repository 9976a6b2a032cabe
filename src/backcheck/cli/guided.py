"""Leading somebody through a routine on the terminal: the front end, the clock, and how it ended."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from backcheck.cli.exits import Exit
from backcheck.cli.machine import has_terminal
from backcheck.cli.runtime import Runtime
from backcheck.errors import UsageError

if TYPE_CHECKING:
    from backcheck.ask.guide import Guide
    from backcheck.ask.port import Asker
    from backcheck.knowledge.model import Drill
    from backcheck.knowledge.routines import Stint

RED_LINE = "Stop at once if the pain gets sharp, climbs above 3 out of 10 or goes into a leg."


def need_terminal(command: str) -> None:
    """Raises `UsageError` where nobody could be led."""
    if not has_terminal():
        raise UsageError("--start leads you through it, and that needs a terminal.", f"To read it: {command}")


def start_drills(runtime: Runtime, drills: Sequence[Drill]) -> int:
    """Leads through one drill, or through the core drills of the kind that the person picks; returns the exit code."""
    from backcheck.ask.port import Left, Move, Row
    from backcheck.cli.interview import choose_asker, exit_of
    from backcheck.knowledge.routines import lead_drills, pick_core
    from backcheck.show.training import EASES

    if len(drills) > 1:
        groups = {eases: pick_core(drills, eases) for eases in EASES}
        names = {eases or "any": f"{text}: {', '.join(d.name for d in groups[eases])}" for eases, text in EASES.items()}
        asker = choose_asker(runtime)
        try:
            with asker.session():
                chosen = asker.choose("Which drills?", [Row(key, label) for key, label in names.items()])
        except Left as left:
            return exit_of(left)
        if isinstance(chosen, Move):
            return Exit.DONE
        drills = groups["" if chosen == "any" else chosen]
    return start(runtime, lead_drills(drills))


def start(runtime: Runtime, stints: Sequence[Stint]) -> int:
    """Leads through the stints from the first to the last; returns the exit code."""
    from backcheck.ask.port import Left
    from backcheck.cli.interview import choose_asker, exit_of

    asker = choose_asker(runtime)
    try:
        with asker.session():
            asker.note(RED_LINE)
            guide, finished = lead(runtime, asker, stints)
            if finished:
                asker.note("Done.")
            else:
                asker.note(f"Stopped at {guide.place + 1} of {len(guide.stints)}.")
    except Left as left:
        return exit_of(left)
    return Exit.DONE


def lead(runtime: Runtime, asker: Asker, stints: Sequence[Stint]) -> tuple[Guide, bool]:
    """Leads through the stints; returns how far it went and whether that was to the end. May raise `Left`."""
    from backcheck.ask.guide import Guide

    full, rest = "━-" if runtime.talk().unicode else "-."

    def draw_bar(done: float, width: int) -> str:
        return (full * round(done * width)).ljust(width, rest)

    guide = Guide(stints, time.monotonic())
    return guide, asker.lead(guide, time.monotonic, draw_bar)
