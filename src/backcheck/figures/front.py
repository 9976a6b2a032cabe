"""A body seen from the front: heights from the side view, and what moves to the side from the front angles.

Whoever lies or leans back is seen from the feet end and from above, as somebody who films it there would hold it: the
points of the side view are turned in space and looked at without perspective. What points toward the eye is seen
shortened, so no part is drawn longer than it is.
"""

from __future__ import annotations

from cmath import exp
from math import cos, radians, sin, sqrt
from typing import NamedTuple

from backcheck.figures import segments as seg
from backcheck.figures.body import Body, meet, point_up
from backcheck.figures.shapes import (
    Area,
    Disc,
    Layer,
    Limb,
    Ring,
    Shape,
    Stroke,
    draw_arm,
    draw_circle,
    find_bounds,
    move_shape,
)
from backcheck.figures.side import Look
from backcheck.knowledge.poses import Pose, Poses

HALF_HIPS = seg.HIP_WIDTH / 2 * 0.72
"""Half the way between the hip joints; the hips are wider than their joints are apart."""

HALF_SHOULDERS = seg.SHOULDER_WIDTH / 2
STANCE = 0.125
"""Half the usual way between the feet."""

OPEN = 0.16
"""How far a knee points outward of its foot, for each degree of the thigh."""

OPEN_SPLIT = 0.05
"""The same with one foot in front of the other, where the knee stays over the foot."""

LYING = 60.0
"""From this lean of the trunk on a body counts as lying."""

HALF_BAR = 0.48
NEAR_HANDS = {"back": 0.21, "low-back": 0.21, "front": 0.12, "chest": 0.02, "swing": 0.03}
"""How far each hand is from the middle, by what they hold; at the sides it is `WIDE_HANDS`."""

WIDE_HANDS = 0.2
BENCH = 0.15
"""Half the length of a bench that stands across behind."""


class Middle(NamedTuple):
    """The line up the middle of a body from the front: hips, shoulders, and the directions across them and the bar."""

    hips: complex
    top: complex
    across: complex
    bar: complex

    @property
    def joints(self) -> tuple[complex, complex]:
        """The hip joints, left and right as seen."""
        return self.hips - self.across * HALF_HIPS, self.hips + self.across * HALF_HIPS


def draw_front(body: Body, pose: Pose, rig: Poses, look: Look) -> list[Shape]:
    """All shapes of this pose from the front, the far ones first."""
    if is_from_feet(body, rig):
        return draw_from_feet(body, pose, rig, look)
    shift, sway = pose.shift or 0.0, radians(pose.sway or 0.0)
    line = Middle(
        hips=complex(shift, body.hip.imag),
        top=complex(shift * 0.6 + abs(body.shoulder.imag - body.hip.imag) * sin(sway), body.shoulder.imag),
        across=exp(1j * radians(pose.tilt or 0.0)),
        bar=exp(1j * radians(pose.level or 0.0)),
    )
    wide = NEAR_HANDS.get(rig.hold, WIDE_HANDS) * line.bar
    middle = complex(line.top.real, line.top.imag if rig.hold in ("back", "low-back", "front") else body.hand.imag)
    hands = middle - wide, middle + wide
    held = _held(body, rig, line, look, hands)
    behind = rig.hold in ("back", "low-back")
    far, near, knees = _legs(body, pose, line)
    shapes: list[Shape] = []
    for prop in rig.props:  # a bench behind
        if prop.kind == "cushion":
            high = prop.at[1]
            shapes += [Stroke((complex(x, 0), complex(x, high)), "prop") for x in (-BENCH * 0.8, BENCH * 0.8)]
            shapes.append(Limb(complex(-BENCH, high), complex(BENCH, high), prop.wide / 2, prop.wide / 2, "prop"))
    if rig.step[1]:  # the box that the front foot stands on
        x, high = STANCE if pose.stance is None else pose.stance, body.leg.toe.imag
        low, top = (complex(x - 0.12, 0), complex(x + 0.12, 0)), (complex(x + 0.12, high), complex(x - 0.12, high))
        shapes.append(Stroke((*low, *top, low[0]), "prop"))
    shapes += [*(held if behind else []), *far, *_trunk(line, look), *near]
    for hand, side in zip(hands, (-1, 1), strict=True):
        shoulder = line.top + side * HALF_SHOULDERS * 0.95
        elbow = meet(shoulder, seg.UPPER_ARM * 0.8, hand, seg.FOREARM * 0.8, -side)
        if abs(hand - shoulder) > seg.ARM * 0.8:
            elbow = shoulder + (hand - shoulder) * (seg.UPPER_ARM / seg.ARM)
        shapes += draw_arm(shoulder, elbow, hand, "mark" if look.mark == "arms" else "body")
    shapes += [] if behind else held
    head = line.top + complex(0, body.head.imag - body.shoulder.imag) * exp(-1j * sway)
    shapes.append(Disc(head, seg.HEAD_RADIUS, "mark" if look.mark == "neck" else "body", gap=True))
    for knee in knees if look.mark == "knees" else ():
        shapes += [Disc(knee, 0.044, "mark"), draw_circle(knee, 0.075)]
    return shapes


