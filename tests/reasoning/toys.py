"""A toy knowledge base with a handful of entries, so that a test can say exactly what must come out.

Entries that need many fields are made from shipped ones; everything that reasoning reads is set here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace

from backcheck.knowledge.lifts import Activity, Fault, Lift, PhaseEvidence
from backcheck.knowledge.model import Contributor, KnowledgeBase, Link, Pattern, Rule
from backcheck.knowledge.questions import Option, Question
from backcheck.knowledge.records import Condition
from tests.reasoning.people import KB

SOURCES = ("expert",)


def is_(question: str, option: str) -> Condition:
    """The condition that this option was ticked."""
    return Condition(is_=(question, option))


def all_(*parts: Condition) -> Condition:
    """All of these."""
    return Condition(all=parts)


def any_(*parts: Condition) -> Condition:
    """One of these."""
    return Condition(any=parts)


def option(id: str, **fields: Any) -> Option:
    """An option; `said` is made from the id so that it tells something."""
    return Option(id=id, label=f"Label {id}", **{"said": f"said {id}", "sources": SOURCES, **fields})


def question(id: str, *options: Option, kind: str = "many", stage: str = "pain", **fields: Any) -> Question:
    """A question of the toy interview."""
    return Question(id=id, stage=stage, kind=kind, prompt=f"Prompt {id}", why="", options=options, **fields)  # type: ignore[arg-type]


def rule(id: str, level: str, when: Condition, **fields: Any) -> Rule:
    """A triage rule."""
    return Rule(id=id, level=level, when=when, grade="D", **{"text": f"Text {id}.", "sources": SOURCES, **fields})  # type: ignore[arg-type]


def link(id: str, when: Condition, says: dict[str, float], **fields: Any) -> Link:
    """A link."""
    return Link(
        id=id, when=when, says=says, because="x", grade="D", **{"said": f"said {id}", "sources": SOURCES, **fields}
    )


def contributor(id: str, start: float = 0.0, family: str = "load", applies_to: tuple[str, ...] = ("*",)) -> Contributor:
    """A contributor; its own change and fix carry its id."""
    any_one = next(iter(KB.contributors.values()))
    fix = replace(any_one.fixes[0], id=f"{id}-fix", text=f"Fix {id}", cue=f"Cue {id}")
    return replace(
        any_one,
        id=id,
        name=f"Name {id}",
        family=family,
        start=start,
        applies_to=applies_to,
        change=f"Change {id}",
        fixes=(fix,),
        alike="",
    )


def pattern(id: str, start: float = 0.0, *, serious: bool = False) -> Pattern:
    """A pattern."""
    any_one = next(iter(KB.patterns.values()))
    return replace(any_one, id=id, name=f"Name {id}", start=start, serious=serious, what_next=f"Next {id}")


def fault(id: str, contributor_id: str, says: dict[str, float] | None = None) -> Fault:
    """A fault of a lift."""
    any_one = next(entry for lift in KB.lifts.values() for entry in lift.faults)
    return replace(
        any_one,
        id=id,
        name=f"Fault {id}",
        contributor=contributor_id,
        fix=(f"First {id}", f"Then {id}"),
        cue=f"Cue {id}",
        says=says or {},
    )


def lift(id: str, family: str, starts: dict[str, float], **fields: Any) -> Lift:
    """A lift."""
    any_one = next(iter(KB.lifts.values()))
    made: dict[str, Any] = {"faults": (), "phases": {}, "stands_for": ()} | fields
    return replace(any_one, id=id, name=id.title(), family=family, starts=starts, **made)


def activity(id: str, **fields: Any) -> Activity:
    """An activity that is no lift."""
    return Activity(id=id, name=id.title(), label=id, spoken=id, **fields)


def moment(says: dict[str, float], fact: str = "moment") -> PhaseEvidence:
    """What pain at one moment says."""
    return PhaseEvidence(says=says, fact=fact, said=f"said {fact}", sources=SOURCES, grade="D")


def toy(
    questions: Iterable[Question] = (),
    *,
    rules: Iterable[Rule] = (),
    links: Iterable[Link] = (),
    contributors: Iterable[Contributor] = (),
    patterns: Iterable[Pattern] = (),
    lifts: Iterable[Lift] = (),
    activities: Iterable[Activity] = (),
) -> KnowledgeBase:
    """The base with these entries and no others."""
    return replace(
        KB,
        questions={entry.id: entry for entry in questions},
        rules=tuple(rules),
        links=tuple(links),
        contributors={entry.id: entry for entry in contributors},
        patterns={entry.id: entry for entry in patterns},
        lifts={entry.id: entry for entry in lifts},
        activities={entry.id: entry for entry in activities},
    )
