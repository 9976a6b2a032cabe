"""What follows from looking again: the light of the day, up or stay or back, and what the clock says.

The rules are in `data/follow-up.json` and `data/ladder.json`, and so are the words; a bout is one of `bouts`, a day is
a number (as of `date.toordinal`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from backcheck.knowledge.training import ClockRule, FollowUp, Rung
from backcheck.reasoning.assessment import Value
from backcheck.reasoning.bouts import (
    MEASURES,
    PAINS,
    Bout,
    CheckIn,
    Course,
    Measure,
    Visit,
    is_free,
    judge_change,
    list_trends,
)

Colour = Literal["green", "amber", "red"]
StepMove = Literal["up", "stay", "back", "physio", "ease"]
State = Literal["early", "better", "same", "worse", "quiet"]


class StepAdvice(Value, frozen=True):
    """Where to go on the ladder. `days` and `needed` tell how many good days in a row there were and have to be.

    The move `ease` leads down to where so much pain starts, however many steps that is. `back_from` is the least pain,
    0 to 10, that leads a step back, and `unsettled` tells that pain had not settled by the next morning. `score` is the
    pain of that `measure` that the light goes by, green up to `green_to`. `top` tells that there is no higher step,
    `bottom` that there is no lower one.
    """

    move: StepMove
    light: Colour | None
    step: int
    to: int
    days: int
    needed: int
    back_from: float
    unsettled: bool = False
    score: float | None = None
    measure: Measure = "in-lift"
    green_to: float = 0
    top: bool = False
    bottom: bool = False


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
    rules: FollowUp, ladder: Sequence[Rung], bout: Bout, *, at_most: int | None = None
) -> StepAdvice | None:
    """Up, stay or back, from the check-ins of this bout; None where the last one names no step or no pain.

    Up after enough good days in a row on this step unless it got worse, back after one red day, and a physio after two
    red in a row. Days are counted, not check-ins. Nobody is sent to a step above `at_most`. Source: coaching judgement
    after the ladder's own claims.
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
    good = _good_days(rules, rung, visits)
    score, measure = find_sorest(last) or (None, "in-lift")
    move: StepMove = "stay"
    if light == "red" or (score is not None and score >= rung.go_back_from):
        before = (light_of(rules, one.checkin) for one in reversed(visits) if one.day < visits[-1].day and one.checkin)
        move = "physio" if next(filter(None, before), None) == "red" else "back"
    elif len(good) >= rung.go_up.in_a_row and good[0] - good[-1] >= rung.go_up.days and not got_worse(rules, bout):
        move = "up"
    to = step + 1 if move == "up" else step - 1 if move in ("back", "physio") else step
    if at_most is not None and at_most < to:
        move, to = "physio" if move == "physio" else "ease", at_most
    return StepAdvice(
        move=move,
        light=light,
        step=step,
        to=min(max(to, low), high),
        days=len(good),
        needed=rung.go_up.in_a_row,
        back_from=min(rules.light.red_from, rung.go_back_from),
        unsettled=last.settled is False,
        score=score,
        measure=measure,
        green_to=rules.light.green_to,
        top=step == high,
        bottom=step == low,
    )


def _good_days(rules: FollowUp, rung: Rung, visits: Sequence[Visit]) -> list[int]:
    """The latest days in a row on this step with little enough pain, newest first; a bad score spoils its day.

    A day without its danger signs is no good day.
    """
    good: list[int] = []
    for visit in reversed(visits):
        said = visit.checkin
        if said is None or said.step != rung.step:
            break
        score = sore_score(said)
        if score is None:
            continue
        if score > rung.go_up.pain_at_most or light_of(rules, said) == "red":
            return [day for day in good if day != visit.day]
        if visit.day not in good and visit.level != "unscreened":
            good.append(visit.day)
    return good


def got_worse(rules: FollowUp, bout: Bout) -> bool:
    """Whether the last check-in is worse than the first score of this bout or than the one before it, or says so.

    Single days count here, unlike in a trend: asking the danger signs once more costs little.
    """
    last = bout.visits[-1]
    if last.checkin is None or len(bout.visits) < 2:
        return False
    if last.checkin.helped == "worse":
        return True
    for measure in MEASURES:
        score = last.score(measure)
        earlier = [s for visit in bout.visits[:-1] if (s := visit.score(measure)) is not None]
        if score is None:
            continue
        ends = (*earlier[:1], *earlier[-1:])
        courses = (judge_change(rules.change, one, score, activity=measure == "activity") for one in ends)
        if "worse" in courses:
            return True
    return False


def state_of(rules: FollowUp, bout: Bout) -> State:
    """How the bout goes: `quiet` with nothing above green, `early` where there is no second score to compare."""
    last = bout.visits[-1]
    if got_worse(rules, bout):
        return "worse"
    scores = [score for measure in PAINS if (score := last.score(measure)) is not None]
    as_before = is_free(last) or (last.score("activity") or 0) >= _AS_BEFORE
    if scores and max(scores) <= rules.light.green_to and as_before:
        return "quiet"
    directions: set[Course] = {trend.direction for trend in list_trends(rules.change, bout)}
    if not directions:
        return "early"
    return "worse" if "worse" in directions else "better" if "better" in directions else "same"


_AS_BEFORE = 8.0
"""From this own score on, little pain is no reason to send anybody. Coaching judgement."""


def due_rules(rules: FollowUp, bouts: Sequence[Bout], today: int) -> list[Due]:
    """What the clock says on this day about the last bout, in the order of the rules; of the dates only the latest."""
    if not bouts:
        return []
    bout = bouts[-1]
    state = state_of(rules, bout)
    held = [rule for rule in rules.clock if _holds(rule, state, bout, bouts, today)]
    latest = max((rule.after_days for rule in held), default=0)
    return [
        Due(id=rule.id, text=rule.text, sources=rule.sources, grade=rule.grade)
        for rule in held
        if not rule.after_days or rule.after_days == latest
    ]


def _holds(rule: ClockRule, state: State, bout: Bout, bouts: Sequence[Bout], today: int) -> bool:
    if rule.when == "episodes":
        recent = [one for one in bouts if today - one.start < rule.within_days]
        return len(recent) >= rule.at_least
    if rule.when == "worse":
        return state == "worse"
    if today - bout.start < rule.after_days:
        return False
    if rule.when == "still-sore":
        return state != "quiet"
    return state in (("same", "worse", "early") if rule.when == "not-better" else ("same", "worse"))
