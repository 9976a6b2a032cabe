"""Loading: what is wrong in a knowledge base is named with its file and place, and the hash follows every byte."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from backcheck.authoring.documents import read_documents
from backcheck.errors import KnowledgeError
from backcheck.knowledge.load import FILES, load_file, load_knowledge, load_lift, load_lift_names
from backcheck.knowledge.locate import find_data_folder
from backcheck.knowledge.model import KnowledgeBase
from tests.broad import sweep

TOP_LEVEL = sorted(FILES)
LIFT = "lifts/squat.json"
"""A lift that others inherit from."""

VARIANT = "lifts/box-squat.json"
"""One of those: it says only what is different."""

ALONE = "lifts/hip-thrust.json"
"""A lift that neither inherits nor is inherited from."""

DEPTH = 1_000_000

EACH_OR_FEW = sweep([*TOP_LEVEL, LIFT, VARIANT, ALONE], lambda name: name in (*TOP_LEVEL[::4], LIFT))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the knowledge base that may be spoilt."""
    return Path(shutil.copytree(find_data_folder(), tmp_path / "base"))


def fault_of(folder: Path) -> KnowledgeError:
    """The error with which loading this folder ends."""
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(folder)
    return caught.value


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def variants_of(folder: Path, name: str) -> set[str]:
    """The files of the lifts that inherit from the lift in this file."""
    files = {f"lifts/{path.name}": json.loads(path.read_bytes()) for path in (folder / "lifts").glob("*.json")}
    return {
        file for file, lift in files.items() if isinstance(lift, dict) and f"lifts/{lift.get('inherits')}.json" == name
    }


def places_of(folder: Path, name: str) -> set[str]:
    """Where loading may find what is wrong in a file: in it or, if others inherit from it, in one of these."""
    return {name} | variants_of(folder, name)


def places_found(folder: Path) -> set[str]:
    """Every file that `kb check` finds unreadable."""
    return {finding.file for finding in read_documents(folder)[1]}


def test_a_folder_given_by_name_or_path_is_the_same_base(kb: KnowledgeBase, folder: Path) -> None:
    assert load_knowledge(folder) == load_knowledge(str(folder)) == kb
    assert load_knowledge(folder).hash == kb.hash


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    error = fault_of(tmp_path / "nowhere")
    assert "nowhere" in error.place
    assert "knowledge.json" in error.problem
    assert error.remedy


def test_a_file_is_not_a_folder(folder: Path) -> None:
    assert "not a knowledge base" in fault_of(folder / "links.json").problem


