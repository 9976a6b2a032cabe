"""Somebody who lies or leans back, seen from the feet end: whole, level where nothing turns; and leg machines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcheck.figures import segments as seg
from backcheck.figures.figure import Drawn, draw_pair, draw_right
from backcheck.figures.front import Eye
from backcheck.figures.shapes import Disc, Limb, Stroke, find_bounds
from backcheck.figures.words import say_fault
from backcheck.knowledge.lifts import Lift
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.names import find_fault
from backcheck.knowledge.poses import FaultFigure, Poses

FROM_FEET = ("leg-press:one-leg-pushes-more", "seated-leg-press:one-leg-pushes-more", "glute-bridge:hips-uneven")
LEG_MACHINES = ("leg-curl", "leg-extension")
PLACES = st.complex_numbers(max_magnitude=2, allow_nan=False)


def pick(kb: KnowledgeBase, spec: str) -> tuple[Poses, FaultFigure, Lift]:
    lift, name = spec.split(":")
    rig, figure = kb.lifts[lift].poses, find_fault(kb.lifts[lift], name).figure
    assert rig is not None
    assert figure is not None
    return rig, figure, kb.lifts[lift]


def hips(drawn: Drawn) -> tuple[complex, complex]:
    """Where the two thighs begin: they are the thickest limbs."""
    thick = max(shape.thick for shape in drawn.shapes if isinstance(shape, Limb))
    left, right = (shape.start for shape in drawn.shapes if isinstance(shape, Limb) and shape.thick == thick)
    return left, right


@given(PLACES, PLACES, st.floats(20, 80))
def test_nothing_is_seen_longer_than_it_is(one: complex, other: complex, rise: float) -> None:
    eye = Eye(rise)
    assert abs(eye.see(one) - eye.see(other)) <= abs(one - other) + 1e-9


@pytest.mark.parametrize("spec", FROM_FEET)
def test_a_whole_person_is_seen(spec: str, kb: KnowledgeBase) -> None:
    rig, figure, _ = pick(kb, spec)
    for drawn in draw_pair(rig, figure)[1:]:
        discs = [shape for shape in drawn.shapes if isinstance(shape, Disc)]
        heads = [disc for disc in discs if disc.radius == pytest.approx(seg.HEAD_RADIUS)]
        assert len(heads) == 1
        assert heads[0].middle.imag > max(hip.imag for hip in hips(drawn))
        assert find_bounds(drawn.shapes)[0].imag >= 0


@pytest.mark.parametrize("spec", FROM_FEET)
def test_the_hips_are_level_the_right_way_and_turned_in_the_fault(spec: str, kb: KnowledgeBase) -> None:
    pair = draw_pair(*pick(kb, spec)[:2])
    left, right = hips(pair.right)
    assert left.imag == pytest.approx(right.imag)
    assert left.real == pytest.approx(-right.real)
    left, right = hips(pair.wrong)
    assert abs(left.imag - right.imag) > 0.03


@pytest.mark.parametrize("spec", FROM_FEET)
def test_the_words_say_from_where(spec: str, kb: KnowledgeBase) -> None:
    rig, figure, _ = pick(kb, spec)
    assert ", seen from the feet end, against" in say_fault(rig, figure)


@pytest.mark.parametrize("lift", LEG_MACHINES)
def test_the_arm_of_a_leg_machine_turns_at_the_knee(lift: str, kb: KnowledgeBase) -> None:
    """From the pivot to the roller, and the pivot is beside the knee unless that is the fault."""
    rig, figure, _ = pick(kb, f"{lift}:machine-off-line")
    pair = draw_pair(rig, figure)
    for drawn, beside in ((draw_right(rig), True), (pair.right, True), (pair.wrong, False)):
        arms = [shape for shape in drawn.shapes if isinstance(shape, Limb) and shape.layer == "load"]
        assert [arm.end for arm in arms] == [drawn.body.load]
        assert (abs(arms[0].start - drawn.body.leg.knee) < 0.04) == beside


@pytest.mark.parametrize("lift", ["leg-press", "seated-leg-press", "45-degree-leg-press"])
def test_feet_that_stand_low_are_low_on_the_plate(lift: str, kb: KnowledgeBase) -> None:
    """More of the plate is above the toes than the right way."""
    rig, figure, _ = pick(kb, f"{lift}:feet-low")
    above = []
    for drawn in draw_pair(rig, figure)[1:]:
        plate = next(s for s in drawn.shapes if isinstance(s, Limb) and s.layer == "prop" and s.thick == 0.014)
        above.append(abs(plate.end - drawn.body.leg.ball))
    assert above[1] > above[0] + 0.02


def test_dashes_that_mark_the_hips_stand_clear_of_the_arms(kb: KnowledgeBase) -> None:
    for spec in FROM_FEET:
        marks = [
            shape for shape in draw_pair(*pick(kb, spec)[:2]).wrong.shapes if isinstance(shape, Stroke) and shape.dashed
        ]
        assert len(marks) == 2
        assert min(abs(point.real) for shape in marks for point in shape.points) > 0.23