def is_from_feet(body: Body, rig: Poses) -> bool:
    """Whether somebody in front of this body stands at the feet end, since it lies or leans back in a seat."""
    return abs(body.trunk) > LYING or rig.root == "hip"


def _legs(body: Body, pose: Pose, line: Middle) -> tuple[list[Shape], list[Shape], list[complex]]:
    """The legs behind the trunk and those before it, and the knees in front.

    Where one stands behind, it is the left one as seen, and the thigh of the other points to the eye.
    """
    stance = STANCE if pose.stance is None else pose.stance
    far: list[Shape] = []
    before: list[Shape] = []
    knees: list[complex] = []
    split = body.rear is not None
    for leg, side in ((body.rear or body.leg, -1), (body.leg, 1)):
        near = side > 0 or not split
        foot = complex(side * stance, leg.ankle.imag)
        opened = (OPEN_SPLIT if split else OPEN) * min(90.0, max(0.0, body.thigh))
        turned = opened - (pose.knees or 0.0) if near else 4.0
        room = sqrt(max(0.0, seg.SHANK**2 - (leg.knee - leg.ankle).imag ** 2)) + 0.06
        knee = complex(foot.real + side * min(seg.SHANK * sin(radians(turned)), room), leg.knee.imag)
        sole = complex(foot.real, leg.toe.imag)
        layer: Layer = "body" if near else "far"
        scale = 1.0 if near else 0.72
        thigh = Limb(line.joints[side > 0], knee, 0.05 * scale, 0.036 * scale, layer, gap=True)
        (before if split and near else far).extend(
            (
                thigh,
                Limb(foot, knee, 0.022 * scale, 0.034 * scale, layer, gap=True),
                thigh._replace(gap=False),
                Area((sole - side * 0.02, foot, sole + side * 0.055 + 0.012j, sole + side * 0.055), layer),
            )
        )
        knees += [knee] if near else []
    return far, before, knees


def _trunk(line: Middle, look: Look) -> list[Shape]:
    """Chest, neck and pelvis; where the pelvis is marked, dashed lines on both sides show how it tilts."""
    layer: Layer = "mark" if look.mark in ("trunk", "low-back") else "body"
    pelvis: Layer = "mark" if look.mark in ("pelvis", "hips") else layer
    waist = line.hips + (line.top - line.hips) * 0.35
    wide, across = HALF_SHOULDERS * line.bar, line.across
    return [
        Area((waist - 0.075, line.top - wide, line.top + wide, waist + 0.075), layer, True),
        *(Disc(line.top + wide * side * 0.85, 0.035, layer) for side in (-1, 1)),
        Limb(line.top, line.top + 0.06j, 0.03, 0.026, layer),
        Area((waist - 0.075, waist + 0.075, line.hips + across * 0.1, line.hips - across * 0.1), pelvis),
        Limb(line.hips - across * 0.075, line.hips + across * 0.075, 0.042, 0.042, pelvis),
        *(_dashes(line.hips, across, 0.25, 0.36) if pelvis != layer else ()),
        *([Stroke((line.hips - 0.2, line.top - 0.2), "mark", True)] if layer == "mark" else ()),
    ]


def _dashes(middle: complex, across: complex, near: float, far: float) -> list[Shape]:
    ways = (across * side for side in (-1, 1))
    return [Stroke((middle + way * near, middle + way * far), "mark", True) for way in ways]


