"""A knowledge base with other points: every point and start passed through a function, the rest as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from msgspec.structs import replace

from backcheck.knowledge.compile import TEMPLATE
from backcheck.knowledge.lifts import Activity
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import Question

RULE = "rule"
"""The origin of what rules of urgency and links say: answers taken together."""

Points = Callable[[str, float], float]
"""Origin of a point (a question's id, or `RULE`) and the point -> the new point."""

Starts = Callable[[str, float], float]
"""Id of a contributor or pattern and its start -> the new start."""

A = TypeVar("A", bound=Activity)


def change_points(kb: KnowledgeBase, point: Points, start: Starts) -> KnowledgeBase:
    """This base with every point and start changed. A fault and its row in the interview keep one value."""

    def points(origin: str, says: Mapping[str, float]) -> dict[str, float]:
        return {target: point(origin, value) for target, value in says.items()}

    def activity(entry: A) -> A:
        signs = f"{TEMPLATE}-{entry.id}"
        return replace(
            entry,
            starts={target: start(target, value) for target, value in entry.starts.items()},
            faults=tuple(replace(fault, says=points(signs, fault.says)) for fault in entry.faults),
            phases={
                moment: replace(found, says=points("pain-when", found.says)) for moment, found in entry.phases.items()
            },
        )

    lifts = {name: activity(lift) for name, lift in kb.lifts.items()}
    activities = {name: activity(entry) for name, entry in kb.activities.items()}
    signs = {
        f"{TEMPLATE}-{entry.id}": {fault.id: fault.says for fault in entry.faults}
        for entry in (*lifts.values(), *activities.values())
    }

    def question(entry: Question) -> Question:
        own = signs.get(entry.id, {})
        return replace(
            entry,
            options=tuple(
                replace(option, says=own[option.id] if option.id in own else points(entry.id, option.says))
                if option.says
                else option
                for option in entry.options
            ),
            none_says=points(entry.id, entry.none_says),
        )

    return replace(
        kb,
        lifts=lifts,
        activities=activities,
        contributors={k: replace(entry, start=start(k, entry.start)) for k, entry in kb.contributors.items()},
        patterns={k: replace(entry, start=start(k, entry.start)) for k, entry in kb.patterns.items()},
        questions={name: question(entry) for name, entry in kb.questions.items()},
        rules=tuple(replace(rule, says=points(RULE, rule.says)) for rule in kb.rules),
        links=tuple(replace(link, says=points(RULE, link.says)) for link in kb.links),
    )


def list_points(kb: KnowledgeBase) -> Iterator[float]:
    """Every point of the base, those of a fault and its row in the interview once."""
    found: list[float] = []

    def note(_: str, value: float) -> float:
        found.append(value)
        return value

    change_points(kb, note, lambda _, value: value)
    yield from found
