"""The terminal itself: signals that end a conversation, typed-ahead keys, echo, a page of its own, and its reports.

Each is put back as it was. Nothing is printed or read here, and no library is known.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Generic, Protocol, TypeVar

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
                signal.signal(number, lambda *_, reason=reason: heed(reason))
    try:
        yield
    except KeyboardInterrupt:
        raise Left(EndReason.USER) from None
    finally:
        for number, handler in before.items():
            signal.signal(number, handler if handler is not None else signal.SIG_DFL)


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
    try:
        import termios
    except ImportError:  # Windows
        yield
        return
    before = None
    with suppress(OSError, ValueError, termios.error):
        before = termios.tcgetattr(0)
        silent = [*before]
        silent[3] &= ~termios.ECHO
        termios.tcsetattr(0, termios.TCSANOW, silent)
    try:
        yield
    finally:
        if before is not None:
            with suppress(termios.error):
                termios.tcsetattr(0, termios.TCSANOW, before)


# -- what a terminal sends by itself -----------------------------------------------------------------------------------


ESCAPE = "\x1b"
_STRING_OPENERS, _STRING_C1 = "]PX^_", "\x90\x98\x9d\x9e\x9f"
_CSI_C1 = "\x9b"


class KeyData(Protocol):
    """A key as the prompt library hands it over; `data` is what came from the terminal."""

    @property
    def data(self) -> str:
        """The bytes of the key as text."""


K = TypeVar("K", bound=KeyData)


class Reports(Generic[K]):
    """Lets keys through and drops reports. A report may come in several parts; half a second of quiet ends it.

    Focus, colours, device attributes, a light or dark theme, the keypad and Alt with a letter all begin with Escape,
    and the prompt library takes those it does not know apart into an Escape and letters, which would then be keys. Here
    is their grammar: ECMA-48 control sequences, SS3 and strings.
    """

    def __init__(self) -> None:
        self._state = ""
        self._escape: K | None = None

    def take(self, keys: Sequence[K], *, split: bool = False) -> list[K]:
        """The keys among these. `split`: the Escape before the first came by itself, so a letter after it is no Alt."""
        kept: list[K] = []
        for key in keys:
            self._step(key, kept, split)
        return kept

    def flush(self, keys: Sequence[K]) -> list[K]:
        """The same, when nothing more has come for half a second: an Escape alone was the key."""
        kept = self.take(keys)
        if self._escape is not None:
            kept.append(self._escape)
        self._state, self._escape = "", None
        return kept

    def _step(self, key: K, kept: list[K], split: bool) -> None:
        data = key.data
        if self._state == "csi" and len(data) == 1 and " " <= data <= "~":
            if data >= "@":
                self._state = ""
        elif self._state == "ss3" and len(data) == 1 and " " <= data <= "~":
            self._state = "ss3" if data.isdigit() else ""
        elif self._state == "string" and data not in ("\x03", "\x04", "\r", "\n"):
            self._state = "" if data in ("\x07", "\x9c") else "string-escape" if data == ESCAPE else "string"
        elif self._state == "string-escape" and data == "\\":
            self._state = ""
        elif self._state == "escape" and data != ESCAPE:
            self._after_escape(key, kept, split)
        else:
            self._begin(key, kept)

    def _after_escape(self, key: K, kept: list[K], split: bool) -> None:
        escape, self._escape = self._escape, None
        opened = {"[": "csi", "O": "ss3", **dict.fromkeys(_STRING_OPENERS, "string")}.get(key.data)
        self._state = opened or ""
        if opened is None and (split or len(key.data) != 1 or key.data < " "):
            kept += [escape] if escape is not None else []
            kept.append(key)

    def _begin(self, key: K, kept: list[K]) -> None:
        if self._escape is not None:  # two Escapes: the first was the key
            kept.append(self._escape)
        self._escape = key if key.data == ESCAPE else None
        if self._escape is not None:
            self._state = "escape"
        elif key.data == _CSI_C1:
            self._state = "csi"
        elif len(key.data) == 1 and key.data in _STRING_C1:
            self._state = "string"
        else:
            self._state = ""
            kept.append(key)
