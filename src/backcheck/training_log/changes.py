"""Finding what changed in the weeks before a day, by the rows of the question `changed` that a log can speak of.

What counts as a jump, near a maximum, more work or time off is decided here. Whether a row is ticked is for the person.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from msgspec.structs import replace

from backcheck.training_log.findings import ROWS, Changes, FindingKind, LiftChange, LogFinding, Span, WorkLoad
from backcheck.training_log.log import Series, Session, TrainingLog

CLEAR = 0.1
"""A lift that changed by less, see `_how_much`, comes after all that changed by more."""

SPAN = 42
"""Days that are looked at: the question asks about two to six weeks."""

BASE = 28
"""Days before, with which they are compared."""

OFF = 14
"""Days without a leg lift that count as time off."""

JUMP = Decimal("1.1")
"""More than this over the heaviest of the four weeks before is a jump: more than about a tenth at once. What was done
within the last week is part of the same rise, so that one in two sessions of a week is one jump too."""

RUN = 4
"""So many sessions in a row, each heavier than the one before, are a program that adds weight each time."""

STEPS = 2
NEAR_MAX = Decimal("0.9")
"""Of the estimated maximum: a load of which about four repetitions are possible, by the same formula."""

MAX_SPAN = 84
"""Days over which the best estimate of a maximum is taken."""

LEAST_FOR_MAX = 3
"""Sessions without which an estimate of the maximum says nothing."""

MORE = 1.25
LEAST_MORE = 4
"""More work is a quarter more sets in a week than in those of the four weeks before that were trained, and at least so
many."""

MORE_OF_LIFT = 1.5
LEAST_MORE_OF_LIFT = 3
LEAST_MORE_DAYS = 0.75
"""The same of one lift: half more sets and at least so many; or so much of a day more. See `_find_more_of_lift`."""

WEEK = 7
TRAINED_WEEKS = 3
"""Of the four weeks before; with fewer, it is coming back and not more work, and rows of lifts are not compared."""

_ORDER = {kind: (row, at) for row, kinds in enumerate(ROWS.values()) for at, kind in enumerate(kinds)}


def find_changes(log: TrainingLog, *, until: int | None = None, since: int | None = None) -> Changes:
    """What changed up to the day `until` (the last of the log), from `since` on (six weeks before).

    Findings come in the order of `ROWS`. Within a row those of lifts that the back holds come first, then the kinds in
    their order, then the lift that is done most, then the larger share before the smaller. Lifts that changed by a
    tenth or more come before the others; of both those that the back holds come first, then what changed more.
    """
    end = log.last if until is None else until
    start = end - SPAN + 1 if since is None else min(since, end)
    findings: list[LogFinding] = []
    for series in log.series:
        findings += _find_heavier(series, start, end)
        findings += _find_near_max(series, start, end)
        findings += _find_new(series, log, start, end)
    findings += _find_more_work(log, start, end)
    if len(log.series) > 1:  # of one lift alone it is the same
        for series in log.series:
            findings += _find_more_of_lift(series, log.first, start, end)
    held = {one.lift for one in log.series if one.on_back}
    main = _most_done(log, start, end)
    findings += _find_comeback(log, start, end, main)

    def rank(one: LogFinding) -> tuple[object, ...]:
        row, kind = _ORDER[one.kind]
        return (row, one.lift not in held, kind, one.lift != main, -one.share, -one.count, one.name)

    findings.sort(key=rank)
    first, begin = max(start, log.first), max(start - BASE, log.first)
    lifts: list[LiftChange] = []
    for one in log.series:
        now = _sum_up(_within(one, first, end), first, end)
        if now is not None:
            before = _sum_up(_within(one, begin, start - 1), begin, start - 1)
            lifts.append(LiftChange(one.lift, one.name, before, now))
    lifts.sort(key=lambda one: (_how_much(one) < CLEAR, one.lift not in held, -_how_much(one), one.name))
    weeks = max(0, min(BASE, start - log.first)) // WEEK
    return Changes(start, end, tuple(lifts), tuple(findings), weeks if weeks >= TRAINED_WEEKS else 0)


def usual_load(log: TrainingLog, lift: str, until: int | None = None) -> WorkLoad | None:
    """What the lifter usually worked with in this lift before something changed; None where there is no such session.

    It is the middle of the top sets of six weeks, of an even number the lighter one of the two. These end with the day
    `until` (the last of the log), or, where the weight jumped in the six weeks before that day, with the last session
    before the first such jump: what was lifted after it is what is to be changed back. Warm-ups are left out, and so
    are sessions whose top set was a single, which is a test and no work. Where the lift has several names in the log,
    the one with the most sets in those weeks counts.
    """
    end = log.last if until is None else until
    found: list[tuple[int, str, WorkLoad]] = []
    for series in [one for one in log.series if one.lift == lift]:
        jump = min(_jumps(series, end - SPAN + 1, end), key=lambda pair: pair[1].day, default=None)
        last = end if jump is None else jump[0].day
        worked = [one for one in _within(series, last - SPAN + 1, last) if one.load is not None and one.reps > 1]
        loads = sorted(one.load for one in worked if one.load is not None)
        if loads:
            middle = loads[(len(loads) - 1) // 2]
            jumped = None if jump is None else jump[1].load
            found.append((sum(one.sets for one in worked), series.name, WorkLoad(middle, loads[0], loads[-1], jumped)))
    return max(found, key=lambda row: row[:2])[2] if found else None


def _most_done(log: TrainingLog, start: int, end: int) -> str:
    """The lift with the most work sets in these days and the weeks before, of those that the back holds where there
    are any; empty without one.
    """
    sets: dict[str, int] = {}
    for series in [one for one in log.series if one.on_back] or log.series:
        done = sum(one.sets for one in _within(series, start - BASE, end))
        sets[series.lift] = sets.get(series.lift, 0) + done
    return max(sets, key=lambda lift: (sets[lift], lift), default="")


def _within(series: Series, start: int, end: int) -> list[Session]:
    return [one for one in series.sessions if start <= one.day <= end]


# -- one lift ----------------------------------------------------------------------------------------------------------


def _steps(series: Series, start: int, end: int) -> Iterator[tuple[Session, Session]]:
    """Each session from `start` on that is heavier than all of the four weeks before, with the heaviest of those.

    Of several as heavy it is the last; after a longer pause the session before stands for them.
    """
    loaded = [one for one in series.sessions if one.load is not None and one.day <= end]
    for number in range(1, len(loaded)):
        this, first = loaded[number], number - 1
        if this.day < start:
            continue
        while first > 0 and loaded[first - 1].day >= this.day - BASE:
            first -= 1
        heaviest = max(loaded[first:number], key=lambda one: (one.load or 0, one.day))
        if _ratio(heaviest, this) > 1:
            yield heaviest, this


def _jumps(series: Series, start: int, end: int) -> list[tuple[Session, Session]]:
    """The steps that are jumps, each with the heaviest session that it is compared with, see `JUMP`."""
    found = []
    for heaviest, this in _steps(series, start, end):
        usual = [one for one in _within(series, this.day - BASE, this.day - WEEK) if one.load is not None]
        old = max(usual, key=lambda one: (one.load or 0, one.day), default=heaviest)
        if _ratio(old, this) > JUMP:
            found.append((old, this))
    return found


def _find_heavier(series: Series, start: int, end: int) -> Iterator[LogFinding]:
    """The biggest jump, the longest run of heavier sessions; without either the small steps."""
    steps, jumps = list(_steps(series, start, end)), _jumps(series, start, end)
    if jumps:
        old, new = max(jumps, key=lambda pair: (_ratio(*pair), pair[1].day))
        yield _pair(series, "jump", old, new)
    heavier = {new.day for _, new in steps}
    # The longest row of sessions of which each after the first is heavier than all of the four weeks before, since a
    # heavy day after a light one is no rise; of equals the latest.
    run: list[Session] = []
    row: list[Session] = []
    for one in (one for one in _within(series, start, end) if one.load is not None):
        row = [*row, one] if row and one.day in heavier else [one]
        run = row if len(row) >= len(run) else run
    if len(run) >= RUN:
        yield _pair(series, "run", run[0], run[-1], len(run))
    elif not jumps and len(steps) >= STEPS:
        yield _pair(series, "steps", steps[0][0], steps[-1][1], len(steps))


def _ratio(old: Session, new: Session) -> Decimal:
    """To a thousandth, since an app that converts units rounds each weight to a hundredth."""
    return round((new.load or Decimal(0)) / (old.load or Decimal(1)), 3)


def _pair(series: Series, kind: FindingKind, old: Session, new: Session, count: int = 1) -> LogFinding:
    return LogFinding(
        row=next(row for row, kinds in ROWS.items() if kind in kinds),
        kind=kind,
        lift=series.lift,
        name=series.name,
        since=date.fromordinal(old.day),
        until=date.fromordinal(new.day),
        before=_kg(old.load),
        after=_kg(new.load),
        before_reps=old.reps,
        after_reps=new.reps,
        count=count,
    )


def _kg(load: Decimal | None) -> float | None:
    """Kilograms, exact enough to give the same pounds again."""
    return None if load is None else round(float(load), 6)


def _find_near_max(series: Series, start: int, end: int) -> Iterator[LogFinding]:
    """Sets with at most one repetition left, by RPE; sets marked as failure; without either, those near the estimate.

    Where somebody rates effort, the rating is believed and not the estimate.
    """
    recent = _within(series, start, end)
    hard = [one for one in recent if one.hard]
    failed = [one for one in recent if one.failures]

    before = _within(series, start - BASE, start - 1)

    def say(kind: FindingKind, days: Sequence[Session], *, rpe: Decimal | None = None) -> LogFinding:
        top = max(days, key=lambda one: (one.load or 0, one.day))
        finding = LogFinding(
            row="too-heavy",
            kind=kind,
            lift=series.lift,
            name=series.name,
            since=date.fromordinal(days[0].day),
            until=date.fromordinal(days[-1].day),
            after=_kg(top.load),
            after_reps=top.reps,
            rpe=None if rpe is None else float(rpe),
        )
        if kind == "share":
            best = _kg(_best_before(series, top))
            return replace(finding, until=date.fromordinal(top.day), before=best, count=len(days), out_of=len(recent))
        (many, out_of), (usual, usual_of) = (
            (sum(one.hard for one in sessions), sum(one.rated for one in sessions))
            if kind == "rpe"
            else (sum(one.failures for one in sessions), sum(one.sets for one in sessions))
            for sessions in (recent, before)
        )
        return replace(finding, count=many, out_of=out_of, usual=usual, usual_of=usual_of)

    if hard:
        yield say("rpe", hard, rpe=max(one.rpe for one in hard if one.rpe is not None))
    if failed:
        yield say("failure", failed)
    if not hard and not failed and len(series.sessions) >= LEAST_FOR_MAX:
        near = [
            one
            for one in recent
            if one.load and not one.rated and (best := _best_before(series, one)) and one.load >= best * NEAR_MAX
        ]
        if near:
            yield say("share", near)


def _best_before(series: Series, this: Session) -> Decimal | None:
    """The best estimated maximum of the twelve weeks that end with this session."""
    return max((one.best for one in _within(series, this.day - MAX_SPAN + 1, this.day) if one.best), default=None)


def _find_new(series: Series, log: TrainingLog, start: int, end: int) -> Iterator[LogFinding]:
    """A name that is new in a log that goes back four weeks before it.

    It may be new only as a name. So where another name of the same lift ended in these weeks, its last session comes
    with it.
    """
    first = series.sessions[0]
    if start <= first.day <= end and log.first <= first.day - BASE:
        count = len(_within(series, start, end))
        ended = [one.sessions[-1] for one in log.series if one.lift == series.lift and one is not series]
        old = max(
            (one for one in ended if first.day - BASE <= one.day < first.day), key=lambda one: one.day, default=first
        )
        yield _pair(series, "new", old, first, count)


def _sum_up(sessions: Sequence[Session], start: int, end: int) -> Span | None:
    if not sessions:
        return None
    top = max(sessions, key=lambda one: (one.load or 0, one.reps))
    weeks = (end - start + 1) // WEEK
    best = max((one.best for one in sessions if one.best is not None), default=None)
    sets = sum(one.sets for one in sessions if one.day > end - weeks * WEEK)
    return Span(top.load, top.reps, best, sets / weeks if weeks else None)


def _shares(before: Span, now: Span) -> tuple[float, float]:
    """By what share a lift changed: its load or its maximum, whichever changed more, and its sets a week."""
    pairs = ((before.load, now.load), (before.best, now.best))
    of_load = max(abs(float(new / old) - 1) if old and new else 0.0 for old, new in pairs)
    if now.sets_a_week is None or not before.sets_a_week:
        return of_load, 0.0
    return of_load, abs(now.sets_a_week / before.sets_a_week - 1)


def _how_much(change: LiftChange) -> float:
    """How much changed, for the order of the lifts alone.

    A new lift has nothing to be compared with, so it comes after those that changed clearly.
    """
    if change.before is None:
        return CLEAR
    of_load, of_sets = _shares(change.before, change.now)
    return of_load + 0.5 * min(1.0, of_sets)


def changed_clearly(change: LiftChange) -> bool:
    """Whether weight, estimated maximum or sets a week of this lift are another by a tenth or more, or it is new."""
    return change.before is None or max(_shares(change.before, change.now)) >= CLEAR


# -- all leg lifts -----------------------------------------------------------------------------------------------------


def _find_more_work(log: TrainingLog, start: int, end: int) -> Iterator[LogFinding]:
    """The week with the most sets, lifts or days above the four weeks before it, one finding for each of the three."""
    sets = _sets_by_day(log.series)
    names: dict[int, set[str]] = {}
    for series in log.series:
        for one in series.sessions:
            names.setdefault(one.day, set()).add(series.name)
    found: dict[FindingKind, tuple[float, LogFinding]] = {}
    for weeks, off in _trained_weeks(sets, log.first, start, end):
        trained = [[day for day in week if day in sets] for week in weeks]
        now, *base = [
            (sum(sets[day] for day in days), len({name for day in days for name in names[day]}), len(days))
            for days in trained
        ]
        usual = (sum(one[0] for one in base) / (len(base) - off), *(max(one[at] for one in base) for at in (1, 2)))
        kinds: tuple[Literal["sets", "lifts", "days"], ...] = ("sets", "lifts", "days")
        for at, kind in enumerate(kinds):
            more = now[at] - usual[at]
            enough = more >= max(LEAST_MORE, usual[at] * (MORE - 1)) if kind == "sets" else more >= 1
            if enough and more >= found.get(kind, (0.0,))[0]:
                found[kind] = (more, _say_week(kind, weeks[0], usual[at], now[at], off if kind == "sets" else 0))
    for _, finding in found.values():
        yield finding


def _find_more_of_lift(series: Series, log_first: int, start: int, end: int) -> Iterator[LogFinding]:
    """The week with the most sets or days of one lift above the four weeks before it, a finding for each of the two.

    A session that was only moved to an earlier day must not count as more. So the week is also taken as the time since
    the session before it, where that is longer than seven days: the pace of that time has to be above the usual one.
    """
    sets = {day: count for day, count in _sets_by_day((series,)).items() if day > start - WEEK - BASE}
    found: dict[FindingKind, tuple[float, LogFinding]] = {}
    for weeks, off in _trained_weeks(sets, log_first, start, end):
        now, *base = [[sets[one] for one in week if one in sets] for week in weeks]
        last = max(one for one in sets if one < weeks[0][0])
        pace = WEEK / max(WEEK, weeks[0][-1] - last)
        usual = sum(map(sum, base)) / (len(base) - off)
        more = sum(now) - usual
        enough = more >= LEAST_MORE_OF_LIFT and sum(now) * pace >= usual * MORE_OF_LIFT
        if enough and more >= found.get("sets", (0.0,))[0]:
            found["sets"] = (more, _say_week("sets", weeks[0], usual, sum(now), off))
        most = max(map(len, base))
        if len(now) * pace - most >= LEAST_MORE_DAYS and len(now) - most >= found.get("days", (0.0,))[0]:
            found["days"] = (len(now) - most, _say_week("days", weeks[0], most, len(now), 0))
    for _, finding in found.values():
        yield replace(finding, lift=series.lift, name=series.name)


def _trained_weeks(days: Collection[int], log_first: int, start: int, end: int) -> Iterator[tuple[list[range], int]]:
    """For each of these days in the span the week that ends with it and the four before it, the latest first.

    With how many of the four were missed; only where enough of them were trained.
    """
    for day in sorted(one for one in days if start <= one <= end and log_first <= one - WEEK - BASE + 1):
        weeks = [range(day - WEEK * (back + 1) + 1, day - WEEK * back + 1) for back in range(1 + BASE // WEEK)]
        missed = sum(not any(one in days for one in week) for week in weeks[1:])
        off = max(missed, _weeks_off(days, weeks[-1][0], weeks[0][0]))
        if len(weeks) - 1 - off >= TRAINED_WEEKS:
            yield weeks, off


def _weeks_off(days: Iterable[int], start: int, end: int) -> int:
    """Whole weeks that were missed from the day `start` to the one before `end`, wherever they begin.

    Days between two training days count as far as they are more than the usual number of them.
    """
    trained = sorted(day for day in days if start <= day < end)
    pauses = sorted(later - day for day, later in pairwise((start - 1, *trained, end)))
    usual = pauses[len(pauses) // 2]
    return sum((pause - usual) // WEEK for pause in pauses if pause > usual)


def _sets_by_day(series: Iterable[Series]) -> dict[int, int]:
    days: dict[int, int] = {}
    for one in series:
        for session in one.sessions:
            days[session.day] = days.get(session.day, 0) + session.sets
    return days


def _say_week(kind: FindingKind, week: range, usual: float, now: float, weeks_off: int) -> LogFinding:
    return LogFinding(
        row="more-work",
        kind=kind,
        since=date.fromordinal(week[0]),
        until=date.fromordinal(week[-1]),
        before=round(usual, 1),
        after=now,
        count=weeks_off,
    )


def _find_comeback(log: TrainingLog, start: int, end: int, main: str) -> Iterator[LogFinding]:
    """The longest time off that ended in the span, with what the `main` lift weighed before and right after it."""
    days = sorted(_sets_by_day(log.series))
    gaps = [(later - day - 1, day, later) for day, later in pairwise(days) if start <= later <= end]
    if not gaps or max(gaps)[0] < OFF:
        return
    off, before, back = max(gaps)
    finding = LogFinding(
        row="comeback", kind="back", since=date.fromordinal(before), until=date.fromordinal(back), count=off
    )
    for series in sorted(log.series, key=lambda one: -len(one.sessions)):
        old = max(
            (one.load for one in _within(series, before - BASE + 1, before) if one.load is not None), default=None
        )
        new = next((one.load for one in _within(series, back, end) if one.load is not None), None)
        if series.lift == main and old is not None and new is not None:
            finding = replace(finding, lift=series.lift, name=series.name, before=_kg(old), after=_kg(new))
            break
    yield finding
