"""The one door to the machine: environment, paths, home, clock and streams. Every other module takes them from here.

Nothing here raises, shows or makes anything. What cannot be had is a value: an empty text, None, or a `Location`
without a path that says why. Whatever is slow to load is imported late, since every look-up passes through here.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from io import StringIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, TextIO

if TYPE_CHECKING:
    from datetime import date, datetime

USUAL_LINES = 24
"""Of a terminal that does not say how high it is."""
LAST_YEAR = 9990
"""A clock that runs later than this is held here: dates end with 9999, and plans look ahead."""


def prepare() -> None:
    """Once at the start: takes out variables that are set to nothing, and lets no stray byte end the program.

    The libraries then find them unset too. `TZ` alone keeps its meaning: set to nothing it is Greenwich time.
    """
    for name in [name for name, value in os.environ.items() if not value.strip() and name != "TZ"]:
        del os.environ[name]
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            with suppress(OSError, ValueError):  # it was read before, and so reconfigured; or it is closed
                stream.reconfigure(errors="replace")  # a stray byte is a wrong answer, not the end


# -- environment -------------------------------------------------------------------------------------------------------


def variable(name: str) -> str:
    """The value of an environment variable; empty where it is not set, or set to nothing."""
    value = os.environ.get(name, "")
    return value if value.strip() else ""


def environment() -> dict[str, str]:
    """All variables that are set to something."""
    return {name: value for name, value in os.environ.items() if value.strip()}


# -- paths -------------------------------------------------------------------------------------------------------------


class Location(NamedTuple):
    """A folder or file, which may not be there yet; or no path, and why there can be none, as part of a sentence."""

    path: Path | None
    why: str = ""


def typed_path(text: str) -> Path:
    """A path that a person typed, in an option, a prompt or a variable: `~` is the home folder, else it is relative.

    A `~` of nobody is left as it is, and then there is no such file.
    """
    try:
        return Path(os.path.expanduser(text))  # noqa: PTH111 - Path.expanduser raises where there is no such user
    except ValueError:  # a name that no user can have
        return Path(text)


def home() -> Location:
    """The folder of everything that is kept: `BACKCHECK_HOME`, else where this system has data of programs."""
    return _own_folder("XDG_DATA_HOME", "~/.local/share", "user_data_path")


def settings_file() -> Location:
    """The settings file: in `BACKCHECK_HOME`, else where this system has settings."""
    place = _own_folder("XDG_CONFIG_HOME", "~/.config", "user_config_path")
    return place if place.path is None else Location(place.path / "config.toml")


def _own_folder(name: str, usual: str, elsewhere: str) -> Location:
    """`BACKCHECK_HOME`; else by the rule of XDG, with this variable and this usual place, or by platformdirs."""
    if chosen := variable("BACKCHECK_HOME"):
        path = typed_path(chosen)
        if str(path).startswith("~"):
            return Location(None, "BACKCHECK_HOME names a user that is not there")
        try:
            return Location(path.absolute())
        except OSError:
            return Location(None, "BACKCHECK_HOME starts from a working folder that is gone")
    system: str = sys.platform
    try:
        if system == "linux":
            base = variable(name)
            folder = typed_path(base if base.startswith("/") else usual) / "backcheck"
        else:
            import platformdirs  # late and only here: its 5 ms would be paid by every look-up

            folder = Path(getattr(platformdirs, elsewhere)("backcheck", appauthor=False))
    except (OSError, RuntimeError) as error:
        return Location(None, f"the system names none ({type(error).__name__})")
    return Location(folder) if folder.is_absolute() else Location(None, "HOME is not set, and the system names none")


# -- clock -------------------------------------------------------------------------------------------------------------


def now() -> datetime:
    """This moment with the zone of the machine."""
    from datetime import UTC, datetime

    end = datetime(LAST_YEAR, 1, 1, tzinfo=UTC)
    try:
        moment = min(datetime.now(UTC), end)
    except (OverflowError, OSError, ValueError):  # a clock at the end of all dates
        return end
    try:
        return moment.astimezone()
    except (OverflowError, OSError, ValueError):  # a zone that is a day or more away from Greenwich
        return moment


def today() -> date:
    """The day on which a plan starts."""
    return now().date()


# -- streams -----------------------------------------------------------------------------------------------------------


def stdin() -> TextIO:
    """Standard input; an empty one where the program was started with it closed."""
    return _or_nothing(sys.stdin)


def stdout() -> TextIO:
    """Standard output, where results go; nowhere where it is closed."""
    return _or_nothing(sys.stdout)


def stderr() -> TextIO:
    """Standard error, where questions, notes and errors go; nowhere where it is closed."""
    return _or_nothing(sys.stderr)


def _or_nothing(stream: TextIO | None) -> TextIO:
    return StringIO() if stream is None or stream.closed else stream


def piped() -> BinaryIO | None:
    """The bytes of standard input; None where it is closed."""
    return getattr(stdin(), "buffer", None)


def is_terminal(stream: TextIO) -> bool:
    """Whether somebody looks at this stream, or types into it."""
    try:
        return stream.isatty()
    except (OSError, ValueError):  # it was closed meanwhile
        return False


def window_of(stream: TextIO) -> tuple[int, int] | None:
    """Columns and rows of the terminal behind this stream, 0 where it does not say; None where there is none."""
    return _size_of(stream) if is_terminal(stream) else None


def columns() -> int:
    """The width that the help is written for: `COLUMNS`, else that of the terminal behind standard output, else 80."""
    import shutil

    return shutil.get_terminal_size().columns


def lines_of(stream: TextIO) -> int:
    """The height of the terminal behind this stream; the usual one where there is none, or it does not say."""
    return _size_of(stream)[1] or USUAL_LINES


def _size_of(stream: TextIO) -> tuple[int, int]:
    try:
        size = os.get_terminal_size(stream.fileno())
    except (OSError, ValueError):
        return 0, 0
    return size.columns, size.lines


def has_terminal() -> bool:
    """Whether somebody can be asked: both the keys and the questions go to a terminal."""
    return is_terminal(stdin()) and is_terminal(stderr())


def shows_on_terminal() -> bool:
    """Whether the person who answers also sees the result."""
    return has_terminal() and is_terminal(stdout())


def let_go_of_output() -> None:
    """Flushes at the very end; where the reader has gone away, the rest goes nowhere and nothing is said of it."""
    for stream in (stdout(), stderr()):
        try:
            stream.flush()
        except (OSError, ValueError):
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
