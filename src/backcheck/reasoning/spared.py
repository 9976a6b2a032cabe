"""What a back is spared: work on one leg, an ankle that doesn't bend far, the full range, an exercise twice.

Decided once, for the swaps, the fixes and the lines of the plan. Which answers tell it is coaching judgement.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from msgspec.structs import replace

from backcheck.knowledge.lifts import Activity, Lift, SwapAsks
from backcheck.knowledge.records import ActionWord
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.assessment import RankedContributor
from backcheck.reasoning.index import answer_ticks

ONE_LEG = re.compile(r"split squats?|step-ups?|\blunges?\b|one-leg (?:work|bridges?|calf)", re.IGNORECASE)
"""Work on one leg, in the words of a fix or of a line of the plan."""

SPLIT = "split stance"
"""The family of the lifts on one leg."""

SHORTENS: tuple[ActionWord, ...] = ("depth-stop", "raise-the-start")
"""What leaves less of the range."""

STOPS_SHORT = re.compile(r"\b[Ss]top (?:[a-z]+ ){0,4}(?:before|above|where)\b(?! your knees)|[Gg]o only as (?:low|far)")
"""The same in the words of a change that asks for something else first."""

SENTENCE = re.compile(r"(?<=[.!?]) ")


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


def without_one_leg(text: str, spared: Collection[SwapAsks], activity: Activity | None) -> str:
    """The text without its sentences that add work on one leg, where that is spared.

    Whoever does a lift on one leg is told how to do it all the same: what to swap it for is said elsewhere.
    """
    if "one-leg" not in spared or not ONE_LEG.search(text) or (isinstance(activity, Lift) and activity.family == SPLIT):
        return text
    return " ".join(one for one in SENTENCE.split(text) if not ONE_LEG.search(one))


def spare_fixes(
    contributors: Iterable[RankedContributor], spared: Collection[SwapAsks], activity: Activity | None
) -> tuple[RankedContributor, ...]:
    """The contributors with fixes that ask for nothing that is spared; a fix that asks for nothing else is left out."""
    told = []
    for one in contributors:
        fixes = (replace(fix, text=without_one_leg(fix.text, spared, activity)) for fix in one.fixes)
        told.append(replace(one, fixes=tuple(fix for fix in fixes if fix.text)))
    return tuple(told)


def stops_short(one: RankedContributor) -> bool:
    """Whether its change leaves less of the range, so that nobody who makes it goes all the way."""
    return one.action in SHORTENS or STOPS_SHORT.search(one.change) is not None


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
