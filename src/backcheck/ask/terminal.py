"""The full prompt: arrow keys, digits and tick boxes on a terminal.

What each kind of question does with its keys, the page, and the record on it. The prompt kit is loaded when it is first
needed: loading the library takes longer than all else together, so the first question is painted before, by the same
panels, and the kit takes over the page without anything moving. Keys pressed until then answer nothing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Any, TextIO

from msgspec.structs import replace

from backcheck.ask.guide import Guide
from backcheck.ask.keys import CHOOSE, LED, QUIT_KEY, TEXT
from backcheck.ask.panels import LOOKS, RECORD, Panel, PanelView, build_panel, draw_guide, fit, open_view
from backcheck.ask.port import Bar, Given, Loss, Move, Now, Reply, Row, Screen, Turned, nothing_lost
from backcheck.ask.screens import find_fault, in_row_order, read_number, say_record
from backcheck.ask.tty import CLOSE_PAGE, OPEN_PAGE, heed_signals, no_echo
from backcheck.knowledge.records import UNSURE
from backcheck.looks import CODES, paint
from backcheck.reasoning.answers import say_answer
from backcheck.text import ascii_only, clean

if TYPE_CHECKING:
    from backcheck.ask.kit import Display, KeyInput, PromptKit
    from backcheck.ask.prompts import Field, List


class TerminalAsker:
    """The `Asker` of the full prompt. `colour` False means no styling at all.

    `source` and `output` default to those of the current prompt_toolkit session, else to stdin and stderr.
    """

    def __init__(
        self, *, colour: bool, ascii: bool = False, source: KeyInput | None = None, output: Display | None = None
    ) -> None:
        self._colour, self._ascii = colour, ascii
        self._source, self._output = source, output
        self._open = ExitStack()
        self._made: PromptKit | None = None
        self._page = False
        self._record: tuple[tuple[str, str], ...] = ()
        self._notes: list[str] = []
        self._begun = False
        self.loss: Loss = nothing_lost

    @contextmanager
    def session(self, *, page: bool = False) -> Iterator[None]:
        """Heeds signals while asking. A terminal that has gone fails on the next read or write: that is leaving."""
        self._page = page
        with heed_signals(), self._open:
            try:
                yield
            finally:
                self._leave_page()

    def record(self, lines: Sequence[tuple[str, str]]) -> None:
        """The answers so far; they are above the next question while there is room, and remain at the end."""
        self._record = tuple((clean(prompt), clean(answer)) for prompt, answer in lines)

    def ask(self, screen: Screen) -> Reply:
        """Puts one question; the first is painted before anything slow."""
        if self._made is None and self._page and screen.rows and self._output is None:
            panel = self._on_page(build_panel(screen))
            with _painted(sys.stderr, panel, open_view(screen), colour=self._colour, ascii=self._ascii) as there:
                self._load(painted=there)
        kit = self._load()
        reply = self._ask_number(kit, screen) if screen.question.kind == "number" else self._ask_rows(kit, screen)
        self._heard()
        return reply

    def choose(
        self, prompt: str, rows: Sequence[Row], *, lines: Sequence[str] = (), heading: str = "", pointed: str = ""
    ) -> str | Move:
        """Lets the person pick one row, always on a page: what stood there before is there again afterwards."""
        from backcheck.ask.prompts import List

        kit = self._load()
        panel = self._on_page(Panel(heading, prompt, tuple(lines), keys=CHOOSE, rows=tuple(rows)))
        panel = replace(panel, record=())  # where all answers are shown they are the rows
        view = PanelView(pointed=pointed)
        if lines and panel.is_cut(*kit.size):  # they are read first, and can be looked at again
            view.shows = "help"
        shown = List(kit, panel, view)
        shown.bind_choice(lambda row: row)
        if (quits := next((row.id for row in rows if row.key == QUIT_KEY), None)) is not None:
            shown.bind("quit", lambda: quits)
        shown.bind("back", lambda: Move.BACK)
        shown.bind_closing(next((row.id for row in rows if row.closes), None))
        with self._own_page(kit):
            chosen: str | Move = shown.run()
        self._heard()
        return chosen

    def ask_text(self, prompt: str, hint: str, *, heading: str = "") -> str | Move:
        """Asks for a few words; `q` alone leaves, as in plain mode."""
        from backcheck.ask.prompts import Field

        kit = self._load()
        field = Field(kit, self._on_page(Panel(heading, prompt, (hint,), keys=TEXT)))
        field.bind("back", lambda: Move.BACK)
        field.bind_enter(lambda text: clean(text).strip() or None, lambda: "Type a name, or go back with Left.")
        text: str | Move = field.run()
        self._heard()
        if isinstance(text, str) and not self._page:
            kit.write(f"{prompt} {text}", RECORD)
        return text

    def pause(self, prompt: str, *, keys: str = "", about: Sequence[str] = ()) -> bool | str | Move:
        """Waits in one line. What `?` tells has a page of its own, so that nothing is scrolled away for it."""
        from backcheck.ask.prompts import HELP, Pause, Told

        kit = self._load()
        while True:
            picked: bool | str | Move = Pause(kit, Panel("", "", (prompt,)), keys.split()).run()
            if picked != HELP:
                return picked
            with self._own_page(kit):
                Told(kit, Panel("", "", tuple(about), keys=("close", "stop", "leave"))).run()

    def lead(self, guide: Guide, now: Now, draw: Bar) -> bool:
        """Leads through the stints on one screen, with a bell where a clock runs out."""
        from backcheck.ask.prompts import Prompt

        kit = self._load()
        shown = Prompt(kit, Panel("", "", keys=tuple(key.id for key in LED)))

        def refresh(rings: bool = False) -> bool | None:
            if rings:
                kit.ring()
            if guide.done:
                return True
            shown.panel, message = draw_guide(guide, now(), draw, kit.size[0])
            shown.view.message = message or shown.view.message
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
        shown.bind("tick", after(guide.toggle))
        shown.bind("enter", after(next_or_start))
        shown.bind("skip", after(guide.skip))
        shown.bind("back", after(guide.back))
        shown.bind("quit", lambda: False)
        shown.bind("close", lambda: None, "escape")
        finished: bool = shown.run(lambda: refresh(guide.tick(now())))
        return finished

    def note(self, text: str) -> None:
        """Says something above the next question."""
        if self._page:
            self._notes.append(text)
        else:
            self._load().write(text, "  ")

    # -- the page --------------------------------------------------------------------------------------------------

    @contextmanager
    def _own_page(self, kit: PromptKit) -> Iterator[None]:
        """A page for one prompt, where there is none yet."""
        opens = not kit.page
        if opens:
            kit.open_page(painted=False)
        try:
            yield
        finally:
            if opens:
                kit.close_page()

    def _load(self, *, painted: bool = False) -> PromptKit:
        if self._made is None:
            from backcheck.ask.kit import PromptKit

            self._made = PromptKit(colour=self._colour, ascii=self._ascii, source=self._source, output=self._output)
            self._open.enter_context(self._made.session())
        self._made.loss = self.loss
        if self._page and not self._made.page:
            self._made.open_page(painted=painted)
        return self._made

    def _heard(self) -> None:
        """What was said above a question is not said again above the next."""
        self._notes.clear()
        self._begun = True

    def _leave_page(self) -> None:
        """The page is closed; the answers stay behind, each once, and what was said last and not yet seen."""
        kit, page = self._made, self._page
        self._page = False
        if kit is None or not page:
            return
        kit.close_page()
        with suppress(OSError, ValueError):
            width = fit(kit.size[0]) - len(RECORD)
            for prompt, answer in self._record:
                kit.write(say_record(prompt, answer, width), RECORD)
            for note in self._notes:
                kit.write(note, "  ")
        self._notes.clear()
        self._record = ()

    def _on_page(self, panel: Panel) -> Panel:
        """The panel with what is said above it, where that is part of the page."""
        if not self._page:
            return panel
        said = tuple(clean(note) for note in self._notes)
        opening = not self._begun
        return replace(panel, record=self._record, opening=said if opening else (), notes=() if opening else said)

    # -- the two kinds of question ---------------------------------------------------------------------------------

    def _ask_rows(self, kit: PromptKit, screen: Screen) -> Reply:
        from backcheck.ask.prompts import List

        shown = List(kit, self._on_page(build_panel(screen)), open_view(screen))
        if screen.question.kind == "many":

            def enter() -> Reply | None:
                picked = in_row_order(screen, shown.ticked())
                shown.view.message = find_fault(picked)
                return None if shown.view.message else Given(picked)

            shown.bind("enter", enter)
        else:
            shown.bind_choice(lambda row: Given((row,)))
        return self._run(shown)

    def _ask_number(self, kit: PromptKit, screen: Screen) -> Reply:
        from backcheck.ask.prompts import Field

        question, before = screen.question, screen.previous
        panel = self._on_page(build_panel(screen))
        panel.lines += (f"Type {question.range_words}, or u for not sure.",)
        if before is not None:
            panel.lines += (f"You said: {say_answer(question, before)}. Enter keeps it.",)
        field = Field(kit, panel, takes="0123456789.,u")

        def read(text: str) -> Reply | None:
            if not text.strip() and before is not None:
                return Given(before)
            if text.strip() == "u":
                return Given((UNSURE,))
            number = read_number(question, text)
            return None if number is None else Given(number)

        field.bind_enter(read, lambda: f"That doesn't fit. Type {question.range_words}, or u for not sure.")
        return self._run(field)

    def _run(self, shown: List | Field) -> Reply:
        shown.bind("back", lambda: Turned(Move.BACK, shown.ticked()))
        shown.bind("review", lambda: Turned(Move.REVIEW, shown.ticked()))
        reply: Any = shown.run()
        assert isinstance(reply, Given | Turned)
        return reply


@contextmanager
def _painted(out: TextIO, panel: Panel, view: PanelView, *, colour: bool, ascii: bool) -> Iterator[bool]:
    """Opens the page and shows the panel on it, with the cursor where the prompt will draw it again.

    Yields whether there was a terminal to show it on.
    """
    try:
        columns, rows = os.get_terminal_size(out.fileno())
    except (OSError, ValueError):
        yield False
        return
    shown = []
    for line in panel.draw(columns or 80, rows or 24, view).lines:
        codes = [CODES[LOOKS.get(style, "")] if colour else "" for style, _ in line]
        texts = [ascii_only(text) if ascii else text for _, text in line]
        shown.append("".join(map(paint, texts, codes)))
    with no_echo():
        out.write(OPEN_PAGE + "\r\n".join(shown) + "\x1b[H")
        out.flush()
        try:
            yield True
        except BaseException:  # whoever leaves now must not be left on this page
            with suppress(OSError, ValueError):  # the terminal may be gone, which must not hide why
                out.write(CLOSE_PAGE)
                out.flush()
            raise
