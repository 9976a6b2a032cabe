"""The Typer app: the global options and the list of commands, each imported only when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

from backcheck.cli.commands import COMMANDS
from backcheck.cli.config import configure
from backcheck.cli.exits import Exit
from backcheck.cli.machine import stdout
from backcheck.cli.wiring import COLORS, Runtime
from backcheck.text import clean

SETTINGS = {"help_option_names": ["-h", "--help"]}


class LateGroup(TyperGroup):
    """A group that imports a command's module when the command is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        """All names, in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of this name, imported now; None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"backcheck.cli.{COMMANDS[cmd_name][0]}")
        command = get_command(module.app)
        command.name = cmd_name
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """As the base class does, but near names are looked for among all names without importing them."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            from backcheck.errors import UsageError

            near = get_close_matches(args[0], COMMANDS, 3)
            remedy = f"Did you mean: {', '.join(near)}?" if near else f"Commands: {', '.join(COMMANDS)}."
            raise UsageError(f"There is no command '{clean(args[0])[:60]}'.", remedy)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The list of commands from their one line of help; nothing is imported for it."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


app = typer.Typer(
    cls=LateGroup,
    context_settings=SETTINGS,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    epilog="Options may stand before or after the command. Nothing is sent anywhere or kept unless you ask.",
)


def _show_version(wanted: bool) -> None:
    if wanted:
        from backcheck.cli.version import print_version

        raise typer.Exit(print_version([]))


@app.callback(invoke_without_command=True)
def start(
    ctx: typer.Context,
    data: Annotated[str, typer.Option(metavar="DIR", help="Another knowledge base (or BACKCHECK_DATA).")] = "",
    plain: Annotated[bool, typer.Option("--plain", help="No colour, no boxes, questions by line.")] = False,
    color: Annotated[str, typer.Option(metavar="auto|always|never", help="When to use colour.")] = "auto",
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Program and knowledge version.")
    ] = False,
) -> None:
    """For lifters whose lower back hurts in leg training: how urgent, what sets it off, what to do."""
    if color not in COLORS:
        raise typer.BadParameter(f"'{clean(color)[:60]}' is not one of {', '.join(COLORS)}.", param_hint="--color")
    ctx.obj = configure(Runtime(data=data, plain=plain, color=color))
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


def call(arguments: list[str]) -> int:
    """Runs the app and returns the exit code."""
    try:
        get_command(app)(args=arguments, prog_name="backcheck")
    except SystemExit as end:
        if type(stdout()).__name__ == "PacifyFlushWrapper":  # the reader of our pipe has gone away
            return Exit.DONE
        return end.code if isinstance(end.code, int) else Exit.BUG
    return Exit.DONE
