"""Reports of a later day: what the check-ins changed holds in every line, and nothing speaks of the plan of before."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from backcheck import assess
from backcheck.knowledge.model import KnowledgeBase
from backcheck.reasoning.answers import read_answers
from backcheck.reasoning.bouts import Bout, CheckIn, Visit
from backcheck.reasoning.followup import Due, StepAdvice
from backcheck.reasoning.recheck import judge_checkin, last_advice, may_have_been_seen
from backcheck.reasoning.visits import all_due
from backcheck.show.checkin import render_outcome
from backcheck.show.document import Section
from backcheck.show.later_report import LOAD
from backcheck.show.material import Material
from backcheck.show.report import build_report
from backcheck.show.surface import Surface
from tests.reasoning.people import KB
from tests.show.reports import CLEAR, DAY

TODAY = DAY + timedelta(days=20)
LOADS = re.compile(r"(?:(\d+(?:\.\d+)?) to )?(\d+(?:\.\d+)?) kg")
FROM = re.compile(r"From (\d+) (\w+)")
MONTHS = ["November", "December", "January", "February", "March", "April", "May", "June"]

PULL: dict[str, object] = CLEAR | {
    "exercise": "deadlift",
    "changed": ["load-up", "more-work"],
    "pain-course": "weeks-easing",
    "pain-when": "bottom",
    "pain-reach": "only-lift",
    "pain-now": 2,
    "work-weight": 100,
}
LIFTERS: dict[str, dict[str, object]] = {
    "deadlift": PULL,
    "front squat": PULL | {"exercise": "front-squat", "work-weight": 70, "changed": ["more-work"]},
    "leg press": PULL | {"exercise": "45-degree-leg-press", "work-weight": 180},
    "swing": PULL | {"exercise": "kettlebell-swing", "work-weight": 24, "pain-when": "after"},
    "low bar": PULL | {"exercise": "low-bar-squat", "work-weight": 150},
    "hip thrust": PULL | {"exercise": "hip-thrust", "work-weight": 120},
}


def _lifter(kb: KnowledgeBase, name: str) -> dict[str, object]:
    """The person, with the first signs that their lift has."""
    given = {key: value for key, value in LIFTERS[name].items() if not key.startswith("signs-")}
    question = kb.questions[f"signs-{given['exercise']}"]
    return given | {question.id: [option.id for option in question.offered][:2]}


def _step(move: Any, step: int, to: int) -> StepAdvice:
    return StepAdvice(move=move, light="red", step=step, to=to, days=0, needed=2, back_from=6, score=6)


def _pages(kb: KnowledgeBase, answers: dict[str, object], today: date = TODAY, **more: Any) -> dict[str, Section]:
    """The sections of the lifter's page by id."""
    made = Material(kb, assess(kb, answers), read_answers(kb, answers), {}, DAY, today, **more)
    page = next(one for one in build_report(made).pages if one.id == "lifter")
    return {section.id: section for section in page.sections}


def _all(sections: dict[str, Section]) -> str:
    return "\n".join(f"{line.label} {line.text}" for one in sections.values() for line in one.lines)


@pytest.mark.parametrize("name", LIFTERS)
@pytest.mark.parametrize("to", [2, 3])
def test_who_went_back_reads_no_more_weight_than_the_step(kb: KnowledgeBase, name: str, to: int) -> None:
    given = _lifter(kb, name)
    told = _pages(kb, given, step=_step("back", to + 1, to))
    most = 0.5 * float(str(given["work-weight"]))
    for where in ("change", "swap", "this-week"):
        for line in told[where].lines if where in told else ():
            assert all(float(found[2]) <= most for found in LOADS.finditer(line.text)), (where, line.text)
            assert "fewer work sets" not in line.text, (where, line.text)


@pytest.mark.parametrize("name", LIFTERS)
@pytest.mark.parametrize("to", [0, 1, 2, 3])
def test_who_went_back_comes_to_the_range_that_the_change_leaves(kb: KnowledgeBase, name: str, to: int) -> None:
    """As it is told to somebody whose plan started low."""
    given = _lifter(kb, name)
    low = assess(kb, given | {"pain-now": 6})
    back = _pages(kb, given, step=_step("back", 4, to))
    wanted = [line.text for line in low.plan.next_weeks if line.id == "full-range-next"]
    assert wanted
    assert any(wanted[0] in line.text for line in back["next-weeks"].lines)


def _day_of(section: Section, name: str) -> date:
    text = next(line.text for line in section.lines if line.id == name)
    if text.startswith("Now"):
        return TODAY
    day, month = FROM.findall(text)[0]
    number = MONTHS.index(month)
    return date(2026 if number < 2 else 2027, number + 11 if number < 2 else number - 1, int(day))


