"""`backcheck questions`: every question with its options, complete enough to answer from without the program."""

from __future__ import annotations

from typing import Annotated

import typer

from backcheck.cli.options import make_app
from backcheck.cli.wiring import Runtime

app = make_app()


@app.command()
def questions(
    ctx: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for filling in an answers file.")] = False,
) -> None:
    """Every question of the interview with its options."""
    runtime: Runtime = ctx.obj
    kb, out = runtime.knowledge(), runtime.out()
    if as_json:
        from backcheck.show.as_json import encode_questions

        out.write([encode_questions(kb.questions.values())])
        return
    from backcheck.show.lookups import render_questions

    out.write(render_questions(kb.questions.values(), out))
