"""How much hangs on the exact points: every point and every start is shaken, and what changes is counted.

The generator has a given seed, so that the same seed gives the same figures.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from random import Random
from statistics import median
from typing import Any

import msgspec

from backcheck.authoring.cases import Encoded
from backcheck.authoring.judging import (
    RANKINGS,
    Ranking,
    Share,
    first_action,
    is_hit,
    judge_answers,
    labels_of,
    share_of,
)
from backcheck.knowledge.model import KnowledgeBase
from backcheck.reasoning.assess import assess
from backcheck.show.page import Page
from backcheck.show.surface import Surface
from tools.cases import natural, parser_of, run
from tools.points import change_points, list_points
from tools.progress import show_progress

RUNS, SEED = 200, 1

STEPS = (-1.0, -0.5, 0.0, 0.5, 1.0)
"""What is added to a point. Points are whole or half, so that a shaken one could stand in the files too."""


class Range(msgspec.Struct, frozen=True, kw_only=True):
    """A share over the runs: the 2.5 % point, the median and the 97.5 % point."""

    low: float
    median: float
    high: float


class Shaken(msgspec.Struct, frozen=True):
    """One case: in what part of the runs its first thing to do changed."""

    id: str
    first_action: float


class Jitter(msgspec.Struct, frozen=True, kw_only=True):
    """In what share of the runs (each case in each run) something came out other than with the points as they are.

    `planned` counts only cases that get a plan, `scored` only cases that have a label in that list. `top1` and `top3`
    are what the score itself ranged over. `unsteady` lists the cases whose first thing to do changed most.
    """

    runs: int
    seed: int
    step: float
    cases: int
    first_action: Share
    first_action_planned: Share
    top_three: dict[Ranking, Share]
    top_three_scored: dict[Ranking, Share]
    triage: Share
    top1: dict[Ranking, Range]
    top3: dict[Ranking, Range]
    unsteady: tuple[Shaken, ...]


class _Seen(msgspec.Struct, frozen=True):
    level: str
    action: str
    three: dict[Ranking, frozenset[str]]
    hits: dict[Ranking, tuple[bool, bool]]


class Shaking(msgspec.Struct, frozen=True):
    """How often, with what seed, and by how much at most every point is shaken."""

    runs: int = RUNS
    seed: int = SEED
    step: float = 1.0


def shake_cases(
    kb: KnowledgeBase, cases: Sequence[Encoded], how: Shaking, tick: Callable[[], None] | None = None
) -> Jitter:
    """Judges all cases again and again, with all points and starts shaken; `tick` is called after each run."""
    chance, runs = Random(how.seed), how.runs
    before = [_look(kb, encoded) for encoded in cases]
    after: list[list[_Seen]] = []
    for _ in range(runs):
        shaken = shake(kb, chance, how.step)
        after.append([_look(shaken, encoded) for encoded in cases])
        if tick is not None:
            tick()
    planned = [bool(assess(kb, encoded.answers, look_ahead=False).plan.today) for encoded in cases]
    scored = {kind: [bool(labels_of(kb, encoded.case, kind)) for encoded in cases] for kind in RANKINGS}
    every = [True] * len(cases)

    def changed(differs: Callable[[_Seen, _Seen], bool], counted: Sequence[bool] = every) -> Share:
        n = sum(counted)
        hits = sum(
            differs(old, new) for run in after for old, new, counts in zip(before, run, counted, strict=True) if counts
        )
        return share_of(hits, n * runs, n)

    def reached(kind: Ranking, place: int) -> Range:
        n = sum(scored[kind])
        return _range([sum(seen.hits[kind][place] for seen in run) / n if n else 0.0 for run in after])

    unsteady = [
        Shaken(encoded.case.id, round(sum(run[at].action != before[at].action for run in after) / max(runs, 1), 4))
        for at, encoded in enumerate(cases)
    ]
    return Jitter(
        runs=runs,
        seed=how.seed,
        step=how.step,
        cases=len(cases),
        first_action=changed(lambda old, new: old.action != new.action),
        first_action_planned=changed(lambda old, new: old.action != new.action, planned),
        top_three={kind: changed(_other_three(kind)) for kind in RANKINGS},
        top_three_scored={kind: changed(_other_three(kind), scored[kind]) for kind in RANKINGS},
        triage=changed(lambda old, new: old.level != new.level),
        top1={kind: reached(kind, 0) for kind in RANKINGS},
        top3={kind: reached(kind, 1) for kind in RANKINGS},
        unsteady=tuple(sorted((one for one in unsteady if one.first_action), key=lambda one: -one.first_action)),
    )


def _other_three(kind: Ranking) -> Callable[[_Seen, _Seen], bool]:
    return lambda old, new: old.three[kind] != new.three[kind]


def _look(kb: KnowledgeBase, encoded: Encoded) -> _Seen:
    judged = judge_answers(kb, encoded.case, encoded.answers)
    gold = {kind: labels_of(kb, encoded.case, kind) for kind in RANKINGS}
    return _Seen(
        judged.urgency.level,
        first_action(kb, encoded.answers),
        {kind: frozenset(total.target for total in judged.sums[kind][:3]) for kind in RANKINGS},
        {
            kind: (is_hit(judged.sums[kind], gold[kind], 1), is_hit(judged.sums[kind], gold[kind], 3))
            for kind in RANKINGS
        },
    )


def _range(values: Sequence[float]) -> Range:
    ordered = sorted(values) or [0.0]
    last = len(ordered) - 1
    low, high = ordered[round(0.025 * last)], ordered[round(0.975 * last)]
    return Range(low=round(low, 4), median=round(median(ordered), 4), high=round(high, 4))


def shake(kb: KnowledgeBase, chance: Random, step: float = 1.0) -> KnowledgeBase:
    """The knowledge base with a random part of `step` added to every point and every start (see `STEPS`)."""

    def shaken(_: str, value: float) -> float:
        return value + step * chance.choice(STEPS)

    return change_points(kb, shaken, shaken)


def half_mean(kb: KnowledgeBase) -> float:
    """Half of the mean size of a point."""
    sizes = [abs(point) for point in list_points(kb)]
    return round(sum(sizes) / len(sizes) / 2, 2) if sizes else 0.0


COLUMN = 34
UNSTEADY = 10
"""How many of the cases that changed most are named."""


def write_jitter(page: Page, jitter: Mapping[str, Any]) -> None:
    """What changed in how many runs, and what the score itself ranged over."""
    page.heading(f"Jitter: {jitter['cases']} cases, {jitter['runs']} runs, seed {jitter['seed']}")
    page.paragraph(
        f"Every point and start is shaken by 0, half of {jitter['step']:g} or all of it, up or down. "
        "Intervals count each case once: its runs are alike.",
        indent=2,
    )
    rows = [
        ("first thing to do changes", jitter["first_action"]),
        ("the same, cases with a plan", jitter["first_action_planned"]),
    ]
    for kind in jitter["top_three"]:
        rows.append((f"first three {kind} change", jitter["top_three"][kind]))
        rows.append(("the same, labelled cases", jitter["top_three_scored"][kind]))
    rows.append(("level changes", jitter["triage"]))
    for name, share in rows:
        page.field(name, _say_rate(share), column=COLUMN, indent=2)
    for kind in jitter["top1"]:
        for top, said in (("top1", "first is right"), ("top3", "first three")):
            found = jitter[top][kind]
            text = f"{found['median']:.0%} (95 % of the runs: {found['low']:.0%} to {found['high']:.0%})"
            page.field(f"{kind}, {said}", text, column=COLUMN, indent=2)
    worst = [f"{one['id']} {one['first_action']:.0%}" for one in jitter["unsteady"][:UNSTEADY]]
    page.field("first thing changes most in", ", ".join(worst) or "none", column=COLUMN, indent=2)


def _say_rate(share: Mapping[str, Any]) -> str:
    if share["share"] is None:
        return "no such case"
    low, high = share["interval"]
    return f"{share['share']:.1%} of {share['n']} (95 % interval {low:.1%} to {high:.1%})"


def _shake(kb: KnowledgeBase, cases: list[Encoded], options: argparse.Namespace, talk: Surface) -> Jitter:
    with show_progress("Shaking the points", options.runs, talk) as tick:
        how = Shaking(runs=options.runs, seed=options.seed, step=options.step or half_mean(kb))
        return shake_cases(kb, cases, how, tick)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the tool; returns the exit code."""
    parser = parser_of("jitter", "Shake every point of the knowledge base; count what changes.")
    parser.add_argument("--runs", type=natural(1), default=RUNS, metavar="N", help=f"how often ({RUNS})")
    parser.add_argument("--seed", type=natural(0), default=SEED, metavar="N", help=f"seed of the chance ({SEED})")
    parser.add_argument(
        "--step", type=float, default=1.0, metavar="X", help="by how much at most (1); 0: half of the mean point"
    )
    return run("jitter", parser, arguments, _shake, write_jitter)


if __name__ == "__main__":
    sys.exit(main())
