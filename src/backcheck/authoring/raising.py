"""What can raise one cause: the answers that give it points, and the questions that must be asked before.

Owns the choosing of questions, options and edges for `kb graph --why`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from backcheck.authoring.conditions import describe
from backcheck.authoring.flow import Edge, Guarded, Node
from backcheck.authoring.sayings import Saying, raised_targets, sayings
from backcheck.knowledge.model import KnowledgeBase, Question
from backcheck.reasoning.conditions import mentioned


class Raising(NamedTuple):
    """The questions with only the options that matter, the cause and the self-tests, and the edges."""

    questions: list[Question]
    others: list[Node]
    edges: list[Guarded]


def find_raising(kb: KnowledgeBase, cause: str, order: list[Question]) -> Raising:
    """Everything that can raise this contributor or pattern. `order` are all questions as they are asked."""
    raisers = [(saying, points[cause]) for saying in sayings(kb) if cause in (points := raised_targets(kb, saying))]
    names = [question.id for question in order]
    edges = [_raising_edge(saying, points, cause, names) for saying, points in raisers]
    wanted = {name for saying, _ in raisers if saying.when is not None for name in mentioned(saying.when)}
    edges += _needed(kb, wanted)
    entry = kb.contributors.get(cause) or kb.patterns[cause]
    tests = {saying.owner.partition(":")[0] for saying, _ in raisers if saying.kind == "test"}
    others = [Node(id=test, kind="test", text=kb.tests[test].name) for test in kb.tests if test in tests]
    others.append(Node(id=cause, kind="cause", text=entry.name))
    used = _used_options(kb, raisers, wanted)
    questions = [
        msgspec.structs.replace(
            question, options=tuple(option for option in question.options if (question.id, option.id) in used)
        )
        for question in order
        if question.id in wanted
    ]
    return Raising(questions, others, edges)


def _raising_edge(saying: Saying, points: float, cause: str, order: list[str]) -> Guarded:
    owner, _, inner = saying.owner.partition(":")
    start = owner if saying.kind == "test" else max(mentioned(saying.when), key=order.index) if saying.when else ""
    text = {"option": inner, "none": "none", "moment": f"{inner.strip()} in {owner}", "test": inner.strip()}.get(
        saying.kind, f"{saying.owner}: {saying.words}"
    )
    return Guarded(Edge(start=start, end=cause, kind="raises", when=text, points=points), saying.when)


def _needed(kb: KnowledgeBase, wanted: set[str]) -> Iterator[Guarded]:
    """An edge for each question that must be answered before one of these is asked; `wanted` grows by them."""
    waiting = sorted(wanted)
    while waiting:
        question = kb.questions[waiting.pop()]
        if question.when is None:
            continue
        for name in mentioned(question.when):
            edge = Edge(start=name, end=question.id, kind="needs", when=describe(question.when))
            yield Guarded(edge, question.when)
            if name not in wanted:
                wanted.add(name)
                waiting.append(name)


def _used_options(kb: KnowledgeBase, raisers: list[tuple[Saying, float]], wanted: set[str]) -> set[tuple[str, str]]:
    """The options named by what raises the cause, and by the conditions of the questions that are wanted."""
    conditions = [saying.when for saying, _ in raisers if saying.when is not None]
    conditions += [when for name in wanted if (when := kb.questions[name].when) is not None]
    return {(name, option) for when in conditions for name, options in mentioned(when).items() for option in options}
