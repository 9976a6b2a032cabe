"""What may stand next on the command line: commands, options, the names of lifts and other entries.

Loads neither typer nor more of the knowledge than the names that are asked for. The options stand here as a table,
which a test holds against the commands themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from backcheck.cli.commands import COMMANDS
from backcheck.cli.exits import Exit
from backcheck.cli.wiring import COLORS, Runtime

SHELLS = ("bash", "zsh", "fish")
GLOBAL = ("--data", "--plain", "--color", "--version", "--help")
OPTIONS: dict[str, tuple[str, ...]] = {
    "diagnose": (
        "--exercise", "--weight", "--answers", "--all", "--order", "--next", "--again", "--go-on", "--save-answers",
        "--force", "--resume", "--sources", "--json",
    ),
    "exercise": ("--figure", "--figures", "--animate", "--sources", "--json"),
    "warmup": ("--weight", "--sources", "--start", "--json"),
    "core": ("--sources", "--start", "--json"),
    "tests": ("--sources", "--start", "--json"),
    "redflags": ("--full", "--sources", "--json"),
    "search": ("--full", "--json"),
    "sources": ("--json",),
    "checkin": ("--answers", "--json"),
    "report": ("--answers", "--format", "--output", "--force", "--json"),
    "questions": ("--json",),
    "completion": (),
    "history": ("--json",),
    "kb": (),
}  # fmt: skip
SUBCOMMANDS: dict[str, tuple[str, ...]] = {
    "kb": ("check", "test", "signs", "graph", "stats", "schema"),
    "history": ("on", "off", "status", "path", "show", "note", "export", "delete", "again", "plot"),
}
USUAL = ("--sources", "--json")
FORMATS: dict[str, tuple[str, ...]] = {"report": ("md", "html", "json"), "kb": ("tree", "mermaid", "dot")}
"""Command -> what its `--format` takes."""

FILES: dict[str, str] = {
    "cause": "contributors.json",
    "prevent": "topics.json",
    "core": "drills.json",
    "tests": "tests.json",
    "sources": "sources.json",
}
"""Command -> the file whose entries it takes by id."""

LIFTS = ("exercise", "warmup")
VALUED = (
    "--data", "--color", "--exercise", "--answers", "--again", "--save-answers", "--weight", "--order", "--figure",
    "--format", "-o", "--output",
)  # fmt: skip
"""Options with a value behind them."""

Candidate = tuple[str, str]


def print_candidates(words: list[str]) -> int:
    """Prints what may stand in the place of the last word, one a line: the word, a tab, what it is."""
    from backcheck.text import clean

    partial = words[-1] if words else ""
    found = (one for one in _candidates(words[:-1], partial) if one[0].startswith(partial))
    print("\n".join(f"{clean(word)}\t{clean(text)}" for word, text in found))  # noqa: T201
    return Exit.DONE


def _candidates(before: list[str], partial: str) -> Iterator[Candidate]:
    data = _value_of("--data", before)
    plain = [word for word, ahead in zip(before, ["", *before], strict=False) if ahead not in VALUED]
    command = next((word for word in plain if not word.startswith("-")), "")
    if before and before[-1] in VALUED:
        yield from _values(before[-1], command, data, partial)
        return
    if not command:
        yield from ((name, text) for name, (_, text) in COMMANDS.items())
    elif command in LIFTS:
        yield from _lifts(data, partial)
    elif command in FILES:
        yield from _entries(FILES[command], data)
    elif command in SUBCOMMANDS:
        yield from ((name, "") for name in SUBCOMMANDS[command])
    elif command == "completion":
        yield from ((shell, "") for shell in SHELLS)
    if partial.startswith("-"):
        yield from ((option, "") for option in (*OPTIONS.get(command, USUAL if command else ()), *GLOBAL))


def _values(option: str, command: str, data: str, partial: str) -> Iterator[Candidate]:
    """What may stand behind an option; nothing for files and weights, the shell knows those."""
    if option == "--exercise":
        yield from _lifts(data, partial)
    elif option == "--color":
        yield from ((color, "") for color in COLORS)
    elif option == "--format":
        yield from ((form, "") for form in FORMATS.get(command, ()))
    elif option == "--order":
        from backcheck.cli.diagnosis import ORDERS

        yield from ((order, "") for order in ORDERS)
    elif option == "--again":
        yield "signs", "what you see in your lift"


def _value_of(option: str, before: list[str]) -> str:
    behind = [value for name, value in pairwise(before) if name == option]
    return behind[-1] if behind else ""


def _lifts(data: str, partial: str) -> Iterator[Candidate]:
    """The lifts by id; where no id begins like that, by their other names of one word."""
    from backcheck.knowledge.load import load_lift_names

    lifts = load_lift_names(Runtime(data=data).data_folder())
    yield from ((lift.id, lift.name) for lift in lifts)
    if not any(lift.id.startswith(partial) for lift in lifts):
        for lift in lifts:
            named = (name for name in lift.names if " " not in name and name.startswith(partial.lower()))
            yield from ((partial + name[len(partial) :], lift.name) for name in named)


def _entries(file: str, data: str) -> Iterator[Candidate]:
    """The entries of a file by id. Only their names are decoded."""
    import json

    for entry in json.loads((Runtime(data=data).data_folder() / file).read_bytes()):
        yield str(entry["id"]), str(entry.get("name") or entry.get("title") or "")
