"""Looking again: which danger signs come again, what level they give, and who is sent up the ladder."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from backcheck.errors import AnswersError
from backcheck.knowledge.levels import URGENCY
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import CheckInGroup
from backcheck.knowledge.records import Level
from backcheck.reasoning.answers import Answer, Answers
from backcheck.reasoning.assess import assess
from backcheck.reasoning.bouts import Bout, CheckIn, Visit
from backcheck.reasoning.followup import got_worse
from backcheck.reasoning.ladder import find_rung
from backcheck.reasoning.recheck import (
    carry_over,
    danger_lists,
    days_since_full,
    earlier_sign,
    emergency_lists,
    grave_checkins,
    judge_checkin,
    known_signs,
    lists_to_ask,
    may_group,
    ordered_step,
    salvage,
    screen,
    step_for,
    with_later_signs,
)
from backcheck.reasoning.screening import renew
from backcheck.reasoning.triage import triage_level
from backcheck.show.journal import AS_TOLD, MEASURES, say_step
from backcheck.show.phrases import say_day
from tests.reasoning.people import KB, answers_to, any_answers, screened_answers, urgent_answers
from tests.reasoning.toys import is_, option, question, toy

START = 740_000
NONE = ("none",)

BODY = question(
    "body",
    option("faint", alone="emergency"),
    option("fever", alone="urgent"),
    stage="safety",
    unsure_level="emergency",
)
NERVES = question("nerves", option("numb", alone="emergency"), stage="safety", unsure_level="emergency")
LEGS = question("legs", option("tingle", alone="clinician"), stage="safety", unsure_level="clinician")
SINCE = question(
    "since", option("new", alone="urgent"), option("old", alone="modifier"),
    kind="one", stage="safety", when=is_("legs", "tingle"), unsure_level="emergency",
)  # fmt: skip
FELT = question("felt", option("sore"), when=is_("legs", "tingle"))
AGE = question("age", option("old"), kind="one", stage="body")
NOW = question("pain-now", kind="number", min=0, max=10)
REACH = question("pain-reach", option("hard"), option("nuisance"), kind="one")
TOY = replace(toy((BODY, NERVES, LEGS, SINCE, FELT, AGE, NOW, REACH)), tests={})
CLEAR: dict[str, Answer] = {"body": NONE, "nerves": NONE, "legs": NONE}
TODAY = {"body": NONE, "nerves": NONE}


def first(pain: float | None = None) -> Visit:
    return Visit(id=1, day=START, level="self-care", pain_now=pain)


def look(day: int, **said: Any) -> Visit:
    checkin = CheckIn(**{"level": "self-care", **said})
    return Visit(id=100 + day, day=START + day, level=checkin.level, checkin=checkin)


def bout(*visits: Visit) -> Bout:
    return Bout(number=1, visits=(first(3), *visits))


def step(answers: dict[str, Answer], **said: Any) -> tuple[str, int] | None:
    """The move and the step after one check-in behind an interview with pain 3."""
    advice = step_for(TOY, bout(look(3, **said)), assess(TOY, answers), answers)
    return None if advice is None else (advice.move, advice.to)


# -- which lists come again ----------------------------------------------------------------------------------------


def test_a_list_is_a_danger_sign_question_that_is_put_to_everybody() -> None:
    assert danger_lists(TOY) == ("body", "nerves", "legs")
    assert emergency_lists(TOY) == ("body", "nerves")


def test_all_lists_come_again_only_where_it_got_worse() -> None:
    visits = [bout(look(3, pain_worst=3))]
    assert lists_to_ask(TOY, visits, CheckIn(pain_worst=4)) == ("body", "nerves")
    assert lists_to_ask(TOY, visits, CheckIn(pain_worst=6)) == ("body", "nerves", "legs")
    assert lists_to_ask(TOY, visits, CheckIn(helped="worse")) == ("body", "nerves", "legs")
    assert lists_to_ask(TOY, [], CheckIn(helped="worse")) == ("body", "nerves")
    assert lists_to_ask(TOY, visits, CheckIn(pain_worst=4, groups=())) == ()
    for much in (CheckIn(pain_now=5), CheckIn(pain_now=5, groups=())):
        assert lists_to_ask(TOY, [], much) == ("body", "nerves", "legs")
    assert lists_to_ask(TOY, [], CheckIn(pain_now=4.9)) == ("body", "nerves")


def test_worse_is_looked_for_in_the_last_bout_alone() -> None:
    before, now = bout(look(1, pain_worst=1)), Bout(number=2, visits=(look(40, pain_worst=4),))
    assert lists_to_ask(TOY, [before, now], CheckIn(pain_worst=4)) == ("body", "nerves")
    assert lists_to_ask(TOY, [now, before], CheckIn(pain_worst=4)) == ("body", "nerves", "legs")


# -- what the signs come to ----------------------------------------------------------------------------------------


def test_todays_lists_give_the_level_together_with_what_is_known() -> None:
    seen = screen(TOY, CheckIn(signs=TODAY, pain_now=2), CLEAR, ("body", "nerves"))
    assert (seen.checkin.level, seen.safety.triage.unanswered) == ("self-care", ())
    assert seen.checkin.signs == TODAY
    assert seen.checkin.pain_now == 2
    assert seen.signs == CLEAR
    booked = screen(TOY, CheckIn(signs=TODAY), CLEAR | {"legs": ("tingle",)}, ("body", "nerves"))
    assert booked.checkin.level == booked.safety.triage.level == "clinician"


@pytest.mark.parametrize(
    ("signs", "missing"),
    [({}, ("body", "nerves")), ({"body": NONE}, ("nerves",)), ({"legs": NONE}, ("body", "nerves"))],
)
def test_none_of_these_of_an_earlier_day_says_nothing_today(
    signs: dict[str, tuple[str, ...]], missing: tuple[str, ...]
) -> None:
    seen = screen(TOY, CheckIn(signs=signs), CLEAR, ("body", "nerves"))
    assert seen.checkin.level == "unscreened"
    assert seen.safety.verdict == "NOT SCREENED"
    assert seen.safety.triage.unanswered == missing
    assert not seen.signs.keys() & set(missing)


def test_a_list_that_comes_again_because_it_got_worse_is_named_while_it_is_open() -> None:
    seen = screen(TOY, CheckIn(signs=TODAY), CLEAR, danger_lists(TOY))
    assert (seen.checkin.level, seen.safety.triage.unanswered) == ("self-care", ("legs",))
    assert seen.signs == CLEAR


def test_what_was_ticked_earlier_counts_until_its_list_is_answered_again() -> None:
    known = CLEAR | {"body": ("fever",)}
    left_out = screen(TOY, CheckIn(signs={"nerves": NONE}), known, ("body", "nerves"))
    assert left_out.checkin.level == "urgent"
    assert left_out.safety.triage.unanswered == ("body",)
    assert left_out.signs == known
    assert screen(TOY, CheckIn(), known, ()).safety.triage.unanswered == ("body", "nerves")
    assert screen(TOY, CheckIn(signs=TODAY), known, ("body", "nerves")).checkin.level == "self-care"


def test_a_list_that_nobody_ever_answered_is_open_as_well() -> None:
    known = {"body": ("fever",)}
    assert screen(TOY, CheckIn(), known, ("body",)).safety.triage.unanswered == ("body", "nerves", "legs")


@pytest.mark.parametrize(
    ("groups", "today", "body", "level"),
    [
        ((), {}, NONE, "urgent"),
        (("hot",), {}, ("fever",), "urgent"),
        (("hot", "away"), {}, ("faint", "fever"), "emergency"),
        (("hot",), {"body": ("faint",)}, ("faint",), "emergency"),
    ],
)
def test_a_short_screen_stands_for_the_lists_of_emergencies(
    groups: tuple[str, ...], today: dict[str, Any], body: tuple[str, ...], level: str
) -> None:
    """What was known on another list stays, with what was said about it."""
    short = replace(TOY, check_in=(_group("hot", "fever"), _group("away", "faint")))
    known: dict[str, Answer] = {"legs": ("tingle",), "since": ("new",)}
    seen = screen(short, CheckIn(groups=groups, signs=today), CLEAR | known, ())
    assert seen.signs == known | {"body": body, "nerves": NONE}
    assert seen.checkin.level == level
    assert seen.safety.triage.unanswered == ()


def test_the_short_screen_takes_no_known_sign_back() -> None:
    """It asks what is new or worse. Only the list itself asks whether a sign is still there."""
    short = replace(TOY, check_in=(_group("hot", "fever"),))
    for known, level in ((("fever",), "urgent"), (("faint",), "emergency"), (("unsure",), "emergency")):
        before = CLEAR | {"body": known}
        assert screen(short, CheckIn(groups=()), before, ()).checkin.level == level
        assert screen(short, CheckIn(signs=TODAY), before, ("body", "nerves")).checkin.level == "self-care"
        assert not may_group(short, before, 3)
    assert may_group(short, CLEAR, 3)
    assert may_group(short, CLEAR | {"legs": ("tingle",), "since": ("old",)}, 3)
    assert [may_group(short, CLEAR, days) for days in (28, 29, -1, None)] == [True, False, False, False]
    assert not may_group(short, {"body": NONE}, 3)
    assert not may_group(replace(TOY, check_in=()), CLEAR, 3)


def _group(id: str, row: str) -> CheckInGroup:
    return CheckInGroup(id=id, label=f"Group {id}", rows=(("body", row),))


def test_lists_were_answered_in_full_where_no_short_screen_stood_for_them() -> None:
    in_full = CheckIn(signs=dict.fromkeys(CLEAR, NONE))
    told: list[tuple[int, CheckIn | Answers]] = [
        (START, CLEAR),
        (START + 3, in_full),
        (START + 5, replace(in_full, groups=())),
        (START + 6, CheckIn(signs=TODAY)),
        (START + 8, TODAY),
    ]
    assert days_since_full(TOY, told, START + 10) == 7
    assert days_since_full(TOY, told[:1], START + 10) == 10
    assert days_since_full(TOY, told[::-1], START + 3) == 0
    assert days_since_full(TOY, told[2:], START + 10) is None


def test_ticks_are_kept_in_the_order_of_their_list() -> None:
    seen = screen(TOY, CheckIn(signs={"body": ("fever", "faint")}), CLEAR, ())
    assert seen.checkin.signs == {"body": ("faint", "fever")}


def test_nobody_is_shown_what_another_answer_would_change(kb: KnowledgeBase) -> None:
    """It takes most of the time of an assessment, and a check-in shows none of it."""
    clear: dict[str, Answer] = dict.fromkeys(danger_lists(kb), NONE)
    today = dict.fromkeys(emergency_lists(kb), NONE)
    for signs, level in ((today, "self-care"), ({}, "unscreened")):
        seen = screen(kb, CheckIn(signs=signs), clear, emergency_lists(kb))
        assert (seen.checkin.level, seen.safety.would_change_this) == (level, ())
        assert assess(kb, seen.signs).would_change_this


def test_a_wrong_sign_is_named_by_its_place() -> None:
    with pytest.raises(AnswersError) as error:
        screen(TOY, CheckIn(signs={"body": ("nothing",)}), CLEAR, ())
    assert "$.checkin.signs.body" in error.value.problem


def test_a_base_without_danger_signs_screens_nobody() -> None:
    """Neither without a list, nor with lists on which no emergency can be ticked."""
    for base in (
        toy((AGE, NOW)),
        toy((LEGS, AGE, NOW)),
        toy((replace(BODY, options=()),)),
        toy((replace(BODY, stage="pain"),)),
    ):
        kb = replace(base, tests={})
        harmless: dict[str, Answer] = {name: NONE for name, one in kb.questions.items() if one.kind == "many"}
        assert triage_level(kb, harmless) == "unscreened"
        assert assess(kb, harmless).verdict == "NOT SCREENED"
        assert screen(kb, CheckIn(signs={}), harmless, emergency_lists(kb)).checkin.level == "unscreened"


# -- what is known -------------------------------------------------------------------------------------------------


def test_signs_and_age_are_known_from_before_and_the_latest_answer_counts() -> None:
    interview: dict[str, Answer] = CLEAR | {"age": ("old",), "pain-now": 6.0, "felt": ("sore",)}
    assert known_signs(TOY, interview, {}) == CLEAR | {"age": ("old",)}
    assert known_signs(TOY, interview, {"body": ("fever",)}) == CLEAR | {"age": ("old",), "body": ("fever",)}


def test_a_list_answered_again_takes_along_what_was_said_about_its_old_ticks() -> None:
    known: dict[str, Answer] = CLEAR | {"legs": ("tingle",), "since": ("old",), "felt": ("sore",)}
    assert renew(TOY, known, {"body": NONE}) == known
    again = renew(TOY, known, {"legs": ("tingle",)})
    assert again == CLEAR | {"legs": ("tingle",), "felt": ("sore",)}
    assert renew(TOY, known, {"legs": NONE, "since": ("new",)})["since"] == ("new",)


# -- up, stay or back ----------------------------------------------------------------------------------------------


def judge(level: str, interview: dict[str, Answer], **said: Any) -> Any:
    whole = bout(look(20, level=level, **said))
    return judge_checkin(TOY, [whole], assess(TOY, interview), interview, START + 20)


def test_the_outcome_of_a_quiet_look() -> None:
    outcome = judge("self-care", CLEAR, pain_in_lift=3, pain_now=3, step=3)
    assert (outcome.held, outcome.raised, outcome.screened, outcome.state) == (False, False, True, "same")
    assert (outcome.step.move, outcome.step.step) == ("stay", 3)
    assert [rule.id for rule in outcome.due] == ["two-weeks"]
    assert [trend.measure for trend in outcome.trends] == ["now"]


def test_the_outcome_is_about_the_lift_of_the_interview() -> None:
    looked = bout(look(20, pain_now=3))
    interview = replace(assess(TOY, CLEAR), exercise="squat")
    assert judge_checkin(TOY, [looked], interview, CLEAR, START + 20).exercise == "squat"


def test_the_outcome_heeds_what_the_interview_was_told() -> None:
    hard: dict[str, Answer] = CLEAR | {"pain-reach": ("hard",)}
    outcome = judge("self-care", hard, pain_now=4, settled=False, helped="worse", step=4)
    assert (outcome.step.move, outcome.step.to) == ("ease", 1)


def test_nobody_is_sent_up_or_down_at_another_level() -> None:
    for level, screened, raised in (("unscreened", False, False), ("clinician", True, True), ("urgent", True, True)):
        outcome = judge(level, CLEAR, pain_in_lift=0, step=0)
        assert (outcome.screened, outcome.raised, outcome.held, outcome.step) == (screened, raised, True, None)
    known = CLEAR | {"legs": ("tingle",)}
    held = judge("clinician", known, pain_in_lift=0, step=0)
    assert (held.raised, held.held, held.step) == (False, True, None)
    paused = judge("self-care", known, pain_in_lift=0, step=0)
    assert (paused.held, paused.step) == (True, None)


def test_only_the_last_look_decides_whether_there_is_a_step() -> None:
    visits = (look(3, level="clinician", pain_in_lift=3, step=2), look(5, pain_in_lift=3, step=2))
    assert step_for(TOY, bout(*visits), assess(TOY, CLEAR), CLEAR) is not None
    assert step_for(TOY, bout(), assess(TOY, CLEAR), CLEAR) is None


def test_a_day_without_its_danger_signs_is_no_good_day() -> None:
    skipped = [look(day, level="unscreened", pain_in_lift=1, step=1) for day in (1, 2)]
    good = [look(day, pain_in_lift=1, step=1) for day in (3, 4)]
    interview = assess(TOY, CLEAR)
    one = step_for(TOY, bout(*skipped, good[0]), interview, CLEAR)
    two = step_for(TOY, bout(*skipped, *good), interview, CLEAR)
    assert one is not None
    assert (one.move, one.days) == ("stay", 1)
    assert two is not None
    assert (two.move, two.days) == ("up", 2)


@pytest.mark.parametrize("trained", [1, 3, 5])
@pytest.mark.parametrize(
    "said",
    [
        {"pain_now": 5},
        {"pain_now": 8, "pain_worst": 9, "pain_in_lift": 8, "settled": False, "helped": "worse"},
        {"pain_now": 1, "pain_in_lift": 5, "settled": False},
        {"pain_now": 1, "pain_worst": 7, "settled": False},
        {"pain_in_lift": 6, "settled": False},
    ],
)
def test_strong_pain_is_sent_to_where_the_interview_starts_it(said: dict[str, Any], trained: int) -> None:
    found = step(CLEAR, step=trained, **said)
    assert found is not None
    assert found[1] == 0
    if trained > 1:
        assert found[0] == "ease"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"pain_now": 4.5, "pain_in_lift": 2}, ("stay", 3)),
        ({"pain_now": 1, "pain_worst": 9, "pain_in_lift": 5, "settled": True}, ("stay", 3)),  # it has eased
        ({"pain_now": 1, "pain_worst": 9, "pain_in_lift": 5}, ("stay", 3)),
        ({"pain_in_lift": 7}, ("back", 2)),
        ({"pain_now": 4, "pain_in_lift": 4, "settled": False}, ("back", 2)),
        ({"pain_now": 5, "pain_in_lift": 4, "step": 0}, ("stay", 0)),
    ],
)
def test_the_ladder_goes_step_by_step_where_pain_is_not_that_strong(
    said: dict[str, Any], found: tuple[str, int]
) -> None:
    assert step(CLEAR, **{"step": 3, **said}) == found


def test_worse_and_not_settled_is_no_better_than_the_interview_was() -> None:
    hard: dict[str, Answer] = CLEAR | {"pain-now": 3.0, "pain-reach": ("hard",)}
    worse = {"pain_now": 4, "settled": False, "helped": "worse", "step": 4}
    assert step(hard, **worse) == ("ease", 1)
    assert step(hard, **worse | {"helped": "no"}) == ("back", 3)
    assert step(hard, **worse | {"settled": True}) == ("stay", 4)
    assert step(CLEAR | {"pain-reach": ("nuisance",)}, **worse) == ("ease", 2)  # 4 of 10 with such a reach today
    assert step(CLEAR, **worse) == ("back", 3)  # the interview would start it on step 4


@pytest.mark.parametrize(
    ("said", "score", "measure"),
    [
        ({"pain_now": 5, "pain_in_lift": 8}, 5, "now"),
        ({"pain_now": 4, "pain_worst": 6, "pain_in_lift": 4, "settled": False}, 6, "worst"),
        ({"pain_now": 4, "pain_worst": 5, "pain_in_lift": 7, "settled": False}, 7, "in-lift"),
        ({"pain_now": 6, "pain_worst": 6, "pain_in_lift": 6, "settled": False}, 6, "now"),
        ({"pain_now": 4, "pain_worst": 6, "settled": False, "helped": "worse"}, 6, "worst"),
    ],
)
def test_the_pain_that_decides_to_ease_it_is_told(said: dict[str, Any], score: float, measure: str) -> None:
    hard = CLEAR | {"pain-reach": ("hard",)}
    advice = step_for(TOY, bout(look(3, step=4, **said)), assess(TOY, hard), hard)
    assert advice is not None
    assert (advice.move, advice.to, advice.ease_score, advice.ease_measure) == ("ease", 0, score, measure)


def test_where_two_rules_of_the_interview_hold_the_lower_step_counts(kb: KnowledgeBase) -> None:
    told: dict[str, Answer] = {"pain-reach": ("nuisance",), "age": ("16-19",), "pain-changes": ("worse-arch",)}
    began = replace(assess(TOY, CLEAR), starts_at="full-range")
    whole = bout(look(3, step=4, pain_now=4, settled=False, helped="worse"))
    advice = step_for(kb, whole, began, told)
    assert advice is not None
    assert (advice.move, advice.to) == ("ease", 1)


def test_where_the_interview_decides_to_ease_it_no_score_is_told_as_the_reason() -> None:
    hard = CLEAR | {"pain-reach": ("hard",)}
    worse = {"pain_now": 4, "settled": False, "helped": "worse"}
    advice = step_for(TOY, bout(look(3, step=4, **worse)), assess(TOY, hard), hard)
    assert advice is not None
    assert (advice.move, advice.to, advice.ease_score, advice.ease_measure) == ("ease", 1, None, None)
    assert AS_TOLD in say_step(advice)
    back = step_for(TOY, bout(look(3, step=1, pain_now=7)), assess(TOY, CLEAR), CLEAR)
    assert back is not None
    assert (back.move, back.ease_score, back.ease_measure) == ("back", None, None)


def test_worse_and_not_settled_starts_no_higher_than_where_it_began() -> None:
    began = replace(assess(TOY, CLEAR), starts_at=next(rung.id for rung in TOY.ladder if rung.step == 2))
    whole = bout(look(3, pain_now=4, settled=False, helped="worse", step=4))
    advice = step_for(TOY, whole, began, CLEAR)
    assert advice is not None
    assert (advice.move, advice.to) == ("ease", 2)


def test_two_red_days_are_a_physio_also_where_pain_is_strong() -> None:
    whole = bout(look(3, pain_in_lift=7, step=4), look(5, pain_in_lift=7, pain_now=7, step=4))
    advice = step_for(TOY, whole, assess(TOY, CLEAR), CLEAR)
    assert advice is not None
    assert (advice.move, advice.to) == ("physio", 0)


def test_without_a_ladder_there_is_no_step() -> None:
    """An empty ladder names no step to go to."""
    bare = replace(TOY, ladder=())
    whole = bout(look(3, pain_now=8, settled=False, helped="worse", step=1))
    assert step_for(bare, whole, assess(bare, CLEAR), CLEAR) is None


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ((), 4),
        (({"pain_in_lift": 6, "step": 4},), 3),  # back
        (({"pain_in_lift": 7, "step": 4}, {"pain_in_lift": 7, "step": 3}), 2),  # back, and see a physio
        (({"pain_now": 8, "settled": False, "step": 4},), 0),  # ease it first
        (({"pain_in_lift": 4, "step": 0},), 1),  # up
        (({"pain_in_lift": 2, "step": 2},), 2),  # stay
        (({"pain_in_lift": 6, "step": 4}, {"pain_in_lift": 1}), 3),  # on no step: the order stands
        (({"pain_in_lift": 6, "step": 4}, {"pain_in_lift": 1, "step": 3, "level": "unscreened"}), 3),
        (({"pain_in_lift": 6, "step": 4}, {"step": 4}), 3),  # no pain was said
    ],
)
def test_one_trains_on_the_step_that_the_last_check_in_sent_to(said: tuple[dict[str, Any], ...], step: int) -> None:
    visits = [look(3 * number, **one) for number, one in enumerate(said, 1)]
    assert ordered_step(TOY, [bout(*visits)], assess(TOY, CLEAR), CLEAR) == step


def test_a_new_interview_is_a_new_plan() -> None:
    again = replace(first(3), id=200, day=START + 5)
    whole = bout(look(3, pain_in_lift=6, step=4), again)
    assert ordered_step(TOY, [whole], assess(TOY, CLEAR), CLEAR) == 4
    assert ordered_step(TOY, [bout(*whole.visits[1:], look(7, pain_in_lift=3, step=2))], assess(TOY, CLEAR), CLEAR) == 2
    booked = CLEAR | {"legs": ("tingle",)}
    assert ordered_step(TOY, [whole], assess(TOY, booked), booked) is None


# -- a report, and a draft -----------------------------------------------------------------------------------------


def test_a_report_is_made_anew_only_where_later_signs_raised_the_level() -> None:
    advice = assess(TOY, CLEAR)
    assert with_later_signs(TOY, CLEAR, advice, TODAY) == (CLEAR, advice, False)
    answers, result, raised = with_later_signs(TOY, CLEAR, advice, {"body": ("fever",)})
    assert (answers, result.triage.level, raised) == (CLEAR | {"body": ("fever",)}, "urgent", True)
    grave = CLEAR | {"body": ("faint",)}
    kept = with_later_signs(TOY, grave, assess(TOY, grave), {"body": NONE})
    assert (kept[0], kept[2]) == (grave, False)


def test_answers_to_the_same_knowledge_count_where_they_still_fit() -> None:
    given: dict[str, object] = {"body": ["fever"], "legs": ["tingle"], "felt": ["sore"], "gone": "x", "age": "ancient"}
    carried = carry_over(TOY, given, fresh=True)
    assert carried.answers == {"body": ("fever",), "legs": ("tingle",), "felt": ("sore",)}
    assert (carried.ticks, carried.lost) == ({}, 2)


def test_danger_signs_of_other_knowledge_have_to_be_confirmed() -> None:
    given: dict[str, object] = {"body": ["fever", "unsure"], "nerves": ["none"], "legs": ["tingle"], "felt": ["sore"]}
    carried = carry_over(TOY, given | {"age": "old"}, fresh=False)
    assert carried.answers == {"age": ("old",)}
    assert carried.ticks == {"body": ("fever",), "nerves": (), "legs": ("tingle",)}
    assert carried.lost == 1  # what hung on a tick


# -- made-up people ------------------------------------------------------------------------------------------------

CLEAR_ALL: dict[str, Answer] = dict.fromkeys(danger_lists(KB), NONE)
SCORES = st.none() | st.floats(0, 10).map(lambda score: round(score * 2) / 2)
SIGNS = st.fixed_dictionaries({}, optional={name: answers_to(KB.questions[name]) for name in danger_lists(KB)}).map(
    lambda signs: {name: tuple(answer) for name, answer in signs.items() if isinstance(answer, tuple)}
)
SAID = st.builds(
    CheckIn,
    signs=SIGNS,
    pain_now=SCORES,
    pain_worst=SCORES,
    pain_in_lift=SCORES,
    settled=st.sampled_from([None, True, False]),
    helped=st.sampled_from([None, "yes", "no", "worse"]),
    step=st.sampled_from([None, 0, 1, 2, 3, 4, 5]),
)


@given(interview=screened_answers(), said=SAID)
def test_no_green_light_unasked(kb: KnowledgeBase, interview: dict[str, Answer], said: CheckIn) -> None:
    """Whoever was not asked today's emergency lists gets neither a harmless level nor a step."""
    seen = screen(kb, said, known_signs(kb, interview, {}), emergency_lists(kb))
    whole = Bout(number=1, visits=(first(), replace(look(3), level=seen.checkin.level, checkin=seen.checkin)))
    advice = step_for(kb, whole, assess(kb, interview), interview)
    left_out = [name for name in emergency_lists(kb) if name not in said.signs]
    if left_out:
        assert seen.checkin.level != "self-care"
        assert set(left_out) <= set(seen.safety.triage.unanswered)
        assert advice is None
    elif seen.checkin.level == "unscreened":
        assert seen.safety.triage.unanswered


