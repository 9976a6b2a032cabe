"""The second step of loading: entries that are made from other entries.

Makes the rows of the question `exercise` from the activities, one `signs-<id>` question for each activity from its
faults and the template question `signs`, and one `test-<id>` question for each self-test from its results. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec

from backcheck.knowledge.model import Activity, Base, Condition, Fault, Lift, Option, Question, SelfTest

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
            questions.append(msgspec.structs.replace(question, options=tuple(_activity_rows(offered))))
        else:
            questions.append(question)
    questions.extend(_test_question(test, base.no_self_tests) for test in tests)
    return sorted(questions, key=lambda question: STAGES.index(question.stage))


def _activity_rows(offered: list[Activity]) -> Iterator[Option]:
    return (Option(id=activity.id, label=activity.label, help=activity.fits) for activity in offered)


def _signs_questions(template: Question, offered: list[Activity]) -> Iterator[Question]:
    for activity in offered:
        if activity.faults:
            chosen = (activity.id, *activity.stands_for)
            yield msgspec.structs.replace(
                template,
                id=f"{TEMPLATE}-{activity.id}",
                options=tuple(_sign(fault) for fault in activity.faults),
                when=Condition(in_=("exercise", chosen)),
                none_says={fault.contributor: -1.0 for fault in activity.faults},
            )


def _sign(fault: Fault) -> Option:
    return Option(
        id=fault.id,
        label=fault.sign,
        help=fault.sign_help,
        says=fault.says,
        fact=fault.fact,
        said=fault.said,
        sources=fault.sources,
        grade=fault.grade,
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
