"""The prompt kit: one terminal that all prompts share, and nothing of what they ask.

Only this module and its `prompts` know questionary and prompt_toolkit; import them late, they cost
100 ms. questionary gives the way to ask; layout, look and keys are ours. Its ready-made `select` and `checkbox` are not
used: they cut long rows, tick all rows at a letter, and build three applications for each question, which costs 25 ms.
Writes to stderr, since stdout is for the result.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from asyncio import sleep
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, cast

import questionary
from prompt_toolkit.application import Application, run_in_terminal
from prompt_toolkit.application.current import get_app_session
from prompt_toolkit.input import Input
from prompt_toolkit.input.typeahead import get_typeahead
from prompt_toolkit.key_binding import KeyPress
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import ColorDepth, Output, create_output
from prompt_toolkit.styles import Style

from backcheck.ask.panels import LOOKS, fit, name_of
from backcheck.ask.port import EndReason, Left, Loss, nothing_lost
from backcheck.ask.tty import CLOSE_PAGE, OPEN_PAGE, Reports, heed_signals
from backcheck.looks import CODES
from backcheck.text import ascii_only, clean, wrap

if TYPE_CHECKING:
    from backcheck.ask.prompts import Prompt

KeyInput = Input
Display = Output
"""What keys come from and prompts are drawn on, for those who may not know the library."""

_NAMES = {
    "1": "bold", "2": "dim", "7": "reverse", "30": "fg:ansiblack", "35": "fg:ansimagenta",
    "42": "bg:ansigreen", "46": "bg:ansicyan", "91": "fg:ansibrightred",
}  # fmt: skip
"""The library's names of the looks whose numbers are in `CODES`."""


def spell_looks() -> dict[str, str]:
    """Every style of a panel or a drawing in the library's words."""
    drawn = {name_of(code): code for code in CODES.values() if code}
    codes = {name: CODES[style] for name, style in LOOKS.items()} | drawn
    return {name: " ".join(_NAMES[part] for part in code.split(";") if part) for name, code in codes.items()}


TOO_EARLY = "You typed that before the question was here, so it doesn't count."

_TICK = 0.25
"""Seconds between two looks at a running clock."""

LOOKED = 1.0
"""Seconds without a key after which somebody who typed ahead has seen the question."""

_ENTERS = (Keys.ControlM, Keys.ControlJ)
_LEAVES = {"\x03": Keys.ControlC, "\x04": Keys.ControlD}
_PASTE_END = "\x1b[201~"


