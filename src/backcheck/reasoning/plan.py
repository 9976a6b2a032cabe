"""The plan: today, this week, the next weeks; built from the leading contributors, the ladder and general lines.

At most three things for today, one change a day and one a week: a sore back that gets two changes at once teaches
nobody which one helped (evidence RT-08 and LD-04). Where the sore lift is paused, only lines that allow it; where no
lifting advice may be given, nothing. Words are filled in by `plan_words`, days come from `ladder`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from backcheck.knowledge.lifts import Activity, Fault, Lift, Swap
from backcheck.knowledge.loads import BAR, CLOSE, IN_KG
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.records import Change, CoachingMode, Direction, Slot, SwapAsks
from backcheck.knowledge.training import PlanEntry, Rung
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.assessment import Plan, PlanLine, RankedContributor, RankedPattern
from backcheck.reasoning.conditions import holds
from backcheck.reasoning.index import answer_ticks
from backcheck.reasoning.ladder import WEEK, climb, moves_of, say_longer
from backcheck.reasoning.plan_words import (
    FULL_RANGE,
    LESS,
    PLACEHOLDER,
    RANGE_LEFT,
    SORE,
    Person,
    fill,
    fills,
    film_of,
    person_doing,
    told_for,
    weeks_of_adding,
    words_of_return,
    work_weight,
)
from backcheck.reasoning.ranking import action_of
from backcheck.reasoning.spared import SHORTENS, asks_too_much, name_of_short, same_exercise

BY_LIFT = ("form", "imbalance", "equipment")
"""Families whose drill differs from lift to lift."""

ADDED: tuple[Change, ...] = ("weight", "work", "range")
"""What is lowered first and added week by week on the way up: only one of them at a time."""

LOADED = re.compile(r"\{(?:weight|less)|%")
"""A share of the work weight; a swap with one is a version of the lift itself."""

LESS_AGAIN = "{less}"
"""What a swap takes that is the lift itself from blocks or to a box."""

MOST_TOLD = 3
"""So many contributors are always told in full, so that a line can name one of them."""


class PlanCase(msgspec.Struct, frozen=True, kw_only=True):
    """What a plan is made for. `leaders` is empty when too little is known or the sore lift waits.

    `dosed`: the second leader comes on the same day, as in `Leaders`. `plain` is plain soreness; `rung` is where the
    person starts on the ladder, None where nobody is coached up it. `spared`: what no line and no swap may ask for.
    """

    kb: KnowledgeBase
    answers: Answers
    activity: Activity | None
    mode: CoachingMode
    leaders: tuple[RankedContributor, ...]
    contributors: tuple[RankedContributor, ...]
    plain: bool
    rung: Rung | None
    disliked: Direction
    spared: frozenset[SwapAsks] = frozenset()
    dosed: bool = False

    @property
    def bare(self) -> bool:
        """Whether the lift is done without weight now: nobody named one, and nothing that leads takes some off."""
        may_be = isinstance(self.activity, Lift) and self.activity.bare and work_weight(self.answers) is None
        done = self.rung is None or self.rung.own_lift
        return may_be and done and not any(self.kb.contributors[one.id].action == LESS_LOAD for one in self.leaders)

    def allows(self, entry: PlanEntry) -> bool:
        """Whether the answers allow the line, and the lift is done as it is for."""
        if entry.done and (entry.done == "without-weight") != self.bare:
            return False
        return entry.when is None or holds(entry.when, self.answers)


def choose_swaps(case: PlanCase) -> list[Swap]:
    """The swaps for this back: those that ease its direction first, none that loads it, else in the lift's order.

    Below the rungs of the lift only light ones, so none near the work weight.
    """
    if not isinstance(case.activity, Lift) or case.mode != "full" or case.plain:
        return []
    swaps = [swap for swap in case.activity.swaps if not case.disliked or swap.loads != case.disliked]
    if any(action_of(case.kb, case.answers, leader.id) in SHORTENS for leader in case.leaders[:1]):
        # What came before the swap was the lift over less of its range and with less weight: not once more.
        swaps = [swap for swap in swaps if LESS_AGAIN not in swap.in_plan] or swaps
    swaps = [swap for swap in swaps if case.spared.isdisjoint(swap.asks)] or swaps
    swaps.sort(key=lambda swap: bool(case.disliked) and swap.eases != case.disliked)
    if case.rung is None or case.rung.own_lift:
        return _that_can_be_loaded(case, swaps)
    moves = moves_of(case.rung, case.activity)
    light = [one for one in swaps if not (LOADED.search(one.in_plan or one.text) or same_exercise(one.text, moves))]
    return _that_can_be_loaded(case, light) if case.rung.swaps else []


def _that_can_be_loaded(case: PlanCase, swaps: list[Swap]) -> list[Swap]:
    """The swaps without those whose load is less than their bar weighs; with a straight bar where no other is left."""
    return [one for one in swaps if not _is_below_its_bar(case, one)] or [one for one in swaps if not one.heavy_bar]


def _is_below_its_bar(case: PlanCase, swap: Swap) -> bool:
    """Whether the share of the work weight that the plan tells for this swap is less than its bar weighs itself."""
    own, target, work = case.activity, case.kb.lifts.get(swap.lift), work_weight(case.answers)
    if work is None or not isinstance(own, Lift) or not own.bar or (target is not None and not target.bar):
        return False
    shares = [float(found[3] or found[2]) for found in PLACEHOLDER.finditer(swap.in_plan) if found[1] == "weight"]
    if LESS_AGAIN in swap.in_plan:
        shares.append(LESS)
    if target is not None and case.rung is not None and not case.rung.own_lift:
        shares.append(LIGHT)
    straight = BAR[work.unit] * IN_KG[work.unit]
    if not swap.heavy_bar and (not shares or work.kg < straight - CLOSE):  # who lifts less has a lighter bar
        return False
    return work.kg * max(shares, default=1.0) < (HEAVY_BAR if swap.heavy_bar else straight) - CLOSE


HEAVY_BAR = 30.0
"""So many kg at most weigh the bars that are heavier than a straight one, such as a trap bar. Coaching judgement."""


def describe_person(case: PlanCase) -> Person:
    """What the placeholders of this plan stand for."""
    activity = case.activity
    ranked = (*case.leaders, *case.contributors) if case.leaders else ()
    form = tuple(entry.id for entry in ranked if entry.family in BY_LIFT)
    ticked = answer_ticks(case.answers.get(f"signs-{activity.id}")) if activity is not None else ()
    view, look = film_of(activity, form, ticked)
    # What shortens the range, if that is likely or was seen, still holds once the lift is back.
    short = [name for one in case.contributors if (name := name_of_short(one))]
    lowered = any(action_of(case.kb, case.answers, leader.id) == LESS_LOAD for leader in case.leaders[:1])
    person = replace(
        person_doing(activity, case.answers),
        view=view,
        look=look,
        moves=moves_of(case.rung, activity) if case.rung is not None else "",
        range=RANGE_LEFT.format(name=short[0]) if short else FULL_RANGE,
        fix=next((one.change for one in (*case.leaders, *case.contributors) if one.fixes and one.fixes[0].ticked), ""),
        first="" if lowered else _first_change(case),
        bare=case.bare,
    )
    changes, second = _second_change(case, person)
    name = "dose" if case.dosed else "second_load" if changes in ADDED else "second"
    return replace(person, **{name: second})


def _first_change(case: PlanCase) -> str:
    """How the session names the first change, with a ticked fault of the set-up, without which no set goes well."""
    leading = {leader.id for leader in case.leaders}
    for one in case.contributors:
        ticked = one.id not in leading and one.fixes and one.fixes[0].ticked
        if ticked and (one.family == "equipment" or one.action == "set-seat-or-machine"):
            return f', your first change and the change for "{one.fixes[0].error}"'
    return " and your first change"


def _second_change(case: PlanCase, person: Person) -> tuple[Change, str]:
    """What the second leader asks for, with its kind: cue and drill of its fault, else its own line for today.

    Never the fix in the words of the card: many lower the weight, which the first may have done already.
    """
    if len(case.leaders) < 2 or case.mode != "full" or case.plain:
        return "", ""
    leader = case.leaders[1]
    lines = leading_change(case, leader)
    if not lines or not fills(lines[0].text, person):
        return "", ""
    fault = fault_of(leader, case.activity)
    cue = f"{fault.cue}. " if fault is not None else ""
    return lines[0].changes, cue + fill(lines[0].text, person)


def find_disliked(
    kb: KnowledgeBase,
    answers: Answers,
    patterns: Sequence[RankedPattern],
    contributors: Sequence[RankedContributor],
) -> Direction:
    """Which direction a back dislikes, bending or arching; empty where it dislikes both, or where nothing tells.

    It decides core work and the order of the swaps. What the person says of the pain comes first, then the leading
    pattern, then the leading contributor. Answers that point both ways are an answer too: then neither is asked.
    Matching the direction helped more than the opposite one (evidence EX-06, long2004); which answers tell it is
    coaching judgement.
    """
    said = {entry.direction for entry in kb.base.dislikes if holds(entry.when, answers)}
    if said:
        return said.pop() if len(said) == 1 else ""
    likely = [entry.id for entry in patterns if entry.fit != "possible"]
    from_pattern = kb.patterns[likely[0]].dislikes if likely else ""
    if from_pattern:
        return from_pattern
    leading = [entry.id for entry in contributors if entry.fit != "possible" and kb.contributors[entry.id].dislikes]
    return kb.contributors[leading[0]].dislikes if leading else ""


def leading_change(case: PlanCase, leader: RankedContributor) -> list[PlanEntry]:
    """A leader's one line for today: the drill of its fault, which fits the lift, else the line it has written."""
    written = written_lines(case, leader, "today")[:1]
    fault = fault_of(leader, case.activity)
    if fault is None:
        return written
    drill = PlanEntry(
        id=f"{leader.id}-drill",
        slot="today",
        text=fault.drill,
        sources=fault.sources,
        grade=fault.grade,
        changes="form" if leader.family == "form" or not written else written[0].changes,
        action=fault.action or case.kb.contributors[leader.id].action,
    )
    return [drill]


