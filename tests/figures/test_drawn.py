"""What people see: figures of every lift at every width, golden frames, the words, and the moving rep."""

from __future__ import annotations

import re
import time
from io import StringIO
from typing import Any
from xml.etree import ElementTree

import pyte
import pytest

from backcheck.errors import UsageError
from backcheck.figures.braille import Frame, render_shapes
from backcheck.figures.figure import draw_at, draw_pair
from backcheck.figures.shapes import Disc, Limb, Stroke
from backcheck.figures.words import UNSEEN, say_fault, say_right
from backcheck.knowledge.lifts import Lift
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.names import find_fault
from backcheck.knowledge.poses import FaultFigure, Pose
from backcheck.reasoning.answers import read_answers
from backcheck.reasoning.assess import assess
from backcheck.show.card import render_card
from backcheck.show.causes import find_top_fault
from backcheck.show.figure_svg import picture_fault, picture_sheet
from backcheck.show.figures import (
    FRAMES,
    draw_frame,
    draw_sign,
    make_film,
    paint_lines,
    redraw,
    render_all,
    render_fault,
    render_right,
)
from backcheck.show.surface import Surface
from backcheck.text import cells
from tests.broad import sweep
from tests.conftest import Golden

SAFE = {name: ["none"] for name in ("safety-body", "safety-nerves", "safety-pain", "safety-you")}
SHOWN = ("squat:tailbone-tucks", "squat:knees-cave", "deadlift:low-back-rounds", "leg-press:tailbone-lifts")
BRAILLE = re.compile("[\u2801-\u28ff]")


def surface(**changes: Any) -> Surface:
    return Surface(**{"stream": StringIO(), "braille": True, "terminal": True, **changes})


def pick(kb: KnowledgeBase, spec: str) -> tuple[Lift, Any]:
    lift, fault = spec.split(":")
    return kb.lifts[lift], find_fault(kb.lifts[lift], fault)


@pytest.mark.parametrize("width", [80, 40])
@pytest.mark.parametrize("spec", SHOWN)
def test_a_fault_looks_as_it_did(spec: str, width: int, kb: KnowledgeBase, golden: Golden) -> None:
    lines = render_fault(*pick(kb, spec), surface(width=width))
    assert max(map(cells, lines)) <= width
    assert not any(line != line.rstrip() for line in lines)
    golden(f"figures/{spec.replace(':', '-')}-{width}.txt", "\n".join(lines) + "\n")


@pytest.mark.parametrize("spec", SHOWN[:2])
def test_a_picture_looks_as_it_did(spec: str, kb: KnowledgeBase, golden: Golden) -> None:
    picture = picture_fault(*pick(kb, spec))
    assert picture is not None
    golden(f"figures/{spec.replace(':', '-')}.svg", picture.svg)


THIRDS = pytest.mark.parametrize("part", sweep(range(3), (0).__eq__))
"""Every third lift, and in `.ci/run` the others too."""


@THIRDS
@pytest.mark.parametrize("width", sweep([20, 40, 59, 60, 80, 100], lambda width: width in (20, 40)))
def test_every_fault_fits_every_width(width: int, part: int, kb: KnowledgeBase) -> None:
    for lift in [*kb.lifts.values()][part::3]:
        for line in (
            render_all(lift, surface(width=width)) if width in (40, 80) else render_right(lift, surface(width=width))
        ):
            assert cells(line) <= width, (lift.id, line)


def test_every_lift_and_fault_has_a_figure_and_words(kb: KnowledgeBase) -> None:
    for lift in kb.lifts.values():
        assert say_right(lift.poses).endswith(".")
        for fault in lift.faults:
            words = say_fault(lift.poses, fault.figure)
            assert fault.figure is not None
            assert words == UNSEEN if fault.figure.unseen else ": ." not in words and ";" not in words[:20], fault.id
            if fault.contributor in ("rounding", "butt-wink", "hyperextension") and not fault.figure.unseen:
                assert re.search("back|tailbone|trunk|knees", words), (lift.id, fault.id, words)


