"""The second step of loading: entries that are made from other entries, and lifts put together from two files.

Makes questions of the danger-sign lists and their follow-ups, and spells out conditions on flags; what a list ought to
hold is looked for by the lint. Makes the rows of the question `exercise` from the activities, one `signs-<id>` question
for each activity from its faults and the template question `signs`, and one `test-<id>` question for each self-test.
A variant is a lift file that says only what is different from its parent; both are raw JSON here, so that the whole
card is checked like any other.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any, TypeVar, get_args

import msgspec
from msgspec.structs import replace

from backcheck.knowledge.levels import URGENCY
from backcheck.knowledge.lifts import Activity, Lift
from backcheck.knowledge.model import Base
from backcheck.knowledge.questions import DangerList, DangerRow, FollowUpQuestion, FollowUpShape, Option, Question
from backcheck.knowledge.records import UNSURE, BookWithin, Condition, Level, SignLevel
from backcheck.knowledge.training import SelfTest

_TIMES = get_args(BookWithin)

AGE = "age"
"""The question that is asked before the lists. It changes what is likely but tells nothing of this pain."""

FOLLOW_UP = "safety-"
"""What the id of a follow-up begins with; the id of its row comes after."""


def compile_lists(lists: Iterable[DangerList]) -> Iterator[Question]:
    """Each list as a question, with the follow-ups of its rows right behind it."""
    for written in lists:
        yield Question(
            stage="safety",
            kind="many",
            core=True,
            **{name: getattr(written, name) for name in written.__struct_fields__ if name != "options"},
            options=tuple(
                row if row.follow_up is None else replace(row, alone=gravest(row.follow_up.options))
                for row in written.options
            ),
        )
        for row in written.options:
            if row.follow_up is not None:
                yield _follow_up(written, row, row.follow_up)


def gravest(options: Iterable[Option]) -> SignLevel:
    """The most urgent level among these options; `modifier` where none gives one by itself."""
    levels = [option.alone for option in options if option.alone not in (None, "modifier")]
    return max(levels, key=lambda level: URGENCY[str(level)], default=None) or "modifier"


def _follow_up(written: DangerList, row: DangerRow, asked: FollowUpShape) -> FollowUpQuestion:
    worst = gravest(asked.options)
    level: Level | None = None if worst == "modifier" else worst
    return FollowUpQuestion(
        id=FOLLOW_UP + row.id,
        stage="safety",
        kind="one",
        prompt=asked.prompt,
        why=written.why,
        options=asked.options,
        when=Condition(is_=(written.id, row.id)),
        unsure_level=level,
        desk=row.desk,
        list_id=written.id,
        row=row.id,
        row_label=row.label,
        check=row.check,
        now=asked.now,
        within=min((option.within for option in asked.options if option.alone == worst), key=_TIMES.index),
    )


Carriers = Mapping[str, tuple[Condition, ...]]
"""Flag -> a condition for each question that has options which carry it."""


def find_carriers(questions: Iterable[Question]) -> Carriers:
    """Where each flag comes from. A follow-up of which somebody is not sure carries all flags of its answers."""
    found: dict[str, dict[str, list[str]]] = {}
    for question in questions:
        for option in question.options:
            for flag in option.flags:
                found.setdefault(flag, {}).setdefault(question.id, []).append(option.id)
        if isinstance(question, FollowUpQuestion):
            for flag in dict.fromkeys(flag for option in question.options for flag in option.flags):
                found[flag][question.id].append(UNSURE)
    return {
        flag: tuple(Condition(in_=(name, tuple(options))) for name, options in places.items())
        for flag, places in found.items()
    }


def spell_out(value: Any, carriers: Carriers, doubtful: Container[str]) -> Any:
    """The value with every condition inside it spelt out, so that nobody who judges one has to know the two steps.

    A flag becomes the options that carry it. An answer to a `doubtful` question holds for "not sure" as well: that
    counts as the gravest answer to a follow-up, and in a triage rule as the age that it waits for.
    """
    if isinstance(value, Condition):
        return _spell_condition(value, carriers, doubtful)
    if isinstance(value, tuple):
        if not value or not isinstance(value[0], _HOLDERS):  # its parts are of one kind, mostly words, as in a dict
            return value
        made = [spell_out(part, carriers, doubtful) for part in value]
        return value if all(new is old for new, old in zip(made, value, strict=True)) else tuple(made)
    if isinstance(value, dict):
        if not isinstance(next(iter(value.values()), None), _HOLDERS):
            return value
        spelt = {key: spell_out(part, carriers, doubtful) for key, part in value.items()}
        return spelt if any(spelt[key] is not value[key] for key in value) else value
    if isinstance(value, msgspec.Struct):
        fields = ((name, getattr(value, name)) for name in value.__struct_fields__)
        changed = {
            name: new
            for name, old in fields
            if old and isinstance(old, _HOLDERS) and (new := spell_out(old, carriers, doubtful)) is not old
        }
        return replace(value, **changed) if changed else value
    return value


_HOLDERS = (tuple, dict, msgspec.Struct)
"""What may have a condition inside it."""


def _spell_condition(value: Condition, carriers: Carriers, doubtful: Container[str]) -> Condition:
    if value.flag is not None:
        return replace(value, any=carriers.get(value.flag, ()))
    if value.is_ is not None and value.is_[0] in doubtful:
        return replace(value, is_=None, in_=(value.is_[0], (value.is_[1], UNSURE)))
    if value.in_ is not None and value.in_[0] in doubtful:
        return replace(value, in_=(value.in_[0], (*value.in_[1], UNSURE)))
    inner = (("all", value.all), ("any", value.any), ("not_", value.not_))
    changed = {
        name: new for name, old in inner if old is not None and (new := spell_out(old, carriers, doubtful)) is not old
    }
    return replace(value, **changed) if changed else value


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
                find_out=activity.find_out or template.find_out,
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
        unsure_label="I haven't done it, or can't tell",
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
