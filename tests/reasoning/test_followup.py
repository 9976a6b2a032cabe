"""Looking again: what counts as a change, up or stay or back, and when the clock speaks."""

from __future__ import annotations

from itertools import accumulate, combinations
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from backcheck.knowledge.lifts import Lift
from backcheck.knowledge.model import KnowledgeBase
from backcheck.reasoning.bouts import (
    Bout,
    CheckIn,
    Helped,
    Visit,
    judge_change,
    list_effects,
    list_trends,
    running_mean,
    split_bouts,
)
from backcheck.reasoning.conditions import holds
from backcheck.reasoning.followup import (
    StepAdvice,
    advise_step,
    due_rules,
    got_worse,
    how_worse,
    light_of,
    state_of,
)
from backcheck.reasoning.plan_words import NO_LOADS
from backcheck.show.journal import COUNTED, choose_claim, say_condition, say_move, say_step, say_trend
from backcheck.show.phrases import say_short_day
from tests.reasoning.people import KB

START = 740_000
SCORES = st.floats(0, 10).map(lambda score: round(score * 2) / 2)


def interview(day: int = 0, pain: float | None = None, number: int = 1) -> Visit:
    return Visit(id=number, day=START + day, level="self-care", exercise="squat", pain_now=pain)


def look(day: int, number: int = 0, **said: Any) -> Visit:
    return Visit(id=number or 100 + day, day=START + day, level="self-care", checkin=CheckIn(**said))


def bout(*visits: Visit) -> Bout:
    return Bout(number=1, visits=visits)


def due(kb: KnowledgeBase, visits: tuple[Visit, ...], day: int) -> list[str]:
    bouts = split_bouts(visits, kb.follow_up.episode.gap_days)
    return [rule.id for rule in due_rules(kb.follow_up, bouts, START + day)]


# -- what counts ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        (6, 4, "better"),  # 2 points, 33 %
        (6, 4.5, "same"),  # 1.5 points
        (8, 6, "same"),  # 2 points, but 25 %
        (8, 5.6, "better"),  # 30 % exactly
        (3, 1, "better"),
        (2, 0, "better"),
        (1, 0, "same"),  # no room for 2 points
        (4, 6, "worse"),
        (8, 10, "same"),
        (0, 2, "worse"),
    ],
)
def test_pain_needs_two_points_and_thirty_percent(
    kb: KnowledgeBase, before: float, after: float, direction: str
) -> None:
    assert judge_change(kb.follow_up.change, before, after) == direction


@pytest.mark.parametrize(("before", "after", "direction"), [(4, 7, "better"), (4, 6.5, "same"), (7, 4, "worse")])
def test_an_own_score_needs_three_points(kb: KnowledgeBase, before: float, after: float, direction: str) -> None:
    assert judge_change(kb.follow_up.change, before, after, activity=True) == direction


@given(before=SCORES, noise=st.floats(-1.99, 1.99))
def test_noise_is_never_called_a_change(kb: KnowledgeBase, before: float, noise: float) -> None:
    after = min(10.0, max(0.0, before + noise))
    assert judge_change(kb.follow_up.change, before, after) == "same"
    assert judge_change(kb.follow_up.change, before, after, activity=True) == "same"


def test_a_trend_is_a_mean_of_seven_days(kb: KnowledgeBase) -> None:
    """One good day at the end is no progress, where the week around it is as before."""
    flat = bout(*(look(day, pain_in_lift=6) for day in (0, 3, 14, 17)), look(19, pain_in_lift=3))
    [trend] = list_trends(kb.follow_up.change, flat)
    assert (trend.before, trend.after, trend.direction) == (6, 5, "same")
    assert running_mean(flat.visits, "in-lift")[-1] == (START + 19, 5)


LITTLE = st.integers(1, 3)


@given(
    first=st.integers(2, 5),
    low=st.integers(0, 5),
    bad=st.integers(7, 10),
    days=st.lists(LITTLE, min_size=1, max_size=3),
    gap=LITTLE,
)
def test_a_flare_that_is_over_is_no_change_for_the_worse(
    kb: KnowledgeBase, first: int, low: int, bad: int, days: list[int], gap: int
) -> None:
    """One bad day between good ones counts for as little as if it had not been, also in the mean of its week."""
    said = sorted((min(first, score) for score in days), reverse=True)
    good = [look(7 + gap * n, pain_in_lift=s, pain_now=s, settled=True, step=0) for n, s in enumerate(said, 1)]
    calm = look(2, pain_in_lift=first, pain_now=min(first, low), step=2)
    flare = look(7, pain_in_lift=bad, pain_now=bad, helped="worse", settled=False, step=2)
    with_it = bout(interview(pain=first), calm, flare, *good)
    without = bout(interview(pain=first), calm, *good)
    assert state_of(kb.follow_up, with_it) not in ("worse", "easing")
    recent = [one for one in good if one.day > good[-1].day - 7]
    for one in list_trends(kb.follow_up.change, with_it):
        lately = [visit.score(one.measure) or 0 for visit in recent]
        assert one.after == pytest.approx(sum(lately) / len(lately))
    assert "worse" not in due(kb, with_it.visits, good[-1].day - START)
    assert {*due(kb, with_it.visits, 30)} == {*due(kb, without.visits, 30)} - {"worse"}


