"""The line and column of a value in a file: an editor counts those, and a JSON pointer counts entries."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import msgspec

from backcheck.authoring.findings import Finding
from backcheck.files import read_plain

_BLANK = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()


def number_lines(findings: list[Finding], folder: Path) -> list[Finding]:
    """The findings with the line and column at which what they point to begins; 0 in a file that is not JSON."""
    texts = {name: _read(folder / name) for name in {finding.file for finding in findings}}
    return [_number(finding, texts) for finding in findings]


def _number(finding: Finding, texts: Mapping[str, str]) -> Finding:
    text = texts[finding.file]
    if not text:
        return finding
    before = text[: find_value(text, finding.pointer)]
    column = len(before) - before.rfind("\n")
    return msgspec.structs.replace(finding, line=before.count("\n") + 1, column=column)


def _read(path: Path) -> str:
    """The text of a file of JSON; empty for any other, whose finding says more."""
    try:
        text = read_plain(path).decode("utf-8")
        json.loads(text)
    except (OSError, ValueError, RecursionError):
        return ""
    return text


def find_value(text: str, pointer: str) -> int:
    """Where in this JSON text the value of a pointer begins; that of the nearest value around it if it is missing."""
    at = _skip(text, 0)
    for step in pointer.split("/")[1:]:
        inner = _enter(text, at, step.replace("~1", "/").replace("~0", "~"))
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
