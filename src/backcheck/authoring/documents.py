"""The files of a knowledge base as raw JSON, so that one that cannot be loaded still gets all its findings.

Owns reading and walking; judges only whether a file fits its type.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from backcheck.authoring.findings import Finding
from backcheck.authoring.misfits import Misfit, explain_broken, find_doubles, find_misfits, suggest
from backcheck.errors import KnowledgeError
from backcheck.files import read_plain
from backcheck.knowledge.inherit import merge_variant
from backcheck.knowledge.load import DANGER, FILES, danger_files, decode_lift, lift_files
from backcheck.knowledge.model import DangerList, Lift
from backcheck.knowledge.texts import escape_key

EXCEPTIONS = "lint-exceptions.json"
"""The file beside the data in which findings are excused; see `exceptions`."""

REVIEW = "review.json"
"""The file beside the data that holds what clinicians returned; see `reviews`."""

Document = tuple[str, Any]
"""A file name and its content."""


def read_documents(folder: Path) -> tuple[list[Document], list[Finding]]:
    """Every file of the base with what could be read of it, and findings where one does not fit its type."""
    documents: list[Document] = []
    findings: list[Finding] = []
    lifts = [f"lifts/{path.name}" for path in lift_files(folder)]
    if not lifts:
        findings.append(Finding("BC101", "lifts/", "", "holds no lift."))
    lists = [f"{DANGER}/{path.name}" for path in danger_files(folder)]
    for name in (*FILES, *lists, *lifts):
        try:
            content = read_plain(folder / name)
        except OSError as error:
            findings.append(Finding("BC101", name, "", f"cannot be read: {error.strerror}."))
            continue
        try:
            document = msgspec.json.decode(content)
            doubles = list(find_doubles(content))
        except (ValueError, RecursionError) as error:  # the errors of both decoders are `ValueError`
            findings.append(_finding("BC101", name, explain_broken(content, error)))
            continue
        documents.append((name, document))
        findings += [_finding("BC106", name, double) for double in doubles]
        findings += [_finding("BC101", name, misfit) for misfit in _find_faults(folder, name, content, document)]
    return documents, [*findings, *_find_strangers(folder)]


def _find_faults(folder: Path, name: str, content: bytes, document: Any) -> list[Misfit]:
    """What keeps this file from its type. A variant is looked at as it was written, then with what it inherits."""
    try:
        if not name.startswith("lifts/"):
            msgspec.json.decode(content, type=type_of(name))
        else:
            file = name.removeprefix("lifts/")
            decode_lift(content, file, lambda parent: read_plain(folder / "lifts" / parent))
        return []
    except (OSError, msgspec.MsgspecError, RecursionError, KnowledgeError) as error:
        told = Misfit("", str(error).removeprefix(f"{name}: "))
    try:
        found = list(find_misfits(document, type_of(name)))
    except RecursionError:
        return [told]
    if not (isinstance(document, dict) and "inherits" in document):
        return found or [told]
    own = [misfit for misfit in found if not _may_be_inherited(misfit)]
    return own or list(_look_at_whole(folder, document, told))


def _look_at_whole(folder: Path, variant: dict[str, Any], told: Misfit) -> Iterator[Misfit]:
    """What neither a variant nor its parent says. What is wrong with the parent is found in the parent's file."""
    lifts = {path.stem: path for path in lift_files(folder)}
    parent = lifts.get(str(variant["inherits"]))
    if parent is None:
        yield Misfit("/inherits", f"there is no lift '{variant['inherits']}'.", suggest(variant["inherits"], [*lifts]))
        return
    try:
        whole = merge_variant(msgspec.json.decode(read_plain(parent)), variant)
        yield from (misfit for misfit in find_misfits(whole, Lift) if _may_be_inherited(misfit))
    except (AttributeError, TypeError):
        yield told
    except (OSError, ValueError, RecursionError):
        return


def _may_be_inherited(misfit: Misfit) -> bool:
    return bool(misfit.missing) and misfit.pointer in ("", "/poses")


def _finding(code: str, name: str, misfit: Misfit) -> Finding:
    return Finding(code, name, misfit.pointer, misfit.problem, misfit.hint)


def _find_strangers(folder: Path) -> Iterator[Finding]:
    """Files that nothing reads. Hidden ones, such as those of an editor, are left alone."""
    known = {*FILES, EXCEPTIONS, REVIEW, *(f"lifts/{path.name}" for path in lift_files(folder))}
    known |= {f"{DANGER}/{path.name}" for path in danger_files(folder)}
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and inside.as_posix() not in known and not any(part[0] == "." for part in inside.parts):
            hint = "Files in lifts/ and danger-signs/ end in .json; docs/knowledge.md lists the names of all others."
            yield Finding("BC107", inside.as_posix(), "", "nothing reads this file.", hint)


def type_of(name: str) -> Any:
    """The type that the program decodes this file to; a variant says only some of it."""
    return DangerList if name.startswith(f"{DANGER}/") else FILES.get(name, Lift)


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


def walk_inner(value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Every object and list of a document with its JSON pointer, the whole first, for checks that ask nothing else."""
    waiting = [(pointer, value)] if isinstance(value, dict | list) else []
    while waiting:
        here, found = waiting.pop()
        yield here, found
        parts = found.items() if isinstance(found, dict) else enumerate(found)
        inner = [(key, part) for key, part in parts if isinstance(part, dict | list)]
        waiting += [
            (f"{here}/{key if isinstance(key, int) else escape_key(key)}", part) for key, part in reversed(inner)
        ]
