"""Danger signs in two steps: what a tick counts as before it is followed up, what is asked next, what is left out."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from backcheck import assess, next_question
from backcheck.knowledge.levels import URGENCY
from backcheck.knowledge.model import KnowledgeBase, NoCoaching
from backcheck.knowledge.questions import DangerRow, FollowUpQuestion
from backcheck.knowledge.records import NONE, UNSURE, Condition
from backcheck.reasoning.answers import Answer, Answers
from backcheck.reasoning.assessment import GivenAnswer
from backcheck.reasoning.evidence import collect_statements
from backcheck.reasoning.interview import progress, still_applies
from backcheck.reasoning.screening import complete, open_follow_ups
from backcheck.reasoning.triage import (
    can_still_matter,
    find_urgency,
    fired_rules,
    level_so_far,
    say_tick,
    triage_level,
)
from tests.reasoning.people import KB
from tests.reasoning.toys import is_, link, rule
from tests.reasoning.two_steps import (
    BRUISE,
    BURN,
    ILL,
    SMALL,
    STIFF,
    SUDDEN,
    THIN,
    TIMED,
    base,
    bases,
    complete_people,
    danger_list,
    flag,
)

AGED: dict[str, Answer] = {"age": ("young",)}
NO_FIRST: dict[str, Answer] = {"safety-first": (NONE,)}
NO_SECOND: dict[str, Answer] = {"safety-second": (NONE,)}

ANY = settings(deadline=None, suppress_health_check=list(HealthCheck))


def level(answers: Answers, kb: KnowledgeBase = SMALL) -> str:
    return triage_level(kb, answers)


# -- what a tick counts as -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "wanted"),
    [
        ({"safety-first": ("sudden",)}, "emergency"),
        ({"safety-first": ("sudden",), "safety-sudden": ("chest",)}, "emergency"),
        ({"safety-first": ("sudden",), "safety-sudden": ("steady",)}, "urgent"),
        ({"safety-first": ("sudden",), "safety-sudden": ("slow",)}, "self-care"),
        ({"safety-first": ("sudden",), "safety-sudden": (UNSURE,)}, "emergency"),
        ({"safety-sudden": ("chest",)}, "emergency"),
        ({"safety-first": (NONE,), "safety-sudden": ("chest",)}, "emergency"),
        ({"safety-second": ("thin",)}, "self-care"),
        ({"safety-second": ("thin",), "strong": ("very",)}, "emergency"),
        ({"safety-second": ("thin",), "safety-thin": ("aspirin",), "strong": ("very",)}, "self-care"),
        ({"safety-first": ("sudden",), "safety-sudden": ("eases",), "safety-second": ("thin",)}, "emergency"),
        ({"safety-first": ("fever",)}, "urgent"),
        ({"safety-first": (UNSURE,)}, "emergency"),
        ({"safety-first": ("stiff", UNSURE), "safety-stiff": ("short",)}, "emergency"),
        ({"safety-second": ("ill",), "safety-ill": ("tired",)}, "clinician"),
        ({"safety-second": ("ill",), "safety-ill": ("tired",), "age": ("old",)}, "urgent"),
        ({"safety-first": ("hot",)}, "clinician"),
        ({"safety-first": ("hot",), "age": ("old",)}, "emergency"),
    ],
)
def test_the_level_of_a_tick(answers: dict[str, Answer], wanted: str) -> None:
    assert level(NO_FIRST | NO_SECOND | answers) == wanted


@pytest.mark.parametrize("asked", [SUDDEN, ILL, STIFF, THIN], ids=lambda asked: str(asked.id))
def test_answers_about_a_row_count_as_before_once_it_is_retired(asked: DangerRow) -> None:
    """Kept answers stay legal, nobody's level moves, and whoever ticked it and said no more is still asked."""
    before, after = (
        base([danger_list("safety-first", one, BURN), danger_list("safety-second", BRUISE)], SMALL.rules)
        for one in (asked, replace(asked, retired=True))
    )
    assert [one.id for one in after.questions["safety-first"].offered] == ["burn"]
    ticked: dict[str, Answer] = AGED | NO_SECOND | {"safety-first": (asked.id,)}
    for told in (None, UNSURE, *(option.id for option in before.questions[f"safety-{asked.id}"].options)):
        answers = ticked if told is None else ticked | {f"safety-{asked.id}": (told,)}
        assert level(answers, after) == level(answers, before), told
        assert open_follow_ups(after, answers) == open_follow_ups(before, answers)


