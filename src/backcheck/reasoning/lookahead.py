"""What an answer that is not there yet would change: the first thing to do, and how much it would tell.

For the order of the follow-ups, for "what would change this" and for the self-tests that decide. Every answer is
tried and the conclusion after it is looked at, so nothing about points is said twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log2
from typing import Literal

import msgspec

from backcheck.knowledge.levels import LEVELS, URGENCY
from backcheck.knowledge.lifts import Activity
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import Question
from backcheck.knowledge.records import NONE, UNSURE
from backcheck.knowledge.training import SelfTest
from backcheck.reasoning.answers import Answer, Answers
from backcheck.reasoning.assessment import OpenQuestion, Turn, TurnKind
from backcheck.reasoning.conclusion import Conclusion, conclude
from backcheck.reasoning.conditions import holds, mentioned
from backcheck.reasoning.evidence import applicable, chosen_activity
from backcheck.reasoning.index import MOMENT, index_of, questions_for
from backcheck.reasoning.plan_words import told_for
from backcheck.reasoning.ranking import Sum, fit_of

MOST = 3
"""How many lines are worth reading; the same for the answers named in a line."""

TEST = "test-"
"""What the id of a self-test's question begins with."""


class Outlook(msgspec.Struct, frozen=True):
    """What a question may do. `turns` are the answers that would change what comes first, each with its chance and
    the conclusion after it, `chance` their sum, and `bits` what the answer is expected to tell about both rankings.
    """

    question: Question
    turns: tuple[tuple[str, float, Conclusion], ...]
    chance: float
    bits: float


def first_step(conclusion: Conclusion) -> tuple[object, ...]:
    """What somebody is told first: level, how much is coached, soreness, a flare, what to change first, what leads.

    Where the sore lift is paused anyhow, what to change in it is not the first thing to do.
    """
    full = conclusion.coaching.mode == "full"
    return (
        conclusion.urgency.level,
        conclusion.coaching.mode,
        conclusion.soreness,
        conclusion.flared,
        conclusion.lead.ids[:1] if full else (),
        lead.target if full and (lead := lead_of(conclusion)) is not None else "",
    )


def lead_of(conclusion: Conclusion) -> Sum | None:
    """The contributor that is shown first: the best one that fits; None where none does."""
    return next((total for total in conclusion.contributors if fit_of(total) is not None), None)


def look_ahead(kb: KnowledgeBase, answers: Answers, conclusion: Conclusion, question: Question) -> Outlook | None:
    """What the answer to this question may change and tell; None where no answer would change what comes first.

    What comes first is worked out for every answer; on a list, ticks are tried one at a time. The expected information
    (Lindley 1956, "On a measure of the information provided by an experiment") is worked out from the points as if the
    causes of a list excluded each other, points were log2 odds, facts already told did not matter, and every answer,
    "not sure" among them, were as common as the next before anything is known. None of that is quite true: it is good
    enough to put questions in order and is used for nothing else.
    """
    trials = dict(_trials(question))
    here = first_step(conclusion)
    tried = {name: conclude(kb, {**answers, question.id: answer}) for name, answer in trials.items()}
    turned = {name: after for name, after in tried.items() if first_step(after) != here}
    if not turned:
        return None
    chances, bits = _weigh(conclusion, [_says(kb, answers, question, name) for name in trials])
    chance_of = dict(zip(trials, chances, strict=True))
    turns = tuple((name, chance_of[name], after) for name, after in turned.items())
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


def _says(kb: KnowledgeBase, answers: Answers, question: Question, name: str) -> Mapping[str, float]:
    """The points of an answer by itself: of the option, and of the moment in the chosen lift."""
    index = index_of(kb)
    made = index.options.get((question.id, name))
    says = made.says if made is not None else {}
    activity = chosen_activity(kb, answers) if question.id == MOMENT else None
    moment = index.moments.get((activity.id, name)) if activity is not None else None
    return {**says, **moment.says} if moment is not None else says


def _weigh(now: Conclusion, says: Sequence[Mapping[str, float]]) -> tuple[list[float], float]:
    """The chance of each answer (the mean over both rankings), and the bits that the question is expected to tell."""
    chances = [0.0] * len(says)
    bits = 0.0
    for sums in (now.contributors, now.patterns):
        # The chance of every answer if this were the cause; "not sure" comes last and says nothing.
        given = (_as_shares((*(points.get(total.target, 0.0) for points in says), 0.0)) for total in sums)
        rows = list(zip(_as_shares(total.points for total in sums), given, strict=True))
        whole = [sum(share * row[place] for share, row in rows) for place in range(len(says) + 1)]
        bits += sum(share * part * log2(part / whole[place]) for share, row in rows for place, part in enumerate(row))
        chances = [chance + part / 2 for chance, part in zip(chances, whole, strict=False)]
    return chances, bits


def _as_shares(points: Iterable[float]) -> list[float]:
    """Points as log2 odds among things that exclude each other, adding up to 1."""
    odds = [2.0**one for one in points]
    whole = sum(odds)
    return [part / whole for part in odds]


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
    here = conclude(kb, answers)
    pattern = kb.base.soreness.pattern
    best = {one.id: max(one.options, key=lambda option: option.says.get(pattern, 0.0)).id for one in opened}
    if here.soreness or not conclude(kb, {**answers, **{name: (said,) for name, said in best.items()}}).soreness:
        return ""
    sore = next((total for total in here.patterns if total.target == pattern), None)
    asked = soreness_questions(kb)
    spoke = sore is not None and any(made.answers[0].question in asked for made, _ in sore.speaks_for)
    return "looks-like" if spoke else "may-be"


