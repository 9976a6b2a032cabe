"""Plain kinematics: the joint angles of one pose to the points of a body seen from the side.

Points are complex numbers, x to the front and y up, in fractions of body height. A missing angle is solved for here:
the trunk so that the load is over the middle of the foot, thigh and trunk where the shoulders rest on something, the
arms so that the hands are where the load is.
"""

from __future__ import annotations

from cmath import exp, phase
from math import acos, cos, pi, radians, sqrt
from typing import NamedTuple

from backcheck.figures import segments as seg
from backcheck.knowledge.poses import Pose, Poses

LUMBAR_PARTS = 4
CHEST_PARTS = 4
INSTEP = 80.0
"""From this pitch on a rear foot lies on its instep and no longer stands on its toes."""

BAR_DEPTH = 0.05
"""How far a bar on the back lies behind the line of the spine."""


class Leg(NamedTuple):
    """The points of one leg; the foot bends at the ball where it stands on its toes."""

    hip: complex
    knee: complex
    ankle: complex
    heel: complex
    ball: complex
    toe: complex


class Body(NamedTuple):
    """All joint points of a body from the side. `spine` goes from the hip to the shoulder."""

    leg: Leg
    rear: Leg | None
    spine: tuple[complex, ...]
    head: complex
    elbow: complex
    hand: complex
    load: complex | None
    trunk: float
    thigh: float

    @property
    def hip(self) -> complex:
        """The hip joint."""
        return self.spine[0]

    @property
    def shoulder(self) -> complex:
        """The shoulder joint."""
        return self.spine[-1]


def point_up(lean: float) -> complex:
    """The unit vector that leans this many degrees forward from straight up."""
    return 1j * exp(-1j * radians(lean))


def bend_spine(lumbar: float, chest: float) -> tuple[list[complex], float]:
    """Points of a spine that starts straight up at 0, and the lean of its last part. Its length is `segments.TRUNK`."""
    points, lean = [0j, complex(0, seg.PELVIS)], 0.0
    for bend, length, parts in ((lumbar, seg.LUMBAR, LUMBAR_PARTS), (chest, seg.CHEST, CHEST_PARTS)):
        for _ in range(parts):
            lean += bend / parts / 2
            points.append(points[-1] + point_up(lean) * length / parts)
            lean += bend / parts / 2
    return points, lean


def meet(first: complex, long: float, second: complex, short: float, side: int) -> complex:
    """Where two bars of these lengths from two points meet; on the left of the way from first to second for side 1.

    Bars that do not reach are stretched along the straight line, so that there is always an answer.
    """
    way = second - first
    distance = max(abs(way), 1e-9)
    along = (distance * distance + long * long - short * short) / (2 * distance)
    along = max(-long, min(long, along))
    return first + way / distance * complex(along, side * sqrt(max(0.0, long * long - along * along)))


def build_body(rig: Poses, pose: Pose) -> Body:
    """The points of this pose. Every angle that is missing is solved for or has its usual value."""
    lumbar = seg.NEUTRAL_LUMBAR if pose.lumbar is None else pose.lumbar
    chest = seg.NEUTRAL_CHEST if pose.chest is None else pose.chest
    curve, last = bend_spine(lumbar, chest)
    chord = abs(curve[-1])
    leg, thigh, trunk = _stand(rig, pose, chord)
    if trunk is None:
        trunk = _balance(rig, pose, leg, curve, last)
    turn = exp(-1j * (radians(trunk) - (pi / 2 - phase(curve[-1]))))
    spine = tuple(leg.hip + point * turn for point in curve)
    lean = last + trunk - 90 + phase(curve[-1]) * 180 / pi
    head = spine[-1] + point_up(lean + (seg.USUAL_NECK if pose.neck is None else pose.neck)) * seg.HEAD
    elbow, hand, load = _reach(rig, pose, spine, lean, leg)
    return Body(leg, _rear(pose, leg.hip), spine, head, elbow, hand, load, trunk, thigh)


