"""`backcheck prevent [TOPIC]`: one habit, or the list."""

from __future__ import annotations

from typing import Annotated

import typer

from backcheck.cli.options import AsJson, Full, Sources, complete_entry, make_app
from backcheck.cli.wiring import Runtime

app = make_app()


@app.command()
def prevent(
    ctx: typer.Context,
    topic: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TOPIC", autocompletion=complete_entry("topics.json"), help="A habit; without one, the list."
        ),
    ] = None,
    full: Full = False,
    sources: Sources = False,
    as_json: AsJson = False,
) -> None:
    """Habits that keep a back going: brace, warm-up, core, pace."""
    from backcheck.knowledge.names import find_entry
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
    found = find_entry(kb.topics.values(), " ".join(topic), "topic", "prevent")
    if as_json:
        out.write([json_form.encode_card(found)])
    else:
        known = kb.sources if sources else None
        runtime.show(lookups.render_topic(found, out, kb.base.review.words, known, first=not (full or sources)))