@pytest.mark.parametrize("name", ["deadlift", "front squat"])
@pytest.mark.parametrize("to", [0, 2, 3])
def test_near_the_best_waits_until_the_work_weight_can_be_back(kb: KnowledgeBase, name: str, to: int) -> None:
    """A week at 70%, four rises of a twelfth at most, a week apart, and two weeks at the work weight."""
    told = _pages(kb, _lifter(kb, name), step=_step("back", 4, to))["next-weeks"]
    weeks = (_day_of(told, "near-max-last") - _day_of(told, "full-range-next")).days / 7
    assert weeks >= 1 + 3 + 2


def test_near_the_best_does_not_move_with_the_day_of_reading(kb: KnowledgeBase) -> None:
    """For somebody who has climbed to the full range it counts from the first check-in there."""
    given = _lifter(kb, "deadlift") | {"pain-now": 6}
    start = DAY.toordinal()
    seen = [
        Visit(id=n, day=start + day, level="self-care", exercise="deadlift", checkin=CheckIn(pain_now=1, step=4))
        for n, day in enumerate((40, 47), 2)
    ]
    bout = Bout(number=1, visits=(Visit(id=1, day=start, level="self-care", exercise="deadlift"), *seen))
    told = [
        _pages(kb, given, DAY + timedelta(days=day), step=_step("stay", 4, 4), bout=bout)["next-weeks"]
        for day in (47, 60)
    ]
    assert _day_of(told[0], "near-max-last") == _day_of(told[1], "near-max-last")


@pytest.mark.parametrize("rule", ["worse", "two-weeks", "six-weeks", "twelve-weeks"])
@pytest.mark.parametrize("name", LIFTERS)
def test_what_a_checkin_asks_for_stands_at_the_head(kb: KnowledgeBase, name: str, rule: str) -> None:
    found = next(one for one in kb.follow_up.clock if one.id == rule)
    due = (Due(id=found.id, text=found.text, sources=found.sources, grade=found.grade),)
    told = _pages(kb, _lifter(kb, name), step=_step("stay", 4, 4), due=due)
    [see] = [line.text for line in told["verdict"].lines if line.label == "See someone?"]
    assert see.startswith("Yes")
    assert told["actions"].lines[0].id == rule


def test_worse_and_two_weeks_ask_for_one_visit(kb: KnowledgeBase) -> None:
    due = tuple(
        Due(id=one.id, text=one.text, sources=one.sources, grade=one.grade)
        for one in kb.follow_up.clock
        if one.id in ("worse", "two-weeks")
    )
    told = _pages(kb, PULL, due=due)
    assert "this week." in next(line.text for line in told["verdict"].lines if line.label == "See someone?")


def test_a_third_bout_alone_sends_nobody(kb: KnowledgeBase) -> None:
    found = next(one for one in kb.follow_up.clock if one.when == "episodes")
    due = (Due(id=found.id, text=found.text, sources=found.sources, grade=found.grade),)
    told = _pages(kb, PULL, due=due)
    assert not any(line.text.startswith("Yes") for line in told["verdict"].lines if line.label == "See someone?")


BOOKED: list[dict[str, object]] = [
    {"pain-course": "stuck", "pain-start": "crept"},
    {"safety-pain": ["leg-below-knee"]},
    {"changed": ["none"], "pain-course": "stuck", "pain-start": "no-trigger"},
]


@pytest.mark.parametrize("after", [3, 14, 20, 40])
@pytest.mark.parametrize("more", BOOKED)
def test_one_deadline_is_told_the_same_in_every_line(kb: KnowledgeBase, after: int, more: dict[str, object]) -> None:
    answers = PULL | more
    result = assess(kb, answers)
    assert result.triage.level == "clinician"
    told = _pages(kb, answers, DAY + timedelta(days=after))
    [see] = [line.text for line in told["verdict"].lines if line.label == "See someone?"]
    [book] = [line.text for line in told["actions"].lines if line.id.startswith("book")]
    limit = {"days": 3, "this-week": 7, "two-weeks": 14}[result.triage.within or ""]
    assert ("now" in see) == ("now" in book) == (after > limit), (see, book)
    if result.triage.within == "two-weeks":
        assert re.findall(r"\d+ November", see) == re.findall(r"\d+ November", book) != []


