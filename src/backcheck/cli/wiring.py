"""The composition root: the streams, the environment, the clock and the knowledge base, put together once.

Everything that is not pure is fetched here and handed on. Imports of other rooms are late, so that a look-up pays
only for what it uses.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from backcheck.knowledge.model import KnowledgeBase
    from backcheck.show.surface import Surface


COLORS = ("auto", "always", "never")


class Runtime(NamedTuple):
    """What the global options said. `data` may be empty, `color` is auto, always or never."""

    data: str = ""
    plain: bool = False
    color: str = "auto"

    def data_folder(self) -> Path:
        """The folder of the knowledge base. Raises `KnowledgeError`."""
        from backcheck.knowledge.locate import find_data_folder

        return find_data_folder(self.data or os.environ.get("BACKCHECK_DATA") or None)

    def knowledge(self) -> KnowledgeBase:
        """The whole knowledge base. Raises `KnowledgeError`."""
        from backcheck.knowledge.load import load_knowledge

        return load_knowledge(self.data_folder())

    def out(self) -> Surface:
        """Where the result goes: standard output."""
        from backcheck.show.surface import open_surface

        return open_surface(sys.stdout, os.environ, color=self.color, plain=self.plain)

    def talk(self) -> Surface:
        """Where questions, notes and errors go: standard error."""
        from backcheck.show.surface import open_surface

        return open_surface(sys.stderr, os.environ, color=self.color, plain=self.plain)

    def tell(self, *texts: str) -> None:
        """Says something on standard error, in lines that fit."""
        from backcheck.text import wrap

        with suppress(OSError):  # nobody listens, and a note must stop nothing
            talk = self.talk()
            talk.write(line for text in texts for line in wrap(talk.say(text), talk.width))


def has_terminal() -> bool:
    """Whether somebody can be asked: both the keys and the questions go to a terminal."""
    return _is_terminal(sys.stdin) and _is_terminal(sys.stderr)


def shows_on_terminal() -> bool:
    """Whether the result can be looked through by who gave the answers."""
    return has_terminal() and _is_terminal(sys.stdout)


def _is_terminal(stream: object) -> bool:
    try:
        return bool(stream.isatty())  # type: ignore[attr-defined]
    except (AttributeError, ValueError):  # closed, or not there at all
        return False


def today() -> date:
    """The day on which the plan starts."""
    from datetime import date

    return date.today()
