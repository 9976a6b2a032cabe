"""Where these answers stand: urgency, both sums, how much may be coached, and what comes first. No words yet.

`assess` puts this into words; the interview asks what another answer would make of it. Pure.
"""

from __future__ import annotations

import msgspec

from backcheck.knowledge.model import KnowledgeBase, Rung
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.assessment import Coaching
from backcheck.reasoning.coaching import coaching_for, is_plain_soreness
from backcheck.reasoning.leaders import Leaders, can_lead, choose_leaders
from backcheck.reasoning.ranking import Sum, fit_of, rank_sums
from backcheck.reasoning.rungs import find_rung
from backcheck.reasoning.screening import complete
from backcheck.reasoning.triage import Urgency, find_urgency


class Standing(msgspec.Struct, frozen=True):
    """`contributors` and `patterns` are all sums, best first. `leaders` are the ids of what to change first, and then.

    `leaders` is empty where too little is known (`enough` is false), where the pain is too strong to change anything
    yet (`flared`), or where nobody is coached. `soreness` is plain training soreness. `rung` is where the plan starts
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


def find_standing(kb: KnowledgeBase, answers: Answers) -> Standing:
    """The standing of these checked answers."""
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
    return Standing(
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
