"""What the tools share: their arguments, the knowledge base, the cases, and how an error ends."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import to_builtins

from backcheck import load_knowledge
from backcheck.authoring.cases import Encoded, read_cases
from backcheck.cli.runtime import Runtime
from backcheck.errors import BackcheckError
from backcheck.knowledge.model import KnowledgeBase
from backcheck.show.as_json import encode
from backcheck.show.page import Page
from backcheck.show.surface import Surface

Work = Callable[[KnowledgeBase, list[Encoded], argparse.Namespace, Surface], object]
"""Knowledge base, cases, options and a surface for notes -> what was found."""


def parser_of(name: str, description: str, default: str = "") -> argparse.ArgumentParser:
    """The parser with what every tool takes; `default` is the file that is read where none is named."""
    parser = argparse.ArgumentParser(prog=f"python -m tools.{name}", description=description)
    told = f" ({default})" if default else ""
    parser.add_argument(
        "files",
        nargs="*" if default else "+",
        default=[default],
        metavar="FILE",
        help=f"JSON Lines files of cases{told}",
    )
    parser.add_argument("--data", metavar="DIR", help="another knowledge base")
    parser.add_argument("--json", action="store_true", help="as JSON")
    return parser


def natural(least: int) -> Callable[[str], int]:
    """A type of argument: a whole number, no less than this."""

    def read(word: str) -> int:
        number = int(word)
        if number < least:
            raise argparse.ArgumentTypeError(f"{word} is less than {least}")
        return number

    return read


def run(
    name: str, parser: argparse.ArgumentParser, arguments: Sequence[str] | None, work: Work, write: Callable[..., None]
) -> int:
    """Does the work on the cases and prints it, as a page or under `name` as JSON; returns the exit code."""
    options = parser.parse_args(arguments)
    out, talk = Runtime().out(), Runtime().talk()
    try:
        kb = load_knowledge(options.data)
        cases = read_cases(kb, options.files)
    except BackcheckError as error:
        talk.write([f"{error.problem} {error.remedy}".strip()])
        return 2
    found: Mapping[str, Any] | Sequence[Mapping[str, Any]] = to_builtins(work(kb, cases, options, talk))
    if options.json:
        out.write([encode({name: found})])
    else:
        page = Page(out)
        write(page, found)
        out.write(page.lines)
    return 0
