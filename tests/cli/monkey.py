"""A monkey at the keyboard: random keys, windows and signals at the real program, from a seed.

After every key it must find a live prompt or a clean end: never a traceback, never silence. Run it alone for the
figures: `python -m tests.cli.monkey 20000 7`.
"""

from __future__ import annotations

import fcntl
import os
import pty
import random
import re
import select
import signal
import struct
import sys
import tempfile
import termios
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pyte

from tests.cli.program import PROGRAM, environment
from tests.cli.stories import TRAIN_CHANGED
from tests.cli.test_journal import keep

ENTER, LEFT, RIGHT, UP, DOWN, ESC, SPACE = "\r", "\x1b[D", "\x1b[C", "\x1b[A", "\x1b[B", "\x1b", " "
PASTE = "\x1b[200~1\r\r9\r\x1b[201~"
KEYS: list[tuple[str, float]] = [
    (ENTER, 26), (DOWN, 14), (UP, 6), (SPACE, 8), (LEFT, 8), ("\x7f", 3), ("u", 5), ("?", 3), ("r", 3), ("f", 2),
    ("9", 1), *((digit, 1) for digit in "12345678"), ("0", 8), ("q", 0.3), ("b", 1), ("s", 1), ("x", 1), ("\x1b[F", 3),
    ("h", 1), ("/", 1), ("j", 1), ("\x1b[I", 1), ("\x1b]11;rgb:0/0/0\x07", 1),
    ("\x1b[H", 2), (RIGHT, 2), (ESC, 1), ("\t", 1), ("\x1bOP", 1), ("\x01", 1), ("\x1a", 1), ("\x11", 1), ("\xe9", 1),
    (PASTE, 1), ("9\r" * 25, 1), ("squat", 1), ("\x03", 0.2), ("\x04", 0.2), ("resize", 3), ("split", 2),
]  # fmt: skip
WINDOWS = [(80, 24), (40, 24), (120, 40), (24, 12), (60, 15)]
COMMANDS = [["diagnose"], [], ["diagnose"], ["core", "--start"], ["diagnose", "--exercise", "squat"],
            ["tests", "plank", "--start"], ["warmup", "squat", "--start"], ["checkin"]]  # fmt: skip
LIVE = re.compile(
    r"quits\.|q: quit|q stops|goes on|goes? back|any other key|Escape shows all|does nothing here|no row|"
    r"Nothing is|typed that before|No row|^ *> ",
    re.M,
)
CLEAN = {0, 130}
PATIENCE = 5.0
LEAST_QUIET = 0.004


class Found(NamedTuple):
    """What the monkey met: keys pressed, runs, how they ended, how many different screens."""

    keys: int
    runs: int
    ends: Counter[int]
    screens: int


class Run:
    """One run of the program in a pseudo-terminal."""

    def __init__(self, arguments: list[str], home: str, size: tuple[int, int]) -> None:
        self.arguments, self.said = arguments, ""
        self.pid, self.handle = pty.fork()
        if not self.pid:
            os.chdir(home)
            own = {"BACKCHECK_HOME": home, "HOME": home, "BACKCHECK_PAGER": "cat"}  # the pager is another program
            os.execve(PROGRAM, [PROGRAM, *arguments], environment({"COLUMNS": None, **own}))
        self.screen = pyte.Screen(*size)
        self.stream = pyte.ByteStream(self.screen)
        self.code: int | None = None
        self.resize(size)

    def resize(self, size: tuple[int, int]) -> None:
        """Another window; the program hears of it."""
        self.screen.resize(size[1], size[0])
        fcntl.ioctl(self.handle, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    def press(self, keys: str) -> None:
        """Sends keys; a program that has just ended hears nothing."""
        try:
            os.write(self.handle, keys.encode())
        except OSError:
            self.listen(LEAST_QUIET)

    def listen(self, quiet: float) -> None:
        """Takes in what is said until it is quiet for so long, or the end."""
        while self.code is None and select.select([self.handle], [], [], quiet)[0]:
            try:
                part = os.read(self.handle, 65536)
            except OSError:
                part = b""
            if not part:
                self.code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
                os.close(self.handle)
                return
            self.said = (self.said + part.decode(errors="replace"))[-20000:]
            self.stream.feed(part)

    def until_live(self) -> None:
        """Waits until a prompt stands there, or it has ended. Raises `AssertionError` with the screen else."""
        until = time.monotonic() + PATIENCE
        quiet = LEAST_QUIET
        while True:
            self.listen(quiet)
            if self.code is not None:
                assert self.code in CLEAN, self.story()
                assert not re.search(r"Traceback|has a bug", self.said), self.story()
                return
            shown = "\n".join(self.screen.display)
            if LIVE.search(shown) or LIVE.search(" ".join(shown.split())):
                return
            assert time.monotonic() < until, self.story()
            quiet = 0.05

    def story(self) -> str:
        """What to look at when it went wrong."""
        return f"{self.arguments} code {self.code}\n" + "\n".join(self.screen.display) + f"\n{self.said[-2000:]!r}"


def play(keys: int, seed: int) -> Found:
    """Presses so many keys. Raises `AssertionError` with the last keys and the screen where one was bad."""
    chance = random.Random(seed)
    names, weights = zip(*KEYS, strict=True)
    ends: Counter[int] = Counter()
    screens: set[str] = set()
    runs = 0
    last: list[str] = []
    run: Run | None = None
    with tempfile.TemporaryDirectory() as home:
        keep(Path(home), TRAIN_CHANGED)
        for _ in range(keys):
            if run is None:
                run = Run(COMMANDS[runs % len(COMMANDS)], home, chance.choice(WINDOWS))
                runs, last = runs + 1, []
                _first(run)
            key = chance.choices(names, weights)[0]
            last = [*last[-30:], key]
            try:
                _act(run, key, chance)
                run.until_live()
            except AssertionError as error:
                raise AssertionError(f"seed {seed}, last keys {last}\n{error}") from None
            screens.add("\n".join(run.screen.display))
            if run.code is not None:
                ends[run.code] += 1
                run = None
        if run is not None:
            run.press("\x03")
            until = time.monotonic() + PATIENCE
            while run.code is None and time.monotonic() < until:
                run.listen(0.1)
            assert run.code in CLEAN, run.story()  # 0 where the last key had already left the menu
            ends[run.code] += 1
    return Found(keys, runs, ends, len(screens))


def _first(run: Run) -> None:
    """Waits for the first prompt to take keys: the prompt library says so itself."""
    until = time.monotonic() + PATIENCE
    while "\x1b[?2004h" not in run.said and run.code is None and time.monotonic() < until:
        run.listen(0.05)
    run.until_live()


def _act(run: Run, key: str, chance: random.Random) -> None:
    if key == "resize":
        run.resize(chance.choice(WINDOWS))
        os.kill(run.pid, signal.SIGWINCH)
    elif key == "split":
        run.press("\x1b")
        time.sleep(0.1)
        run.press("[B")
    else:
        run.press(key)


def main() -> None:
    """Plays and prints the figures."""
    keys, seed = (int(sys.argv[1]), int(sys.argv[2])) if len(sys.argv) > 2 else (2000, 1)
    start = time.monotonic()
    found = play(keys, seed)
    ends = ", ".join(f"{count} with {code}" for code, count in sorted(found.ends.items()))
    took = time.monotonic() - start
    print(f"{found.keys} keys in {found.runs} runs, {found.screens} screens, ends: {ends}, {took:.0f} s")


if __name__ == "__main__":
    main()
