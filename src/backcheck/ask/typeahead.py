"""Keys and lines that were typed before a question could be seen: they must not answer it.

Owns the flush of what the terminal still holds. Must not read anything.
"""

from __future__ import annotations

from collections.abc import Callable


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
