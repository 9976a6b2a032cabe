"""Measures how long a person at a terminal waits, in a real pseudo-terminal, and prints a Markdown table.

Run it with the Python in whose environment backcheck is installed: `.venv/bin/python benchmarks/latency.py`. The first
rows are ratios to a bare script that imports questionary and asks one select, in paired runs; the others are
milliseconds from a key to the last byte that makes the new screen complete.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pexpect

PYTHON = sys.executable
SCRIPT = str(Path(PYTHON).with_name("backcheck"))
ROUNDS = 15
DOWN, ENTER, LEFT = "\x1b[B", "\r", "\x1b[D"
BARE = """
import sys, questionary
from prompt_toolkit.output import create_output
questionary.select("Which?", ["one", "two", "three"], output=create_output(stdout=sys.stderr)).unsafe_ask()
"""
TAKES_KEYS = r"\x1b\[\?2004h"
"""The prompt library says so when it has taken over the terminal."""


def spawn(command: list[str], home: str) -> pexpect.spawn:
    """The program in a terminal of 80x24, with nothing kept on this machine."""
    env = {**os.environ, "PROMPT_TOOLKIT_NO_CPR": "1", "TERM": "xterm-256color", "BACKCHECK_HOME": home}
    child = pexpect.spawn(command[0], command[1:], env=env, dimensions=(24, 80), timeout=20)
    child.delaybeforesend = None
    return child


def until(command: list[str], pattern: str, home: str) -> float:
    """Milliseconds from the start of a program until this is on the screen."""
    start = time.perf_counter()
    child = spawn(command, home)
    child.expect(pattern)
    took = time.perf_counter() - start
    child.close(force=True)
    return took * 1000


def press(child: pexpect.spawn, key: str, pattern: str) -> float:
    """Milliseconds from a key until this has been drawn."""
    time.sleep(0.05)
    start = time.perf_counter()
    child.send(key)
    child.expect(pattern)
    return (time.perf_counter() - start) * 1000


def keys(home: str) -> tuple[list[float], list[float], list[float]]:
    """A run through the four lists: each arrow, each Enter to the next question, each step back."""
    redraws: list[float] = []
    nexts: list[float] = []
    backs: list[float] = []
    child = spawn([SCRIPT, "diagnose"], home)
    child.expect(TAKES_KEYS)
    child.expect("quits")
    for number in range(2, 6):
        redraws += [press(child, DOWN, rf"> .*\[ \] {row}") for row in range(2, 6)]
        press(child, "\x1b[F", "> ")
        press(child, "\x1b[A", "> ")
        press(child, " ", "x")
        nexts.append(press(child, ENTER, rf"(?s)Question {number} of.*quits"))
    backs += [press(child, LEFT, rf"(?s)Question {number} of.*quits") for number in (4, 3, 2)]
    child.close(force=True)
    return redraws, nexts, backs


def row(what: str, budget: str, found: str, detail: str) -> None:
    """One row of the table."""
    print(f"| {what} | {budget} | {found} | {detail} |", flush=True)


def row_of(what: str, budget: str, times: list[float]) -> None:
    """One row of milliseconds: the median, and the worst of all."""
    row(what, budget, f"{statistics.median(times):.1f} ms", f"worst of {len(times)}: {max(times):.1f} ms")


def main() -> None:
    """Prints the whole table."""
    print("| what | budget | measured | detail |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE)
        ours, theirs = [SCRIPT, "diagnose"], [PYTHON, str(bare)]
        pairs: dict[str, tuple[str, Callable[[], float]]] = {
            "first line": ("", lambda: until(ours, "minutes", folder)),
            "first question painted": ("0.60", lambda: until(ours, "quits", folder)),
            "first question takes keys": ("", lambda: until(ours, TAKES_KEYS, folder)),
        }
        until(theirs, "three", folder)
        for what, (budget, measure) in pairs.items():
            measure()
            found = [(measure(), until(theirs, "three", folder)) for _ in range(ROUNDS)]
            ratio = statistics.median(a / b for a, b in found)
            a, b = (statistics.median(side) for side in zip(*found, strict=True))
            row(f"{what} / bare questionary select", budget, f"{ratio:.2f}", f"{a:.0f} ms / {b:.0f} ms")
        runs = [keys(folder) for _ in range(5)]
        row_of("key to redraw", "5 ms", [one for run in runs for one in run[0]])
        row_of("Enter to the next question", "25 ms", [one for run in runs for one in run[1]])
        row_of("Left to the question before", "25 ms", [one for run in runs for one in run[2]])
        tab = [until([SCRIPT, "--complete", "exercise", "sq"], "squat", folder) for _ in range(ROUNDS)]
        row_of("one Tab (whole process)", "", tab)


if __name__ == "__main__":
    main()
