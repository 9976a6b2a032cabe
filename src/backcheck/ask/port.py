"""The port between the conversation and a front end: what is to be asked, what comes back, and what they start from.

A front end is an `Asker`; it does not know how the next question is found. Nothing here asks, so that reading answers
from a file does not load what does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from enum import Enum
from typing import TYPE_CHECKING, Protocol

import msgspec

from backcheck.ask.guide import Guide
from backcheck.knowledge.questions import Question
from backcheck.reasoning.answers import Answer, say_answer

if TYPE_CHECKING:
    from backcheck.reasoning.interview import Order


class Row(msgspec.Struct, frozen=True):
    """One row of a list. `help` says what does not count, or more about it.

    `key` is what is typed for it where that is not its number in the list. `names` are other words it is found by.
    `beside` is what is known of it from elsewhere, such as a training log: it is below the label and ticks nothing.
    The row that `closes` a list which was opened over a question is also what Escape means there.
    """

    id: str
    label: str
    help: str = ""
    key: str = ""
    names: tuple[str, ...] = ()
    beside: str = ""
    closes: bool = False


DrawRow = Callable[[str], Sequence[str] | None]
"""Option id -> lines that show it; None where there are none."""


Now = Callable[[], float]
"""A monotonic clock, in seconds."""

Bar = Callable[[float, int], str]
"""How much is over (0 to 1) and a width in columns -> a bar."""

Find = Callable[[str], str | None]
"""Words that were typed -> the id of the row they mean; None where there is none."""


class Screen(msgspec.Struct, frozen=True):
    """One question as it is to be put. `rows` is empty for a number.

    `previous` is what the person answered before (None the first time), or what is offered where it was not `said`.
    `above` are lines before the prompt that are
    always shown, `lead` is a line between the prompt and the rows. `figure` draws a row, where one can be drawn.
    `more` are rows that are not listed and found by name only, `find` finds one by words that were typed. `about` is
    0 where nobody knows how many questions there will be.
    """

    question: Question
    rows: tuple[Row, ...]
    number: int
    about: int
    previous: Answer | None = None
    said: bool = True
    above: tuple[str, ...] = ()
    lead: str = ""
    figure: DrawRow | None = None
    more: tuple[Row, ...] = ()
    find: Find | None = None

    @property
    def heading(self) -> str:
        """Where one is: "Question 4 of about 12", or only "Question 12" where it may be the last or may not."""
        return (
            f"Question {self.number} of about {self.about}" if self.number < self.about else f"Question {self.number}"
        )


class Move(Enum):
    """What a person may want instead of answering."""

    BACK = "back"
    REVIEW = "review"


class Given(msgspec.Struct, frozen=True):
    """An answer, already legal for the question: option ids in the order of the rows, or a number."""

    answer: Answer


class Turned(msgspec.Struct, frozen=True):
    """A move instead of an answer, with the rows that stood ticked: they are shown again on the way forward."""

    move: Move
    ticked: tuple[str, ...] = ()


Reply = Given | Turned


class EndReason(Enum):
    """Who ended the conversation."""

    USER = "user"
    QUIT = "q"
    EOF = "end of input"
    SIGTERM = "SIGTERM"
    SIGHUP = "SIGHUP"


class Left(Exception):  # noqa: N818 - says what happened; leaving is no error
    """The person, or the system, ended the conversation.

    A front end gives the reason and what stood `ticked` on the open screen. The conversation adds `answers` (all
    that were given) and `known`: the same with the open ticks, so that the advice of a danger sign that was ticked
    but not yet entered can be said once more. Save `answers`; assess `known`.
    """

    def __init__(self, reason: EndReason, ticked: tuple[str, ...] = ()) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.ticked = ticked
        self.answers: dict[str, Answer] = {}
        self.known: dict[str, Answer] = {}


Loss = Callable[[], str]
"""What would be lost if the person left now, in a sentence; empty when nothing."""


def nothing_lost() -> str:
    """Nothing would be lost."""
    return ""


class Asker(Protocol):
    """A front end. Every method but `session` may raise `Left`, and nothing else to say that someone left."""

    loss: Loss
    """Asked before `q` leaves. Set by the conversation."""

    def session(self, *, page: bool = False) -> AbstractContextManager[None]:
        """What is needed while asking, such as signal handlers; everything is put back afterwards.

        With `page` the questions are on a page of their own where the terminal has one; at the end the record
        stays behind.
        """

    def record(self, lines: Sequence[tuple[str, str]]) -> None:
        """The answers so far, as (question, answer), in order. They take the place of all that were told before."""

    def ask(self, screen: Screen) -> Reply:
        """Puts one question and returns a legal answer to it, or a move."""

    def choose(
        self, prompt: str, rows: Sequence[Row], *, lines: Sequence[str] = (), heading: str = "", pointed: str = ""
    ) -> str | Move:
        """Lets the person pick one row; `lines` are between prompt and rows. Returns the row's id, or BACK.

        `pointed` is the id of the row pointed at in the beginning; without one Enter alone chooses nothing.
        """

    def ask_text(self, prompt: str, hint: str, *, heading: str = "") -> str | Move:
        """Asks for a few words. Returns them as typed (never blank), or BACK."""

    def pause(self, prompt: str, *, keys: str = "", about: Sequence[str] = ()) -> bool | str | Move:
        """Waits in one line, so that what is above stays in view. True for Enter, False for no more, or BACK.

        A number that is followed by Enter is returned where it is one of `keys`, separated by blanks. `about` is what
        `?` tells.
        """

    def lead(self, guide: Guide, now: Now, draw: Bar) -> bool:
        """Leads through all stints of the guide. True when the last one is over, False for no more.

        `now` is a monotonic clock, in seconds. `draw` draws how much of a stint is over, where that can
        be seen.
        """

    def note(self, text: str) -> None:
        """Says something that needs no answer."""


KeepAnswers = Callable[[Mapping[str, Answer], Sequence[str]], None]
"""Is told the answers, and the order in which they were given, after each answer."""

Remarks = Callable[[str, Mapping[str, Answer], Asker], Mapping[str, str]]
"""Question id and answers so far -> what is known of its rows from elsewhere, by option id. May ask something first."""

Say = Callable[[Question, Answer], str]
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