def day_near_best(full_range: int, person: Person) -> int:
    """When two good weeks at the work weight can be over, from the day on which the full range begins again."""
    return full_range + (AFTER_THE_RUNG + weeks_of_adding(person, ON_RETURN) + AT_WORK_WEIGHT) * WEEK


def written_lines(case: PlanCase, leader: RankedContributor, slot: Slot) -> list[PlanEntry]:
    """A leader's lines of one part that these answers allow."""
    lines = told_for(case.kb.contributors[leader.id], case.activity).plan
    return [entry for entry in lines if entry.slot == slot and case.allows(entry)]


def fault_of(leader: RankedContributor, activity: Activity | None) -> Fault | None:
    """The fault of this lift that shows the leader: that of its first fix, else the first of this contributor.

    Only where what to do depends on the lift; load, core and readiness are the same in all.
    """
    if leader.family not in BY_LIFT:
        return None
    faults = activity.faults if activity is not None else ()
    first = leader.fixes[0].error if leader.fixes else ""
    own = [fault for fault in faults if fault.contributor == leader.id]
    named = own if leader.family != "form" else faults
    return next((fault for fault in named if first and fault.name == first), own[0] if own else None)


LIMITS: dict[Slot, int] = {"today": 3, "this_week": 6, "next_weeks": 9, "see_someone_if": 6}
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

