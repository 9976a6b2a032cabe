"""`backcheck diagnose`: the interview, or answers from a file, and then the advice."""

from __future__ import annotations

from typing import Annotated

import typer

from backcheck.cli.diagnosis import DiagnoseOptions
from backcheck.cli.diagnosis import diagnose as run
from backcheck.cli.options import Full, LogMap, LogUnit, PainDay, complete_lift, complete_word, make_app

app = make_app()


@app.command()
def diagnose(
    ctx: typer.Context,
    exercise: Annotated[
        str, typer.Option(metavar="NAME", autocompletion=complete_lift, help="The lift that hurts, if you know it.")
    ] = "",
    weight: Annotated[
        str, typer.Option("--weight", metavar="WEIGHT", help="Your work weight in that lift, such as 100kg or 225lb.")
    ] = "",
    answers: Annotated[str, typer.Option(metavar="FILE|-", help="Read the answers from JSON and ask nothing.")] = "",
    next_: Annotated[
        bool, typer.Option("--next", help="With --answers: print only the next question, as JSON.")
    ] = False,
    again: Annotated[
        str,
        typer.Option(
            metavar="QUESTION",
            autocompletion=complete_word("signs"),
            help="Ask this question again ('signs' asks for the signs of your lift).",
        ),
    ] = "",
    go_on: Annotated[bool, typer.Option("--go-on", help="With --answers: ask what you haven't answered yet.")] = False,
    save_answers: Annotated[str, typer.Option(metavar="FILE", help="Keep the answers in a file, for you alone.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace the file of --save-answers.")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where you stopped, if the journal is on.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Ask every question that applies.")] = False,
    order: Annotated[
        str,
        typer.Option(
            metavar="adaptive|fixed",
            autocompletion=complete_word("adaptive", "fixed"),
            help="Ask first what may change the advice, or keep the fixed order.",
        ),
    ] = "adaptive",
    log: Annotated[
        str, typer.Option(metavar="FILE", help="Show beside the questions what changed in your training log.")
    ] = "",
    pain: PainDay = "",
    unit: LogUnit = "",
    map_: LogMap = None,
    full: Full = False,
    sources: Annotated[bool, typer.Option("--sources", help="Show every point and who says so.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Answer a short interview about your back, danger signs first. Then see what to do."""
    options = DiagnoseOptions(
        exercise=exercise,
        answers=answers,
        next=next_,
        again=again,
        go_on=go_on,
        save_answers=save_answers,
        force=force,
        as_json=as_json,
        resume=resume,
        sources=sources,
        weight=weight,
        order=order,
        everything=everything,
        full=full,
        log=log,
        unit=unit,
        pain=pain,
        mapped=tuple(map_ or ()),
    )
    raise typer.Exit(run(ctx.obj, options))
