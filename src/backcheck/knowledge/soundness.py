"""The cheap part of the safety lint, which every base must pass to be used: without it nobody would be screened.

The rest is looked for by `backcheck kb check`, which reads a base without this.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import get_args

from backcheck.errors import KnowledgeError
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import Question
from backcheck.knowledge.records import Level

LISTS = 4
"""How many lists of danger signs there must be."""

MOST_POINTS = 10
MOST_DAYS = 3650
MOST_SCREENS = 100

_ID = r"[a-z0-9]+(?:[-_][a-z0-9]+)*"
_FILE = "interview.json"


def refuse_unsafe(kb: KnowledgeBase) -> None:
    """Raises `KnowledgeError` with the first thing that makes the base unsafe to use."""
    refuse_ids(_ids(kb), "data")
    for place, problem in (*_find_lists(kb.questions.values()), *_find_levels(kb)):
        raise KnowledgeError(place, problem, "Run `backcheck kb check` on the folder for all that is wrong.")
    refuse_numbers(kb)


def refuse_numbers(kb: KnowledgeBase) -> None:
    """Raises `KnowledgeError` for the first number that no sum, no date and no interview could hold."""
    for place, problem in _find_numbers(kb):
        raise KnowledgeError(place, problem, "Give a number in this range.")


def refuse_ids(ids: Iterable[str], place: str) -> None:
    """Raises `KnowledgeError` for an id that is no lower-case word with hyphens: it could be a path, or a command."""
    for one in ids:
        if not re.fullmatch(_ID, one):
            raise KnowledgeError(place, f"the id '{one}' is not in kebab-case.", "Use a-z, 0-9 and hyphens.")


def _find_lists(questions: Iterable[Question]) -> Iterator[tuple[str, str]]:
    """What is wrong with the lists of danger signs."""
    lists = [one for one in questions if one.stage == "safety" and one.kind == "many" and one.when is None]
    if len(lists) < LISTS:
        yield _FILE, f"there are {len(lists)} lists of danger signs that everybody is asked; there must be {LISTS}."
    for question in lists:
        if question.unsure_level is None or not question.options:
            yield _FILE, f"the list '{question.id}' has no rows, or no `unsure_level`."
        for option in question.options:
            if option.alone is None:
                yield _FILE, f"'{option.id}' in the list '{question.id}' has no level (`alone`)."


def _find_levels(kb: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Levels that nothing is said for, and lifting advice where there must be none."""
    covered = {outcome.level for outcome in kb.outcomes.values()}
    for level in get_args(Level):
        if level not in covered:
            yield "outcomes.json", f"there is no outcome for the level '{level}'."
    for outcome in kb.outcomes.values():
        if outcome.level in ("emergency", "urgent") and outcome.coaching != "none":
            yield "outcomes.json", f"'{outcome.id}' gives lifting advice."
        if outcome.level in ("clinician", "unscreened") and outcome.coaching == "full":
            yield "outcomes.json", f"'{outcome.id}' gives full lifting advice."


def _ids(kb: KnowledgeBase) -> Iterator[str]:
    for table in (kb.lifts, kb.activities, kb.contributors, kb.patterns, kb.questions, kb.outcomes, kb.topics):
        yield from table
    for others in (kb.tests, kb.drills, kb.sources):
        yield from others
    for question in kb.questions.values():
        yield from (option.id for option in question.options)
    yield from (entry.id for entry in kb.plan)
    yield from (action.id for outcome in kb.outcomes.values() for action in outcome.actions)


def _find_numbers(kb: KnowledgeBase) -> Iterator[tuple[str, str]]:
    if not 1 <= kb.base.max_screens <= MOST_SCREENS:
        yield "knowledge.json", f"`max_screens` is {kb.base.max_screens}; it is from 1 to {MOST_SCREENS}."
    for place, points in _points(kb):
        if not -MOST_POINTS <= points <= MOST_POINTS:
            yield place, f"{points:g} points are out of range; they are from -{MOST_POINTS} to {MOST_POINTS}."
    for place, days in _days(kb):
        if not 0 <= days <= MOST_DAYS:
            yield place, f"{days} days are out of range; they are from 0 to {MOST_DAYS}."


def _points(kb: KnowledgeBase) -> Iterator[tuple[str, float]]:
    """Each number of points with the file that holds it."""
    for contributor in kb.contributors.values():
        yield "contributors.json", contributor.start
    for pattern in kb.patterns.values():
        yield "patterns.json", pattern.start
    for link in kb.links:
        yield from (("links.json", points) for points in link.says.values())
    for activity in (*kb.lifts.values(), *kb.activities.values()):
        yield from (("lifts/", points) for points in activity.starts.values())
    for question in kb.questions.values():
        for says in (question.none_says, *(option.says for option in question.options)):
            yield from ((_FILE, points) for points in says.values())


def _days(kb: KnowledgeBase) -> Iterator[tuple[str, int]]:
    """Each number of days with the file that holds it."""
    for entry in kb.plan:
        yield "plan.json", entry.after_days
    for outcome in kb.outcomes.values():
        yield "outcomes.json", outcome.look_again_days or 0
    for rung in kb.ladder:
        yield "ladder.json", rung.days
    for due in kb.follow_up.clock:
        yield from (("follow-up.json", days) for days in (due.after_days, due.within_days))
