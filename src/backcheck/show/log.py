"""The page of a training log: what was read and what was not, the lifts that changed most, and what the log says.

The words of a finding are in `log_words`, the picture of one lift in `log_plot`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from msgspec.structs import replace

from backcheck.knowledge.loads import Unit
from backcheck.show.first_page import ALL, most_that_fits
from backcheck.show.log_words import CANNOT_TELL, say_finding, say_load, title_of
from backcheck.show.page import Page
from backcheck.show.phrases import say_day, say_short_day
from backcheck.show.surface import Surface
from backcheck.text import cells
from backcheck.training_log.cells import in_unit
from backcheck.training_log.changes import changed_clearly
from backcheck.training_log.findings import Changes, LiftChange, LogFinding, LogRow, Span
from backcheck.training_log.log import FAULTS, Skipped, SkipReason, TrainingLog
from backcheck.training_log.reading import WHYS

MOST_LIFTS = 6
MOST_REASONS = (3, 1)
NARROW_REASONS = (1,)
"""So many faults of rows, and names that are not known, are on one screen: as many as leave room for a finding and a
lift, else only how many there are."""

NO_FAULTS: dict[SkipReason, tuple[str, str]] = {
    "no-reps": ("set without repetitions", "sets without repetitions"),
    "no-set": ("rest or note", "rests or notes"),
    "empty": ("empty row", "empty rows"),
}
"""What rows are in which nothing is wrong, one and several."""

FIRST_JUMPS = 2
COLUMN = 11
HEADS = ("Lift", "Top set", "Est. single", "Sets a week")
BEFORE, BEFORE_NARROW = "{weeks} weeks before \u2192 ", "{weeks} weeks before; "
SHARES = (38, 27, 17, 17)
NOTHING = "Your log has none of our leg lifts in these weeks."
BEGINS, ENDS = "Your log begins on {day}, after these weeks.", "Your log ends on {day}, before these weeks."
SINGLE = f"{HEADS[2]}: the most you could lift once, estimated from sets of 1 to 10 reps."
QUIET = "Nothing stands out in these weeks."
QUIET_BESIDES = "Nothing stands out besides what changed in these rows."
SHORT = "Your log goes back less than three weeks before {day}, so the rows show these weeks alone."
ADD = 'You can add a name in the settings file, under [lift_names]: "NAME" = "LIFT".'
NOTES = f"How the file was read: see {ALL}."
MORE, ONE_LIFT = f"More: {ALL}.", "One lift: --lift NAME."
PAIN = "If you know the day that it began: --pain DAY."
FROM_THEN = "For the weeks before that day: --pain {day}."
NEXT = "Next:"


class LogRequest(NamedTuple):
    """How the page was asked for. `command` takes the log along to the interview, to be copied.

    `pain` is the day on which the pain began, `start` the one that the page was asked to begin on, where given.
    """

    command: str
    full: bool = False
    pain: date | None = None
    start: date | None = None


def render_log(log: TrainingLog, changes: Changes, surface: Surface, request: LogRequest) -> list[str]:
    """The page on one screen, or in full. Of the findings each row comes once before any row comes twice."""
    findings = spread(changes.findings)
    lifts = changes.lifts if request.full else changes.lifts[:MOST_LIFTS]
    estimated = any(one.now.best is not None for one in lifts) and not surface.narrow
    pieces: list[tuple[str, int]] = []  # which is the next to be shown: a finding and a lift in turns
    for at in range(max(len(lifts), len(findings))):
        pieces += [("finding", at)] if at < len(findings) else []
        pieces += [("lift", at)] if at < len(lifts) else []
    pieces += [("single", 0)] if estimated else []

    def build(count: int, most: int | None = None, *, step: bool = True) -> list[str]:
        page = Page(surface)
        _write_read(page, log, most)
        shown = pieces[:count]
        _write_lifts(page, log, changes, [one for at, one in enumerate(lifts) if ("lift", at) in shown])
        page.paragraph(SINGLE if ("single", 0) in shown else "")
        said = [
            (title_of(one), say_finding(one, log.unit)) for at, one in enumerate(findings) if ("finding", at) in shown
        ]
        _write_findings(page, changes, said, changes.lifts, some=bool(findings))
        less = count < len(pieces) or len(lifts) < len(changes.lifts) or bool(log.unknown or log.skipped)
        cut = less and not request.full
        hidden = len(findings) - len(said)
        how = ONE_LIFT if cut and not (hidden and surface.narrow) else ""
        _write_end(page, _say_more(hidden, how, cut=cut), request, step=step)
        return page.lines

    if request.full:
        return build(len(pieces))
    reasons = MOST_REASONS if not surface.narrow else NARROW_REASONS
    ways = [(one, step) for step in (True, False) for one in (*reasons, 0)]
    fits = (way for way in ways if len(build(min(2, len(pieces)), way[0], step=way[1])) <= surface.room)
    most, step = next(fits, ways[-1])
    return most_that_fits(surface, len(pieces), partial(build, most=most, step=step))


def render_log_lift(
    log: TrainingLog,
    changes: Changes,
    pictures: Mapping[str, list[str]],
    surface: Surface,
    request: LogRequest,
) -> list[str]:
    """One lift: its numbers, what the log says of it, and the picture of its first name; in full that of each name.

    `pictures` are the lines of each, by the name of the exercise.
    """
    told = [one for one in spread(changes.findings) if one.name in pictures]
    drawn = list(pictures.values())[: None if request.full else 1]

    def build(count: int, *, step: bool = True) -> list[str]:
        page = Page(surface, " and ".join(pictures))
        own = [one for one in changes.lifts if one.name in pictures]
        _write_lifts(page, log, changes, own)
        said = [(title_of(one), say_finding(one, log.unit, named=len(pictures) > 1)) for one in told[:count]]
        _write_findings(page, changes, said, own, some=bool(told))
        for picture in drawn:
            page.gap()
            page.lines += picture
        cut = count < len(told) or len(drawn) < len(pictures)
        _write_end(page, _say_more(len(told) - len(said), "", cut=cut), request, step=step)
        return page.lines

    if request.full:
        return build(len(told))
    step = len(build(min(1, len(told)))) <= surface.room
    return most_that_fits(surface, len(told), partial(build, step=step))


def spread(findings: Iterable[LogFinding]) -> list[LogFinding]:
    """The findings with the first of each row before the second of any, but for two jumps, which come before all."""
    seen: dict[LogRow, int] = {}
    ranked = []
    for number, one in enumerate(findings):
        seen[one.row] = seen.get(one.row, 0) + 1
        turn = 1 if one.kind == "jump" and seen[one.row] <= FIRST_JUMPS else seen[one.row]
        ranked.append((turn, number, one))
    return [one for *_, one in sorted(ranked, key=lambda row: row[:2])]


# -- what was read -----------------------------------------------------------------------------------------------------


def _write_read(page: Page, log: TrainingLog, most: int | None) -> None:
    """What was read, with at most so many reasons and names; with none only numbers, and without `most` everything."""
    days, sets = _count(log.sessions, "training day"), _count(log.sets, "work set")
    source = log.source if log.source != "table" else "Your table"
    page.paragraph(f"{source}, {_say_period(log.first, log.last)}: {days}, {sets} of leg lifts", style="strong")
    page.field("Not used", _say_unused(log, most), column=COLUMN)
    names = []  # that are no lift here, with the lifts that may be meant
    for one in log.unknown[:most]:
        near = f"; maybe {' or '.join(one.near)}" if one.near else ""
        names.append(f'"{one.name}" ({_count(one.sets, "set")}{near})')
    more = len(log.unknown) - len(names)
    known = [", ".join(names), _count(more, "more name" if names else "name") if more else ""]
    page.field("Not known", f"{' and '.join(filter(None, known))}." if log.unknown else "", column=COLUMN)
    if log.unknown and (most is None or not log.series):
        page.paragraph(ADD)
    for note in log.notes if most != 0 else log.notes and (NOTES,):
        page.field("Note", note, column=COLUMN)


def _say_unused(log: TrainingLog, most: int | None) -> str:
    """What was left out and why. Rows with something wrong come first, with their lines, and what is no set last.

    With `most` only so many of their reasons are told; without it all are, and the lines of the other rows too.
    """
    faults = sorted((one for one in log.skipped if one.reason in FAULTS), key=lambda one: -one.rows)
    others = sorted((one for one in log.skipped if one.reason not in FAULTS), key=lambda one: -one.rows)
    parts = [_say_skipped(one, lines=True) for one in faults[:most]]
    more = sum(one.rows for one in faults) - sum(one.rows for one in faults[:most])
    parts += [f"{_count(more, 'row')} with {'other ' if parts else ''}faults"] if more else []
    parts += [_count(log.warm_ups, "warm-up")] if log.warm_ups else []
    parts += [f"{_count(log.other_sets, 'set')} of other exercises"] if log.other_sets else []
    parts += [_say_skipped(one, lines=most is None) for one in others]
    return ", ".join(parts) + "." if parts else ""


def _say_skipped(one: Skipped, *, lines: bool) -> str:
    """Why rows are not used: with their lines where something is wrong with them, else how many."""
    no_fault = NO_FAULTS.get(one.reason)
    said = _count(one.rows, *no_fault) if no_fault else WHYS[one.reason]
    if not lines:
        return said
    where = ", ".join(map(str, one.lines)) + (", ..." if one.rows > len(one.lines) else "")
    if one.rows == 1:
        return f"{said} (line {where})"
    rows = f"{_count(one.rows, 'row')}, " if one.reason in FAULTS else ""
    return f"{said} ({rows}lines {where})"


def _count(number: int, what: str, many: str = "") -> str:
    """A number of things; `many` is their plural where it does not only take an s."""
    return f"{number:,} {what if number == 1 else many or f'{what}s'}"


# -- what changed ------------------------------------------------------------------------------------------------------


def _say_period(since: int, until: int) -> str:
    """Two days with the year of the second one, and of the first where it is another; or one day."""
    if since == until:
        return say_day(until)
    first, last = date.fromordinal(since), date.fromordinal(until)
    year = f" {first.year}" if first.year != last.year else ""
    return f"{say_short_day(since)}{year} to {say_short_day(until)} {last.year}"


def _write_lifts(page: Page, log: TrainingLog, changes: Changes, lifts: Sequence[LiftChange]) -> None:
    unit, before = log.unit, BEFORE_NARROW if page.surface.narrow else BEFORE
    compared = before.format(weeks=changes.weeks_before) if changes.weeks_before else ""
    page.heading(compared + _say_period(changes.since, changes.until))
    if not lifts:
        ended = ENDS.format(day=say_day(log.last)) if log.last < changes.since else NOTHING
        nothing = BEGINS.format(day=say_day(log.first)) if log.first > changes.until else ended
        page.paragraph(nothing if not changes.lifts else "")
        return
    if not changes.weeks_before:  # then there is no arrow whose beginning nobody could tell, and nothing is new
        lifts = [replace(one, before=one.now) for one in lifts]
    if page.surface.narrow:
        plain = page.surface.plain
        for one in lifts:  # in words, for listeners too
            top, most, sets = _cells(one, unit, " to ")
            top = top.replace("x", " times ") if plain else top
            most = f", best single about {most}" if most and plain else ""  # where it is narrow there is no room for it
            page.field(one.name, f"top set {top}{most}{f', {sets} sets a week' if sets else ''}.")
        return
    rows = [(one.name, *_cells(one, unit, " \u2192 ")) for one in lifts]
    heads = (HEADS[0], f"{HEADS[1]} ({unit})", *HEADS[2:])
    page.columns(heads, rows, ("", "", "", ""), SHARES)


def _cells(one: LiftChange, unit: Unit, to: str) -> tuple[str, str, str]:
    """Top set, estimated maximum and sets a week, each as before and now, or only now."""

    def both(say: Callable[[Span], str], without: str = "") -> str:
        now, before = say(one.now), say(one.before) if one.before is not None else without
        return f"{before}{to}{now}" if before and now and before != now else now

    def top(span: Span) -> str:
        return f"{say_load(span.load, unit, bare=True)}{'' if span.load is not None else ' '}x{span.reps}"

    def most(span: Span) -> str:
        return "" if span.best is None else f"{in_unit(span.best, unit):.0f}"

    def sets(span: Span) -> str:
        return "" if span.sets_a_week is None else f"{span.sets_a_week:.1f}".removesuffix(".0")

    return both(top), both(most), both(sets, "0")


def _write_findings(
    page: Page, changes: Changes, said: Sequence[tuple[str, str]], lifts: Sequence[LiftChange], *, some: bool
) -> None:
    """What was found about these `lifts`, each with its title. `some` tells whether there is anything, shown or not."""
    if not changes.lifts:
        return
    page.gap()
    if not changes.weeks_before:
        page.paragraph(SHORT.format(day=say_short_day(changes.since)))
    if not some:
        besides = changes.weeks_before and any(map(changed_clearly, lifts))
        page.paragraph(QUIET_BESIDES if besides else QUIET)
    for title, words in said:
        page.run_in(f"{title}:", f"{words}.", "strong")


def _say_more(hidden: int, how: str, *, cut: bool) -> str:
    """How to see more where the page is `cut`; `hidden` is how many findings there are besides those shown."""
    more = f"{_count(hidden, 'more finding')}: {ALL}." if hidden else MORE if cut else ""
    return " ".join(filter(None, (more, how)))


def _write_end(page: Page, more: str, request: LogRequest, *, step: bool) -> None:
    """What the numbers cannot tell, how to see more, and the next `step`, which gives way where it would cost the
    only finding.
    """
    page.paragraph(f"{CANNOT_TELL} {more}".strip())
    if not step:
        return
    if request.pain is None:
        page.paragraph(PAIN if request.start is None else FROM_THEN.format(day=request.start))
    day = f" --pain {request.pain}" if request.pain is not None else ""
    lines = [
        [f"{NEXT} {request.command}{day}"],
        [NEXT, f"{request.command}{day}"],
        [f"{NEXT} {request.command}"],  # the interview asks for the day
        [NEXT, request.command],
    ]
    whole = (way for way in lines if max(map(cells, way)) <= page.surface.width)
    for line in next(whole, lines[-1]):  # a command that breaks in two cannot be copied
        page.paragraph(line)


# -- JSON --------------------------------------------------------------------------------------------------------------


def list_log(log: TrainingLog, changes: Changes, only: Collection[str] | None = None) -> dict[str, Any]:
    """Everything for `--json`: loads in kilograms, days as in 2026-03-02.

    With `only` the lifts and findings are those of these exercises, by their names in the log.
    """

    def span(one: Span | None) -> dict[str, Any] | None:
        if one is None:
            return None
        return {
            "load_kg": None if one.load is None else round(float(one.load), 3),
            "reps": one.reps,
            "estimated_max_kg": None if one.best is None else round(float(one.best), 1),
            "sets_a_week": None if one.sets_a_week is None else round(one.sets_a_week, 2),
        }

    return {
        "read": {
            "app": log.source,
            "rows": log.rows,
            "sessions": log.sessions,
            "first": date.fromordinal(log.first),
            "last": date.fromordinal(log.last),
            "sets": log.sets,
            "warm_ups": log.warm_ups,
            "other_sets": log.other_sets,
            "unit": log.unit,
            "skipped": [
                {"reason": one.reason, "why": WHYS[one.reason], "rows": one.rows, "lines": one.lines}
                for one in log.skipped
            ],
            "unknown": log.unknown,
            "notes": log.notes,
        },
        "since": date.fromordinal(changes.since),
        "until": date.fromordinal(changes.until),
        "compared": changes.weeks_before > 0,
        "lifts": [
            {"lift": one.lift, "name": one.name, "before": span(one.before), "now": span(one.now)}
            for one in changes.lifts
            if only is None or one.name in only
        ],
        "findings": [list_finding(one, log.unit) for one in changes.findings if only is None or one.name in only],
    }


def list_finding(one: LogFinding, unit: Unit) -> dict[str, Any]:
    """One finding with its words."""
    from msgspec.structs import asdict

    return asdict(one) | {"text": say_finding(one, unit)}
