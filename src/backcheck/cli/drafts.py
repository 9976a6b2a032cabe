"""Interviews kept in the journal: the unfinished one, and the last finished one to be re-opened.

Owns what of an earlier sitting may still count. Whatever comes from the journal is checked like a stranger's file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from backcheck.cli.home import find_journal
from backcheck.cli.keeping import drop_draft, find_draft, keep_draft
from backcheck.cli.machine import now
from backcheck.errors import FileError, UsageError

if TYPE_CHECKING:
    from backcheck.cli.wiring import Runtime
    from backcheck.journal.records import Draft
    from backcheck.knowledge.model import KnowledgeBase
    from backcheck.reasoning.answers import Answer


GO_ON, ANEW = "go-on", "anew"


class Sitting(NamedTuple):
    """What still counts of an earlier sitting: answers, the order they were given in, ticks to be confirmed, notes.

    `at` is the moment of the draft whose place the new one may take.
    """

    answers: dict[str, Answer]
    asked: tuple[str, ...]
    ticked: dict[str, tuple[str, ...]]
    notes: tuple[str, ...]
    at: datetime | None = None


class DraftKeeper:
    """Keeps the answers so far after each one, for `--resume`. Keeps nothing, and costs nothing, without a journal.

    `over` is the moment of the draft that may be replaced; another one is left alone, and then nothing is kept.
    With `held` that draft is what goes on here, so its answers are kept before anything is said.
    """

    def __init__(self, kb: KnowledgeBase, over: datetime | None = None, *, held: bool = False) -> None:
        self._kb = kb
        self._at = over
        self.kept = held

    def __call__(self, answers: Mapping[str, Answer], asked: Iterable[str]) -> None:
        """Keeps the draft. Whatever fails must not end the conversation: then nothing is kept, and leaving says so."""
        moment = now()
        try:
            self.kept = keep_draft(self._kb, answers, asked, moment, self._at)
        except Exception:  # also a bug: somebody is being asked about danger signs
            self.kept = False
        if self.kept:
            self._at = moment

    def drop(self) -> None:
        """The interview came to its end."""
        if self.kept and self._at is not None:
            with suppress(Exception):  # it stays, and the next interview offers it
                drop_draft(self._at)


def offer_draft(runtime: Runtime, kb: KnowledgeBase) -> Sitting | None:
    """Asks whoever begins anew whether to go on with an unfinished interview, where there is one. May raise `Left`.

    Without one, or where it cannot be read, nobody is asked. The answer to start anew gives a sitting without answers.
    """
    try:
        draft = find_draft(hurry=True)
    except FileError:
        return None
    if draft is None or not draft.answers:
        return None
    from backcheck.ask.port import Row
    from backcheck.cli.interview import choose_asker
    from backcheck.show.phrases import say_day

    stopped = f"You stopped at question {len(draft.asked) + 1} on {say_day(draft.at.date().toordinal())}. Go on?"
    rows = (Row(GO_ON, "Yes, go on where I stopped"), Row(ANEW, "No, start again and drop my old answers"))
    asker = choose_asker(runtime)
    with asker.session():
        chosen = asker.choose(stopped, rows)
    return Sitting({}, (), {}, (), draft.at) if chosen == ANEW else _take_up(kb, draft)


def resume(kb: KnowledgeBase) -> Sitting:
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


def _take_up(kb: KnowledgeBase, draft: Draft) -> Sitting:
    """What still counts of a draft. After a day a sign may have come, so the danger signs are asked again."""
    recent = timedelta() <= now() - draft.at < timedelta(days=1)
    same = draft.stamp.hash == kb.hash
    return recheck(kb, draft.answers, draft.asked, same=same, recent=recent)._replace(at=draft.at)


def last_finished(kb: KnowledgeBase) -> Sitting:
    """The last interview in the journal. Raises `UsageError` where there is none."""
    from backcheck.cli.past import last_interview, look

    journal = find_journal()
    entry = None
    if journal is not None:
        with journal:
            entry = last_interview(look(journal).entries)
    if entry is None or entry.diagnosis is None:
        raise UsageError(
            "There is no finished interview in a journal to re-open.",
            "Keep answers in a file: backcheck diagnose --save-answers FILE, then --answers FILE --again QUESTION.",
        )
    answers = entry.diagnosis.answers
    return recheck(kb, answers, tuple(answers), same=entry.stamp.hash == kb.hash)


def recheck(
    kb: KnowledgeBase, given: Mapping[str, object], asked: Iterable[str], *, same: bool, recent: bool = True
) -> Sitting:
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
    return Sitting(kept, tuple(name for name in asked if name in kept), ticked, tuple(notes))
