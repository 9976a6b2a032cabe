"""Danger signs in two steps: which ticked rows are still to be asked about, and what they count as until then.

A row that was ticked and not followed up counts as its gravest answer, with all flags of its answers. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from backcheck.knowledge.levels import URGENCY
from backcheck.knowledge.model import UNSURE, FollowUpQuestion, KnowledgeBase, Option, Question
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.conditions import holds


def open_follow_ups(kb: KnowledgeBase, answers: Answers) -> list[FollowUpQuestion]:
    """The follow-ups of ticked rows that have no answer yet: the gravest first, then in the order of the rows."""
    found = list(_open(kb, answers))
    return sorted(found, key=lambda question: -URGENCY.get(str(question.unsure_level), 0)) if found else found


def _open(kb: KnowledgeBase, answers: Answers) -> Iterator[FollowUpQuestion]:
    for question in kb.danger_lists:
        given = answers.get(question.id)
        if isinstance(given, tuple):
            for tick in given:
                follow_up = kb.follow_ups.get((question.id, tick))
                if follow_up is not None and follow_up.id not in answers:
                    yield follow_up


def complete(kb: KnowledgeBase, answers: Answers) -> Answers:
    """The answers with "not sure" for every follow-up that was left open: so it counts as its gravest answer."""
    left_open = {question.id: (UNSURE,) for question in _open(kb, answers)}
    return {**answers, **left_open} if left_open else answers


def left_open(kb: KnowledgeBase, answers: Answers) -> list[Question]:
    """What today's danger signs ask that these answers leave open, list by list.

    A list without an answer, a list in which a row of before is ticked, which is asked otherwise today, and the
    follow-up of each ticked row that has none.
    """
    follow_ups = list(_open(kb, answers))
    found: list[Question] = []
    for question in kb.danger_lists:
        given = answers.get(question.id)
        ticked = given if isinstance(given, tuple) else ()
        if not ticked or any(option.retired and option.id in ticked for option in question.options):
            found.append(question)
        found += (asked for asked in follow_ups if asked.list_id == question.id)
    return found


def shown_options(question: Question, answers: Answers) -> tuple[Option, ...]:
    """The rows that these people see: none that is retired or hidden from them, but any that was ticked already."""
    given = answers.get(question.id)
    ticked = given if isinstance(given, tuple) else ()
    return tuple(option for option in question.options if option.id in ticked or _is_offered(option, answers))


def _is_offered(option: Option, answers: Answers) -> bool:
    return not option.retired and (option.hide_when is None or not holds(option.hide_when, answers))


def as_shown(question: Question, answers: Answers) -> Question:
    """The question as it is put to these people, with the rows that they see."""
    options = shown_options(question, answers)
    return question if len(options) == len(question.options) else replace(question, options=options)
