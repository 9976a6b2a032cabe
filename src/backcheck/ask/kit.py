"""The prompt kit: prompts with keys, lists and fields on a terminal, and nothing of what they ask.

The only module that knows questionary and prompt_toolkit; import it late, it costs 70 ms. questionary gives the list
control and the way to ask; layout, look and keys are ours. Its ready-made `select` and `checkbox` are not used: they
cut long rows, tick all rows at a letter, and build three applications for each question, which costs 25 ms. Writes to
stderr, since stdout is for the result. Must not know questions or answers.
"""

from __future__ import annotations

import sys
from asyncio import sleep
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

from backcheck.ask.panels import Line, Panel, Picture, fit, has_digit
from backcheck.ask.port import Left, Reason
from backcheck.ask.signals import heed_signals
from backcheck.ask.typeahead import forget_typed_ahead
from backcheck.text import ascii_only, clean, wrap

Keyboard = Input
Display = Output
"""What keys come from and prompts are drawn on, for those who may not know the library."""

_LOOK = {
    "dim": "dim",
    "prompt": "bold",
    "lead": "",
    "row": "",
    "mark": "bold fg:ansicyan",
    "pointed": "bold",
    "ticked": "bold",
    "message": "bold fg:ansired",
    "sgr-2": "dim",
    "sgr-31": "fg:ansired",
    "sgr-36": "fg:ansicyan",
    "sgr-1-31": "bold fg:ansired",
    "sgr-1-32": "bold fg:ansigreen",
}
"""Only the 16 colours of the terminal itself, and never colour alone: mark, box and words say the same."""

BACK_KEYS = ("left", "backspace", "escape")
"""Escape answers only after half a second, since arrow keys begin with it; that must never be shortened."""

_TICK = 0.25
"""Seconds between two looks at a running clock."""


class Kit:
    """The terminal that all prompts share. `colour` False means no styling at all.

    `source` and `output` default to those of the current prompt_toolkit session, else to stdin and stderr. `ascii`
    is for a stream that cannot carry more.
    """

    def __init__(self, *, colour: bool, ascii: bool, source: Keyboard | None, output: Display | None) -> None:
        session = get_app_session()
        # The session's own property would make an output on stdout when none was set.
        self._output = output or session._output or create_output(stdout=sys.stderr)
        self._input = source or session.input
        if hasattr(self._output, "enable_cpr"):
            # Half an answer to "where is the cursor?", cut by the flush below, would be read as keys.
            self._output.enable_cpr = False
        self._look = Style.from_dict(_LOOK if colour else {})
        self._depth = ColorDepth.DEPTH_4_BIT if colour else ColorDepth.DEPTH_1_BIT
        self._ascii = ascii
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

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows of the window as it is now."""
        size = self._output.get_size()
        return size.columns, size.rows

    def spell(self, text: str) -> str:
        """The text as this terminal can carry it."""
        return ascii_only(text) if self._ascii else text

    def write(self, text: str, first: str) -> None:
        """Writes a line of record above the next prompt."""
        for line in wrap(self.spell(clean(text)), fit(self.size[0]), first, "  "):
            self._output.write(line + "\n")
        self._output.flush()

    def ring(self) -> None:
        """The terminal's bell."""
        self._output.bell()
        self._output.flush()

    def run(
        self,
        layout: Layout,
        keys: KeyBindings,
        ticked: Callable[[], tuple[str, ...]],
        ticking: Callable[[], Any] | None = None,
    ) -> Any:
        """Shows a prompt and returns its result; every way of leaving becomes `Left` with the open ticks.

        `ticking` is called four times a second, the screen is drawn after it, and a result other than None ends the
        prompt with it.
        """
        clear_typeahead(self._input)
        forget_typed_ahead(self._input.fileno)
        try:
            app = self._application()
            app.layout, app.key_bindings = layout, keys
            app.pre_run_callables.append(lambda: self._end_at_once(app))
            if ticking is not None:
                app.pre_run_callables.append(lambda: _start(app, ticking))
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

    def _end_at_once(self, app: Application[Any]) -> None:
        """Ends a prompt that is just starting where a signal came while it could not be ended yet."""
        if self._ended is not None:
            _end(app, Left(self._ended))

    def _heed(self, reason: Reason) -> None:
        """Ends the open prompt from outside. Raising inside its event loop would leave the cursor hidden."""
        self._ended = reason
        app = self._made
        if app is None or app.loop is None or not app.is_running:
            raise Left(reason)
        app.loop.call_soon_threadsafe(_end, app, Left(reason))


