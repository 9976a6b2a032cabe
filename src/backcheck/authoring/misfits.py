"""What is wrong with a file that cannot be read or does not fit its type, place by place, with what would be right.

The loader stops at the first fault and knows the file of a variant only together with its parent's. Here a file is
looked at as its author wrote it, and every fault of it is found.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

import msgspec

from backcheck.knowledge.near import find_near
from backcheck.knowledge.texts import escape_key

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
    """Keys that stand twice in one object: all but the last would be lost without a word."""
    twice: dict[int, list[str]] = {}

    def keep(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = [key for key, _ in pairs]
            twice[id(found)] = [key for key in found if keys.count(key) > 1]
        return found

    waiting = [("", json.loads(content, object_pairs_hook=keep))]
    while twice and waiting:
        pointer, value = waiting.pop()
        for key in twice.get(id(value), ()) if isinstance(value, dict) else ():
            yield Misfit(f"{pointer}/{escape_key(key)}", f"the key `{key}` stands twice in one object.", "Keep one.")
        waiting += [(f"{pointer}/{step}", inner) for step, inner in _steps(value)]


def _steps(value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        return [(escape_key(key), inner) for key, inner in value.items()]
    return [(str(place), inner) for place, inner in enumerate(value)] if isinstance(value, list) else []


def find_misfits(value: Any, kind: Any, pointer: str = "") -> Iterator[Misfit]:
    """Every place at which this JSON value does not fit the type `kind`. May raise `RecursionError`."""
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        inner = list(_look_inside(value, kind, pointer))
        yield from inner or [_explain(value, kind, pointer, error)]


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


def _explain(value: Any, kind: Any, pointer: str, error: Exception) -> Misfit:
    allowed = [str(word) for word in _words_of(kind)]
    if allowed and isinstance(value, str):
        return Misfit(pointer, f"'{value}' is not a word that may stand here.", suggest(value, allowed))
    return Misfit(pointer, f"{_AT.sub('', str(error))}.", _list_allowed(allowed) if allowed else "")


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
