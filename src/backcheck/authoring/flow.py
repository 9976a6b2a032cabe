"""The shape of a drawn interview: nodes and edges with their conditions as text. Draws nothing and knows no base."""

from __future__ import annotations

from typing import Literal, NamedTuple

import msgspec

from backcheck.knowledge.model import Condition

NodeKind = Literal["question", "end", "outcome", "cause", "test"]
EdgeKind = Literal["next", "level", "needs", "raises"]
"""The next question; an answer that gives a level; an answer by which a question is asked; what gives points."""


class Choice(msgspec.Struct, frozen=True, kw_only=True):
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
    choices: tuple[Choice, ...] = ()
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


class Guarded(NamedTuple):
    """An edge with the condition that its text tells; None where no answers can be held against it."""

    edge: Edge
    condition: Condition | None
