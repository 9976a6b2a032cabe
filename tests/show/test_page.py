"""Parts of pages: what stands in a row, beside a question, below a step."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest

from backcheck.knowledge.model import KnowledgeBase
from backcheck.reasoning.followup import StepAdvice
from backcheck.reasoning.recheck import CheckInResult
from backcheck.show.checkin import render_outcome
from backcheck.show.lookups import render_question
from backcheck.show.page import Page
from backcheck.show.surface import Surface

STEP = StepAdvice(move="stay", light="green", step=2, to=2, days=1, needed=2, back_from=5)


def surface(width: int = 80) -> Surface:
    return Surface(stream=StringIO(), width=width)


@pytest.mark.parametrize("width", [80, 40])
def test_a_row_has_a_cell_and_a_style_for_each_head(width: int) -> None:
    """However wide: a cell that is lost on the way is no row that is shorter."""
    page = Page(surface(width))
    page.columns(["Lift", "Step"], [["Squat", "3"]], ["strong", ""], [60, 40])
    with pytest.raises(ValueError, match="zip"):
        page.columns(["Lift", "Step"], [["Squat"]], ["strong", ""], [60, 40])
    with pytest.raises(ValueError, match="zip"):
        page.columns(["Lift", "Step"], [["Squat", "3"]], ["strong"], [60, 40])


def test_a_question_says_how_many_answers_it_takes(kb: KnowledgeBase) -> None:
    says = {"one": "one answer", "many": "any number of answers", "number": "a number from"}
    for question in kb.questions.values():
        head = " ".join(render_question(question, surface())[:2])
        assert [said for said in says.values() if said in head] == [says[question.kind]], head


@pytest.mark.parametrize(
    ("changes", "labels"),
    [
        ({"move": "up", "to": 3}, ["Why", "Check first", "Your step"]),
        ({"move": "up", "top": True}, ["Why", "Check first"]),
        ({"move": "stay"}, ["Why", "Your step", "Up when"]),
        ({"move": "stay", "step": 1, "to": 1, "bottom": True}, ["Why", "Your step", "Up when"]),
        ({"move": "back", "light": "red", "score": 6, "to": 1}, ["Why", "Your step"]),
        (
            {"move": "back", "light": "red", "score": 6, "step": 1, "to": 1, "bottom": True},
            ["Why", "Get help if", "Your step"],
        ),
    ],
)
def test_below_a_move_stands_what_it_needs(kb: KnowledgeBase, changes: dict[str, Any], labels: list[str]) -> None:
    """What is checked before one goes up, what there is on the lowest step, and when one who stays goes up."""
    step = StepAdvice(**{name: getattr(STEP, name) for name in STEP.__struct_fields__} | changes)
    outcome = CheckInResult(
        state="same", held=False, raised=False, screened=True, step=step, due=(), trends=(), exercise="squat"
    )
    lines = render_outcome(outcome, kb.follow_up, kb.ladder, surface(), "")
    heads = ("Why", "Check first", "Get help if", "Your step", "Up when")
    assert [head for line in lines for head in heads if line.startswith(head)] == labels
