"""From the journal to what the other rooms understand: visits of a story, assessments, answers that still hold.

The rooms do not know each other, so values are translated here. Nothing is judged.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from backcheck.cli import machine
from backcheck.cli.home import find_journal
from backcheck.errors import UsageError
from backcheck.knowledge.levels import LEVELS
from backcheck.reasoning.answers import read_each
from backcheck.reasoning.assess import assess
from backcheck.reasoning.assessment import Assessment
from backcheck.reasoning.bouts import Bout, Visit, split_bouts
from backcheck.reasoning.compare import read_gist

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from backcheck.journal.records import Entry
    from backcheck.journal.store import Journal
    from backcheck.knowledge.model import KnowledgeBase
    from backcheck.reasoning.answers import Answer
    from backcheck.reasoning.bouts import CheckIn
    from backcheck.training_log.findings import LogNotes

OFF = "The journal is off, so there is nothing here."
TURN_ON = "Turn it on with backcheck history on; it stays on this machine."

UNREAD = "These entries can't be read by this version of backcheck, so they are left out: {numbers}."
AHEAD = "These entries are dated in the future, so a clock was wrong: {numbers}. They are shown but not counted."
TOLERANCE = timedelta(minutes=5)
"""By how much a clock may be set back without an entry that was just kept lying in the future."""


class PastInterview(NamedTuple):
    """An old interview as the program understands it today. `anew` tells that the kept advice had to be made again."""

    answers: dict[str, Answer]
    assessment: Assessment
    anew: bool


def need_journal(*, hurry: bool = False) -> Journal:
    """The journal. Raises `UsageError` while it is off, `FileError` where it cannot be read."""
    journal = find_journal(hurry=hurry)
    if journal is None:
        raise UsageError(OFF, TURN_ON)
    return journal


class KeptEntries(NamedTuple):
    """What the journal holds as of now, in the order in which it was kept: clocks may jump, that order does not.

    Entries `ahead` lie after now, so some clock was wrong: they are shown and never counted. `unread` are the ids of
    those that cannot be read.
    """

    entries: list[Entry]
    ahead: list[Entry]
    unread: tuple[int, ...]

    @property
    def last(self) -> Entry:
        """The entry that was kept last, without those ahead. Raises `UsageError` where there is none."""
        if self.entries:
            return self.entries[-1]
        if self.ahead:
            raise UsageError(
                "Every entry is dated in the future, so none is the last.", "Check the clock, or give a number."
            )
        raise UsageError("The journal holds no entry yet.", "Keep one: backcheck diagnose asks at the end.")

    def say(self) -> list[str]:
        """What is left out, and why, in sentences; empty where nothing is."""
        left = ((UNREAD, self.unread), (AHEAD, [entry.id for entry in self.ahead]))
        return [text.format(numbers=", ".join(map(str, numbers))) for text, numbers in left if numbers]


def read_entries(journal: Journal) -> KeptEntries:
    """All that the journal holds. Raises `FileError`."""
    shelf = journal.shelf()
    unread, whole = set(shelf.unread), []
    for entry in sorted(shelf.entries, key=lambda entry: entry.id):
        try:
            _visit(entry, 0)
        except ValueError:
            unread.add(entry.id)
        else:
            whole.append(entry)
    end = machine.now() + TOLERANCE
    ahead = [entry for entry in whole if entry.at > end]
    return KeptEntries([entry for entry in whole if entry.at <= end], ahead, tuple(sorted(unread)))


def pick_entry(journal: Journal, wanted: str, kept: KeptEntries | None = None) -> Entry:
    """The entry of this id, or the `last` one, of what was `kept` where that is known. Raises `UsageError`."""
    if wanted == "last":
        return (read_entries(journal) if kept is None else kept).last
    return journal.entry(read_id(wanted))


def read_id(text: str) -> int:
    """The number of an entry. Raises `UsageError`."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        from backcheck.text import clean

        raise UsageError(f"'{clean(text)[:60]}' is not an entry.", "Give its number, or last. See: backcheck history.")
    return int(text)