@pytest.mark.parametrize("name", LIFTERS)
def test_who_stays_keeps_sets_and_reps(kb: KnowledgeBase, name: str) -> None:
    """On the step on which the plan began, what it said still holds, where the lift itself is on it."""
    given = _lifter(kb, name)
    told, plan = _pages(kb, given, step=_step("stay", 4, 4)), assess(kb, given).plan
    assert [line.id for line in told["today"].lines] == [
        line.id for line in plan.today if line.id in _ids(told["today"])
    ]
    assert told["today"].title.startswith("Begun on")
    assert told["this-week"].title == "Since the first week"
    assert _ids(told["this-week"]) == {line.id for line in plan.this_week}


def _ids(section: Section) -> set[str]:
    return {line.id for line in section.lines}


@pytest.mark.parametrize("name", ["deadlift", "front squat", "hip thrust"])
def test_who_went_up_keeps_what_still_runs(kb: KnowledgeBase, name: str) -> None:
    """Core days and mornings, and nothing of the steps below."""
    given = _lifter(kb, name) | {"pain-now": 6, "pain-changes": ["worse-bend"]}
    told = _pages(kb, given, step=_step("up", 2, 3))
    rungs = {line.id: line.rungs for line in kb.plan}
    plan = assess(kb, given).plan.this_week
    kept = _ids(told["this-week"])
    assert kept == {line.id for line in plan if line.id in kept}
    assert {line.id for line in plan if line.id in rungs and not rungs[line.id]} <= kept
    assert any(line.id in kept for line in plan if "bend-core" in line.id)
    assert "bodyweight-first" not in kept
    assert "Your plan starts" not in told["this-week"].lead


@pytest.mark.parametrize("name", LIFTERS)
def test_who_went_back_and_was_to_do_less_keeps_to_the_step(kb: KnowledgeBase, name: str) -> None:
    """Where nothing but a load led, or too little was known."""
    given = {key: value for key, value in LIFTERS[name].items() if not key.startswith("signs-")}
    told = _pages(kb, given | {"pain-feel": ["tight"]}, step=_step("back", 4, 3))
    for line in told["change"].lines:
        assert not re.search(r"less weight|fewer|\d (?:kg|lb|%)", line.text), line.text


@pytest.mark.parametrize("after", [3, 8, 15, 30, 50])
@pytest.mark.parametrize("pain", [2, 7])
@pytest.mark.parametrize("course", ["days", "weeks-easing", "long", "comes-goes"])
def test_no_week_that_is_over_is_one_to_wait_for(kb: KnowledgeBase, course: str, pain: int, after: int) -> None:
    given = _lifter(kb, "deadlift") | {"pain-now": pain, "pain-course": course, "pain-start": "one-rep"}
    assert assess(kb, given).triage.level == "self-care"
    told = _pages(kb, given, DAY + timedelta(days=after))
    [see] = [line.text for line in told["verdict"].lines if line.label == "See someone?"]
    weeks = [{"a": 1, "two": 2}.get(found) or int(found) for found in re.findall(r"(\d+|a|two) weeks?", see)]
    assert all(number * 7 > after for number in weeks), see


@pytest.mark.parametrize("course", ["days", "weeks-easing", "weeks-same"])
@pytest.mark.parametrize("back", [True, False])
def test_strong_pain_of_later_weeks_is_not_called_new(kb: KnowledgeBase, course: str, back: bool) -> None:
    given = _lifter(kb, "deadlift") | {"pain-now": 7, "pain-course": course}
    told = _pages(kb, given, step=_step("stay" if back else "ease", 0, 0))
    words = " ".join(line.text for line in told["verdict"].lines)
    assert "at first" not in words
    assert "in days" not in words


@pytest.mark.parametrize("name", ["deadlift", "front squat", "low bar"])
@pytest.mark.parametrize("meet", [[], ["soon"], ["later"]])
@pytest.mark.parametrize("pain", [2, 4, 7])
def test_to_check_again_comes_with_how(kb: KnowledgeBase, name: str, pain: int, meet: list[str]) -> None:
    """However many other lines the answers bring."""
    more = {
        "worry": ["afraid"],
        "work-and-sleep": ["poor-sleep"],
        "pain-changes": ["worse-bend"],
    }
    given = _lifter(kb, name) | more | {"pain-now": pain, "meet": meet or ["none"]}
    for step in (None, _step("back", 4, 1)):
        told = _pages(kb, given, step=step)
        if any("heck again" in line.text for line in told["verdict"].lines):
            assert "backcheck diagnose" in _all(told)
        else:
            assert told["verdict"].title == "BOOK"


