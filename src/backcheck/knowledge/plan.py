"""The shapes of what a plan is made of: its lines, and which answers tell what a back dislikes."""

from __future__ import annotations

from typing import Literal

from backcheck.knowledge.records import (
    ActionWord,
    Change,
    Claim,
    Clause,
    CoachingMode,
    Condition,
    Direction,
    Grade,
    Record,
    Slot,
    Words,
)

Beside = Literal["none", "weight", "work", "range", "form", "lift", "set-up", "habit"]
"""The kinds of change that a line may stand beside; `none` where the day has no change."""


class PlanEntry(Record, frozen=True):
    """A line of the plan. Those of a contributor come when it leads; both kinds only where their `when` holds.

    `after_days` counts from today; the front door turns it into a date. A line that `goes_first` stands before those
    of the leading contributor; the others follow them in the order of the file. `soreness` keeps a line to plain
    soreness, which gets no others. `changes` is what it alters: one thing a day, and one a week. `beside` keeps a line
    to plans whose first leader changes one of these (`none`: no leader). `eases` keeps it to backs that dislike this
    direction, `rungs` to people who start on one of these rungs. `unless` names leaders that say the same already.
    `action` is the main thing it asks for. `then` is what it says where another line brings weight, sets or range
    back before it: its words after "When that is back,".

    Placeholders in the text: `{lift}`, `{usual}` (the work weight), `{weight:0.8}` and `{weight:0.4-0.5}` (shares of
    it), `{less}` (another tenth off), `{step}` (what to add), `{session}`, `{swap}`, `{view}`, `{look}`, and what the
    second leader asks for: `{second}`, or `{second_load}` where it lowers weight, sets or range.
    """

    id: str
    slot: Slot
    text: Words
    sources: tuple[str, ...]
    grade: Grade
    after_days: int = 0
    when: Condition | None = None
    modes: tuple[CoachingMode, ...] = ("full",)
    goes_first: bool = False
    soreness: bool = False
    changes: Change = ""
    beside: tuple[Beside, ...] = ()
    eases: Direction = ""
    rungs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    action: ActionWord = ""
    then: Clause = ""


class Keep(Claim, frozen=True):
    """What to keep up while the back is sore, for those of whom `when` holds; without it for all."""

    when: Condition | None = None


class Disliked(Record, frozen=True):
    """The answers that tell which direction a back dislikes."""

    direction: Direction
    when: Condition
    sources: tuple[str, ...]
    grade: Grade
