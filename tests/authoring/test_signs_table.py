"""The table of danger signs: complete, true to the triage, and never milder for two signs than for one."""

from __future__ import annotations

from itertools import combinations

import pytest

from backcheck.authoring.signs_table import SignsTable, tabulate_signs
from backcheck.knowledge.levels import URGENCY
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import FollowUpQuestion
from backcheck.reasoning.assess import assess


@pytest.fixture(scope="module")
def table(kb: KnowledgeBase) -> SignsTable:
    return tabulate_signs(kb)


def test_every_sign_and_every_not_sure_is_there(kb: KnowledgeBase, table: SignsTable) -> None:
    """The live rows; one that is asked about further stands for its gravest answer."""
    questions = [q for q in kb.questions.values() if not isinstance(q, FollowUpQuestion)]
    wanted = {(q.id, o.id) for q in questions for o in q.offered if o.alone is not None}
    wanted |= {(q.id, "unsure") for q in questions if q.unsure_level is not None}
    assert {(sign.question, sign.option) for sign in table.signs} == wanted
    assert [sign.number for sign in table.signs] == list(range(1, len(wanted) + 1))
    assert all(sign.sources for sign in table.signs)


def test_the_squares_are_those_of_the_assessment(kb: KnowledgeBase, table: SignsTable) -> None:
    """Asked by the front door, in the way an answers file would."""
    clear = {q.id: ["none"] for q in kb.danger_lists}
    reached: set[str] = set()
    for one, other in combinations(table.signs, 2):
        found = table.levels[other.number - 2][one.number - 1]
        if one.question == other.question:
            ticks = {one.question: [one.option, other.option]}
        else:
            ticks = {one.question: [one.option], other.question: [other.option]}
        triage = assess(kb, {**clear, **ticks}, look_ahead=False).triage
        assert found == triage.level, (one.option, other.option)
        reached |= {reason.id for reason in triage.reasons}
    assert set(table.elsewhere) == {rule.id for rule in kb.rules} - reached


def test_two_signs_are_never_milder_than_one(table: SignsTable) -> None:
    raised = {(pair.first, pair.second): pair for pair in table.raised}
    for one, other in combinations(table.signs, 2):
        level = table.levels[other.number - 2][one.number - 1]
        assert level is not None
        worst = max(URGENCY[one.level], URGENCY[other.level])
        assert URGENCY[level] >= worst
        assert ((one.number, other.number) in raised) == (URGENCY[level] > worst)
    assert all(pair.rules for pair in table.raised)
