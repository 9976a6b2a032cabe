"""The plain front end: numbered questions and typed lines, not one escape byte, nothing drawn twice.

For screen readers, dumb terminals and wherever the full prompt cannot run. Must not use colour, move the cursor or
decide whether it is wanted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from select import select
from threading import Event
from typing import TextIO, TypeVar

from backcheck.ask.guide import Guide
from backcheck.ask.panels import NO_FIGURE
from backcheck.ask.port import Bar, Given, Left, Move, Now, Reason, Reply, Row, Screen, Turned
from backcheck.ask.screens import find_fault, in_row_order, read_number, say_range, say_reply
from backcheck.ask.signals import heed_signals
from backcheck.ask.typeahead import forget_typed_ahead
from backcheck.knowledge.model import UNSURE
from backcheck.reasoning.answers import Answer, say_answer
from backcheck.text import ascii_only, clean, wrap

T = TypeVar("T")

NOT_ONE = "That is not one of the answers."
_LEAD_WORDS = "p pauses, Enter or s goes on to the next, b goes back, q stops. Enter after each."
_START_WORDS = "Enter starts the clock, s goes on to the next, b goes back, q stops."
_NEXT_WORDS = "Enter goes on, b goes back, q stops."
_ALL_WORDS = {_LEAD_WORDS, _START_WORDS, _NEXT_WORDS}
_SOON = 10.0
WORDS = "b goes back, w says why we ask, u is not sure, r shows your answers, q quits."
HELP_WORDS = " h says what counts, h and a number for one row."
LATER_WORDS = "Letters: b, w, u, r, q."
LATER_HELP_WORDS = "Letters: h, b, w, u, r, q."
"""Said from the second question on. A question mark works like w, but most readers do not speak it."""


class PlainAsker:
    """The `Asker` by line input. `width` is where lines are broken; `ascii` is for a stream that carries no more."""

    def __init__(self, source: TextIO, out: TextIO, *, width: int = 79, ascii: bool = False) -> None:
        self._source, self._out, self._width, self._ascii = source, out, width, ascii
        self._told = False

    def session(self) -> AbstractContextManager[None]:
        """Heeds SIGTERM and SIGHUP while asking."""
        return heed_signals()

    def ask(self, screen: Screen) -> Reply:
        """Puts one question; an empty line never answers it."""
        question = screen.question
        self._say("")
        self._say(f"{screen.heading}.")
        self._say(question.prompt)
        if screen.lead:
            self._say(screen.lead)
        self._list(screen.rows, with_help=screen.unfolded)
        if screen.previous not in (None, ()):
            self._say(f"You said: {self._previous(screen)}. Type k to keep it.")
        takes = self._takes(screen)
        helps = any(row.help for row in screen.rows) and not screen.unfolded
        words = WORDS + (HELP_WORDS if helps else "")
        self._say(f"{takes} {(LATER_HELP_WORDS if helps else LATER_WORDS) if self._told else words}")
        self._told = True
        reply = self._until(lambda line: self._read(screen, line), f"{takes} Or a letter: {words}")
        if isinstance(reply, Given):
            self._say(f"Your answer: {say_reply(screen, reply.answer)}.")
            self._say_what_counts(screen, reply.answer)
        return reply

    def _say_what_counts(self, screen: Screen, answer: Answer) -> None:
        """Of a danger sign that was ticked, what counts and what does not: nobody has heard it before it was ticked."""
        if screen.question.stage == "safety" and not screen.unfolded and isinstance(answer, tuple):
            for row in screen.rows:
                if row.id in answer and row.help:
                    self._say(f"{row.label}. {row.help}")

    def choose(self, prompt: str, rows: Sequence[Row], *, lines: Sequence[str] = ()) -> str | Move:
        """Lets the person pick one row by its number."""
        self._say("")
        for text in (prompt, *lines):
            self._say(text)
        self._list(rows)
        takes = f"Type a number from 1 to {len(rows)}. b goes back, q quits."
        self._say(takes)

        def read(line: str) -> str | Move:
            if line in ("b", "back"):
                return Move.BACK
            picked = _numbers(line, len(rows))
            if len(picked) != 1:
                raise _FaultError(NOT_ONE)
            return rows[picked[0]].id

        return self._until(read, takes)

    def ask_text(self, prompt: str, hint: str) -> str | Move:
        """Asks for a few words; `b` alone goes back and `q` alone quits."""
        self._say(f"{prompt} {hint} b goes back, q quits.")

        def read(line: str) -> str | Move:
            if not line:
                raise _FaultError(NOT_ONE)
            return Move.BACK if line.casefold() in ("b", "back") else line

        return self._until(read, "Type a name, or b to go back.", as_typed=True)

    def pause(self, prompt: str) -> bool:
        """Waits for Enter; q is no more."""
        self._say(prompt)
        try:
            return self._line().casefold() not in ("q", "quit", "b", "back", "n", "no")
        except Left:
            return False

    def lead(self, guide: Guide, now: Now, draw: Bar) -> bool:  # noqa: ARG002 - nothing is drawn here
        """Leads through the stints in words: at the start, at half, ten seconds before the end, and at the end."""
        forget_typed_ahead(self._source.fileno)
        place, told = -1, set[str]()
        while not guide.done:
            if guide.place != place:
                place = guide.place
                told = self._announce(guide, told)
            left = guide.left(now()) if guide.running else None
            if left is None:
                line = self._line("Type: ").casefold()
            elif not self._ready(wait := self._until_next_mark(guide, left)):
                self._tell_time(guide, left, wait, now())
                continue
            else:
                line = self._line("").casefold()
            if line in ("q", "quit"):
                return False
            self._obey(guide, line, now())
        self._say("Done.")
        return True

    def _announce(self, guide: Guide, told: set[str]) -> set[str]:
        """Says what comes now, without what was just said; returns all that is known by now."""
        stint = guide.stint
        self._say("")
        self._say(f"{guide.place + 1} of {len(guide.stints)}. {stint.title}.")
        for text in stint.lines:
            if text not in told:
                self._say(text)
        if stint.seconds:
            self._say(f"{_say_seconds(stint.seconds)}." + (" The clock waits for you." if stint.waits else ""))
        words = _LEAD_WORDS if guide.running else _START_WORDS if stint.seconds else _NEXT_WORDS
        if words not in told:
            self._say(words)
        return {*stint.lines, words, *(told & _ALL_WORDS)}

    def _until_next_mark(self, guide: Guide, left: float) -> float:
        """Seconds until there is something to say: half, ten seconds, the end; never so long that sleep is missed."""
        marks = [left - mark for mark in (guide.stint.seconds / 2, _SOON, 0.0) if left - mark > 0.05]
        return min(*marks, 2.0) if marks else max(left, 0.01)

    def _tell_time(self, guide: Guide, before: float, waited: float, moment: float) -> None:
        """Looks at the clock after a wait and says it where a mark was passed."""
        whole = guide.stint.seconds
        if guide.tick(moment):
            self._say("Time.")
            return
        if guide.message:
            self._say(f"{guide.message} Press Enter to go on.")
            return
        left = guide.left(moment) if guide.running else before - waited
        for mark, words in ((whole / 2, "Half."), (_SOON, f"{_SOON:g} seconds left.")):
            if left <= mark + 0.05 < before and not (words == "Half." and abs(mark - _SOON) < 3) and mark < whole:
                self._say(words)

    def _obey(self, guide: Guide, line: str, moment: float) -> None:
        """A line that was typed while being led."""
        stint = guide.stint
        if line in ("b", "back"):
            guide.back(moment)
        elif line in ("s", "skip", "n", "next") or not stint.seconds:
            guide.skip(moment)
        elif line in ("", "p", "pause") and (line or not guide.running):
            guide.toggle(moment)
            self._say("Go." if guide.running else "Paused. Press Enter to go on.")
        elif not line:
            guide.skip(moment)
        else:
            self._say(f"That is not one of the words. {_LEAD_WORDS}")

    def _ready(self, seconds: float) -> bool:
        """Waits for a typed line, at most so long; True when there is one."""
        try:
            return bool(select([self._source], [], [], seconds)[0])
        except (OSError, ValueError):  # no terminal that can be watched
            Event().wait(seconds)
            return False

    def note(self, text: str) -> None:
        """Says something that needs no answer."""
        self._say(text)

    # -- reading ---------------------------------------------------------------------------------------------------

    def _until(self, read: Callable[[str], T], takes: str, *, as_typed: bool = False) -> T:
        """Reads lines until `read` makes something of one. It raises `_FaultError` with what is to be said if not.

        Large and small letters mean the same, but free words are read `as_typed`.
        """
        forget_typed_ahead(self._source.fileno)
        while True:
            line = self._line()
            if line.casefold() in ("q", "quit"):
                raise Left(Reason.USER)
            try:
                return read(line if as_typed else line.casefold())
            except _FaultError as fault:
                self._say(f"{fault} {takes}")

    def _line(self, opening: str = "Answer: ") -> str:
        self._out.write(opening)
        self._out.flush()
        try:
            line = self._source.readline()
        except KeyboardInterrupt:
            raise Left(Reason.USER) from None
        except (OSError, ValueError):
            raise Left(Reason.EOF) from None
        if not line:
            raise Left(Reason.EOF)
        return clean(line).strip()

    def _read(self, screen: Screen, line: str) -> Reply:
        """The reply that a line means."""
        if line in ("b", "back"):
            return Turned(Move.BACK)
        if line in ("r", "review"):
            return Turned(Move.REVIEW)
        if (words := line.split()) and words[0] in ("h", "help") and len(words) < 3:
            self._help(screen, " ".join(words[1:]))
            raise _FaultError("Now your answer.")
        if line in ("?", "w", "why"):
            raise _FaultError(f"Why we ask: {screen.question.why}")
        if line in ("u", "unsure", "not sure"):
            return Given((UNSURE,))
        if line in ("k", "keep") and screen.previous not in (None, ()):
            return Given(screen.previous)
        if screen.figure is not None and line.startswith("f "):
            self._draw(screen, line.removeprefix("f "))
            raise _FaultError("Now your answer.")
        answer = self._read_number(screen, line) if screen.question.kind == "number" else self._read_rows(screen, line)
        return Given(answer)

    def _help(self, screen: Screen, line: str) -> None:
        """What counts and what does not, for one row or for all."""
        picked = _numbers(line, len(screen.rows)) if line else range(len(screen.rows))
        rows = [screen.rows[place] for place in picked if screen.rows[place].help]
        if not rows:
            self._say("There is no more to say about that.")
        for row in rows:
            self._say(f"{row.label}. {row.help}")

    def _draw(self, screen: Screen, line: str) -> None:
        """Says what a row looks like, line by line as it was handed in."""
        picked = _numbers(line, len(screen.rows))
        drawn = screen.figure(screen.rows[picked[0]].id) if picked and screen.figure else None
        if not drawn:
            self._say(NO_FIGURE)
        for text in drawn or ():
            self._out.write(f"{clean(text)}\n")

    def _read_number(self, screen: Screen, line: str) -> Answer:
        number = read_number(screen.question, line)
        if number is None:
            raise _FaultError(NOT_ONE)
        return number

    def _read_rows(self, screen: Screen, line: str) -> Answer:
        picked = _numbers(line, len(screen.rows))
        ticked = in_row_order(screen, [screen.rows[place].id for place in picked])
        if not ticked or (screen.question.kind == "one" and len(ticked) > 1):
            raise _FaultError(NOT_ONE)
        if fault := find_fault(ticked):
            raise _FaultError(fault)
        return ticked

    # -- saying ----------------------------------------------------------------------------------------------------

    def _list(self, rows: Sequence[Row], *, with_help: bool = True) -> None:
        """The rows by number. What counts is said on request: read aloud it would take ten minutes."""
        for number, row in enumerate(rows, 1):
            self._say(row.label, f"{number}. ")
            if row.help and with_help:
                self._say(row.help, "   ")

    def _takes(self, screen: Screen) -> str:
        if screen.question.kind == "number":
            return f"Type {say_range(screen.question)}."
        if screen.question.kind == "one":
            return f"Type one number from 1 to {len(screen.rows)}."
        draws = " f and a number shows what a row looks like." if screen.figure else ""
        return f"Type one or more numbers from 1 to {len(screen.rows)}, with blanks or commas between.{draws}"

    def _previous(self, screen: Screen) -> str:
        previous = screen.previous
        if isinstance(previous, tuple):
            return say_reply(screen, previous)
        return say_answer(screen.question, previous) if previous is not None else ""

    def _say(self, text: str, first: str = "") -> None:
        text = clean(text)
        for line in wrap(ascii_only(text) if self._ascii else text, self._width, first):
            self._out.write(line + "\n")
        self._out.flush()


class _FaultError(Exception):
    """Something to say before the question is asked again."""


def _say_seconds(seconds: int) -> str:
    """A time in words: "2 minutes", "90 seconds"."""
    if seconds >= 120 and seconds % 60 == 0:
        return f"{seconds // 60} minutes"
    return f"{seconds} seconds"


def _numbers(line: str, count: int) -> list[int]:
    """The places (from 0) of the numbers in a line; empty when there is anything else in it or one is too high."""
    words = re.split(r"[\s,;]+", line.strip(" ,;."))
    if not all(word.isascii() and word.isdigit() and len(word) < 4 and 1 <= int(word) <= count for word in words):
        return []
    return [int(word) - 1 for word in words]
