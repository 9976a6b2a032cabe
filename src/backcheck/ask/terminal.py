"""The full prompt: arrow keys, digits and tick boxes on a terminal.

The only module that knows questionary and prompt_toolkit; import it late, it costs 70 ms. questionary gives the list
control and the way to ask; layout, look and keys are ours. Its ready-made `select` and `checkbox` are not used: they
cut long rows, tick all rows at a letter, and build three applications for each question, which costs 25 ms. Writes to
stderr, since stdout is for the result. Must not decide whether there is a terminal, nor which question comes next.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import questionary
from prompt_toolkit.application import Application
from prompt_toolkit.application.current import get_app_session
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.input import Input
from prompt_toolkit.input.typeahead import clear_typeahead
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import BufferControl, FormattedTextControl, HSplit, Layout, ScrollOffsets, Window
from prompt_toolkit.layout.dimension import Dimension
from prompt_toolkit.layout.processors import BeforeInput
from prompt_toolkit.output import ColorDepth, Output, create_output
from prompt_toolkit.styles import Style
from questionary.prompts.common import Choice, InquirerControl

from backcheck.ask.panels import CHOOSE_KEYS, DIGITS, TEXT_KEYS, Line, Panel, Picture, build_panel, fit
from backcheck.ask.port import Given, Left, Move, Reason, Reply, Row, Screen, Turned
from backcheck.ask.screens import find_fault, in_row_order, read_number, say_answer, say_range, say_reply
from backcheck.ask.signals import heed_signals
from backcheck.ask.typeahead import forget_typed_ahead
from backcheck.knowledge.model import NONE, UNSURE
from backcheck.text import clean, wrap

_LOOK = {
    "dim": "dim",
    "prompt": "bold",
    "lead": "",
    "row": "",
    "mark": "bold fg:ansicyan",
    "pointed": "bold",
    "ticked": "bold",
    "message": "bold fg:ansired",
}
"""Only the 16 colours of the terminal itself, and never colour alone: mark, box and words say the same."""

_BACK_KEYS = ("left", "backspace", "escape")
"""Escape answers only after half a second, since arrow keys begin with it; that must never be shortened."""


class TerminalAsker:
    """The `Asker` of the full prompt. `colour` False means no styling at all.

    `source` and `output` default to those of the current prompt_toolkit session, else to stdin and stderr.
    """

    def __init__(self, *, colour: bool, source: Input | None = None, output: Output | None = None) -> None:
        session = get_app_session()
        # The session's own property would make an output on stdout when none was set.
        self._output = output or session._output or create_output(stdout=sys.stderr)
        self._input = source or session.input
        if hasattr(self._output, "enable_cpr"):
            # Half an answer to "where is the cursor?", cut by the flush below, would be read as keys.
            self._output.enable_cpr = False
        self._look = Style.from_dict(_LOOK if colour else {})
        self._depth = ColorDepth.DEPTH_4_BIT if colour else ColorDepth.DEPTH_1_BIT
        self._made: Application[Any] | None = None
        self._ended: Reason | None = None

    @contextmanager
    def session(self) -> Iterator[None]:
        """Heeds signals while asking. A terminal that has gone fails on the next read or write: that is leaving."""
        try:
            with heed_signals(self._heed):
                yield
        except OSError:
            raise Left(self._ended or Reason.EOF) from None

    def ask(self, screen: Screen) -> Reply:
        """Puts one question and leaves one line of record."""
        reply = self._ask_number(screen) if screen.question.kind == "number" else self._ask_rows(screen)
        if isinstance(reply, Given):
            self._write(f"{screen.question.prompt} {say_reply(screen, reply.answer)}", "- ")
        return reply

    def choose(self, prompt: str, rows: Sequence[Row], *, lines: Sequence[str] = ()) -> str | Move:
        """Lets the person pick one row."""
        panel = Panel("", prompt, tuple(lines), keys=CHOOSE_KEYS, rows=tuple(rows))
        shown = _List(self, panel, (), 0)
        shown.bind(("enter", "c-j"), lambda: rows[shown.control.pointed_at].id)
        shown.bind_digits(lambda: rows[shown.control.pointed_at].id)
        shown.bind(_BACK_KEYS, lambda: Move.BACK)
        chosen: str | Move = shown.run()
        return chosen

    def ask_text(self, prompt: str, hint: str) -> str | Move:
        """Asks for a few words."""
        field = _Field(self, Panel("", prompt, (hint,), keys=TEXT_KEYS))
        field.bind_back(lambda: Move.BACK)
        field.bind_enter(lambda text: clean(text).strip() or None, lambda: "Type a name, or go back with Left.")
        text: str | Move = field.run()
        if isinstance(text, str):
            self._write(f"{prompt} {text}", "- ")
        return text

    def pause(self, prompt: str) -> bool:
        """Waits in one line for Enter or for no more."""
        shown = _Prompt(self, Panel("", "", (prompt,)))
        shown.bind(("enter", "c-j", " "), lambda: True)
        shown.bind(("q", *_BACK_KEYS), lambda: False)
        more: bool = shown.run()
        return more

    def note(self, text: str) -> None:
        """Says something above the next question."""
        self._write(text, "  ")

    # -- the two kinds of question ---------------------------------------------------------------------------------

    def _ask_rows(self, screen: Screen) -> Reply:
        many = screen.question.kind == "many"
        panel = build_panel(screen)
        before = screen.previous if isinstance(screen.previous, tuple) else ()
        # An earlier "none" is pointed at, not ticked: Enter alone must never say that all is well.
        ticked = tuple(option for option in before if option != NONE) if many else ()
        pointed = next((place for place, row in enumerate(screen.rows) if row.id in before), 0)
        shown = _List(self, panel, ticked, pointed)

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
        shown.bind(_BACK_KEYS, lambda: Turned(Move.BACK, shown.ticked()))
        shown.bind(("r",), lambda: Turned(Move.REVIEW, shown.ticked()))
        shown.bind(("?", "f1"), shown.toggle_why)
        reply: Reply = shown.run()
        return reply

    def _ask_number(self, screen: Screen) -> Reply:
        question, before = screen.question, screen.previous
        panel = build_panel(screen)
        panel.lines += (f"Type {say_range(question)}.",)
        if before is not None:
            panel.lines += (f"You said: {say_answer(question, before)}. Enter keeps it.",)
        field = _Field(self, panel)

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

    # -- what all prompts share ------------------------------------------------------------------------------------

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows of the window as it is now."""
        size = self._output.get_size()
        return size.columns, size.rows

    def run(self, layout: Layout, keys: KeyBindings, ticked: Callable[[], tuple[str, ...]]) -> Any:
        """Shows a prompt and returns its result; every way of leaving becomes `Left` with the open ticks."""
        clear_typeahead(self._input)
        forget_typed_ahead(self._input.fileno)
        try:
            app = self._application()
            app.layout, app.key_bindings = layout, keys
            # Never `ask()`: on Ctrl-C it prints a line and returns None, as if that were an answer.
            result = questionary.Question(app).unsafe_ask()
        except KeyboardInterrupt:
            raise Left(Reason.USER, ticked()) from None
        except (EOFError, OSError):
            raise Left(self._ended or Reason.EOF, ticked()) from None
        except Left as left:
            left.ticked = left.ticked or ticked()
            raise
        if self._ended is not None:
            raise Left(self._ended, ticked())
        return result

    def _application(self) -> Application[Any]:
        """The one application that draws every prompt in turn; making a new one takes longer than drawing it."""
        if self._made is None:
            self._made = Application(
                style=self._look,
                color_depth=self._depth,
                input=self._input,
                output=self._output,
                erase_when_done=True,
            )
        return self._made

    def _heed(self, reason: Reason) -> None:
        """Ends the open prompt from outside. Raising inside its event loop would leave the cursor hidden."""
        self._ended = reason
        app = self._made
        if app is None or app.loop is None or not app.is_running:
            raise Left(reason)
        app.loop.call_soon_threadsafe(_end, app, Left(reason))

    def _write(self, text: str, first: str) -> None:
        for line in wrap(clean(text), fit(self.size[0]), first, "  "):
            self._output.write(line + "\n")
        self._output.flush()


