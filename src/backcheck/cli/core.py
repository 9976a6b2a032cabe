"""`backcheck core [ID]`: the core drills, or one drill of any kind."""

from __future__ import annotations

from typing import Annotated

import typer

from backcheck.cli.options import AsJson, Full, Sources, Start, complete_entry, make_app
from backcheck.cli.wiring import Runtime

app = make_app()


@app.command()
def core(
    ctx: typer.Context,
    drill: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID",
            autocompletion=complete_entry("drills.json"),
            help="A drill; without one, the core drills and a list.",
        ),
    ] = None,
    full: Full = False,
    sources: Sources = False,
    start: Start = False,
    as_json: AsJson = False,
) -> None:
    """Drills that build a back up: core work in full, the others by name."""
    from backcheck.knowledge.load import load_file

    runtime: Runtime = ctx.obj
    root, out = runtime.data_folder(), runtime.out()
    drills = load_file(root, "drills.json")
    found = None
    if drill:
        from backcheck.knowledge.names import find_entry

        found = find_entry(drills, " ".join(drill), "drill", "core")
    if as_json:
        from backcheck.show.as_json import encode_card, encode_drills

        out.write([encode_card(found) if found else encode_drills(drills)])
        return
    if start:
        from backcheck.cli.leading import need_terminal, start_drills

        need_terminal(f"backcheck core {found.id if found else ''}".strip())
        raise typer.Exit(start_drills(runtime, [found] if found else drills))
    from backcheck.show.first_lists import first_drills
    from backcheck.show.training import render_drill, render_drills

    known = {source.id: source for source in load_file(root, "sources.json")} if sources else None
    review = load_file(root, "knowledge.json").review.words
    first = not (full or sources)
    if found:
        runtime.show(render_drill(found, out, review, known, first=first))
    else:
        runtime.show(first_drills(drills, out) if first else render_drills(drills, out, review, known))
