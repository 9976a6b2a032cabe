"""What people are told first, beside what a coach would accept: what is counted, and what the base must say."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from backcheck.authoring.cases import read_cases
from backcheck.authoring.judging import judge
from backcheck.authoring.score import FirstScore, score_first
from backcheck.knowledge.locate import find_data_folder
from backcheck.knowledge.model import KnowledgeBase
from tests.authoring.case_rows import FEVER, HARMLESS, TUCKS, encode
from tests.cli.program import run

CASES = Path(__file__).parent.parent / "cases"


def score(kb: KnowledgeBase, folder: Path, *rows: dict[str, Any]) -> FirstScore:
    named = [{"id": str(number)} | row for number, row in enumerate(rows)]
    return score_first(kb, judge(kb, encode(kb, folder, named)))


def test_the_first_thing_said_is_compared(kb: KnowledgeBase, tmp_path: Path) -> None:
    found = score(
        kb,
        tmp_path,
        {"answers": TUCKS, "accept": ["depth-stop"]},
        {"answers": TUCKS, "accept": ["brace", "warm-up", "depth-stop"]},
        {"answers": TUCKS, "accept": ["brace"]},
        {"answers": TUCKS},
    )
    assert (found.first.n, round((found.first.share or 0) * 3)) == (3, 2)
    assert round((found.top_two.share or 0) * 3) == 1
    assert [miss.id for miss in found.misses] == ["2"]
    assert found.misses[0].first == "depth-stop"


def test_a_level_above_self_care_asks_for_a_visit_first(kb: KnowledgeBase, tmp_path: Path) -> None:
    assert score(kb, tmp_path, {"answers": FEVER, "accept": ["see-someone-first"]}).first.share == 1


def test_where_nothing_leads_the_first_line_for_today_counts(kb: KnowledgeBase, tmp_path: Path) -> None:
    hurting = HARMLESS | {"exercise": "squat", "pain-now": 7}
    assert score(kb, tmp_path, {"answers": hurting, "accept": ["walk-and-keep-moving"]}).first.share == 1


def test_a_word_that_no_line_knows_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text('{"id": "a", "answers": {}, "accept": ["pray"]}', encoding="utf-8")
    made = run("kb", "test", str(file))
    assert made.code == 2
    assert "pray" in made.err


def test_every_contributor_has_an_action(kb: KnowledgeBase) -> None:
    assert [one.id for one in kb.contributors.values() if not one.action] == []


def test_most_people_are_told_first_what_a_coach_would_say(kb: KnowledgeBase) -> None:
    """Twenty lifters as a coach would meet them, and sixty others of all kinds; lower than this is a step back."""
    coached = score_first(kb, judge(kb, read_cases(kb, [str(CASES / "coached.jsonl")])))
    assert (coached.first.share or 0) >= 0.85, coached.misses
    assert (coached.top_two.share or 0) >= 0.75, coached.misses
    everybody = score_first(kb, judge(kb, read_cases(kb, [str(path) for path in sorted(CASES.glob("*.jsonl"))])))
    assert everybody.first.n == 80
    assert (everybody.or_today.share or 0) >= 0.85, everybody.misses


def test_the_lint_refuses_an_action_that_is_no_word(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(find_data_folder(), folder)
    file = folder / "contributors.json"
    file.write_text(file.read_text("utf-8").replace('"action": "depth-stop"', '"action": "dept-stop"', 1), "utf-8")
    made = run("kb", "check", str(folder))
    assert made.code == 1
    assert "dept-stop" in made.out
