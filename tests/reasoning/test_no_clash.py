"""What is left out and what is planned do not clash: bends, sets, swaps, dates and units tell one story."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcheck import assess
from backcheck.knowledge.load import load_lift_names
from backcheck.knowledge.loads import Unit, Weight, make_warm_up
from backcheck.knowledge.locate import find_data_folder
from backcheck.knowledge.records import NONE
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.assessment import Assessment
from backcheck.reasoning.ladder import person_of, told_ladder
from backcheck.reasoning.plan_words import NO_LOADS, ROUNDS, SORE, Person, fill, weeks_of_adding
from backcheck.reasoning.spared import SPLIT
from backcheck.show.advice import advise, list_first, list_sections
from tests.reasoning.people import KB, judge, screened_answers
from tests.reasoning.test_one_story import LOAD, SHARE, all_words, lifters, lines_of

LEAVES_OUT_BENDS = re.compile(r"[Ll]eave out [^.]*bends? with (?:a )?weight|bend with weight again")
SETS = re.compile(r"(\d)(?: to (\d))? sets of")
RISE = re.compile(r"\badd (?:\d.* week|one bell|the smallest)")


def weighed(kg: st.SearchStrategy[int], unit: str = "") -> st.SearchStrategy[dict[str, Answer]]:
    """Lifters with a work weight."""
    units = st.sampled_from([unit] if unit else ["kg", "lb"])
    return st.tuples(lifters(), kg, units).map(
        lambda one: one[0] | {"work-weight": float(one[1]), "weight-unit": (one[2],)}
    )


def first_change(result: Assessment) -> str:
    """What the first screen says to change first."""
    shown = [one for one in list_first(advise(KB, result)) if one.id == "change"]
    return shown[0].lines[0].text if shown else ""


@given(lifters() | lifters(KB.activities))
def test_no_bend_is_left_out_that_the_lift_of_the_plan_needs(answers: dict[str, Answer]) -> None:
    """A squat and a deadlift are bends with weight; what waits is letting the back round."""
    for text in all_words(assess(KB, answers)):
        assert not LEAVES_OUT_BENDS.search(text), text


@given(weighed(st.integers(20, 320), "lb"))
def test_a_plan_in_pounds_names_no_kilos(answers: dict[str, Answer]) -> None:
    result = judge(answers)
    for line in (*lines_of(result), *result.plan.swap_for):
        assert not re.search(r"\d kg\b", line.text), line.text


@given(lifters())
def test_where_fewer_sets_lead_the_plan_of_the_day_has_fewer_sets(answers: dict[str, Answer]) -> None:
    """A third below what they do, whatever that is: no number of sets, and no weight that the first change lacks."""
    result = judge(answers)
    first = " ".join(
        line.text for one in list_first(advise(KB, result)) if one.id == "change" for line in one.lines[:1]
    )
    lift = KB.lifts.get(result.exercise or "")
    if "a third fewer work sets" not in first or lift is None or lift.session is None:
        return
    today = " ".join(line.text for line in result.plan.today)
    own = [line.text for line in result.plan.today if "two thirds of your sets" in line.text]
    assert own or lift.session.text.rstrip(".") not in today, today
    assert not any(SETS.search(line) for line in own), today
    assert {found[0] for found in LOAD.finditer(today)} <= {found[0] for found in LOAD.finditer(first)}, (first, today)


@given(lifters())
def test_who_did_more_is_told_first_to_drop_the_day_that_was_added(answers: dict[str, Answer]) -> None:
    result = judge(answers | {"changed": ("more-work",)})
    first = " ".join(
        line.text for one in list_first(advise(KB, result)) if one.id == "change" for line in one.lines[:1]
    )
    if "a third fewer work sets" in first and result.exercise != "several":
        assert "added a day or lift" in first, first


@given(lifters())
def test_one_answer_to_a_bad_day(answers: dict[str, Answer]) -> None:
    """Plan and ladder both send back a step; neither says to repeat the week before."""
    for text in all_words(judge(answers)):
        assert "what you did the week before" not in text, text


@pytest.mark.parametrize("exercise", ["squat", *sorted(NO_LOADS), *sorted(ROUNDS)])
def test_plan_and_ladder_send_as_far_back_as_a_check_in(exercise: str) -> None:
    """One step for a day of 6, and where it stays strong to where an interview would start it."""
    texts = [line.text for line in KB.plan] + [rung.down for rung in told_ladder(KB, exercise)]
    told = [text for text in texts if re.search(r"at 6 out of 10 or more.*go back|[Tt]hen take 20% off", text)]
    assert len(told) > 5
    for text in told:
        assert re.search(
            r"stays at 5 or more, (?:(?:walk and )?ease it|let the pain ease) first"
            r"|Find out which with: backcheck checkin|back to walking",
            text,
        ), text


@given(lifters(), st.sampled_from([60.0, 100.0, 24.0]))
def test_ladder_and_plan_add_as_much_a_week(answers: dict[str, Answer], weight: float) -> None:
    """A bell has no 5 percent, and no step says more or less than the plan of the same person."""
    answers |= {"work-weight": weight}
    exercise = judge(answers).exercise
    if exercise not in KB.lifts:
        return
    person = person_of(KB, exercise, answers)
    pace = fill("{step}", person)
    [step] = [rung for rung in told_ladder(KB, exercise, answers) if rung.usual]
    assert f"add {pace}" in step.what.text
    assert f"80% of your work weight ({fill('{weight:0.8}', person)})" in step.what.text


@pytest.mark.parametrize("exercise", [*sorted(NO_LOADS), *sorted(ROUNDS)])
def test_no_step_speaks_of_what_such_people_do_not_do(exercise: str) -> None:
    words = re.compile(
        r"\bwork weight\b|\bsets?\b(?! or)|\breps left\b|goblet" if exercise in ROUNDS else r"\bsessions?\b"
    )
    for rung in told_ladder(KB, exercise):
        if exercise in ROUNDS and not rung.own_lift:
            continue  # the same easy moves as for everybody
        for text in (rung.name, rung.what.text, rung.up, rung.down):
            assert not words.search(text), text


def test_a_plan_line_in_pounds_turns_kilos_into_pounds() -> None:
    person = Person(lift="the deadlift", work=Weight(100.0, "lb"), unit="lb")
    assert fill("3 sets with 8 to 24 kg.", person) == "3 sets with 20 to 55 lb."
    assert fill("3 sets with 8 to 24 kg.", Person(lift="the deadlift")) == "3 sets with 8 to 24 kg."


@given(lifters())
def test_screen_and_report_offer_the_same_swaps(answers: dict[str, Answer]) -> None:
    advice = advise(KB, judge(answers))
    shown, reported = (
        [line.text for one in list_sections(advice, reader) if one.id == "swap" for line in one.lines]
        for reader in ("person", "lifter")
    )
    assert shown == reported


@given(lifters() | lifters(NO_LOADS + ROUNDS))
def test_the_plan_names_the_step_that_a_check_in_asks_for(answers: dict[str, Answer]) -> None:
    result = judge(answers)
    week = [one for one in list_sections(advise(KB, result), "person") if one.id == "this-week"]
    rungs = [rung for rung in told_ladder(KB, result.exercise) if rung.id == result.starts_at]
    if rungs and week and result.coaching.mode == "full":
        assert f"step {rungs[0].step} of the way back: {rungs[0].name}" in week[0].lead
    elif week:
        assert "step" not in week[0].lead


def told(lift: str, **more: Answer) -> Assessment:
    """What a lifter is told whose back is sore from a change in training."""
    said: dict[str, Answer] = {"exercise": (lift,), "pain-reach": ("only-lift",), "pain-course": ("weeks-same",)}
    clear: dict[str, Answer] = {question.id: (NONE,) for question in KB.danger_lists}
    return judge(clear | said | more)


WEIGHTS: list[dict[str, Answer]] = [{}] + [
    {"work-weight": kg, "weight-unit": (unit,)} for kg in (45.0, 80.0, 120.0, 182.5) for unit in ("kg", "lb")
]
TOLD: list[dict[str, Answer]] = [
    {"changed": changed, "traits": traits}
    for changed in (("load-jump",), ("more-work",), ("too-heavy", "more-work"))
    for traits in (("sit",), ("no-brace",), ("no-warm-up", "sit"))
]


@pytest.mark.parametrize("lift", sorted(KB.lifts))
def test_no_swap_is_heavier_than_the_weight_that_still_hurt(lift: str) -> None:
    """A swap comes after the lift hurt at the dose for bad days."""
    compared = 0
    for weight in WEIGHTS:
        result = told(lift, changed=("load-jump",), **weight)
        bad = next((line.text for line in result.plan.this_week if line.id.startswith("still-sore")), "")
        for line in result.plan.swap_for:
            assert not re.search(r"(?<!\d to )20% (?:off|less)", line.text), line.text
            for kind in (LOAD, SHARE):
                most, load = kind.search(bad), kind.search(line.text)
                if most and load:
                    compared += 1
                    named = [float(found) for found in load.groups() if found]
                    assert named[-1] <= float(most[1]), (bad, line.text)
    if any("{weight:" in swap.in_plan for swap in KB.lifts[lift].swaps):
        assert compared


REPS = re.compile(r"(\d+)(?: to (\d+))? sets of (\d+)(?: to (\d+))?")


def most_reps(text: str) -> int:
    """The most reps that "3 to 4 sets of 5 to 8" allows; 0 where no sets are named."""
    found = REPS.search(text)
    return int(found[2] or found[1]) * int(found[4] or found[3]) if found else 0


@pytest.mark.parametrize("lift", sorted(lift for lift in KB.lifts if KB.lifts[lift].kit == "bells"))
@pytest.mark.parametrize("weight", [16.0, 24.0, 32.0])
def test_a_swap_with_a_bell_is_no_more_work_than_what_still_hurt(lift: str, weight: float) -> None:
    """Counted from the bell that still hurt, not from that of before: as heavy at most, and no more reps."""
    bells: dict[str, Answer] = {"work-weight": weight, "weight-unit": ("kg",)}
    for more in TOLD:
        result = told(lift, **bells, **more)
        bad = next(line.text for line in result.plan.this_week if line.id == "still-sore")
        less = LOAD.search(bad)
        sessions = [line.text for line in result.plan.today if line.id.startswith("session")]
        own = KB.lifts[lift].session
        usual = most_reps(own.text) * 2 // 3 if own and any("two thirds of your sets" in one for one in sessions) else 0
        done = max(usual, *map(most_reps, sessions))
        loaded = [line.text for line in result.plan.swap_for if LOAD.search(line.text)]
        assert less is not None
        assert loaded
        for text in loaded:
            load = LOAD.search(text)
            assert load is not None
            assert float(load[1]) <= float(less[1]), (bad, text)
            assert most_reps(text) <= done, (text, done)
        assert not any("lighter" in line.text for line in result.plan.swap_for if "swing" in line.text)


@pytest.mark.parametrize("lift", ["squat", "deadlift", "sumo-deadlift", "front-squat", "box-squat"])
def test_near_the_best_waits_until_the_weight_can_be_back_for_two_weeks(lift: str) -> None:
    card = KB.lifts[lift]
    for weight in WEIGHTS:
        kg = weight.get("work-weight")
        unit: Unit = "lb" if weight.get("weight-unit") == ("lb",) else "kg"
        person = Person(lift=card.spoken, activity=card, work=Weight(kg, unit) if isinstance(kg, float) else None)
        for more in TOLD:
            lines = told(lift, **weight, **more).plan.next_weeks
            rises = [line.after_days for line in lines if RISE.search(line.text)]
            near = next(line.after_days for line in lines if line.id == "near-max-last")
            least = min(rises) + (weeks_of_adding(person, SORE) + 2) * 7
            assert near >= least, [(line.after_days, line.text) for line in lines]


@pytest.mark.parametrize("lift", ["squat", "deadlift", "lunge"])
def test_a_walk_that_some_lines_ask_for_now_comes_from_no_later_date(lift: str) -> None:
    """What makes ready changes nothing in the lift, so it does not wait for its week."""
    seconds = set()
    for more in TOLD:
        result = told(lift, **more)
        seconds |= set(result.lead[1:])
        for line in result.plan.next_weeks:
            assert not (line.id.startswith("second-") and re.search(r"\b[Ww]alk (?:5|or cycle)", line.text)), line.text
    assert seconds & {"prolonged-sitting", "no-warm-up"}, "somebody is told to walk"


@pytest.mark.parametrize("lift", ["squat", "deadlift", "lunge"])
def test_no_weight_comes_later_that_today_has_already(lift: str) -> None:
    """Today's session is lighter beside any first change that is no load, so none follows; fewer sets may."""
    for more in TOLD:
        for traits in (("sit", "no-warm-up"), ("core",), ("no-brace", "core")):
            result = told(lift, **(more | {"traits": traits, "pain-changes": ("worse-sit",)}), **WEIGHTS[5])
            shown = [one for one in list_first(advise(KB, result)) if one.id == "change"]
            then = " ".join(
                line.text
                for one in shown
                for line in one.lines
                if line.label == "THEN" and "fewer work sets" not in line.text
            )
            today = " ".join(line.text for line in result.plan.today)
            assert not {found[0] for found in LOAD.finditer(then)} & {found[0] for found in LOAD.finditer(today)}, then


