"""Conditions are spelt out wherever a type can hold one, and what cannot hold one is passed over."""

from __future__ import annotations

from typing import Any, get_type_hints

import msgspec
import pytest

from backcheck.knowledge.compile import spell_out
from backcheck.knowledge.load import FILES
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import FollowUpQuestion
from backcheck.knowledge.records import UNSURE, Condition

ASKED = "is-it-so"


def can_hold(wanted: Any, seen: frozenset[Any] = frozenset()) -> bool:
    """Whether a value of this type may have a condition in it."""
    if wanted is Condition:
        return True
    if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct) and wanted not in seen:
        return any(can_hold(hint, seen | {wanted}) for hint in get_type_hints(wanted).values())
    return any(can_hold(part, seen) for part in getattr(wanted, "__args__", ()))


def parts(wanted: Any, seen: set[Any]) -> None:
    """Collects every type inside this one."""
    if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct) and wanted not in seen:
        seen.add(wanted)
        for hint in get_type_hints(wanted).values():
            parts(hint, seen)
    for part in getattr(wanted, "__args__", ()):
        seen.add(wanted)
        parts(part, seen)


def test_the_parts_of_a_tuple_are_alike() -> None:
    """Either all of them can hold a condition or none, since the first one decides whether they are looked through."""
    seen: set[Any] = set()
    for wanted in FILES.values():
        parts(wanted, seen)
    tuples = [one for one in seen if getattr(one, "__origin__", None) is tuple and can_hold(one)]
    assert len(tuples) > 5
    for one in tuples:
        alternatives = [getattr(part, "__args__", None) or (part,) for part in one.__args__ if part is not Ellipsis]
        assert all(issubclass(part, msgspec.Struct) and can_hold(part) for row in alternatives for part in row), one


DOUBTED = Condition(is_=(ASKED, "yes"))
SPELT = Condition(in_=(ASKED, ("yes", UNSURE)))
OTHER = Condition(is_=("lift", "squat"))


@pytest.mark.parametrize(
    ("given", "made"),
    [
        (DOUBTED, SPELT),
        (Condition(in_=(ASKED, ("yes", "no"))), Condition(in_=(ASKED, ("yes", "no", UNSURE)))),
        (Condition(flag="hot"), Condition(flag="hot", any=(OTHER,))),
        (Condition(not_=DOUBTED), Condition(not_=SPELT)),
        (
            Condition(all=(OTHER, Condition(any=(OTHER, DOUBTED)))),
            Condition(all=(OTHER, Condition(any=(OTHER, SPELT)))),
        ),
        (Condition(all=(OTHER,), not_=DOUBTED), Condition(all=(OTHER,), not_=SPELT)),
    ],
)
def test_a_condition_is_spelt_out_however_deep(given: Condition, made: Condition) -> None:
    """Alone, in tuples, in dicts and in the fields of entries."""
    carriers = {"hot": (OTHER,)}
    for wrap in (lambda one: one, lambda one: (OTHER, one), lambda one: {"a": OTHER, "b": (one,)}):
        assert spell_out(wrap(given), carriers, {ASKED}) == wrap(made)


@pytest.mark.parametrize("kept", [OTHER, (), ("a", "b"), (OTHER,), {"a": ("b",)}, ("is-it-so", 1.0), Condition()])
def test_what_has_nothing_to_spell_out_is_the_same_object(kept: Any) -> None:
    """Nothing is copied for nothing."""
    assert spell_out(kept, {}, {ASKED}) is kept


def test_no_flag_and_no_bare_answer_to_a_follow_up_is_left(kb: KnowledgeBase) -> None:
    """In no entry of the base that ships, of whatever type: a search that passes nothing over finds none."""
    follow_ups = {question.id for question in kb.questions.values() if isinstance(question, FollowUpQuestion)}

    def left(value: Any) -> list[Condition]:
        if isinstance(value, Condition):
            own = value.flag is not None and not value.any
            own = own or (value.is_ is not None and value.is_[0] in follow_ups)
            return [value] * own + [found for part in (value.all, value.any, value.not_) for found in left(part)]
        if isinstance(value, (tuple, list)):
            return [found for part in value for found in left(part)]
        if isinstance(value, dict):
            return [found for part in value.values() for found in left(part)]
        if isinstance(value, msgspec.Struct):
            return [found for name in value.__struct_fields__ for found in left(getattr(value, name))]
        return []

    assert left((kb.rules, kb.plan, kb.outcomes, kb.topics, kb.tests, kb.base, kb.follow_up, kb.ladder)) == []
