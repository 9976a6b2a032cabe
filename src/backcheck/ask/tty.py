"""Signals that end a conversation from outside, for as long as one is held.

Owns the handlers of SIGTERM and SIGHUP and their return to what they were. Must not print or exit.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from backcheck.ask.port import EndReason, Left

_REASONS = {name: EndReason[name] for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)}


def leave(reason: EndReason) -> None:
    """The plain way to heed a signal: raises `Left`."""
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