@pytest.mark.parametrize(("meet", "last"), [("soon", 28), ("later", 84)])
@pytest.mark.parametrize("name", ["deadlift", "front squat", "low bar"])
def test_a_meet_that_is_over_is_not_planned_any_more(kb: KnowledgeBase, name: str, meet: str, last: int) -> None:
    given = _lifter(kb, name) | {"meet": [meet], "changed": ["too-heavy"]}
    for step in (None, _step("stay", 4, 4), _step("back", 2, 1)):
        over = _all(_pages(kb, given, DAY + timedelta(days=last + 1), step=step))
        assert not re.search(r"\bmeet\b", over)
    assert re.search(r"\bmeet\b", _all(_pages(kb, given, DAY + timedelta(days=last))))


SORENESS: dict[str, object] = CLEAR | {
    "changed": ["new-lift", "comeback"],
    "pain-course": "days",
    "pain-when": "next-day",
    "pain-start": "after-session",
    "pain-where": "across",
    "pain-feel": "sore",
    "pain-now": 2,
}


@pytest.mark.parametrize("lift", ["romanian-deadlift", "squat", "calf-raise", "lunge"])
@pytest.mark.parametrize("also", [(), ("two-weeks",), ("six-weeks",), ("worse", "twelve-weeks")])
@pytest.mark.parametrize("after", [5, 9, 20])
def test_soreness_that_grew_has_one_verdict(kb: KnowledgeBase, lift: str, also: tuple[str, ...], after: int) -> None:
    """Nothing of the page says to train on, and one visit is asked for: today."""
    found = {one.id: one for one in kb.follow_up.clock}
    due = tuple(
        Due(id=name, text=found[name].text, sources=found[name].sources, grade=found[name].grade)
        for name in ("soreness-grows", *also)
    )
    given = SORENESS | {"exercise": lift}
    assert assess(kb, given).plain_soreness
    told = _pages(kb, given, DAY + timedelta(days=after), due=due)
    assert told["verdict"].title == "PAUSE"
    assert [line.id for line in told["actions"].lines] == ["soreness-grows"]
    words = _all(told)
    assert "See a doctor today." in words
    assert not re.search(r"train as planned|[Kk]eep training|behaves like plain soreness|Book a physio", words)
    assert "TRAIN" not in words


@pytest.mark.parametrize(("after", "said"), [(3, "this week"), (7, "this week"), (8, "now"), (20, "now")])
def test_a_visit_without_short_answers_has_its_time_as_well(kb: KnowledgeBase, after: int, said: str) -> None:
    """Whom nobody coaches is told no short answers, but is to be seen as soon as anybody."""
    given = PULL | {"safety-you": ["maybe-pregnant"], "safety-maybe-pregnant": "well"}
    assert assess(kb, given).headlines is None
    told = _pages(kb, given, DAY + timedelta(days=after))
    [book] = [line.text for line in told["actions"].lines if line.id.startswith("book")]
    assert book == f"Ring a doctor or a physio and get seen {said}."


@pytest.mark.parametrize("lift", ["low-bar-squat", "deadlift", "leg-press"])
@pytest.mark.parametrize(("change", "name"), [("worse-bend", "rounds your back"), ("worse-arch", "lean(?:ing)? back")])
def test_who_went_back_below_the_lift_still_leaves_out_what_the_back_dislikes(
    kb: KnowledgeBase, lift: str, change: str, name: str
) -> None:
    given = PULL | {"exercise": lift, "pain-now": 4, "pain-reach": "nuisance", "pain-changes": [change]}
    assert assess(kb, given).starts_at == "light-weights"
    told = _pages(kb, given, step=_step("ease", 2, 0))
    left = [line.text for line in told["this-week"].lines if re.search(name, line.text)]
    assert left
    assert all("four weeks" in text for text in left), left
    assert not any("bird-dogs and hinges" in text or "dead bugs" in text for text in left), "core work waits"


@pytest.mark.parametrize("course", ["stuck", "long", "comes-goes"])
def test_pain_that_had_lasted_is_not_told_to_ease_within_weeks(kb: KnowledgeBase, course: str) -> None:
    given = PULL | {"pain-course": course, "pain-now": 4, "pain-reach": "nuisance", "pain-start": "one-rep"}
    first = assess(kb, given)
    told = _pages(kb, given, step=_step("ease", 2, 0))
    [long] = [line.text for line in told["verdict"].lines if line.label == "How long?"]
    assert first.headlines is not None
    assert long.split(".")[0] == first.headlines.how_long.split(".")[0]


YOUNG: dict[str, object] = PULL | {"age": "16-19", "pain-changes": ["worse-arch"]}


