"""How urgent it is: ticked danger signs and positive rules; the most urgent wins, and nothing can lower it.

Rules and levels are data. A sign counts wherever it was ticked. `RF-` style evidence stands with each rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product

import msgspec

from backcheck.knowledge.levels import URGENCY
from backcheck.knowledge.model import UNSURE, BookWithin, KnowledgeBase, Level, Rule, Within
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.assessment import GivenAnswer, Reason
from backcheck.reasoning.conditions import answers_behind, holds
from backcheck.reasoning.index import Reach, answer_ticks, index_of

TIMES: tuple[Within, ...] = ("now", "today", "days", "this-week", "two-weeks")
"""Every time within which to be seen, soonest first."""


class Finding(msgspec.Struct, frozen=True):
    """The level, what raised it (most urgent first), the rules that hold, and the unanswered danger-sign lists.

    `within` is how soon to be seen, the soonest of the reasons; None where nothing raised the level.
    """

    level: Level
    reasons: tuple[Reason, ...]
    fired: tuple[Rule, ...]
    unanswered: tuple[str, ...]
    within: Within | None = None


def triage_level(kb: KnowledgeBase, answers: Answers) -> Level:
    """The level that these answers give."""
    levels = [level for level, *_ in _raised_by_ticks(kb, answers)]
    levels += [rule.level for rule in fired_rules(kb, answers)]
    if levels:
        return max(levels, key=URGENCY.__getitem__)
    return _level_without_signs(kb, unanswered_safety(kb, answers))


def find_urgency(kb: KnowledgeBase, answers: Answers) -> Finding:
    """The level with every reason for it, most urgent first."""
    ticked = list(_raised_by_ticks(kb, answers))
    held = list(_held(kb, answers))
    fired = tuple(rule for rule, _ in held)
    reasons = [
        Reason(id=name, level=level, answers=(given,), text=text, sources=sources)
        for level, name, given, text, sources, _ in ticked
    ]
    reasons += [
        Reason(
            id=r.id,
            level=r.level,
            answers=(behind := answers_behind(r.when, answers, doubt)),
            text=_with_ticks(kb, r.text, behind),
            sources=r.sources,
        )
        for r, doubt in held
    ]
    times = [_time_of(level, within) for level, *_, within in ticked] + [_time_of(r.level, r.within) for r in fired]
    unanswered = unanswered_safety(kb, answers)
    if not reasons:
        return Finding(_level_without_signs(kb, unanswered), (), fired, unanswered)
    reasons.sort(key=lambda reason: -URGENCY[reason.level])
    return Finding(reasons[0].level, tuple(reasons), fired, unanswered, min(times, key=TIMES.index))


def _time_of(level: Level, within: BookWithin) -> Within:
    """How soon somebody should be seen at this level; only a visit to a clinician may wait longer or less long."""
    return "now" if level == "emergency" else "today" if level == "urgent" else within


def _level_without_signs(kb: KnowledgeBase, unanswered: tuple[str, ...]) -> Level:
    """The level where nothing was raised: `unscreened` while a list is open, and where no list could find anything."""
    can_screen = any(
        sign.alone == "emergency" and kb.questions[name].stage == "safety"
        for (name, _), sign in index_of(kb).signs.items()
    )
    return "self-care" if can_screen and not unanswered else "unscreened"


def _with_ticks(kb: KnowledgeBase, text: str, behind: tuple[GivenAnswer, ...]) -> str:
    """A rule's reason with the answers it rests on, where it rests on more than one."""
    labels = {(given.question, o.id): o.label for given in behind for o in kb.questions[given.question].options}
    labels |= {(given.question, UNSURE): f"Not sure: {kb.questions[given.question].prompt}" for given in behind}
    named = [labels[tick] for given in behind if (tick := (given.question, given.value)) in labels]
    return f"{text} You said: {'; '.join(named)}." if len(named) > 1 else text


def unanswered_safety(kb: KnowledgeBase, answers: Answers) -> tuple[str, ...]:
    """The ids of the danger-sign lists that have no answer yet, in their order."""
    lists = (question for question in kb.safety_questions if question.when is None)
    return tuple(question.id for question in lists if question.id not in answers)


def fired_rules(kb: KnowledgeBase, answers: Answers) -> Iterator[Rule]:
    """The rules that hold, in file order."""
    return (rule for rule, _ in _held(kb, answers))


def _held(kb: KnowledgeBase, answers: Answers) -> Iterator[tuple[Rule, str]]:
    """The rules that hold, each with the question whose "not sure" it needed, or empty."""
    for way in index_of(kb).reaches:
        if holds(way.rule.when, answers):
            yield way.rule, ""
        elif doubt := way.doubted(answers):
            yield way.rule, doubt


_Raised = tuple[Level, str, GivenAnswer, str, tuple[str, ...], BookWithin]


def _raised_by_ticks(kb: KnowledgeBase, answers: Answers) -> Iterator[_Raised]:
    """Every tick that raises the level by itself, "not sure" on a danger-sign list included."""
    signs = index_of(kb).signs
    for question_id, given in answers.items():
        for tick in answer_ticks(given):
            answer = GivenAnswer(question=question_id, value=tick)
            name = f"{question_id}:{tick}"
            sign = signs.get((question_id, tick))
            if sign is not None and sign.alone is not None and sign.alone != "modifier":
                yield sign.alone, name, answer, sign.label, sign.sources, sign.within
            elif tick == UNSURE and (level := kb.questions[question_id].unsure_level) is not None:
                question = kb.questions[question_id]
                text = question.unsure_said or f"Not sure: {question.prompt}"
                yield level, name, answer, text, ("expert",), "two-weeks"


def awaited_questions(kb: KnowledgeBase, answers: Answers, *, together: int = 1) -> list[str]:
    """Unanswered questions whose answer could raise the level, most urgent first, then file order.

    By default by itself; with `together` 2 also those that could do it with one other answer. Conditions of rules are
    positive, so it is enough to try the options that a rule names: all together where many may be ticked, one by one
    where one may, the highest number. A danger sign of the question itself is tried in the same way.
    """
    now = URGENCY[triage_level(kb, answers)]
    reach: dict[str, int] = {}
    for (question_id, _), sign in index_of(kb).signs.items():
        if question_id not in answers and URGENCY[str(sign.alone)] > max(now, reach.get(question_id, 0)):
            reach[question_id] = URGENCY[str(sign.alone)]
    for way in index_of(kb).reaches:
        urgency = URGENCY[way.rule.level]
        if urgency > now and way.holds({**way.most, **answers}):
            for question_id in _raising(way, answers, together):
                reach[question_id] = max(reach.get(question_id, 0), urgency)
    order = {question_id: place for place, question_id in enumerate(kb.questions)}
    return sorted(reach, key=lambda question_id: (-reach[question_id], order[question_id]))


def _raising(way: Reach, answers: Answers, together: int) -> set[str]:
    """The open questions that could make this rule hold by themselves, or (`together` 2) two by two."""
    unanswered = [name for name in way.trials if name not in answers]
    alone = {name for name in unanswered if _can_fire(way, answers, (name,))}
    if together == 1:
        return alone
    others = [name for name in unanswered if name not in alone]
    pairs = (pair for pair in combinations(others, 2) if _can_fire(way, answers, pair))
    return alone.union(*pairs)


def _can_fire(way: Reach, answers: Answers, group: tuple[str, ...]) -> bool:
    """Whether some answers to these questions would make the rule hold."""
    trials = product(*(way.trials[question_id] for question_id in group))
    return any(way.holds({**answers, **dict(zip(group, trial, strict=True))}) for trial in trials)