@given(interview=urgent_answers() | any_answers(), said=SAID, groups=st.sets(st.sampled_from(KB.check_in)))
def test_a_check_in_that_asks_only_what_is_new_is_never_calmer_than_the_interview(
    kb: KnowledgeBase, interview: dict[str, Answer], said: CheckIn, groups: set[CheckInGroup]
) -> None:
    """Whether a list, a rule over several answers or an answer outside the lists gave that level."""
    once = triage_level(kb, interview)
    now = replace(said, signs={}, groups=tuple(group.id for group in groups), pain_now=None)
    seen = screen(kb, now, known_signs(kb, interview, {}), emergency_lists(kb), interview)
    assert URGENCY[seen.checkin.level] >= URGENCY[once]
    lists = replace(now, groups=None, signs=dict.fromkeys(danger_lists(kb), NONE))
    asked = screen(kb, lists, known_signs(kb, interview, {}), emergency_lists(kb), interview)
    left = {name: answer for name, answer in interview.items() if kb.questions[name].stage != "safety"}
    assert URGENCY[asked.checkin.level] >= URGENCY[triage_level(kb, left)]


@given(interview=screened_answers(), said=SAID, more=SIGNS)
def test_one_more_list_never_lowers_what_today_gives(
    kb: KnowledgeBase, interview: dict[str, Answer], said: CheckIn, more: dict[str, tuple[str, ...]]
) -> None:
    known = known_signs(kb, interview, {})
    fewer = screen(kb, said, known, emergency_lists(kb)).checkin.level
    signs = {**more, **said.signs}
    both = screen(kb, replace(said, signs=signs), known, emergency_lists(kb)).checkin.level
    assert URGENCY[both] >= URGENCY[fewer]


