"""What comes from the keyboard of a prompt: keys alone, and none that was pressed before the question was painted.

It is between the prompt library's input and its application. Imports the library, so import it late.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from prompt_toolkit.input import Input
from prompt_toolkit.input.typeahead import get_typeahead
from prompt_toolkit.key_binding import KeyPress
from prompt_toolkit.keys import Keys

from backcheck.ask.tty import Reports

LOOKED = 1.0
"""Seconds without a key after which somebody who typed ahead has seen the question."""

_ENTERS = (Keys.ControlM, Keys.ControlJ)
_LEAVES = {"\x03": Keys.ControlC, "\x04": Keys.ControlD}
_PASTE_END = "\x1b[201~"


class Keyboard:
    """An input without reports of the terminal; what is not here is the input's own.

    `told` is called when a key is left out because it came too early.
    """

    def __init__(self, source: Input) -> None:
        self._source = source
        self._reports: Reports[KeyPress] = Reports()
        self._held = False
        self._early_since: float | None = None
        self._cut = False
        self._waiting: list[KeyPress] = []
        self.told: Callable[[], None] = lambda: None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._source, name)

    def read_keys(self) -> list[KeyPress]:
        """The keys that were pressed since the last time."""
        keys = self._source.read_keys()
        kept = self._reports.take(keys, split=self._held)
        self._held = not keys
        return self._without_early(kept)

    def flush_keys(self) -> list[KeyPress]:
        """What was held back and turned out to be a key."""
        self._held = False
        kept = self._without_early(self._reports.flush(self._source.flush_keys()))
        return kept + self._cut_paste()

    def _cut_paste(self) -> list[KeyPress]:
        """Ends a paste that went quiet without its end, which the library would wait for with every key.

        Nothing of it counts but a key to leave; what still comes of it is dropped until somebody has looked.
        """
        parser = getattr(self._source, "vt100_parser", None)  # Windows has none
        if parser is None:
            return []
        parser.feed(_PASTE_END)  # outside a paste it is a report
        pasted = [key.data for key in self._source.flush_keys() if key.key == Keys.BracketedPaste]
        if pasted:
            self._early_since, self._cut = time.monotonic(), True
        return [KeyPress(key, mark) for mark, key in _LEAVES.items() if mark in "".join(pasted)][:1]

    def hold_back(self) -> None:
        """Takes what the library keeps from the last prompt, which it would press before the next one is painted."""
        self._waiting += get_typeahead(self._source)

    def forget(self) -> KeyPress | None:
        """Drops what was pressed until now, and up to the next Enter where that is still to come.

        Returns the key where one of them was to leave at once.
        """
        keys, self._waiting = self._waiting, []
        with suppress(OSError, ValueError, NotImplementedError):  # closed, or an input that has no file behind it
            while os.isatty(self._source.fileno()) and (more := self._source.read_keys()):
                keys += more
        kept = self._reports.take(keys)
        last = max((place for place, key in enumerate(kept) if key.key in _ENTERS), default=-1)
        self._early_since = time.monotonic() if kept[last + 1 :] else None
        if kept[last + 1 :]:
            self.told()
        return next((key for key in kept if key.key in _LEAVES.values()), None)

    def _without_early(self, keys: Iterable[KeyPress]) -> list[KeyPress]:
        """The keys after the Enter that belongs to what was typed ahead, or after somebody has looked."""
        kept = []
        for key in keys:
            now = time.monotonic()
            early = self._early_since is not None and now - self._early_since < LOOKED
            if not early or key.key in _LEAVES.values():
                self._early_since, self._cut = None, False
                kept.append(key)
                continue
            self._early_since = None if key.key in _ENTERS and not self._cut else now
            self.told()
        return kept
