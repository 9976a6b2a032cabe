"""`backcheck exercise [NAME]` with its options. `main` shows the card of a name alone without typer."""

from __future__ import annotations

from typing import Annotated

import typer

from backcheck.cli.options import AsJson, Full, Sources, complete_card, make_app
from backcheck.cli.show_lift import Drawing, show_lift

NAME_HELP = (
    "Any name of the lift; without one you get the list. "
    "You can add one part of its card: faults, tests, swaps, setup, dose or lore."
)

app = make_app()


@app.command()
def exercise(
    ctx: typer.Context,
    name: Annotated[
        list[str] | None, typer.Argument(metavar="NAME [PART]", autocompletion=complete_card, help=NAME_HELP)
    ] = None,
    full: Full = False,
    sources: Sources = False,
    figure: Annotated[
        str, typer.Option("--figure", metavar="FAULT", help="Draw this fault beside the right way.")
    ] = "",
    figures: Annotated[bool, typer.Option("--figures", help="Draw the right way and every fault.")] = False,
    animate: Annotated[
        bool, typer.Option("--animate", help="Show the rep as a moving picture; any key stops it.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """See what goes wrong in a lift, how to fix it and what to do instead."""
    wished = Drawing(figure, every=figures, animate=animate)
    show_lift(ctx.obj, name or [], full=full, sources=sources, drawing=wished, as_json=as_json)
