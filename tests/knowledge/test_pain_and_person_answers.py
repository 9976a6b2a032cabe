"""What the answers about a ticked row of the pain or of the person may say: floors, order, length and words.

The same promises as for the lists of the body and the nerves.
"""

from __future__ import annotations

import re

import pytest

from backcheck.knowledge.levels import URGENCY
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import FollowUpQuestion
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.triage import triage_level
from tests.knowledge.signs import HALVES, LIVE
from tests.knowledge.test_danger_answers import CAUSE, rank

LISTS = ("safety-pain", "safety-you")

FLOORS = {row: sign.floors for name in LISTS for row, sign in LIVE[name].items()}
RAISES_OTHERS = {row: sign.raises_others for name in LISTS for row, sign in LIVE[name].items()}
HARMLESS = {row: sign.harmless for name in LISTS for row, sign in LIVE[name].items()}


def follow_ups(kb: KnowledgeBase) -> dict[str, FollowUpQuestion]:
    """The follow-ups of the two lists, by the row that opens them."""
    return {asked.row: asked for (name, _), asked in kb.follow_ups.items() if name in LISTS}


def answered(kb: KnowledgeBase, row: str, answer: str) -> dict[str, Answer]:
    """Somebody aged 20 to 44 who ticked this row, gave this answer and ticked nothing else."""
    asked = follow_ups(kb)[row]
    lists: dict[str, Answer] = {question.id: ("none",) for question in kb.danger_lists}
    return lists | {"age": ("20-44",), asked.list_id: (row,), asked.id: (answer,)}


def test_every_answer_is_in_one_of_the_tables(kb: KnowledgeBase) -> None:
    for row, asked in follow_ups(kb).items():
        tables = [set(FLOORS[row]), RAISES_OTHERS[row], HARMLESS[row]]
        listed = sorted(name for table in tables for name in table)
        assert sorted(option.id for option in asked.options) == listed, f"'{row}' in tests/knowledge/signs.py"
    assert set(follow_ups(kb)) == set(FLOORS)


@pytest.mark.parametrize(("row", "answer"), [(row, answer) for row in FLOORS for answer in FLOORS[row]])
def test_no_answer_is_below_its_floor(kb: KnowledgeBase, row: str, answer: str) -> None:
    level = triage_level(kb, answered(kb, row, answer))
    assert URGENCY[level] >= URGENCY[FLOORS[row][answer]]


@pytest.mark.parametrize(("row", "answer"), [(row, answer) for row in HARMLESS for answer in sorted(HARMLESS[row])])
def test_a_harmless_answer_raises_nothing(kb: KnowledgeBase, row: str, answer: str) -> None:
    assert triage_level(kb, answered(kb, row, answer)) == "self-care"
    (option,) = (option for option in follow_ups(kb)[row].options if option.id == answer)
    assert not option.flags


@pytest.mark.parametrize(
    ("row", "answer"), [(row, answer) for row in RAISES_OTHERS for answer in sorted(RAISES_OTHERS[row])]
)
def test_a_risk_alone_raises_nothing_and_carries_a_fact(kb: KnowledgeBase, row: str, answer: str) -> None:
    assert triage_level(kb, answered(kb, row, answer)) == "self-care"
    (option,) = (option for option in follow_ups(kb)[row].options if option.id == answer)
    assert option.flags


@pytest.mark.parametrize("row", [row for row in FLOORS if FLOORS[row]])
def test_not_sure_and_a_tick_alone_are_no_milder_than_the_gravest_answer(kb: KnowledgeBase, row: str) -> None:
    gravest = max(FLOORS[row].values(), key=lambda level: URGENCY[level])
    unsure = answered(kb, row, "unsure")
    ticked = {name: value for name, value in unsure.items() if name != f"safety-{row}"}
    assert URGENCY[triage_level(kb, unsure)] >= URGENCY[gravest]
    assert triage_level(kb, ticked) == triage_level(kb, unsure)


def test_answers_go_from_grave_to_harmless(kb: KnowledgeBase) -> None:
    """A risk that raises others stands first where it is the graver one to have."""
    for row, asked in follow_ups(kb).items():
        assert 2 <= len(asked.options) <= 5, f"too few or too many answers: {row}"
        given = [rank(option) for option in asked.options if option.id not in RAISES_OTHERS[row]]
        assert given == sorted(given, reverse=True), f"put the answers from grave to harmless: {row}"
        harmless = [option.id in HARMLESS[row] for option in asked.options]
        assert harmless == sorted(harmless), f"put the harmless answers last: {row}"


def test_a_harmless_answer_is_as_long_as_a_grave_one(kb: KnowledgeBase) -> None:
    """Else the short way out is the easy one to take."""
    for row, asked in follow_ups(kb).items():
        mild = HARMLESS[row]
        grave = [len(option.label) for option in asked.options if option.id not in mild]
        for option in asked.options:
            if option.id in mild:
                least = 0.75 * sum(grave) / len(grave)
                assert len(option.label) >= least, f"{row}: at least {least:.0f} characters, so longer: {option.label}"


def test_no_answer_lowers_by_a_cause(kb: KnowledgeBase) -> None:
    mild = [option for row, asked in follow_ups(kb).items() for option in asked.options if option.alone == "modifier"]
    assert [option.label for option in mild if CAUSE.search(option.label)] == []


@pytest.mark.parametrize(("row", "answer"), [(row, answer) for row in HALVES for answer in HALVES[row]])
def test_what_is_ticked_is_repeated_whole(kb: KnowledgeBase, row: str, answer: str) -> None:
    asked = next(question for question in kb.follow_ups.values() if question.row == row)
    option = next(one for one in asked.options if one.id == answer)
    for part in HALVES[row][answer]:
        assert part in option.said, part
        assert part in option.desk, part


def test_a_torn_or_repaired_aorta_is_named(kb: KnowledgeBase) -> None:
    own = kb.questions["safety-heart"].options[0]
    assert own.id == "aorta-own"
    assert all(word in own.label for word in ("neurysm", "wide", "torn", "repaired"))


def test_lasting_belly_pain_in_pregnancy_rings_an_ambulance(kb: KnowledgeBase) -> None:
    """The page that we cite has 999 for sharp pain and for pain that doesn't come in waves, the unit for waves."""
    rule = next(one for one in kb.rules if one.id == "pregnant-waves")
    assert re.search(r"Ring 112, 999 or 911 [^.]*sharp[^.]*doesn't come in waves", rule.text)
    assert "maternity or early pregnancy unit" in rule.text
    bleeding = kb.follow_ups["safety-you", "maybe-pregnant"].options[0]
    assert {"sharp,", "lasting"} <= set(bleeding.label.lower().split())
