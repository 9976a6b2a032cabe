"""What a plan is made from: the case of one person, the swaps for it, what its leaders bring, and what to fill in.

Who leads is chosen in `conclusion`, which lines stand and when in `plan`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from backcheck.knowledge.lifts import Activity, Fault, Lift, Swap
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.records import ActionWord, Change, CoachingMode, Direction, Slot
from backcheck.knowledge.training import PlanEntry, Rung
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.assessment import RankedContributor, RankedPattern
from backcheck.reasoning.conditions import holds
from backcheck.reasoning.evidence import chosen_activity
from backcheck.reasoning.index import answer_ticks
from backcheck.reasoning.ladder import moves_of
from backcheck.reasoning.plan_words import FULL_RANGE, RANGE_LEFT, Person, fill, fills, film_of, told_for, work_weight
from backcheck.reasoning.ranking import action_of

BY_LIFT = ("form", "imbalance", "equipment")
"""Families whose drill differs from lift to lift."""

ADDED: tuple[Change, ...] = ("weight", "work", "range")
"""What is lowered first and added week by week on the way up: only one of them at a time."""

LOADED = re.compile(r"\{(?:weight|less)|%")
"""A share of the work weight; a swap with one is a version of the lift itself."""


class PlanCase(msgspec.Struct, frozen=True, kw_only=True):
    """What a plan is made for. `leaders` is empty when too little is known or the sore lift waits.

    `dosed`: the second leader comes on the same day, as in `Leaders`. `plain` is plain soreness; `rung` is where the
    person starts on the ladder, None where nobody is coached up it.
    """

    kb: KnowledgeBase
    answers: Answers
    mode: CoachingMode
    leaders: tuple[RankedContributor, ...]
    contributors: tuple[RankedContributor, ...]
    plain: bool
    rung: Rung | None
    disliked: Direction
    dosed: bool = False


def choose_swaps(case: PlanCase, activity: Activity | None) -> list[Swap]:
    """The swaps for this back: those that ease its direction first, none that loads it, else in the lift's order.

    Below the rungs of the lift only light ones, so none near the work weight.
    """
    if not isinstance(activity, Lift) or case.mode != "full" or case.plain:
        return []
    swaps = [swap for swap in activity.swaps if not case.disliked or swap.loads != case.disliked]
    spared = _spared(case)
    swaps = [swap for swap in swaps if spared.isdisjoint(swap.asks)] or swaps
    swaps.sort(key=lambda swap: bool(case.disliked) and swap.eases != case.disliked)
    if case.rung is None or case.rung.own_lift:
        return swaps
    return [swap for swap in swaps if not _near_work_weight(swap)] if case.rung.swaps else []


def _spared(case: PlanCase) -> set[str]:
    """What a swap must not ask for: an ankle that is stiff, one leg where standing on it makes the pain worse."""
    stiff = any(one.id == "limited-ankle" and one.fit != "possible" for one in case.contributors)
    stiff = stiff or "fail" in answer_ticks(case.answers.get("test-knee-to-wall"))
    turns = "worse-turn" in answer_ticks(case.answers.get("pain-changes"))
    return {name for name, holds_back in (("ankle", stiff), ("one-leg", turns)) if holds_back}


def _near_work_weight(swap: Swap) -> bool:
    """Whether it is done with a share of the work weight."""
    return LOADED.search(swap.in_plan or swap.text) is not None


def describe_person(case: PlanCase, activity: Activity | None) -> Person:
    """What the placeholders of this plan stand for. Only of a lift can a load be told from a work weight."""
    ranked = (*case.leaders, *case.contributors) if case.leaders else ()
    form = tuple(entry.id for entry in ranked if entry.family in BY_LIFT)
    ticked = answer_ticks(case.answers.get(f"signs-{activity.id}")) if activity is not None else ()
    view, look = film_of(activity, form, ticked)
    person = Person(
        lift=activity.spoken if activity is not None else "what sets it off",
        activity=activity,
        work=work_weight(case.answers) if isinstance(activity, Lift) else None,
        view=view,
        look=look,
        moves=moves_of(case.rung, activity) if case.rung is not None else "",
        range=_range_left(case),
        fix=ticked_fix(case),
        first="" if _lowers_weight(case) else " and your first change",
    )
    changes, second = _second_change(case, activity, person)
    name = "dose" if case.dosed else "second_load" if changes in ADDED else "second"
    return replace(person, **{name: second})


def ticked_fix(case: PlanCase) -> str:
    """How to mend the first fault that was ticked, by rank; empty where none was."""
    ranked = (*case.leaders, *case.contributors)
    return next((one.change for one in ranked if one.fixes and one.fixes[0].ticked), "")


def _range_left(case: PlanCase) -> str:
    """How far the lift goes after a pause: what shortens the range, if that is likely, still holds then."""
    likely = (one for one in case.contributors[:MOST_TOLD] if one.fit != "possible" and one.action in SHORTENS)
    return next((RANGE_LEFT.format(name=one.name) for one in likely), FULL_RANGE)


SHORTENS: tuple[ActionWord, ...] = ("depth-stop", "raise-the-start")
"""What leaves less of the range."""

MOST_TOLD = 3
"""So many contributors are always told in full, so that a line can name one of them."""


def _lowers_weight(case: PlanCase) -> bool:
    """Whether the first change is less weight, which the session of the day has already."""
    return any(action_of(case.kb, case.answers, leader.id) == "less-load" for leader in case.leaders[:1])


def _second_change(case: PlanCase, activity: Activity | None, person: Person) -> tuple[Change, str]:
    """What the second leader asks for, with its kind: cue and drill of its fault, else its own line for today.

    Never the fix in the words of the card: many lower the weight, which the first may have done already.
    """
    if len(case.leaders) < 2 or case.mode != "full" or case.plain:
        return "", ""
    leader = case.leaders[1]
    lines = leading_change(case.kb, case.answers, leader, activity)
    if not lines or not fills(lines[0].text, person):
        return "", ""
    fault = fault_of(leader, activity)
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


def leading_change(
    kb: KnowledgeBase, answers: Answers, leader: RankedContributor, activity: Activity | None
) -> list[PlanEntry]:
    """A leader's one line for today: the drill of its fault, which fits the lift, else the line it has written."""
    written = written_lines(kb, answers, leader, "today")[:1]
    fault = fault_of(leader, activity)
    if fault is None:
        return written
    drill = PlanEntry(
        id=f"{leader.id}-drill",
        slot="today",
        text=fault.drill,
        sources=fault.sources,
        grade=fault.grade,
        changes="form" if leader.family == "form" or not written else written[0].changes,
        action=fault.action or kb.contributors[leader.id].action,
    )
    return [drill]


def written_lines(kb: KnowledgeBase, answers: Answers, leader: RankedContributor, slot: Slot) -> list[PlanEntry]:
    """A leader's lines of one part that these answers allow."""
    return [
        entry
        for entry in told_for(kb.contributors[leader.id], chosen_activity(kb, answers)).plan
        if entry.slot == slot and (entry.when is None or holds(entry.when, answers))
    ]


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
