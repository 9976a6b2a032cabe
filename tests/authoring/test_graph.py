"""The drawn interview agrees with the one that is walked, marks the way taken and keeps what raises a cause."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest

from backcheck.authoring.cases import read_cases
from backcheck.authoring.checks.graph import walk_silently
from backcheck.authoring.entries import placed_points, raised_targets
from backcheck.authoring.graph import END, FlowGraph, build_graph
from backcheck.knowledge.model import KnowledgeBase
from backcheck.looks import CODES
from backcheck.reasoning.interview import next_question
from backcheck.reasoning.triage import find_urgency
from backcheck.show.graphs import TAKEN, render_dot, render_mermaid, render_tree
from backcheck.show.surface import Surface

CASES = Path(__file__).resolve().parents[1] / "cases" / "real.jsonl"


@pytest.fixture(scope="module")
def graph(kb: KnowledgeBase) -> FlowGraph:
    return build_graph(kb)


def plain(value: msgspec.Struct) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.to_builtins(value)
    return fields


def surface(**more: Any) -> Surface:
    return Surface(stream=io.StringIO(), **more)


def test_every_question_and_verdict_is_a_node(kb: KnowledgeBase, graph: FlowGraph) -> None:
    assert {node.id for node in graph.nodes if node.kind == "question"} == set(kb.questions)
    assert {node.id for node in graph.nodes if node.kind == "outcome"} == set(kb.outcomes)
    names = [node.id for node in graph.nodes]
    assert len(set(names)) == len(names)
    assert {name for edge in graph.edges for name in (edge.start, edge.end)} <= set(names)


def test_all_that_matters_can_be_reached_and_has_a_way_on(kb: KnowledgeBase, graph: FlowGraph) -> None:
    after = {edge.end for edge in graph.edges}
    before = {edge.start for edge in graph.edges if edge.kind == "next"}
    first = next_question(kb, {})
    assert first is not None
    assert {node.id for node in graph.nodes} - after == {first.id}
    assert set(kb.questions) <= before


def test_one_core_question_follows_the_other_as_drawn(kb: KnowledgeBase, graph: FlowGraph) -> None:
    """Follow-ups may be left out at the limit of screens, so only the core has to go along the edges."""
    drawn = {(edge.start, edge.end) for edge in graph.edges if edge.kind == "next"}
    for activity in (*kb.lifts.values(), *kb.activities.values()):
        way = [name for name in walk_silently(kb, activity) if kb.questions[name].core]
        assert set(pairwise(way)) <= drawn


def test_edges_carry_their_condition_as_text(kb: KnowledgeBase, graph: FlowGraph) -> None:
    told = {edge.when.partition(":")[0] for edge in graph.edges if edge.kind == "level"}
    assert {rule.id for rule in kb.rules} <= told
    to_squat = next(edge for edge in graph.edges if edge.end == "signs-squat")
    assert to_squat.when == "exercise is squat"
    stops = next(edge for edge in graph.edges if edge.start == "safety-nerves" and edge.end == "stop")
    assert "bladder" in stops.when
    assert stops.when.endswith("or unsure")


@pytest.mark.parametrize("every", [20, pytest.param(1, marks=pytest.mark.long)])
def test_each_case_is_marked_up_to_its_verdict(kb: KnowledgeBase, every: int) -> None:
    """Every twentieth case here, all of them in `.ci/long`."""
    for encoded in read_cases(kb, [str(CASES)])[::every]:
        marked = build_graph(kb, answers=encoded.answers)
        ends = [node for node in marked.nodes if node.kind == "outcome" and node.marked]
        assert [node.stage for node in ends] == [find_urgency(kb, encoded.answers).level]
        for node in marked.nodes:
            if node.kind == "question" and node.marked:
                assert node.id in encoded.answers
                ticked = encoded.answers[node.id]
                assert {c.id for c in node.choices if c.marked} == {c.id for c in node.choices} & set(
                    ticked if isinstance(ticked, tuple) else ()
                )
        stopped = ends[0].stage == "emergency"
        assert stopped or any(node.id == END and node.marked for node in marked.nodes)


def test_without_answers_nothing_is_marked(graph: FlowGraph) -> None:
    assert not any(node.marked for node in graph.nodes)
    assert not any(edge.marked for edge in graph.edges)


def test_why_keeps_what_can_raise_the_cause_and_nothing_else(kb: KnowledgeBase) -> None:
    for cause in (*kb.contributors, *kb.patterns):
        kept = build_graph(kb, why=cause)
        raising = [edge for edge in kept.edges if edge.kind == "raises"]
        assert raising
        assert {edge.end for edge in raising} == {cause}
        assert all((edge.points or 0) > 0 for edge in raising)
        assert len(raising) == sum(cause in raised_targets(kb, placed) for placed in placed_points(kb))
        names = {node.id for node in kept.nodes}
        assert {name for edge in kept.edges for name in (edge.start, edge.end)} <= names
        opened = {edge.end for edge in kept.edges if edge.kind == "needs"}
        assert opened == {name for name in names & set(kb.questions) if kb.questions[name].when is not None}


def test_why_and_answers_go_together(kb: KnowledgeBase) -> None:
    answers = {"exercise": ("squat",), "signs-squat": ("tailbone-tucks",), "pain-when": ("bottom",)}
    raised = [edge for edge in build_graph(kb, why="butt-wink", answers=answers).edges if edge.marked]
    assert {(edge.start, edge.when) for edge in raised if edge.kind == "raises"} == {
        ("signs-squat", "tailbone-tucks"),
        ("pain-when", "bottom in squat"),
    }


def test_the_tree_shows_every_question_within_the_width(kb: KnowledgeBase, graph: FlowGraph) -> None:
    for width in (40, 80):
        lines = render_tree(plain(graph), surface(width=width))
        assert all(len(line) <= width for line in lines)
        assert all(any(name in line for line in lines) for name in kb.questions if len(name) < 20)


def test_in_plain_mode_and_ascii_the_tree_has_no_lines_drawn(graph: FlowGraph) -> None:
    assert "\n".join(render_tree(plain(graph), surface(plain=True))).isascii()
    assert "\n".join(render_tree(plain(graph), surface(unicode=False))).isascii()
    assert not any(line.startswith(("|", "`", " ")) for line in render_tree(plain(graph), surface(plain=True)))


def test_the_way_taken_has_a_mark_besides_its_weight(kb: KnowledgeBase) -> None:
    marked = plain(build_graph(kb, answers={"exercise": ("squat",)}))
    for plainly in (True, False):
        text = "\n".join(render_tree(marked, surface(plain=plainly)))
        assert "* squat:" in text
        assert TAKEN in text


def test_on_a_terminal_the_way_taken_stands_out_and_no_other_line(kb: KnowledgeBase) -> None:
    marked = plain(build_graph(kb, answers={"exercise": ("squat",)}))
    tree = [line for line in render_tree(marked, surface(colour=True)) if re.search("  [\u251c\u2514]\u2500", line)]
    bold = f"\x1b[{CODES['strong']}m"
    assert [line for line in tree if f"{bold}* " in line] == [line for line in tree if bold in line] != []


def test_mermaid_has_each_node_and_edge(kb: KnowledgeBase) -> None:
    found = build_graph(kb, answers={"exercise": ("squat",)})
    lines = render_mermaid(plain(found))
    assert lines[0] == "flowchart TD"
    nodes = [line for line in lines if re.fullmatch(r'  n\d+(\(\[|\[|\(\()"[^"]*"(\]\)|\]|\)\))', line)]
    edges = [line for line in lines if re.fullmatch(r'  n\d+ (-->|==>|-\.->)(\|"[^"]*"\|)? n\d+', line)]
    assert (len(nodes), len(edges)) == (len(found.nodes), len(found.edges))
    assert any(line.startswith("  class ") and line.endswith(" taken") for line in lines)


def test_dot_has_each_node_and_edge(kb: KnowledgeBase) -> None:
    found = build_graph(kb, why="doms", answers={"pain-when": ("next-day",)})
    lines = render_dot(plain(found))
    quoted = r'"(?:[^"\\]|\\.)*"'
    nodes = [line for line in lines if re.fullmatch(rf"  {quoted} \[label={quoted}, shape=\w+(, penwidth=4)?\];", line)]
    edges = [line for line in lines if re.fullmatch(rf"  {quoted} -> {quoted} \[.*style=\w+(, penwidth=4)?\];", line)]
    assert (len(nodes), len(edges)) == (len(found.nodes), len(found.edges))
    assert lines[-1] == "}"
    assert any("penwidth" in line for line in edges)


HOSTILE = 'a "b" \\ [red] <b> #35; `c` | \x1b[31m\n}; evil ->'


def test_words_from_data_cannot_break_out_of_a_drawing(graph: FlowGraph) -> None:
    node = plain(msgspec.structs.replace(graph.nodes[0], text=HOSTILE))
    edge = plain(msgspec.structs.replace(graph.edges[0], start=node["id"], end=node["id"], when=HOSTILE))
    fields = {"title": HOSTILE, "nodes": [node], "edges": [edge]}
    mermaid, dot = render_mermaid(fields), render_dot(fields)
    assert len(mermaid) == 3
    assert [line.count('"') for line in mermaid] == [0, 2, 2]
    assert len(dot) == 6
    for line in (*mermaid, *dot, *render_tree(fields, surface())):
        assert "\x1b" not in line
        assert "\n" not in line
    for line in dot:
        assert re.sub(r'"(?:[^"\\]|\\.)*"', "", line).count('"') == 0
