"""`backcheck log FILE`: what changed in training, from an app's CSV export. Nothing of it is kept.

Also what the interview and a report need of a log that they are given: its file, its day, its unit and its picture.
"""

from __future__ import annotations

import os
from datetime import date
from errno import EINVAL
from stat import S_ISREG
from typing import TYPE_CHECKING, Annotated

import typer

from backcheck.cli import machine
from backcheck.cli.machine import today
from backcheck.cli.options import AsJson, Full, LogMap, LogUnit, PainDay, complete_lift, make_app, named_file
from backcheck.cli.runtime import Runtime
from backcheck.errors import FileError, UsageError
from backcheck.knowledge.load import load_lift_names
from backcheck.knowledge.loads import find_unit
from backcheck.knowledge.names import find_lift, say_taken
from backcheck.knowledge.near import quote
from backcheck.show.document import Figure
from backcheck.show.log import ADD, LogRequest, list_log, render_log, render_log_lift
from backcheck.show.log_plot import describe_weeks, draw_weeks, draw_weeks_svg
from backcheck.show.log_words import say_days, say_weekday
from backcheck.show.phrases import say_day
from backcheck.text import clean
from backcheck.training_log.cells import is_in_full, read_said_day
from backcheck.training_log.changes import find_changes
from backcheck.training_log.csv_table import LARGEST
from backcheck.training_log.layout import read_map
from backcheck.training_log.lift_index import LiftIndex, words_of
from backcheck.training_log.log import cut_weeks
from backcheck.training_log.reading import read_log

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from backcheck.knowledge.loads import Unit
    from backcheck.training_log.log import Series, TrainingLog

app = make_app()

SHOWN_NAMES = 8
"""So many leg lifts of a log are named where one was asked for that it does not have."""


@app.command(epilog="For example: backcheck log strong.csv")
def log(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE|-", callback=named_file, help="The CSV file that your app exported.")
    ],
    since: Annotated[
        str,
        typer.Option(
            metavar="DATE", help="Look at the time from this day on, such as 3 Nov, instead of the last six weeks."
        ),
    ] = "",
    pain: PainDay = "",
    lift: Annotated[
        str, typer.Option(metavar="NAME", autocompletion=complete_lift, help="Show one lift, with its picture.")
    ] = "",
    unit: LogUnit = "",
    map_: LogMap = None,
    full: Full = False,
    as_json: AsJson = False,
) -> None:
    """See what changed in your training before it hurt, from Strong, Hevy, FitNotes or a table."""
    runtime: Runtime = ctx.obj
    began = read_date(pain, "--pain", runtime.tell)
    start = read_date(since, "--since", runtime.tell)
    index = make_index(runtime)
    read = read_training_log(file, index, unit=read_unit_name(unit), mapped=map_ or [])
    end = began or date.fromordinal(read.last)
    if start is not None and start > end:
        problem = f"{say_day(start.toordinal())} is after {say_day(end.toordinal())}, the last day that counts."
        raise UsageError(problem, "Give an earlier --since.")
    changes = find_changes(read, until=began.toordinal() if began else None, since=start.toordinal() if start else None)
    options = spell_options(file, unit=unit, mapped=map_ or [])
    request = LogRequest(f"backcheck diagnose {options}", full, began, start)
    shown = _pick(read, index, runtime, lift) if lift else []
    if as_json:
        runtime.print_json(list_log(read, changes, {one.name for one in shown} if lift else None))
        return
    out = runtime.out()
    if not lift:
        runtime.show(render_log(read, changes, out, request))
        return
    shown = sorted(shown, key=lambda one: -sum(session.sets for session in one.sessions))
    pictures = {
        one.name: draw_weeks(cut_weeks(one, changes.since, changes.until), read.unit, out, began, full=full)
        for one in shown
    }
    runtime.show(render_log_lift(read, changes, pictures, out, request))


def _pick(read: TrainingLog, index: LiftIndex, runtime: Runtime, wanted: str) -> list[Series]:
    """The exercises of the log that this names: one of its own names, or all of a lift. Raises `UsageError`."""
    own = [one for one in read.series if words_of(one.name) == words_of(wanted)]
    if own:
        return own
    found = index.find(wanted) or _find_near(read, index, runtime, wanted)
    of_lift = [one for one in read.series if one.lift == found]
    if not of_lift:
        raise UsageError(f"Your log has no set of {found}.", _say_there(read))
    return of_lift


