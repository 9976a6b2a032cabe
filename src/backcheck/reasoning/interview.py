"""Which question comes next: a pure function of the answers, so back, resume and "what if" are one call.

The order is fixed: danger signs, then the core in stage and file order, then follow-ups while screens are left. A
question that a triage rule waits for is never squeezed out by the limit of screens: places are kept for those that
could raise the level by themselves or with one more answer. Nothing more is asked once the
answer to it could change nothing: at an emergency at once, and where no lifting advice may be given as soon as no
question is left that could raise the level.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from backcheck.knowledge.model import OFFERED, KnowledgeBase, Question
from backcheck.reasoning.answers import Answer, Answers, read_answers
from backcheck.reasoning.coaching import coaching_for
from backcheck.reasoning.conditions import holds
from backcheck.reasoning.evidence import applicable
from backcheck.reasoning.triage import awaited_questions, triage_level


class Progress(NamedTuple):
    """How many questions were answered, and about how many there will be."""

    asked: int
    about: int


def next_question(kb: KnowledgeBase, given: Mapping[str, object]) -> Question | None:
    """The one question to ask next, or None when the assessment can be made.

    `given` is the object under `answers` of an answers file, or answers already checked. Raises `AnswersError`.
    """
    answers = read_answers(kb, given)
    for question in kb.questions.values():
        if question.stage == "safety" and question.id not in answers:
            return None if triage_level(kb, answers) == "emergency" else question
    level = triage_level(kb, answers)
    if level == "emergency":
        return None
    left = kb.base.max_screens - count_asked(kb, answers)
    if left <= 0:
        return None
    awaited = _awaited(kb, answers, together=1)
    if coaching_for(kb, answers, level).mode == "none":
        return awaited[0] if awaited else None
    soon = _awaited(kb, answers, together=2)
    if soon and len(soon) >= left:
        return (awaited or soon)[0]
    core = next((question for question in _open(kb, answers) if question.core), None)
    if core is not None:
        return core
    return awaited[0] if awaited else next(_open(kb, answers), None)


def progress(kb: KnowledgeBase, answers: Answers) -> Progress:
    """Questions answered, and about how many in all (never less than what was answered, never over the limit)."""
    asked = count_asked(kb, answers)
    still_open = sum(1 for _ in _open(kb, answers))
    if "exercise" not in answers:
        still_open += 1  # the signs of a lift that is not known yet
    return Progress(asked, max(asked, min(kb.base.max_screens, asked + still_open)))


def count_asked(kb: KnowledgeBase, answers: Answers) -> int:
    """How many of the answers belong to screens of the interview; what is offered after the verdict does not."""
    return sum(kb.questions[question_id].stage not in OFFERED for question_id in answers)


def still_applies(kb: KnowledgeBase, answers: Answers) -> dict[str, Answer]:
    """The answers that still apply after one was changed; the others are dropped."""
    kept = dict(answers)
    while (fewer := applicable(kb, kept)) != kept:
        kept = fewer
    return kept


def _open(kb: KnowledgeBase, answers: Answers) -> Iterator[Question]:
    return (q for q in kb.questions.values() if q.id not in answers and _askable(q, answers))


def _awaited(kb: KnowledgeBase, answers: Answers, *, together: int) -> list[Question]:
    """The questions that a triage rule waits for and that can be asked now, the most urgent first."""
    found = (kb.questions[name] for name in awaited_questions(kb, answers, together=together))
    return [question for question in found if _askable(question, answers)]


def _askable(question: Question, answers: Answers) -> bool:
    if question.stage in OFFERED:
        return False
    return question.when is None or holds(question.when, answers)
