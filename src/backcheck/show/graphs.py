"""The interview drawn: as a tree in the terminal, as Mermaid or as DOT.

The graph comes as plain fields, since `show` and `authoring` do not know each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from backcheck.looks import Style
from backcheck.show.page import Page
from backcheck.show.surface import Surface
from backcheck.text import clean, wrap

Fields = Mapping[str, Any]

TAKEN = "* marks the way that these answers take."
ORDER = (
    "Questions stand in their fixed order. One that a triage rule waits for may come sooner, follow-ups that would "
    "change nothing are left out, self-tests and loads are offered after the advice, "
    "and what the screens can't hold is left out."
)
_FOLLOW_UPS = "follow-ups, while screens are left"
_GROUPS = {"end": "at the end", "test": "self-tests"}


def render_tree(graph: Fields, surface: Surface) -> list[str]:
    """The tree: groups of questions, under each question what an answer to it leads to."""
    page = Page(surface, graph["title"])
    groups: dict[str, list[Fields]] = {}
    for node in graph["nodes"]:
        if node["kind"] == "question":
            groups.setdefault(str(node["stage"]) if node["core"] else _FOLLOW_UPS, []).append(node)
        elif node["kind"] not in ("outcome", "cause"):
            groups.setdefault(_GROUPS[node["kind"]], []).append(node)
    for group, (name, nodes) in enumerate(groups.items(), 1):
        _branch(page, name, "", last=group == len(groups), style="label")
        stem, prompt = "   " if group == len(groups) else "|  ", ""
        for place, node in enumerate(nodes, 1):
            when = f", if {node['when']}" if node["when"] else ""
            words = "" if node["text"] == prompt else f": {node['text']}"
            prompt = node["text"]
            last = place == len(nodes)
            _branch(page, f"{_mark(node)}{node['id']}{when}{words}", stem, last=last, style=_style(node))
            leaves = list(_leaves(graph, node))
            for leaf, (text, style) in enumerate(leaves, 1):
                _branch(page, text, stem + ("   " if last else "|  "), last=leaf == len(leaves), style=style)
    page.gap()
    if any(node["kind"] == "outcome" for node in graph["nodes"]):
        page.paragraph(ORDER)
    if any(node["marked"] for node in graph["nodes"]):
        page.paragraph(TAKEN)
    return page.lines


def _leaves(graph: Fields, node: Fields) -> Iterator[tuple[str, Style]]:
    """What was ticked, and where answers to this question lead."""
    for choice in node["choices"]:
        if choice["marked"]:
            yield f"* {choice['id']}: {choice['text']}", "strong"
    for edge in graph["edges"]:
        if edge["start"] == node["id"] and edge["kind"] in ("level", "raises"):
            end = f" -> {edge['end']}" if edge["kind"] == "level" else ""
            yield f"{_mark(edge)}{_label(edge)}{end}", _style(edge)


def _mark(part: Fields) -> str:
    return "* " if part["marked"] else ""


def _style(part: Fields) -> Style:
    return "strong" if part["marked"] else ""


def _branch(page: Page, text: str, stem: str, *, last: bool, style: Style) -> None:
    """One line of the tree; in plain mode without its lines, which would only be read aloud."""
    surface = page.surface
    if surface.plain:
        page.paragraph(f"{'- ' * (len(stem) // 3 + 1)}{text}", style=style)
        return
    drawn = stem.replace("|", "\u2502") if surface.unicode else stem
    knee = ("\u2514\u2500 " if last else "\u251c\u2500 ") if surface.unicode else ("`- " if last else "|- ")
    rest = drawn + ("   " if last else knee[0].replace("\u251c", "\u2502") + "  ")
    opening = drawn + knee
    for number, line in enumerate(wrap(surface.say(text), surface.width, opening, rest)):
        head = opening if number == 0 else rest
        page.lines.append(line[: len(head)] + surface.paint(line[len(head) :], style))


def render_mermaid(graph: Fields) -> list[str]:
    """A Mermaid flowchart; code hosts draw it."""
    names = {node["id"]: f"n{place}" for place, node in enumerate(graph["nodes"])}
    shapes = {"outcome": ("([", "])"), "cause": ("{{", "}}"), "test": ("[/", "/]"), "end": ("((", "))")}
    lines = ["flowchart TD"]
    for node in graph["nodes"]:
        left, right = shapes.get(node["kind"], ("[", "]"))
        lines.append(f'  {names[node["id"]]}{left}"{_in_mermaid(node["id"])}<br/>{_in_mermaid(node["text"])}"{right}')
    for edge in graph["edges"]:
        arrow = {"next": "-->", "level": "==>", "needs": "-.->", "raises": "-->"}[edge["kind"]]
        label = f'|"{_in_mermaid(_label(edge))}"|' if _label(edge) else ""
        lines.append(f"  {names[edge['start']]} {arrow}{label} {names[edge['end']]}")
    taken = [names[node["id"]] for node in graph["nodes"] if node["marked"]]
    if taken:
        lines += ["  classDef taken stroke-width:4px,font-weight:bold", f"  class {','.join(taken)} taken"]
    ways = [str(place) for place, edge in enumerate(graph["edges"]) if edge["marked"]]
    if ways:
        lines.append(f"  linkStyle {','.join(ways)} stroke-width:4px")
    return lines


def render_dot(graph: Fields) -> list[str]:
    """A DOT digraph, for Graphviz."""
    shapes = {"outcome": "oval", "cause": "hexagon", "test": "parallelogram", "end": "point"}
    lines = ["digraph backcheck {", f"  label={_in_dot(graph['title'])};", "  node [shape=box];"]
    for node in graph["nodes"]:
        shape = shapes.get(node["kind"], "box")
        wide = ", penwidth=4" if node["marked"] else ""
        text = f"{node['id']}\n{node['text']}"
        lines.append(f"  {_in_dot(node['id'])} [label={_in_dot(text)}, shape={shape}{wide}];")
    for edge in graph["edges"]:
        style = {"next": "solid", "level": "bold", "needs": "dashed", "raises": "solid"}[edge["kind"]]
        wide = ", penwidth=4" if edge["marked"] else ""
        label = f"label={_in_dot(_label(edge))}, " if _label(edge) else ""
        lines.append(f"  {_in_dot(edge['start'])} -> {_in_dot(edge['end'])} [{label}style={style}{wide}];")
    return [*lines, "}"]


def _label(edge: Fields) -> str:
    points = f"{edge['points']:+g} " if edge["points"] is not None else ""
    return f"{points}{edge['when']}"


def _in_mermaid(text: str) -> str:
    """The text as it may stand between quotes: marks that Mermaid reads are spelt as its character codes."""
    codes = {"#": "#35;", '"': "#34;", "<": "#60;", ">": "#62;", "`": "#96;", "|": "#124;", "\\": "#92;"}
    return "".join(codes.get(char, char) for char in " ".join(clean(text).split()))


def _in_dot(text: str) -> str:
    lines = (" ".join(line.split()) for line in clean(text).split("\n"))
    return '"' + "\\n".join(line.replace("\\", "\\\\").replace('"', '\\"') for line in lines) + '"'
