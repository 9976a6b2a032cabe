"""What a figure shows, in words: for readers without pictures, and as the text beside each picture.

The words are read off the drawn bodies and so cannot say anything else than the picture.
"""

from __future__ import annotations

from cmath import phase
from collections.abc import Iterator
from itertools import chain, islice
from math import degrees

from backcheck.figures import segments as seg
from backcheck.figures.body import Body
from backcheck.figures.figure import Drawn, Pair, draw_pair, draw_right
from backcheck.figures.front import is_from_feet
from backcheck.knowledge.poses import FaultFigure, Load, Moment, Pose, Poses, Prop

MOST = 4
"""So many differences are told; a list of all would hide what matters."""

NAMES: dict[Moment, str] = {
    "top": "at the top",
    "lowering": "half-way down",
    "bottom": "at the bottom",
    "driving": "half-way up",
}

LOADS: dict[Load, str] = {
    "none": "",
    "bar": "the bar",
    "frame": "the bar",
    "kettlebell": "the weight",
    "dumbbell": "the weight",
    "plate": "the weight",
    "pad": "the pad",
    "shin-pad": "the roller",
    "calf-pad": "the roller",
}

BEND = 12.0
"""From this many degrees on a bend counts as seen."""

LEAN = 8.0
STEP = 0.03
"""From this share of body height on a place counts as another."""


FROM_FRONT, FROM_FEET = ", seen from the front", ", seen from the feet end"
UNSEEN = "No camera shows this one; the card says how to tell."


def say_right(rig: Poses | None) -> str:
    """One sentence about the right way at the moment that the lift shows; empty where it has no poses."""
    if rig is None:
        return ""
    body = draw_right(rig).body
    size = round(abs(body.trunk) / 5) * 5
    if size < 10:
        parts = ["the trunk upright"]
    elif size < 75:
        parts = [f"the trunk leaning about {size} degrees {'forward' if body.trunk > 0 else 'back'}"]
    else:
        parts = ["the trunk about level" if size <= 105 else "the trunk hanging down"]
    level = body.hip.imag - body.leg.knee.imag
    if rig.root == "foot" and rig.rest is None and level < 0.12:
        parts.append("the hips about level with the knees" if level > -0.03 else "the hips below the knees")
    if rig.root == "hip":
        parts.append(f"the knees bent about {_bend_of_knee(body):.0f} degrees")
    if rig.rest is not None:
        line = (body.leg.knee.imag + body.shoulder.imag) / 2
        parts.append("the hips in line with shoulders and knees" if body.hip.imag > line - 0.07 else "the hips low")
    if rig.free:
        parts.append(f"{LOADS[rig.load]} over the middle of the foot")
    heel = body.leg.heel.imag - rig.step[1]
    if rig.root == "foot" and not rig.plate:
        parts.append("the heels high" if heel > 0.03 else "the heels low" if heel < -0.01 else "the whole foot down")
    return f"{NAMES[rig.show].capitalize()}: {', '.join(parts)}."


def say_fault(rig: Poses | None, fault: FaultFigure | None) -> str:
    """The words of a fault; for one that no camera shows, the sentence that says so."""
    if rig is None or fault is None:
        return ""
    return UNSEEN if fault.unseen else describe_fault(rig, draw_pair(rig, fault), fault)


def describe_fault(rig: Poses, pair: Pair, fault: FaultFigure) -> str:
    """One sentence about what is different in the fault, against the right way."""
    right, wrong, load = pair.right, pair.wrong, LOADS[fault.load or rig.load]
    if fault.view == "front":
        parts = _front(rig, right.pose, wrong.pose, load)
    else:
        parts = chain(
            _spine(right, wrong),
            _places(rig, right.body, wrong.body),
            _loads(right, wrong, load),
            _around(rig, wrong.body, fault),
            _limbs(right, wrong, plate=rig.plate),
        )
    away = fault.right is not None and (rig.root == "foot" or fault.root is not None)
    when = "before or after the set" if away else NAMES[pair.moment]
    seen = "" if fault.view == "side" else FROM_FEET if is_from_feet(pair.right.body, rig) else FROM_FRONT
    return f"{when.capitalize()}{seen}, against the right way: {'; '.join(islice(parts, MOST))}."


