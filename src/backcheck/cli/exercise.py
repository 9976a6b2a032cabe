"""`backcheck exercise [NAME]`: one lift's card, or the list. The quickest command: it imports only what it uses."""

from __future__ import annotations

from typing import Annotated

import typer

from backcheck.cli.wiring import Runtime

app = typer.Typer(rich_markup_mode=None, add_completion=False, context_settings={"help_option_names": ["-h", "--help"]})


@app.command()
def exercise(
    ctx: typer.Context,
    name: Annotated[
        list[str] | None, typer.Argument(metavar="NAME", help="Any name of the lift; without one, the list.")
    ] = None,
    sources: Annotated[bool, typer.Option("--sources", help="Who says so, and how sure it is.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The card as JSON.")] = False,
) -> None:
    """One lift's card: what goes wrong, how to fix it, what to do instead."""
    from backcheck.knowledge.load import load_file, load_lift, load_lift_names
    from backcheck.knowledge.names import find_lift

    runtime: Runtime = ctx.obj
    root, out = runtime.data_folder(), runtime.out()
    lifts = load_lift_names(root)
    if not name:
        if as_json:
            from backcheck.show.as_json import encode_lifts

            out.write([encode_lifts(lifts)])
        else:
            from backcheck.show.lookups import render_lifts

            out.write(render_lifts(lifts, out))
        return
    found = find_lift(lifts, " ".join(name))
    if not found.exact:
        runtime.tell(f"No lift is called '{' '.join(name)}' here; this is the nearest: {found.name}.")
    lift = load_lift(root, found.id)
    if as_json:
        from backcheck.show.as_json import encode_card

        out.write([encode_card(lift)])
        return
    from backcheck.show.card import render_card

    known = {source.id: source for source in load_file(root, "sources.json")} if sources else None
    review = load_file(root, "knowledge.json").review.words
    out.write(render_card(lift, out, review, known))
