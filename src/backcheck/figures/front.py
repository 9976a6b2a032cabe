"""A body seen from the front: heights from the side view, and what moves to the side from the front angles.

What points toward the eye is seen shortened, so no part is drawn longer than it is. Must not know how shapes reach a
screen.
"""

from __future__ import annotations

from cmath import exp
from math import radians, sin, sqrt

from backcheck.figures import segments as seg
from backcheck.figures.body import Body, Leg, meet
from backcheck.figures.props import draw_prop
from backcheck.figures.shapes import Area, Disc, Layer, Line, Ring, Shape, draw_circle, draw_limb
from backcheck.knowledge.poses import Load, Part, Pose, Poses, Prop

HALF_HIPS = seg.HIP_WIDTH / 2 * 0.72
"""Half the way between the hip joints."""

HALF_SHOULDERS = seg.SHOULDER_WIDTH / 2
STANCE = 0.125
LYING = 60.0
"""From this lean of the trunk on a body counts as lying."""

HALF_BAR = 0.48
OPEN = 0.16
"""How far a knee points outward of its foot, for each degree of the thigh."""


def draw_front(
    body: Body, pose: Pose, rig: Poses, *, mark: Part | None, props: tuple[Prop, ...], load: Load, size: float
) -> list[Shape]:
    """All shapes of this pose from the front, the far ones first."""
    shift, tilt = pose.shift or 0.0, radians(pose.tilt or 0.0)
    middle = complex(shift, body.hip.imag)
    across = exp(1j * tilt)
    hips = (middle - across * HALF_HIPS, middle + across * HALF_HIPS)
    top = complex(shift * 0.6, body.shoulder.imag)
    top += abs(top.imag - middle.imag) * sin(radians(pose.sway or 0.0))
    if abs(body.trunk) > LYING or rig.root == "hip":
        return _draw_from_feet(body, pose, middle, across, mark)
    shapes: list[Shape] = [shape for prop in props for shape in draw_prop(prop, mark == "support")]
    bar_line = exp(1j * radians(pose.level or 0.0))
    back = rig.hold in ("back", "low-back")
    held = _held(body, pose, rig, load, size, top, bar_line, mark == "load")
    if back:
        shapes += held
    shapes += _legs(body, pose, hips, mark)
    shapes += _trunk(middle, top, across, bar_line, mark)
    shapes += _arms(body, rig, top, bar_line, load, mark)
    if not back:
        shapes += held
    head = top + (complex(0, body.head.imag - body.shoulder.imag)) * exp(-1j * radians(pose.sway or 0.0))
    shapes.append(Disc(head, seg.HEAD_RADIUS, "mark" if mark == "neck" else "body", gap=True))
    return shapes


def _draw_from_feet(body: Body, pose: Pose, middle: complex, across: complex, mark: Part | None) -> list[Shape]:
    """Somebody who lies or sits leaned back, from the end of the feet: pelvis and legs, since they hide the rest."""
    pelvis: Layer = "mark" if mark in ("hips", "pelvis") else "body"
    shapes = draw_limb(middle - across * 0.1, middle + across * 0.1, 0.055, 0.055, pelvis)
    for side in (-1, 1):
        lower = side * 0.5 * sin(radians(pose.level or 0.0))
        hip, knee = middle + across * HALF_HIPS * side, complex(side * 0.115, body.leg.knee.imag + lower)
        foot = complex(side * 0.13, body.leg.ankle.imag + lower)
        shapes += draw_limb(hip, knee, 0.05, 0.04, "body", gap=True)
        shapes += draw_limb(knee, foot, 0.036, 0.026, "body", gap=True)
        shapes += draw_limb(foot, foot + 0.05j * (1 if body.leg.toe.imag > body.leg.heel.imag + 0.05 else -0.4), 0.026, 0.022, "body", gap=True)
    if pelvis == "mark":
        shapes += [Line((middle + across * near, middle + across * far), "mark", True) for near, far in ((-0.3, -0.17), (0.17, 0.3))]
    return shapes


def _legs(body: Body, pose: Pose, hips: tuple[complex, complex], mark: Part | None) -> list[Shape]:
    stance = STANCE if pose.stance is None else pose.stance
    legs: list[tuple[Leg, int, bool]] = [(body.leg, 1, True), (body.rear or body.leg, -1, body.rear is None)]
    shapes: list[Shape] = []
    for leg, side, near in reversed(legs):
        hip = hips[0 if side < 0 else 1]
        foot = complex(side * stance, leg.ankle.imag)
        open_ = OPEN * min(90.0, max(0.0, body.thigh)) - (pose.knees or 0.0) if near else 4.0
        reach = min(seg.SHANK * sin(radians(open_)), sqrt(max(0.0, seg.SHANK**2 - (leg.knee - leg.ankle).imag ** 2)) + 0.06)
        knee = complex(foot.real + side * reach, leg.knee.imag)
        layer: Layer = "body" if near else "far"
        shapes += _front_leg(hip, knee, foot, side, layer, near)
        if mark == "knees" and near:
            shapes += [Disc(knee, 0.044, "mark"), draw_circle(knee, 0.075)]
    return shapes


