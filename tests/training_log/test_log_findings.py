"""What changed: each row of the question `changed` of which a log can speak, at its borders, with numbers and days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest

from backcheck.knowledge.loads import Unit
from backcheck.knowledge.model import KnowledgeBase
from backcheck.show.log import spread
from backcheck.show.log_words import say_finding, say_load, say_work_load
from backcheck.training_log.changes import find_changes, usual_load
from backcheck.training_log.findings import ROWS, Changes, LogFinding, WorkLoad
from backcheck.training_log.log import TrainingLog, estimate_max
from tests.training_log.exports import Done, strong_4
from tests.training_log.test_shapes import read

LAST = date(2026, 11, 20)


def weekly(name: str, amounts: Sequence[float | str], reps: int = 5, sets: int = 3, until: date = LAST) -> list[Done]:
    """One session a week with these top sets, the last one on `until`. None is left out by a dash."""
    days = [until - timedelta(7 * back) for back in range(len(amounts))][::-1]
    pairs = [(day, amount) for day, amount in zip(days, amounts, strict=True) if amount != "-"]
    return [Done(day, name, f"{amount:g}" if amount else "", reps) for day, amount in pairs for _ in range(sets)]


def log_of(*parts: Iterable[Done]) -> TrainingLog:
    """The log with all of these sets."""
    return read(strong_4([one for part in parts for one in part], "kg"))


def changes_of(*parts: Iterable[Done], until: date | None = None) -> Changes:
    """What changed in it."""
    return find_changes(log_of(*parts), until=until.toordinal() if until else None)


def only(changes: Changes, kind: str, name: str | None = None) -> LogFinding:
    """The one finding of this kind, where a name is given the one of this exercise."""
    [found] = [one for one in changes.findings if one.kind == kind and name in (None, one.name)]
    return found


def kinds(changes: Changes) -> set[str]:
    """Which kinds of finding there are."""
    return {one.kind for one in changes.findings}


FLAT = [100.0] * 12


def test_the_rows_are_options_of_the_question(kb: KnowledgeBase) -> None:
    """What stands beside a row must be the row of the question that is asked."""
    assert set(ROWS) <= {option.id for option in kb.questions["changed"].options}


def test_the_same_training_as_ever_has_nothing_to_say() -> None:
    """No finding where nothing changed and nothing was near a limit."""
    changes = changes_of(weekly("Squat", [80.0] * 12, reps=8))
    assert not changes.findings
    assert [one.name for one in changes.lifts] == ["Squat"]


@pytest.mark.parametrize(("top", "found"), [(110.0, False), (110.5, True), (130.0, True)])
def test_a_jump_is_more_than_a_tenth_over_four_weeks(top: float, found: bool) -> None:
    """Exactly a tenth is none."""
    changes = changes_of(weekly("Squat", [*FLAT, top], reps=8))
    assert ("jump" in kinds(changes)) == found
    if found:
        jump = only(changes, "jump")
        assert (jump.row, jump.before, jump.after) == ("load-jump", 100.0, top)
        assert (jump.since, jump.until) == (LAST - timedelta(7), LAST)


def test_what_an_app_rounds_is_no_change() -> None:
    """Pounds that were kept in kilograms to a hundredth: a tenth more is not more than that, the same not heavier."""
    tenth = [*["45.36"] * 10, "49.9", "49.9"]
    same = [*["83.91"] * 10, "83.92", "83.93"]
    for amounts in (tenth, same):
        days = [LAST - timedelta(7 * back) for back in range(12)][::-1]
        sets = [Done(day, "Squat", amount, 12) for day, amount in zip(days, amounts, strict=True)]
        assert not kinds(changes_of(sets))


def test_a_light_week_before_is_no_jump() -> None:
    """It is compared with the heaviest of the four weeks before, not with the last session."""
    assert "jump" not in kinds(changes_of(weekly("Squat", [*FLAT, 60.0, 100.0], reps=8)))


def test_after_a_pause_it_is_compared_with_what_came_before_it() -> None:
    """There is nothing else."""
    changes = changes_of(weekly("Squat", [*FLAT, "-", "-", "-", "-", "-", 120.0], reps=8))
    assert only(changes, "jump").before == 100.0
    assert only(changes, "back").count == 41


def test_jumps_before_the_six_weeks_are_not_told() -> None:
    """The question asks for the weeks before the pain."""
    assert "jump" not in kinds(changes_of(weekly("Squat", [*FLAT, *[120.0] * 7], reps=8)))
    assert "jump" in kinds(changes_of(weekly("Squat", [*FLAT, *[120.0] * 6], reps=8)))


def test_what_came_after_the_pain_is_not_told() -> None:
    """Only what came before it can have had a part in it."""
    pain = LAST - timedelta(8)
    assert "jump" not in kinds(changes_of(weekly("Squat", [*FLAT, 130.0, 130.0], reps=8), until=pain))


def test_small_steps_are_added_weight() -> None:
    """Two or more, and no jump among them."""
    assert "steps" not in kinds(changes_of(weekly("Squat", [*FLAT, 102.5], reps=8)))
    steps = only(changes_of(weekly("Squat", [*FLAT, 102.5, 102.5, 105.0], reps=8)), "steps")
    assert (steps.row, steps.before, steps.after, steps.count) == ("load-up", 100.0, 105.0, 2)
    assert "steps" not in kinds(changes_of(weekly("Squat", [*FLAT, 102.5, 125.0], reps=8)))


@pytest.mark.parametrize(("sessions", "found"), [(3, False), (4, True)])
def test_heavier_every_session_is_told(sessions: int, found: bool) -> None:
    """Four in a row."""
    amounts = [100.0 + 2.5 * number for number in range(sessions)]
    changes = changes_of(weekly("Squat", [*FLAT[:-1], *amounts], reps=8))
    assert ("run" in kinds(changes)) == found
    if found:
        assert (only(changes, "run").count, only(changes, "run").after) == (4, 107.5)
        assert "steps" not in kinds(changes)


def test_near_max_by_effort_by_failure_and_by_the_estimate() -> None:
    """The estimate speaks only where nothing else does."""
    quiet = weekly("Squat", FLAT, reps=8)
    hard = [Done(LAST, "Squat", "100", 8, rpe="9.5"), Done(LAST, "Squat", "100", 8, rpe="6.5")]
    found = only(changes_of(quiet, hard), "rpe")
    assert (found.count, found.out_of, found.rpe, found.after) == (1, 2, 9.5, 100.0)
    failed = only(changes_of(quiet, [Done(LAST, "Squat", "100", 8, "failure")]), "failure")
    assert (failed.count, failed.out_of) == (1, 19)
    share = only(changes_of(quiet, [Done(LAST, "Squat", "120", 1)]), "share")
    best = float(estimate_max(Decimal(100), 8) or 0)
    assert (share.after, share.before, share.after_reps) == (120.0, round(best, 6), 1)
    assert not {"share", "failure"} & kinds(changes_of(quiet, hard))
    assert "share" not in kinds(changes_of(weekly("Squat", [100.0, 100.0], reps=1)))


@pytest.mark.parametrize(("rpe", "found"), [("7", False), ("8.5", False), ("9", True), ("10", True)])
def test_effort_is_near_the_limit_with_at_most_one_repetition_left(rpe: str, found: bool) -> None:
    """RPE 7 to 8.5 is what most programs consist of; and where effort is rated the estimate is not asked."""
    changes = changes_of(weekly("Squat", FLAT, reps=8), [Done(LAST, "Squat", "120", 1, rpe=rpe)])
    assert ("rpe" in kinds(changes)) == found
    assert "share" not in kinds(changes)


def test_a_jump_of_the_lift_that_is_done_most_comes_first() -> None:
    """Then the larger share before the smaller, and jumps before all else."""
    day = LAST - timedelta(7)
    changes = changes_of(
        weekly("Squat", [*FLAT, 120.0], reps=8, sets=6),
        weekly("Good Morning", [40.0] * 12 + [60.0], reps=8),
        weekly("Leg Curl", [40.0] * 12 + [50.0], reps=8),
        weekly("Deadlift", [*FLAT, 102.5, 105.0], reps=8),
        [Done(day, "Leg Press", "100", 8, rpe="9.5")],
    )
    jumps = [one.name for one in changes.findings if one.kind == "jump"]
    assert jumps == ["Squat", "Good Morning", "Leg Curl"]
    shown = spread(changes.findings)
    assert [one.name for one in shown[:2]] == jumps[:2]
    assert {one.row for one in shown[1:-1]} >= {"too-heavy", "load-up"}
    assert [one.row for one in shown].index("too-heavy") < [one.row for one in shown].index("load-up")


@pytest.mark.parametrize(
    "machine", ["Standing Calf Raise (Machine)", "Leg Press", "Leg Curl", "Hip Thrust", "Hack Squat"]
)
@pytest.mark.parametrize("held", ["Deadlift", "Squat", "Good Morning", "Goblet Squat", "Lunge", "Back Extension"])
def test_lifts_that_the_back_holds_come_first(machine: str, held: str) -> None:
    """Though the other one is done more and changed more: findings of a row, and rows of lifts that changed clearly."""
    changes = changes_of(
        weekly(machine, [*FLAT, 160.0], reps=8, sets=8), weekly(held, [*FLAT[:-3], 100.0, 102.5, 105.0, 107.5], reps=8)
    )
    heavier = [(one.name, one.kind) for one in changes.findings if one.row == "load-jump"]
    assert heavier == [(held, "run"), (machine, "jump")]
    assert [one.name for one in changes.lifts] == [machine, held]  # this one changed by less than a tenth
    clear = changes_of(weekly(machine, [*FLAT, 160.0], reps=8, sets=8), weekly(held, [*FLAT, 115.0], reps=8))
    assert [one.name for one in clear.lifts] == [held, machine]
    assert [one.name for one in clear.findings if one.kind == "jump"] == [held, machine]


def test_every_lift_is_in_a_family_that_tells_what_holds_the_trunk(kb: KnowledgeBase) -> None:
    """Those in which it leans under a weight, and those in which it is upright, lies or has a pad."""
    held = {lift.id for lift in kb.lifts.values() if kb.warm_ups[lift.family].back_holds}
    assert held >= {"squat", "deadlift", "good-morning", "kettlebell-swing", "lunge", "romanian-deadlift"}
    assert not held & {"leg-press", "leg-curl", "leg-extension", "calf-raise", "hip-thrust", "glute-bridge"}


@pytest.mark.parametrize("end", range(7))
@pytest.mark.parametrize("every", [(0, 3), (0, 2, 4), (0,)])
def test_a_week_off_is_not_counted_as_usual_training(end: int, every: tuple[int, ...]) -> None:
    """Wherever it begins: the weeks that were trained are what a week is compared with, and that is said."""
    days = [LAST - timedelta(7 * week + day + end) for week in range(14) if week != 2 for day in every]
    usual = [Done(day, "Squat", "80", 8) for day in days for _ in range(12 // len(every))]
    assert "sets" not in kinds(changes_of(usual))
    extra = [Done(max(days), "Squat", "80", 8) for _ in range(6)]
    sets = only(changes_of(usual, extra), "sets")
    assert (sets.before, sets.after, sets.count) == (12.0, 18.0, 1)
    assert say_finding(sets, "kg").endswith("12 a week in the 4 weeks before, not counting a week off")


def test_a_new_lift_needs_a_log_that_goes_back() -> None:
    """In the first weeks of a log everything is new."""
    new = [Done(LAST, "Good Morning", "40", 8)]
    assert only(changes_of(weekly("Squat", FLAT, reps=8), new), "new").name == "Good Morning"
    assert "new" not in kinds(changes_of(weekly("Squat", FLAT[:4], reps=8), new))
    assert "new" in kinds(changes_of(weekly("Squat", FLAT[:5], reps=8), new))


@pytest.mark.parametrize(("gap", "told"), [(7, True), (28, True), (29, False)])
def test_a_new_name_of_a_lift_that_was_done_under_another_is_told_with_it(gap: int, told: bool) -> None:
    """After a rename, or another language of the phone, it is new only as a name; the weight may have jumped."""
    first = LAST - timedelta(7)
    old = weekly("Squat (Barbell)", FLAT, until=first - timedelta(gap))
    changes = changes_of(old, weekly("Kniebeuge (Langhantel)", [120, 120]), weekly("Leg Press", FLAT))
    words = say_finding(only(changes, "new"), "kg")
    assert words.startswith("Kniebeuge (Langhantel) first on 13 Nov, 2 sessions so far, from 120 kg")
    assert ("another name of this lift ended on" in words) == told
    assert not told or words.endswith("at 100 kg")


@pytest.mark.parametrize(
    ("kg", "unit", "said"),
    [("83.91", "kg", "83.91 kg"), ("61.2", "kg", "61.2 kg"), ("83.914588", "lb", "185 lb"), ("83.91", "lb", "185 lb"),
     ("92.5", "lb", "203.93 lb"), ("82.5", "kg", "82.5 kg"), ("81.25", "kg", "81.25 kg"), ("1000", "lb", "2204.62 lb")],
)  # fmt: skip
def test_a_load_is_said_as_it_was_written(kg: str, unit: Unit, said: str) -> None:
    """Small plates too, and what an app converted there and back; in the other unit to a hundredth."""
    assert say_load(Decimal(kg), unit) == said


@pytest.mark.parametrize(("kind", "rpe"), [("failure", ""), ("work", "9")])
def test_hard_sets_are_told_with_those_of_the_weeks_before(kind: str, rpe: str) -> None:
    """Who always trains so changed nothing; who did not train then has nothing to be told."""
    days = [LAST - timedelta(7 * back) for back in range(12)]
    sets = [
        Done(day, "Squat", "100", 8, kind if at < 2 else "work", rpe if at < 2 else "7")
        for day in days
        for at in range(3)
    ]
    [finding] = [one for one in changes_of(sets).findings if one.row == "too-heavy"]
    assert (finding.count, finding.out_of, finding.usual, finding.usual_of) == (12, 18, 8, 12)
    assert say_finding(finding, "kg").endswith("; 8 of 12 in the 4 weeks before")
    [finding] = [one for one in changes_of(sets[:18]).findings if one.row == "too-heavy"]
    assert "before" not in say_finding(finding, "kg")


def test_a_new_name_beside_one_that_goes_on_is_a_new_lift() -> None:
    """Both are done now, so the old one did not end."""
    changes = changes_of(weekly("Squat (Barbell)", FLAT), weekly("Squat (Machine)", [60, 60]))
    assert "another name" not in say_finding(only(changes, "new"), "kg")


def test_more_sets_lifts_and_days_are_those_of_a_week() -> None:
    """Against the four weeks before it."""
    usual = weekly("Squat", FLAT, reps=8)
    extra = [Done(LAST - timedelta(2), "Leg Press", "150", 10) for _ in range(4)]
    changes = changes_of(usual, weekly("Leg Press", [150.0] * 12, reps=10, sets=1), extra)
    sets, days = only(changes, "sets", ""), only(changes, "days", "")
    assert (sets.before, sets.after, sets.row) == (4.0, 8.0, "more-work")
    assert (sets.since, sets.until) == (LAST - timedelta(6), LAST)
    assert (days.before, days.after) == (1.0, 2.0)
    assert "lifts" not in kinds(changes)
    lifts = only(changes_of(usual, [Done(LAST, "Leg Press", "150", 10)]), "lifts")
    assert (lifts.before, lifts.after) == (1.0, 2.0)
    assert "sets" not in kinds(changes_of(usual, extra[:3]))


@pytest.mark.parametrize(("off", "found"), [(13, False), (14, True), (30, True)])
def test_time_off_is_two_weeks_without_a_leg_lift(off: int, found: bool) -> None:
    """Days between two sessions; training the arms is time off for the legs."""
    before = weekly("Squat", FLAT, reps=8, until=LAST - timedelta(off + 1))
    arms = [Done(LAST - timedelta(3), "Bench Press", "80", 5)]
    changes = changes_of(before, arms, [Done(LAST, "Squat", "80", 8)])
    assert ("back" in kinds(changes)) == found
    if found:
        back = only(changes, "back")
        assert (back.count, back.since, back.until) == (off, LAST - timedelta(off + 1), LAST)


@pytest.mark.parametrize(("after", "said"), [(100.0, "100 kg"), (60.0, "60 kg")])
def test_time_off_tells_the_weight_before_and_after(after: float, said: str) -> None:
    """Of the lift that is done most: coming back at the full weight is what somebody may not have noticed."""
    before = weekly("Squat", FLAT, reps=8, sets=5, until=LAST - timedelta(21))
    other = weekly("Leg Press", [150.0] * 12, reps=8, until=LAST - timedelta(21))
    changes = changes_of(before, other, weekly("Squat", [after], reps=8), weekly("Leg Press", [120.0], reps=8))
    back = only(changes, "back")
    assert (back.name, back.before, back.after, back.count) == ("Squat", 100.0, after, 20)
    assert say_finding(back, "kg") == (
        f"Squat 100 kg before and {said} after 20 days without a leg lift between 30 Oct and 20 Nov"
    )
    arms = changes_of(other, weekly("Lunge", [0.0], until=LAST))
    assert say_finding(only(arms, "back"), "kg") == "20 days without a leg lift between 30 Oct and 20 Nov"


def test_lifts_that_changed_most_come_first() -> None:
    """By load or estimate, and by sets; one that is new behind those that changed by a tenth, before all others."""
    changes = changes_of(
        weekly("Squat", [*FLAT, *[105.0] * 3], reps=8),
        weekly("Deadlift", [*FLAT, *[140.0] * 3], reps=8),
        weekly("Leg Press", [*FLAT, *FLAT[:3]], reps=8),
        [Done(LAST, "Lunge", "20", 8)],
    )
    assert [one.name for one in changes.lifts] == ["Deadlift", "Lunge", "Squat", "Leg Press"]
    deadlift = changes.lifts[0]
    assert deadlift.before is not None
    assert (deadlift.before.load, deadlift.now.load, deadlift.now.sets_a_week) == (Decimal(100), Decimal(140), 3.0)


@pytest.mark.parametrize(
    ("load", "reps", "most"),
    [
        ("100", 1, "100"),
        ("100", 10, "133.3333333333333333333333333"),
        ("100", 11, None),
        ("100", 0, None),
        ("0", 5, None),
    ],
)
def test_the_estimated_maximum(load: str, reps: int, most: str | None) -> None:
    """One repetition gives the load itself, ten a third more, other numbers none."""
    assert estimate_max(Decimal(load), reps) == (None if most is None else Decimal(most))


@pytest.mark.parametrize("moved", [0, 1, 2, 3])
@pytest.mark.parametrize(("usual", "extra", "found"), [(3, 3, True), (4, 4, True), (3, 2, False), (8, 3, False)])
@pytest.mark.parametrize("name", ["Deadlift", "Good Morning", "Leg Press"])
def test_more_of_one_lift_is_told_of_it(name: str, usual: int, extra: int, found: bool, moved: int) -> None:
    """Though all leg sets together hardly rise: half more and at least three, with another day for it."""
    day = LAST - timedelta(4 - moved)
    rest = [one for each in ("Squat", "Lunge", "Leg Curl") for one in weekly(each, [80.0] * 12, reps=8, sets=6)]
    changes = changes_of(rest, weekly(name, [80.0] * 12, reps=8, sets=usual), [Done(day, name, "80", 8)] * extra)
    told = {one.kind: one for one in changes.findings if one.name == name}
    assert ("sets" in told) == found
    if found:
        assert (told["sets"].row, told["sets"].before, told["sets"].after) == ("more-work", usual, usual + extra)
        assert say_finding(told["sets"], "kg").startswith(f"{name} {usual + extra} sets from ")
        assert changes.findings[0].name == name


@pytest.mark.parametrize("moved", [1, 2, 3])
@pytest.mark.parametrize("week", [0, 1, 3])
def test_a_session_on_an_earlier_day_is_no_more_work(moved: int, week: int) -> None:
    """Two sessions within seven days are not twice the work where the next one comes as late as ever."""
    days = [LAST - timedelta(7 * back + (moved if back == week else 0)) for back in range(12)]
    changes = changes_of([Done(day, "Deadlift", "80", 8) for day in days for _ in "abc"], weekly("Squat", [80.0] * 12))
    assert not {one.kind for one in changes.findings if one.name == "Deadlift"} & {"sets", "days"}


def test_a_jump_in_two_sessions_of_a_week_is_one() -> None:
    """From what was lifted a week before; and a heavy day after a light one is no rise."""
    heavy, light = weekly("Squat", [*FLAT, 120.0]), weekly("Squat", FLAT, until=LAST - timedelta(10))
    light = [one._replace(amount="90") for one in light]
    step = [Done(LAST - timedelta(3), "Squat", "110", 5)]
    changes = changes_of(heavy, light, step)
    jump = only(changes, "jump")
    assert (jump.before, jump.after, jump.since, jump.until) == (100.0, 120.0, LAST - timedelta(7), LAST)
    assert "run" not in kinds(changes)


def test_sets_a_week_are_those_of_whole_weeks() -> None:
    """The same training has the same number over whatever days; less than a week has none."""
    log = log_of(weekly("Squat", [80.0] * 12))
    for days in (1, 6, 7, 10, 19, 26, 41):
        [squat] = find_changes(log, since=(LAST - timedelta(days - 1)).toordinal()).lifts
        assert squat.before is not None
        assert squat.before.sets_a_week == 3.0
        assert squat.now.sets_a_week == (3.0 if days >= 7 else None), days


@pytest.mark.parametrize(("short", "weeks"), [(0, 4), (2, 3), (7, 3), (8, 0), (30, 0)])
def test_a_log_that_is_some_days_short_is_compared_over_fewer_weeks(short: int, weeks: int) -> None:
    """Down to three."""
    first = LAST - timedelta(42 + 28 - 1 - short)
    days = [first, *(LAST - timedelta(back) for back in range(0, 39, 7))]
    changes = changes_of([Done(day, "Squat", "80", 8) for day in days])
    assert changes.weeks_before == weeks


JUMPED = [*[90.0, 95.0] * 6, 120.0, 122.5]


@pytest.mark.parametrize("after", [[], [60.0], [60.0, 62.5]])
@pytest.mark.parametrize("name", ["Squat", "Deadlift", "Leg Press"])
def test_the_work_weight_is_what_was_usual_before_the_jump(name: str, after: list[float]) -> None:
    """Not the weight after it, nor what was tried since it hurts, whether or not the day is known."""
    log = log_of(weekly(name, [*JUMPED, *after]))
    [lift] = {one.lift for one in log.series}
    pain = (LAST - timedelta(7 * len(after))).toordinal()
    for until in (pain, None):
        work = usual_load(log, lift, until)
        assert work is not None
        assert work == WorkLoad(Decimal(90), Decimal(90), Decimal(95), Decimal(120))
        assert say_work_load(work, "kg") == "Your log: 90 to 95 kg before the jump to 120 kg."
    before = usual_load(log, lift, pain - 14)
    assert before is not None
    assert before == WorkLoad(Decimal(90), Decimal(90), Decimal(95))
    assert say_work_load(before, "kg") == "Your log: 90 to 95 kg in six weeks."


def test_the_work_weight_is_the_middle_of_six_weeks() -> None:
    """One heavy or one light day does not move it, singles do not count, and a lift without a load has none."""
    log = log_of(weekly("Squat", [*FLAT, 70.0, 107.5, 105.0]), weekly("Lunge", [0.0] * 3))
    single = log_of(weekly("Squat", FLAT, until=LAST - timedelta(1)), [Done(LAST, "Squat", "108", 1)])
    for each in (log, single):
        work = usual_load(each, "squat")
        assert work is not None
        assert work.load == 100
    assert usual_load(log, "lunge") is None
    assert usual_load(log, "deadlift") is None
    assert usual_load(log_of(weekly("Squat", FLAT, reps=1)), "squat") is None


@pytest.mark.parametrize("amount", ["45", "95", "120", "225", "227.5", "315", "402.5"])
def test_pounds_are_said_as_they_were_written(amount: str) -> None:
    """On their way through kilograms nothing is lost that a person would see."""
    half = float(amount) / 2
    sets = [*weekly("Squat", [half] * 12, reps=8, until=LAST - timedelta(7)), Done(LAST, "Squat", amount, 8)]
    jump = only(find_changes(read(strong_4(sets, "lb"))), "jump")
    assert say_finding(jump, "lb").startswith(f"Squat {half:g} to {amount} lb in 7 days")
