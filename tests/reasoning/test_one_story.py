"""One load, one story: no two lines of one result, its ladder and its card say different things of one lift and day."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcheck import assess
from backcheck.knowledge.lifts import Lift
from backcheck.knowledge.loads import BELLS, IN_KG, Unit, round_down
from backcheck.knowledge.records import NONE
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.assessment import Assessment, PlanLine
from backcheck.reasoning.evidence import chosen_activity
from backcheck.reasoning.ladder import told_ladder
from backcheck.reasoning.plan import ADDED, BY_LIFT
from backcheck.reasoning.plan_words import NO_LOADS, words_of_return
from backcheck.reasoning.ranking import LIKELY
from backcheck.show.advice import WEIGHTS_OF_THE_PLAN, advise, list_first, list_sections
from tests.reasoning.people import KB, answers_to, judge

LOAD = re.compile(r"(\d+(?:\.\d+)?)(?: to (\d+(?:\.\d+)?))? (?:kg|lb)\b")
SHARE = re.compile(r"(\d+)% of your work weight")
OFF = re.compile(r"(?:(\d+) to )?(\d+)% (?:off|less)\b")
BASED = re.compile(
    r"\d% (?:of your (?:work weight|max|best)|of a full breath|of your weight on|of (?:it|the weight)\b"
    r"|off|less|lighter|a week)"
)
FOR_BAD_DAYS = ("still-sore", "still-sore-body", "tired-day")
"""Lines for a bad day: these alone may name less than the day before."""


def lifters(kinds: Collection[str] = ()) -> st.SearchStrategy[dict[str, Answer]]:
    """People who lift, or do one of these kinds of training, without a danger sign: what a coach sees on most days.

    A work weight is there as often as not.
    """
    clear: dict[str, st.SearchStrategy[Answer]] = {
        question.id: st.just((NONE,))
        for question in KB.questions.values()
        if question.stage == "safety" and question.kind == "many"
    }
    changed = answers_to(KB.questions["changed"])
    wanted = ("pain-when", "pain-changes", "pain-start", "pain-where", "pain-feel", "traits", "worry")
    asked = {name: answers_to(KB.questions[name]) for name in wanted}
    asked |= {"pain-now": st.integers(0, 6).map(float)}
    weights: dict[str, st.SearchStrategy[Answer]] = {
        "work-weight": st.integers(4, 320).map(float),
        "weight-unit": st.sampled_from(["kg", "lb"]).map(lambda unit: (unit,)),
        "age": st.sampled_from(["16-19", "20-44", "45-59", "60-69"]).map(lambda age: (age,)),
        "pain-reach": st.sampled_from(["only-lift", "other-lifts", "nuisance", "hard"]).map(lambda reach: (reach,)),
        "pain-course": st.sampled_from(["days", "weeks-easing", "weeks-same", "comes-goes", "gone-between"]).map(
            lambda course: (course,)
        ),
    }

    def of_lift(lift: str) -> st.SearchStrategy[dict[str, Answer]]:
        fixed = clear | {"exercise": st.just((lift,)), "changed": changed}
        if f"signs-{lift}" in KB.questions:
            fixed[f"signs-{lift}"] = answers_to(KB.questions[f"signs-{lift}"])
        return st.fixed_dictionaries(fixed, optional=asked | weights)

    return st.sampled_from(sorted(kinds or KB.lifts)).flatmap(of_lift)


def lines_of(result: Assessment) -> list[PlanLine]:
    plan = result.plan
    return [*plan.today, *plan.this_week, *plan.next_weeks]


def dislikes(answers: dict[str, Answer], change: str) -> bool:
    said = answers.get("pain-changes")
    return isinstance(said, tuple) and change in said


def said_today(result: Assessment) -> list[str]:
    """What the first screen asks for today."""
    wanted = ("change", "today")
    first = [one for one in list_first(advise(KB, result)) if one.id in wanted]
    return [line.text for one in first for line in one.lines if line.label != "THEN"]


def loads_in(text: str) -> set[str]:
    return {found[0] for found in LOAD.finditer(text)}


@given(lifters())
def test_one_weight_for_a_lift_and_day(answers: dict[str, Answer]) -> None:
    result = judge(answers)
    texts = said_today(result)
    loads = set().union(*map(loads_in, texts))
    assert len(loads) <= 1, texts
    shares = {int(found[1]) for text in texts for found in SHARE.finditer(text)}
    offs = [(int(low or high), int(high)) for text in texts for low, high in OFF.findall(text)]
    assert len(shares) <= 1, texts
    for share in shares:
        assert all(low <= 100 - share <= high for low, high in offs), texts
    if offs and "work-weight" in answers and loads:
        assert all(low <= 20 <= high for low, high in offs), texts


@given(lifters([lift.id for lift in KB.lifts.values() if lift.bare]))
def test_a_lift_is_done_with_a_weight_or_without_one(answers: dict[str, Answer]) -> None:
    """A drill may be done without weight on the same day; a session "without weight" has no share of one beside it."""
    result = judge(answers)
    sessions = [line.text for line in result.plan.today if line.id.startswith("session-")]
    bare = [text for text in sessions if "without weight" in text]
    assert not (bare and "work-weight" in answers), sessions
    if bare:
        lines = (*result.plan.today, *result.plan.this_week)
        texts = [*said_today(result), *(line.text for line in lines)]
        assert not any(loads_in(text) or SHARE.search(text) or OFF.search(text) for text in texts), texts


@given(lifters([*KB.lifts, *KB.activities]), st.data())
def test_who_thinks_in_pounds_reads_of_no_kilos(answers: dict[str, Answer], data: st.DataObject) -> None:
    """In plan, fixes, swaps and steps, whatever was ticked, and whether or not a work weight was named."""
    lift = answers["exercise"][0]  # type: ignore[index]
    if (signs := KB.questions.get(f"signs-{lift}")) is not None:
        answers[signs.id] = (data.draw(st.sampled_from([option.id for option in signs.options])),)
    pounds: dict[str, Answer] = answers | {"weight-unit": ("lb",)}
    texts = [*all_words(judge(pounds)), *(rung.what.text for rung in told_ladder(KB, str(lift), pounds))]
    assert not [text for text in texts if re.search(r"\d kg\b", text)]


@given(lifters())
def test_weights_never_go_down_after_success(answers: dict[str, Answer]) -> None:
    result = judge(answers)
    lines = sorted(lines_of(result), key=lambda line: line.after_days)
    climb = [line for line in lines if line.id in CLIMB and line.id not in FOR_BAD_DAYS]
    for kind in (LOAD, SHARE):
        named = [float(found[1]) for line in climb if (found := kind.search(line.text)) is not None]
        assert named == sorted(named), [line.text for line in lines]


CLIMB = {entry.id for entry in KB.plan if "{weight:" in entry.text} | {
    rung.next.id for rung in KB.ladder if rung.next is not None
}
"""The lines that name a weight of the lift itself."""


@given(lifters())
def test_less_on_a_bad_day_is_less_than_today(answers: dict[str, Answer]) -> None:
    result = judge(answers)
    today = [float(found[1]) for line in result.plan.today if (found := LOAD.search(line.text))]
    for line in result.plan.this_week:
        if line.id in FOR_BAD_DAYS and (found := LOAD.search(line.text)) and "empty bar" not in line.text:
            assert all(float(found[1]) < load for load in today), (line.text, result.plan.today)


@given(lifters())
def test_no_lift_is_both_paused_and_planned(answers: dict[str, Answer]) -> None:
    result = assess(KB, answers)
    texts = [line.text for line in lines_of(result)]
    pauses = [line.text for line in result.plan.today if line.action in ("leave-out-sore-lift-for-days", "swap-lift")]
    if result.flared and pauses:
        assert not any(loads_in(line.text) for line in (*result.plan.today, *result.plan.this_week)), texts
    if any("until you have been seen" in text for text in all_words(result)):
        assert not any("{date}" in text or loads_in(text) or "add 2.5" in text for text in texts), texts


def all_words(result: Assessment) -> list[str]:
    advice = advise(KB, result)
    sections = [*list_first(advice), *list_sections(advice, "person", "lifter")]
    return [line.text for one in sections for line in one.lines] + [
        more.text for one in sections for line in one.lines for more in line.more
    ]


@given(lifters())
def test_a_share_says_of_what(answers: dict[str, Answer]) -> None:
    for text in all_words(assess(KB, answers)):
        for found in re.finditer(r"\d ?%", text):
            said_before = "% of your work weight" in text[: found.start()]
            assert BASED.match(text, found.start()) or said_before or "study" in text, text


@given(lifters() | lifters(KB.activities))
def test_what_only_may_fit_waits_for_what_is_likely(answers: dict[str, Answer]) -> None:
    result = judge(answers)
    fits = {one.id: one.fit for one in result.contributors}
    if len(result.lead) > 1 and fits[result.lead[1]] == "possible":
        alike = {other for one in result.contributors if one.id in result.lead for other in (one.id, *one.aliases)}
        assert all(fit == "possible" for name, fit in fits.items() if name not in alike)


@given(lifters())
def test_a_ticked_fix_of_the_lift_comes_first_or_on_the_same_day(answers: dict[str, Answer]) -> None:
    result = judge(answers)
    if not result.lead or result.flared or not result.enough:
        return
    told = [
        one
        for one in result.contributors
        if KB.contributors[one.id].at_once
        and one.fit != "possible"
        and any(why.points >= LIKELY and why.answers[0].question.startswith("signs-") for why in one.for_)
    ]
    if told:
        assert KB.contributors[result.lead[0]].at_once, (result.lead, [one.id for one in told])


@given(lifters())
def test_loads_come_in_the_steps_of_the_kit(answers: dict[str, Answer]) -> None:
    result = judge(answers)
    lift = KB.lifts[result.exercise or ""]
    if not lift.kit:
        return
    unit: Unit = "lb" if answers.get("weight-unit") == ("lb",) else "kg"
    work = answers.get("work-weight")
    mine = work / IN_KG[unit] if isinstance(work, float) else 0.0
    for line in lines_of(result):
        if line.id not in CLIMB:
            continue
        for low, high in LOAD.findall(line.text):
            for amount in filter(None, (low, high)):
                fits = float(amount) == pytest.approx(round_down(float(amount), lift.kit, unit), abs=0.01)
                assert fits or float(amount) == pytest.approx(min(BELLS[unit][0], mine), abs=0.3), line.text


@given(lifters())
def test_where_it_eases_first_the_weights_of_the_plan_count(answers: dict[str, Answer]) -> None:
    """The fixes of the card take a fifth off; the way back begins far below that."""
    result = assess(KB, answers)
    if not result.flared:
        return
    for one in list_sections(advise(KB, result), "person", "lifter"):
        words = " ".join(text for line in one.lines for text in (line.text, *(more.text for more in line.more)))
        if one.id == "faults" and OFF.search(words):
            assert one.lead == WEIGHTS_OF_THE_PLAN


@given(lifters())
def test_the_film_looks_for_what_leads(answers: dict[str, Answer]) -> None:
    result = judge(answers)
    signs = answers.get(f"signs-{result.exercise}")
    ticked = signs if isinstance(signs, tuple) else ()
    led = [name for name in result.lead if KB.contributors[name].family in BY_LIFT]
    faults = [fault for fault in KB.lifts[result.exercise or ""].faults if fault.film]
    named = [fault.name for fault in faults if fault.contributor in led or fault.id in ticked]
    for line in result.plan.this_week:
        if line.id == "film-it" and any(fault.contributor in led for fault in faults):
            assert any(name.lower() in line.text.lower() for name in named), (line.text, named)


RISES = {
    entry.id: entry.changes
    for entry in (*KB.plan, *(line for one in KB.contributors.values() for line in one.lines))
    if entry.slot == "next_weeks" and entry.changes in ADDED
}
"""The lines that bring weight, sets or range back week by week, with which of them."""


@given(lifters() | lifters(("several", "other-training")))
def test_one_thing_comes_back_at_a_time(answers: dict[str, Answer]) -> None:
    result = judge(answers)
    told = words_of_return(chosen_activity(KB, answers))
    rising = [line for line in result.plan.next_weeks if line.id in RISES and line.id != "second-load"]
    assert len({RISES[line.id] for line in rising}) == len(rising), rising
    for before, line in pairwise(rising):
        assert line.after_days >= before.after_days + 14, rising
        assert line.text.startswith(f"When {told[RISES[before.id]]}, "), rising


@given(lifters() | lifters(("several", "other-training")))
def test_the_weight_that_comes_off_comes_back(answers: dict[str, Answer]) -> None:
    """And near the best comes after it, within twelve weeks where it never left the lift."""
    result = judge(answers)
    if result.flared or result.plain_soreness or result.coaching.mode != "full":
        return
    later = {line.id: line for line in result.plan.next_weeks}
    weight = [line for name, line in later.items() if RISES.get(name) == "weight"]
    assert weight, result.plan.next_weeks
    if "near-max-last" in later:
        assert weight[0].after_days + 28 <= later["near-max-last"].after_days <= 84


@given(lifters(("several", "other-training")))
def test_the_weight_of_today_is_said_where_there_are_several_lifts(answers: dict[str, Answer]) -> None:
    """Where a bad day asks for less than that, it must have been said."""
    result = judge(answers)
    if any(line.id == "still-sore" for line in result.plan.this_week):
        assert any(LOAD.search(text) or SHARE.search(text) for text in said_today(result)), said_today(result)


@given(lifters())
def test_what_is_left_out_comes_back_when_it_was_said(answers: dict[str, Answer]) -> None:
    result = judge(answers)
    left = [line for line in result.plan.this_week if "leave out" in line.text.lower() and line.id in EASES]
    young = answers.get("age") == ("16-19",) and dislikes(answers, "worse-arch")
    for line in left:
        weeks = {"two": 14, "four": 28}[re.findall(r"[Ff]or (\w+) weeks", line.text)[0]]
        back = [one for one in result.plan.next_weeks if one.id in EASES and "again" in one.id]
        assert [one.after_days for one in back] == [weeks] or young, (line, back)


EASES = {entry.id for entry in KB.plan if entry.eases}


@given(lifters())
def test_nobody_who_lifts_from_the_floor_starts_again_with_an_empty_bar(answers: dict[str, Answer]) -> None:
    result = judge(answers)
    if KB.lifts[result.exercise or ""].family == "hinge":
        assert not any("empty bar or light" in line.text for line in result.plan.next_weeks)


@given(lifters())
def test_who_is_worse_sitting_is_not_sent_to_the_bike(answers: dict[str, Answer]) -> None:
    if dislikes(answers, "worse-sit"):
        assert not any(re.search(r"\bbike|\b[Cc]ycl", text) for text in all_words(assess(KB, answers)))


GYM = re.compile(
    r"\b(reps? left|work (?:sets?|weight)|(?<!-)leg (?:day|work|session)s?|rack|barbell|the bar|dumbbells?|Romanian"
    r"|kettlebell|leg machines?|your lift|box squats?|sled|first set|hard sets|lighter sets|lift's card|leg curls?"
    r"|new weight|next set|the sets|the rep|two reps|lift that hurts)\b"
)


@given(lifters(NO_LOADS))
def test_no_words_of_the_gym_without_a_gym(answers: dict[str, Answer]) -> None:
    result = assess(KB, answers)
    advice = advise(KB, result)
    sections = [one for one in (*list_first(advice), *list_sections(advice, "person", "lifter")) if one.id != "open"]
    for one in sections:
        for line in one.lines:
            for text in (line.label, line.text, line.cue, *(more.text for more in line.more)):
                assert not GYM.search(text), (one.id, line.id, text)


# -- the data says the same everywhere ---------------------------------------------------------------------------------


@pytest.mark.parametrize("rung", [rung for rung in KB.ladder if rung.next and "{weight:" in rung.next.text])
def test_a_step_of_the_ladder_names_the_weight_of_its_line(rung: Any) -> None:
    low, high = re.findall(r"\{weight:0\.(\d+)-0\.(\d+)\}", rung.next.text)[0]
    assert f"{int(low) * 10} to {int(high) * 10}% of your work weight" in rung.what.text
    for kind, said in rung.next.families.items():
        assert ("{weight:" in said.text) == (kind not in KB.activities), kind


def test_who_starts_on_the_usual_step_gets_the_weight_it_names() -> None:
    usual = next(rung for rung in KB.ladder if rung.usual)
    named = {found for entry in KB.plan for found in re.findall(r"\{weight:0\.8\}", entry.text)}
    assert named
    assert "80%" in usual.what.text


def test_all_goes_well_means_near_the_best_within_twelve_weeks() -> None:
    assert sum(rung.days for rung in KB.ladder if rung.step < max(one.step for one in KB.ladder)) <= 84
    usual = next(rung for rung in KB.ladder if rung.usual)
    assert usual.days >= 42


@pytest.mark.parametrize("lift", sorted(KB.lifts))
def test_the_card_and_the_plan_take_the_same_off(lift: str) -> None:
    card: Lift = KB.lifts[lift]
    """Of the lift itself; what a swap takes is told with its words for the plan."""
    texts = [card.dose.text, *(fix for fault in card.faults for fix in fault.fix)]
    for text in texts:
        for low, high in OFF.findall(text):
            assert int(low or high) <= 20 <= int(high), text


@pytest.mark.parametrize("activity", sorted(KB.activities))
def test_a_fix_and_the_plan_take_the_same_off(activity: str) -> None:
    for fault in KB.activities[activity].faults:
        for low, high in OFF.findall(" ".join(fault.fix)):
            assert {int(low or high), int(high)} == {20}, fault.id


def test_backs_that_leave_out_a_direction_get_it_back() -> None:
    """What is left out has an end, and the way back is a line with a day."""
    for entry in KB.plan:
        if "leave out" in entry.text.lower() and entry.eases:
            back = [one for one in KB.plan if one.eases == entry.eases and one.slot == "next_weeks"]
            assert any(set(one.rungs) & set(entry.rungs) and one.after_days >= 14 for one in back), entry.id
            assert "two weeks" in entry.text or "four weeks" in entry.text
