"""What the calendar changes in a report of a later day: visits that are due, and weeks and deadlines that are over."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from backcheck.knowledge.model import Headlines
from backcheck.reasoning.assess import choose_headlines
from backcheck.reasoning.assessment import AdviceLine, Assessment, Plan, PlanLine
from backcheck.reasoning.conclusion import choose_outcome, conclude
from backcheck.reasoning.conditions import mentioned
from backcheck.reasoning.followup import DATES, soreness_grew, state_of
from backcheck.reasoning.index import answer_ticks
from backcheck.reasoning.ladder import WEEK
from backcheck.reasoning.recheck import hurts_much
from backcheck.reasoning.visits import (
    SOONER,
    THIS_WEEK,
    checkins_since,
    entry_of,
    put_visit_first,
    visits_due,
    was_seen,
)
from backcheck.show.document import BY_DATE
from backcheck.show.material import Material


def follow_the_clock(material: Material) -> Assessment:
    """The assessment with what the check-ins' rules ask for at its head, and no last day that has passed.

    Where a clinician is to be seen already, their time is told in the same words in each line that has it.
    """
    result, gone = material.assessment, (material.today - material.day).days
    if gone <= 0:
        return result
    if result.triage.level == "clinician" and material.bout is not None and was_seen(material.bout):
        result = _after_the_visit(material, result)
    elif result.triage.within is not None and result.triage.within in LAST_DAYS:
        result = _seen_by_now(material, result, gone)
    if result.headlines is None:
        return result
    lines, triage = _of_a_later_week(material, result.headlines, gone), result.triage
    plan = put_visit_first(material.kb, _with_the_way_to_look_again(material, lines))
    result = replace(result, headlines=lines, plan=plan)
    if triage.level != "self-care":
        return result
    due = {rule.when: one for one in material.due for rule in material.kb.follow_up.clock if rule.id == one.id}
    rules = {rule.id for rule in material.kb.follow_up.clock}
    planned = [AdviceLine(id=one.id, text=one.text) for one in material.due if one.id not in rules]
    seen = next((words for when, words in SEE_NOW.items() if when in due), "")
    if "worse" in due and (planned or not due.keys().isdisjoint(DATES)):
        seen = SEE_THIS_WEEK
    if not seen and planned:
        seen = f"Yes. {_split_visit(planned[0].text)[1]}"
    if not seen and material.step is not None and material.step.move == "physio":
        seen = SEE_NOW["no-change"]
    grew = due.get("soreness") or (due.get("worse") if result.plain_soreness else None)
    if grew is not None:
        action = AdviceLine(id=grew.id, text=grew.text)
        return _no_soreness(material, result, GREW if "soreness" in due else GROWS, action)
    bout = material.bout
    if result.plain_soreness and bout is not None and was_seen(bout) and soreness_grew(material.kb.follow_up, bout):
        return _no_soreness(material, result, LOOKED_AT, AdviceLine(id="been-seen", text=f"{AS_TOLD} {CLEARED}"))
    if result.plain_soreness and (planned or not due.keys().isdisjoint(DATES)):
        asked = (*(AdviceLine(id=one.id, text=one.text) for when, one in due.items() if when in SEE_NOW), *planned)
        return _no_soreness(material, result, LASTED, *asked, seen=seen if due.keys() & SEE_NOW.keys() else "")
    if not seen:
        return replace(result, headlines=replace(lines, see_someone=_still_to_come(material, lines.see_someone, gone)))
    asked = (
        *planned,
        *(AdviceLine(id=one.id, text=one.text) for when, one in due.items() if when in SEE_NOW),
    )
    return replace(
        result,
        headlines=replace(lines, see_someone=seen),
        triage=replace(triage, action=(*asked, *triage.action)),
    )


def _seen_by_now(material: Material, result: Assessment, gone: int) -> Assessment:
    """The assessment with the time of its visit as it is so many days later, with or without short answers.

    Where a check-in found it worse, that is within a week of the check-in, unless it was sooner already.
    """
    triage, lines = result.triage, result.headlines
    days, words = LAST_DAYS[triage.within or ""]
    told = "now" if days is not None and gone > days else BY_DATE if days is None else words
    worse = next((one for one in material.due if one.id == "worse"), None)
    if worse is not None and material.bout is not None and told == BY_DATE:
        since = material.today.toordinal() - material.bout.end
        if WEEK - since < LASTS_FROM - gone:
            told = "now" if since > WEEK else LAST_DAYS["this-week"][1]
    action = tuple(replace(one, text=one.text.replace(words, told)) for one in triage.action)
    if worse is not None:
        action = (
            AdviceLine(id=worse.id, text=worse.text.replace(SOONER, THIS_WEEK.replace("this week", told))),
            *action,
        )
    if lines is not None:
        lines = replace(lines, see_someone=lines.see_someone.replace(words, told).replace(BY_DATE, told))
    return replace(result, headlines=lines, triage=replace(triage, action=action))


def _after_the_visit(material: Material, result: Assessment) -> Assessment:
    """The assessment of somebody whom a doctor or physio has seen since: no visit is left to make, no lift to pause."""
    worse = [AdviceLine(id=one.id, text=one.text) for one in material.due if one.id == "worse"]
    lines = result.headlines
    if lines is not None:
        asked = SEE_THIS_WEEK if worse else BEEN_SEEN
        lines = replace(lines, train_tomorrow=AS_TOLD, see_someone=asked)
    stays = tuple(one for one in result.triage.action if one.id == CLEARED_BEFORE)
    action = (*worse, *(stays or (AdviceLine(id="been-seen", text=f"{AS_TOLD} {CLEARED}"),)))
    return replace(result, sentence=BEFORE_VISIT, headlines=lines, triage=replace(result.triage, action=action))


CLEARED_BEFORE = "cleared-before"
"""What is said to those whose past asks for a visit whenever they answer: another interview gives the same."""
BEFORE_VISIT = "You gave these answers before the visit. They asked for one."
AS_TOLD = "Keep to what you were told at the visit."
BEEN_SEEN = "You say you have been seen. Go again if the pain gets worse."
LOOK_AGAIN = "backcheck diagnose"
"""The command that answers the interview again."""
CLEARED = f"Once you are cleared and your answers have changed, answer again with: {LOOK_AGAIN}"


class _Soreness(NamedTuple):
    """What the head of a report says in place of the words for plain soreness."""

    verdict: str
    sentence: str
    headlines: Headlines


def _no_soreness(
    material: Material, result: Assessment, said: _Soreness, *action: AdviceLine, seen: str = ""
) -> Assessment:
    """The assessment of somebody whose plain soreness grew or lasts: nothing that was told of plain soreness stays.

    It may be something else. `seen` says whether to see someone, where the clock asks for that.
    """
    over = {line.id for line in material.kb.plan if line.soreness} | ({WORSE} if said.verdict == PAUSE else set())
    plan = result.plan
    return replace(
        result,
        verdict=said.verdict,
        sentence=said.sentence,
        headlines=replace(said.headlines, see_someone=seen or said.headlines.see_someone),
        keep_doing=(),
        triage=replace(result.triage, action=action),
        plan=Plan(
            next_weeks=tuple(line for line in plan.next_weeks if LOOK_AGAIN in line.text),
            see_someone_if=tuple(line for line in plan.see_someone_if if line.id not in over),
        ),
    )


WORSE = "see-worse"
"""The line on pain that gets worse, which is so already."""

PAUSE = "PAUSE"
"""The word at the head of a check-in that found it worse."""

UNTIL_SEEN = "Leave out what sets the pain off until you have been seen."
"""What the check-in says as well."""

GREW = _Soreness(
    PAUSE,
    "Your soreness grew after day three, so it may be more than plain soreness.",
    Headlines(
        train_tomorrow=f"No. {UNTIL_SEEN}",
        how_long="We can't say before you have been seen.",
        see_someone="Yes. See a doctor today.",
        is_this_normal="Plain soreness fades within days. Yours grew, so have it looked at.",
    ),
)
GROWS = _Soreness(
    PAUSE,
    "Your soreness grew, so it may be more than plain soreness.",
    Headlines(
        train_tomorrow="No. Leave out what sets the pain off for 3 to 7 days and walk instead.",
        how_long="We can't say while it grows.",
        see_someone="Yes. See a doctor or physio this week if the pain stays worse.",
        is_this_normal="Plain soreness fades within days. Yours grew, so look for danger signs.",
    ),
)
LOOKED_AT = _Soreness(
    PAUSE,
    "Your soreness grew after day three, so it may be more than plain soreness.",
    Headlines(
        train_tomorrow=AS_TOLD,
        how_long="Ask whoever saw you how long it may take.",
        see_someone=BEEN_SEEN,
        is_this_normal="Plain soreness fades within days. Yours grew, so it was right to be seen.",
    ),
)
LASTED = _Soreness(
    "EASE FIRST",
    "Your soreness has lasted a week or more, so it may be more than plain soreness.",
    Headlines(
        train_tomorrow="Only what doesn't hurt. Leave out the rest.",
        how_long=f"We can't say yet. Answer again with: {LOOK_AGAIN}",
        see_someone="If pain gets worse, turns sharp, goes into a leg or doesn't ease.",
        is_this_normal="Plain soreness is gone within a week. Yours has lasted longer.",
    ),
)
"""After day three and before, once somebody has been seen for it, and after the week in which it should go."""


def _with_the_way_to_look_again(material: Material, lines: Headlines) -> Plan:
    """The plan with how to answer again, which may have had no room beside the lines of the first day."""
    plan = _without_a_past_meet(replace(material, assessment=replace(material.assessment, plan=_without_met(material))))
    told = [line.text for line in (*plan.today, *plan.this_week, *plan.next_weeks)]
    if "heck again" not in lines.how_long or any(LOOK_AGAIN in text for text in told):
        return plan
    how = next((one for one in material.kb.plan if one.slot == "next_weeks" and one.text.endswith(LOOK_AGAIN)), None)
    if how is None:
        return plan
    line = PlanLine(id=how.id, text=how.text, after_days=how.after_days, sources=how.sources, grade=how.grade)
    return replace(plan, next_weeks=tuple(sorted((*plan.next_weeks, line), key=lambda one: one.after_days)))


def _without_a_past_meet(material: Material) -> Plan:
    """The plan without lines on a meet or a test of the best single whose last possible day has passed."""
    kb, plan, gone = material.kb, material.assessment.plan, (material.today - material.day).days
    weeks = [MEETS[one] for one in answer_ticks(material.answers.get(MEET)) if one in MEETS]
    if not weeks or gone <= max(weeks) * WEEK:
        return plan
    past = {one.id for one in kb.plan if one.when is not None and MEET in mentioned(one.when)}

    def left(lines: Sequence[PlanLine]) -> tuple[PlanLine, ...]:
        return tuple(line for line in lines if line.id not in past)

    return replace(plan, today=left(plan.today), this_week=left(plan.this_week), next_weeks=left(plan.next_weeks))


MEET = "meet"
MEETS: Mapping[str, int] = {"soon": 4, "later": 12}
"""The question of what is coming up, and within how many weeks each answer lets it be."""


def _of_a_later_week(material: Material, lines: Headlines, gone: int) -> Headlines:
    """The short answers to who still eases strong pain after two weeks, in the words for pain that lasts."""
    result, kb, answers = material.assessment, material.kb, material.answers
    if not result.flared or gone < LASTS_FROM or not _hurts_much(material):
        return lines
    if not {*answer_ticks(answers.get(COURSE))}.isdisjoint(OLD_PAIN):
        return lines
    case = replace(conclude(kb, answers), flared=True)
    outcome = choose_outcome(kb, answers, case)
    said = choose_headlines(kb, {**answers, COURSE: (LASTS,)}, outcome, case.urgency, None) or lines
    return replace(lines, how_long=said.how_long, is_this_normal=said.is_this_normal)


def _hurts_much(material: Material) -> bool:
    """Whether the pain was still strong when it was last told."""
    said = [hurts_much(one) for one in checkins_since(material.bout)] if material.bout is not None else []
    return not said or said[-1]


LASTS_FROM = 2 * WEEK
"""So many days after the interview pain isn't at its first any more."""

