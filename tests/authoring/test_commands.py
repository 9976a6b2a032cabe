"""`kb graph`, `kb stats` and `kb schema` as they are called: forms, wrong calls, and bases that cannot be walked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from backcheck.authoring import stats
from backcheck.authoring.schema import write_schema
from backcheck.authoring.stats import walk_paths
from backcheck.cli.exits import Exit
from backcheck.cli.main import main
from tests.authoring.broken_meanings import SAFETY
from tests.authoring.broken_shapes import EIGHT_WORDS, REFERENCES
from tests.authoring.spoiling import SQUAT, Broken, copy_base, put, set_text
from tests.broad import sweep

PERSON = {"answers": {"safety-nerves": ["bladder"], "exercise": "squat"}}


class Ran(NamedTuple):
    """What a call left behind."""

    code: int
    out: str
    err: str


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> Ran:
    code = main(list(arguments))
    shown = capsys.readouterr()
    return Ran(code, shown.out, shown.err)


@pytest.fixture
def person(tmp_path: Path) -> str:
    path = tmp_path / "person.json"
    path.write_text(json.dumps(PERSON), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("form", "opening"),
    [("tree", "The interview, at most"), ("mermaid", "flowchart TD"), ("dot", "digraph backcheck {")],
)
def test_the_interview_is_drawn_in_each_form(capsys: pytest.CaptureFixture[str], form: str, opening: str) -> None:
    ran = call(capsys, "kb", "graph", "--format", form)
    assert (ran.code, ran.err) == (Exit.DONE, "")
    assert ran.out.startswith(opening)


def test_answers_mark_the_way_to_their_verdict(capsys: pytest.CaptureFixture[str], person: str) -> None:
    ran = call(capsys, "kb", "graph", "--answers", person, "--json")
    marked = [node["id"] for node in json.loads(ran.out)["nodes"] if node["marked"]]
    assert marked == ["safety-nerves", "stop"]


def test_why_takes_a_cause_as_people_write_it(capsys: pytest.CaptureFixture[str]) -> None:
    ran = call(capsys, "kb", "graph", "--why", "Butt wink")
    assert ran.out.startswith("What can raise butt-wink")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--why", "butwink"], "Near matches: butt-wink"),
        (["--why", "\x1b[31m???"], "There is no cause called '???'"),
        (["--format", "svg"], "'svg' is not one of tree, mermaid, dot"),
        (["--answers", "nowhere.json"], "nowhere.json can't be read"),
    ],
)
def test_wrong_calls_name_the_way_out(capsys: pytest.CaptureFixture[str], arguments: list[str], told: str) -> None:
    ran = call(capsys, "kb", "graph", *arguments)
    assert ran.code in (Exit.USAGE, Exit.FILE)
    assert told in " ".join(ran.err.split())
    assert "\x1b" not in ran.err
    assert ran.out == ""


def test_the_figures_come_as_table_and_as_json(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one made-up person for each activity; `test_stats` walks with all."""
    monkeypatch.setattr(stats, "PEOPLE", 1)
    monkeypatch.setattr(stats, "walk_paths", walk_paths)  # and not what is kept for the others
    shown = call(capsys, "kb", "stats").out
    found = json.loads(call(capsys, "kb", "stats", "--json").out)
    assert found["schema_version"] == 1
    assert f"{len(found['open']['waiting'])} of {found['open']['decisions']}" in shown


def test_the_schema_is_printed_as_it_is_committed(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(capsys, "kb", "schema").out == write_schema()


UNSOUND = [
    broken
    for code in ("BC201", "BC202", "BC401", "BC501", "BC503")
    for broken in [broken for broken in (*REFERENCES, *SAFETY) if broken.code == code][:3]
]
"""A few of each code in the way of a walk; `test_checks` has all, and the commands ask the same checks."""


@pytest.mark.parametrize("broken", sweep(UNSOUND, lambda broken: broken in UNSOUND[::3]), ids=lambda broken: broken.id)
def test_a_base_that_cannot_be_walked_is_named_and_not_a_crash(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, broken: Broken
) -> None:
    folder = copy_base(tmp_path / "base")
    broken.spoil(folder)
    for command in ("graph", "stats"):
        ran = call(capsys, "--data", str(folder), "kb", command)
        assert ran.code == Exit.KNOWLEDGE, ran
        assert "kb check" in ran.err


def test_a_check_for_one_code_says_nothing_of_others(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = copy_base(tmp_path / "base")
    set_text("ego")(folder)
    put(SQUAT, "faults", 0, "cue", value=EIGHT_WORDS)(folder)
    ran = call(capsys, "kb", "check", str(folder), "--only", "bc703", "--json")
    assert (ran.code, {row["code"] for row in json.loads(ran.out)["findings"]}) == (Exit.FINDINGS, {"BC703"})
    assert call(capsys, "kb", "check", str(folder), "--only", "BC405").code == Exit.DONE
    wrong = call(capsys, "kb", "check", str(folder), "--only", "BC40")
    assert (wrong.code, wrong.out) == (Exit.USAGE, "")
    assert "There is no code 'BC40'" in wrong.err


def test_a_check_tells_the_place_in_ids(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = copy_base(tmp_path / "base")
    REFERENCES[0].spoil(folder)
    assert "lifts/squat.json#/faults/" in call(capsys, "kb", "check", str(folder)).out
    found = json.loads(call(capsys, "kb", "check", str(folder), "--json").out)
    assert found["notes"] == []
    assert all(row["place"].startswith(row["file"]) for row in found["findings"])
