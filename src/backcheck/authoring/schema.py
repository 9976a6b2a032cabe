"""`backcheck kb schema`: the JSON Schema of a knowledge base, made from the types that the program reads with.

Around what msgspec makes stands one object with a property for each file. The only rules that are added are those that
types cannot say: a condition has one key, a variant of a lift may leave out what it inherits, in its poses too.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec

from backcheck.authoring.documents import REVIEW
from backcheck.authoring.findings import EXCEPTIONS, LintException
from backcheck.authoring.reviews import ReviewLog
from backcheck.knowledge.lifts import Lift
from backcheck.knowledge.load import FILES, FORMAT
from backcheck.knowledge.questions import DangerList

DIALECT = "https://json-schema.org/draft/2020-12/schema"
VARIANT = "Variant"
VARIANT_POSES = "VariantPoses"
VARIANT_NEEDS = ("id", "name", "names", "inherits")
"""What a variant says itself; `names` are never inherited, and it is found by the others."""


def make_schema() -> dict[str, Any]:
    """The schema as plain JSON values."""
    extra = {EXCEPTIONS: tuple[LintException, ...], REVIEW: ReviewLog}
    types = {**FILES, **extra}
    made, parts = msgspec.json.schema_components([*types.values(), Lift, DangerList], ref_template="#/$defs/{name}")
    files = dict(zip(types, made, strict=False))
    for part in parts.values():
        part["description"] = " ".join(part.get("description", "").split())
    parts["Condition"] |= {"minProperties": 1, "maxProperties": 1}
    poses = {"anyOf": [{"$ref": f"#/$defs/{VARIANT_POSES}"}, {"type": "null"}], "default": None}
    differs = {"inherits": {"type": "string", "minLength": 1}, "poses": poses}
    parts[VARIANT] = parts["Lift"] | {
        "title": VARIANT,
        "description": "A lift that says only what is different from the one it inherits.",
        "properties": parts["Lift"]["properties"] | differs,
        "required": list(VARIANT_NEEDS),
    }
    parts[VARIANT_POSES] = {key: value for key, value in parts["Poses"].items() if key != "required"}
    parts[VARIANT_POSES] |= {"title": VARIANT_POSES, "description": "What is different in the poses of a variant."}
    # A whole lift: with `inherits` in it, it is a variant.
    parts["Lift"] |= {"properties": parts["Lift"]["properties"] | {"inherits": {"const": ""}}}
    lift = {"anyOf": [{"$ref": "#/$defs/Lift"}, {"$ref": f"#/$defs/{VARIANT}"}]}
    return {
        "$schema": DIALECT,
        "$id": f"urn:backcheck:knowledge:{FORMAT}",
        "title": f"A backcheck knowledge base, format {FORMAT}",
        "description": "An object with the content of each file under its name; each property fits one file.",
        "type": "object",
        "properties": {name: files[name] for name in sorted(files)},
        "patternProperties": {
            r"^lifts/[a-z0-9]+(-[a-z0-9]+)*\.json$": lift,
            r"^danger-signs/[a-z0-9]+(-[a-z0-9]+)*\.json$": {"$ref": "#/$defs/DangerList"},
        },
        "required": sorted(FILES),
        "additionalProperties": False,
        "$defs": {name: parts[name] for name in sorted(parts)},
    }


def write_schema() -> str:
    """The schema as the text of its file in `schema/`."""
    return json.dumps(make_schema(), indent=2, ensure_ascii=False) + "\n"
