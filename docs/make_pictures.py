"""Makes the pictures in `docs/`: real screens of the real program, as SVG for the README and the documents.

Run `python docs/make_pictures.py`; `--check` only says which pictures are no longer those of the program. All but the
first come from the program itself in a pseudo-terminal; the first screen has a fixed day, which a terminal has not.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pexpect
import pyte
from rich.console import Console
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from backcheck import assess, load_knowledge
from backcheck.show.advice import advise
from backcheck.show.card import render_first
from backcheck.show.first_screen import render_first_screen
from backcheck.show.log import LogRequest, render_log_lift
from backcheck.show.log_plot import draw_weeks
from backcheck.show.surface import Surface
from backcheck.training_log.changes import find_changes
from backcheck.training_log.lift_index import LiftIndex
from backcheck.training_log.log import cut_weeks
from backcheck.training_log.reading import read_log

DOCS = Path(__file__).parent
PROGRAM = str(Path(sys.executable).with_name("backcheck"))
COLUMNS, ROWS = 80, 24
LIFTER = {
    "safety-body": ["none"],
    "safety-nerves": ["none"],
    "safety-pain": ["none"],
    "safety-you": ["none"],
    "age": "20-44",
    "exercise": "leg-press",
    "changed": ["load-up"],
    "signs-leg-press": ["tailbone-lifts"],
    "pain-course": "weeks-easing",
    "pain-reach": "only-lift",
    "pain-when": "bottom",
}
DAY = date(2026, 11, 23)
NONE = "0\r"
"""The keys that tick None of these and go on."""

AGE = ("How old are you?", "3\r")

FORMAT = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img"
 aria-label="A screen of backcheck">
<style>.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, monospace; font-size: {char_height}px;
 line-height: {line_height}px; white-space: pre; }} {styles}</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>{lines}</defs>
{chrome}<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">{backgrounds}
<g class="{unique_id}-matrix" xml:space="preserve">{matrix}</g></g></svg>
"""


Colour = tuple[int, int, int]


def _theme(back: Colour, letters: Colour, red: Colour, magenta: Colour) -> TerminalTheme:
    """The two colours that letters have, and the greens and cyans behind letters, as many terminals show them."""
    black, green, yellow, blue, cyan = (0, 0, 0), (13, 188, 121), (150, 120, 0), (36, 114, 200), (17, 168, 205)
    return TerminalTheme(back, letters, [black, red, green, yellow, blue, magenta, cyan, letters])


DARK = _theme((12, 12, 12), (217, 217, 217), red=(241, 76, 76), magenta=(214, 112, 214))
LIGHT = _theme((255, 255, 255), (0, 0, 0), red=(205, 49, 49), magenta=(160, 20, 160))


def draw_first_screen(theme: TerminalTheme = DARK) -> str:
    """The first screen of the advice, for a made-up lifter on a fixed day."""
    surface = Surface(stream=io.StringIO(), width=COLUMNS, colour=True)
    kb = load_knowledge()
    lines = render_first_screen(advise(kb, assess(kb, LIFTER), DAY), surface)
    return _as_svg([Text.from_ansi(line) for line in lines], "backcheck diagnose", theme)


def draw_first_screen_light() -> str:
    """The same on a light background."""
    return draw_first_screen(LIGHT)


def draw_card() -> str:
    """A lift's card on one screen."""
    surface = Surface(stream=io.StringIO(), width=COLUMNS, colour=True, terminal=True, rows=ROWS)
    lines = render_first(load_knowledge().lifts["squat"], surface)
    return _as_svg([Text.from_ansi(line) for line in lines], "backcheck squat", DARK)


def draw_menu() -> str:
    """What `backcheck` alone offers."""
    return _draw_program([], [], "Quit", "backcheck")


def draw_question() -> str:
    """The second list of danger signs, with one line of record above it."""
    return _draw_program(["diagnose"], [AGE, ("Question 2 of", NONE)], "Question 3 of", "backcheck diagnose")


def draw_checks() -> str:
    """What "not sure" to a list asks: its rows one by one, each with a check."""
    keys = [AGE, ("Question 2 of", "u\r")]
    return _draw_program(["diagnose"], keys, "One line at a time", "backcheck diagnose: not sure")


def draw_guide() -> str:
    """A self-test that is led through, with its clock."""
    keys = [("begin", "0\r"), ("goes on", "\r")]
    return _draw_program(["tests", "plank", "--start"], keys, "The clock waits", "backcheck tests plank --start")


