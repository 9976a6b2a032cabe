"""`backcheck redflags`: whom to ring and for which signs on one screen; a part of the signs, or one sign, in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from backcheck.cli.options import AsJson, complete_sign, make_app
from backcheck.cli.runtime import Runtime
from backcheck.errors import UsageError
from backcheck.knowledge.near import find_near, say_near
from backcheck.show import as_json as json_form
from backcheck.show import danger
from backcheck.text import clean

if TYPE_CHECKING:
    from backcheck.knowledge.model import KnowledgeBase

app = make_app()


@app.command()
def redflags(
    ctx: typer.Context,
    name: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[stop|today|book|ID]", autocompletion=complete_sign, help="A part of the signs, or one sign."
        ),
    ] = None,
    full: Annotated[bool, typer.Option("--full", help="Show every sign, and when to tick it.")] = False,
    sources: Annotated[
        bool, typer.Option("--sources", help="Show every sign, who says so and how sure that is.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """See the danger signs, and what to do about each."""
    runtime: Runtime = ctx.obj
    kb, out = runtime.knowledge(), runtime.out()
    wanted = "-".join(" ".join(name or ()).casefold().split())
    known = kb.sources if sources else None
    if wanted in ("", *danger.PARTS):
        levels = danger.PARTS.get(wanted, ())
        if as_json:
            out.write([json_form.encode_danger_signs(kb, levels)])
        elif levels:
            runtime.show(danger.render_part(kb, levels, out, known))
        elif full or sources:
            runtime.show(danger.render_danger_signs(kb, out, known))
        else:
            out.write(danger.render_emergencies(kb, out))
        return
    found = danger.find_signs(kb.questions.values(), wanted)
    if len(found) == 1:
        if as_json:
            out.write([json_form.encode_danger_sign(kb, *found[0])])
        else:
            first = not (full or sources)
            runtime.show(danger.render_sign(kb, found[0], out, known, first=first))
        return
    several = found or danger.find_worded(kb, " ".join(name or ()))
    if not several:
        raise _unknown(kb, wanted)
    if as_json:
        out.write([json_form.encode_found_signs(kb, several)])
    else:
        out.write(danger.render_worded(kb, several, out))


def _unknown(kb: KnowledgeBase, wanted: str) -> UsageError:
    typed = clean(wanted)[:60]
    ids = [*danger.PARTS, *(option.id for _, option in danger.list_signs(kb.questions.values()))]
    near = [one for one in ids if len(wanted) > 2 and wanted in one.split("-")] or find_near(wanted, ids)
    remedy = say_near(dict.fromkeys(near), "`backcheck redflags --full` lists them all.")
    remedy += f" If you think it is an emergency: {danger.say_action(kb, 'emergency')} The signs: backcheck redflags"
    return UsageError(f"There is no danger sign called '{typed}'.", remedy)
