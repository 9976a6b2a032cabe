"""What an answer that is not there yet would change: the first thing to do, and how much it would tell.

For the order of the follow-ups, for "what would change this" and for the self-tests that decide. Every answer is
tried and the decision after it is looked at, so nothing about points is said twice. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import log2
from typing import Literal

import msgspec

from backcheck.knowledge.model import NONE, KnowledgeBase, Question
from backcheck.reasoning.answers import Answer, Answers
from backcheck.reasoning.conditions import mentioned
from backcheck.reasoning.decision import Decision, decide
from backcheck.reasoning.evidence import chosen_activity
from backcheck.reasoning.index import MOMENT, index_of
from backcheck.reasoning.ranking import Sum, fit_of


class Outlook(msgspec.Struct, frozen=True):
    """What a question may do. `turns` are the answers that would change what comes first, each with its chance and
    the decision after it, `chance` their sum, and `bits` what the answer is expected to tell about both rankings.
    """

    question: Question
    turns: tuple[tuple[str, float, Decision], ...]
    chance: float
    bits: float


def first_step(decision: Decision) -> tuple[object, ...]:
    """What somebody is told first: level, how much is coached, soreness, a flare, what to change first, what leads.

    Where the sore lift is paused anyhow, what to change in it is not the first thing to do.
    """
    full = decision.coaching.mode == "full"
    return (
        decision.urgency.level,
        decision.coaching.mode,
        decision.soreness,
        decision.flared,
        decision.leaders[:1] if full else (),
        lead.target if full and (lead := lead_of(decision)) is not None else "",
    )


def lead_of(decision: Decision) -> Sum | None:
    """The contributor that is shown first: the best one that fits; None where none does."""
    return next((total for total in decision.contributors if fit_of(total) is not None), None)


def look_ahead(kb: KnowledgeBase, answers: Answers, decision: Decision, question: Question) -> Outlook | None:
    """What the answer to this question may change and tell; None where no answer would change what comes first.

    What comes first is worked out for every answer; on a list, ticks are tried one at a time. The expected information
    (Lindley 1956, "On a measure of the information provided by an experiment") is worked out from the points as if the
    causes of a list excluded each other, points were log2 odds, facts already told did not matter, and every answer,
    "not sure" among them, were as common as the next before anything is known. None of that is quite true: it is good
    enough to put questions in order and is used for nothing else.
    """
    trials = dict(_trials(question))
    here = first_step(decision)
    tried = {name: decide(kb, {**answers, question.id: answer}) for name, answer in trials.items()}
    turned = {name: after for name, after in tried.items() if first_step(after) != here}
    if not turned:
        return None
    chances, bits = _weigh(decision, [_says(kb, answers, question, name) for name in trials])
    chance_of = dict(zip(trials, chances, strict=True))
    turns = tuple((name, chance_of[name], after) for name, after in turned.items())
    return Outlook(question, turns, sum(chance for _, chance, _ in turns), bits)


def soreness_questions(kb: KnowledgeBase) -> frozenset[str]:
    """The questions besides the core that plain soreness hangs on and that have one of several answers."""
    named = (kb.questions[name] for name in mentioned(kb.base.soreness.when) if name in kb.questions)
    return frozenset(question.id for question in named if question.kind == "one" and not question.core)


def may_be_soreness(
    kb: KnowledgeBase, answers: Answers, opened: Sequence[Question]
) -> Literal["", "may-be", "looks-like"]:
    """Whether it is not plain soreness by these answers, but would be if all `opened` questions spoke for it.

    It `looks-like` soreness where the answer to one of these questions spoke for it already.
    """
    here = decide(kb, answers)
    pattern = kb.base.soreness.pattern
    best = {one.id: max(one.options, key=lambda option: option.says.get(pattern, 0.0)).id for one in opened}
    if here.soreness or not decide(kb, {**answers, **{name: (said,) for name, said in best.items()}}).soreness:
        return ""
    sore = next((total for total in here.patterns if total.target == pattern), None)
    asked = soreness_questions(kb)
    spoke = sore is not None and any(made.answers[0].question in asked for made, _ in sore.speaks_for)
    return "looks-like" if spoke else "may-be"


def _trials(question: Question) -> Iterator[tuple[str, Answer]]:
    """The answers that are tried: each option alone, "none of these", or both ends and the middle of a number."""
    if question.kind == "number":
        low, high = question.min or 0.0, question.max or 0.0
        yield from ((f"{value:g}", value) for value in (low, (low + high) / 2, high))
        return
    yield from ((option.id, (option.id,)) for option in question.options)
    if question.none_says:
        yield NONE, (NONE,)


def _says(kb: KnowledgeBase, answers: Answers, question: Question, name: str) -> Mapping[str, float]:
    """The points of an answer by itself: of the option, and of the moment in the chosen lift."""
    index = index_of(kb)
    made = index.options.get((question.id, name))
    says = made.says if made is not None else {}
    activity = chosen_activity(kb, answers) if question.id == MOMENT else None
    moment = index.moments.get((activity.id, name)) if activity is not None else None
    return {**says, **moment.says} if moment is not None else says


def _weigh(now: Decision, says: Sequence[Mapping[str, float]]) -> tuple[list[float], float]:
    """The chance of each answer (the mean over both rankings), and the bits that the question is expected to tell.

    The last place of a row is "not sure", which is as common as any answer and says nothing.
    """
    chances = [0.0] * len(says)
    bits = 0.0
    for sums in (now.contributors, now.patterns):
        rows = [(share, _chances_given(says, target)) for target, share in _shares(sums).items()]
        whole = [sum(share * row[place] for share, row in rows) for place in range(len(says) + 1)]
        bits += sum(share * part * log2(part / whole[place]) for share, row in rows for place, part in enumerate(row))
        chances = [chance + part / 2 for chance, part in zip(chances, whole, strict=False)]
    return chances, bits


def _shares(sums: Sequence[Sum]) -> dict[str, float]:
    """Points as log2 odds among the items of one list, adding up to 1."""
    weights = {total.target: 2.0**total.points for total in sums}
    whole = sum(weights.values())
    return {target: weight / whole for target, weight in weights.items()}


def _chances_given(says: Sequence[Mapping[str, float]], target: str) -> list[float]:
    """The chance of every answer if this were the cause; the last place is "not sure"."""
    odds = [*(2.0 ** points.get(target, 0.0) for points in says), 1.0]
    whole = sum(odds)
    return [part / whole for part in odds]
