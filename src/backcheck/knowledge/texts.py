"""Every text for people in an entry of `data/`, found by the types of the shapes: no list has to name the fields.

Reads typed entries and raw JSON alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec

from backcheck.knowledge.records import Prose


class Text(NamedTuple):
    """A text with its JSON pointer within the entry, and what is asked of it."""

    pointer: str
    text: str
    prose: Prose


def find_texts(kind: Any, value: Any, pointer: str = "") -> Iterator[Text]:
    """The texts in a value of this type, decoded or as plain JSON values. What does not fit the type is passed over."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        prose = next((one for one in kind.__metadata__ if isinstance(one, Prose)), None)
        if prose is not None and isinstance(value, str):
            yield Text(pointer, value, prose)
    elif origin is tuple and isinstance(value, (list, tuple)):
        for place, part in enumerate(value):
            yield from find_texts(inner[0], part, f"{pointer}/{place}")
    elif origin is dict and isinstance(value, dict):
        for key, part in value.items():
            yield from find_texts(inner[1], part, f"{pointer}/{escape_key(str(key))}")
    elif origin in (Union, UnionType):
        for one in inner:
            yield from find_texts(one, value, pointer)
    elif isinstance(kind, type) and issubclass(kind, msgspec.Struct) and isinstance(value, (dict, kind)):
        for name, key, type_ in _fields(kind):
            part = value.get(key) if isinstance(value, dict) else getattr(value, name)
            yield from find_texts(type_, part, f"{pointer}/{key}")


def escape_key(key: str) -> str:
    """A key as it is written in a JSON pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")


@cache
def _fields(kind: type[msgspec.Struct]) -> tuple[tuple[str, str, Any], ...]:
    """Name, key in the file and type of each field that can hold a text."""
    hints = get_type_hints(kind, include_extras=True)
    return tuple(
        (field.name, field.encode_name, _with_default(hints[field.name], field.default))
        for field in msgspec.structs.fields(kind)
        if _can_hold(hints[field.name], kind)
    )


def _with_default(kind: Any, default: object) -> Any:
    """A text that is empty unless it is given may be given as empty, too."""
    if get_origin(kind) is Annotated and default == "":
        prose = (one._replace(may_be_empty=True) if isinstance(one, Prose) else one for one in kind.__metadata__)
        return Annotated[(kind.__origin__, *prose)]
    return kind


def _can_hold(kind: Any, *within: type) -> bool:
    """Whether a value of this type can hold a text. `within` are the shapes that lead here: some hold themselves."""
    if get_origin(kind) is Annotated:
        return any(isinstance(one, Prose) for one in kind.__metadata__)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        hints = get_type_hints(kind, include_extras=True) if kind not in within else {}
        return any(_can_hold(hint, kind, *within) for hint in hints.values())
    return any(_can_hold(inner, *within) for inner in get_args(kind))
