"""Conditions, part by part: when one holds, what it names, and which answers stand behind it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcheck.knowledge.records import Condition
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.assessment import GivenAnswer
from backcheck.reasoning.conditions import answers_behind, flatten, holds, mentioned, parts
from tests.reasoning.toys import all_, any_, is_

ANSWERS: dict[str, Answer] = {"legs": ("left", "right"), "none": ("none",), "unsure": ("unsure",), "how": 4.0}


def at_least(question: str, least: float) -> Condition:
    return Condition(at_least=(question, least))


@pytest.mark.parametrize(
    ("condition", "wanted"),
    [
        (is_("legs", "right"), True),
        (is_("legs", "both"), False),
        (is_("gone", "right"), False),
        (is_("how", "4.0"), False),
        (all_(is_("legs", "left"), is_("legs", "right")), True),
        (all_(is_("legs", "left"), is_("legs", "both")), False),
        (any_(is_("legs", "both"), is_("legs", "right")), True),
        (any_(is_("legs", "both"), is_("gone", "x")), False),
        (Condition(in_=("legs", ("both", "left"))), True),
        (Condition(in_=("legs", ("both",))), False),
        (Condition(in_=("gone", ("both",))), False),
        (Condition(in_=("how", ("4.0",))), False),
        (at_least("how", 4.0), True),
        (at_least("how", 4.5), False),
        (at_least("gone", 0.0), False),
        (at_least("legs", 2.0), True),
        (at_least("legs", 3.0), False),
        (at_least("none", 0.0), True),
        (at_least("none", 1.0), False),
        (at_least("unsure", 1.0), False),
        (Condition(answered="legs"), True),
        (Condition(answered="none"), True),
        (Condition(answered="unsure"), False),
        (Condition(answered="gone"), False),
        (Condition(answered="how"), True),
        (Condition(not_=is_("legs", "left")), False),
        (Condition(not_=is_("legs", "both")), True),
        (Condition(), False),
    ],
)
def test_it_holds_only_on_what_was_answered(condition: Condition, wanted: bool) -> None:
    assert holds(condition, ANSWERS) is wanted


@pytest.mark.parametrize(
    ("condition", "wanted"),
    [
        (is_("legs", "both"), True),
        (Condition(in_=("legs", ("both",))), True),
        (at_least("legs", 3.0), True),
        (Condition(not_=is_("legs", "both")), False),
        (Condition(answered="legs"), True),
        (is_("gone", "right"), False),
        (Condition(in_=("gone", ("x",))), False),
        (at_least("gone", 0.0), False),
        (all_(is_("legs", "both"), is_("gone", "right")), False),
        (all_(is_("legs", "both"), at_least("how", 4.0)), True),
        (any_(is_("gone", "x"), is_("legs", "both")), True),
    ],
)
def test_what_names_the_granted_question_counts_as_met(condition: Condition, wanted: bool) -> None:
    assert holds(condition, ANSWERS, "legs") is wanted


def test_a_granted_question_need_not_be_answered_at_all() -> None:
    assert holds(all_(is_("a", "x"), Condition(in_=("a", ("y",))), at_least("a", 2.0)), {}, "a")
    assert not holds(Condition(answered="a"), {}, "a")


DEEP = all_(
    any_(is_("a", "x"), Condition(in_=("a", ("y", "z")))), Condition(not_=at_least("b", 2.0)), Condition(answered="c")
)


def test_all_parts_are_met() -> None:
    assert len(list(parts(DEEP))) == 7
    assert next(parts(DEEP)) is DEEP


def test_a_flat_condition_has_no_level_that_says_nothing() -> None:
    a, b, c = is_("a", "x"), is_("b", "y"), is_("c", "z")
    assert flatten(any_(any_(a, b), any_(any_(c)))) == any_(a, b, c)
    assert flatten(all_(any_(a), all_(b, all_(c, any_(a, b))))) == all_(a, b, c, any_(a, b))
    assert flatten(all_(any_(all_(a)))) == a
    assert flatten(Condition(flag="thin", any=(a, b))) == any_(a, b)


CONDITIONS = st.recursive(
    st.builds(is_, st.sampled_from("ab"), st.sampled_from("xy")) | st.just(Condition(not_=is_("a", "x"))),
    lambda inner: st.builds(all_, inner) | st.builds(any_, inner, inner) | st.builds(all_, inner, inner, inner),
    max_leaves=8,
)
SOME = st.dictionaries(st.sampled_from("ab"), st.sampled_from([("x",), ("y",), ("x", "y")]))


@given(CONDITIONS, SOME)
def test_a_flat_condition_holds_where_the_written_one_does(condition: Condition, answers: dict[str, Answer]) -> None:
    assert holds(flatten(condition), answers) == holds(condition, answers)
    assert mentioned(flatten(condition)) == mentioned(condition)


def test_what_it_names_is_gathered_by_question() -> None:
    assert mentioned(DEEP) == {"a": ("x", "y", "z"), "b": (), "c": ()}
    assert mentioned(all_(Condition(in_=("a", ("x",))), is_("a", "y"), at_least("a", 1.0))) == {"a": ("x", "y")}
    assert mentioned(all_(is_("a", "y"), Condition(answered="a"))) == {"a": ("y",)}
    assert mentioned(all_(at_least("a", 1.0), is_("a", "y"))) == {"a": ("y",)}


def test_answers_behind_are_those_it_names() -> None:
    answers: dict[str, Answer] = {"a": ("w", "x", "z"), "b": 3.0, "c": ("none",), "d": ("x",)}
    assert answers_behind(DEEP, answers) == (
        GivenAnswer(question="a", value="x"),
        GivenAnswer(question="a", value="z"),
        GivenAnswer(question="b", value=3.0),
    )
    assert answers_behind(DEEP, {"c": ("unsure",)}) == (GivenAnswer(question="c", value="unsure"),)
    assert answers_behind(DEEP, {"d": ("x",)}) == ()
    assert answers_behind(DEEP, {"c": ("p",)}) == (GivenAnswer(question="c", value="p"),)


def test_every_answer_to_the_granted_question_stands_behind() -> None:
    answers: dict[str, Answer] = {"a": ("unsure",), "b": ("unsure",)}
    condition = all_(is_("a", "x"), is_("b", "y"))
    assert answers_behind(condition, answers) == ()
    assert answers_behind(condition, answers, "b") == (GivenAnswer(question="b", value="unsure"),)
    assert answers_behind(condition, {"b": ("none",)}, "b") == ()