class Prompt:
    """One prompt with its keys. Subclasses say what stands between the text above and below."""

    def __init__(self, kit: Kit, panel: Panel) -> None:
        self.kit, self.panel = kit, panel
        self.keys = KeyBindings()
        self.keys.add("c-c", eager=True)(self._leaver(Reason.USER))
        self.keys.add("<sigint>", eager=True)(self._leaver(Reason.USER))
        self.keys.add("c-d", eager=True)(self._leaver(Reason.EOF))
        self.bind(("c-q", "c-z"), lambda: None)

    def layout(self) -> Layout:
        """What is drawn: the texts; subclasses put something between them."""
        return Layout(HSplit([self.top(), self.bottom()]))

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

    def run(self, ticking: Callable[[], Any] | None = None) -> Any:
        """Shows the prompt and returns what a key, or `ticking`, ended it with."""
        return self.kit.run(self.layout(), self.keys, self.ticked, ticking)

    def picture(self) -> Picture:
        """The screen as it is to be drawn now; one row is left for what is typed."""
        columns, rows = self.kit.size
        return self.panel.draw(columns, rows - 1)

    def top(self) -> Window:
        """The window above."""
        return self._window(lambda: self.picture().top)

    def bottom(self) -> Window:
        """The window below."""
        return self._window(lambda: self.picture().bottom)

    def _window(self, lines: Callable[[], list[Line]]) -> Window:
        """A window exactly as high as its lines; none when there are none."""

        def text() -> StyleAndTextTuples:
            return self._fragments(lines())

        return Window(FormattedTextControl(text), height=lambda: Dimension.exact(len(lines())), wrap_lines=True)

    def _fragments(self, lines: list[Line]) -> StyleAndTextTuples:
        """Styled lines in the form that prompt_toolkit draws."""
        parts: StyleAndTextTuples = []
        for line in lines:
            for style, text in line:
                parts.append((style if style.startswith("[") else f"class:{style}", self.kit.spell(text)))
            parts.append(("", "\n"))
        return parts[:-1]

    def _leaver(self, reason: Reason) -> Callable[[KeyPressEvent], None]:
        def press(event: KeyPressEvent) -> None:
            event.app.exit(exception=Left(reason, self.ticked()))

        return press


class List(Prompt):
    """A list of rows, with one pointed at and, where many may be chosen, boxes."""

    def __init__(self, kit: Kit, panel: Panel, ticked: Sequence[str], pointed: int) -> None:
        super().__init__(kit, panel)
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
        return self.panel.draw(*self.kit.size, self.control.pointed_at, self.ticked())

    def ticked(self) -> tuple[str, ...]:
        """The rows that stand ticked."""
        return tuple(self.control.selected_options) if self.panel.many else ()

    def toggle(self) -> None:
        """Ticks the pointed row, or unticks it."""
        row, chosen = self.panel.rows[self.control.pointed_at].id, self.control.selected_options
        chosen.remove(row) if row in chosen else chosen.append(row)

    def bind_digits(self, act: Callable[[], Any]) -> None:
        """Lets each digit point at its row and then act; only the digits that stand beside rows."""
        for place, row in enumerate(self.panel.rows):
            if has_digit(place, row):
                self.bind((str(place + 1),), self._pointing(place, act))

    def _point(self, place: int) -> None:
        self.control.pointed_at = place

    def _pointing(self, place: int, act: Callable[[], Any]) -> Callable[[], Any]:
        def point_and_act() -> Any:
            self._point(place)
            return act()

        return point_and_act

    def _text(self) -> StyleAndTextTuples:
        return self._fragments(self.picture().middle)


class Field(Prompt):
    """A line to type in."""

    def __init__(self, kit: Kit, panel: Panel) -> None:
        super().__init__(kit, panel)
        self.buffer = Buffer(multiline=False)
        self.keys.add("<bracketed-paste>", eager=True)(self._paste)

    def layout(self) -> Layout:
        """The line between the texts."""
        line = Window(BufferControl(self.buffer, input_processors=[BeforeInput("> ", "class:mark")]), height=1)
        return Layout(HSplit([self.top(), line, self.bottom()]), focused_element=line)

    def _paste(self, event: KeyPressEvent) -> None:
        """What is pasted stays on the one line; a line break in it is a blank, never an Enter."""
        self.buffer.insert_text(" ".join(event.data.split()))

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


def _end(app: Application[Any], left: Left) -> None:
    if app.future is not None and not app.future.done():
        app.exit(exception=left)


def _start(app: Application[Any], ticking: Callable[[], Any]) -> None:
    """Looks at a clock for as long as the prompt stands; its task ends with the prompt."""

    async def look() -> None:
        while True:
            await sleep(_TICK)
            result = ticking()
            if app.future is None or app.future.done():
                return
            if result is not None:
                app.exit(result=result)
                return
            app.invalidate()

    app.create_background_task(look())
