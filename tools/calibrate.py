"""Whether a few shared parameters, fitted on labelled cases, rank better than the points as they are.

Twelve at most: the start of each family of contributors (form stays), how far apart the starts of patterns are, and
the weight of each kind of answer. Fitted by penalised likelihood round the points as they are, rounded to the halves
of the files, and judged on cases that the fit has not seen (ten-fold cross-validation, repeated). Writes nothing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import comb, copysign, exp, floor, log
from random import Random
from typing import Any

import msgspec

from backcheck.authoring.cases import Encoded, read_cases
from backcheck.authoring.judging import RANKINGS, Ranking, is_hit, judge_answers, labels_of
from backcheck.knowledge.model import KnowledgeBase
from backcheck.reasoning.index import MOMENT, Statement, index_of
from backcheck.show.page import Page
from backcheck.show.surface import Surface
from tools.cases import natural, parser_of, run
from tools.points import RULE, change_points
from tools.progress import show_progress

REPEATS, FOLDS, SEED = 20, 10, 1
RESAMPLES = 2000
"""Bootstrap samples behind an interval."""

SEEN = "tests/cases/real.jsonl"
"""The cases that were seen while the points were written, counted apart."""

FAMILIES = ("load", "core", "imbalance", "readiness", "equipment")
WEIGHTS = ("sign", "moment", "change", "trait", "pain", "rule")
PARAMETERS = (*(f"start {name}" for name in FAMILIES), "starts of patterns", *(f"weight {name}" for name in WEIGHTS))
TODAY = (*[0.0] * len(FAMILIES), 1.0, *[1.0] * len(WEIGHTS))
"""The parameters that leave all points as they are."""

SPREAD = (*[1.0] * len(FAMILIES), 0.4, *[0.4] * len(WEIGHTS))
"""How far each may stray: the standard deviation of the prior, in points for starts and as a factor for weights."""

PATTERNS = len(FAMILIES)
LN2 = log(2)
HALF = 0.5

Vector = list[float]


class Row(msgspec.Struct, frozen=True):
    """One list of one case: for each target its points as `fixed` + sum(parameter * `slope`), and the labels."""

    fixed: Vector
    slopes: list[Vector]
    gold: list[int]


class Compared(msgspec.Struct, frozen=True):
    """One figure before and after on the same cases.

    `after` counts a case by the share of repeats in which it was right while held out; `gained` and `lost` are the
    cases right in more than half of the repeats and wrong before, and the other way round; `p` is the exact two-sided
    McNemar test of the two. Intervals are those of the bootstrap over cases, at 95 %.
    """

    n: int
    before: float
    before_interval: tuple[float, float]
    after: float
    after_interval: tuple[float, float]
    gain: float
    gain_interval: tuple[float, float]
    fitted: float
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    p: float


class Plan(msgspec.Struct, frozen=True):
    """How often the cases are split into how many parts, the seed, and what the penalty is multiplied by."""

    repeats: int = REPEATS
    folds: int = FOLDS
    seed: int = SEED
    strength: float = 1.0


class Calibration(msgspec.Struct, frozen=True):
    """What was fitted on all cases, and each figure by group of cases (all, seen, apart), list and depth (1 or 3).

    `loss` is the mean log loss of the held-out labels in bits, before and after, with unrounded parameters.
    """

    cases: int
    plan: Plan
    parameters: dict[str, float]
    loss: tuple[float, float]
    figures: dict[str, dict[str, Compared]]


def kind_of(question: str) -> int:
    """The place among `PARAMETERS` of the weight for this question (or `RULE`)."""
    if question == RULE or question.startswith("safety-"):
        name = "rule"
    elif question == MOMENT:
        name = "moment"
    elif question == "changed":
        name = "change"
    elif question == "traits" or question.startswith("test-"):
        name = "trait"
    else:
        name = "sign" if question.startswith("signs-") else "pain"
    return PARAMETERS.index(f"weight {name}")


def _kind_of_statement(kb: KnowledgeBase, statement: Statement) -> int:
    """As `kind_of`: an answer by itself has its question's weight, answers taken together have that of rules."""
    given, index = statement.answers[0], index_of(kb)
    alone = index.options.get((given.question, given.value)) is statement if isinstance(given.value, str) else False
    felt = given.question == MOMENT and statement in index.moments.values()
    return kind_of(given.question if alone or felt else RULE)