@given(interview=screened_answers(), said=SAID)
def test_who_is_to_ease_it_reads_a_pain_that_starts_on_that_step(
    kb: KnowledgeBase, interview: dict[str, Answer], said: CheckIn
) -> None:
    """No other score is named as the reason; where none of them is, their own answers are."""
    visit = replace(look(3), checkin=replace(said, level="self-care"))
    advice = step_for(kb, bout(visit), assess(kb, interview), interview)
    if advice is None or advice.move != "ease":
        return
    told = say_step(advice)
    if advice.ease_measure is None or advice.ease_score is None:
        assert "this strong" not in told
        return
    assert advice.ease_score == visit.score(advice.ease_measure)
    assert f"{MEASURES[advice.ease_measure]}: {advice.ease_score:g} out of 10." in told
    rung = find_rung(kb, {"pain-now": advice.ease_score}, "")
    assert rung is not None
    assert rung.step == advice.to
    assert advice.ease_measure == "now" or advice.unsettled


@given(interview=screened_answers(), said=SAID)
def test_strong_pain_is_never_sent_above_where_the_interview_starts_it(
    kb: KnowledgeBase, interview: dict[str, Answer], said: CheckIn
) -> None:
    whole = bout(replace(look(3), checkin=replace(said, level="self-care")))
    advice = step_for(kb, whole, assess(kb, interview), interview)
    if advice is None or said.pain_now is None:
        return
    today = find_rung(kb, {"pain-now": said.pain_now}, "")
    assert today is not None
    if said.pain_now >= 5:
        assert advice.to <= today.step == 0
    if said.settled is False and got_worse(kb.follow_up, whole):
        again = find_rung(kb, {**interview, "pain-now": said.pain_now}, "")
        assert again is not None
        assert advice.to <= again.step or said.pain_now < max(
            filter(None, (said.pain_worst, said.pain_in_lift)), default=0
        )


