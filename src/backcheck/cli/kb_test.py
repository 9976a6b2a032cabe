"""`backcheck kb test`: the score on cases. Wires the parts together; scores and shows nothing itself."""

from __future__ import annotations

from typing import Annotated

import typer

from backcheck.cli.exits import Exit
from backcheck.cli.machine import typed_path
from backcheck.cli.options import AsJson, named_file
from backcheck.cli.wiring import Runtime


def score_files(
    ctx: typer.Context,
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", callback=named_file, help="JSON Lines files of cases.")
    ],
    screens: Annotated[bool, typer.Option("--screens", help="Walk each interview too.")] = False,
    stories: Annotated[
        str, typer.Option(metavar="FILE", help="Stories for the keyword baseline (JSON Lines: id, presentation).")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Score the knowledge base on cases. Exit 1 where an emergency or urgent case comes out too low."""
    from backcheck.authoring.cases import read_cases
    from backcheck.authoring.score import score_cases

    runtime: Runtime = ctx.obj
    kb, out = runtime.knowledge(), runtime.out()
    cases = read_cases(kb, [str(typed_path(name)) for name in files], stories and str(typed_path(stories)))
    score = score_cases(kb, cases, screens=screens or as_json)
    from msgspec import to_builtins

    if as_json:
        from backcheck.show.as_json import encode

        out.write([encode(to_builtins(score))])
    else:
        from backcheck.show.case_scores import render_score

        out.write(render_score(to_builtins(score), out))
    if score.triage.under_triaged:
        raise typer.Exit(Exit.FINDINGS)
