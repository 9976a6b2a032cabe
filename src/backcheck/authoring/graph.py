"""The interview as a `FlowGraph`: all of it, or what can raise one cause, with the way that answers take.

The edges between questions are in the fixed order; a question that a triage rule waits for may come sooner, and at
the limit of screens the rest is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Literal, NamedTuple

import msgspec
from msgspec.structs import replace

from backcheck.authoring.entries import describe, list_options, placed_points, raised_targets
from backcheck.authoring.logic import ANY, Conjunctions, Logic
from backcheck.knowledge.compile import AGE
from backcheck.knowledge.levels import is_grave
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import Question
from backcheck.knowledge.records import OFFERED, UNSURE, Condition
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.conclusion import choose_outcome, conclude
from backcheck.reasoning.conditions import holds, mentioned
from backcheck.reasoning.index import answer_ticks
from backcheck.reasoning.triage import triage_level

NodeKind = Literal["question", "end", "outcome", "cause", "test"]
EdgeKind = Literal["next", "level", "needs", "raises"]
"""The next question; an answer that gives a level; an answer by which a question is asked; what gives points."""


class NodeOption(msgspec.Struct, frozen=True, kw_only=True):
    """An option of a question, with the level it gives by itself; `marked` where the answers have it."""

    id: str
    text: str
    level: str = ""
    marked: bool = False


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """A question, a verdict, a cause or a self-test. `when` is the condition under which a question is asked."""

    id: str
    kind: NodeKind
    text: str
    stage: str = ""
    when: str = ""
    core: bool = False
    choices: tuple[NodeOption, ...] = ()
    marked: bool = False


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """From node to node with the condition as text, empty where there is none. `points` belong to `raises`."""

    start: str
    end: str
    kind: EdgeKind
    when: str = ""
    points: float | None = None
    marked: bool = False


class FlowGraph(msgspec.Struct, frozen=True, kw_only=True):
    """Nodes in the order of the interview, and edges between them. `title` says what is left in."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


class GuardedEdge(NamedTuple):
    """An edge with the condition that its text tells; None where no answers can be held against it."""

    edge: Edge
    condition: Condition | None


END = "end"
"""The node after the last question."""


def build_graph(kb: KnowledgeBase, *, why: str = "", answers: Mapping[str, Answer] | None = None) -> FlowGraph:
    """The graph; `why` keeps only what can raise that cause, `answers` (checked ones) mark the way they take."""
    questions = in_asking_order(kb)
    if why:
        title = f"What can raise {why}"
        named, edges = find_raising(kb, why, questions)
    else:
        title = f"The interview, at most {kb.base.max_screens} screens"
        named = [*map(_question_node, questions), Node(id=END, kind="end", text="No question is left")]
        named += [Node(id=one.id, kind="outcome", text=one.verdict, stage=one.level) for one in kb.outcomes.values()]
        asked = [question for question in questions if question.stage not in OFFERED]
        edges = [*_next_edges(asked, Logic(kb))]
        for offered in (question for question in questions if question.stage in OFFERED):
            # It comes after the end, and leads to advice that is worked out anew.
            there = Edge(start=END, end=offered.id, kind="next", when=describe(offered.when))
            back = Edge(start=offered.id, end=END, kind="next")
            edges += [GuardedEdge(there, offered.when), GuardedEdge(back, None)]
        edges += [*_level_edges(kb, questions)]
    if answers is None:
        return FlowGraph(title=title, nodes=tuple(named), edges=tuple(edge for edge, _ in edges))
    way = list(_find_way(kb, questions, answers))
    end = choose_outcome(kb, answers, conclude(kb, answers)).id
    return FlowGraph(
        title=title,
        nodes=tuple(
            replace(
                node,
                marked=node.id in way or node.id == end,
                choices=tuple(
                    replace(choice, marked=node.id in way and choice.id in answer_ticks(answers.get(node.id)))
                    for choice in node.choices
                ),
            )
            for node in named
        ),
        edges=tuple(_mark_edge(edge, way, end, answers) for edge in edges),
    )