def _find_near(read: TrainingLog, index: LiftIndex, runtime: Runtime, wanted: str) -> str:
    """The lift that is clearly meant by this name, said aloud. Raises `UsageError` for no such lift."""
    if any(words_of(one.name) == words_of(wanted) for one in read.unknown):
        raise UsageError(f"Your log has {quote(wanted)}, but it isn't known which lift that is.", ADD)
    if index.is_other(wanted):
        raise UsageError(f"{quote(wanted)} is not a leg lift.", _say_there(read))
    try:
        found = find_lift(load_lift_names(runtime.data_folder()), wanted)
    except UsageError as error:
        raise UsageError(error.problem, _say_there(read)) from None
    if taken := say_taken(wanted, found):
        runtime.tell(taken)
    return found.id


def _say_there(read: TrainingLog) -> str:
    """The leg lifts of the log by their names in it, those that are done most first."""
    most = sorted(read.series, key=lambda one: (-sum(session.sets for session in one.sessions), one.name))
    names = [one.name for one in most[:SHOWN_NAMES]]
    more = [f"{len(most) - len(names)} more"] if len(most) > len(names) else []
    return f"Your log has: {', '.join((*names, *more))}." if names else "Your log has no leg lift."


# -- a log that is given -----------------------------------------------------------------------------------------------


def make_index(runtime: Runtime) -> LiftIndex:
    """The names of all lifts, with those that the person added in the settings. Raises `KnowledgeError`."""
    lifts = load_lift_names(runtime.data_folder())
    known = {one.id for one in lifts}
    wrong = [lift for lift in runtime.lift_names.values() if lift not in known]
    if wrong:
        runtime.tell(f"The settings file names lifts that are not known: {', '.join(map(clean, wrong))[:200]}.")
    added = {name: lift for name, lift in runtime.lift_names.items() if lift in known}
    return LiftIndex(lifts, runtime.read_file("activities.json"), added, runtime.read_file("warm-ups.json"))


def read_training_log(name: str, index: LiftIndex, *, unit: Unit | None, mapped: list[str]) -> TrainingLog:
    """The log in this file. Raises `FileError` or `UsageError`."""
    columns = read_map(mapped)
    return read_log(_read_bytes(name), index, unit=unit, mapped=columns, last_day=today().toordinal() + 1)


def _read_bytes(name: str) -> bytes:
    """All bytes of an export (`-` is standard input).

    Raises `FileError` where it cannot be read, is no plain file, or is larger than any log.
    """
    shown = "standard input" if name == "-" else clean(name)
    try:
        if name != "-":
            # a pipe is not waited for
            handle = os.open(machine.typed_path(name), os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
            with open(handle, "rb") as file:  # noqa: PTH123 - it is open already
                if not S_ISREG(os.fstat(handle).st_mode):
                    raise OSError(EINVAL, "it isn't a plain file (use - to read from a pipe)")
                content = file.read(LARGEST + 1)
        elif (source := machine.piped()) is not None:
            content = source.read(LARGEST + 1)
        else:
            raise ValueError
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a file that can be read"
        raise FileError(f"{shown} can't be read: {reason}.", "Give the CSV file that your app exported.") from error
    if len(content) > LARGEST:
        raise FileError(f"{shown} is larger than {LARGEST // 1_000_000} MB.", "Export fewer years.")
    return content


def read_unit_name(typed: str) -> Unit | None:
    """The unit that was typed, None for none. Raises `UsageError`."""
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
    shown, how = quote(typed), f"Write it as in {option} 2026-03-02."
    days = read_said_day(typed, today())
    if not days:
        raise UsageError(f"{shown} isn't a day.", how)
    if len(days) > 1:
        raise UsageError(f"{shown} can be {say_days(days)}.", how)
    if days[0] > today():
        raise UsageError(f"{shown} is yet to come.", f"Give {option} a day up to today.")
    if not is_in_full(typed):
        tell(f"{option}: we take {shown} as {say_weekday(days[0])}.")
    return days[0]


def draw_sore(log: TrainingLog, sore: str, until: int, began: date | None) -> Figure | None:
    """The picture of this lift up to the day `until`, of its name with the most sets; None where the log has none."""
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
