"""References: every id that is named exists, every condition is well made, and every work carries what cites it.

`docs/knowledge.md` has the table of grades for authors. Whether a sentence says no more than the work found is for
people (`kb sample` draws some to read).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from backcheck.authoring.documents import Document, walk
from backcheck.authoring.entries import activities_by_file, placed_conditions
from backcheck.authoring.findings import Finding
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.near import find_near, say_near
from backcheck.knowledge.records import NONE, UNSURE, Condition, Source, Study
from backcheck.reasoning.conditions import parts
from backcheck.reasoning.evidence import ALL_FORM
from backcheck.reasoning.index import MOMENT

GIVES = ("BC201", "BC202", "BC203", "BC204", "BC401", "BC402", "BC710", "BC711")
_CONDITION_KEYS = ("all", "any", "is", "in", "at_least", "answered", "not", "flag")


CARRIES: dict[Study, str] = {
    "guideline": "ABCD",
    "review": "ABCD",
    "trial": "BCD",
    "observational": "BCD",
    "lab": "BCD",
    "case": "CD",
    "simulation": "CD",
    "text": "D",
    "judgement": "D",
}
"""The grades that a work of this kind can carry, the question being its own; another question lowers it."""


def check(kb: KnowledgeBase, documents: list[Document]) -> list[Finding]:
    """All codes over the whole base."""
    findings: list[Finding] = []
    cited: set[str] = set()
    for name, document in documents:
        known = _leads_to(kb, name)
        for pointer, value in walk(document):
            if isinstance(value, dict):
                findings += _named(known, name, pointer, value)
                if name != "sources.json":
                    cited.update(source for source in value.get("sources") or () if isinstance(source, str))
                findings += _graded(kb.sources, name, pointer, value)
    for file, owner, when, may_negate in placed_conditions(kb):
        findings += _condition(kb, when, file, owner, may_negate=may_negate)
    moments = {option.id for option in kb.questions[MOMENT].options} if MOMENT in kb.questions else set()
    activities = {**kb.lifts, **kb.activities}
    for name, activity in activities_by_file(kb):
        for target in activity.starts:
            findings += _known(target, kb.contributors, "BC201", name, f"{activity.id}: starts: {target}")
        for moment in activity.phases:
            findings += _known(moment, moments, "BC201", name, f"{activity.id}: phases: {moment}")
    for entry in kb.base.menu:
        findings += _known(entry, activities, "BC201", "knowledge.json", "/menu")
    findings += _known(kb.base.soreness.pattern, kb.patterns, "BC201", "knowledge.json", "/soreness/pattern")
    for source in kb.sources.values():
        if source.id not in cited:
            findings.append(Finding("BC204", "sources.json", source.id, f"nothing cites '{source.id}'."))
        missing = [key for key in ("study", "found", "limits") if not getattr(source, key)]
        if missing and source.study != "judgement":
            message = f"does not say `{'`, `'.join(missing)}`."
            findings.append(Finding("BC710", "sources.json", source.id, message))
    return findings


def _graded(sources: Mapping[str, Source], name: str, pointer: str, entry: dict[str, Any]) -> Iterator[Finding]:
    """A grade that no cited work can carry. A work whose kind is not told is found by BC710 already."""
    if "sources" not in entry or (grade := entry.get("grade")) is None:
        return
    works = [sources[work] for work in entry["sources"] if work in sources]
    if works and all(work.study for work in works) and not any(grade in CARRIES[work.study] for work in works):
        kinds = ", ".join(dict.fromkeys(work.study for work in works))
        yield Finding("BC711", name, pointer, f"has grade {grade}, which no work it cites can carry ({kinds}).")


def _named(leads_to: dict[str, Collection[str]], name: str, pointer: str, entry: dict[str, Any]) -> Iterator[Finding]:
    for target in entry.get("says") or ():
        if target != ALL_FORM:
            yield from _known(target, leads_to["confused_with"], "BC201", name, f"{pointer}/says")
    for key, known in leads_to.items():
        named = entry.get(key)
        for wanted in [named] if isinstance(named, str) and named else named if isinstance(named, list) else ():
            if isinstance(wanted, str):
                code = "BC203" if key == "sources" else "BC201"
                yield from _known(wanted, known, code, name, f"{pointer}/{key}")


def _leads_to(kb: KnowledgeBase, name: str) -> dict[str, Collection[str]]:
    """For each key that names other entries, the ids it may name. Some keys mean something else in other files."""
    families = {lift.family for lift in kb.lifts.values()}
    places = {*kb.lifts, *kb.activities, *(f"family:{family}" for family in families), "lifts", "*"}
    known: dict[str, Collection[str]] = {
        "contributor": kb.contributors,
        "pattern": kb.patterns,
        "sources": kb.sources,
        "confused_with": {**kb.contributors, **kb.patterns},
        "related": kb.lifts,
        "lift": kb.lifts,
        "inherits": kb.lifts,
        "applies_to": places,
        "drills": kb.drills,
        "helps": kb.contributors,
        "unless": kb.contributors,
        "leaders": kb.contributors,
        "rungs": [rung.id for rung in kb.ladder],
        "patterns": kb.patterns,
        "not_for": {**kb.lifts, **kb.activities},
    }
    if name.startswith("lifts/"):
        known["test"] = kb.tests
    if name == "ladder.json":
        known["tests"] = kb.tests
    if name == "warm-ups.json":
        known["family"] = families
    return known


def _known(wanted: str, known: Collection[str], code: str, name: str, pointer: str) -> Iterator[Finding]:
    if wanted not in known:
        yield Finding(code, name, pointer, f"'{wanted}' does not exist.", say_near(find_near(wanted, list(known)), ""))


def _condition(kb: KnowledgeBase, whole: Condition, name: str, owner: str, *, may_negate: bool) -> Iterator[Finding]:
    for part in parts(whole):
        fields = (part.all, part.any, part.is_, part.in_, part.at_least, part.answered, part.not_)
        if part.flag is not None:  # spelt out by the loader, as `any` of the options that carry it
            if not part.any:
                yield Finding("BC202", name, owner, f"no option carries the flag '{part.flag}'.")
        elif sum(field is not None for field in fields) != 1 or part.all == () or part.any == ():
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
