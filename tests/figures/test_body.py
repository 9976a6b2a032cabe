"""The kinematics: whatever the angles, a body is connected, finite, of constant lengths and the same in a mirror."""

from __future__ import annotations

from cmath import isfinite
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcheck.figures import segments as seg
from backcheck.figures.body import Body, build_body, meet, point_up
from backcheck.figures.braille import fill_canvas, fit_frame, render_shapes
from backcheck.figures.figure import FIELDS, blend_poses, pose_at
from backcheck.figures.front import draw_front
from backcheck.figures.shapes import Disc, Limb, Ring, Shape, find_bounds
from backcheck.figures.side import Look, draw_side
from backcheck.knowledge.poses import Pose, Poses

SAME = 1e-9


def angles(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_nan=False)


POSES = st.builds(
    Pose,
    shin=angles(-60, 60),
    thigh=angles(-60, 170),
    trunk=st.none() | angles(-120, 150),
    lumbar=st.none() | angles(-80, 60),
    chest=st.none() | angles(-15, 95),
    neck=st.none() | angles(-60, 40),
    arm=st.none() | angles(-90, 180),
    elbow=st.none() | angles(0, 140),
    foot=st.none() | angles(-30, 40),
    rear_x=st.none() | angles(-0.5, -0.1),
)
HOLDS = st.sampled_from(["none", "back", "low-back", "front", "chest", "hands", "sides", "hips", "swing"])
RIGS = st.builds(Poses, keys=st.just({}), hold=HOLDS, load=st.sampled_from(["bar", "dumbbell", "kettlebell", "none"]))


def all_points(body: Body) -> list[complex]:
    legs = [*body.leg, *(body.rear or ())]
    return [*legs, *body.spine, body.head, body.elbow, body.hand, *([] if body.load is None else [body.load])]


def all_spots(shapes: list[Shape]) -> list[complex]:
    low, high = find_bounds(shapes)
    return [low, high]


@given(RIGS, POSES)
def test_every_pose_is_connected_and_finite(rig: Poses, pose: Pose) -> None:
    body = build_body(rig, pose)
    assert all(map(isfinite, all_points(body)))
    assert body.leg.hip == body.spine[0]
    assert abs(body.leg.hip - body.leg.knee) == pytest.approx(seg.THIGH)
    assert abs(body.leg.knee - body.leg.ankle) == pytest.approx(seg.SHANK)
    assert sum(abs(two - one) for one, two in pairwise(body.spine)) == pytest.approx(seg.TRUNK)
    assert abs(body.elbow - body.shoulder) <= seg.UPPER_ARM + SAME


def mirror_shape(shape: Shape) -> Shape:
    """The same shape seen in a mirror that stands upright at 0."""
    if isinstance(shape, (Disc, Ring)):
        return shape._replace(middle=-shape.middle.conjugate())
    if isinstance(shape, Limb):
        return shape._replace(start=-shape.start.conjugate(), end=-shape.end.conjugate())
    return shape._replace(points=tuple(-point.conjugate() for point in shape.points))


@given(RIGS, POSES)
def test_a_figure_and_its_mirror_image_are_as_big(rig: Poses, pose: Pose) -> None:
    shapes = draw_side(build_body(rig, pose), rig, Look())
    low, high = find_bounds(shapes)
    mirrored = [mirror_shape(shape) for shape in shapes]
    left, right = find_bounds(mirrored)
    assert (left.real, right.real) == pytest.approx((-high.real, -low.real))
    assert (left.imag, right.imag) == pytest.approx((low.imag, high.imag))
    assert [mirror_shape(shape) for shape in mirrored] == shapes


@given(RIGS, POSES)
def test_nothing_leaves_the_canvas(rig: Poses, pose: Pose) -> None:
    shapes = draw_side(build_body(rig, pose), rig, Look(mark="low-back"))
    frame = fit_frame(shapes, 30, 12)
    low, high = ((spot - frame.corner) * frame.scale for spot in all_spots(shapes))
    assert -0.5 <= low.real <= high.real <= 59.5
    assert -0.5 <= low.imag <= high.imag <= 47.5


