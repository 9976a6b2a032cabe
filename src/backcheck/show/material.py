"""What a report is made from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from backcheck.knowledge.model import KnowledgeBase
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.assessment import Assessment
from backcheck.reasoning.bouts import Bout, Effect, Trend
from backcheck.reasoning.followup import Due, StepAdvice
from backcheck.reasoning.recheck import EarlierSign
from backcheck.show.document import Figure
from backcheck.training_log.findings import LogNotes


class Material(msgspec.Struct, frozen=True):
    """What a report is made from. `bout` is None without a journal; `names` are those of lifts, by id.

    `day` is that of the interview, on which its dates count; `today` that of the report. `earlier` is
    a check-in of late that was graver than the level now. `log` are the findings of a training log, `log_figure` is its
    picture, where the log is at hand.
    """

    kb: KnowledgeBase
    assessment: Assessment
    answers: Answers
    names: Mapping[str, str]
    day: date
    today: date
    bout: Bout | None = None
    trends: tuple[Trend, ...] = ()
    effects: tuple[Effect, ...] = ()
    step: StepAdvice | None = None
    due: tuple[Due, ...] = ()
    notes: tuple[tuple[date, str], ...] = ()
    earlier: EarlierSign | None = None
    log: LogNotes | None = None
    log_figure: Figure | None = None
