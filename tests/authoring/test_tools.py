"""The tools beside the program: jitter, what a question is worth, their bar, and how they are called."""

from __future__ import annotations

import json
import sys
from io import StringIO
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import msgspec
import pexpect
import pytest

from backcheck.authoring.judging import share_of
from backcheck.knowledge.model import KnowledgeBase
from backcheck.reasoning.index import index_of
from backcheck.show.surface import Surface
from tests.authoring.case_rows import ARCHES, FEVER, HARMLESS, NUMB, TUCKS, encode, write_cases
from tools import ablation, jitter
from tools.ablation import SIGNS, ablate, questions_answered, without
from tools.jitter import STEPS, Shaking, shake, shake_cases
from tools.progress import show_progress

TOP = Path(__file__).resolve().parents[2]
WINK: dict[str, Any] = {"id": "wink", "answers": TUCKS, "gold_cause": ["butt-wink"], "gold_basis": "diagnosis"}
ROWS = [WINK, {"id": "numb", "answers": NUMB, "gold_triage": "emergency", "gold_cause": ["cauda-equina"]}]


@pytest.fixture
def cases(tmp_path: Path) -> str:
    return write_cases(tmp_path / "cases.jsonl", ROWS)


def test_points_are_shaken_by_a_step_at_most_and_nothing_else_is(kb: KnowledgeBase) -> None:
    shaken = shake(kb, Random(3))
    steps = set()
    for tick, made in index_of(kb).options.items():
        for target, points in made.says.items():
            steps.add(index_of(shaken).options[tick].says[target] - points)
    assert steps == set(STEPS)
    for before, after in ((kb.contributors, shaken.contributors), (kb.patterns, shaken.patterns)):
        assert {after[name].start - entry.start for name, entry in before.items()} <= set(STEPS)
        assert any(after[name].start != entry.start for name, entry in before.items())
    for lift in kb.lifts.values():
        assert shaken.lifts[lift.id].starts.keys() == lift.starts.keys()
    assert [link.says.keys() for link in shaken.links] == [link.says.keys() for link in kb.links]
    assert any(new.says != old.says for new, old in zip(shaken.links, kb.links, strict=True))
    assert any(new.says != old.says for new, old in zip(shaken.rules, kb.rules, strict=True))
    assert any(
        shaken.lifts[lift.id].phases[moment].says != found.says
        for lift in kb.lifts.values()
        for moment, found in lift.phases.items()
    )
    assert [rule.when for rule in shaken.rules] == [rule.when for rule in kb.rules]


def test_a_fault_and_its_row_in_the_interview_stay_one(kb: KnowledgeBase) -> None:
    shaken = shake(kb, Random(3))
    for lift in shaken.lifts.values():
        rows = {option.id: option.says for option in shaken.questions[f"signs-{lift.id}"].options}
        assert rows == {fault.id: fault.says for fault in lift.faults}


def test_the_same_seed_gives_the_same_figures(kb: KnowledgeBase, tmp_path: Path) -> None:
    cases = encode(kb, tmp_path, [WINK, {"id": "numb", "answers": NUMB, "gold_triage": "emergency"}])
    one = shake_cases(kb, cases, Shaking(runs=12, seed=5))
    assert shake_cases(kb, cases, Shaking(runs=12, seed=5)) == one
    assert msgspec.structs.replace(shake_cases(kb, cases, Shaking(runs=12, seed=6)), seed=5) != one
    assert (one.runs, one.seed, one.cases, one.triage.share, one.triage.n) == (12, 5, 2, 0.0, 24)
    assert one.first_action_planned.n == 12
    assert one.top_three_scored["contributors"].n == 12
    assert one.top_three_scored["patterns"].share is None
    assert 0.0 <= one.top1["contributors"].low <= one.top1["contributors"].median <= one.top1["contributors"].high <= 1


def test_jitter_counts_each_run_of_each_case(kb: KnowledgeBase, tmp_path: Path) -> None:
    """Somebody of whom little is known changes often; each step of the work is told."""
    told: list[int] = []
    cases = encode(kb, tmp_path, [{"id": "little", "answers": HARMLESS | {"exercise": "squat"}}])
    found = shake_cases(kb, cases, Shaking(runs=20, seed=1), tick=lambda: told.append(1))
    assert len(told) == 20
    assert (found.top_three["contributors"].share or 0) > 0.5
    assert found.unsteady == () or found.unsteady[0].id == "little"