@given(lifters() | lifters(KB.activities), st.sampled_from([1.0, 4.0, 5.0, 6.0, 9.0]))
def test_moves_and_machines_wait_where_the_plan_waits_for_less_pain(answers: dict[str, Answer], pain: float) -> None:
    """Strong pain is for walking: a feared move names the pain it waits for, and no machine is told beside it."""
    for reach in ("cannot", "hard", "nuisance", "only-lift"):
        result = judge(answers | {"pain-now": pain, "pain-reach": (reach,), "worry": ("afraid",)})
        strong = pain >= 5 or reach == "cannot"
        waits = strong or reach == "hard" or result.starts_at in ("walk-and-ease", "no-weight")
        for line in lines_of(result):
            if waits and "move you fear" in line.text:
                assert line.text.startswith("Wait until pain is at 4 out of 10 or less"), line.text
        for text in result.keep_doing:
            assert not (strong and re.search(r"machine|[Cc]ycl", text)), text
            assert not (reach == "hard" and "machine" in text), text
        if not strong and reach == "only-lift" and result.starts_at in ("half-weight", "full-range"):
            assert not any(line.id == "feared-move-later" for line in lines_of(result))


@given(lifters() | lifters(KB.activities))
def test_fewer_sets_or_rounds_stay_until_the_plan_adds_them_back(answers: dict[str, Answer]) -> None:
    """The weight may come back first, so "for two weeks" would be an end before the plan's own."""
    result = judge(answers | {"changed": ("more-work",)})
    back = [line.after_days for line in result.plan.next_weeks if "add back" in line.text]
    if any(day > 14 for day in back):
        for text in all_words(result):
            assert not re.search(r"third (?:fewer|less)\b[^.]*(?<!at least) two weeks", text), text


