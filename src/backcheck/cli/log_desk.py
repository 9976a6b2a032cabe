"""What an interview does with a training log at its beginning and its end. Loads nothing of it where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backcheck.cli.diagnosis import Wishes
    from backcheck.cli.log_talk import LogTalk
    from backcheck.cli.wiring import Runtime
    from backcheck.knowledge.model import KnowledgeBase
    from backcheck.reasoning.answers import Answer
    from backcheck.reasoning.assessment import Assessment
    from backcheck.training_log.findings import LogNotes


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


def close_log(runtime: Runtime, kb: KnowledgeBase, talk: LogTalk, known: dict[str, Answer]) -> LogNotes | None:
    """Adds the work weight of the log to the answers, and returns what is kept of the log.

    Where the loads come from is said, except where only one thing matters.
    """
    from backcheck.knowledge.levels import is_grave
    from backcheck.reasoning.triage import triage_level

    said = talk.add_work_weight(known)
    if said and not is_grave(triage_level(kb, known)):
        runtime.tell(said)
    return talk.notes(known)


def tell(result: Assessment, notes: LogNotes | None) -> Assessment:
    """The assessment with what a log says beside its reasons; as it is without one."""
    if notes is None:
        return result
    from backcheck.show.log_beside import tell_log

    return tell_log(result, notes)
