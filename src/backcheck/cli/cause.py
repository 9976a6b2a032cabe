"""`backcheck cause [ID]`: one contributor or pattern, or the list."""

from __future__ import annotations

from typing import Annotated

import typer

from backcheck.cli.options import AsJson, Full, Sources, complete_entry, make_app
from backcheck.cli.wiring import Runtime

app = make_app()


@app.command()
def cause(
    ctx: typer.Context,
    name: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID",
            autocompletion=complete_entry("contributors.json", "patterns.json"),
            help="The id of a cause; without one, the list.",
        ),
    ] = None,
    full: Full = False,
    sources: Sources = False,
    as_json: AsJson = False,
) -> None:
    """What may set the pain off, or what a pain may resemble."""
    from backcheck.show import as_json as json_form
    from backcheck.show import lookups
    from backcheck.show.first_lists import first_causes

    runtime: Runtime = ctx.obj
    kb, out = runtime.knowledge(), runtime.out()
    if not name:
        contributors, patterns = kb.contributors.values(), kb.patterns.values()
        if as_json:
            out.write([json_form.encode_causes(contributors, patterns)])
        else:
            render = lookups.render_causes if full else first_causes
            runtime.show(render(contributors, patterns, out))
        return
    wanted = "-".join(name).casefold()
    entry = kb.contributors.get(wanted) or kb.patterns.get(wanted)
    if entry is None:
        from backcheck.knowledge.near import unknown

        raise unknown("cause", " ".join(name), [*kb.contributors, *kb.patterns], "`backcheck cause` lists all.")
    known, first = kb.sources if sources else None, not (full or sources)
    if as_json:
        out.write([json_form.encode_card(entry)])
    elif wanted in kb.contributors:
        runtime.show(lookups.render_contributor(kb.contributors[wanted], out, kb.base.review.words, known, first=first))
    else:
        runtime.show(lookups.render_pattern(kb.patterns[wanted], out, kb.base.review.words, known, first=first))
