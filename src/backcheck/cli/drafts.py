"""Interviews kept in the journal: the unfinished one, and the last finished one to be re-opened.

Owns what of an earlier sitting may still count. Whatever comes from the journal is checked like a stranger's file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from backcheck.cli.home import find_journal
from backcheck.cli.keeping import drop_draft, find_draft, keep_draft
from backcheck.errors import FileError, UsageError

if TYPE_CHECKING:
    from backcheck.knowledge.model import KnowledgeBase
    from backcheck.reasoning.answers import Answer


class Sitting(NamedTuple):
    """What still counts of an earlier sitting: answers, the order they were given in, ticks to be confirmed, notes."""

    answers: dict[str, Answer]
    asked: tuple[str, ...]
    ticked: dict[str, tuple[str, ...]]
    notes: tuple[str, ...]


class DraftKeeper:
    """Keeps the answers so far after each one, for `--resume`. Keeps nothing, and costs nothing, without a journal."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self.kept = False

    def __call__(self, answers: Mapping[str, Answer], asked: Iterable[str]) -> None:
        """Keeps the draft. A full disk must not end the conversation: then nothing is kept, and leaving says so."""
        try:
            self.kept = keep_draft(self._kb, answers, asked)
        except FileError:
            self.kept = False

    def drop(self) -> None:
        """The interview came to its end."""
        with suppress(FileError):  # it stays, and the next interview replaces it
            drop_draft()


def resume(kb: KnowledgeBase) -> Sitting:
    """The unfinished interview. Raises `UsageError` where there is none, `FileError` where it cannot be read."""
    draft = find_draft()
    if draft is not None:
        return recheck(kb, draft.answers, draft.asked, same=draft.stamp.hash == kb.hash)
    if find_journal() is None:
        raise UsageError(
            "The journal is off, so no unfinished interview was kept.",
            "Turn it on: backcheck history on. Or keep answers in a file: backcheck diagnose --save-answers FILE.",
        )
    raise UsageError("There is no unfinished interview.", "Start one: backcheck diagnose.")


def last_finished(kb: KnowledgeBase) -> Sitting:
    """The last interview in the journal. Raises `UsageError` where there is none."""
    journal = find_journal()
    entries = []
    if journal is not None:
        with journal:
            entries = [entry for entry in journal.entries() if entry.diagnosis is not None]
    if not entries or entries[-1].diagnosis is None:
        raise UsageError(
            "There is no finished interview in a journal to re-open.",
            "Keep answers in a file: backcheck diagnose --save-answers FILE, then --answers FILE --again QUESTION.",
        )
    answers = entries[-1].diagnosis.answers
    return recheck(kb, answers, tuple(answers), same=entries[-1].stamp.hash == kb.hash)


def recheck(kb: KnowledgeBase, given: Mapping[str, object], asked: Iterable[str], *, same: bool) -> Sitting:
    """What still counts of answers that were given earlier, with notes that say what does not."""
    from backcheck.reasoning.recheck import carry_over

    kept, ticked, lost = carry_over(kb, given, same=same)
    notes = []
    if not same:
        notes.append("The knowledge has changed since then, so the danger signs come once more. Your ticks stand.")
    if lost:
        answers = "1 answer no longer fits and is" if lost == 1 else f"{lost} answers no longer fit and are"
        notes.append(f"{answers} left out.")
    return Sitting(kept, tuple(name for name in asked if name in kept), ticked, tuple(notes))
