"""What a conversation starts from besides its answers.

Apart from the conversation, so that reading answers from a file does not load what asks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

import msgspec

from backcheck.reasoning.answers import Answer, say_answer
from backcheck.reasoning.interview import Order

if TYPE_CHECKING:
    from backcheck.ask.port import Asker, Row
    from backcheck.knowledge.questions import Question

KeepAnswers = Callable[[Mapping[str, Answer], Sequence[str]], None]
"""Is told the answers, and the order in which they were given, after each answer."""

Remarks = Callable[[str, Mapping[str, Answer], "Asker"], Mapping[str, str]]
"""Question id and answers so far -> what is known of its rows from elsewhere, by option id. May ask something first."""

Say = Callable[["Question", Answer], str]
"""A question and its answer -> the answer in words."""

DrawSign = Callable[[str, str], Sequence[str] | None]
"""Question id and option id -> lines that show the sign; None where there are none."""


class Reviewed(Protocol):
    """What is known from elsewhere and is to be looked at with the answers at the end, where it can be changed too."""

    def rows(self, answers: Mapping[str, Answer]) -> Sequence[Row]:
        """What is known now, as rows."""

    def change(self, row: str, answers: Mapping[str, Answer], asker: Asker) -> str:
        """Asks for another value of this row. Returns the id of the question that is to be put again, or nothing."""


class Terms(msgspec.Struct, frozen=True):
    """What a conversation starts from besides its answers.

    `asked` are the questions that the person answered in an earlier sitting, oldest first: going back reaches them.
    `again` is a question to put first, answered before or not; then there is no summary at the end. `ticked` are rows
    that are ticked on questions still to be put. `order` and `everything` are those of `next_question`. `kept` tells
    whether the answers so far are kept somewhere. `notes` are said before the first question. `remarks` are said beside
    rows; nothing counts because of them. `say` puts answers into words where they are shown together, and what is
    `reviewed` stands below them at the end.
    """

    asked: tuple[str, ...] = ()
    again: str = ""
    order: Order = "adaptive"
    everything: bool = False
    ticked: dict[str, tuple[str, ...]] = {}
    keep: KeepAnswers | None = None
    kept: Callable[[], bool] = bool
    notes: tuple[str, ...] = ()
    figures: DrawSign | None = None
    remarks: Remarks | None = None
    say: Say = say_answer
    reviewed: Reviewed | None = None


FRESH = Terms()
