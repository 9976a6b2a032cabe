"""`backcheck log FILE`: what changed in training, from an app's CSV export. Nothing of it is kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from backcheck.cli.log_file import make_index, read_date, read_training_log, read_unit_name, spell_options
from backcheck.cli.options import AsJson, Full, LogMap, LogUnit, PainDay, complete_lift, make_app, named_file
from backcheck.cli.runtime import Runtime
from backcheck.errors import UsageError

if TYPE_CHECKING:
    from backcheck.training_log.lift_index import LiftIndex
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
        typer.Option(metavar="DATE", help="Look at the time from this day on (3 Nov, a month ago), not at six weeks."),
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
    from backcheck.training_log.changes import find_changes

    runtime: Runtime = ctx.obj
    began = read_date(pain, "--pain", runtime.tell)
    start = read_date(since, "--since", runtime.tell)
    index = make_index(runtime)
    read = read_training_log(file, index, unit=read_unit_name(unit), mapped=map_ or [])
    _check_since(start, began or date.fromordinal(read.last))
    changes = find_changes(read, until=began.toordinal() if began else None, since=start.toordinal() if start else None)
    from backcheck.show.log import LogRequest, list_log, render_log, render_log_lift

    options = spell_options(file, unit=unit, mapped=map_ or [])
    request = LogRequest(f"backcheck diagnose {options}", full, began, start)
    shown = _pick(read, index, runtime, lift) if lift else []
    if as_json:
        from backcheck.show.as_json import encode

        only = {one.name for one in shown} if lift else None
        runtime.out().write([encode(list_log(read, changes, only))])
        return
    out = runtime.out()
    if not lift:
        runtime.show(render_log(read, changes, out, request))
        return
    from backcheck.show.log_plot import draw_weeks
    from backcheck.training_log.log import cut_weeks

    shown = sorted(shown, key=lambda one: -sum(session.sets for session in one.sessions))
    pictures = {
        one.name: draw_weeks(cut_weeks(one, changes.since, changes.until), read.unit, out, began, full=full)
        for one in shown
    }
    runtime.show(render_log_lift(read, changes, pictures, out, request))


def _check_since(start: date | None, end: date) -> None:
    """Raises `UsageError` where nothing lies between these days."""
    if start is not None and start > end:
        from backcheck.show.phrases import say_day

        last = say_day(end.toordinal())
        raise UsageError(
            f"{say_day(start.toordinal())} is after {last}, the last day that counts.", "Give an earlier --since."
        )


def _pick(read: TrainingLog, index: LiftIndex, runtime: Runtime, wanted: str) -> list[Series]:
    """The exercises of the log that this names: one of its own names, or all of a lift. Raises `UsageError`."""
    from backcheck.training_log.lift_index import words_of

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
    from backcheck.knowledge.load import load_lift_names
    from backcheck.knowledge.names import find_lift, say_taken
    from backcheck.knowledge.near import quote
    from backcheck.show.log import ADD
    from backcheck.training_log.lift_index import words_of

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