@given(POSES)
def test_from_the_front_both_sides_are_alike_where_nothing_tilts(pose: Pose) -> None:
    rig = Poses(keys={}, hold="back", load="bar", load_radius=0.1)
    upright = blend_poses(pose, Pose(trunk=10.0), 1.0)
    standing = Pose(**{name: getattr(upright, name) for name in FIELDS if not name.startswith("rear")})
    shapes = draw_front(build_body(rig, standing), standing, rig, Look())
    low, high = find_bounds(shapes)
    assert low.real == pytest.approx(-high.real, abs=1e-6)


@given(angles(-80, 60), angles(0, 90), angles(-40, 80))
def test_the_trunk_leans_as_said_however_the_back_bends(lumbar: float, chest: float, trunk: float) -> None:
    body = build_body(Poses(keys={}), Pose(shin=5, thigh=40, trunk=trunk, lumbar=lumbar, chest=chest))
    way = body.shoulder - body.hip
    assert way / abs(way) == pytest.approx(point_up(trunk))


@given(angles(5, 40), angles(40, 105))
def test_a_bar_on_the_back_is_balanced_over_the_middle_of_the_foot(shin: float, thigh: float) -> None:
    body = build_body(Poses(keys={}, hold="back", load="bar"), Pose(shin=shin, thigh=thigh))
    assert body.load is not None
    assert body.load.real == pytest.approx(seg.MIDDLE, abs=0.02)


def test_bars_that_do_not_reach_are_stretched_along_the_line() -> None:
    assert meet(0j, 1.0, 5 + 0j, 1.0, 1) == pytest.approx(1 + 0j)
    assert meet(0j, 1.0, 1 + 0j, 1.0, 1) == pytest.approx(0.5 + 3**0.5 / 2 * 1j)


def test_a_rep_comes_back_to_where_it_began() -> None:
    rig = Poses(keys={"top": Pose(shin=5, thigh=0, trunk=5), "bottom": Pose(shin=30, thigh=95, trunk=40)})
    assert pose_at(rig, 0.0) == pose_at(rig, 4.0)
    half = pose_at(rig, 1.0)
    assert (half.shin, half.thigh, half.trunk) == (17.5, 47.5, 22.5)


def test_a_change_is_whole_at_its_moment_and_gone_at_the_next() -> None:
    rig = Poses(keys={"top": Pose(shin=5, thigh=0, trunk=5), "bottom": Pose(shin=30, thigh=95, trunk=40)})
    changes = {"bottom": Pose(lumbar=40.0, trunk=6.0)}
    there = pose_at(rig, 2.0, changes)  # type: ignore[arg-type]
    assert (there.lumbar, there.trunk) == (seg.NEUTRAL_LUMBAR + 40, 46)
    assert pose_at(rig, 3.0, changes).trunk == pose_at(rig, 3.0).trunk  # type: ignore[arg-type]


def test_a_body_far_from_the_floor_is_still_drawn() -> None:
    rig = Poses(keys={}, root="hip")
    shapes = draw_side(build_body(rig, Pose(hip_y=-400.0, trunk=0)), rig, Look())
    assert len(render_shapes(shapes, fit_frame(shapes, 30, 12))) == 12


def test_the_dots_of_two_canvases_are_compared_one_by_one() -> None:
    rig = Poses(keys={})
    one = draw_side(build_body(rig, Pose(trunk=0)), rig, Look())
    other = draw_side(build_body(rig, Pose(trunk=60)), rig, Look())
    frame = fit_frame([*one, *other], 30, 12)
    assert fill_canvas(one, frame).count_differences(fill_canvas(one, frame)) == 0
    assert fill_canvas(one, frame).count_differences(fill_canvas(other, frame)) > 100