def _bend_of_knee(body: Body) -> float:
    """How far the knee is bent, in degrees, to the next ten."""
    thigh, shank = body.leg.knee - body.hip, body.leg.ankle - body.leg.knee
    return round(abs(degrees(phase(shank / thigh))) / 10) * 10


def _front(rig: Poses, right: Pose, wrong: Pose, load: str) -> Iterator[str]:
    if _gain(right, wrong, "knees") > 5:
        yield "the knees move inward"
    if _gain(right, wrong, "tilt") > 3 and rig.root == "hip":
        yield "one side of the hips is nearer the feet"
        yield "one knee is straighter"
    elif _gain(right, wrong, "tilt") > 3:
        yield "one side of the hips is lower"
    if abs(_gain(right, wrong, "shift")) > 0.04:
        yield "the hips move to one side"
    if abs(_gain(right, wrong, "sway")) > 6:
        yield "the trunk sways to one side"
    if abs(_gain(right, wrong, "level")) > 3:
        yield f"{load} is higher on one side"
    stance = _gain(right, wrong, "stance")
    if abs(stance) > 0.04:
        yield "the feet stand wider" if stance > 0 else "the feet stand on one line"
    yield from _size(wrong, load)


def _spine(first: Drawn, second: Drawn) -> Iterator[str]:
    right, wrong, here, there = first.pose, second.pose, first.body, second.body
    low, high = _gain(right, wrong, "lumbar", seg.NEUTRAL_LUMBAR), _gain(right, wrong, "chest", seg.NEUTRAL_CHEST)
    if low > BEND:
        yield "the low back rounds" + (" and the tailbone tucks under" if _pelvis(here) - _pelvis(there) > BEND else "")
    elif low < -BEND:
        yield "the low back arches more"
    if high > BEND:
        yield "the upper back rounds"
    elif high < -BEND:
        yield "the ribs lift"
    lean = there.trunk - here.trunk
    if abs(lean) > LEAN and here.trunk > -60:
        flat = abs(here.trunk) > 55
        yield (
            ("the chest is lower" if lean > 0 else "the chest is higher")
            if flat and here.trunk > 0
            else ("the trunk leans further forward" if lean > 0 else "the trunk leans further back")
        )


def _pelvis(body: Body) -> float:
    """The lean of the pelvis from straight up, in degrees."""
    return 90 - degrees(phase(body.spine[1] - body.spine[0]))


def _places(rig: Poses, right: Body, wrong: Body) -> Iterator[str]:
    hip = wrong.hip.imag - right.hip.imag
    if abs(hip) > STEP:
        yield "the hips are higher" if hip > 0 else "the hips are lower"
    slide = wrong.hip.real - right.hip.real
    if rig.root == "hip" and slide > 0.05:
        yield "the hips have slid forward"
    if rig.root == "hip" and abs(wrong.leg.knee - wrong.shoulder) < abs(right.leg.knee - right.shoulder) - 0.04:
        yield "the knees are closer to the chest"
    if rig.plate and wrong.leg.ankle.imag < right.leg.ankle.imag - STEP and rig.root == "hip":
        yield "the feet are lower"
    knee = (wrong.leg.knee - wrong.leg.ankle).real - (right.leg.knee - right.leg.ankle).real
    if abs(knee) > STEP and rig.root == "foot":
        yield "the knees are further forward" if knee > 0 else "the knees are further back"
    heel = (wrong.leg.heel - wrong.leg.ball).imag - (right.leg.heel - right.leg.ball).imag
    if abs(heel) > 0.02 and rig.root == "foot" and not rig.plate:
        yield "the heels lift" if heel > 0 else "the heels drop" if rig.step[1] else "the toes get light"
    if right.rear is not None and wrong.rear is not None:
        if wrong.rear.toe.real < right.rear.toe.real - STEP:
            yield "the rear foot is further back"
        if wrong.rear.toe.imag > right.rear.toe.imag + STEP:
            yield "the rear foot is higher"
    straight = _bend_of_knee(wrong) < 10 <= _bend_of_knee(right)
    if rig.root == "hip" and straight:
        yield "the knees are straight"


