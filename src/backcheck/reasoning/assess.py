"""From answers to one `Assessment`: urgency, both rankings, the plan, and what would change it.

Puts the parts together and owns no rule of its own. Pure: no clock, no files, no terminal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from backcheck.knowledge.model import UNSURE, Headlines, KnowledgeBase, Outcome
from backcheck.reasoning.answers import Answers, read_answers
from backcheck.reasoning.assessment import (
    Assessment,
    KnowledgeStamp,
    Line,
    OpenQuestion,
    RankedContributor,
    Triage,
)
from backcheck.reasoning.coaching import choose_outcome, coaching_for, is_plain_soreness
from backcheck.reasoning.conditions import holds
from backcheck.reasoning.evidence import applicable
from backcheck.reasoning.index import answer_ticks, index_of
from backcheck.reasoning.planning import build_plan, choose_leaders
from backcheck.reasoning.ranking import describe_contributors, describe_patterns, is_enough, rank_sums
from backcheck.reasoning.triage import Finding, find_urgency

SCHEMA_VERSION = 1

_OPEN_QUESTIONS = 3
"""How many "what would change this" lines are worth reading."""


def assess(kb: KnowledgeBase, given: Mapping[str, object]) -> Assessment:
    """The assessment of these answers, in any order; what was not answered is not known.

    `given` is the object under `answers` of an answers file, or answers already checked. Raises `AnswersError`.
    """
    answers = read_answers(kb, given)
    finding = find_urgency(kb, answers)
    contributor_sums, pattern_sums = rank_sums(kb, answers, finding.fired)
    plain = finding.level == "self-care" and is_plain_soreness(kb, answers, pattern_sums)
    coaching = coaching_for(kb, answers, finding.level)
    outcome = choose_outcome(kb, finding.level, coaching.mode, plain_soreness=plain)
    coached = coaching.mode != "none"
    contributors = describe_contributors(kb, answers, contributor_sums) if coached else ()
    enough = coached and is_enough(contributor_sums)
    leaders = choose_leaders(contributors) if enough else ()
    return Assessment(
        schema_version=SCHEMA_VERSION,
        knowledge=KnowledgeStamp(version=kb.base.version, hash=kb.hash, reviewed=kb.base.review.reviewed),
        exercise=_exercise(answers),
        triage=_triage(kb, answers, finding, outcome),
        coaching=coaching,
        contributors=contributors,
        patterns=describe_patterns(kb, pattern_sums),
        plan=build_plan(kb, answers, coaching.mode, leaders, plain),
        verdict=outcome.verdict,
        sentence=outcome.sentence,
        headlines=_headlines(outcome, answers) if coached else None,
        look_again_days=outcome.look_again_days,
        keep_doing=tuple(claim.text for claim in kb.base.keep_doing) if coached else (),
        lead=_lead(leaders),
        enough=enough,
        plain_soreness=plain,
        would_change_this=_open_questions(kb, answers) if coached else (),
        questions_asked=len(answers),
        review=kb.base.review.words,
    )


def _headlines(outcome: Outcome, answers: Answers) -> Headlines | None:
    fitting = (choice.headlines for choice in outcome.headlines_for if holds(choice.when, answers))
    return next(fitting, outcome.headlines)


def _lead(leaders: tuple[RankedContributor, ...]) -> tuple[str, ...]:
    return tuple(leader.id for leader in leaders)


def _exercise(answers: Answers) -> str | None:
    given = answers.get("exercise")
    return given[0] if isinstance(given, tuple) and given != (UNSURE,) else None


def _triage(kb: KnowledgeBase, answers: Answers, finding: Finding, outcome: Outcome) -> Triage:
    actions = (action for action in outcome.actions if action.when is None or holds(action.when, answers))
    return Triage(
        level=finding.level,
        reasons=finding.reasons,
        action=tuple(Line(id=action.id, text=action.text) for action in actions),
        watch_for=outcome.watch_for,
        say=_desk_sentence(kb, answers, finding) if finding.level in ("emergency", "urgent") else "",
        unanswered=finding.unanswered,
    )


def _desk_sentence(kb: KnowledgeBase, answers: Answers, finding: Finding) -> str:
    """What to say at the desk: the ticked signs in the order of the lists, and the question they raise most."""
    signs: list[str] = []
    for question_id, given in answers.items():
        question = kb.questions[question_id]
        if question.stage == "safety":
            ticks = answer_ticks(given)
            signs.extend(option.desk for option in question.options if option.id in ticks and option.desk)
            if UNSURE in ticks and question.desk:
                signs.append(question.desk)
    sentence = kb.base.desk.replace("{signs}", _joined(signs)).replace("{question}", _desk_question(kb, finding))
    return " ".join(sentence.split())


def _desk_question(kb: KnowledgeBase, finding: Finding) -> str:
    """The question of the pattern that the reasons for this level raise most; empty where none has one."""
    raised: Counter[str] = Counter()
    rules = {rule.id: rule.says for rule in finding.fired}
    for reason in finding.reasons:
        if reason.level == finding.level:
            ticked = [index_of(kb).options.get((given.question, str(given.value))) for given in reason.answers]
            for says in (rules.get(reason.id, {}), *(made.says for made in ticked if made is not None)):
                raised.update({t: p for t, p in says.items() if p > 0 and t in kb.patterns and kb.patterns[t].desk})
    best = max(raised, key=raised.__getitem__, default="")
    return kb.patterns[best].desk if best else ""


def _joined(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _open_questions(kb: KnowledgeBase, answers: Answers) -> tuple[OpenQuestion, ...]:
    """Questions that apply, that the person could find the answer to, and that have none yet."""
    known = applicable(kb, answers)
    found = (
        OpenQuestion(question=question.id, how_to_find_out=question.find_out)
        for question in kb.questions.values()
        if question.find_out
        and answers.get(question.id, (UNSURE,)) == (UNSURE,)
        and (question.when is None or holds(question.when, known))
    )
    return tuple(found)[:_OPEN_QUESTIONS]
