"""Danger signs as they are put and as they count: in two steps, and on the short screen of a check-in.

A row that was ticked and not followed up counts as its gravest answer, with all flags of its answers. The short screen
has a few rows that stand for all danger signs. It is coarser than the lists, so it is for people whose full lists were
answered not long ago.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from msgspec.structs import replace

from backcheck.knowledge.levels import URGENCY
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import FollowUpQuestion, Question
from backcheck.knowledge.records import NONE, UNSURE
from backcheck.reasoning.answers import Answer, Answers
from backcheck.reasoning.conditions import holds, mentioned
from backcheck.reasoning.index import answer_ticks


def open_follow_ups(kb: KnowledgeBase, answers: Answers) -> list[FollowUpQuestion]:
    """The follow-ups of ticked rows that have no answer yet: the gravest first, then in the order of the rows."""
    found = list(_open(kb, answers))
    return sorted(found, key=lambda question: -URGENCY.get(str(question.unsure_level), 0)) if found else found


def _open(kb: KnowledgeBase, answers: Answers) -> Iterator[FollowUpQuestion]:
    for question in kb.danger_lists:
        for tick in answer_ticks(answers.get(question.id)):
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
        ticked = answer_ticks(answers.get(question.id))
        if not ticked or any(option.retired and option.id in ticked for option in question.options):
            found.append(question)
        found += (asked for asked in follow_ups if asked.list_id == question.id)
    return found


def as_shown(question: Question, answers: Answers) -> Question:
    """The question as it is put to these people: no row is retired or hidden from them that was not ticked already."""
    ticked = answer_ticks(answers.get(question.id))
    options = tuple(
        option
        for option in question.options
        if option.id in ticked
        or not (option.retired or (option.hide_when is not None and holds(option.hide_when, answers)))
    )
    return question if len(options) == len(question.options) else replace(question, options=options)


FULL_DAYS = 28
"""For so many days after the full lists were answered the short screen is enough."""


def may_group(kb: KnowledgeBase, known: Answers, days: int | None) -> bool:
    """Whether the short screen is enough for people with these `known` signs.

    `days` is how long ago all lists were answered in full, to the questions of today; None where they never were.
    """
    complete = all(question.id in known for question in kb.danger_lists)
    return bool(kb.check_in) and complete and days is not None and 0 <= days <= FULL_DAYS


def opened_rows(kb: KnowledgeBase, groups: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The rows that these groups stand for, by list, in the order of lists and rows."""
    rows = {tick for group in kb.check_in if group.id in groups for tick in group.rows}
    opened = {q.id: tuple(option.id for option in q.options if (q.id, option.id) in rows) for q in kb.danger_lists}
    return {name: found for name, found in opened.items() if found}


def narrow(question: Question, rows: Collection[str]) -> Question:
    """The list with only these rows."""
    return replace(question, options=tuple(option for option in question.options if option.id in rows))


def renew(kb: KnowledgeBase, known: Answers, again: Answers) -> dict[str, Answer]:
    """The known answers with those that were given again.

    A list that is answered again takes with it what was said about its old ticks.
    """
    kept = {
        name: answer
        for name, answer in known.items()
        if (question := kb.questions[name]).stage != "safety"
        or question.when is None
        or mentioned(question.when).keys().isdisjoint(again)
    }
    return {**kept, **again}


def spread_groups(
    kb: KnowledgeBase, known: Answers, groups: Collection[str], given: Mapping[str, Answer]
) -> dict[str, Answer]:
    """The danger signs of a check-in whose `groups` were ticked; `given` are the lists and follow-ups they opened.

    A list that nothing opened is "none of these" where not being sure of it is an emergency. On the other lists a tick
    that was `known` stays, with what was said about it: nobody is asked again what they once were told. An opened row
    whose list was not answered counts as ticked.
    """
    opened = opened_rows(kb, groups)
    signs = dict(given)
    for question in kb.danger_lists:
        new = [tick for tick in answer_ticks(given.get(question.id, opened.get(question.id))) if tick != NONE]
        quick = question.unsure_level == "emergency"
        kept = [] if quick else [tick for tick in answer_ticks(known.get(question.id)) if tick not in (NONE, *new)]
        if new or quick or question.id in given:
            place = {option.id: number for number, option in enumerate(question.options)}
            ticks = sorted((*new, *kept), key=lambda tick: place.get(tick, len(place)))
            signs[question.id] = tuple(ticks) or (NONE,)
            followed = (kb.follow_ups.get((question.id, tick)) for tick in kept)
            signs |= {one.id: known[one.id] for one in followed if one is not None and one.id in known}
    return signs