@given(
    interview=screened_answers(),
    series=st.lists(st.tuples(SAID, st.integers(0, 9), st.booleans()), min_size=1, max_size=6),
)
def test_the_next_step_is_the_one_that_was_last_ordered(
    kb: KnowledgeBase, interview: dict[str, Answer], series: list[tuple[CheckIn, int, bool]]
) -> None:
    """Whoever names no step of their own trains where the last check-in sent them, and never higher."""
    plan = assess(kb, interview, look_ahead=False)
    whole, day = bout(), START
    ordered = ordered_step(kb, [whole], plan, interview)
    for number, (said, gap, names_it) in enumerate(series, 2):
        day += gap
        told = replace(said, level="self-care", step=said.step if names_it else ordered)
        whole = replace(whole, visits=(*whole.visits, Visit(id=number, day=day, level="self-care", checkin=told)))
        advice = judge_checkin(kb, [whole], plan, interview, day).step
        ordered = ordered if advice is None else advice.to
        assert ordered_step(kb, [whole], plan, interview) == ordered


@given(interview=screened_answers(), gap=st.integers(2, 9))
def test_nobody_goes_up_before_the_day_that_their_plan_names(
    kb: KnowledgeBase, interview: dict[str, Answer], gap: int
) -> None:
    """Ladder and plan have one date for a step, and a check-in that keeps somebody back for it says so."""
    plan = assess(kb, interview, look_ahead=False)
    dates = {line.id: START + line.after_days for line in plan.plan.next_weeks}
    named = {rung.step: dates[rung.next.id] for rung in kb.ladder if rung.next and rung.next.id in dates}
    near_max = max(rung.step for rung in kb.ladder)
    whole, day = bout(), START
    for number in range(2, 16):
        day += gap
        said = CheckIn(level="self-care", pain_now=0, step=ordered_step(kb, [whole], plan, interview))
        whole = replace(whole, visits=(*whole.visits, Visit(id=number, day=day, level="self-care", checkin=said)))
        advice = judge_checkin(kb, [whole], plan, interview, day).step
        if advice is None:
            return
        date = named.get(advice.step + 1, 0)
        assert advice.not_before == date or date <= day
        assert advice.move != "up" or date <= day
        assert advice.move != "up" or advice.to < near_max or day >= START + 49, "a plan without that date"
        if advice.not_before:
            assert f"and not before {say_day(advice.not_before)}." in say_step(advice)


