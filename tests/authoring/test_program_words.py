"""What the program itself says keeps to the style guide as far as pieces of sentences show it: house words, "is no"."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from backcheck.authoring.checks.texts import find_problems

SRC = Path(__file__).parents[2] / "src" / "backcheck"
ROOMS = ("show", "cli", "ask", "reasoning", "training_log", "journal", "figures", "knowledge")
PART = " setup"
"""The word that is typed for a part of a card; as an id it has no hyphen."""
SEEN = ("says '", "has a space before '%'")
"""What the check finds in a piece of a sentence too; the length and the base of a share need the whole line."""


def texts_of(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of each string with a blank inside; of docstrings only those that are the help of a command."""
    tree = ast.parse(source)
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.FunctionDef)
            and node.decorator_list
            and "command" in ast.unparse(node.decorator_list[0])
        ):
            yield node.lineno, (ast.get_docstring(node) or "").split("\f")[0]
        elif isinstance(node, ast.Constant) and id(node) not in bare and " " in str(node.value).strip():
            yield node.lineno, str(node.value).replace(PART, "")


def problems_of(source: str) -> list[str]:
    """The problems of one module, each with its line."""
    found = ((line, problem) for line, text in texts_of(source) for problem in find_problems(text))
    return [f"{line}: {problem}" for line, problem in found if problem.startswith(SEEN)]


@pytest.mark.parametrize("room", ROOMS)
def test_the_program_keeps_to_the_style_guide(room: str) -> None:
    found = {path.name: problems_of(path.read_text(encoding="utf-8")) for path in sorted((SRC / room).glob("*.py"))}
    assert found
    assert {name: problems for name, problems in found.items() if problems} == {}


@pytest.mark.parametrize(
    "source",
    [
        "SAID = 'Wait until the back is quiet.'",
        "SAID = f'{name} is no lift.'",
        "def look():\n    raise UsageError('Take 20 % off.')",
        "@app.command()\ndef step():\n    '''Go up one rung.'''",
    ],
)
def test_a_string_against_the_guide_is_found(source: str) -> None:
    assert problems_of(source)


def test_docstrings_and_ids_are_left_alone() -> None:
    assert not problems_of("'''One rung.'''\ndef up(rung):\n    '''The next rung.'''\n    return {'rung': rung}")
