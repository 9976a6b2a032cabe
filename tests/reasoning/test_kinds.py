"""Every kind of person is told what fits them: those with several lifts, in great pain, with a meet, without a gym."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcheck import assess, next_question
from backcheck.knowledge.records import NONE
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.ladder import told_ladder
from backcheck.reasoning.plan_words import NO_LOADS, told_for
from backcheck.show.advice import advise, list_first, list_sections
from tests.reasoning.people import KB, judge
from tests.reasoning.test_one_story import all_words, lifters, lines_of
from tests.reasoning.test_safety_properties import CLEAR

MEET = KB.questions["meet"]
MEETS = {
    entry.id
    for entry in KB.plan
    if entry.when is not None and entry.when.is_ is not None and entry.when.is_[0] == "meet"
}
NEAR_LIMIT: dict[str, Any] = CLEAR | {
    "age": "20-44",
    "exercise": "deadlift",
    "changed": ["too-heavy"],
    "pain-reach": "only-lift",
}
ONE_LIFT = re.compile(r"\b(?:the|this|that|sore) lift\b(?! by| off)|\blift that hurts\b")


def headings(answers: dict[str, Answer]) -> list[str]:
    advice = advise(KB, assess(KB, answers))
    sections = [*list_first(advice), *list_sections(advice, "person", "lifter")]
    return [word for one in sections for word in (one.title, one.lead, *(line.label for line in one.lines))]


# -- several lifts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("level", [{}, {"safety-pain": ("leg-below-knee",)}, {"age": ("under-16",)}])
@given(lifters(("several", "other-training")))
def test_nothing_is_one_lift_where_there_are_several(level: dict[str, Answer], answers: dict[str, Answer]) -> None:
    result = judge(answers | level)
    told = [result.sentence, *(line.text for line in result.triage.action), *(line.text for line in lines_of(result))]
    if result.headlines is not None:
        told.append(result.headlines.train_tomorrow)
    for text in told:
        assert not ONE_LIFT.search(text), text


@pytest.mark.parametrize("activity", ["several", "other-training", None])
def test_ladder_check_in_and_causes_speak_of_no_one_lift_either(activity: str | None) -> None:
    """Nor do they where nobody said which lift it is; there the lift that hurts may still be called so."""
    words = KB.follow_up.ladder
    said = [words.less, words.keep, words.swap]
    told = [claim.kinds.get(activity or "", claim).text for claim in said]
    told += [text for rung in told_ladder(KB, activity) for text in (rung.what.text, rung.up, rung.down, rung.tomorrow)]
    for cause in KB.contributors.values():
        own = told_for(cause, KB.activities.get(activity or ""))
        told += [own.change, *(fix.text for fix in own.fixes)]
    for text in told:
        rest = text if activity else text.replace("the lift that hurts", "")
        assert not ONE_LIFT.search(rest), text


# -- great pain --------------------------------------------------------------------------------------------------------


@given(lifters() | lifters(("several", "other-training", *NO_LOADS)), st.sampled_from([5.0, 6.0, 8.0]))
def test_whoever_is_to_let_it_ease_is_not_told_to_train(answers: dict[str, Answer], pain: float) -> None:
    result = judge(answers | {"pain-now": pain, "pain-reach": ("nuisance",)})
    if result.verdict == "EASE FIRST" and result.headlines is not None:
        assert not result.headlines.train_tomorrow.startswith("Yes"), result.headlines


# -- a load that leads -------------------------------------------------------------------------------------------------


@given(lifters() | lifters(("several", *NO_LOADS)))
def test_a_load_that_leads_is_said_once_on_the_first_screen(answers: dict[str, Answer]) -> None:
    result = judge(answers)
    first = {one.id: one for one in list_first(advise(KB, result))}
    if not result.first_change:
        return
    assert first["change"].lines[0].text.startswith(result.first_change)
    today = [line.text for line in first["today"].lines]
    assert result.first_change not in today
    assert not today or not today[0].startswith("Then "), today
    assert result.first_change in [line.text for line in result.plan.today], "the plan itself keeps it"


@given(lifters())
def test_what_comes_with_a_fix_does_not_ask_for_the_same(answers: dict[str, Answer]) -> None:
    result = judge(answers)
    if result.dosed:
        asked = {one.id: one.action for one in result.contributors}
        assert asked[result.lead[0]] != asked[result.lead[1]]


@given(lifters())
def test_pain_that_is_fine_is_not_at_once_too_much(answers: dict[str, Answer]) -> None:
    """What still hurts at 3 after two sessions goes down; so 3 to 5 is fine for two sessions, and no longer."""
    result = judge(answers)
    lines = {line.id: line.text for line in lines_of(result)}
    if "traffic-light" in lines and "still-sore" in lines:
        assert "is fine, and 3 to 5 twice" in lines["traffic-light"]
        assert "after two sessions" in lines["still-sore"]


# -- a meet ------------------------------------------------------------------------------------------------------------


def _asked(answers: dict[str, Any]) -> list[str]:
    """The questions of an interview that says "none" to lists and is not sure of the rest."""
    known: dict[str, Any] = {}
    asked = []
    while (question := next_question(KB, known)) is not None:
        asked.append(question.id)
        silent: list[str] = [NONE] if question.stage == "safety" else ["unsure"]
        known[question.id] = answers.get(question.id, silent)
    return asked


@pytest.mark.parametrize("lift", ["squat", "low-bar-squat", "deadlift", "sumo-deadlift", "several"])
@pytest.mark.parametrize("answer", [{"changed": ["too-heavy"]}, {"changed": ["load-jump", "too-heavy"]}])
def test_whoever_trains_near_the_limit_is_asked_about_a_meet(lift: str, answer: dict[str, Any]) -> None:
    asked = _asked(NEAR_LIMIT | {"exercise": lift} | answer)
    assert MEET.id in asked
    assert len(asked) <= KB.base.max_screens


@pytest.mark.parametrize(
    "answers",
    [
        NEAR_LIMIT | {"changed": ["more-work"]},
        NEAR_LIMIT | {"exercise": "leg-press"},
        NEAR_LIMIT | {"exercise": "not-lifting"},
        NEAR_LIMIT | {"age": "under-16"},
        NEAR_LIMIT | {"safety-body": ["fever"]},
    ],
)
def test_nobody_else_is(answers: dict[str, Any]) -> None:
    assert MEET.id not in _asked(answers)


@given(lifters(("squat", "deadlift", "several")), st.sampled_from(["soon", "later"]))
def test_a_meet_has_lines_of_its_own_and_changes_nothing_else(answers: dict[str, Answer], meet: str) -> None:
    without, told = judge(answers), judge(answers | {"meet": (meet,)})
    assert (told.lead, told.starts_at, told.verdict, told.contributors) == (
        without.lead,
        without.starts_at,
        without.verdict,
        without.contributors,
    )
    assert told.plan.today == without.plan.today
    assert not MEETS & {line.id for line in lines_of(without)}
    named = {line.id: line.text for line in lines_of(told) if line.id in MEETS}
    if told.coaching.mode == "full" and not told.plain_soreness:
        assert named
        assert all("record" not in text or "Don't try a record" in text for text in named.values())
        for line in told.plan.next_weeks:
            if line.id in MEETS:
                assert "near your work weight" not in line.text, (
                    "a weight that the plan has weeks later decides nothing"
                )
                assert re.search(r"plan has|add no weight", line.text), line.text
        later = {line.id: line.after_days for line in told.plan.next_weeks}
        assert later.get("meet-decide", 0) <= later.get("near-max-last", 1000)


@given(lifters())
def test_the_pain_of_now_does_not_end_a_session_that_is_asked_for(answers: dict[str, Answer]) -> None:
    """A limit for today is above the pain somebody has, or counts from it."""
    for pain in (0.0, 3.0, 4.0):
        for line in judge(answers | {"pain-now": pain}).plan.today:
            for found in re.finditer(r"[Ss]top[^.]*? over (\d+)", line.text):
                assert float(found[1]) > pain, line.text


# -- whom a program does not coach -------------------------------------------------------------------------------------

UNCOACHED: list[dict[str, Answer]] = [
    {"age": ("under-16",)},
    {"safety-you": ("maybe-pregnant",), "safety-maybe-pregnant": ("well",)},
    {"safety-you": ("maybe-pregnant",), "safety-maybe-pregnant": ("after-birth",)},
]


@pytest.mark.parametrize("who", UNCOACHED)
@given(lifters() | lifters(("several", *NO_LOADS)))
def test_who_is_not_coached_gets_no_load_and_no_lift(who: dict[str, Answer], answers: dict[str, Answer]) -> None:
    result = assess(KB, answers | who)
    assert result.coaching.mode == "none"
    assert [*result.lead, *result.contributors, *lines_of(result), *result.plan.swap_for] == []
    for text in all_words(result):
        assert not re.search(r"\d ?(?:kg|lb|%)|\bsets? of\b", text), text
    assert result.notes or result.coaching.reason


# -- without a gym -----------------------------------------------------------------------------------------------------


@given(lifters(NO_LOADS))
def test_headings_speak_of_no_training_without_a_gym(answers: dict[str, Answer]) -> None:
    for word in headings(answers):
        assert not re.search(r"\b(?:train|training|next set|lift keeps)\b", word, re.IGNORECASE), word


@given(lifters(NO_LOADS), st.sampled_from(["work-can-change", "work-is-fixed"]))
def test_hard_work_is_answered_in_words_of_work(answers: dict[str, Answer], work: str) -> None:
    result = assess(KB, answers | {"work-and-sleep": (work,)})
    own = [line.text for line in lines_of(result) if line.id.startswith("work-")]
    assert not any("train" in text for text in own), own
    assert not any("lift that hurts" in text for text in all_words(result))
