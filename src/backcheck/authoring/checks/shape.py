"""Shape: ids are spelt as ids, occur once in their file, and are not on the retired list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from backcheck.authoring.documents import Document, walk
from backcheck.authoring.findings import Finding
from backcheck.knowledge.records import RESERVED

GIVES = ("BC102", "BC103", "BC104")
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
            seen: set[str] = set()
            for place, entry in enumerate(value):
                if isinstance(entry, dict) and isinstance(entry.get("id"), str):
                    if entry["id"] in seen:
                        message = f"'{entry['id']}' stands twice in this list."
                        yield Finding("BC103", name, f"{pointer}/{place}/id", message)
                    seen.add(entry["id"])


def check_ids(documents: list[Document]) -> Iterator[Finding]:
    """BC103 across files: activities share one set of ids, contributors and patterns another; and BC104.

    BC706 for a lift whose file is not named after it, since a card is read by its name alone.
    """
    seen: dict[tuple[str, str], str] = {}
    retired: set[str] = set()
    for name, document in documents:
        if name == _BASE and isinstance(document, dict) and isinstance(listed := document.get("retired_ids"), list):
            retired = {entry for entry in listed if isinstance(entry, str)}
        family = "activity" if name.startswith("lifts/") or name == "activities.json" else "other"
        family = "target" if name in ("contributors.json", "patterns.json") else family
        entries = document if isinstance(document, list) else [document]
        for entry in (one["id"] for one in entries if isinstance(one, dict) and isinstance(one.get("id"), str)):
            if family != "other" and seen.setdefault((family, entry), name) != name:
                yield Finding("BC103", name, "", f"'{entry}' stands in {seen[family, entry]} too.")
            if name.startswith("lifts/") and name != f"lifts/{entry}.json":
                yield Finding("BC706", name, "/id", f"is '{entry}', so its file must be named {entry}.json.")
    for name, document in documents if retired else ():
        yield from _back_again(name, document, retired)


def _back_again(name: str, document: Any, retired: set[str]) -> Iterator[Finding]:
    """BC104 for ids of any entry, and for options and faults as answers name them (`signs-squat:old-fault`)."""
    for pointer, value in walk(document):
        if not isinstance(value, dict) or not isinstance(value.get("id"), str):
            continue
        for inner, prefix in (("options", ""), ("faults", "signs-")):
            rows = value.get(inner)
            for place, row in enumerate(rows if isinstance(rows, list) else ()):
                if isinstance(row, dict) and f"{prefix}{value['id']}:{row.get('id')}" in retired:
                    message = f"'{prefix}{value['id']}:{row['id']}' is retired and cannot be used again."
                    yield Finding("BC104", name, f"{pointer}/{inner}/{place}/id", message)
        if value["id"] in retired:
            yield Finding("BC104", name, f"{pointer}/id", f"'{value['id']}' is retired and cannot be used again.")
