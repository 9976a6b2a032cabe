"""The parts of the score: baselines, rows by group, reasons of misses, walks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from backcheck.authoring.cases import Encoded
from backcheck.authoring.judging import share_of
from backcheck.authoring.score import Score, keyword_match, score_cases, words_of
from backcheck.authoring.walks import measure_walks, walk
from backcheck.knowledge.model import KnowledgeBase
from tests.authoring.case_rows import HARMLESS, NUMB, TUCKS, encode

WINK: dict[str, Any] = {"id": "wink", "answers": TUCKS, "gold_cause": ["butt-wink"], "gold_basis": "diagnosis"}


def score(kb: KnowledgeBase, tmp_path: Path, rows: list[dict[str, Any]]) -> Score:
    return score_cases(kb, encode(kb, tmp_path, rows))


def named(cases: list[Encoded], name: str) -> Encoded:
    return next(encoded for encoded in cases if encoded.case.id == name)


def test_keywords_are_words_of_id_and_name() -> None:
    assert words_of("weak-hip-flexors Your hips, and too WEAK a flexor") == {"weak", "hip", "flexors", "hips", "flexor"}


def test_keywords_in_the_story_win(kb: KnowledgeBase, tmp_path: Path) -> None:
    rows = [
        WINK | {"id": "told", "presentation": "Told by a coach: weak hip flexors."},
        WINK | {"id": "silent", "presentation": "xyz"},
        WINK | {"id": "other", "gold_cause": ["bar-drift"], "presentation": "xyz"},
    ]
    cases = encode(kb, tmp_path, rows)
    ranked = keyword_match(kb, cases, "contributors")
    assert ranked(named(cases, "told"))[0] == "weak-hip-flexors"
    assert set(ranked(named(cases, "told"))) == set(kb.contributors)


def test_ties_of_keywords_go_by_the_labels_of_the_other_cases(kb: KnowledgeBase, tmp_path: Path) -> None:
    """Counted with itself, the label of `a` would tie with that of the others."""
    rows = [
        WINK | {"id": "a", "gold_cause": ["bar-drift"], "presentation": "xyz"},
        *(WINK | {"id": name, "gold_cause": ["too-deep"], "presentation": "xyz"} for name in "bc"),
    ]
    cases = encode(kb, tmp_path, rows)
    ranked = keyword_match(kb, cases, "contributors")
    assert ranked(named(cases, "a"))[0] == "too-deep"
    assert ranked(named(cases, "b"))[:2] == ["bar-drift", "too-deep"]


def test_without_a_story_the_words_of_the_ticked_options_are_read(kb: KnowledgeBase, tmp_path: Path) -> None:
    found = score(kb, tmp_path, [WINK, WINK | {"id": "b", "presentation": "a story"}])
    assert found.keyword_text == {"stories": 1, "ticked_labels": 1}
    cases = encode(kb, tmp_path, [{"id": "a", "answers": HARMLESS | {"traits": ["hamstrings"]}}])
    assert keyword_match(kb, [], "contributors")(cases[0])[0] in ("tight-hamstrings", "weak-hamstrings")


def test_a_baseline_is_scored_on_the_cases_of_its_list(kb: KnowledgeBase, tmp_path: Path) -> None:
    found = score(kb, tmp_path, [WINK | {"presentation": "my butt will wink"}, {"id": "b", "answers": NUMB}])
    assert found.baselines["keyword"]["contributors"].top1 == share_of(1, 1)
    assert found.baselines["keyword"]["patterns"].cases == 0


def test_rows_go_by_family_lift_and_basis(kb: KnowledgeBase, tmp_path: Path) -> None:
    rows = [
        WINK | {"gold_cause": ["butt-wink", "excessive-load", "doms"], "gold_triage": "self-care"},
        {"id": "numb", "answers": NUMB, "gold_triage": "urgent", "gold_cause": ["cauda-equina"]},
        {"id": "limited", "answers": HARMLESS, "at_most": "self-care"},
    ]
    groups = score(kb, tmp_path, rows).groups
    family = {row.name: row for row in groups["family"]}
    assert set(family) == {"form", "load"}
    assert family["form"].contributors.top1 == share_of(1, 1)
    assert family["load"].contributors.top1 == share_of(0, 1)
    assert family["form"].exact is None
    assert family["form"].patterns is None
    lift = {row.name: row for row in groups["lift"]}
    assert {name: row.cases for name, row in lift.items()} == {"not stated": 2, "squat": 1}
    assert lift["not stated"].exact == share_of(0, 1)
    assert lift["not stated"].safe == share_of(1, 1)
    assert [row.name for row in groups["lift"]] == ["not stated", "squat"]
    assert {row.name: row.cases for row in groups["basis"]} == {"diagnosis": 1, "not stated": 1}


def test_a_missed_ranking_tells_who_stood_where_and_why(kb: KnowledgeBase, tmp_path: Path) -> None:
    found = score(kb, tmp_path, [WINK | {"gold_cause": ["weak-hip-flexors", "pelvis-off-pad"]}])
    (miss,) = found.misses
    assert [place.id for place in miss.ranking] == list(miss.got)
    first = miss.ranking[0]
    assert (first.id, first.place) == ("butt-wink", 1)
    assert first.points == (first.start or 0) + sum(one.points for one in (*first.for_, *first.against))
    assert ("signs-squat:tailbone-tucks",) in [one.answers for one in first.for_]
    gold = {place.id: place for place in miss.gold}
    assert gold["weak-hip-flexors"].place is not None
    assert gold["weak-hip-flexors"].place > 3
    assert gold["pelvis-off-pad"].place is None


def test_a_right_first_place_is_no_miss(kb: KnowledgeBase, tmp_path: Path) -> None:
    assert score(kb, tmp_path, [WINK]).misses == ()


def test_a_label_at_second_place_is_a_miss_of_the_first_only(kb: KnowledgeBase, tmp_path: Path) -> None:
    second = score(kb, tmp_path, [WINK | {"gold_cause": ["pelvis-off-pad"]}]).misses[0].got[1]
    (miss,) = score(kb, tmp_path, [WINK | {"gold_cause": [second]}]).misses
    assert miss.kind == "contributors, among the first three"
    assert miss.gold == (miss.ranking[1],)


def test_a_walk_asks_and_is_silent_as_the_case_is(kb: KnowledgeBase, tmp_path: Path) -> None:
    cases = encode(kb, tmp_path, [WINK, {"id": "numb", "answers": NUMB}])
    answers = walk(kb, named(cases, "wink").answers)
    assert answers["signs-squat"] == ("tailbone-tucks",)
    assert all(answers[name] == ("none",) for name in HARMLESS)
    assert ("unsure",) in answers.values()
    numb = walk(kb, named(cases, "numb").answers)
    assert [name for name in numb if name not in HARMLESS] == ["age", "safety-numb-saddle"]
    found = measure_walks(kb, cases)
    known = len(set(answers) & set(TUCKS))
    assert found.answered == share_of(known + 2, len(answers) + len(numb))
    assert found.answered_beyond_safety == share_of(known - 4, len(answers) - 4 + 1), "and the age of the numb"
    assert found.max_emergency == len(numb) == 4


def test_not_sure_in_the_file_is_no_answer(kb: KnowledgeBase, tmp_path: Path) -> None:
    unsure = encode(kb, tmp_path, [WINK | {"answers": TUCKS | {"pain-course": "unsure"}}])
    silent = encode(kb, tmp_path, [WINK])
    assert measure_walks(kb, unsure) == measure_walks(kb, silent)


def test_what_stopping_early_loses_is_named(kb: KnowledgeBase, tmp_path: Path) -> None:
    """Where nobody is coached the interview ends before the sign that would have put `butt-wink` first."""
    rows = [WINK | {"id": "cut", "answers": TUCKS | {"safety-nerves": ["one-leg-weak"]}}, WINK]
    stopping = measure_walks(kb, encode(kb, tmp_path, rows)).stopping
    assert stopping["contributors"].top1_lost == ("cut",)
    assert stopping["contributors"].top1_gained == ()
    assert stopping["patterns"].top1_lost == ()


def test_no_cases_give_nothing(kb: KnowledgeBase) -> None:
    found = measure_walks(kb, [])
    assert (found.median, found.answered) == (0, share_of(0, 0))