@pytest.mark.parametrize("more", BOOKED)
@pytest.mark.parametrize(("checked", "after"), [(2, 3), (2, 8), (2, 12), (6, 7), (11, 13), (12, 13), (2, 20)])
def test_a_visit_that_is_booked_comes_sooner_where_it_got_worse(
    kb: KnowledgeBase, more: dict[str, object], checked: int, after: int
) -> None:
    """A check-in that got worse asks for a week at most, and the report names the sooner of both days."""
    answers = PULL | more
    result = assess(kb, answers)
    said = CheckIn(level="clinician", pain_now=7, pain_worst=8, settled=False, helped="worse")
    told = _reported(kb, answers, after, _looked((checked, said)))
    see = _see_someone(told)
    [book] = [line.text for line in told["actions"].lines if line.id.startswith("book")]
    limit = {"days": 3, "this-week": 7, "two-weeks": 14}[result.triage.within or ""]
    last = min(limit, checked + 7)
    assert ("now" in see) == ("now" in book) == (after > last), (see, book)
    if last < limit:
        assert not re.search(r"by \d+ November", see + book), (see, book)
    if after <= last < limit:
        assert "this week" in see
        assert "this week" in book
    [grew] = [line.text for line in told["actions"].lines if line.id == "worse"]
    assert "comes first" not in grew
    assert ("this week." in grew) == ("this week" in see) == ("this week" in book), (grew, see, book)
    assert ("physio now" in grew) == ("now" in see)
    due = all_due(kb, [_looked((checked, said))], DAY.toordinal() + checked, result)
    told_so = ["the day you were told if that comes first" in one.text for one in due if one.id == "worse"]
    assert told_so == [checked <= limit] * len(told_so)


def _looked(*said: tuple[int, CheckIn]) -> Bout:
    """The interview and a check-in on each of these days after it."""
    start = DAY.toordinal()
    seen = [Visit(id=n, day=start + day, level="self-care", checkin=one) for n, (day, one) in enumerate(said, 2)]
    return Bout(number=1, visits=(Visit(id=1, day=start, level="self-care", exercise="deadlift"), *seen))


def _reported(kb: KnowledgeBase, answers: dict[str, object], day: int, bout: Bout) -> dict[str, Section]:
    """The sections of the lifter's page as the journal has them so many days after the interview."""
    given, result = read_answers(kb, answers), assess(kb, answers)
    step = last_advice(kb, bout, result, given)
    today = DAY + timedelta(days=day)
    due = tuple(all_due(kb, [bout], today.toordinal(), result, step))
    return _pages(kb, answers, today, bout=bout, step=step, due=due)


def _see_someone(sections: dict[str, Section]) -> str:
    [see] = [line.text for line in sections["verdict"].lines if line.label == "See someone?"]
    return see


@pytest.mark.parametrize("course", ["days", "weeks-easing", "weeks-same", "long", "comes-goes"])
@pytest.mark.parametrize("pain", [1, 3, 5])
@pytest.mark.parametrize("day", [13, 14, 16, 20, 45])
def test_see_someone_names_the_visit_that_is_due(kb: KnowledgeBase, course: str, pain: int, day: int) -> None:
    """Of a line of the plan whose day has come, with and without a check-in that tells how the pain is."""
    for answers in (YOUNG, PULL):
        given = answers | {"pain-course": course, "pain-now": pain}
        result = assess(kb, given)
        if result.triage.level != "self-care":
            continue
        entries = {one.id: one for one in kb.plan}
        lines = [one for one in result.plan.see_someone_if if one.after_days and entries[one.id].due]
        past = [one for one in lines if one.after_days <= day]
        said = CheckIn(level="self-care", pain_now=pain, pain_worst=pain, pain_in_lift=pain, step=1)
        quiet, told = _see_someone(_reported(kb, given, day, _looked())), _reported(kb, given, day, _looked((6, said)))
        if past:
            state, visit = max(past, key=lambda one: one.after_days).text.split(". ", 1)
            asked = f"If {state[:1].lower()}{state[1:]}, {visit[:1].lower()}{visit[1:]}"
            assert quiet == asked or quiet.startswith("Yes"), "the clock may ask for it already"
        if any(entries[one.id].due == "not-gone" for one in past):
            assert _see_someone(told).startswith("Yes")
            assert any(line.id == "see-two-weeks-young" for line in told["actions"].lines)


def test_who_has_been_seen_reads_of_no_visit_before_weight(kb: KnowledgeBase) -> None:
    said = CheckIn(level="self-care", pain_now=2, pain_worst=2, pain_in_lift=2, step=1, seen=True)
    told = _reported(kb, YOUNG, 20, _looked((16, said)))
    assert not _see_someone(told).startswith("Yes")
    assert "before you add weight" not in _all({name: one for name, one in told.items() if name != "today"})


