"""`backcheck redflags`: the danger signs by list, what each level means, and the review status."""

from __future__ import annotations

from typing import Annotated

import typer

from backcheck.cli.wiring import Runtime

app = typer.Typer(rich_markup_mode=None, add_completion=False, context_settings={"help_option_names": ["-h", "--help"]})


@app.command()
def redflags(
    ctx: typer.Context,
    sources: Annotated[bool, typer.Option("--sources", help="Who says so, and how sure it is.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """The danger signs, and what to do about each."""
    runtime: Runtime = ctx.obj
    kb, out = runtime.knowledge(), runtime.out()
    if as_json:
        from backcheck.show.as_json import encode_danger_signs

        out.write([encode_danger_signs(kb)])
        return
    from backcheck.show.danger import render_danger_signs

    out.write(render_danger_signs(kb, out, kb.sources if sources else None))
