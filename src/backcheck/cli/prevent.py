"""`backcheck prevent [TOPIC]`: one habit, or the list."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated

import typer

from backcheck.cli.wiring import Runtime
from backcheck.errors import UsageError
from backcheck.text import clean

app = typer.Typer(rich_markup_mode=None, add_completion=False, context_settings={"help_option_names": ["-h", "--help"]})


@app.command()
def prevent(
    ctx: typer.Context,
    topic: Annotated[list[str] | None, typer.Argument(metavar="TOPIC", help="A habit; without one, the list.")] = None,
    sources: Annotated[bool, typer.Option("--sources", help="Who says so, and how sure it is.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Habits that keep a back going: brace, warm-up, core, pace."""
    from backcheck.show import as_json as json_form
    from backcheck.show import lookups

    runtime: Runtime = ctx.obj
    kb, out = runtime.knowledge(), runtime.out()
    if not topic:
        topics = kb.topics.values()
        out.write([json_form.encode_topics(topics)] if as_json else lookups.render_topics(topics, out))
        return
    wanted = " ".join(topic).casefold().replace("-", " ")
    by_name = {name.replace("-", " "): entry for entry in kb.topics.values() for name in (entry.id, *entry.names)}
    by_name |= {entry.name.casefold(): entry for entry in kb.topics.values()}
    found = by_name.get(wanted)
    if found is None:
        near = {by_name[name].id: None for name in get_close_matches(wanted, by_name, 5, cutoff=0.5)}
        remedy = f"Near matches: {', '.join(near)}." if near else f"Topics: {', '.join(kb.topics)}."
        raise UsageError(f"There is no topic called '{clean(' '.join(topic))[:60]}'.", remedy)
    if as_json:
        out.write([json_form.encode_card(found)])
    else:
        out.write(lookups.render_topic(found, out, kb.base.review.words, kb.sources if sources else None))