def find_rail(rig: Poses) -> float | None:
    """Where the upright rail stands that guides a bar on the back; None where a bar goes free."""
    if rig.load != "bar" or rig.hold not in ("back", "low-back"):
        return None
    rails = [prop.at[0] for prop in rig.props if prop.kind == "rail" and prop.at[0] == prop.to[0]]
    return rails[0] if rails else None


def _stand(rig: Poses, pose: Pose, chord: float) -> tuple[Leg, float, float | None]:
    """The leg, the angle of the thigh, and the lean of the trunk where it follows from where the shoulders rest."""
    shin, thigh, foot = pose.shin or 0.0, pose.thigh or 0.0, pose.foot or 0.0
    if rig.root == "hip":
        hip = complex(pose.hip_x or 0.0, pose.hip_y or 0.0)
        knee = hip - point_up(-thigh) * seg.THIGH
        return _foot(hip, knee, knee - point_up(shin) * seg.SHANK, foot), thigh, pose.trunk
    # The ball of the foot stays where it is while the heel lifts.
    ball = complex(*rig.step) + seg.BALL
    ankle = ball + complex(-seg.BALL, seg.ANKLE) * exp(-1j * radians(foot))
    knee = ankle + point_up(shin) * seg.SHANK
    if rig.rest is None or pose.thigh is not None:
        hip = knee + point_up(-thigh) * seg.THIGH
        if rig.rest is None:
            return _foot(hip, knee, ankle, foot, not rig.plate), thigh, pose.trunk
    else:
        hip = meet(knee, seg.THIGH, complex(*rig.rest), chord, 1)
    there = complex(*rig.rest) - hip
    thigh = -_lean_of(hip - knee)
    return _foot(hip, knee, ankle, foot, True), thigh, _lean_of(there)


def _lean_of(way: complex) -> float:
    """The lean of a way from straight up, from -180 to 180 degrees."""
    lean = 90 - phase(way) * 180 / pi
    return lean - 360 if lean > 180 else lean


def _foot(hip: complex, knee: complex, ankle: complex, foot: float, stands: bool = False) -> Leg:
    """The leg with its foot turned by so many degrees; one that stands keeps its toes flat."""
    turn = exp(-1j * radians(foot))
    heel, ball = (ankle + complex(x, -seg.ANKLE) * turn for x in (-seg.HEEL, seg.BALL))
    return Leg(hip, knee, ankle, heel, ball, ball + (seg.TOE - seg.BALL) * (1 if stands else turn))


def _rear(pose: Pose, hip: complex) -> Leg | None:
    """The other leg, where it is not beside the first: its foot is placed and its knee follows, or by its angles."""
    if pose.rear_thigh is not None:
        knee = hip - point_up(-pose.rear_thigh) * seg.THIGH
        return _foot(hip, knee, knee - point_up(pose.rear_shin or 0.0) * seg.SHANK, pose.rear_foot or 0.0)
    if pose.rear_x is None:
        return None
    foot = pose.rear_foot or 0.0
    stands = foot < INSTEP
    turn = exp(-1j * radians(foot))
    ball = complex(pose.rear_x, pose.rear_y or 0.0) - (seg.TOE - seg.BALL) * (1 if stands else turn)
    ankle = ball + complex(-seg.BALL, seg.ANKLE) * turn
    return _foot(hip, meet(hip, seg.THIGH, ankle, seg.SHANK, 1), ankle, foot, stands)


def _balance(rig: Poses, pose: Pose, leg: Leg, curve: list[complex], last: float) -> float:
    """The lean of the trunk that puts the load over the middle of the foot, or on its rail; upright without a load."""
    rail = find_rail(rig)
    over = (rig.step[0] + seg.MIDDLE if rail is None else rail) - leg.hip.real
    if rig.hold == "hands":
        bar = complex(over, rig.load_radius + rig.step[1] + (pose.raise_ or 0.0) - leg.hip.imag)
        return _lean_of(meet(0j, abs(curve[-1]), bar, _arm_length(pose), 1))
    upright = 90 - phase(curve[-1]) * 180 / pi
    held = _held(rig, [point * exp(1j * radians(upright)) for point in curve], last - upright)
    if held is None:
        return 0.0
    return (phase(held) - acos(max(-1.0, min(1.0, over / abs(held))))) * 180 / pi


