"""`backcheck ladder [STEP]`: the way back to lifting, or one step of it."""

from __future__ import annotations

from typing import Annotated

import typer

from backcheck.cli.options import AsJson, Full, Sources, complete_entry, make_app
from backcheck.cli.wiring import Runtime

app = make_app()


@app.command()
def ladder(
    ctx: typer.Context,
    step: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="STEP",
            autocompletion=complete_entry("ladder.json"),
            help="A step by number or id; without one, all of them.",
        ),
    ] = None,
    full: Full = False,
    sources: Sources = False,
    as_json: AsJson = False,
) -> None:
    """The way back to lifting: each step, when to go up and when to go back."""
    from backcheck.knowledge.load import load_file

    runtime: Runtime = ctx.obj
    root, out = runtime.data_folder(), runtime.out()
    rungs = sorted(load_file(root, "ladder.json"), key=lambda rung: rung.step)
    found = None
    if step:
        from backcheck.knowledge.names import find_entry

        found = find_entry(rungs, " ".join(step), "step", "ladder")
    if as_json:
        from backcheck.show.as_json import encode_card, encode_rungs

        out.write([encode_card(found) if found else encode_rungs(rungs)])
        return
    from backcheck.show.first_lists import first_rungs
    from backcheck.show.training import render_ladder

    known = {source.id: source for source in load_file(root, "sources.json")} if sources else None
    review = load_file(root, "knowledge.json").review.words
    if found or full or sources:
        runtime.show(render_ladder([found] if found else rungs, out, review, known))
    else:
        runtime.show(first_rungs(rungs, out))