FEWER, LESS_LOAD = "fewer-sets-or-days", "less-load"
"""The actions of those who do fewer sets, and of those who take weight off."""

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
    swaps = choose_swaps(case)
    person = describe_person(case)
    own = tuple(_own_lines(case, person))
    first: Change = own[0].changes if own and own[0].slot == "today" else ""
    if case.plain:
        again = case.kb.base.soreness.comes_back
        first = "form" if person.fix and again is not None and holds(again, case.answers) else ""
    # What is asked for today: of all leaders where the second is the dose of the first.
    led = [line for one in case.leaders for line in leading_change(case, one)[:1]] if case.dosed else own[:1]
    if any(line.slot == "today" and line.action == FEWER for line in led):
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
    target, own = case.kb.lifts.get(swap.lift), case.activity
    if target is None or case.rung is None or case.rung.own_lift:
        return text
    if target.bar and isinstance(own, Lift) and own.bar:
        return f"{text} {fill(LIGHT_BAR, person)}"
    return f"{text} {LIGHT_MACHINE}" if target.family.endswith("machine") else text


LIGHT = 0.3
LIGHT_BAR = f"Take {{weight:{LIGHT}}} for it."
LIGHT_MACHINE = "Begin with the lightest weight of the machine."
"""What keeps a swap below the step that follows, which begins with 40% of the work weight."""


