"""What several commands share: how one is made, the options that they have in common, asking, and completion.

The functions for completion run at a Tab only. They load no more than the names that may come next.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from backcheck.cli.runtime import Runtime
from backcheck.errors import FileError, UsageError
from backcheck.files import read_plain

if TYPE_CHECKING:
    from backcheck.ask.port import Asker

SETTINGS = {"help_option_names": ["-h", "--help"]}

_LONGEST = 1000
KINDS = {"diagnosis": "interview", "checkin": "check-in"}

Candidates = list[tuple[str, str]]
"""Words that may come next, each with what it is."""

Sources = Annotated[bool, typer.Option("--sources", help="Show everything, with who says so and how sure that is.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print everything as JSON.")]
Start = Annotated[bool, typer.Option("--start", help="Lead me through it with a clock.")]
LogUnit = Annotated[
    str,
    typer.Option(
        metavar="kg|lb",
        autocompletion=lambda incomplete: [unit for unit in ("kg", "lb") if unit.startswith(incomplete)],
        help="The unit of the weights, if the log names none.",
    ),
]
LogMap = Annotated[
    list[str] | None,
    typer.Option(
        "--map", metavar="KEY=COLUMN", help="Name the columns of another table: date=, exercise=, weight= and reps=."
    ),
]
PainDay = Annotated[
    str,
    typer.Option(
        metavar="DATE",
        help="The day when the pain began, such as 3 Nov or last Friday. We look at what came before it.",
    ),
]
Output = Annotated[str, typer.Option("-o", "--output", metavar="FILE|-", help="Write to this file, for you alone.")]
Force = Annotated[bool, typer.Option("--force", help="Replace the file.")]
Full = Annotated[bool, typer.Option("--full", help="Show everything, not only the first screen.")]


def named_file(names: Any) -> Any:
    """What an argument that names files was given. Raises `UsageError` for a name that is empty, as of a variable."""
    if any(not name.strip() for name in ([names] if isinstance(names, str) else names or ())):
        raise UsageError("The name of a file is empty.", "Give the name of a file.")
    return names


@contextmanager
def asking(runtime: Runtime) -> Iterator[Asker]:
    """A front end to ask through. Somebody who leaves ends the command with the exit code of the way they left."""
    from backcheck.ask.port import Left
    from backcheck.cli.interview import choose_asker, exit_of

    asker = choose_asker(runtime)
    try:
        with asker.session():
            yield asker
    except Left as left:
        raise typer.Exit(exit_of(left)) from None


class Group(TyperGroup):
    """A group whose help tells all of what each command does; typer would cut it at 45 characters.

    A mistyped command gets the near matches that every other name gets.
    """

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """As the base class does. Raises `UnknownNameError` for a command that there is not."""
        names = self.list_commands(ctx)
        if args and args[0] not in names and not args[0].startswith("-"):
            from backcheck.knowledge.near import unknown

            raise unknown(f"{ctx.info_name} command", args[0], names, f"Commands: {', '.join(names)}.")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The list of commands."""
        commands = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
        told = [(name, command.get_short_help_str(_LONGEST)) for name, command in commands.items() if command]
        with formatter.section("Commands"):
            formatter.write_dl(told)


def make_app(**settings: Any) -> typer.Typer:
    """An app for one command, or for a group where `settings` say so."""
    return typer.Typer(rich_markup_mode=None, add_completion=False, context_settings=SETTINGS, **settings)


def complete_lift(ctx: typer.Context, incomplete: str) -> Candidates:
    """The lifts by id; where no id begins like that, by their other names of one word."""
    from backcheck.knowledge.load import load_lift_names

    lifts = load_lift_names(_runtime(ctx).data_folder())
    found = [(lift.id, lift.name) for lift in lifts if lift.id.startswith(incomplete)]
    if found:
        return found
    named = [(name, lift.name) for lift in lifts for name in lift.names if " " not in name]
    return [(incomplete + name[len(incomplete) :], text) for name, text in named if name.startswith(incomplete.lower())]


def complete_card(ctx: typer.Context, incomplete: str) -> Candidates:
    """The lifts; behind the whole name of one, the parts of its card."""
    from backcheck.knowledge.load import load_lift_names
    from backcheck.knowledge.names import find_lift
    from backcheck.show.card import PARTS

    before = " ".join(ctx.params.get("name") or ())
    if before:
        with suppress(UsageError):
            if find_lift(load_lift_names(_runtime(ctx).data_folder()), before).exact:
                return [(part, "a part of its card") for part in PARTS if part.startswith(incomplete)]
    return complete_lift(ctx, incomplete)


def complete_entry(*files: str) -> Callable[[typer.Context, str], Candidates]:
    """Completes the ids of the entries of these files of the knowledge base. Only their names are decoded."""

    def complete(ctx: typer.Context, incomplete: str) -> Candidates:
        root = _runtime(ctx).data_folder()
        entries = [entry for file in files for entry in json.loads(read_plain(root / file))]
        named = [(str(entry["id"]), str(entry.get("name") or entry.get("title") or "")) for entry in entries]
        return [row for row in named if row[0].startswith(incomplete)]

    return complete


def complete_sign(ctx: typer.Context, incomplete: str) -> Candidates:
    """The parts of the danger signs, and each sign by id."""
    from backcheck.show.danger import PARTS, list_signs

    signs = list_signs(_runtime(ctx).knowledge().questions.values())
    listed = [*((part, "") for part in PARTS), *((option.id, option.label) for _, option in signs)]
    return [row for row in listed if row[0].startswith(incomplete)]


def complete_question(ctx: typer.Context, incomplete: str) -> Candidates:
    """The questions of the interview by id, those about the faults of each lift among them."""
    questions = _runtime(ctx).knowledge().questions.values()
    return [(question.id, question.prompt) for question in questions if question.id.startswith(incomplete)]


def complete_kept(incomplete: str) -> Candidates:
    """`last` and the numbers of the journal's entries, the newest first, each with its day.

    A journal that is off, in use or damaged has none here; the command itself says so.
    """
    from backcheck.cli.home import find_journal
    from backcheck.show.phrases import say_day

    found: Candidates = []
    with suppress(FileError):
        if (journal := find_journal(hurry=True)) is not None:
            with journal:
                entries = journal.entries()
            found = [(str(one.id), f"{KINDS[one.kind]}, {say_day(one.at.date().toordinal())}") for one in entries]
    listed = [("last", "the one that was kept last"), *reversed(found)] if found else []
    return [row for row in listed if row[0].startswith(incomplete)]


def complete_word(*words: str) -> Callable[[str], list[str]]:
    """Completes one of a few words that are known beforehand."""

    def complete(incomplete: str) -> list[str]:
        return [word for word in words if word.startswith(incomplete)]

    return complete


Number = Annotated[
    str, typer.Argument(metavar="ID", autocompletion=complete_kept, help="The number of an entry, or last.")
]


def _runtime(ctx: typer.Context) -> Runtime:
    return Runtime(data=ctx.find_root().params.get("data") or "")
