"""The one table of levels is whole, in order, and agrees with what the outcomes allow."""

from __future__ import annotations

from typing import get_args

from backcheck.knowledge.levels import LEVELS, URGENCY, is_grave
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.records import Level, SignLevel


def test_every_level_is_in_it_the_most_urgent_first() -> None:
    assert set(LEVELS) == set(get_args(Level))
    assert list(URGENCY.values()) == sorted(URGENCY.values(), reverse=True)


def test_what_a_sign_can_give_has_words_and_a_letter_of_its_own() -> None:
    raising = [LEVELS[level] for level in LEVELS if level in get_args(SignLevel)]
    assert all(look.rank and look.sign and look.advice for look in raising)
    assert len({look.letter for look in raising}) == len({look.sign for look in raising}) == len(raising)
    assert len({look.mark for look in LEVELS.values()}) == len({look.found for look in LEVELS.values()}) == len(LEVELS)


def test_nobody_is_coached_at_a_grave_level(kb: KnowledgeBase) -> None:
    assert [level for level in LEVELS if is_grave(level)] == ["emergency", "urgent"]
    assert {outcome.coaching for outcome in kb.outcomes.values() if is_grave(outcome.level)} == {"none"}


def test_the_questions_about_danger_signs_come_in_the_order_of_the_file(kb: KnowledgeBase) -> None:
    assert [question.stage for question in kb.safety_questions] == ["safety"] * len(kb.safety_questions)
    places = list(kb.questions)
    assert sorted(kb.safety_questions, key=lambda question: places.index(question.id)) == list(kb.safety_questions)