def test_a_head_that_hardly_moves_is_not_told(kb: KnowledgeBase) -> None:
    """The usual bend of the neck is what a change is measured from."""
    rig = kb.lifts["deadlift"].poses
    for degrees, told in ((-6.0, None), (-30.0, "the head tips back"), (34.0, "the chin drops towards the chest")):
        words = say_fault(rig, FaultFigure(change={"bottom": Pose(neck=degrees, lumbar=20.0)}))
        assert [part for part in ("the head tips back", "the chin drops towards the chest") if part in words] == (
            [told] if told else []
        )


def test_every_form_fault_can_be_seen(kb: KnowledgeBase) -> None:
    unseen = {
        f"{lift.id}:{fault.id}"
        for lift in kb.lifts.values()
        for fault in lift.faults
        if fault.figure is not None and fault.figure.unseen and kb.contributors[fault.contributor].family == "form"
    }
    assert unseen == set()


def test_plain_and_no_braille_give_words_and_no_dots(kb: KnowledgeBase) -> None:
    for to in (surface(plain=True, braille=False), surface(braille=False)):
        lines = render_all(kb.lifts["squat"], to)
        assert not BRAILLE.search("".join(lines))
        assert "tailbone tucks under" in " ".join(lines)
        assert render_right(kb.lifts["squat"], to) == []


def test_without_colour_the_mark_is_still_more_than_the_rest(kb: KnowledgeBase) -> None:
    """The dashed line beside the marked part is there in dots, not only in colour."""
    lift, fault = pick(kb, "squat:tailbone-tucks")
    assert fault.figure is not None
    assert lift.poses is not None
    marks = [shape for shape in draw_pair(lift.poses, fault.figure).wrong.shapes if shape.layer == "mark"]
    assert any(getattr(shape, "dashed", False) for shape in marks)


def test_both_sides_hold_the_same_unless_what_is_held_is_the_fault(kb: KnowledgeBase) -> None:
    for spec, same in (("lunge:brace-lost-under-bar", True), ("step-up:sways-under-the-bar", False)):
        lift, fault = pick(kb, spec)
        assert lift.poses is not None
        pair = draw_pair(lift.poses, fault.figure)
        on_backs = [drawn.body.load.imag > drawn.body.hip.imag for drawn in pair[1:] if drawn.body.load is not None]
        assert on_backs == [same, True]


def test_a_bar_on_a_rail_never_leaves_it(kb: KnowledgeBase) -> None:
    rig = kb.lifts["smith-squat"].poses
    assert rig is not None
    for fault in (None, *(fault.figure for fault in kb.lifts["smith-squat"].faults)):
        rail = next(prop.at[0] for prop in (fault and fault.props) or rig.props if prop.kind == "rail")
        for step in range(16):
            load = draw_at(rig, step / 4, fault).body.load
            assert load is not None
            assert load.real == pytest.approx(rail, abs=0.005)


def test_a_ring_before_a_limb_leaves_the_limb_its_colour() -> None:
    """A cell is coloured as load where the load has a fair share of its dots."""
    thick = Limb(0.2 + 0.5j, 0.8 + 0.5j, 0.2, 0.2, "body")
    for load, layers in (
        (Stroke((0.5 + 0.1j, 0.5 + 0.9j), "load"), {"body"}),
        (Disc(0.5 + 0.5j, 0.15, "load"), {"body", "load"}),
    ):
        middle = render_shapes([thick, load], Frame(20, 10, 40.0, 0j), ground=False)[5]
        assert {layer for text, layer in middle if text.strip()} == layers


def test_the_card_has_its_figure_on_a_terminal_with_room_only(kb: KnowledgeBase) -> None:
    def card(**changes: Any) -> str:
        return "\n".join(render_card(kb.lifts["squat"], surface(**changes), ""))

    assert BRAILLE.search(card())
    assert "Aim for this, at the bottom." in card()
    for changes in ({"terminal": False}, {"width": 40}, {"plain": True}, {"braille": False}):
        assert not BRAILLE.search(card(**changes))


def test_pictures_are_whole_and_say_what_they_show(kb: KnowledgeBase) -> None:
    for lift in kb.lifts.values():
        sheet = picture_sheet(lift, lift.faults)
        assert sheet is not None
        for picture in (sheet, *(picture_fault(lift, fault) for fault in lift.faults)):
            if picture is not None:
                root = ElementTree.fromstring(picture.svg)
                assert root.get("aria-label") == picture.alternative
                assert root.find("{http://www.w3.org/2000/svg}title") is not None
                assert "nan" not in picture.svg
                assert "http" not in picture.svg.replace("http://www.w3.org/2000/svg", "")