def _lines(basis: PlanBasis, slot: Slot) -> tuple[PlanLine, ...]:
    """The lines of one part, no more than its limit; what comes after that is not even looked at."""
    case = basis.case
    told = (entry for entry in _offers(basis, slot) if not asks_too_much(entry.asks, case.spared, case.activity))
    offers = (entry for entry in told if fills(entry.text, basis.person))
    kept = _one_change(offers, a_day=slot == "today")
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
        entry for entry in basis.case.kb.plan if entry.slot == slot and _fits(basis, entry) and not _comes_back(entry)
    ]
    for before in (True, False):
        for entry in listed:
            if entry.goes_first == before and basis.case.allows(entry):
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


def _own_lines(case: PlanCase, person: Person) -> Iterator[PlanEntry]:
    """The lines of the leaders and of the ladder, today's first.

    Today is for the first leader alone, with less weight in the line of the session; what else the second asks for
    comes in the next weeks, so that there is one change at a time. What was lowered comes back in the same way, the
    weight always, and near the best after that.
    """
    if case.mode != "full":
        return
    if case.leaders:
        yield from leading_change(case, case.leaders[0])
        yield from written_lines(case, case.leaders[0], "this_week")
    wait = AFTER_SECOND if len(case.leaders) > 1 and not case.dosed else 0
    later: list[PlanEntry] = []
    for place, leader in enumerate(case.leaders):
        more = (WEEK if case.dosed else SECOND_LATER) if place else wait
        for entry in written_lines(case, leader, "next_weeks"):
            later.append(replace(entry, after_days=entry.after_days + more))
    leading = {leader.id for leader in case.leaders}
    general = (entry for entry in case.kb.plan if _comes_back(entry) and leading.isdisjoint(entry.unless))
    back = [replace(entry, after_days=entry.after_days + wait) for entry in general if case.allows(entry)]
    rising = [entry for entry in (*later, *back) if _comes_back(entry) and fills(entry.text, person)]
    weeks = max(2, weeks_of_adding(person, SORE) + 1)
    paced = tuple(_one_comes_back(rising, weeks, words_of_return(case.activity)))
    weight = next((entry.after_days for entry in paced if entry.changes == "weight"), 0)
    if case.rung is not None:
        climbed = list(climb(case.kb, case.rung, case.activity))
        near = weight + (weeks_of_adding(person, SORE) + AT_WORK_WEIGHT) * WEEK  # for those who kept the lift
        if not case.rung.own_lift:
            near = day_near_best(max((entry.after_days for entry in climbed if entry.changes), default=0), person)
        for entry in climbed:
            day = entry.after_days if entry.changes else max(entry.after_days, near)
            yield entry if entry.changes else replace(entry, after_days=day, text=say_longer(entry.text, day))
    yield from paced
    yield from (entry for entry in later if not _comes_back(entry))


def _one_change(offers: Iterable[PlanEntry], *, a_day: bool) -> Iterator[PlanEntry]:
    """The lines with one change `a_day`, where a second is left out, or one a week, where it waits for a free week."""
    taken: set[int] = set()
    for entry in offers:
        days = entry.after_days
        if entry.changes:
            if a_day and taken:
                continue
            while days // WEEK in taken:
                days += WEEK
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
