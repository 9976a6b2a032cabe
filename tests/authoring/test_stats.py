"""The figures of the base: they add up, are the same each time, and count what is open for a clinician."""

from __future__ import annotations

import io
import re
from pathlib import Path
from random import Random
from statistics import quantiles

import msgspec
import pytest

from backcheck.ask.conversation import converse
from backcheck.ask.port import Given, Reply, Screen
from backcheck.authoring import stats as counting
from backcheck.authoring.stats import Stats, measure, walk_paths
from backcheck.knowledge.locate import find_data_folder
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.records import NONE, RESERVED, UNSURE
from backcheck.show.danger import render_danger_signs
from backcheck.show.knowledge_base import render_stats
from backcheck.show.surface import Surface
from tests.ask.scripted import ScriptedAsker

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
    """Without a tick at median 13 and at most 14; with one or two ticks at most two more, one for each."""
    without, ticked = stats.paths.without_signs, stats.paths.with_signs
    for lengths in (without, ticked):
        assert 1 <= lengths.shortest <= lengths.median <= lengths.longest
    assert without.median <= 13
    assert without.longest <= kb.base.max_screens == 14
    assert ticked.longest <= kb.base.max_screens + 2
    assert len(stats.paths.longest_way) == max(stats.paths.without_signs.longest, stats.paths.with_signs.longest)
    assert set(stats.paths.longest_way).isdisjoint(stats.paths.never_met)


class Reader(ScriptedAsker):
    """Answers by chance, ticks no danger sign, and counts the words of each question with its rows."""

    def __init__(self, activity: str, chance: Random) -> None:
        super().__init__({"exercise": (activity,)})
        self.chance, self.words = chance, 0

    def ask(self, screen: Screen) -> Reply:
        rows = [row for row in screen.rows if row.id not in RESERVED]
        self.words += len(" ".join([screen.question.prompt, *(row.label for row in rows)]).split())
        reply = super().ask(screen)
        if screen.question.stage == "safety":
            return Given((NONE,))
        if screen.question.id == "exercise":
            return reply
        return Given((self.chance.choice([row.id for row in screen.rows]),)) if rows else Given((UNSURE,))


def test_an_interview_without_a_tick_is_read_in_few_words(kb: KnowledgeBase) -> None:
    """At most 900 words for nine in ten people, and never many more."""
    chance, words = Random(7), []
    for activity in (*kb.lifts, *kb.activities, UNSURE) * 2:
        reader = Reader(activity, chance)
        converse(kb, {}, reader)
        assert len(reader.screens) <= kb.base.max_screens
        words.append(reader.words)
    assert quantiles(words, n=10)[-1] <= 900, "the questions are too long: say some rows in fewer words"
    assert max(words) <= 950


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
