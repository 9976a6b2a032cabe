"""References: every id that is named exists, and every condition is well made."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from typing import Any

from backcheck.authoring.documents import Document, walk
from backcheck.authoring.findings import Finding
from backcheck.knowledge.model import NONE, UNSURE, Activity, Condition, KnowledgeBase
from backcheck.reasoning.conditions import parts
from backcheck.reasoning.evidence import ALL_FORM
from backcheck.reasoning.index import MOMENT

_CONDITION_KEYS = ("all", "any", "is", "in", "at_least", "answered", "not")


def check(kb: KnowledgeBase, documents: list[Document]) -> list[Finding]:
    """BC201 to BC204 and BC401, BC402 over the whole base."""
    findings: list[Finding] = []
    cited: set[str] = set()
    for name, document in documents:
        for pointer, value in walk(document):
            if isinstance(value, dict):
                findings += _named(kb, name, pointer, value)
                if name != "sources.json":
                    cited.update(source for source in value.get("sources") or () if isinstance(source, str))
    findings += _conditions(kb)
    findings += _activities(kb)
    for source in kb.sources:
        if source not in cited:
            findings.append(Finding("BC204", "sources.json", "", f"nothing cites '{source}'."))
    return findings


def _named(kb: KnowledgeBase, name: str, pointer: str, entry: dict[str, Any]) -> Iterator[Finding]:
    targets = {**kb.contributors, **kb.patterns}
    for target in entry.get("says") or ():
        if target != ALL_FORM:
            yield from _known(target, targets, "BC201", name, f"{pointer}/says")
    for key, known in (("contributor", kb.contributors), ("pattern", kb.patterns)):
        if isinstance(entry.get(key), str):
            yield from _known(entry[key], known, "BC201", name, f"{pointer}/{key}")
    for key in ("sources",):
        for source in entry.get(key) or ():
            yield from _known(source, kb.sources, "BC203", name, f"{pointer}/{key}")
    for other in entry.get("confused_with") or ():
        yield from _known(other, targets, "BC201", name, f"{pointer}/confused_with")
    for lift in (*(entry.get("related") or ()), *([entry["lift"]] if entry.get("lift") else ())):
        yield from _known(lift, kb.lifts, "BC201", name, f"{pointer}/related")
    places = {*kb.lifts, *kb.activities, *(f"family:{lift.family}" for lift in kb.lifts.values()), "lifts", "*"}
    for place in entry.get("applies_to") or ():
        yield from _known(place, places, "BC201", name, f"{pointer}/applies_to")


def _known(wanted: str, known: Iterable[str], code: str, name: str, pointer: str) -> Iterator[Finding]:
    if wanted not in (known := list(known)):
        near = difflib.get_close_matches(wanted, known, 1)
        yield Finding(code, name, pointer, f"'{wanted}' does not exist.", f"Did you mean '{near[0]}'?" if near else "")


def activities_by_file(kb: KnowledgeBase) -> Iterator[tuple[str, Activity]]:
    """Every lift and other activity with the file it stands in."""
    yield from ((f"lifts/{lift.id}.json", lift) for lift in kb.lifts.values())
    yield from (("activities.json", activity) for activity in kb.activities.values())


def _activities(kb: KnowledgeBase) -> Iterator[Finding]:
    moments = {option.id for option in kb.questions[MOMENT].options} if MOMENT in kb.questions else set()
    for name, activity in activities_by_file(kb):
        for target in activity.starts:
            yield from _known(target, kb.contributors, "BC201", name, f"{activity.id}: starts")
        for moment in activity.phases:
            yield from _known(moment, moments, "BC201", name, f"{activity.id}: phases")
    for entry in kb.base.menu:
        yield from _known(entry, {**kb.lifts, **kb.activities}, "BC201", "knowledge.json", "/menu")
    yield from _known(kb.base.soreness.pattern, kb.patterns, "BC201", "knowledge.json", "/soreness/pattern")


def _conditions(kb: KnowledgeBase) -> Iterator[Finding]:
    for rule in kb.rules:
        yield from _condition(kb, rule.when, "triage.json", rule.id, may_negate=False)
    for link in kb.links:
        yield from _condition(kb, link.when, "links.json", link.id, may_negate=True)
    for question in kb.questions.values():
        if question.when is not None:
            yield from _condition(kb, question.when, "interview.json", question.id, may_negate=True)
    plans = [("plan.json", line) for line in kb.plan]
    plans += [("contributors.json", line) for entry in kb.contributors.values() for line in entry.plan]
    for name, line in plans:
        if line.when is not None:
            yield from _condition(kb, line.when, name, line.id, may_negate=True)
    for outcome in kb.outcomes.values():
        for action in outcome.actions:
            if action.when is not None:
                yield from _condition(kb, action.when, "outcomes.json", action.id, may_negate=True)
        for choice in outcome.headlines_for:
            yield from _condition(kb, choice.when, "outcomes.json", outcome.id, may_negate=True)
    for rest in kb.base.no_coaching:
        yield from _condition(kb, rest.when, "knowledge.json", rest.id, may_negate=False)
    yield from _condition(kb, kb.base.soreness.when, "knowledge.json", "soreness", may_negate=True)


def _condition(kb: KnowledgeBase, whole: Condition, name: str, owner: str, *, may_negate: bool) -> Iterator[Finding]:
    for part in parts(whole):
        fields = (part.all, part.any, part.is_, part.in_, part.at_least, part.answered, part.not_)
        if sum(field is not None for field in fields) != 1 or part.all == () or part.any == ():
            yield Finding("BC401", name, owner, f"a condition sets exactly one of {', '.join(_CONDITION_KEYS)}.")
        if part.not_ is not None and not may_negate:
            yield Finding("BC402", name, owner, "uses `not`; say it positively.")
        if not may_negate and any(NONE in options for _, options in _pairs(part)):
            yield Finding("BC402", name, owner, f"asks for '{NONE}', which a further tick takes away.")
        for question_id, options in _pairs(part):
            question = kb.questions.get(question_id)
            if question is None:
                yield from _known(question_id, kb.questions, "BC201", name, owner)
                continue
            legal = [option.id for option in question.options] + [NONE, UNSURE]
            for option in options:
                yield from _known(option, legal, "BC202", name, f"{owner}: {question_id}")


def _pairs(part: Condition) -> Iterator[tuple[str, tuple[str, ...]]]:
    if part.is_ is not None:
        yield part.is_[0], (part.is_[1],)
    if part.in_ is not None:
        yield part.in_
    if part.at_least is not None:
        yield part.at_least[0], ()
    if part.answered is not None:
        yield part.answered, ()
