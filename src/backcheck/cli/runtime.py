"""The global options, and what a command gets by them: the knowledge base, and the streams to write to.

Imports of other rooms are late, so that a look-up pays only for what it uses.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, TextIO

from backcheck.cli import machine
from backcheck.errors import KnowledgeError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from backcheck.knowledge.model import KnowledgeBase
    from backcheck.show.surface import Surface


COLORS = ("auto", "always", "never")
_FLAGS = ("--plain", "--no-pager")
_VALUED = ("--color", "--data")


class Runtime(NamedTuple):
    """What the global options said. `data` may be empty, `color` is auto, always or never.

    `lift_names` are a person's own names for lifts, each with the id of one, from the settings file.
    """

    data: str = ""
    plain: bool = False
    color: str = "auto"
    pager: bool = True
    lift_names: Mapping[str, str] = {}

    def data_folder(self) -> Path:
        """The folder of the knowledge base. Raises `KnowledgeError`."""
        from backcheck.knowledge.locate import find_data_folder

        typed = self._typed_folder()
        return find_data_folder(str(machine.typed_path(typed)) if typed else None)

    def _typed_folder(self) -> str:
        """The name of another knowledge base than the one that ships; empty where none was typed."""
        return self.data or machine.variable("BACKCHECK_DATA")

    def knowledge(self) -> KnowledgeBase:
        """The whole knowledge base. Raises `KnowledgeError`."""
        from backcheck.knowledge.load import load_knowledge

        return load_knowledge(self.data_folder() if self._typed_folder() else None)

    def knowledge_or_signs(self, given: Callable[[], object], *, quiet: bool) -> KnowledgeBase:
        """The whole knowledge base; where it is broken, first the page of an emergency in the answers of `given`.

        Raises `KnowledgeError`.
        """
        try:
            return self.knowledge()
        except KnowledgeError:
            from backcheck.cli.emergency import tell_without_base

            tell_without_base(self, given, quiet=quiet)
            raise

    def readable_knowledge(self) -> KnowledgeBase:
        """The base that ships, or what can be read of it, to tell an emergency from. Raises `KnowledgeError`."""
        from backcheck.knowledge.load import load_knowledge, read_readable
        from backcheck.knowledge.locate import find_data_folder

        with suppress(KnowledgeError):
            return load_knowledge()
        return read_readable(find_data_folder())

    def out(self) -> Surface:
        """Where the result goes: standard output."""
        return self._open(machine.stdout())

    def show(self, lines: list[str]) -> None:
        """Writes a look-up to standard output; what is longer than the window through the person's pager."""
        out = self.out()
        if self.pager and out.terminal and not out.plain and 0 < out.rows <= len(lines):
            from backcheck.cli.pager import page_through

            if page_through(lines, out):
                return
        out.write(lines)

    def talk(self) -> Surface:
        """Where questions, notes and errors go: standard error."""
        return self._open(machine.stderr())

    def _open(self, stream: TextIO) -> Surface:
        from backcheck.show.surface import open_surface

        window = machine.window_of(stream)
        return open_surface(stream, machine.environment(), window=window, color=self.color, plain=self.plain)

    def tell(self, *texts: str) -> None:
        """Says something on standard error, in lines that fit."""
        from backcheck.text import wrap

        with suppress(OSError):  # nobody listens, and a note must stop nothing
            talk = self.talk()
            talk.write(line for text in texts for line in wrap(talk.say(text), talk.width))


def to_front(arguments: list[str]) -> tuple[list[str], list[str]]:
    """The global options, which may be anywhere before `--`, and the rest. Raises `UsageError`."""
    front: list[str] = []
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        name = argument.partition("=")[0]
        if argument == "--":
            rest.extend([argument, *waiting])
        elif argument in _FLAGS or (name in _VALUED and "=" in argument):
            front.append(argument)
        elif argument in _VALUED:
            value = next(waiting, None)
            if value is None:
                raise UsageError(f"{argument} needs a value behind it.", "Try: backcheck --help")
            front.extend([argument, value])
        else:
            rest.append(argument)
    return front, rest


def read_front(front: list[str]) -> Runtime | None:
    """The global options without typer, which takes longer to load than an interview or a card needs to begin.

    None where typer has something to say about them.
    """
    runtime = Runtime()
    waiting = iter(front)
    for argument in waiting:
        name, _, value = argument.partition("=")
        if name == "--plain":
            runtime = runtime._replace(plain=True)
        elif name == "--no-pager":
            runtime = runtime._replace(pager=False)
        else:
            value = value if "=" in argument else next(waiting)
            runtime = runtime._replace(data=value) if name == "--data" else runtime._replace(color=value)
    if runtime.color not in COLORS:
        return None
    from backcheck.cli.config import configure

    return configure(runtime)
