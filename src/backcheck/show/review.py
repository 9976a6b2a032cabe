"""What a clinician reviews: the table of danger signs on the terminal, and the printed sheet of decisions.

The table has a triangle of one-letter levels and says what each number means. The sheet has two pages and all other
decisions as an annex. Both come as plain fields, since `show` and `authoring` do not know each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from backcheck.knowledge.levels import LEVELS
from backcheck.show.formats import load_template
from backcheck.show.page import Page
from backcheck.show.surface import Surface

LETTERS: dict[str, str] = {level: look.letter for level, look in LEVELS.items()}
BLOCK = 5
"""Columns without a space between them."""

NUMBERS = 5
"""Width of a row's number with the space behind it."""


def render_signs(table: Mapping[str, Any], surface: Surface) -> list[str]:
    """Legend, triangle and the pairs that say more together. Narrow or plain, the triangle becomes the pairs alone."""
    page = Page(surface)
    signs = table["signs"]
    page.paragraph("Danger signs: each alone, and every two together", style="strong")
    page.paragraph("E emergency now, U urgent today, C clinician in days to two weeks, S self-care.")
    page.paragraph("Behind each number: the level alone. In brackets: the sources (`backcheck sources`).")
    page.gap()
    for sign in signs:
        text = (
            f"{sign['text']}{' (raises only with others)' if sign['modifier'] else ''} [{', '.join(sign['sources'])}]"
        )
        page.field(f"{sign['number']} {LETTERS[sign['level']]}", text, column=7, indent=1)
    width = NUMBERS + len(signs) + len(signs) // BLOCK
    if not surface.narrow and surface.width >= width:
        page.heading("Every two together: capital where that is more urgent than either alone")
        page.gap()
        page.lines.extend(_triangle(table))
    _write_raised(page, table)
    return page.lines


def _triangle(table: Mapping[str, Any]) -> list[str]:
    signs: Sequence[Mapping[str, Any]] = table["signs"]
    more = {(pair["second"], pair["first"]) for pair in table["raised"]}
    numbers = range(1, len(signs))
    lines = [" " * NUMBERS + _blocks([str(number // 10 or " ") for number in numbers])]
    lines.append(" " * NUMBERS + _blocks([str(number % 10) for number in numbers]))
    for row, levels in enumerate(table["levels"], 2):
        cells = [_letter(level, (row, column) in more) for column, level in enumerate(levels, 1)]
        lines.append(f"{row:>{NUMBERS - 2}}  {_blocks(cells)}")
    return [line.rstrip() for line in lines]


def _letter(level: str | None, more: bool) -> str:
    if level is None:
        return "-"
    return LETTERS[level] if more else LETTERS[level].lower()


def _blocks(cells: Sequence[str]) -> str:
    return " ".join("".join(cells[at : at + BLOCK]) for at in range(0, len(cells), BLOCK))


def _write_raised(page: Page, table: Mapping[str, Any]) -> None:
    page.heading("More urgent together, by rule")
    by_rule: dict[tuple[str, str], list[str]] = {}
    for pair in table["raised"]:
        by_rule.setdefault((", ".join(pair["rules"]), pair["level"]), []).append(f"{pair['first']}+{pair['second']}")
    for (rules, level), pairs in by_rule.items():
        page.field(f"{LETTERS[level]} {rules}", " ".join(pairs), column=28, indent=1)
    if not by_rule:
        page.paragraph("None.", indent=1)
    page.paragraph(f"Rules that no two signs reach (other answers, or three signs): {', '.join(table['elsewhere'])}.")


# -- the sheet ---------------------------------------------------------------------------------------------------------


ON_A_SHEET = 10


def render_review_sheet(
    hardest: Sequence[Mapping[str, Any]], others: Sequence[Mapping[str, Any]], status: str, version: str
) -> str:
    """One HTML page that needs nothing else. `hardest` are decisions with the `question` to the reviewer."""
    numbered = [{**one, "number": number} for number, one in enumerate(hardest, 1)]
    sheets = [numbered[start : start + ON_A_SHEET] for start in range(0, len(numbered), ON_A_SHEET)]
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for one in others:
        groups.setdefault(str(one["group"]), []).append(one)
    page = load_template("review.html.j2")
    return page.render(sheets=sheets, groups=groups, status=status, version=version)
