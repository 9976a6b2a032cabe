"""A body, what stands around it and what it holds, seen from the side, as shapes from the far to the near."""

from __future__ import annotations

from cmath import exp
from math import radians
from typing import NamedTuple

from backcheck.figures import segments as seg
from backcheck.figures.body import LUMBAR_PARTS, Body, Leg, point_up
from backcheck.figures.shapes import Area, Disc, Layer, Limb, Ring, Shape, Stroke, draw_arm, draw_circle
from backcheck.knowledge.poses import BodyPart, Load, Poses, Prop


class Look(NamedTuple):
    """What a figure shows besides the pose: the marked part, how much bigger the load is, how far it tips.

    `heel` is how far the heel has left the plate of a machine, in degrees; `low` how far down on it the feet stand.
    """

    mark: BodyPart | None = None
    size: float = 1.0
    tip: float = 0.0
    heel: float = 0.0
    low: float = 0.0


BACK = (0.050, 0.046, 0.044, 0.043, 0.042, 0.042, 0.043, 0.044, 0.043, 0.036)
"""How far the skin of the back lies behind the middle of the trunk at each point of the spine."""

BELLY = (0.052, 0.056, 0.056, 0.054, 0.053, 0.054, 0.058, 0.060, 0.054, 0.036)
"""How far the front of the trunk lies before it."""

OFFSET = 0.035
"""How far from the skin the dashed line runs that marks a part."""

MARKED = 1.22
"""How much thicker a marked limb is drawn."""


def draw_side(body: Body, rig: Poses, look: Look) -> list[Shape]:
    """All shapes of this pose, the far ones first."""
    mark, load = look.mark, rig.load
    shapes: list[Shape] = [shape for prop in rig.props for shape in draw_prop(prop, mark == "support")]
    if rig.plate:
        shapes += _plate_under(body.leg, look, rig.load_radius * look.size if load == "plate" else 0.0)
    if body.rear is not None:
        shapes += _leg(body.rear, "mark" if mark == "rear-leg" else "far", 0.74)
    if rig.hold == "shoulders":  # a sled: its pad is straight, so a gap shows where the back leaves it
        way = point_up(body.trunk)
        behind, top = way * 1j * 0.095, body.shoulder + way * 0.062
        pad: Layer = "mark" if mark == "support" else "prop"
        stop: Layer = "mark" if mark == "support" else "load"
        shapes.append(Limb(body.hip + behind - way * 0.03, body.shoulder + behind + way * 0.14, 0.02, 0.02, pad))
        shapes.append(Limb(top + behind, top, 0.018, 0.018, stop))
    back = rig.hold in ("back", "low-back")
    held = (
        draw_load(load, body.load, rig.load_radius * look.size, mark == "load", look.tip)
        if body.load is not None
        else []
    )
    if back:
        shapes += held
    shapes += _trunk(body, mark)
    head: Layer = "mark" if mark == "neck" else "body"
    shapes.append(Limb(body.shoulder, body.shoulder + (body.head - body.shoulder) * 0.6, 0.026, 0.024, head))
    shapes.append(Disc(body.head, seg.HEAD_RADIUS, head, gap=True))
    shapes += _leg(body.leg, "body", mark=mark)
    shapes += draw_arm(body.shoulder, body.elbow, body.hand, "mark" if mark == "arms" else "body")
    if not back:
        if body.load is not None and load in ("shin-pad", "calf-pad"):
            # The arm of a leg machine on the near side: from its pivot, which belongs beside the knee, to the roller.
            for at, wide in ((complex(*prop.at), prop.wide) for prop in rig.props if prop.kind == "pivot"):
                shapes.append(Limb(at, body.load, 0.011, 0.011, "load", gap=True))
                shapes.append(Disc(at, wide, "load", gap=True))
        shapes += held
    elif body.load is not None and load == "bar":
        shapes.append(Disc(body.load, 0.026, "mark" if mark == "load" else "load", gap=True))
    return shapes + (_marks(body, mark, rig.load_radius * look.size + 0.045) if mark is not None else [])


def _trunk(body: Body, mark: BodyPart | None) -> list[Shape]:
    """The trunk as slices along the spine, so that it bends where the spine bends."""
    spine = body.spine
    normals = [_normal(spine, place) for place in range(len(spine))]
    back = [point - normal * wide for point, normal, wide in zip(spine, normals, BACK, strict=True)]
    front = [point + normal * wide for point, normal, wide in zip(spine, normals, BELLY, strict=True)]
    shapes: list[Shape] = [Disc(body.hip, 0.058, "mark" if mark in ("pelvis", "hips", "trunk") else "body")]
    for place in range(len(spine) - 1):
        marked = mark == "trunk" or (mark == "low-back" and 1 <= place <= LUMBAR_PARTS)
        marked = marked or (mark == "upper-back" and place > LUMBAR_PARTS) or (mark == "pelvis" and place == 0)
        corners = (back[place], back[place + 1], front[place + 1], front[place])
        shapes.append(Area(corners, "mark" if marked else "body"))
    shapes.append(Disc(spine[-1], 0.038, "mark" if mark in ("trunk", "upper-back") else "body"))
    return shapes