@given(lifters(NO_LOADS), st.sampled_from([5.0, 6.0, 8.0]))
def test_who_must_go_on_working_is_told_how_and_not_to_lift_nothing(answers: dict[str, Answer], pain: float) -> None:
    """Somebody who said that the work must go on cannot leave heavy lifting out: what helps is how it is done."""
    strong = answers | {"pain-now": pain, "pain-course": ("days",), "age": ("20-44",)}
    for fixed in (True, False):
        result = judge(strong | {"work-and-sleep": ("work-is-fixed",) if fixed else (NONE,)})
        if result.starts_at != "walk-and-ease" or result.headlines is None:
            continue
        today = result.plan.today[0].text
        assert ("Lift nothing" in result.headlines.train_tomorrow) != fixed
        assert ("split the load" in today and "get help" in today) == fixed, today
        assert "Walk for 10 to 20 minutes" in today


OTHER_MOVES = re.compile(r"goblet|kettlebell|split|romanian|wall|stick|band|rock|dead bug|pulldown", re.IGNORECASE)
HOW_HEAVY = re.compile(r"[Ll]ight|weight\b|[Ee]mpty|\d kg|reps left|you could lift")


@pytest.mark.parametrize("lift", sorted(KB.lifts))
def test_a_drill_of_the_lift_itself_says_how_heavy(lift: str) -> None:
    """Before the work sets, and without a weight of its own, somebody would do it with theirs."""
    for fault in KB.lifts[lift].faults:
        head = fault.drill.split(":")[0]
        itself = re.search(r"deadlift|squat|swing|good morning|press|thrust|block pull", head, re.IGNORECASE)
        if itself and not OTHER_MOVES.search(head) and re.search(r"\d sets of", fault.drill):
            wanted = f"say how heavy in `drill` of '{fault.id}' ({lift}), as in 'with an empty bar': {fault.drill}"
            assert HOW_HEAVY.search(fault.drill), wanted