def test_a_reason_names_the_row_and_the_answer() -> None:
    found = find_urgency(SMALL, {"safety-first": ("sudden",), "safety-sudden": ("steady",)})
    assert [reason.text for reason in found.reasons] == ["Row sudden: Answer steady"]
    assert found.reasons[0].id == "safety-sudden:steady"


def test_a_reason_says_that_a_question_was_left_open() -> None:
    found = find_urgency(SMALL, {"safety-first": ("sudden",), "safety-second": ("thin",)})
    assert "haven't said more about this sign yet" in found.reasons[0].text
    assert {given.question for reason in found.reasons for given in reason.answers} == {"safety-first", "safety-second"}
    assert {reason.id for reason in found.reasons} == {"safety-first:sudden", "bleed"}


def test_somebody_not_sure_within_days_is_seen_within_days() -> None:
    told = NO_FIRST | {"safety-second": ("ill",), "safety-ill": ("tired",)}
    assert find_urgency(SMALL, told).within == "days"


def test_what_an_open_tick_says_rests_on_the_row_that_was_ticked() -> None:
    kb = base([danger_list("safety-second", THIN)], [rule("thin", "clinician", flag("c"), says={"strain": -1.0})])

    def rests_on(answers: dict[str, Answer]) -> list[tuple[str, object]]:
        known = complete(kb, answers)
        statements = collect_statements(kb, known, fired_rules(kb, known))
        return [(given.question, given.value) for made in statements for given in made.answers]

    assert rests_on({"safety-second": ("thin",)}) == [("safety-second", "thin")]
    assert rests_on({"safety-second": ("thin",), "safety-thin": ("thinner",)}) == [("safety-thin", "thinner")]
    assert rests_on({"safety-second": ("thin",), "safety-thin": ("aspirin",)}) == []
    assert rests_on({"safety-thin": (UNSURE,)}) == [("safety-thin", UNSURE)], "its row was not ticked"


def test_so_does_what_a_link_says_of_it() -> None:
    asked = link("thin-unsure", is_("safety-thin", UNSURE), {"strain": -1.0})
    kb = replace(base([danger_list("safety-second", THIN)]), links=(asked,))
    (made,) = collect_statements(kb, {"safety-second": ("thin",), "safety-thin": (UNSURE,)}, [])
    assert [(given.question, given.value) for given in made.answers] == [("safety-second", "thin")]


def test_what_is_not_sure_about_a_row_is_told_with_the_row_and_is_our_judgement() -> None:
    unsure = {"safety-first": ("sudden",), "safety-sudden": (UNSURE,)}
    (reason,) = find_urgency(SMALL, unsure | NO_SECOND).reasons
    assert reason.text == "Row sudden: you were not sure"
    assert say_tick(SMALL, GivenAnswer(question="safety-sudden", value="gone")) == "", "nor the row alone"
    assert reason.sources == ("expert",)


@given(st.data())
@ANY
def test_open_counts_as_the_gravest_answer(data: st.DataObject) -> None:
    """No answer to an open follow-up can come to more than leaving it open."""
    kb = data.draw(bases())
    person = data.draw(complete_people(kb))
    ticked = [q for q in kb.follow_ups.values() if q.id in person]
    for question in ticked:
        left_open = {name: given for name, given in person.items() if name != question.id}
        opened = URGENCY[triage_level(kb, left_open)]
        assert opened == URGENCY[triage_level(kb, left_open | {question.id: (UNSURE,)})]
        for option in question.options:
            assert opened >= URGENCY[triage_level(kb, left_open | {question.id: (option.id,)})]


