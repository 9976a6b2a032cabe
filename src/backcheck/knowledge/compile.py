"""The second step of loading: entries that are made from other entries, and lifts put together from two files.

Makes the rows of the question `exercise` from the activities, one `signs-<id>` question for each activity from its
faults and the template question `signs`, and one `test-<id>` question for each self-test from its results.
A variant is a lift file that says only what is different from its parent; both are raw JSON here, so that the whole
card is checked like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import msgspec

from backcheck.knowledge.lifts import Activity, Lift
from backcheck.knowledge.model import Base
from backcheck.knowledge.questions import Option, Question
from backcheck.knowledge.records import Condition
from backcheck.knowledge.training import SelfTest

TEMPLATE = "signs"
"""The question in `interview.json` from which every `signs-<id>` is made."""

STAGES = ("safety", "lift", "training", "signs", "pain", "body", "tests", "plan")

TEST_WHY = "What a test shows counts for more than a guess. Only if you did it, and only if nothing forbade it."

A = TypeVar("A", bound=Activity)


def in_menu_order(activities: Iterable[A], base: Base) -> list[A]:
    """Activities in the order of the menu; those that are not in it follow by id."""
    place = {name: number for number, name in enumerate(base.menu)}
    return sorted(activities, key=lambda activity: (place.get(activity.id, len(place)), activity.id))


def compile_questions(
    written: Iterable[Question],
    lifts: dict[str, Lift],
    activities: dict[str, Activity],
    base: Base,
    tests: Iterable[SelfTest] = (),
) -> list[Question]:
    """All questions in stage order, then file order, with the made ones in the place of their template."""
    offered: list[Activity] = in_menu_order([*lifts.values(), *activities.values()], base)
    questions: list[Question] = []
    for question in written:
        if question.id == TEMPLATE:
            questions.extend(_signs_questions(question, offered))
        elif question.id == "exercise":
            rows = tuple(Option(id=activity.id, label=activity.label, help=activity.fits) for activity in offered)
            questions.append(msgspec.structs.replace(question, options=rows))
        else:
            questions.append(question)
    questions.extend(_test_question(test, base.no_self_tests) for test in tests)
    return sorted(questions, key=lambda question: STAGES.index(question.stage))


def _signs_questions(template: Question, offered: list[Activity]) -> Iterator[Question]:
    for activity in offered:
        if activity.faults:
            chosen = (activity.id, *activity.stands_for)
            yield msgspec.structs.replace(
                template,
                id=f"{TEMPLATE}-{activity.id}",
                options=tuple(
                    Option(
                        id=fault.id,
                        label=fault.sign,
                        help=fault.sign_help,
                        says=fault.says,
                        fact=fault.fact,
                        said=fault.said,
                        sources=fault.sources,
                        grade=fault.grade,
                    )
                    for fault in activity.faults
                ),
                when=Condition(in_=("exercise", chosen)),
                none_says={fault.contributor: -1.0 for fault in activity.faults},
            )


def _test_question(test: SelfTest, no_tests: Condition) -> Question:
    """The result of a self-test as a question; it says nothing of people who must not do the test."""
    return Question(
        id=f"test-{test.id}",
        stage="tests",
        kind="one",
        prompt=f"{test.name}: how did it end?",
        why=TEST_WHY,
        help=test.watch,
        options=tuple(
            Option(
                id=result.id,
                label=result.label,
                help=result.then,
                says=result.says,
                fact=result.fact,
                said=result.said,
                alone=result.alone,
                within=result.within,
                sources=test.reliability.sources,
                grade=test.reliability.grade,
            )
            for result in test.results
        ),
        when=Condition(not_=Condition(any=(no_tests, *((test.forbidden,) if test.forbidden else ())))),
        unsure_label="I have not done it, or cannot tell",
    )


BY_ID = ("faults", "swaps")
"""Lists that are merged entry by entry; an entry with an inherited id replaces that one, others follow."""

BY_KEY = ("starts", "phases")
"""Objects that are merged key by key."""

NEVER = ("names", "covers", "related")
"""What a variant does not get from its parent: these would make two lifts answer to one name."""


def merge_variant(parent: dict[str, Any], child: dict[str, Any]) -> dict[str, Any]:
    """The whole card of a variant. `leaves_out` names inherited faults that it does not have."""
    whole = {key: value for key, value in parent.items() if key not in NEVER}
    whole |= child
    for key in BY_ID:
        if key in child:
            replaced = {entry.get("id"): entry for entry in child[key]}
            inherited = [replaced.pop(entry.get("id"), entry) for entry in parent.get(key, [])]
            whole[key] = [*inherited, *replaced.values()]
    for key in BY_KEY:
        if key in child:
            whole[key] = {**parent.get(key, {}), **child[key]}
    if "poses" in parent and "poses" in child:
        inherited, own = parent["poses"], child["poses"]
        whole["poses"] = {**inherited, **own, "keys": {**inherited.get("keys", {}), **own.get("keys", {})}}
    gone = set(child.get("leaves_out", ()))
    whole["faults"] = [fault for fault in whole.get("faults", []) if fault.get("id") not in gone]
    return whole
