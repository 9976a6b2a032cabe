"""The training log that a command is given: its file, its day and its unit, and the picture of the sore lift."""

from __future__ import annotations

import os
from errno import EINVAL
from stat import S_ISREG
from typing import TYPE_CHECKING

from backcheck.cli import machine
from backcheck.cli.machine import today
from backcheck.errors import FileError, UsageError
from backcheck.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from backcheck.cli.runtime import Runtime
    from backcheck.knowledge.loads import Unit
    from backcheck.show.document import Figure
    from backcheck.training_log.lift_index import LiftIndex
    from backcheck.training_log.log import TrainingLog


def make_index(runtime: Runtime) -> LiftIndex:
    """The names of all lifts, with those that the person added in the settings. Raises `KnowledgeError`."""
    from backcheck.knowledge.load import load_file, load_lift_names
    from backcheck.training_log.lift_index import LiftIndex

    root = runtime.data_folder()
    lifts = load_lift_names(root)
    known = {one.id for one in lifts}
    wrong = [lift for lift in runtime.lift_names.values() if lift not in known]
    if wrong:
        runtime.tell(f"The settings file names lifts that are not known: {', '.join(map(clean, wrong))[:200]}.")
    added = {name: lift for name, lift in runtime.lift_names.items() if lift in known}
    return LiftIndex(lifts, load_file(root, "activities.json"), added, load_file(root, "warm-ups.json"))


def read_training_log(name: str, index: LiftIndex, *, unit: Unit | None, mapped: list[str]) -> TrainingLog:
    """The log in this file. Raises `FileError` or `UsageError`."""
    from backcheck.training_log.layout import read_map
    from backcheck.training_log.reading import read_log

    columns = read_map(mapped)
    return read_log(_read_bytes(name), index, unit=unit, mapped=columns, last_day=today().toordinal() + 1)


def _read_bytes(name: str) -> bytes:
    """All bytes of an export (`-` is standard input).

    Raises `FileError` where it cannot be read, is no plain file, or is larger than any log.
    """
    from backcheck.training_log.csv_table import LARGEST

    shown = "standard input" if name == "-" else clean(name)
    try:
        if name != "-":
            content = _read_file(name, LARGEST + 1)
        elif (source := machine.piped()) is not None:
            content = source.read(LARGEST + 1)
        else:
            raise ValueError
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a file that can be read"
        raise FileError(f"{shown} cannot be read: {reason}.", "Give the CSV file that your app exported.") from error
    if len(content) > LARGEST:
        raise FileError(f"{shown} is larger than {LARGEST // 1_000_000} MB.", "Export fewer years.")
    return content


def _read_file(name: str, most: int) -> bytes:
    handle = os.open(machine.typed_path(name), os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))  # a pipe is not waited for
    with open(handle, "rb") as file:  # noqa: PTH123 - it is open already
        if not S_ISREG(os.fstat(handle).st_mode):
            raise OSError(EINVAL, "it isn't a plain file (use - to read from a pipe)")
        return file.read(most)


def read_unit_name(typed: str) -> Unit | None:
    """The unit that was typed, None for none. Raises `UsageError`."""
    from backcheck.knowledge.loads import find_unit

    unit = find_unit(typed)
    if typed and unit is None:
        raise UsageError(f"'{clean(typed)[:60]}' isn't a unit.", "Use --unit kg or --unit lb.")
    return unit


def read_date(typed: str, option: str, tell: Callable[[str], None]) -> date | None:
    """The day up to today that was typed, None for none. Tells how it was read, unless it was written in full.

    Raises `UsageError` for what is not a day, or may be one of two.
    """
    if not typed:
        return None
    from backcheck.knowledge.near import quote
    from backcheck.show.log_words import say_days, say_weekday
    from backcheck.training_log.cells import is_in_full, read_said_day

    shown, how = quote(typed), f"Write it as in {option} 2026-03-02."
    days = read_said_day(typed, today())
    if not days:
        raise UsageError(f"{shown} isn't a day.", how)
    if len(days) > 1:
        raise UsageError(f"{shown} can be {say_days(days)}.", how)
    if days[0] > today():
        raise UsageError(f"{shown} is yet to come.", f"Give {option} a day up to today.")
    if not is_in_full(typed):
        tell(f"{option}: I take {shown} as {say_weekday(days[0])}.")
    return days[0]


def draw_sore(log: TrainingLog, sore: str, until: int, began: date | None) -> Figure | None:
    """The picture of this lift up to the day `until`, of its name with the most sets; None where the log has none."""
    from backcheck.show.document import Figure
    from backcheck.show.log_plot import describe_weeks, draw_weeks_svg
    from backcheck.training_log.log import cut_weeks

    named = [one for one in log.series if one.lift == sore]
    if not named:
        return None
    series = max(named, key=lambda one: sum(session.sets for session in one.sessions))
    weeks = cut_weeks(series, until, until)
    if not weeks.sessions:
        return None
    return Figure(
        title=f"{series.name}: top sets and work sets a week",
        svg=draw_weeks_svg(weeks, series.name, log.unit, began),
        alternative=describe_weeks(weeks, log.unit, began),
    )


def spell_options(file: str, *, unit: str = "", mapped: Sequence[str] = (), began: date | None = None) -> str:
    """The options that take this log along, to be copied into a shell; a pipe, or an odd name, is only FILE."""
    name = f".{os.sep}{file}" if file.startswith("-") else file
    words = ["--log", "FILE" if file == "-" or clean(file) != file else name]
    words += ["--unit", unit] if unit else []
    words += [word for one in mapped for word in ("--map", one)]
    words += ["--pain", f"{began}"] if began is not None else []
    if os.name == "posix":
        from shlex import join

        return join(words)
    from subprocess import list2cmdline

    return list2cmdline(words)
