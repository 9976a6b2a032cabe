"""The same things as JSON: one object each, with `schema_version`, keys in a fixed order, indented by two.

The fields of the knowledge base keep their public names. Text is cleaned as on the screen, since JSON is often read on
a terminal. Nothing that draws is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from backcheck.knowledge.lifts import Lift
from backcheck.knowledge.model import Contributor, KnowledgeBase, Pattern
from backcheck.knowledge.questions import DangerRow, FollowUpQuestion, Option, Question
from backcheck.knowledge.records import NONE, UNSURE, Condition, Record, SignLevel
from backcheck.text import clean

if TYPE_CHECKING:
    from backcheck.knowledge.loads import LiftWarmUp, Weight
    from backcheck.show.document import Advice

SCHEMA_VERSION = 1


def encode(content: Mapping[str, Any]) -> str:
    """The object as JSON text without a line end; `schema_version` comes first."""
    document = {"schema_version": SCHEMA_VERSION} | to_plain(content)
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode()


def to_plain(value: Any) -> Any:
    """The value as dicts, lists, cleaned text and numbers. Unset parts of a condition are left out."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, msgspec.Struct):
        names = zip(value.__struct_fields__, value.__struct_encode_fields__, strict=True)
        pairs = ((key, getattr(value, name)) for name, key in names)
        sparse = isinstance(value, Condition)
        return {key: to_plain(part) for key, part in pairs if not (sparse and part is None)}
    if isinstance(value, Mapping):
        return {clean(str(key)): to_plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_plain(part) for part in value]
    return value


def list_match(matched: str) -> dict[str, str]:
    """`matched`: what was typed, where a lift was found by a near name only; no key for an exact name."""
    return {"matched": matched} if matched else {}


def encode_card(card: Record, matched: str = "") -> str:
    """One card with all its fields, `id` and `name` first. A source's name is its title. See `list_match`.

    A lift's figures are given as words: `figure` of the lift is the right way, that of a fault what is different.
    """
    content: Any = card
    if isinstance(card, Lift):
        from backcheck.figures.words import say_fault, say_right  # only lifts have figures

        content = msgspec.structs.asdict(card)
        poses = content.pop("poses")
        told = [msgspec.structs.asdict(fault) | {"figure": say_fault(poses, fault.figure)} for fault in card.faults]
        content |= {"faults": told, "figure": say_right(poses)}
    fields = to_plain(content)
    return encode(
        {"id": fields.pop("id"), "name": fields.pop("name", fields.get("title"))} | list_match(matched) | fields
    )


def encode_list(key: str, entries: Iterable[Any]) -> str:
    """The list under this key, each entry with the fields that `LISTED` picks, or in full."""
    pick = LISTED.get(key)
    return encode({key: [pick(entry) if pick else entry for entry in entries]})


def _pick(*keys: str) -> Callable[[Any], dict[str, Any]]:
    return lambda entry: {key: getattr(entry, key) for key in keys}


def _list_cause(cause: Contributor | Pattern) -> dict[str, Any]:
    """Contributors and patterns are told apart by `kind`."""
    named = {"id": cause.id, "name": cause.name}
    if isinstance(cause, Contributor):
        return named | {"kind": "contributor", "family": cause.family, "change": cause.change}
    return named | {"kind": "pattern", "serious": cause.serious}


def list_question(question: Question) -> dict[str, Any]:
    """One question as it is asked, with the reserved rows that it offers.

    What an answer is worth is left out: whoever fills in answers for somebody else should not be led by it.
    """
    keys = ("id", "stage", "prompt", "why", "kind", "help", "core", "when", "unsure_level", "min", "max", "unit")
    listed = _pick(*keys)(question) | {"options": list_options(question)}
    if isinstance(question, FollowUpQuestion):  # the row it is about, what to check, what to do where it is there now
        row = {"question": question.list_id, "option": question.row, "label": question.row_label}
        listed["row"] = row | {"check": question.check, "now": question.now}
    return listed


def list_options(question: Question) -> list[dict[str, Any]]:
    """The rows of a question: its own, `none` where many may be ticked, and `unsure`."""
    rows = [
        {"id": o.id, "label": o.label, "help": o.help, "alone": o.alone, "check": o.check} for o in question.offered
    ]
    reserved = [(UNSURE, question.unsure_label, question.unsure_level)]
    if question.kind == "many":
        reserved.insert(0, (NONE, question.none_label, None))
    return rows + [{"id": i, "label": label, "help": "", "alone": level, "check": ""} for i, label, level in reserved]


