"""A report of a later day: what an interview found, as it is true on the day on which the report is made.

A check-in has sent the person to a step since, or weeks have gone by: dates, loads, range and swaps follow the step of
now, and no week or deadline that is over is told as still to come.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from msgspec.structs import replace

from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.training import PlanEntry, Rung
from backcheck.reasoning.assess import choose_headlines
from backcheck.reasoning.assessment import Assessment, PlanLine
from backcheck.reasoning.conclusion import choose_leaders, choose_outcome, conclude
from backcheck.reasoning.conditions import mentioned
from backcheck.reasoning.evidence import chosen_activity
from backcheck.reasoning.followup import StepAdvice
from backcheck.reasoning.ladder import WEEK, climb, say_longer, told_ladder
from backcheck.reasoning.plan import (
    PlanCase,
    build_plan,
    day_near_best,
    describe_person,
)
from backcheck.reasoning.plan_words import fill, fills
from backcheck.reasoning.spared import find_spared
from backcheck.show.advice import RANGE_OF_THE_STEP, SETS_OF_A_SWAP, STOP_SHORT
from backcheck.show.by_the_clock import MEET, follow_the_clock
from backcheck.show.document import Line, Reader, Section
from backcheck.show.material import Material
from backcheck.show.phrases import say_day
from backcheck.show.third_person import retell


def bring_up_to_date(material: Material) -> Material:
    """The material with its assessment as it is true today: by the step of now, then by the calendar."""
    material = replace(material, assessment=_from_the_step(material))
    return replace(material, assessment=follow_the_clock(material))


def _from_the_step(material: Material) -> Assessment:
    """The assessment with the steps that come after the one of the last check-in, each when it can come from there.

    The next step can come at once. What was reached, or lies below, is left out, as the section of the step tells it.
    Those who went back below where it began get all steps from there, near the best when the work weight can be back,
    the swaps of that step, and nothing that would change more weight or sets. Of the first days what still holds stays.
    """
    result, step, kb = material.assessment, material.step, material.kb
    at = (material.today - material.day).days
    if step is None or at <= 0:
        return result
    ladder = sorted(kb.ladder, key=lambda rung: rung.step)
    days: dict[str, int] = {}
    below, start = set[str](), _starting_step(material)
    for rung in ladder:
        name = rung.next.id if rung.next is not None else ""
        if rung.step <= step.to:
            below.add(name)
        else:
            days[name] = at
            at += rung.days

    reached = next((rung for rung in ladder if rung.step == step.to), None)
    back = reached if reached is not None and step.to < start else None
    if back is not None:
        lines = (*kb.plan, *(line for entry in kb.contributors.values() for line in entry.lines))
        below.update(line.id for line in lines if line.changes or _is_above(line, back))

    kept = (*result.plan.this_week, *result.plan.next_weeks)
    again = _climbed_again(material, back, {line.id for line in kept}) if back is not None else []
    again += [line for line in result.plan.this_week if line.id in days]
    again += _meet_below(material, back, {line.id for line in kept}) if back is not None else []
    later = [
        replace(line, after_days=max(line.after_days, days.get(line.id, 0)))
        for line in (*again, *result.plan.next_weeks)
        if line.id not in below
    ]
    near = _day_near_best(material, step, later)
    later = [_wait_for(one, near or 0) if _is_near_best(kb, one) else one for one in later]
    plan = replace(
        result.plan,
        today=result.plan.today if step.to == start and reached is not None and reached.own_lift else (),
        this_week=tuple(line for line in result.plan.this_week if _still_runs(material, line, reached, start))
        + (_left_out_below(material, back) if back is not None else ()),
        next_weeks=tuple(sorted(later, key=lambda line: line.after_days)),
        swap_for=_swaps_below(material, back) if back is not None else result.plan.swap_for,
    )
    result = replace(result, plan=plan)
    headed = _headed_by_the_step(material, result, step.to, start)
    return headed if back is None or headed.flared else _without_loads(headed)


def _starting_step(material: Material) -> int:
    """The step on which the plan of the interview starts; 0 where it has none."""
    return next((rung.step for rung in material.kb.ladder if rung.id == material.assessment.starts_at), 0)


def _is_above(line: PlanEntry, rung: Rung) -> bool:
    """Whether the line is for those on other steps. Moves that wait for calm weeks wait for them here as well."""
    later = line.slot == "next_weeks" and bool(line.rungs) and rung.id not in line.rungs
    return later and line.eases not in ("bending", "arching")


def _case_on(material: Material, rung: Rung) -> PlanCase:
    """The case of somebody whose plan would start on this rung today."""
    result = material.assessment
    return PlanCase(
        kb=material.kb,
        answers=material.answers,
        activity=chosen_activity(material.kb, material.answers),
        mode=result.coaching.mode,
        leaders=(),
        contributors=result.contributors,
        plain=False,
        rung=rung,
        disliked=result.dislikes,
        spared=find_spared(material.answers, [one.id for one in result.patterns], result.contributors),
    )


def _climbed_again(material: Material, rung: Rung, kept: Collection[str]) -> list[PlanLine]:
    """The lines of the steps above this one that the plan left out, since it began above them."""
    person = describe_person(_case_on(material, rung))
    return [
        PlanLine(
            id=entry.id,
            text=fill(entry.text, person),
            after_days=entry.after_days,
            sources=entry.sources,
            grade=entry.grade,
        )
        for entry in climb(material.kb, rung, person.activity)
        if entry.id not in kept and fills(entry.text, person)
    ]


def _swaps_below(material: Material, rung: Rung) -> tuple[PlanLine, ...]:
    """The swaps of the highest step with swaps, up to this one, that has no load of the lift itself.

    So none is heavier than the step; nothing where the step has no swaps.
    """
    light = [one for one in material.kb.ladder if one.step <= rung.step and one.swaps and not one.own_lift]
    if not rung.swaps or not light:
        return ()
    return build_plan(_case_on(material, max(light, key=lambda one: one.step))).plan.swap_for


def _left_out_below(material: Material, rung: Rung) -> tuple[PlanLine, ...]:
    """What a back that dislikes a direction leaves out on this rung, for those who began below the lift as well.

    They leave it out for as many weeks as before; core work waits for the step.
    """
    began = next((one for one in material.kb.ladder if one.id == material.assessment.starts_at), None)
    if began is None or began.own_lift:
        return ()
    spares = {line.id for line in material.kb.plan if line.eases in ("bending", "arching") and "today" not in line.text}
    kept = {line.id for line in material.assessment.plan.this_week}
    week = build_plan(_case_on(material, rung)).plan.this_week
    return tuple(line for line in week if line.id in spares and line.id not in kept)


def _meet_below(material: Material, rung: Rung, kept: Collection[str]) -> list[PlanLine]:
    """What becomes of a meet for those who went back below where their plan began."""
    names = {one.id for one in material.kb.plan if one.when is not None and MEET in mentioned(one.when)}
    plan = build_plan(_case_on(material, rung)).plan
    return [line for line in plan.next_weeks if line.id in names and line.id not in kept]


def _is_near_best(kb: KnowledgeBase, line: PlanLine) -> bool:
    """Whether the line is that of a step which changes nothing itself: sets near the best, the last thing to come."""
    return any(rung.next is not None and rung.next.id == line.id and not rung.next.changes for rung in kb.ladder)


def _wait_for(line: PlanLine, near: int) -> PlanLine:
    """The line on sets near the best, no earlier than so many days after the interview."""
    days = max(line.after_days, near)
    return replace(line, after_days=days, text=say_longer(line.text, days))


def _day_near_best(material: Material, step: StepAdvice, lines: Sequence[PlanLine]) -> int | None:
    """The earliest day of sets near the best for those who come to the full range after the interview.

    It is the day on which the work weight can be back, by weekly steps from there, and two weeks more. None for those
    who never left the full range.
    """
    full = next((rung for rung in material.kb.ladder if rung.next is not None and rung.next.changes == "range"), None)
    if full is None or full.next is None or min(step.to, _starting_step(material)) >= full.step:
        return None
    line = full.next
    begins = next((one.after_days for one in lines if one.id == line.id), _days_at(material, step.to))
    return day_near_best(begins, describe_person(_case_on(material, full)))


def _days_at(material: Material, step: int) -> int:
    """So many days after the interview somebody came to the step of now: the first check-in in a row on it, or none."""
    came = material.today.toordinal()
    visits = material.bout.visits if material.bout is not None else ()
    for visit in reversed([visit for visit in visits if visit.checkin is not None]):
        if visit.checkin is None or visit.checkin.step != step:
            break
        came = visit.day
    return came - material.day.toordinal()


LOAD = re.compile(r"\d ?(?:kg\b|lb\b|%)|empty bar")
"""A weight, or a share of one."""


def _still_runs(material: Material, line: PlanLine, reached: Rung | None, start: int) -> bool:
    """Whether a line of the first week holds on the step of now: all on the same step, else what is for that step too.

    What a back dislikes is left out for as long as the line says, however fast somebody goes up. Who went back takes
    the loads of the step, and mends no lift that is not on it.
    """
    kb = material.kb
    if reached is None or any(rung.next is not None and rung.next.id == line.id for rung in kb.ladder):
        return False
    if reached.step == start:
        return True
    entry = next((one for one in kb.plan if one.id == line.id), None)
    back = reached.step < start
    if back and LOAD.search(line.text):
        return False
    if entry is None:
        return not back or reached.own_lift
    spares = not back and entry.eases in ("bending", "arching") and "today" not in entry.text
    return not entry.rungs or reached.id in entry.rungs or spares


def _without_loads(result: Assessment) -> Assessment:
    """The assessment of somebody who went back, without leaders that ask for less weight or sets: the step does so."""
    changes = {one.id: one for one in result.contributors}
    told = [result.first_change, result.second_change]
    lead = tuple(
        name
        for number, name in enumerate(result.lead)
        if (one := changes.get(name)) is not None
        and one.family != "load"
        and not LOAD.search((told[number] if number < len(told) else "") or one.change)
    )
    if lead == result.lead:
        return result
    if lead[:1] == result.lead[:1]:
        return replace(result, lead=lead, second_change="", dosed=False)
    return replace(result, lead=lead, first_change="", second_change="", dosed=False, tied="")


def _headed_by_the_step(material: Material, result: Assessment, reached: int, start: int) -> Assessment:
    """The assessment with the short answers that hold on the step that was reached, in place of the first day's.

    Who went up from strong pain gets those of people without it, and their verdict once the lift itself is back; who
    went below the lift gets those of people who start there.
    """
    rung = next((one for one in told_ladder(material.kb, result.exercise) if one.step == reached), None)
    lines = result.headlines
    if rung is None or lines is None or reached == start:
        return result
    flared = not rung.own_lift and reached < start
    if flared or (result.flared and reached > start):
        case = replace(conclude(material.kb, material.answers), flared=flared)
        outcome = choose_outcome(material.kb, material.answers, case)
        said = choose_headlines(material.kb, material.answers, outcome, case.urgency, rung) or lines
        lines = replace(said, see_someone=lines.see_someone)
        if flared or rung.own_lift:
            result = replace(result, verdict=outcome.verdict, flared=flared)
        if not flared and rung.own_lift and case.enough:
            # Pain was too strong to change anything yet. Now something leads, other than the load of the step.
            lead = choose_leaders(material.kb, material.answers, case.contributors)
            result = _without_loads(replace(result, lead=lead.ids, dosed=False, tied=lead.tied))
    elif reached < start:
        lines = replace(lines, train_tomorrow=rung.tomorrow or DO_THE_STEP)
    return replace(result, headlines=lines)


DO_THE_STEP = "Only your step of now, and what doesn't hurt."

POINTS_TO_CHANGE = "change-first"
"""The line that speaks of the first change, which is told where the lift itself is on the step."""


def _does_the_lift(material: Material, step: StepAdvice) -> bool:
    """Whether the sore lift is done on the step of now, so that there is something in it to change."""
    return any(rung.own_lift for rung in material.kb.ladder if rung.step == step.to)


def _goes_part_of_the_way(material: Material, step: StepAdvice) -> bool:
    """Whether the sore lift is done on the step of now, but not over all of its range yet."""
    later = (rung for rung in material.kb.ladder if rung.step > step.to and rung.next is not None)
    return _does_the_lift(material, step) and any(rung.next.changes == "range" for rung in later if rung.next)


KEEP_TO_THE_STEP = Line("Keep to your step of now. It asks for less already.", "CHANGE FIRST", "step-change")
"""For whom the first change is to do less, as the step does."""


def _without_today(section: Section) -> Section:
    """The section with the moves of the step where it points to those of today, which the report doesn't have."""
    lines = (replace(one, text=one.text.replace("today's moves", "the moves of your step")) for one in section.lines)
    return replace(section, lines=tuple(lines))