@pytest.mark.parametrize("name", [name for name in TOP_LEVEL if name != "knowledge.json"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    error = fault_of(folder)
    assert error.place == name
    assert "can't be read" in error.problem


def test_a_file_of_no_field_is_named(folder: Path) -> None:
    """As in a look-up that is written before its field of the base, or with another name."""
    (folder / "phrases.json").write_text("[]", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"^phrases\.json: belongs to no field"):
        load_file(folder, "phrases.json")


def test_a_folder_in_place_of_a_file_is_named(folder: Path) -> None:
    (folder / "links.json").unlink()
    (folder / "links.json").mkdir()
    assert fault_of(folder).place == "links.json"


@pytest.mark.parametrize("name", EACH_OR_FEW)
@pytest.mark.parametrize(
    "content", [b"", b"   \n", b"{", b"[1,", b"\xff\xfe\x00", b"null", b'"a text"', b"\xef\xbb\xbf{}"]
)
def test_what_is_not_the_json_that_is_wanted_names_its_file(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    error = fault_of(folder)
    assert error.place == name
    assert "kb check" in error.remedy


@pytest.mark.parametrize("name", ["knowledge.json", "topics.json", LIFT, VARIANT])
@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
def test_deep_nesting_is_an_error_and_no_crash(folder: Path, name: str, opening: bytes) -> None:
    (folder / name).write_bytes(opening * DEPTH)
    assert fault_of(folder).place == name


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (ALONE, '"cue":', '"cueue":', ("cueue", "$.faults[0]")),
        (ALONE, '"label":', '"lable":', ("lable",)),
        (VARIANT, '"label":', '"lable":', ("lable",)),
        ("topics.json", '"summary":', '"sumary":', ("sumary", "$[0]")),
        ("interview.json", '"kind": "many"', '"kind": "several"', ("several", "].kind")),
        ("interview.json", '"core": true', '"core": "true"', ("bool", "$[0].core")),
        ("knowledge.json", '"max_screens": 14', '"max_screens": 14.5', ("int", "$.max_screens")),
        ("triage.json", '"when":', '"wenn":', ("wenn", "$[0]")),
        ("triage.json", '"all":', '"both":', ("both", "$[0].when")),
        ("triage.json", '"level": "emergency"', '"level": "self-care"', ("self-care", "$[0].level")),
    ],
)
def test_a_wrong_field_or_value_is_named_with_its_place(
    folder: Path, name: str, old: str, new: str, told: tuple[str, ...]
) -> None:
    replace(folder / name, old, new)
    error = fault_of(folder)
    assert error.place == name
    for part in told:
        assert part in error.problem


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"cue":', '"cueue":', ("cueue", "$.faults[0]")),
        ('"grade": "C"', '"grade": "E"', ("'E'", "$.faults[0].grade")),
        ('"family":', '"familiy":', ("familiy",)),
    ],
)
def test_what_is_wrong_in_a_lift_with_variants_is_named_in_it_or_in_one_of_them(
    folder: Path, old: str, new: str, told: tuple[str, ...]
) -> None:
    places = places_of(folder, LIFT)
    assert len(places) > 1
    replace(folder / LIFT, old, new)
    error = fault_of(folder)
    assert error.place in places
    assert told[0] in error.problem
    assert LIFT in places_found(folder) <= places
    with pytest.raises(KnowledgeError) as caught:
        load_lift(folder, "squat")
    assert caught.value.place == LIFT
    for part in told:
        assert part in caught.value.problem


@pytest.mark.parametrize("name", [LIFT, ALONE])
def test_a_field_that_is_missing_is_named(folder: Path, name: str) -> None:
    places = places_of(folder, name)
    lift = json.loads((folder / name).read_text(encoding="utf-8"))
    del lift["faults"][2]["see"]
    (folder / name).write_text(json.dumps(lift), encoding="utf-8")
    error = fault_of(folder)
    assert error.place in places
    assert "`see`" in error.problem
    assert "$.faults[" in error.problem
    assert name in places_found(folder) <= places
    with pytest.raises(KnowledgeError) as caught:
        load_lift(folder, lift["id"])
    assert caught.value.place == name
    assert "$.faults[2]" in caught.value.problem


@pytest.mark.parametrize(
    "parent", ["no-such-lift", "", "../lifts/squat", "/etc/passwd", "squat\x00", "x" * 400, "Squat ", 5, None]
)
def test_a_variant_of_nothing_is_named_with_what_it_inherits(folder: Path, parent: object) -> None:
    variant = json.loads((folder / VARIANT).read_text(encoding="utf-8")) | {"inherits": parent}
    (folder / VARIANT).write_text(json.dumps(variant), encoding="utf-8")
    error = fault_of(folder)
    assert error.place == VARIANT
    assert f"'{parent}'" in error.problem


@pytest.mark.parametrize(
    "part",
    [{"faults": 5}, {"faults": [5]}, {"starts": [5]}, {"phases": "top"}, {"leaves_out": 5}, {"leaves_out": [[]]}],
)
def test_a_variant_that_is_not_shaped_like_a_lift_is_named(folder: Path, part: dict[str, object]) -> None:
    variant = json.loads((folder / VARIANT).read_text(encoding="utf-8")) | part
    (folder / VARIANT).write_text(json.dumps(variant), encoding="utf-8")
    assert fault_of(folder).place == VARIANT


def test_a_lift_that_is_gone_is_named_by_a_variant_of_it(folder: Path) -> None:
    variants = variants_of(folder, LIFT)
    (folder / LIFT).rename(folder / "lifts" / "squatting.json")
    error = fault_of(folder)
    assert error.place in variants
    assert "'squat'" in error.problem
    with pytest.raises(KnowledgeError) as caught:
        load_lift(folder, Path(VARIANT).stem)
    assert caught.value.place.endswith("squat.json")