@given(series=st.lists(st.tuples(SAID, st.integers(1, 20)), min_size=1, max_size=6))
def test_no_page_says_two_things_of_how_it_goes(kb: KnowledgeBase, series: list[tuple[CheckIn, int]]) -> None:
    """No green way up beside "no clear change", and words of statistics only where a score says so."""
    whole, day = bout(), START
    plan = assess(kb, CLEAR_ALL, look_ahead=False)
    for number, (said, gap) in enumerate(series, 2):
        day += gap
        told = replace(said, level="self-care")
        whole = replace(whole, visits=(*whole.visits, Visit(id=number, day=day, level="self-care", checkin=told)))
        outcome = judge_checkin(kb, [whole], plan, CLEAR_ALL, day)
        if outcome.step is not None and (outcome.step.light, outcome.step.move) == ("green", "up"):
            assert not {"two-weeks", "six-weeks"} & {rule.id for rule in outcome.due}
        directions = {trend.direction for trend in outcome.trends}
        assert (outcome.worse is None) == (outcome.state != "worse")
        assert (outcome.worse in ("trend", "mixed")) == ("worse" in directions and outcome.state == "worse")
        assert (outcome.worse == "mixed") == (outcome.state == "worse" and {"worse", "better"} <= directions)
        assert outcome.worse != "said" or said.helped == "worse"


