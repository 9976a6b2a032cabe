"""The tool that fits shared parameters: what it changes in the points, and that it finds what is there to be found."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from backcheck.authoring.cases import Encoded
from backcheck.authoring.judging import judge_answers
from backcheck.knowledge.model import KnowledgeBase
from backcheck.reasoning.index import index_of
from tests.authoring.case_rows import ARCHES, TUCKS, encode, write_cases
from tools import calibrate as tool
from tools.calibrate import (
    PARAMETERS,
    SPREAD,
    TODAY,
    Plan,
    Row,
    apply,
    calibrate,
    fit,
    make_rows,
    mcnemar,
    round_half,
    split,
)
from tools.points import list_points

SIGN = PARAMETERS.index("weight sign")
LOAD = PARAMETERS.index("start load")
HABITS: dict[str, Any] = {"changed": ["load-jump"], "pain-changes": ["heavy-only"]}


def _with(place: int, value: float) -> list[float]:
    return [value if at == place else today for at, today in enumerate(TODAY)]


def _wrong_about_signs(kb: KnowledgeBase, tmp_path: Path) -> list[Encoded]:
    """Lifters whose load was to blame whatever they saw in their lift: signs weigh too much here."""
    rows = [
        {"id": f"{name}{number}", "answers": answers | HABITS, "gold_cause": ["excessive-load"]}
        for number in range(6)
        for name, answers in (("tuck", TUCKS), ("arch", ARCHES))
    ]
    return encode(kb, tmp_path, rows)


def test_there_are_twelve_parameters_at_most() -> None:
    assert len(PARAMETERS) == len(TODAY) == len(SPREAD) <= 12


def test_the_parameters_of_today_change_nothing(kb: KnowledgeBase) -> None:
    same = apply(kb, TODAY)
    assert list(list_points(same)) == list(list_points(kb))
    assert same.contributors == kb.contributors
    assert same.patterns == kb.patterns


def test_a_weight_changes_the_points_of_its_kind_alone(kb: KnowledgeBase) -> None:
    before, after = index_of(kb), index_of(apply(kb, _with(SIGN, 2.0)))
    for tick, made in before.options.items():
        factor = 2.0 if tick[0].startswith("signs-") else 1.0
        assert after.options[tick].says == {target: points * factor for target, points in made.says.items()}
    assert {tick: made.says for tick, made in after.moments.items()} == {
        tick: made.says for tick, made in before.moments.items()
    }


def test_a_start_moves_its_family_alone(kb: KnowledgeBase) -> None:
    moved = apply(kb, _with(LOAD, 1.5))
    for name, entry in kb.contributors.items():
        assert moved.contributors[name].start == entry.start + (1.5 if entry.family == "load" else 0.0)
    assert moved.patterns == kb.patterns


@pytest.mark.parametrize("weight", [0.01, 0.3, 0.77, 1.2])
def test_points_stay_halves_keep_their_sign_and_are_never_nought(kb: KnowledgeBase, weight: float) -> None:
    small = list(list_points(apply(kb, [*TODAY[:6], *[weight] * 6])))
    for old, new in zip(list_points(kb), small, strict=True):
        assert new * 2 == int(new * 2)
        assert old * new > 0 or old == new == 0


@pytest.mark.parametrize(
    ("value", "half"), [(0.24, 0.0), (0.25, 0.5), (-0.25, -0.5), (1.7, 1.5), (-1.76, -2.0), (0, 0)]
)
def test_halves_are_the_nearest_ones(value: float, half: float) -> None:
    assert round_half(value) == half


def test_the_rows_hold_the_points_of_the_ranking(kb: KnowledgeBase, tmp_path: Path) -> None:
    """Otherwise something else would be fitted than is ranked."""
    for encoded in _wrong_about_signs(kb, tmp_path)[:2]:
        (row,) = make_rows(kb, encoded)
        ranked = judge_answers(kb, encoded.case, encoded.answers).sums["contributors"]
        sums = [
            fixed + sum(a * b for a, b in zip(slope, TODAY, strict=True))
            for fixed, slope in zip(row.fixed, row.slopes, strict=True)
        ]
        assert sums == pytest.approx([total.points for total in ranked])
        assert [ranked[place].target for place in row.gold] == ["excessive-load"]


def test_the_fit_is_where_the_likelihood_is_greatest(kb: KnowledgeBase, tmp_path: Path) -> None:
    rows = [row for encoded in _wrong_about_signs(kb, tmp_path) for row in make_rows(kb, encoded)]
    found, scale = fit(rows, 1.0)
    assert found[SIGN] < 1
    assert found[LOAD] > 0
    least = tool._objective(rows, found, scale, 1.0)
    for place in range(len(found)):
        for step in (-0.05, 0.05):
            beside = [value + step * (at == place) for at, value in enumerate(found)]
            assert tool._objective(rows, beside, scale, 1.0) >= least


def test_a_strong_penalty_leaves_everything_as_it_is(kb: KnowledgeBase, tmp_path: Path) -> None:
    rows = [row for encoded in _wrong_about_signs(kb, tmp_path) for row in make_rows(kb, encoded)]
    assert fit(rows, 1e6)[0] == pytest.approx(list(TODAY), abs=1e-3)


def test_a_fault_that_all_cases_share_is_mended_for_cases_left_out(kb: KnowledgeBase, tmp_path: Path) -> None:
    found = calibrate(kb, _wrong_about_signs(kb, tmp_path), {"tuck0"}, Plan(repeats=2, folds=4, strength=0.1))
    first = found.figures["all"]["contributors1"]
    assert (first.n, first.after >= first.before) == (12, True)
    assert first.gain == pytest.approx(first.after - first.before)
    assert found.loss[1] < found.loss[0]
    assert found.figures["seen"]["contributors1"].n == 1
    assert found.figures["apart"]["contributors1"].n == 11
    assert found.figures["all"]["patterns1"].n == 0


def test_a_case_is_never_fitted_on_while_it_is_left_out(
    kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told: list[int] = []

    def counted(rows: list[Row], strength: float) -> tuple[list[float], float]:
        told.append(len(rows))
        return fit(rows, strength)

    monkeypatch.setattr(tool, "fit", counted)
    calibrate(kb, _wrong_about_signs(kb, tmp_path), set(), Plan(repeats=1, folds=12))
    assert told == [11] * 12 + [12]


def test_the_parts_hold_every_case_once() -> None:
    parts = split(23, 10, Random(4))
    assert sorted(place for part in parts for place in part) == list(range(23))
    assert {len(part) for part in parts} == {2, 3}
    assert split(23, 10, Random(4)) == parts != split(23, 10, Random(5))


@pytest.mark.parametrize(
    ("gained", "lost", "p"), [(0, 0, 1.0), (1, 0, 1.0), (5, 5, 1.0), (6, 0, 0.0312), (9, 1, 0.0215)]
)
def test_the_paired_test_is_the_exact_one(gained: int, lost: int, p: float) -> None:
    assert mcnemar(gained, lost) == mcnemar(lost, gained) == pytest.approx(p, abs=1e-4)


def test_the_interval_of_a_mean_holds_it_and_has_a_seed() -> None:
    values = [0.0, 1.0, 1.0, 1.0, 0.0, 1.0]
    low, high = tool.bootstrap(values, 3)
    assert low < sum(values) / len(values) < high
    assert tool.bootstrap(values, 3) == (low, high)
    assert tool.bootstrap([1.0] * 5, 3) == (1.0, 1.0)


@pytest.mark.parametrize("columns", ["40", "80"])
def test_it_prints_a_page_and_json(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, columns: str
) -> None:
    rows = [{"id": name, "answers": TUCKS, "gold_cause": ["butt-wink"]} for name in ("one", "two")]
    cases, seen = write_cases(tmp_path / "cases.jsonl", rows), write_cases(tmp_path / "seen.jsonl", rows[:1])
    monkeypatch.setenv("COLUMNS", columns)
    calls = [cases, "--seen", seen, "--repeats", "1", "--folds", "2"]
    assert tool.main(calls) == 0
    shown = capsys.readouterr().out
    assert "2 cases, 2 folds, 1 repeats, seed 1" in " ".join(shown.split())
    assert "Cases: apart" in shown
    assert max(map(len, shown.splitlines())) <= int(columns)
    assert tool.main([*calls, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["calibration"]
    assert set(found["figures"]) == {"all", "seen", "apart"}
    assert set(found["parameters"]) == set(PARAMETERS)
