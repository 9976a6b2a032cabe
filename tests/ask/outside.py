"""A signal from outside that comes at a moment of the conversation, and not after some time."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from signal import Signals

PATIENCE = 15
"""Seconds after which the signal comes in any case, so that a test ends."""


def send_when(ready: Callable[[], bool], number: Signals) -> threading.Thread:
    """Sends this process a signal once `ready` holds; returns the thread that waits for it."""

    def wait() -> None:
        until = time.monotonic() + PATIENCE
        while not ready() and time.monotonic() < until:
            time.sleep(0.01)
        os.kill(os.getpid(), number)

    waiting = threading.Thread(target=wait)
    waiting.start()
    return waiting
