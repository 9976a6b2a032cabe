"""What the answers decide: urgency, both sums, how much may be coached, and what comes first. No words yet.

`assess` puts a conclusion into words; the interview asks what another answer would make of it. What leads is chosen
as a good coach does: first the free fix of the lift itself that works in the next set, with less weight as its dose on
the same day; less weight alone where that is all that was told. Coaching judgement.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from backcheck.knowledge.model import Contributor, KnowledgeBase, Outcome
from backcheck.knowledge.records import ActionWord, Level
from backcheck.knowledge.training import Rung
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.assessment import Coaching, Fit
from backcheck.reasoning.conditions import holds
from backcheck.reasoning.ladder import find_rung
from backcheck.reasoning.ranking import LIKELY, Sum, action_of, fit_of, is_enough, rank_sums, weigh
from backcheck.reasoning.screening import complete
from backcheck.reasoning.triage import Urgency, find_urgency

BY_HAND = ("signs-", "changed", "traits", "test-")
"""How the questions begin in which people say what they see, changed, have or measured."""

HABITS = ("load", "core", "readiness")
"""Families that go before what feels weak or tight: they are easier to change."""

MANY = 3
"""So many facts make a likely fix of the lift as good as one that was ticked."""

SIGNS = ("signs-",)
"""How the questions begin that ask what is seen in the lift itself."""


class Leaders(NamedTuple):
    """The ids of what to change first, and then; at most two.

    `dosed`: the second comes on the same day, as a load that is the dose of the first does, or a walk before lifting.
    `tied` is what fits exactly as well as the first and could as well be it; empty where there is none.
    """

    ids: tuple[str, ...] = ()
    dosed: bool = False
    tied: str = ""


class Candidate(NamedTuple):
    """A contributor that fits, with how well."""

    total: Sum
    entry: Contributor
    fit: Fit

    @property
    def likely(self) -> bool:
        """Whether it fits at least as likely."""
        return self.fit != "possible"

    @property
    def ready(self) -> bool:
        """Whether it is a fix for the next set that was seen in the lift or fits strongly, or is likely and firm.

        What was seen costs nothing to mend, however seldom it is the cause.
        """
        firm = was_told(self.total) or self.total.facts >= MANY
        seen = was_told(self.total, SIGNS)
        return self.entry.at_once and (seen or self.fit == "strong" or (self.likely and firm))


def choose_leaders(kb: KnowledgeBase, answers: Answers, contributors: Sequence[Sum]) -> Leaders:
    """What leads among these sums of the answers, which are ranked best first.

    First comes a ready fix, the told ones before the others; else a likely habit; else a likely form fault; else the
    best of all. See `_choose_second` for what follows.
    """
    fitting = [
        Candidate(total, kb.contributors[total.target], fit)
        for total in contributors
        if (fit := fit_of(total)) is not None
    ]
    if not fitting:
        return Leaders()
    ready = sorted((one for one in fitting if one.ready), key=_order_of_ready)
    habits = [one for one in fitting if one.entry.family in HABITS and one.likely]
    form = [one for one in fitting if one.entry.family == "form" and one.likely]
    pool = ready or habits or form or fitting
    first = pool[0]
    place = _order_of_ready(first)
    even = (one for one in pool[1:] if _order_of_ready(one) == place and not _looks_alike(one, first))
    tied = next((one.entry.id for one in even), "")
    asked = action_of(kb, answers, first.entry.id)
    second, dosed = _choose_second(first, asked, [one for one in fitting if not _looks_alike(one, first)])
    return Leaders((first.entry.id, *((second.entry.id,) if second else ())), dosed, tied)


def can_lead(kb: KnowledgeBase, contributors: Sequence[Sum]) -> bool:
    """Whether something is to be changed first: what fits well enough, or a fix for the next set that was seen."""
    seen = (total for total in contributors if fit_of(total) is not None and was_told(total, SIGNS))
    return is_enough(contributors) or any(kb.contributors[total.target].at_once for total in seen)


def was_told(total: Sum, questions: tuple[str, ...] = BY_HAND) -> bool:
    """Whether the person ticked this very thing, or measured it, rather than something that only goes with it."""
    return any(
        points >= LIKELY and len(made.answers) == 1 and made.answers[0].question.startswith(questions)
        for made, points in total.speaks_for
    )


def _order_of_ready(one: Candidate) -> tuple[bool, tuple[float, ...], bool]:
    """What was told goes before what was not, then comes rank, and between equals what is seen in the lift itself."""
    return not was_told(one.total), tuple(-part for part in weigh(one.total)), not was_told(one.total, SIGNS)


def _choose_second(first: Candidate, asked: ActionWord, rest: Sequence[Candidate]) -> tuple[Candidate | None, bool]:
    """What comes with the first or after it, and whether it is for the same day.

    With a fix of the lift comes the likeliest load that is not what the first has `asked` for. Else the other side
    of form follows. A second load is the same dose, so it does not follow; but while it waits, as while anything likely
    does, nothing follows that is only possible. What makes ready, such as a walk, changes nothing in the lift and need
    not wait: other lines ask for walks from the first day.
    """
    fixes = first.entry.at_once
    if fixes:
        loads = (one for one in rest if one.entry.family == "load" and one.likely)
        if dose := next((one for one in loads if one.entry.action != asked), None):
            return dose, True
    waits = any(one.likely for one in rest)
    rest = [one for one in rest if one.entry.family != "load" or not (fixes or first.entry.family == "load")]
    likely = [one for one in rest if one.likely]
    ready = [one for one in likely if one.ready]
    other = [one for one in likely if one.entry.at_once != fixes]
    possible = [] if waits else [one for one in rest if (one.entry.family == "form") != (first.entry.family == "form")]
    second = next(iter(ready or other or likely or possible), None)
    if second is None or second.entry.family == "readiness":
        return second, second is not None
    # A lower weight is what the session of today has beside all that is no load itself.
    lowers = second.entry.family == "load" and second.entry.action == "less-load" != asked
    return second, lowers and first.entry.family != "load"


def _looks_alike(one: Candidate, other: Candidate) -> bool:
    return one is other or (one.entry.alike != "" and one.entry.alike == other.entry.alike)


class Conclusion(msgspec.Struct, frozen=True):
    """`contributors` and `patterns` are all sums, best first. `lead` is what to change first.

    Nothing leads where too little is known (`enough` is false), where the pain is too strong to change anything yet
    (`flared`), or where nobody is coached. `soreness` is plain soreness. `rung` is where the plan starts on the ladder,
    None where nobody is coached up it; below the rungs of the lift itself the pain is `flared`.
    """

    urgency: Urgency
    coaching: Coaching
    contributors: list[Sum]
    patterns: list[Sum]
    soreness: bool
    rung: Rung | None
    flared: bool
    enough: bool
    lead: Leaders


def conclude(kb: KnowledgeBase, answers: Answers) -> Conclusion:
    """The conclusion for these checked answers."""
    urgency = find_urgency(kb, answers)
    answers = complete(kb, answers)
    contributors, patterns = rank_sums(kb, answers, urgency.fired)
    coaching = coaching_for(kb, answers, urgency.level)
    coached = coaching.mode != "none"
    soreness = urgency.level == "self-care" and is_plain_soreness(kb, answers, patterns)
    leading = patterns[0].target if patterns and fit_of(patterns[0]) in ("likely", "strong") else ""
    rung = find_rung(kb, answers, leading) if coaching.mode == "full" and not soreness else None
    flared = rung is not None and not rung.own_lift
    enough = coached and can_lead(kb, contributors)
    return Conclusion(
        urgency=urgency,
        coaching=coaching,
        contributors=contributors,
        patterns=patterns,
        soreness=soreness,
        rung=rung,
        flared=flared,
        enough=enough,
        lead=choose_leaders(kb, answers, contributors) if enough and not flared else Leaders(),
    )


def coaching_for(kb: KnowledgeBase, answers: Answers, level: Level) -> Coaching:
    """How much lifting advice may be given at this level: full, hold (the sore lift pauses) or none, and why not full.

    Follows the level, and the few conditions in data under which nobody should be coached by a program.
    """
    usual = next(outcome for outcome in kb.outcomes.values() if outcome.level == level)
    if usual.coaching != "none":
        for rule in kb.base.no_coaching:
            if holds(rule.when, answers):
                return Coaching(mode="none", reason=rule.reason)
    return Coaching(mode=usual.coaching, reason=usual.reason)


def is_plain_soreness(kb: KnowledgeBase, answers: Answers, patterns: list[Sum]) -> bool:
    """Whether this behaves like training soreness and like nothing else.

    Its pattern is first and likely, its condition holds, and nothing strong speaks against it.
    """
    soreness = kb.base.soreness
    if not patterns or patterns[0].target != soreness.pattern or patterns[0].points < LIKELY:
        return False
    return all(points > -LIKELY for _, points in patterns[0].against) and holds(soreness.when, answers)


def choose_outcome(kb: KnowledgeBase, answers: Answers, conclusion: Conclusion) -> Outcome:
    """The verdict: the first of the level, unless one is made for no coaching, for this kind, or for these answers."""
    found = [outcome for outcome in kb.outcomes.values() if outcome.level == conclusion.urgency.level]
    if conclusion.coaching.mode == "none":
        return next((outcome for outcome in found if outcome.coaching == "none"), found[0])
    for outcome in found:
        if (conclusion.soreness and outcome.soreness) or (conclusion.flared and outcome.flare):
            return outcome
    return next((one for one in found if one.when is not None and holds(one.when, answers)), found[0])
