"""Which question comes next: a pure function of the answers, so back, resume and "what if" are one call.

Danger signs come first, then the core in stage and file order, and among it what a step of the ladder waits for and,
while plain soreness is still open, what that hangs on. Then come follow-ups while screens are left: those that a
triage rule waits for, and after them only those some answer of which would change what the person is told first (the
level, a flare, plain soreness, or what to change), the most telling first. A question that a triage rule waits for is
never squeezed out by the limit of screens: places are kept for those that could raise the level by themselves or with
one more answer. Nothing more is asked once no answer could change anything: at an emergency at once, and where no
lifting advice may be given as soon as no question is left that could raise the level.

What "most telling" means, its source and where it is an approximation is told at `lookahead.look_ahead`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from backcheck.knowledge.compile import AGE
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import FollowUpQuestion, Question
from backcheck.knowledge.records import OFFERED
from backcheck.reasoning.answers import Answer, Answers, read_answers
from backcheck.reasoning.conclusion import coaching_for, conclude
from backcheck.reasoning.conditions import holds
from backcheck.reasoning.evidence import applicable
from backcheck.reasoning.index import questions_for
from backcheck.reasoning.ladder import awaits_rung
from backcheck.reasoning.lookahead import look_ahead, may_be_soreness, soreness_questions
from backcheck.reasoning.screening import as_shown, complete, open_follow_ups
from backcheck.reasoning.triage import awaited_questions, can_still_matter, level_so_far

Order = Literal["adaptive", "fixed"]


class Progress(NamedTuple):
    """How many questions were answered, and about how many there will be."""

    asked: int
    about: int


def next_question(
    kb: KnowledgeBase, given: Mapping[str, object], *, order: Order = "adaptive", everything: bool = False
) -> Question | None:
    """The one question to ask next, or None when the assessment can be made.

    `given` is the object under `answers` of an answers file, or answers already checked. With `order` "fixed" the
    follow-ups keep the order of the file and all are asked while screens are left; `everything` asks all that apply
    and knows no limit of screens. Raises `AnswersError`.
    """
    answers = read_answers(kb, given)
    question = _next(kb, answers, order=order, everything=everything)
    return as_shown(question, answers) if question is not None else None


def _next(kb: KnowledgeBase, answers: Answers, *, order: Order, everything: bool) -> Question | None:
    """The next question with all its rows."""
    level = level_so_far(kb, answers)
    if level == "emergency":
        return None
    if (sign := _next_sign(kb, answers, everything=everything)) is not None:
        return sign
    answers = complete(kb, answers)
    if everything:
        return next((q for q in questions_for(kb, answers) if q.id not in answers and _applies(q, answers)), None)
    left = kb.base.max_screens - count_asked(kb, answers) + _count_follow_ups(kb, answers)
    if left <= 0:
        return None
    if coaching_for(kb, answers, level).mode == "none":
        return next(iter(_awaited(kb, answers, together=1)), None)
    soon = _awaited(kb, answers, together=2)
    if soon and len(soon) >= left:
        return (_awaited(kb, answers, together=1) or soon)[0]
    wanted = [question for question in _open(kb, answers) if question.core or awaits_rung(kb, answers, question)]
    core = next(iter(wanted), None)
    if core is not None:
        spare = left - len(soon) - len(wanted)
        sore = _of_soreness(kb, answers, core, soon, spare) if order == "adaptive" else None
        return core if sore is None else sore
    if order == "fixed":
        return next(_open(kb, answers), None)
    awaited = _awaited(kb, answers, together=1)
    return awaited[0] if awaited else _most_telling(kb, answers)


def _next_sign(kb: KnowledgeBase, answers: Answers, *, everything: bool) -> Question | None:
    """What is asked before everything else: what was ticked, then the age, then the lists of danger signs.

    The age raises nothing by itself, but says which rows are shown.
    """
    for question in open_follow_ups(kb, answers):
        if everything or can_still_matter(kb, answers, question):
            return question
    unanswered = [question for question in kb.danger_lists if question.id not in answers]
    age = kb.questions.get(AGE)
    if unanswered and age is not None and age.id not in answers and is_askable(age, answers):
        return age
    return unanswered[0] if unanswered else None


def _of_soreness(
    kb: KnowledgeBase, answers: Answers, core: Question, soon: Sequence[Question], spare: int
) -> Question | None:
    """The question before this core one in the file that plain soreness hangs on, where the answers may yet come to it.

    One answer alone tells nothing there: soreness needs a moment or a start, and a feeling or a place besides. First
    those that a rule waits for anyhow, since they take no screen from others; then those for which screens are
    `spare`; and without any where all that was said looks like soreness already.
    """
    asked = soreness_questions(kb)
    opened = [question for question in _open(kb, answers) if question.id in asked]
    waiting = [question for question in opened if question in soon]
    before = next((one for one in (*waiting, *opened) if kb.places[one.id] < kb.places[core.id]), None)
    if before is None:
        return None
    here = may_be_soreness(kb, answers, opened)
    return before if here == "looks-like" or (here and (before in waiting or spare > 0)) else None


def _most_telling(kb: KnowledgeBase, answers: Answers) -> Question | None:
    """Of the follow-ups some answer of which would change what comes first, the one expected to tell the most."""
    conclusion = conclude(kb, answers)
    outlooks = (look_ahead(kb, answers, conclusion, question) for question in _open(kb, answers))
    turning = [outlook for outlook in outlooks if outlook is not None]
    return max(turning, key=lambda outlook: outlook.bits).question if turning else None


def progress(kb: KnowledgeBase, answers: Answers, *, order: Order = "adaptive", everything: bool = False) -> Progress:
    """Questions answered, and about how many in all: the core, and what a triage rule waits for.

    One or two questions may be added, so "about" may grow; it is never less than what was answered, never over the
    limit. What is asked about ticked danger signs comes on top of both: each of these counts once it is its turn, so
    one that is left out takes nothing back. `order` and `everything` are those of `next_question`.
    """
    asked = count_asked(kb, answers)
    follows = isinstance(_next_sign(kb, answers, everything=everything), FollowUpQuestion)
    most = kb.base.max_screens + _count_follow_ups(kb, answers) + follows
    answers = complete(kb, answers)
    if everything:
        left = sum(
            question.id not in answers and _applies(question, answers) for question in questions_for(kb, answers)
        )
        return Progress(asked, asked + follows + left + ("exercise" not in answers))
    if order == "fixed":
        return Progress(asked, max(asked, min(most, asked + follows + sum(1 for _ in _open(kb, answers)))))
    core = sum(question.core for question in _open(kb, answers))
    if "exercise" not in answers:
        core += 1  # the signs of a lift that is not known yet
    awaited = sum(not question.core for question in _awaited(kb, answers, together=1))
    return Progress(asked, max(asked, min(most, asked + follows + core + awaited)))


def count_asked(kb: KnowledgeBase, answers: Answers) -> int:
    """How many of the answers belong to screens of the interview; what is offered after the verdict does not."""
    return sum(kb.questions[question_id].stage not in OFFERED for question_id in answers)


def _count_follow_ups(kb: KnowledgeBase, answers: Answers) -> int:
    """How many answers are about ticked danger signs: they take no screen from the other questions."""
    return sum(isinstance(kb.questions[name], FollowUpQuestion) for name in answers)


def still_applies(kb: KnowledgeBase, answers: Answers, changed: str = "") -> dict[str, Answer]:
    """The answers that still apply after one was changed; the others are dropped.

    What was said about a danger sign is dropped only where the sign's list was `changed` and its row is not ticked.
    """
    kept = dict(answers)
    while True:
        applying = applicable(kb, kept)
        fewer = {
            name: answer
            for name, answer in kept.items()
            if name in applying
            or (isinstance(question := kb.questions[name], FollowUpQuestion) and question.list_id != changed)
        }
        if fewer == kept:
            return kept
        kept = fewer


def _open(kb: KnowledgeBase, answers: Answers) -> Iterator[Question]:
    return (q for q in questions_for(kb, answers) if q.id not in answers and is_askable(q, answers))


def _awaited(kb: KnowledgeBase, answers: Answers, *, together: int) -> list[Question]:
    """The questions that a triage rule waits for and that can be asked now, the most urgent first."""
    found = (kb.questions[name] for name in awaited_questions(kb, answers, together=together))
    return [question for question in found if is_askable(question, answers)]


def is_askable(question: Question, answers: Answers) -> bool:
    """Whether the interview may put this question to these people: it applies, and it would not waste a screen."""
    return _applies(question, answers) and (question.ask_when is None or holds(question.ask_when, answers))


def _applies(question: Question, answers: Answers) -> bool:
    return question.stage not in OFFERED and (question.when is None or holds(question.when, answers))