def test_without_a_question_its_answer_is_gone(kb: KnowledgeBase, tmp_path: Path) -> None:
    (encoded,) = encode(kb, tmp_path, [WINK])
    assert "pain-when" not in without(kb, encoded.answers, "pain-when")
    assert "signs-squat" not in without(kb, encoded.answers, SIGNS)
    assert without(kb, encoded.answers, "age") == encoded.answers
    (ill,) = encode(kb, tmp_path, [WINK | {"answers": FEVER}])
    assert without(kb, ill.answers, "safety-body")["safety-body"] == ("none",)


def test_what_a_question_is_worth_is_told_by_the_cases_it_decides(kb: KnowledgeBase, tmp_path: Path) -> None:
    shown, arched = ({k: v for k, v in told.items() if k != "pain-when"} for told in (TUCKS, ARCHES))
    rows = [
        WINK | {"answers": shown, "gold_triage": "self-care"},
        WINK | {"id": "arch", "answers": arched, "gold_cause": ["hyperextension"]},
        {"id": "numb", "answers": NUMB, "gold_triage": "emergency"},
        {"id": "ill", "answers": FEVER, "at_most": "clinician"},
    ]
    cases = encode(kb, tmp_path, rows)
    assert SIGNS in questions_answered(kb, cases)
    assert "age" not in questions_answered(kb, cases)
    worth = {one.question: one for one in ablate(kb, cases)}
    assert worth[SIGNS].answered == 2
    assert set(worth[SIGNS].top1["contributors"].lost) == {"wink", "arch"}
    assert worth["safety-nerves"].exact.lost == ("numb",)
    assert worth["safety-nerves"].safe.lost == ("numb",)
    assert worth["safety-nerves"].first_action == ("numb",)
    assert worth["safety-body"].within.gained == ("ill",)
    assert worth["safety-body"].within.net == 1
    assert worth["safety-pain"].exact == worth["safety-you"].exact


def test_no_cases_give_nothing(kb: KnowledgeBase) -> None:
    assert ablate(kb, []) == ()
    assert shake_cases(kb, [], Shaking(runs=2, seed=1)).first_action == share_of(0, 0)


@pytest.mark.parametrize("columns", ["40", "80", "100"])
@pytest.mark.parametrize(
    ("tool", "options", "words"),
    [(jitter, ["--runs", "3"], "Jitter: 2 cases, 3 runs, seed 1"), (ablation, [], "Without the answers")],
)
def test_a_tool_prints_a_page_that_fits(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    cases: str,
    tool: ModuleType,
    options: list[str],
    words: str,
    columns: str,
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert tool.main([cases, *options]) == 0
    shown = capsys.readouterr()
    assert words in " ".join(shown.out.split())
    assert max(map(len, shown.out.splitlines())) <= int(columns)
    assert shown.err == "", "off a terminal there is no bar"


def test_the_figures_come_as_json_too(capsys: pytest.CaptureFixture[str], cases: str) -> None:
    jitter.main([cases, "--runs", "3", "--seed", "7", "--json"])
    found = json.loads(capsys.readouterr().out)["jitter"]
    assert (found["runs"], found["seed"]) == (3, 7)
    ablation.main([cases, "--json"])
    rows = json.loads(capsys.readouterr().out)["ablation"]
    assert {"question", "answered", "top1", "top3", "exact", "safe"} <= set(rows[0])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nowhere.jsonl"], "nowhere.jsonl"),
        (["--runs", "0", "x"], "--runs"),
        (["--seed", "x", "x"], "--seed"),
        (["--seed", "-1", "x"], "--seed"),
        (["--data", "nowhere", "x"], "nowhere"),
    ],
)
def test_wrong_calls_are_named(capsys: pytest.CaptureFixture[str], arguments: list[str], told: str) -> None:
    try:
        code: object = jitter.main(arguments)
    except SystemExit as end:
        code = end.code
    assert code == 2
    assert told in capsys.readouterr().err


def test_the_bar_is_seen_on_a_terminal_only(cases: str) -> None:
    """It moves on standard error and is gone at the end."""
    command = ["-m", "tools.jitter", cases, "--runs", "40"]
    child = pexpect.spawn(
        sys.executable, command, dimensions=(24, 80), timeout=60, cwd=TOP, env={"TERM": "xterm", "PATH": "/bin"}
    )
    child.expect("Shaking the points")
    child.expect("40/40")
    child.expect("40 runs")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def test_off_a_terminal_there_is_no_bar() -> None:
    stream = StringIO()
    with show_progress("Work", 2, Surface(stream=stream)) as tick:
        tick()
    assert stream.getvalue() == ""