# -- what can be read of answers with mistakes ---------------------------------------------------------------------

MISTAKES = st.sampled_from([{"legs": "tingle", "body": ["x"]}, {"legs": []}, {"pain-now": 99}, {"what": 1}, {"age": 3}])


@given(st.fixed_dictionaries({}, optional={name: answers_to(one) for name, one in TOY.questions.items()}), MISTAKES)
def test_a_mistake_takes_no_other_answer_away(answers: dict[str, Answer], mistake: dict[str, object]) -> None:
    kept = {name: answer for name, answer in answers.items() if name not in mistake}
    left = salvage(TOY, {**answers, **mistake})
    assert {name: left.get(name) for name in kept} == kept


def test_of_a_list_with_mistakes_each_option_counts() -> None:
    assert salvage(TOY, {"body": ["none", "fever", "x", 4, "faint"]}) == {"body": ("faint", "fever")}
    assert salvage(TOY, {"nerves": "numb", "legs": ["none", "x"]}) == {"nerves": ("numb",), "legs": NONE}
    assert salvage(TOY, {"legs": ["none", "x", "none"]}) == {"legs": NONE}
    both = {"legs": ["tingle"], "since": ["old", "new"]}
    assert salvage(TOY, both) == {"legs": ("tingle",), "since": ("new",)}
    assert salvage(TOY, {"body": {"faint": True}, "nerves": None, "pain-now": "much"}) == {}


