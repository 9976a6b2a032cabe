"""The plan: today, this week, the next weeks; built from the leading contributors, the ladder and general lines.

At most three things for today, one change a day and one a week: a sore back that gets two changes at once teaches
nobody which one helped (evidence RT-08 and LD-04). Where the sore lift is paused, only lines that allow it; where no
lifting advice may be given, nothing. Words are filled in by `plan_words`, days come from `ladder`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from backcheck.knowledge.lifts import Activity, Lift, Swap
from backcheck.knowledge.records import Change, Slot
from backcheck.knowledge.training import PlanEntry, Rung
from backcheck.reasoning.assessment import Plan, PlanLine
from backcheck.reasoning.conditions import holds
from backcheck.reasoning.evidence import chosen_activity
from backcheck.reasoning.index import index_of
from backcheck.reasoning.ladder import WEEK, climb
from backcheck.reasoning.plan_case import (
    ADDED,
    PlanCase,
    choose_swaps,
    describe_person,
    leading_change,
    written_lines,
)
from backcheck.reasoning.plan_words import (
    SORE,
    Person,
    fill,
    fills,
    weeks_of_adding,
    words_of_return,
)

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

FEWER = "fewer-sets-or-days"
"""The action of those who do fewer sets."""

SECOND = "{second"
"""How the placeholders for the second leader begin: a line with one is a leader's own."""


class Planned(NamedTuple):
    """A plan, and what it makes of the leaders (see `first_change` and `second_change` of `Assessment`)."""

    plan: Plan
    first_change: str = ""
    second_change: str = ""


class PlanBasis(msgspec.Struct, frozen=True, kw_only=True):
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
    person = describe_person(case, activity)
    own = tuple(_own_lines(case, activity, person))
    first: Change = own[0].changes if own and own[0].slot == "today" else ""
    if case.plain:
        first = "form" if person.fix and holds(case.kb.base.soreness.comes_back, case.answers) else ""
    if _counts_sets(own[:1] if not case.dosed else _led_today(case, activity)):
        person = replace(person, fewer=True)
    basis = PlanBasis(case=case, person=person, first=first, own=own)
    plan = Plan(
        today=_lines(basis, "today"),
        this_week=_lines(basis, "this_week"),
        next_weeks=tuple(sorted(_lines(basis, "next_weeks"), key=lambda line: line.after_days)),
        see_someone_if=_lines(basis, "see_someone_if"),
        swap_for=tuple(
            PlanLine(
                id=swap.id,
                text=_say_swap(case, swap, person),
                after_days=0,
                sources=swap.sources,
                grade=swap.grade,
            )
            for swap in swaps
        ),
    )
    # Today's line of a load that leads asks for the same as its `change`, with the person's weight.
    load = own[:1] if case.leaders and case.leaders[0].family == "load" else ()
    first_change = next((line.text for entry in load for line in plan.today if line.id == entry.id), "")
    return Planned(plan, first_change, person.second or person.second_load or person.dose)


def _say_swap(case: PlanCase, swap: Swap, person: Person) -> str:
    """The swap with the person's load. Below the rungs of the lift a bar or a machine has no more than comes next."""
    text = fill(swap.in_plan or swap.text, person)
    target, own = case.kb.lifts.get(swap.lift), person.activity
    if target is None or case.rung is None or case.rung.own_lift:
        return text
    if target.bar and isinstance(own, Lift) and own.bar:
        return f"{text} {fill(LIGHT_BAR, person)}"
    return f"{text} {LIGHT_MACHINE}" if target.family.endswith("machine") else text


LIGHT_BAR = "Take {weight:0.4} for it."
LIGHT_MACHINE = "Begin with the lightest weight of the machine."
"""What keeps a swap below the step that follows, which begins with 40% of the work weight."""


def _led_today(case: PlanCase, activity: Activity | None) -> list[PlanEntry]:
    """What all leaders ask for today; more than one where the second is the dose of the first."""
    return [line for one in case.leaders for line in leading_change(case.kb, case.answers, one, activity)[:1]]


def _counts_sets(lines: Iterable[PlanEntry]) -> bool:
    """Whether one of them asks for fewer sets."""
    return any(line.slot == "today" and line.action == FEWER for line in lines)


