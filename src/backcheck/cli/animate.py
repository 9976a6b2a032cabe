"""Plays a moving figure on the terminal until a key is pressed. Where nothing should move, the still figures instead.

The clock and the keys are here; frames come from `show.film`.
"""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from backcheck.ask.port import Left
from backcheck.ask.reports import Reports
from backcheck.ask.tty import heed_signals
from backcheck.cli import machine
from backcheck.show.figures import render_all, render_fault
from backcheck.show.film import PER_SECOND, draw_frame, make_film, paint_frame, redraw

if TYPE_CHECKING:
    from backcheck.cli.runtime import Runtime
    from backcheck.knowledge.lifts import Fault, Lift

Pressed = Callable[[float], bool]
"""Waits so many seconds; whether a key was pressed."""


class _Key(NamedTuple):
    """One letter from the terminal."""

    data: str


_NAMED = re.compile(rb"\x1b[\[O][A-DFHP-S]|\x1b\[[1-9][0-9]?~")
"""Arrows, Home, End and the like: sequences of the same shape as reports, and yet keys."""
QUIET = 0.5
"""Seconds after which an Escape that came alone was a key."""
LONGEST = 120.0
"""Seconds after which the picture stops by itself, so that a forgotten terminal comes to rest."""

HIDE, SHOW = "\x1b[?25l", "\x1b[?25h"
STILL = "Nothing moves here, so these are the still figures."


def play(runtime: Runtime, lift: Lift, fault: Fault | None) -> None:
    """The rep, with the fault in step beside it; still where motion is off or nobody looks at a terminal."""
    out = runtime.out()
    figure = fault.figure if fault is not None else None
    seen = fault is None or (figure is not None and not figure.unseen)
    if lift.poses is None or not seen or not can_move(machine.environment()) or not (out.terminal and out.braille):
        runtime.tell(STILL)
        runtime.show(render_fault(lift, fault, out) if fault is not None else render_all(lift, out))
        return
    height = machine.lines_of(out.stream)
    film = make_film(lift.poses, figure, out.width, height)
    out.write([out.paint(out.say(fault.name if fault is not None else lift.name)[: out.width], "strong")])
    now = draw_frame(film, 0)
    out.write(paint_frame(now, out))
    try:
        with heed_signals(), _keys() as pressed:
            start, number = time.monotonic(), 0
            while not pressed(max(0.0, start + (number + 1) / PER_SECOND - time.monotonic())):
                passed = time.monotonic() - start
                if passed > LONGEST:
                    break
                number = max(number + 1, int(passed * PER_SECOND))
                before, now = now, draw_frame(film, number)
                out.stream.write(redraw(before, now, out))
                out.stream.flush()
    except Left as left:
        from typer import Exit

        from backcheck.cli.interview import exit_of

        raise Exit(exit_of(left)) from None


def can_move(environment: Mapping[str, str]) -> bool:
    """Whether pictures may move: not where BACKCHECK_MOTION is off, or NO_MOTION or REDUCE_MOTION is set."""
    if environment.get("BACKCHECK_MOTION", "").strip().lower() in ("0", "off", "no", "none", "false"):
        return False
    return not (environment.get("NO_MOTION") or environment.get("REDUCE_MOTION"))


@contextmanager
def _keys() -> Iterator[Pressed]:
    """Waits for a key without echo, with the cursor hidden; the terminal is as it was afterwards.

    Where the keys are not a terminal only the time and Ctrl-C stop the picture.
    """
    try:
        import select
        import termios
        import tty
    except ImportError:  # Windows has no termios: Ctrl-C stops
        yield _sleep
        return
    if not machine.is_terminal(machine.stdin()):
        yield _sleep
        return
    descriptor = machine.stdin().fileno()
    before = termios.tcgetattr(descriptor)

    def take() -> None:
        tty.setcbreak(descriptor)
        _write(HIDE)

    def give_back() -> None:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
        _write(SHOW)

    reports: Reports[_Key] = Reports()  # what the terminal sends by itself is no key
    heard = time.monotonic()

    def pressed(seconds: float) -> bool:
        nonlocal heard
        ready, _, _ = select.select([descriptor], [], [], seconds)
        if stops:  # the shell has asked for it: the terminal is given back before
            stops.clear()
            give_back()
            os.kill(os.getpid(), signal.SIGSTOP)
            take()
        if not ready:
            return time.monotonic() - heard > QUIET and bool(reports.flush([]))
        heard = time.monotonic()
        read = os.read(descriptor, 1024)
        if not read or _NAMED.search(read):
            return True
        return bool(reports.take([_Key(letter) for letter in read.decode("utf-8", "replace")]))

    stops: list[int] = []
    stopper = signal.signal(signal.SIGTSTP, lambda number, _: stops.append(number))
    try:
        try:
            take()
            yield pressed
        finally:
            give_back()
    finally:
        signal.signal(signal.SIGTSTP, stopper)


def _write(sequence: str) -> None:
    with suppress(OSError, ValueError):  # the terminal may be gone
        machine.stdout().write(sequence)
        machine.stdout().flush()


def _sleep(seconds: float) -> bool:
    time.sleep(seconds)
    return False
