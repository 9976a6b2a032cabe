"""`backcheck kb test`: the score on cases. Wires the parts together; scores and shows nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from backcheck.cli.exits import Exit
from backcheck.cli.wiring import Runtime

if TYPE_CHECKING:
    from backcheck.authoring.cases import Encoded
    from backcheck.authoring.score import Score
    from backcheck.knowledge.model import KnowledgeBase

RUNS, SEED = 200, 1


def score_files(
    ctx: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="JSON Lines files of cases.")],
    screens: Annotated[bool, typer.Option("--screens", help="Walk each interview too.")] = False,
    jitter: Annotated[bool, typer.Option("--jitter", help="Shake every point; count what changes.")] = False,
    runs: Annotated[
        int | None, typer.Option(metavar="N", min=1, max=100_000, help=f"Runs of --jitter; {RUNS} without it.")
    ] = None,
    seed: Annotated[int | None, typer.Option(metavar="N", min=0, help=f"Seed of --jitter; {SEED} without it.")] = None,
    ablate: Annotated[bool, typer.Option("--ablate", help="What each question is worth.")] = False,
    stories: Annotated[
        str, typer.Option(metavar="FILE", help="Stories for the keyword baseline (JSON Lines: id, presentation).")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Score the knowledge base on cases. Exit 1 where an emergency or urgent case comes out too low."""
    from backcheck.authoring.cases import read_cases
    from backcheck.authoring.score import score_cases

    if not jitter and (runs is not None or seed is not None):
        raise typer.BadParameter("goes with --jitter only.", param_hint="--runs" if runs is not None else "--seed")
    runtime: Runtime = ctx.obj
    kb, out = runtime.knowledge(), runtime.out()
    cases = read_cases(kb, files, stories)
    score = score_cases(kb, cases, screens=screens or as_json)
    if jitter:
        score = _add_jitter(runtime, kb, cases, score, runs or RUNS, SEED if seed is None else seed)
    if ablate:
        score = _add_ablation(runtime, kb, cases, score)
    from msgspec import to_builtins

    if as_json:
        from backcheck.show.as_json import encode

        out.write([encode(to_builtins(score))])
    else:
        from backcheck.show.case_scores import render_score

        out.write(render_score(to_builtins(score), out))
    if score.triage.under_triaged:
        raise typer.Exit(Exit.FINDINGS)


def _add_jitter(runtime: Runtime, kb: KnowledgeBase, cases: list[Encoded], score: Score, runs: int, seed: int) -> Score:
    from msgspec.structs import replace

    from backcheck.authoring.jitter import shake_cases
    from backcheck.show.progress import show_progress

    with show_progress("Shaking the points", runs, runtime.talk()) as tick:
        return replace(score, jitter=shake_cases(kb, cases, runs, seed, tick))


def _add_ablation(runtime: Runtime, kb: KnowledgeBase, cases: list[Encoded], score: Score) -> Score:
    from msgspec.structs import replace

    from backcheck.authoring.ablation import ablate, questions_answered
    from backcheck.show.progress import show_progress

    steps = len(questions_answered(kb, cases))
    with show_progress("Leaving questions out", steps, runtime.talk()) as tick:
        return replace(score, ablation=ablate(kb, cases, tick))
