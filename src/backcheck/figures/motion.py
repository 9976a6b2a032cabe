"""The rep as a movement: key poses, what lies between them, and what a fault adds.

Gives poses and bodies for any moment of the rep.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from backcheck.figures.body import find_rail, resolve
from backcheck.knowledge.poses import MOMENTS, Moment, Pose, Poses

FIELDS: tuple[str, ...] = Pose.__struct_fields__
ROUND = len(MOMENTS)
"""A rep goes from 0 (`top`) over 1, 2 and 3 and is back at the top at 4."""


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
    if find_rail(rig) is not None:
        change = replace(change, trunk=None)
    return add_change(_settle(rig, pose, change), change)


NOTHING = Pose()
USUAL: dict[str, float] = {"lumbar": -24.0, "chest": 30.0, "neck": -18.0, "size": 1.0, "stance": 0.125}
"""What a missing value counts as when something is added to it."""


def _mix(rig: Poses, first: Pose, second: Pose, share: float) -> Pose:
    """As `blend_poses`, but an angle that only one of them leaves to be solved for is solved for first."""
    return blend_poses(_answer(rig, first, second), _answer(rig, second, first), share)


def _answer(rig: Poses, pose: Pose, other: Pose) -> Pose:
    wants_trunk = pose.trunk is None and other.trunk is not None
    wants_thigh = pose.thigh is None and other.thigh is not None
    if not (wants_trunk or wants_thigh):
        return pose
    thigh, trunk = resolve(rig, pose)
    solved = Pose(trunk=trunk if wants_trunk else None, thigh=thigh if wants_thigh else None)
    return blend_poses(pose, solved, 0.0)


def _settle(rig: Poses, pose: Pose, change: Pose) -> Pose:
    """Fixes what a change starts from. A trunk that nothing changes and that hands, bench or rail hold stays free."""
    held = rig.hold == "hands" or rig.rest is not None or find_rail(rig) is not None
    free_trunk = pose.trunk is not None or (held and change.trunk is None)
    free_thigh = pose.thigh is not None or rig.rest is None or change.thigh is None
    if free_trunk and free_thigh:
        return pose
    thigh, trunk = resolve(rig, pose)
    return blend_poses(pose, Pose(trunk=None if free_trunk else trunk, thigh=None if free_thigh else thigh), 0.0)