@pytest.mark.parametrize("more", BOOKED)
@pytest.mark.parametrize("helped", ["a-little", "worse"])
def test_who_was_sent_and_has_been_seen_is_sent_no_more(
    kb: KnowledgeBase, more: dict[str, object], helped: Any
) -> None:
    """Neither for a visit nor to a pause until then; where it got worse since, once more."""
    answers = PULL | more
    worse = helped == "worse"
    said = CheckIn(
        level="clinician", pain_now=7 if worse else 2, pain_worst=8 if worse else 3, helped=helped, seen=True
    )
    bout = _looked((6, said))
    told = _reported(kb, answers, 8, bout)
    see, action = _see_someone(told), [line.text for line in told["actions"].lines]
    assert see.startswith("Yes. See a doctor or physio this week.") == worse
    assert any("Keep to what you were told" in one for one in action)
    assert not any("have been seen" in one or ("the visit." in one and "told" not in one) for one in action)
    assert not [line for line in told["actions"].lines if line.id.startswith("book")]
    result, given = assess(kb, answers), read_answers(kb, answers)
    outcome = judge_checkin(kb, [bout], result, given, DAY.toordinal() + 6)
    assert outcome.held
    assert outcome.seen
    assert {one.id for one in outcome.due} <= {"worse"}
    assert all("the day you were told" not in one.text for one in outcome.due)
    later = judge_checkin(
        kb, [_looked((6, said), (50, replace(said, helped="no")))], result, given, DAY.toordinal() + 50
    )
    assert {one.id for one in later.due} <= {"worse"}, "how it goes on is for whoever saw them to say"
    raised = _looked((6, replace(said, level="urgent")))
    assert not judge_checkin(kb, [raised], result, given, DAY.toordinal() + 6).seen


@pytest.mark.parametrize("more", BOOKED)
@pytest.mark.parametrize("day", [2, 3, 4, 7, 8, 14, 15, 44])
def test_who_was_sent_and_was_not_seen_is_told_once_the_last_day_has_passed(
    kb: KnowledgeBase, more: dict[str, object], day: int
) -> None:
    """The check-in then has no other date, and asks for as much as the report of that day."""
    answers = PULL | more
    result = assess(kb, answers)
    last = {"days": 3, "this-week": 7, "two-weeks": 14}[result.triage.within or ""]
    said = CheckIn(level="clinician", pain_now=4, pain_worst=5)
    told = [one.id for one in all_due(kb, [_looked((1, said), (day, said))], DAY.toordinal() + day, result)]
    assert told == (["visit-overdue"] if day > last else [])
    report = _reported(kb, answers, day, _looked((1, said), (day, said)))
    assert ("now" in _see_someone(report)) == (day > last)


@pytest.mark.parametrize("more", BOOKED)
def test_who_was_sent_is_asked_once_if_they_were_seen(kb: KnowledgeBase, more: dict[str, object]) -> None:
    result, today = assess(kb, PULL | more), DAY.toordinal() + 9
    said = CheckIn(level="clinician", pain_now=2)
    assert may_have_been_seen(kb, _looked((6, said)), result, today)
    assert not may_have_been_seen(kb, _looked((6, replace(said, seen=True))), result, today)
    assert not may_have_been_seen(kb, _looked((6, said)), assess(kb, PULL), today)


@pytest.mark.parametrize("name", LIFTERS)
@pytest.mark.parametrize("days", [(5, 14), (9, 12, 15), (8, 20, 21), (13, 30)])
@pytest.mark.parametrize("pain", [1, 2, 3])
def test_no_weight_is_offered_now_before_the_visit_that_comes_first(
    kb: KnowledgeBase, name: str, days: tuple[int, ...], pain: int
) -> None:
    given = _lifter(kb, name) | {key: YOUNG[key] for key in ("age", "pain-changes")}
    said = CheckIn(level="self-care", pain_now=pain, pain_worst=pain, pain_in_lift=pain, step=1, settled=True)
    told = _reported(kb, given, days[-1], _looked(*((day, said) for day in days)))
    loaded = {rung.next.id for rung in kb.ladder if rung.has_weight and rung.next is not None}
    steps = [line.text for line in told["next-weeks"].lines if line.id in loaded]
    assert "Be seen first unless your pain is gone." in steps[0]
    assert "To go up" not in told["ladder"].lead
    assert not any(line.label == "Up when" for line in told["ladder"].lines)
    seen = _reported(kb, given, days[-1], _looked(*((day, replace(said, seen=True)) for day in days)))
    assert not any("Be seen first" in line.text for line in seen["next-weeks"].lines)
    assert any(line.label == "Up when" for line in seen["ladder"].lines)


