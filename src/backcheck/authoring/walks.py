"""The interview walked for each case: how many screens, how many questions got an answer, what stopping early costs.

What a case does not answer gets "not sure", a danger-sign list "none of these".
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import msgspec

from backcheck.authoring.cases import Encoded
from backcheck.authoring.judging import (
    RANKINGS,
    Ranking,
    Share,
    first_action,
    is_hit,
    judge_answers,
    labels_of,
    share_of,
)
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.records import UNSURE
from backcheck.reasoning.answers import Answer, Answers, silent_answer
from backcheck.reasoning.interview import next_question


class Stopping(msgspec.Struct, frozen=True, kw_only=True):
    """Ids of cases whose label is first (or among three) when everything is asked and not with what is asked.

    `gained` are the other way round.
    """

    top1_lost: tuple[str, ...]
    top3_lost: tuple[str, ...]
    top1_gained: tuple[str, ...]
    top3_gained: tuple[str, ...]


class Screens(msgspec.Struct, frozen=True, kw_only=True):
    """Screens of the walked interviews, and what they brought.

    `answered` is the share of asked questions whose answer the case knows; `answered_beyond_safety` leaves the
    danger-sign lists out, which are always answered. `level_changed` and `action_changed` name the cases that get
    another level or another first thing to do than when everything is asked.
    """

    median: float
    max: int
    max_emergency: int
    answered: Share
    answered_beyond_safety: Share
    stopping: dict[Ranking, Stopping]
    level_changed: tuple[str, ...]
    action_changed: tuple[str, ...]


def measure_walks(kb: KnowledgeBase, cases: Sequence[Encoded]) -> Screens:
    """Walks the interview of every case and compares it with being asked everything."""
    walked = [walk(kb, encoded.answers) for encoded in cases]
    pairs = list(zip(cases, walked, strict=True))
    counts = [len(answers) for answers in walked]
    whole = [walk(kb, encoded.answers, everything=True) for encoded in cases]
    full = [judge_answers(kb, encoded.case, answers) for encoded, answers in zip(cases, whole, strict=True)]
    early = [judge_answers(kb, encoded.case, answers) for encoded, answers in pairs]
    hits: dict[tuple[Ranking, int], list[tuple[str, bool, bool]]] = {(kind, n): [] for kind in RANKINGS for n in (1, 3)}
    for all_asked, stopped in zip(full, early, strict=True):
        for (kind, n), rows in hits.items():
            gold = labels_of(kb, all_asked.case, kind)
            rows.append((all_asked.case.id, is_hit(all_asked.sums[kind], gold, n), is_hit(stopped.sums[kind], gold, n)))
    return Screens(
        median=float(median(counts)) if counts else 0.0,
        max=max(counts, default=0),
        max_emergency=max(
            (n for n, one in zip(counts, full, strict=True) if one.urgency.level == "emergency"), default=0
        ),
        answered=_share_answered(kb, pairs, safety=True),
        answered_beyond_safety=_share_answered(kb, pairs, safety=False),
        stopping={
            kind: Stopping(
                top1_lost=_differing(hits[kind, 1], had=True),
                top3_lost=_differing(hits[kind, 3], had=True),
                top1_gained=_differing(hits[kind, 1], had=False),
                top3_gained=_differing(hits[kind, 3], had=False),
            )
            for kind in RANKINGS
        },
        level_changed=tuple(a.case.id for a, b in zip(full, early, strict=True) if a.urgency.level != b.urgency.level),
        action_changed=tuple(
            encoded.case.id
            for (encoded, answers), asked in zip(pairs, whole, strict=True)
            if first_action(kb, asked) != first_action(kb, answers)
        ),
    )


def walk(kb: KnowledgeBase, known: Answers, *, everything: bool = False) -> dict[str, Answer]:
    """The answers of a whole interview with this person, silence included, in the order asked."""
    answers: dict[str, Answer] = {}
    while (question := next_question(kb, answers, everything=everything)) is not None:
        answers[question.id] = known.get(question.id, silent_answer(question))
    return answers


def _share_answered(kb: KnowledgeBase, pairs: Sequence[tuple[Encoded, dict[str, Answer]]], *, safety: bool) -> Share:
    told = [
        encoded.answers.get(name, (UNSURE,)) != (UNSURE,)
        for encoded, answers in pairs
        for name in answers
        if safety or kb.questions[name].stage != "safety"
    ]
    return share_of(sum(told), len(told))


def _differing(rows: Sequence[tuple[str, bool, bool]], *, had: bool) -> tuple[str, ...]:
    """The cases that were a hit with everything asked (`had`) and are none now, or the other way round."""
    return tuple(case for case, full, early in rows if full != early and full == had)
