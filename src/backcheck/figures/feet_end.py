"""A body that lies or leans back, seen from the feet end and from above, as somebody who films it there would hold it.

The points of the side view are turned in space and looked at without perspective, so no part is drawn longer than it
is. The feet stay where they are; where the hips turn or drop on one side, each knee follows.
"""

from __future__ import annotations

from math import cos, radians, sin
from typing import NamedTuple

from backcheck.figures import segments as seg
from backcheck.figures.body import Body, meet, point_up
from backcheck.figures.shapes import Area, Disc, Layer, Limb, Shape, Stroke, find_bounds, move_shape
from backcheck.figures.side import Look
from backcheck.knowledge.poses import BodyPart, Pose, Poses

SEATED, LYING = 50.0, 60.0
"""How far above the level of the body the eye is, in degrees: lower, and knees hide the trunk; higher, and nobody
films so.
"""

HALF_HIPS = 0.085
HALF_SHOULDERS = seg.SHOULDER_WIDTH / 2
KNEES, FEET, ELBOWS, HANDS = 0.135, 0.105, 0.225, 0.21
"""How far each of a pair is from the middle."""

PLATE, REST, MAT = 0.2, 0.105, 0.27
"""Half the width of a foot plate, of the pad behind a back, of a mat."""

CLEAR = 0.02
"""How far above the line of the floor the lowest point is drawn."""


class Eye(NamedTuple):
    """Where somebody looks from: so many degrees above the level of the body, at the feet end."""

    rise: float

    def see(self, point: complex, aside: float = 0.0) -> complex:
        """Where a point of the side view, so far from the middle, is seen."""
        rise = radians(self.rise)
        return complex(aside, point.imag * cos(rise) - point.real * sin(rise))


class Side(NamedTuple):
    """One leg as seen: hip, knee, heel and toe."""

    hip: complex
    knee: complex
    ankle: complex
    heel: complex
    toe: complex


def draw_from_feet(body: Body, pose: Pose, rig: Poses, look: Look) -> list[Shape]:
    """All shapes of this pose from the feet end, the far ones first."""
    eye = Eye(SEATED if rig.root == "hip" else LYING)
    sides = [_find_side(eye, body, pose, rig, side) for side in (-1, 1)]
    marked = look.mark in ("hips", "pelvis")
    shapes = [*_support(eye, body, rig), *_trunk(eye, body, sides, "mark" if marked else "body")]
    shapes += _arms(eye, body, look.mark)
    for leg in sides:
        shapes.append(Limb(leg.hip, leg.knee, 0.052, 0.038, "body", gap=True))
    for leg in sides:
        shapes.append(Limb(leg.knee, leg.ankle, 0.037, 0.024, "body", gap=True))
        shapes.append(Limb(leg.heel, leg.toe, 0.024, 0.03, "body", gap=True))
    if rig.plate:
        sole = (body.leg.toe - body.leg.heel) / abs(body.leg.toe - body.leg.heel)
        shapes.append(_frame(eye.see(body.leg.toe + sole * 0.06), eye.see(body.leg.heel - sole * 0.06), PLATE))
    if marked:
        shapes += _dashes(sides)
    low, _ = find_bounds(shapes)
    return [move_shape(shape, complex(0, CLEAR - low.imag)) for shape in shapes]


def _find_side(eye: Eye, body: Body, pose: Pose, rig: Poses, side: int) -> Side:
    """The leg of one side; hips that lie on a seat turn, those in the air drop."""
    off = side * HALF_HIPS * sin(radians(pose.tilt or 0.0))
    hip = body.hip + (-off if rig.root == "hip" else off * 1j)
    knee = meet(hip, seg.THIGH, body.leg.ankle, seg.SHANK, 1)
    move = pose.shift or 0.0
    return Side(
        eye.see(hip, side * HALF_HIPS + move),
        eye.see(knee, side * KNEES + move / 2),
        *(eye.see(point, side * FEET) for point in (body.leg.ankle, body.leg.heel, body.leg.toe)),
    )


def _trunk(eye: Eye, body: Body, sides: list[Side], pelvis: Layer) -> list[Shape]:
    """Head, chest and pelvis. The waist is half-way, so that a turned pelvis is seen against a straight chest."""
    top, waist = eye.see(body.shoulder), eye.see(body.spine[3])
    hips = (sides[0].hip + sides[1].hip) / 2
    across = (sides[1].hip - sides[0].hip) / abs(sides[1].hip - sides[0].hip)
    shapes: list[Shape] = [
        Limb(top, eye.see(body.head), 0.03, 0.028, "body"),
        Disc(eye.see(body.head), seg.HEAD_RADIUS, "body", gap=True),
        Area((waist - 0.08, waist + 0.08, hips + across * 0.115, hips - across * 0.115), pelvis),
        Limb(hips - across * 0.09, hips + across * 0.09, 0.045, 0.045, pelvis),
        Area((waist - 0.08, top - HALF_SHOULDERS, top + HALF_SHOULDERS, waist + 0.08), "body"),
    ]
    shapes += [Disc(top + HALF_SHOULDERS * side * 0.85, 0.036, "body") for side in (-1, 1)]
    return shapes


def _arms(eye: Eye, body: Body, mark: BodyPart | None) -> list[Shape]:
    layer: Layer = "mark" if mark == "arms" else "body"
    shapes: list[Shape] = []
    for side in (-1, 1):
        shoulder = eye.see(body.shoulder, side * HALF_SHOULDERS)
        elbow, hand = eye.see(body.elbow, side * ELBOWS), eye.see(body.hand, side * HANDS)
        upper = Limb(shoulder, elbow, 0.027, 0.022, layer, gap=True)
        shapes += [upper, Limb(elbow, hand, 0.022, 0.018, layer, gap=True), upper._replace(gap=False)]
    return shapes


def _support(eye: Eye, body: Body, rig: Poses) -> list[Shape]:
    """What the back lies on: the pad of a machine, or a mat from the head to the feet."""
    if rig.root == "hip":
        behind = point_up(body.trunk)
        return [_frame(eye.see(body.head + behind * 0.12), eye.see(body.hip), REST)]
    return [_frame(eye.see(complex(body.head.real - 0.16)), eye.see(0.16 + 0j), MAT)]


def _frame(far: complex, near: complex, half: float) -> Shape:
    """The edge of something flat, so far from the middle on both sides; the eye looks through it."""
    return Stroke((far - half, far + half, near + half, near - half, far - half), "prop")


def _dashes(sides: list[Side]) -> list[Shape]:
    """Dashed lines on both sides of the hips that show how they turn."""
    middle = (sides[0].hip + sides[1].hip) / 2
    across = (sides[1].hip - middle) / abs(sides[1].hip - middle)
    return [Stroke((middle + across * side * 0.26, middle + across * side * 0.39), "mark", True) for side in (-1, 1)]
