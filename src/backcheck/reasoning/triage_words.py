"""What is said about danger signs: one sentence for the desk of a hospital, and what to watch for afterwards.

The sentence is built from the ticked signs in their own short words, what adds risk, and the question of the pattern
they raise most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from backcheck.knowledge.levels import is_grave
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import FollowUpAnswer, FollowUpQuestion, Option, Question
from backcheck.knowledge.records import UNSURE, Level, SignLevel
from backcheck.knowledge.together import Raised, raising
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.index import answer_ticks, index_of
from backcheck.reasoning.screening import complete
from backcheck.reasoning.triage import Urgency

BACKGROUND = ("safety-you", "age")
"""Questions about the person, not about this pain: said after the signs."""


def say_at_desk(kb: KnowledgeBase, answers: Answers, urgency: Urgency) -> str:
    """The sentence for these answers, in the words of the knowledge base."""
    behind = {(given.question, str(given.value)) for reason in urgency.reasons for given in reason.answers}
    signs: list[str] = []
    background: list[str] = []
    for question_id, given in answers.items():
        question, ticks = kb.questions[question_id], answer_ticks(given)
        words = [
            said
            for option in question.options
            if option.id in ticks
            and (said := _say(kb, question, option))
            and (question.stage == "safety" or (question_id, option.id) in behind)
        ]
        if UNSURE in ticks and question.desk:
            words.append(question.desk)
        (background if _list_of(question) in BACKGROUND else signs).extend(words)
    sentence = kb.base.desk.replace("{signs}", f" with {_joined(signs)}" if signs else "")
    sentence = sentence.replace("{background}", f" Also: {_joined(background)}." if background else "")
    return " ".join(sentence.replace("{question}", _question(kb, urgency)).split())


def _say(kb: KnowledgeBase, question: Question, option: Option) -> str:
    """An answer at the desk; a row that is asked about further is said with the answer, unless that is harmless."""
    if (question.id, option.id) in kb.follow_ups:
        return ""
    if isinstance(question, FollowUpQuestion) and option.alone != "modifier":
        return option.desk or question.desk
    return option.desk


def _question(kb: KnowledgeBase, urgency: Urgency) -> str:
    """The question of the pattern that the reasons for this level raise most; empty where none has one."""
    raised: Counter[str] = Counter()
    rules = {rule.id: rule.says for rule in urgency.fired}
    for reason in urgency.reasons:
        if reason.level == urgency.level:
            ticked = [index_of(kb).options.get((given.question, str(given.value))) for given in reason.answers]
            for says in (rules.get(reason.id, {}), *(made.says for made in ticked if made is not None)):
                raised.update({t: p for t, p in says.items() if p > 0 and t in kb.patterns and kb.patterns[t].desk})
    best = max(raised, key=raised.__getitem__, default="")
    return kb.patterns[best].desk if best else ""


def _joined(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def watch_signs(kb: KnowledgeBase, answers: Answers, level: Level) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The signs to watch for that ask for emergency care, and those for which a doctor is rung today.

    None of the first in an emergency, and none of the second where somebody is sent today anyhow. Besides those for
    everybody, and before them, whoever has a risk is told what is graver with it. Whoever ticked a row and found it
    harmless is told what would be grave about it. What a risk makes an emergency, or says better, is not told once more
    in the words for everybody.
    """
    watch = kb.base.watch_for
    known = complete(kb, answers)
    risks = list(_with_risks(kb, known))
    better = {sign for one in risks for sign in watch.graver.get(one.rule.id, ())}
    with_risk = (watch.usual.get(one.rule.id, one.others) for one in risks)
    own = (*_of_risk(kb, known, "emergency"), *with_risk)
    now = (*own, *watch.now, *_of_harmless(kb, answers, "emergency"), *watch.rarer)
    today = (*_of_risk(kb, known, "urgent"), *watch.today, *_of_harmless(kb, answers, "urgent"))
    return (
        ()
        if level == "emergency"
        else tuple(sign for sign in dict.fromkeys(now) if sign not in better.difference(watch.today)),
        () if is_grave(level) else tuple(sign for sign in dict.fromkeys(today) if sign not in better),
    )


def _with_risks(kb: KnowledgeBase, known: Answers) -> Iterator[Raised]:
    """The rules by which something is an emergency with the risks that were ticked or with the age, not in everybody.

    An age that was not said is each age, as it is in the rules.
    """
    for question in (kb.questions[name] for name in BACKGROUND if name in kb.questions):
        ticked = answer_ticks(known.get(question.id))
        any_age = question.stage != "safety" and UNSURE in ticked
        for risk in (option for option in question.options if any_age or option.id in ticked):
            asked = kb.follow_ups.get((question.id, risk.id))
            told = ticked if asked is None else answer_ticks(known.get(asked.id))
            for one in raising(kb, question, risk):
                counts = UNSURE in told or not set(told).isdisjoint(one.answers)
                if one.rule.level == "emergency" and counts:
                    yield one


def _of_risk(kb: KnowledgeBase, known: Answers, level: SignLevel) -> Iterator[str]:
    """What would have this level about the risks that these people have: the graver answers with the same flags."""
    own = [question for question in kb.safety_questions if _list_of(question) in BACKGROUND]
    flags = {
        flag
        for question in own
        for option in question.options
        if option.id in answer_ticks(known.get(question.id))
        for flag in option.flags
    }
    for option in (option for question in own for option in question.options if not flags.isdisjoint(option.flags)):
        if isinstance(option, FollowUpAnswer) and option.alone == level and option.watch:
            yield option.watch


def _list_of(question: Question) -> str:
    """The danger-sign list that this is, or that it asks further about."""
    return question.list_id if isinstance(question, FollowUpQuestion) else question.id


def _of_harmless(kb: KnowledgeBase, answers: Answers, level: SignLevel) -> Iterator[str]:
    """What would have this level about each row that was asked about further and whose answer raises nothing."""
    for question in kb.follow_ups.values():
        given = answers.get(question.id)
        chosen = next((o for o in question.options if isinstance(given, tuple) and o.id in given), None)
        if chosen is not None and chosen.alone == "modifier":
            for option in question.options:
                if isinstance(option, FollowUpAnswer) and option.alone == level and option.watch:
                    yield option.watch
