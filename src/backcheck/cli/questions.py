"""`backcheck questions [ID]`: every question with its options, complete enough to answer from without the program."""

from __future__ import annotations

from typing import Annotated

import typer

from backcheck.cli.options import AsJson, Full, complete_question, make_app
from backcheck.cli.wiring import Runtime

app = make_app()


@app.command()
def questions(
    ctx: typer.Context,
    question: Annotated[
        str,
        typer.Argument(metavar="ID", autocompletion=complete_question, help="One question; without it, the list."),
    ] = "",
    full: Full = False,
    as_json: AsJson = False,
) -> None:
    """Every question of the interview with its options."""
    runtime: Runtime = ctx.obj
    kb, out = runtime.knowledge(), runtime.out()
    if question and question not in kb.questions:
        from backcheck.knowledge.near import unknown

        raise unknown("question", question, list(kb.questions), "`backcheck questions` lists all.")
    if as_json:
        from backcheck.show.as_json import encode_questions

        wanted = [kb.questions[question]] if question else kb.questions.values()
        out.write([encode_questions(wanted)])
        return
    from backcheck.show.first_lists import first_questions, render_question
    from backcheck.show.lookups import render_questions

    if question:
        runtime.show(render_question(kb.questions[question], out, first=not full))
    else:
        runtime.show(
            render_questions(kb.questions.values(), out) if full else first_questions(kb.questions.values(), out)
        )
