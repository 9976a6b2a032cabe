"""Danger signs in two steps: what a row is asked further fits the contract, and every flag is carried and used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

from backcheck.authoring.documents import Document, walk
from backcheck.authoring.findings import Finding
from backcheck.knowledge.levels import URGENCY
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import FollowUpQuestion
from backcheck.knowledge.together import raising
from backcheck.reasoning.conditions import mentioned

GIVES = ("BC504", "BC505", "BC506", "BC508")
_FILE = "interview.json"
_FEWEST, _MOST = 2, 6
_SIDES = 2
_KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CAUSE = re.compile(r"\b(because of|from (the|my)|due to|caused by)\b", re.IGNORECASE)


def check(kb: KnowledgeBase, documents: list[Document]) -> Iterator[Finding]:
    """BC504 to BC506, and BC508."""
    yield from _rows(kb)
    yield from _follow_ups(kb)
    # The short screen of a check-in stands for every live row but those about the person.
    named = [(tick, group.id) for group in kb.check_in for tick in group.rows]
    live = {(question.id, row.id) for question in kb.danger_lists for row in question.offered}
    for (name, row), group in named:
        if (name, row) not in live:
            yield Finding("BC506", "check-in.json", group, f"stands for '{name}:{row}', which is no live row.")
    for name, row in sorted(live - {tick for tick, _ in named}):
        yield Finding("BC506", "check-in.json", "", f"no group stands for '{name}:{row}'.")
    yield from _flags(kb, documents)
    yield from _together(kb)


def _rows(kb: KnowledgeBase) -> Iterator[Finding]:
    lists = {question.id for question in kb.danger_lists}
    for question in kb.danger_lists:
        for row in question.options:
            follow_up = kb.follow_ups.get((question.id, row.id))
            where = f"{question.id}:{row.id}"
            if follow_up is not None and follow_up.id in lists:
                yield Finding("BC504", _FILE, where, f"would be asked about in '{follow_up.id}', which is a list.")
    for question in kb.safety_questions:
        if question.when is not None and not isinstance(question, FollowUpQuestion):
            message = "must be the `follow_up` of a row in danger-signs/."
            yield Finding("BC504", _FILE, question.id, message)


def _follow_ups(kb: KnowledgeBase) -> Iterator[Finding]:
    for question in kb.follow_ups.values():
        levels = [URGENCY.get(str(option.alone), 0) for option in question.options]
        reaches = list(levels)  # how grave each answer can be alone or together with others
        for rule in kb.rules:
            counted = mentioned(rule.when).get(question.id, ())
            for place, option in enumerate(question.options):
                if option.id in counted:
                    reaches[place] = max(reaches[place], URGENCY[rule.level])
        if not _FEWEST <= len(levels) <= _MOST:
            message = f"has {len(levels)} answers; {_FEWEST} to {_MOST} fit."
            yield Finding("BC504", _FILE, question.id, message)
        if any(option.alone is None for option in question.options):
            yield Finding("BC504", _FILE, question.id, "every answer needs its own `alone`.")
        if any(level > reach for reach, level in zip(accumulate(reaches, min), levels[1:], strict=False)):
            yield Finding("BC504", _FILE, question.id, "the gravest answer must stand first, the mildest last.")
        if not any(levels) and not any(option.flags for option in question.options):
            message = "no answer raises a level or carries a flag, so it asks for nothing."
            yield Finding("BC504", _FILE, question.id, message)
        for option, level in zip(question.options, levels, strict=True):
            if level < max(levels) and _CAUSE.search(option.label):
                message = "no answer may be milder because of a cause: say what one can see, feel or time."
                yield Finding("BC504", _FILE, f"{question.id}:{option.id}", message)


def _flags(kb: KnowledgeBase, documents: list[Document]) -> Iterator[Finding]:
    """A flag that no option carries is found where conditions are looked at; here those that nothing waits for."""
    waited_for: set[Any] = set()
    for name, document in documents:
        if not name.startswith("lifts/"):
            waited_for |= {value.get("flag") for _, value in walk(document) if isinstance(value, dict)}
    for question in kb.questions.values():
        for option in question.options:
            for flag in option.flags:
                where = f"{question.id}:{option.id}"
                if not _KEBAB.fullmatch(flag):
                    yield Finding("BC505", _FILE, where, f"the flag '{flag}' is not spelt as an id.")
                elif flag not in waited_for:
                    yield Finding("BC505", _FILE, where, f"no condition waits for the flag '{flag}'.")


def _together(kb: KnowledgeBase) -> Iterator[Finding]:
    """The page of a sign says what raises it; where a rule is silent the page would look milder than the interview."""
    raised = {
        one.rule.id: one.rule
        for question in kb.questions.values()
        if not isinstance(question, FollowUpQuestion)
        for sign in question.offered
        if sign.alone is not None
        for one in raising(kb, question, sign)
    }
    for rule in kb.rules:
        if rule.id in raised and len(rule.together) != _SIDES:
            message = "raises a danger sign, so `together` must say its two sides: what comes first, and what with it."
            yield Finding("BC508", "triage.json", rule.id, message)
        elif rule.together and rule.id not in raised:
            yield Finding("BC508", "triage.json", rule.id, "raises no danger sign, so nobody reads its `together`.")