class _Prompt:
    """One prompt with its keys. Subclasses say what stands between the text above and below."""

    def __init__(self, asker: TerminalAsker, panel: Panel) -> None:
        self.asker, self.panel = asker, panel
        self.keys = KeyBindings()
        self.keys.add("c-c", eager=True)(self._leaver(Reason.USER))
        self.keys.add("<sigint>", eager=True)(self._leaver(Reason.USER))
        self.keys.add("c-d", eager=True)(self._leaver(Reason.EOF))
        self.bind(("c-q", "c-z"), lambda: None)

    def layout(self) -> Layout:
        """What is drawn: the text above; subclasses add to it."""
        return Layout(HSplit([self.top()]))

    def ticked(self) -> tuple[str, ...]:
        """The rows that stand ticked."""
        return ()

    def bind(self, keys: Sequence[str], act: Callable[[], Any], when: Callable[[], bool] = lambda: True) -> None:
        """Lets each of these keys act; a result other than None ends the prompt with it."""

        def press(event: KeyPressEvent) -> None:
            self.panel.message = ""
            if (result := act()) is not None:
                event.app.exit(result=result)

        for key in keys:
            self.keys.add(key, eager=True, filter=Condition(when))(press)

    def toggle_why(self) -> None:
        """Unfolds why we ask, or folds it again."""
        self.panel.why_shown = not self.panel.why_shown and bool(self.panel.why)

    def run(self) -> Any:
        """Shows the prompt and returns what a key ended it with."""
        return self.asker.run(self.layout(), self.keys, self.ticked)

    def picture(self) -> Picture:
        """The screen as it is to be drawn now; one row is left for what is typed."""
        columns, rows = self.asker.size
        return self.panel.draw(columns, rows - 1)

    def top(self) -> Window:
        """The window above."""
        return _window(lambda: self.picture().top)

    def bottom(self) -> Window:
        """The window below."""
        return _window(lambda: self.picture().bottom)

    def _leaver(self, reason: Reason) -> Callable[[KeyPressEvent], None]:
        def press(event: KeyPressEvent) -> None:
            event.app.exit(exception=Left(reason, self.ticked()))

        return press


