"""What stands around a lifter and what is held, as shapes: boxes, cushions, rails; bars, bells, dumbbells."""

from __future__ import annotations

from cmath import exp
from math import radians

from backcheck.figures.shapes import Area, Disc, Layer, Limb, Line, Ring, Shape
from backcheck.knowledge.poses import Load, Prop


def draw_prop(prop: Prop, marked: bool) -> list[Shape]:
    """The shapes of one thing that stands around."""
    layer: Layer = "mark" if marked and prop.kind in ("box", "cushion") else "prop"
    at, to = complex(*prop.at), complex(*prop.to)
    if prop.kind == "box":
        corners = (at, complex(to.real, at.imag), to, complex(at.real, to.imag), at)
        return [Line(corners, layer)]
    if prop.kind == "rail":
        return [Line((at, to), layer)]
    if prop.kind == "pivot":
        return [Line((at, to), layer)]
    if prop.kind == "roller":
        return [Disc(at, prop.wide, layer, gap=True)]
    return [Limb(at, to, prop.wide / 2, prop.wide / 2, layer)]


def draw_lever(pivot: Prop, roller: complex) -> list[Shape]:
    """The arm of a leg machine on the near side: from its pivot, which belongs beside the knee, to the roller."""
    at = complex(*pivot.at)
    return [Limb(at, roller, 0.011, 0.011, "load", gap=True), Disc(at, pivot.wide, "load", gap=True)]


def draw_load(load: Load, place: complex, radius: float, marked: bool, tip: float = 0.0) -> list[Shape]:
    """What is held, with its middle here. A bar is seen end-on: the ring of a plate around the end of the bar."""
    layer: Layer = "mark" if marked else "load"
    if load == "none":
        return []
    if load in ("bar", "frame", "plate"):
        hub = 0.026 if load != "frame" else 0.02
        shapes: list[Shape] = [Ring(place, radius, layer), Disc(place, hub, layer, gap=True)]
        if load == "frame":
            way = exp(-1j * radians(tip)) * 0.19
            shapes += [
                Line((place - way, place + way), layer),
                Disc(place - way, 0.018, layer),
                Disc(place + way, 0.018, layer),
            ]
        return shapes
    if load == "kettlebell":
        below = place - 0.05j
        return [Ring(place + 0.012j, 0.03, layer), Disc(below, radius, layer, gap=True)]
    if load in ("shin-pad", "calf-pad"):
        return [Disc(place, radius, layer, gap=True)]
    if load == "pad":
        return [Limb(place - 0.05, place + 0.05, radius, radius, layer)]
    half = complex(0.055, 0)
    return [
        Area((place - half - 0.012j, place + half - 0.012j, place + half + 0.012j, place - half + 0.012j), layer, True),
        Disc(place - half, radius, layer, True),
        Disc(place + half, radius, layer, True),
    ]
