"""Urgency, answer by answer: what raises a level, with which reason, in which order, and what is still waited for."""

from __future__ import annotations

import pytest

from backcheck.knowledge.levels import URGENCY
from backcheck.knowledge.records import UNSURE, Condition
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.assessment import GivenAnswer, Reason
from backcheck.reasoning.triage import (
    awaited_questions,
    find_urgency,
    fired_rules,
    say_sign,
    say_tick,
    triage_level,
    unanswered_safety,
)
from tests.reasoning.toys import all_, any_, is_, option, question, rule, toy

NOW = question(
    "now",
    option("tear", alone="emergency", sources=("aaa",)),
    option("fever", alone="urgent"),
    option("frail", alone="modifier"),
    stage="safety",
    unsure_level="emergency",
    unsure_said="You are not sure about now",
)
LATER = question("later", option("stiff", alone="clinician"), stage="safety", unsure_level="clinician")
PAIN = question("pain", option("leg"), option("bone"), option("told", alone="clinician"))
WHEN = question("when", option("night"), option("dawn"), kind="one")
HOW = question("how", kind="number", min=0.0, max=10.0)

RULES = (
    rule("mild", "clinician", is_("pain", "leg")),
    rule("pair", "urgent", all_(is_("now", "frail"), is_("pain", "bone"))),
    rule("strong", "urgent", Condition(at_least=("how", 9.0))),
    rule("grave", "emergency", all_(is_("when", "dawn"), is_("pain", "bone"))),
)
BASE = toy([NOW, LATER, PAIN, WHEN, HOW], rules=RULES)
CLEAR: dict[str, Answer] = {"now": ("none",), "later": ("none",)}


def given(question_id: str, value: str | float) -> GivenAnswer:
    return GivenAnswer(question=question_id, value=value)


def test_levels_are_ranked_and_no_statement_ranks_with_self_care() -> None:
    assert URGENCY == {"unscreened": 0, "self-care": 0, "clinician": 1, "urgent": 2, "emergency": 3}


@pytest.mark.parametrize(
    ("answers", "level"),
    [
        ({}, "unscreened"),
        ({"now": ("none",)}, "unscreened"),
        (CLEAR, "self-care"),
        (CLEAR | {"now": ("frail",)}, "self-care"),
        (CLEAR | {"now": ("tear",)}, "emergency"),
        (CLEAR | {"now": ("fever",)}, "urgent"),
        ({"now": ("fever",)}, "urgent"),
        (CLEAR | {"now": ("unsure",)}, "emergency"),
        (CLEAR | {"later": ("unsure",)}, "clinician"),
        (CLEAR | {"pain": ("unsure",)}, "self-care"),
        ({"pain": ("told",)}, "clinician"),
        ({"pain": ("leg",)}, "clinician"),
        (CLEAR | {"now": ("frail",), "pain": ("bone",)}, "urgent"),
        (CLEAR | {"how": 9.0}, "urgent"),
        (CLEAR | {"how": 8.9}, "self-care"),
        (CLEAR | {"how": ("unsure",)}, "self-care"),
        (CLEAR | {"when": ("dawn",), "pain": ("bone",)}, "emergency"),
        (CLEAR | {"later": ("stiff",), "now": ("fever",)}, "urgent"),
        (CLEAR | {"now": ("tear", "fever")}, "emergency"),
        (CLEAR | {"now": ("fever",), "when": ("dawn",), "pain": ("bone",)}, "emergency"),
        (CLEAR | {"later": ("stiff", "unsure"), "pain": ("told",), "now": ("tear",)}, "emergency"),
    ],
)
def test_the_most_urgent_wins_and_only_ticks_count(answers: dict[str, Answer], level: str) -> None:
    assert triage_level(BASE, answers) == level
    assert find_urgency(BASE, answers).level == level


def test_a_tick_is_a_reason_with_its_words_and_sources() -> None:
    assert find_urgency(BASE, CLEAR | {"now": ("tear",)}).reasons == (
        Reason(id="now:tear", level="emergency", answers=(given("now", "tear"),), text="Label tear", sources=("aaa",)),
    )


