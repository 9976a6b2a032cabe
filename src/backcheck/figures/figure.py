"""A lift's figures: the right way at a moment, and a fault beside it, as shapes.

The door of this room: others need `draw_right`, `draw_fault`, `draw_pair`, `find_moment` and the values they give.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from msgspec.structs import replace

from backcheck.figures.body import Body, build_body
from backcheck.figures.front import draw_front
from backcheck.figures.motion import pose_at
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


def find_moment(fault: FaultFigure) -> Moment:
    """The moment that a still figure of this fault shows."""
    return next(iter(fault.change))


def draw_right(rig: Poses) -> Drawn:
    """The right way at the moment that the lift shows."""
    return draw_at(rig, float(MOMENTS.index(rig.show)))


def draw_pair(rig: Poses, fault: FaultFigure) -> Pair:
    """The right way and the fault side by side, at the fault's first moment."""
    moment = find_moment(fault)
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
        pose = pose_at(rig, time)
        return _draw(rig, pose, view, Look())
    changed = apply_fault(rig, fault)
    pose = pose_at(changed if fault.right is not None else rig, time, fault.change)
    right = pose_at(changed if fault.right is not None else rig, time)
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