@given(st.data())
@ANY
def test_one_more_sign_never_lowers_the_level(data: st.DataObject) -> None:
    kb = data.draw(bases())
    person, more = data.draw(complete_people(kb)), data.draw(complete_people(kb))
    before = URGENCY[triage_level(kb, person)]
    lists = {question.id for question in kb.danger_lists}
    grown = dict(person)
    for name, answer in more.items():
        mine = person.get(name, (NONE,))
        if name in lists and isinstance(mine, tuple) and isinstance(answer, tuple):
            both = [option.id for option in kb.questions[name].options if option.id in (*mine, *answer)]
            grown[name] = tuple(both) or (NONE,)
        elif name not in person:
            grown[name] = answer
    assert URGENCY[triage_level(kb, grown)] >= before


@given(st.data())
@ANY
def test_not_sure_of_a_list_never_lowers_the_level(data: st.DataObject) -> None:
    kb = data.draw(bases())
    person = data.draw(complete_people(kb))
    before = URGENCY[triage_level(kb, person)]
    for question in kb.danger_lists:
        ticks = tuple(tick for tick in person.get(question.id, ()) if tick != NONE)  # type: ignore[union-attr]
        assert URGENCY[triage_level(kb, person | {question.id: (*ticks, UNSURE)})] >= before


@given(st.data())
@ANY
def test_the_order_of_answers_does_not_matter(data: st.DataObject) -> None:
    kb = data.draw(bases())
    person = data.draw(complete_people(kb))
    turned = dict(data.draw(st.permutations(list(person.items()))))
    assert triage_level(kb, turned) == triage_level(kb, person)
    assert set(find_urgency(kb, turned).reasons) == set(find_urgency(kb, person).reasons)


# -- what is asked ---------------------------------------------------------------------------------------------------


def asked_next(answers: Answers, kb: KnowledgeBase = SMALL) -> str | None:
    question = next_question(kb, answers)
    return question.id if question is not None else None


def test_the_age_comes_first_and_is_not_part_of_being_screened() -> None:
    assert asked_next({}) == "age"
    assert asked_next({"strong": ("very",)}) == "age"
    assert level(NO_FIRST | NO_SECOND) == "self-care"


def test_a_ticked_row_is_asked_about_right_behind_its_list() -> None:
    ticked: dict[str, Answer] = AGED | {"safety-first": ("sudden", "stiff")}
    assert asked_next(AGED) == "safety-first"
    assert asked_next(ticked) == "safety-sudden"
    assert asked_next(ticked | {"safety-sudden": ("slow",)}) == "safety-stiff"
    assert asked_next(ticked | {"safety-sudden": ("slow",), "safety-stiff": ("long",)}) == "safety-second"


def test_the_gravest_row_is_asked_about_first_whatever_its_place() -> None:
    kb = SMALL
    assert [question.row for question in open_follow_ups(kb, {"safety-second": ("ill", "thin")})] == ["ill", "thin"]
    both: dict[str, Answer] = {"safety-second": ("thin", "ill"), "safety-first": ("stiff", "sudden")}
    assert [question.row for question in open_follow_ups(kb, both)] == ["sudden", "ill", "stiff", "thin"]


def test_an_open_tick_is_asked_and_an_answered_emergency_ends_the_interview() -> None:
    assert asked_next({"safety-first": ("sudden",)}) == "safety-sudden"
    assert asked_next({"safety-first": ("sudden",), "safety-sudden": ("chest",)}) is None
    assert asked_next({"safety-first": (UNSURE,)}) is None


def test_what_can_raise_nothing_more_is_not_asked() -> None:
    told = AGED | {"safety-first": ("sudden", "stiff"), "safety-sudden": ("steady",)}
    assert asked_next(told) == "safety-second"


