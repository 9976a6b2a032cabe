"""The place of a finding: a JSON pointer, a place that survives insertions, and the line and column for an editor.

A pointer (RFC 6901) counts entries and so changes when one is put before; a place names them by id. A check may give
the name of an entry in place of a pointer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from backcheck.authoring.documents import Document, enter
from backcheck.authoring.entries import INTERVIEW
from backcheck.authoring.findings import Finding
from backcheck.files import read_plain
from backcheck.knowledge.compile import FOLLOW_UP, TEMPLATE
from backcheck.knowledge.load import DANGER

_BLANK = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()


def put_in_place(findings: list[Finding], documents: list[Document]) -> list[Finding]:
    """The findings with JSON pointers and places. One that came with a name and not a pointer is looked up.

    What several variants take over from one parent is told once, in the parent's file.
    """
    contents = dict(documents)
    known: dict[tuple[str, str], tuple[str, bool]] = {}  # many findings are about one entry
    put = []
    for finding in findings:
        file, pointer, message = finding.file, finding.pointer, finding.message
        if pointer and not pointer.startswith("/"):
            file, owner = _file_of(file, pointer, contents)
            if (file, owner) not in known:
                known[file, owner] = find_pointer(contents.get(file), owner)
            found, whole = known[file, owner]
            message = message if whole else f"{pointer}: {message}"
            pointer = found
        place = file + ("#" if pointer else "") + name_steps(contents.get(file), pointer)
        put.append(msgspec.structs.replace(finding, file=file, pointer=pointer, message=message, place=place))
    return list(dict.fromkeys(put))


def _file_of(file: str, owner: str, documents: Mapping[str, Any]) -> tuple[str, str]:
    """The file and name of what is in a file of its own.

    The question of a lift's signs is made from the faults of an activity, or from those it inherits; a danger-sign
    list, and a row of one that is asked about further, is in the file of the list.
    """
    first, _, inner = owner.partition(":")
    if file == INTERVIEW and owner.startswith(FOLLOW_UP):
        row = first.removeprefix(FOLLOW_UP)
        lists = {name: found for name, found in documents.items() if name.startswith(f"{DANGER}/")}
        for name, document in lists.items():
            if isinstance(document, dict) and document.get("id") == first:
                return name, inner
        for name, document in lists.items():
            if find_pointer(document, f"{row}:follow_up")[1]:
                return name, f"{row}:follow_up:{inner}"
        return file, owner
    if inner and file == f"lifts/{first}.json":
        return _holder_of(file, inner.strip(), documents), inner.strip()
    if file != INTERVIEW or not owner.startswith(f"{TEMPLATE}-"):
        return file, owner
    activity = first.removeprefix(f"{TEMPLATE}-")
    name = f"lifts/{activity}.json"
    if name not in documents:
        return "activities.json", f"{activity}:{inner}"
    return _holder_of(name, inner, documents), inner


def _holder_of(name: str, inner: str, documents: Mapping[str, Any]) -> str:
    """The file of this lift, or of the nearest parent where only that holds what `inner` names."""
    here = name
    for _ in documents:  # no chain of parents is longer than the list of files
        if find_pointer(documents.get(here), inner)[1]:
            return here
        document = documents.get(here)
        here = f"lifts/{document.get('inherits') if isinstance(document, dict) else None}.json"
    return name


def find_pointer(document: Any, owner: str) -> tuple[str, bool]:
    """The JSON pointer of an entry named by ids and keys (`pain-feel:ache`), and whether all of it was found."""
    pointer, value = "", document
    for step in filter(None, re.split(r":\s*", owner)):
        found = _find_nearest(value, step)
        if found is None:
            return pointer, False
        at, value = found
        pointer += at
    return pointer, True


def _find_nearest(value: Any, step: str) -> tuple[str, Any] | None:
    """The pointer and value of what has this key, place, id or family with the fewest steps to it; None without any."""
    level = [("", value)]
    while level:
        for at, inner in level:
            named = isinstance(inner, dict) and step in (inner.get("id"), inner.get("family"))
            if named or at.rpartition("/")[2] == step:
                return at, inner
        level = [part for at, inner in level if isinstance(inner, dict | list) for part in enter(inner, at)]
    return None


def name_steps(document: Any, pointer: str) -> str:
    """The pointer with ids in place of numbers: `/12/options/3/label` becomes `/pain-feel/options/ache/label`."""
    steps: list[str] = []
    value: Any = document
    for written in pointer.split("/")[1:]:
        step = _read_key(written)
        if isinstance(value, list):
            value = value[int(step)] if step.isdigit() and int(step) < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
        named = isinstance(value, dict) and step.isdigit() and isinstance(value.get("id"), str)
        steps.append(value["id"] if named else written)
    return "".join(f"/{step}" for step in steps)


def _read_key(step: str) -> str:
    return step.replace("~1", "/").replace("~0", "~")


def number_lines(findings: list[Finding], folder: Path) -> list[Finding]:
    """The findings with the line and column at which what they point to begins; 0 in a file that is not JSON."""
    texts: dict[str, str] = {}
    for name in {finding.file for finding in findings}:
        with suppress(OSError, ValueError, RecursionError):  # its finding says more
            text = read_plain(folder / name).decode("utf-8")
            json.loads(text)
            texts[name] = text
    numbered = []
    for finding in findings:
        text = texts.get(finding.file, "")
        before = text[: find_value(text, finding.pointer)] if text else ""
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        numbered.append(msgspec.structs.replace(finding, line=line, column=column) if text else finding)
    return numbered


def find_value(text: str, pointer: str) -> int:
    """Where in this JSON text the value of a pointer begins; that of the nearest value around it if it is missing."""
    at = _skip(text, 0)
    for step in pointer.split("/")[1:]:
        inner = _enter(text, at, _read_key(step))
        if inner is None:
            break
        at = inner
    return at


def _enter(text: str, at: int, step: str) -> int | None:
    """Where the value of this key or place begins in the object or list that begins at `at`; None without it."""
    opening, place, found = text[at], 0, None
    if opening not in "{[":
        return None
    at = _skip(text, at + 1)
    while text[at] not in "}]":
        key = str(place)
        if opening == "{":
            key, at = _DECODER.raw_decode(text, at)
            at = _skip(text, _skip(text, at) + 1)
        found = at if key == step else found  # of a key that stands twice the last one counts
        _, at = _DECODER.raw_decode(text, at)
        at = _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)
        place += 1
    return found


def _skip(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at
