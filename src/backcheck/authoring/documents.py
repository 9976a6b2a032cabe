"""The files of a knowledge base as raw JSON, so that one that cannot be loaded still gets all its findings.

A file is judged here only by whether it fits its type. The loader stops at the first fault and knows the file of a
variant only together with its parent's; here a file is looked at as its author wrote it, and every fault is found.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

import msgspec

from backcheck.authoring.findings import EXCEPTIONS, Finding
from backcheck.errors import KnowledgeError
from backcheck.files import read_plain
from backcheck.knowledge.compile import merge_variant
from backcheck.knowledge.lifts import Lift
from backcheck.knowledge.load import DANGER, FILES, danger_files, decode_lift, lift_files
from backcheck.knowledge.near import find_near
from backcheck.knowledge.questions import DangerList
from backcheck.knowledge.texts import escape_key

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
            findings.append(Finding("BC101", name, "", f"can't be read: {error.strerror}."))
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
        if isinstance(found, dict | list):
            waiting += reversed(enter(found, here))


def enter(value: Any, pointer: str) -> list[tuple[str, Any]]:
    """What stands right inside this value, with its JSON pointers."""
    if isinstance(value, dict):
        return [(f"{pointer}/{escape_key(key)}", part) for key, part in value.items()]
    return [(f"{pointer}/{place}", part) for place, part in enumerate(value)] if isinstance(value, list) else []


BOM = b"\xef\xbb\xbf"
"""What some editors put before a text in UTF-8. JSON may not begin with it."""

_AT = re.compile(r" - at `[^`]*`$")
_BYTE = re.compile(r"(?:JSON is malformed: )?(?P<problem>.*) \(byte (?P<byte>\d+)\)$")
_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)


class Misfit(NamedTuple):
    """One fault: its JSON pointer, what is wrong, and a hint. `missing` is the name of a field that is not there."""

    pointer: str
    problem: str
    hint: str = ""
    missing: str = ""


def explain_broken(content: bytes, error: Exception) -> Misfit:
    """Why this is not JSON, with line and column, both from 1. `error` is what the decoder raised."""
    if content.startswith(BOM):
        return Misfit("", "begins with a byte order mark.", "Save it as UTF-8 without one (BOM).")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as wrong:
        return Misfit("", f"is not UTF-8 at {_say_place(content, wrong.start)}.", "Save it as UTF-8.")
    found = _BYTE.match(str(error))
    if found:
        hint = _name_open(content, int(found["byte"])) if "expected" in found["problem"] else ""
        return Misfit("", f"is not JSON at {_say_place(content, int(found['byte']))}: {found['problem']}.", hint)
    if "truncated" in str(error):
        end = len(content.rstrip())
        return Misfit("", f"is not JSON: it ends at {_say_place(content, end)} too early.", _name_open(content, end))
    return Misfit("", f"{_AT.sub('', str(error))}.")


def _say_place(content: bytes, byte: int) -> str:
    before = content[:byte].decode("utf-8", "replace")
    return f"line {before.count(chr(10)) + 1}, column {len(before) - before.rfind(chr(10))}"


def _name_open(content: bytes, end: int) -> str:
    """The innermost bracket that is open there, since the one that is missing belongs to it; or nothing."""
    waiting: list[re.Match[bytes]] = []
    for token in _TOKEN.finditer(content, 0, end):
        if token[0] in b"[{":
            waiting.append(token)
        elif token[0] in b"]}" and waiting:
            waiting.pop()
    if not waiting:
        return ""
    return f"The {waiting[-1][0].decode()} of {_say_place(content, waiting[-1].start())} is still open there."


def find_doubles(content: bytes) -> Iterator[Misfit]:
    """Keys that occur twice in one object: all but the last would be lost without a message."""
    twice: dict[int, list[str]] = {}

    def keep(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = [key for key, _ in pairs]
            twice[id(found)] = [key for key in found if keys.count(key) > 1]
        return found

    whole = json.loads(content, object_pairs_hook=keep)
    for pointer, value in walk(whole) if twice else ():
        for key in twice.get(id(value), ()) if isinstance(value, dict) else ():
            yield Misfit(f"{pointer}/{escape_key(key)}", f"the key `{key}` stands twice in one object.", "Keep one.")


def find_misfits(value: Any, kind: Any, pointer: str = "") -> Iterator[Misfit]:
    """Every place at which this JSON value does not fit the type `kind`. May raise `RecursionError`."""
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        inner = list(_look_inside(value, kind, pointer))
        yield from inner
        allowed = [str(word) for word in _words_of(kind)]
        if not inner and allowed and isinstance(value, str):
            yield Misfit(pointer, f"'{value}' is not a word that may stand here.", suggest(value, allowed))
        elif not inner:
            yield Misfit(pointer, f"{_AT.sub('', str(error))}.", _list_allowed(allowed) if allowed else "")


def _look_inside(value: Any, kind: Any, pointer: str) -> Iterator[Misfit]:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        yield from _look_inside(value, inner[0], pointer)
    elif origin in (Union, UnionType):
        members = [member for member in inner if member is not NoneType]
        if len(members) == 1:
            yield from _look_inside(value, members[0], pointer)
    elif isinstance(value, dict) and isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield from _look_at_fields(value, kind, pointer)
    elif isinstance(value, dict) and origin is dict:
        for key, entry in value.items():
            yield from find_misfits(key, inner[0], f"{pointer}/{escape_key(key)}")
            yield from find_misfits(entry, inner[1], f"{pointer}/{escape_key(key)}")
    elif isinstance(value, list) and origin in (tuple, list):
        kinds = [inner[0]] * len(value) if origin is list or inner[-1] is ... else inner
        for place, (entry, one) in enumerate(zip(value, kinds, strict=False)):
            yield from find_misfits(entry, one, f"{pointer}/{place}")


def _look_at_fields(value: dict[str, Any], kind: type[msgspec.Struct], pointer: str) -> Iterator[Misfit]:
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for key, entry in value.items():
        if key in fields:
            yield from find_misfits(entry, fields[key].type, f"{pointer}/{escape_key(key)}")
        elif kind.__struct_config__.forbid_unknown_fields:
            yield Misfit(pointer, f"there is no field `{key}` here.", suggest(key, [*fields]))
    for name, field in fields.items():
        if field.required and name not in value:
            yield Misfit(pointer, f"the field `{name}` is missing.", missing=name)


def _words_of(kind: Any) -> tuple[Any, ...]:
    """The words of a type that allows only some, also where it may be left empty."""
    if get_origin(kind) is Literal:
        return get_args(kind)
    return next((words for inner in get_args(kind) if (words := _words_of(inner))), ())


def suggest(wrong: str, allowed: list[str]) -> str:
    """The nearest of these words, and all of them."""
    near = find_near(wrong, allowed)
    listed = _list_allowed(allowed)
    return f"Did you mean `{near[0]}`? {listed}" if near else listed


def _list_allowed(allowed: list[str]) -> str:
    return f"Allowed: {', '.join(word or 'an empty text' for word in allowed)}."
