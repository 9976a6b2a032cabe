"""The full prompt: arrow keys, digits and tick boxes on a terminal.

Owns which key means what for each kind of question. Imports the prompt kit, so import it late. Must not decide
whether there is a terminal, nor which question comes next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from backcheck.ask.guide import Guide
from backcheck.ask.kit import BACK_KEYS, Field, Kit, List, Prompt
from backcheck.ask.panels import CHOOSE_KEYS, TEXT_KEYS, Panel, build_panel, draw_guide, fit
from backcheck.ask.port import Bar, Given, Move, Now, Reply, Row, Screen, Turned
from backcheck.ask.screens import (
    find_fault,
    find_opening,
    in_row_order,
    read_number,
    say_range,
    say_record,
    say_reply,
)
from backcheck.knowledge.model import UNSURE
from backcheck.reasoning.answers import say_answer
from backcheck.text import clean

if TYPE_CHECKING:
    from backcheck.ask.kit import Display, Keyboard


RECORD = "- "
"""What a line of record begins with."""


class TerminalAsker:
    """The `Asker` of the full prompt. `colour` False means no styling at all.

    `source` and `output` default to those of the current prompt_toolkit session, else to stdin and stderr.
    """

    def __init__(
        self, *, colour: bool, ascii: bool = False, source: Keyboard | None = None, output: Display | None = None
    ) -> None:
        self._kit = Kit(colour=colour, ascii=ascii, source=source, output=output)

    def session(self) -> AbstractContextManager[None]:
        """Heeds signals while asking. A terminal that has gone fails on the next read or write: that is leaving."""
        return self._kit.session()

    def ask(self, screen: Screen) -> Reply:
        """Puts one question and leaves one line of record."""
        reply = self._ask_number(screen) if screen.question.kind == "number" else self._ask_rows(screen)
        if isinstance(reply, Given):
            width = fit(self._kit.size[0]) - len(RECORD)
            self._kit.write(say_record(screen.question.prompt, say_reply(screen, reply.answer), width), RECORD)
        return reply

    def choose(self, prompt: str, rows: Sequence[Row], *, lines: Sequence[str] = ()) -> str | Move:
        """Lets the person pick one row."""
        panel = Panel("", prompt, tuple(lines), keys=CHOOSE_KEYS, rows=tuple(rows))
        if lines and panel.is_cut(*self._kit.size):  # then they stand above, where one can scroll to them
            for line in (prompt, *lines):
                self.note(line)
            panel = Panel("", prompt, keys=CHOOSE_KEYS, rows=tuple(rows))
        shown = List(self._kit, panel, (), 0)
        shown.bind(("enter", "c-j"), lambda: rows[shown.control.pointed_at].id)
        shown.bind_digits(lambda: rows[shown.control.pointed_at].id)
        shown.bind(BACK_KEYS, lambda: Move.BACK)
        chosen: str | Move = shown.run()
        return chosen

    def ask_text(self, prompt: str, hint: str) -> str | Move:
        """Asks for a few words."""
        field = Field(self._kit, Panel("", prompt, (hint,), keys=TEXT_KEYS))
        field.bind_back(lambda: Move.BACK)
        field.bind_enter(lambda text: clean(text).strip() or None, lambda: "Type a name, or go back with Left.")
        text: str | Move = field.run()
        if isinstance(text, str):
            self._kit.write(f"{prompt} {text}", RECORD)
        return text

    def pause(self, prompt: str) -> bool:
        """Waits in one line for Enter or for no more."""
        shown = Prompt(self._kit, Panel("", "", (prompt,)))
        shown.bind(("enter", "c-j", " "), lambda: True)
        shown.bind(("q", *BACK_KEYS), lambda: False)
        more: bool = shown.run()
        return more

    def lead(self, guide: Guide, now: Now, draw: Bar) -> bool:
        """Leads through the stints on one screen, with a bell where a clock runs out."""
        shown = Prompt(self._kit, Panel("", ""))

        def refresh(rings: bool = False) -> bool | None:
            if rings:
                self._kit.ring()
            if guide.done:
                return True
            shown.panel = draw_guide(guide, now(), draw, self._kit.size[0])
            return None

        def after(act: Callable[[float], None]) -> Callable[[], bool | None]:
            def press() -> bool | None:
                act(now())
                return refresh()

            return press

        def next_or_start(moment: float) -> None:
            waits = guide.stint.waits and guide.stint.seconds and not guide.started
            (guide.toggle if waits else guide.skip)(moment)

        refresh()
        shown.bind((" ",), after(guide.toggle))
        shown.bind(("enter", "c-j"), after(next_or_start))
        shown.bind(("right", "s"), after(guide.skip))
        shown.bind(BACK_KEYS, after(guide.back))
        shown.bind(("q",), lambda: False)
        finished: bool = shown.run(lambda: refresh(guide.tick(now())))
        return finished

    def note(self, text: str) -> None:
        """Says something above the next question."""
        self._kit.write(text, "  ")

    # -- the two kinds of question ---------------------------------------------------------------------------------

    def _ask_rows(self, screen: Screen) -> Reply:
        many = screen.question.kind == "many"
        panel = build_panel(screen)
        ticked, pointed = find_opening(screen)
        shown = List(self._kit, panel, ticked, pointed)

        def enter_ticks(*extra: str) -> Reply | None:
            picked = in_row_order(screen, (*shown.ticked(), *extra))
            panel.message = find_fault(picked)
            return None if panel.message else Given(picked)

        def enter_row() -> Reply:
            return Given((screen.rows[shown.control.pointed_at].id,))

        if many:
            shown.bind(("enter", "c-j"), enter_ticks)
            shown.bind(("u",), lambda: enter_ticks(UNSURE))
            shown.bind((" ",), shown.toggle)
            shown.bind_digits(shown.toggle)
        else:
            shown.bind(("enter", "c-j"), enter_row)
            shown.bind(("u",), lambda: Given((UNSURE,)))
            shown.bind_digits(enter_row)
        shown.bind(BACK_KEYS, lambda: Turned(Move.BACK, shown.ticked()))
        shown.bind(("r",), lambda: Turned(Move.REVIEW, shown.ticked()))
        shown.bind(("?", "f1"), shown.toggle_why)
        shown.bind(("f",), lambda: panel.toggle_figure(shown.control.pointed_at))
        reply: Reply = shown.run()
        return reply

    def _ask_number(self, screen: Screen) -> Reply:
        question, before = screen.question, screen.previous
        panel = build_panel(screen)
        panel.lines += (f"Type {say_range(question)}.",)
        if before is not None:
            panel.lines += (f"You said: {say_answer(question, before)}. Enter keeps it.",)
        field = Field(self._kit, panel)

        def read(text: str) -> Reply | None:
            if not text.strip() and before is not None:
                return Given(before)
            number = read_number(question, text)
            return None if number is None else Given(number)

        field.bind_enter(read, lambda: f"That does not fit. Type {say_range(question)}, or u for not sure.")
        field.bind_back(lambda: Turned(Move.BACK))
        field.bind(("u",), lambda: Given((UNSURE,)))
        field.bind(("r",), lambda: Turned(Move.REVIEW))
        field.bind(("?", "f1"), field.toggle_why)
        reply: Reply = field.run()
        return reply