@given(lifters())
def test_a_week_asks_for_no_second_dose_of_the_paused_lift(answers: dict[str, Answer]) -> None:
    """Today's light sets come back as they are: with the same number of sets."""
    for line in judge(answers).plan.this_week:
        assert not re.search(r"\d light sets of", line.text), line.text


PLATES = (60, 62.5, 65, 70, 72.5, 80, 87.5, 95, 100, 110, 120, 122.5, 137.5, 140, 160, 175, 180, 200, 227.5, 260, 300)
"""Work weights that plates make, of which some divide well and some don't."""


@pytest.mark.parametrize("lift", ["squat", "low-bar-squat", "deadlift", "trap-bar-deadlift", "front-squat"])
@pytest.mark.parametrize("pain", [2.0, 4.0, 6.0])
def test_from_the_lowest_step_one_is_near_the_best_within_twelve_weeks(lift: str, pain: float) -> None:
    for kg in PLATES:
        lines = told(lift, **{"work-weight": kg, "pain-now": pain, "pain-reach": ("nuisance",)}).plan.next_weeks
        near = next(line for line in lines if line.id == "near-max-last")
        assert 6 * 7 <= near.after_days <= 12 * 7, (kg, near)
        assert "longer than 12 weeks" not in near.text


@pytest.mark.parametrize("kg", [30, 32.5, 52.5, 55, 57.5])
def test_whoever_needs_longer_than_twelve_weeks_is_told_so(kg: float) -> None:
    lines = told("squat", **{"work-weight": kg, "pain-now": 6.0}).plan.next_weeks
    near = next(line for line in lines if line.id == "near-max-last")
    assert near.after_days > 12 * 7
    assert "This takes longer than 12 weeks" in near.text


