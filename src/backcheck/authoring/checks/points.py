"""Points: they are in range, raise every cause, share no fact by accident, and tell one cause from the other.

Every option and question changes something, by its points or otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from backcheck.authoring.entries import INTERVIEW, activities_by_file, placed_conditions, placed_points
from backcheck.authoring.findings import Finding
from backcheck.knowledge.model import KnowledgeBase
from backcheck.reasoning.conditions import mentioned, parts
from backcheck.reasoning.evidence import ALL_FORM
from backcheck.reasoning.index import EXERCISE, MOMENT
from backcheck.reasoning.plan_words import UNIT, WEIGHT
from backcheck.reasoning.ranking import contributor_starts

GIVES = ("BC601", "BC602", "BC603", "BC604", "BC605", "BC606", "BC607")


def check(kb: KnowledgeBase) -> Iterator[Finding]:
    """BC601 to BC607."""
    yield from _raised(kb)
    owners: dict[str, list[str]] = defaultdict(list)
    for question in kb.questions.values():
        for option in question.options:
            if option.says and not option.fact and question.stage != "signs":
                owners[option.id].append(question.id)
    for fact, questions in owners.items():
        if len(questions) > 1:
            message = f"'{fact}' is an option of {' and '.join(questions)}: give each its `fact`."
            yield Finding("BC603", INTERVIEW, fact, message)
    yield from _form(kb)
    yield from _silent(kb)
    yield from _alike(kb)


def _raised(kb: KnowledgeBase) -> Iterator[Finding]:
    """Points out of range, and causes that nothing raises; no interview asks about self-tests."""
    raised = set()
    for placed in placed_points(kb):
        for target, points in placed.says.items():
            if not -3 <= points <= 3 or points * 2 != int(points * 2) or not points:
                message = f"{target} {points:+g} is not one of -3 to 3 in halves, without 0."
                yield Finding("BC602", placed.file, placed.owner, message)
            if points > 0 and placed.kind != "test":
                raised.add(target)
    for name, known in (("contributors.json", kb.contributors), ("patterns.json", kb.patterns)):
        yield from (Finding("BC601", name, target, "nothing can raise it.") for target in known if target not in raised)


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


def _silent(kb: KnowledgeBase) -> Iterator[Finding]:
    named, asked_about = _named(kb)
    for question in kb.questions.values():
        if question.stage == "tests" or question.id in (WEIGHT, UNIT):
            continue  # a result of a test says by itself what to do then, and a work weight fills the plan's loads
        silent = [option.id for option in question.options if option.id not in named[question.id]]
        whole = question.id in asked_about or question.none_says or question.unsure_level is not None
        if not whole and len(silent) == len(question.options):
            yield Finding("BC606", INTERVIEW, question.id, "no answer to it changes anything.")
        else:
            for option in silent:
                message = "gives no points, is no danger sign, and no condition names it."
                yield Finding("BC605", INTERVIEW, f"{question.id}:{option}", message)


def _named(kb: KnowledgeBase) -> tuple[Mapping[str, set[str]], set[str]]:
    """For each question the options that change something, and the questions that count as a whole."""
    named: dict[str, set[str]] = defaultdict(set)
    asked_about: set[str] = set()
    for _, _, when, _ in placed_conditions(kb):
        for name, options in mentioned(when).items():
            named[name].update(options)
        for part in parts(when):
            if part.at_least is not None:  # every tick counts
                counted = kb.questions.get(part.at_least[0])
                named[part.at_least[0]].update(option.id for option in (counted.options if counted is not None else ()))
                asked_about.add(part.at_least[0])
            if part.answered is not None:
                asked_about.add(part.answered)
    for question in kb.questions.values():
        named[question.id].update(option.id for option in question.options if option.says or option.alone)
    for _, activity in activities_by_file(kb):
        named[MOMENT].update(activity.phases)
        named[EXERCISE].add(activity.id)  # it decides which signs are asked and which causes can apply
    return named, asked_about


def _alike(kb: KnowledgeBase) -> Iterator[Finding]:
    """Causes of one kind for which every answer says the same; where they start does not tell them apart."""
    # For each activity, and for all of them (""), the points that each answer gives each cause. Self-tests are left
    # out: no interview asks about them.
    by_activity: dict[str, dict[str, _Points]] = defaultdict(lambda: defaultdict(dict))
    form = [target for target, entry in kb.contributors.items() if entry.family == "form"]
    for placed in placed_points(kb):
        spelt = dict.fromkeys(form, placed.says[ALL_FORM]) if ALL_FORM in placed.says else {}
        for target, points in (spelt | dict(placed.says)).items():
            if target != ALL_FORM and placed.kind != "test":
                said = placed.activity, f"{placed.kind} {placed.owner}"
                by_activity[placed.activity][target][said] = points
    evidence = _joined(*by_activity.values())
    for file, known in (("contributors.json", list(kb.contributors)), ("patterns.json", list(kb.patterns))):
        for target, other in _same_evidence(evidence, known):
            yield Finding("BC607", file, target, f"has the same evidence as '{other}': nothing tells them apart.")
    for file, activity in activities_by_file(kb):
        here = _joined(by_activity.get("", {}), by_activity.get(activity.id, {}))
        for target, other in _same_evidence(here, list(contributor_starts(kb, {EXERCISE: (activity.id,)}))):
            alike = kb.contributors[target].alike
            if not alike or alike != kb.contributors[other].alike:  # those are shown as one, which looks the same
                message = f"nothing here tells '{target}' and '{other}' apart."
                yield Finding("BC607", file, f"{activity.id}: starts", message)


_Points = dict[tuple[str, str], float]
"""(activity or nothing, what is said) -> points."""


def _same_evidence(evidence: Mapping[str, _Points], known: list[str]) -> Iterator[tuple[str, str]]:
    """Each of these causes that has the evidence of one before it, with that one."""
    seen: dict[frozenset[tuple[tuple[str, str], float]], str] = {}
    for target in known:
        points = frozenset(evidence.get(target, {}).items())
        if points and seen.setdefault(points, target) != target:
            yield target, seen[points]


def _joined(*evidence: Mapping[str, _Points]) -> Mapping[str, _Points]:
    found: dict[str, _Points] = defaultdict(dict)
    for one in evidence:
        for target, points in one.items():
            found[target].update(points)
    return found
