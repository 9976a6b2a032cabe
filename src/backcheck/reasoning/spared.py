"""What a back is spared: work on one leg, an ankle that doesn't bend far, the full range, an exercise twice.

Decided once, for the swaps, the fixes and the lines of the plan. Which answers tell it is coaching judgement.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from msgspec.structs import replace

from backcheck.knowledge.lifts import Activity, Lift
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.records import ActionWord, SwapAsks
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.assessment import RankedContributor
from backcheck.reasoning.index import answer_ticks

SPLIT = "split stance"
"""The family of the lifts on one leg."""

SHORTENS: tuple[ActionWord, ...] = ("depth-stop", "raise-the-start")
"""What leaves less of the range."""


def find_spared(
    answers: Answers, patterns: Iterable[str], contributors: Iterable[RankedContributor]
) -> frozenset[SwapAsks]:
    """What a swap must not ask for, by the answers and by what fits; `patterns` are the ids of those that fit at all.

    Work on one leg is spared wherever the page names the joint beside the pelvis, whose advice is both legs.
    """
    turns = "worse-turn" in answer_ticks(answers.get("pain-changes")) or "si-joint" in patterns
    stiff = any(one.id == "limited-ankle" and one.fit != "possible" for one in contributors)
    stiff = stiff or "fail" in answer_ticks(answers.get("test-knee-to-wall"))
    told: tuple[tuple[SwapAsks, bool], ...] = (("ankle", stiff), ("one-leg", turns))
    return frozenset(name for name, holds_back in told if holds_back)


def asks_too_much(asks: Collection[SwapAsks], spared: Collection[SwapAsks], activity: Activity | None) -> bool:
    """Whether what asks for this is left out for a back that is spared it.

    Whoever does a lift on one leg is told how to do it all the same: what to swap it for is said elsewhere.
    """
    on_one_leg = isinstance(activity, Lift) and activity.family == SPLIT
    return any(name in spared and not (name == "one-leg" and on_one_leg) for name in asks)


def spare_fixes(
    kb: KnowledgeBase,
    contributors: Iterable[RankedContributor],
    spared: Collection[SwapAsks],
    activity: Activity | None,
) -> tuple[RankedContributor, ...]:
    """The contributors with fixes that ask for nothing that is spared; a fix that asks for nothing else is left out."""
    if not spared:
        return tuple(contributors)
    faults = activity.faults if activity is not None else ()
    texts: dict[str, str] = {}
    for fault in faults:
        out = {
            place for name, places in fault.asks.items() if asks_too_much([name], spared, activity) for place in places
        }
        if out and activity is not None:
            left = (text for place, text in enumerate(fault.fix) if place not in out)
            texts[f"{activity.id}-{fault.id}"] = " ".join(left)
    for entry in kb.contributors.values():
        texts |= {fix.id: "" for fix in entry.all_fixes if asks_too_much(fix.asks, spared, activity)}
    told = []
    for one in contributors:
        fixes = (replace(fix, text=texts.get(fix.id, fix.text)) for fix in one.fixes)
        told.append(replace(one, fixes=tuple(fix for fix in fixes if fix.text)))
    return tuple(told)


def stops_short(one: RankedContributor) -> bool:
    """Whether its change leaves less of the range, so that nobody who makes it goes all the way."""
    return one.action in SHORTENS or one.shortens


def name_of_short(one: RankedContributor) -> str:
    """The name under which a page tells a change that leaves less of the range, of the fault where only that was seen.

    Empty where the change leaves the whole range, or is a guess.
    """
    seen = next((fix.error for fix in one.fixes if fix.ticked), "")
    return "" if not stops_short(one) else one.name if one.fit != "possible" else seen


EXERCISES = re.compile(r"goblet squat|kettlebell deadlift|(?<!-leg )bridge|slow squats? to a box", re.IGNORECASE)
"""What a step below the lift asks for and a swap may offer as well."""


def same_exercise(swap: str, moves: str) -> bool:
    """Whether the moves of a step have the exercise of this swap, so that it would have a second dose."""
    said = {found.casefold() for found in EXERCISES.findall(moves)}
    return not said.isdisjoint(found.casefold() for found in EXERCISES.findall(swap))