COURSE, LASTS, OLD_PAIN = "pain-course", "weeks-same", ("stuck", "long", "comes-goes")
"""The question of how long it has been there, its answer for new pain that lasts, and those for pain that lasts."""

WEEKS = re.compile(r"\b(\d+|a|two) weeks?\b")
"""A time after the interview, in the short answer on whether to see someone."""


def _split_visit(text: str) -> tuple[str, str]:
    """What a line on a visit by a day asks for: how the pain is, and what to do then."""
    state, _, visit = text.partition(". ")
    return state, visit


def _begin_low(text: str) -> str:
    return text[:1].lower() + text[1:]


def _still_to_come(material: Material, text: str, gone: int) -> str:
    """When to see someone, without the weeks that are over; what a check-in found at their end it has said.

    Where nobody has checked in since, what the plan asks for by now still hangs on how the pain is.
    """
    bout, today = material.bout, material.today.toordinal()
    asked = visits_due(material.kb, material.assessment.plan, bout, today) if bout is not None else []
    if asked and not asked[0].told:
        state, visit = _split_visit(asked[0].line.text)
        return f"If {_begin_low(state)}, {_begin_low(visit)}"
    times = [{"a": 1, "two": 2}.get(found) or int(found) for found in WEEKS.findall(text)]
    if not times or min(times) * WEEK > gone:
        return text
    _, either, last = text.rpartition(" or ")
    if len(times) > 1 and either and times[-1] * WEEK > gone:
        last = f"isn't {last.removeprefix('not ')}" if last.startswith("not ") else last
        return f"If pain {last}"
    return NO_BETTER


