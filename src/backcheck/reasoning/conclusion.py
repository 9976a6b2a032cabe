"""What the answers decide: urgency, both sums, how much may be coached, and what comes first. No words yet.

`assess` puts a conclusion into words; the interview asks what another answer would make of it.
"""

from __future__ import annotations

import msgspec

from backcheck.knowledge.model import KnowledgeBase, Outcome
from backcheck.knowledge.records import Level
from backcheck.knowledge.training import Rung
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.assessment import Coaching
from backcheck.reasoning.conditions import holds
from backcheck.reasoning.ladder import find_rung
from backcheck.reasoning.leaders import Leaders, can_lead, choose_leaders
from backcheck.reasoning.ranking import LIKELY, Sum, fit_of, rank_sums
from backcheck.reasoning.screening import complete
from backcheck.reasoning.triage import Urgency, find_urgency


class Conclusion(msgspec.Struct, frozen=True):
    """`contributors` and `patterns` are all sums, best first. `leaders` are the ids of what to change first, and then.

    `leaders` is empty where too little is known (`enough` is false), where the pain is too strong to change anything
    yet (`flared`), or where nobody is coached. `soreness` is plain soreness. `rung` is where the plan starts
    on the ladder, None where nobody is coached up it; below the rungs of the lift itself the pain is `flared`. `dosed`
    and `tied` are those of `Leaders`.
    """

    urgency: Urgency
    coaching: Coaching
    contributors: list[Sum]
    patterns: list[Sum]
    soreness: bool
    rung: Rung | None
    flared: bool
    enough: bool
    leaders: tuple[str, ...]
    dosed: bool = False
    tied: str = ""


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
    lead = choose_leaders(kb, answers, contributors) if enough and not flared else Leaders()
    return Conclusion(
        urgency=urgency,
        coaching=coaching,
        contributors=contributors,
        patterns=patterns,
        soreness=soreness,
        rung=rung,
        flared=flared,
        enough=enough,
        leaders=lead.ids,
        dosed=lead.dosed,
        tied=lead.tied,
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
