"""What can be kept of a result: an entry in the private journal. Only when the person picks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backcheck.cli.home import find_journal, journal_folder, now
from backcheck.cli.wiring import Runtime
from backcheck.errors import BackcheckError

if TYPE_CHECKING:
    from backcheck.ask.port import Asker
    from backcheck.knowledge.model import KnowledgeBase
    from backcheck.reasoning.answers import Answer
    from backcheck.reasoning.assessment import Assessment

_YES = "yes"
OFF = "Your journal is off. Turn it on and keep this?"
WHAT_IT_IS = "It is one file on this machine, readable by you alone. backcheck history shows it, and deletes it."


def save_result(
    runtime: Runtime, asker: Asker, kb: KnowledgeBase, answers: dict[str, Answer], result: Assessment
) -> bool:
    """Keeps the result in the journal, turning it on where the person says so; whether it was kept."""
    from backcheck.ask.port import Row
    from backcheck.reasoning.answers import to_json

    try:
        journal = find_journal()
        if journal is None or not journal.keeping:
            rows = (Row("no", "No"), Row(_YES, "Yes, turn it on and keep this"))
            if asker.choose(OFF, rows, lines=(WHAT_IT_IS,)) != _YES:
                return False
            from backcheck.journal.store import create_journal

            journal = create_journal(journal_folder())
        with journal:
            number = journal.keep_diagnosis(to_json(answers, kb), result, now())
        asker.note(f"Kept as entry {number} of your journal. See it: backcheck history.")
    except BackcheckError as error:
        asker.note(f"{error.problem} {error.remedy}")
        return False
    return True
