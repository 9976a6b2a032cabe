"""`backcheck exercise [NAME]`: one lift's card, or the list. The quickest command: it imports only what it uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from backcheck.cli.options import AsJson, Full, Sources, complete_lift, make_app
from backcheck.cli.wiring import Runtime
from backcheck.errors import UsageError

if TYPE_CHECKING:
    from backcheck.knowledge.lifts import Lift

NAME_HELP = (
    "Any name of the lift; without one, the list. "
    "One part of its card behind it: faults, tests, swaps, setup, dose or lore."
)

app = make_app()


@app.command()
def exercise(
    ctx: typer.Context,
    name: Annotated[
        list[str] | None, typer.Argument(metavar="NAME [PART]", autocompletion=complete_lift, help=NAME_HELP)
    ] = None,
    full: Full = False,
    sources: Sources = False,
    figure: Annotated[
        str, typer.Option("--figure", metavar="FAULT", help="Draw this fault beside the right way.")
    ] = "",
    figures: Annotated[bool, typer.Option("--figures", help="Draw the right way and every fault.")] = False,
    animate: Annotated[bool, typer.Option("--animate", help="The rep as a moving picture; any key stops it.")] = False,
    as_json: AsJson = False,
) -> None:
    """One lift's card: what goes wrong, how to fix it, what to do instead."""
    from backcheck.knowledge.load import load_file, load_lift, load_lift_names
    from backcheck.knowledge.names import find_lift, say_taken, split_part
    from backcheck.show.card import PARTS, render_card, render_part, render_taken

    runtime: Runtime = ctx.obj
    root, out = runtime.data_folder(), runtime.out()
    lifts = load_lift_names(root)
    if not name:
        if figure or figures or animate:
            raise UsageError("A figure is of one lift.", "Name it: backcheck exercise squat --figures.")
        if as_json:
            from backcheck.show.as_json import encode_list

            out.write([encode_list("exercises", lifts)])
        else:
            from backcheck.show.first_lists import first_lifts
            from backcheck.show.lookups import render_lifts

            runtime.show(render_lifts(lifts, out) if full else first_lifts(lifts, out))
        return
    wanted, part = split_part(lifts, " ".join(name), PARTS)
    found = find_lift(lifts, wanted, lambda: load_file(root, "activities.json"))
    matched = "" if found.exact else wanted
    taken = say_taken(wanted, found)
    if taken:
        runtime.tell(taken)
    lift = load_lift(root, found.id)
    if as_json:
        from backcheck.show.as_json import encode_card

        out.write([encode_card(lift, matched)])
        return
    if figure or figures or animate:
        _draw(runtime, lift, figure, every=figures, animate=animate)
        return
    said = render_taken(taken, out)
    if not (full or sources or part):
        from backcheck.show.card_first import render_first

        runtime.show([*render_first(lift, out), *said])
        return
    known = {source.id: source for source in load_file(root, "sources.json")} if sources else None
    review = load_file(root, "knowledge.json").review.words
    if part:
        runtime.show([*render_part(part, lift, out, review, known), *said])
    else:
        runtime.show([*render_card(lift, out, review, known), *said])


def _draw(runtime: Runtime, lift: Lift, figure: str, *, every: bool, animate: bool) -> None:
    """The figures that were asked for; moving where there is a terminal and nobody asked for stillness."""
    from backcheck.knowledge.faults import find_fault
    from backcheck.show.figures import render_all, render_fault

    out = runtime.out()
    fault = find_fault(lift, figure) if figure else None
    if animate:
        from backcheck.cli.animate import play

        play(runtime, lift, fault)
    elif fault is not None and not every:
        out.write(render_fault(lift, fault, out))
    else:
        out.write(render_all(lift, out))