def test_worse_and_better_are_not_told_as_one(kb: KnowledgeBase) -> None:
    """Pain in the lift is first told in a check-in, so one score may rise from there while another falls."""
    mixed = bout(interview(pain=8), look(3, pain_now=3, pain_in_lift=1), look(6, pain_now=4, pain_in_lift=4))
    assert {one.direction for one in list_trends(kb.follow_up.change, mixed)} == {"better", "worse"}
    assert how_worse(kb.follow_up, mixed) == "mixed"


def test_what_was_said_first_is_what_a_change_is_judged_from(kb: KnowledgeBase) -> None:
    """Who gets better within days had pain at first all the same."""
    fast = bout(interview(pain=6), *(look(day, pain_now=1) for day in (3, 5, 8, 15)))
    [trend] = list_trends(kb.follow_up.change, fast)
    assert (trend.before, trend.after, trend.direction) == (6, 1, "better")


SCORED = st.fixed_dictionaries({name: st.integers(0, 10) for name in ("pain_now", "pain_worst", "pain_in_lift")})


@given(first=st.integers(0, 10), said=st.lists(st.tuples(st.integers(1, 6), SCORED), min_size=2, max_size=9))
def test_all_measures_of_a_check_in_are_compared_by_one_rule(
    kb: KnowledgeBase, first: int, said: list[tuple[int, dict[str, int]]]
) -> None:
    """Never the mean of a week for one and today for another, nor a flare that counts for one alone."""
    days = list(accumulate(gap for gap, _ in said))
    whole = bout(interview(pain=first), *(look(day, **one) for day, (_, one) in zip(days, said, strict=True)))
    trends = {one.measure: one for one in list_trends(kb.follow_up.change, whole)}
    assert {"now", "worst", "in-lift"} == set(trends)
    assert len({tuple(day for day in days[1:] if START + day >= one.since) for one in trends.values()}) == 1
    for one in trends.values():
        told = [(visit.day, score) for visit in whole.visits if (score := visit.score(one.measure)) is not None]
        assert (one.first, one.before) == told[0]
        counted = [score for day, score in told[1:] if one.since <= day <= one.until]
        assert one.scores == len(counted)
        assert one.after == pytest.approx(sum(counted) / len(counted))
        assert one.until == START + days[-1]
        assert one.until - one.since < 7
        assert one.scores == 1 or days[-1] >= 7


@pytest.mark.parametrize(
    ("last", "since", "means"),
    [
        ({"pain_now": 3, "pain_worst": 5, "pain_in_lift": 3}, 15, (4, 6, 4.5)),  # the worst is still worse: it counts
        ({"pain_now": 3, "pain_worst": 4, "pain_in_lift": 3}, 18, (3, 4, 3)),  # over in all three
    ],
)
def test_a_flare_counts_for_all_measures_or_for_none(
    kb: KnowledgeBase, last: dict[str, int], since: int, means: tuple[float, float, float]
) -> None:
    calm = [look(day, pain_now=2, pain_worst=3, pain_in_lift=2) for day in (3, 8)]
    flare = look(15, pain_now=5, pain_worst=7, pain_in_lift=6, settled=False)
    whole = bout(interview(pain=2), *calm, flare, look(18, **last))
    trends = {one.measure: one for one in list_trends(kb.follow_up.change, whole)}
    assert {one.since for one in trends.values()} == {START + since}
    assert tuple(trends[name].after for name in ("now", "worst", "in-lift")) == means


def test_a_bad_week_that_is_over_counts_for_no_measure(kb: KnowledgeBase) -> None:
    """Two bad days and then a good one: the days up to the last bad one are left out of all means."""
    bad = [look(day, pain_now=5, pain_worst=worst) for day, worst in ((10, 7), (12, 9))]
    whole = bout(interview(pain=2), look(2, pain_now=2, pain_worst=3), *bad, look(14, pain_now=2, pain_worst=4))
    trends = {one.measure: (one.since - START, one.after) for one in list_trends(kb.follow_up.change, whole)}
    assert trends == {"now": (14, 2), "worst": (14, 4)}
    held = replace(whole, visits=(*whole.visits[:-1], look(14, pain_now=2, pain_worst=5)))
    trends = {one.measure: (one.since - START, one.after) for one in list_trends(kb.follow_up.change, held)}
    assert trends == {"now": (10, 4), "worst": (10, 7)}


def test_a_measure_that_was_not_told_since_a_flare_keeps_its_own_week(kb: KnowledgeBase) -> None:
    calm = look(2, pain_now=2, pain_in_lift=2)
    whole = bout(interview(pain=2), calm, look(8, pain_now=6, pain_in_lift=6, settled=False), look(10, pain_now=2))
    trends = {one.measure: (one.until - START, one.after) for one in list_trends(kb.follow_up.change, whole)}
    assert trends["in-lift"] == (8, 6)


def test_the_line_of_a_trend_says_what_each_number_is(kb: KnowledgeBase) -> None:
    calm = [look(day, pain_now=2, pain_worst=3) for day in (3, 8)]
    last = (look(15, pain_now=5, pain_worst=7, settled=False), look(18, pain_now=3, pain_worst=5))
    now, worst = (
        say_trend(one) for one in reversed(list_trends(kb.follow_up.change, bout(interview(pain=2), *calm, *last)))
    )
    day = {number: say_short_day(START + number) for number in (0, 3, 15, 18)}
    assert worst == f"Worst pain in a day: 3 on {day[3]}, 6 on average from {day[15]} to {day[18]}: worse."
    assert now == f"Pain right now: 2 on {day[0]}, 4 on average from {day[15]} to {day[18]}: worse."
    [alone] = list_trends(kb.follow_up.change, bout(interview(pain=6), look(3, pain_now=4), look(5, pain_now=3)))
    assert say_trend(alone) == f"Pain right now: 6 on {day[0]}, 3 on {say_short_day(START + 5)}: better."


