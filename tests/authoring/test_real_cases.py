"""The encoded cases that ship with the tests: the promises that hold on them, and how well two readers agreed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from backcheck.authoring.cases import Encoded, read_cases
from backcheck.authoring.judging import Ranking
from backcheck.authoring.score import RankingScore, Score, score_cases
from backcheck.knowledge.levels import URGENCY
from backcheck.knowledge.load import read_base
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import FollowUpQuestion
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.interview import next_question
from backcheck.reasoning.triage import triage_level
from tests.authoring.spoiling import check_folder, copy_base, put, read, write

CASES = Path(__file__).resolve().parents[1] / "cases"


@pytest.fixture(scope="module")
def cases(kb: KnowledgeBase) -> list[Encoded]:
    return read_cases(kb, [str(CASES / "real.jsonl"), str(CASES / "ordinary.jsonl")])


@pytest.fixture(scope="module")
def score(kb: KnowledgeBase, cases: list[Encoded]) -> Score:
    return score_cases(kb, cases, screens=True)


@pytest.fixture(scope="module")
def everybody(kb: KnowledgeBase) -> list[Encoded]:
    """Every file of the folder: what is no case file has no place there."""
    return read_cases(kb, [str(path) for path in sorted(CASES.glob("*.jsonl"))])


@pytest.mark.parametrize("name", ["nerves", *(pytest.param(name, marks=pytest.mark.broad) for name in ("pain", "you"))])
def test_a_row_is_retired_in_two_files_and_no_case_has_to_be_edited(
    kb: KnowledgeBase, tmp_path: Path, everybody: list[Encoded], name: str
) -> None:
    """Only what counts decisions changes; who ticked the row, and said more, loads as before at the same level."""
    row = kb.questions[f"safety-{name}"].offered[-1].id
    folder = copy_base(tmp_path / "base")
    put(f"danger-signs/{name}.json", "options", row, "retired", value=True)(folder)
    groups = read(folder, "check-in.json")
    for group in groups:
        group["rows"] = [tick for tick in group["rows"] if tick[1] != row]
    write(folder, "check-in.json", groups)
    assert {finding.code for finding in check_folder(folder)} <= {"BC507", "BC508"}, "only what docs/tasks says"
    retired = read_base(folder)
    again = read_cases(retired, [str(path) for path in sorted(CASES.glob("*.jsonl"))])
    assert any(f"safety-{row}" in one.answers for one in again)
    moved = [one.case.id for one in again if triage_level(retired, one.answers) != triage_level(kb, one.answers)]
    assert moved == []
    assert [one.answers for one in again] == [one.answers for one in everybody]


def test_every_file_of_the_folder_is_scored_and_nobody_grave_comes_out_too_low(
    kb: KnowledgeBase, everybody: list[Encoded]
) -> None:
    booked = {"r25"}  # a stiff back with a red eye: told beside the question to have the eye seen today
    for one in (one for one in everybody if one.case.id not in booked):
        case, grave = one.case, ("emergency", "urgent")
        known = [*case.wanted, *filter(None, (case.gold_triage,)), *case.gold_triage_also_ok]
        if known and all(level in grave for level in known) and not case.hindsight_label:
            least = min(URGENCY[level] for level in known)
            assert URGENCY[triage_level(kb, one.answers)] >= least, case.id


def test_facts_that_are_graver_together_and_their_harmless_neighbours_come_out_as_guidance_wants(
    kb: KnowledgeBase,
) -> None:
    people = read_cases(kb, [str(CASES / "graver-together.jsonl")])
    assert len(people) == 18
    for one in people:
        assert triage_level(kb, one.answers) in one.case.wanted, one.case.id


def test_all_people_are_there(cases: list[Encoded]) -> None:
    assert len(cases) == 44 + 19


def test_no_emergency_or_urgent_case_comes_out_too_low(score: Score) -> None:
    assert score.triage.under_triaged == ()


def test_no_ordinary_person_is_sent_further_than_they_may(score: Score) -> None:
    assert score.triage.sent_too_far == ()
    assert score.triage.ordinary.n == 19


def test_few_who_can_train_on_are_sent_onward(score: Score) -> None:
    assert (score.triage.self_care_sent_on.share or 0) <= 0.08


def test_interviews_stay_within_their_screens(kb: KnowledgeBase, score: Score) -> None:
    assert score.screens is not None
    assert score.screens.max <= kb.base.max_screens


def test_an_emergency_on_the_first_two_lists_ends_the_interview_there(kb: KnowledgeBase, cases: list[Encoded]) -> None:
    tried = 0
    for encoded in cases:
        first = {name: encoded.answers[name] for name in ("safety-body", "safety-nerves")}
        if triage_level(kb, first) == "emergency":
            tried += 1
            first["age"] = ("unsure",)
            asked: dict[str, Answer] = {}
            while (question := next_question(kb, asked)) is not None:
                about_a_tick = isinstance(question, FollowUpQuestion) and question.list_id in first
                asked[question.id] = ("unsure",) if about_a_tick else first[question.id]
    assert tried >= 5


def test_urgency_and_both_rankings_beat_their_baselines(score: Score) -> None:
    assert (score.triage.safe.share or 0) >= 0.95
    rankings: tuple[tuple[RankingScore, Ranking], ...]
    rankings = ((score.contributors, "contributors"), (score.patterns, "patterns"))
    for ranking, name in rankings:
        for baseline in score.baselines.values():
            assert (ranking.top1.share or 0) > (baseline[name].top1.share or 0)
            assert (ranking.top3.share or 0) > (baseline[name].top3.share or 0)


def test_two_readers_agree_on_most_answers(cases: list[Encoded], kb: KnowledgeBase) -> None:
    first = {encoded.case.id: encoded.answers for encoded in cases}
    second = read_cases(kb, [str(CASES / "second-reader.jsonl")])
    assert len(second) == 10
    pairs = [
        (first[other.case.id].get(name, ("unsure",)), other.answers.get(name, ("unsure",)))
        for other in second
        for name in {*first[other.case.id], *other.answers}
    ]
    assert sum(a == b for a, b in pairs) / len(pairs) >= 0.85


def test_the_table_in_the_readme_is_that_of_the_program(score: Score) -> None:
    readme = (CASES.parents[1] / "README.md").read_text(encoding="utf-8")
    table = readme.partition("<!-- score -->")[2].partition("<!-- /score -->")[0]
    for name, share in _shown(score).items():
        cell = f"{share['share']:.0%} of {share['n']} ({share['interval'][0]:.0%} to {share['interval'][1]:.0%})"
        assert f"| {name} | {cell} |" in table, f"README: {name} is {cell}"


def _shown(score: Score) -> dict[str, Any]:
    plain = msgspec.to_builtins(score)
    return {
        "urgency, exact": plain["triage"]["exact"],
        "urgency, exact or an accepted neighbour": plain["triage"]["lenient"],
        "urgency, not too low": plain["triage"]["safe"],
        "self-care sent onward": plain["triage"]["self_care_sent_on"],
        "ordinary people within their level": plain["triage"]["ordinary"],
        "contributors, first": plain["contributors"]["top1"],
        "contributors, first three": plain["contributors"]["top3"],
        "patterns, first": plain["patterns"]["top1"],
        "patterns, first three": plain["patterns"]["top3"],
    }
