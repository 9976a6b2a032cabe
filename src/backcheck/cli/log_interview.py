"""A training log in an interview: when the pain began, what is said beside the rows, and the work weight for the plan.

Nothing is ticked for the person, and nothing of a log counts by itself. The log is held while the interview lasts and
is kept nowhere; what is kept beside the answers are the findings.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from backcheck.ask.port import Row
from backcheck.cli.log import draw_sore, make_index, read_date, read_training_log, read_unit_name, spell_options
from backcheck.cli.machine import today
from backcheck.errors import UsageError
from backcheck.knowledge.levels import is_grave
from backcheck.knowledge.loads import MOST_KG, read_weight
from backcheck.reasoning.plan_words import UNIT, WEIGHT, work_weight
from backcheck.reasoning.triage import triage_level
from backcheck.show.log_words import say_load, say_rows, say_weekday, say_work_load
from backcheck.training_log.cells import read_said_day
from backcheck.training_log.changes import find_changes, usual_load
from backcheck.training_log.findings import LogNotes, WorkLoad
from backcheck.training_log.log import UnitMissingError

if TYPE_CHECKING:
    from backcheck.ask.port import Asker
    from backcheck.cli.diagnosis import DiagnoseOptions
    from backcheck.cli.runtime import Runtime
    from backcheck.knowledge.loads import Unit, Weight
    from backcheck.knowledge.model import KnowledgeBase
    from backcheck.reasoning.answers import Answer, Answers
    from backcheck.show.document import Figure
    from backcheck.training_log.log import TrainingLog

CHANGED = "changed"
"""The question beside whose rows the log speaks."""

WHEN = "When did the pain begin?"
WHEN_HINT = (
    "Type a day such as 3 November, last Friday or 10 days ago. "
    "Type u if you are not sure: then your last six weeks count."
)
KEEP_HINT = "Go back to keep it, or type another day. Type u if you are not sure."
WHICH_DAY = "Which day do you mean?"
TAKEN = "You said that the pain began on {day}."
WHICH_UNIT = "Is the weight in your log in kilos or in pounds?"
HEAVIEST = "Which was your heaviest set of {name}?"
NO_DAY = "That isn't a day up to today. Write it like this: 3 November, 2026-11-03 or 10 days ago."
KEPT = (
    "What your training log said of {weeks} is still here, but the log is not kept. "
    "For another day, or for the work weight from it, give it again: {command}."
)
PREFILLED = "The plan takes {load} as your work weight. {basis} You can give another one with --weight."
WORK_WEIGHT = "What is your work weight in this lift?"
WORK_HINT = "Your plan starts from it. For example: 100kg or 225lb."
TOO_LIGHT = "A work weight is 1 kg or more."
UNSURE_DAY = "Not sure"

PAIN_DAY, WORK = "pain-day", "work"
"""What of a log is looked at with the answers: the day that the pain began, and the work weight."""

_UNSURE = ("u", "unsure", "not sure", "no")


class InterviewLog:
    """One log during one interview."""

    def __init__(self, runtime: Runtime, options: DiagnoseOptions, *, began: date | None = None) -> None:
        """Reads the log. The pain `began` on this day where an earlier sitting says so and no option does.

        Raises `FileError`, or `UsageError` where its unit is missing and nobody can be asked.
        """
        self._runtime, self._options = runtime, options
        self._log: TrainingLog | None = None
        self._missing: UnitMissingError | None = None
        self._untold: list[str] = []  # how the day in --pain was read, until there is a moment for it
        self._began = read_date(options.pain, "--pain", self._untold.append)
        self._asked = self._began is not None
        if began is not None and not self._asked:
            self._began, self._asked = began, True
            self._untold.append(TAKEN.format(day=say_weekday(began)))
        # whether the day was asked for, here or earlier, so that coming again is a chance to change it
        self._typed = began is not None and not options.pain
        self._came_again = False
        self._work: float | None = None
        self._work_unit = False
        self._said_weight: Weight | None = None
        self._reviewed = False  # whether the work weight was shown with the answers
        try:
            self._log = self._read(read_unit_name(options.unit))
        except UnitMissingError as error:
            if not options.asks:
                raise
            self._missing = error

    def _read(self, unit: Unit | None) -> TrainingLog:
        index = make_index(self._runtime)
        return read_training_log(self._options.log, index, unit=unit, mapped=list(self._options.mapped))

    def remarks(self, question: str, answers: Answers, asker: Asker) -> Mapping[str, str]:
        """What is said beside the rows of a question: nothing for any but `changed`. Asks before it what is missing."""
        if question != CHANGED:
            self._came_again = True
            return {}
        if self._untold and self._began is not None:
            self._untold.clear()
            asker.note(TAKEN.format(day=say_weekday(self._began)))
        if self._missing is not None:
            self._ask_unit(asker, self._missing)
        if not self._asked or (self._typed and self._came_again):
            self._began = _ask_day(asker, self._began)
            self._asked = self._typed = True
        self._came_again = False
        notes = self.notes(answers)
        return {} if notes is None else say_rows(notes, _lift_of(answers))

    def _ask_unit(self, asker: Asker, missing: UnitMissingError) -> None:
        """The unit; a step back leaves the log out."""
        kilos, pounds = Row("kg", f"Kilos: {missing.say('kg')}"), Row("lb", f"Pounds: {missing.say('lb')}")
        rows = (kilos, pounds, Row("none", "Not sure. Leave my log out"))
        line = HEAVIEST.format(name=missing.name)
        chosen = asker.choose(WHICH_UNIT, rows, lines=(line,))
        self._missing = None
        if chosen in ("kg", "lb"):
            self._log = self._read(read_unit_name(str(chosen)))
        else:
            self._asked = True

    def notes(self, answers: Answers) -> LogNotes | None:
        """What is kept of the log: unit, day, and findings, those of the sore lift first; None without a log."""
        if self._log is None:
            return None
        until = None if self._began is None else self._began.toordinal()
        sore = _lift_of(answers)
        found = sorted(find_changes(self._log, until=until).findings, key=lambda one: one.lift != sore)
        return LogNotes(self._log.unit, self._began, tuple(found), self._work, self._work_unit)

    def rows(self, answers: Answers) -> list[Row]:
        """The day and the work weight, with what it rests on, to be looked at with the answers."""
        if self._log is None:
            return []
        rows = []
        if self._asked:
            day = UNSURE_DAY if self._began is None else say_weekday(self._began)
            rows.append(Row(PAIN_DAY, f"{WHEN} {day}"))
        given, usual = self._said_weight or work_weight(answers), self._usual(answers)
        if given is not None:
            rows.append(Row(WORK, f"{WORK_WEIGHT} {given.shown}"))
        elif usual is not None:
            self._reviewed = True
            load, basis = say_load(usual.load, self._log.unit), say_work_load(usual, self._log.unit)
            rows.append(Row(WORK, f"{WORK_WEIGHT} {load}. {basis}"))
        return rows

    def change(self, row: str, answers: Answers, asker: Asker) -> str:
        """Asks for another day or work weight. With another day the question what changed is to be put again."""
        if row == WORK:
            self._said_weight = self._ask_weight(asker, self._usual(answers)) or self._said_weight
            return ""
        before = self._began
        self._began = _ask_day(asker, before)
        self._typed, self._came_again = True, False
        return CHANGED if self._began != before else ""

    def _ask_weight(self, asker: Asker, usual: WorkLoad | None) -> Weight | None:
        """The work weight, in the unit of the log where none is typed; None for a step back."""
        unit = self._log.unit if self._log is not None else "kg"
        basis = "" if usual is None else say_work_load(usual, unit)
        while isinstance(typed := asker.ask_text(WORK_WEIGHT, f"{basis} {WORK_HINT}".strip()), str):
            bare = not any(letter.isalpha() for letter in typed)
            try:
                weight = read_weight(f"{typed.strip()}{unit}" if bare else typed)
            except UsageError as error:
                asker.note(f"{error.problem} {error.remedy}".strip())
                continue
            if weight.kg >= 1:
                return weight
            asker.note(TOO_LIGHT)
        return None

    def spell(self) -> str:
        """The options that give this log again."""
        options = self._options
        return spell_options(options.log, unit=options.unit, mapped=options.mapped, began=self._began)

    def figure(self, answers: Answers) -> Figure | None:
        """The picture of the sore lift for a report; None without a log, or where it has none of that lift."""
        if self._log is None:
            return None
        until = self._log.last if self._began is None else self._began.toordinal()
        return draw_sore(self._log, _lift_of(answers), until, self._began)

    def finish(self, kb: KnowledgeBase, answers: dict[str, Answer], before: LogNotes | None) -> LogNotes | None:
        """Adds the work weight of the log to the answers, and returns what is kept of the log.

        One that an earlier log had filled in, as is kept in `before`, stays known as such.
        Where the loads come from is said, except where only one thing matters.
        """
        said = [*self._untold, *self._add_work_weight(answers)]
        if said and not is_grave(triage_level(kb, answers)):
            self._runtime.tell(*said)
        notes = self.notes(answers)
        if notes is None or before is None or notes.work is not None:
            return notes
        return replace(notes, work=before.work, work_unit=before.work_unit)

    def _add_work_weight(self, answers: dict[str, Answer]) -> list[str]:
        """Adds the weight that was said, else the usual one of the answered lift where none was answered, and its unit.

        Returns what is to be said of it: nothing where it stood with the answers.
        """
        if self._log is None:
            return []
        if self._said_weight is not None:
            answers |= {WEIGHT: self._said_weight.kg, UNIT: (self._said_weight.unit,)}
            return []
        usual = self._usual(answers)
        if WEIGHT in answers or usual is None:
            return []
        self._work, self._work_unit = float(usual.load), UNIT not in answers
        answers[WEIGHT] = self._work
        answers.setdefault(UNIT, (self._log.unit,))
        if self._reviewed:
            return []
        load, basis = say_load(usual.load, self._log.unit), say_work_load(usual, self._log.unit)
        return [PREFILLED.format(load=load, basis=basis)]

    def _usual(self, answers: Answers) -> WorkLoad | None:
        """The usual weight of the answered lift before something changed, where it can be a work weight."""
        until = None if self._began is None else self._began.toordinal()
        usual = None if self._log is None else usual_load(self._log, _lift_of(answers), until)
        return usual if usual is not None and 1 <= usual.load <= MOST_KG else None


def kept_remarks(notes: LogNotes, question: str, answers: Answers, _: Asker) -> Mapping[str, str]:
    """What is said beside the rows of the question `changed` where only what a log said is still there."""
    return say_rows(notes, _lift_of(answers)) if question == CHANGED else {}


def say_kept(notes: LogNotes, option: str) -> str:
    """That what a log said is there and the log is not; `option` is what goes on with the same interview."""
    weeks = "the last weeks of your log" if notes.began is None else f"the weeks before {say_weekday(notes.began)}"
    command = f"backcheck diagnose {option} --log FILE" if option else "--log FILE"
    return KEPT.format(weeks=weeks, command=command)


def _lift_of(answers: Answers) -> str:
    """The lift that was answered, or what else; empty while nothing was."""
    lift = answers.get("exercise")
    return lift[0] if isinstance(lift, tuple) and lift else ""


def _ask_day(asker: Asker, before: date | None) -> date | None:
    """The day on which the pain began; None where the person is not sure. Tells how it was read.

    A step back keeps the day that was given `before`.
    """
    hint = WHEN_HINT if before is None else f"{TAKEN.format(day=say_weekday(before))} {KEEP_HINT}"
    while True:
        typed = asker.ask_text(WHEN, hint)
        if not isinstance(typed, str):
            return before
        if typed.strip().casefold() in _UNSURE:
            return None
        days = read_said_day(typed, today())
        past = [day for day in days if day <= today()]
        if not past:
            asker.note(NO_DAY)
            continue
        day: date | None = past[0]
        if len(days) > 1:
            rows = [Row(day.isoformat(), say_weekday(day)) for day in past]
            chosen = asker.choose(WHICH_DAY, (*rows, Row("other", "Another day")))
            day = next((day for day in past if day.isoformat() == chosen), None)
        if day is not None:
            asker.note(TAKEN.format(day=say_weekday(day)))
            return day