@given(
    first=st.integers(0, 6),
    up=st.integers(2, 4),
    lift=st.integers(4, 9),
    down=st.integers(2, 4),
    rest=st.integers(0, 3),
    back=st.booleans(),
)
def test_who_is_better_than_in_a_bad_week_alone_is_not_called_better(
    kb: KnowledgeBase, first: int, up: int, lift: int, down: int, rest: int, back: bool
) -> None:
    """The first score of the lift came after it had got worse, so less of it may still be more than at first."""
    assume(up >= 0.3 * first and down >= 0.3 * lift)
    bad = look(5, pain_now=first + up, pain_in_lift=lift)
    last = look(30, pain_now=first if back else first + min(1 + rest, up - 1), pain_in_lift=lift - down)
    whole = bout(interview(pain=first), bad, last)
    now = last.checkin.pain_now if last.checkin is not None else None
    assume(now is not None and judge_change(kb.follow_up.change, first, now) == "same" and max(now, lift - down) > 2)
    trends = {one.measure: one for one in list_trends(kb.follow_up.change, whole)}
    assert (trends["in-lift"].direction, trends["in-lift"].begun_worse) == ("better", True)
    assert not trends["now"].begun_worse
    assert state_of(kb.follow_up, whole) == ("better" if back else "easing")
    assert due(kb, whole.visits, 30) == ([] if back else ["two-weeks"])
    calm = replace(whole, visits=(interview(pain=first), replace(bad, checkin=CheckIn(pain_in_lift=lift)), last))
    assert state_of(kb.follow_up, calm) == "better"


def test_the_own_score_may_tell_that_it_is_not_back_yet(kb: KnowledgeBase) -> None:
    def course(own: int, lift: int) -> str:
        calm = look(3, activity_score=6)
        bad = look(8, pain_in_lift=7, activity_score=3)
        return state_of(kb.follow_up, bout(interview(), calm, bad, look(20, pain_in_lift=lift, activity_score=own)))

    assert [course(5, 4), course(6, 4), course(7, 4)] == ["easing", "better", "better"]


def test_one_score_that_is_better_than_at_first_is_better(kb: KnowledgeBase) -> None:
    """Whatever else was first told in a bad week, and is not back."""
    bad = look(5, pain_now=8, pain_worst=5, pain_in_lift=8)
    whole = bout(interview(pain=5), look(2, pain_worst=7, pain_now=5), bad)
    last = look(20, pain_now=6, pain_worst=4, pain_in_lift=5)
    assert state_of(kb.follow_up, replace(whole, visits=(*whole.visits, last))) == "better"


def test_a_score_said_once_has_no_trend(kb: KnowledgeBase) -> None:
    assert list_trends(kb.follow_up.change, bout(interview(pain=5), look(3, pain_worst=4))) == []


def test_nothing_got_better_within_one_day_but_worse_is_heard(kb: KnowledgeBase) -> None:
    """Two scores of one day, perhaps of two lifts, are no progress."""
    assert list_trends(kb.follow_up.change, bout(interview(pain=9), look(0, pain_now=4))) == []
    [trend] = list_trends(kb.follow_up.change, bout(interview(pain=4), look(0, pain_now=9)))
    assert trend.direction == "worse"


# -- the light -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "colour"),
    [
        ({"pain_in_lift": 2}, "green"),
        ({"pain_in_lift": 2.5}, "amber"),
        ({"pain_in_lift": 5}, "amber"),
        ({"pain_in_lift": 6}, "red"),
        ({"pain_in_lift": 3, "settled": False}, "red"),
        ({"pain_in_lift": 3, "settled": True}, "amber"),
        ({"pain_in_lift": 1, "pain_now": 7}, "red"),
        ({"pain_in_lift": 1, "pain_worst": 7}, "green"),
        ({"pain_worst": 7}, "red"),
        ({}, None),
    ],
)
def test_the_light(kb: KnowledgeBase, said: dict[str, Any], colour: str | None) -> None:
    assert light_of(kb.follow_up, CheckIn(**said)) == colour


# -- the ladder ----------------------------------------------------------------------------------------------------


def moves(kb: KnowledgeBase, *visits: Visit) -> tuple[str, int] | None:
    advice = advise_step(kb.follow_up, kb.ladder, bout(interview(), *visits))
    return (advice.move, advice.to) if advice else None


def test_up_takes_its_days_in_a_row(kb: KnowledgeBase) -> None:
    """Step 1 asks for 3 or less on two days; two looks on one day are one day."""
    assert moves(kb, look(1, pain_in_lift=3, step=1)) == ("stay", 1)
    assert moves(kb, look(1, 7, pain_in_lift=3, step=1), look(1, 8, pain_in_lift=3, step=1)) == ("stay", 1)
    assert moves(kb, look(1, pain_in_lift=3, step=1), look(3, pain_in_lift=3, step=1)) == ("up", 2)
    assert moves(kb, look(1, pain_in_lift=4, step=1), look(3, pain_in_lift=3, step=1)) == ("stay", 1)
    assert moves(kb, look(1, pain_in_lift=3, step=2), look(3, pain_in_lift=3, step=1)) == ("stay", 1)


