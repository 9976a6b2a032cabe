"""The terminal itself: signals that end a conversation, what was typed ahead, the echo, a page of its own.

Each is put back as it was. Nothing is printed or read here.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from backcheck.ask.port import EndReason, Left

OPEN_PAGE, CLOSE_PAGE = "\x1b[?1049h\x1b[H\x1b[2J", "\x1b[?1049l"
"""A page of its own, which most terminals have; where there is none, the window is cleared."""

_REASONS = {name: EndReason[name] for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)}


def leave(reason: EndReason) -> None:
    """What a signal does by default: raises `Left`."""
    raise Left(reason)


@contextmanager
def heed_signals(heed: Callable[[EndReason], None] = leave) -> Iterator[None]:
    """Calls `heed` with the reason when SIGTERM or SIGHUP arrives; afterwards the old handlers are back.

    Ctrl-C becomes `Left` too, wherever it strikes. A signal that is ignored stays ignored (`nohup`); off the main
    thread, where handlers cannot be set, none are.
    """
    before = {}
    if threading.current_thread() is threading.main_thread():
        for name, reason in _REASONS.items():
            number = getattr(signal, name)
            if (handler := signal.getsignal(number)) is not signal.SIG_IGN:
                before[number] = handler
                signal.signal(number, _calling(heed, reason))
    try:
        yield
    except KeyboardInterrupt:
        raise Left(EndReason.USER) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler if handler is not None else signal.SIG_DFL)


def _calling(heed: Callable[[EndReason], None], reason: EndReason) -> Callable[[int, FrameType | None], None]:
    def handle(_number: int, _frame: FrameType | None) -> None:
        heed(reason)

    return handle


def forget_typed_ahead(fileno: Callable[[], int]) -> None:
    """Drops the unread input of the terminal behind `fileno`; does nothing where that is no terminal."""
    try:
        import termios
    except ImportError:  # Windows
        return
    try:
        termios.tcflush(fileno(), termios.TCIFLUSH)
    except (OSError, ValueError, NotImplementedError, termios.error):
        return  # a pipe, a string or a closed file


@contextmanager
def no_echo() -> Iterator[None]:
    """Keys pressed meanwhile are not shown: an echoed Enter would move the place where the prompt draws."""
    restore: Callable[[], None] | None = None
    with suppress(ImportError, OSError, ValueError):
        restore = _silence()
    try:
        yield
    finally:
        if restore is not None:
            restore()


def _silence() -> Callable[[], None] | None:
    """Turns the echo of the terminal on standard input off; returns how to put it back."""
    import termios

    try:
        before = termios.tcgetattr(0)
    except termios.error:
        return None
    silent = [*before]
    silent[3] &= ~termios.ECHO
    termios.tcsetattr(0, termios.TCSANOW, silent)

    def restore() -> None:
        with suppress(termios.error):
            termios.tcsetattr(0, termios.TCSANOW, before)

    return restore
