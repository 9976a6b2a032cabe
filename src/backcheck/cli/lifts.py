"""`backcheck exercise` and `backcheck warmup` with their options: what is looked up by the name of a lift.

`main` shows the card of a name alone without typer.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from backcheck.cli.options import AsJson, Full, Sources, Start, complete_card, complete_lift, make_app
from backcheck.cli.runtime import Runtime
from backcheck.cli.show_lift import Drawing, show_lift
from backcheck.errors import UsageError
from backcheck.knowledge.load import load_lift_names
from backcheck.knowledge.loads import make_warm_up, read_weight
from backcheck.knowledge.names import find_lift, say_taken
from backcheck.knowledge.near import quote
from backcheck.knowledge.routines import lead_warm_up
from backcheck.show.card import render_taken
from backcheck.text import clean

if TYPE_CHECKING:
    from backcheck.knowledge.lifts import LiftNames

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


@app.command(epilog="For example: backcheck warmup squat --weight 100kg")
def warmup(
    ctx: typer.Context,
    name: Annotated[
        list[str], typer.Argument(metavar="LIFT", autocompletion=complete_lift, help="Any name of the lift.")
    ],
    weight: Annotated[
        str, typer.Option("--weight", metavar="WEIGHT", help="Your work weight, such as 100kg or 225lb.")
    ] = "",
    full: Full = False,
    sources: Sources = False,
    start: Start = False,
    as_json: AsJson = False,
) -> None:
    """See the warm-up of a lift, and the lighter sets before your work sets."""
    runtime: Runtime = ctx.obj
    out = runtime.out()
    work = read_weight(weight) if weight else None
    lifts = load_lift_names(runtime.data_folder())
    _refuse_weight(lifts, " ".join(name).split())
    found = find_lift(lifts, " ".join(name), lambda: runtime.read_file("activities.json"))
    lift = next(one for one in lifts if one.id == found.id)
    families = {warm_up.family: warm_up for warm_up in runtime.read_file("warm-ups.json")}
    if lift.family not in families:
        having = f"Families of lifts that have one: {', '.join(families)}. " if families else ""
        raise UsageError(
            f"There is no warm-up for {lift.name} ({lift.family}) yet.", f"{having}See also: backcheck prevent."
        )
    taken = say_taken(" ".join(name), found)
    first = not (full or sources)
    if taken and not (out.terminal and first and not (as_json or start)):  # one screen, where it is said below
        runtime.tell(taken)
    made = make_warm_up(lift, families[lift.family], runtime.read_file("drills.json"), work)
    if as_json:
        from backcheck.show.as_json import encode_warm_up

        out.write([encode_warm_up(made, "" if found.exact else " ".join(name))])
        return
    if start:
        from backcheck.cli.guided import need_terminal
        from backcheck.cli.guided import start as lead_through
        from backcheck.show.training import say_load, say_reps

        need_terminal(f"backcheck warmup {lift.id}")
        loads = [f"{say_load(one)}, {say_reps(one)}" for one in made.sets]
        lead_through(runtime, lead_warm_up(made, loads))
        return
    from backcheck.show.training import render_warm_up

    below, known = render_taken(taken, out), runtime.sources(credited=sources)
    runtime.show([*render_warm_up(made, out.beside(below), runtime.review(), known, first=first), *below])


def _refuse_weight(lifts: list[LiftNames], words: list[str]) -> None:
    """Says how a weight is given to who typed it behind the name of a lift. Raises `UsageError`."""
    at = next((place for place, word in enumerate(words) if place and word[0].isdigit()), 0)
    if not at:
        return
    with suppress(UsageError):
        if find_lift(lifts, " ".join(words)).exact:
            return
    try:
        lift = find_lift(lifts, " ".join(words[:at])).id
    except UsageError:
        return
    weight = clean("".join(words[at:]))[:20]
    raise UsageError(
        f"{quote(' '.join(words))} has a weight in it.",
        f"Give it like this: backcheck warmup {lift} --weight {weight}",
    )
