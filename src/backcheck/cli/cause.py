"""`backcheck cause [ID]`: one contributor or pattern, or the list."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated

import typer

from backcheck.cli.options import AsJson, Full, Sources
from backcheck.cli.wiring import Runtime
from backcheck.errors import UsageError
from backcheck.text import clean

app = typer.Typer(rich_markup_mode=None, add_completion=False, context_settings={"help_option_names": ["-h", "--help"]})


@app.command()
def cause(
    ctx: typer.Context,
    name: Annotated[
        list[str] | None, typer.Argument(metavar="ID", help="The id of a cause; without one, the list.")
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
        near = get_close_matches(wanted, [*kb.contributors, *kb.patterns], 3)
        remedy = f"Near matches: {', '.join(near)}." if near else "`backcheck cause` lists all."
        raise UsageError(f"There is no cause called '{clean(' '.join(name))[:60]}'.", remedy)
    known, first = kb.sources if sources else None, not (full or sources)
    if as_json:
        out.write([json_form.encode_card(entry)])
    elif wanted in kb.contributors:
        runtime.show(lookups.render_contributor(kb.contributors[wanted], out, kb.base.review.words, known, first=first))
    else:
        runtime.show(lookups.render_pattern(kb.patterns[wanted], out, kb.base.review.words, known, first=first))
