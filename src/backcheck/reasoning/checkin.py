"""One look back: what a person says at a check-in, as a plain value.

Owns the shape only; what follows from it is in `followup`. Field names are public: they are added, never renamed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from backcheck.knowledge.model import Level
from backcheck.reasoning.assessment import Value

Helped = Literal["yes", "a-little", "no", "worse", "not-sure"]


class CheckIn(Value, frozen=True):
    """What was said. Scores run from 0 to 10; None is not known.

    `signs` are the answers to the danger-sign lists that were asked and to their follow-ups, in the form of an answers
    file, and `level` what they gave. `groups` are the ticks of the short screen that stands for all lists; None where
    the lists themselves were asked. `activity` is the person's own words for what they want back, `activity_score` 0
    (cannot) to 10 (as before). `change` is the id of what they changed (`own` for their own words, empty for nothing).
    `step` is the step of the ladder on which they trained.
    """

    signs: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    groups: tuple[str, ...] | None = None
    level: Level = "unscreened"
    exercise: str | None = None
    pain_now: float | None = None
    pain_worst: float | None = None
    pain_in_lift: float | None = None
    settled: bool | None = None
    activity: str = ""
    activity_score: float | None = None
    change: str = ""
    change_text: str = ""
    helped: Helped | None = None
    step: int | None = None
