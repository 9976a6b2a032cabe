"""`backcheck prevent [TOPIC]`: one habit, or the list."""

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
def prevent(
    ctx: typer.Context,
    topic: Annotated[list[str] | None, typer.Argument(metavar="TOPIC", help="A habit; without one, the list.")] = None,
    full: Full = False,
    sources: Sources = False,
    as_json: AsJson = False,
) -> None:
    """Habits that keep a back going: brace, warm-up, core, pace."""
    from backcheck.show import as_json as json_form
    from backcheck.show import lookups
    from backcheck.show.first_lists import first_topics

    runtime: Runtime = ctx.obj
    kb, out = runtime.knowledge(), runtime.out()
    if not topic:
        topics = kb.topics.values()
        if as_json:
            out.write([json_form.encode_topics(topics)])
        else:
            runtime.show(lookups.render_topics(topics, out) if full else first_topics(topics, out))
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
        known = kb.sources if sources else None
        runtime.show(lookups.render_topic(found, out, kb.base.review.words, known, first=not (full or sources)))