def test_not_sure_is_a_reason_in_its_own_words_or_those_of_the_question() -> None:
    unsure = find_urgency(BASE, {"now": ("unsure",), "later": ("unsure",)}).reasons
    assert unsure == (
        Reason(
            id="now:unsure",
            level="emergency",
            answers=(given("now", "unsure"),),
            text="You are not sure about now",
            sources=("expert",),
        ),
        Reason(
            id="later:unsure",
            level="clinician",
            answers=(given("later", "unsure"),),
            text="Not sure: Prompt later",
            sources=("expert",),
        ),
    )


def test_reasons_come_most_urgent_first_and_keep_their_order_within_a_level() -> None:
    answers: dict[str, Answer] = {"later": ("stiff",), "pain": ("leg", "told"), "now": ("fever",), "how": 10.0}
    found = find_urgency(BASE, answers)
    assert [reason.id for reason in found.reasons] == ["now:fever", "strong", "later:stiff", "pain:told", "mild"]
    assert [reason.level for reason in found.reasons] == ["urgent", "urgent", "clinician", "clinician", "clinician"]


def test_a_rule_of_one_answer_gives_its_text_alone() -> None:
    (reason,) = find_urgency(BASE, CLEAR | {"pain": ("leg",)}).reasons
    assert reason == Reason(
        id="mild", level="clinician", answers=(given("pain", "leg"),), text="Text mild.", sources=("expert",)
    )


def test_a_rule_of_two_answers_says_which() -> None:
    (reason,) = find_urgency(BASE, CLEAR | {"now": ("frail",), "pain": ("bone",)}).reasons
    assert reason.answers == (given("now", "frail"), given("pain", "bone"))
    assert reason.text == "Text pair. You said: Label frail; Label bone."


def test_what_was_not_sure_comes_first_and_the_other_answer_is_named() -> None:
    unsure = rule("half", "urgent", all_(is_("now", UNSURE), is_("pain", "bone")))
    base = toy([NOW, LATER, PAIN], rules=[unsure])
    reasons = find_urgency(base, CLEAR | {"now": (UNSURE,), "pain": ("bone",)}).reasons
    assert [one.text for one in reasons if one.id == "half"] == [
        "You are not sure about now Text half. You said: Label bone."
    ]


def test_a_number_has_no_words_of_its_own_and_stands_for_its_question() -> None:
    assert say_tick(BASE, given("how", 9.0)) == ""
    assert say_sign(BASE, given("how", 9.0)) == "Prompt how"


def test_a_number_is_not_named_among_the_ticks() -> None:
    base = toy([PAIN, HOW], rules=[rule("both", "urgent", all_(Condition(at_least=("how", 9.0)), is_("pain", "leg")))])
    (reason,) = find_urgency(base, {"how": 9.0, "pain": ("leg",)}).reasons
    assert reason.answers == (given("how", 9.0), given("pain", "leg"))
    assert reason.text == "Text both."


def test_the_finding_names_the_rules_and_the_open_lists() -> None:
    found = find_urgency(BASE, {"pain": ("leg",), "how": 9.0})
    assert [entry.id for entry in found.fired] == ["mild", "strong"]
    assert found.unanswered == ("now", "later")
    assert find_urgency(BASE, CLEAR) == type(found)("self-care", (), (), ())
    assert find_urgency(BASE, {"later": ("none",)}) == type(found)("unscreened", (), (), ("now",))


def test_open_lists_are_those_of_safety_in_their_order() -> None:
    assert unanswered_safety(BASE, {}) == ("now", "later")
    assert unanswered_safety(BASE, {"now": ("unsure",)}) == ("later",)
    assert unanswered_safety(BASE, CLEAR) == ()


def test_rules_hold_in_file_order() -> None:
    answers: dict[str, Answer] = {"how": 9.0, "pain": ("leg", "bone"), "when": ("dawn",), "now": ("frail",)}
    assert [entry.id for entry in fired_rules(BASE, answers)] == ["mild", "pair", "strong", "grave"]
    assert list(fired_rules(BASE, CLEAR)) == []


