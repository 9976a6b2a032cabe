"""The danger-sign decisions that a clinician can agree with or not, and what came back from clinicians.

A decision is a row of a danger-sign list with the levels of its answers, or a triage rule. `review.json` beside the
data says which are asked about first, and holds what was returned; the program never loads it. A returned answer
counts for the decision as it was read: `mark` changes with each label, level or condition.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from backcheck.authoring.documents import REVIEW
from backcheck.authoring.entries import describe
from backcheck.authoring.findings import Finding
from backcheck.errors import KnowledgeError
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import DangerRow, Option, Question
from backcheck.knowledge.together import raising

GIVES = ("BC507",)
ASKED_FIRST = 20
"""So many decisions fit on two printed sheets."""

MARK_LENGTH = 8


class Asked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A decision that is asked about first, and what the reviewer is asked."""

    decision: str
    question: str


class Returned(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What one clinician wrote on a sheet about one decision. `role` such as physiotherapist, `on` the day."""

    decision: str
    mark: str
    role: str
    on: str
    answer: Literal["agree", "change", "unsure"]
    note: str = ""


class ReviewLog(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of `review.json`."""

    ask_first: tuple[Asked, ...] = ()
    returned: tuple[Returned, ...] = ()


class SheetAnswer(msgspec.Struct, frozen=True):
    """An answer with its level and, for a visit, how soon."""

    text: str
    level: str


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One decision for a reviewer. `group` is the list it belongs to, or the rules; `answers` grave to harmless.

    `together` is what rules make of a row that comes with something else; each of these is a decision of its own.
    """

    id: str
    group: str
    title: str
    asks: str = ""
    answers: tuple[SheetAnswer, ...]
    together: tuple[SheetAnswer, ...] = ()
    check: str = ""
    when: str = ""
    differs: str
    sources: tuple[str, ...]
    mark: str


class Status(msgspec.Struct, frozen=True):
    """How many decisions there are, and the ids of those that a clinician has agreed with as they are now."""

    decisions: int
    agreed: tuple[str, ...]

    @property
    def words(self) -> str:
        """The status as every result prints it."""
        return f"{len(self.agreed)} of {self.decisions} danger-sign decisions reviewed by a clinician."


def list_decisions(kb: KnowledgeBase) -> list[Decision]:
    """Every decision: the rows of the danger-sign lists in their order, then the rules."""
    rows = [_row(kb, question, option) for question in kb.danger_lists for option in question.offered]
    rules = []
    for rule in kb.rules:
        when = describe(rule.when)
        level = f"{rule.level}, {kb.base.times[rule.within]}" if rule.level == "clinician" else rule.level
        decision = Decision(
            id=f"rule:{rule.id}",
            group="Signs that count together",
            title=rule.text,
            answers=(SheetAnswer("Together", level),),
            when=when,
            differs=rule.differs,
            sources=rule.sources,
            mark=_mark(rule.level, when),
        )
        rules.append(decision)
    return [*rows, *rules]


def read_log(folder: Path) -> ReviewLog:
    """The content of `review.json`; empty where there is none. Raises `KnowledgeError`."""
    path = folder / REVIEW
    try:
        return msgspec.json.decode(path.read_bytes(), type=ReviewLog)
    except FileNotFoundError:
        return ReviewLog()
    except (OSError, msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise KnowledgeError(REVIEW, f"can't be read: {error}.", "See docs/tasks/review-danger-signs.md.") from error


def status_of(decisions: Sequence[Decision], log: ReviewLog) -> Status:
    """Which decisions are agreed with: the last answer about each, as long as it was about these very words."""
    last = {(entry.decision, entry.mark): entry.answer for entry in log.returned}
    agreed = tuple(one.id for one in decisions if last.get((one.id, one.mark)) == "agree")
    return Status(len(decisions), agreed)


def _row(kb: KnowledgeBase, question: Question, option: Option) -> Decision:
    asked = option.follow_up if isinstance(option, DangerRow) else None
    options: tuple[Option, ...] = asked.options if asked is not None else (option,)
    answers = []
    for one in options:
        level = "nothing alone" if one.alone in (None, "modifier") else str(one.alone)
        answers.append(SheetAnswer(one.label, f"clinician, {one.within}" if one.alone == "clinician" else level))
    sources = dict.fromkeys([*option.sources, *(source for one in options for source in one.sources)])
    return Decision(
        id=f"row:{option.id}",
        group=question.prompt,
        title=option.label,
        asks=asked.prompt if asked is not None else option.help,
        answers=tuple(answers),
        together=tuple(SheetAnswer(one.exactly, one.rule.level) for one in raising(kb, question, option)),
        check=option.check,
        differs=asked.differs if asked is not None else "",
        sources=tuple(sources),
        mark=_mark(option.label, *(f"{one.text} {one.level}" for one in answers)),
    )


def _mark(*parts: str) -> str:
    from hashlib import sha256

    return sha256("\0".join(parts).encode()).hexdigest()[:MARK_LENGTH]


def check(kb: KnowledgeBase, folder: Path) -> Iterator[Finding]:
    """BC507: a log that does not fit the decisions, and words of a review that say another number than it holds."""
    try:
        log = read_log(folder)
    except KnowledgeError as error:
        yield Finding("BC507", REVIEW, "", error.problem.removeprefix(f"{REVIEW}: "))
        return
    decisions = {one.id: one for one in list_decisions(kb)}
    for place, asked in enumerate(log.ask_first):
        if asked.decision not in decisions:
            yield Finding("BC507", REVIEW, f"/ask_first/{place}", f"there is no decision '{asked.decision}'.")
    if len(log.ask_first) > ASKED_FIRST:
        yield Finding("BC507", REVIEW, "/ask_first", f"names {len(log.ask_first)}; {ASKED_FIRST} fit on two sheets.")
    for place, entry in enumerate(log.returned):
        decision = decisions.get(entry.decision)
        if decision is None:
            yield Finding("BC507", REVIEW, f"/returned/{place}", f"there is no decision '{entry.decision}'.")
        elif entry.mark != decision.mark:
            message = f"is about other words of '{entry.decision}': its mark is now {decision.mark}."
            yield Finding("BC507", REVIEW, f"/returned/{place}", message, "Ask again, or take the answer out.")
    status = status_of([*decisions.values()], log)
    if decisions and status.words not in kb.base.review.words:
        message = f"the words of the review must say: {status.words}"
        yield Finding("BC507", "knowledge.json", "/review/words", message, "Every result prints these words.")