def apply(kb: KnowledgeBase, parameters: Sequence[float]) -> KnowledgeBase:
    """The base with these parameters in its points, rounded to halves; no point becomes nought."""

    def point(origin: str, value: float) -> float:
        weighed = round_half(value * parameters[kind_of(origin)])
        return weighed or (copysign(HALF, value) if value else 0.0)

    def start(target: str, value: float) -> float:
        if target in kb.patterns:
            return round_half(value * parameters[PATTERNS])
        family = kb.contributors[target].family
        return round_half(value + (parameters[FAMILIES.index(family)] if family in FAMILIES else 0.0))

    return change_points(kb, point, start)


def round_half(value: float) -> float:
    """The nearest half; what lies between two goes away from nought."""
    size: float = floor(abs(value) * 2 + 0.5) / 2
    return size if value >= 0 else -size


def make_rows(kb: KnowledgeBase, encoded: Encoded) -> Iterator[Row]:
    """Both lists of a case, where it has labels in them."""
    judged = judge_answers(kb, encoded.case, encoded.answers)
    for kind in RANKINGS:
        gold = labels_of(kb, encoded.case, kind)
        fixed: Vector = []
        slopes: list[Vector] = []
        for total in judged.sums[kind]:
            slope = [0.0] * len(PARAMETERS)
            fixed.append(0.0 if kind == "patterns" else total.start)
            if kind == "patterns":
                slope[PATTERNS] = total.start
            elif (family := kb.contributors[total.target].family) in FAMILIES:
                slope[FAMILIES.index(family)] = 1.0
            for statement, points in (*total.speaks_for, *total.against):
                slope[_kind_of_statement(kb, statement)] += points
            slopes.append(slope)
        places = [place for place, total in enumerate(judged.sums[kind]) if total.target in gold]
        if places:
            yield Row(fixed, slopes, places)


def _points(row: Row, parameters: Sequence[float]) -> Vector:
    return [
        fixed + sum(one * other for one, other in zip(slope, parameters, strict=True) if one)
        for fixed, slope in zip(row.fixed, row.slopes, strict=True)
    ]


def _chances(points: Sequence[float], scale: float) -> tuple[Vector, float]:
    """Chances of all items, which exclude each other here, and the log of what they were divided by."""
    most = max(points)
    weights = [exp(LN2 * scale * (one - most)) for one in points]
    whole = sum(weights)
    return [weight / whole for weight in weights], log(whole) + LN2 * scale * most


def loss_of(row: Row, parameters: Sequence[float], scale: float) -> float:
    """The log loss of the labels together, in bits."""
    chances, _ = _chances(_points(row, parameters), scale)
    return -log(max(sum(chances[place] for place in row.gold), 1e-300)) / LN2


def fit(rows: Sequence[Row], strength: float) -> tuple[Vector, float]:
    """The parameters of the greatest penalised likelihood, and the scale that turns points into log2 odds.

    The scale changes no order. It is fitted first, with the points as they are, so that points which are surer than
    the cases bear out do not pull all weights down. `strength` multiplies the penalty.
    """
    scale = min((step / 20 for step in range(2, 41)), key=lambda one: sum(loss_of(row, TODAY, one) for row in rows))
    parameters = list(TODAY)
    least = _objective(rows, parameters, scale, strength)
    for _ in range(60):
        step = _newton_step(rows, parameters, scale, strength)
        size = 1.0
        while size > 1e-4:
            tried = [one + size * other for one, other in zip(parameters, step, strict=True)]
            if (value := _objective(rows, tried, scale, strength)) < least:
                break
            size /= 2
        else:
            break
        gain, parameters, least = least - value, tried, value
        if gain < 1e-7:
            break
    return parameters, scale


def _objective(rows: Sequence[Row], parameters: Sequence[float], scale: float, strength: float) -> float:
    strayed = zip(parameters, TODAY, SPREAD, strict=True)
    penalty = strength * sum(((one - today) / spread) ** 2 for one, today, spread in strayed) / 2
    return LN2 * sum(loss_of(row, parameters, scale) for row in rows) + penalty


def _newton_step(rows: Sequence[Row], parameters: Sequence[float], scale: float, strength: float) -> Vector:
    """The step of Newton's method, with the expected curvature (Fisher scoring), which is never negative."""
    size = len(parameters)
    pull = [strength * (TODAY[k] - parameters[k]) / SPREAD[k] ** 2 for k in range(size)]
    curve = [[strength / SPREAD[k] ** 2 if k == j else 0.0 for j in range(size)] for k in range(size)]
    per_point = LN2 * scale
    for row in rows:
        chances, _ = _chances(_points(row, parameters), scale)
        right = sum(chances[place] for place in row.gold)
        mean, wanted = [0.0] * size, [0.0] * size
        for place, (chance, slope) in enumerate(zip(chances, row.slopes, strict=True)):
            share = chance / right if place in row.gold else 0.0
            for k, one in enumerate(slope):
                if one:
                    mean[k] += chance * one
                    wanted[k] += share * one
        for k in range(size):
            pull[k] += per_point * (wanted[k] - mean[k])
        for chance, slope in zip(chances, row.slopes, strict=True):
            apart = [one - other for one, other in zip(slope, mean, strict=True)]
            for k in range(size):
                if apart[k]:
                    weight = per_point**2 * chance * apart[k]
                    for j in range(size):
                        curve[k][j] += weight * apart[j]
    return _solve(curve, pull)


