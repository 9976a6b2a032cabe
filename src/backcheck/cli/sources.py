"""`backcheck sources [ID]`: the works that claims point to, and what was seen of each."""

from __future__ import annotations

from typing import Annotated

import typer

from backcheck.cli.options import AsJson, Full, complete_entry, make_app
from backcheck.cli.wiring import Runtime

app = make_app()


@app.command()
def sources(
    ctx: typer.Context,
    source: Annotated[
        str,
        typer.Argument(
            metavar="ID", autocompletion=complete_entry("sources.json"), help="One source; without it, the list."
        ),
    ] = "",
    full: Full = False,
    as_json: AsJson = False,
) -> None:
    """Who says so: every source with what was seen of it."""
    from backcheck.knowledge.load import load_file

    runtime: Runtime = ctx.obj
    out = runtime.out()
    known = {entry.id: entry for entry in load_file(runtime.data_folder(), "sources.json")}
    if source and source not in known:
        from backcheck.knowledge.near import unknown

        raise unknown("source", source, list(known), "`backcheck sources` lists all.")
    if as_json:
        from backcheck.show.as_json import encode_card, encode_sources

        out.write([encode_card(known[source]) if source else encode_sources(known.values())])
        return
    from backcheck.show.first_lists import first_sources
    from backcheck.show.references import render_source, render_sources

    if source:
        runtime.show(render_source(known[source], out, first=not full))
    else:
        runtime.show(render_sources(known.values(), out) if full else first_sources(known.values(), out))
