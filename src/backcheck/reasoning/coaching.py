"""How much lifting advice may be given: full, hold (the sore lift pauses) or none.

Follows the level, and the few conditions in data under which nobody should be coached by a program.
"""

from __future__ import annotations

from backcheck.knowledge.model import CoachingMode, KnowledgeBase, Level, Outcome
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.assessment import Coaching
from backcheck.reasoning.conditions import holds
from backcheck.reasoning.ranking import LIKELY, Sum


def coaching_for(kb: KnowledgeBase, answers: Answers, level: Level) -> Coaching:
    """The coaching mode of these answers at this level, and the reason where it is not full."""
    outcome = outcome_of_level(kb, level)
    if outcome.coaching != "none":
        for rule in kb.base.no_coaching:
            if holds(rule.when, answers):
                return Coaching(mode="none", reason=rule.reason)
    return Coaching(mode=outcome.coaching, reason=outcome.reason)


def outcome_of_level(kb: KnowledgeBase, level: Level) -> Outcome:
    """The usual outcome of a level: the first in the file."""
    return next(outcome for outcome in kb.outcomes.values() if outcome.level == level)


def choose_outcome(kb: KnowledgeBase, level: Level, mode: CoachingMode, *, plain_soreness: bool) -> Outcome:
    """The verdict: the first of the level, unless there is one made for no coaching or for plain soreness."""
    found = [outcome for outcome in kb.outcomes.values() if outcome.level == level]
    if mode == "none":
        return next((outcome for outcome in found if outcome.coaching == "none"), found[0])
    return next((outcome for outcome in found if outcome.soreness), found[0]) if plain_soreness else found[0]


def is_plain_soreness(kb: KnowledgeBase, answers: Answers, patterns: list[Sum]) -> bool:
    """Whether this behaves like training soreness and like nothing else.

    Its pattern is first and likely, its condition holds, and nothing strong speaks against it.
    """
    if not patterns:
        return False
    soreness = kb.base.soreness
    leader = patterns[0]
    doubts = any(points <= -LIKELY for _, points in leader.against)
    return (
        leader.target == soreness.pattern and leader.points >= LIKELY and not doubts and holds(soreness.when, answers)
    )
