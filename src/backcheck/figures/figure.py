"""A lift's figures: the right way at any time of a rep, and a fault beside it, as shapes.

The door of this room. Below: the rep as a movement, from key poses, what lies between them, and what a fault adds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from msgspec.structs import replace

from backcheck.figures import segments as seg
from backcheck.figures.body import Body, build_body, find_rail
from backcheck.figures.front import STANCE, draw_front
from backcheck.figures.shapes import Shape
from backcheck.figures.side import Look, draw_side
from backcheck.knowledge.poses import MOMENTS, FaultFigure, FigureView, Moment, Pose, Poses

INSTEAD = ("props", "load", "load_radius", "hold", "rest", "root", "step", "handle")
"""What a fault can have instead of what the lift has."""


class Drawn(NamedTuple):
    """One figure: the body in it and its shapes, the far ones first."""

    body: Body
    pose: Pose
    shapes: list[Shape]


class Pair(NamedTuple):
    """The right way and the fault at one moment."""

    moment: Moment
    right: Drawn
    wrong: Drawn


def draw_right(rig: Poses) -> Drawn:
    """The right way at the moment that the lift shows."""
    return draw_at(rig, float(MOMENTS.index(rig.show)))


def draw_pair(rig: Poses, fault: FaultFigure) -> Pair:
    """The right way and the fault side by side, at the fault's first moment."""
    moment = next(iter(fault.change))
    time = float(MOMENTS.index(moment))
    return Pair(moment, draw_beside(rig, time, fault), draw_at(rig, time, fault))


def draw_beside(rig: Poses, time: float, fault: FaultFigure) -> Drawn:
    """The right way that belongs beside a fault: as the lift has it, or the fault's own right pose.

    A load that is held in another way is held so on both sides, unless it is itself what is wrong.
    """
    if fault.right is None:
        if rig.load != "none" and fault.hold is not None and fault.mark != "load":
            rig = apply_fault(rig, replace(fault, props=None, rest=None, root=None, step=None, handle=None))
        return draw_at(rig, time, view=fault.view)
    return draw_at(apply_fault(rig, fault), time, view=fault.view)


def draw_at(rig: Poses, time: float, fault: FaultFigure | None = None, *, view: FigureView = "side") -> Drawn:
    """The figure at this time of the rep (0 to 4); with a fault, its change and its mark."""
    if fault is None:
        return _draw(rig, pose_at(rig, time), view, Look())
    changed = apply_fault(rig, fault)
    moved = rig if fault.right is None else changed
    pose, right = pose_at(moved, time, fault.change), pose_at(moved, time)
    heel = (pose.foot or 0.0) - (right.foot or 0.0)
    low = 0.0
    if fault.mark == "feet" and rig.plate:  # how far down on the plate of a machine the feet stand
        here, there = build_body(rig, right).leg, build_body(changed, pose).leg
        sole = (here.toe - here.heel) / abs(here.toe - here.heel)
        low = max(0.0, ((here.ball - there.ball) * sole.conjugate()).real)
    return _draw(changed, pose, fault.view, Look(fault.mark, heel=heel, low=low))


def apply_fault(rig: Poses, fault: FaultFigure) -> Poses:
    """The lift with the other surroundings, load or hold of this fault."""
    changed: dict[str, Any] = {name: getattr(fault, name) for name in INSTEAD if getattr(fault, name) is not None}
    if fault.right is not None:
        changed |= {"keys": dict.fromkeys(MOMENTS, fault.right), "rest": None, "plate": False}
    return replace(rig, **changed)


def _draw(rig: Poses, pose: Pose, view: FigureView, look: Look) -> Drawn:
    body = build_body(rig, pose)
    look = look._replace(size=1.0 if pose.size is None else pose.size, tip=pose.level or 0.0)
    shapes = draw_side(body, rig, look) if view == "side" else draw_front(body, pose, rig, look)
    return Drawn(body, pose, shapes)


# -- the rep -----------------------------------------------------------------------------------------------------------


