"""Shape: ids are spelt as ids, stand once in their file, and are not taken from the retired list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from backcheck.authoring.documents import Document, walk
from backcheck.authoring.findings import Finding
from backcheck.knowledge.model import RESERVED

_KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_BASE = "knowledge.json"
_SOURCE_KEY = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")


def check(name: str, document: Any) -> Iterator[Finding]:
    """BC102 and BC103 for one file."""
    for pointer, value in walk(document):
        if isinstance(value, dict) and isinstance(value.get("id"), str):
            spelling = _SOURCE_KEY if name == "sources.json" else _KEBAB
            if not spelling.fullmatch(value["id"]) or value["id"] in RESERVED:
                message = f"'{value['id']}' is not an id: kebab-case, and not one of {', '.join(RESERVED)}."
                yield Finding("BC102", name, f"{pointer}/id", message)
        if isinstance(value, list):
            yield from _doubles(name, pointer, value)


def _doubles(name: str, pointer: str, entries: list[Any]) -> Iterator[Finding]:
    seen: set[str] = set()
    for place, entry in enumerate(entries):
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            if entry["id"] in seen:
                yield Finding("BC103", name, f"{pointer}/{place}/id", f"'{entry['id']}' stands twice in this list.")
            seen.add(entry["id"])


def check_ids(documents: list[Document]) -> Iterator[Finding]:
    """BC103 and BC104 across files: activities share one set of ids, contributors and patterns another.

    BC706 for a lift whose file is not named after it, since a card is read by its name alone.
    """
    retired = _retired(documents)
    seen: dict[tuple[str, str], str] = {}
    for name, entry in _entries(documents):
        family = "activity" if name.startswith("lifts/") or name == "activities.json" else "other"
        family = "target" if name in ("contributors.json", "patterns.json") else family
        if entry in retired:
            yield Finding("BC104", name, "", f"'{entry}' is retired and cannot be used again.")
        if family != "other" and seen.setdefault((family, entry), name) != name:
            yield Finding("BC103", name, "", f"'{entry}' stands in {seen[family, entry]} too.")
        if name.startswith("lifts/") and name != f"lifts/{entry}.json":
            yield Finding("BC706", name, "/id", f"is '{entry}', so its file must be named {entry}.json.")


def _retired(documents: list[Document]) -> list[Any]:
    listed = next((base.get("retired_ids") for name, base in documents if name == _BASE and isinstance(base, dict)), ())
    return listed if isinstance(listed, list) else []


def _entries(documents: list[Document]) -> Iterator[tuple[str, str]]:
    for name, document in documents:
        for entry in document if isinstance(document, list) else [document]:
            if isinstance(entry, dict) and isinstance(entry.get("id"), str):
                yield name, entry["id"]
