"""What ties: decided by evidence and never by the order of the files, and said where nothing decides it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from msgspec.structs import replace

from backcheck.knowledge.model import KnowledgeBase
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.ranking import fit_of, rank_sums, weigh
from backcheck.show.advice import EITHER, advise, list_first, list_sections
from tests.reasoning.people import KB, any_answers, judge
from tests.reasoning.test_one_story import lifters
from tests.reasoning.test_safety_properties import CLEAR


def _backwards(kb: KnowledgeBase) -> KnowledgeBase:
    """The same knowledge with everything that has points in the opposite order."""
    turned = {
        name: replace(question, options=question.options[::-1]) if question.kind == "many" else question
        for name, question in kb.questions.items()
    }
    return replace(
        kb,
        contributors=dict(reversed(kb.contributors.items())),
        patterns=dict(reversed(kb.patterns.items())),
        questions=dict(reversed(turned.items())),
        links=kb.links[::-1],
    )


BACKWARDS = _backwards(KB)


@given(any_answers())
def test_the_order_of_the_files_decides_nothing(answers: dict[str, Answer]) -> None:
    for ranked, turned in zip(rank_sums(KB, answers), rank_sums(BACKWARDS, answers), strict=True):
        assert [total.target for total in ranked] == [total.target for total in turned]


@given(any_answers())
def test_of_equal_points_the_better_evidence_comes_first(answers: dict[str, Answer]) -> None:
    for ranked in rank_sums(KB, answers):
        assert [weigh(total) for total in ranked] == sorted(map(weigh, ranked), reverse=True)


TWO_SIGNS: list[tuple[str, list[str]]] = [
    ("stiff-leg-deadlift", ["bar-drifts", "knees-slide-or-lock"]),
    ("front-squat", ["tailbone-tucks", "elbows-drop"]),
]


@pytest.mark.parametrize(("lift", "signs"), TWO_SIGNS)
def test_two_causes_that_cannot_be_told_apart_are_both_named(lift: str, signs: list[str]) -> None:
    told: dict[str, Any] = {"exercise": lift, f"signs-{lift}": signs, "pain-reach": "only-lift"}
    result = judge(CLEAR | told)
    names = {one.id: one.name for one in result.contributors}
    assert result.tied
    assert result.tied != result.lead[0]
    change = next(one for one in list_first(advise(KB, result)) if one.id == "change")
    assert EITHER.format(name=names[result.tied]) in change.lines[0].text


@given(lifters())
def test_a_tie_is_said_exactly_where_there_is_one(answers: dict[str, Answer]) -> None:
    result = judge(answers)
    _, patterns = rank_sums(KB, answers)
    fitting = [total for total in patterns if fit_of(total) is not None]
    for before, total, shown in zip(fitting, fitting[1:], result.patterns[1:], strict=False):
        assert shown.even == (weigh(before) == weigh(total))
    section = next((one for one in list_sections(advise(KB, result), "person") if one.id == "likeness"), None)
    said = {line.id: line.fit.endswith(" just as well") for line in (section.lines if section is not None else ())}
    ranked = [one.id for one in result.patterns]
    for one in result.patterns:
        if one.id in said:
            above = ranked[ranked.index(one.id) - 1] if ranked[0] != one.id else ""
            assert said[one.id] == (one.even and above in said), said
