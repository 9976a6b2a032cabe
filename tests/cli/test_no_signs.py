"""A base without danger signs: nobody is told to train, and its authors hear that the lists are missing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from backcheck.knowledge.locate import find_data_folder
from tests.cli.program import run
from tests.cli.stories import TRAIN_CHANGED, file_of

pytestmark = pytest.mark.boundary


@pytest.fixture(params=["no lists", "lists without an emergency"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of the shipped base in which no emergency can be ticked."""
    copy = tmp_path / "data"
    shutil.copytree(find_data_folder(), copy)
    for file in sorted((copy / "danger-signs").glob("*.json")):
        question = json.loads(file.read_text(encoding="utf-8"))
        for row in question["options"]:
            row.pop("follow_up", None)
            row["alone"] = "modifier"
        file.write_text(json.dumps(question), encoding="utf-8")
        if request.param == "no lists":
            file.unlink()
    return copy


def test_nobody_is_told_to_train(folder: Path, tmp_path: Path) -> None:
    """Without lists the base is refused; where no row of a list is an emergency nobody counts as screened."""
    files = (folder / "danger-signs").glob("*.json")
    lists = {json.loads(file.read_text(encoding="utf-8"))["id"] for file in files}
    answers = {name: given for name, given in TRAIN_CHANGED.items() if name in lists or not name.startswith("safety")}
    file = file_of(tmp_path, answers)
    if not any(name.startswith("safety") for name in lists):
        ran = run("--data", folder, "diagnose", "--answers", file)
        assert ran.code == 3
        assert "lists of danger signs" in ran.err
        assert "TRAIN" not in ran.out
        return
    document = run("--data", folder, "diagnose", "--answers", file, "--json").document
    assert (document["triage"]["level"], document["coaching"]["mode"]) == ("unscreened", "hold")
    assert not document["plan"]["today"]
    for command in (("diagnose",), ("report",)):
        ran = run("--data", folder, *command, "--answers", file)
        assert ran.code == 0
        assert "NOT SCREENED" in ran.out
        assert "TRAIN" not in ran.out.replace("Train tomorrow", "")


def test_the_lint_refuses_it(folder: Path) -> None:
    ran = run("kb", "check", folder, "--only", "BC501")
    assert ran.code == 1
    assert "BC501 error" in ran.out
    if not any((folder / "danger-signs").glob("*.json")):
        assert "0 danger-sign lists" in " ".join(ran.out.split())
