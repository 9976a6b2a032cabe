"""What a figure is drawn with: filled areas, discs, rings, limbs and strokes, each with the layer that says what it is.

Places are complex numbers in fractions of body height.
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


class Stroke(NamedTuple):
    """A thin line through these points; `dashed` where it marks."""

    points: tuple[complex, ...]
    layer: Layer
    dashed: bool = False


class Limb(NamedTuple):
    """A limb with round ends that tapers from the radius `thick` at its start to `thin` at its end."""

    start: complex
    end: complex
    thick: float
    thin: float
    layer: Layer
    gap: bool = False

    @property
    def sides(self) -> tuple[complex, complex, complex, complex]:
        """The four corners between the round ends."""
        way = self.end - self.start
        across = way / max(abs(way), 1e-9) * 1j
        return (
            self.start + across * self.thick,
            self.end + across * self.thin,
            self.end - across * self.thin,
            self.start - across * self.thick,
        )


Shape = Area | Disc | Ring | Stroke | Limb


def draw_circle(middle: complex, radius: float) -> Stroke:
    """The dashed circle around a marked joint or load."""
    return Stroke(tuple(middle + radius * exp(1j * pi * step / 12) for step in range(25)), "mark", True)


def draw_arm(shoulder: complex, elbow: complex, hand: complex, layer: Layer) -> list[Shape]:
    """An arm that is set off from what lies below it, but whole at the elbow."""
    upper = Limb(shoulder, elbow, 0.027, 0.022, layer, gap=True)
    return [upper, Limb(elbow, hand, 0.022, 0.018, layer, gap=True), upper._replace(gap=False)]


def move_shape(shape: Shape, way: complex) -> Shape:
    """The same shape, so far to the side and up."""
    if isinstance(shape, (Disc, Ring)):
        return shape._replace(middle=shape.middle + way)
    if isinstance(shape, Limb):
        return shape._replace(start=shape.start + way, end=shape.end + way)
    return shape._replace(points=tuple(point + way for point in shape.points))


def find_bounds(shapes: list[Shape]) -> tuple[complex, complex]:
    """The lower left and the upper right corner around all shapes but the ground."""
    spots: list[tuple[complex, float]] = []  # each with how far its shape reaches around it
    for shape in shapes:
        if shape.layer == "ground":
            continue
        if isinstance(shape, (Disc, Ring)):
            spots.append((shape.middle, shape.radius))
        elif isinstance(shape, Limb):
            spots += [(shape.start, shape.thick), (shape.end, shape.thin)]
        else:
            spots += [(point, 0.0) for point in shape.points]
    low = complex(min(spot.real - far for spot, far in spots), min(spot.imag - far for spot, far in spots))
    return low, complex(max(spot.real + far for spot, far in spots), max(spot.imag + far for spot, far in spots))
