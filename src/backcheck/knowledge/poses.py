"""The shapes of a lift's figure: the rep as key poses in joint angles, what is held, what stands around, and faults.

Owns the types only; `backcheck.figures` turns them into points and lines. Angles are in degrees, places and sizes in
fractions of body height, x to the front, y up, the floor at 0. `docs/figures.md` tells which angles are measured and
which are schematic.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from backcheck.knowledge.records import Grade, Record

Moment = Literal["top", "lowering", "bottom", "driving"]
"""The key poses of a rep, in their order; a rep goes round and comes back to `top`."""

MOMENTS: tuple[Moment, ...] = ("top", "lowering", "bottom", "driving")

BodyPart = Literal[
    "low-back",
    "upper-back",
    "trunk",
    "pelvis",
    "hips",
    "knees",
    "feet",
    "arms",
    "neck",
    "load",
    "support",
    "rear-leg",
    "none",
]
"""What a figure can mark. `low-back` is the lumbar curve; `support` is whatever seat, pad, bench or box there is."""

Hold = Literal["none", "back", "low-back", "front", "chest", "hands", "sides", "hips", "swing", "handles", "shoulders"]
"""Where the load is: on the upper back, lower on the back, in the front rack, held at the chest, straight below in the
hands, at the sides, on the hips, swung from the hands; on `handles` the hands hold the machine; `shoulders` is a pad.
"""

Load = Literal["none", "bar", "frame", "kettlebell", "dumbbell", "plate", "pad", "shin-pad", "calf-pad"]
PropKind = Literal["box", "cushion", "rail", "pivot", "roller"]
FigureView = Literal["side", "front"]
PoseValue = Annotated[float, msgspec.Meta(ge=-400, le=400)]
"""Degrees, or body heights; bounded so that no file can make a figure without end."""

Spot = Annotated[float, msgspec.Meta(ge=-5, le=5)]
Size = Annotated[float, msgspec.Meta(gt=0, le=2)]
Position = tuple[Spot, Spot]


class Pose(Record, frozen=True):
    """Joint angles of one moment; in a fault the same fields are added to the right pose.

    `shin` and `thigh` lean from the vertical, the knee in front of the ankle and behind it the hip counting positive;
    `trunk` is the lean of the line from hip to shoulder. `lumbar` and `chest` bend the spine, rounding positive: the
    pelvis follows from trunk and lumbar. `neck` turns the head from the line of the upper back, `arm` leans forward
    from hanging, `elbow` bends, `foot` lifts the heel. `rear_*` place the other foot, `hip_*` the hip where a seat
    holds it. `drift` and `raise_` move the load forward and up, `size` scales it. `knees` (in is positive), `tilt`,
    `shift`, `sway`, `level` (of the bar) and `stance` are seen from the front. A missing angle is solved for or has its
    usual value.
    """

    shin: PoseValue | None = None
    thigh: PoseValue | None = None
    trunk: PoseValue | None = None
    lumbar: PoseValue | None = None
    chest: PoseValue | None = None
    neck: PoseValue | None = None
    arm: PoseValue | None = None
    elbow: PoseValue | None = None
    foot: PoseValue | None = None
    rear_x: PoseValue | None = None
    rear_y: PoseValue | None = None
    rear_foot: PoseValue | None = None
    rear_shin: PoseValue | None = None
    rear_thigh: PoseValue | None = None
    hip_x: PoseValue | None = None
    hip_y: PoseValue | None = None
    drift: PoseValue | None = None
    raise_: PoseValue | None = None
    size: PoseValue | None = None
    knees: PoseValue | None = None
    tilt: PoseValue | None = None
    shift: PoseValue | None = None
    sway: PoseValue | None = None
    level: PoseValue | None = None
    stance: PoseValue | None = None


class Prop(Record, frozen=True):
    """Something that stands around: a `box` from its lower left corner, or a line with a width from `at` to `to`."""

    kind: PropKind
    at: Position
    to: Position
    wide: Size = 0.04


class Poses(Record, frozen=True):
    """The rep of one lift. `top` and `bottom` are always there; the moments between are half-way if not given.

    `root` is what stays in place: the foot on the floor (or at `step` on something), or the hip on a seat. `rest` is
    where the shoulders lie, so that thigh and trunk follow from the shin. `show` is the moment of the small figure.
    `sources` are those of the segment lengths and of whatever angles were measured; the rest is schematic (`expert`).
    `plate` puts a foot plate under the sole. `handle` is what the hands hold on to. `free` tells that the lifter
    stands without support, so that the bar must be over the middle of the foot.
    """

    keys: dict[Moment, Pose]
    show: Moment = "bottom"
    root: Literal["foot", "hip"] = "foot"
    hold: Hold = "none"
    load: Load = "none"
    load_radius: Size = 0.128
    rest: Position | None = None
    step: Position = (0.0, 0.0)
    handle: Position | None = None
    plate: bool = False
    free: bool = False
    props: tuple[Prop, ...] = ()
    sources: tuple[str, ...] = ()
    grade: Grade | None = None


class FaultFigure(Record, frozen=True):
    """How a fault differs: angles added to the right pose at some moments, and the part to mark.

    The first moment is the one that a still figure shows. What is given here replaces what the lift has: things around,
    load, hold, where the shoulders rest, what stays in place. A fault away from the rep itself (picking the weight up)
    brings a `right` pose of its own. A fault that no camera can see (`unseen`) is told in words only.
    """

    change: dict[Moment, Pose] = {}
    mark: BodyPart = "low-back"
    view: FigureView = "side"
    props: tuple[Prop, ...] | None = None
    load: Load | None = None
    load_radius: Size | None = None
    hold: Hold | None = None
    rest: Position | None = None
    root: Literal["foot", "hip"] | None = None
    step: Position | None = None
    handle: Position | None = None
    right: Pose | None = None
    unseen: bool = False
