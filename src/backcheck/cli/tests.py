"""`backcheck tests [ID]`: one self-test, or the list."""

from __future__ import annotations

from typing import Annotated

import typer

from backcheck.cli.machine import shows_on_terminal
from backcheck.cli.options import AsJson, Full, Sources, Start, complete_entry, make_app
from backcheck.cli.wiring import Runtime
from backcheck.errors import UsageError

app = make_app()


@app.command()
def tests(
    ctx: typer.Context,
    test: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID", autocompletion=complete_entry("tests.json"), help="A test; without one, the list."
        ),
    ] = None,
    full: Full = False,
    sources: Sources = False,
    start: Start = False,
    as_json: AsJson = False,
) -> None:
    """Tests that you can do alone at home: how, what counts, what follows from it."""
    from backcheck.knowledge.load import load_file

    runtime: Runtime = ctx.obj
    root, out = runtime.data_folder(), runtime.out()
    listed = load_file(root, "tests.json")
    if not test:
        if start:
            raise UsageError("--start needs a test.", "See them: backcheck tests. Then: backcheck tests ID --start.")
        if as_json:
            from backcheck.show.as_json import encode_tests

            out.write([encode_tests(listed)])
        else:
            from backcheck.show.first_lists import first_tests
            from backcheck.show.training import render_tests

            runtime.show(render_tests(listed, out) if full else first_tests(listed, out))
        return
    from backcheck.cli.leading import need_terminal
    from backcheck.knowledge.names import find_entry

    found = find_entry(listed, " ".join(test), "test", "tests")
    if as_json:
        from backcheck.show.as_json import encode_card

        out.write([encode_card(found)])
        return
    if start:
        from backcheck.cli.self_tests import run_alone

        need_terminal(f"backcheck tests {found.id}")
        raise typer.Exit(run_alone(runtime, found))
    from backcheck.show.training import first_test, render_test

    drills = [drill for drill in load_file(root, "drills.json") if drill.id in found.drills]
    known = {source.id: source for source in load_file(root, "sources.json")} if sources else None
    review = load_file(root, "knowledge.json").review.words
    whole = full or sources
    runtime.show(render_test(found, drills, out, review, known) if whole else first_test(found, drills, out, review))
    if shows_on_terminal() and not sources:
        from backcheck.cli.self_tests import offer_alone

        raise typer.Exit(offer_alone(runtime, found))
