"""What follows from looking again: the light of the day, up or stay or back, and what the clock says.

The rules are in `data/follow-up.json` and `data/ladder.json`, and so are the words; a bout is one of `bouts`, a day is
a number (as of `date.toordinal`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from msgspec.structs import replace

from backcheck.knowledge.training import ClockRule, FollowUp, Rung
from backcheck.reasoning.assessment import Value
from backcheck.reasoning.bouts import (
    MEASURES,
    PAINS,
    WINDOW,
    Bout,
    CheckIn,
    Course,
    Measure,
    Trend,
    Visit,
    is_free,
    judge_change,
    list_trends,
)

Colour = Literal["green", "amber", "red"]
StepMove = Literal["up", "stay", "back", "physio", "ease", "visit"]
Less = Literal["less", "keep", "swap"]
State = Literal["early", "better", "same", "worse", "easing", "quiet"]
Worse = Literal["trend", "mixed", "today", "said"]


class StepAdvice(Value, frozen=True):
    """Where to go on the ladder. `days` and `needed` tell how many good days in a row there were and have to be.

    `covered` and `span` tell over how many days they went and have to go, and `not_before` the day, still to come, on
    which the plan goes up at the earliest. The move `ease` leads down to where so much pain starts, however many steps
    that is: `ease_score` is the pain that decided it and `ease_measure` where it was, None where what else was told in
    the interview did. `visit` keeps below weight until the person has been seen. `back_from` is the least pain, 0 to
    10, that leads a step back, and `unsettled` tells that pain had not settled by the next morning. `score` is the pain
    of that `measure` that the light goes by, green up to `green_to`. `top` tells that there is no higher step, `bottom`
    that there is no lower one, and `lowest` that it leads to the lowest or stays there. `sore_days` are the amber days
    in a row on this step; `less` tells what they ask of who stays: less of the same, to `keep` to that, or another
    lift in the place of the sore one. `worse` tells that the bout got worse, which going up waits for.
    """

    move: StepMove
    light: Colour | None
    step: int
    to: int
    days: int
    needed: int
    back_from: float
    covered: int = 0
    span: int = 0
    not_before: int | None = None
    unsettled: bool = False
    score: float | None = None
    measure: Measure = "in-lift"
    green_to: float = 0
    top: bool = False
    bottom: bool = False
    sore_days: int = 0
    less: Less | None = None
    worse: bool = False
    ease_score: float | None = None
    ease_measure: Measure | None = None
    lowest: bool = False


class Due(Value, frozen=True):
    """A rule of the clock that holds today."""

    id: str
    text: str
    sources: tuple[str, ...]
    grade: str


def sore_score(checkin: CheckIn) -> float | None:
    """The pain that the light goes by: in the lift, and now if that is more; the worst where no lift was done."""
    sorest = find_sorest(checkin)
    return sorest[0] if sorest is not None else None


def find_sorest(checkin: CheckIn) -> tuple[float, Measure] | None:
    """That pain, and where it was; None where nothing was said."""
    lead: tuple[float | None, Measure] = (checkin.pain_in_lift, "in-lift")
    if checkin.pain_in_lift is None:
        lead = (checkin.pain_worst, "worst")
    said = [(score, measure) for score, measure in (lead, (checkin.pain_now, "now")) if score is not None]
    return max(said, key=lambda one: one[0]) if said else None


def light_of(rules: FollowUp, checkin: CheckIn) -> Colour | None:
    """Green, amber or red by pain during and after; None where nothing was said. Red too when it had not settled.

    The pain-monitoring model of Silbernagel 2007, tested in Achilles tendons and not in backs; a lift that still
    hurts the next morning is red.
    """
    score = sore_score(checkin)
    if score is None:
        return None
    if score >= rules.light.red_from or checkin.settled is False:
        return "red"
    return "green" if score <= rules.light.green_to else "amber"


def advise_step(
    rules: FollowUp,
    ladder: Sequence[Rung],
    bout: Bout,
    *,
    at_most: int | None = None,
    not_before: Mapping[int, int] | None = None,
) -> StepAdvice | None:
    """Up, stay or back, from the check-ins of this bout; None where the last one names no step or no pain.

    Up after enough good days in a row on this step, to weight only if it did not get worse; back after one red day,
    and a physio after two red in a row. Days are counted, not check-ins. Nobody is sent to a step above `at_most`, or
    up to a step before the day that their plan names for it: `not_before`, by step. Source: coaching judgement after
    the ladder's own claims.
    """
    visits = [visit for visit in bout.visits if visit.checkin is not None]
    rungs = {rung.step: rung for rung in ladder}
    last = visits[-1].checkin if visits else None
    if last is None or last.step not in rungs:
        return None
    light = light_of(rules, last)
    if light is None:
        return None
    step, low, high = last.step, min(rungs), max(rungs)
    rung = rungs[step]
    good = _days_in_a_row(rules, rung, visits)
    score, measure = find_sorest(last) or (None, "in-lift")
    covered = good[0] - good[-1] if good else 0
    named = (not_before or {}).get(step + 1, 0)
    wait = named if named > visits[-1].day else None
    worse = state_of(rules, bout) == "worse"
    waits = worse and rungs[min(step + 1, high)].has_weight
    move: StepMove = "stay"
    if light == "red" or (score is not None and score >= rung.go_back_from):
        before = (light_of(rules, one.checkin) for one in reversed(visits) if one.day < visits[-1].day and one.checkin)
        move = "physio" if next(filter(None, before), None) == "red" else "back"
    elif len(good) >= rung.go_up.in_a_row and covered >= rung.go_up.days and not wait and not waits:
        move = "up"
    to = step + 1 if move == "up" else step - 1 if move in ("back", "physio") else step
    if at_most is not None and at_most < to:
        move, to = "physio" if move == "physio" else "ease", at_most
    sore = _days_in_a_row(rules, rung, visits, sore=True)
    to = min(max(to, low), high)
    return StepAdvice(
        move=move,
        light=light,
        step=step,
        to=to,
        days=len(good),
        needed=rung.go_up.in_a_row,
        covered=covered,
        span=rung.go_up.days,
        not_before=wait,
        back_from=min(rules.light.red_from, rung.go_back_from),
        unsettled=last.settled is False,
        score=score,
        measure=measure,
        green_to=rules.light.green_to,
        top=step == high,
        bottom=step == low,
        sore_days=len(sore),
        less=_ask_less(rules, rung, sore, worse=worse) if move == "stay" and light == "amber" and step > low else None,
        worse=waits,
        lowest=to == low,
    )


def keep_below_weight(ladder: Sequence[Rung], advice: StepAdvice) -> StepAdvice:
    """The advice to somebody who is to be seen before any weight: no step that has some, and no days to wait for it."""
    free = [one.step for one in ladder if not one.has_weight]
    if not free or advice.to < max(free):
        return advice
    waits = advice.to > max(free) or (advice.move == "stay" and advice.less in (None, "keep"))
    return replace(advice, move="visit", to=max(free), less=None) if waits else advice


def _ask_less(rules: FollowUp, rung: Rung, sore: Sequence[int], *, worse: bool) -> Less | None:
    """What an amber day asks of who stays after these sore days in a row, newest first: as the plan does, less, then
    another lift.

    Less too where it got worse. For as many days as led to it, or a week, in which there are as many sessions, less
    stays as it is.
    """
    least = rules.ladder.sore_days
    if len(sore) <= least:
        return "less" if worse or len(sore) == least else None
    lasts = len(sore) >= 2 * least or sore[0] - sore[-least] >= WINDOW
    if rung.own_lift and lasts:
        return "swap"
    return "less" if worse or len(sore) % least == 0 else "keep"


def _days_in_a_row(rules: FollowUp, rung: Rung, visits: Sequence[Visit], *, sore: bool = False) -> list[int]:
    """The latest days in a row on this step with little enough pain, newest first; a bad score spoils its day.

    `sore` days are the others: amber, and with more pain than the next step allows. A day without its danger signs is
    no good day.
    """
    good: list[int] = []
    for visit in reversed(visits):
        said = visit.checkin
        if said is None or said.step != rung.step:
            break
        score = sore_score(said)
        if score is None:
            continue
        much = score > rung.go_up.pain_at_most
        if much != sore or light_of(rules, said) == "red":
            return [day for day in good if day != visit.day]
        if visit.day not in good and (sore or visit.level != "unscreened"):
            good.append(visit.day)
    return good


def got_worse(rules: FollowUp, bout: Bout) -> bool:
    """Whether the last check-in is worse than the first score of this bout or than the one before it, or says so."""
    return how_worse(rules, bout) is not None


def how_worse(rules: FollowUp, bout: Bout) -> Worse | None:
    """By what the last check-in is worse than the first score of this bout or the one before it; None if it is not.

    By the trend, `mixed` where another score got better, else by what was said today, else by the person's word. Single
    days count here, unlike in a trend: asking the danger signs once more costs little.
    """
    last = bout.visits[-1]
    if last.checkin is None or len(bout.visits) < 2:
        return None
    today = _is_worse_today(rules, bout)
    if not today and last.checkin.helped != "worse":
        return None
    directions = {trend.direction for trend in list_trends(rules.change, bout)}
    if "worse" in directions:
        return worse_by_trend(directions)
    return "today" if today else "said"


def worse_by_trend(directions: Collection[Course]) -> Worse:
    """By which trends a bout is worse that has one for the worse among these directions."""
    return "mixed" if "better" in directions else "trend"


def _is_worse_today(rules: FollowUp, bout: Bout, *, than_first: bool = True) -> bool:
    """Whether a score of the last visit is worse than the one before it or, `than_first`, than the first."""
    for measure in MEASURES:
        score = bout.visits[-1].score(measure)
        earlier = [s for visit in bout.visits[:-1] if (s := visit.score(measure)) is not None]
        if score is None:
            continue
        ends = (*earlier[: int(than_first)], *earlier[-1:])
        courses = (judge_change(rules.change, one, score, activity=measure == "activity") for one in ends)
        if "worse" in courses:
            return True
    return False


def state_of(rules: FollowUp, bout: Bout) -> State:
    """How the bout goes: `early` where there is no second score to compare.

    `quiet` with nothing above green, where pain is gone or the person is close to what they want; and also where a
    score so low has no room for a change that counts, and they name nothing else that they miss. `easing` where it is
    worse than at first after a flare, and falls again.
    """
    course = _course_of(rules, bout)
    if course == "worse" or got_worse(rules, bout):
        return "easing" if _eases(rules, bout) else "worse"
    return course


def _eases(rules: FollowUp, bout: Bout) -> bool:
    """Whether a red day of the last week is over: no red light since, and nothing said today is worse than before."""
    last = bout.visits[-1]
    if last.checkin is None or last.checkin.helped == "worse" or _is_worse_today(rules, bout, than_first=False):
        return False
    looks = [(one.day, light_of(rules, one.checkin)) for one in bout.visits if one.checkin is not None]
    red = max((day for day, light in looks if light == "red"), default=None)
    return red is not None and red < last.day < red + WINDOW and looks[-1][1] is not None


def course_of(rules: FollowUp, bout: Bout, step: StepAdvice | None = None) -> State:
    """The same over the bout as a whole: one worse day in it takes no progress back, and who climbs gets better."""
    course = _course_of(rules, bout)
    course = "same" if course == "easing" else course
    if step is None or not _climbs(bout, step):
        return course
    return "better" if course in ("same", "early") or (course == "worse" and step.move == "up") else course


def _course_of(rules: FollowUp, bout: Bout) -> State:
    last = bout.visits[-1]
    scores = [score for measure in PAINS if (score := last.score(measure)) is not None]
    low = bool(scores) and max(scores) <= rules.light.green_to
    own = next((score for visit in reversed(bout.visits) if (score := visit.score("activity")) is not None), None)
    if low and (is_free(last) or (own is not None and own >= _AS_BEFORE)):
        return "quiet"
    trends = list_trends(rules.change, bout)
    directions: set[Course] = {trend.direction for trend in trends}
    if "worse" in directions:
        return "worse"
    if "better" in directions:
        return "easing" if _is_only_past_the_worst(trends) else "better"
    return "quiet" if low and own is None else "same" if directions else "early"


def _is_only_past_the_worst(trends: Sequence[Trend]) -> bool:
    """Whether all that got better was first told when it had got worse, and another score is not back yet."""
    back = all(
        trend.after <= trend.before if trend.measure in PAINS else trend.after >= trend.before
        for trend in trends
        if not trend.begun_worse
    )
    return not back and all(trend.begun_worse for trend in trends if trend.direction == "better")


_AS_BEFORE = 8.0
"""From this own score on, little pain is no reason to send anybody. Coaching judgement."""


def due_rules(
    rules: FollowUp, bouts: Sequence[Bout], today: int, step: StepAdvice | None = None, *, soreness: bool = False
) -> list[Due]:
    """What the clock says on this day about the last bout, in the order of the rules; of the dates only the latest.

    Who climbs the ladder on green days gets better, whatever room the scores have; `step` is the last advice. With
    plain `soreness` that nobody has seen, worse has a rule of its own, in place of a later visit.
    """
    if not bouts:
        return []
    bout = bouts[-1]
    state, course = state_of(rules, bout), course_of(rules, bout, step)
    grew = soreness and (state == "worse" or soreness_grew(rules, bout))
    held = [
        rule for rule in rules.clock if (grew or rule.when != "soreness") and _holds(rule, state, course, bouts, today)
    ]
    words = [rule.when for rule in held]
    instead = (*DATES, "worse") if "soreness" in words else ()
    latest = max((rule.after_days for rule in held if rule.when in DATES), default=0)
    return [
        Due(id=rule.id, text=rule.text, sources=rule.sources, grade=rule.grade)
        for rule in held
        if rule.when not in instead and (rule.when not in DATES or rule.after_days == latest)
    ]


DATES = ("no-change", "not-better", "still-sore")
"""Rules that come one after the other."""


def _climbs(bout: Bout, step: StepAdvice) -> bool:
    """Whether a green day leads up, or above the step on which this bout began."""
    named = [said.step for said in bout.checkins if said.step is not None]
    return step.light == "green" and step.to > min(step.step, *named[:1])


def soreness_grew(rules: FollowUp, bout: Bout) -> bool:
    """Whether it was worse at a check-in since the last interview, when soreness should fade, and not gone since."""
    grew, days = False, min((rule.after_days for rule in rules.clock if rule.when == "soreness"), default=0)
    for end, visit in enumerate(bout.visits, start=1):
        state = state_of(rules, replace(bout, visits=bout.visits[:end]))
        late = state == "worse" and visit.day - bout.start >= days
        grew = visit.checkin is not None and (late or (grew and state != "quiet"))
    return grew


def _holds(rule: ClockRule, state: State, course: State, bouts: Sequence[Bout], today: int) -> bool:
    if rule.when == "episodes":
        recent = [one for one in bouts if today - one.start < rule.within_days]
        return len(recent) >= rule.at_least
    if rule.when == "worse":
        return state == "worse"
    if today - bouts[-1].start < rule.after_days:
        return False
    if rule.when == "soreness":
        return True
    if rule.when == "still-sore":
        return state != "quiet"
    return course in (("same", "worse", "early") if rule.when == "not-better" else ("same", "worse"))
