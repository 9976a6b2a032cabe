"""Two rankings, kept apart: what in the training to change, and what the pain resembles.

points = start + what counted; +1 doubles the odds. One fact, one vote: inside a fact a target takes its strongest
point for and its strongest against, the rest is listed as `also`. Starts and points are data. Causes are not
exclusive, so the points order the list and are no probabilities.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import attrgetter

import msgspec

from backcheck.knowledge.lifts import Activity, Fault, Lift
from backcheck.knowledge.model import Contributor, KnowledgeBase, Rule
from backcheck.knowledge.records import ActionWord
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.assessment import Evidence, Fit, FixLine, RankedContributor, RankedPattern, SetAside
from backcheck.reasoning.evidence import ALL_FORM, chosen_activity, collect_statements
from backcheck.reasoning.index import Statement, answer_ticks
from backcheck.reasoning.plan_words import say_in, told_for, unit_of
from backcheck.reasoning.triage import fired_rules

STRONG, LIKELY, POSSIBLE = 4.0, 2.0, 0.0
"""Least points of each fit; a strong one also needs two facts that speak for it. Judgement, not calibrated."""


MOST_SET_ASIDE = 4
"""How many items that were made less likely are worth reading."""


class Sum(msgspec.Struct, frozen=True, gc=False):
    """The sum of one target with its addends; `facts` counts those that speak for it and are a reason to name it."""

    target: str
    start: float
    points: float
    speaks_for: tuple[tuple[Statement, float], ...]
    against: tuple[tuple[Statement, float], ...]
    also: tuple[tuple[Statement, float], ...]
    facts: int


def contributor_starts(kb: KnowledgeBase, answers: Answers) -> dict[str, float]:
    """The contributors that the chosen activity can have, in file order, each with its start."""
    activity = chosen_activity(kb, answers)
    form = activity.starts if activity is not None else {}
    named = {"*"}  # what `applies_to` may name so that it means this activity
    if activity is not None:
        named.add(activity.id)
    if isinstance(activity, Lift):
        named |= {"lifts", f"family:{activity.family}"}
    starts: dict[str, float] = {}
    for contributor in kb.contributors.values():
        if contributor.id in form:
            starts[contributor.id] = form[contributor.id]
        elif not named.isdisjoint(contributor.applies_to):
            starts[contributor.id] = contributor.start
    return starts


def rank_sums(kb: KnowledgeBase, answers: Answers, fired: Iterable[Rule] | None = None) -> tuple[list[Sum], list[Sum]]:
    """All contributors that can apply and all patterns, each list best first (see `weigh`); what still ties, by id.

    `fired` are the triage rules that hold, where the caller knows them already.
    """
    if fired is None:
        fired = fired_rules(kb, answers)
    starts = contributor_starts(kb, answers)
    activity = chosen_activity(kb, answers)
    form = tuple(activity.starts) if activity is not None else ()
    votes: dict[str, dict[str, list[tuple[Statement, float]]]] = defaultdict(lambda: defaultdict(list))
    for statement in collect_statements(kb, answers, fired):
        for target, points in _expanded(statement, form):
            votes[target][statement.fact].append((statement, points))
    contributors = [_sum(target, start, votes.get(target)) for target, start in starts.items()]
    patterns = [_sum(pattern.id, pattern.start, votes.get(pattern.id)) for pattern in kb.patterns.values()]
    for sums in (contributors, patterns):
        sums.sort(key=attrgetter("target"))
        sums.sort(key=weigh, reverse=True)  # leaves in place what ties
    return contributors, patterns


def weigh(total: Sum) -> tuple[float, int, float, float]:
    """What decides the place of a sum: its points, how many facts speak for it, the strongest of them, its start."""
    strongest = total.speaks_for[0][1] if total.speaks_for else 0.0
    return total.points, total.facts, strongest, total.start


def _expanded(statement: Statement, form: tuple[str, ...]) -> list[tuple[str, float]]:
    if ALL_FORM not in statement.says:
        return list(statement.says.items())
    whole = dict.fromkeys(form, statement.says[ALL_FORM])
    return list((whole | {t: p for t, p in statement.says.items() if t != ALL_FORM}).items())


def _sum(target: str, start: float, facts: dict[str, list[tuple[Statement, float]]] | None) -> Sum:
    if not facts:
        return Sum(target, start, start, (), (), (), 0)
    speaks_for: list[tuple[Statement, float]] = []
    against: list[tuple[Statement, float]] = []
    also: list[tuple[Statement, float]] = []
    for votes in facts.values():
        if len(votes) > 1:
            votes.sort(key=_vote_order)
        seen_for = seen_against = False
        for vote in votes:
            if vote[1] > 0 and not seen_for:
                seen_for = True
                speaks_for.append(vote)
            elif vote[1] < 0 and not seen_against:
                seen_against = True
                against.append(vote)
            else:
                also.append(vote)
    for addends in (speaks_for, against, also):
        if len(addends) > 1:
            addends.sort(key=_vote_order)
    points = start
    for _, vote_points in (*speaks_for, *against):
        points += vote_points
    telling = sum(statement.telling for statement, _ in speaks_for)
    return Sum(target, start, points, tuple(speaks_for), tuple(against), tuple(also), telling)


def _vote_order(vote: tuple[Statement, float]) -> tuple[float, str]:
    """Strongest first, then by name, so that the order in which answers were given changes nothing."""
    return (-abs(vote[1]), vote[0].order)


def fit_of(total: Sum) -> Fit | None:
    """How well an item fits: by its points and by how many facts speak for it; None where nothing does."""
    if total.points < POSSIBLE or not total.facts:
        return None
    if total.points >= STRONG and total.facts > 1:
        return "strong"
    return "likely" if total.points >= LIKELY else "possible"


def is_enough(contributors: Sequence[Sum]) -> bool:
    """Whether anything is likely, and rests on more than one weak fact; otherwise it is too little to go on."""
    if not contributors:
        return False
    leader = contributors[0]
    likely = fit_of(leader) in ("likely", "strong")
    return likely and (leader.facts > 1 or leader.speaks_for[0][1] >= LIKELY)


def describe_contributors(kb: KnowledgeBase, answers: Answers, sums: list[Sum]) -> tuple[RankedContributor, ...]:
    """The contributors that fit, explained; `aliases` are those that look like the same fault.

    The own fixes of the lift for its faults come before the general ones.
    """
    shown = [(total, fit) for total in sums if (fit := fit_of(total)) is not None]
    groups: dict[str, list[str]] = defaultdict(list)
    for total, _ in shown:
        groups[kb.contributors[total.target].alike].append(total.target)
    activity = chosen_activity(kb, answers)
    (lift, ticked), unit = _ticked_signs(activity, answers), unit_of(answers)
    described = []
    for total, fit in shown:
        entry = told_for(kb.contributors[total.target], activity)
        alike = groups[entry.alike] if entry.alike else []
        faults = _own_faults(entry, activity, ticked)
        change, action = _change(entry, faults, ticked)
        fixes = tuple(
            FixLine(
                id=f"{lift}-{fault.id}",
                text=say_in(unit, " ".join(fault.fix)),
                cue=fault.cue,
                error=fault.name,
                ticked=fault.id in ticked,
            )
            for fault in faults
        )
        fixes += tuple(FixLine(id=fix.id, text=say_in(unit, fix.text), cue=fix.cue, error="") for fix in entry.fixes)
        described.append(
            RankedContributor(
                id=entry.id,
                name=entry.name,
                family=entry.family,
                fit=fit,
                start=total.start,
                points=total.points,
                for_=_evidence(total.speaks_for),
                against=_evidence(total.against),
                also=_evidence(total.also),
                aliases=tuple(other for other in alike if other != entry.id),
                change=say_in(unit, change),
                fixes=fixes,
                action=action,
                shortens=entry.shortens and change == kb.contributors[entry.id].change,
            )
        )
    return tuple(described)


def describe_patterns(kb: KnowledgeBase, sums: list[Sum]) -> tuple[RankedPattern, ...]:
    """The patterns that fit, explained."""
    before = {total.target: above for above, total in pairwise(sums)}
    return tuple(
        RankedPattern(
            id=total.target,
            name=kb.patterns[total.target].name,
            fit=fit,
            serious=kb.patterns[total.target].serious,
            start=total.start,
            points=total.points,
            for_=_evidence(total.speaks_for),
            against=_evidence(total.against),
            also=_evidence(total.also),
            what_next=kb.patterns[total.target].what_next,
            even=total.target in before and weigh(before[total.target]) == weigh(total),
        )
        for total in sums
        if (fit := fit_of(total)) is not None
    )


def describe_set_aside(kb: KnowledgeBase, contributors: list[Sum], patterns: list[Sum]) -> tuple[SetAside, ...]:
    """What the answers spoke against by at least two points and left without a fit, the most doubted first.

    Serious patterns are left out: no answer makes those safe to set aside. Nor does age alone set anything aside.
    """
    doubted = [(kb.contributors[total.target].name, total) for total in contributors if fit_of(total) is None]
    doubted += [
        (kb.patterns[total.target].name, total)
        for total in patterns
        if not kb.patterns[total.target].serious and fit_of(total) is None
    ]
    found = [(sum(points for made, points in total.against if made.telling), name, total) for name, total in doubted]
    found = sorted((row for row in found if row[0] <= -LIKELY), key=lambda row: row[0])
    return tuple(
        SetAside(id=total.target, name=name, points=total.points, against=_evidence(total.against))
        for _, name, total in found[:MOST_SET_ASIDE]
    )


def _evidence(addends: tuple[tuple[Statement, float], ...]) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(answers=s.answers, fact=s.fact, points=points, said=s.said, sources=s.sources) for s, points in addends
    )


def _ticked_signs(activity: Activity | None, answers: Answers) -> tuple[str, tuple[str, ...]]:
    """The id of the activity, empty for none, and the faults that were ticked in it."""
    name = activity.id if activity is not None else ""
    return name, answer_ticks(answers.get(f"signs-{name}"))


def _own_faults(entry: Contributor, activity: Activity | None, ticked: tuple[str, ...]) -> list[Fault]:
    """The activity's faults that are this contributor (or were ticked and point to it too), the ticked ones first."""
    faults = [
        fault
        for fault in (activity.faults if activity is not None else ())
        if fault.contributor == entry.id or (fault.id in ticked and fault.says.get(entry.id, 0) >= LIKELY)
    ]
    return sorted(faults, key=lambda fault: fault.id not in ticked)


def _change(entry: Contributor, faults: list[Fault], ticked: tuple[str, ...]) -> tuple[str, ActionWord]:
    """The first thing to change: what the lift's own card says where the fault is its form or was ticked."""
    if faults and (entry.family == "form" or faults[0].id in ticked):
        return faults[0].fix[0], faults[0].action or entry.action
    return entry.change, entry.action


def action_of(kb: KnowledgeBase, answers: Answers, name: str) -> ActionWord:
    """The main thing that the change of this contributor asks of these people."""
    activity = chosen_activity(kb, answers)
    _, ticked = _ticked_signs(activity, answers)
    entry = kb.contributors[name]
    return _change(entry, _own_faults(entry, activity, ticked), ticked)[1]