def in_asking_order(kb: KnowledgeBase) -> list[Question]:
    """The age, danger signs, then the core, then follow-ups; each in stage and file order."""
    return sorted(kb.questions.values(), key=lambda q: (q.id != AGE, q.stage != "safety", not q.core))


def _question_node(question: Question) -> Node:
    return Node(
        id=question.id,
        kind="question",
        text=question.prompt,
        stage=question.stage,
        when=describe(_put_when(question)),
        core=question.core,
        choices=tuple(NodeOption(id=o.id, text=o.label, level=o.alone or "") for o in question.options),
    )


def _next_edges(questions: list[Question], logic: Logic) -> Iterator[GuardedEdge]:
    """From each question to every one that can follow it: those between must be able to be left out together."""
    conditions = {question.id: _put_when(question) for question in questions}
    seen = {name for when in conditions.values() if when is not None for name in mentioned(when)}
    after: list[tuple[str, Condition | None]] = [*conditions.items(), (END, None)]
    for place, question in enumerate(questions):
        start: Conjunctions = ANY
        for before in questions[: place + 1]:
            if conditions[before.id] is None and before.id in seen:
                was_asked = (Condition(answered=before.id), Condition(is_=(before.id, UNSURE)))
                start = logic.narrow(start, Condition(any=was_asked))
        if (own := conditions[question.id]) is not None:
            start = logic.narrow(start, own)
        way = start
        for later, when in after[place + 1 :]:
            if when is not None and logic.narrow(start, when) == []:
                continue  # never asked of the same person, so leaving it out needs no word
            if (way if when is None else logic.narrow(way, when)) != []:
                yield GuardedEdge(Edge(start=question.id, end=later, kind="next", when=describe(when)), when)
            if when is None:
                break
            way = logic.narrow(way, Condition(not_=when))


def _put_when(question: Question) -> Condition | None:
    """When the question may be put: it applies, and it would not waste a screen."""
    both = tuple(when for when in (question.when, question.ask_when) if when is not None)
    return Condition(all=both) if len(both) > 1 else both[0] if both else None


def _level_edges(kb: KnowledgeBase, questions: list[Question]) -> Iterator[GuardedEdge]:
    """From each question to the outcome that an answer gives by itself, from the last one of each rule, and the end."""
    usual: dict[str, str] = {outcome.level: outcome.id for outcome in reversed(kb.outcomes.values())}
    for question in questions:
        by_level: dict[str, list[str]] = defaultdict(list)
        for option in question.options:
            if option.alone not in (None, "modifier"):
                by_level[str(option.alone)].append(option.id)
        if question.unsure_level is not None:
            by_level[question.unsure_level].append(UNSURE)
        for level, options in by_level.items():
            condition = Condition(in_=(question.id, tuple(options)))
            text = list_options(tuple(options))
            yield GuardedEdge(Edge(start=question.id, end=usual[level], kind="level", when=text), condition)
    order = [question.id for question in questions]
    for rule in kb.rules:
        last = max(mentioned(rule.when), key=order.index)
        edge = Edge(start=last, end=usual[rule.level], kind="level", when=f"{rule.id}: {describe(rule.when)}")
        yield GuardedEdge(edge, rule.when)
    yield from _ways_out(kb, usual)


def _ways_out(kb: KnowledgeBase, usual: Mapping[str, str]) -> Iterator[GuardedEdge]:
    """The verdicts that no single answer gives, each from the end."""
    rests = Condition(any=tuple(rest.when for rest in kb.base.no_coaching))
    for outcome in kb.outcomes.values():
        if outcome.level == "unscreened":
            text, condition = "a danger-sign list has no answer", None
        elif outcome.soreness:
            condition = kb.base.soreness.when
            text = f"{kb.base.soreness.pattern} leads, and {describe(condition)}"
        elif outcome.flare:
            condition, text = None, "the plan starts below the steps of the lift itself"
        elif outcome.when is not None:
            condition, text = outcome.when, describe(outcome.when)
        elif outcome.coaching == "none" and not is_grave(outcome.level):
            text, condition = describe(rests), rests
        elif outcome.id == usual.get("self-care"):
            text, condition = "nothing raised the level", None
        else:
            continue
        yield GuardedEdge(Edge(start=END, end=outcome.id, kind="level", when=text), condition)


