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


def check(kb: KnowledgeBase, logic: Logic) -> list[Finding]:
    """BC403 to BC405."""
    dead = [*_never_hold(kb, logic)]
    unmet = {finding.pointer for finding in dead if finding.file == _TRIAGE}
    rules = [rule for rule in kb.rules if rule.id not in unmet]
    return [*dead, *_doubled(rules, logic), *_shadowed(kb, rules, logic)]


def _never_hold(kb: KnowledgeBase, logic: Logic) -> Iterator[Finding]:
    for file, owner, when, _ in placed_conditions(kb):
        if file == INTERVIEW:
            continue  # a question that is never asked has a code of its own
        if not logic.can_be_met(_said(when)):
            yield Finding("BC405", file, owner, f"no interview can fulfil '{describe(when)}'.")


def _said(when: Condition) -> Condition:
    """The condition for people who are sure wherever "not sure" is taken for an answer: it must hold for them, too."""
    taken = {part.in_[0] for part in parts(when) if part.in_ is not None and UNSURE in part.in_[1]}
    return Condition(all=(when, *(Condition(not_=Condition(is_=(name, UNSURE))) for name in taken))) if taken else when


def _doubled(rules: list[Rule], logic: Logic) -> Iterator[Finding]:
    for first, second in combinations(rules, 2):
        if logic.implies(first.when, second.when) and logic.implies(second.when, first.when):
            yield Finding("BC403", _TRIAGE, second.id, f"holds exactly where '{first.id}' does.")


def _shadowed(kb: KnowledgeBase, rules: list[Rule], logic: Logic) -> Iterator[Finding]:
    """Rules that never raise the level. Points for a pattern are no reason to keep one: those belong in a link."""
    for rule in rules:
        for other in rules:
            wide = other is not rule and URGENCY[other.level] >= URGENCY[rule.level]
            if wide and logic.implies(rule.when, other.when) and not logic.implies(other.when, rule.when):
                yield Finding("BC404", _TRIAGE, rule.id, f"the rule '{other.id}' is {other.level} wherever this holds.")
        signs = _signs(kb, rule)
        if signs and logic.implies(rule.when, Condition(any=signs)):
            message = f"it holds only with a danger sign that is {rule.level} or more by itself."
            yield Finding("BC404", _TRIAGE, rule.id, message)


def _signs(kb: KnowledgeBase, rule: Rule) -> tuple[Condition, ...]:
    """A condition for each danger sign that is at least as urgent by itself as the rule."""
    return tuple(
        Condition(is_=(question.id, option.id))
        for question in kb.questions.values()
        for option in question.options
        if option.alone not in (None, "modifier") and URGENCY[str(option.alone)] >= URGENCY[rule.level]
    )
