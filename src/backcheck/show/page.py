"""A page under construction: headings, paragraphs, labelled values, lists and columns become lines.

How each of these looks at every width and in plain mode, whatever it says. All text that comes in is cleaned here, so
no renderer can forget it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from backcheck.looks import Style
from backcheck.show.surface import Surface
from backcheck.text import cells, wrap

GUTTER = 2
ONE_LINE = str.maketrans("\n\t", "  ")


class Page:
    """Collects `lines` for one surface. Every method adds to them and returns nothing."""

    def __init__(self, surface: Surface, title: str = "") -> None:
        self.surface = surface
        self.lines: list[str] = []
        self.starts: list[tuple[int, str]] = []
        """Where each section begins: the number of its first line, and its heading."""
        self.paragraph(title, style="strong")

    def gap(self) -> None:
        """One empty line, never two and never at the start."""
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def trim(self) -> None:
        """No empty line at the end."""
        while self.lines and not self.lines[-1]:
            self.lines.pop()

    def heading(self, text: str, style: Style = "strong") -> None:
        """A heading with a gap before it."""
        self.gap()
        self.section(text)
        self.paragraph(text, style=style)

    def section(self, name: str) -> None:
        """What follows is a section of this name, without a heading."""
        self.starts.append((len(self.lines), name))

    def paragraph(self, text: str, *, style: Style = "", indent: int = 0) -> None:
        """Text over the whole width; nothing for empty text."""
        if text:
            self._put(text, self._margin(indent), style=style)

    def lead(self, mark: str, word: str, text: str, style: Style) -> None:
        """A verdict: a mark and a word in colour, then the text. In plain mode the word alone, without the mark."""
        word = self.surface.say(word).translate(ONE_LINE)
        opening = f"{word}: " if self.surface.plain else f"{mark} {word}  "
        if cells(opening) > self.surface.width // 2:
            self._put(opening.strip(), style=style)
            opening = ""
        self._put(text, opening, hang=0 if self.surface.plain else len(mark) + 1, lead_style=style, style="strong")

    def field(self, label: str, text: str, *, column: int = 0, indent: int = 0, label_style: Style = "label") -> None:
        """A label and its value; in columns `column` is the width of the label. Nothing for empty text."""
        if not text:
            return
        opening = self._opening(label, column, indent)
        if cells(opening) > self.surface.width // 2:
            self._put(label, self._margin(indent), style=label_style)
            self._put(text, self._margin(indent + 2))
            return
        hang = 0 if self.surface.plain else indent + 2 if self.surface.narrow else cells(opening)
        self._put(text, opening, hang=hang, lead_style=label_style)

    def run_in(self, label: str, text: str, style: Style) -> None:
        """A label and its value as one paragraph, whatever the width; nothing for empty text."""
        if not text:
            return
        opening = " ".join(self.surface.say(label).split()) + " "
        if cells(opening) > self.surface.width * 3 // 4:
            self._put(label, style=style)
            opening = ""
        self._put(text, opening, hang=0 if self.surface.plain else 2, lead_style=style)

    def numbered(
        self, label: str, texts: Sequence[str], *, column: int = 0, indent: int = 0, label_style: Style = "label"
    ) -> None:
        """A label and its values, numbered where there is more than one."""
        if len(texts) < 2:
            self.field(label, "".join(texts), column=column, indent=indent, label_style=label_style)
            return
        opening = self._opening(label, column, indent)
        if self.surface.narrow or cells(opening) > self.surface.width // 2:
            self._put(opening.strip(), self._margin(indent), style=label_style)
            self.steps(texts, indent=indent + 2)
            return
        for number, text in enumerate(texts, 1):
            self._put(text, f"{opening}{number} ", lead_style=label_style)
            opening = " " * cells(opening)

    def items(self, texts: Iterable[str]) -> None:
        """A list without an order."""
        bullet = "- " if self.surface.plain or not self.surface.unicode else "\u2022 "
        for text in texts:
            self._put(text, self._margin(2) + bullet)

    def steps(self, texts: Iterable[str], *, indent: int = 2, start: int = 1) -> None:
        """A list with an order, counted from `start`."""
        for number, text in enumerate(texts, start):
            self._put(text, f"{self._margin(indent)}{number}. ")

    def table(
        self, heads: Sequence[str], rows: Sequence[Sequence[str]], styles: Sequence[Style], shares: Sequence[int]
    ) -> None:
        """A bordered, coloured table, columns in these shares; label and value blocks where it is narrow or plain."""
        if self.surface.narrow:
            self._blocks(heads, rows, styles)
            return
        from backcheck.show.table import draw_table  # rich costs 25 ms, and cards do without it

        said = [[self.surface.say(cell) for cell in row] for row in rows]
        columns = zip(map(self.surface.say, heads), styles, shares, strict=True)
        self.lines.extend(draw_table(self.surface, columns, said))

    def columns(
        self, heads: Sequence[str], rows: Sequence[Sequence[str]], styles: Sequence[Style], shares: Sequence[int]
    ) -> None:
        """Columns without borders, in widths of these percentages; blocks where it is narrow or plain."""
        if self.surface.narrow:
            self._blocks(heads, rows, styles)
            return
        room = self.surface.width - GUTTER * len(heads)
        widths = [room * share // 100 for share in shares]
        plain: list[Style] = ["label"] * len(heads)
        for row, painted in [(heads, plain), *((row, styles) for row in rows)]:
            cols = [wrap(self.surface.say(cell), width) for cell, width in zip(row, widths, strict=True)]
            for parts in zip_longest(*cols, fillvalue=""):
                line = ""
                for part, width, style in zip(parts, widths, painted, strict=True):
                    line += " " * GUTTER + self.surface.paint(part, style) + " " * (width - cells(part))
                self.lines.append(line.rstrip())

    def _blocks(self, heads: Sequence[str], rows: Sequence[Sequence[str]], styles: Sequence[Style]) -> None:
        for row in rows:
            self.gap()
            for head, cell, style in zip(heads, row, styles, strict=True):
                self.field(head, cell, label_style=style)
        self.gap()

    def _opening(self, label: str, column: int, indent: int) -> str:
        """The label as it stands before its value. It comes from data in places, so it is cleaned here already."""
        label = " ".join(self.surface.say(label).split())
        if self.surface.narrow:
            label += "" if not label else " " if label.endswith((":", "?", ".", "!")) else ": "
        else:
            label += " " * max(GUTTER, column - cells(label))
        return self._margin(indent) + label

    def _margin(self, indent: int) -> str:
        """The spaces before a line; none in plain mode, where they would only be read aloud or felt."""
        return "" if self.surface.plain else " " * indent

    def _put(
        self, text: str, opening: str = "", *, hang: int | None = None, lead_style: Style = "", style: Style = ""
    ) -> None:
        """Wrap the text behind its opening, later lines indented by `hang`, and paint the two parts.

        The opening must be clean already: it is ours, or a label.
        """
        rest = " " * (cells(opening) if hang is None else hang)
        for number, line in enumerate(wrap(self.surface.say(text), self.surface.width, opening, rest)):
            cut = len(opening) if number == 0 else len(rest)
            self.lines.append(self.surface.paint(line[:cut], lead_style) + self.surface.paint(line[cut:], style))


def measure_column(labels: Iterable[str]) -> int:
    """The width of a column of labels, with the gap behind it."""
    return max(map(len, labels), default=0) + GUTTER
