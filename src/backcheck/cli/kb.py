"""`backcheck kb check|test`: for authors of the knowledge base."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from backcheck.cli.exits import Exit
from backcheck.cli.wiring import Runtime
from backcheck.errors import FileError
from backcheck.text import clean

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="For authors of the knowledge base.",
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command()
def check(
    ctx: typer.Context,
    folder: Annotated[str, typer.Argument(metavar="DIR", help="The folder; without one, the base in use.")] = "",
    strict: Annotated[bool, typer.Option("--strict", help="Warnings fail too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Look for everything that is wrong with a knowledge base. Exit 1 where there are errors."""
    from backcheck.authoring.check import check_folder

    runtime: Runtime = ctx.obj
    root = Path(folder) if folder else runtime.data_folder()
    if not root.is_dir():
        raise FileError(f"{clean(str(root))} is not a folder.", "Give the folder that holds the JSON files.")
    findings = check_folder(root)
    errors = sum(finding.severity == "error" for finding in findings)
    out = runtime.out()
    if as_json:
        from backcheck.show.as_json import encode

        rows = [{"severity": finding.severity} | _fields(finding) for finding in findings]
        out.write([encode({"findings": rows, "errors": errors, "warnings": len(findings) - errors})])
    else:
        from backcheck.show.scores import render_findings

        out.write(render_findings([_row(finding) for finding in findings], errors, out))
    if errors or (strict and findings):
        raise typer.Exit(Exit.FINDINGS)


@app.command()
def test(
    ctx: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="JSON Lines files of cases.")],
    screens: Annotated[bool, typer.Option("--screens", help="Count the screens of each interview too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Score the knowledge base on cases. Exit 1 where an emergency or urgent case comes out too low."""
    from backcheck.authoring.cases import read_cases
    from backcheck.authoring.score import score_cases

    runtime: Runtime = ctx.obj
    kb, out = runtime.knowledge(), runtime.out()
    score = score_cases(kb, read_cases(kb, files), screens=screens)
    if as_json:
        from backcheck.show.as_json import encode

        out.write([encode(_fields(score))])
    else:
        from backcheck.show.scores import render_score

        out.write(render_score(_fields(score), out))
    if score.triage.under_triaged:
        raise typer.Exit(Exit.FINDINGS)


def _fields(value: object) -> dict[str, object]:
    """A value of another room as plain fields, since rooms on one level do not know each other's types."""
    from msgspec import to_builtins

    fields: dict[str, object] = to_builtins(value)
    return fields


def _row(finding: object) -> tuple[str, str, str, str]:
    fields = _fields(finding)
    severity = str(getattr(finding, "severity", ""))
    place = f"{fields['file']}{'#' if fields['pointer'] else ''}{fields['pointer']}"
    return f"{fields['code']} {severity}", place, str(fields["message"]), str(fields["hint"])