# -- a grave check-in is remembered --------------------------------------------------------------------------------

FAINT = look(3, signs={"body": ("faint",), "nerves": NONE}, level="emergency")
FEVER = look(5, signs={"body": ("fever",), "nerves": NONE}, level="urgent")


@pytest.mark.parametrize(
    ("day", "level", "named"),
    [(3, "self-care", 3), (5, "self-care", 3), (17, "clinician", 3), (18, "self-care", 5), (19, "unscreened", 5),
     (20, "self-care", None), (5, "urgent", 3), (5, "emergency", None), (2, "self-care", None)],
)  # fmt: skip
def test_a_milder_check_in_names_the_gravest_of_the_last_two_weeks(day: int, level: Level, named: int | None) -> None:
    found = earlier_sign(TOY, [first(), FAINT, FEVER, look(6)], START + day, level)
    assert (found.day - START if found else None) == named


@pytest.mark.parametrize(("day", "level", "named"), [(3, "self-care", 1), (90, "clinician", 1), (90, "urgent", None)])
def test_a_grave_interview_is_named_until_there_is_another(day: int, level: Level, named: int | None) -> None:
    """With its own words, however long ago it is."""
    grave = replace(first(), level="urgent", reasons=("Fever.",))
    found = earlier_sign(TOY, [grave, look(2)], START + day, level)
    assert (found.visit if found else None) == named
    if found:
        assert found.signs == ("Fever.",)
    later = replace(first(), id=50, day=START + 2)
    assert earlier_sign(TOY, [grave, look(2), later], START + 90, "self-care") is None
    assert earlier_sign(TOY, [grave, look(2), later], START + 9, "self-care") is not None