@pytest.mark.parametrize("changes", ["worse-arch", "worse-bend"])
@pytest.mark.parametrize(("pain", "step", "days"), [(3, 1, (3,)), (2, 1, (9, 15)), (6, 0, (4,)), (1, 2, (5, 20))])
def test_moves_of_today_are_named_where_today_stands(
    kb: KnowledgeBase, changes: str, pain: int, step: int, days: tuple[int, ...]
) -> None:
    said = CheckIn(level="self-care", pain_now=pain, pain_worst=pain, pain_in_lift=pain, step=step, settled=True)
    for name in LIFTERS:
        given = _lifter(kb, name) | {"pain-changes": [changes], "age": "16-19", "pain-reach": "hard", "pain-now": 3}
        told = _reported(kb, given, days[-1], _looked(*((day, said) for day in days)))
        assert "today" in told or "today's moves" not in _all(told)


def test_pain_that_is_gone_is_not_pain_that_has_not_changed(kb: KnowledgeBase) -> None:
    given = PULL | {"pain-now": 1}
    gone = CheckIn(level="self-care", pain_now=0, pain_worst=0, pain_in_lift=0, step=4)
    told = _reported(kb, given, 20, _looked((6, gone)))
    assert "hasn't changed" not in _all({"see": told["see-someone"]})
    same = CheckIn(level="self-care", pain_now=4, pain_worst=4, pain_in_lift=4, step=4)
    kept = _reported(kb, given | {"pain-now": 4}, 20, _looked((6, same)))
    assert "hasn't changed" in _all({"see": kept["see-someone"]})


@pytest.mark.parametrize("name", LIFTERS)
@pytest.mark.parametrize("to", [3, 4])
def test_who_eased_first_is_not_told_that_too_little_is_known(kb: KnowledgeBase, name: str, to: int) -> None:
    """Strong pain let nothing be changed; on a step of the lift what fits best leads, or the step itself."""
    given = _lifter(kb, name) | {"pain-now": 6}
    result = assess(kb, given)
    assert result.flared
    assert result.enough
    told = _pages(kb, given, step=_step("stay", to, to))
    [line] = [one for one in told["change"].lines if one.label == "CHANGE FIRST"]
    assert "too little" not in line.text
    assert not LOAD.search(line.text)


@pytest.mark.parametrize("lift", ["squat", "lunge", "several", "not-lifting", "lifting-objects"])
@pytest.mark.parametrize("day", range(1, 12))
@pytest.mark.parametrize("pain", [4, 6])
def test_checkin_and_report_end_the_pause_of_grown_soreness_in_one_way(
    kb: KnowledgeBase, lift: str, day: int, pain: int
) -> None:
    """Who is to be seen today is given no day on which to begin again, and there is no ladder to be sent to."""
    given = SORENESS | {"exercise": lift, "pain-now": 2}
    answers, result = read_answers(kb, given), assess(kb, given)
    assert result.plain_soreness
    said = CheckIn(level="self-care", groups=(), pain_now=pain, pain_worst=pain + 1, pain_in_lift=pain, helped="worse")
    bout, today = _looked((day, said)), DAY.toordinal() + day
    outcome = judge_checkin(kb, [bout], result, answers, today)
    page = " ".join(render_outcome(outcome, kb.follow_up, kb.ladder, Surface(stream=StringIO(), width=80), ""))
    due = tuple(all_due(kb, [bout], today, result))
    sections = _pages(kb, given, DAY + timedelta(days=day), bout=bout, due=due)
    [tomorrow] = [line.text for line in sections["verdict"].lines if "tomorrow" in line.label]
    pages = re.sub(r"\s+", " ", page), tomorrow
    assert all(("3 to 7 days" in one) != ("until you have been seen" in one) for one in pages)
    assert all(("until you have been seen" in one) == (day >= 3) for one in pages)
    assert "backcheck ladder" not in pages[0]
    assert "after a week" not in pages[0]
    assert "train as planned" not in _all(sections)


SORE_SCORES = st.integers(0, 6).map(float)
SORE_SAID = st.builds(
    CheckIn,
    level=st.just("self-care"),
    groups=st.just(()),
    pain_now=SORE_SCORES,
    pain_worst=SORE_SCORES,
    settled=st.booleans(),
    helped=st.sampled_from(["yes", "a-little", "no", "worse"]),
    seen=st.sampled_from([None, False, False, True]),
)


