"""What would change this advice: the open questions and self-tests that would most likely change what comes first.

Owns which of them are worth naming and in which order. What an answer would do is worked out in `telling`.
"""

from __future__ import annotations

from collections.abc import Iterator

from backcheck.knowledge.levels import LEVELS, URGENCY
from backcheck.knowledge.model import NONE, UNSURE, Activity, KnowledgeBase, Question, SelfTest
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.assessment import OpenQuestion, Turn, TurnKind
from backcheck.reasoning.conditions import holds
from backcheck.reasoning.evidence import applicable, chosen_activity
from backcheck.reasoning.index import index_of
from backcheck.reasoning.standing import Standing, find_standing
from backcheck.reasoning.telling import Outlook, lead_of, look_ahead
from backcheck.reasoning.wording import told_for

MOST = 3
"""How many lines are worth reading; the same for the answers named in a line."""

TEST = "test-"
"""What the id of a self-test's question begins with."""


def find_openings(kb: KnowledgeBase, answers: Answers, standing: Standing) -> tuple[OpenQuestion, ...]:
    """At most three, the likeliest to change what comes first before the others; none where nobody is coached."""
    if standing.coaching.mode == "none":
        return ()
    if standing.urgency.level == "unscreened":  # nothing else matters before the danger signs
        lists = (kb.questions[name] for name in standing.urgency.unanswered)
        return tuple(OpenQuestion(question=one.id, how_to_find_out=one.find_out) for one in lists)[:MOST]
    questions = [
        *_findable(kb, answers, standing),
        *(kb.questions[TEST + test.id] for test in _allowed(kb, answers, standing)),
    ]
    outlooks = _outlooks(kb, answers, standing, questions)[:MOST]
    return tuple(
        OpenQuestion(
            question=outlook.question.id,
            how_to_find_out=_how(kb, outlook.question),
            test=outlook.question.id.removeprefix(TEST) if outlook.question.id.startswith(TEST) else "",
            turns=_turns(kb, standing, outlook, chosen_activity(kb, answers)),
        )
        for outlook in outlooks
    )


def deciding_tests(kb: KnowledgeBase, answers: Answers) -> tuple[SelfTest, ...]:
    """The self-tests some result of which would change what leads or what to change first, the likeliest first.

    None above self-care, in a flare, in plain soreness, or where a condition forbids the test; nor one whose result
    is known, nor one that could only bring out a danger sign.
    """
    standing = find_standing(kb, answers)
    questions = [kb.questions[TEST + test.id] for test in _allowed(kb, answers, standing)]
    found = _outlooks(kb, answers, standing, questions)
    return tuple(kb.tests[outlook.question.id.removeprefix(TEST)] for outlook in found)


def _outlooks(kb: KnowledgeBase, answers: Answers, standing: Standing, questions: list[Question]) -> list[Outlook]:
    ahead = (look_ahead(kb, answers, standing, question) for question in questions)
    found = (outlook for outlook in ahead if outlook is not None and _decides(outlook, standing))
    return sorted(found, key=lambda outlook: -outlook.chance)


def _decides(outlook: Outlook, standing: Standing) -> bool:
    """Whether it is worth naming: nobody is sent to a self-test only to find a danger sign."""
    if outlook.question.stage != "tests":
        return True
    return any(after.urgency.level == standing.urgency.level for _, _, after in outlook.turns)


def _findable(kb: KnowledgeBase, answers: Answers, standing: Standing) -> Iterator[Question]:
    """Questions that apply, that the person could find the answer to, and that have none yet.

    Nobody is sent to bend, lift or be filmed whose lift is paused or whose pain must ease first.
    """
    known = applicable(kb, answers)
    may_move = standing.coaching.mode == "full" and not standing.flared
    for question in index_of(kb).findable:
        if question.find_out_moves and not may_move:
            continue
        if _is_open(answers, question.id) and (question.when is None or holds(question.when, known)):
            yield question


def _allowed(kb: KnowledgeBase, answers: Answers, standing: Standing) -> Iterator[SelfTest]:
    if standing.coaching.mode != "full" or standing.flared or standing.soreness:
        return
    for test in kb.tests.values():
        when = kb.questions[TEST + test.id].when
        if _is_open(answers, TEST + test.id) and (when is None or holds(when, answers)):
            yield test


def _is_open(answers: Answers, question_id: str) -> bool:
    return answers.get(question_id, (UNSURE,)) == (UNSURE,)


def _how(kb: KnowledgeBase, question: Question) -> str:
    if not question.id.startswith(TEST):
        return question.find_out
    test = kb.tests[question.id.removeprefix(TEST)]
    minutes = "a minute" if test.minutes == 1 else f"{test.minutes} minutes"
    return f"{test.name}, a test of {minutes}: backcheck tests {test.id}."


def _turns(kb: KnowledgeBase, standing: Standing, outlook: Outlook, activity: Activity | None) -> tuple[Turn, ...]:
    question = outlook.question
    now = URGENCY[standing.urgency.level]
    # Nobody looks for a danger sign in order to be sent less far, though a "not sure" that becomes a tick may do that.
    named = [turn for turn in outlook.turns if question.stage != "safety" or URGENCY[turn[2].urgency.level] >= now]
    likeliest = sorted(named, key=lambda turn: -turn[1])[:MOST]
    labels = {option.id: option.label for option in question.options} | {NONE: question.none_label}
    return tuple(
        Turn(value=name, label=labels.get(name, f"{name} {question.unit}"), kind=kind, first=first, text=text)
        for name, _, after in likeliest
        for kind, first, text in (_first(kb, standing, after, activity),)
    )


def _first(kb: KnowledgeBase, now: Standing, after: Standing, activity: Activity | None) -> tuple[TurnKind, str, str]:
    """What would come first: its kind, its id and the words for those who do this activity."""
    if after.urgency.level != now.urgency.level or after.coaching.mode != now.coaching.mode:
        level = after.urgency.level
        text = LEVELS[level].advice if level != now.urgency.level else "no lifting advice from a program"
        return "level", level, text
    if after.soreness != now.soreness:
        text = "plain training soreness" if after.soreness else "more than plain soreness"
        return "soreness", "soreness", text
    if after.flared != now.flared:
        return "flare", "flare", "first let it calm down"
    if after.leaders[:1] != now.leaders[:1]:
        leader = after.leaders[0] if after.leaders else ""
        text = told_for(kb.contributors[leader], activity).name if leader else "too little to name one thing"
        return "change", leader, text
    lead = lead_of(after)
    if lead is None:
        return "cause", "", "nothing that fits well enough to name"
    return "cause", lead.target, told_for(kb.contributors[lead.target], activity).name
