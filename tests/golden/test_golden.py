"""Golden output: what people see, byte for byte, at 80 and at 40 columns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from backcheck import assess
from backcheck.knowledge.model import KnowledgeBase
from backcheck.show.advice import advise
from backcheck.show.card import render_card, render_first
from backcheck.show.danger import render_danger_signs, render_emergencies
from backcheck.show.document import Advice
from backcheck.show.first_screen import render_first_screen, render_result
from backcheck.show.surface import Surface
from backcheck.text import cells
from tests.conftest import Golden
from tests.golden.test_pages import PAGES

pytestmark = pytest.mark.boundary

HERE = Path(__file__).parent
DAY = date(2026, 11, 23)
WIDTHS = (80, 40)
ROWS = 23
"""Of a usual window, but for the line that follows."""
FOR_AUTHORS = ("score", "triage-table")
"""Drawn in `test_authors.py`."""

CLEAR: dict[str, object] = {
    "safety-body": ["none"],
    "safety-nerves": ["none"],
    "safety-pain": ["none"],
    "safety-you": ["none"],
    "age": "20-44",
}
TUCKS: dict[str, object] = CLEAR | {
    "exercise": "squat",
    "changed": ["load-up"],
    "signs-squat": ["tailbone-tucks"],
    "pain-course": "weeks-easing",
    "pain-when": "bottom",
    "pain-reach": "only-lift",
}
PEOPLE: dict[str, tuple[str, dict[str, object]]] = {
    "train-changed": ("TRAIN, CHANGED", TUCKS),
    "train": (
        "TRAIN",
        CLEAR
        | {
            "exercise": "deadlift",
            "changed": ["more-work"],
            "pain-course": "days",
            "pain-when": "next-day",
            "pain-start": "after-session",
            "pain-where": "across",
            "pain-feel": "sore",
            "pain-reach": "nuisance",
        },
    ),
    "book": ("BOOK", TUCKS | {"safety-pain": ["one-leg"], "safety-one-leg": "past-knee"}),
    "today": ("TODAY", CLEAR | {"safety-pain": ["ill"], "safety-ill": "hot"}),
    "stop": ("STOP", {"safety-body": ["none"], "safety-nerves": ["bladder"], "safety-bladder": "start-or-feel"}),
}
"""Name -> verdict and answers."""


def of_person(name: str) -> Callable[[KnowledgeBase, Surface], list[str]]:
    """Draws the whole advice for a person."""

    def draw(kb: KnowledgeBase, to: Surface) -> list[str]:
        prompts = {question.id: question.prompt for question in kb.questions.values()}
        return render_result(Advice(assess(kb, PEOPLE[name][1]), DAY, prompts), to)

    return draw


DRAWN: dict[str, Callable[[KnowledgeBase, Surface], list[str]]] = {
    "squat": lambda kb, to: render_first(kb.lifts["squat"], to),
    "squat-full": lambda kb, to: render_card(kb.lifts["squat"], to, kb.base.review.words),
    "redflags": render_emergencies,
    "redflags-full": render_danger_signs,
    "first-screen": lambda kb, to: render_first_screen(Advice(assess(kb, TUCKS), DAY), to),
} | {name: of_person(name) for name in PEOPLE}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", DRAWN)
def test_it_looks_as_it_did(name: str, width: int, kb: KnowledgeBase, golden: Golden) -> None:
    """Byte for byte, and never wider than asked for."""
    lines = DRAWN[name](kb, Surface(stream=StringIO(), width=width))
    drawn = "".join(line + "\n" for line in lines)
    assert max(map(cells, lines)) <= width
    assert not any(line != line.rstrip() for line in lines)
    golden(f"{name}-{width}.txt", drawn)


@pytest.mark.parametrize("name", PEOPLE)
def test_the_people_are_who_they_are_meant_to_be(name: str, kb: KnowledgeBase) -> None:
    """Each has the verdict of their name, and their first screen is one screen of 80 to 24."""
    verdict, answers = PEOPLE[name]
    result = assess(kb, answers)
    assert result.verdict == verdict
    window = Surface(stream=StringIO(), terminal=True, rows=24)
    assert len(render_first_screen(advise(kb, result, DAY), window)) <= ROWS


def test_there_is_no_file_too_many() -> None:
    """Each file is of something that is still drawn."""
    for_authors = {f"{name}.txt" for name in FOR_AUTHORS}
    drawn = {f"{name}-{width}.txt" for name in DRAWN for width in WIDTHS}
    pages = {f"pages-{name}.txt" for name in PAGES}
    assert {path.name for path in HERE.glob("*.txt")} == drawn | for_authors | pages
