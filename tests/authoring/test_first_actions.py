"""What people are told first, beside what a coach would accept: what is counted, and what the base must say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from backcheck.authoring.first_actions import FirstScore, score_first
from backcheck.authoring.judging import judge
from backcheck.knowledge.model import KnowledgeBase
from tests.authoring.case_rows import FEVER, HARMLESS, TUCKS, encode
from tests.cli.program import run


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