def test_a_risk_is_asked_about_where_it_counts_together_with_what_is_still_to_come() -> None:
    told = AGED | {"safety-first": ("sudden",), "safety-sudden": ("slow",), "safety-second": ("thin",)}
    assert asked_next(told) == "safety-thin"


@pytest.mark.parametrize(
    ("answers", "row_asked", "matters"),
    [
        ({"safety-first": ("stiff",)}, "stiff", True),
        ({"safety-first": ("bruise",)}, "bruise", True),
        ({"safety-stiff": ("long",)}, "ache", True),
        ({"safety-ache": ("weeks",)}, "burn", True),
        ({"safety-ache": ("weeks",)}, "stiff", False),
        ({"safety-ache": ("weeks",)}, "ache", False),
        ({"safety-ache": ("weeks",)}, "sudden", True),
        ({"safety-burn": ("days",)}, "ache", False),
        ({"safety-burn": ("days",)}, "bruise", False),
        ({"safety-ache": ("weeks",)}, "bruise", True),
        ({"safety-ache": ("weeks",), "strong": ("little",)}, "bruise", False),
        ({"safety-stiff": ("long",), "strong": ("little",)}, "bruise", True),
        ({"safety-stiff": ("long",), "strong": ("little",), "age": ("old",)}, "bruise", False),
        ({"safety-sudden": ("steady",)}, "burn", False),
        ({"safety-sudden": ("steady",)}, "sudden", True),
        ({"safety-sudden": ("chest",)}, "sudden", False),
    ],
)
def test_a_tick_is_followed_up_where_its_answer_could_mean_being_seen_sooner(
    answers: dict[str, Answer], row_asked: str, matters: bool
) -> None:
    assert can_still_matter(TIMED, answers, _follow_up(TIMED, row_asked)) == matters


def test_a_tick_is_followed_up_where_its_answer_could_mean_that_nobody_is_coached() -> None:
    rest = NoCoaching("rest", Condition(is_=("safety-bruise", "big")), "Rest.", ("expert",), "D")
    kb = base([danger_list("safety-first", SUDDEN, STIFF, BURN, BRUISE)], no_coaching=(rest,))
    bruise, stiff = _follow_up(kb, "bruise"), _follow_up(kb, "stiff")
    assert can_still_matter(kb, {"safety-burn": ("days",)}, bruise)
    assert not can_still_matter(kb, {"safety-burn": ("days",)}, stiff)
    assert not can_still_matter(kb, {"safety-sudden": ("steady",)}, bruise)
    assert not can_still_matter(kb, {"safety-sudden": ("chest",)}, bruise)


def _follow_up(kb: KnowledgeBase, asked: str) -> FollowUpQuestion:
    return next(question for question in kb.follow_ups.values() if question.row == asked)


def test_a_row_of_an_earlier_version_is_legal_and_never_shown() -> None:
    question = next_question(SMALL, AGED)
    assert question is not None
    assert [option.id for option in question.options] == ["sudden", "stiff", "hot"]
    assert assess(SMALL, {"safety-first": ["fever"]}).triage.level == "urgent"


def test_a_follow_up_says_what_was_ticked_and_what_to_do_now() -> None:
    question = SMALL.follow_ups["safety-first", "sudden"]
    assert (question.row_label, question.check, question.now) == (
        "Row sudden",
        "Check sudden.",
        "Is sudden there now? Ring.",
    )


