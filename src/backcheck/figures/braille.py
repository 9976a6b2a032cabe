"""Shapes to braille text: eight dots to a character, each line a row of cells with the layer that colours each.

Each layer keeps one integer per row of dots, a bit for a dot, so that a span of dots costs one
operation and a figure less than a few milliseconds.
"""

from __future__ import annotations

from itertools import pairwise
from math import ceil, floor, sqrt
from typing import NamedTuple

from backcheck.figures.shapes import Area, Disc, Layer, Limb, Ring, Shape, find_bounds

BLANK = 0x2800
# The bit of each dot in a braille cell, for the pair of dots in each of its four rows (left is bit 0, right bit 1).
PAIRS = ((0x00, 0x01, 0x08, 0x09), (0x00, 0x02, 0x10, 0x12), (0x00, 0x04, 0x20, 0x24), (0x00, 0x40, 0x80, 0xC0))
ORDER: tuple[Layer, ...] = ("ground", "prop", "far", "body", "load", "mark")
LEAST_SHARE = 2
"""A load colours a cell where it has more than half as many dots in it as the body; a thin ring leaves a limb whole."""

GAP = 1.3
"""How wide the rim of nothing is that sets a shape off from those below, in dots, at most."""

RIM = 0.014
"""The same in body heights, for small figures, where a whole dot would eat too much."""

LayerRun = tuple[str, Layer]


class Frame(NamedTuple):
    """How places become dots: so many dots for one body height, and what is at the lower left corner."""

    columns: int
    rows: int
    scale: float
    corner: complex


def fit_frame(shapes: list[Shape], columns: int, rows: int) -> Frame:
    """The frame in which all these shapes fit with a margin of one dot, the ground in the last row of dots."""
    low, high = find_bounds(shapes)
    bottom = min(low.imag, 0.0)
    wide, tall = max(high.real - low.real, 0.1), max(high.imag - bottom, 0.1)
    scale = min((columns * 2 - 3) / wide, (rows * 4 - 3) / tall)
    left = (low.real + high.real) / 2 - columns / scale
    return Frame(columns, rows, scale, complex(left, bottom - 1 / scale))