def _normal(spine: tuple[complex, ...], place: int) -> complex:
    """The unit vector to the front of the spine at this point."""
    way = spine[min(place + 1, len(spine) - 1)] - spine[max(place - 1, 0)]
    return way / abs(way) * -1j


def _leg(leg: Leg, layer: Layer, scale: float = 1.0, mark: BodyPart | None = None) -> list[Shape]:
    """Thigh, shin and foot; a rear leg is drawn thinner and its part is never marked by itself."""
    foot: Layer = "mark" if mark == "feet" else layer
    sole = (leg.ball - leg.heel) / abs(leg.ball - leg.heel)
    up = sole * 1j
    rise = (leg.toe - leg.ball) / abs(leg.toe - leg.ball) * 1j
    thigh = Limb(leg.hip, leg.knee, 0.054 * scale, 0.037 * scale, layer)
    shin = Limb(leg.ankle, leg.knee, 0.022 * scale, 0.035 * scale, layer)
    gap = scale == 1.0
    shapes: list[Shape] = [thigh._replace(gap=gap), shin._replace(gap=gap), thigh, shin]
    edge = (leg.heel, leg.heel + up * 0.035, leg.ankle + sole * 0.03 + up * 0.004, leg.ball + up * 0.022, leg.ball)
    shapes += [Area(edge, foot), Limb(leg.ball + rise * 0.011, leg.toe + rise * 0.009, 0.011, 0.009, foot)]
    return [*shapes, Disc(leg.knee, 0.04 * MARKED, "mark")] if mark == "knees" else shapes


def _plate_under(leg: Leg, look: Look, radius: float) -> list[Shape]:
    """The foot plate of a machine, along the sole while the heel is on it, and the weight that a sled carries."""
    sole = (leg.toe - leg.heel) / abs(leg.toe - leg.heel) * exp(1j * radians(look.heel))
    down = sole * -1j * 0.016
    middle = leg.ball + sole * look.low
    low, high = middle - sole * (seg.HEEL + seg.BALL + 0.07), middle + sole * (seg.TOE - seg.BALL + 0.09)
    shapes: list[Shape] = [Limb(low + down, high + down, 0.014, 0.014, "prop")]
    if radius:
        middle = (low + high) / 2 + down * 3 + sole * -1j * radius
        marked = look.mark == "load"
        layer: Layer = "mark" if marked else "load"
        shapes += [Limb((low + high) / 2 + down, middle, 0.01, 0.01, "prop")]
        shapes += [Ring(middle, radius, layer), Disc(middle, 0.022, layer)]
        shapes += [draw_circle(middle, radius + 0.04)] if marked else []
    return shapes


def _marks(body: Body, mark: BodyPart, reach: float) -> list[Shape]:
    """The dashed line beside the marked part, which reads without colour."""
    if mark in ("low-back", "upper-back", "trunk", "pelvis"):
        first, last = {"low-back": (0, 6), "upper-back": (5, 9), "trunk": (0, 9), "pelvis": (0, 2)}[mark]
        places = range(first, last + 1)
        return [
            Stroke(tuple(body.spine[p] - _normal(body.spine, p) * (BACK[p] + OFFSET) for p in places), "mark", True)
        ]
    if mark == "feet":
        sole = (body.leg.ball - body.leg.heel) / abs(body.leg.ball - body.leg.heel)
        behind = body.leg.heel - sole * 0.045
        return [Stroke((behind + sole * 0.012j, behind + sole * 0.11j), "mark", True)]
    middle = {"knees": body.leg.knee, "hips": body.hip, "neck": body.head, "arms": body.elbow, "load": body.load}.get(
        mark
    )
    if mark == "rear-leg" and body.rear is not None:
        middle = body.rear.knee
    radius = {"neck": 0.09, "hips": 0.1}.get(mark, reach if mark == "load" else 0.075)
    return [] if middle is None else [draw_circle(middle, radius)]


def draw_prop(prop: Prop, marked: bool) -> list[Shape]:
    """The shapes of one thing that stands around."""
    layer: Layer = "mark" if marked and prop.kind in ("box", "cushion") else "prop"
    at, to = complex(*prop.at), complex(*prop.to)
    if prop.kind == "box":
        corners = (at, complex(to.real, at.imag), to, complex(at.real, to.imag), at)
        return [Stroke(corners, layer)]
    if prop.kind in ("rail", "pivot"):
        return [Stroke((at, to), layer)]
    if prop.kind == "roller":
        return [Disc(at, prop.wide, layer, gap=True)]
    return [Limb(at, to, prop.wide / 2, prop.wide / 2, layer)]


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
                Stroke((place - way, place + way), layer),
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
