"""What a training log says, in words: findings, loads, spans of days; and the same behind the reasons of an advice.

Nothing is judged here, and no point is added: a finding is its numbers and its days.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from backcheck.knowledge.loads import Unit, Weight
from backcheck.knowledge.questions import Question
from backcheck.reasoning.answers import Answer, say_answer
from backcheck.reasoning.plan_words import UNIT, WEIGHT
from backcheck.show.phrases import say_day, say_short_day
from backcheck.training_log.cells import WEEKDAYS
from backcheck.training_log.findings import LogFinding, LogNotes, LogRow, WorkLoad

if TYPE_CHECKING:
    from backcheck.reasoning.assessment import Assessment, Evidence, RankedContributor, RankedPattern

TITLES: dict[LogRow, str] = {
    "load-jump": "Jump in weight",
    "too-heavy": "Near your max",
    "load-up": "Weight up in steps",
    "more-work": "More work",
    "new-lift": "New lift",
    "comeback": "Time off",
}

ODD = 0.02
"""By so much of a unit may an app miss a quarter of it that was lifted."""

UP_EACH_TIME = "Up every session"
"""Of the row of jumps, where it is no jump but many steps."""

YOUR_LOG = "Your log: {said}."
FROM_LOG = "{said}, from the training log"
NO_LOAD = "bodyweight"

CANNOT_TELL = (
    "This shows what changed, not what made your back hurt. Nobody knows which of these numbers are safe or harmful."
)


def title_of(finding: LogFinding) -> str:
    """The title of a finding, by its row."""
    return UP_EACH_TIME if finding.kind == "run" else TITLES[finding.row]


def say_finding(finding: LogFinding, unit: Unit, *, named: bool = True) -> str:
    """One finding as a clause without a full stop; `named` puts the exercise before it where it is about one."""
    said = _say(finding, unit)
    return f"{finding.name} {said}" if named and finding.name else said


def say_rows(notes: LogNotes, lift: str) -> dict[str, str]:
    """For each row of the question `changed` of which the log says something: the first finding, "Your log: ...".

    The exercise is named where it is not the `lift` that is spoken of.
    """
    said: dict[str, str] = {}
    for one in notes.findings:
        words = say_finding(one, notes.unit, named=one.lift != lift)
        said.setdefault(one.row, YOUR_LOG.format(said=words))
    return said


def say_work_load(work: WorkLoad, unit: Unit) -> str:
    """What a work weight rests on: "Your log: 90 to 100 kg before the jump to 120 kg."."""
    low, high = say_load(work.lightest, unit, bare=True), say_load(work.heaviest, unit)
    said = high if work.lightest == work.heaviest else f"{low} to {high}"
    weeks = "in six weeks" if work.jumped is None else f"before the jump to {say_load(work.jumped, unit)}"
    return YOUR_LOG.format(said=f"{said} {weeks}")


def say_given(question: Question, answer: Answer, notes: LogNotes | None) -> str:
    """An answer in the words of its question, with a word on it where it came from the log and not from the person."""
    said = say_answer(question, answer)
    if notes is None or notes.work is None:
        return said
    filled = {WEIGHT: notes.work} | ({UNIT: (notes.unit,)} if notes.work_unit else {})
    return FROM_LOG.format(said=said) if filled.get(question.id) == answer else said


def say_load(kg: float | Decimal | None, unit: Unit, *, bare: bool = False) -> str:
    """A load in the person's unit as it was written, without the unit where it is `bare`; no load is bodyweight.

    An app that converts leaves odd hundredths beside a quarter ("184.99 lb"), which are passed over.
    """
    if kg is None:
        return NO_LOAD
    amount = Weight(float(kg), unit).amount
    quarter = round(amount * 4) / 4
    shown = f"{quarter if abs(amount - quarter) <= ODD else round(amount, 2):.7g}"
    return shown if bare else f"{shown} {unit}"


def say_span(since: date, until: date) -> str:
    """Two days as a span: "3 to 12 March", "20 Feb to 3 Mar", or one day."""
    if since == until:
        return _say_date(until)
    if (since.year, since.month) == (until.year, until.month):
        return f"{since.day} to {_say_date(until)}"
    return f"{_say_date(since)} to {_say_date(until)}"


def _say_date(day: date) -> str:
    return say_short_day(day.toordinal())


def say_weekday(day: date) -> str:
    """A day in full, so that a slip is seen: "Friday 20 November 2026"."""
    return f"{WEEKDAYS[day.weekday()]} {say_day(day.toordinal())}"


def say_days(days: Sequence[date]) -> str:
    """Days of which one is meant: "5 June 2026 or 6 May 2026"."""
    return " or ".join(say_day(day.toordinal()) for day in days)


def _both(one: LogFinding, unit: Unit) -> str:
    return f"{say_load(one.before, unit, bare=True)} to {say_load(one.after, unit)}"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _say(one: LogFinding, unit: Unit) -> str:
    """The clause of a finding of each kind, without its exercise."""
    span = say_span(one.since, one.until)
    match one.kind:
        case "jump":
            return f"{_both(one, unit)} in {_days((one.until - one.since).days)}, {span}"
        case "run":
            return f"heavier each time over {one.count} sessions, {_both(one, unit)}, {span}"
        case "steps":
            return f"{_both(one, unit)} in {one.count} steps, {span}"
        case "rpe":
            many = f"{one.count} of {one.out_of} sets with one rep left at most (RPE 9 or more)"
            return f"{many}, the hardest at RPE {one.rpe or 0:g}, up to {_top(one, unit)}, {span}{_say_usual(one)}"
        case "failure":
            sets = "the only set" if one.out_of == 1 else f"{one.count} of {one.out_of} sets"
            return f"{sets} marked as failure, up to {_top(one, unit)}, {span}{_say_usual(one)}"
        case "share":
            share = round((one.after or 0) / (one.before or 1) * 100)
            most = f"{Weight(one.before or 0, unit).amount:.0f} {unit}"
            return f"{_top(one, unit)} on {_say_date(one.until)}, {share}% of your estimated best single of {most}"
        case "new":
            times = "1 session" if one.count == 1 else f"{one.count} sessions"
            said = f"first on {_say_date(one.until)}, {times} so far, from {say_load(one.after, unit)}"
            return said if one.since == one.until else f"{said}; {_say_renamed(one, unit)}"
        case "back":
            off = f"{_days(one.count)} without a leg lift between {_say_date(one.since)} and {_say_date(one.until)}"
            if one.before is None or one.after is None:
                return off
            return f"{say_load(one.before, unit)} before and {say_load(one.after, unit)} after {off}"
        case "sets" | "lifts" | "days":
            usual = "a week" if one.kind == "sets" else "a week at most"
            off = f", not counting {'a week' if one.count == 1 else f'{one.count} weeks'} off" if one.count else ""
            now = f"{one.after or 0:g} {'' if one.name else 'leg '}{one.kind} from {span}"
            return f"{now}, {one.before or 0:g} {usual} in the 4 weeks before{off}"


def _say_renamed(one: LogFinding, unit: Unit) -> str:
    """The last of another name of the same lift, since the new one may be only a name."""
    return f"another name of this lift ended on {_say_date(one.since)} at {say_load(one.before, unit)}"


def _say_usual(one: LogFinding) -> str:
    """How many sets were such before, since who always trains so changed nothing."""
    return f"; {one.usual} of {one.usual_of} in the 4 weeks before" if one.usual_of else ""


def _top(one: LogFinding, unit: Unit) -> str:
    return f"{say_load(one.after, unit)} x {one.after_reps}"


# -- beside the reasons of an advice -----------------------------------------------------------------------------------


CHANGED = "changed"

Ranked = TypeVar("Ranked", "RankedContributor", "RankedPattern")


def tell_log(result: Assessment, notes: LogNotes | None) -> Assessment:
    """The assessment with the log's words behind each reason that rests on a row of `changed`; else as it is."""
    said = {} if notes is None else say_rows(notes, result.exercise or "")
    if not said:
        return result
    return replace(
        result,
        contributors=tuple(_tell_all(one, said) for one in result.contributors),
        patterns=tuple(_tell_all(one, said) for one in result.patterns),
    )


def _tell_all(entry: Ranked, said: Mapping[str, str]) -> Ranked:
    for_, against, also = (tuple(_tell(one, said) for one in part) for part in (entry.for_, entry.against, entry.also))
    return replace(entry, for_=for_, against=against, also=also)


def _tell(evidence: Evidence, said: Mapping[str, str]) -> Evidence:
    """The reason with the log's words in brackets, where they are about a row that was ticked."""
    rows = [str(given.value) for given in evidence.answers if given.question == CHANGED]
    words = [said[row].rstrip(".") for row in rows if row in said]
    if not words or not evidence.said:
        return evidence
    return replace(evidence, said=f"{evidence.said} ({'; '.join(one[:1].lower() + one[1:] for one in words)})")