def _lines(basis: PlanBasis, slot: Slot) -> tuple[PlanLine, ...]:
    """The lines of one part, no more than its limit; what comes after that is not even looked at."""
    case = basis.case
    offers = (entry for entry in _offers(basis, slot) if fills(entry.text, basis.person))
    kept = _one_change_today(offers) if slot == "today" else _one_change_a_week(offers)
    most = LEAST_WEEK if slot == "this_week" and (case.plain or case.mode != "full") else LIMITS[slot]
    return tuple(
        PlanLine(
            id=entry.id,
            text=fill(entry.text, basis.person),
            after_days=entry.after_days,
            sources=entry.sources,
            grade=entry.grade,
            action=entry.action,
        )
        for entry in islice(kept, most)
    )


def _offers(basis: PlanBasis, slot: Slot) -> Iterator[PlanEntry]:
    """What may be in one part: what goes first, the leaders' and the ladder's own lines, then the general ones."""
    listed = [
        entry for entry in index_of(basis.case.kb).plan.get(slot, ()) if _fits(basis, entry) and not _comes_back(entry)
    ]
    answers = basis.case.answers
    for before in (True, False):
        for entry in listed:
            if entry.goes_first == before and (entry.when is None or holds(entry.when, answers)):
                yield entry
        if before and not basis.case.plain:
            yield from (entry for entry in basis.own if entry.slot == slot and _fits(basis, entry))


def _fits(basis: PlanBasis, entry: PlanEntry) -> bool:
    """Whether the line is for this mode, rung and back, and may be told beside what leads."""
    case = basis.case
    if case.mode not in entry.modes or entry.eases not in ("", case.disliked or "neither"):
        return False
    # Dates of a bout of pain are none for soreness, which is gone before them; its danger signs are the same.
    watched = case.plain and entry.slot == "see_someone_if" and not (entry.after_days or entry.rungs)
    if entry.soreness != case.plain and not watched:
        return False
    if entry.rungs and case.rung is not None and case.rung.id not in entry.rungs:
        return False
    if entry.beside and (basis.first or "none") not in entry.beside:
        return False
    leading = [leader.id for leader in case.leaders]
    if entry.leaders and not set(entry.leaders).intersection(leading):
        return False
    return case.mode != "full" or not set(entry.unless).intersection(leading)


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
    leading = {leader.id for leader in case.leaders}
    general = (entry for entry in case.kb.plan if _comes_back(entry) and leading.isdisjoint(entry.unless))
    allowed = (entry for entry in general if entry.when is None or holds(entry.when, case.answers))
    back = [replace(entry, after_days=entry.after_days + wait) for entry in allowed]
    rising = [entry for entry in (*later, *back) if _comes_back(entry) and fills(entry.text, person)]
    weeks = max(2, weeks_of_adding(person, SORE) + 1)
    paced = tuple(_one_comes_back(rising, weeks, words_of_return(activity)))
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


def _one_change_today(offers: Iterable[PlanEntry]) -> Iterator[PlanEntry]:
    """The lines without a second change."""
    changed = False
    for entry in offers:
        if not (changed and entry.changes):
            yield entry
        changed = changed or bool(entry.changes)


def _one_change_a_week(offers: Iterable[PlanEntry]) -> Iterator[PlanEntry]:
    """The lines with each change in a week of its own: the later in the list waits for a free one."""
    taken: set[int] = set()
    for entry in offers:
        days = entry.after_days
        while entry.changes and days // WEEK in taken:
            days += WEEK
        if entry.changes:
            taken.add(days // WEEK)
        yield entry if days == entry.after_days else replace(entry, after_days=days)


def _one_comes_back(entries: Sequence[PlanEntry], weeks: int, back: Mapping[Change, str]) -> Iterator[PlanEntry]:
    """The lines that bring weight, sets or range back, one after the other: none begins before the last is done.

    They are given in the order of the plan; of two that bring back the same the first stays. Each says what it waits
    for, in the words of `back`, and begins no earlier than two weeks after the one before it: after a weight so many
    `weeks` as it takes.
    """
    before: PlanEntry | None = None
    kinds: set[Change] = set()
    for entry in sorted(entries, key=lambda entry: entry.after_days):
        if entry.changes in kinds:
            continue
        kinds.add(entry.changes)
        if before is None:
            before = entry
        else:
            wait = weeks if before.changes == "weight" else 2
            days = max(entry.after_days, before.after_days + wait * WEEK)
            before = replace(entry, after_days=days, text=f"When {back[before.changes]}, {entry.then}.")
        yield before
