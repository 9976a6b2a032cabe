"""What an author does by the pages of `docs/tasks`, and what an author does wrong."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest

from backcheck.authoring.findings import Finding
from tests.authoring.broken_shapes import MOMENT
from tests.authoring.spoiling import Step, check_folder, copy_base, put, read, step_into, write
from tests.cli.program import PROGRAM, environment, run
from tests.cli.stories import CLEAR

REPO = Path(__file__).parents[2]
ADD_A_LIFT = REPO / "docs" / "tasks" / "add-a-lift.md"
CHANGE_WORDING = REPO / "docs" / "tasks" / "change-wording.md"
GOLDEN = "GOLDEN_UPDATE=1 .venv/bin/python -m pytest -m golden && git diff tests/golden"
UNITS = ("characters", "words")
SQUAT = "lifts/squat.json"
TUCKS = CLEAR | {"exercise": "squat", "signs-squat": ["tailbone-tucks"], "pain-when": "bottom"}
"""Whom the examples of `docs/knowledge.md` and `docs/json.md` are about."""
VARIANT = "lifts/front-squat.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_base(tmp_path / "base")


def only_finding(folder: Path, name: str, code: str = "BC101") -> Finding:
    (finding,) = [finding for finding in check_folder(folder, code) if finding.file == name]
    return finding


def test_the_example_of_the_page_passes_every_check_and_is_a_lift(folder: Path) -> None:
    blocks = re.findall(r"```json\n(.*?)```", ADD_A_LIFT.read_text(encoding="utf-8"), re.DOTALL)
    lift, person = (json.loads(block) for block in blocks)
    parent = read(folder, f"lifts/{lift['inherits']}.json")
    parent["names"] = [name for name in parent["names"] if name not in lift["names"]]
    write(folder, f"lifts/{parent['id']}.json", parent)
    write(folder, f"lifts/{lift['id']}.json", lift)
    checked = run("kb", "check", str(folder), "--strict")
    assert (checked.code, "No finding." in checked.out) == (0, True), checked.out
    fault = lift["faults"][0]
    for name in lift["names"][:: len(lift["names"]) - 1]:  # that a name finds its lift is tried in `test_names`
        card = run("--data", str(folder), "exercise", name, "--json").document
        assert card["id"] == lift["id"]
        assert fault["id"] in [one["id"] for one in card["faults"]]
    listed = run("--data", str(folder), "questions", "--json").document["questions"]
    rows = {question["id"]: [option["id"] for option in question["options"]] for question in listed}
    assert lift["id"] in rows["exercise"]
    assert fault["id"] in rows[f"signs-{lift['id']}"]
    (folder / "person.json").write_text(json.dumps(person))
    result = run("--data", str(folder), "diagnose", "--answers", str(folder / "person.json"))
    assert fault["said"] in " ".join(result.out.split())
    told = run("--data", str(folder), "diagnose", "--answers", str(folder / "person.json"), "--json").document
    end = ADD_A_LIFT.read_text(encoding="utf-8").rsplit("```", 1)[1]
    assert [name for name in re.findall(r"`([a-z-]+)`", end) if name in told["lead"]] == told["lead"]


def _is_part(shown: Any, whole: Any) -> bool:
    """Whether what a page shows stands in the file, where it may be longer."""
    if isinstance(shown, dict):
        return all(key in whole and _is_part(value, whole[key]) for key, value in shown.items())
    return set(shown) <= set(whole) if isinstance(shown, list) else bool(shown == whole)


def test_the_example_of_the_knowledge_page_is_what_the_program_says() -> None:
    """From the fault in its file to the line that is told."""
    page = (REPO / "docs" / "knowledge.md").read_text(encoding="utf-8")
    (fault,) = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", page, re.DOTALL) if '"sign"' in block)
    kept = next(one for one in json.loads((REPO / "data" / SQUAT).read_text())["faults"] if one["id"] == fault["id"])
    assert {key for key, value in fault.items() if not _is_part(value, kept[key])} == set()
    (told,) = re.findall(r"^```\n(CHANGE FIRST.*?)^```", page, re.MULTILINE | re.DOTALL)
    ran = run("diagnose", "--answers", "-", given=json.dumps({"answers": TUCKS}))
    assert told in ran.out


def test_the_example_of_the_json_page_has_the_words_of_the_program() -> None:
    """Of the fault of the same example: the change, its fixes and the first line for today."""
    page = (REPO / "docs" / "json.md").read_text(encoding="utf-8")
    ran = run("diagnose", "--answers", "-", "--json", given=json.dumps({"answers": TUCKS}))
    told, *_ = ran.document["contributors"]
    shown = [told["change"], told["fixes"][0]["text"], ran.document["plan"]["today"][0]["text"]]
    assert re.findall(r'"(?:change|text)": "([^"]+\.)"', page.partition('"swap_for"')[0])[-3:] == shown


def test_the_page_on_wording_can_be_walked(folder: Path) -> None:
    """Its words are found where it says, a new one is shown where people meet it, and each length it names is true."""
    page = CHANGE_WORDING.read_text(encoding="utf-8")
    shown = re.findall(r"^ +(?:COLUMNS=40 )?backcheck ([^|\n]+)", page, re.MULTILINE)
    assert len(shown) >= 3
    commands = [["kb", "check", str(folder), "--strict"], *(["--data", str(folder), *one.split()] for one in shown)]
    assert "`backcheck kb check data --strict`" in page
    fields = {name for row in re.findall(r"^\| (`.+?) \|", page, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    text = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.json"))
    assert {name for name in fields if f'"{name}":' not in text} == set()
    assert "export BACKCHECK_DATA=data" in page
    new = {"cue": "Hips stop, chest up", "sign": "Hips tuck under me"}
    for field, words in new.items():
        put(SQUAT, "faults", 0, field, value=words)(folder)
    seen = [run(*command) for command in commands]
    assert [one.code for one in seen] == [0] * len(seen)
    assert all(any(words in one.out for one in seen) for words in new.values())
    assert GOLDEN in page
    ((label,), (cue,)) = (re.findall(rf"at most (\w+) {unit}", page) for unit in UNITS)
    label, cue = int(label), {"six": 6, "seven": 7}[cue]
    for steps_to, value, fits in (
        (("faults", 0, "sign"), "x" * label, True),
        (("faults", 0, "sign"), "x" * (label + 1), False),
        (("faults", 0, "cue"), " ".join(["up"] * cue), True),
        (("faults", 0, "cue"), " ".join(["up"] * (cue + 1)), False),
    ):
        spoiled = copy_base(folder.parent / "spoiled")
        put(SQUAT, *steps_to, value=value)(spoiled)
        found = {finding.file for finding in check_folder(spoiled, "BC705")}
        assert (SQUAT not in found) is fits, value
        rmtree(spoiled)


def spoil_text(old: str, new: str) -> Callable[[str], str]:
    def spoil(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return spoil


TEXT = '[\n  {\n    "é": [1, 2],\n    "b": 3\n  }\n]\n'
BROKEN: dict[str, tuple[Callable[[str], str], str, str]] = {
    "comma before a closing brace": (spoil_text("3\n", "3,\n"), "line 5, column 3", "trailing comma"),
    "comma before a closing bracket": (spoil_text("2]", "2,]"), "line 3, column 16", "trailing comma"),
    "bracket missing within": (spoil_text("2]", "2"), "line 4, column 8", "The [ of line 3, column 10"),
    "bracket missing at the end": (spoil_text("\n]\n", "\n"), "line 5, column 4", "The [ of line 1, column 1"),
    "comma missing": (spoil_text("],", "]"), "line 4, column 5", "The { of line 2, column 3"),
    "single quotes": (spoil_text('"b"', "'b'"), "line 4, column 5", "keys must be strings"),
    "comment": (spoil_text("[\n", "[\n// mine\n"), "line 2, column 1", "invalid character"),
    "byte order mark": (lambda text: "\ufeff" + text, "", "byte order mark"),
}


@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.parametrize("name", ["plan.json", SQUAT])
def test_broken_json_is_told_with_line_and_column(folder: Path, name: str, kind: str) -> None:
    spoil, place, said = BROKEN[kind]
    (folder / name).write_text(spoil(TEXT), encoding="utf-8")
    finding = only_finding(folder, name)
    told = f"{finding.message} {finding.hint}"
    assert finding.code == "BC101"
    assert place in told
    assert said in told


@pytest.mark.parametrize(
    ("steps", "key", "near"),
    [
        ((), "spokn", "spoken"),
        (("faults", 1), "dril", "drill"),
        (("faults", 0, "figure"), "marks", "mark"),
        (("poses", "keys", "bottom"), "shinn", "shin"),
    ],
)
def test_an_unknown_key_at_any_depth_comes_with_the_nearest(
    folder: Path, steps: tuple[Step, ...], key: str, near: str
) -> None:
    put(SQUAT, *steps, key, value="x")(folder)
    finding = only_finding(folder, SQUAT)
    assert finding.pointer == "".join(f"/{step}" for step in steps)
    assert f"`{key}`" in finding.message
    assert f"Did you mean `{near}`?" in finding.hint


@pytest.mark.parametrize(
    ("name", "steps", "wrong", "near"),
    [
        (SQUAT, ("faults", 0, "figure", "mark"), "lowback", "low-back"),
        (SQUAT, ("faults", 0, "common"), "usualy", "usual"),
        ("contributors.json", (0, "family"), "readyness", "readiness"),
    ],
)
def test_a_word_that_is_not_allowed_comes_with_those_that_are(
    folder: Path, name: str, steps: tuple[Step, ...], wrong: str, near: str
) -> None:
    put(name, *steps, value=wrong)(folder)
    finding = only_finding(folder, name)
    assert finding.pointer == "".join(f"/{step}" for step in steps)
    assert f"Did you mean `{near}`? Allowed: " in finding.hint
    put(name, *steps, value=True)(folder)
    assert only_finding(folder, name).hint.startswith("Allowed: "), "what is no word at all is told them too"


def test_a_variant_is_told_the_place_in_its_own_file_and_its_parent_is_not_blamed_on_it(folder: Path) -> None:
    own = read(folder, VARIANT)
    own["faults"] = own["faults"][:1]
    own["faults"][0] |= {"grade": "E", "feel": 7}
    write(folder, VARIANT, own)
    found = {finding.pointer for finding in check_folder(folder, "BC101") if finding.file == VARIANT}
    assert found == {"/faults/0/grade", "/faults/0/feel"}
    for pointer in found:
        step_into(own, tuple(int(step) if step.isdigit() else step for step in pointer.split("/")[1:]))


def test_a_fault_of_the_parent_is_told_once(folder: Path) -> None:
    put(SQUAT, "setup", value=5)(folder)
    assert {finding.file for finding in check_folder(folder, "BC101")} == {SQUAT}


@pytest.mark.parametrize(
    ("code", "steps", "value", "pointer"),
    [
        ("BC201", ("phases", "setup"), MOMENT, "/phases/setup"),
        ("BC201", ("starts", "butt-win"), -1, "/starts/butt-win"),
        ("BC706", ("faults", 1, "fix"), [], "/faults/1/fix"),
        ("BC708", ("faults", 1, "see"), "It tucks.", "/faults/1"),
    ],
)
def test_what_variants_take_over_is_told_once_in_the_file_that_holds_it(
    folder: Path, code: str, steps: tuple[Step, ...], value: Any, pointer: str
) -> None:
    put(SQUAT, *steps, value=value)(folder)
    found = [(finding.file, finding.pointer) for finding in check_folder(folder, code)]
    assert found == [(SQUAT, pointer)]


def test_a_parent_that_there_is_not_comes_with_the_nearest(folder: Path) -> None:
    put(VARIANT, "inherits", value="sqat")(folder)
    finding = only_finding(folder, VARIANT)
    assert (finding.pointer, "Did you mean `squat`?" in finding.hint) == ("/inherits", True)


@pytest.mark.parametrize("wrong", [5, None, [], {}, "../lifts/squat", "x" * 400])
def test_a_parent_that_is_no_name_is_a_finding(folder: Path, wrong: Any) -> None:
    put(VARIANT, "inherits", value=wrong)(folder)
    assert only_finding(folder, VARIANT).pointer == "/inherits"


def test_a_parent_with_a_hidden_character_is_a_finding(folder: Path) -> None:
    put(VARIANT, "inherits", value="squat\x00")(folder)
    assert {finding.code for finding in check_folder(folder)} == {"BC101", "BC702"}


def test_keys_that_stand_twice_are_found_at_their_depth(folder: Path) -> None:
    text = (folder / SQUAT).read_text(encoding="utf-8")
    (folder / SQUAT).write_text(text.replace('"common":', '"common": "rare", "common":', 1), encoding="utf-8")
    finding = only_finding(folder, SQUAT, "BC106")
    assert (finding.code, finding.pointer) == ("BC106", "/faults/0/common")


def test_hidden_files_are_left_alone(folder: Path) -> None:
    (folder / ".DS_Store").write_text("x")
    assert check_folder(folder, "BC107") == []


def test_the_check_names_its_folder_and_another_that_is_near(folder: Path, tmp_path: Path) -> None:
    folder.rename(tmp_path / "data")

    def check(*arguments: str) -> str:
        command = [PROGRAM, "kb", "check", "--only", "BC803", *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env=environment(), capture_output=True, text=True, check=True
        ).stdout

    said = check()
    assert said.startswith("Checked: ")
    assert "was not checked" in " ".join(said.split())
    document = json.loads(check("data", "--json"))
    assert (document["folder"], document["notes"]) == ("data", [])
