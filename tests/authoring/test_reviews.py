"""What clinicians returned: counted by what it was about, printed by every result, and asked for on two sheets."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from backcheck.authoring.reviews import ASKED_FIRST, Decision, list_decisions, read_log, status_of
from backcheck.knowledge.load import load_knowledge
from backcheck.knowledge.locate import find_data_folder
from backcheck.knowledge.model import KnowledgeBase
from tests.authoring.spoiling import check_folder, copy_base, read, write
from tests.cli.program import run

REVIEW = "review.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_base(tmp_path / "base")


@pytest.fixture(scope="module")
def decisions(kb: KnowledgeBase) -> list[Decision]:
    return list_decisions(kb)


def returned(about_this: Decision, answer: str = "agree", **more: str) -> dict[str, str]:
    about = {"decision": about_this.id, "mark": about_this.mark, "role": "physiotherapist", "on": "2027-03-01"}
    return about | {"answer": answer} | more


def log_of(folder: Path, *entries: dict[str, str]) -> None:
    write(folder, REVIEW, {**read(folder, REVIEW), "returned": list(entries)})


def words_of(folder: Path) -> str:
    kb = load_knowledge(folder)
    return status_of(list_decisions(kb), read_log(folder)).words


def problems(folder: Path) -> list[str]:
    return [f"{finding.file}: {finding.message}" for finding in check_folder(folder, "BC507")]


def test_the_base_that_ships_says_how_many_decisions_were_reviewed(decisions: list[Decision]) -> None:
    folder = find_data_folder()
    kb = load_knowledge(folder)
    assert not read_log(folder).returned
    assert kb.base.review.words.startswith(f"0 of {len(decisions)} danger-sign decisions")
    assert kb.base.review.words in run("--version").out


def test_one_agreed_decision_counts_and_the_words_have_to_follow(folder: Path, decisions: list[Decision]) -> None:
    log_of(folder, returned(decisions[0]))
    assert words_of(folder).startswith(f"1 of {len(decisions)} ")
    (problem,) = problems(folder)
    assert problem.startswith("knowledge.json")
    assert "1 of" in problem
    base = read(folder, "knowledge.json")
    base["review"]["words"] = words_of(folder)
    write(folder, "knowledge.json", base)
    assert not problems(folder)


@pytest.mark.parametrize("answers", [["change"], ["unsure"], ["agree", "change"], ["agree", "unsure"]])
def test_only_the_last_answer_counts_and_only_where_it_agrees(
    folder: Path, decisions: list[Decision], answers: list[str]
) -> None:
    log_of(folder, *(returned(decisions[3], answer) for answer in answers))
    assert words_of(folder).startswith("0 of")


@pytest.mark.parametrize("change", [{"mark": "00000000"}, {"decision": "row:no-such-row"}, {"decision": "rule:gone"}])
def test_an_answer_about_other_words_is_found_and_does_not_count(
    folder: Path, decisions: list[Decision], change: dict[str, str]
) -> None:
    log_of(folder, returned(decisions[0], **change))
    assert words_of(folder).startswith("0 of")
    assert any(problem.startswith(f"{REVIEW}: ") for problem in problems(folder))


def test_a_signature_lapses_when_the_decision_changes(folder: Path, decisions: list[Decision]) -> None:
    rule = next(one for one in decisions if one.id.startswith("rule:") and one.answers[0].level == "urgent")
    log_of(folder, returned(rule))
    assert words_of(folder).startswith("1 of")
    rules = read(folder, "triage.json")
    next(one for one in rules if f"rule:{one['id']}" == rule.id)["level"] = "emergency"
    write(folder, "triage.json", rules)
    assert words_of(folder).startswith("0 of")


@pytest.mark.parametrize(
    "content", ['{"returned": [{}]}', '{"signed": []}', "[]", "{", '{"returned": [{"answer": "yes"}]}']
)
def test_a_log_that_cannot_be_read_is_told_in_words(folder: Path, content: str) -> None:
    (folder / REVIEW).write_text(content, encoding="utf-8")
    assert any(problem.startswith(f"{REVIEW}: can't be read") for problem in problems(folder))
    done = run("--data", str(folder), "kb", "review-sheet")
    assert done.code == 3
    assert REVIEW in done.err
    assert "Traceback" not in done.err


def test_the_sheet_asks_the_hardest_on_two_pages_and_all_others_once(tmp_path: Path, decisions: list[Decision]) -> None:
    page = tmp_path / "review.html"
    assert run("kb", "review-sheet", "-o", str(page)).code == 0
    text = page.read_text(encoding="utf-8")
    sheets, annex = text.split('<section class="annex">')
    assert sheets.count('<section class="sheet">') == 2
    assert sheets.count('class="boxes"') == ASKED_FIRST
    for one in decisions:
        assert len(re.findall(rf"\b{re.escape(one.id)} · {one.mark}", text)) == 1
    assert annex.count("<tr><th") == len(decisions) - ASKED_FIRST + annex.count("<thead>")
    raised = {one.id: one.together for one in decisions}
    assert "emergency" in {one.level for one in raised["row:heart"]}
    assert "with other signs up to <b>emergency</b>" in sheets
    assert all(one.text in unescape(annex) for one in raised["row:leg-weak"])
    told: dict[str, Any] = run("kb", "review-sheet", "--json").document
    assert len(told["ask_first"]) == ASKED_FIRST
    assert all(one["question"] for one in told["ask_first"])
    assert run("kb", "review-sheet", "-o", str(page)).code == 2
