"""What an interview does with a training log at its beginning and its end. Loads nothing of it where there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backcheck.ask.terms import Say
    from backcheck.cli.diagnosis import Wishes
    from backcheck.cli.log_talk import LogTalk
    from backcheck.cli.wiring import Runtime
    from backcheck.knowledge.model import KnowledgeBase
    from backcheck.reasoning.answers import Answer
    from backcheck.reasoning.assessment import Assessment
    from backcheck.show.document import Figure
    from backcheck.training_log.findings import LogNotes

    LogPicture = Callable[[Mapping[str, Answer]], Figure | None]
    """Answers -> the picture of the sore lift for a report."""


def open_log(runtime: Runtime, wishes: Wishes, kept: object) -> tuple[LogNotes | None, LogTalk | None]:
    """What an answers file `kept` of a log, and the log that was asked for; None for each that there is not.

    Raises `AnswersError` for what was kept, `FileError` or `UsageError` for the log.
    """
    notes, talk = None, None
    if kept is not None:
        from backcheck.cli.answers_file import read_log_notes

        notes = read_log_notes(kept)
    if wishes.log:
        from backcheck.cli.log_talk import LogTalk

        talk = LogTalk(runtime, wishes)
    return notes, talk


def sayer(notes: LogNotes) -> Say:
    """What puts answers into words, and tells which ones came from the log."""
    from functools import partial

    from backcheck.show.log_words import say_given

    return partial(say_given, notes=notes)


def close_log(
    runtime: Runtime, kb: KnowledgeBase, talk: LogTalk, known: dict[str, Answer], before: LogNotes | None
) -> LogNotes | None:
    """Adds the work weight of the log to the answers, and returns what is kept of the log.

    One that an earlier log had filled in, as is kept in `before`, stays known as such.
    Where the loads come from is said, except where only one thing matters.
    """
    from backcheck.knowledge.levels import is_grave
    from backcheck.reasoning.triage import triage_level

    said = talk.close(known)
    if said and not is_grave(triage_level(kb, known)):
        runtime.tell(*said)
    notes = talk.notes(known)
    if notes is None or before is None or notes.work is not None:
        return notes
    from msgspec.structs import replace

    return replace(notes, work=before.work, work_unit=before.work_unit)


def tell(result: Assessment, notes: LogNotes | None) -> Assessment:
    """The assessment with what a log says beside its reasons; as it is without one."""
    if notes is None:
        return result
    from backcheck.show.log_words import tell_log

    return tell_log(result, notes)
