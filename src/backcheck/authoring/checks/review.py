"""Review: what clinicians returned is about decisions as they are now, and the words that count them are right."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from backcheck.authoring.findings import Finding
from backcheck.authoring.reviews import ASKED_FIRST, FILE, list_decisions, read_log, status_of
from backcheck.errors import KnowledgeError
from backcheck.knowledge.model import KnowledgeBase

GIVES = ("BC507",)


def check(kb: KnowledgeBase, folder: Path) -> Iterator[Finding]:
    """BC507: a log that does not fit the decisions, and words of a review that say another number than it holds."""
    try:
        log = read_log(folder)
    except KnowledgeError as error:
        yield Finding("BC507", FILE, "", error.problem.removeprefix(f"{FILE}: "))
        return
    decisions = {one.id: one for one in list_decisions(kb)}
    for place, asked in enumerate(log.ask_first):
        if asked.decision not in decisions:
            yield Finding("BC507", FILE, f"/ask_first/{place}", f"there is no decision '{asked.decision}'.")
    if len(log.ask_first) > ASKED_FIRST:
        yield Finding("BC507", FILE, "/ask_first", f"names {len(log.ask_first)}; {ASKED_FIRST} fit on two sheets.")
    for place, entry in enumerate(log.returned):
        decision = decisions.get(entry.decision)
        if decision is None:
            yield Finding("BC507", FILE, f"/returned/{place}", f"there is no decision '{entry.decision}'.")
        elif entry.mark != decision.mark:
            message = f"is about other words of '{entry.decision}': its mark is now {decision.mark}."
            yield Finding("BC507", FILE, f"/returned/{place}", message, "Ask again, or take the answer out.")
    status = status_of([*decisions.values()], log)
    if decisions and status.words not in kb.base.review.words:
        message = f"the words of the review must say: {status.words}"
        yield Finding("BC507", "knowledge.json", "/review/words", message, "Every result prints these words.")
