"""The plan: today, this week, the next weeks; built from the leading contributors, the ladder and general lines.

At most three things for today, one change a day and one a week. Where the sore lift is paused, only lines that allow
it; where no lifting advice may be given, nothing. Words are filled in by `wording`, days come from `rungs`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from backcheck.knowledge.model import (
    Activity,
    Change,
    PlanEntry,
    Rung,
    Slot,
    Swap,
)
from backcheck.reasoning.assessment import Plan, PlanLine
from backcheck.reasoning.briefing import PlanCase, choose_swaps, describe_person
from backcheck.reasoning.conditions import holds
from backcheck.reasoning.evidence import chosen_activity
from backcheck.reasoning.index import index_of
from backcheck.reasoning.leading import leading_change, written_lines
from backcheck.reasoning.pacing import ADDED, one_change_a_week, one_change_today, one_comes_back
from backcheck.reasoning.rungs import WEEK, climb
from backcheck.reasoning.wording import BACK, BACK_IN_ROUNDS, ROUNDS, SORE, Person, fill, fills, weeks_of_adding

LIMITS: dict[Slot, int] = {"today": 3, "this_week": 6, "next_weeks": 8, "see_someone_if": 6}
"""The most lines of each part; three for today because more are not done."""

LEAST_WEEK = 5
"""The most lines of this week where the sore lift pauses or where it is plain soreness: the less the better."""

AFTER_SECOND = WEEK
"""With a second leader weight goes up so much later: its change comes in between, and wants its two weeks too."""

SECOND_LATER = 3 * WEEK
"""So much later than written do the second leader's own next lines come; those of a dose come after a week."""

AT_WORK_WEIGHT = 2
"""So many weeks at the work weight come before anything near the best, as the line says."""

AFTER_THE_RUNG = 1
"""So many weeks somebody stays on the rung of the full range before the weight begins to rise."""

ON_RETURN = 0.7
"""The most of the work weight with which the full range begins for those who left the lift out."""

SECOND = "{second"
"""How the placeholders for the second leader begin: a line with one is a leader's own."""


class Planned(NamedTuple):
    """A plan, and what it makes of the leaders (see `first_change` and `second_change` of `Assessment`)."""

    plan: Plan
    first_change: str = ""
    second_change: str = ""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What every part of one plan needs: `first` is what the first leader changes, `own` its lines and the ladder's."""

    case: PlanCase
    person: Person
    first: Change
    own: tuple[PlanEntry, ...]


def build_plan(case: PlanCase) -> Planned:
    """The plan of this case."""
    if case.mode == "none":
        return Planned(Plan())
    activity = chosen_activity(case.kb, case.answers)
    swaps = choose_swaps(case, activity)
    person = describe_person(case, activity, swaps)
    own = tuple(_own_lines(case, activity, person))
    first: Change = own[0].changes if own and own[0].slot == "today" else ""
    draft = Draft(case=case, person=person, first=first, own=own)
    plan = Plan(
        today=_lines(draft, "today"),
        this_week=_lines(draft, "this_week"),
        next_weeks=tuple(sorted(_lines(draft, "next_weeks"), key=lambda line: line.after_days)),
        see_someone_if=_lines(draft, "see_someone_if"),
        swap_for=tuple(_say_swap(swap, person) for swap in swaps),
    )
    return Planned(plan, _first_change(case, own, plan), person.second or person.second_load or person.dose)


def _first_change(case: PlanCase, own: Sequence[PlanEntry], plan: Plan) -> str:
    """Today's line of a load that leads: it asks for the same as its `change`, with the person's weight."""
    if not own or own[0].slot != "today" or not case.leaders or case.leaders[0].family != "load":
        return ""
    return next((line.text for line in plan.today if line.id == own[0].id), "")


def _lines(draft: Draft, slot: Slot) -> tuple[PlanLine, ...]:
    """The lines of one part, no more than its limit; what stands further down is not even looked at."""
    case = draft.case
    offers = (entry for entry in _offers(draft, slot) if fills(entry.text, draft.person))
    kept = one_change_today(offers) if slot == "today" else one_change_a_week(offers)
    most = LEAST_WEEK if slot == "this_week" and (case.plain or case.mode != "full") else LIMITS[slot]
    return tuple(_say(entry, draft.person) for entry in islice(kept, most))