@given(st.data())
@ANY
def test_leaving_a_question_out_never_changes_the_level(data: st.DataObject) -> None:
    """Somebody with the same answers in mind ends at the same level, whether everything is asked or not."""
    kb = data.draw(bases())
    person = data.draw(complete_people(kb))
    mind: dict[str, Answer] = {q.id: (NONE,) for q in kb.danger_lists} | {"age": (UNSURE,), "more": (UNSURE,)} | person
    asked: dict[str, Answer] = {}
    while (question := next_question(kb, asked)) is not None:
        assert question.id not in asked
        asked[question.id] = mind.get(question.id, (UNSURE,))
    if level_so_far(kb, asked) != "emergency":  # an emergency ends it before the rest is asked
        told = {
            name: answer
            for name, answer in mind.items()
            if name in asked or name in {q.id for q in kb.follow_ups.values()}
        }
        assert triage_level(kb, asked) == triage_level(kb, told)
        assert find_urgency(kb, asked).within == find_urgency(kb, told).within
        assert level_so_far(kb, complete(kb, asked)) == triage_level(kb, asked)


def test_what_is_asked_about_a_tick_takes_no_screen_from_the_core() -> None:
    from tests.reasoning.toys import option, question

    core = [question(f"core-{n}", option("x"), core=True) for n in range(3)]
    kb = base([danger_list("safety-first", ILL, STIFF, THIN)], (), core, max_screens=5)
    answers: dict[str, Answer] = {}
    seen = []
    while (found := next_question(kb, answers)) is not None:
        seen.append(found.id)
        answers[found.id] = (found.options[-1].id,) if found.stage != "safety" else ("ill", "stiff", "thin")
        if found.id.startswith("safety-") and found.kind == "one":
            answers[found.id] = (found.options[-1].id,)
    assert seen == ["age", "safety-first", "safety-ill", "safety-stiff", *(f"core-{n}" for n in range(3))]


@given(st.data())
@ANY
def test_about_how_many_never_shrinks_on_the_danger_signs(data: st.DataObject) -> None:
    kb = data.draw(bases())
    person = data.draw(complete_people(kb))
    answers: dict[str, Answer] = {}
    about = 0
    while (question := next_question(kb, answers)) is not None and question.stage in ("safety", "lift"):
        found = progress(kb, answers)
        assert found.asked == len(answers)
        assert found.about > found.asked
        assert found.about >= about
        about = found.about
        answers[question.id] = person.get(question.id, (NONE,) if question.kind == "many" else (UNSURE,))


def test_what_was_said_about_a_row_goes_where_the_row_is_unticked_and_nowhere_else() -> None:
    told: dict[str, Answer] = {"safety-first": (NONE,), "safety-sudden": ("steady",)}
    assert still_applies(SMALL, told) == told
    assert still_applies(SMALL, told, changed="age") == told
    assert still_applies(SMALL, told, changed="safety-first") == {"safety-first": (NONE,)}


# -- the shipped base ------------------------------------------------------------------------------------------------


def test_every_tick_of_the_shipped_lists_is_followed_up_or_has_a_level() -> None:
    for question in KB.danger_lists:
        for option in question.options:
            assert (question.id, option.id) in KB.follow_ups or option.alone is not None


@given(st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_leaving_out_changes_no_level_in_the_shipped_base(chance: random.Random) -> None:
    mind: dict[str, Answer] = {}
    for question in KB.danger_lists:
        own = [option.id for option in question.offered]
        ticks = chance.sample(own, chance.choice([0, 0, 1, 2, 3]))
        mind[question.id] = tuple(o for o in own if o in ticks) or (NONE,)
    for question in KB.questions.values():
        if question.id not in mind and question.kind == "one" and question.options:
            mind[question.id] = (chance.choice(question.options).id,)
        elif question.kind == "number":
            mind[question.id] = float(chance.randint(int(question.min or 0), int(question.max or 10)))
    asked: dict[str, Answer] = {}
    while (found := next_question(KB, asked)) is not None and found.id not in asked:
        asked[found.id] = mind.get(found.id, (NONE,) if found.stage == "safety" else (UNSURE,))
    if level_so_far(KB, asked) == "emergency":
        return
    skipped = {q.id: mind[q.id] for q in open_follow_ups(KB, asked)}
    assert triage_level(KB, asked) == triage_level(KB, asked | skipped)
    assert find_urgency(KB, asked).within == find_urgency(KB, asked | skipped).within
