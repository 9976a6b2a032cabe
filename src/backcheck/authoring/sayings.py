"""Everything that gives points: options, an honest "none", moments of a lift, links, rules and self-tests.

Owns the list of places where points stand and the condition under which each counts. Sums nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from backcheck.authoring.conditions import INTERVIEW, describe
from backcheck.knowledge.compile import TEMPLATE
from backcheck.knowledge.model import NONE, Activity, Condition, KnowledgeBase
from backcheck.reasoning.evidence import ALL_FORM
from backcheck.reasoning.index import MOMENT

Kind = Literal["option", "none", "moment", "link", "rule", "test"]


class Saying(NamedTuple):
    """Points with the file and entry they stand in, when they count (None: a self-test) and that in words."""

    kind: Kind
    file: str
    owner: str
    when: Condition | None
    words: str
    says: Mapping[str, float]
    activity: str = ""
    """The one activity in which it can be said; empty: in any."""


def activities_by_file(kb: KnowledgeBase) -> Iterator[tuple[str, Activity]]:
    """Every lift and other activity with the file it stands in."""
    yield from ((f"lifts/{lift.id}.json", lift) for lift in kb.lifts.values())
    yield from (("activities.json", activity) for activity in kb.activities.values())


def sayings(kb: KnowledgeBase) -> Iterator[Saying]:
    """Everything of the base that gives points to a contributor or a pattern."""
    signs = {f"{TEMPLATE}-{activity.id}": activity.id for _, activity in activities_by_file(kb)}
    for question in kb.questions.values():
        only = signs.get(question.id, "")
        for option in question.options:
            if option.says:
                when = Condition(is_=(question.id, option.id))
                yield Saying("option", INTERVIEW, f"{question.id}:{option.id}", when, option.label, option.says, only)
        if question.none_says:
            when = Condition(is_=(question.id, NONE))
            yield Saying("none", INTERVIEW, question.id, when, question.none_label, question.none_says, only)
    for name, activity in activities_by_file(kb):
        for moment, evidence in activity.phases.items():
            owner, when = f"{activity.id}: {moment}", moment_of(activity, moment)
            yield Saying("moment", name, owner, when, evidence.said, evidence.says, activity.id)
    for link in kb.links:
        yield Saying("link", "links.json", link.id, link.when, describe(link.when), link.says)
    for rule in kb.rules:
        if rule.says:
            yield Saying("rule", "triage.json", rule.id, rule.when, describe(rule.when), rule.says)
    for test in kb.tests.values():
        for result in test.results:
            if result.says:
                yield Saying("test", "tests.json", f"{test.id}:{result.id}", None, result.label, result.says)


def moment_of(activity: Activity, moment: str) -> Condition:
    """The answers under which a moment of this activity counts."""
    chosen = Condition(in_=("exercise", (activity.id, *activity.stands_for)))
    return Condition(all=(chosen, Condition(is_=(MOMENT, moment))))


def raised_targets(kb: KnowledgeBase, saying: Saying) -> dict[str, float]:
    """What is raised, with its points; `family:form` is spelt out as every form contributor of any lift."""
    raised = {target: points for target, points in saying.says.items() if points > 0}
    for_all = raised.pop(ALL_FORM, 0.0)
    if for_all:
        form = {target for _, activity in activities_by_file(kb) for target in activity.starts}
        raised = dict.fromkeys(sorted(form), for_all) | raised
    return raised