class PromptKit:
    """The terminal that all prompts share. `colour` False means no styling at all.

    `source` and `output` default to those of the current prompt_toolkit session, else to stdin and stderr. `ascii`
    is for a stream that cannot carry more.
    """

    def __init__(self, *, colour: bool, ascii: bool, source: KeyInput | None, output: Display | None) -> None:
        session = get_app_session()
        # The session's own property would make an output on stdout when none was set.
        self._output = output or session._output or create_output(stdout=sys.stderr)
        self._input = Keyboard(source or session.input)
        if hasattr(self._output, "enable_cpr"):
            self._output.enable_cpr = False  # nothing here needs to know where the cursor is
        self._look = Style.from_dict(spell_looks() if colour else {})
        self._depth = ColorDepth.DEPTH_4_BIT if colour else ColorDepth.DEPTH_1_BIT
        self._ascii = ascii
        self._made: Application[Any] | None = None
        self._ended: EndReason | None = None
        self.loss: Loss = nothing_lost
        self.page = False

    @contextmanager
    def session(self) -> Iterator[None]:
        """Handles signals while asking. A terminal that has gone fails on the next read or write: that is leaving."""
        try:
            with heed_signals(self._heed), self._stopping():
                yield
        except OSError:
            raise Left(self._ended or EndReason.EOF) from None

    @contextmanager
    def _stopping(self) -> Iterator[None]:
        """A stop that comes from outside is done as the one from the keyboard."""
        number = getattr(signal, "SIGTSTP", None)
        if number is None or threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.getsignal(number)
        if before is not signal.SIG_DFL:
            yield
            return

        def heed(*_: object) -> None:
            app = self._made
            if app is not None and app.loop is not None and app.is_running:
                app.loop.call_soon_threadsafe(self.stop, context=app.context)

        signal.signal(number, heed)
        try:
            yield
        finally:
            signal.signal(number, before)

    def open_page(self, *, painted: bool) -> None:
        """From now on prompts are on a page of their own; `painted` where it is open already."""
        if not painted:
            self._send(OPEN_PAGE)
        self.page = True

    def close_page(self) -> None:
        """What stood there before is back. A terminal that has gone has no page either."""
        self.page = False
        with suppress(OSError, ValueError):
            self._send(CLOSE_PAGE)

    def _send(self, sequence: str) -> None:
        self._output.write_raw(sequence)
        self._output.flush()

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

    def run(self, prompt: Prompt, ticking: Callable[[], Any] | None = None) -> Any:
        """Shows a prompt and returns its result; every way of leaving becomes `Left` with the open ticks.

        `ticking` is called four times a second, the screen is drawn after it, and a result other than None ends the
        prompt with it.
        """
        try:
            app = self._application()
            app.layout, app.key_bindings = prompt.layout(), prompt.bindings()
            app.pre_run_callables.append(lambda: self._end_at_once(app))
            if ticking is not None:
                app.pre_run_callables.append(lambda: _start(app, ticking))
            self._input.hold_back()
            self._painted = self._forgetting(prompt)
            # Never `ask()`: on Ctrl-C it prints a line and returns None, as if that were an answer.
            result = questionary.Question(app).unsafe_ask()
        except KeyboardInterrupt:
            raise Left(EndReason.USER, prompt.ticked()) from None
        except (EOFError, OSError):
            raise Left(self._ended or EndReason.EOF, prompt.ticked()) from None
        except Left as left:
            left.ticked = left.ticked or prompt.ticked()
            raise
        if self._ended is not None:
            raise Left(self._ended, prompt.ticked())
        return result

    def stop(self) -> None:
        """Stops the program as a shell expects of Ctrl-Z: the terminal is as it was, and on return all is drawn."""
        if not hasattr(signal, "SIGTSTP"):
            return

        def halt() -> None:
            if self.page:
                self._send(CLOSE_PAGE)
            before = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
            os.kill(0, signal.SIGTSTP)  # the whole group, as the terminal itself would
            signal.signal(signal.SIGTSTP, before)
            if self.page:
                self._send(OPEN_PAGE)

        run_in_terminal(halt)

    def _application(self) -> Application[Any]:
        """The one application that draws every prompt in turn; making a new one takes longer than drawing it."""
        if self._made is None:
            self._made = Application(
                style=self._look,
                color_depth=self._depth,
                input=cast(Input, self._input),
                output=cast(Output, _Painting(self._output, lambda: self._painted())),  # noqa: PLW0108 - it changes
                erase_when_done=True,
                before_render=lambda app: setattr(app.output, "due", True),
            )
        return self._made

    def _forgetting(self, prompt: Prompt) -> Callable[[], None]:
        """What is to be done as a prompt is painted: the first time, keys that were pressed before are dropped."""

        def told() -> None:
            prompt.view.message = TOO_EARLY
            self._application().invalidate()

        def painted() -> None:
            self._painted = lambda: None
            app = self._application()
            self._input.told = told
            if (key := self._input.forget()) is not None and app.loop is not None:
                app.loop.call_soon(_end, app, Left(EndReason.USER if key.key == Keys.ControlC else EndReason.EOF))

        return painted

    def _end_at_once(self, app: Application[Any]) -> None:
        """Ends a prompt that is just starting where a signal came while it could not be ended yet."""
        if self._ended is not None:
            _end(app, Left(self._ended))

    def _heed(self, reason: EndReason) -> None:
        """Ends the open prompt from outside. Raising inside its event loop would leave the cursor hidden."""
        self._ended = reason
        app = self._made
        if app is None or app.loop is None or not app.is_running:
            raise Left(reason)
        app.loop.call_soon_threadsafe(_end, app, Left(reason))


