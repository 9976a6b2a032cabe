"""`backcheck kb check|test|sample|signs|review-sheet|graph|stats|schema`: for authors of the knowledge base."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from backcheck.cli.exits import Exit
from backcheck.cli.machine import typed_path
from backcheck.cli.options import AsJson, Full, Group, complete_word, make_app, named_file
from backcheck.cli.runtime import Runtime
from backcheck.errors import FileError
from backcheck.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from backcheck.show.surface import Surface

    Draw = Callable[[Mapping[str, Any], Surface], list[str]]
    """A page of `show` for the fields of a value."""

app = make_app(
    cls=Group,
    no_args_is_help=True,
    help="For authors of the knowledge base.",
)


@app.command()
def check(
    ctx: typer.Context,
    folder: Annotated[
        str | None,
        typer.Argument(metavar="DIR", callback=named_file, help="The folder; without one, the base in use."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail too.")] = False,
    only: Annotated[str, typer.Option(metavar="CODE", help="Look for this code alone, such as BC405.")] = "",
    as_json: AsJson = False,
) -> None:
    """Look for everything that is wrong with a knowledge base. Exit 1 where there are errors."""
    from backcheck.authoring.check import examine_folder

    runtime: Runtime = ctx.obj
    root = typed_path(folder) if folder else runtime.data_folder()
    if not root.is_dir():
        raise FileError(f"{clean(str(root))} is not a folder.", "Give the folder that holds the JSON files.")
    report = examine_folder(root, only.upper())
    findings = report.findings
    notes = [*report.notes, *([] if folder or runtime.data else _name_another(root))]
    errors = sum(finding.severity == "error" for finding in findings)
    out = runtime.out()
    if as_json:
        listed = [{"severity": finding.severity} | _fields(finding) for finding in findings]
        sums = {"errors": errors, "warnings": len(findings) - errors}
        runtime.print_json({"folder": clean(str(root)), "findings": listed, **sums, "notes": notes})
    else:
        from backcheck.show.knowledge_base import render_findings

        rows = []
        for one in findings:  # line and column are for an editor
            place = f"{one.place}  (line {one.line}, column {one.column})" if one.line else one.place
            rows.append((f"{one.code} {one.severity}", place, one.message, one.hint))
        out.write(render_findings(clean(str(root)), rows, errors, out, notes))
    if errors or (strict and findings):
        raise typer.Exit(Exit.FINDINGS)


def _name_another(checked: Path) -> list[str]:
    """A warning where the working folder holds a base of its own that was not checked: it may be the one edited."""
    from backcheck.knowledge.locate import MARKER

    for here in ("data", "."):
        if Path(here, MARKER).is_file() and not Path(here).samefile(checked):
            name = "the folder `data` here" if here == "data" else "the folder that you are in"
            return [
                f"Careful: {name} is another and was not checked. `backcheck kb check {here}` "
                f"checks it, and `backcheck --data {here}` uses it."
            ]
    return []


@app.command(epilog="For example: backcheck kb test cases.jsonl")
def test(
    ctx: typer.Context,
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", callback=named_file, help="JSON Lines files of cases.")
    ],
    screens: Annotated[bool, typer.Option("--screens", help="Walk each interview too.")] = False,
    stories: Annotated[
        str, typer.Option(metavar="FILE", help="Stories for the keyword baseline (JSON Lines: id, presentation).")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Score the knowledge base on cases. Exit 1 where an emergency or urgent case comes out too low."""
    from backcheck.authoring.cases import read_cases
    from backcheck.authoring.score import score_cases

    runtime: Runtime = ctx.obj
    kb, out = runtime.knowledge(), runtime.out()
    cases = read_cases(kb, [str(typed_path(name)) for name in files], stories and str(typed_path(stories)))
    score = score_cases(kb, cases, screens=screens or as_json)
    scored = _fields(score)
    if as_json:
        runtime.print_json(scored)
    else:
        from backcheck.show.case_scores import render_score

        out.write(render_score(scored, out))
    if score.triage.under_triaged:
        raise typer.Exit(Exit.FINDINGS)


@app.command()
def signs(ctx: typer.Context, as_json: AsJson = False) -> None:
    """Tabulate the danger signs: the level of each alone and of every two together."""
    from backcheck.authoring.check import load_sound
    from backcheck.authoring.signs_table import tabulate_signs
    from backcheck.show.review import render_signs

    runtime: Runtime = ctx.obj
    _show(runtime, tabulate_signs(load_sound(runtime.data_folder())), render_signs, as_json=as_json)


