"""The score: hand-made cases with an outcome known beforehand, the interval, the baseline, and errors of case files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from backcheck.authoring.cases import Encoded, read_cases
from backcheck.authoring.judging import share_of
from backcheck.authoring.score import Score, score_cases
from backcheck.authoring.walks import walk
from backcheck.errors import FileError, UsageError
from backcheck.knowledge.model import KnowledgeBase
from tests.authoring.case_rows import ARCHES, FEVER, HARMLESS, LISTS, NUMB, TUCKS, write_cases

FIVE: list[dict[str, Any]] = [
    {"id": "as-labelled", "answers": NUMB, "gold_triage": "emergency"},
    {"id": "over", "answers": FEVER, "gold_triage": "clinician", "gold_triage_also_ok": ["urgent"]},
    {"id": "under", "answers": HARMLESS, "gold_triage": "urgent", "gold_triage_also_ok": ["clinician"]},
    {"id": "unforeseeable", "answers": HARMLESS, "gold_triage": "emergency", "hindsight_label": True},
    {"id": "too-far", "answers": FEVER, "at_most": "clinician"},
]
"""One that is exact, one only lenient, one too low, one that nobody could know, one sent further than it may."""


def score(kb: KnowledgeBase, tmp_path: Path, rows: list[dict[str, Any]], *, screens: bool = False) -> Score:
    return score_cases(kb, read_cases(kb, [write_cases(tmp_path / "cases.jsonl", rows)]), screens=screens)


def read(kb: KnowledgeBase, tmp_path: Path, text: str | bytes) -> list[Encoded]:
    path = tmp_path / "cases.jsonl"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_cases(kb, [str(path)])


def fault_of(kb: KnowledgeBase, tmp_path: Path, text: str | bytes) -> str:
    with pytest.raises(UsageError) as caught:
        read(kb, tmp_path, text)
    assert "\n" not in caught.value.problem
    return f"{caught.value.problem} {caught.value.remedy}"


def test_people_with_wanted_levels_are_counted_by_group(kb: KnowledgeBase, tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"id": "right", "answers": NUMB, "wanted": ["urgent", "emergency"], "group": "serious"},
        {"id": "low", "answers": HARMLESS, "wanted": ["clinician", "emergency"], "group": "serious"},
        {"id": "lowest", "answers": HARMLESS, "wanted": ["urgent", "emergency"], "group": "serious"},
        {"id": "high", "answers": FEVER, "wanted": ["self-care"], "group": "ordinary"},
        {"id": "unsure", "answers": {**HARMLESS, "safety-you": ["unsure"]}, "wanted": ["self-care", "clinician"]},
        {"id": "other", "answers": FEVER, "at_most": "urgent"},
    ]
    found = score(kb, tmp_path, rows)
    told = {row.group: (row.people, row.right, row.too_low, row.too_high) for row in found.wanted.rows}
    assert told == {
        "serious": (3, 1, ("low", "lowest"), ()),
        "ordinary": (1, 0, (), ("high",)),
        "people": (1, 1, (), ()),
    }
    assert found.triage.under_triaged == ("lowest",)
    assert [(miss.id, miss.kind) for miss in found.misses] == [
        ("low", "too low"),
        ("lowest", "too low"),
        ("high", "too high"),
    ]
    assert found.wanted.unsure == share_of(1, 5 * len(LISTS))


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(8, 10, 0.490, 0.943), (0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (1, 1, 0.207, 1.0), (50, 100, 0.404, 0.596)],
)
def test_the_interval_is_wilsons(hits: int, n: int, low: float, high: float) -> None:
    found = share_of(hits, n)
    assert found.share == pytest.approx(hits / n)
    assert found.n == n
    assert found.interval is not None
    assert found.interval == pytest.approx((low, high), abs=0.0006)


def test_a_share_of_nothing_is_no_number() -> None:
    assert msgspec.to_builtins(share_of(0, 0)) == {"share": None, "n": 0, "interval": None}


def test_triage_of_five_cases_is_scored_as_labelled(kb: KnowledgeBase, tmp_path: Path) -> None:
    found = score(kb, tmp_path, FIVE)
    triage = found.triage
    assert found.cases == 5
    assert triage.exact == share_of(1, 3)
    assert triage.lenient == share_of(2, 3)
    assert triage.safe == share_of(2, 3)
    assert triage.under_triaged == ("under",)
    assert triage.sent_too_far == ("too-far",)
    assert triage.ordinary == share_of(0, 1)
    assert triage.matrix == {
        "emergency": {"emergency": 1, "self-care": 1},
        "clinician": {"urgent": 1},
        "urgent": {"self-care": 1},
    }


def test_what_nobody_could_know_is_counted_apart(kb: KnowledgeBase, tmp_path: Path) -> None:
    triage = score(kb, tmp_path, FIVE).triage
    assert triage.all_exact == share_of(1, 4)
    assert triage.all_lenient == share_of(2, 4)
    assert triage.all_safe == share_of(2, 4)
    assert "unforeseeable" not in triage.under_triaged


def test_each_miss_is_named_with_its_reason(kb: KnowledgeBase, tmp_path: Path) -> None:
    misses = {miss.id: miss for miss in score(kb, tmp_path, FIVE).misses}
    assert set(misses) == {"under", "unforeseeable", "too-far"}
    assert misses["under"].kind == "under"
    assert misses["under"].wanted == ("urgent", "clinician")
    assert misses["under"].got == ("self-care",)
    assert "pain-changes" in misses["under"].could_raise
    assert not set(misses["under"].could_raise) & set(LISTS)
    assert misses["too-far"].could_raise == ()
    assert misses["unforeseeable"].hindsight
    assert misses["too-far"].kind == "too far"
    assert misses["too-far"].because == ("safety-body:fever",)


def test_a_case_above_its_label_is_safe_and_over(kb: KnowledgeBase, tmp_path: Path) -> None:
    found = score(kb, tmp_path, [{"id": "a", "answers": FEVER, "gold_triage": "self-care"}])
    assert found.triage.safe == share_of(1, 1)
    assert found.triage.lenient == share_of(0, 1)
    assert found.triage.self_care_sent_on == share_of(1, 1)
    assert [(miss.kind, miss.because) for miss in found.misses] == [("over", ("safety-body:fever",))]


def test_a_case_may_be_as_far_as_it_may_be(kb: KnowledgeBase, tmp_path: Path) -> None:
    triage = score(kb, tmp_path, [{"id": "a", "answers": FEVER, "at_most": "urgent"}]).triage
    assert triage.sent_too_far == ()
    assert triage.ordinary == share_of(1, 1)


def test_safe_counts_from_the_lowest_level_that_is_accepted(kb: KnowledgeBase, tmp_path: Path) -> None:
    row = {"id": "a", "answers": HARMLESS, "gold_triage": "urgent", "gold_triage_also_ok": ["self-care"]}
    triage = score(kb, tmp_path, [row]).triage
    assert (triage.exact, triage.safe, triage.under_triaged) == (share_of(0, 1), share_of(1, 1), ())


def test_causes_are_scored_first_and_among_three(kb: KnowledgeBase, tmp_path: Path) -> None:
    rows = [
        {"id": "first", "answers": TUCKS, "gold_cause": ["butt-wink"]},
        {"id": "never", "answers": TUCKS, "gold_cause": ["weak-hip-flexors"]},
        {"id": "either", "answers": ARCHES, "gold_cause": ["weak-hip-flexors", "hyperextension"]},
        {"id": "pattern", "answers": ARCHES, "gold_cause": ["cauda-equina"]},
    ]
    found = score(kb, tmp_path, rows)
    assert (found.contributors.cases, found.patterns.cases) == (3, 1)
    assert found.contributors.top1 == share_of(2, 3)
    assert found.contributors.top3 == share_of(2, 3)
    assert found.patterns.top1 == share_of(0, 1)
    missed = [miss for miss in found.misses if miss.kind == "contributors"]
    assert [(miss.id, miss.wanted) for miss in missed] == [("never", ("weak-hip-flexors",))]
    assert missed[0].got[0] == "butt-wink"


@pytest.mark.parametrize(
    "unfair",
    [{"individual": False}, {"hindsight_label": True}, {"gold_confidence": "low"}, {"gold_cause": ["other:x"]}],
)
def test_unfair_cases_are_left_out_of_the_causes(kb: KnowledgeBase, tmp_path: Path, unfair: dict[str, Any]) -> None:
    row = {"id": "a", "answers": TUCKS, "gold_cause": ["butt-wink"]}
    assert score(kb, tmp_path, [row]).contributors.cases == 1
    assert score(kb, tmp_path, [row | unfair]).contributors.cases == 0


def test_the_baseline_never_sees_the_case_at_hand(kb: KnowledgeBase, tmp_path: Path) -> None:
    """Counted with itself, `rounding` would be right twice; without, ties go by name and it never comes first."""
    rows = [
        {"id": "a", "answers": TUCKS, "gold_cause": ["rounding"]},
        {"id": "b", "answers": TUCKS, "gold_cause": ["rounding"]},
        {"id": "c", "answers": TUCKS, "gold_cause": ["butt-wink"]},
    ]
    baseline = score(kb, tmp_path, rows).baselines["most_common"]["contributors"]
    assert baseline.cases == 3
    assert baseline.top1 == share_of(0, 3)
    assert baseline.top3 == share_of(2, 3)


def test_the_baseline_has_no_answer_for_a_single_case(kb: KnowledgeBase, tmp_path: Path) -> None:
    rows = [{"id": "a", "answers": TUCKS, "gold_cause": ["butt-wink"]}]
    assert score(kb, tmp_path, rows).baselines["most_common"]["contributors"].top3 == share_of(0, 1)


def test_screens_are_counted_on_wish_only(kb: KnowledgeBase, tmp_path: Path) -> None:
    assert score(kb, tmp_path, FIVE).screens is None
    counted = score(kb, tmp_path, FIVE, screens=True).screens
    assert counted is not None
    assert 4 <= counted.median <= counted.max <= kb.base.max_screens
    assert counted.max_emergency == 4, "the age, the two lists of emergencies, and what is asked about the tick"


def test_an_emergency_ends_the_interview_on_its_screen(kb: KnowledgeBase) -> None:
    assert len(walk(kb, {"safety-body": ("tearing",)})) == 2
    assert len(walk(kb, {"safety-nerves": ("bladder",)})) == 4
    assert 8 <= len(walk(kb, {"exercise": ("squat",)})) <= kb.base.max_screens


def test_no_cases_give_no_figures(kb: KnowledgeBase) -> None:
    found = score_cases(kb, [], screens=True)
    assert found.cases == 0
    assert found.triage.exact == share_of(0, 0)
    assert found.screens is not None
    assert (found.screens.median, found.screens.max, found.screens.max_emergency) == (0.0, 0, 0)
    assert found.screens.answered == share_of(0, 0)
    assert found.groups == {"family": (), "lift": (), "basis": ()}


def test_the_score_has_the_keys_of_the_contract(kb: KnowledgeBase, tmp_path: Path) -> None:
    found = msgspec.to_builtins(score(kb, tmp_path, FIVE, screens=True))
    assert set(found) >= {
        "schema_version",
        "cases",
        "triage",
        "contributors",
        "patterns",
        "baselines",
        "screens",
        "misses",
    }
    assert set(found["triage"]) >= {"exact", "lenient", "safe", "under_triaged", "matrix"}
    assert set(found["triage"]["exact"]) == {"share", "n", "interval"}
    assert set(found["patterns"]) == {"cases", "top1", "top3"}
    assert {"median", "max"} <= set(found["screens"])


def test_runs_of_one_case_do_not_make_the_interval_narrow() -> None:
    assert share_of(400, 2000, 10) == msgspec.structs.replace(share_of(2, 10), n=2000)
    assert share_of(0, 0, 0) == share_of(0, 0)


def test_the_order_of_cases_changes_no_figure(kb: KnowledgeBase, tmp_path: Path) -> None:
    there, back = score(kb, tmp_path, FIVE), score(kb, tmp_path, FIVE[::-1])
    assert there.triage.exact == back.triage.exact
    assert sorted(there.triage.under_triaged) == sorted(back.triage.under_triaged)
    assert {miss.id for miss in there.misses} == {miss.id for miss in back.misses}


def test_empty_lines_and_unknown_keys_are_passed_over(kb: KnowledgeBase, tmp_path: Path) -> None:
    row = json.dumps({"id": "a", "answers": {}, "facts": [1], "source_url": "x"})
    assert [encoded.case.id for encoded in read(kb, tmp_path, f"\n{row}\n   \n{row}\n")] == ["a", "a"]
    assert read(kb, tmp_path, "") == []


def test_several_files_are_read_one_after_the_other(kb: KnowledgeBase, tmp_path: Path) -> None:
    names = [write_cases(tmp_path / f"{name}.jsonl", [{"id": name, "answers": {}}]) for name in ("b", "a")]
    assert [encoded.case.id for encoded in read_cases(kb, names)] == ["b", "a"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "truncated"),
        ("not JSON", "invalid"),
        ("[]", "object"),
        ('{"answers": {}}', "`id`"),
        ('{"id": "a"}', "`answers`"),
        ('{"id": "a", "answers": []}', "$.answers"),
        ('{"id": "a", "answers": {}, "gold_triage": "soon"}', "'soon'"),
        ('{"id": "a", "answers": {}, "gold_triage_also_ok": ["soon"]}', "$.gold_triage_also_ok[0]"),
        ('{"id": "a", "answers": {"agee": "20-44"}}', "'agee'"),
        ('{"id": "a", "answers": {"age": "21"}}', "$.answers.age"),
        ('{"id": "a", "answers": {"safety-you": ["none", "cancer"]}}', "$.answers.safety-you"),
        ('{"id": "a", "answers": {"safety-you": ["cancr"]}}', "cancer"),
        ('{"id": "a", "answers": {"pain-now": 11}}', "$.answers.pain-now"),
        ('{"id": "a", "answers": {"pain-now": NaN}}', "invalid"),
        ('{"id": "a", "answers": {"age": ' + "[" * 100_000, "recursion"),
    ],
)
def test_a_wrong_line_is_named_with_file_and_line(kb: KnowledgeBase, tmp_path: Path, line: str, told: str) -> None:
    good = json.dumps({"id": "good", "answers": {}})
    message = fault_of(kb, tmp_path, f"{good}\n\n{line}\n{good}\n")
    assert "cases.jsonl, line 3: " in message
    assert told.casefold() in message.casefold()


def test_a_line_that_is_not_utf_8_is_named(kb: KnowledgeBase, tmp_path: Path) -> None:
    assert "line 1: " in fault_of(kb, tmp_path, b'{"id": "\xff", "answers": {}}')


@pytest.mark.parametrize("name", ["nowhere.jsonl", "."])
def test_a_file_that_cannot_be_read_is_named(kb: KnowledgeBase, tmp_path: Path, name: str) -> None:
    with pytest.raises(FileError) as caught:
        read_cases(kb, [str(tmp_path / name)])
    assert "can't be read" in caught.value.problem


def test_no_control_sequence_of_a_file_is_repeated(kb: KnowledgeBase, tmp_path: Path) -> None:
    message = fault_of(kb, tmp_path, json.dumps({"id": "a", "answers": {"\x1b[2Jage": "x"}}))
    assert "\x1b" not in message