def _find_way(kb: KnowledgeBase, questions: Iterable[Question], answers: Mapping[str, Answer]) -> Iterator[str]:
    """The answered questions in asking order, as far as the interview would have come."""
    so_far: dict[str, Answer] = {}
    for question in questions:
        if question.id in answers and (question.when is None or holds(question.when, answers)):
            yield question.id
            so_far[question.id] = answers[question.id]
            if triage_level(kb, so_far) == "emergency":
                return
    yield END


def _mark_edge(guarded: GuardedEdge, way: list[str], end: str, answers: Mapping[str, Answer]) -> Edge:
    edge, condition = guarded
    fits = condition is None or holds(condition, answers)
    if edge.kind == "next":
        marked = (edge.start, edge.end) in pairwise(way)
    elif edge.kind == "level":
        marked = fits and edge.end == end and edge.start in way
    else:
        marked = fits and condition is not None and edge.start in way
    return replace(edge, marked=marked)


def find_raising(kb: KnowledgeBase, cause: str, order: list[Question]) -> tuple[list[Node], list[GuardedEdge]]:
    """Everything that can raise this contributor or pattern. `order` are all questions as they are asked.

    The nodes are the questions with only the options that matter, the self-tests, and the cause.
    """
    every = ((placed, raised_targets(kb, placed)) for placed in placed_points(kb))
    raisers = [(placed, points[cause]) for placed, points in every if cause in points]
    names = [question.id for question in order]
    edges = []
    for placed, points in raisers:
        owner, _, inner = placed.owner.partition(":")
        start = max(mentioned(placed.when), key=names.index) if placed.when else owner
        text = {"option": inner, "none": "none", "moment": f"{inner.strip()} in {owner}", "test": inner.strip()}.get(
            placed.kind, f"{placed.owner}: {placed.words}"
        )
        edges.append(GuardedEdge(Edge(start=start, end=cause, kind="raises", when=text, points=points), placed.when))
    wanted = {name for placed, _ in raisers if placed.when is not None for name in mentioned(placed.when)}
    edges += _needed(kb, wanted)
    # The options named by what raises the cause, and by the conditions of the questions that are wanted.
    conditions = [placed.when for placed, _ in raisers if placed.when is not None]
    conditions += [when for name in wanted if (when := kb.questions[name].when) is not None]
    used = {(name, option) for when in conditions for name, options in mentioned(when).items() for option in options}
    nodes = []
    for question in (question for question in order if question.id in wanted):
        options = tuple(option for option in question.options if (question.id, option.id) in used)
        nodes.append(_question_node(replace(question, options=options)))
    tests = {placed.owner.partition(":")[0] for placed, _ in raisers if placed.kind == "test"}
    nodes += [Node(id=test, kind="test", text=kb.tests[test].name) for test in kb.tests if test in tests]
    entry = kb.contributors.get(cause) or kb.patterns[cause]
    return [*nodes, Node(id=cause, kind="cause", text=entry.name)], edges


def _needed(kb: KnowledgeBase, wanted: set[str]) -> Iterator[GuardedEdge]:
    """An edge for each question that must be answered before one of these is asked; `wanted` grows by them."""
    waiting = sorted(wanted)
    while waiting:
        question = kb.questions[waiting.pop()]
        if question.when is None:
            continue
        for name in mentioned(question.when):
            edge = Edge(start=name, end=question.id, kind="needs", when=describe(question.when))
            yield GuardedEdge(edge, question.when)
            if name not in wanted:
                wanted.add(name)
                waiting.append(name)
