"""The JSON Schema: the committed file is the made one, it takes the base, and it refuses what the program refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from backcheck.authoring.schema import DIALECT, VARIANT, make_schema, write_schema
from backcheck.knowledge.lifts import Lift
from backcheck.knowledge.load import FILES
from backcheck.knowledge.locate import find_data_folder
from tests.authoring.broken_shapes import SHAPE
from tests.authoring.spoiling import NERVES, SQUAT, Spoil, add, check_folder, copy_base, drop, put

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
else:  # a tool for authors, missing where only what ships is tested
    Draft202012Validator = pytest.importorskip("jsonschema").Draft202012Validator

COMMITTED = Path(__file__).resolve().parents[2] / "schema" / "knowledge-1.schema.json"
VARIANT_FILE = "lifts/box-squat.json"


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    schema = make_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def whole(folder: Path) -> dict[str, Any]:
    """The base as one object: the content of each file under its name."""
    return {
        path.relative_to(folder).as_posix(): json.loads(path.read_text(encoding="utf-8"))
        for path in folder.rglob("*.json")
    }


def errors_in(validator: Draft202012Validator, folder: Path) -> list[Any]:
    """What the schema says of the files that are not as they ship; those that are have a test of their own."""
    shipped = find_data_folder()
    changed = {
        name: document
        for name, document in whole(folder).items()
        if not (shipped / name).is_file() or (folder / name).read_bytes() != (shipped / name).read_bytes()
    }
    return [error for error in validator.iter_errors(changed) if error.absolute_path]


def test_the_committed_schema_is_the_one_that_is_made() -> None:
    stale = "schema/ is stale; run `backcheck kb schema > schema/knowledge-1.schema.json`"
    assert COMMITTED.read_text(encoding="utf-8") == write_schema(), stale


def test_the_schema_says_what_it_is() -> None:
    schema = make_schema()
    assert schema["$schema"] == DIALECT
    assert schema["$id"].startswith("urn:")
    assert set(FILES) <= set(schema["properties"])


def test_keys_are_those_of_the_types() -> None:
    parts = make_schema()["$defs"]
    for name in ("Lift", VARIANT):
        assert set(parts[name]["properties"]) == {field.encode_name for field in msgspec.structs.fields(Lift)}
        assert parts[name]["additionalProperties"] is False


def test_the_base_that_ships_fits(validator: Draft202012Validator, tmp_path: Path) -> None:
    """Where one does not, its name is told with the first place in it."""
    from jsonschema.exceptions import best_match

    wrong = {}
    for error in validator.iter_errors(whole(copy_base(tmp_path / "base"))):
        deepest = best_match([error])
        wrong["/".join(map(str, error.absolute_path))] = f"{deepest.json_path}: {deepest.message}"
    assert wrong == {}


BAD: dict[str, tuple[Spoil, str]] = {
    "unknown field": (put(SQUAT, "faults", 0, "cueue", value="x"), SQUAT),
    "field missing": (drop(SQUAT, "faults", 2, "see"), SQUAT),
    "text is a number": (put("topics.json", 0, "points", 0, "text", value=1), "topics.json"),
    "grade E": (put("topics.json", 0, "points", 0, "grade", value="E"), "topics.json"),
    "points are words": (put(*NERVES, "options", 0, "says", value={"doms": "much"}), NERVES[0]),
    "level of a list unknown": (put(*NERVES, "unsure_level", value="some"), NERVES[0]),
    "prompt missing": (drop(*NERVES, "prompt"), NERVES[0]),
    "phase unknown": (put(SQUAT, "faults", 0, "phase", value="middle"), SQUAT),
    "sources are one text": (put("triage.json", 0, "sources", value="expert"), "triage.json"),
    "rule without condition": (drop("triage.json", 0, "when"), "triage.json"),
    "level unknown": (put("triage.json", 0, "level", value="soon"), "triage.json"),
    "condition of three": (put("triage.json", 0, "when", value={"is": ["a", "b", "c"]}), "triage.json"),
    "condition of an unknown kind": (put("triage.json", 0, "when", value={"most": []}), "triage.json"),
    "condition of nothing": (put("triage.json", 0, "when", value={}), "triage.json"),
    "condition twofold": (put("triage.json", 0, "when", value={"is": ["a", "b"], "answered": "a"}), "triage.json"),
    "entry is a text": (add("plan.json", value="rest"), "plan.json"),
    "screens are words": (put("knowledge.json", "max_screens", value="few"), "knowledge.json"),
    "year is a text": (put("sources.json", 0, "year", value="1999"), "sources.json"),
    "share is missing": (drop("warm-ups.json", 0, "ramp", 0, "share"), "warm-ups.json"),
    "minutes are words": (put("tests.json", 0, "minutes", value="two"), "tests.json"),
    "drill of another kind": (put("drills.json", 0, "kind", value="fun"), "drills.json"),
    "rung without a step": (drop("ladder.json", 0, "step"), "ladder.json"),
    "variant with an unknown field": (put(VARIANT_FILE, "colour", value="red"), VARIANT_FILE),
    "variant without names": (drop(VARIANT_FILE, "names"), VARIANT_FILE),
    "variant with an unknown field in its poses": (put(VARIANT_FILE, "poses", "colour", value="red"), VARIANT_FILE),
    "whole lift without poses of its own": (drop(SQUAT, "poses", "keys"), SQUAT),
    "whole lift without a dose": (drop(SQUAT, "dose"), SQUAT),
    "exception without reason": (put("lint-exceptions.json", 0, value={"code": "BC605"}), "lint-exceptions.json"),
    "review without an answer": (put("review.json", "returned", value=[{"decision": "row:bladder"}]), "review.json"),
}
CODES_OF = {
    "condition of nothing": "BC401",
    "condition twofold": "BC401",
    "exception without reason": "BC105",
    "review without an answer": "BC507",
}
"""Where the program says more than that the file does not fit its type (BC101)."""


def test_a_variant_may_say_only_what_is_different_in_its_poses(validator: Draft202012Validator, tmp_path: Path) -> None:
    """The lint takes that too, as in the example of `docs/tasks/add-a-lift.md`."""
    folder = copy_base(tmp_path / "base")
    put(VARIANT_FILE, "poses", value={"step": [0, 0.02]})(folder)
    assert "inherits" in json.loads((folder / VARIANT_FILE).read_text(encoding="utf-8"))
    assert errors_in(validator, folder) == []
    assert check_folder(folder, "BC101") == []


@pytest.mark.parametrize("name", BAD)
def test_what_the_program_refuses_the_schema_refuses(
    validator: Draft202012Validator, tmp_path: Path, name: str
) -> None:
    spoil, file = BAD[name]
    folder = copy_base(tmp_path / "base")
    spoil(folder)
    errors = errors_in(validator, folder)
    assert errors
    assert {error.absolute_path[0] for error in errors} == {file}
    assert file in {finding.file for finding in check_folder(folder, CODES_OF.get(name, "BC101"))}


@pytest.mark.parametrize("broken", SHAPE, ids=[broken.id for broken in SHAPE])
def test_spoilt_shapes_that_are_json_are_refused_by_both(
    validator: Draft202012Validator, tmp_path: Path, broken: Any
) -> None:
    """Where the lint says that a file does not fit its type, the schema says so of the same file."""
    folder = copy_base(tmp_path / "base")
    broken.spoil(folder)
    try:
        refused = {str(error.absolute_path[0]) for error in errors_in(validator, folder)}
    except (ValueError, RecursionError):
        return
    if broken.code == "BC101" and broken.pointer:
        assert broken.file in refused
    elif broken.code not in ("BC101", "BC106"):  # of two equal keys JSON keeps one, and may lose what the shape needs
        assert refused <= {"lifts/squatting.json"}


def test_a_file_that_does_not_belong_here_is_refused(validator: Draft202012Validator, tmp_path: Path) -> None:
    folder = copy_base(tmp_path / "base")
    (folder / "notes.json").write_text("[]", encoding="utf-8")
    assert not validator.is_valid(whole(folder))
