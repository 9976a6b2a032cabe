"""What reasoning works out once for a knowledge base and then looks up: made statements, and which conditions to try.

Kept on the base itself, so that it lives as long as the base and no longer. Holds nothing that the base does not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from backcheck.knowledge.model import (
    NONE,
    UNSURE,
    Activity,
    Condition,
    KnowledgeBase,
    Link,
    Option,
    PlanEntry,
    Question,
    Rule,
    Slot,
)
from backcheck.reasoning.answers import Answer, Answers
from backcheck.reasoning.assessment import GivenAnswer, Line
from backcheck.reasoning.conditions import holds, mentioned, parts

_KEY = "reasoning index"

Tick = tuple[str, str]
"""A question id and an option id."""


class Statement(msgspec.Struct, frozen=True):
    """One thing that was said: a fact, its points by target, the answers behind it, in words, and the sources.

    `order` sorts statements by what they are, so that the order in which answers were given changes nothing. What is
    not `telling` (age, and what has no `said`) changes the odds but is no reason to name something.
    """

    fact: str
    says: Mapping[str, float]
    answers: tuple[GivenAnswer, ...]
    said: str
    sources: tuple[str, ...]
    order: str
    telling: bool


class Trigger(msgspec.Struct, frozen=True):
    """A condition with the ticks without one of which it cannot hold; `ticks` is None where that cannot be told.

    `doubts` are the questions whose "not sure" counts in it.
    """

    when: Condition | None
    ticks: frozenset[Tick] | None
    doubts: tuple[str, ...] = ()

    def fires(self, answers: Answers, given: frozenset[Tick]) -> bool:
        """Whether the condition holds. Most are settled by one look at the ticks."""
        if self.when is None:
            return True
        if self.ticks is not None and self.ticks.isdisjoint(given):
            return False
        return holds(self.when, answers)

    def doubted(self, answers: Answers) -> str:
        """The question whose "not sure" is all that keeps the condition from holding; empty where there is none."""
        if self.when is not None:
            for question in self.doubts:
                if answers.get(question) == (UNSURE,) and holds(self.when, answers, granted=question):
                    return question
        return ""


class Reach(msgspec.Struct, frozen=True):
    """A triage rule with what could make it hold: the answers worth trying by question, and the most of each.

    `most` ticks together what one could only tick one by one, so it is a bound: what does not hold with it cannot hold.
    """

    rule: Rule
    trigger: Trigger
    trials: dict[str, tuple[Answer, ...]]
    most: dict[str, Answer]

    def holds(self, answers: Answers) -> bool:
        """Whether the rule holds, a "not sure" that counts taken for the gravest answer."""
        return holds(self.rule.when, answers) or self.trigger.doubted(answers) != ""


class Index(msgspec.Struct, frozen=True):
    """The whole index; see the module."""

    options: dict[Tick, Statement]
    moments: dict[Tick, Statement]
    """(activity, moment) -> statement."""
    signs: dict[Tick, Option]
    """Every option that is a danger sign by itself."""
    rules: tuple[tuple[Trigger, Rule], ...]
    reaches: tuple[Reach, ...]
    """One for each rule, in file order."""
    links: tuple[tuple[Trigger, Link], ...]
    plan: dict[Slot, tuple[tuple[Trigger, PlanEntry], ...]]
    notes: tuple[tuple[Trigger, Line], ...]
    """Every point of a topic that is for some people only."""
    findable: tuple[Question, ...]
    """The questions whose answer can be found out later."""
    pull: dict[Tick, dict[str, tuple[float, float]]]
    """The most that a tick could add to each target and take from it, with all links and moments it could complete."""
    steering: frozenset[Tick]
    """Ticks that can change more than points: a level, how much is coached, soreness, a flare. Where any answer to a
    question can (a count, a number), the tick is the question with an empty option."""
    steering_patterns: frozenset[str]
    """Patterns that do the same by leading."""


def index_of(kb: KnowledgeBase) -> Index:
    """The index of this base, built when first asked for."""
    found: Index | None = kb.__dict__.get(_KEY)
    if found is None:
        found = kb.__dict__[_KEY] = _build(kb)
    return found


def ticks_of(answers: Answers) -> frozenset[Tick]:
    """All given option ids with their questions; numbers are left out."""
    return frozenset(
        (question, option) for question, given in answers.items() if isinstance(given, tuple) for option in given
    )


def make_statement(
    fact: str, says: Mapping[str, float], answers: tuple[GivenAnswer, ...], said: str, sources: tuple[str, ...]
) -> Statement:
    """A statement with its sorting key."""
    order = f"{fact} {','.join(f'{given.question}:{given.value}' for given in answers)}"
    telling = bool(said) and any(given.question != AGE for given in answers)
    return Statement(fact, says, answers, said, sources, order, telling)


def _build(kb: KnowledgeBase) -> Index:
    questions = kb.questions.values()
    activities: tuple[Activity, ...] = (*kb.lifts.values(), *kb.activities.values())
    triggers = [_trigger(rule.when, _doubts(kb, rule)) for rule in kb.rules]
    slots: dict[Slot, tuple[tuple[Trigger, PlanEntry], ...]] = {}
    for entry in kb.plan:
        slots[entry.slot] = (*slots.get(entry.slot, ()), (_trigger(entry.when), entry))
    return Index(
        options={tick: made for question in questions for tick, made in _option_statements(question)},
        moments={tick: made for activity in activities for tick, made in _moment_statements(activity)},
        signs={
            (question.id, option.id): option
            for question in questions
            for option in question.options
            if option.alone is not None and option.alone != "modifier"
        },
        rules=tuple(zip(triggers, kb.rules, strict=True)),
        reaches=tuple(_reach(kb, rule, trigger) for rule, trigger in zip(kb.rules, triggers, strict=True)),
        links=tuple((_trigger(link.when), link) for link in kb.links),
        plan=slots,
        notes=tuple(
            (_trigger(point.when), Line(id=f"{topic.id}-{point.id}", text=point.text))
            for topic in kb.topics.values()
            for point in topic.points
            if point.when is not None
        ),
        findable=tuple(question for question in questions if question.find_out),
        pull=_pull(kb),
        steering=frozenset(tick for when in _steering(kb) for part in parts(when) for tick in _named(part)),
        steering_patterns=frozenset(
            (kb.base.soreness.pattern, *(name for rung in kb.ladder if not rung.own_lift for name in rung.patterns))
        ),
    )


def _doubts(kb: KnowledgeBase, rule: Rule) -> tuple[str, ...]:
    """The questions whose "not sure" counts in this rule: those of that kind that it names, if it needs more than them.

    What is sure must say more than how long, how strong and how sudden, or a "not sure" would be a danger sign itself.
    """
    counting = {name: most for name, most in _most(kb, rule).items() if kb.questions[name].unsure_counts}
    return () if holds(rule.when, counting) else tuple(counting)


def _reach(kb: KnowledgeBase, rule: Rule, trigger: Trigger) -> Reach:
    named = {name: options for name, options in mentioned(rule.when).items() if name in kb.questions}
    trials = {name: _trials(kb.questions[name], options) for name, options in named.items()}
    return Reach(rule, trigger, trials, _most(kb, rule))


def _most(kb: KnowledgeBase, rule: Rule) -> dict[str, Answer]:
    """The most that could be said to each question the rule names: all its options together, the highest number."""
    named = {name: options for name, options in mentioned(rule.when).items() if name in kb.questions}
    return {
        name: options if kb.questions[name].kind == "one" else _trials(kb.questions[name], options)[0]
        for name, options in named.items()
    }


def _trials(question: Question, options: tuple[str, ...]) -> tuple[Answer, ...]:
    """The answers worth trying where a condition names these options, or none of them."""
    if question.kind == "number":
        return (question.max or 0.0,)
    if question.kind == "one":
        return tuple((option,) for option in options)
    return (options or tuple(option.id for option in question.options),)


def _steering(kb: KnowledgeBase) -> Iterable[Condition]:
    yield from (rule.when for rule in kb.rules)
    yield from (rule.when for rule in kb.base.no_coaching)
    yield from (link.when for link in kb.links if any(part.not_ is not None for part in parts(link.when)))
    yield kb.base.soreness.when
    yield from (rung.starts for rung in kb.ladder if rung.starts is not None and not rung.own_lift)


def _named(part: Condition) -> Iterable[Tick]:
    if part.is_ is not None:
        yield part.is_
    elif part.in_ is not None:
        yield from ((part.in_[0], option) for option in part.in_[1])
    elif part.at_least is not None:
        yield part.at_least[0], ""
    elif part.answered is not None:
        yield part.answered, ""


def _pull(kb: KnowledgeBase) -> dict[Tick, dict[str, tuple[float, float]]]:
    pull: dict[Tick, dict[str, tuple[float, float]]] = {}

    def add(tick: Tick, says: Mapping[str, float]) -> None:
        mine = pull.setdefault(tick, {})
        for target, points in says.items():
            most, least = mine.get(target, (0.0, 0.0))
            mine[target] = (most + max(points, 0.0), least + min(points, 0.0))

    for question in kb.questions.values():
        for tick, made in _option_statements(question):
            add(tick, made.says)
    for activity in (*kb.lifts.values(), *kb.activities.values()):
        for (_, moment), made in _moment_statements(activity):
            add((MOMENT, moment), made.says)
    for link in kb.links:
        for name, options in mentioned(link.when).items():
            for option in options:
                add((name, option), link.says)
    return pull


AGE = "age"
"""The question that changes what is likely but tells nothing of this pain."""


def _option_statements(question: Question) -> Iterable[tuple[Tick, Statement]]:
    for option in question.options:
        if option.says:
            given = (GivenAnswer(question=question.id, value=option.id),)
            fact = option.fact or option.id
            yield (question.id, option.id), make_statement(fact, option.says, given, option.said, option.sources)
    if question.none_says:
        given = (GivenAnswer(question=question.id, value=NONE),)
        fact = f"{question.id}:{NONE}"
        yield (question.id, NONE), make_statement(fact, question.none_says, given, question.none_said, ("expert",))


MOMENT = "pain-when"
"""The question whose answer is read together with the lift's own `phases`."""


def _moment_statements(activity: Activity) -> Iterable[tuple[Tick, Statement]]:
    for moment, evidence in activity.phases.items():
        given = (GivenAnswer(question=MOMENT, value=moment),)
        made = make_statement(evidence.fact, evidence.says, given, evidence.said, evidence.sources)
        yield (activity.id, moment), made


def _trigger(when: Condition | None, doubts: tuple[str, ...] = ()) -> Trigger:
    return Trigger(when, _needed(when) if when is not None else None, doubts)


def _needed(when: Condition) -> frozenset[Tick] | None:
    """Ticks without one of which the condition cannot hold; None where that cannot be told (`not`, numbers)."""
    if when.is_ is not None:
        return frozenset({when.is_})
    if when.in_ is not None:
        question, options = when.in_
        return frozenset((question, option) for option in options)
    if when.all is not None:
        return next((needed for part in when.all if (needed := _needed(part)) is not None), None)
    if when.any is not None:
        parts = [_needed(part) for part in when.any]
        return frozenset().union(*(part or () for part in parts)) if None not in parts else None
    return None


def answer_ticks(given: Answer | None) -> tuple[str, ...]:
    """The option ids of an answer; none for a number or for no answer."""
    return given if isinstance(given, tuple) else ()
