"""What to say at the desk: one sentence that gets a person with danger signs triaged right.

Built from the ticked signs in their own short words, what adds risk, and the question of the pattern they raise most.
"""

from __future__ import annotations

from collections import Counter

from backcheck.knowledge.model import UNSURE, KnowledgeBase
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.index import answer_ticks, index_of
from backcheck.reasoning.triage import Finding

BACKGROUND = ("safety-you", "age")
"""Questions about the person, not about this pain: said after the signs."""


def say_at_desk(kb: KnowledgeBase, answers: Answers, finding: Finding) -> str:
    """The sentence for these answers, in the words of the knowledge base."""
    behind = {(given.question, str(given.value)) for reason in finding.reasons for given in reason.answers}
    signs: list[str] = []
    background: list[str] = []
    for question_id, given in answers.items():
        question, ticks = kb.questions[question_id], answer_ticks(given)
        words = [
            option.desk
            for option in question.options
            if option.desk and option.id in ticks and (question.stage == "safety" or (question_id, option.id) in behind)
        ]
        if UNSURE in ticks and question.desk:
            words.append(question.desk)
        (background if question_id in BACKGROUND else signs).extend(words)
    sentence = kb.base.desk.replace("{signs}", f" with {_joined(signs)}" if signs else "")
    sentence = sentence.replace("{background}", f" Also: {_joined(background)}." if background else "")
    return " ".join(sentence.replace("{question}", _question(kb, finding)).split())


def _question(kb: KnowledgeBase, finding: Finding) -> str:
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
