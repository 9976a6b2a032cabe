"""An interview in the journal: kept at its end, held while it is unfinished, and taken up again.

What comes from the journal is checked like a stranger's file. A journal that cannot be read or written raises
`FileError`; a person who leaves while asked raises `Left`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext, suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from backcheck.ask.port import Move, Row, Terms
from backcheck.cli.home import find_journal, journal_folder, may_ask, wish_asking
from backcheck.cli.interview import InterviewState, choose_asker
from backcheck.cli.machine import now, today
from backcheck.errors import FileError, UsageError
from backcheck.knowledge.levels import is_grave

if TYPE_CHECKING:
    from backcheck.ask.port import Asker
    from backcheck.cli.runtime import Runtime
    from backcheck.journal.records import Draft
    from backcheck.knowledge.model import KnowledgeBase
    from backcheck.reasoning.answers import Answer, Answers
    from backcheck.reasoning.assessment import Assessment
    from backcheck.training_log.findings import LogNotes

ASK = "Keep this advice, so that you can look again in two weeks?"
WHERE = "It stays on this machine, for you alone. You can erase it at any time."

_NO, _YES, _NEVER = "no", "yes", "never"

GO_ON, ANEW = "go-on", "anew"


# -- at its end --------------------------------------------------------------------------------------------------------


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

    Where the person `wished` for it, the cursor is on yes. A step back is no decision: then that move is returned.
    Nobody is asked at an emergency or urgent level, where only one thing matters, nor after a "never".
    """
    journal = find_journal(hurry=True)
    if journal is not None:
        journal.close()
        return keep_interview(runtime, kb, answers, assessment, notes)
    if is_grave(assessment.triage.level) or not may_ask():
        return None
    rows = (Row(_NO, "No"), Row(_YES, "Yes, keep a private journal"), Row(_NEVER, "No, and don't ask again"))
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
    from backcheck.cli.journal_entries import bouts_of, read_entries
    from backcheck.reasoning.answers import to_json
    from backcheck.reasoning.followup import due_rules

    journal = find_journal(hurry=True)
    if journal is None:
        return None
    with journal:
        if not journal.keeping:
            return None
        number = journal.keep_diagnosis(to_json(answers, kb), assessment, now(), notes)
        if assessment.triage.level == "emergency":
            return number
        entries = read_entries(journal).entries
    runtime.tell(f"Kept as entry {number}. Look again with backcheck checkin, or backcheck history.")
    if not is_grave(assessment.triage.level):
        bouts = bouts_of(kb, entries, today())
        runtime.tell(*(rule.text for rule in due_rules(kb.follow_up, bouts, today().toordinal())))
    return number


# -- unfinished --------------------------------------------------------------------------------------------------------


class DraftKeeper:
    """Keeps the answers so far after each one, for `--resume`. Keeps nothing, and costs nothing, without a journal.

    `over` is the moment of the draft that may be replaced; another one is left alone, and then nothing is kept.
    With `held` that draft is what goes on here, so its answers are kept before anything is said. `notes` tells what is
    to be kept of a training log.
    """

    def __init__(
        self,
        kb: KnowledgeBase,
        over: datetime | None = None,
        *,
        held: bool = False,
        notes: Callable[[Answers], LogNotes | None] = lambda _: None,
    ) -> None:
        self._kb, self._at, self._notes = kb, over, notes
        self.kept = held

    def __call__(self, answers: Mapping[str, Answer], asked: Iterable[str]) -> None:
        """Keeps the draft. Whatever fails must not end the conversation: then nothing is kept, and leaving says so."""
        import msgspec

        from backcheck.reasoning.answers import to_json

        moment = now()
        self.kept = False
        with suppress(Exception):  # also a bug: somebody is being asked about danger signs
            journal = find_journal(hurry=True)
            if journal is None:
                return
            from backcheck.journal.records import Draft, Stamp

            with journal:
                notes = self._notes(answers)
                log = None if notes is None else msgspec.to_builtins(notes)
                stamp = Stamp(self._kb.base.version, self._kb.hash)
                draft = Draft(moment, to_json(answers, self._kb), tuple(asked), stamp, log)
                self.kept = journal.keeping and journal.keep_draft(draft, over=self._at)
        if self.kept:
            self._at = moment

    def drop(self) -> None:
        """The interview came to its end: its draft is forgotten, should it still be there."""
        if self.kept and self._at is not None:
            with suppress(Exception):  # it stays, and the next interview offers it
                journal = find_journal(hurry=True)
                if journal is not None:
                    with journal:
                        journal.drop_draft(self._at)