def find_openings(kb: KnowledgeBase, answers: Answers, conclusion: Conclusion) -> tuple[OpenQuestion, ...]:
    """At most three, the likeliest to change what comes first before the others; none where nobody is coached."""
    if conclusion.coaching.mode == "none":
        return ()
    if conclusion.urgency.level == "unscreened":  # nothing else matters before the danger signs
        lists = (kb.questions[name] for name in conclusion.urgency.unanswered)
        return tuple(OpenQuestion(question=one.id, how_to_find_out=one.find_out) for one in lists)[:MOST]
    questions = [
        *_findable(kb, answers, conclusion),
        *(kb.questions[TEST + test.id] for test in _allowed(kb, answers, conclusion)),
    ]
    activity = chosen_activity(kb, answers)
    found = _outlooks(kb, answers, conclusion, questions)[:MOST]
    return tuple(_opening(kb, conclusion, one, activity) for one in found)


def deciding_tests(kb: KnowledgeBase, answers: Answers) -> tuple[SelfTest, ...]:
    """The self-tests some result of which would change what leads or what to change first, the likeliest first.

    None above self-care, in a flare, in plain soreness, or where a condition forbids the test; nor one whose result
    is known, nor one that could only bring out a danger sign.
    """
    conclusion = conclude(kb, answers)
    questions = [kb.questions[TEST + test.id] for test in _allowed(kb, answers, conclusion)]
    found = _outlooks(kb, answers, conclusion, questions)
    return tuple(kb.tests[outlook.question.id.removeprefix(TEST)] for outlook in found)


def _outlooks(kb: KnowledgeBase, answers: Answers, conclusion: Conclusion, questions: list[Question]) -> list[Outlook]:
    """What is worth naming, the likeliest first: nobody is sent to a self-test only to find a danger sign."""
    level = conclusion.urgency.level
    found = [
        outlook
        for question in questions
        if (outlook := look_ahead(kb, answers, conclusion, question)) is not None
        if question.stage != "tests" or any(after.urgency.level == level for _, _, after in outlook.turns)
    ]
    return sorted(found, key=lambda outlook: -outlook.chance)


def _findable(kb: KnowledgeBase, answers: Answers, conclusion: Conclusion) -> Iterator[Question]:
    """Questions that apply, that the person could find the answer to, and that have none yet.

    Nobody is sent to bend, lift or be filmed whose lift is paused or whose pain must ease first.
    """
    known = applicable(kb, answers)
    may_move = conclusion.coaching.mode == "full" and not conclusion.flared
    for question in questions_for(kb, answers):
        if not question.find_out or (question.find_out_moves and not may_move):
            continue
        if _is_open(answers, question.id) and (question.when is None or holds(question.when, known)):
            yield question


def _allowed(kb: KnowledgeBase, answers: Answers, conclusion: Conclusion) -> Iterator[SelfTest]:
    if conclusion.coaching.mode != "full" or conclusion.flared or conclusion.soreness:
        return
    for test in kb.tests.values():
        when = kb.questions[TEST + test.id].when
        if _is_open(answers, TEST + test.id) and (when is None or holds(when, answers)):
            yield test


def _is_open(answers: Answers, question_id: str) -> bool:
    return answers.get(question_id, (UNSURE,)) == (UNSURE,)


def _opening(kb: KnowledgeBase, conclusion: Conclusion, outlook: Outlook, activity: Activity | None) -> OpenQuestion:
    """How to find this answer out, and what it would turn, the likeliest first."""
    question = outlook.question
    test = kb.tests.get(question.id.removeprefix(TEST)) if question.id.startswith(TEST) else None
    how = question.find_out
    if test is not None:
        minutes = "a minute" if test.minutes == 1 else f"{test.minutes} minutes"
        how = f"{test.name}, a test of {minutes}: backcheck tests {test.id}."
    now = URGENCY[conclusion.urgency.level]
    # Nobody looks for a danger sign in order to be sent less far, though a "not sure" that becomes a tick may do that.
    named = [turn for turn in outlook.turns if question.stage != "safety" or URGENCY[turn[2].urgency.level] >= now]
    likeliest = sorted(named, key=lambda turn: -turn[1])[:MOST]
    labels = {option.id: option.label for option in question.options} | {NONE: question.none_label}
    return OpenQuestion(
        question=question.id,
        how_to_find_out=how,
        test=test.id if test is not None else "",
        turns=tuple(
            Turn(value=name, label=labels.get(name, f"{name} {question.unit}"), kind=kind, first=first, text=text)
            for name, _, after in likeliest
            for kind, first, text in (_come_first(kb, conclusion, after, activity),)
        ),
    )


def _come_first(
    kb: KnowledgeBase, now: Conclusion, after: Conclusion, activity: Activity | None
) -> tuple[TurnKind, str, str]:
    """What would come first: its kind, its id and the words for those who do this activity."""
    level = after.urgency.level
    if level != now.urgency.level or after.coaching.mode != now.coaching.mode:
        text = LEVELS[level].advice if level != now.urgency.level else "no lifting advice from a program"
        return "level", level, text
    if after.soreness != now.soreness:
        return "soreness", "soreness", "plain soreness" if after.soreness else "more than plain soreness"
    if after.flared != now.flared:
        return "flare", "flare", "first let it calm down"
    if after.lead.ids[:1] != now.lead.ids[:1]:
        if not after.lead.ids:
            return "change", "", "too little to name one thing"
        return "change", after.lead.ids[0], told_for(kb.contributors[after.lead.ids[0]], activity).name
    lead = lead_of(after)
    if lead is None:
        return "cause", "", "nothing that fits well enough to name"
    return "cause", lead.target, told_for(kb.contributors[lead.target], activity).name