class Canvas:
    """Rows of dots for each layer."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.wide, self.tall = frame.columns * 2, frame.rows * 4
        self.gap = min(GAP, RIM * frame.scale)
        self.full = (1 << self.wide) - 1
        self.layers: dict[Layer, list[int]] = {layer: [0] * self.tall for layer in ORDER}

    def draw(self, shape: Shape) -> None:
        """Puts one shape on top of the others."""
        rows = self.layers[shape.layer]
        if isinstance(shape, Area):
            points = [self._place(point) for point in shape.points]
            self._fill(points, rows, shape.gap)
        elif isinstance(shape, Limb):
            self._limb(shape, rows)
        elif isinstance(shape, Disc):
            self._disc(self._place(shape.middle), shape.radius * self.frame.scale, rows, shape.gap)
        elif isinstance(shape, Ring):
            self._ring(self._place(shape.middle), shape.radius * self.frame.scale, rows)
        else:
            self._line([self._place(point) for point in shape.points], rows, shape.dashed)

    def draw_ground(self) -> None:
        """The floor, along the last row of dots; nothing where it is out of the picture."""
        y = min(self.tall - 1, round(self._place(0j).imag + 0.5))
        if y >= 0:
            self.layers["ground"][y] |= self.full

    def _place(self, point: complex) -> complex:
        spot = (point - self.frame.corner) * self.frame.scale
        return complex(spot.real, self.tall - 1 - spot.imag)

    def _span(self, row: int, left: float, right: float, rows: list[int], gap: bool) -> None:
        first, last = max(0, ceil(left - 0.5)), min(self.wide - 1, floor(right + 0.5))
        if gap:
            self._clear(row, left - self.gap, right + self.gap)
        if last >= first:
            bits = ((1 << (last - first + 1)) - 1) << first
            for other in self.layers.values():
                other[row] &= ~bits
            rows[row] |= bits

    def _clear(self, row: int, left: float, right: float) -> None:
        first, last = max(0, ceil(left)), min(self.wide - 1, floor(right))
        if last >= first:
            keep = ~(((1 << (last - first + 1)) - 1) << first)
            for other in self.layers.values():
                other[row] &= keep

    def _fill(self, points: list[complex], rows: list[int], gap: bool) -> None:
        ys = [point.imag for point in points]
        edges = [(a, b) if a.imag <= b.imag else (b, a) for a, b in zip(points, [*points[1:], points[0]], strict=True)]
        for row in range(max(0, ceil(min(ys) - 0.5)), min(self.tall - 1, floor(max(ys) + 0.5)) + 1):
            y = max(min(row, max(ys)), min(ys))
            crossed = [
                a.real + (b.real - a.real) * (y - a.imag) / (b.imag - a.imag) if b.imag > a.imag else a.real
                for a, b in edges
                if a.imag <= y <= b.imag
            ]
            if crossed:
                self._span(row, min(crossed), max(crossed), rows, gap)

    def _disc(self, middle: complex, radius: float, rows: list[int], gap: bool) -> None:
        if gap:
            wider = radius + self.gap
            for row in range(max(0, ceil(middle.imag - wider)), min(self.tall - 1, floor(middle.imag + wider)) + 1):
                half = sqrt(max(0.0, wider * wider - (row - middle.imag) ** 2))
                self._clear(row, middle.real - half, middle.real + half)
        for row in range(max(0, ceil(middle.imag - radius)), min(self.tall - 1, floor(middle.imag + radius)) + 1):
            half = sqrt(max(0.0, radius * radius - (row - middle.imag) ** 2))
            self._span(row, middle.real - half, middle.real + half, rows, False)

    def _limb(self, limb: Limb, rows: list[int]) -> None:
        """A limb at one go, so that the rim around one end does not cut into the rest of it."""
        scale = self.frame.scale
        drawn = [(limb, rows)]
        if limb.gap:
            wider = Limb(limb.start, limb.end, limb.thick + self.gap / scale, limb.thin + self.gap / scale, limb.layer)
            drawn.insert(0, (wider, [0] * self.tall))  # on no layer, so that it only takes away what is there
        for one, onto in drawn:
            self._fill([self._place(corner) for corner in one.sides], onto, False)
            self._disc(self._place(one.start), one.thick * scale, onto, False)
            self._disc(self._place(one.end), one.thin * scale, onto, False)

    def _ring(self, middle: complex, radius: float, rows: list[int]) -> None:
        inner = max(0.0, radius - 0.8)
        for row in range(max(0, ceil(middle.imag - radius)), min(self.tall - 1, floor(middle.imag + radius)) + 1):
            high = (row - middle.imag) ** 2
            half = sqrt(max(0.0, radius * radius - high))
            hole = sqrt(inner * inner - high) if inner * inner > high else 0.0
            if hole:
                self._span(row, middle.real - half, middle.real - hole - 0.5, rows, False)
                self._span(row, middle.real + hole + 0.5, middle.real + half, rows, False)
            else:
                self._span(row, middle.real - half, middle.real + half, rows, False)

    def _line(self, points: list[complex], rows: list[int], dashed: bool) -> None:
        gone = 0.0
        for start, end in pairwise(points):
            length = abs(end - start)
            for step in range(ceil(length * 1.5) + 1):
                at = step / 1.5
                spot = start + (end - start) * min(1.0, at / max(length, 1e-9))
                x, y = round(spot.real), round(spot.imag)
                if 0 <= x < self.wide and 0 <= y < self.tall and not (dashed and (gone + at) % 5 >= 3):
                    rows[y] |= 1 << x
                    if dashed and x + 1 < self.wide:
                        rows[y] |= 2 << x
            gone += length

    def count_differences(self, other: Canvas) -> int:
        """How many dots are set in one of two canvases of one size and not in the other."""
        return sum((one ^ two).bit_count() for one, two in zip(self._all_dots(), other._all_dots(), strict=True))

    def _all_dots(self) -> list[int]:
        rows = [0] * self.tall
        for layer in self.layers.values():
            rows = [one | two for one, two in zip(rows, layer, strict=True)]
        return rows

    def read(self) -> list[list[LayerRun]]:
        """The canvas as runs of cells of one layer, line by line. Empty cells are spaces."""
        lines: list[list[LayerRun]] = []
        for top in range(0, self.tall, 4):
            slices = [(layer, rows[top : top + 4]) for layer, rows in self.layers.items() if any(rows[top : top + 4])]
            runs: list[LayerRun] = []
            for column in range(0, self.wide, 2):
                bits, found = 0, runs[-1][1] if runs else "body"
                for layer, rows in slices:
                    own = 0
                    for pairs, row in zip(PAIRS, rows, strict=True):
                        own |= pairs[(row >> column) & 3]
                    if own:
                        if layer != "load" or own.bit_count() * LEAST_SHARE > bits.bit_count():
                            found = layer
                        bits |= own
                cell = chr(BLANK + bits) if bits else " "
                if runs and runs[-1][1] == found:
                    runs[-1] = (runs[-1][0] + cell, found)
                else:
                    runs.append((cell, found))
            lines.append(runs)
        return lines


def render_shapes(shapes: list[Shape], frame: Frame, *, ground: bool = True) -> list[list[LayerRun]]:
    """The shapes, the first ones lowest, as lines of coloured runs."""
    canvas = fill_canvas(shapes, frame)
    if ground:
        canvas.draw_ground()
    return canvas.read()


def fill_canvas(shapes: list[Shape], frame: Frame) -> Canvas:
    """A canvas with these shapes on it, the first ones lowest."""
    canvas = Canvas(frame)
    for shape in shapes:
        canvas.draw(shape)
    return canvas
