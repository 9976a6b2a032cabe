"""Golden output for authors: the score on the cases, and the table of danger signs that a clinician reads.

A change of knowledge that moves either shows the difference here.
"""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import msgspec
import pytest

from backcheck.authoring.cases import read_cases
from backcheck.authoring.score import score_cases
from backcheck.authoring.signs_table import tabulate_signs
from backcheck.knowledge.model import KnowledgeBase
from backcheck.show.case_scores import render_score
from backcheck.show.knowledge_base import render_signs
from backcheck.show.surface import Surface
from tests.conftest import Golden

CASES = [str(Path(__file__).parents[1] / "cases" / f"{name}.jsonl") for name in ("real", "ordinary")]
WIDTH = 100


def draw_score(kb: KnowledgeBase, to: Surface) -> list[str]:
    """What `kb test --screens` prints."""
    return render_score(msgspec.to_builtins(score_cases(kb, read_cases(kb, CASES), screens=True)), to)


def draw_signs(kb: KnowledgeBase, to: Surface) -> list[str]:
    """What `kb signs` prints."""
    return render_signs(msgspec.to_builtins(tabulate_signs(kb)), to)


DRAWN: dict[str, Callable[[KnowledgeBase, Surface], list[str]]] = {"score": draw_score, "triage-table": draw_signs}


@pytest.mark.parametrize("name", DRAWN)
def test_it_is_as_it_was(name: str, kb: KnowledgeBase, golden: Golden) -> None:
    """Byte for byte."""
    drawn = "".join(line + "\n" for line in DRAWN[name](kb, Surface(stream=StringIO(), width=WIDTH)))
    golden(f"{name}.txt", drawn)
