"""What an answer that is not there yet would change: the first thing to do, and how much it would tell.

For the order of the follow-ups, for "what would change this" and for the self-tests that decide. Every answer that
might matter is tried and the standing after it is looked at, so nothing about points is said twice. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import log2

import msgspec

from backcheck.knowledge.model import NONE, KnowledgeBase, Question
from backcheck.reasoning.answers import Answer, Answers
from backcheck.reasoning.evidence import ALL_FORM
from backcheck.reasoning.index import index_of
from backcheck.reasoning.ranking import LIKELY, Sum
from backcheck.reasoning.standing import HABITS, Standing, find_standing


class Outlook(msgspec.Struct, frozen=True):
    """What a question may do. `turns` are the answers that would change what comes first, each with its chance and
    the standing after it, `chance` their sum, and `bits` what the answer is expected to tell about both rankings.
    """

    question: Question
    turns: tuple[tuple[str, float, Standing], ...]
    chance: float
    bits: float


def first_step(standing: Standing) -> tuple[object, ...]:
    """What somebody is told first: level, how much is coached, soreness, a flare, what to change first, what leads.

    Where the sore lift is paused anyhow, what to change in it is not the first thing to do.
    """
    full = standing.coaching.mode == "full"
    return (
        standing.finding.level,
        standing.coaching.mode,
        standing.soreness,
        standing.flared,
        standing.leaders[:1] if full else (),
        standing.contributors[0].target if full and standing.contributors else "",
    )


def look_ahead(kb: KnowledgeBase, answers: Answers, standing: Standing, question: Question) -> Outlook | None:
    """What the answer to this question may change and tell; None where no answer would change what comes first.

    On a list, ticks are tried one at a time. The expected information (Lindley 1956, "On a measure of the information
    provided by an experiment") is worked out from the points as if the causes of a list excluded each other, points
    were log2 odds, and every answer, "not sure" among them, were as common as the next before anything is known.
    None of that is quite true: it is good enough to put questions in order and is used for nothing else.
    """
    trials = list(_trials(question))
    if not any(_might_turn(kb, standing, question, name) for name, _ in trials):
        return None
    found = [(name, find_standing(kb, {**answers, question.id: answer})) for name, answer in trials]
    here = first_step(standing)
    if all(first_step(after) == here for _, after in found):
        return None
    chances, bits = _weigh(standing, [after for _, after in found])
    turns = tuple(
        (name, chance, after) for (name, after), chance in zip(found, chances, strict=True) if first_step(after) != here
    )
    return Outlook(question, turns, sum(chance for _, chance, _ in turns), bits)


def _trials(question: Question) -> Iterator[tuple[str, Answer]]:
    """The answers that are tried: each option alone, "none of these", or both ends and the middle of a number."""
    if question.kind == "number":
        low, high = question.min or 0.0, question.max or 0.0
        yield from ((f"{value:g}", value) for value in (low, (low + high) / 2, high))
        return
    yield from ((option.id, (option.id,)) for option in question.options)
    if question.none_says:
        yield NONE, (NONE,)


def _might_turn(kb: KnowledgeBase, standing: Standing, question: Question, name: str) -> bool:
    """Whether this answer could change the first step; False only where it surely cannot.

    A bound and no rule of its own: every point is taken at its most, so what it lets pass is tried in full.
    """
    index = index_of(kb)
    if question.id in index.steering or (question.id, name) in index.signs or question.kind == "number":
        return True
    pull = index.pull.get((question.id, name))
    if not pull or standing.coaching.mode != "full" or not standing.contributors:
        return False
    if _may_touch_soreness(kb, standing, pull):
        return True
    first = standing.leaders[0] if standing.leaders else ""
    top = standing.contributors[0]
    bar = max((_rank(kb, t.target, t.points) for t in standing.contributors if t.target == first), default=(0, 0.0))
    form = pull.get(ALL_FORM, (0.0, 0.0))
    for total in standing.contributors:
        more, less = pull.get(total.target, form if kb.contributors[total.target].family == "form" else (0.0, 0.0))
        if less and total.target in (first, top.target):
            return True
        if more and (total.points + more >= top.points or _rank(kb, total.target, total.points + more) >= bar):
            return True
    return False


def _may_touch_soreness(kb: KnowledgeBase, standing: Standing, pull: Mapping[str, tuple[float, float]]) -> bool:
    if standing.soreness:
        return not kb.patterns.keys().isdisjoint(pull)
    name = kb.base.soreness.pattern
    more, _ = pull.get(name, (0.0, 0.0))
    return more > 0 and any(total.target == name and total.points + more >= LIKELY for total in standing.patterns)


def _rank(kb: KnowledgeBase, target: str, points: float) -> tuple[int, float]:
    """How near the lead these points would bring it: likely habits lead, then likely form, then the most points."""
    if points < LIKELY:
        return 0, points
    family = kb.contributors[target].family
    return (2 if family in HABITS else 1 if family == "form" else 0), points


def _weigh(now: Standing, after: Sequence[Standing]) -> tuple[list[float], float]:
    """The chance of each answer (the mean over both rankings), and the bits that the question is expected to tell."""
    chances = [0.0] * len(after)
    bits = 0.0
    for mine, theirs in (
        (now.contributors, [found.contributors for found in after]),
        (now.patterns, [found.patterns for found in after]),
    ):
        given = _chances_given(mine, theirs)
        prior = _shares(mine)
        whole = [sum(prior[target] * row[place] for target, row in given.items()) for place in range(len(after) + 1)]
        bits += sum(
            prior[target] * part * log2(part / whole[place])
            for target, row in given.items()
            for place, part in enumerate(row)
            if part > 0 and whole[place] > 0
        )
        chances = [chance + part / 2 for chance, part in zip(chances, whole, strict=False)]
    return chances, bits


def _shares(sums: Sequence[Sum]) -> dict[str, float]:
    """Points as log2 odds among the items of one list, adding up to 1."""
    weights = {total.target: 2.0**total.points for total in sums}
    whole = sum(weights.values())
    return {target: weight / whole for target, weight in weights.items()}


def _chances_given(now: Sequence[Sum], after: Sequence[Sequence[Sum]]) -> dict[str, list[float]]:
    """For each target the chance of every answer if it were the cause; the last place is "not sure"."""
    moved = [{total.target: total.points for total in found} for found in after]
    rows: dict[str, list[float]] = {}
    for total in now:
        odds = [2.0 ** (found.get(total.target, total.points) - total.points) for found in moved]
        whole = 1.0 + sum(odds)
        rows[total.target] = [part / whole for part in (*odds, 1.0)]
    return rows