def _loads(right: Drawn, wrong: Drawn, load: str) -> Iterator[str]:
    here, there = right.body.load, wrong.body.load
    if here is not None and there is not None and load:
        ahead = (there - wrong.body.leg.ankle).real - (here - right.body.leg.ankle).real
        if abs(ahead) > STEP:
            yield f"{load} is further {'forward' if ahead > 0 else 'back'}"
    rise = _gain(right.pose, wrong.pose, "raise_")
    if abs(rise) > STEP and load:
        yield f"{load} sits {'higher' if rise > 0 else 'lower'}"
    if abs(_gain(right.pose, wrong.pose, "level")) > 5:
        yield f"{load} tips forward"
    yield from _size(wrong.pose, load)


def _size(wrong: Pose, load: str) -> Iterator[str]:
    size = 1.0 if wrong.size is None else wrong.size
    if size < 0:
        yield "only one hand holds a weight"
    elif size > 1.1:
        yield f"{load or 'the weight'} is bigger"


def _around(rig: Poses, wrong: Body, fault: FaultFigure) -> Iterator[str]:
    """The first thing that stands elsewhere, and whether the knee has left the pivot of a leg machine."""
    stands = fault.props if fault.props is not None and fault.right is None else rig.props
    for kind, what in (("box", "box"), ("cushion", "seat or pad"), ("pivot", "pivot of the machine"), ("rail", "rail")):
        before, now = _place(rig.props, kind), _place(stands, kind)
        if now is not None and now != before:
            high = now.imag - (before.imag if before is not None else 0.0)
            moved = "is higher" if high > 0 else "is lower"
            yield f"the {what} {moved if abs(high) > 0.02 and kind != 'rail' else 'stands elsewhere'}"
            break
    pivot = _place(fault.props or rig.props, "pivot")
    if pivot is not None and abs(wrong.leg.knee - pivot) > 0.06 and fault.mark == "knees":
        yield "the knee is not level with the pivot of the machine"


def _place(props: tuple[Prop, ...], kind: str) -> complex | None:
    """The upper right end of all things of one kind."""
    ends = [place for prop in props if prop.kind == kind for place in (prop.at, prop.to)]
    return complex(max(x for x, _ in ends), max(y for _, y in ends)) if ends else None


def _limbs(first: Drawn, second: Drawn, *, plate: bool) -> Iterator[str]:
    right, wrong, here, there = first.pose, second.pose, first.body, second.body
    if _gain(right, wrong, "elbow") > 20:
        yield "the elbows are bent"
    if abs(_gain(right, wrong, "arm")) > 14:
        up = (there.elbow - there.shoulder).imag - (here.elbow - here.shoulder).imag
        yield "the elbows are higher" if up > 0 else "the elbows are lower"
    if plate and _gain(right, wrong, "foot") > 8:
        yield "the heels come off the plate"
    neck = _gain(right, wrong, "neck", seg.USUAL_NECK)
    if neck < -BEND:
        yield "the head tips back"
    elif neck > BEND and _lean_of_neck(there) > _lean_of_neck(here) + BEND:
        yield "the chin drops towards the chest"


def _lean_of_neck(body: Body) -> float:
    """How far the head is forward of straight up over the shoulder, in degrees."""
    return -degrees(phase((body.head - body.shoulder) / 1j))


def _gain(right: Pose, wrong: Pose, name: str, usual: float = 0.0) -> float:
    """How much more of this the fault has."""
    one, other = getattr(right, name), getattr(wrong, name)
    return (usual if other is None else float(other)) - (usual if one is None else float(one))
