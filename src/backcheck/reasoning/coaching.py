"""How much lifting advice may be given: full, hold (the sore lift pauses) or none.

Follows the level, and the few conditions in data under which nobody should be coached by a program.
"""

from __future__ import annotations

from typing import Literal

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


def choose_outcome(
    kb: KnowledgeBase, answers: Answers, level: Level, mode: CoachingMode, kind: Literal["", "soreness", "flare"] = ""
) -> Outcome:
    """The verdict: the first of the level, unless one is made for no coaching, for this kind, or for these answers."""
    found = [outcome for outcome in kb.outcomes.values() if outcome.level == level]
    if mode == "none":
        return next((outcome for outcome in found if outcome.coaching == "none"), found[0])
    wanted = {"soreness": lambda one: one.soreness, "flare": lambda one: one.flare}
    if kind and (fitting := [one for one in found if wanted[kind](one)]):
        return fitting[0]
    return next((one for one in found if one.when is not None and holds(one.when, answers)), found[0])


def kind_of(*, plain_soreness: bool, flared: bool) -> Literal["", "soreness", "flare"]:
    """What kind of pain it is, for the verdict."""
    return "soreness" if plain_soreness else "flare" if flared else ""


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
