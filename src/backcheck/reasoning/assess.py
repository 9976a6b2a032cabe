"""From answers to one `Assessment`: urgency, both rankings, the plan, and what would change it.

Puts the parts together; the rules are in the modules it calls.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import asdict

from backcheck.knowledge.levels import is_grave
from backcheck.knowledge.model import Headlines, KnowledgeBase, Outcome
from backcheck.knowledge.records import UNSURE, Direction
from backcheck.knowledge.training import Rung
from backcheck.reasoning.answers import Answers, read_answers
from backcheck.reasoning.assessment import (
    AdviceLine,
    Assessment,
    KnowledgeStamp,
    Plan,
    RankedContributor,
    Triage,
)
from backcheck.reasoning.conclusion import Conclusion, choose_outcome, conclude
from backcheck.reasoning.conditions import holds
from backcheck.reasoning.evidence import chosen_activity
from backcheck.reasoning.interview import count_asked
from backcheck.reasoning.ladder import told_rung
from backcheck.reasoning.lookahead import find_openings
from backcheck.reasoning.plan import PlanCase, Planned, build_plan, find_disliked
from backcheck.reasoning.ranking import describe_contributors, describe_patterns, describe_set_aside, fit_of
from backcheck.reasoning.screening import complete
from backcheck.reasoning.spared import find_spared, spare_fixes
from backcheck.reasoning.triage import Urgency
from backcheck.reasoning.triage_words import say_at_desk, watch_signs
from backcheck.reasoning.visits import put_visit_first

SCHEMA_VERSION = 1


def assess(kb: KnowledgeBase, given: Mapping[str, object], *, look_ahead: bool = True) -> Assessment:
    """The assessment of these answers, in any order; what was not answered is not known.

    `given` is the object under `answers` of an answers file, or answers already checked. Trying every answer that is
    not there yet takes most of the time; with `look_ahead` false it is left out and `would_change_this` is empty.
    Raises `AnswersError`.
    """
    said = read_answers(kb, given)
    answers = complete(kb, said)
    conclusion = conclude(kb, said)
    urgency, coaching, plain = conclusion.urgency, conclusion.coaching, conclusion.soreness
    outcome = choose_outcome(kb, answers, conclusion)
    coached = coaching.mode != "none"
    patterns = describe_patterns(kb, conclusion.patterns)
    contributors = describe_contributors(kb, answers, conclusion.contributors) if coached else ()
    contributors = spare_fixes(
        kb, contributors, find_spared(answers, [one.id for one in patterns], contributors), chosen_activity(kb, answers)
    )
    rung = conclusion.rung
    kept = (keep for keep in kb.base.keep_doing if keep.when is None or holds(keep.when, answers))
    disliked = find_disliked(kb, answers, patterns, contributors)
    planned = _plan(kb, answers, conclusion, contributors, disliked)
    notes: tuple[AdviceLine, ...] = ()
    # What the pages say to people such as this one. Whom nobody coaches needs it most, but not before being screened,
    # and at an emergency or urgent level only one thing matters.
    if not is_grave(urgency.level) and (coached or urgency.level != "unscreened"):
        notes = tuple(
            AdviceLine(id=f"{topic.id}-{point.id}", text=point.text)
            for topic in kb.topics.values()
            for point in topic.points
            if point.when is not None and not (plain and point.of_bouts) and holds(point.when, answers)
        )
    return Assessment(
        schema_version=SCHEMA_VERSION,
        knowledge=KnowledgeStamp(version=kb.base.version, hash=kb.hash, reviewed=kb.base.review.reviewed),
        exercise=_exercise(said),
        triage=_triage(kb, answers, urgency, outcome, flared=conclusion.flared),
        coaching=coaching,
        contributors=contributors,
        patterns=patterns,
        plan=put_visit_first(kb, planned.plan),
        verdict=outcome.verdict,
        sentence=outcome.sentence,
        headlines=choose_headlines(kb, answers, outcome, urgency, rung) if coached else None,
        look_again_days=outcome.look_again_days,
        keep_doing=tuple(keep.text for keep in kept) if coached else (),
        notes=notes,
        lead=conclusion.lead.ids,
        enough=conclusion.enough,
        plain_soreness=plain,
        flared=conclusion.flared,
        would_change_this=find_openings(kb, answers, conclusion) if look_ahead else (),
        set_aside=describe_set_aside(kb, conclusion.contributors, conclusion.patterns) if coached else (),
        questions_asked=count_asked(kb, said),
        review=kb.base.review.words,
        starts_at=rung.id if rung is not None else "",
        dislikes=disliked if rung is not None else "",
        first_change=planned.first_change,
        second_change=planned.second_change,
        dosed=conclusion.lead.dosed,
        tied=conclusion.lead.tied,
    )


def _plan(
    kb: KnowledgeBase,
    answers: Answers,
    conclusion: Conclusion,
    contributors: tuple[RankedContributor, ...],
    disliked: Direction,
) -> Planned:
    """The plan and the changes that lead it. Somebody who was not screened is only told when to see someone."""
    planned = build_plan(
        PlanCase(
            kb=kb,
            answers=answers,
            activity=chosen_activity(kb, answers),
            mode=conclusion.coaching.mode,
            leaders=tuple(entry for name in conclusion.lead.ids for entry in contributors if entry.id == name),
            contributors=contributors,
            plain=conclusion.soreness,
            rung=conclusion.rung,
            disliked=disliked,
            spared=find_spared(answers, [one.target for one in conclusion.patterns if fit_of(one)], contributors),
            dosed=conclusion.lead.dosed,
        )
    )
    if conclusion.urgency.level == "unscreened":
        return planned._replace(plan=Plan(see_someone_if=planned.plan.see_someone_if), first_change="")
    return planned


def choose_headlines(
    kb: KnowledgeBase, answers: Answers, outcome: Outcome, urgency: Urgency, rung: Rung | None
) -> Headlines | None:
    """The four answers; what may be trained tomorrow is for the rung to say, where it says so."""
    if outcome.headlines is None:
        return None
    lines = asdict(outcome.headlines)
    for choice in reversed(outcome.headlines_for):
        if holds(choice.when, answers):
            lines |= {name: text for name, text in asdict(choice.headlines).items() if text}
    if urgency.within is not None:
        lines["see_someone"] = lines["see_someone"].replace("{within}", kb.base.times[urgency.within])
    if rung is not None:
        lines["train_tomorrow"] = told_rung(rung, chosen_activity(kb, answers)).tomorrow or lines["train_tomorrow"]
    return Headlines(**lines)


def _exercise(answers: Answers) -> str | None:
    given = answers.get("exercise")
    return given[0] if isinstance(given, tuple) and given != (UNSURE,) else None


def _triage(kb: KnowledgeBase, answers: Answers, urgency: Urgency, outcome: Outcome, *, flared: bool) -> Triage:
    fitting = (action for action in outcome.actions if action.when is None or holds(action.when, answers))
    in_time = (action for action in fitting if action.within in (None, urgency.within))
    actions = (action for action in in_time if not (flared and action.not_in_flare))
    watch_now, watch_today = watch_signs(kb, answers, urgency.level)
    return Triage(
        level=urgency.level,
        reasons=urgency.reasons,
        action=tuple(AdviceLine(id=action.id, text=action.text) for action in actions),
        watch_for=(*watch_now, *watch_today),
        say=say_at_desk(kb, answers, urgency) if is_grave(urgency.level) else "",
        unanswered=urgency.unanswered,
        watch_today=watch_today,
        within=urgency.within,
    )
