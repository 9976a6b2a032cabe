"""What the entries of a base hold: every condition and all points, each with the file and entry it belongs to.

Points are given by options, an honest "none", moments of a lift, links, rules and results of self-tests. Whether a
condition can hold is worked out in `logic`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from backcheck.knowledge.compile import TEMPLATE
from backcheck.knowledge.lifts import Activity
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.records import NONE, Condition
from backcheck.reasoning.evidence import ALL_FORM
from backcheck.reasoning.index import MOMENT

INTERVIEW = "interview.json"


class PlacedCondition(NamedTuple):
    """A condition, its file and entry, and whether `not` is allowed there."""

    file: str
    owner: str
    when: Condition
    may_negate: bool


def placed_conditions(kb: KnowledgeBase) -> Iterator[PlacedCondition]:
    """Every condition of the base."""
    positive: list[tuple[str, str, Condition | None]] = [
        *(("triage.json", rule.id, rule.when) for rule in kb.rules),
        *(("knowledge.json", rest.id, rest.when) for rest in kb.base.no_coaching),
        ("knowledge.json", "no_self_tests", kb.base.no_self_tests),
        *(("tests.json", f"{test.id}:forbidden", test.forbidden) for test in kb.tests.values()),
    ]
    for may_negate, placed in ((False, positive), (True, _that_may_negate(kb))):
        for file, owner, when in placed:
            if when is not None:
                yield PlacedCondition(file, owner, when, may_negate)


def _that_may_negate(kb: KnowledgeBase) -> Iterator[tuple[str, str, Condition | None]]:
    """File and entry of each question and of all that is told, with its condition where it has one."""
    for question in kb.questions.values():
        yield INTERVIEW, question.id, question.when
        yield INTERVIEW, f"{question.id}:ask_when", question.ask_when
        yield from ((INTERVIEW, f"{question.id}:{o.id}:hide_when", o.hide_when) for o in question.options)
    yield from (("links.json", link.id, link.when) for link in kb.links)
    yield "knowledge.json", "soreness", kb.base.soreness.when
    yield "knowledge.json", "soreness:comes_back", kb.base.soreness.comes_back
    yield from (("knowledge.json", "dislikes", disliked.when) for disliked in kb.base.dislikes)
    yield from (("knowledge.json", f"keep_doing:{keep.text}", keep.when) for keep in kb.base.keep_doing)
    yield from (("ladder.json", rung.id, rung.starts) for rung in kb.ladder)
    yield from (("plan.json", line.id, line.when) for line in kb.plan)
    for entry in kb.contributors.values():
        yield from (("contributors.json", line.id, line.when) for line in entry.lines)
    for outcome in kb.outcomes.values():
        yield "outcomes.json", outcome.id, outcome.when
        yield from (("outcomes.json", f"{outcome.id}:{action.id}", action.when) for action in outcome.actions)
        yield from (("outcomes.json", f"{outcome.id}:headlines_for", c.when) for c in outcome.headlines_for)
    for topic in kb.topics.values():
        yield from (("topics.json", f"{topic.id}:points", point.when) for point in topic.points)


def describe(condition: Condition | None) -> str:
    """The condition in words, such as "exercise is squat or lunge, and not (age is under-16)"; empty for None."""
    if condition is None:
        return ""
    if condition.flag is not None:
        return f"the flag {condition.flag}"
    if condition.is_ is not None:
        return f"{condition.is_[0]} is {condition.is_[1]}"
    if condition.in_ is not None:
        return f"{condition.in_[0]} is {list_options(condition.in_[1])}"
    if condition.at_least is not None:
        return f"{condition.at_least[0]} has at least {condition.at_least[1]:g}"
    if condition.answered is not None:
        return f"{condition.answered} is answered"
    if condition.all is not None:
        return " and ".join(_grouped(part) for part in condition.all)
    if condition.any is not None:
        return " or ".join(_grouped(part) for part in condition.any)
    return f"not ({describe(condition.not_)})"


def _grouped(part: Condition) -> str:
    several = len(part.all or ()) > 1 or len(part.any or ()) > 1 or len(part.in_[1] if part.in_ else ()) > 1
    return f"({describe(part)})" if several else describe(part)


def list_options(options: tuple[str, ...]) -> str:
    """The options as a list in a sentence: "squat, lunge or step-up"."""
    return " or ".join(filter(None, (", ".join(options[:-1]), *options[-1:])))


PointsKind = Literal["option", "none", "moment", "link", "rule", "test"]


class PlacedPoints(NamedTuple):
    """Points with their file and entry, when they count (None: a self-test) and that in words."""

    kind: PointsKind
    file: str
    owner: str
    when: Condition | None
    words: str
    says: Mapping[str, float]
    activity: str = ""
    """The one activity in which it can be said; empty: in any."""


def activities_by_file(kb: KnowledgeBase) -> Iterator[tuple[str, Activity]]:
    """Every lift and other activity with its file."""
    yield from ((f"lifts/{lift.id}.json", lift) for lift in kb.lifts.values())
    yield from (("activities.json", activity) for activity in kb.activities.values())


def placed_points(kb: KnowledgeBase) -> Iterator[PlacedPoints]:
    """Everything of the base that gives points to a contributor or a pattern."""
    signs = {f"{TEMPLATE}-{activity.id}": activity.id for _, activity in activities_by_file(kb)}
    for question in kb.questions.values():
        only = signs.get(question.id, "")
        for option in question.options:
            if option.says:
                owner, when = f"{question.id}:{option.id}", Condition(is_=(question.id, option.id))
                yield PlacedPoints("option", INTERVIEW, owner, when, option.label, option.says, only)
        if question.none_says:
            when = Condition(is_=(question.id, NONE))
            yield PlacedPoints("none", INTERVIEW, question.id, when, question.none_label, question.none_says, only)
    for name, activity in activities_by_file(kb):
        for moment, evidence in activity.phases.items():
            owner, when = f"{activity.id}: {moment}", moment_of(activity, moment)
            yield PlacedPoints("moment", name, owner, when, evidence.said, evidence.says, activity.id)
    for link in kb.links:
        yield PlacedPoints("link", "links.json", link.id, link.when, describe(link.when), link.says)
    for rule in kb.rules:
        if rule.says:
            yield PlacedPoints("rule", "triage.json", rule.id, rule.when, describe(rule.when), rule.says)
    for test in kb.tests.values():
        for result in test.results:
            if result.says:
                yield PlacedPoints("test", "tests.json", f"{test.id}:{result.id}", None, result.label, result.says)


def moment_of(activity: Activity, moment: str) -> Condition:
    """The answers under which a moment of this activity counts."""
    chosen = Condition(in_=("exercise", (activity.id, *activity.stands_for)))
    return Condition(all=(chosen, Condition(is_=(MOMENT, moment))))


def raised_targets(kb: KnowledgeBase, placed: PlacedPoints) -> dict[str, float]:
    """What is raised, with its points; `family:form` is spelt out as every form contributor of any lift."""
    raised = {target: points for target, points in placed.says.items() if points > 0}
    for_all = raised.pop(ALL_FORM, 0.0)
    if for_all:
        form = {target for _, activity in activities_by_file(kb) for target in activity.starts}
        raised = dict.fromkeys(sorted(form), for_all) | raised
    return raised