LISTED: dict[str, Callable[[Any], dict[str, Any]]] = {
    "exercises": _pick("id", "name", "names", "family"),
    "causes": _list_cause,
    "questions": list_question,
    "topics": _pick("id", "name", "names", "summary"),
    "tests": _pick("id", "name", "names", "asks", "minutes", "kit"),
    "results": _pick("kind", "id", "name", "text", "level", "together"),
}
"""Key of a list -> what is told of each entry; the entries of other lists are told in full."""


def encode_danger_signs(kb: KnowledgeBase, levels: Collection[SignLevel] = ()) -> str:
    """`danger_signs`: every option that can raise a level, with its question; `rules` for those that count together.

    Only those that ask for one of these levels, where some are given; such a sign may ask for a graver one too.
    """
    from backcheck.show.danger import list_signs, list_signs_at

    every = kb.questions.values()
    listed = list_signs_at(every, levels) if levels else list_signs(every)
    signs = [_list_sign(kb, question, option) for question, option in listed]
    rules = [rule for rule in kb.rules if not levels or rule.level in levels]
    return encode({"danger_signs": signs, "rules": rules, "review": kb.base.review})


def encode_found_signs(kb: KnowledgeBase, found: Iterable[tuple[Question, Option]]) -> str:
    """`danger_signs` alone: those that were found by a word, the most urgent first."""
    return encode({"danger_signs": [_list_sign(kb, question, option) for question, option in found]})


def encode_danger_sign(kb: KnowledgeBase, question: Question, option: Option) -> str:
    """One danger sign; its name is its label."""
    fields = _list_sign(kb, question, option)
    return encode({"id": fields.pop("id"), "name": option.label} | fields)


def _list_sign(kb: KnowledgeBase, question: Question, option: Option) -> dict[str, Any]:
    """`together` are the rules that ask for more than an answer about it does alone, with what comes with the sign."""
    from backcheck.knowledge.together import raising

    asked = option.follow_up.options if isinstance(option, DangerRow) and option.follow_up else ()
    return {
        "id": f"{question.id}:{option.id}",
        "question": question.id,
        "option": option.id,
        "level": option.alone,
        "label": option.label,
        "help": option.help,
        "check": option.check,
        "answers": [{"id": one.id, "label": one.label, "level": one.alone} for one in asked],
        "together": [
            {"rule": one.rule.id, "level": one.rule.level, "answers": one.answers, "with": one.exactly}
            for one in raising(kb, question, option)
        ],
        "sources": option.sources,
        "grade": option.grade,
    }


def encode_warm_up(made: LiftWarmUp, matched: str = "") -> str:
    """The warm-up of a lift: `id` and `name` are the lift's, `drills` in full, `ramp` worked out for `weight`.

    `weight`, and `load` in the ramp, are null while the work weight is not known.
    """
    told = _pick("family", "back_holds", "raise_pulse", "raise_seconds", "rounds", "dose")(made.warm_up)
    ramp = [_pick("share", "reps", "empty_bar")(one) | {"load": _list_weight(one.load)} for one in made.sets]
    named: dict[str, Any] = {"id": made.id, "name": made.name, **list_match(matched)}
    content = named | told | {"drills": made.drills, "weight": _list_weight(made.work), "ramp": ramp}
    return encode(content | {"ramp_note": made.warm_up.ramp_note})


def _list_weight(weight: Weight | None) -> dict[str, Any] | None:
    """A load in kilograms and as the person thinks of it."""
    return {"kg": round(weight.kg, 3), "amount": weight.amount, "unit": weight.unit} if weight else None


def encode_assessment(advice: Advice, matched: str = "") -> str:
    """The assessment as it is, with its own `schema_version`; beside it `sections`, the ids of what is told."""
    return encode(_list_assessment(advice) | list_match(matched))


def encode_next(question: Question | None, asked: int, about: int, advice: Advice | None = None) -> str:
    """For front ends that ask one question at a time: the next question, or the assessment where there is none."""
    if question is None:
        return encode({"assessment": _list_assessment(advice) if advice is not None else None})
    return encode({"question": list_question(question), "asked": asked, "about": about})


def _list_assessment(advice: Advice) -> dict[str, Any]:
    from backcheck.show.advice import list_ids  # lists and cards have no advice

    return msgspec.structs.asdict(advice.result) | {"sections": list_ids(advice)}
