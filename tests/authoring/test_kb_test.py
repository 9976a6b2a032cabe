"""`kb test` and `kb signs` as they are called: every option, JSON in the contract's shape, wrong calls, the bar."""

from __future__ import annotations

import json
import re
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pexpect
import pytest

from backcheck.cli.exits import Exit
from backcheck.show.progress import show_progress
from backcheck.show.surface import Surface
from tests.authoring.case_rows import FEVER, HARMLESS, NUMB, TUCKS, write_cases
from tests.authoring.test_commands import call

ROWS: list[dict[str, Any]] = [
    {"id": "wink", "answers": TUCKS, "gold_cause": ["butt-wink"], "gold_triage": "self-care"},
    {"id": "missed", "answers": TUCKS, "gold_cause": ["weak-hip-flexors"], "gold_triage": "self-care"},
    {"id": "numb", "answers": NUMB, "gold_triage": "emergency", "gold_cause": ["cauda-equina"]},
    {"id": "ill", "answers": FEVER, "at_most": "clinician"},
]
ALL = ("--screens", "--jitter", "--runs", "3", "--ablate")


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
    assert (found["jitter"], found["ablation"]) == (None, None)
    missed = next(miss for miss in found["misses"] if miss["id"] == "missed")
    assert missed["ranking"][0]["for"][0]["points"] > 0


def test_every_part_comes_in_words_and_in_json(capsys: pytest.CaptureFixture[str], cases: str) -> None:
    shown = call(capsys, "kb", "test", cases, *ALL).out
    for words in (
        "Triage, label",
        "By lift",
        "Stopping early",
        "Jitter: 4 cases, 3 runs, seed 1",
        "Without the answers",
    ):
        assert words in shown
    assert re.search(r"^ +1\. butt-wink [\d.]+: start", shown, re.MULTILINE)
    assert re.search(r"^ +wanted: \d+\. weak-hip-flexors", shown, re.MULTILINE)
    found = json.loads(call(capsys, "kb", "test", cases, *ALL, "--seed", "7", "--json").out)
    assert (found["jitter"]["runs"], found["jitter"]["seed"]) == (3, 7)
    assert {"question", "answered", "top1", "top3", "exact", "safe"} <= set(found["ablation"][0])


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
    for ran in (call(capsys, "kb", "test", cases, *ALL), call(capsys, "kb", "signs")):
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


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--stories", "nowhere.jsonl"], Exit.FILE, "nowhere.jsonl cannot be read"),
        (["--jitter", "--runs", "0"], Exit.USAGE, "--runs"),
        (["--jitter", "--seed", "x"], Exit.USAGE, "--seed"),
        (["--runs", "5"], Exit.USAGE, "goes with --jitter only"),
        (["--seed", "0"], Exit.USAGE, "goes with --jitter only"),
        (["--jitter", "--seed", "-1"], Exit.USAGE, "--seed"),
    ],
)
def test_wrong_calls_are_named(
    capsys: pytest.CaptureFixture[str], cases: str, arguments: list[str], code: Exit, told: str
) -> None:
    ran = call(capsys, "kb", "test", cases, *arguments)
    assert ran.code == code
    assert told in " ".join(ran.err.split())


def test_a_wrong_story_is_named_with_file_and_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, cases: str
) -> None:
    stories = tmp_path / "stories.jsonl"
    stories.write_text('{"id": "missed"}\n', encoding="utf-8")
    ran = call(capsys, "kb", "test", cases, "--stories", str(stories))
    assert ran.code == Exit.USAGE
    assert "stories.jsonl, line 1" in " ".join(ran.err.split())


def test_the_bar_is_seen_on_a_terminal_only(cases: str) -> None:
    """It moves on standard error and is gone at the end; off a terminal there is none."""
    command = [sys.executable, "-m", "backcheck", "kb", "test", cases, "--jitter", "--runs", "40"]
    child = pexpect.spawn(
        command[0], command[1:], dimensions=(24, 80), timeout=60, env={"TERM": "xterm", "PATH": "/bin"}
    )
    child.expect("Shaking the points")
    child.expect("40/40")
    child.expect("40 runs")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == Exit.DONE


def test_off_a_terminal_there_is_no_bar() -> None:
    stream = StringIO()
    with show_progress("Work", 2, Surface(stream=stream)) as tick:
        tick()
    assert stream.getvalue() == ""


def test_signs_come_as_page_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    ran = call(capsys, "kb", "signs")
    found = json.loads(call(capsys, "kb", "signs", "--json").out)
    assert (ran.code, ran.err) == (Exit.DONE, "")
    assert ran.out.startswith("Danger signs")
    assert [len(row) for row in found["levels"]] == list(range(1, len(found["signs"])))
    assert "More urgent together" in call(capsys, "--plain", "kb", "signs").out
