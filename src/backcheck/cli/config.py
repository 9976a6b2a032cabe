"""The settings file: `config.toml` in the user's folder for settings, read only when it is there.

An option on the command line goes before the environment, the environment before the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backcheck.cli import machine
from backcheck.cli.runtime import COLORS
from backcheck.files import read_plain

if TYPE_CHECKING:
    from backcheck.cli.runtime import Runtime

LARGEST = 100_000
"""Bytes; a settings file of all settings has less than a hundred, and a line more for each name of a lift."""

LIFT_NAMES = "lift_names"
"""The table of a person's own names for lifts, as a training log has them."""


def configure(runtime: Runtime) -> Runtime:
    """The runtime with what the settings file adds to it. A file that is wrong is told of, and stops nothing."""
    path = machine.settings_file().path
    if path is None:
        return runtime
    try:
        content = read_plain(path, LARGEST)
    except (FileNotFoundError, NotADirectoryError):
        return runtime
    except OSError as error:
        runtime.tell(f"{path} cannot be read ({error.strerror}), so it is left out.")
        return runtime
    import tomllib

    try:
        settings = tomllib.loads(content.decode())
    except (ValueError, RecursionError) as error:  # no UTF-8, no TOML, a number that is too long, nested too deep
        known = isinstance(error, tomllib.TOMLDecodeError)  # the others speak of Python
        reason = str(error)[:200] if known else "its bytes, a number or its brackets cannot be read"
        runtime.tell(f"{path} is not TOML ({reason}), so it is left out.")
        return runtime
    faults = [fault for key, value in settings.items() if (fault := _find_fault(key, value))]
    if faults:
        runtime.tell(f"{path}: {' '.join(faults)}")
    return _apply(runtime, settings)


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


def _apply(runtime: Runtime, settings: dict[str, Any]) -> Runtime:
    """The settings of which neither the command line nor the environment has anything to say."""
    from backcheck.show.surface import asked_about_plain, wished_colour

    environment = machine.environment()
    if settings.get("plain") is True and not asked_about_plain(environment):
        runtime = runtime._replace(plain=True)
    names = settings.get(LIFT_NAMES)
    if isinstance(names, dict) and not _find_fault(LIFT_NAMES, names):
        runtime = runtime._replace(lift_names=names)
    color = settings.get("color")
    if color in COLORS and runtime.color == "auto" and wished_colour("auto", environment) is None:
        runtime = runtime._replace(color=color)
    return runtime
