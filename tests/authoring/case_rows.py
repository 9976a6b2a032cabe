"""Hand-made cases: people whose outcome is known beforehand, written to a file and read back as `kb test` does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from backcheck.authoring.cases import Encoded, read_cases
from backcheck.knowledge.model import KnowledgeBase

LISTS = ("safety-body", "safety-nerves", "safety-pain", "safety-you")
HARMLESS: dict[str, Any] = {name: ["none"] for name in LISTS}
NUMB = HARMLESS | {"safety-nerves": ["numb-saddle"]}
FEVER = HARMLESS | {"safety-body": ["fever"]}
TUCKS = HARMLESS | {"exercise": "squat", "signs-squat": ["tailbone-tucks"], "pain-when": "bottom"}
ARCHES = HARMLESS | {"exercise": "squat", "signs-squat": ["hard-arch"], "pain-when": "top"}


def write_cases(path: Path, rows: list[dict[str, Any]]) -> str:
    """Writes a case file and returns its name."""
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    return str(path)


def encode(kb: KnowledgeBase, tmp_path: Path, rows: list[dict[str, Any]]) -> list[Encoded]:
    """The rows as cases."""
    return read_cases(kb, [write_cases(tmp_path / "cases.jsonl", rows)])