@app.command()
def sample(
    ctx: typer.Context,
    lines: Annotated[int, typer.Option(min=0, max=1000, help="How many lines that users see.")] = 60,
    claims: Annotated[int, typer.Option(min=0, max=1000, help="How many claims that cite a study.")] = 30,
    seed: Annotated[int, typer.Option(help="The same number draws the same ones again.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Draw lines and claims by chance, to read them: would you change the line, and is the claim what the work says?"""
    from backcheck.authoring.check import load_sound
    from backcheck.authoring.documents import read_documents
    from backcheck.authoring.sampling import draw
    from backcheck.show.knowledge_base import render_sample

    runtime: Runtime = ctx.obj
    folder = runtime.data_folder()
    documents, _ = read_documents(folder)
    drawn = draw(load_sound(folder), documents, lines=lines, claims=claims, seed=seed)
    _show(runtime, drawn, render_sample, as_json=as_json)


@app.command("review-sheet")
def review_sheet(
    ctx: typer.Context,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Write the page here, as HTML.")] = "-",
    force: Annotated[bool, typer.Option("--force", help="Replace the file.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make the sheet on which a clinician reviews the danger signs: the hardest on two pages, the rest as an annex."""
    from backcheck.authoring.check import load_sound
    from backcheck.authoring.reviews import list_decisions, read_log, status_of
    from backcheck.cli.new_file import check_ending, deliver

    check_ending(output, (".html", ".htm"))
    runtime: Runtime = ctx.obj
    folder = runtime.data_folder()
    kb = load_sound(folder)
    decisions, log = list_decisions(kb), read_log(folder)
    known = {one.id: _fields(one) for one in decisions}
    hardest = [{**known[one.decision], "question": one.question} for one in log.ask_first if one.decision in known]
    first = {one["id"] for one in hardest}
    others = [one for name, one in known.items() if name not in first]
    status = status_of(decisions, log)
    if as_json:
        told = {"status": status.words, "agreed": status.agreed, "ask_first": hardest, "others": others}
        runtime.print_json(told)
        return
    from backcheck.show.review import render_review_sheet

    page = render_review_sheet(hardest, others, status.words, kb.base.version)
    deliver(runtime, output, page, force=force, told=f"The sheet is in {output}.")


FORMATS = ("tree", "mermaid", "dot")


@app.command()
def graph(
    ctx: typer.Context,
    form: Annotated[
        str,
        typer.Option(
            "--format", metavar="|".join(FORMATS), autocompletion=complete_word(*FORMATS), help="How to draw it."
        ),
    ] = "tree",
    answers: Annotated[str, typer.Option(metavar="FILE", help="Mark the way these answers take.")] = "",
    why: Annotated[str, typer.Option(metavar="CAUSE", help="Keep only what can raise this cause.")] = "",
    as_json: AsJson = False,
) -> None:
    """Draw the interview: which question follows which, and what leads where."""
    from backcheck.authoring.check import load_sound
    from backcheck.authoring.graph import build_graph
    from backcheck.cli.answers_file import read_given
    from backcheck.knowledge.near import unknown
    from backcheck.reasoning.answers import read_answers
    from backcheck.show import graphs

    if form not in FORMATS:
        raise typer.BadParameter(f"'{clean(form)[:60]}' is not one of {', '.join(FORMATS)}.", param_hint="--format")
    runtime: Runtime = ctx.obj
    kb, out = load_sound(runtime.data_folder()), runtime.out()
    given = read_answers(kb, read_given(answers)[0]) if answers else None
    cause, causes = "-".join(why.casefold().split()), [*kb.contributors, *kb.patterns]
    if cause and cause not in causes:
        raise unknown("cause", why, causes, "`backcheck cause` lists them all.")
    drawn = _fields(build_graph(kb, why=cause, answers=given))
    if as_json:
        runtime.print_json(drawn)
    elif form == "tree":
        runtime.show(graphs.render_tree(drawn, out))
    else:
        out.write(graphs.render_mermaid(drawn) if form == "mermaid" else graphs.render_dot(drawn))


@app.command()
def stats(ctx: typer.Context, full: Full = False, as_json: AsJson = False) -> None:
    """Count what the base holds, how long interviews get, how well claims rest, and what is missing."""
    from backcheck.authoring.check import load_sound
    from backcheck.authoring.stats import measure
    from backcheck.show.knowledge_base import first_stats, render_stats

    runtime: Runtime = ctx.obj
    folder = runtime.data_folder()
    found = measure(load_sound(folder), folder)
    _show(runtime, found, render_stats if full else first_stats, as_json=as_json)


@app.command()
def schema(ctx: typer.Context) -> None:
    """Print the JSON Schema of a knowledge base, made from the types that read it."""
    from backcheck.authoring.schema import write_schema

    runtime: Runtime = ctx.obj
    runtime.out().write(write_schema().splitlines())


def _show(runtime: Runtime, value: object, draw: Draw, *, as_json: bool) -> None:
    fields = _fields(value)
    if as_json:
        runtime.print_json(fields)
    else:
        runtime.show(draw(fields, runtime.out()))


def _fields(value: object) -> dict[str, object]:
    """A value of another room as plain fields, since rooms on one level do not know each other's types."""
    from msgspec import to_builtins

    fields: dict[str, object] = to_builtins(value)
    return fields