def test_what_is_waited_for_is_what_could_raise_by_itself() -> None:
    """Signs by their level, rules by theirs; `when` needs a second answer, so it waits."""
    assert awaited_questions(BASE, {}) == ["now", "how", "later", "pain"]
    assert awaited_questions(BASE, CLEAR) == ["how", "pain"]
    assert awaited_questions(BASE, CLEAR | {"pain": ("bone",)}) == ["when", "how"]


def test_what_could_raise_to_an_emergency_stands_first() -> None:
    assert awaited_questions(BASE, CLEAR | {"when": ("dawn",)}) == ["pain", "how"]
    assert awaited_questions(BASE, CLEAR | {"when": ("night",)}) == ["how", "pain"]


def test_two_by_two_finds_questions_that_need_each_other() -> None:
    assert awaited_questions(BASE, CLEAR, together=2) == ["pain", "when", "how"]
    assert awaited_questions(BASE, CLEAR | {"when": ("night",)}, together=2) == ["how", "pain"]


def test_nothing_waits_that_could_not_raise_further() -> None:
    urgent: dict[str, Answer] = CLEAR | {"now": ("fever",)}
    assert awaited_questions(BASE, urgent) == []
    assert awaited_questions(BASE, urgent, together=2) == ["pain", "when"]
    assert awaited_questions(BASE, CLEAR | {"now": ("tear",)}, together=2) == []


def test_at_the_same_level_a_rule_adds_nothing() -> None:
    assert awaited_questions(BASE, CLEAR | {"later": ("stiff",)}) == ["how"]
    assert awaited_questions(BASE, CLEAR | {"how": 9.0, "pain": ("bone",)}) == ["when"]


def test_an_answered_question_is_not_waited_for() -> None:
    assert "now" not in awaited_questions(BASE, {"now": ("none",)})
    assert awaited_questions(BASE, CLEAR | {"how": 1.0, "pain": ("unsure",)}) == []


def test_a_question_with_a_modifier_alone_is_not_waited_for() -> None:
    frail = question("frail", option("thin", alone="modifier"))
    assert awaited_questions(toy([frail]), {}) == []


def test_the_highest_sign_of_a_question_and_the_highest_rule_decide_its_place() -> None:
    low = question("low", option("a", alone="clinician"), option("b", alone="urgent"), option("c", alone="clinician"))
    mid = question("mid", option("x", alone="urgent"))
    top = question("top", option("y"), kind="one")
    rules = [rule("r1", "emergency", is_("top", "y")), rule("r2", "clinician", is_("top", "y"))]
    assert awaited_questions(toy([low, mid, top], rules=rules), {}) == ["top", "low", "mid"]
    signed = question("signed", option("z", alone="emergency"))
    rules = [rule("r", "clinician", is_("signed", "z"))]
    assert awaited_questions(toy([mid, signed], rules=rules), {}) == ["signed", "mid"]


def test_where_many_may_be_ticked_all_options_of_a_rule_are_tried_together() -> None:
    both = rule("both", "urgent", all_(is_("pain", "leg"), is_("pain", "bone")))
    assert awaited_questions(toy([PAIN], rules=[both]), {"pain": ("leg",)}) == []
    assert awaited_questions(toy([question("pain", option("leg"), option("bone"))], rules=[both]), {}) == ["pain"]
    one = question("pain", option("leg"), option("bone"), kind="one")
    assert awaited_questions(toy([one], rules=[both]), {}) == []


def test_a_rule_on_the_number_of_ticks_or_on_an_answer_is_waited_for() -> None:
    three = question("three", option("a"), option("b"), option("c"))
    count = rule("count", "urgent", Condition(at_least=("three", 3.0)))
    assert awaited_questions(toy([three], rules=[count]), {}) == ["three"]
    too_many = rule("count", "urgent", Condition(at_least=("three", 4.0)))
    assert awaited_questions(toy([three], rules=[too_many]), {}) == []


