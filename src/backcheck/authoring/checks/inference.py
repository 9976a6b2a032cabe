"""Inference: points are in range, every cause can be raised, and no fact is shared by accident."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from backcheck.authoring.findings import Finding
from backcheck.authoring.sayings import activities_by_file, sayings
from backcheck.knowledge.model import KnowledgeBase

GIVES = ("BC601", "BC602", "BC603", "BC604")


def check(kb: KnowledgeBase) -> list[Finding]:
    """BC601 to BC604."""
    return [*_points(kb), *_raisable(kb), *_accidental_facts(kb), *_form(kb)]


def _points(kb: KnowledgeBase) -> Iterator[Finding]:
    for saying in sayings(kb):
        for target, points in saying.says.items():
            if not -3 <= points <= 3 or points * 2 != int(points * 2) or not points:
                message = f"{target} {points:+g} is not one of -3 to 3 in halves, without 0."
                yield Finding("BC602", saying.file, saying.owner, message)


def _raisable(kb: KnowledgeBase) -> Iterator[Finding]:
    raised = {
        target
        for saying in sayings(kb)
        if saying.kind != "test"  # no interview asks about them
        for target, points in saying.says.items()
        if points > 0
    }
    for name, known in (("contributors.json", kb.contributors), ("patterns.json", kb.patterns)):
        for target in known:
            if target not in raised:
                yield Finding("BC601", name, target, "nothing can raise it.")


def _accidental_facts(kb: KnowledgeBase) -> Iterator[Finding]:
    owners: dict[str, list[str]] = defaultdict(list)
    for question in kb.questions.values():
        for option in question.options:
            if option.says and not option.fact and question.stage != "signs":
                owners[option.id].append(question.id)
    for fact, questions in owners.items():
        if len(questions) > 1:
            message = f"'{fact}' is an option of {' and '.join(questions)}: give each its `fact`."
            yield Finding("BC603", "interview.json", fact, message)


def _form(kb: KnowledgeBase) -> Iterator[Finding]:
    form = {entry.id for entry in kb.contributors.values() if entry.family == "form"}
    for name, activity in activities_by_file(kb):
        owner = f"{activity.id}: starts"
        said = {target for fault in activity.faults for target in fault.says}
        said |= {target for evidence in activity.phases.values() for target in evidence.says}
        for target in sorted((said & form) - set(activity.starts)):
            yield Finding("BC604", name, owner, f"'{target}' gets points here but has no start.")
        for target in sorted(set(activity.starts) - said):
            yield Finding("BC604", name, owner, f"'{target}' has a start but no fault or moment raises it.")
        for target in sorted(set(activity.starts) - form):
            yield Finding("BC604", name, owner, f"'{target}' is not a form contributor.")
