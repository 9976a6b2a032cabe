"""Conditions: what they leave possible, against trying every answer; and no place with a condition is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcheck.authoring.entries import describe, placed_conditions
from backcheck.authoring.logic import ANY, Logic
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import Option, Question
from backcheck.knowledge.records import NONE, UNSURE, Condition
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.conditions import holds


def ask(name: str, kind: Any, options: str = "", when: Condition | None = None, **more: Any) -> Question:
    rows = tuple(Option(id=option, label=option) for option in options)
    return Question(id=name, stage="body", kind=kind, prompt=name, why=name, options=rows, when=when, **more)


ONE, MANY, NUMBER = ask("one", "one", "ab"), ask("many", "many", "xyz"), ask("number", "number", min=0, max=3)
EVERY: dict[str, list[Answer | None]] = {
    "one": [None, ("a",), ("b",), (UNSURE,)],
    "many": [
        None,
        (NONE,),
        (UNSURE,),
        *(
            (*ticks, *more)
            for ticks in [("x",), ("y",), ("z",), ("x", "y"), ("x", "z"), ("y", "z"), ("x", "y", "z")]
            for more in ((), (UNSURE,))
        ),
    ],
    "number": [None, (UNSURE,), 0.0, 1.0, 1.5, 2.0, 3.0],
}


@pytest.fixture
def logic(kb: KnowledgeBase) -> Logic:
    """Logic over three small questions."""
    return Logic(msgspec.structs.replace(kb, questions={q.id: q for q in (ONE, MANY, NUMBER)}))


def try_all(condition: Condition) -> Iterator[bool]:
    for chosen in product(*EVERY.values()):
        answers = {name: answer for name, answer in zip(EVERY, chosen, strict=True) if answer is not None}
        yield holds(condition, answers)


PARTS = st.one_of(
    st.sampled_from([("one", option) for option in ("a", "b", UNSURE)]).map(lambda pair: Condition(is_=pair)),
    st.sampled_from([("many", option) for option in ("x", "y", "z", NONE, UNSURE)]).map(lambda p: Condition(is_=p)),
    st.sampled_from([("many", ("x", "y")), ("one", ("a", "b"))]).map(lambda pair: Condition(in_=pair)),
    st.sampled_from([("many", 1), ("many", 3), ("many", 4), ("number", 2), ("number", 4)]).map(
        lambda pair: Condition(at_least=(pair[0], float(pair[1])))
    ),
    st.sampled_from(["one", "many", "number"]).map(lambda name: Condition(answered=name)),
)
CONDITIONS = st.recursive(
    PARTS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: Condition(all=tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: Condition(any=tuple(parts))),
        inner.map(lambda part: Condition(not_=part)),
    ),
    max_leaves=6,
)


@given(condition=CONDITIONS)
def test_what_can_hold_is_what_some_answers_fulfil(logic: Logic, condition: Condition) -> None:
    assert (logic.narrow(ANY, condition) != []) == any(try_all(condition))


@given(first=CONDITIONS, second=CONDITIONS)
def test_one_implies_another_where_it_never_holds_alone(logic: Logic, first: Condition, second: Condition) -> None:
    alone = any(a and not b for a, b in zip(try_all(first), try_all(second), strict=True))
    assert logic.implies(first, second) == (not alone)


@given(condition=CONDITIONS)
def test_every_condition_has_words(condition: Condition) -> None:
    words = describe(condition)
    assert words
    assert words.count("(") == words.count(")")


def test_words_of_a_condition() -> None:
    inner = Condition(any=(Condition(is_=("one", "a")), Condition(at_least=("many", 2))))
    whole = Condition(all=(inner, Condition(not_=Condition(in_=("many", ("x", "y", "z"))))))
    assert describe(whole) == "(one is a or many has at least 2) and not (many is x, y or z)"
    assert describe(None) == ""


def test_a_question_is_asked_only_behind_those_that_open_it(kb: KnowledgeBase) -> None:
    opened = ask("opened", "one", "a", Condition(is_=("one", "a")))
    behind = ask("behind", "one", "a", Condition(is_=("opened", "a")))
    closed = ask("closed", "one", "a", Condition(all=(Condition(is_=("one", "b")), Condition(is_=("behind", "a")))))
    left, right = (ask(n, "one", "a", Condition(is_=(o, "a"))) for n, o in (("left", "right"), ("right", "left")))
    questions = {q.id: q for q in (closed, behind, opened, ONE, left, right)}
    logic = Logic(msgspec.structs.replace(kb, questions=questions))
    assert logic.askable == {"one", "opened", "behind"}
    assert logic.narrow(ANY, Condition(is_=("closed", "a"))) != []
    assert not logic.can_be_met(Condition(is_=("closed", "a")))
    assert logic.can_be_met(Condition(not_=Condition(is_=("closed", "a"))))


def test_too_many_cases_count_as_possible_and_end_soon(logic: Logic) -> None:
    either = Condition(any=tuple(Condition(is_=("many", option)) for option in "xyz"))
    huge = Condition(all=tuple(Condition(any=(either, Condition(answered="one"))) for _ in range(40)))
    assert logic.narrow(ANY, huge) != []
    assert not logic.implies(huge, Condition(is_=("one", "a")))


def test_no_place_with_a_condition_is_forgotten(kb: KnowledgeBase) -> None:
    """Whatever the model gains, its conditions must be looked at."""
    listed = {id(placed.when) for placed in placed_conditions(kb)}
    found = list(_outermost(kb))
    assert len(found) > 100
    assert {id(condition) for condition in found} == listed


def _outermost(value: Any) -> Iterator[Condition]:
    """Every condition that is not part of another."""
    if isinstance(value, Condition):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _outermost(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _outermost(inner)
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from _outermost(getattr(value, field))


def test_a_list_of_many_rows_hides_no_answer(kb: KnowledgeBase) -> None:
    """A list with rows of earlier versions is long, and what a rule does not name must not count as ticked."""
    many = ask("many", "many", "abcdefghijklmnopqrst")
    logic = Logic(msgspec.structs.replace(kb, questions={"many": many}))
    both = Condition(all=(Condition(is_=("many", "s")), Condition(is_=("many", "t"))))
    others = Condition(any=tuple(Condition(is_=("many", option)) for option in "abcdefghijklmnopqr"))
    assert logic.narrow(ANY, both) != []
    assert not logic.implies(both, others)
    assert logic.implies(both, Condition(any=(*(others.any or ()), Condition(is_=("many", "t")))))