class _Painting:
    """An output that says when it is about to be painted on: after that moment a key may be an answer."""

    def __init__(self, output: Output, painted: Callable[[], None]) -> None:
        self._output, self._tell = output, painted
        self.due = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._output, name)

    def flush(self) -> None:
        """Tells once for each drawing, then flushes."""
        if self.due:
            self.due = False
            self._tell()
        self._output.flush()


def _end(app: Application[Any], left: Left) -> None:
    if app.future is not None and not app.future.done():
        app.exit(exception=left)


def _start(app: Application[Any], ticking: Callable[[], Any]) -> None:
    """Looks at a clock for as long as the prompt is open; its task ends with the prompt."""

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


class Keyboard:
    """An input without reports of the terminal, and without keys that were pressed before a question was painted.

    What is not here is the input's own. `told` is called when a key is left out because it came too early.
    """

    def __init__(self, source: Input) -> None:
        self._source = source
        self._reports: Reports[KeyPress] = Reports()
        self._held = False
        self._early_since: float | None = None
        self._cut = False
        self._waiting: list[KeyPress] = []
        self.told: Callable[[], None] = lambda: None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._source, name)

    def read_keys(self) -> list[KeyPress]:
        """The keys that were pressed since the last time."""
        keys = self._source.read_keys()
        kept = self._reports.take(keys, split=self._held)
        self._held = not keys
        return self._without_early(kept)

    def flush_keys(self) -> list[KeyPress]:
        """What was held back and turned out to be a key."""
        self._held = False
        kept = self._without_early(self._reports.flush(self._source.flush_keys()))
        return kept + self._cut_paste()

    def _cut_paste(self) -> list[KeyPress]:
        """Ends a paste that went quiet without its end, which the library would wait for with every key.

        Nothing of it counts but a key to leave; what still comes of it is dropped until somebody has looked.
        """
        parser = getattr(self._source, "vt100_parser", None)  # Windows has none
        if parser is None:
            return []
        parser.feed(_PASTE_END)  # outside a paste it is a report
        pasted = [key.data for key in self._source.flush_keys() if key.key == Keys.BracketedPaste]
        if pasted:
            self._early_since, self._cut = time.monotonic(), True
        return [KeyPress(key, mark) for mark, key in _LEAVES.items() if mark in "".join(pasted)][:1]

    def hold_back(self) -> None:
        """Takes what the library keeps from the last prompt, which it would press before the next one is painted."""
        self._waiting += get_typeahead(self._source)

    def forget(self) -> KeyPress | None:
        """Drops what was pressed until now, and up to the next Enter where that is still to come.

        Returns the key where one of them was to leave at once.
        """
        keys, self._waiting = self._waiting, []
        with suppress(OSError, ValueError, NotImplementedError):  # closed, or an input that has no file behind it
            while os.isatty(self._source.fileno()) and (more := self._source.read_keys()):
                keys += more
        kept = self._reports.take(keys)
        last = max((place for place, key in enumerate(kept) if key.key in _ENTERS), default=-1)
        self._early_since = time.monotonic() if kept[last + 1 :] else None
        if kept[last + 1 :]:
            self.told()
        return next((key for key in kept if key.key in _LEAVES.values()), None)

    def _without_early(self, keys: Iterable[KeyPress]) -> list[KeyPress]:
        """The keys after the Enter that belongs to what was typed ahead, or after somebody has looked."""
        kept = []
        for key in keys:
            now = time.monotonic()
            early = self._early_since is not None and now - self._early_since < LOOKED
            if not early or key.key in _LEAVES.values():
                self._early_since, self._cut = None, False
                kept.append(key)
                continue
            self._early_since = None if key.key in _ENTERS and not self._cut else now
            self.told()
        return kept
