"""Inference: points are in range, every cause can be raised, and no fact is shared by accident."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from backcheck.authoring.checks.references import activities_by_file
from backcheck.authoring.findings import Finding
from backcheck.knowledge.model import KnowledgeBase, Lift

_LEAST_FAULTS = 3


def check(kb: KnowledgeBase) -> list[Finding]:
    """BC601 to BC604, and BC706."""
    return [*_points(kb), *_raisable(kb), *_accidental_facts(kb), *_form(kb), *_whole_lifts(kb)]


def all_says(kb: KnowledgeBase) -> Iterator[tuple[str, str, Mapping[str, float]]]:
    """Every set of points with the file and entry it stands in."""
    for question in kb.questions.values():
        for option in question.options:
            yield "interview.json", f"{question.id}:{option.id}", option.says
    for name, activity in activities_by_file(kb):
        for moment, evidence in activity.phases.items():
            yield name, f"{activity.id}: {moment}", evidence.says
    for link in kb.links:
        yield "links.json", link.id, link.says
    for rule in kb.rules:
        yield "triage.json", rule.id, rule.says


def _points(kb: KnowledgeBase) -> Iterator[Finding]:
    for name, owner, says in all_says(kb):
        for target, points in says.items():
            if not -3 <= points <= 3 or points * 2 != int(points * 2) or not points:
                yield Finding("BC602", name, owner, f"{target} {points:+g} is not one of -3 to 3 in halves, without 0.")


def _raisable(kb: KnowledgeBase) -> Iterator[Finding]:
    raised = {target for _, _, says in all_says(kb) for target, points in says.items() if points > 0}
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


def _whole_lifts(kb: KnowledgeBase) -> Iterator[Finding]:
    for lift in kb.lifts.values():
        for missing in _missing(lift):
            yield Finding("BC706", f"lifts/{lift.id}.json", "", missing)


def _missing(lift: Lift) -> Iterator[str]:
    if len(lift.faults) < _LEAST_FAULTS:
        yield f"has {len(lift.faults)} faults; at least {_LEAST_FAULTS}."
    if not any(fault.common == "usual" for fault in lift.faults):
        yield "marks no fault as usual, so a card cannot show what matters first."
    for name, part in (("loads", lift.loads), ("setup", lift.setup), ("swaps", lift.swaps), ("names", lift.names)):
        if not part:
            yield f"has no {name}."
    for fault in lift.faults:
        if not fault.fix or not fault.cue:
            yield f"the fault '{fault.id}' has no fix or no cue."
        if fault.contributor not in fault.says:
            yield f"the fault '{fault.id}' says nothing for its contributor '{fault.contributor}'."