def _offers(draft: Draft, slot: Slot) -> Iterator[PlanEntry]:
    """What may stand in one part: what goes first, the leaders' and the ladder's own lines, then the general ones."""
    listed = [
        entry for entry in index_of(draft.case.kb).plan.get(slot, ()) if _fits(draft, entry) and not _comes_back(entry)
    ]
    answers = draft.case.answers
    for before in (True, False):
        for entry in listed:
            if entry.goes_first == before and (entry.when is None or holds(entry.when, answers)):
                yield entry
        if before and not draft.case.plain:
            yield from (entry for entry in draft.own if entry.slot == slot and _fits(draft, entry))


def _fits(draft: Draft, entry: PlanEntry) -> bool:
    """Whether the line is for this mode, rung and back, and may stand beside what leads."""
    case = draft.case
    if case.mode not in entry.modes or entry.eases not in ("", case.disliked):
        return False
    if entry.soreness != case.plain and not (case.plain and entry.slot == "see_someone_if"):
        return False
    if entry.rungs and case.rung is not None and case.rung.id not in entry.rungs:
        return False
    if entry.beside and (draft.first or "none") not in entry.beside:
        return False
    return case.mode != "full" or not any(leader.id in entry.unless for leader in case.leaders)


def _comes_back(entry: PlanEntry) -> bool:
    """Whether the line brings back weight, sets or range. A second leader's line, which may lower them, does not."""
    return entry.slot == "next_weeks" and entry.changes in ADDED and SECOND not in entry.text


def _own_lines(case: PlanCase, activity: Activity | None, person: Person) -> Iterator[PlanEntry]:
    """The lines of the leaders and of the ladder, today's first.

    Today is for the first leader alone, with less weight in the line of the session; what else the second asks for
    comes in the next weeks, so that there is one change at a time. What was lowered comes back in the same way, the
    weight always, and near the best after that.
    """
    if case.mode != "full":
        return
    if case.leaders:
        yield from leading_change(case.kb, case.answers, case.leaders[0], activity)
        yield from written_lines(case.kb, case.answers, case.leaders[0], "this_week")
    wait = AFTER_SECOND if len(case.leaders) > 1 and not case.dosed else 0
    later: list[PlanEntry] = []
    for place, leader in enumerate(case.leaders):
        more = (WEEK if case.dosed else SECOND_LATER) if place else wait
        for entry in written_lines(case.kb, case.answers, leader, "next_weeks"):
            later.append(replace(entry, after_days=entry.after_days + more))
    general = (entry for entry in case.kb.plan if _comes_back(entry))
    allowed = (entry for entry in general if entry.when is None or holds(entry.when, case.answers))
    back = [replace(entry, after_days=entry.after_days + wait) for entry in allowed]
    rising = [entry for entry in (*later, *back) if _comes_back(entry) and fills(entry.text, person)]
    in_rounds = activity is not None and activity.id in ROUNDS
    weeks = max(2, weeks_of_adding(person, SORE) + 1)
    paced = tuple(one_comes_back(rising, weeks, BACK_IN_ROUNDS if in_rounds else BACK))
    weight = next((entry.after_days for entry in paced if entry.changes == "weight"), 0)
    if case.rung is not None:
        yield from _climb(case, case.rung, activity, person, weight)
    yield from paced
    yield from (entry for entry in later if not _comes_back(entry))


def _climb(case: PlanCase, rung: Rung, activity: Activity | None, person: Person, weight: int) -> Iterator[PlanEntry]:
    """The lines of the rungs above, near the best last: when the work weight can be back, at the person's own pace.

    `weight` is the day on which it begins to rise, for those who kept the lift.
    """
    climbed = list(climb(case.kb, rung, activity))
    rises, share = weight, SORE
    if not rung.own_lift:
        full = [entry.after_days for entry in climbed if entry.changes]
        rises, share = max(full, default=0) + AFTER_THE_RUNG * WEEK, ON_RETURN
    near = rises + (weeks_of_adding(person, share) + AT_WORK_WEIGHT) * WEEK
    for entry in climbed:
        yield entry if entry.changes else replace(entry, after_days=max(entry.after_days, near))


def _say(entry: PlanEntry, person: Person) -> PlanLine:
    text = fill(entry.text, person)
    return PlanLine(
        id=entry.id,
        text=text,
        after_days=entry.after_days,
        sources=entry.sources,
        grade=entry.grade,
        action=entry.action,
    )


def _say_swap(swap: Swap, person: Person) -> PlanLine:
    """A swap; with a load where the work weight is known and the load can be told from it."""
    text = fill(swap.in_plan, person) if swap.in_plan and person.work is not None else swap.text
    return PlanLine(id=swap.id, text=text, after_days=0, sources=swap.sources, grade=swap.grade)
