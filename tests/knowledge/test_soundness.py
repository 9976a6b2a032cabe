"""A base of others is refused where nobody would be screened, where an id could be a path, and where no number fits."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from backcheck import load_knowledge
from backcheck.errors import KnowledgeError
from backcheck.knowledge.load import read_base, refuse_ids, refuse_unsafe
from backcheck.knowledge.locate import find_data_folder
from tests.cli.program import failed, run
from tests.cli.stories import TRAIN_CHANGED, file_of

Change = Callable[[Any], Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(find_data_folder(), tmp_path / "base"))


def edit(folder: Path, name: str, change: Change) -> None:
    file = folder / name
    document = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(change(document) or document), encoding="utf-8")


def with_first(**fields: Any) -> Change:
    """The first entry of a file with other fields."""

    def change(document: Any) -> None:
        document[0].update(fields)

    return change


def without_level(level: str) -> Change:
    return lambda document: [outcome for outcome in document if outcome["level"] != level]


def with_coaching(level: str, mode: str) -> Change:
    return lambda document: [one | ({"coaching": mode} if one["level"] == level else {}) for one in document]


UNSAFE: dict[str, tuple[str, Change]] = {
    "nothing for an emergency": ("outcomes.json", without_level("emergency")),
    "nothing for the unscreened": ("outcomes.json", without_level("unscreened")),
    "lifting advice in an emergency": ("outcomes.json", with_coaching("emergency", "full")),
    "lifting advice where it is urgent": ("outcomes.json", with_coaching("urgent", "hold")),
    "full advice for the unscreened": ("outcomes.json", with_coaching("unscreened", "full")),
    "a start without bounds": ("patterns.json", with_first(start=1e308)),
    "a start below all bounds": ("contributors.json", with_first(start=-11)),
    "points of a link": (
        "links.json",
        lambda document: document[0]["says"].update(dict.fromkeys(document[0]["says"], 1e15)),
    ),
    "a plan in a hundred years": ("plan.json", with_first(after_days=36500)),
    "a plan before today": ("plan.json", with_first(after_days=-1)),
    "a rung that takes for ever": ("ladder.json", with_first(days=2**40)),
    "no screen": ("knowledge.json", lambda document: document.update(max_screens=0)),
    "screens without end": ("knowledge.json", lambda document: document.update(max_screens=10**9)),
    "an id that ends a comment": ("plan.json", with_first(id="x --><script>")),
    "an id with an escape": ("plan.json", with_first(id="x\x1b[31m")),
}


@pytest.mark.parametrize("kind", UNSAFE)
def test_an_unsafe_base_is_refused(folder: Path, tmp_path: Path, kind: str) -> None:
    """Exit 3, with the file; `kb check` still reads it."""
    name, change = UNSAFE[kind]
    edit(folder, name, change)
    assert failed(run("--data", folder, "diagnose", "--answers", file_of(tmp_path, TRAIN_CHANGED)), 3)
    with pytest.raises(KnowledgeError):
        load_knowledge(folder)
    assert run("kb", "check", folder, "--only", "BC101", "--json").document["findings"] is not None


def test_an_unsafe_base_is_refused_by_all_that_reason(folder: Path, tmp_path: Path) -> None:
    """However its folder is named; `kb check` says all that is wrong."""
    edit(folder, *UNSAFE["lifting advice in an emergency"])
    answers = file_of(tmp_path, TRAIN_CHANGED)
    for words in (["diagnose", "--answers", answers], ["report", "--answers", answers], ["questions"]):
        assert failed(run("--data", folder, *words), 3)
        assert failed(run(*words, env={"BACKCHECK_DATA": str(folder)}), 3)
    assert run("kb", "check", folder, "--json").document["findings"] is not None


def test_a_base_without_danger_signs_is_refused(folder: Path, tmp_path: Path) -> None:
    """One list is missing, then another, and all of them; `kb check` names it too."""
    lists = [question.id for question in load_knowledge().danger_lists]
    kb = read_base(folder)
    for gone in ({lists[0]}, {lists[1], lists[3]}, set(lists)):
        fewer = {name: question for name, question in kb.questions.items() if name not in gone}
        import msgspec

        with pytest.raises(KnowledgeError, match="lists of danger signs"):
            refuse_unsafe(msgspec.structs.replace(kb, questions=fewer))


def test_a_list_that_says_no_level_is_refused(kb: Any) -> None:
    import msgspec

    first = kb.safety_questions[0]
    mute = msgspec.structs.replace(first.options[0], alone=None)
    for change in ({"unsure_level": None}, {"options": ()}, {"options": (mute, *first.options[1:])}):
        questions = {**kb.questions, first.id: msgspec.structs.replace(first, **change)}
        with pytest.raises(KnowledgeError, match=first.id):
            refuse_unsafe(msgspec.structs.replace(kb, questions=questions))


def test_what_ships_is_safe(kb: Any) -> None:
    refuse_unsafe(kb)


PATHS = ("../secret", "../../etc/passwd", "/etc/passwd", "a/b", "a\\b", "..", "", "A", "a b", "a\n")


@pytest.mark.parametrize("name", PATHS)
def test_an_id_is_never_a_path(folder: Path, name: str) -> None:
    """The file of another folder is not read, by no command that shows a lift."""
    with pytest.raises(KnowledgeError, match="kebab-case"):
        refuse_ids([name], "lifts/")
    edit(folder, "lifts/squat.json", lambda document: document.update(id=name, names=["oddity"]))
    (folder.parent / "secret.json").write_text((folder / "lifts" / "deadlift.json").read_text(encoding="utf-8"))
    for words in ("exercise oddity", "exercise oddity --json", "warmup oddity", "questions"):
        ran = run("--data", folder, *words.split())
        assert ran.code in ((0, 2, 3) if words == "warmup oddity" else (2, 3)), ran  # that reads no card
        assert "Deadlift" not in ran.out


@pytest.mark.skipif(os.name == "nt", reason="names of files are text there")
def test_a_file_whose_name_is_no_text_is_read(folder: Path) -> None:
    """It has a hash like any other."""
    lift = json.loads((folder / "lifts" / "squat.json").read_text(encoding="utf-8")) | {"id": "odd-squat", "names": []}
    Path(os.fsdecode(os.fsencode(folder / "lifts") + b"/\xff.json")).write_text(json.dumps(lift), encoding="utf-8")
    ran = run("--data", folder, "--version")
    assert ran.code == 0
    assert "bug" not in run("--data", folder, "questions").err


@pytest.mark.parametrize("form", ["html", "md", "json"])
def test_names_of_a_base_are_harmless_on_every_way_out(folder: Path, tmp_path: Path, form: str) -> None:
    """Lift and fault with what a terminal obeys in their names, down to the pictures of a page."""
    hostile = "x\x1b[31m\x9b2J\u202e</title><script>"

    def spoil(document: Any) -> None:
        document["name"] = document["spoken"] = hostile
        for fault in document["faults"]:
            fault.update({key: hostile for key in ("name", "label") if key in fault})

    edit(folder, "lifts/squat.json", spoil)
    said = run("--data", folder, "report", "--answers", file_of(tmp_path, TRAIN_CHANGED), "--format", form)
    assert said.code == 0
    assert not any(mark in said.out for mark in ("\x1b", "\x9b", "\u202e"))
    assert form == "json" or "<script>" not in said.out
