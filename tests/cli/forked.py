"""The program at a pseudo-terminal as a fork of the tests, which have loaded it already: a start costs a tenth.

The fork is a process of its own in all that a terminal sees: signals, the controlling terminal, its end. Where a run
changes what is read when a process starts, and with `BACKCHECK_TEST_PROCESSES=1`, it is the installed command.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import pkgutil
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NoReturn

import pexpect
import prompt_toolkit.application

import backcheck
from backcheck.cli.main import run
from tests.cli.program import ELSEWHERE, PROGRAM, environment, may_share_this_process


def at_terminal(
    *arguments: str, env: Mapping[str, str | None] | None = None, started: bool = False, **options: Any
) -> pexpect.spawn:
    """Runs `backcheck` with these arguments; `options` are those of `pexpect.spawn`, `started` forbids the fork."""
    changed = environment(env)
    become = None
    if may_share_this_process(env) and not started:
        _load_all()
        become = _becoming(arguments, changed)
    return pexpect.spawn(PROGRAM, [*arguments], env=changed, cwd=ELSEWHERE, preexec_fn=become, **options)


@cache
def _load_all() -> None:
    """Loads every module of the program, so that no fork has to."""
    for module in pkgutil.walk_packages(backcheck.__path__, "backcheck."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def _becoming(arguments: tuple[str, ...], env: dict[str, str]) -> Callable[[], NoReturn]:
    """What the new process does instead of starting another program. Its terminal is open as 0, 1 and 2."""

    def become() -> NoReturn:
        os.closerange(3, 1024)  # the parent waits until its pipe to a program that cannot be started is closed
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGTSTP, signal.SIGWINCH):
            signal.signal(number, signal.SIG_DFL)
        os.environ.clear()
        os.environ.update(env)
        sys.argv = [PROGRAM, *arguments]
        sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False, errors="backslashreplace")
        code = 1
        try:
            with prompt_toolkit.application.create_app_session():
                run()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        except BaseException:
            traceback.print_exc()
        with contextlib.suppress(OSError, ValueError):  # the terminal is gone, or its stream was closed
            sys.stdout.flush()
        os._exit(code)

    return become
