"""The second step of loading for danger signs: lists and their follow-ups as questions, and conditions on flags.

What a list ought to hold is looked for by the lint.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any, get_args

import msgspec
from msgspec.structs import replace

from backcheck.knowledge.levels import URGENCY
from backcheck.knowledge.questions import DangerList, DangerRow, FollowUpQuestion, FollowUpShape, Option, Question
from backcheck.knowledge.records import UNSURE, BookWithin, Condition, Level, SignLevel

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
