"""What the answers say: every addend for every contributor and pattern, before anything is summed.

An addend comes from an option, a moment of the lift, a link between answers, or a triage rule that holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backcheck.knowledge.lifts import Activity
from backcheck.knowledge.model import KnowledgeBase, Rule
from backcheck.knowledge.questions import FollowUpQuestion
from backcheck.knowledge.records import UNSURE
from backcheck.reasoning.answers import Answer, Answers
from backcheck.reasoning.assessment import GivenAnswer
from backcheck.reasoning.conditions import answers_behind, holds
from backcheck.reasoning.index import MOMENT, Statement, answer_ticks, index_of, make_statement

ALL_FORM = "family:form"
"""In `says`: every form contributor that the chosen activity can have."""


def chosen_activity(kb: KnowledgeBase, answers: Answers) -> Activity | None:
    """The lift or other activity of the answer to `exercise`, or the one that stands for "not sure"; else None."""
    given = answer_ticks(answers.get("exercise"))
    if not given:
        return None
    found = kb.activity(given[0])
    if found is not None:
        return found
    return next((activity for activity in kb.activities.values() if given[0] in activity.stands_for), None)


def applicable(kb: KnowledgeBase, answers: Answers) -> dict[str, Answer]:
    """The answers whose question's condition holds; only these say anything about contributors and patterns."""
    return {
        question_id: given
        for question_id, given in answers.items()
        if (when := kb.questions[question_id].when) is None or holds(when, answers)
    }


def collect_statements(kb: KnowledgeBase, answers: Answers, fired: Iterable[Rule]) -> Iterator[Statement]:
    """Everything the answers say, in no order that matters. `fired` are the triage rules that hold."""
    index = index_of(kb)
    counting = applicable(kb, answers)
    for question_id, given in counting.items():
        for option_id in answer_ticks(given):
            if (question_id, option_id) in index.options:
                yield index.options[question_id, option_id]
    activity = chosen_activity(kb, counting)
    if activity is not None:
        for moment in answer_ticks(counting.get(MOMENT)):
            if (activity.id, moment) in index.moments:
                yield index.moments[activity.id, moment]
    for link in kb.links:
        if holds(link.when, counting):
            behind = tuple(_as_ticked(kb, counting, given) for given in answers_behind(link.when, counting))
            yield make_statement(link.fact or link.id, link.says, behind, link.said, link.sources)
    for rule in fired:
        if rule.says:
            behind = tuple(_as_ticked(kb, answers, given) for given in answers_behind(rule.when, answers))
            clause = rule.text[:1].lower() + rule.text[1:].rstrip(".")
            yield make_statement(rule.id, rule.says, behind, clause, rule.sources)


def _as_ticked(kb: KnowledgeBase, answers: Answers, given: GivenAnswer) -> GivenAnswer:
    """The ticked row in place of a "not sure" about it, which may only stand for a question that was left open."""
    question = kb.questions[given.question]
    if given.value != UNSURE or not isinstance(question, FollowUpQuestion):
        return given
    ticked = question.row in answer_ticks(answers.get(question.list_id))
    return GivenAnswer(question=question.list_id, value=question.row) if ticked else given
