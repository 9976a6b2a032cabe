"""The files of a knowledge base as raw JSON, so that one that cannot be loaded still gets all its findings.

Owns reading and walking; judges only whether a file fits its type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from backcheck.authoring.findings import Finding
from backcheck.errors import KnowledgeError
from backcheck.knowledge.load import FILES, decode_lift, lift_files
from backcheck.knowledge.model import Lift
from backcheck.knowledge.texts import escape_key

_AT = re.compile(r" - at `(?P<path>[^`]*)`$")

Document = tuple[str, Any]
"""A file name and its content."""


def read_documents(folder: Path) -> tuple[list[Document], list[Finding]]:
    """Every file of the base with what could be read of it, and a finding for each that does not fit its type."""
    documents: list[Document] = []
    findings: list[Finding] = []
    lifts = [f"lifts/{path.name}" for path in lift_files(folder)]
    if not lifts:
        findings.append(Finding("BC101", "lifts/", "", "holds no lift."))
    for name in (*FILES, *lifts):
        try:
            content = (folder / name).read_bytes()
            documents.append((name, msgspec.json.decode(content)))
            _try_type(folder, name, content)
        except OSError as error:
            findings.append(Finding("BC101", name, "", f"cannot be read: {error.strerror}."))
        except KnowledgeError as error:
            findings.append(_shape_finding(name, str(error.__cause__ or error.problem)))
        except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
            findings.append(_shape_finding(name, str(error)))
    return documents, findings


def _try_type(folder: Path, name: str, content: bytes) -> None:
    """Decodes a file to its type; a variant of a lift together with what it inherits."""
    if name in FILES:
        msgspec.json.decode(content, type=FILES[name])
    else:
        decode_lift(content, name.removeprefix("lifts/"), lambda parent: (folder / "lifts" / parent).read_bytes())


def _shape_finding(name: str, message: str) -> Finding:
    found = _AT.search(message)
    path = found["path"].removeprefix("$") if found else ""
    pointer = "".join(f"/{part}" for part in re.findall(r"\w[\w-]*", path))
    return Finding("BC101", name, pointer, f"{_AT.sub('', message)}.")


def type_of(name: str) -> Any:
    """The type that the program decodes this file to; a variant says only some of it."""
    return FILES.get(name, Lift)


def walk(value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of a document with its JSON pointer, the whole first."""
    waiting = [(pointer, value)]  # a list and not recursion: a file may nest as deep as the decoder lets it
    while waiting:
        here, found = waiting.pop()
        yield here, found
        if isinstance(found, dict):
            waiting += [(f"{here}/{escape_key(key)}", part) for key, part in reversed(found.items())]
        elif isinstance(found, list):
            waiting += [(f"{here}/{place}", found[place]) for place in reversed(range(len(found)))]
