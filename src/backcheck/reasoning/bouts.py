"""A person's story over days: check-ins, visits, bouts, means of seven days, and what each change was followed by.

Days are numbers (as of `date.toordinal`). What follows from a check-in is in `followup` and `recheck`. The field names
of `CheckIn` are public: they are added, never renamed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
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
    """One measure as it was said first and lately, a mean of up to seven days, and whether that is a change."""

    measure: Measure
    before: float
    after: float
    direction: Course


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


def list_trends(rule: SmallestChange, bout: Bout) -> list[Trend]:
    """Each measure that was said at least twice: what was said first against the mean of the last seven days.

    A change is judged from where it began (Ostelo 2008), and a mean of the first days would hold part of it already.
    Within the first week the last score alone is compared. A flare that is over counts no more. Within one day nothing
    got better yet: then only a change for the worse is told.
    """
    found = []
    for measure in MEASURES:
        said = [(visit.day, score) for visit in bout.visits if (score := visit.score(measure)) is not None]
        if len(said) < 2:
            continue
        (first, before), (last, after) = said[0], said[-1]
        own = measure == "activity"
        if last - first >= WINDOW:
            after = _mean_lately(rule, before, said, activity=own)
        direction = judge_change(rule, before, after, activity=own)
        if first < last or direction == "worse":
            found.append(Trend(measure=measure, before=before, after=after, direction=direction))
    return found


def _mean_lately(rule: SmallestChange, before: float, said: Sequence[tuple[int, float]], *, activity: bool) -> float:
    """The mean of the last seven days of these scores by day, without a flare that is over.

    That is one day worse than the score before it, where the days since are back at that or at `before`; and all days
    up to the last bad one where they alone would make the mean worse than `before`.
    """

    def is_worse(one: float, two: float) -> bool:
        return judge_change(rule, one, two, activity=activity) == "worse"

    begins = next(at for at, (day, _) in enumerate(said) if day > said[-1][0] - WINDOW)
    scores = [score for _, score in said]
    jumps = [at for at in range(max(begins, 1), len(said)) if is_worse(scores[at - 1], scores[at])]
    since = scores[jumps[0] + 1 :] if len(jumps) == 1 else []
    calm = (before, scores[jumps[0] - 1]) if since else ()
    if since and not any(all(is_worse(one, score) for one in calm) for score in since):
        begins = jumps[0] + 1
    mean = sum(scores[begins:]) / len(scores[begins:])
    if is_worse(before, mean) and not is_worse(before, scores[-1]):
        begins = max(at for at, score in enumerate(scores) if is_worse(before, score)) + 1
    return sum(scores[begins:]) / len(scores[begins:])


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
