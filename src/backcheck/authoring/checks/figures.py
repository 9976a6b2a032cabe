"""Figures: every lift and fault has one, it could be a person who moves so, and the fault can be seen.

What was found is remembered by content, since the same poses are looked at many times while somebody writes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from backcheck.authoring.findings import Finding
from backcheck.figures import segments as seg
from backcheck.figures.body import Body, Leg, find_rail
from backcheck.figures.braille import fill_canvas, fit_frame
from backcheck.figures.figure import Drawn, apply_fault, draw_at, draw_beside, draw_pair
from backcheck.figures.motion import ROUND
from backcheck.figures.shapes import find_bounds
from backcheck.knowledge.lifts import Lift
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.poses import MOMENTS, FaultFigure, Load, Poses

GIVES = ("BC901", "BC902", "BC903", "BC904", "BC905", "BC906")

LIMITS: dict[str, tuple[float, float]] = {
    "knee": (-8, 165),
    "hip": (-40, 172),
    "ankle": (-75, 55),
    "lumbar": (-80, 62),
    "chest": (-15, 95),
    "neck": (-80, 45),
    "elbow": (0, 150),
}
"""How far each joint bends, in degrees; a little wider than people do, since figures overdraw what matters."""

OFF = 0.02
"""How far the bar may be from over the middle of the foot at a named moment, in body heights (3.5 cm at 175 cm)."""

OFF_BETWEEN = 0.05
"""The same between the named moments, where angles are only blended."""

SUNK = 0.02
"""How far below the floor something may be, in body heights: the rounding of a drawn foot."""

HANGS: dict[Load, float] = {"bar": 0.0, "plate": 0.0, "dumbbell": 0.0, "kettlebell": 0.05}
"""How far the middle of a weight hangs below the hand that holds it."""

HINTS = {"BC903": "Bend less at that moment, or put the feet on something: `step` in `poses`, in body heights."}
"""What to try first, by code."""

STRETCHED = 0.004
LEAST_DOTS = 24
"""So many dots of a figure of 30 columns and 12 rows must differ for a fault to be seen."""

SIZE = (30, 12)
NARROW = (18, 6)
FEWEST_DOTS_TALL = 10
STEPS = 4
"""How many frames are looked at between two named moments."""

_known: dict[bytes, tuple[tuple[str, str, str], ...]] = {}


def check(kb: KnowledgeBase) -> Iterator[Finding]:
    """BC901 to BC906. A variant is looked at with what it inherits; a fault is named in the file that holds it."""
    for lift in kb.lifts.values():
        key = msgspec.json.encode((lift.poses, [(fault.id, fault.figure) for fault in lift.faults]))
        if key not in _known:
            _known[key] = tuple(_examine(lift))
        for code, pointer, message in _known[key]:
            yield Finding(code, f"lifts/{lift.id}.json", pointer, message, HINTS.get(code, ""))


def _examine(lift: Lift) -> Iterator[tuple[str, str, str]]:
    """Code, pointer and message of all that is wrong with the figures of one lift."""
    rig = lift.poses
    if rig is None:
        yield "BC901", "", "has no poses, so it cannot be drawn."
        return
    missing = [moment for moment in ("top", "bottom") if moment not in rig.keys]
    if missing:
        yield "BC901", "/poses/keys", f"has no key pose for: {', '.join(missing)}."
        return
    for code, message in _one_way(rig, None):
        yield code, "/poses", message
    for fault in lift.faults:
        wrong: Iterable[tuple[str, str]] = ()
        if fault.figure is None:
            wrong = [("BC901", "is missing; where no camera shows the fault, say `unseen`.")]
        elif not fault.figure.unseen and not fault.figure.change:
            wrong = [("BC901", "changes nothing; where no camera shows the fault, say `unseen`.")]
        elif not fault.figure.unseen:
            wrong = (*_one_way(rig, fault.figure), *_is_seen(rig, fault.figure))
        for code, message in wrong:
            yield code, fault.id, f"the figure of '{fault.id}' {message}"


def _one_way(rig: Poses, figure: FaultFigure | None) -> Iterator[tuple[str, str]]:
    """What is wrong with the right way, or with one fault, over the whole rep; each kind of thing once."""
    said: set[str] = set()
    for step in range(ROUND * STEPS):
        time = step / STEPS
        drawn = draw_at(rig, time, figure)
        where = f"({MOMENTS[int(time)]}, {step % STEPS}/{STEPS} on)"
        for code, message in _one_frame(rig, drawn, figure, named=step % STEPS == 0):
            if message not in said:
                said.add(message)
                yield code, f"{message} {where}"


def _one_frame(rig: Poses, drawn: Drawn, figure: FaultFigure | None, *, named: bool) -> Iterator[tuple[str, str]]:
    body = drawn.body
    shin = drawn.pose.shin or 0.0
    bends = {"knee": shin + body.thigh, "hip": body.trunk + body.thigh, "ankle": shin - (drawn.pose.foot or 0.0)}
    bends |= {name: getattr(drawn.pose, name) for name in ("lumbar", "chest", "neck", "elbow")}
    for joint, angle in bends.items():
        low, high = LIMITS[joint]
        if angle is not None and not low <= angle <= high:
            yield "BC902", f"bends the {joint} out of its range of {low} to {high} degrees"
    yield from _floor(rig, body, figure, drawn.pose.size)
    yield from _lengths(body)
    if figure is None and rig.free and body.load is not None:
        off = abs(body.load.real - rig.step[0] - seg.MIDDLE)
        if off > (OFF if named else OFF_BETWEEN):
            yield "BC904", "has the bar too far from over the middle of the foot"
    on = rig if figure is None else apply_fault(rig, figure)
    rail = find_rail(on)
    if rail is not None and body.load is not None and abs(body.load.real - rail) > OFF:
        yield "BC904", "has the bar off its rail"
    low_left, high_right = find_bounds(drawn.shapes)
    if max(abs(low_left), abs(high_right)) > 3:
        yield "BC906", "reaches so far out that nothing of it would be seen"


def _floor(rig: Poses, body: Body, figure: FaultFigure | None, size: float | None) -> Iterator[tuple[str, str]]:
    feet = [body.leg.ball, body.leg.toe, *((body.rear.ball, body.rear.toe) if body.rear is not None else ())]
    if min(point.imag for point in (*feet, body.hand, body.leg.knee, body.hip)) < -SUNK:
        yield "BC903", "has a foot, hand, knee or hip below the floor"
    has = rig if figure is None else apply_fault(rig, figure)
    if body.load is not None and has.load in HANGS:
        low = body.load.imag - HANGS[has.load] - has.load_radius * (1.0 if size is None else abs(size))
        if low < -SUNK:
            yield "BC903", "has the weight below the floor"
    stands = rig.root == "foot" and not rig.plate and (figure is None or (figure.step is None and figure.root is None))
    if stands and abs(body.leg.ball.imag - rig.step[1]) > SUNK:
        yield "BC903", "has a foot off what it stands on"


def _lengths(body: Body) -> Iterator[tuple[str, str]]:
    legs: list[tuple[str, Leg]] = [("leg", body.leg)]
    if body.rear is not None:
        legs.append(("rear leg", body.rear))
    for name, leg in legs:
        thigh, shank = abs(leg.hip - leg.knee), abs(leg.knee - leg.ankle)
        if max(abs(thigh - seg.THIGH), abs(shank - seg.SHANK)) > STRETCHED:
            yield "BC906", f"stretches the {name}, whose foot is too far away"
    if abs(body.elbow - body.shoulder) > seg.UPPER_ARM + STRETCHED or abs(body.hand - body.elbow) > seg.ARM * 0.66:
        yield "BC906", "stretches the arm, whose hand is too far away"
    along = sum(abs(two - one) for one, two in zip(body.spine, body.spine[1:], strict=False))
    if abs(along - seg.TRUNK) > STRETCHED:
        yield "BC906", "stretches the trunk"


def _is_seen(rig: Poses, figure: FaultFigure) -> Iterator[tuple[str, str]]:
    """Whether enough dots differ from the right way, the mark left aside, and whether it is a figure when small."""
    pair = draw_pair(rig, figure)
    bare = draw_at(rig, float(MOMENTS.index(pair.moment)), msgspec.structs.replace(figure, mark="none"))
    both = [*draw_beside(rig, float(MOMENTS.index(pair.moment)), figure).shapes, *bare.shapes]
    frame = fit_frame(both, *SIZE)
    dots = fill_canvas(pair.right.shapes, frame).count_differences(fill_canvas(bare.shapes, frame))
    if dots < LEAST_DOTS:
        yield "BC905", f"differs from the right way by {dots} dots; {LEAST_DOTS} are needed to be seen."
    small = fit_frame(both, *NARROW)
    low, high = find_bounds(bare.shapes)
    if (high.imag - low.imag) * small.scale < FEWEST_DOTS_TALL:
        yield "BC906", "is too small to be read on a narrow screen."
