"""The figures of the base: they add up, are the same each time, and count what is open for a clinician."""

from __future__ import annotations

import io
import re
from pathlib import Path

import msgspec
import pytest

from backcheck.authoring import stats as counting
from backcheck.authoring.stats import Stats, measure, walk_paths
from backcheck.knowledge.locate import find_data_folder
from backcheck.knowledge.model import KnowledgeBase
from backcheck.show.danger import render_danger_signs
from backcheck.show.scores import render_stats
from backcheck.show.surface import Surface

DOCS = Path(__file__).resolve().parents[2] / "docs" / "knowledge.md"


@pytest.fixture(scope="module")
def stats(kb: KnowledgeBase) -> Stats:
    return measure(kb, find_data_folder())


@pytest.mark.broad
def test_the_same_figures_each_time(kb: KnowledgeBase, stats: Stats) -> None:
    assert msgspec.structs.replace(measure(kb, find_data_folder()), paths=walk_paths(kb)) == stats


def test_what_is_counted_is_there(kb: KnowledgeBase, stats: Stats) -> None:
    assert stats.counts["lifts"] == len(kb.lifts) >= 20
    assert stats.counts["questions"] == len(kb.questions)
    assert stats.counts["danger signs"] < stats.counts["options"]
    assert all(count > 0 for count in stats.counts.values())


def test_interviews_stay_within_their_screens(kb: KnowledgeBase, stats: Stats) -> None:
    for lengths in (stats.paths.without_signs, stats.paths.with_signs):
        assert 1 <= lengths.shortest <= lengths.median <= lengths.longest <= kb.base.max_screens
    assert len(stats.paths.longest_way) == max(stats.paths.without_signs.longest, stats.paths.with_signs.longest)
    assert set(stats.paths.longest_way).isdisjoint(stats.paths.never_met)


def test_claims_add_up(kb: KnowledgeBase, stats: Stats) -> None:
    assert sum(stats.claims.grades.values()) == stats.claims.claims
    assert set(stats.claims.grades) <= set("ABCD")
    assert stats.claims.judgement_only <= stats.claims.grades["D"]
    assert sum(stats.sources.verified.values()) == len(kb.sources)


def test_what_waits_for_a_clinician_is_counted_the_same_everywhere(kb: KnowledgeBase, stats: Stats) -> None:
    agreed, decisions = stats.open.decisions - len(stats.open.waiting), stats.open.decisions
    told = f"{agreed} of {decisions} danger-sign decisions reviewed by a clinician."
    assert kb.base.review.words == told
    assert told in " ".join(" ".join(render_danger_signs(kb, Surface(stream=io.StringIO()))).split())
    page = " ".join(DOCS.read_text(encoding="utf-8").split())
    assert f"**{agreed} of {decisions}**" in page, f"docs/knowledge.md: {agreed} of {decisions} decisions are reviewed"


def test_gaps_name_what_is_there(kb: KnowledgeBase, stats: Stats) -> None:
    known = {*kb.lifts, *kb.contributors, *kb.patterns, *kb.tests, *(lift.family for lift in kb.lifts.values())}
    assert {name for found in stats.gaps.values() for name in found} <= known


def test_without_pyphen_there_is_no_reading_grade(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "can_grade", lambda: False)
    found = measure(kb, find_data_folder())
    assert found.reading is None
    shown = "\n".join(render_stats(msgspec.to_builtins(found), Surface(stream=io.StringIO())))
    assert "pyphen is not installed" in shown


def test_the_table_shows_every_count(stats: Stats) -> None:
    lines = render_stats(msgspec.to_builtins(stats), Surface(stream=io.StringIO()))
    assert all(len(line) <= 80 for line in lines)
    for name, count in stats.counts.items():
        assert any(re.fullmatch(rf"\s*{re.escape(name)}\s+{count}", line) for line in lines)
