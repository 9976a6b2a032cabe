"""An emergency in a file that holds a mistake as well: its page comes first, then the error and its exit code."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from backcheck.errors import KnowledgeError
from backcheck.knowledge.load import NEEDED, danger_files, lift_files, read_readable
from backcheck.knowledge.locate import find_data_folder
from backcheck.reasoning.assess import assess
from backcheck.reasoning.recheck import salvage
from backcheck.show.advice import advise
from backcheck.show.first_screen import render_result
from backcheck.show.surface import Surface
from tests.cli.program import failed, run
from tests.cli.stories import CLEAR, TRAIN_CHANGED, Given, file_of
from tests.cli.test_journal import keep

pytestmark = pytest.mark.boundary

DATA = find_data_folder()
SIGN: Given = {"safety-nerves": ["numb-saddle"]}
FAULTS: dict[str, tuple[Given, str]] = {
    "an unknown question": (SIGN | {"saftey-body": ["none"]}, "'saftey-body'"),
    "an unknown lift": (SIGN | {"exercise": "foo"}, "'foo'"),
    "an unknown tick beside it": ({"safety-nerves": ["numb-saddle", "foo"]}, "'foo'"),
    "an unknown tick before it": ({"safety-nerves": [4, "numb-saddle"]}, "a number"),
    "none beside it": ({"safety-nerves": ["numb-saddle", "none"]}, "'none'"),
    "a text for a list": ({"safety-nerves": "numb-saddle"}, "a list"),
    "a pain out of range": (SIGN | {"pain-now": 11}, "out of range"),
    "no answer": (SIGN | {"age": None}, "null"),
    "two of one": (SIGN | {"age": ["20-44", "70-up"]}, "takes one"),
    "an empty list": (SIGN | {"safety-body": []}, "empty"),
    "not sure beside a mistake": ({"safety-nerves": ["unsure", "foo"]}, "'foo'"),
}


@pytest.mark.parametrize("command", ["diagnose", "report"])
@pytest.mark.parametrize("fault", FAULTS)
def test_the_page_comes_before_the_error(command: str, fault: str, tmp_path: Path) -> None:
    answers, part = FAULTS[fault]
    file = file_of(tmp_path, answers)
    ran = run(command, "--answers", file)
    assert ran.code == 2
    assert "STOP" in ran.out.splitlines()[0]
    assert "999" in ran.out
    assert part in ran.err
    ran = run(command, "--answers", file, "--json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("STOP")
    assert ran.err.index("999") < ran.err.index(part)


@pytest.mark.parametrize("options", [("--exercise", "foo"), ("--weight", "heavy"), ("--again", "foo")])
def test_an_option_that_is_wrong_does_not_hide_it_either(options: tuple[str, str], tmp_path: Path) -> None:
    ran = run("diagnose", "--answers", file_of(tmp_path, SIGN), *options)
    assert ran.code == 2
    assert "STOP" in ran.out.splitlines()[0]
    assert options[1] in ran.err


FILES = [
    path.relative_to(DATA).as_posix() for path in (*DATA.glob("*.json"), *danger_files(DATA), *lift_files(DATA)[:2])
]


@pytest.mark.parametrize("command", ["diagnose", "report"])
@pytest.mark.parametrize("broken", ["drills.json", "lifts/squat.json", "triage.json", "knowledge.json"])
def test_a_broken_base_does_not_hide_it_either(command: str, broken: str, tmp_path: Path) -> None:
    """Somebody's own folder: the base that ships knows the sign."""
    base = tmp_path / "data"
    copytree(DATA, base)
    (base / broken).write_text("{", encoding="utf-8")
    file = file_of(tmp_path, SIGN)
    ran = run("--data", str(base), command, "--answers", file)
    assert (ran.code, "STOP" in ran.out.splitlines()[0]) == (3, True)
    assert Path(broken).name in ran.err
    ran = run("--data", str(base), command, "--answers", file, "--json")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("STOP")
    assert failed(run("--data", str(base), command, "--answers", file_of(tmp_path, CLEAR)), 3, Path(broken).name)


@pytest.mark.parametrize("broken", FILES)
def test_any_broken_file_leaves_a_base_that_tells_an_emergency(broken: str, tmp_path: Path) -> None:
    """But for those that hold the words of every advice."""
    base = tmp_path / "data"
    copytree(DATA, base)
    (base / broken).write_text("{", encoding="utf-8")
    if broken in NEEDED:
        with pytest.raises(KnowledgeError):
            read_readable(base)
        return
    kb = read_readable(base)
    sign: Given = {"safety-body": ["faint"]} if broken.endswith("nerves.json") else SIGN
    result = assess(kb, salvage(kb, sign), look_ahead=False)
    assert result.triage.level == "emergency", broken
    page = render_result(advise(kb, result, date(2026, 11, 27)), Surface(stream=io.StringIO(), width=80))
    assert page[0].startswith("!!! STOP")
    assert any("999" in line for line in page)


@pytest.mark.parametrize("command", ["diagnose", "report"])
@pytest.mark.parametrize("fault", [{"exercise": "foo"}, {"safety-body": ["fever", "foo"]}, {"pain-now": 11}])
def test_without_an_emergency_there_is_the_error_alone(command: str, fault: Given, tmp_path: Path) -> None:
    assert failed(run(command, "--answers", file_of(tmp_path, TRAIN_CHANGED | fault)), 2, "$.answers")
    assert failed(run(command, "--answers", file_of(tmp_path, CLEAR | fault), "--json"), 2, "$.answers")


CHECKINS: dict[str, Given] = {
    "an unknown field": {"signs": SIGN, "mood": 3},
    "a pain out of range": {"signs": SIGN, "pain_now": 11},
    "a text for a number": {"signs": SIGN, "pain_now": "bad"},
    "an unknown list": {"signs": SIGN | {"safety": ["none"]}},
    "a text for a list": {"signs": {"safety-nerves": "numb-saddle"}},
    "none beside it": {"signs": {"safety-nerves": ["none", "numb-saddle"]}},
}


@pytest.mark.parametrize("kept", [True, False])
@pytest.mark.parametrize("fault", CHECKINS)
def test_a_checkin_from_a_file_does_the_same(fault: str, kept: bool, tmp_path: Path) -> None:
    """With a journal, and without one, where the error is that of the journal."""
    env = {"BACKCHECK_HOME": str(tmp_path)}
    if kept:
        keep(tmp_path, TRAIN_CHANGED)
    given = json.dumps({"checkin": CHECKINS[fault]})
    ran = run("checkin", "--answers", "-", given=given, env=env)
    assert ran.code == 2
    assert "STOP" in ran.out.strip().splitlines()[0]
    assert ("$.checkin" in ran.err) == kept
    ran = run("checkin", "--answers", "-", "--json", given=given, env=env)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("STOP")
    assert failed(run("checkin", "--answers", "-", given='{"checkin": {"mood": 3}}', env=env), 2)
