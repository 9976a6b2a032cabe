"""A person's story over days: check-ins, visits, bouts, means of seven days, and what each change was followed by.

Days are numbers (as of `date.toordinal`). What follows from a check-in is in `followup` and `recheck`. The field names
of `CheckIn` are public: they are added, never renamed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import takewhile
from operator import attrgetter
from typing import Literal

import msgspec

from backcheck.knowledge.records import Level
from backcheck.knowledge.training import SmallestChange
from backcheck.reasoning.assessment import Value

Helped = Literal["yes", "a-little", "no", "worse", "not-sure"]

WINDOW = 7
"""Days of a mean. A trend is shown, not single days: flare-ups are expected (O'Sullivan 2020)."""

Measure = Literal["in-lift", "worst", "now", "activity"]
Course = Literal["better", "same", "worse"]

PAINS: tuple[Measure, ...] = ("in-lift", "worst", "now")
MEASURES: tuple[Measure, ...] = (*PAINS, "activity")


class CheckIn(Value, frozen=True):
    """What was said. Scores run from 0 to 10; None is not known.

    `signs` are the answers to the danger-sign lists that were asked and to their follow-ups, in the form of an answers
    file, and `level` what they gave. `groups` are the ticks of the short screen that stands for all lists; None where
    the lists themselves were asked. `activity` is the person's own words for what they want back, `activity_score` 0
    (cannot) to 10 (as before). `change` is the id of what they changed (`own` for their own words, empty for nothing).
    `step` is the step of the ladder on which they trained. `seen` tells if a doctor or physio has seen them about it
    since the interview, where the plan asks for that by now.
    """

    signs: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    groups: tuple[str, ...] | None = None
    level: Level = "unscreened"
    exercise: str | None = None
    pain_now: float | None = None
    pain_worst: float | None = None
    pain_in_lift: float | None = None
    settled: bool | None = None
    activity: str = ""
    activity_score: float | None = None
    change: str = ""
    change_text: str = ""
    helped: Helped | None = None
    step: int | None = None
    seen: bool | None = None


class Visit(Value, frozen=True):
    """One day in the story: an interview, or a check-in. `pain_now` is 0 to 10 or None where it was not said.

    `reasons` are what gave an interview its level, in words; empty for a check-in.
    """

    id: int
    day: int
    level: Level
    exercise: str | None = None
    pain_now: float | None = None
    checkin: CheckIn | None = None
    verdict: str = ""
    reasons: tuple[str, ...] = ()

    @property
    def is_interview(self) -> bool:
        """Whether this was a whole interview."""
        return self.checkin is None

    def score(self, measure: Measure) -> float | None:
        """The score of one measure, 0 to 10; None where it was not said."""
        return _SCORES[measure](self)


_SCORES: dict[Measure, Callable[[Visit], float | None]] = {
    "in-lift": lambda visit: visit.checkin.pain_in_lift if visit.checkin else None,
    "worst": lambda visit: visit.checkin.pain_worst if visit.checkin else None,
    "now": lambda visit: visit.checkin.pain_now if visit.checkin else visit.pain_now,
    "activity": lambda visit: visit.checkin.activity_score if visit.checkin else None,
}


class Bout(Value, frozen=True):
    """An episode of pain: its visits, the oldest first. Never empty."""

    number: int
    visits: tuple[Visit, ...]

    @property
    def start(self) -> int:
        """The first day."""
        return self.visits[0].day

    @property
    def end(self) -> int:
        """The day of the last visit."""
        return self.visits[-1].day

    @property
    def checkins(self) -> tuple[CheckIn, ...]:
        """The check-ins, the oldest first."""
        return tuple(visit.checkin for visit in self.visits if visit.checkin is not None)


class Trend(Value, frozen=True):
    """One measure as it was said first and lately, a mean of up to seven days, and whether that is a change.

    `first` is the day of the first score; the mean is that of so many `scores` from `since` to `until`. `begun_worse`:
    on the first day another measure, told before, was worse than at first, so this one had got worse as well.
    """

    measure: Measure
    before: float
    after: float
    direction: Course
    first: int
    since: int
    until: int
    scores: int
    begun_worse: bool = False


class Effect(Value, frozen=True):
    """What one change was followed by: the mean before it and since, and each word on whether it helped, with days."""

    change: str
    text: str
    since: int
    until: int
    measure: Measure | None
    before: float | None
    after: float | None
    direction: Course | None
    said: tuple[str, ...]
    said_on: tuple[int, ...] = ()


def split_bouts(visits: Iterable[Visit], gap_days: int) -> list[Bout]:
    """The visits as bouts. Only an interview opens a new one: after `gap_days`, or after pain was gone."""
    groups: list[list[Visit]] = []
    for visit in sorted(visits, key=lambda one: (one.day, one.id)):
        last = groups[-1][-1] if groups else None
        over = last is not None and (visit.day - last.day >= gap_days or is_free(last))
        if last is None or (visit.is_interview and over):
            groups.append([])
        groups[-1].append(visit)
    return [Bout(number=number, visits=tuple(group)) for number, group in enumerate(groups, 1)]


def is_free(visit: Visit) -> bool:
    """Whether pain was gone: 0 of 10 in everything that was said (recovery as in Kamper 2010), the worst included."""
    said = [score for measure in PAINS if (score := visit.score(measure)) is not None]
    return visit.score("worst") is not None and not any(said)


def mean_of(visits: Sequence[Visit], measure: Measure, first: int, last: int) -> float | None:
    """The mean of a measure over the days from `first` to `last`, both included; None where nothing was said.

    The visits are in the order of their days, as in a bout, so only those of these days are looked at.
    """
    day = attrgetter("day")
    start, end = bisect_left(visits, first, key=day), bisect_right(visits, last, key=day)
    scores = [s for place in range(start, end) if (s := visits[place].score(measure)) is not None]
    return sum(scores) / len(scores) if scores else None


def running_mean(visits: Sequence[Visit], measure: Measure) -> list[tuple[int, float]]:
    """For each day on which something was said, the mean of the seven days up to it."""
    days = sorted({visit.day for visit in visits if visit.score(measure) is not None})
    means = ((day, mean_of(visits, measure, day - WINDOW + 1, day)) for day in days)
    return [(day, mean) for day, mean in means if mean is not None]


def judge_change(rule: SmallestChange, before: float, after: float, *, activity: bool = False) -> Course:
    """Whether a score changed by more than noise. Pain falls when it gets better, the own score rises.

    Pain: at least 2 points and 30 % of where it began. Source: Ostelo 2008 (minimal important change of a 0 to 10
    scale 2 points, or 30 % from baseline; both together because change depends on the start). The own activity: 3
    points, the change that a single activity of the Patient-Specific Functional Scale can show (its review of 2010).
    The numbers are in `data/follow-up.json`.
    """
    gain = after - before if activity else before - after
    enough = rule.activity_points if activity else max(rule.points, rule.share * before)
    margin = 1e-9  # means of thirds
    return "better" if gain >= enough - margin else "worse" if -gain >= enough - margin else "same"


Scores = list[tuple[int, float]]
"""What was said of one measure: days and scores, the oldest first."""


def list_trends(rule: SmallestChange, bout: Bout) -> list[Trend]:
    """Each measure that was said at least twice: what was said first against the mean of the last seven days.

    A change is judged from where it began (Ostelo 2008), and a mean of the first days would hold part of it already,
    so the first score is in no mean. Within the first week the last score alone is compared. A flare that is over
    counts no more. All that goes for all measures alike, so that one is no mean and another the score of today. Within
    one day nothing got better yet: then only a change for the worse is told.
    """
    told = {measure: _told(bout, measure) for measure in MEASURES}
    told = {measure: said for measure, said in told.items() if len(said) > 1}
    weekly = bout.end - bout.start >= WINDOW
    flare = _end_of_flare(rule, told) if weekly else None
    found = []
    for measure, said in told.items():
        first, before = said[0]
        lately = _week_of(said)[-1 if not weekly else 0 :]
        lately = [one for one in lately if flare is None or one[0] > flare] or lately
        after = _mean(lately)
        direction = judge_change(rule, before, after, activity=measure == "activity")
        since, until = lately[0][0], lately[-1][0]
        if first < until or direction == "worse":
            late = _was_worse(rule, told, first)
            found.append(Trend(measure, before, after, direction, first, since, until, len(lately), late))
    return found


def _was_worse(rule: SmallestChange, told: Mapping[Measure, Scores], day: int) -> bool:
    """Whether something was said on this day that was worse than the first score of its measure."""
    return any(
        _is_worse(rule, said[0][1], score, activity=measure == "activity")
        for measure, said in told.items()
        if said[0][0] < day
        for score in _on(said, day)
    )


def _on(said: Scores, day: int) -> list[float]:
    """The scores of this day."""
    return [score for when, score in said if when == day]


def _told(bout: Bout, measure: Measure) -> Scores:
    return [(visit.day, score) for visit in bout.visits if (score := visit.score(measure)) is not None]


def _week_of(said: Scores) -> Scores:
    """The scores of the last seven days of which one was said, without the very first."""
    return [one for one in said[1:] if one[0] > said[-1][0] - WINDOW]


def _mean(said: Scores) -> float:
    return sum(score for _, score in said) / len(said)


def _end_of_flare(rule: SmallestChange, told: Mapping[Measure, Scores]) -> int | None:
    """The last day of a flare that is over in all measures, which no mean holds; None where there is none.

    That is one day worse than the score before it, where the days since are back at that or at the first; and all days
    up to the last bad one where they alone would make the mean worse than the first.
    """
    worse = {measure: partial(_is_worse, rule, activity=measure == "activity") for measure in told}
    ends = [end for measure, said in told.items() for end in _ends_of_jumps(said, worse[measure])]
    flare = None if None in ends else max((end for end in ends if end is not None), default=None)
    bad: list[int] = []
    heavy = False
    for measure, said in told.items():
        before, week = said[0][1], _week_of(said)
        if worse[measure](before, said[-1][1]):
            return flare
        counted = [one for one in week if flare is None or one[0] > flare] or week
        heavy = heavy or worse[measure](before, _mean(counted))
        bad += [day for day, score in week if worse[measure](before, score)]
    return max(bad) if heavy else flare


def _is_worse(rule: SmallestChange, one: float, two: float, *, activity: bool) -> bool:
    return judge_change(rule, one, two, activity=activity) == "worse"


def _ends_of_jumps(said: Scores, is_worse: Callable[[float, float], bool]) -> list[int | None]:
    """The day on which this measure jumped up in its last week; None for a jump that is not over, or one of several."""
    week = len(_week_of(said))
    jumps = [at for at in range(len(said) - week, len(said)) if is_worse(said[at - 1][1], said[at][1])]
    if not jumps:
        return []
    since = [score for _, score in said[jumps[0] + 1 :]]
    calm = (said[0][1], said[jumps[0] - 1][1])
    over = len(jumps) == 1 and since and not any(all(is_worse(one, score) for one in calm) for score in since)
    return [said[jumps[0]][0] if over else None]


def list_effects(rule: SmallestChange, bout: Bout) -> list[Effect]:
    """Each change that was made, in the order of its first mention, with what came before and since.

    Before is the last week before that check-in (or all there is), since is that check-in and all after it until
    another change was made. It is one person without comparison, so this proves little; whoever shows it must say so.
    """
    found: dict[str, int] = {}
    made: dict[str, list[tuple[int, CheckIn]]] = {}
    for at, visit in enumerate(bout.visits):
        if visit.checkin is not None and visit.checkin.change:
            found.setdefault(_name(visit.checkin), at)
            made.setdefault(_name(visit.checkin), []).append((visit.day, visit.checkin))
    told = [measure for measure in PAINS if any(visit.score(measure) is not None for visit in bout.visits)]
    return [_effect(rule, bout, at, made[name], told) for name, at in found.items()]


def _name(checkin: CheckIn) -> str:
    return f"{checkin.change}:{checkin.change_text.casefold()}" if checkin.change == "own" else checkin.change


def _effect(
    rule: SmallestChange, bout: Bout, at: int, made: Sequence[tuple[int, CheckIn]], told: Sequence[Measure]
) -> Effect:
    """What this change was followed by, which was `made` on these days, and first at the visit in this place.

    The first of the measures `told` in this bout that has a before and an after is used.
    """
    first, last = bout.visits[at], made[-1][1]

    def keeps_to_it(visit: Visit) -> bool:
        return visit.checkin is None or not visit.checkin.change or _name(visit.checkin) == _name(last)

    earlier, later = bout.visits[:at], tuple(takewhile(keeps_to_it, bout.visits[at:]))
    measure = before = after = direction = None
    for candidate in told:
        before = mean_of(earlier, candidate, first.day - WINDOW, first.day)
        if before is None:
            before = mean_of(earlier, candidate, bout.start, first.day)
        after = mean_of(later, candidate, first.day, later[-1].day)
        if before is not None and after is not None:
            measure, direction = candidate, judge_change(rule, before, after)
            break
    return Effect(
        change=last.change,
        text=last.change_text,
        since=first.day,
        until=later[-1].day,
        measure=measure,
        before=before if measure else None,
        after=after if measure else None,
        direction=direction,
        said=tuple(one.helped for _, one in made if one.helped),
        said_on=tuple(day for day, one in made if one.helped),
    )