def told_today(material: Material, sections: Sequence[Section], reader: Reader) -> tuple[Section, ...]:
    """The sections as they are true on the day of the report, and for a clinician in the third person."""
    later = material.today > material.day
    step = material.step if later else None
    if later:
        titles = {"today": f"Begun on {say_day(material.day.toordinal())}"}
        if step is not None or (material.today - material.day).days >= WEEK:
            titles["this-week"] = "Since the first week"
        sections = [replace(one, title=titles.get(one.id, one.title)) for one in sections]
        if not any(one.id == "today" and one.lines for one in sections):
            sections = [_without_today(one) for one in sections]
    if step is not None:
        start = _starting_step(material)
        ladder = [one for one in sections if one.id == "ladder"]
        gone: tuple[str, ...] = ("ladder",)
        if not _does_the_lift(material, step):
            gone = (*gone, "change")
            sections = [
                replace(one, lines=tuple(line for line in one.lines if line.id != POINTS_TO_CHANGE)) for one in sections
            ]
        short = any(one.id == "this-week" and one.lead.endswith(STOP_SHORT) for one in sections)
        leads = {"this-week": STOP_SHORT.strip() if short and step.to >= start else ""}
        if _goes_part_of_the_way(material, step):
            leads["faults"] = RANGE_OF_THE_STEP
        if step.to < start:
            leads["swap"] = SETS_OF_A_SWAP.format(left="4 to 5")
        enough = material.assessment.enough
        usual = max((rung.step for rung in material.kb.ladder if rung.usual), default=start)
        if not (material.assessment.lead and enough) and (enough or step.to < max(start, usual)):
            sections = [replace(one, lines=(KEEP_TO_THE_STEP,)) if one.id == "change" else one for one in sections]
        left = [replace(one, lead=leads.get(one.id, one.lead)) for one in sections if one.id not in gone]
        left = [one for one in left if one.lines or one.id != "this-week"]
        at = next((number for number, one in enumerate(left) if one.id == "next-weeks"), len(left))
        sections = [*left[:at], *ladder, *left[at:]]
    return tuple(map(retell, sections)) if reader == "clinician" else tuple(sections)