def test_the_last_steps_take_weeks(kb: KnowledgeBase) -> None:
    """Near the top good days are not enough: two weeks of them, and the numbers say so as they are applied."""
    week = [look(day, pain_in_lift=1, step=4) for day in (0, 3, 6)]
    assert moves(kb, *week, look(13, pain_in_lift=1, step=4)) == ("stay", 4)
    assert moves(kb, *week, look(14, pain_in_lift=1, step=4)) == ("up", 5)
    advice = advise_step(kb.follow_up, kb.ladder, bout(interview(), *week))
    assert advice is not None
    assert "on step 4: 3, over 6 days. To go up from there you need 3 over 14 days." in say_step(advice)


def test_who_has_the_good_days_waits_for_the_day_of_the_plan(kb: KnowledgeBase) -> None:
    looks = [look(day, pain_in_lift=1, step=2) for day in (1, 3, 5)]
    later = bout(interview(), *looks)
    for day, move in ((4, "up"), (5, "up"), (6, "stay")):
        advice = advise_step(kb.follow_up, kb.ladder, later, not_before={3: START + day, 4: START + 90})
        assert advice is not None
        assert advice.move == move


@given(
    said=st.lists(
        st.tuples(st.integers(1, 4), st.integers(0, 5), st.integers(0, 10), st.sampled_from([None, True, False])),
        min_size=1,
        max_size=4,
    ),
    cap=st.none() | st.integers(0, 3),
)
def test_nobody_is_sent_back_where_there_is_no_step_below(
    kb: KnowledgeBase, said: list[tuple[int, int, int, bool | None]], cap: int | None
) -> None:
    """In the word, in what it asks for, and in how long: the lowest step has its own end."""
    days = accumulate(gap for gap, *_ in said)
    looks = [
        look(day, pain_in_lift=pain, settled=settled, step=step)
        for day, (_, step, pain, settled) in zip(days, said, strict=True)
    ]
    advice = advise_step(kb.follow_up, kb.ladder, bout(interview(pain=3), *looks), at_most=cap)
    assert advice is not None
    assert advice.bottom == (advice.step == 0)
    assert advice.lowest == (advice.to == 0)
    word, claim = say_move(advice), choose_claim(advice, kb.follow_up.ladder, "squat")
    assert ("BACK" in word) == (advice.move in ("back", "physio") and advice.to < advice.step)
    assert ("PHYSIO" in word) == ("physio" in claim.text) == (advice.move == "physio")
    assert not (advice.lowest and "days" in claim.text.split("in a row")[-1])
    assert ("Go back" in claim.text) == (advice.move == "back" and advice.to < advice.step)


def test_red_goes_back_and_twice_to_a_physio(kb: KnowledgeBase) -> None:
    assert moves(kb, look(1, pain_in_lift=6, step=2)) == ("back", 1)
    assert moves(kb, look(1, pain_in_lift=6, step=2), look(3, pain_in_lift=7, step=1)) == ("physio", 0)
    assert moves(kb, look(1, pain_in_lift=6, step=2), look(3, pain_in_lift=2, step=1)) == ("stay", 1)
    assert moves(kb, look(1, pain_in_lift=6, step=0)) == ("back", 0)
    assert moves(kb, look(1, 7, pain_in_lift=6, step=2), look(1, 8, pain_in_lift=6, step=2)) == ("back", 1)


@pytest.mark.parametrize(("red_from", "go_back_from", "least"), [(6, 4, 4), (5, 6, 5)])
def test_why_back_names_the_least_pain_of_the_rules(
    kb: KnowledgeBase, red_from: float, go_back_from: float, least: float
) -> None:
    rules = replace(kb.follow_up, light=replace(kb.follow_up.light, red_from=red_from))
    ladder = [replace(rung, go_back_from=go_back_from) for rung in kb.ladder]
    advice = advise_step(rules, ladder, bout(interview(), look(3, pain_in_lift=least, step=3)))
    assert advice is not None
    assert advice.move == "back"
    assert say_step(advice) == f"Pain in the lift or task: {least} out of 10. {least} or more is red."


def test_why_back_says_that_pain_had_not_settled_where_that_was_it(kb: KnowledgeBase) -> None:
    advice = advise_step(kb.follow_up, kb.ladder, bout(interview(), look(3, pain_in_lift=3, settled=False, step=3)))
    assert advice is not None
    assert say_step(advice) == "The pain had not settled by the next morning, which is red too."


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            {"pain_in_lift": 7, "settled": False},
            ("Pain in the lift or task: 7 out of 10", "6 or more is red", "not settled"),
        ),
        ({"pain_in_lift": 3, "pain_now": 4}, ("Pain right now: 4 out of 10", "Green ends at 2", "red begins at 6")),
        ({"pain_worst": 4}, ("Worst pain in a day: 4 out of 10",)),
        ({"pain_in_lift": 1}, ("Pain in the lift or task: 1 out of 10", "on step 4: 1")),
    ],
)
def test_why_names_the_score_that_decided(kb: KnowledgeBase, said: dict[str, Any], words: tuple[str, ...]) -> None:
    advice = advise_step(kb.follow_up, kb.ladder, bout(interview(), look(3, step=4, **said)))
    assert advice is not None
    assert all(word in say_step(advice) for word in words), say_step(advice)


