"""Figures as SVG text: crisp, self-contained, in light and dark, with a text alternative. For reports, docs, README.

Nothing is loaded from anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from backcheck.figures.figure import draw_pair, draw_right
from backcheck.figures.shapes import Area, Disc, Ring, Shape, Stroke, find_bounds
from backcheck.figures.words import say_fault
from backcheck.show.document import Figure
from backcheck.text import clean_xml

if TYPE_CHECKING:
    from backcheck.knowledge.lifts import Fault, Lift

UNIT = 320
"""Units of the picture for one body height."""

MARGIN = 18
CAPTION = 26
LEAST_WIDE = 120
SHEET = 1180
"""How wide a sheet with many figures gets."""

HALO = 0.014
"""How wide the rim is that sets a near part off from a far one, in body heights."""

LIGHT = {
    "paper": "#fdfdfb",
    "body": "#2b2f36",
    "far": "#8d949e",
    "prop": "#a3a9b2",
    "load": "#0b7285",
    "mark": "#c92a2a",
    "right": "#2b8a3e",
}
DARK = {
    "paper": "#16181c",
    "body": "#e6e8ea",
    "far": "#7b828c",
    "prop": "#666d77",
    "load": "#4dc0d4",
    "mark": "#ff6b5e",
    "right": "#69db7c",
}
"""The colours by what they are for; plain rules and no variables, since not every reader of SVG knows those."""


def _paint(colours: dict[str, str]) -> str:
    """The style rules of one set of colours."""
    both = "".join(f".f .{name}{{fill:{colours[name]};stroke:{colours[name]}}}" for name in LIGHT)
    return (
        f"{both}.f .halo{{fill:{colours['paper']};stroke:{colours['paper']}}}"
        f".f .ground{{stroke:{colours['prop']}}}.f text.wrong{{fill:{colours['mark']}}}"
    )


STYLE = (
    _paint(LIGHT) + "@media(prefers-color-scheme:dark){" + _paint(DARK) + "}"
    ".f .mark{stroke-width:3}.f .ground{stroke-width:2}.f .paper{stroke:none}"
    ".f .open{fill:none;stroke-width:4;stroke-linejoin:round}"
    ".f .dash{fill:none;stroke-width:5;stroke-dasharray:9 7}"
    ".f text{font:600 15px system-ui,sans-serif}.f text.right,.f text.wrong,.f text.body{stroke:none}"
    ".f text.name{font-weight:700;font-size:16px}"
)


def picture_fault(lift: Lift, fault: Fault) -> Figure | None:
    """The right way and the fault side by side; None where there is nothing to be seen."""
    if lift.poses is None or fault.figure is None or fault.figure.unseen:
        return None
    pair = draw_pair(lift.poses, fault.figure)
    text = f"{lift.name}, {fault.name}. {say_fault(lift.poses, fault.figure)}"
    panels = [(*_RIGHT, pair.right.shapes), (*_WRONG, pair.wrong.shapes)]
    return Figure(fault.name, _wrap(*_lay_out(panels), text), text)


def picture_sheet(lift: Lift, faults: Sequence[Fault]) -> Figure | None:
    """The right way and these faults of a lift on one sheet, each with its name; None for a lift without poses."""
    if lift.poses is None:
        return None
    blocks = [("The right way", _lay_out([(*_RIGHT, draw_right(lift.poses).shapes)]))]
    for fault in faults:
        if fault.figure is not None and not fault.figure.unseen:
            pair = draw_pair(lift.poses, fault.figure)
            blocks.append((fault.name, _lay_out([(*_RIGHT, pair.right.shapes), (*_WRONG, pair.wrong.shapes)])))
    text = f"{lift.name}: the right way and {len(blocks) - 1} faults."
    parts, x, y, row, width = [], 0, 0, 0, 0
    for name, (inner, wide, tall) in blocks:
        if x and x + wide > SHEET:
            x, y, row = 0, y + row, 0
        shown = f'<text class="body name" x="{MARGIN}" y="24">{clean_xml(name)}</text><g transform="translate(0 34)">'
        parts.append(f'<g transform="translate({x} {y})">{shown}{inner}</g></g>')
        x, row = x + max(wide, 9 * len(name) + 2 * MARGIN), max(row, tall + 48)
        width = max(width, x)
    return Figure(lift.name, _wrap("".join(parts), width, y + row, text), text)


_RIGHT, _WRONG = ("right", "Aim for this"), ("wrong", "The fault")


def _lay_out(panels: list[tuple[str, str, list[Shape]]]) -> tuple[str, int, int]:
    """All panels in one scale side by side, each with its caption and its piece of floor; with width and height."""
    low, high = find_bounds([shape for _, _, shapes in panels for shape in shapes])
    low = complex(low.real, min(low.imag, 0.0))
    wide = max(round((high.real - low.real) * UNIT), LEAST_WIDE) + 2 * MARGIN
    tall = round((high.imag - low.imag) * UNIT) + 2 * MARGIN + CAPTION
    left = (wide - (high.real - low.real) * UNIT) / 2 - low.real * UNIT
    parts = []
    for number, (kind, caption, shapes) in enumerate(panels):
        corner = complex(number * wide + left, CAPTION + MARGIN + high.imag * UNIT)
        floor = corner.imag + 2
        parts.append(f'<text class="{kind}" x="{number * wide + MARGIN}" y="20">{clean_xml(caption)}</text>')
        ends = f'x1="{number * wide + 6}" x2="{(number + 1) * wide - 6}"'
        parts.append(f'<line class="ground" {ends} y1="{floor:.1f}" y2="{floor:.1f}"/>')
        parts += [_draw(shape, corner) for shape in shapes]
    return "".join(parts), wide * len(panels), tall


def _wrap(inner: str, width: int, height: int, text: str) -> str:
    """The whole file around the drawing."""
    told = clean_xml(text)
    return (
        f'<svg class="f" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-label="{told}"><title>{told}</title><style>{STYLE}</style>'
        f'<rect class="paper" width="{width}" height="{height}" rx="10"/>{inner}</svg>\n'
    )


def _draw(shape: Shape, corner: complex) -> str:
    """One shape, with its rim below it where it has one."""
    if isinstance(shape, Ring):
        return f'<path class="{shape.layer} open" d="{_round(shape.middle, shape.radius, corner)}"/>'
    if isinstance(shape, Stroke):
        way = " L".join(_spot(point, corner) for point in shape.points)
        return f'<path class="{shape.layer} {"dash" if shape.dashed else "open"}" d="M{way}"/>'
    if isinstance(shape, Disc):
        form = _round(shape.middle, shape.radius, corner)
    elif isinstance(shape, Area):
        form = "M" + " L".join(_spot(point, corner) for point in shape.points) + "Z"
    else:
        one, two, three, four = (_spot(point, corner) for point in shape.sides)
        thin, thick = f"{shape.thin * UNIT:.1f}", f"{shape.thick * UNIT:.1f}"
        form = f"M{one} L{two} A{thin} {thin} 0 0 1 {three} L{four} A{thick} {thick} 0 0 1 {one}Z"
    halo = f'<path class="halo" stroke-width="{2 * HALO * UNIT:.1f}" d="{form}"/>' if shape.gap else ""
    return f'{halo}<path class="{shape.layer}" d="{form}"/>'


def _round(middle: complex, radius: float, corner: complex) -> str:
    size = f"{radius * UNIT:.1f}"
    left, right = _spot(middle - radius, corner), _spot(middle + radius, corner)
    return f"M{left} A{size} {size} 0 1 1 {right} A{size} {size} 0 1 1 {left}Z"


def _spot(point: complex, corner: complex) -> str:
    return f"{corner.real + point.real * UNIT:.1f} {corner.imag - point.imag * UNIT:.1f}"
