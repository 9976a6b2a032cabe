"""What is coloured can be read on a light and on a dark background, in the colours that usual terminals draw."""

from __future__ import annotations

import pytest

from backcheck.ask.kit import spell_looks
from backcheck.ask.panels import LOOKS
from backcheck.knowledge.levels import LEVELS
from backcheck.looks import CODES, paint
from backcheck.show.table import rich_style

# Background, and the colours 30 to 37 and 90 to 97, as each terminal has them unless somebody changes them.
TERMINALS = {
    "xterm light": "ffffff 000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 "
    "7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
    "VS Code light": "ffffff 000000 cd3131 107c10 949800 0451a5 bc05bc 0598bc 555555 "
    "666666 cd3131 14ce14 b5ba00 0451a5 bc05bc 0598bc a5a5a5",
    "VS Code dark": "1e1e1e 000000 cd3131 0dbc79 e5e510 2472c8 bc3fbc 11a8cd e5e5e5 "
    "666666 f14c4c 23d18b f5f543 3b8eea d670d6 29b8db e5e5e5",
    "Solarized light": "fdf6e3 073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5 "
    "002b36 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3",
    "GNOME light": "ffffff 171421 c01c28 26a269 a2734c 12488b a347ba 2aa1b3 d0cfcc "
    "5e5c64 f66151 33da7a e9ad0c 2a7bde c061cb 33c7de ffffff",
    "macOS light": "ffffff 000000 990000 00a600 999900 0000b2 b200b2 00a6b2 bfbfbf "
    "666666 e50000 00d900 e5e500 0000ff e500e5 00e5e5 e5e5e5",
}
DARK = {"xterm": "000000", "Solarized": "002b36", "GNOME": "171421", "macOS": "000000"}
"""Terminals whose sixteen colours are the same on a dark background."""

LEAST = 3.0
"""What WCAG 2 asks of large or bold letters and of signs; no colour of the sixteen has 4.5 on both backgrounds."""


def _palettes() -> dict[str, list[str]]:
    found = {name: row.split() for name, row in TERMINALS.items()}
    return found | {f"{name} dark": [dark, *found[f"{name} light"][1:]] for name, dark in DARK.items()}


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _least_contrast(code: str, palette: list[str]) -> float:
    """Of letters of this look. Bold ones may be drawn in the bright colour of the same name."""
    background, colours = palette[0], palette[1:]
    numbers = [int(part) for part in code.split(";") if part]
    letters = [one - 30 if one < 40 else one - 82 for one in numbers if 30 <= one < 38 or 90 <= one < 98]
    behind = [colours[one - 40] for one in numbers if 40 <= one < 48] or [background]
    if 1 in numbers:
        letters += [one + 8 for one in letters if one < 8]
    return min((_contrast(colours[one], behind[0]) for one in letters), default=21.0)


def test_the_measure_is_that_of_wcag() -> None:
    assert _contrast("000000", "ffffff") == pytest.approx(21)
    assert _contrast("767676", "ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("code", ["32", "1;32", "33", "34", "36", "1;36", "31", "92", "96", "1;30;42"])
def test_colours_that_cannot_be_read_everywhere_are_told(code: str) -> None:
    """Green, yellow, cyan and blue letters, dark red ones, and black ones that bold turns grey."""
    assert min(_least_contrast(code, palette) for palette in _palettes().values()) < LEAST


@pytest.mark.parametrize("terminal", _palettes())
@pytest.mark.parametrize("style", [style for style, code in CODES.items() if code])
def test_each_style_can_be_read_on_light_and_dark(style: str, terminal: str) -> None:
    assert _least_contrast(next(code for name, code in CODES.items() if name == style), _palettes()[terminal]) >= LEAST


def test_levels_differ_in_look_and_none_is_told_by_colour_alone() -> None:
    assert len({CODES[look.style] for look in LEVELS.values()}) == len(LEVELS)
    assert len({look.mark for look in LEVELS.values()}) == len(LEVELS)


def test_both_libraries_have_the_same_looks() -> None:
    """rich for tables and prompt_toolkit for prompts know every code, and every part of a panel has a look."""
    spelt = spell_looks()
    assert {*LOOKS} <= {*spelt}
    assert spelt["sgr-30-42"] == "fg:ansiblack bg:ansigreen"
    assert spelt["sgr-1-7-91"] == "bold reverse fg:ansibrightred"
    for style in CODES:
        assert rich_style(style)


def test_blanks_around_a_text_are_not_painted() -> None:
    assert paint("  x y  ", "30;42") == "  \x1b[30;42mx y\x1b[0m  "
    assert paint("   ", "1") == "   "
    assert paint("x", "") == "x"
