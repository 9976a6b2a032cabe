"""A body seen from the front: heights from the side view, and what moves to the side from the front angles.

What points toward the eye is seen shortened, so no part is drawn longer than it is.
"""

from __future__ import annotations

from cmath import exp
from math import radians, sin, sqrt
from typing import NamedTuple

from backcheck.figures import segments as seg
from backcheck.figures.body import Body, Leg, meet
from backcheck.figures.feet_end import draw_from_feet
from backcheck.figures.shapes import Area, Disc, Layer, Limb, Ring, Shape, Stroke, draw_circle
from backcheck.figures.side import Look
from backcheck.knowledge.poses import BodyPart, Pose, Poses

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
    line = _find_middle(body, pose)
    held = _held(body, rig, line, look)
    behind = rig.hold in ("back", "low-back")
    far, near, knees = _legs(body, pose, line)
    shapes = [*_around(body, pose, rig), *(held if behind else []), *far, *_trunk(line, look.mark), *near]
    shapes += _arms(_hands(body, rig, line), line, look.mark)
    shapes += [] if behind else held
    head = line.top + complex(0, body.head.imag - body.shoulder.imag) * exp(-1j * radians(pose.sway or 0.0))
    shapes.append(Disc(head, seg.HEAD_RADIUS, "mark" if look.mark == "neck" else "body", gap=True))
    for knee in knees if look.mark == "knees" else ():
        shapes += [Disc(knee, 0.044, "mark"), draw_circle(knee, 0.075)]
    return shapes


def is_from_feet(body: Body, rig: Poses) -> bool:
    """Whether somebody in front of this body stands at the feet end, since it lies or leans back in a seat."""
    return abs(body.trunk) > LYING or rig.root == "hip"


def _around(body: Body, pose: Pose, rig: Poses) -> list[Shape]:
    """The bench behind, and the box that the front foot stands on, where there are such."""
    shapes: list[Shape] = []
    for prop in rig.props:
        if prop.kind == "cushion":
            high = prop.at[1]
            shapes += [Stroke((complex(x, 0), complex(x, high)), "prop") for x in (-BENCH * 0.8, BENCH * 0.8)]
            shapes.append(Limb(complex(-BENCH, high), complex(BENCH, high), prop.wide / 2, prop.wide / 2, "prop"))
    if rig.step[1]:
        x = STANCE if pose.stance is None else pose.stance
        left, right, high = x - 0.12, x + 0.12, body.leg.toe.imag
        corners = (complex(left, 0), complex(right, 0), complex(right, high), complex(left, high), complex(left, 0))
        shapes.append(Stroke(corners, "prop"))
    return shapes


def _find_middle(body: Body, pose: Pose) -> Middle:
    shift = pose.shift or 0.0
    height = abs(body.shoulder.imag - body.hip.imag)
    top = complex(shift * 0.6 + height * sin(radians(pose.sway or 0.0)), body.shoulder.imag)
    hips = complex(shift, body.hip.imag)
    return Middle(hips, top, exp(1j * radians(pose.tilt or 0.0)), exp(1j * radians(pose.level or 0.0)))


def _legs(body: Body, pose: Pose, line: Middle) -> tuple[list[Shape], list[Shape], list[complex]]:
    """The legs behind the trunk and those before it, and the knees in front.

    Where one stands behind, it is the left one as seen, and the thigh of the other points to the eye.
    """
    stance = STANCE if pose.stance is None else pose.stance
    shapes: list[Shape] = []
    before: list[Shape] = []
    knees: list[complex] = []
    split = body.rear is not None
    for leg, side in ((body.rear or body.leg, -1), (body.leg, 1)):
        near = side > 0 or not split
        foot = complex(side * stance, leg.ankle.imag)
        turned = (
            (OPEN_SPLIT if split else OPEN) * min(90.0, max(0.0, body.thigh)) - (pose.knees or 0.0) if near else 4.0
        )
        room = sqrt(max(0.0, seg.SHANK**2 - (leg.knee - leg.ankle).imag ** 2)) + 0.06
        knee = complex(foot.real + side * min(seg.SHANK * sin(radians(turned)), room), leg.knee.imag)
        toe = complex(foot.real, leg.toe.imag)
        (before if split and near else shapes).extend(
            _leg(Leg(line.joints[side > 0], knee, foot, toe, toe, toe), side, near)
        )
        knees += [knee] if near else []
    return shapes, before, knees