def _solve(matrix: list[Vector], right: Vector) -> Vector:
    """Gauss elimination with the largest pivot; the matrix is small and positive definite."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for k in range(size):
        pivot = max(range(k, size), key=lambda at: abs(rows[at][k]))
        rows[k], rows[pivot] = rows[pivot], rows[k]
        for at in range(k + 1, size):
            factor = rows[at][k] / rows[k][k]
            for j in range(k, size + 1):
                rows[at][j] -= factor * rows[k][j]
    found = [0.0] * size
    for k in reversed(range(size)):
        found[k] = (rows[k][size] - sum(rows[k][j] * found[j] for j in range(k + 1, size))) / rows[k][k]
    return found


Hits = dict[tuple[Ranking, int], float]
"""List and depth -> right (1) or not (0), or the share of repeats in which it was right."""

DEPTHS = (1, 3)


def find_hits(kb: KnowledgeBase, encoded: Encoded) -> Hits:
    """What is right about a case, for the lists in which it has labels."""
    judged = judge_answers(kb, encoded.case, encoded.answers)
    found: Hits = {}
    for kind in RANKINGS:
        if gold := labels_of(kb, encoded.case, kind):
            found |= {(kind, depth): float(is_hit(judged.sums[kind], gold, depth)) for depth in DEPTHS}
    return found


def split(count: int, folds: int, chance: Random) -> list[list[int]]:
    """The places 0 to `count` - 1 by chance in so many parts of nearly equal size."""
    places = list(range(count))
    chance.shuffle(places)
    return [part for part in (sorted(places[at::folds]) for at in range(folds)) if part]


def calibrate(
    kb: KnowledgeBase,
    cases: Sequence[Encoded],
    seen: set[str],
    plan: Plan,
    tick: Callable[[], None] | None = None,
) -> Calibration:
    """Fits inside every fold and counts what is right about the cases left out; `tick` is called after each repeat."""
    made = [(encoded, list(make_rows(kb, encoded))) for encoded in cases]
    told = [(encoded, rows) for encoded, rows in made if rows]
    before = [find_hits(kb, encoded) for encoded, _ in told]
    after: list[Hits] = [dict.fromkeys(hits, 0.0) for hits in before]
    losses: list[tuple[float, float]] = []
    chance = Random(plan.seed)
    for _ in range(plan.repeats):
        for part in split(len(told), plan.folds, chance):
            left_out = set(part)
            parameters, scale = fit(
                [row for at, (_, own) in enumerate(told) if at not in left_out for row in own], plan.strength
            )
            fitted = apply(kb, parameters)
            for at in part:
                for key, right in find_hits(fitted, told[at][0]).items():
                    after[at][key] += right / plan.repeats
                losses += [(loss_of(row, TODAY, scale), loss_of(row, parameters, scale)) for row in told[at][1]]
        if tick is not None:
            tick()
    whole, _ = fit([row for _, rows in told for row in rows], plan.strength)
    best = apply(kb, whole)
    judged = [
        _Case(encoded.case.id, old, new, find_hits(best, encoded))
        for (encoded, _), old, new in zip(told, before, after, strict=True)
    ]
    groups = {"all": judged, "seen": [one for one in judged if one.id in seen]}
    groups["apart"] = [one for one in judged if one.id not in seen]
    return Calibration(
        cases=len(cases),
        plan=plan,
        parameters={name: round(value, 2) for name, value in zip(PARAMETERS, whole, strict=True)},
        loss=(_mean([old for old, _ in losses]), _mean([new for _, new in losses])),
        figures={
            name: {f"{kind}{depth}": _compare(group, (kind, depth), plan.seed) for kind in RANKINGS for depth in DEPTHS}
            for name, group in groups.items()
            if group and (name == "all" or len(group) < len(judged))
        },
    )


class _Case(msgspec.Struct, frozen=True):
    """What was right about one case as it is, while it was left out, and fitted on all."""

    id: str
    before: Hits
    after: Hits
    fitted: Hits


def _compare(group: Sequence[_Case], key: tuple[Ranking, int], seed: int) -> Compared:
    cases = [one for one in group if key in one.before]
    before, after = [one.before[key] for one in cases], [one.after[key] for one in cases]
    gains = [new - old for old, new in zip(before, after, strict=True)]
    gained = tuple(one.id for one in cases if one.before[key] < HALF < one.after[key])
    lost = tuple(one.id for one in cases if one.after[key] < HALF < one.before[key])
    return Compared(
        n=len(cases),
        before=_mean(before),
        before_interval=bootstrap(before, seed),
        after=_mean(after),
        after_interval=bootstrap(after, seed),
        gain=_mean(gains),
        gain_interval=bootstrap(gains, seed),
        fitted=_mean([one.fitted[key] for one in cases]),
        gained=gained,
        lost=lost,
        p=mcnemar(len(gained), len(lost)),
    )


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0


def bootstrap(values: Sequence[float], seed: int) -> tuple[float, float]:
    """The 2.5 % and 97.5 % point of the mean over samples of the cases, drawn with putting back."""
    if not values:
        return (0.0, 0.0)
    chance = Random(seed)
    means = sorted(sum(chance.choices(values, k=len(values))) / len(values) for _ in range(RESAMPLES))
    return (round(means[int(0.025 * RESAMPLES)], 4), round(means[int(0.975 * RESAMPLES) - 1], 4))


def mcnemar(gained: int, lost: int) -> float:
    """The exact two-sided test whether one of two is right more often, from the cases where they differ."""
    n = gained + lost
    tail: float = sum(comb(n, k) for k in range(min(gained, lost) + 1)) / 2.0**n
    return round(min(1.0, 2 * tail), 4)


def write_calibration(page: Page, found: Mapping[str, Any]) -> None:
    """The parameters, and each figure before and after."""
    plan = found["plan"]
    page.heading(
        f"Calibration: {found['cases']} cases, {plan['folds']} folds, {plan['repeats']} repeats, seed {plan['seed']}"
    )
    page.paragraph(
        "After: refitted in each fold, rounded to halves, on the cases left out. Fitted: on all cases, judged on the "
        "same. Intervals: 95 %, bootstrap over cases. p: exact McNemar.",
        indent=2,
    )
    for name, value in found["parameters"].items():
        page.field(name, f"{value:+.2f}" if name.startswith("start ") else f"x {value:.2f}", column=24, indent=2)
    old, new = found["loss"]
    page.field("log loss, held out", f"{old:.3f} bits before, {new:.3f} after", column=24, indent=2)
    for group, figures in found["figures"].items():
        page.heading(f"Cases: {group}")
        for name, one in figures.items():
            before, after, gain = (
                f"{one[key]:.0%} ({one[f'{key}_interval'][0]:.0%} to {one[f'{key}_interval'][1]:.0%})"
                for key in ("before", "after", "gain")
            )
            moved = f"+{len(one['gained'])}-{len(one['lost'])}, p {one['p']:.2f}"
            text = f"n {one['n']}: before {before}, after {after}, gain {gain}, {moved}; fitted {one['fitted']:.0%}"
            page.field(f"{name[:-1]}, first {name[-1]}", text, column=24, indent=2)


def _calibrate(kb: KnowledgeBase, cases: list[Encoded], options: argparse.Namespace, talk: Surface) -> Calibration:
    seen = {encoded.case.id for encoded in read_cases(kb, [options.seen])}
    plan = Plan(repeats=options.repeats, folds=options.folds, seed=options.seed, strength=options.strength)
    with show_progress("Fitting", options.repeats, talk) as tick:
        return calibrate(kb, cases, seen, plan, tick)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the tool; returns the exit code."""
    parser = parser_of("calibrate", "Fit twelve shared parameters; judge them on cases left out.", default=SEEN)
    parser.add_argument("--seen", default=SEEN, metavar="FILE", help=f"cases to count apart ({SEEN})")
    parser.add_argument("--repeats", type=natural(1), default=REPEATS, metavar="N", help=f"how often ({REPEATS})")
    parser.add_argument("--folds", type=natural(2), default=FOLDS, metavar="N", help=f"parts of the cases ({FOLDS})")
    parser.add_argument("--seed", type=natural(0), default=SEED, metavar="N", help=f"seed of the chance ({SEED})")
    parser.add_argument("--strength", type=float, default=1.0, metavar="X", help="multiplies the penalty (1)")
    return run("calibration", parser, arguments, _calibrate, write_calibration)


if __name__ == "__main__":
    sys.exit(main())
