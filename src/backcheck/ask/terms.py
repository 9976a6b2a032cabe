"""What a conversation starts from besides its answers.

Apart from the conversation, so that reading answers from a file does not load what asks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from backcheck.reasoning.answers import Answer, say_answer
from backcheck.reasoning.interview import Order

if TYPE_CHECKING:
    from backcheck.ask.port import Asker
    from backcheck.knowledge.model import Question

KeepAnswers = Callable[[Mapping[str, Answer], Sequence[str]], None]
"""Is told the answers, and the order in which they were given, after each answer."""

Remarks = Callable[[str, Mapping[str, Answer], "Asker"], Mapping[str, str]]
"""Question id and answers so far -> what is known of its rows from elsewhere, by option id. May ask something first."""

Say = Callable[["Question", Answer], str]
"""A question and its answer -> the answer in words."""

DrawSign = Callable[[str, str], Sequence[str] | None]
"""Question id and option id -> lines that show the sign; None where there are none."""


class Terms(msgspec.Struct, frozen=True):
    """What a conversation starts from besides its answers.

    `asked` are the questions that the person answered in an earlier sitting, oldest first: going back reaches them.
    `again` is a question to put first, answered before or not; then there is no summary at the end. `ticked` are rows
    that are ticked on questions still to be put. `order` and `everything` are those of `next_question`. `kept` tells
    whether the answers so far are kept somewhere. `notes` are said before the first question. `remarks` are said beside
    rows; nothing counts because of them. `say` puts answers into words where they are shown together.
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


FRESH = Terms()