def draw_training_log() -> str:
    """One lift of a made-up training log: its numbers, what the log says, and the picture with the pain marked."""
    surface = Surface(stream=io.StringIO(), width=COLUMNS, colour=True, braille=True)
    log = read_log(_write_log().encode(), LiftIndex(load_knowledge().lifts.values()))
    changes = find_changes(log, until=DAY.toordinal())
    [squat] = log.series
    picture = draw_weeks(cut_weeks(squat, changes.since, changes.until), log.unit, surface, DAY)
    request = LogRequest("backcheck diagnose --log strong.csv", pain=DAY)
    lines = render_log_lift(log, changes, {squat.name: picture}, surface, request)
    return _as_svg([Text.from_ansi(line) for line in lines], "backcheck log strong.csv --lift squat", DARK)


def _write_log() -> str:
    """An export in the shape of Strong: half a year of squats, slowly heavier, then suddenly."""
    lines = ["Date;Exercise Name;Set Order;Weight (kg);Reps"]
    for week in range(26):
        day = DAY - timedelta(7 * (25 - week) + 1)
        late = week >= 23
        load = 80 + week // 3 * 2.5 + (17.5 if late else 0)
        sets = 5 if late else 0 if 12 <= week < 14 else 3
        lines += [f"{day};Squat (Barbell);{number + 1};{load:g};{3 if late else 5}" for number in range(sets)]
    return "\n".join(lines)


PICTURES: dict[str, Callable[[], str]] = {
    "first-screen.svg": draw_first_screen,
    "first-screen-light.svg": draw_first_screen_light,
    "card.svg": draw_card,
    "menu.svg": draw_menu,
    "question.svg": draw_question,
    "checks.svg": draw_checks,
    "self-test.svg": draw_guide,
    "training-log.svg": draw_training_log,
}


def _draw_program(arguments: list[str], keys: list[tuple[str, str]], until: str, title: str, rows: int = ROWS) -> str:
    """The screen of the program when these words stand on it: each key is pressed after the words before it."""
    screen = pyte.Screen(COLUMNS, rows)
    stream = pyte.Stream(screen)
    with tempfile.TemporaryDirectory() as home:
        env = {
            "PATH": os.defpath, "HOME": home, "BACKCHECK_HOME": home, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8",
            "PYTHONUTF8": "1", "PROMPT_TOOLKIT_NO_CPR": "1",
        }  # fmt: skip
        child = pexpect.spawn(PROGRAM, arguments, env=env, dimensions=(rows, COLUMNS), encoding="utf-8", timeout=20)
        seen = ""
        for words, key in [*keys, (until, "")]:
            limit = time.monotonic() + 20
            while words not in "\n".join(screen.display) or "\x1b[?2004h" not in seen:
                if time.monotonic() > limit:
                    raise TimeoutError(f"{words!r} did not come:\n" + "\n".join(screen.display))
                seen += _take_in(child, stream, 0.05)
            _take_in(child, stream, 0.3)
            child.send(key)
        child.close(force=True)
    lines = [_line_of(screen, number) for number in range(rows)]
    while lines and not lines[-1].plain.strip():
        lines.pop()
    return _as_svg(lines, title, DARK)


def _take_in(child: pexpect.spawn, stream: pyte.Stream, quiet: float) -> str:
    """Feeds the emulator until it is quiet for so long; a clock is never quiet, so at most for a second."""
    said, limit = "", time.monotonic() + 1
    try:
        while time.monotonic() < limit:
            part = child.read_nonblocking(65536, timeout=quiet)
            stream.feed(part)
            said += part
    except pexpect.TIMEOUT:
        pass
    return said


def _line_of(screen: pyte.Screen, number: int) -> Text:
    """One line of the emulator with its looks; dim, which it does not know, is left out."""
    line = Text()
    for column in range(COLUMNS):
        cell = screen.buffer[number][column]
        line.append(cell.data, Style(color=_color(cell.fg), bgcolor=_color(cell.bg), bold=cell.bold or None))
    line.rstrip()
    return line


def _color(name: str) -> str | None:
    """A colour of the emulator in rich's words."""
    return None if name == "default" else name.replace("brown", "yellow").replace("bright", "bright_")


def _as_svg(lines: list[Text], title: str, theme: TerminalTheme) -> str:
    """The lines as SVG text; it loads nothing from anywhere."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="standard")
    for line in lines:
        console.print(line)
    return console.export_svg(title=title, theme=theme, code_format=FORMAT, unique_id="backcheck")


def main() -> int:
    """Writes the pictures, or with `--check` compares them and names the stale ones."""
    drawn = {name: draw() for name, draw in PICTURES.items()}
    if "--check" in sys.argv:
        stale = [
            name
            for name, picture in drawn.items()
            if not (DOCS / name).is_file() or (DOCS / name).read_text(encoding="utf-8") != picture
        ]
        if stale:
            sys.stderr.write(f"Stale: {', '.join(stale)}. Make them anew: python docs/make_pictures.py\n")
        return 1 if stale else 0
    for name, picture in drawn.items():
        (DOCS / name).write_text(picture, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