@given(step=st.integers(0, 5), pains=st.lists(st.integers(0, 5), min_size=1, max_size=4), worst=st.integers(0, 10))
def test_days_in_a_row_are_told_of_the_step_that_they_were_on(
    kb: KnowledgeBase, step: int, pains: list[int], worst: int
) -> None:
    """After up another step is shown beside them; and what it asked for is no word on the worst pain of the day."""
    looks = [look(3 * n, pain_in_lift=pain, pain_worst=worst, step=step) for n, pain in enumerate(pains, 1)]
    advice = advise_step(kb.follow_up, kb.ladder, bout(interview(), *looks))
    assert advice is not None
    told = say_step(advice)
    assert "this step" not in told
    assert ("in a row" in told) == (f"in a row on step {step}: " in told)
    assert ("To go up from there" in told) == ("To go up" in told)
    rung = next(one for one in kb.ladder if one.step == step)
    assert say_condition(advice, rung) == f"{rung.up} {COUNTED}"
    assert say_condition(replace(advice, measure="worst"), rung) == rung.up


def test_nobody_goes_up_on_a_day_that_is_called_worse(kb: KnowledgeBase) -> None:
    days = [look(day, pain_in_lift=1, step=1) for day in (1, 3)]
    assert moves(kb, *days) == ("up", 2)
    assert moves(kb, days[0], look(3, pain_in_lift=1, step=1, helped="worse")) == ("stay", 1)


@pytest.mark.parametrize(
    ("step", "asked"),
    [
        (4, [None, "less", "keep", "swap", "swap"]),
        (3, [None, "less", "keep", "swap"]),
        (2, [None, "less", "keep", "less", "keep"]),
    ],
)
def test_sore_days_in_a_row_ask_for_less_and_then_for_another_lift(
    kb: KnowledgeBase, step: int, asked: list[str | None]
) -> None:
    """As the plan of the week says; below the lift itself there is none to swap."""
    looks = [look(3 * number, pain_in_lift=score, step=step) for number, score in enumerate((3, 4, 4, 3, 4), 1)]
    for number, less in enumerate(asked, 1):
        advice = advise_step(kb.follow_up, kb.ladder, bout(interview(), *looks[:number]))
        assert advice is not None
        assert (advice.move, advice.less, advice.sore_days) == ("stay", less, number)


@given(step=st.integers(1, 5), gaps=st.lists(st.integers(1, 20), min_size=1, max_size=7))
def test_a_week_of_less_that_did_not_help_is_enough(kb: KnowledgeBase, step: int, gaps: list[int]) -> None:
    """The plan asks for another lift after two more sessions, and in a week there are two."""
    days = list(accumulate(gaps))
    looks = [look(day, pain_in_lift=4, pain_now=4, step=step) for day in days]
    advice = advise_step(kb.follow_up, kb.ladder, bout(interview(pain=4), *looks))
    assert advice is not None
    assert (advice.move, advice.sore_days) == ("stay", len(days))
    over = len(days) > 3 or (len(days) == 3 and days[2] - days[1] >= 7)
    if len(days) < 3:
        assert advice.less == (None, "less")[len(days) - 1]
    elif step > 2:
        assert advice.less == ("swap" if over else "keep")
    else:
        assert advice.less == ("keep" if len(days) % 2 else "less")


DOSES = ("half as long", "half-way", "half", "split each load", "work weight")
"""What is less of it, in plan and check-in, the more exact words first."""
OTHERS = ("leg presses and bridges", "cycle, swim or row", "another lift", "as you can", "lighter work")


@pytest.mark.parametrize("exercise", [*KB.lifts, *KB.activities, None])
@pytest.mark.parametrize("fixed", [False, True])
def test_plan_and_check_in_ask_sore_people_for_the_same(exercise: str | None, fixed: bool) -> None:
    """For each lift and other activity: the same kind of less, then the same kind of other thing."""
    given = {} if exercise is None else {"exercise": (exercise,)}
    answers: dict[str, Any] = given | ({"work-and-sleep": ("work-is-fixed",)} if fixed else {})
    lines = [line for line in KB.plan if line.id.startswith("still-sore")]
    bare = isinstance(activity := KB.lifts.get(exercise or ""), Lift) and activity.bare
    meant = [one for one in lines if (holds(one.when, answers) if one.when else bare)]
    steps: dict[str, Any] = dict.fromkeys(("step", "to"), 4) | {"days": 0, "needed": 3, "back_from": 6}

    def told(less: str) -> str:
        advice = StepAdvice(**{"move": "stay", "light": "amber", "less": less} | steps)
        return choose_claim(advice, KB.follow_up.ladder, exercise).text

    less, swap = told("less"), told("swap")
    assert "job" not in less
    assert ("session" in told("keep")) == (exercise not in NO_LOADS)
    assert len(meant) == 1 + bare
    for line in (one.text.replace("{less}", "work weight") for one in meant):
        first, then = line.split(". ", 1)
        [dose, *_] = [word for word in DOSES if word in first]
        assert dose in less.casefold(), (line, less)
        [other, *_] = [word for word in OTHERS if word in then]
        assert other in swap, (line, swap)


def test_words_for_kinds_are_for_lifts_and_activities_that_there_are(kb: KnowledgeBase) -> None:
    words = kb.follow_up.ladder
    named = {*words.less.kinds, *words.keep.kinds, *words.swap.kinds}
    assert named <= kb.lifts.keys() | kb.activities.keys()