def test_the_signs_are_those_of_that_day() -> None:
    [faint, fever, interview] = grave_checkins(TOY, [FAINT, look(4), FEVER, look(6, level="urgent", signs=TODAY)])
    assert [one.visit for one in (faint, fever, interview)] == [FAINT.id, FEVER.id, look(6).id]
    labels = {option.id: option.label for option in BODY.options}
    assert (faint.signs, fever.signs, interview.signs) == ((labels["faint"],), (labels["fever"],), ())


SQUATS: Answers = {
    **dict.fromkeys(("safety-body", "safety-nerves", "safety-pain", "safety-you"), NONE),
    "age": ("20-44",),
    "exercise": ("squat",),
    "changed": ("load-up",),
    "signs-squat": ("tailbone-tucks",),
    "pain-course": ("weeks-same",),
    "pain-reach": ("other-lifts",),
    "pain-when": ("bottom",),
}
"""Somebody who starts at the full range at pain 2 and walks first at pain 6."""


def checked_in(day: int, **said: Any) -> Bout:
    """The bout of an interview with one check-in on this day after it."""
    visit = CheckIn(**{"level": "self-care", "pain_now": 0, "pain_in_lift": 0, "settled": True, **said})
    return replace(bout(), visits=(*bout().visits, Visit(id=2, day=START + day, level=visit.level, checkin=visit)))


@pytest.mark.parametrize(
    ("pain", "days"), [(6.0, {2: 7, 3: 17, 4: 27, 5: 83}), (2.0, {5: 63})], ids=["from the lowest step", "full range"]
)
def test_the_step_above_waits_for_its_day_of_the_plan(kb: KnowledgeBase, pain: float, days: dict[int, int]) -> None:
    """Also where a step is done in fewer days than it takes; what comes within the week has no day."""
    answers = {**SQUATS, "pain-now": pain}
    plan = assess(kb, answers, look_ahead=False)
    start = next(rung.step for rung in kb.ladder if rung.id == plan.starts_at)
    for above in range(start + 1, 6):
        advice = judge_checkin(kb, [checked_in(1, step=above - 1)], plan, answers, START + 1).step
        assert advice is not None
        assert (advice.not_before or START) - START == days.get(above, 0), above


def test_a_check_in_says_who_guides_and_what_the_interview_found(kb: KnowledgeBase) -> None:
    child, adult, sore = (
        {**SQUATS, "pain-now": 2.0, **more}
        for more in (
            {"age": ("under-16",)},
            {},
            {
                "pain-course": ("days",),
                "pain-when": ("next-day",),
                "pain-feel": ("sore",),
                "pain-start": ("after-session",),
            },
        )
    )
    told = {}
    for name, answers in (("child", child), ("adult", adult), ("sore", sore)):
        plan = assess(kb, answers, look_ahead=False)
        told[name] = judge_checkin(kb, [checked_in(3)], plan, answers, START + 3)
        assert told[name].guided == (plan.coaching.reason or "")
        assert told[name].soreness == plan.plain_soreness
        grave = judge_checkin(kb, [checked_in(3, level="urgent")], plan, answers, START + 3)
        assert (grave.guided, grave.raised) == ("", True)
    assert told["child"].guided
    assert (told["adult"].guided, told["adult"].soreness, told["sore"].soreness) == ("", False, True)
