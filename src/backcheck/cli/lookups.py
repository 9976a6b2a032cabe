"""The commands that are made from the rows of `LOOKUPS`; and `backcheck search`."""

# No postponed annotations here: typer reads those of the commands, which are made from the rows.

from inspect import Parameter, Signature
from typing import Annotated, Any

import typer

from backcheck.cli.lookup_table import LOOKUPS, LookupPage
from backcheck.cli.options import AsJson, Full, Sources, Start, complete_entry, complete_question, make_app
from backcheck.cli.runtime import Runtime
from backcheck.errors import UsageError


def make_lookup(command: str) -> typer.Typer:
    """The app of one look-up, with the options that its row has."""
    row = LOOKUPS[command]
    complete = complete_entry(*row.files) if row.files else complete_question
    help_ = f"One {row.what}; without it you get the list."
    argument = typer.Argument(metavar=row.metavar, autocompletion=complete, help=help_)
    kinds: dict[str, Any] = {"name": Annotated[list[str] | None, argument]}
    kinds |= {"full": Full} | ({"sources": Sources} if row.sources else {}) | ({"start": Start} if row.lead else {})
    kinds["as_json"] = AsJson

    def look_up(ctx: typer.Context, **given: Any) -> None:
        _look_up(ctx.obj, command, **given)

    parameters = [
        Parameter(one, Parameter.KEYWORD_ONLY, annotation=kind, default=None if one == "name" else False)
        for one, kind in kinds.items()
    ]
    first = Parameter("ctx", Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    look_up.__annotations__ = {"ctx": typer.Context, **kinds}
    setattr(look_up, "__signature__", Signature([first, *parameters]))  # noqa: B010 - functions do not declare it
    app = make_app()
    app.command(help=row.help)(look_up)
    return app


def _look_up(
    runtime: Runtime,
    command: str,
    name: list[str] | None = None,
    *,
    full: bool = False,
    sources: bool = False,
    start: bool = False,
    as_json: bool = False,
) -> None:
    """Shows the list, or the entry of this name. Raises `UsageError` with near matches."""
    row = LOOKUPS[command]
    entries, found = row.entries(runtime), None
    if name:
        from backcheck.knowledge.names import find_entry

        found = find_entry(entries, " ".join(name), row.what, command)
    if as_json:
        from backcheck.show.as_json import encode_card, encode_list

        listed = entries if found is None else [found]
        runtime.out().write([encode_card(found) if found is not None and row.card else encode_list(row.key, listed)])
        return
    if start and row.lead:
        from backcheck.cli import guided

        if found is None and not row.leads_list:
            remedy = f"See them: backcheck {command}. Then: backcheck {command} ID --start."
            raise UsageError(f"--start needs a {row.what}.", remedy)
        guided.need_terminal(f"backcheck {command} {found.id if found else ''}".strip())
        getattr(guided, row.lead)(runtime, entries if found is None else [found])
        return
    page = LookupPage(runtime, runtime.out(), full, sources)
    runtime.show(row.show_list(entries, page) if found is None else row.show_entry(found, page))


EXAMPLE = "For example: backcheck search butt wink"
app = make_app()


@app.command(epilog=EXAMPLE)
def search(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="All of these words must be in a result.")],
    full: Annotated[bool, typer.Option("--full", help="Show every result with its text.")] = False,
    as_json: AsJson = False,
) -> None:
    """Find words in lifts, causes, habits and danger signs. Finding nothing is an answer too (exit 0)."""
    from backcheck.knowledge.search import find_words

    runtime: Runtime = ctx.obj
    wanted = " ".join(words)
    if not wanted.strip():
        raise UsageError("There is no word to look for.", EXAMPLE)
    hits, out = find_words(runtime.knowledge(), wanted), runtime.out()
    if as_json:
        from backcheck.show.as_json import encode_list

        out.write([encode_list("results", hits)])
        return
    from backcheck.show.lookups import render_hits

    runtime.show(render_hits(wanted, hits, out, whole=full))
