"""`backcheck prevent [TOPIC]`: one habit, or the list."""

from __future__ import annotations

from typing import Annotated

import typer

from backcheck.cli.wiring import Runtime

app = typer.Typer(rich_markup_mode=None, add_completion=False, context_settings={"help_option_names": ["-h", "--help"]})


@app.command()
def prevent(
    ctx: typer.Context,
    topic: Annotated[list[str] | None, typer.Argument(metavar="TOPIC", help="A habit; without one, the list.")] = None,
    sources: Annotated[bool, typer.Option("--sources", help="Who says so, and how sure it is.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Habits that keep a back going: brace, warm-up, core, pace."""
    from backcheck.knowledge.names import find_entry
    from backcheck.show import as_json as json_form
    from backcheck.show import lookups

    runtime: Runtime = ctx.obj
    kb, out = runtime.knowledge(), runtime.out()
    if not topic:
        topics = kb.topics.values()
        out.write([json_form.encode_topics(topics)] if as_json else lookups.render_topics(topics, out))
        return
    found = find_entry(kb.topics.values(), " ".join(topic), "topic", "prevent")
    if as_json:
        out.write([json_form.encode_card(found)])
    else:
        out.write(lookups.render_topic(found, out, kb.base.review.words, kb.sources if sources else None))
