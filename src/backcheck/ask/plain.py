"""The plain front end: numbered questions and typed lines, not one escape byte, nothing drawn twice.

For screen readers, dumb terminals and wherever the full prompt cannot run. Whether it is wanted is decided in `cli`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from select import select
from threading import Event
from typing import TextIO, TypeVar

from backcheck.ask.guide import Guide
from backcheck.ask.keys import KEYS, NONE_KEY, QUIT_KEY, is_word, name_words, row_keys, say_words
from backcheck.ask.panels import NO_FIGURE
from backcheck.ask.port import Bar, EndReason, Given, Left, Loss, Move, Now, Reply, Row, Screen, Turned, nothing_lost
from backcheck.ask.screens import find_fault, in_row_order, read_number, say_reply
from backcheck.ask.tty import forget_typed_ahead, heed_signals
from backcheck.knowledge.records import NONE, UNSURE
from backcheck.reasoning.answers import Answer, say_answer
from backcheck.text import ascii_only, clean, wrap

T = TypeVar("T")

NOT_ONE = "That is not one of the answers."
_LEAD_WORDS = f"{KEYS['pause'].said}, Enter or {KEYS['skip'].said}, b goes back, q stops. Enter after each."
_START_WORDS = f"Enter starts the clock, {KEYS['skip'].said}, b goes back, q stops."
_NEXT_WORDS = "Enter goes on, b goes back, q stops."
_ALL_WORDS = {_LEAD_WORDS, _START_WORDS, _NEXT_WORDS}
_SOON = 10.0
PASTE_GAP = 0.05
"""Seconds within which the next line of a paste is there."""
LETTERS = ("back", "help", "unsure", "review", "quit")
"""Keys of the table that a question takes as words."""
COUNTS = "h and a number says more about that row, h all about every row."
LEAVES = "{loss} Leave? Type y to leave, or Enter to go on."


class PlainAsker:
    """The `Asker` by line input. `width` is where lines are broken; `ascii` is for a stream that carries no more."""

    def __init__(self, source: TextIO, out: TextIO, *, width: int = 79, ascii: bool = False) -> None:
        self._source, self._out, self._width, self._ascii = source, out, width, ascii
        self._told = False
        self.loss: Loss = nothing_lost

    def session(self, *, page: bool = False) -> AbstractContextManager[None]:  # noqa: ARG002 - lines have no page
        """Heeds SIGTERM and SIGHUP while asking."""
        return heed_signals()

    def record(self, lines: Sequence[tuple[str, str]]) -> None:
        """Each answer was said when it was given."""

    def ask(self, screen: Screen) -> Reply:
        """Puts one question; an empty line never answers it."""
        question = screen.question
        self._say("")
        self._say(f"{screen.heading}.")
        for text in screen.above:
            self._say(text)
        self._say(question.prompt)
        if screen.lead:
            self._say(screen.lead)
        self._list(screen.rows, with_help=False)
        if (before := screen.previous) not in (None, ()):
            said = say_reply(screen, before) if isinstance(before, tuple) else say_answer(question, before)
            self._say(f"You said: {said}. Type k to keep it." if screen.said else f"Type k for {said}.")
        takes = self._takes(screen)
        self._say(f"{takes} {f'Letters: {name_words(LETTERS)}' if self._told else say_words(LETTERS)}")
        self._told = True
        reply = self._until(lambda line: self._read(screen, line), f"{takes} Or h for help.")
        if isinstance(reply, Given):
            self._say(f"Your answer: {say_reply(screen, reply.answer)}.")
            if question.stage == "safety" and isinstance(reply.answer, tuple):
                for row in screen.rows:  # what counts of what was ticked: nobody has heard it before
                    if row.id in reply.answer and row.help:
                        self._say(f"{row.label}. {row.help}")
        return reply

    def choose(
        self, prompt: str, rows: Sequence[Row], *, lines: Sequence[str] = (), heading: str = "", pointed: str = ""
    ) -> str | Move:
        """Lets the person pick one row by its number."""
        self._say("")
        for text in (f"{heading}." if heading else "", prompt, *lines):
            if text:
                self._say(text)
        self._list(rows)
        before = next((row for row in rows if row.id == pointed), None)
        if before is not None:
            self._say(f"Enter alone is: {before.label}.")
        takes = f"Type {_say_numbers(rows)}."
        self._say(f"{takes} {say_words(('back', 'quit'))}")

        def read(line: str) -> str | Move:
            if is_word("back", line):
                return Move.BACK
            if not line and before is not None:
                return before.id
            picked = _pick(line, rows) or _find_named(line, rows)
            if len(picked) != 1:
                raise _FaultError(NOT_ONE)
            return picked[0]

        return self._until(read, takes, quits=all(row.key != QUIT_KEY for row in rows))

    def ask_text(self, prompt: str, hint: str, *, heading: str = "") -> str | Move:
        """Asks for a few words, which keep their case; `b` alone goes back and `q` alone quits."""
        self._say(f"{f'{heading}. ' if heading else ''}{prompt} {hint} {say_words(('back', 'quit'))}")

        def read(line: str) -> str | Move:
            if not line:
                raise _FaultError(NOT_ONE)
            if is_word("back", line):
                return Move.BACK
            lines = [line]  # with those that come at once: nobody types so fast, and a shell would run them
            with suppress(Left):  # there is nothing more to come, and what was typed counts
                while self._ready(PASTE_GAP):
                    lines.append(self._line(""))
            return " ".join(filter(None, lines))

        return self._until(read, "Type a name, or b to go back.")

    def pause(self, prompt: str, *, keys: str = "", about: Sequence[str] = ()) -> bool | str | Move:
        """Waits for a line; an empty one is Enter."""
        self._say(prompt)
        while True:
            try:
                line = self._line()
            except Left:
                return False
            if not line or line in keys.split():
                return line or True
            if is_word("back", line):
                return Move.BACK
            if is_word("quit", line):
                return False
            for text in about if is_word("help", line) and about else (NOT_ONE, prompt):
                self._say(text)

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
                line = self._line("Type: ")
            else:
                # until there is something to say: half, ten seconds, the end; never so long that sleep is missed
                marks = [left - mark for mark in (guide.stint.seconds / 2, _SOON, 0.0) if left - mark > 0.05]
                wait = min(*marks, 2.0) if marks else max(left, 0.01)
                if not self._ready(wait):
                    self._tell_time(guide, left, wait, now())
                    continue
                line = self._line("")
            if is_word("quit", line):
                return False
            self._obey(guide, line.casefold(), now())
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
            long = stint.seconds >= 120 and stint.seconds % 60 == 0
            lasts = f"{stint.seconds // 60} minutes" if long else f"{stint.seconds} seconds"
            self._say(f"{lasts}." + (" The clock waits for you." if stint.waits else ""))
        words = _LEAD_WORDS if guide.running else _START_WORDS if stint.seconds else _NEXT_WORDS
        if words not in told:
            self._say(words)
        return {*stint.lines, words, *(told & _ALL_WORDS)}

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
        if is_word("back", line):
            guide.back(moment)
        elif is_word("skip", line) or not stint.seconds:
            guide.skip(moment)
        elif (not line or is_word("pause", line)) and (line or not guide.running):
            guide.toggle(moment)
            self._say("Go." if guide.running else "Paused. Press Enter to go on.")
        elif not line:
            guide.skip(moment)
        else:
            self._say(f"That is not a word that works here. {_LEAD_WORDS}")

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

    def _until(self, read: Callable[[str], T], takes: str, *, quits: bool = True) -> T:
        """Reads lines until `read` makes something of one. It raises `_FaultError` with what is to be said if not.

        Where it `quits` and is no row of its own, `q` leaves, or asks first where something would be lost.
        """
        forget_typed_ahead(self._source.fileno)
        while True:
            line = self._line()
            if quits and is_word("quit", line):
                if loss := self.loss():
                    self._say(LEAVES.format(loss=loss))
                if not loss or self._line().casefold() in ("y", "yes", "q", "quit"):
                    raise Left(EndReason.QUIT)
                self._say(takes)
                continue
            try:
                return read(line)
            except _FaultError as fault:
                self._say(f"{fault}")
                self._say(takes)

    def _line(self, opening: str = "Answer: ") -> str:
        """A line as it was typed, without blanks at its ends."""
        self._out.write(opening)
        self._out.flush()
        try:
            line = self._source.readline()
        except KeyboardInterrupt:
            raise Left(EndReason.USER) from None
        except UnicodeDecodeError:  # a stray byte, such as half a letter: no answer, and no end
            return "\ufffd"
        except (OSError, ValueError):
            raise Left(EndReason.EOF) from None
        if not line:
            raise Left(EndReason.EOF)
        return clean(line).strip()

    def _read(self, screen: Screen, line: str) -> Reply:
        """The reply that a line means."""
        if is_word("back", line):
            return Turned(Move.BACK)
        if is_word("review", line):
            return Turned(Move.REVIEW)
        if self._tell(screen, line.casefold().split()):
            raise _FaultError("Now your answer.")
        if is_word("unsure", line):
            return Given((UNSURE,))
        if line.casefold() in ("k", "keep") and screen.previous not in (None, ()):
            return Given(screen.previous)
        if screen.question.kind != "number":
            return Given(self._read_rows(screen, line))
        if (number := read_number(screen.question, line)) is None:
            raise _FaultError(NOT_ONE)
        return Given(number)

    def _tell(self, screen: Screen, words: Sequence[str]) -> bool:
        """Says more about the question or about rows, or draws one; False where the words do not ask for that."""
        if is_word("help", " ".join(words)):
            self._say(f"Why we ask: {screen.question.why}")
            counts = COUNTS if any(row.help for row in screen.rows) else ""
            self._say(f"{say_words((*LETTERS, 'figure') if screen.figure else LETTERS)} {counts}".strip())
        elif len(words) == 2 and words[0] in ("h", "help"):  # what counts and what does not
            picked = [row.id for row in screen.rows] if words[1] == "all" else _pick(words[1], screen.rows)
            rows = [row for row in screen.rows if row.id in picked and row.help]
            for text in [f"{row.label}. {row.help}" for row in rows] or [
                "There is nothing more to say about that row."
            ]:
                self._say(text)
        elif screen.figure is not None and words[:1] == ["f"]:
            picked = _pick(" ".join(words[1:]), screen.rows)
            drawn = screen.figure(picked[0]) if picked else None
            if not drawn:
                self._say(NO_FIGURE)
            for text in drawn or ():
                self._out.write(f"{clean(text)}\n")
        else:
            return False
        return True

    def _read_rows(self, screen: Screen, line: str) -> Answer:
        ticked = in_row_order(screen, _pick(line, screen.rows))
        if not ticked:  # the row whose label or name was typed
            ticked = tuple(_find_named(line, (*screen.rows, *screen.more)))
        if not ticked and screen.find is not None and not any(sign.isdigit() for sign in line):
            ticked = tuple(filter(None, (screen.find(line),)))
        if not ticked or (screen.question.kind == "one" and len(ticked) > 1):
            raise _FaultError(NOT_ONE)
        if fault := find_fault(ticked):
            raise _FaultError(fault)
        return ticked

    # -- saying ----------------------------------------------------------------------------------------------------

    def _list(self, rows: Sequence[Row], *, with_help: bool = True) -> None:
        """The rows with what is typed for each. What counts is said on request: read aloud it would take minutes."""
        for key, row in zip(row_keys(rows), rows, strict=True):
            self._say(row.label, f"{key}. ")
            if row.beside:
                self._say(row.beside, "   ")
            if row.help and with_help:
                self._say(row.help, "   ")

    def _takes(self, screen: Screen) -> str:
        if screen.question.kind == "number":
            return f"Type {screen.question.range_words}."
        if screen.question.kind == "one":
            words = ", or the name of a lift" if screen.find else ""
            return f"Type {_say_numbers(screen.rows)}{words}."
        draws = f" {KEYS['figure'].said}." if screen.figure else ""
        return f"Type {_say_numbers(screen.rows, many=True)}.{draws}"

    def _say(self, text: str, first: str = "") -> None:
        text = clean(text)
        for line in wrap(ascii_only(text) if self._ascii else text, self._width, first):
            self._out.write(line + "\n")
        self._out.flush()


class _FaultError(Exception):
    """Something to say before the question is asked again."""


def _say_numbers(rows: Sequence[Row], *, many: bool = False) -> str:
    """What may be typed for these rows: "one number from 1 to 4", "1"; the letters are said elsewhere."""
    keys = row_keys(rows)
    numbers = sorted(int(key) for key, row in zip(keys, rows, strict=True) if key.isdigit() and row.id != NONE)
    none = f", or {NONE_KEY} for none" if any(row.id == NONE for row in rows) else ""
    if len(numbers) == 1:
        return f"{numbers[0]}{none}"
    kind, between = ("one or more numbers", ", with blanks or commas between") if many else ("one number", "")
    return f"{kind} from {numbers[0]} to {numbers[-1]}{none}{between}"


def _find_named(line: str, rows: Sequence[Row]) -> list[str]:
    """The id of the first row that has the line as its label or as one of its names, as a list."""
    word = line.casefold().strip(" .")
    return [row.id for row in rows if word in (row.label.casefold(), *(name.casefold() for name in row.names))][:1]


def _pick(line: str, rows: Sequence[Row]) -> list[str]:
    """The ids of the rows whose keys are in a line; empty when there is anything else in it."""
    ids = dict(zip(row_keys(rows), (row.id for row in rows), strict=True))
    if any(row.id == NONE for row in rows) and is_word("none", line):
        return [NONE]
    words = re.split(r"[\s,;]+", line.casefold().strip(" ,;."))
    words = [str(int(word)) if word.isascii() and word.isdigit() and len(word) < 4 else word for word in words]
    return [ids[word] for word in words] if all(word in ids for word in words) else []
