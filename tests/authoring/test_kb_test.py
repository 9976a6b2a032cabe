"""`kb test` and `kb signs` as they are called: every option, JSON in the contract's shape, wrong calls, the bar."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from backcheck.cli.exits import Exit
from tests.authoring.case_rows import FEVER, HARMLESS, NUMB, TUCKS, write_cases
from tests.authoring.test_commands import call

ROWS: list[dict[str, Any]] = [
    {"id": "wink", "answers": TUCKS, "gold_cause": ["butt-wink"], "gold_triage": "self-care"},
    {"id": "missed", "answers": TUCKS, "gold_cause": ["weak-hip-flexors"], "gold_triage": "self-care"},
    {"id": "numb", "answers": NUMB, "gold_triage": "emergency", "gold_cause": ["cauda-equina"]},
    {"id": "ill", "answers": FEVER, "at_most": "clinician"},
]


@pytest.fixture
def cases(tmp_path: Path) -> str:
    return write_cases(tmp_path / "cases.jsonl", ROWS)


def share(value: object) -> bool:
    return isinstance(value, dict) and {"share", "n", "interval"} == set(value)


def test_json_has_the_shape_of_the_contract(capsys: pytest.CaptureFixture[str], cases: str) -> None:
    ran = call(capsys, "kb", "test", cases, "--json")
    found = json.loads(ran.out)
    assert (ran.code, ran.err) == (Exit.DONE, "")
    wanted = {"schema_version", "cases", "triage", "contributors", "patterns", "baselines", "screens", "misses"}
    assert wanted <= set(found)
    assert {"exact", "lenient", "safe", "under_triaged", "matrix"} <= set(found["triage"])
    assert all(share(found["triage"][name]) for name in ("exact", "lenient", "safe"))
    for kind in ("contributors", "patterns"):
        assert {"cases", "top1", "top3"} <= set(found[kind])
        for name in ("most_common", "keyword"):
            assert share(found["baselines"][name][kind]["top1"])
    assert {"median", "max"} <= set(found["screens"])
    missed = next(miss for miss in found["misses"] if miss["id"] == "missed")
    assert missed["ranking"][0]["for"][0]["points"] > 0


def test_every_part_comes_in_words(capsys: pytest.CaptureFixture[str], cases: str) -> None:
    shown = call(capsys, "kb", "test", cases, "--screens").out
    for words in ("Triage, label", "By lift", "Stopping early"):
        assert words in shown
    assert re.search(r"^ +1\. butt-wink [\d.]+: start", shown, re.MULTILINE)
    assert re.search(r"^ +wanted: \d+\. weak-hip-flexors", shown, re.MULTILINE)


@pytest.mark.parametrize(
    ("label", "shown", "left_out"),
    [
        ({"at_most": "clinician"}, "must not be sent further", ("Triage", "Contributors", "Patterns", "By lift")),
        ({"gold_triage": "urgent"}, "By lift", ("must not be sent", "Contributors", "Patterns", "family")),
        ({"wanted": ["urgent"]}, "guidance wants", ("Triage", "must not be sent", "Contributors", "By lift")),
    ],
)
def test_what_no_case_has_a_label_for_is_left_out(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, label: dict[str, Any], shown: str, left_out: tuple[str, ...]
) -> None:
    cases = write_cases(tmp_path / "cases.jsonl", [{"id": "ill", "answers": FEVER, **label}])
    text = call(capsys, "kb", "test", cases).out
    assert shown in text
    assert [words for words in left_out if words in text] == []


def test_the_confusion_matrix_is_printed(capsys: pytest.CaptureFixture[str], cases: str) -> None:
    shown = call(capsys, "kb", "test", cases).out
    assert re.search(r"^ +emergency +urgent +clinician +self-care$", shown, re.MULTILINE)
    assert re.search(r"^ +emergency +1 +- +- +-$", shown, re.MULTILINE)
    assert re.search(r"^ +self-care +- +- +- +2$", shown, re.MULTILINE)
    assert "emergency: emergency 1" in call(capsys, "--plain", "kb", "test", cases).out


@pytest.mark.parametrize("columns", ["40", "80", "100"])
def test_nothing_is_wider_than_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, cases: str, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    for ran in (call(capsys, "kb", "test", cases, "--screens"), call(capsys, "kb", "signs")):
        assert max(map(len, ran.out.splitlines())) <= int(columns)


def test_too_low_an_emergency_ends_with_a_finding(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    row = {"id": "a", "answers": HARMLESS, "gold_triage": "urgent"}
    ran = call(capsys, "kb", "test", write_cases(tmp_path / "a.jsonl", [row]))
    assert ran.code == Exit.FINDINGS
    assert "under: wanted urgent; got self-care; no sign or rule raised it" in " ".join(ran.out.split())


def test_stories_are_read_for_the_keywords(capsys: pytest.CaptureFixture[str], tmp_path: Path, cases: str) -> None:
    stories = tmp_path / "stories.jsonl"
    stories.write_text('{"id": "missed", "presentation": "weak hip flexors", "url": "x"}\n', encoding="utf-8")
    found = json.loads(call(capsys, "kb", "test", cases, "--stories", str(stories), "--json").out)
    assert found["keyword_text"] == {"stories": 1, "ticked_labels": 3}
    assert found["baselines"]["keyword"]["contributors"]["top1"]["share"] >= 0.5


def test_stories_that_are_not_there_are_named(capsys: pytest.CaptureFixture[str], cases: str) -> None:
    ran = call(capsys, "kb", "test", cases, "--stories", "nowhere.jsonl")
    assert ran.code == Exit.FILE
    assert "nowhere.jsonl can't be read" in " ".join(ran.err.split())


def test_a_wrong_story_is_named_with_file_and_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, cases: str
) -> None:
    stories = tmp_path / "stories.jsonl"
    stories.write_text('{"id": "missed"}\n', encoding="utf-8")
    ran = call(capsys, "kb", "test", cases, "--stories", str(stories))
    assert ran.code == Exit.USAGE
    assert "stories.jsonl, line 1" in " ".join(ran.err.split())


def test_signs_come_as_page_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    ran = call(capsys, "kb", "signs")
    found = json.loads(call(capsys, "kb", "signs", "--json").out)
    assert (ran.code, ran.err) == (Exit.DONE, "")
    assert ran.out.startswith("Danger signs")
    assert [len(row) for row in found["levels"]] == list(range(1, len(found["signs"])))
    assert "More urgent together" in call(capsys, "--plain", "kb", "signs").out