def test_a_number_is_tried_at_its_highest() -> None:
    over = rule("over", "urgent", Condition(at_least=("how", 10.0)))
    assert awaited_questions(toy([HOW], rules=[over]), {}) == ["how"]
    beyond = rule("beyond", "urgent", Condition(at_least=("how", 10.5)))
    assert awaited_questions(toy([HOW], rules=[beyond]), {}) == []
    zero = rule("zero", "urgent", Condition(at_least=("free", 0.0)))
    above = rule("above", "urgent", Condition(at_least=("free", 0.5)))
    free = question("free", kind="number")
    assert awaited_questions(toy([free], rules=[zero]), {}) == ["free"]
    assert awaited_questions(toy([free], rules=[above]), {}) == []


def test_of_three_open_answers_two_are_not_enough() -> None:
    parts = [question(name, option("yes"), kind="one") for name in "abc"]
    rules = [rule("three", "urgent", all_(*(is_(name, "yes") for name in "abc")))]
    base = toy(parts, rules=rules)
    assert awaited_questions(base, {}, together=2) == []
    assert awaited_questions(base, {"a": ("yes",)}) == []
    assert awaited_questions(base, {"a": ("yes",)}, together=2) == ["b", "c"]


def test_one_that_raises_alone_is_named_beside_pairs_of_others() -> None:
    parts = [question(name, option("yes"), kind="one") for name in "abc"]
    either = any_(is_("a", "yes"), all_(is_("b", "yes"), is_("c", "yes")))
    base = toy(parts, rules=[rule("either", "urgent", either)])
    assert awaited_questions(base, {}) == ["a"]
    assert awaited_questions(base, {}, together=2) == ["a", "b", "c"]


def test_a_rule_about_a_question_that_is_not_there_waits_for_nothing() -> None:
    base = toy([PAIN], rules=[rule("gone", "urgent", any_(is_("gone", "x"), is_("pain", "leg")))])
    assert awaited_questions(base, {}) == ["pain"]


# "not sure" that counts

LONG = question("long", option("new"), option("old"), kind="one", unsure_counts=True)
HARD = question("hard", kind="number", min=0.0, max=10.0, unsure_counts=True)
FRESH = rule("fresh", "emergency", all_(is_("now", "frail"), is_("long", "new")))
BOTH_DOUBTED = all_(is_("now", "frail"), is_("long", "new"), Condition(at_least=("hard", 7.0)))
FRAIL: dict[str, Answer] = CLEAR | {"now": ("frail",)}


@pytest.mark.parametrize(
    ("answers", "level"),
    [
        (FRAIL | {"long": ("new",)}, "emergency"),
        (FRAIL | {"long": ("unsure",)}, "emergency"),
        (FRAIL | {"long": ("old",)}, "self-care"),
        (FRAIL, "self-care"),
        (CLEAR | {"long": ("unsure",)}, "self-care"),
    ],
)
def test_not_sure_counts_where_the_other_half_is_there(answers: dict[str, Answer], level: str) -> None:
    base = toy([NOW, LATER, LONG], rules=[FRESH])
    assert triage_level(base, answers) == level
    assert find_urgency(base, answers).level == level


def test_it_counts_in_numbers_too_and_in_one_place_at_a_time() -> None:
    base = toy([NOW, LATER, LONG, HARD], rules=[rule("both", "urgent", BOTH_DOUBTED)])
    assert triage_level(base, FRAIL | {"long": ("new",), "hard": ("unsure",)}) == "urgent"
    assert triage_level(base, FRAIL | {"long": ("unsure",), "hard": 7.0}) == "urgent"
    assert triage_level(base, FRAIL | {"long": ("unsure",), "hard": 6.0}) == "self-care"
    assert triage_level(base, FRAIL | {"long": ("unsure",), "hard": ("unsure",)}) == "self-care"


def test_it_does_not_count_on_other_questions() -> None:
    base = toy([NOW, LATER, WHEN], rules=[rule("dawn", "urgent", all_(is_("now", "frail"), is_("when", "dawn")))])
    assert triage_level(base, FRAIL | {"when": ("unsure",)}) == "self-care"


