"""The second step of loading: entries that are made from other entries.

Makes the rows of the question `exercise` from the activities, and one `signs-<id>` question for each activity from
its faults and the template question `signs`. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

import msgspec

from backcheck.knowledge.model import Activity, Base, Condition, Fault, Lift, Option, Question

TEMPLATE = "signs"
"""The question in `interview.json` from which every `signs-<id>` is made."""

STAGES = ("safety", "lift", "training", "signs", "pain", "body")

A = TypeVar("A", bound=Activity)


def in_menu_order(activities: Iterable[A], base: Base) -> list[A]:
    """Activities in the order of the menu; those that are not in it follow by id."""
    place = {name: number for number, name in enumerate(base.menu)}
    return sorted(activities, key=lambda activity: (place.get(activity.id, len(place)), activity.id))


def compile_questions(
    written: Iterable[Question], lifts: dict[str, Lift], activities: dict[str, Activity], base: Base
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