@pytest.mark.parametrize(
    "said",
    [{"pain_in_lift": 2, "step": 4}, {"pain_in_lift": 4, "step": 3}, {"pain_in_lift": 6, "step": 4}, {"step": None}],
)
def test_a_good_day_or_another_step_ends_the_sore_ones(kb: KnowledgeBase, said: dict[str, Any]) -> None:
    days = look(3, pain_in_lift=3, step=4), look(6, **said), look(9, pain_in_lift=3, step=4)
    advice = advise_step(kb.follow_up, kb.ladder, bout(interview(), *days))
    assert advice is not None
    assert (advice.less, advice.sore_days) == (None, 1)
    one_day = look(3, 7, pain_in_lift=4, step=4), look(3, 8, pain_in_lift=4, step=4)
    same = advise_step(kb.follow_up, kb.ladder, bout(interview(), *one_day))
    assert same is not None
    assert same.less is None


@pytest.mark.parametrize("worse", [{"helped": "worse"}, {"pain_in_lift": 5}])
def test_nobody_who_got_worse_does_the_same_again(kb: KnowledgeBase, worse: dict[str, Any]) -> None:
    days = look(3, pain_in_lift=3, step=4), look(6, **{"pain_in_lift": 3, "step": 2} | worse)
    advice = advise_step(kb.follow_up, kb.ladder, bout(interview(), *days))
    assert advice is not None
    assert (advice.light, advice.move, advice.less) == ("amber", "stay", "less")


def test_what_the_lowest_steps_allow_is_no_sore_day(kb: KnowledgeBase) -> None:
    """3 out of 10 leads up from step 1."""
    days = look(3, pain_in_lift=3, step=1), look(6, pain_in_lift=3, step=1)
    assert moves(kb, *days) == ("up", 2)


def test_without_a_step_or_a_pain_the_ladder_is_silent(kb: KnowledgeBase) -> None:
    assert moves(kb) is None
    assert moves(kb, look(1, pain_in_lift=2)) is None
    assert moves(kb, look(1, step=2)) is None
    assert moves(kb, look(1, pain_in_lift=2, step=99)) is None


LOOKS = st.lists(
    st.builds(
        look,
        st.integers(0, 60),
        st.integers(1, 999),
        pain_in_lift=st.none() | SCORES,
        pain_now=st.none() | SCORES,
        pain_worst=st.none() | SCORES,
        settled=st.sampled_from([None, True, False]),
        activity_score=st.none() | SCORES,
        step=st.sampled_from([None, 0, 1, 2, 3, 4, 5]),
    ),
    min_size=1,
    max_size=8,
).map(lambda looks: tuple(sorted(looks, key=lambda one: (one.day, one.id))))


@given(looks=LOOKS)
def test_nobody_goes_up_on_a_red_day_or_off_the_ladder(kb: KnowledgeBase, looks: tuple[Visit, ...]) -> None:
    advice = advise_step(kb.follow_up, kb.ladder, bout(interview(), *looks))
    if advice is None:
        return
    assert 0 <= advice.to <= 5
    assert abs(advice.to - advice.step) <= 1
    last = looks[-1].checkin
    assert last is not None
    if light_of(kb.follow_up, last) == "red":
        assert advice.move in ("back", "physio")
    if advice.move == "up":
        assert advice.light != "red"
        assert advice.days >= advice.needed


@given(looks=LOOKS, first=st.integers(0, 10), helped=st.sampled_from([None, "worse", "yes"]))
def test_the_verdict_and_the_move_agree(
    kb: KnowledgeBase, looks: tuple[Visit, ...], first: int, helped: Helped | None
) -> None:
    """Who goes up is not told that it got worse; who has the days and may not go up is told why."""
    last = looks[-1].checkin
    assert last is not None
    whole = bout(interview(pain=first), *looks[:-1], replace(looks[-1], checkin=replace(last, helped=helped)))
    advice, state = advise_step(kb.follow_up, kb.ladder, whole), state_of(kb.follow_up, whole)
    if advice is None:
        return
    assert not (advice.move == "up" and state == "worse")
    assert advice.worse == (state == "worse")
    if advice.move == "stay" and advice.days >= advice.needed and advice.covered >= advice.span:
        assert state == "worse"
        assert advice.top or "isn't worse than before" in say_step(advice)


@given(first=st.integers(0, 4), bad=st.integers(6, 10), now=st.integers(0, 4), wait=st.integers(1, 6))
def test_who_meets_the_rule_after_a_flare_goes_up(kb: KnowledgeBase, first: int, bad: int, now: int, wait: int) -> None:
    """From the step that eases a flare the rule of the step leads, and not how little pain there was at first."""
    calm = look(3, pain_in_lift=first, pain_now=first, step=3)
    flare = look(6, pain_in_lift=bad, pain_now=bad, settled=False, helped="worse", step=3)
    today = look(6 + wait, pain_in_lift=now, pain_now=now, settled=True, step=0)
    whole = bout(interview(pain=first), calm, flare, today)
    advice = advise_step(kb.follow_up, kb.ladder, whole)
    assert advice is not None
    assert (advice.move, advice.less) == ("up", None)
    assert state_of(kb.follow_up, whole) != "worse"


@given(looks=LOOKS)
def test_nobody_is_told_to_do_less_of_the_lowest_step(kb: KnowledgeBase, looks: tuple[Visit, ...]) -> None:
    """It has no weight to take off, and nothing is below it."""
    advice = advise_step(kb.follow_up, kb.ladder, bout(interview(pain=1), *looks))
    assert advice is None or not advice.bottom or advice.less is None