class _List(_Prompt):
    """A list of rows, with one pointed at and, where many may be chosen, boxes."""

    def __init__(self, asker: TerminalAsker, panel: Panel, ticked: Sequence[str], pointed: int) -> None:
        super().__init__(asker, panel)
        choices = [Choice(row.label, value=row.id, checked=row.id in ticked) for row in panel.rows]
        self.control = InquirerControl(choices)
        self.control.pointed_at = pointed
        self.control.text = self._text
        self.bind(("up", "c-p"), self.control.select_previous)
        self.bind(("down", "c-n"), self.control.select_next)
        self.bind(("home",), lambda: self._point(0))
        self.bind(("end",), lambda: self._point(len(panel.rows) - 1))

    def layout(self) -> Layout:
        """The list between the texts."""
        rows = Window(
            self.control,
            height=lambda: Dimension.exact(self.picture().list_height),
            wrap_lines=True,
            always_hide_cursor=True,
            scroll_offsets=ScrollOffsets(top=1, bottom=2),
        )
        return Layout(HSplit([self.top(), rows, self.bottom()]), focused_element=rows)

    def picture(self) -> Picture:
        """The screen as it is to be drawn now."""
        return self.panel.draw(*self.asker.size, self.control.pointed_at, self.ticked())

    def ticked(self) -> tuple[str, ...]:
        """The rows that stand ticked."""
        return tuple(self.control.selected_options) if self.panel.many else ()

    def toggle(self) -> None:
        """Ticks the pointed row, or unticks it."""
        row, chosen = self.panel.rows[self.control.pointed_at].id, self.control.selected_options
        chosen.remove(row) if row in chosen else chosen.append(row)

    def bind_digits(self, act: Callable[[], Any]) -> None:
        """Lets each digit point at its row and then act."""
        for place in range(min(DIGITS, len(self.panel.rows))):
            self.bind((str(place + 1),), self._pointing(place, act))

    def _point(self, place: int) -> None:
        self.control.pointed_at = place

    def _pointing(self, place: int, act: Callable[[], Any]) -> Callable[[], Any]:
        def point_and_act() -> Any:
            self._point(place)
            return act()

        return point_and_act

    def _text(self) -> StyleAndTextTuples:
        return _fragments(self.picture().middle)


class _Field(_Prompt):
    """A line to type in."""

    def __init__(self, asker: TerminalAsker, panel: Panel) -> None:
        super().__init__(asker, panel)
        self.buffer = Buffer(multiline=False)

    def layout(self) -> Layout:
        """The line between the texts."""
        line = Window(BufferControl(self.buffer, input_processors=[BeforeInput("> ", "class:mark")]), height=1)
        return Layout(HSplit([self.top(), line, self.bottom()]), focused_element=line)

    def bind_back(self, act: Callable[[], Any]) -> None:
        """Back keys: Left and Backspace go back only while there is nothing to edit."""
        self.bind(("left", "backspace"), act, when=lambda: not self.buffer.text)
        self.bind(("escape", "s-tab", "c-b"), act)

    def bind_enter(self, read: Callable[[str], Any], fault: Callable[[], str]) -> None:
        """Enter ends with what `read` makes of the text, or says what is wrong when that is None."""

        def enter() -> Any:
            if (result := read(self.buffer.text)) is None:
                self.panel.message = fault()
            return result

        self.bind(("enter", "c-j"), enter)


def _window(lines: Callable[[], list[Line]]) -> Window:
    """A window exactly as high as its lines; none when there are none."""

    def text() -> StyleAndTextTuples:
        return _fragments(lines())

    return Window(FormattedTextControl(text), height=lambda: Dimension.exact(len(lines())), wrap_lines=True)


def _fragments(lines: list[Line]) -> StyleAndTextTuples:
    """Styled lines in the form that prompt_toolkit draws."""
    parts: StyleAndTextTuples = []
    for line in lines:
        parts += [(style if style.startswith("[") else f"class:{style}", text) for style, text in line]
        parts.append(("", "\n"))
    return parts[:-1]


def _end(app: Application[Any], left: Left) -> None:
    if app.future is not None and not app.future.done():
        app.exit(exception=left)