def _front_leg(hip: complex, knee: complex, foot: complex, side: int, layer: Layer, near: bool) -> list[Shape]:
    scale = 1.0 if near else 0.72
    shapes = draw_limb(hip, knee, 0.05 * scale, 0.036 * scale, layer, gap=True)
    shapes += draw_limb(foot, knee, 0.022 * scale, 0.034 * scale, layer, gap=True)
    shapes += draw_limb(hip, knee, 0.05 * scale, 0.036 * scale, layer)
    sole = foot - seg.ANKLE * 1j
    return [*shapes, Area((sole - side * 0.02, foot, sole + side * 0.055 + 0.012j, sole + side * 0.055), layer)]


def _trunk(middle: complex, top: complex, across: complex, level: complex, mark: Part | None) -> list[Shape]:
    layer: Layer = "mark" if mark in ("trunk", "low-back") else "body"
    pelvis: Layer = "mark" if mark in ("pelvis", "hips") else layer
    waist = middle + (top - middle) * 0.35
    shoulder = exp(1j * 0) if mark is None else 1 + 0j
    shoulder = level if abs(level - 1) > 0 else shoulder
    corners = (waist - 0.075, top - HALF_SHOULDERS * shoulder, top + HALF_SHOULDERS * shoulder, waist + 0.075)
    shapes: list[Shape] = [Area(corners, layer, True), Disc(top - HALF_SHOULDERS * 0.85, 0.035, layer)]
    shapes += [Disc(top + HALF_SHOULDERS * 0.85, 0.035, layer)]
    shapes += draw_limb(top, top + 0.06j, 0.03, 0.026, layer)
    shapes.append(Area((waist - 0.075, waist + 0.075, middle + across * 0.1, middle - across * 0.1), pelvis))
    shapes += draw_limb(middle - across * 0.075, middle + across * 0.075, 0.042, 0.042, pelvis)
    if pelvis == "mark":
        shapes.append(Line((middle - across * 0.24, middle - across * 0.13), "mark", True))
        shapes.append(Line((middle + across * 0.13, middle + across * 0.24), "mark", True))
    if layer == "mark":
        shapes.append(Line((middle - 0.17, top - 0.2), "mark", True))
    return shapes


def _hands(body: Body, rig: Poses, top: complex, level: complex, load: Load) -> tuple[complex, complex]:
    """Where the two hands are."""
    if rig.hold in ("back", "low-back"):
        return top - level * 0.21, top + level * 0.21
    if rig.hold in ("front", "chest"):
        wide = 0.12 if rig.hold == "front" else 0.02
        height = body.load.imag if body.load is not None else top.imag
        return complex(top.real - wide, height), complex(top.real + wide, height)
    height = body.hand.imag
    wide = 0.03 if rig.hold == "swing" else 0.16
    return complex(top.real, height) - level * wide, complex(top.real, height) + level * wide


def _arms(body: Body, rig: Poses, top: complex, level: complex, load: Load, mark: Part | None) -> list[Shape]:
    layer: Layer = "mark" if mark == "arms" else "body"
    shapes: list[Shape] = []
    for hand, side in zip(_hands(body, rig, top, level, load), (-1, 1), strict=True):
        shoulder = top + side * HALF_SHOULDERS * 0.95
        elbow = meet(shoulder, seg.UPPER_ARM * 0.8, hand, seg.FOREARM * 0.8, side if rig.hold == "hands" else -side)
        if abs(hand - shoulder) > seg.ARM * 0.8:
            elbow = shoulder + (hand - shoulder) * (seg.UPPER_ARM / seg.ARM)
        shapes += draw_limb(shoulder, elbow, 0.027, 0.022, layer, gap=True)
        shapes += draw_limb(elbow, hand, 0.022, 0.018, layer, gap=True)
    return shapes


def _held(
    body: Body, pose: Pose, rig: Poses, load: Load, size: float, top: complex, level: complex, marked: bool
) -> list[Shape]:
    """The load from the front: a bar lies across."""
    layer: Layer = "mark" if marked else "load"
    if body.load is None or load == "none":
        return []
    radius = rig.load_radius * size
    place = complex(top.real, body.load.imag)
    if load in ("bar", "frame"):
        ends = (place - level * HALF_BAR, place + level * HALF_BAR)
        shapes: list[Shape] = [Line(ends, layer), Line((ends[0] - 0.008j, ends[1] - 0.008j), layer)]
        for end, side in zip(ends, (1, -1), strict=True):
            plate = end + level * side * 0.07
            up = level * 1j * radius
            shapes += draw_limb(plate - up, plate + up, 0.016, 0.016, layer)
        return shapes
    hands = _hands(body, rig, top, level, load)
    if load == "dumbbell":
        sides = hands if not (pose.size and pose.size < 0) else hands[1:]
        return [Disc(hand - 0.02j, abs(radius), layer, True) for hand in sides]
    return [Ring(place, 0.03, layer), Disc(place - 0.055j, radius, layer, True)]