@given(looks=LOOKS, day=st.integers(0, 400))
def test_every_story_can_be_judged(kb: KnowledgeBase, looks: tuple[Visit, ...], day: int) -> None:
    """Whatever was said: a state, rules with sources, and no rule before its day."""
    whole = bout(interview(pain=5), *looks)
    assert state_of(kb.follow_up, whole) in ("early", "better", "same", "worse", "easing", "quiet")
    for rule in due_rules(kb.follow_up, [whole], START + day):
        known = next(one for one in kb.follow_up.clock if one.id == rule.id)
        assert day >= known.after_days
        assert rule.sources


# -- the clock -----------------------------------------------------------------------------------------------------


def plateau(*days: int) -> tuple[Visit, ...]:
    return (interview(pain=5), *(look(day, pain_now=5, pain_in_lift=5, activity_score=4) for day in days))


def test_no_change_at_two_weeks_books_a_physio(kb: KnowledgeBase) -> None:
    assert due(kb, plateau(3, 13), 13) == []
    assert due(kb, plateau(3, 14), 14) == ["two-weeks"]


def test_not_better_at_six_weeks_is_a_clinician_and_nothing_milder(kb: KnowledgeBase) -> None:
    assert due(kb, plateau(3, 20, 41), 41) == ["two-weeks"]
    assert due(kb, plateau(3, 20, 42), 42) == ["six-weeks"]
    assert due(kb, plateau(3, 20, 42, 84), 84) == ["twelve-weeks"]


def test_clearly_better_is_sent_nowhere(kb: KnowledgeBase) -> None:
    easing = (interview(pain=6), look(3, pain_now=6, pain_in_lift=6), look(20, pain_now=3, pain_in_lift=3))
    assert due(kb, easing, 20) == []
    assert due(kb, (*easing, look(43, pain_now=3, pain_in_lift=3)), 43) == []


def test_quiet_is_sent_nowhere_even_without_room_to_get_better(kb: KnowledgeBase) -> None:
    """Pain of 1 cannot fall by 2 points."""
    quiet = (interview(pain=1), *(look(day, pain_now=1, pain_worst=1, activity_score=9) for day in (3, 15, 90)))
    assert due(kb, quiet, 90) == []


EASING = st.lists(st.tuples(st.integers(1, 8), st.floats(0, 1)), min_size=1, max_size=8)


@given(began=st.integers(3, 10), easing=EASING)
def test_who_got_better_by_what_counts_is_never_told_of_no_change(
    kb: KnowledgeBase, began: int, easing: list[tuple[int, float]]
) -> None:
    """However fast it fell, and on whatever day they look back."""
    most = began - max(2, 0.3 * began)
    visits, day = [interview(pain=began)], 0
    for gap, share in easing:
        day += gap
        visits.append(look(day, pain_now=most * share))
    for later in (day, day + 14, day + 42):
        assert not {"two-weeks", "six-weeks"} & set(due(kb, tuple(visits), later))


@given(scores=st.lists(st.integers(0, 2), min_size=2, max_size=8), step=st.none() | st.integers(0, 5))
def test_who_starts_low_and_stays_low_is_never_told_of_no_change(
    kb: KnowledgeBase, scores: list[int], step: int | None
) -> None:
    """2 points less than 2 is all of it. From 0 to 2 is worse by what counts, and is told."""
    first, *rest = scores
    assume(all(score < before + 2 for before, score in combinations(scores, 2)))
    looks = (look(4 * n, pain_now=s, pain_worst=s, pain_in_lift=s, step=step) for n, s in enumerate(rest, 1))
    story = (interview(pain=first), *looks)
    assert not {"two-weeks", "six-weeks"} & set(due(kb, story, 4 * len(rest) + 42))


def test_little_pain_far_from_what_one_wants_is_no_change(kb: KnowledgeBase) -> None:
    """Little pain may come of doing nothing: their own score says so."""
    story = (interview(pain=1), *(look(day, pain_now=1, activity_score=3) for day in (3, 15)))
    assert due(kb, story, 15) == ["two-weeks"]
    near = (interview(pain=1), *(look(day, pain_now=1, activity_score=score) for day, score in ((3, 3), (15, 6))))
    assert due(kb, near, 15) == []


@pytest.mark.parametrize(
    ("visits", "how"),
    [
        ((interview(pain=4), look(3, pain_now=4, helped="worse")), "said"),
        ((interview(pain=4), look(3, pain_now=5, helped="worse")), "said"),
        ((interview(pain=4), look(3, pain_now=6)), "trend"),
        ((interview(pain=7), look(3, pain_now=3), look(6, pain_now=6)), "today"),
        ((interview(pain=4), look(3, pain_now=4, helped="no")), None),
    ],
)
def test_worse_is_told_by_what_it_is(kb: KnowledgeBase, visits: tuple[Visit, ...], how: str | None) -> None:
    """A tick is no score, and a bad day is no trend."""
    assert how_worse(kb.follow_up, bout(*visits)) == how


@pytest.mark.parametrize(
    "last",
    [
        {"pain_now": 7, "pain_in_lift": 5},
        {"pain_in_lift": 8},
        {"pain_in_lift": 5, "activity_score": 1},
        {"pain_in_lift": 5, "helped": "worse", "change": "own"},
    ],
)
def test_worse_at_any_time_is_said(kb: KnowledgeBase, last: dict[str, Any]) -> None:
    story = (*plateau(3), look(5, **last))
    assert got_worse(kb.follow_up, bout(*story))
    assert due(kb, story, 5) == ["worse"]


