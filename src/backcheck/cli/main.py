"""Start and end of the program: global options to the front, errors to words and exit codes, signals to an end.

The garbage collector rests during start-up, since nothing is freed there and its passes cost a tenth of it. At the end
all that is left is taken out of its sight: the process is about to go, and last passes over every module cost another
tenth.
"""

from __future__ import annotations

import gc
import sys
from contextlib import suppress

from backcheck.cli import machine
from backcheck.cli.exits import Exit
from backcheck.cli.machine import shows_on_terminal
from backcheck.cli.runtime import print_version, read_front, to_front
from backcheck.errors import UNREAD, AnswersError, BackcheckError, FileError, KnowledgeError, UsageError, was_stopped

COMPLETE = "--complete"
"""What the scripts of `backcheck completion` ask: the words typed so far follow it, the last one unfinished."""

SIGNS_FIRST = "If you have a danger sign, don't wait for this file: backcheck redflags"
"""Said where nothing of an answers file could be read, so that no sign in it could be told."""

ONCE = {"--answers", "--exercise", "--lift", "--log", "--output", "--save-answers"}
"""Options that may be given once: of two, one would be left out without a word."""
FILE_OPTIONS = ("--answers", "--data", "--log", "--output", "--save-answers", "--stories", "-o")
"""Options whose value names a file or a folder."""
OTHER_OPTIONS = (
    "--again", "--exercise", "--figure", "--format", "--lift", "--only", "--order", "--pain", "--since", "--unit",
    "--weight", "--why",
)  # fmt: skip
"""Other options whose value is words; of `--color` and `--map` more is said where they are read."""


def run() -> None:
    """Runs the program and leaves with its exit code."""
    gc.disable()
    code = main(sys.argv[1:])
    machine.let_go_of_output()
    gc.freeze()
    sys.exit(code)


def main(arguments: list[str]) -> int:
    """Runs one command and returns its exit code (see `exits`)."""
    machine.prepare()
    try:
        if arguments[:1] == [COMPLETE]:
            from backcheck.cli.commands import print_candidates

            return print_candidates(arguments[1:])
        _check_values(arguments)
        front, rest = to_front(arguments)
        if "--version" in rest[:1]:
            print_version(front)
            return Exit.DONE
        if rest == ["diagnose"] and (runtime := read_front(front)) is not None:
            from backcheck.cli.diagnosis import DiagnoseOptions, diagnose

            return diagnose(runtime, DiagnoseOptions())
        if not rest and shows_on_terminal() and (runtime := read_front(front)) is not None:
            from backcheck.cli.menu import offer_menu

            return offer_menu(runtime, main)
        if rest[:1] == ["help"]:
            from backcheck.cli.app import show_help

            return show_help(front, rest[1:])
        if _may_name_lift(rest) and (runtime := read_front(front)) is not None:
            from backcheck.cli.show_lift import names_lift, show_lift

            named = rest[0] == "exercise"
            if named or names_lift(runtime, rest):
                show_lift(runtime, rest[1:] if named else rest)
                return Exit.DONE
        from backcheck.cli.app import call

        return call(front + rest)
    except BackcheckError as error:
        return _tell(error)
    except KeyboardInterrupt:
        return _tell_stopped()
    except BrokenPipeError:
        return Exit.DONE
    except OSError as error:  # a full disk, a name that is too long
        return _tell(_as_file_error(error))
    except Exception as error:  # the last net: no traceback, no user text
        return _tell_stopped() if was_stopped(error) else _tell_bug(error)


def _check_values(arguments: list[str]) -> None:
    """Raises `UsageError` for an option that is given nothing, such as a variable of a script that was never set.

    The same for an option that is given twice: one of two lifts or files would be left out without a word.
    """
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    seen: set[str] = set()
    for place, here in enumerate(options):
        name, given, value = here.partition("=")
        once = "--output" if name == "-o" else name
        if once in seen:
            raise UsageError(f"{name} appears twice.", "Give it once.")
        seen |= {once} & ONCE
        behind = options[place + 1] if place + 1 < len(options) else "missing"
        if name not in (*FILE_OPTIONS, *OTHER_OPTIONS) or (value if given else behind).strip():
            continue
        if name in FILE_OPTIONS:
            raise UsageError(f"The name after {name} is empty.", "Give the name of a file, or leave the option out.")
        raise UsageError(f"The value after {name} is empty.", "Give one, or leave the option out.")


def _may_name_lift(words: list[str]) -> bool:
    """Whether these may be the name of a lift, behind `exercise` or alone, with no option that typer has to read."""
    from backcheck.cli.commands import COMMANDS

    named = words[:1] == ["exercise"] or (bool(words) and words[0] not in COMMANDS)
    return named and not any(word.startswith("-") for word in words)


def _tell(error: BackcheckError) -> int:
    _say(error.problem)
    signs = SIGNS_FIRST if isinstance(error, AnswersError) and error.path == UNREAD else ""
    if remedy := f"{error.remedy} {signs}".strip():
        _say(remedy)
    if isinstance(error, KnowledgeError):
        return Exit.KNOWLEDGE
    return Exit.FILE if isinstance(error, FileError) else Exit.USAGE


def _as_file_error(error: OSError) -> FileError:
    if machine.variable("BACKCHECK_DEBUG"):
        raise error
    what = f"'{error.filename}'" if error.filename else "The output"
    return FileError(f"{what} can't be used: {error.strerror or type(error).__name__}.", "Give another place.")


def _tell_stopped() -> int:
    _say("Stopped.")
    return Exit.INTERRUPTED


def _tell_bug(error: Exception) -> int:
    if machine.variable("BACKCHECK_DEBUG"):
        raise error
    _say(f"backcheck has a bug: {type(error).__name__}. Nothing that you saved was lost.")
    _say("Please report what you did. BACKCHECK_DEBUG=1 shows where it happened.")
    return Exit.BUG


def _say(text: str) -> None:
    from backcheck.text import clean, wrap

    window = machine.window_of(machine.stderr())
    lines = wrap(clean(text), window[0] - 1) if window and window[0] > 1 else [clean(text)]
    with suppress(OSError):  # nobody listens, and the exit code still tells
        print("\n".join(lines), file=machine.stderr())