FIELDS: tuple[str, ...] = Pose.__struct_fields__
ROUND = len(MOMENTS)
"""A rep goes from 0 (`top`) over 1, 2 and 3 and is back at the top at 4."""

NOTHING = Pose()
USUAL: dict[str, float] = {
    "lumbar": seg.NEUTRAL_LUMBAR,
    "chest": seg.NEUTRAL_CHEST,
    "neck": seg.USUAL_NECK,
    "size": 1.0,
    "stance": STANCE,
}
"""What a missing value counts as when something is added to it."""


def blend_poses(first: Pose, second: Pose, share: float) -> Pose:
    """The pose between two, at this share of the way. What only one of them says holds for both."""
    values: dict[str, float] = {}
    for name in FIELDS:
        one, other = getattr(first, name), getattr(second, name)
        if one is not None or other is not None:
            one, other = other if one is None else one, one if other is None else other
            values[name] = one + (other - one) * share
    return Pose(**values)


def add_change(pose: Pose, change: Pose) -> Pose:
    """The pose with these differences added; what the pose does not say counts as 0, or as its usual value."""
    values = {name: getattr(pose, name) for name in FIELDS}
    for name in FIELDS:
        extra = getattr(change, name)
        if extra is not None:
            values[name] = (USUAL.get(name, 0.0) if values[name] is None else values[name]) + extra
    return Pose(**values)


def mix_changes(first: Pose, second: Pose, share: float) -> Pose:
    """The change between two, at this share of the way; what a change does not name does not change."""
    pairs = {name: (getattr(first, name), getattr(second, name)) for name in FIELDS}
    return Pose(
        **{
            name: (one or 0.0) * (1 - share) + (other or 0.0) * share
            for name, (one, other) in pairs.items()
            if one is not None or other is not None
        }
    )


def find_key(rig: Poses, moment: Moment) -> Pose:
    """The right pose of this moment: as given, or half-way between top and bottom."""
    given = rig.keys.get(moment)
    if given is not None:
        return given
    return _mix(rig, rig.keys["top"], rig.keys["bottom"], 0.5)


def pose_at(rig: Poses, time: float, changes: Mapping[Moment, Pose] | None = None) -> Pose:
    """The pose at this time of the rep (0 to 4), with the share of each change that is due then.

    A bar on a rail stays on it, so there the trunk follows from the legs and the bend of the back.
    """
    number = int(time) % ROUND
    share = time - int(time)
    here, there = MOMENTS[number], MOMENTS[(number + 1) % ROUND]
    pose = find_key(rig, here)
    if share:
        pose = _mix(rig, pose, find_key(rig, there), share)
    if not changes:
        return pose
    change = mix_changes(changes.get(here, NOTHING), changes.get(there, NOTHING), share)
    railed = find_rail(rig) is not None
    if railed:
        change = replace(change, trunk=None)
    # A change starts from a solved angle, but a trunk that hands, bench or rail hold and nothing changes stays free.
    held = railed or rig.hold == "hands" or rig.rest is not None
    trunk = not (held and change.trunk is None)
    return add_change(_solve(rig, pose, trunk=trunk, thigh=rig.rest is not None and change.thigh is not None), change)


def _mix(rig: Poses, first: Pose, second: Pose, share: float) -> Pose:
    """As `blend_poses`, but an angle that only one of them leaves to be solved for is solved for first."""
    return blend_poses(
        _solve(rig, first, trunk=second.trunk is not None, thigh=second.thigh is not None),
        _solve(rig, second, trunk=first.trunk is not None, thigh=first.thigh is not None),
        share,
    )


def _solve(rig: Poses, pose: Pose, *, trunk: bool, thigh: bool) -> Pose:
    """The pose with its trunk and its thigh, where they are missing and wanted."""
    trunk, thigh = trunk and pose.trunk is None, thigh and pose.thigh is None
    if not (trunk or thigh):
        return pose
    body = build_body(rig, pose)
    return replace(pose, trunk=body.trunk if trunk else pose.trunk, thigh=body.thigh if thigh else pose.thigh)
