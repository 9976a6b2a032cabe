"""`backcheck sources [ID]`: the works that claims point to, and what was seen of each."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated

import typer

from backcheck.cli.options import AsJson, Full
from backcheck.cli.wiring import Runtime
from backcheck.errors import UsageError
from backcheck.text import clean

app = typer.Typer(rich_markup_mode=None, add_completion=False, context_settings={"help_option_names": ["-h", "--help"]})


@app.command()
def sources(
    ctx: typer.Context,
    source: Annotated[str, typer.Argument(metavar="ID", help="One source; without it, the list.")] = "",
    full: Full = False,
    as_json: AsJson = False,
) -> None:
    """Who says so: every source with what was seen of it."""
    from backcheck.knowledge.load import load_file

    runtime: Runtime = ctx.obj
    out = runtime.out()
    known = {entry.id: entry for entry in load_file(runtime.data_folder(), "sources.json")}
    if source and source not in known:
        near = get_close_matches(source, known, 3)
        remedy = f"Near matches: {', '.join(near)}." if near else "`backcheck sources` lists all."
        raise UsageError(f"There is no source called '{clean(source)[:60]}'.", remedy)
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
