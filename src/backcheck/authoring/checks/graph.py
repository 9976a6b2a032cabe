"""The interview as a way: every question and answer can be reached, and it ends within its screens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from backcheck.authoring.entries import INTERVIEW, activities_by_file, describe, moment_of
from backcheck.authoring.findings import Finding
from backcheck.authoring.logic import Logic
from backcheck.errors import AnswersError
from backcheck.knowledge.lifts import Activity
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.records import UNSURE
from backcheck.reasoning.answers import Answer, silent_answer
from backcheck.reasoning.index import EXERCISE, MOMENT, questions_for
from backcheck.reasoning.interview import is_askable, next_question

GIVES = ("BC301", "BC302", "BC303")
_BASE = "knowledge.json"


def check(kb: KnowledgeBase, logic: Logic) -> Iterator[Finding]:
    """BC301 to BC303. Interviews are walked here, so the danger signs must have been found in order before."""
    for question in kb.questions.values():
        if question.id not in logic.askable:
            message = f"can never be asked: no answers fulfil '{describe(question.when)}'."
            yield Finding("BC301", INTERVIEW, question.id, message)
    yield from _never_chosen(kb, logic)
    yield from _screens(kb)


def _never_chosen(kb: KnowledgeBase, logic: Logic) -> Iterator[Finding]:
    """On screen the menu is offered, and lifts are found by name; a moment counts only where it is asked for."""
    for activity in kb.activities.values():
        if kb.base.menu and activity.id not in kb.base.menu:
            message = "is not in the menu, and only lifts are found by name."
            yield Finding("BC302", "activities.json", activity.id, message)
        for meant in activity.stands_for:
            if meant != UNSURE:
                message = f"stands for '{meant}', but only '{UNSURE}' needs somebody to stand for it."
                yield Finding("BC302", "activities.json", f"{activity.id}:stands_for", message)
    for name, activity in activities_by_file(kb) if MOMENT in kb.questions else ():
        for moment in activity.phases:
            if not logic.can_be_met(moment_of(activity, moment)):
                message = f"'{moment}' is never asked for here, since '{MOMENT}' is not asked."
                yield Finding("BC302", name, f"{activity.id}: phases", message)


def _screens(kb: KnowledgeBase) -> Iterator[Finding]:
    """Somebody who ticks nothing and knows nothing still meets every core question, and comes to the end."""
    shared: dict[str, Answer] = {}
    for name, activity in activities_by_file(kb):
        try:
            shared = shared or walk_silently(kb)
            answers = walk_silently(kb, activity, shared)
        except AnswersError as error:
            yield Finding("BC303", INTERVIEW, "", f"the interview cannot be walked: {error.problem}")
            return
        asked = len(answers)
        missed = [
            question.id
            for question in questions_for(kb, answers)
            if question.core and question.id not in answers and is_askable(question, answers)
        ]
        if asked > kb.base.max_screens:
            message = f"is {kb.base.max_screens}, but {activity.id} takes {asked} screens at least."
            yield Finding("BC303", _BASE, "/max_screens", message)
        elif missed:
            message = f"leaves no screen for the core question '{missed[0]}' with {activity.id}."
            yield Finding("BC303", _BASE, "/max_screens", message)
        if next_question(kb, answers) is not None:
            yield Finding("BC303", name, "", "the interview does not end.")


def walk_silently(
    kb: KnowledgeBase, activity: Activity | None = None, answered: Mapping[str, Answer] | None = None
) -> dict[str, Answer]:
    """The answers of somebody who chooses this activity, ticks no danger sign and is not sure of anything else.

    Without an activity, as far as to that question: what every such walk begins with, to be given as `answered`.
    """
    answers: dict[str, Answer] = dict(answered or {})
    for _ in range(len(kb.questions) + 1):
        question = next_question(kb, answers)
        if question is None or question.id in answers or (question.id == EXERCISE and activity is None):
            break
        answers[question.id] = (
            (activity.id,) if activity is not None and question.id == EXERCISE else silent_answer(question)
        )
    return answers