NO_BETTER = "If pain gets worse or stops easing."
"""When to see someone once all dates are past."""

SEE_NOW: Mapping[str, str] = {
    "worse": "Yes. See a doctor or physio this week if the pain stays worse.",
    "not-better": "Yes. See a doctor or physio now.",
    "still-sore": "Yes. See a doctor or physio within two weeks.",
    "no-change": "Yes. Book a physio now.",
}
"""Whether to see someone, by the kind of rule of a check-in that asks for it, the most pressing first."""

SEE_THIS_WEEK = "Yes. See a doctor or physio this week."
"""Where it got worse, and a date asks for a visit as well."""


def _without_met(material: Material) -> Plan:
    """The plan without visits whose day has come and that were made, or that nobody needs whose pain is nearly gone.

    One that comes before any weight stays until it was made.
    """
    kb, plan, bout = material.kb, material.assessment.plan, material.bout
    if bout is None or not (since := checkins_since(bout)):
        return plan
    seen = any(said.seen for said in since)
    quiet = state_of(kb.follow_up, bout) == "quiet"
    past = {line.id for line in plan.see_someone_if if line.after_days <= (material.today - material.day).days}
    met = {
        line.id
        for line in plan.see_someone_if
        if (entry := entry_of(kb, line)) is not None
        and entry.due
        and (seen if entry.before_weight else quiet and line.id in past)
    }
    return replace(plan, see_someone_if=tuple(line for line in plan.see_someone_if if line.id not in met))


LAST_DAYS: Mapping[str, tuple[int | None, str]] = {
    "days": (3, "within a few days"),
    "this-week": (7, "this week"),
    "two-weeks": (None, "within two weeks"),
}
"""The time within which to be seen: so many days, None where a line names the date; and its words in an action."""