@settings(max_examples=40)
@given(
    lift=st.sampled_from(["squat", "lunge", "several", "not-lifting", "other-training"]),
    series=st.lists(st.tuples(SORE_SAID, st.integers(1, 6)), min_size=1, max_size=5),
)
def test_soreness_that_grew_or_lasts_is_told_so_until_seen_or_gone(
    lift: str, series: list[tuple[CheckIn, int]]
) -> None:
    """By the check-in, by the report of the same day, and by the question whether they have been seen."""
    told = SORENESS | {"exercise": lift}
    answers, result = read_answers(KB, told), assess(KB, told, look_ahead=False)
    assert result.plain_soreness
    looks, day, grew, seen = list[tuple[int, CheckIn]](), 0, False, False
    for said, gap in series:
        day += gap
        if looks:
            asked = may_have_been_seen(KB, _looked(*looks), result, DAY.toordinal() + day)
            assert asked == (grew and not seen)
        looks.append((day, said))
        bout, today = _looked(*looks), DAY.toordinal() + day
        outcome = judge_checkin(KB, [bout], result, answers, today)
        seen = seen or bool(said.seen)
        grew = (grew or (outcome.state == "worse" and day >= 3)) and outcome.state != "quiet"
        names = {one.id for one in outcome.due}
        page = " ".join(render_outcome(outcome, KB.follow_up, KB.ladder, Surface(stream=StringIO(), width=80), ""))
        page = re.sub(r"\s+", " ", page)
        sections = _pages(KB, told, DAY + timedelta(days=day), bout=bout, due=outcome.due)
        words = _all(sections) + sections["verdict"].lead
        assert ("soreness-grows" in names) == (grew and not seen)
        assert ("until you have been seen" in page) == ("until you have been seen" in words) == (grew and not seen)
        lasts = day >= 7 and (said.pain_now or said.pain_worst)
        if grew or (lasts and not seen):
            assert "Plain soreness needs" not in page
            assert "behaves like plain soreness" not in words
            assert "train as planned" not in words
            assert "first stiffness" not in words
        if grew and seen and outcome.state != "worse":
            assert "Keep to what you were told" in page
            assert "Keep to what you were told" in words
        elif lasts and not grew and not seen:
            assert "see-sore-week" in names or not names.isdisjoint(DATED)


DATED = ("two-weeks", "six-weeks", "twelve-weeks", "soreness-grows")


@pytest.mark.parametrize("name", LIFTERS)
@pytest.mark.parametrize("to", [0, 1, 2])
def test_who_went_back_before_a_meet_is_told_to_leave_it_out(kb: KnowledgeBase, name: str, to: int) -> None:
    """While its day may still come, whether the plan began on the lift or below it."""
    for pain in (2, 6):
        given = _lifter(kb, name) | {"meet": ["soon"], "pain-now": pain}
        told = _all(_pages(kb, given, step=_step("back", to + 1, to)))
        assert "Leave this meet out" in told, (name, to, pain)
        assert "Decide about your meet" not in told
        over = _all(_pages(kb, given, DAY + timedelta(days=29), step=_step("back", to + 1, to)))
        assert "Leave this meet out" not in over


@pytest.mark.parametrize("name", LIFTERS)
@pytest.mark.parametrize("course", ["weeks-easing", "weeks-same", "days"])
def test_pain_that_was_strong_is_not_told_as_strong(kb: KnowledgeBase, name: str, course: str) -> None:
    """The short answers of a later day go by the pain that was told last."""
    given = _lifter(kb, name) | {"pain-now": 7, "pain-course": course}
    low = CheckIn(level="self-care", pain_now=2, pain_worst=2, pain_in_lift=2, step=0)
    high = CheckIn(level="self-care", pain_now=6, pain_worst=6, pain_in_lift=6, step=0)
    calm = _reported(kb, given, 20, _looked((6, low), (16, low)))
    assert "Strong pain" not in _all({"head": calm["verdict"]})
    sore = _reported(kb, given, 20, _looked((6, low), (16, high)))
    assert "Strong pain" in _all({"head": sore["verdict"]})


@pytest.mark.parametrize("name", LIFTERS)
@pytest.mark.parametrize("to", range(5))
def test_a_fix_leaves_the_range_to_a_step_that_goes_part_of_the_way(kb: KnowledgeBase, name: str, to: int) -> None:
    given = _lifter(kb, name)
    told = _pages(kb, given, step=_step("back", to + 1, to))
    part = "part of the way" in " ".join(line.text + line.label for line in told["ladder"].lines)
    if "faults" in told:
        assert ("range" in told["faults"].lead) == part
