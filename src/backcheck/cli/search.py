"""`backcheck search WORDS`: where these words are in all that backcheck knows."""

from __future__ import annotations

from typing import Annotated

import typer

from backcheck.cli.options import AsJson, make_app
from backcheck.cli.runtime import Runtime
from backcheck.errors import UsageError

EXAMPLE = "For example: backcheck search butt wink"

app = make_app()


@app.command(epilog=EXAMPLE)
def search(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="All of them must be found.")],
    full: Annotated[bool, typer.Option("--full", help="Show every result with its text.")] = False,
    as_json: AsJson = False,
) -> None:
    """Find words in lifts, causes, habits and danger signs. Finding nothing is an answer too (exit 0)."""
    from backcheck.knowledge.search import find_words

    runtime: Runtime = ctx.obj
    wanted = " ".join(words)
    if not wanted.strip():
        raise UsageError("There is no word to look for.", EXAMPLE)
    hits, out = find_words(runtime.knowledge(), wanted), runtime.out()
    if as_json:
        from backcheck.show.as_json import encode_list

        out.write([encode_list("results", hits)])
        return
    from backcheck.show.lookups import render_hits

    runtime.show(render_hits(wanted, hits, out, whole=full))