# -- taken up again ----------------------------------------------------------------------------------------------------


def offer_draft(runtime: Runtime, kb: KnowledgeBase) -> InterviewState | None:
    """Asks at the beginning whether to go on with an unfinished interview, where there is one. May raise `Left`.

    Without one, or where it cannot be read, nobody is asked. Starting anew gives one without answers.
    """
    try:
        with find_journal(hurry=True) or nullcontext() as journal:
            draft = journal.draft() if journal is not None else None
    except FileError:
        return None
    if draft is None or not draft.answers:
        return None
    from backcheck.show.phrases import say_day

    stopped = f"You stopped at question {len(draft.asked) + 1} on {say_day(draft.at.date().toordinal())}. Go on?"
    rows = (Row(GO_ON, "Yes, go on where I stopped"), Row(ANEW, "No, start again and drop my old answers"))
    asker = choose_asker(runtime)
    with asker.session():
        chosen = asker.choose(stopped, rows)
    return InterviewState({}, Terms(), draft_at=draft.at) if chosen == ANEW else _take_up(kb, draft)


def resume(kb: KnowledgeBase) -> InterviewState:
    """The unfinished interview. Raises `UsageError` where there is none, `FileError` where it cannot be read."""
    journal = find_journal()
    if journal is None:
        raise UsageError(
            "The journal is off, so no unfinished interview was kept.",
            "Turn it on: backcheck history on. Or keep answers in a file: backcheck diagnose --save-answers FILE.",
        )
    with journal:
        draft = journal.draft()
    if draft is not None:
        return _take_up(kb, draft)
    raise UsageError("There is no unfinished interview.", "Start one: backcheck diagnose.")


def _take_up(kb: KnowledgeBase, draft: Draft) -> InterviewState:
    """What still counts of a draft. After a day a sign may have come, so the danger signs are asked again."""
    from backcheck.cli.journal_entries import revive_log

    recent = timedelta() <= now() - draft.at < timedelta(days=1)
    same = draft.stamp.hash == kb.hash
    found = recheck(kb, draft.answers, draft.asked, same=same, recent=recent)
    return found._replace(draft_at=draft.at, notes=revive_log(draft.log))


def last_finished(kb: KnowledgeBase) -> InterviewState:
    """The last interview in the journal. Raises `UsageError` where there is none."""
    from backcheck.cli.journal_entries import last_interview, read_entries, revive_log

    journal = find_journal()
    entry = None
    if journal is not None:
        with journal:
            entry = last_interview(read_entries(journal).entries)
    if entry is None or entry.diagnosis is None:
        raise UsageError(
            "There is no finished interview in a journal to re-open.",
            "Keep answers in a file: backcheck diagnose --save-answers FILE, then --answers FILE --again QUESTION.",
        )
    answers = entry.diagnosis.answers
    found = recheck(kb, answers, tuple(answers), same=entry.stamp.hash == kb.hash)
    return found._replace(notes=revive_log(entry.diagnosis.log))


def recheck(
    kb: KnowledgeBase, given: Mapping[str, object], asked: Iterable[str], *, same: bool, recent: bool = True
) -> InterviewState:
    """What still counts of answers that were given earlier, with notes that say what does not.

    Danger signs count on where the knowledge is the `same` and the answers are `recent`.
    """
    from backcheck.reasoning.recheck import carry_over

    kept, ticked, lost = carry_over(kb, given, fresh=same and recent)
    notes = []
    if not same:
        notes.append(
            "backcheck has changed since then, so we ask the danger signs once more. Your ticks are still there."
        )
    elif not recent:
        notes.append("That was not today, so we ask the danger signs once more. Your ticks are still there.")
    if lost:
        answers = "1 answer no longer fits and is" if lost == 1 else f"{lost} answers no longer fit and are"
        notes.append(f"{answers} left out.")
    terms = Terms(asked=tuple(name for name in asked if name in kept), ticked=ticked, notes=tuple(notes))
    return InterviewState(kept, terms)
