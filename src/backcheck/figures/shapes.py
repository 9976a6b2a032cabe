"""What a figure is drawn with: filled areas, discs, rings and lines, each with the layer that says what it is.

Owns the shapes and the few that are made of others. Places are complex numbers in fractions of body height.
"""

from __future__ import annotations

from cmath import exp
from math import pi
from typing import Literal, NamedTuple

Layer = Literal["ground", "prop", "far", "body", "load", "mark"]
"""What a shape is; later ones matter more where two share a place. `mark` is the marked part."""


class Area(NamedTuple):
    """A filled convex polygon."""

    points: tuple[complex, ...]
    layer: Layer
    gap: bool = False


class Disc(NamedTuple):
    """A filled circle; with a `gap`, a rim of nothing sets it off from what lies below."""

    middle: complex
    radius: float
    layer: Layer
    gap: bool = False


class Ring(NamedTuple):
    """A circle with nothing in it but what lies below."""

    middle: complex
    radius: float
    layer: Layer
    gap: bool = False


class Line(NamedTuple):
    """A thin line through these points; `dashed` where it marks."""

    points: tuple[complex, ...]
    layer: Layer
    dashed: bool = False


Shape = Area | Disc | Ring | Line


def draw_limb(start: complex, end: complex, thick: float, thin: float, layer: Layer, gap: bool = False) -> list[Shape]:
    """A limb with round ends that tapers from the radius `thick` to `thin`."""
    way = end - start
    across = way / max(abs(way), 1e-9) * 1j
    sides = (start + across * thick, end + across * thin, end - across * thin, start - across * thick)
    return [Area(sides, layer, gap), Disc(start, thick, layer, gap), Disc(end, thin, layer, gap)]


def draw_circle(middle: complex, radius: float) -> Line:
    """The dashed circle around a marked joint or load."""
    return Line(tuple(middle + radius * exp(1j * pi * step / 12) for step in range(25)), "mark", True)


def move_shape(shape: Shape, by: complex) -> Shape:
    """The same shape elsewhere."""
    if isinstance(shape, (Disc, Ring)):
        return shape._replace(middle=shape.middle + by)
    return shape._replace(points=tuple(point + by for point in shape.points))


def mirror_shape(shape: Shape) -> Shape:
    """The same shape seen in a mirror that stands upright at 0."""
    if isinstance(shape, (Disc, Ring)):
        return shape._replace(middle=-shape.middle.conjugate())
    return shape._replace(points=tuple(-point.conjugate() for point in shape.points))


def find_bounds(shapes: list[Shape]) -> tuple[complex, complex]:
    """The lower left and the upper right corner around all shapes but the ground."""
    xs: list[float] = []
    ys: list[float] = []
    for shape in shapes:
        if shape.layer == "ground":
            continue
        if isinstance(shape, (Disc, Ring)):
            xs += (shape.middle.real - shape.radius, shape.middle.real + shape.radius)
            ys += (shape.middle.imag - shape.radius, shape.middle.imag + shape.radius)
        else:
            xs += [point.real for point in shape.points]
            ys += [point.imag for point in shape.points]
    return complex(min(xs), min(ys)), complex(max(xs), max(ys))