def test_it_does_not_count_where_a_rule_needs_nothing_else() -> None:
    """How long and how hard together are no other half of one another."""
    pair = all_(is_("long", "new"), Condition(at_least=("hard", 7.0)))
    base = toy(
        [LONG, HARD, LATER, NOW], rules=[rule("alone", "urgent", is_("long", "new")), rule("pair", "urgent", pair)]
    )
    assert triage_level(base, CLEAR | {"long": ("unsure",), "hard": 9.0}) == "self-care"
    assert triage_level(base, CLEAR | {"long": ("new",), "hard": ("unsure",)}) == "urgent"
    assert [entry.id for entry in fired_rules(base, CLEAR | {"long": ("new",), "hard": ("unsure",)})] == ["alone"]


def test_an_age_is_no_other_half_but_may_stand_beside_one() -> None:
    age = question("age", option("old"), kind="one")
    old = all_(is_("age", "old"), is_("long", "new"))
    base = toy([NOW, LATER, age, LONG], rules=[rule("old", "urgent", old)])
    assert triage_level(base, CLEAR | {"age": ("old",), "long": ("unsure",)}) == "self-care"
    frail = toy([NOW, LATER, age, LONG], rules=[rule("frail", "urgent", all_(old, is_("now", "frail")))])
    assert triage_level(frail, FRAIL | {"age": ("old",), "long": ("unsure",)}) == "urgent"


def test_the_reason_says_what_was_not_sure() -> None:
    base = toy([NOW, LATER, LONG], rules=[FRESH])
    (reason,) = find_urgency(base, FRAIL | {"long": ("unsure",)}).reasons
    assert reason.answers == (given("now", "frail"), given("long", "unsure"))
    assert reason.text == "Text fresh. You said: Label frail; Not sure: Prompt long."
    (sure,) = find_urgency(base, FRAIL | {"long": ("new",)}).reasons
    assert sure.text == "Text fresh. You said: Label frail; Label new."


def test_what_is_waited_for_knows_that_a_not_sure_counts() -> None:
    base = toy([NOW, LATER, LONG, HARD], rules=[rule("both", "urgent", BOTH_DOUBTED)])
    assert awaited_questions(base, FRAIL | {"long": ("unsure",)}) == ["hard"]
    assert awaited_questions(base, FRAIL | {"long": ("old",)}) == []
    assert awaited_questions(base, FRAIL | {"hard": ("unsure",)}) == ["long"]
    assert awaited_questions(base, FRAIL | {"long": ("unsure",), "hard": ("unsure",)}) == []


# how soon

SOON = question("soon", option("days", alone="clinician", within="days"), option("later", alone="clinician"))
WEEK = rule("week", "clinician", is_("pain", "leg"), within="this-week")


@pytest.mark.parametrize(
    ("answers", "within"),
    [
        (CLEAR, None),
        (CLEAR | {"now": ("tear",)}, "now"),
        (CLEAR | {"now": ("fever",)}, "today"),
        (CLEAR | {"now": ("fever", "tear"), "soon": ("days",)}, "now"),
        (CLEAR | {"soon": ("days",)}, "days"),
        (CLEAR | {"soon": ("later",)}, "two-weeks"),
        (CLEAR | {"soon": ("later",), "pain": ("leg",)}, "this-week"),
        (CLEAR | {"soon": ("days", "later"), "pain": ("leg",)}, "days"),
        (CLEAR | {"later": ("unsure",)}, "two-weeks"),
        (CLEAR | {"soon": ("days",), "how": 9.0}, "today"),
        (CLEAR | {"when": ("dawn",), "pain": ("bone",)}, "now"),
    ],
)
def test_the_soonest_reason_says_how_soon(answers: dict[str, Answer], within: str | None) -> None:
    base = toy([NOW, LATER, PAIN, WHEN, HOW, SOON], rules=[*RULES[1:], WEEK])
    assert find_urgency(base, answers).within == within
