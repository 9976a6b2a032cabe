"""The level of every danger sign is the one that is pinned, alone and beside a second one."""

from __future__ import annotations

from itertools import product

import pytest

from backcheck.knowledge.levels import URGENCY
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import FollowUpQuestion
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.conditions import holds
from backcheck.reasoning.triage import triage_level
from tests.knowledge.signs import LIVE, OTHERS

SIGNS = {name: {row: sign.alone for row, sign in LIVE.get(name, {}).items()} | rows for name, rows in OTHERS.items()}
"""Question -> row -> the level of a tick alone."""

ROWS = [(question, row, level) for question, rows in SIGNS.items() for row, level in rows.items()]


def test_the_list_is_whole(kb: KnowledgeBase) -> None:
    found: dict[str, dict[str, str]] = {}
    for question in kb.questions.values():
        if isinstance(question, FollowUpQuestion):
            continue  # see `test_danger_answers` and `test_pain_and_person_answers`
        levels = {option.id: str(option.alone) for option in question.options if option.alone is not None}
        if question.unsure_level is not None:
            levels["unsure"] = question.unsure_level
        if levels:
            found[question.id] = levels
    differ = {name: dict(rows.items() ^ SIGNS.get(name, {}).items()) for name, rows in found.items()}
    wrong = {name: rows for name, rows in differ.items() if rows}
    assert wrong == {}, "a row that is asked has its entry in `LIVE` of tests/knowledge/signs.py, any other in `OTHERS`"
    assert set(found) == set(SIGNS)


def test_a_tick_gives_at_least_its_level(kb: KnowledgeBase) -> None:
    for question, row, level in ROWS:
        alone = triage_level(kb, {question: (row,)})
        assert alone == ("unscreened" if level == "modifier" else level), (question, row)


def test_a_second_sign_never_lowers_the_level(kb: KnowledgeBase) -> None:
    for (question, row, level), (other, tick, other_level) in product(ROWS, repeat=2):
        together = triage_level(kb, both(question, row, other, tick))
        least = max(URGENCY.get(level, 0), URGENCY.get(other_level, 0))
        assert URGENCY[together] >= least, (question, row, other, tick)


@pytest.mark.parametrize(("question", "row"), [(name, row) for name, row, level in ROWS if level == "modifier"])
def test_a_modifier_raises_some_other_sign_or_brings_up_more_signs(kb: KnowledgeBase, question: str, row: str) -> None:
    raises = any(
        URGENCY[triage_level(kb, both(question, row, other, tick))] > URGENCY[level]
        for other, tick, level in ROWS
        if level != "modifier"
    )
    brought_up = [
        other
        for other in kb.questions.values()
        if other.ask_when is not None
        and holds(other.ask_when, {question: (row,)})
        and any(option.alone not in (None, "modifier") for option in other.options)
    ]
    assert raises or brought_up


def both(question: str, row: str, other: str, tick: str) -> dict[str, Answer]:
    """Answers with two ticks, on one screen or on two."""
    return {question: (row, tick)} if question == other else {question: (row,), other: (tick,)}
