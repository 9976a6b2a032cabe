"""Reading an export: from its bytes to a `TrainingLog`. Every row is used or counted with the reason.

Each different cell is read once and remembered, and of the rows only sums stay, so a million rows take seconds and
little memory. The order of the rows means nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import chain, islice
from operator import itemgetter

from backcheck.errors import FileError, UsageError
from backcheck.knowledge.loads import Unit
from backcheck.knowledge.near import quote
from backcheck.text import clean
from backcheck.training_log.cells import (
    HEAVIEST,
    DayOrder,
    bare_letters,
    find_order,
    is_ambiguous,
    read_amount,
    read_count,
    read_day,
    read_number,
    read_unit,
    to_kg,
)
from backcheck.training_log.csv_table import EXPORT, CsvRow, CsvTable, open_table
from backcheck.training_log.layout import Layout, find_layout
from backcheck.training_log.lift_index import LiftIndex, words_of
from backcheck.training_log.log import (
    Exercise,
    Series,
    Skipped,
    SkipReason,
    Tally,
    TrainingLog,
    UnitMissingError,
    Unknown,
    WorkSet,
    estimate_max,
)

FIRST_ROWS = 20
"""So many rows are looked at where the heads alone do not tell the app."""

SHOWN_LINES = 3
"""So many lines are named for each reason."""

SHOWN_KINDS = 3
"""So many kinds of set that nobody knows are named."""

MOST_REMEMBERED = 50_000
"""Different cells of one kind that are remembered; more are read anew."""

MOST_NAMES = 5_000
"""Different names of exercises; nobody has as many, and a text is no name."""

FEW = 3
UNREAD_SHARE = 10
"""Where more than one date in so many cannot be read, months may be missing, and the file is not used."""

MOST_EFFORT = 10
MOST_IN_RESERVE = 9
SQUAT = "squat"
WARM_UP = ("warm", "aufwarm", "echauff", "calent", "aquec", "riscald", "opwarm")
"""How a warm-up begins in the languages whose months are read, without accents."""

KNOWN_KINDS = (*WARM_UP, "work", "normal", "drop", "fail")
ODD_KINDS = "Kinds of set that are not known here count as work sets: {kinds}."
BAD_EFFORT = "Some ratings of effort can't be read, such as {shown}. They count as not given."
TWICE = (
    "{count} first sets of an exercise appear twice with the same time, weight and repetitions, as in line {line}. "
    "If rows are in the file twice, their sets count twice."
)
DAYS = "Write them as 2026-03-02, or choose English in the app before you export."
DAY_IN_EACH_ROW = "Write the day in each row, even if it is the same as in the row above."
TABLE = "Each row is a set, with one number of repetitions such as 5. For a column of sets: --map sets=COLUMN."
NO_WARM_UPS = "The file doesn't mark warm-ups, so they count as work sets."
ANY_KIND = ""


class _Ambiguous(Exception):  # noqa: N818 - no error: the dates are looked at first, and reading begins anew
    """A date that can be read in two ways."""


def read_log(
    content: bytes,
    index: LiftIndex,
    *,
    unit: Unit | None = None,
    mapped: Mapping[str, str] | None = None,
    last_day: int | None = None,
) -> TrainingLog:
    """The log in these bytes. `unit` counts where the file names none, and loads are shown in it.

    `mapped` are columns that a person named (see `read_map`). Rows after `last_day` come from a clock that was wrong.
    Raises `FileError` where nothing can be read, `UnitMissingError` without any unit, `UsageError` for a wrong map.
    """
    order: DayOrder | None = None
    while True:
        table, layout, first = _open(content, mapped or {})
        reader = _Reader(layout._replace(order=layout.order or order), index, table.comma, unit, last_day)
        try:
            for row in chain(first, table.rows):
                reader.add(row)
            return reader.close(table.notes)
        except _Ambiguous as ambiguous:
            table, layout, first = _open(content, mapped or {})
            dates: set[str] = set()
            for row in chain(first, table.rows):
                if len(row.cells) > layout.date and len(dates) < MOST_REMEMBERED:
                    dates.add(row.cells[layout.date])
            order = find_order(dates)  # that all dates of the table show together
            if order is None:
                shown = quote(str(ambiguous))
                remedy = "Say which comes first: --map dates=dmy (the day) or --map dates=mdy (the month)."
                raise UsageError(f"The date {shown} can be read in two ways.", remedy) from None


def _open(content: bytes, mapped: Mapping[str, str]) -> tuple[CsvTable, Layout, list[CsvRow]]:
    """The table, its layout and its first rows, which may be needed to know the layout."""
    table = open_table(content)
    first = list(islice(table.rows, FIRST_ROWS))
    if not first:
        raise FileError("The log has no rows below its first line.", EXPORT)
    return table, find_layout(table.heads, [row.cells for row in first], mapped), first


class _Reader:
    """One reading of a table; `add` takes its rows in any order."""

    def __init__(self, layout: Layout, index: LiftIndex, comma: bool, unit: Unit | None, last_day: int | None) -> None:
        own_first = sorted(layout.weights, key=lambda weight: unit is not None and weight[1] != unit)
        layout = layout._replace(weights=tuple(own_first))
        self.layout, self.index, self.comma, self.unit, self.last_day = layout, index, comma, unit, last_day
        reps = layout.reps
        optional = (layout.kind, layout.rpe, layout.unit, layout.sets)
        self._pick = itemgetter(
            reps, *(reps if at is None else at for at in optional), *(at for at, _ in layout.weights)
        )
        self._sets: dict[tuple[str, ...], WorkSet | SkipReason] = {}
        self._days: dict[str, int | SkipReason] = {}
        self._exercises: dict[str, Exercise] = {}
        self._by_words: dict[str, Exercise] = {}
        self._active: set[int] = set()
        self._skipped: dict[SkipReason, list[int]] = {}  # for each reason the number of rows, then the first lines
        self._units: dict[Unit, int] = {}  # how many different sets name each unit
        self._unitless = False  # whether a weight was met without any unit
        weights = tuple(at for at, _ in layout.weights)
        self._last_needed = max(layout.date, layout.exercise, reps, *weights, -1)
        about = {"date": layout.date, "reps": reps, "unit": layout.unit, "sets": layout.sets, "kind": layout.kind}
        self._about = {reason: (at,) for reason, at in about.items() if at is not None} | {"weight": weights}
        self._shown: dict[SkipReason, str] = {}  # the cell for which the first row was left out
        self._bad_effort = ""
        self._odd_kinds: set[str] = set()
        self._first_at, self._first = layout.first_set or (0, "\0")  # no cell is that
        self._firsts: set[int] = set()
        self._numbered = layout.first_set is None  # whether some set is numbered otherwise than as a first one
        self._twice: list[int] = []  # lines of first sets that came before
        self.rows = self.warm_ups = 0

    def add(self, row: CsvRow) -> None:
        """Takes one row."""
        self.rows += 1
        cells = row.cells
        layout = self.layout
        if len(cells) != layout.columns:
            if row.fault:
                self._skip("csv", row.line, [])
                return
            cells = self._fit(cells)
            if not cells:
                self._skip("columns" if any(map(str.strip, row.cells)) else "empty", row.line, [])
                return
        stamp = cells[layout.date]
        day = self._days.get(stamp) or self._read_day(stamp)
        key = self._pick(cells)
        one = self._sets.get(key)
        if one is None:
            one = self._understand(*key)
            if len(self._sets) < MOST_REMEMBERED:
                self._sets[key] = one
        if isinstance(day, str) or isinstance(one, str):
            # what is no set, such as a rest, may well have no date
            reason = day if isinstance(day, str) and one != "no-set" else one
            self._skip(reason if any(map(str.strip, cells)) else "empty", row.line, cells)  # type: ignore[arg-type]
            return
        self._active.add(day)
        name = cells[layout.exercise]
        if cells[self._first_at] == self._first:
            first = hash((stamp, name, key))
            if first in self._firsts:
                self._twice.append(row.line)
            self._firsts.add(first)
        elif not self._numbered:
            self._numbered = cells[self._first_at].isdecimal()
        if one.warm_up:
            self.warm_ups += one.times
            return
        exercise = self._exercises.get(name) or self._find_exercise(name)
        exercise.sets += one.times
        if exercise.lift is None:
            return
        tally = exercise.days.get(day)
        if tally is None:
            tally = exercise.days[day] = Tally()
        tally.add(one, loaded=exercise.loaded)

    def _fit(self, cells: list[str]) -> list[str]:
        """A row whose last cells are missing, or empty beyond the last column, made to fit; empty for any other."""
        columns = self.layout.columns
        if len(cells) > columns:
            return [] if any(cells[columns:]) else cells[:columns]
        return cells + [""] * (columns - len(cells)) if len(cells) > self._last_needed else []

    def _skip(self, reason: SkipReason, line: int, cells: list[str]) -> None:
        found = self._skipped.setdefault(reason, [0])
        if not found[0] and cells and reason in self._about:
            self._shown[reason] = " ".join(filter(None, (cells[at].strip() for at in self._about[reason])))
        found[0] += 1
        if len(found) <= SHOWN_LINES:
            found.append(line)

    def _read_day(self, stamp: str) -> int | SkipReason:
        day = read_day(stamp, self.layout.order)
        found: int | SkipReason = "date" if day is None else day
        if day is None:
            if self.layout.order is None and is_ambiguous(stamp):
                raise _Ambiguous(stamp)
        elif self.last_day is not None and day > self.last_day:
            found = "later"
        if len(self._days) < MOST_REMEMBERED:
            self._days[stamp] = found
        return found

    def _understand(self, reps: str, kind: str, rpe: str, unit: str, sets: str, *weights: str) -> WorkSet | SkipReason:
        layout = self.layout
        odd = False
        word = bare_letters(kind).strip().casefold() if layout.kind is not None else ANY_KIND
        if not word[:1].isdigit() and word not in ("w", "d", "f"):
            if layout.source == "Strong":
                return "kind" if read_count(reps) else "no-set"
            odd = bool(word) and not word.startswith(KNOWN_KINDS)
        count = read_count(reps) if reps.strip() else 0
        if count is None:
            return "reps"
        load = self._read_load(unit, weights)
        if isinstance(load, str):
            return load
        if not count:
            return "no-reps"
        times = read_count(sets) if layout.sets is not None and sets.strip() else 1
        if not times:
            return "sets"
        if odd and len(self._odd_kinds) < MOST_NAMES:
            self._odd_kinds.add(clean(word, 20))
        effort = self._read_effort(rpe) if layout.rpe is not None and rpe.strip() else None
        return WorkSet(
            warm_up=word == "w" or word.startswith(WARM_UP),
            failure=word == "f" or word.startswith("fail"),
            load=load,
            reps=count,
            best=None if load is None else estimate_max(load, count),
            rpe=effort,
            times=times,
        )

    def _read_effort(self, text: str) -> Decimal | None:
        """The RPE from 1 to 10, None for any other; 0 is how some apps write none.

        Repetitions in reserve are what that scale is made from: with none left it is 10, with one 9.
        """
        effort = read_number(text.strip().casefold().removeprefix("rpe").removeprefix("@"), comma=self.comma)
        if self.layout.in_reserve and effort is not None:
            effort = 10 - effort if 0 <= effort <= MOST_IN_RESERVE else Decimal(MOST_EFFORT + 1)
        if effort is not None and 1 <= effort <= MOST_EFFORT:
            return effort
        if effort != 0:
            shown = quote(text)
            self._bad_effort = min(self._bad_effort, shown) if self._bad_effort else shown
        return None

    def _read_load(self, unit: str, weights: tuple[str, ...]) -> Decimal | SkipReason | None:
        """The load in kilograms, or what is wrong with it; None for no load, or for help instead of one.

        Where neither the file nor the person names a unit, the bare number; `close` refuses the log then.
        """
        for text, (_, in_head) in zip(weights, self.layout.weights, strict=True):
            if not text.strip():
                continue
            amount, named = read_amount(text, comma=self.comma)
            if amount is None:
                return "weight"
            if amount <= 0:
                return None
            named = named or in_head
            if named is None and self.layout.unit is not None:
                named = read_unit(unit) if unit.strip() else self.unit
                if named is None:
                    return "unit"
            named = named or self.unit
            if named is None:
                self._unitless = True
            else:
                self._units[named] = self._units.get(named, 0) + 1
            load = to_kg(amount, named or "kg")
            return load if load <= HEAVIEST or named is None else "weight"
        return None

    def _find_exercise(self, name: str) -> Exercise:
        """The exercise of this name. Beyond a number of names that nobody has, all others are one."""
        words = words_of(name)
        exercise = self._by_words.get(words)
        if exercise is None:
            shown = " ".join(clean(name, 80).split()) or "(no name)"
            if len(self._by_words) >= MOST_NAMES:
                exercise = self._by_words.setdefault("", Exercise("(more names)", None))
            else:
                exercise = self._by_words[words] = Exercise(shown, self.index.find(name))
        if exercise.name > (shown := " ".join(clean(name, 80).split())) and words_of(shown) == words_of(exercise.name):
            exercise.name = shown  # of several spellings always the same one, whatever comes first
        if len(self._exercises) < MOST_REMEMBERED:
            self._exercises[name] = exercise
        return exercise

    def close(self, notes: tuple[str, ...]) -> TrainingLog:
        """The log. Raises `FileError` where nothing was read, `UnitMissingError` where loads have no unit."""
        self._check()
        usual: Unit = "kg"
        commonest = max(self._units, key=lambda unit: (self._units[unit], unit), default=usual)
        known = [one for one in self._by_words.values() if one.lift is not None and one.days]
        series = tuple(
            Series(
                one.lift or "",
                one.name,
                tuple(one.days[day].close(day) for day in sorted(one.days)),
                self.index.is_on_back(one.lift or ""),
            )
            for one in sorted(known, key=lambda one: (one.lift or "", one.name))
        )
        tops = [(one.lift == SQUAT, s.load, one.name) for one in series for s in one.sessions if s.load is not None]
        if self._unitless and tops:
            _, heaviest, name = max(tops)
            raise UnitMissingError(name, heaviest)
        others = [one for one in self._by_words.values() if one.lift is None]
        foreign = [one for one in others if not self.index.is_other(one.name)]
        foreign.sort(key=lambda one: (-one.sets, one.name))
        unknown = [Unknown(one.name, one.sets, tuple(self.index.suggest(one.name))) for one in foreign[:SUGGESTED]]
        unknown += [Unknown(one.name, one.sets) for one in foreign[SUGGESTED:]]
        odd = ", ".join(sorted(self._odd_kinds)[:SHOWN_KINDS])
        own = (
            self.layout.note,
            TWICE.format(count=len(self._twice), line=self._twice[0]) if self._twice and self._numbered else "",
            NO_WARM_UPS if not self.layout.marks_warm_ups else "",
            ODD_KINDS.format(kinds=odd) if odd else "",
            BAD_EFFORT.format(shown=self._bad_effort) if self._bad_effort else "",
        )
        skipped = tuple(Skipped(reason, found[0], tuple(found[1:])) for reason, found in self._skipped.items())
        return TrainingLog(
            source=self.layout.source,
            rows=self.rows,
            sessions=len(self._active),
            first=min(self._active),
            last=max(self._active),
            sets=sum(one.sets for one in known),
            warm_ups=self.warm_ups,
            other_sets=sum(one.sets for one in others) - sum(one.sets for one in foreign),
            unit=self.unit or commonest,
            series=series,
            skipped=skipped,
            unknown=tuple(sorted(unknown, key=lambda one: (not one.near, -one.sets, one.name))),
            notes=notes + tuple(filter(None, own)),
        )

    def _check(self) -> None:
        bad = self._skipped.get("date", [0])
        if bad[0] * UNREAD_SHARE > self.rows and (bad[0] > FEW or not self._active):
            empty = not self._shown["date"]
            shown = "the empty one" if empty else quote(self._shown["date"])
            raise FileError(
                f"{bad[0]} of {self.rows} dates can't be read, such as {shown} in line {bad[1]}.",
                DAY_IN_EACH_ROW if empty else DAYS,
            )
        if not self._active:
            reason, found = max(self._skipped.items(), key=lambda pair: pair[1][0])
            none = "The only row can't" if self.rows == 1 else f"None of {self.rows} rows can"
            example = f" ({quote(self._shown[reason])})" if self._shown.get(reason) else ""
            raise FileError(
                f"{none} be used. In line {found[1]}: {WHYS[reason]}{example}.",
                TABLE if self.layout.source == "table" else EXPORT,
            )


SUGGESTED = 200
"""So many names are compared with those of all lifts; 200 take about a tenth of a second."""

WHYS: dict[SkipReason, str] = {
    "csv": "quotes in the wrong place, or a cell that never ends",
    "columns": "too many or too few columns",
    "date": "no readable date",
    "later": "a day yet to come",
    "weight": "no readable weight",
    "unit": "an unknown unit",
    "reps": "no readable repetitions",
    "sets": "no readable number of sets",
    "kind": "an unknown kind of set",
    "no-reps": "sets without repetitions",
    "no-set": "rests or notes",
    "empty": "empty rows",
}
"""Each reason in words: what is wrong with a row, or what it is instead of a set."""
