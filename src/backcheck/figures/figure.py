"""A lift's figures: the right way at a moment, and a fault beside it, as shapes.

The door of this room: others need `draw_right`, `draw_fault`, `draw_pair`, `find_moment` and the values they give.
"""

from __future__ import annotations

from typing import NamedTuple

from backcheck.figures.body import Body, build_body
from backcheck.figures.front import draw_front
from backcheck.figures.motion import pose_at
from backcheck.figures.shapes import Shape
from backcheck.figures.side import draw_side
from backcheck.knowledge.poses import MOMENTS, FaultFigure, Moment, Part, Pose, Poses, View


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


def draw_right(rig: Poses, moment: Moment | None = None) -> Drawn:
    """The right way at this moment, else at the one that the lift shows."""
    return draw_at(rig, float(MOMENTS.index(moment or rig.show)))


def draw_pair(rig: Poses, fault: FaultFigure) -> Pair:
    """The right way and the fault side by side, at the fault's first moment."""
    moment = find_moment(fault)
    time = float(MOMENTS.index(moment))
    return Pair(moment, draw_beside(rig, time, fault), draw_at(rig, time, fault))


def draw_beside(rig: Poses, time: float, fault: FaultFigure) -> Drawn:
    """The right way that belongs beside a fault: as the lift has it, or the fault's own right pose."""
    if fault.right is None:
        return draw_at(rig, time, view=fault.view)
    return draw_at(_with_fault(rig, fault), time, view=fault.view)


def draw_at(rig: Poses, time: float, fault: FaultFigure | None = None, *, view: View = "side") -> Drawn:
    """The figure at this time of the rep (0 to 4); with a fault, its change and its mark."""
    if fault is None:
        pose = pose_at(rig, time)
        return _draw(rig, pose, None, view)
    changed = _with_fault(rig, fault)
    pose = pose_at(changed if fault.right is not None else rig, time, fault.change)
    return _draw(changed, pose, fault.mark, fault.view)


def _with_fault(rig: Poses, fault: FaultFigure) -> Poses:
    """The lift with the other surroundings, load or hold of this fault."""
    kept = {name: getattr(rig, name) for name in rig.__struct_fields__}
    changed = {"props": fault.props, "load": fault.load, "hold": fault.hold, "rest": fault.rest}
    changed |= {"root": fault.root, "step": fault.step, "load_radius": fault.load_radius}
    if fault.right is not None:
        kept |= {"keys": dict.fromkeys(MOMENTS, fault.right), "rest": None, "plate": False}
    return Poses(**kept | {name: value for name, value in changed.items() if value is not None})


def _draw(rig: Poses, pose: Pose, mark: Part | None, view: View) -> Drawn:
    body = build_body(rig, pose)
    size = 1.0 if pose.size is None else pose.size
    if view == "front":
        shapes = draw_front(body, pose, rig, mark=mark, props=(), load=rig.load, size=size)
    else:
        shapes = draw_side(body, rig, mark=mark, props=rig.props, load=rig.load, size=size, tip=pose.level or 0.0)
    return Drawn(body, pose, shapes)
