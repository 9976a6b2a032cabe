"""What a log can say changed in training: findings with their numbers and days, by rows of the question `changed`.

Values only, some of which are kept beside answers. They judge nothing: a ratio of two spans of training tells what
changed, not that it did harm (Impellizzeri et al. 2020, J Athl Train 55(9):893-901).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

import msgspec

from backcheck.knowledge.loads import Unit

LogRow = Literal["load-up", "load-jump", "too-heavy", "new-lift", "more-work", "comeback"]
"""The rows of the question `changed` of which a log can tell something, by their ids."""

FindingKind = Literal["steps", "jump", "run", "rpe", "failure", "share", "new", "sets", "lifts", "days", "back"]

ROWS: dict[LogRow, tuple[FindingKind, ...]] = {
    "load-jump": ("jump", "run"),
    "too-heavy": ("rpe", "failure", "share"),
    "load-up": ("steps",),
    "more-work": ("sets", "lifts", "days"),
    "new-lift": ("new",),
    "comeback": ("back",),
}
"""Which kinds of finding each row has. What is likeliest to matter comes first, both of rows and of kinds."""

LogNumber = Annotated[float, msgspec.Meta(ge=0, le=1_000_000)]
"""Kilograms or a count; what comes back from a file is held to it."""


class LogFinding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that changed, from the day `since` to the day `until`, with the numbers that say so.

    `lift` and `name` are empty where it is about all leg lifts together. `before` and `after` are loads in kilograms,
    or for `sets`, `lifts` and `days` those of one week; `reps` go with them. For `back` they are loads of the lift that
    is done most, before and after the time off. For `new` the earlier day and load are those of another name of the
    same lift that ended before, or those of the first session. `count` is how many: steps, sessions, sets of `out_of`,
    days off, or for `sets` the weeks off that the usual number leaves out. `rpe` is the hardest. `usual` sets of
    `usual_of` were such in the four weeks before; 0 of 0 where it was not done then, or is no such finding.
    """

    row: LogRow
    kind: FindingKind
    lift: str = ""
    name: str = ""
    since: date
    until: date
    before: LogNumber | None = None
    after: LogNumber | None = None
    before_reps: int = 0
    after_reps: int = 0
    count: int = 0
    out_of: int = 0
    rpe: float | None = None
    usual: int = 0
    usual_of: int = 0

    @property
    def share(self) -> float:
        """How much more the later number is than the earlier one, as a share of that; 0 without both."""
        return self.after / self.before - 1 if self.before and self.after else 0.0


class Span(msgspec.Struct, frozen=True):
    """Some weeks of one lift: top set, best estimated maximum, both in kilograms, and work sets a week.

    Sets are those of the whole weeks that end with the last day, so that they compare; None for less than a week.
    """

    load: Decimal | None
    reps: int
    best: Decimal | None
    sets_a_week: float | None


class LiftChange(msgspec.Struct, frozen=True):
    """One lift in the span that is looked at, and in the four weeks before it (None where it was not done)."""

    lift: str
    name: str
    before: Span | None
    now: Span


class Changes(msgspec.Struct, frozen=True):
    """What changed from the day `since` to the day `until`, as `date.toordinal` counts.

    Lifts that changed most come first. `weeks_before` are the whole weeks, up to four, that the log goes back before
    `since`; 0 where they are too few to compare rows of lifts.
    """

    since: int
    until: int
    lifts: tuple[LiftChange, ...]
    findings: tuple[LogFinding, ...]
    weeks_before: int


class WorkLoad(msgspec.Struct, frozen=True):
    """The usual work weight of a lift, and the lightest and heaviest top set that it is the middle of, in kilograms.

    `jumped` is the weight after the jump that they come before, None without one.
    """

    load: Decimal
    lightest: Decimal
    heaviest: Decimal
    jumped: Decimal | None = None


class LogNotes(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is kept of a log beside the answers of an interview: never its rows.

    `work` is the work weight in kilograms that became an answer, None where the person gave it; `work_unit` tells that
    the unit became one too.
    """

    unit: Unit
    began: date | None = None
    findings: tuple[LogFinding, ...] = ()
    work: LogNumber | None = None
    work_unit: bool = False