def _held(rig: Poses, spine: list[complex] | tuple[complex, ...], lean: float) -> complex | None:
    """Where a load that the trunk carries is."""
    up = point_up(lean)
    front = up * -1j
    if rig.hold == "back":
        return spine[-1] - front * BAR_DEPTH
    if rig.hold == "low-back":
        return spine[-2] - up * 0.01 - front * (BAR_DEPTH + 0.005)
    if rig.hold == "front":
        return spine[-1] + front * 0.055 + up * 0.005
    if rig.hold == "chest":
        return spine[-3] + front * 0.15
    return None


def _reach(
    rig: Poses, pose: Pose, spine: tuple[complex, ...], lean: float, leg: Leg
) -> tuple[complex, complex, complex | None]:
    """Elbow, hand and load: carried by the trunk, on the hips, on a machine, or in hands that hang or swing."""
    shoulder = spine[-1]
    moved = complex(pose.drift or 0.0, pose.raise_ or 0.0)
    held = _held(rig, spine, lean)
    if held is not None:
        load = held + moved
        side, seen = (1, 0.7) if rig.hold in ("back", "low-back") else (-1, 0.9)
        # A bent arm points partly to the side, so less of it is seen; `arm` says where it points.
        if pose.arm is None:
            return meet(shoulder, seg.UPPER_ARM * seen, load, seg.FOREARM * seen, side), load, load
        return shoulder - point_up(-pose.arm) * seg.UPPER_ARM * seen, load, load
    if rig.hold == "hips":
        front = (spine[1] - spine[0]) / abs(spine[1] - spine[0]) * -1j
        load = leg.hip + (leg.knee - leg.hip) * 0.12 + front * 0.085 + moved
        return meet(shoulder, seg.UPPER_ARM, load, seg.FOREARM, 1), load, load
    if rig.hold in ("handles", "shoulders") and rig.handle is not None:
        hand, roller = complex(*rig.handle), None
        if rig.load in ("shin-pad", "calf-pad"):  # the roller of a leg machine lies against the leg
            way = (leg.knee - leg.ankle) / abs(leg.knee - leg.ankle)
            roller = leg.ankle + way * 0.03 + way * (-1j if rig.load == "shin-pad" else 1j) * 0.06
        return meet(shoulder, seg.UPPER_ARM, hand, seg.FOREARM, 1), hand, roller
    if rig.hold == "hands" and pose.arm is None:
        x = rig.step[0] + seg.MIDDLE + moved.real
        length = _arm_length(pose)
        dx = max(-length, min(length, x - shoulder.real))
        hand = complex(shoulder.real + dx, shoulder.imag - sqrt(max(0.0, length * length - dx * dx)))
        return meet(shoulder, seg.UPPER_ARM, hand, seg.FOREARM, -1), hand, hand
    # An arm given by its angles, with the load in the hand or below it.
    arm = pose.arm or 0.0
    elbow = shoulder - point_up(-arm) * seg.UPPER_ARM
    forearm = -point_up(-arm - (pose.elbow or 0.0))
    hand = elbow + forearm * seg.FOREARM
    return elbow, hand, None if rig.load == "none" else hand + moved + forearm * (0.07 if rig.hold == "swing" else 0.0)


def _arm_length(pose: Pose) -> float:
    """From shoulder to hand with this bend of the elbow."""
    bend = radians(180 - (pose.elbow or 0.0))
    return sqrt(seg.UPPER_ARM**2 + seg.FOREARM**2 - 2 * seg.UPPER_ARM * seg.FOREARM * cos(bend))