def visits_of(entries: Iterable[Entry], today: date) -> list[Visit]:
    """The visits, in the order of the entries. No day lies before that of an earlier visit, or after today.

    Each day is that of the zone where the entry was made. A flight west, or a clock set right, does not change their
    order.
    """
    visits: list[Visit] = []
    for entry in entries:
        day = min(max(entry.at.date().toordinal(), visits[-1].day if visits else 0), today.toordinal())
        visits.append(_visit(entry, day))
    return visits


def bouts_of(kb: KnowledgeBase, entries: Iterable[Entry], today: date) -> list[Bout]:
    """The episodes up to today, the oldest first."""
    return split_bouts(visits_of(entries, today), kb.follow_up.episode.gap_days)


def bouts_with(kb: KnowledgeBase, entries: Iterable[Entry], said: CheckIn, today: date) -> list[Bout]:
    """The episodes with a check-in of today that need not be kept yet; its visit is the last one."""
    visits = visits_of(entries, today)
    number = max((visit.id for visit in visits), default=0) + 1  # visits of one day are in the order of their ids
    return split_bouts([*visits, _look_in(number, today.toordinal(), said)], kb.follow_up.episode.gap_days)


def _look_in(number: int, day: int, said: CheckIn) -> Visit:
    return Visit(id=number, day=day, level=said.level, exercise=said.exercise, checkin=said)


def _visit(entry: Entry, day: int) -> Visit:
    """The entry as a visit of that day. Raises `ValueError` where an interview has another shape than today's."""
    if entry.checkin is not None:
        return _look_in(entry.id, day, entry.checkin)
    kept = entry.diagnosis
    gist = read_gist(kept.assessment if kept else {})
    pain = kept.answers.get("pain-now") if kept else None
    return Visit(
        id=entry.id,
        day=day,
        level=next((level for level in LEVELS if level == gist.triage.level), "unscreened"),
        exercise=gist.exercise,
        pain_now=float(pain) if isinstance(pain, (int, float)) and not isinstance(pain, bool) else None,
        verdict=gist.verdict,
        reasons=tuple(one.text for one in gist.triage.reasons if one.level == gist.triage.level),
    )


def revive(kb: KnowledgeBase, entry: Entry) -> PastInterview:
    """An interview from the journal. The kept advice is used where today's program can still read it."""
    kept = entry.diagnosis
    if kept is None:
        raise UsageError(f"Entry {entry.id} is a check-in, not an interview.", "Pick one with a verdict.")
    answers, _ = read_each(kb, kept.answers)
    try:
        return PastInterview(answers, msgspec.convert(kept.assessment, Assessment), anew=False)
    except msgspec.ValidationError:
        return PastInterview(answers, assess(kb, answers), anew=True)


def notes_of(entry: Entry) -> LogNotes | None:
    """What was kept of a training log with an interview; None where nothing was, or today's program cannot read it."""
    return None if entry.diagnosis is None else revive_log(entry.diagnosis.log)


def revive_log(kept: Mapping[str, object] | None) -> LogNotes | None:
    """What was kept of a training log as a value; None where nothing was, or today's program cannot read it."""
    if kept is None:
        return None
    from backcheck.training_log.findings import LogNotes

    try:
        return msgspec.convert(kept, LogNotes)
    except msgspec.ValidationError:
        return None


def signs_since(kb: KnowledgeBase, entries: Iterable[Entry]) -> dict[str, Answer]:
    """The danger signs of these check-ins, each list as it was answered last."""
    from backcheck.reasoning.screening import renew

    known: dict[str, Answer] = {}
    for entry in entries:
        if entry.checkin is not None:
            known = renew(kb, known, read_each(kb, entry.checkin.signs)[0])
    return known


def last_interview(entries: Iterable[Entry]) -> Entry | None:
    """The interview that was kept last, None where there is none."""
    return next((entry for entry in reversed(list(entries)) if entry.diagnosis is not None), None)


def names_of(kb: KnowledgeBase) -> dict[str, str]:
    """Lift or activity id -> its name within a sentence."""
    return {one.id: one.name for one in (*kb.lifts.values(), *kb.activities.values())}
