"""Makes `docs/first-screen.svg`: the real first screen of a made-up lifter, as a picture for the README.

Run `python docs/make_picture.py`; `--check` only says whether the picture is still that of the program.
"""

from __future__ import annotations

import io
import sys
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

from backcheck import assess, load_knowledge
from backcheck.show.result import render_first_screen
from backcheck.show.surface import Surface

PICTURE = Path(__file__).with_name("first-screen.svg")
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

FORMAT = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img"
 aria-label="The first screen of backcheck diagnose">
<style>.{unique_id}-matrix {{ font-family: ui-monospace, Menlo, Consolas, monospace; font-size: {char_height}px;
 line-height: {line_height}px; white-space: pre; }} {styles}</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>{lines}</defs>
{chrome}<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">{backgrounds}
<g class="{unique_id}-matrix" xml:space="preserve">{matrix}</g></g></svg>
"""


def draw() -> str:
    """The picture as SVG text; it loads nothing from anywhere."""
    surface = Surface(stream=io.StringIO(), width=80, colour=True)
    lines = render_first_screen(assess(load_knowledge(), LIFTER), surface, DAY)
    console = Console(record=True, width=80, file=io.StringIO(), force_terminal=True, color_system="standard")
    for line in lines:
        console.print(Text.from_ansi(line))
    return console.export_svg(title="backcheck diagnose", theme=MONOKAI, code_format=FORMAT, unique_id="backcheck")


def main() -> int:
    """Writes the picture, or with `--check` compares it."""
    if "--check" in sys.argv:
        return 0 if PICTURE.read_text(encoding="utf-8") == draw() else 1
    PICTURE.write_text(draw(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
