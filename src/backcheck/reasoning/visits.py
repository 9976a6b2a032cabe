"""The visits that a plan asks for by a day: which are due, and which of them comes before any weight.

The lines of the plan say it (`see_someone_if`, with `after_days`, `due` and `before_weight` in the data); here it is
told from the check-ins since if they hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.training import PlanEntry
from backcheck.reasoning.assessment import Assessment, Plan, PlanLine
from backcheck.reasoning.bouts import Bout, CheckIn, is_free
from backcheck.reasoning.followup import DATES, Due, StepAdvice, course_of, due_rules
from backcheck.reasoning.index import index_of


class VisitDue(NamedTuple):
    """A line of the plan whose day has come. `told`: check-ins tell that it holds; else nobody has said anything yet.

    `first`: it comes before any step with weight.
    """

    line: PlanLine
    told: bool
    first: bool


def visits_due(kb: KnowledgeBase, plan: Plan, bout: Bout, today: int, step: StepAdvice | None = None) -> list[VisitDue]:
    """The visits that are due by this plan of the bout's last interview, the latest first; none for who has been seen.

    `step` is the last advice: who climbs the ladder gets better (as in `due_rules`), but pain that is there isn't gone.
    """
    begun, since = begun_on(bout), checkins_since(bout)
    if begun is None or was_seen(bout):
        return []
    course = course_of(kb.follow_up, bout, step) if since else None
    gone = bool(since) and is_free(bout.visits[-1])
    found = []
    for line in plan.see_someone_if:
        entry = entry_of(kb, line)
        if entry is None or not entry.due or today - begun < line.after_days:
            continue
        holds = {
            "not-gone": not gone,
            "no-change": course in (None, "same", "worse"),
            "not-better": course in (None, "same", "worse", "early"),
        }
        if holds[entry.due]:
            found.append(VisitDue(line, bool(since), entry.before_weight))
    return sorted(found, key=lambda one: -one.line.after_days)


SEEN_FIRST = "Be seen first unless your pain is gone. "
"""What leads to weight once a visit stands before it."""


def put_visit_first(kb: KnowledgeBase, plan: Plan) -> Plan:
    """The plan whose first step with weight from the day of such a visit on names the visit; none else does."""
    entries = [(line, entry_of(kb, line)) for line in plan.see_someone_if]
    day = min((line.after_days for line, entry in entries if entry is not None and entry.before_weight), default=None)
    loaded = {rung.next.id for rung in kb.ladder if rung.has_weight and rung.next is not None}
    lines = [replace(one, text=one.text.removeprefix(SEEN_FIRST)) for one in plan.next_weeks]
    for at, line in enumerate(lines):
        if day is not None and line.after_days >= day and line.id in loaded:
            lines[at] = replace(line, text=SEEN_FIRST + line.text)
            break
    return replace(plan, next_weeks=tuple(lines))


def entry_of(kb: KnowledgeBase, line: PlanLine) -> PlanEntry | None:
    """The line of the data from which this one of a plan was made."""
    return index_of(kb).plan_lines.get(line.id)


def checkins_since(bout: Bout) -> list[CheckIn]:
    """The check-ins of this bout since its last interview."""
    last = max((at for at, visit in enumerate(bout.visits) if visit.is_interview), default=-1)
    return [visit.checkin for visit in bout.visits[last + 1 :] if visit.checkin is not None]


def was_seen(bout: Bout) -> bool:
    """Whether they said that a doctor or physio has seen them since the last interview."""
    return any(said.seen for said in checkins_since(bout))


def begun_on(bout: Bout) -> int | None:
    """The day of the last interview of this bout; None where it has none."""
    return next((visit.day for visit in reversed(bout.visits) if visit.is_interview), None)


THIS_WEEK = "see a doctor or physio this week."
SOONER = f"{THIS_WEEK[:-1]}, or by the day you were told if that comes first."
AT_ONCE = "see a doctor or physio now."
"""When to be seen by a rule of the clock; the same for who is to be seen by a day already, and once that has passed."""

DAYS_TO_BE_SEEN: Mapping[str, int] = {"days": 3, "this-week": 7, "two-weeks": 14}
"""How many days after the interview the last day is on which to be seen. "A few days" are three by our choice."""

OVERDUE = "visit-overdue"
"""The id of what is said once that day has passed."""


def _due_for_the_sent(kb: KnowledgeBase, rules: Sequence[Due], bout: Bout, today: int, days: int) -> list[Due]:
    """The rules of the clock for people who were sent to be seen within so many `days`: no other date counts.

    Once they were seen only that it got worse is left: how it goes on is for whoever saw them to say.
    """
    words = {rule.id: rule.when for rule in kb.follow_up.clock}
    left = [rule for rule in rules if words[rule.id] not in DATES]
    begun = begun_on(bout)
    if was_seen(bout) or begun is None:
        return left
    late = today - begun > days
    left = [replace(rule, text=rule.text.replace(THIS_WEEK, AT_ONCE if late else SOONER)) for rule in left]
    said = kb.follow_up.overdue
    return [*left, Due(OVERDUE, said.text, said.sources, said.grade)] if late else left


def all_due(
    kb: KnowledgeBase, bouts: Sequence[Bout], today: int, interview: Assessment, step: StepAdvice | None = None
) -> list[Due]:
    """What the clock says today, and what the plan of the last interview asks for by now, each visit once.

    A visit that comes before any weight is named whatever else is; another one where the clock asks for none. For who
    is to be seen by a day already, that day counts.
    """
    unseen = interview.plain_soreness and not (bouts and was_seen(bouts[-1]))
    rules = due_rules(kb.follow_up, bouts, today, step, soreness=unseen)
    if (days := DAYS_TO_BE_SEEN.get(interview.triage.within or "")) and bouts:
        return _due_for_the_sent(kb, rules, bouts[-1], today, days)
    words = {rule.id: rule.when for rule in kb.follow_up.clock}
    if not bouts or any(words[rule.id] == "soreness" for rule in rules):
        return rules
    found = [one for one in visits_due(kb, interview.plan, bouts[-1], today, step) if one.told]
    first = [one for one in found if one.first]
    if first:
        rules = [rule for rule in rules if words[rule.id] != "no-change"]  # it asks for the same visit, less plainly
    elif any(words[rule.id] in DATES for rule in rules):
        return rules
    told = (first or found)[:1]
    return [Due(one.line.id, one.line.text, one.line.sources, one.line.grade) for one in told] + rules
