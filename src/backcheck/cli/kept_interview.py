"""The end of an interview: keep it in the journal, hold it half done, or write a report of it.

Plain functions for whoever holds the interview. They ask through the `Asker` that is handed in and may raise `Left`;
a journal that cannot be read or written raises `FileError`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from backcheck.cli.home import find_journal, journal_folder, may_ask, wish_asking
from backcheck.cli.machine import now, today

if TYPE_CHECKING:
    from datetime import datetime

    from backcheck.ask.port import Asker, Move
    from backcheck.cli.runtime import Runtime
    from backcheck.journal.records import Draft, Entry
    from backcheck.knowledge.model import KnowledgeBase
    from backcheck.reasoning.answers import Answers
    from backcheck.reasoning.assessment import Assessment
    from backcheck.show.document import Figure
    from backcheck.training_log.findings import LogNotes

ASK = "Keep this advice, so that you can look again in two weeks?"
WHERE = "It stays on this machine, for you alone. You can erase it at any time."

_NO, _YES, _NEVER = "no", "yes", "never"


def offer_to_keep(
    runtime: Runtime,
    kb: KnowledgeBase,
    answers: Answers,
    assessment: Assessment,
    asker: Asker,
    *,
    wished: bool = False,
    notes: LogNotes | None = None,
) -> int | Move | None:
    """Keeps the interview where the journal is on; asks once where there is none yet. Returns the entry's id or None.

    Who `wished` for it finds yes pointed at. Who goes back has not decided: then it is that move.

    Nobody is asked at an emergency or urgent level, where only one thing matters, nor who said never.
    """
    journal = find_journal(hurry=True)
    if journal is not None:
        journal.close()
        return keep_interview(runtime, kb, answers, assessment, notes)
    from backcheck.knowledge.levels import is_grave

    if is_grave(assessment.triage.level) or not may_ask():
        return None
    from backcheck.ask.port import Move, Row

    rows = (Row(_NO, "No"), Row(_YES, "Yes, keep a private journal"), Row(_NEVER, "No, and do not ask again"))
    chosen = asker.choose(ASK, rows, lines=(WHERE,), pointed=_YES if wished else "")
    if isinstance(chosen, Move):
        return chosen
    if chosen == _NEVER:
        wish_asking(asking=False)
        asker.note("You will not be asked again. backcheck history on turns it on.")
    if chosen != _YES:
        return None
    from backcheck.journal.store import create_journal

    create_journal(journal_folder()).close()
    return keep_interview(runtime, kb, answers, assessment, notes)


def keep_interview(
    runtime: Runtime, kb: KnowledgeBase, answers: Answers, assessment: Assessment, notes: LogNotes | None = None
) -> int | None:
    """Keeps a finished interview, with the `notes` of a log; None, and nothing is said, while the journal is off.

    Nothing is said in an emergency either, whose page is to stay in view. Raises `FileError`, also where another
    program uses the journal: the advice must not wait for it.
    """
    from backcheck.cli.journal_entries import look
    from backcheck.knowledge.levels import is_grave
    from backcheck.reasoning.answers import to_json

    journal = find_journal(hurry=True)
    if journal is None:
        return None
    with journal:
        if not journal.keeping:
            return None
        number = journal.keep_diagnosis(to_json(answers, kb), assessment, now(), notes)
        if assessment.triage.level == "emergency":
            return number
        entries = look(journal).entries
    runtime.tell(f"Kept as entry {number}. Look again with backcheck checkin, or backcheck history.")
    if not is_grave(assessment.triage.level):
        _tell_due(runtime, kb, entries)
    return number


def _tell_due(runtime: Runtime, kb: KnowledgeBase, entries: list[Entry]) -> None:
    """What the clock says with this interview, such as that it is the third bout within a year."""
    from backcheck.cli.journal_entries import bouts_of
    from backcheck.reasoning.followup import due_rules

    runtime.tell(*(rule.text for rule in due_rules(kb.follow_up, bouts_of(kb, entries, today()), today().toordinal())))


def keep_draft(
    kb: KnowledgeBase, answers: Answers, asked: Iterable[str], at: datetime, over: datetime | None = None
) -> bool:
    """Holds an interview that was left in the middle, where the journal is on. Tells whether it did.

    It takes the place of the one held at the moment `over`, and of no other.
    """
    from backcheck.journal.records import Stamp
    from backcheck.reasoning.answers import to_json

    journal = find_journal(hurry=True)
    if journal is None:
        return False
    with journal:
        stamp = Stamp(kb.base.version, kb.hash)
        return journal.keeping and journal.keep_draft(to_json(answers, kb), asked, stamp, at, over=over)


def find_draft(*, hurry: bool = False) -> Draft | None:
    """The interview that was left in the middle, None where there is none or the journal is off."""
    journal = find_journal(hurry=hurry)
    if journal is None:
        return None
    with journal:
        return journal.draft()


def drop_draft(at: datetime) -> None:
    """Forgets the one that was held at this moment, should it still be there."""
    journal = find_journal(hurry=True)
    if journal is not None:
        with journal:
            journal.drop_draft(at)


def offer_report(
    runtime: Runtime,
    kb: KnowledgeBase,
    answers: Answers,
    assessment: Assessment,
    asker: Asker,
    notes: LogNotes | None = None,
    figure: Figure | None = None,
) -> str | None:
    """Asks for a file name and writes a report of this interview there. Returns the name, None for a step back.

    The ending chooses the format: .html, .md or .json. A name that will not do is said, and asked for again.
    """
    from backcheck.ask.port import Move
    from backcheck.cli.report import format_of, write_report
    from backcheck.errors import BackcheckError

    while True:
        typed = asker.ask_text("Name of the file for the report?", "For example: back.html (or .md, .json).")
        if isinstance(typed, Move):
            return None
        name = typed.strip()
        try:
            write_report(kb, answers, assessment, name, format_of(name, "html"), notes=notes, figure=figure)
        except BackcheckError as error:
            asker.note(f"{error.problem} {error.remedy}".strip())
            continue
        runtime.tell(f"The report is in {name}.")
        return name
