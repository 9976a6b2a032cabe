"""The global options and settings, and what a command gets by them: the knowledge base, and the streams to write to.

An option on the command line goes before the environment, the environment before the settings file. Imports of other
rooms are late, so that a look-up pays only for what it uses.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from backcheck.cli import machine
from backcheck.errors import KnowledgeError, UsageError
from backcheck.files import read_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from backcheck.knowledge.model import KnowledgeBase
    from backcheck.knowledge.records import Source
    from backcheck.show.surface import Surface

LARGEST_SETTINGS = 100_000
"""Bytes; a settings file of all settings has less than a hundred, and a line more for each name of a lift."""
LIFT_NAMES = "lift_names"
"""The table of a person's own names for lifts in the settings file, as a training log has them."""

NO_PAGER = "cat"
"""The pager that asks for none; one that is set to nothing counts as not set."""
LESS = "FRX"
"""Options of `less` where the person has set none: leave at once what fits, keep colours, leave the text behind."""
STOPPED = 128
"""Exit codes above this are those of a program that a signal ended, such as Ctrl-C; below is failure."""

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

    def read_file(self, name: str) -> Any:
        """One file of the knowledge base, decoded. Raises `KnowledgeError`."""
        from backcheck.knowledge.load import load_file

        return load_file(self.data_folder(), name)

    def review(self) -> str:
        """Who has reviewed the knowledge, in words. Raises `KnowledgeError`."""
        words: str = self.read_file("knowledge.json").review.words
        return words

    def sources(self, *, credited: bool) -> Mapping[str, Source] | None:
        """All sources by id; None for a page that does not name them. Raises `KnowledgeError`."""
        return {one.id: one for one in self.read_file("sources.json")} if credited else None

    def knowledge_or_signs(self, given: Callable[[], object], *, quiet: bool) -> KnowledgeBase:
        """The whole knowledge base; where it is broken, first the page of an emergency in the answers of `given`.

        Raises `KnowledgeError`.
        """
        try:
            return self.knowledge()
        except KnowledgeError:
            from backcheck.cli.answers_file import tell_without_base

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

    def show(self, lines: list[str], *, paged: bool = True) -> None:
        """Writes a look-up to standard output; what is longer than the window through the person's pager, as git does.

        The pager is `BACKCHECK_PAGER`, else `PAGER`, else `less`; leaving it early is no error. Without one, or where
        it fails, the lines are written as they are.
        """
        out, variables = self.out(), machine.environment()
        pager = variables.get("BACKCHECK_PAGER", variables.get("PAGER", "less")).strip()
        longer = paged and self.pager and out.terminal and not out.plain and 0 < out.rows <= len(lines)
        if not longer or pager == NO_PAGER:
            out.write(lines)
            return
        import signal
        import subprocess

        text = "".join(f"{line}\n" for line in lines).encode(
            getattr(out.stream, "encoding", None) or "utf-8", "replace"
        )
        out.stream.flush()
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in the pager is for the pager
        try:
            environment = {"LESS": LESS, **variables}  # through a shell: the setting may hold options
            ended = subprocess.run(pager, shell=True, input=text, env=environment, check=False).returncode
        except BrokenPipeError:  # left early
            ended = 0
        finally:
            signal.signal(signal.SIGINT, before)
        if 0 < ended <= STOPPED:
            out.write(lines)

    def print_json(self, content: Mapping[str, object]) -> None:
        """Writes an object as JSON to standard output; `schema_version` comes first."""
        from backcheck.show.as_json import encode

        self.out().write([encode(content)])

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
                raise UsageError(f"{argument} needs a value after it.", "Try: backcheck --help")
            front.extend([argument, value])
        else:
            rest.append(argument)
    return front, rest


def read_front(front: list[str]) -> Runtime | None:
    """The global options without typer, which takes longer to load than an interview or a card needs to begin.

    None where typer has something to say about them.
    """
    runtime = _parse(front)
    return configure(runtime) if runtime.color in COLORS else None


def _parse(front: list[str]) -> Runtime:
    runtime = Runtime()
    waiting = iter(front)
    for argument in waiting:
        name, equals, value = argument.partition("=")
        if name == "--plain":
            runtime = runtime._replace(plain=True)
        elif name == "--no-pager":
            runtime = runtime._replace(pager=False)
        else:
            value = value if equals else next(waiting)
            runtime = runtime._replace(data=value) if name == "--data" else runtime._replace(color=value)
    return runtime


def print_version(front: list[str]) -> None:
    """Program, knowledge version and review status on one line. Imports next to nothing.

    Raises `KnowledgeError` where the base cannot be read.
    """
    import json

    from backcheck import __version__
    from backcheck.knowledge.locate import MARKER
    from backcheck.text import clean

    folder = _parse(front).data_folder()
    try:
        base = json.loads(read_plain(folder / MARKER))
        line = f"backcheck {__version__}, knowledge {base['version']}. {base['review']['words']}"
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KnowledgeError(MARKER, "can't be read.", "Run `backcheck kb check` on the folder.") from error
    print(clean(line), flush=True)  # noqa: T201


# -- settings ----------------------------------------------------------------------------------------------------------


def configure(runtime: Runtime) -> Runtime:
    """The runtime with what the settings file adds to it. A file that is wrong is told of, and stops nothing."""
    path = machine.settings_file().path
    if path is None:
        return runtime
    try:
        content = read_plain(path, LARGEST_SETTINGS)
    except (FileNotFoundError, NotADirectoryError):
        return runtime
    except OSError as error:
        runtime.tell(f"{path} can't be read ({error.strerror}), so it is left out.")
        return runtime
    import tomllib

    try:
        settings = tomllib.loads(content.decode())
    except (ValueError, RecursionError) as error:  # no UTF-8, no TOML, a number that is too long, nested too deep
        known = isinstance(error, tomllib.TOMLDecodeError)  # the others speak of Python
        reason = str(error)[:200] if known else "its bytes, a number or its brackets can't be read"
        runtime.tell(f"{path} is not TOML ({reason}), so it is left out.")
        return runtime
    faults = {key: fault for key, value in settings.items() if (fault := _find_fault(key, value))}
    if faults:
        runtime.tell(f"{path}: {' '.join(faults.values())}")
    sound = {key: value for key, value in settings.items() if key not in faults}
    from backcheck.show.surface import asked_about_plain, wished_colour

    environment = machine.environment()
    if sound.get("plain") and not asked_about_plain(environment):
        runtime = runtime._replace(plain=True)
    if "color" in sound and runtime.color == "auto" and wished_colour("auto", environment) is None:
        runtime = runtime._replace(color=sound["color"])
    return runtime._replace(lift_names=sound.get(LIFT_NAMES, {}))


def _find_fault(key: str, value: Any) -> str:
    """What is wrong with a setting, in words; empty when nothing is."""
    if key == "plain":
        return "" if isinstance(value, bool) else "plain is true or false."
    if key == "color":
        return "" if value in COLORS else f"color is one of {', '.join(COLORS)}."
    if key == LIFT_NAMES:
        named = isinstance(value, dict) and all(isinstance(lift, str) for lift in value.values())
        return "" if named else f'{LIFT_NAMES} is a table of names, each with a lift: "Wall Sit 1:00" = "squat".'
    return f"'{key}' is not a setting; there are plain, color and {LIFT_NAMES}."
