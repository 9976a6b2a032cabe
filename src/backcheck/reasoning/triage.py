"""How urgent it is: ticked danger signs and positive rules; the most urgent wins, and nothing can lower it.

Rules and levels are data, each with its evidence. A sign counts wherever it was ticked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, product

import msgspec

from backcheck.knowledge.levels import URGENCY
from backcheck.knowledge.model import KnowledgeBase, Rule
from backcheck.knowledge.questions import FollowUpQuestion
from backcheck.knowledge.records import UNSURE, BookWithin, Level, Within
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.assessment import GivenAnswer, Reason
from backcheck.reasoning.conditions import answers_behind, mentioned
from backcheck.reasoning.index import Reach, answer_ticks, index_of
from backcheck.reasoning.screening import complete

TIMES: tuple[Within, ...] = ("now", "today", "days", "this-week", "two-weeks")
"""Every time within which to be seen, soonest first."""


class Urgency(msgspec.Struct, frozen=True):
    """The level, what raised it (most urgent first), the rules that hold, and the unanswered danger-sign lists.

    `within` is how soon to be seen, the soonest of the reasons; None where nothing raised the level.
    """

    level: Level
    reasons: tuple[Reason, ...]
    fired: tuple[Rule, ...]
    unanswered: tuple[str, ...]
    within: Within | None = None


def triage_level(kb: KnowledgeBase, answers: Answers) -> Level:
    """The level that these answers give; a ticked row that was not followed up counts as its gravest answer."""
    return level_so_far(kb, complete(kb, answers))


def level_so_far(kb: KnowledgeBase, answers: Answers) -> Level:
    """The level of what was answered, without the ticked rows that are still to be followed up."""
    levels = [level for level, *_ in _raised_by_ticks(kb, answers)]
    levels += [rule.level for rule, _ in _held(kb, answers)]
    if levels:
        return max(levels, key=URGENCY.__getitem__)
    return _level_without_signs(kb, unanswered_safety(kb, answers))


def find_urgency(kb: KnowledgeBase, answers: Answers) -> Urgency:
    """The level with every reason for it, most urgent first."""
    known = complete(kb, answers)
    ticked = list(_raised_by_ticks(kb, known))
    held = list(_held(kb, known))
    fired = tuple(rule for rule, _ in held)
    reasons = [
        Reason(
            id=f"{told.question}:{told.value}", level=level, answers=(told,), text=say_sign(kb, told), sources=sources
        )
        for level, given, sources, _ in ticked
        for told in _as_told(kb, answers, (given,))
    ]
    reasons += [
        Reason(
            id=r.id,
            level=r.level,
            answers=(behind := _as_told(kb, answers, answers_behind(r.when, known, doubt))),
            text=_with_ticks(kb, r.text, behind),
            sources=r.sources,
        )
        for r, doubt in held
    ]
    unanswered = unanswered_safety(kb, answers)
    if not reasons:
        return Urgency(_level_without_signs(kb, unanswered), (), fired, unanswered)
    reasons.sort(key=lambda reason: -URGENCY[reason.level])
    return Urgency(reasons[0].level, tuple(reasons), fired, unanswered, _soonest(ticked, held))


def _soonest(ticked: Iterable[_Raised], held: Iterable[tuple[Rule, str]]) -> Within | None:
    """How soon to be seen by these ticks and rules; None where there are none."""
    times = [_time_of(level, within) for level, *_, within in ticked]
    times += [_time_of(rule.level, rule.within) for rule, _ in held]
    return min(times, key=TIMES.index, default=None)


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
    """A rule's reason, behind what was not said, with the answers it rests on where it rests on more than one."""
    unsaid = {given: said for given in behind if (said := _say_unsure(kb, given))}
    named = [said for given in behind if given not in unsaid and (said := say_tick(kb, given))]
    told = f"{text} You said: {'; '.join(named)}." if len(named) + len(unsaid) > 1 and named else text
    return " ".join((*unsaid.values(), told))


def _say_unsure(kb: KnowledgeBase, given: GivenAnswer) -> str:
    return kb.questions[given.question].unsure_said if given.value == UNSURE else ""


def say_sign(kb: KnowledgeBase, given: GivenAnswer) -> str:
    """A sign as the reason for a level, in words; of a row that was not followed up, why it counts as grave."""
    question = kb.questions[given.question]
    if (asked := kb.follow_ups.get((given.question, str(given.value)))) is not None:
        return f"{asked.row_label}. You haven't said more about this sign yet, so we take it as serious."
    return _say_unsure(kb, given) or say_tick(kb, given) or question.prompt


def say_tick(kb: KnowledgeBase, given: GivenAnswer) -> str:
    """A tick in words, with the row that it is about; empty for a number."""
    question = kb.questions[given.question]
    row = f"{question.row_label}: " if isinstance(question, FollowUpQuestion) else ""
    if given.value == UNSURE:
        return f"{row}you were not sure" if row else f"{question.unsure_label}: {question.prompt}"
    label = next((option.label for option in question.options if option.id == given.value), "")
    return f"{row}{label}" if label else ""


def _as_told(kb: KnowledgeBase, answers: Answers, behind: tuple[GivenAnswer, ...]) -> tuple[GivenAnswer, ...]:
    """The answers as the person gave them: of a follow-up that was left open, the row that was ticked."""
    told: list[GivenAnswer] = []
    for given in behind:
        question = kb.questions[given.question]
        if isinstance(question, FollowUpQuestion) and given.question not in answers:
            told.append(GivenAnswer(question=question.list_id, value=question.row))
        else:
            told.append(given)
    return tuple(dict.fromkeys(told))