YOUNG_ARCH: dict[str, Answer] = {"age": ("16-19",), "pain-changes": ("worse-arch",)}
ARCHING_FOR = re.compile(r"(?:arching|leaning back|leave it out)[^.]* for (?:at least )?(\w+ weeks)")


@given(lifters(), st.sampled_from([{}, {"safety-pain": ("leg-below-knee",)}, {"pain-course": ("stuck",)}]))
def test_a_young_back_leaves_arching_out_for_one_time(answers: dict[str, Answer], level: dict[str, Answer]) -> None:
    """The plan of the step says how long, and pain that lasts is no reason to wait where a visit is asked for."""
    result = judge(answers | YOUNG_ARCH | level)
    told = all_words(result) + [one.what_next for one in result.patterns]
    told += [one.text for one in result.notes]
    assert len({found for text in told for found in ARCHING_FOR.findall(text)}) <= 1, told
    if result.triage.level != "self-care":
        assert not any("isn't gone" in text for text in told), told


OLD_PAIN = ("stuck", "long", "comes-goes")


@given(screened_answers(), st.sampled_from(OLD_PAIN))
def test_old_pain_is_not_told_how_new_pain_goes(answers: dict[str, Answer], course: str) -> None:
    lines = judge(answers | {"pain-course": (course,)}).headlines
    assert lines is None or not re.search(r"[Nn]ew pain", lines.how_long), lines.how_long


ON_ONE_LEG = [lift.id for lift in KB.lifts.values() if lift.family == SPLIT]


@given(lifters(ON_ONE_LEG))
def test_a_sore_lift_on_one_leg_is_not_added_to(answers: dict[str, Answer]) -> None:
    result = judge(answers | {"traits": ("one-side",)})
    assert not any("add one-leg work" in line.text for line in lines_of(result))


NAMED = {one.id: one for one in load_lift_names(find_data_folder(None))}


@pytest.mark.parametrize("lift", NAMED)
def test_a_warm_up_without_a_bar_names_none(lift: str) -> None:
    """Bells and machines have no plates to lift from."""
    one = NAMED[lift]
    made = make_warm_up(one, KB.warm_ups[one.family], KB.drills.values())
    told = made.warm_up.dose.text
    assert one.bar or not re.search(r"\bthe bar\b|\bblocks\b", told), told
    note = KB.warm_ups[one.family].bar_note
    assert not (one.bar and note) or told.endswith(note or "")


@given(lifters() | lifters(KB.activities))
def test_a_first_week_keeps_up_no_walks_that_nobody_asked_for(answers: dict[str, Answer]) -> None:
    plan = judge(answers).plan
    walks = any("walk" in line.text.lower() for line in plan.today)
    assert walks or not any("eep up your walks" in line.text for line in plan.this_week)


@given(lifters(), st.sampled_from([4.0, 5.0]))
def test_no_swap_is_lighter_than_the_lightest_weight(answers: dict[str, Answer], pain: float) -> None:
    plan = judge(answers | {"pain-now": pain, "pain-reach": ("nuisance",)}).plan
    if any("lightest" in line.text for line in plan.today):
        assert not any(re.match(r"(?:Very )?[Ll]ight", line.text) for line in plan.swap_for)