@pytest.mark.parametrize(
    ("day", "rules"), [(1, ["worse"]), (2, ["worse"]), (3, ["soreness-grows"]), (15, ["soreness-grows"])]
)
def test_soreness_that_grows_after_day_three_is_seen_today(kb: KnowledgeBase, day: int, rules: list[str]) -> None:
    """As its plan says; up to then it may grow, and to others the words of a bout of pain are said."""
    bouts = split_bouts((interview(pain=3), look(day, pain_now=6)), 28)
    said = due_rules(kb.follow_up, bouts, START + day, soreness=True)
    assert [rule.id for rule in said] == rules
    assert "soreness-grows" not in [rule.id for rule in due_rules(kb.follow_up, bouts, START + day)]
    calm = split_bouts((interview(pain=3), look(day, pain_now=2)), 28)
    assert "soreness-grows" not in [rule.id for rule in due_rules(kb.follow_up, calm, START + day, soreness=True)]


@pytest.mark.parametrize("place", ["plan", "ladder", "clock"])
def test_who_got_worse_is_seen_in_the_same_week_wherever_it_is_said(kb: KnowledgeBase, place: str) -> None:
    words = {
        "plan": next(line.text for line in kb.plan if line.text.startswith("Your pain gets worse")),
        "ladder": min(kb.ladder, key=lambda rung: rung.step).down,
        "clock": next(rule.text for rule in kb.follow_up.clock if rule.when == "worse"),
    }
    assert "see a doctor or physio this week" in words[place]


def test_worse_than_the_day_before_is_worse_even_if_not_than_at_first(kb: KnowledgeBase) -> None:
    story = (interview(pain=7), look(3, pain_now=3), look(6, pain_now=6))
    assert due(kb, story, 6) == ["worse"]


def test_the_third_bout_within_a_year_is_the_whole_plan(kb: KnowledgeBase) -> None:
    two = (interview(0, number=1), interview(100, number=2))
    assert due(kb, two, 100) == []
    assert due(kb, (*two, interview(300, number=3)), 300) == ["third-episode"]
    assert due(kb, (*two, interview(400, number=3)), 400) == []


# -- bouts and changes ---------------------------------------------------------------------------------------------


def test_a_bout_begins_with_an_interview_after_four_weeks_or_after_no_pain() -> None:
    assert len(split_bouts([interview(0, number=1), interview(27, number=2)], 28)) == 1
    assert len(split_bouts([interview(0, number=1), interview(28, number=2)], 28)) == 2
    assert len(split_bouts([interview(0, number=1), look(60)], 28)) == 1
    free = look(5, pain_now=0, pain_worst=0)
    assert len(split_bouts([interview(0, number=1), free, interview(9, number=200)], 28)) == 2
    assert len(split_bouts([interview(0, number=1), look(5, pain_now=0), interview(9, number=200)], 28)) == 1
    assert split_bouts([], 28) == []


def test_a_change_is_followed_until_the_next_one(kb: KnowledgeBase) -> None:
    story = bout(
        interview(pain=6),
        look(2, pain_in_lift=6),
        look(5, pain_in_lift=3, change="butt-wink", change_text="Stop higher.", helped="yes"),
        look(8, pain_in_lift=3, change="butt-wink", change_text="Stop higher.", helped="a-little"),
        look(12, pain_in_lift=5, change="own", change_text="belt", helped="no"),
    )
    first, second = list_effects(kb.follow_up.change, story)
    assert (first.before, first.after, first.direction, first.said) == (6, 3, "better", ("yes", "a-little"))
    assert (first.since, first.until) == (START + 5, START + 8)
    assert (second.text, second.before, second.after, second.direction) == ("belt", 3, 5, "worse")


@pytest.mark.parametrize("to", [0, 1, 2])
def test_why_ease_says_that_pain_of_the_next_morning_stays(kb: KnowledgeBase, to: int) -> None:
    """The pages send pain that stays to walking and easing; a check-in says when it counts as such."""
    look_back: dict[str, Any] = {
        "move": "ease",
        "light": "red",
        "step": 4,
        "to": to,
        "days": 0,
        "needed": 3,
        "back_from": 6,
        "ease_measure": "worst",
    }
    said = say_step(StepAdvice(**look_back, ease_score=5, unsettled=True))
    assert "not settled by the next morning" in said
    assert "pain that stays" in said
    assert "stays" not in say_step(StepAdvice(**look_back, ease_score=5))
    assert "the step below" in kb.follow_up.ladder.ease.text


@pytest.mark.parametrize("step", [0, 1, 2])
def test_pain_that_got_worse_keeps_nobody_from_moves_without_weight(kb: KnowledgeBase, step: int) -> None:
    """Going up to weight waits until it is no worse than at first; a step without weight asks for its own pain."""
    days = [look(day, pain_now=3, pain_worst=3, pain_in_lift=2, step=step, settled=True) for day in range(3, 18, 3)]
    found = bout(interview(pain=0), *days)
    assert state_of(kb.follow_up, found) == "worse"
    advice = advise_step(kb.follow_up, kb.ladder, found)
    assert advice is not None
    [after] = [rung for rung in kb.ladder if rung.step == step + 1]
    assert advice.worse == after.has_weight
    assert after.has_weight or advice.move == "up"
    assert advice.move != "up" or not after.has_weight