def _leg(leg: Leg, side: int, near: bool) -> list[Shape]:
    """One leg from the front; a far one thinner."""
    layer: Layer = "body" if near else "far"
    scale = 1.0 if near else 0.72
    thigh = Limb(leg.hip, leg.knee, 0.05 * scale, 0.036 * scale, layer, gap=True)
    shin = Limb(leg.ankle, leg.knee, 0.022 * scale, 0.034 * scale, layer, gap=True)
    sole = leg.toe
    foot = Area((sole - side * 0.02, leg.ankle, sole + side * 0.055 + 0.012j, sole + side * 0.055), layer)
    return [thigh, shin, thigh._replace(gap=False), foot]


def _trunk(line: Middle, mark: BodyPart | None) -> list[Shape]:
    """Chest, neck and pelvis."""
    layer: Layer = "mark" if mark in ("trunk", "low-back") else "body"
    pelvis: Layer = "mark" if mark in ("pelvis", "hips") else layer
    waist = line.hips + (line.top - line.hips) * 0.35
    wide, across = HALF_SHOULDERS * line.bar, line.across
    shapes: list[Shape] = [Area((waist - 0.075, line.top - wide, line.top + wide, waist + 0.075), layer, True)]
    shapes += [Disc(line.top + wide * side * 0.85, 0.035, layer) for side in (-1, 1)]
    shapes.append(Limb(line.top, line.top + 0.06j, 0.03, 0.026, layer))
    shapes.append(Area((waist - 0.075, waist + 0.075, line.hips + across * 0.1, line.hips - across * 0.1), pelvis))
    shapes.append(Limb(line.hips - across * 0.075, line.hips + across * 0.075, 0.042, 0.042, pelvis))
    if pelvis == "mark" and layer != "mark":
        # Dashed lines on both sides of the hips show how they tilt.
        ways = (across * side for side in (-1, 1))
        shapes += [Stroke((line.hips + way * 0.25, line.hips + way * 0.36), "mark", True) for way in ways]
    if layer == "mark":
        shapes.append(Stroke((line.hips - 0.2, line.top - 0.2), "mark", True))
    return shapes


def _hands(body: Body, rig: Poses, line: Middle) -> tuple[complex, complex]:
    """Where the two hands are, left and right as seen."""
    wide = NEAR_HANDS.get(rig.hold, WIDE_HANDS) * line.bar
    height = line.top.imag if rig.hold in ("back", "low-back") or rig.hold == "front" else body.hand.imag
    middle = complex(line.top.real, height)
    return middle - wide, middle + wide


def _arms(hands: tuple[complex, complex], line: Middle, mark: BodyPart | None) -> list[Shape]:
    layer: Layer = "mark" if mark == "arms" else "body"
    shapes: list[Shape] = []
    for hand, side in zip(hands, (-1, 1), strict=True):
        shoulder = line.top + side * HALF_SHOULDERS * 0.95
        elbow = meet(shoulder, seg.UPPER_ARM * 0.8, hand, seg.FOREARM * 0.8, -side)
        if abs(hand - shoulder) > seg.ARM * 0.8:
            elbow = shoulder + (hand - shoulder) * (seg.UPPER_ARM / seg.ARM)
        upper = Limb(shoulder, elbow, 0.027, 0.022, layer, gap=True)
        shapes += [upper, Limb(elbow, hand, 0.022, 0.018, layer, gap=True), upper._replace(gap=False)]
    return shapes


def _held(body: Body, rig: Poses, line: Middle, look: Look) -> list[Shape]:
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
        hands = _hands(body, rig, line)
        return [Disc(hand - 0.02j, radius, layer, True) for hand in (hands if look.size > 0 else hands[1:])]
    return [Ring(place, 0.03, layer), Disc(place - 0.055j, radius, layer, True)]