def _held(body: Body, rig: Poses, line: Middle, look: Look, hands: tuple[complex, complex]) -> list[Shape]:
    """The load from the front: a bar lies across, weights hang from the hands."""
    layer: Layer = "mark" if look.mark == "load" else "load"
    if body.load is None or rig.load == "none":
        return []
    radius = rig.load_radius * abs(look.size)
    place = complex(line.top.real, body.load.imag)
    if rig.load in ("bar", "frame"):
        ends = (place - line.bar * HALF_BAR, place + line.bar * HALF_BAR)
        shapes: list[Shape] = [Stroke((ends[0] - low, ends[1] - low), layer) for low in (0j, 0.008j)]
        for end, side in zip(ends, (1, -1), strict=True):
            plate, up = end + line.bar * side * 0.07, line.bar * 1j * radius
            shapes.append(Limb(plate - up, plate + up, 0.016, 0.016, layer))
        return shapes
    if rig.load == "dumbbell":
        return [Disc(hand - 0.02j, radius, layer, True) for hand in (hands if look.size > 0 else hands[1:])]
    return [Ring(place, 0.03, layer), Disc(place - 0.055j, radius, layer, True)]


# -- from the feet end -------------------------------------------------------------------------------------------------


SEATED_EYE, LYING_EYE = 50.0, 60.0
"""How far above the level of the body the eye is, in degrees: lower, and knees hide the trunk; higher, and nobody
films so.
"""

LYING_HIPS = 0.085
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


def draw_from_feet(body: Body, pose: Pose, rig: Poses, look: Look) -> list[Shape]:
    """All shapes of this pose from the feet end, the far ones first.

    The feet stay. Hips that lie on a seat turn, those in the air drop on one side, and each knee follows.
    """
    seated = rig.root == "hip"
    see = Eye(SEATED_EYE if seated else LYING_EYE).see
    ankle, heel, toe = body.leg.ankle, body.leg.heel, body.leg.toe
    move = pose.shift or 0.0
    hips, thighs, shins = [], [], []
    for side in (-1, 1):
        off = side * LYING_HIPS * sin(radians(pose.tilt or 0.0))
        joint = body.hip + (-off if seated else off * 1j)
        knee = see(meet(joint, seg.THIGH, ankle, seg.SHANK, 1), side * KNEES + move / 2)
        hips.append(see(joint, side * LYING_HIPS + move))
        thighs.append(Limb(hips[-1], knee, 0.052, 0.038, "body", gap=True))
        shins.append(Limb(knee, see(ankle, side * FEET), 0.037, 0.024, "body", gap=True))
        shins.append(Limb(see(heel, side * FEET), see(toe, side * FEET), 0.024, 0.03, "body", gap=True))
    middle = (hips[0] + hips[1]) / 2
    across = (hips[1] - hips[0]) / abs(hips[1] - hips[0])
    marked = look.mark in ("hips", "pelvis")
    pelvis: Layer = "mark" if marked else "body"
    # What the back lies on: the pad of a machine, or a mat from the head to the feet.
    rest = _edge(see(body.head + point_up(body.trunk) * 0.12), see(body.hip), REST)
    mat = _edge(see(complex(body.head.real - 0.16)), see(0.16 + 0j), MAT)
    # The waist is half-way, so that a turned pelvis is seen against a straight chest.
    top, waist = see(body.shoulder), see(body.spine[3])
    shapes: list[Shape] = [
        rest if seated else mat,
        Limb(top, see(body.head), 0.03, 0.028, "body"),
        Disc(see(body.head), seg.HEAD_RADIUS, "body", gap=True),
        Area((waist - 0.08, waist + 0.08, middle + across * 0.115, middle - across * 0.115), pelvis),
        Limb(middle - across * 0.09, middle + across * 0.09, 0.045, 0.045, pelvis),
        Area((waist - 0.08, top - HALF_SHOULDERS, top + HALF_SHOULDERS, waist + 0.08), "body"),
        *(Disc(top + HALF_SHOULDERS * side * 0.85, 0.036, "body") for side in (-1, 1)),
    ]
    for side in (-1, 1):
        joints = see(body.shoulder, side * HALF_SHOULDERS), see(body.elbow, side * ELBOWS), see(body.hand, side * HANDS)
        shapes += draw_arm(*joints, "mark" if look.mark == "arms" else "body")
    shapes += [*thighs, *shins]
    if rig.plate:
        sole = (toe - heel) / abs(toe - heel)
        shapes.append(_edge(see(toe + sole * 0.06), see(heel - sole * 0.06), PLATE))
    shapes += _dashes(middle, across, 0.26, 0.39) if marked else []
    low, _ = find_bounds(shapes)
    return [move_shape(shape, complex(0, CLEAR - low.imag)) for shape in shapes]


def _edge(far: complex, near: complex, half: float) -> Shape:
    """The edge of something flat, so far from the middle on both sides; the eye looks through it."""
    return Stroke((far - half, far + half, near + half, near - half, far - half), "prop")
