"""Whoever is plain training soreness by all answers is told so by the interview, with the screens that it has."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from backcheck import assess
from backcheck.knowledge.records import NONE, UNSURE
from backcheck.reasoning.answers import Answer, read_answers
from backcheck.reasoning.conclusion import conclude
from backcheck.reasoning.evidence import applicable
from backcheck.reasoning.lookahead import soreness_questions
from tests.broad import sweep
from tests.reasoning.people import KB, Known, next_after
from tests.reasoning.test_safety_properties import CLEAR

LIFTS = ("squat", "romanian-deadlift", "lunge", "several", "not-lifting", "lifting-objects")


def people(lift: str, course: str) -> list[dict[str, Answer]]:
    """Everybody with these answers in every combination, as the questions of this lift or activity allow."""
    asked: dict[str, list[Any]] = {
        "changed": [["more-work"], ["comeback"], ["new-lift"]],
        "pain-when": ["next-day", "after", "any-time"],
        "pain-start": ["after-session", "built-up"],
        "pain-feel": ["sore", "tight"],
        "pain-reach": ["only-lift", "nuisance"],
        "pain-now": [2, 4],
    }
    known: dict[str, Any] = {"age": "20-44", "exercise": lift, "pain-course": course, "pain-where": "across"}
    found: list[dict[str, Any]] = []
    for chosen in product(*asked.values()):
        told = CLEAR | known | dict(zip(asked, chosen, strict=True))
        found.append({"traits": [NONE], "pain-changes": ["better-walk"], f"signs-{lift}": [NONE]} | told)
    told_to = [read_answers(KB, {name: said for name, said in one.items() if name in KB.questions}) for one in found]
    return [applicable(KB, one) for one in told_to]


@pytest.fixture(scope="module")
def after() -> Known:
    """Answers -> the question after them, kept since walks begin alike."""
    return {}


def walk(answers: dict[str, Answer], after: Known) -> dict[str, Answer]:
    told: dict[str, Answer] = {}
    while (question := next_after(KB, told, after)) is not None:
        told[question.id] = answers.get(question.id, (NONE,) if question.kind == "many" else (UNSURE,))
    return told


@pytest.mark.parametrize("course", ["days", "gone-between"])
@pytest.mark.parametrize("lift", sweep(LIFTS, lambda lift: lift in LIFTS[::3]))
def test_all_who_are_plain_soreness_are_found(lift: str, course: str, after: Known) -> None:
    sore = [one for one in people(lift, course) if conclude(KB, one).soreness]
    assert sore
    for answers in sore:
        told = walk(answers, after)
        assert len(told) <= KB.base.max_screens
        assert assess(KB, told, look_ahead=False).plain_soreness, {k: v for k, v in answers.items() if k not in told}


@pytest.mark.parametrize("moment", ["lowering", "bottom", "driving", "top"])
def test_whose_lift_hurts_is_asked_about_traits_all_the_same(moment: str, after: Known) -> None:
    """What soreness hangs on takes the screen of no core question from them."""
    for one in people("squat", "days")[::12]:
        told = walk(one | {"pain-when": (moment,), "pain-where": ("middle",), "pain-start": ("one-rep",)}, after)
        assert {name for name, question in KB.questions.items() if question.core and question.when is None} <= set(
            told
        ) | {"meet"}


def test_soreness_hangs_on_questions_of_one_answer_besides_the_core() -> None:
    assert {"pain-when", "pain-start"} <= soreness_questions(KB)
    assert not any(KB.questions[name].core for name in soreness_questions(KB))
