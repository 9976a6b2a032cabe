"""The place of an entry: from its name to a JSON pointer, and from a pointer to a place that survives insertions.

A pointer (RFC 6901) counts entries and so changes when one is put before; a place names them by id.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from backcheck.authoring.documents import Document, walk
from backcheck.authoring.entries import INTERVIEW
from backcheck.authoring.findings import Finding
from backcheck.knowledge.compile import FOLLOW_UP, TEMPLATE
from backcheck.knowledge.load import DANGER


def put_in_place(findings: list[Finding], documents: list[Document]) -> list[Finding]:
    """The findings with JSON pointers and places. One that came with a name and not a pointer is looked up.

    What several variants take over from one parent is told once, in the parent's file.
    """
    contents = dict(documents)
    put = []
    for finding in findings:
        file, pointer, message = finding.file, finding.pointer, finding.message
        if pointer and not pointer.startswith("/"):
            file, owner = _file_of(file, pointer, contents)
            found, whole = find_pointer(contents.get(file), owner)
            message = message if whole else f"{pointer}: {message}"
            pointer = found
        place = file + ("#" if pointer else "") + name_steps(contents.get(file), pointer)
        put.append(msgspec.structs.replace(finding, file=file, pointer=pointer, message=message, place=place))
    return list(dict.fromkeys(put))


def _file_of(file: str, owner: str, documents: Mapping[str, Any]) -> tuple[str, str]:
    """The file and name of what is in a file of its own.

    The question of a lift's signs is made from the faults of an activity, or from those it inherits.
    """
    if file == INTERVIEW and owner.startswith(FOLLOW_UP):
        return _list_of(owner, documents)
    lift, _, inner = owner.partition(":")
    if inner and file == f"lifts/{lift}.json":
        return _holder_of(file, inner.strip(), documents), inner.strip()
    if file != INTERVIEW or not owner.startswith(f"{TEMPLATE}-"):
        return file, owner
    activity, _, fault = owner.removeprefix(f"{TEMPLATE}-").partition(":")
    name = f"lifts/{activity}.json"
    if name not in documents:
        return "activities.json", f"{activity}:{fault}"
    return _holder_of(name, fault, documents), fault


def _holder_of(name: str, inner: str, documents: Mapping[str, Any]) -> str:
    """The file of this lift, or of the nearest parent where only that holds what `inner` names."""
    here = name
    for _ in documents:  # no chain of parents is longer than the list of files
        if find_pointer(documents.get(here), inner)[1]:
            return here
        document = documents.get(here)
        here = f"lifts/{document.get('inherits') if isinstance(document, dict) else None}.json"
    return name


def _list_of(owner: str, documents: Mapping[str, Any]) -> tuple[str, str]:
    """The file of a danger-sign list or of a row that is asked about further, and the name in that file."""
    question, _, inner = owner.partition(":")
    row = question.removeprefix(FOLLOW_UP)
    lists = {name: found for name, found in documents.items() if name.startswith(f"{DANGER}/")}
    for name, document in lists.items():
        if isinstance(document, dict) and document.get("id") == question:
            return name, inner
    for name, document in lists.items():
        if find_pointer(document, f"{row}:follow_up")[1]:
            return name, f"{row}:follow_up:{inner}"
    return INTERVIEW, owner


def find_pointer(document: Any, owner: str) -> tuple[str, bool]:
    """The JSON pointer of an entry named by ids and keys (`pain-feel:ache`), and whether all of it was found."""
    pointer, value = "", document
    for step in filter(None, re.split(r":\s*", owner)):
        found = [(at, inner) for at, inner in walk(value) if _is_named(inner, at, step)]
        if not found:
            return pointer, False
        at, value = min(found, key=lambda row: row[0].count("/"))
        pointer += at
    return pointer, True


def _is_named(value: Any, at: str, step: str) -> bool:
    names = (value.get("id"), value.get("family")) if isinstance(value, dict) else ()
    return step in names or at.rpartition("/")[2] == step


def name_steps(document: Any, pointer: str) -> str:
    """The pointer with ids in place of numbers: `/12/options/3/label` becomes `/pain-feel/options/ache/label`."""
    steps, value = [], document
    for step in pointer.split("/")[1:]:
        value = _step(value, step.replace("~1", "/").replace("~0", "~"))
        named = isinstance(value, dict) and step.isdigit() and isinstance(value.get("id"), str)
        steps.append(value["id"] if named else step)
    return "".join(f"/{step}" for step in steps)


def _step(value: Any, step: str) -> Any:
    if isinstance(value, list) and step.isdigit() and int(step) < len(value):
        return value[int(step)]
    return value.get(step) if isinstance(value, dict) else None
