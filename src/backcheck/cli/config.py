"""The settings file: `config.toml` in the user's folder for settings, read only when it is there.

An option on the command line goes before the environment, the environment before the file.
"""

from __future__ import annotations

import os
import sys
from errno import EFBIG, EINVAL
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, Any

from backcheck.cli.wiring import COLORS

if TYPE_CHECKING:
    from backcheck.cli.wiring import Runtime

NAME = "config.toml"
LARGEST = 100_000
"""Bytes; a settings file of all settings has less than a hundred."""

PLAIN_VARIABLES = ("BACKCHECK_PLAIN", "ACCESSIBLE")
COLOUR_VARIABLES = ("BACKCHECK_COLOR", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "CLICOLOR")


def config_file() -> Path:
    """Where the settings file would be: `BACKCHECK_HOME`, else the system's place for settings."""
    if chosen := os.environ.get("BACKCHECK_HOME"):
        return Path(chosen).expanduser() / NAME
    system: str = sys.platform
    if system == "linux":  # as platformdirs has it, which every look-up would have to load
        folder = os.environ.get("XDG_CONFIG_HOME", "")
        return Path(folder if folder.startswith("/") else os.path.expanduser("~/.config")) / "backcheck" / NAME  # noqa: PTH111
    import platformdirs

    return platformdirs.user_config_path("backcheck", appauthor=False) / NAME


def configure(runtime: Runtime) -> Runtime:
    """The runtime with what the settings file adds to it. A file that is wrong is told of, and stops nothing."""
    try:
        path = config_file()
        content = _read(path)
    except (FileNotFoundError, NotADirectoryError, RuntimeError):  # there is none, or no home folder where it could be
        return runtime
    except OSError as error:
        runtime.tell(f"{path} cannot be read ({error.strerror}), so it is left out.")
        return runtime
    import tomllib

    try:
        settings = tomllib.loads(content.decode())
    except (ValueError, RecursionError) as error:  # no UTF-8, no TOML, a number that is too long, nested too deep
        runtime.tell(f"{path} is not TOML ({str(error)[:200]}), so it is left out.")
        return runtime
    faults = [fault for key, value in settings.items() if (fault := _find_fault(key, value))]
    if faults:
        runtime.tell(f"{path}: {' '.join(faults)}")
    return _apply(runtime, settings)


def _read(path: Path) -> bytes:
    """What is in the file. Raises `OSError`; also where it is no plain file, or larger than settings ever are."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))  # a pipe must not be waited for
    try:
        if not S_ISREG(os.fstat(handle).st_mode):
            raise OSError(EINVAL, "not a file")
        content = os.read(handle, LARGEST + 1)
    finally:
        os.close(handle)
    if len(content) > LARGEST:
        raise OSError(EFBIG, "too large")
    return content


def _find_fault(key: str, value: Any) -> str:
    """What is wrong with a setting, in words; empty when nothing is."""
    if key == "plain":
        return "" if isinstance(value, bool) else "plain is true or false."
    if key == "color":
        return "" if value in COLORS else f"color is one of {', '.join(COLORS)}."
    return f"'{key}' is not a setting; there are plain and color."


def _apply(runtime: Runtime, settings: dict[str, Any]) -> Runtime:
    if settings.get("plain") is True and not _set(PLAIN_VARIABLES):
        runtime = runtime._replace(plain=True)
    color = settings.get("color")
    if color in COLORS and runtime.color == "auto" and not _set(COLOUR_VARIABLES):
        runtime = runtime._replace(color=color)
    return runtime


def _set(variables: tuple[str, ...]) -> bool:
    """Whether the environment speaks of it, in whatever way."""
    return any(os.environ.get(name) for name in variables)
