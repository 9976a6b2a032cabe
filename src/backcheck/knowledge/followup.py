"""The shapes of what is looked at again: what counts as a change, when to move on the ladder, what the clock says.

Part of the file shapes; `model` is the door to all of them.
"""

from __future__ import annotations

from typing import Literal

from backcheck.knowledge.records import Claim, Record

ClockWord = Literal["worse", "no-change", "not-better", "still-sore", "episodes", "soreness"]


class SmallestChange(Record, frozen=True):
    """The smallest change that counts: so many points and such a share of what it was; the own score has its own."""

    points: float
    share: float
    activity_points: float
    meaning: Claim


class Light(Record, frozen=True):
    """The bands of pain, 0 to 10: green up to one number, red from another, amber between."""

    green_to: float
    red_from: float
    meaning: Claim


class LadderWords(Record, frozen=True):
    """What is said with each move on the ladder; the numbers stand with each step in `ladder.json`.

    `pause` is for whom it got worse without naming a step, `lowest` for a bad day on the lowest step. After so many
    sore days in a row as `sore_days` says comes `less`, and after as many again `swap`, as in the plan.
    """

    up: Claim
    stay: Claim
    back: Claim
    physio: Claim
    ease: Claim
    pause: Claim
    lowest: Claim
    less: Claim
    swap: Claim
    sore_days: int = 2


class ClockRule(Claim, frozen=True):
    """What is said when `when` holds so many days into a bout; `episodes`: at least so many within so many days.

    `soreness` is plain soreness that got worse, and stands in place of what `worse` says to others.
    """

    id: str
    when: ClockWord
    after_days: int = 0
    at_least: int = 0
    within_days: int = 0


class EpisodeRule(Record, frozen=True):
    """When a new bout begins: after so many days without an entry, or after pain was gone."""

    gap_days: int
    meaning: Claim


class FollowUp(Record, frozen=True):
    """All rules of the check-in."""

    change: SmallestChange
    light: Light
    ladder: LadderWords
    clock: tuple[ClockRule, ...]
    episode: EpisodeRule
    activity: Claim
    proof: Claim