@pytest.mark.parametrize("number", [0, 2, 99])
def test_another_format_number_is_refused_with_both_numbers(folder: Path, number: int) -> None:
    replace(folder / "knowledge.json", '"format": 1', f'"format": {number}')
    error = fault_of(folder)
    assert error.place == "knowledge.json"
    assert f"format {number}" in error.problem
    assert "reads 1" in error.problem


@pytest.mark.parametrize("name", ["contributors.json", "patterns.json", "topics.json", "sources.json", "outcomes.json"])
def test_an_id_that_stands_twice_in_a_file_is_named(folder: Path, name: str) -> None:
    entries = json.loads((folder / name).read_text(encoding="utf-8"))
    (folder / name).write_text(json.dumps([*entries, entries[0]]), encoding="utf-8")
    error = fault_of(folder)
    assert error.place == name
    assert f"'{entries[0]['id']}'" in error.problem


def test_an_id_that_stands_in_two_lift_files_is_named(folder: Path) -> None:
    shutil.copy(folder / LIFT, folder / "lifts" / "squat-again.json")
    error = fault_of(folder)
    assert error.place == "lifts/"
    assert "'squat'" in error.problem


@pytest.mark.parametrize("name", EACH_OR_FEW)
def test_the_hash_follows_each_byte_of_each_file(kb: KnowledgeBase, folder: Path, name: str) -> None:
    path = folder / name
    before = path.read_bytes()
    path.write_bytes(before + b"\n")
    changed = load_knowledge(folder).hash
    assert changed != kb.hash
    path.write_bytes(before)
    assert load_knowledge(folder).hash == kb.hash


def test_the_hash_follows_the_name_of_a_lift_file(kb: KnowledgeBase, folder: Path) -> None:
    (folder / ALONE).rename(folder / "lifts" / "thrusting.json")
    renamed = load_knowledge(folder)
    assert renamed.hash != kb.hash
    assert set(renamed.lifts) == set(kb.lifts)


def test_other_files_and_another_place_do_not_change_the_hash(kb: KnowledgeBase, folder: Path) -> None:
    (folder / "NOTES.md").write_text("not knowledge", encoding="utf-8")
    (folder / "lifts" / "squat.json.bak").write_text("{", encoding="utf-8")
    assert load_knowledge(folder).hash == kb.hash
    moved = folder.rename(folder.with_name("moved"))
    assert load_knowledge(moved).hash == kb.hash


def test_the_hash_is_short_and_lower_case_hex(kb: KnowledgeBase) -> None:
    assert len(kb.hash) == 12
    assert set(kb.hash) <= set("0123456789abcdef")


def test_reading_one_lift_gives_what_the_whole_base_has(kb: KnowledgeBase) -> None:
    root = find_data_folder()
    assert sorted(lift.id for lift in load_lift_names(root)) == sorted(kb.lifts)
    for lift in kb.lifts.values():
        assert load_lift(root, lift.id) == lift
    assert {lift.id: lift.family for lift in load_lift_names(root)} == {i: lift.family for i, lift in kb.lifts.items()}


@pytest.mark.parametrize("name", [LIFT, VARIANT, ALONE])
def test_reading_one_lift_names_its_file_when_it_is_wrong(folder: Path, name: str) -> None:
    replace(folder / name, '"name":', '"nome":')
    with pytest.raises(KnowledgeError) as caught:
        load_lift(folder, Path(name).stem)
    assert caught.value.place == name


def test_signs_questions_are_made_from_the_faults(kb: KnowledgeBase) -> None:
    for activity in (*kb.lifts.values(), *kb.activities.values()):
        question = kb.questions.get(f"signs-{activity.id}")
        assert (question is not None) == bool(activity.faults)
        if question is not None:
            assert [option.id for option in question.options] == [fault.id for fault in activity.faults]
            assert [option.label for option in question.options] == [fault.sign for fault in activity.faults]
            assert [option.says for option in question.options] == [fault.says for fault in activity.faults]
    assert "signs" not in kb.questions


def test_every_activity_can_be_chosen_in_the_order_of_the_menu(kb: KnowledgeBase) -> None:
    offered = [option.id for option in kb.questions["exercise"].options]
    assert set(offered) == {*kb.lifts, *kb.activities}
    assert offered[: len(kb.base.menu)] == list(kb.base.menu)