def unanswered_safety(kb: KnowledgeBase, answers: Answers) -> tuple[str, ...]:
    """The ids of the danger-sign lists that have no answer yet, in their order."""
    return tuple(question.id for question in kb.danger_lists if question.id not in answers)


def fired_rules(kb: KnowledgeBase, answers: Answers) -> Iterator[Rule]:
    """The rules that hold, in file order."""
    return (rule for rule, _ in _held(kb, complete(kb, answers)))


def _held(kb: KnowledgeBase, answers: Answers) -> Iterator[tuple[Rule, str]]:
    """The rules that hold, each with the question whose "not sure" it needed, or empty."""
    for way in index_of(kb).reaches:
        if (doubt := way.doubt(answers)) is not None:
            yield way.rule, doubt


_Raised = tuple[Level, GivenAnswer, tuple[str, ...], BookWithin]


def _raised_by_ticks(kb: KnowledgeBase, answers: Answers) -> Iterator[_Raised]:
    """Every tick that raises the level by itself, "not sure" on a danger-sign list included."""
    signs = index_of(kb).signs
    for question_id, given in answers.items():
        for tick in answer_ticks(given):
            sign = signs.get((question_id, tick))
            if sign is not None and sign.alone is not None and sign.alone != "modifier":
                yield sign.alone, GivenAnswer(question=question_id, value=tick), sign.sources, sign.within
            elif tick == UNSURE and (level := kb.questions[question_id].unsure_level) is not None:
                question = kb.questions[question_id]
                unsure = GivenAnswer(question=question_id, value=tick)
                if isinstance(question, FollowUpQuestion):
                    # Who says what it counts as; that it counts so is our judgement.
                    gravest = (option for option in question.options if option.alone == level)
                    sources = dict.fromkeys(name for option in gravest for name in option.sources)
                    yield level, unsure, tuple(sources | {"expert": None}), question.within
                else:
                    yield level, unsure, ("expert",), "two-weeks"


def can_still_matter(kb: KnowledgeBase, answers: Answers, question: FollowUpQuestion) -> bool:
    """Whether an answer about this ticked row could lead to more than what was answered so far.

    More is being seen sooner, by itself or together with any answers that are still to come, or that nobody is coached.
    A higher level is always seen sooner. Where it could not, it need not be asked: left open it counts as its gravest
    answer, and that changes nothing.
    """
    soonest = _soonest(_raised_by_ticks(kb, answers), _held(kb, answers))
    sooner = TIMES if soonest is None else TIMES[: TIMES.index(soonest)]
    gravest = question.unsure_level
    if gravest is not None and _time_of(gravest, question.within) in sooner:
        return True
    ways = (way for way in index_of(kb).reaches if question.id in way.trials)
    if any(_time_of(way.rule.level, way.rule.within) in sooner and way.holds({**way.most, **answers}) for way in ways):
        return True
    is_coached = "today" in sooner
    return is_coached and any(question.id in mentioned(rule.when) for rule in kb.base.no_coaching)


def awaited_questions(kb: KnowledgeBase, answers: Answers, *, together: int = 1) -> list[str]:
    """Unanswered questions whose answer could raise the level, most urgent first, then file order.

    By default by itself; with `together` 2 also those that could do it with one other answer. Conditions of rules are
    positive, so it is enough to try the options that a rule names: all together where many may be ticked, one by one
    where one may, the highest number. A danger sign of the question itself is tried in the same way. What is asked
    about a ticked row is none of them: it was asked right behind the tick.
    """
    answers = complete(kb, answers)
    now = URGENCY[level_so_far(kb, answers)]
    reach: dict[str, int] = {}
    for (question_id, _), sign in index_of(kb).signs.items():
        open_still = question_id not in answers and not isinstance(kb.questions[question_id], FollowUpQuestion)
        if open_still and URGENCY[str(sign.alone)] > max(now, reach.get(question_id, 0)):
            reach[question_id] = URGENCY[str(sign.alone)]
    for way in index_of(kb).reaches:
        urgency = URGENCY[way.rule.level]
        if urgency > now and way.holds({**way.later, **answers}):
            for question_id in _raising(way, answers, together):
                reach[question_id] = max(reach.get(question_id, 0), urgency)
    return sorted(reach, key=lambda question_id: (-reach[question_id], kb.places[question_id]))


def _raising(way: Reach, answers: Answers, together: int) -> set[str]:
    """The open questions that could make this rule hold by themselves, or (`together` 2) two by two."""
    unanswered = [name for name in way.later if name not in answers]
    alone = {name for name in unanswered if _can_fire(way, answers, (name,))}
    if together == 1:
        return alone
    others = [name for name in unanswered if name not in alone]
    pairs = (pair for pair in combinations(others, 2) if _can_fire(way, answers, pair))
    return alone.union(*pairs)


def _can_fire(way: Reach, answers: Answers, group: tuple[str, ...]) -> bool:
    """Whether some answers to these questions would make the rule hold."""
    if not way.holds({**answers, **{name: way.most[name] for name in group}}):
        return False
    trials = product(*(way.trials[question_id] for question_id in group))
    return any(way.holds({**answers, **dict(zip(group, trial, strict=True))}) for trial in trials)
