"""Rules and conditions against one another: none doubled, none without effect, none that can never hold."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from backcheck.authoring.entries import INTERVIEW, describe, placed_conditions
from backcheck.authoring.findings import Finding
from backcheck.authoring.logic import Logic
from backcheck.knowledge.levels import URGENCY
from backcheck.knowledge.model import KnowledgeBase, Rule
from backcheck.knowledge.records import UNSURE, Condition
from backcheck.reasoning.conditions import parts

GIVES = ("BC403", "BC404", "BC405")
_TRIAGE = "triage.json"


def check(kb: KnowledgeBase, logic: Logic) -> Iterator[Finding]:
    """BC403 to BC405."""
    unmet: set[str] = set()
    for file, owner, when, _ in placed_conditions(kb):
        # A question that is never asked has a code of its own.
        if file != INTERVIEW and not logic.can_be_met(_for_sure(when)):
            unmet |= {owner} if file == _TRIAGE else set()
            yield Finding("BC405", file, owner, f"no interview can fulfil '{describe(when)}'.")
    rules = [rule for rule in kb.rules if rule.id not in unmet]
    for first, second in combinations(rules, 2):
        if logic.implies(first.when, second.when) and logic.implies(second.when, first.when):
            yield Finding("BC403", _TRIAGE, second.id, f"holds exactly where '{first.id}' does.")
    for rule in rules:
        yield from _shadowed(kb, rule, rules, logic)


def _for_sure(when: Condition) -> Condition:
    """The condition for people who are sure wherever "not sure" is taken for an answer: it must hold for them, too."""
    taken = {part.in_[0] for part in parts(when) if part.in_ is not None and UNSURE in part.in_[1]}
    return Condition(all=(when, *(Condition(not_=Condition(is_=(name, UNSURE))) for name in taken))) if taken else when


def _shadowed(kb: KnowledgeBase, rule: Rule, rules: list[Rule], logic: Logic) -> Iterator[Finding]:
    """A rule that never raises the level. Points for a pattern are no reason to keep one: those belong in a link."""
    for other in rules:
        wide = other is not rule and URGENCY[other.level] >= URGENCY[rule.level]
        if wide and logic.implies(rule.when, other.when) and not logic.implies(other.when, rule.when):
            yield Finding("BC404", _TRIAGE, rule.id, f"the rule '{other.id}' is {other.level} wherever this holds.")
    signs = tuple(
        Condition(is_=(question.id, option.id))
        for question in kb.questions.values()
        for option in question.options
        if option.alone not in (None, "modifier") and URGENCY[str(option.alone)] >= URGENCY[rule.level]
    )
    if signs and logic.implies(rule.when, Condition(any=signs)):
        message = f"it holds only with a danger sign that is {rule.level} or more by itself."
        yield Finding("BC404", _TRIAGE, rule.id, message)