@THIRDS
def test_a_sign_of_the_interview_can_be_drawn(part: int, kb: KnowledgeBase) -> None:
    for question in [one for one in kb.questions.values() if one.id.startswith("signs-")][part::3]:
        for option in question.options:
            lines = draw_sign(kb.lifts, question.id, option.id, surface())
            assert bool(lines) == (question.id.removeprefix("signs-") in kb.lifts)
    assert draw_sign(kb.lifts, "signs-squat", "nothing-such", surface()) == []


@THIRDS
@pytest.mark.parametrize("width", sweep([39, 60, 79], lambda width: width == 39))
def test_a_sign_fits_into_its_question(kb: KnowledgeBase, width: int, part: int) -> None:
    """Heading, prompt, pointed row and keys take up to seven of 24 rows; no fix is said yet."""
    for lift in [*kb.lifts.values()][part::3]:
        for fault in lift.faults:
            lines = draw_sign(kb.lifts, f"signs-{lift.id}", fault.id, surface(width=width))
            assert len(lines) <= 24 - 7, (lift.id, fault.id)
            assert not any(line.startswith(("Fix", "Cue")) for line in lines)


def test_a_fault_that_was_seen_is_drawn_before_one_that_was_not(kb: KnowledgeBase) -> None:
    """Somebody who ticked the yank is not shown another fault of a form that is merely possible."""
    answers = {"exercise": ["deadlift"], "signs-deadlift": ["yanks-the-bar"]}
    found = find_top_fault(assess(kb, read_answers(kb, SAFE | answers)), kb.lifts)

    assert found is not None
    assert found[1].id == "yanks-the-bar"


def test_a_fault_is_found_by_what_people_type(kb: KnowledgeBase) -> None:
    squat = kb.lifts["squat"]
    assert find_fault(squat, "tailbone-tucks").id == "tailbone-tucks"
    assert find_fault(squat, "Knees cave in").id == "knees-cave"
    assert find_fault(squat, "wink").id == "tailbone-tucks"
    for vague in ("hips", "", "no such thing"):
        with pytest.raises(UsageError) as error:
            find_fault(squat, vague)
        assert "hips-shoot-up" in error.value.remedy


@pytest.mark.parametrize(
    "spec",
    sweep(["squat:hips-shoot-up", "lunge:hip-drops", "hip-thrust:arches-at-the-top"], "squat:hips-shoot-up".__eq__),
)
@pytest.mark.parametrize(("colour", "width"), [(True, 80), (False, 80), (True, 40), (True, 20)])
def test_redrawing_what_changed_gives_the_whole_next_frame(
    spec: str, colour: bool, width: int, kb: KnowledgeBase
) -> None:
    """On a terminal, many small steps end in the same picture as drawing it afresh, in few bytes."""
    lift, fault = pick(kb, spec)
    assert lift.poses is not None
    to = surface(colour=colour, width=width)
    film = make_film(lift.poses, fault.figure, width, 24)
    stepped, whole = pyte.Screen(width, 24), pyte.Screen(width, 24)
    steps, fresh = pyte.Stream(stepped), pyte.Stream(whole)
    now = draw_frame(film, 0)
    steps.feed("\r\n".join(paint_lines(now, to)) + "\r\n")
    sent = 0
    for number in range(1, FRAMES + 1, 3):
        before, now = now, draw_frame(film, number)
        change = redraw(before, now, to)
        sent += len(change.encode())
        steps.feed(change)
    fresh.feed("\r\n".join(paint_lines(now, to)) + "\r\n")
    assert [line.rstrip() for line in stepped.display] == [line.rstrip() for line in whole.display]
    assert stepped.cursor.y == whole.cursor.y == film.rows
    assert sent / (FRAMES / 3) < 1400


def test_a_figure_is_drawn_quickly(kb: KnowledgeBase) -> None:
    """A figure takes about 2 ms on a quiet machine; the bound leaves room for a busy one."""
    lift, _ = pick(kb, SHOWN[0])
    best = min(_seconds(lambda: render_right(lift, surface())) for _ in range(20))
    assert best < 0.009


def _seconds(call: Any) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start
