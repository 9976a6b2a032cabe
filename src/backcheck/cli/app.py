"""The Typer app: the global options and the list of commands, each imported only when it is called."""

from __future__ import annotations

from contextlib import redirect_stdout
from functools import cache
from importlib import import_module
from io import StringIO
from itertools import takewhile
from typing import Annotated, Any

import typer
from typer.main import get_command

from backcheck.cli.commands import CALLED, COMMANDS
from backcheck.cli.exits import Exit
from backcheck.cli.machine import columns, stdout
from backcheck.cli.options import Group, complete_word, make_app
from backcheck.cli.runtime import COLORS, Runtime, configure, print_version, read_front
from backcheck.errors import UsageError
from backcheck.text import clean

USAGE = "Usage: backcheck [OPTIONS] COMMAND [ARGS]..."
ABOUT = "Low back pain in leg training: how urgent, what may set it off, what to do."
MORE_HELP = "One command: backcheck help COMMAND. Every option: backcheck help --full."

WHOLE = "--full"
"""The option of `backcheck help` for the help of the program with its options."""

_NARROWEST = 20
_TYPERS_NARROWEST = 52
"""Columns below which typer writes its help as for a wider window."""


class LateGroup(Group):
    """A group that imports a command's module when the command is called."""

    whole_help = False

    def list_commands(self, ctx: Any) -> list[str]:
        """All names, in the order of `COMMANDS`."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of this name, imported now; None when there is none."""
        return _make_command(cmd_name) if cmd_name in COMMANDS else None

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """The commands, from their one line of help; nothing is imported for it. Options as in the base class."""
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        from typer._click.shell_completion import CompletionItem  # the part of click that typer brings along

        listed = COMMANDS.items()
        return [CompletionItem(n, help=text) for n, (_, text) in listed if n.startswith(incomplete)]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """As the base class does, but near names are looked for among all names without importing them."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from backcheck.cli.show_lift import names_lift

            if not names_lift(Runtime(data=ctx.params.get("data") or ""), args):
                raise _no_command(args)
            args = ["exercise", *args]
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: Any) -> str:
        """The commands on one screen; all of it, with the options, where that was asked for."""
        if self.whole_help:
            return super().get_help(ctx)
        from backcheck.show.first_page import first_entries
        from backcheck.show.surface import WIDEST, Surface

        out = Surface(stream=stdout(), width=max(_NARROWEST, min(columns(), WIDEST)))
        entries = [(name, text) for name, (_, text) in COMMANDS.items()]
        return "\n".join(first_entries((USAGE, ABOUT), entries, out, MORE_HELP))

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The list of commands from their one line of help; nothing is imported for it."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@cache
def _make_command(name: str) -> Any:
    """Made once: the menu runs one command after the other, and typer reads all of its options anew each time."""
    module = import_module(f"backcheck.cli.{COMMANDS[name][0]}")
    command = get_command(module.make_lookup(name) if name in getattr(module, "LOOKUPS", ()) else module.app)
    command = getattr(command, "commands", {}).get(name, command)  # a module may have several
    command.name = name
    return command


@cache
def _make_program() -> LateGroup:
    command = get_command(app)
    assert isinstance(command, LateGroup)
    return command


def _no_command(words: list[str]) -> UsageError:
    """The error for words that begin with no command; two of them may be one ("check in")."""
    from backcheck.knowledge.near import find_near, quote, unknown

    names = {name: name for name in COMMANDS} | CALLED
    spoken = " ".join(takewhile(lambda word: not word.startswith("-"), words[:2]))
    typed = words[0] if find_near(words[0], names) else spoken
    otherwise = f"To look for it in every text: backcheck search {quote(typed)}. Commands: {', '.join(COMMANDS)}."
    return unknown("command", typed, names, otherwise)


app = make_app(
    cls=LateGroup,
    pretty_exceptions_enable=False,
    epilog="Put options before or after the command. Nothing is sent anywhere, and nothing is kept unless you ask.",
)


def _show_version(wanted: bool) -> None:
    if wanted:
        print_version([])
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    ctx: typer.Context,
    data: Annotated[str, typer.Option(metavar="DIR", help="Use another knowledge base (or BACKCHECK_DATA).")] = "",
    plain: Annotated[bool, typer.Option("--plain", help="Use no colour and no boxes; ask line by line.")] = False,
    no_pager: Annotated[bool, typer.Option("--no-pager", help="Print long pages at once, without a pager.")] = False,
    color: Annotated[
        str,
        typer.Option(metavar="WHEN", help="Colour: auto, always or never.", autocompletion=complete_word(*COLORS)),
    ] = "auto",
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help="Show the version of program and knowledge."
        ),
    ] = False,
) -> None:
    """For lifters whose low back hurts in leg training: how urgent the pain is, what may set it off and what to do."""
    if color not in COLORS:
        raise typer.BadParameter(f"'{clean(color)[:60]}' is not one of {', '.join(COLORS)}.", param_hint="--color")
    ctx.obj = configure(Runtime(data=data, plain=plain, color=color, pager=not no_pager))
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


def call(arguments: list[str], *, whole_help: bool = False) -> int:
    """Runs the app and returns the exit code. Raises the errors of `backcheck.errors`.

    With `whole_help` the help of the program itself tells its options too.
    """
    from typer._click.exceptions import ClickException, NoArgsIsHelpError

    wide = columns()
    window = {"terminal_width": max(_NARROWEST, wide)} if wide < _TYPERS_NARROWEST else {}
    command = _make_program()
    command.whole_help = whole_help
    try:
        # no variable asks for completion: our scripts call `--complete`
        code = command(args=arguments, prog_name="backcheck", complete_var="", standalone_mode=False, **window)
    except NoArgsIsHelpError as error:
        error.show()
        return Exit.USAGE
    except ClickException as error:
        raise _explain(error) from error
    except SystemExit as end:
        if type(stdout()).__name__ == "PacifyFlushWrapper":  # the reader of our pipe has gone away
            return Exit.DONE
        return end.code if isinstance(end.code, int) else Exit.BUG
    return code if isinstance(code, int) else Exit.DONE


def show_help(front: list[str], words: list[str]) -> int:
    """Shows the help of the program, or of the command that the words name; returns the exit code.

    Raises `UsageError`.
    """
    names = [word for word in words if word not in (WHOLE, "-h", "--help")]
    if wrong := next((word for word in names if word.startswith("-")), ""):
        raise UsageError(f"help has no option '{clean(wrong)[:60]}'.", "Try: backcheck help COMMAND")
    held = StringIO()
    with redirect_stdout(held):
        code = call([*front, *(names if names != ["help"] else ()), "--help"], whole_help=WHOLE in words)
    (read_front(front) or Runtime()).show(held.getvalue().splitlines())
    return code


def _explain(error: Any) -> UsageError:
    """What typer finds wrong with a call, in our own words: it would print what was typed as it is."""
    context = getattr(error, "ctx", None)
    path, example = (context.command_path, context.command.epilog) if context is not None else ("backcheck", "")
    remedy = f"Try: {path} --help"
    if type(error).__name__ == "MissingParameter" and example:
        remedy = f"{example}. {remedy}"
    from backcheck.knowledge.near import NEAR, alike

    typed = getattr(error, "option_name", "")
    if context is not None and context.info_name == "diagnose" and "extra argument" in error.format_message():
        remedy = f"A lift is named like this: {path} --exercise squat. {remedy}"
    if type(error).__name__ != "NoSuchOption":
        return UsageError(f"{error.format_message().rstrip('.')}.", remedy)
    near = " or ".join(one for one in sorted(error.possibilities or ()) if alike(typed, one) >= NEAR)
    said = f" Did you mean {near}?" if near else ""
    return UsageError(
        f"There is no option '{clean(typed)[:60]}'.{said}", f"If it isn't an option, put -- before it. {remedy}"
    )
