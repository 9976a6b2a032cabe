"""The program as these tests run it: in a clean environment, away from the repo, with streams of its own.

`run` calls the program in this process, which saves its start. With `BACKCHECK_TEST_PROCESSES=1` it starts the
installed command instead: `.ci/run` does so for the wheel in the first row of each test, so that real processes keep
every promise too.
"""

from __future__ import annotations

import atexit
import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, NamedTuple
from unittest import mock

from backcheck.cli.main import main

PROGRAM = str(Path(sys.executable).with_name("backcheck"))
"""The command that the installer made, beside the Python that runs the tests."""

ELSEWHERE = tempfile.mkdtemp(prefix="elsewhere-")
"""Home and working folder, made for this run of the tests: nothing of the repository is there, and no journal."""


def _remove(folder: str, process: int) -> None:
    """At the end of the process that made it, and not of its forks."""
    if os.getpid() == process:
        shutil.rmtree(folder, ignore_errors=True)


atexit.register(_remove, ELSEWHERE, os.getpid())

ESC = "\x1b"

AT_START = ("PYTHON", "LC_", "LANG", "TZ")
"""Variables that are read once, when a process starts, begin so: a run that changes one needs a process of its own."""


HUNG = 300
"""Seconds until a process is taken for one that never ends. A busy machine takes a minute for two seconds of work."""


class Ran(NamedTuple):
    """How a run ended and what it said where."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


def environment(changes: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """80 columns, UTF-8, no wish for or against colour; `changes` are set, or left out where they are None."""
    usual: dict[str, str | None] = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": ELSEWHERE,
        "TERM": "xterm-256color",
        "COLUMNS": "80",
        "LC_ALL": "C.UTF-8",
        "PYTHONUTF8": "1",
    }
    return {name: value for name, value in {**usual, **(changes or {})}.items() if value is not None}


def run(
    *arguments: str | Path,
    given: str | bytes = b"",
    env: Mapping[str, str | None] | None = None,
    module: bool = False,
    stdout: int | IO[bytes] = subprocess.PIPE,
    stderr: int | IO[bytes] = subprocess.PIPE,
) -> Ran:
    """Runs `backcheck` (or `python -m backcheck`) with `given` on a pipe as its standard input.

    It gets a process of its own where the module, the environment or a stream asks for one.
    """
    piped = given.encode() if isinstance(given, str) else given
    if not module and {stdout, stderr} == {subprocess.PIPE} and may_share_this_process(env):
        return _call(list(map(str, arguments)), piped, environment(env))
    command = [sys.executable, "-m", "backcheck"] if module else [PROGRAM]
    ended = subprocess.run(
        [*command, *map(str, arguments)],
        input=piped,
        stdout=stdout,
        stderr=stderr,
        env=environment(env),
        cwd=ELSEWHERE,
        timeout=HUNG,
        check=False,
    )
    return Ran(ended.returncode, (ended.stdout or b"").decode(), (ended.stderr or b"").decode(errors="replace"))


def may_share_this_process(env: Mapping[str, str | None] | None) -> bool:
    """Whether a run with these changes may share what this process has loaded and read at its start.

    `BACKCHECK_TEST_PROCESSES` says how many more runs of this test may not.
    """
    left = int(os.environ.get("BACKCHECK_TEST_PROCESSES") or 0)
    if left:
        os.environ["BACKCHECK_TEST_PROCESSES"] = str(left - 1)
    return not left and not any(name.startswith(AT_START) for name in env or ())


def _call(arguments: list[str], given: bytes, env: dict[str, str]) -> Ran:
    """The same in this process: streams, environment and working folder are those of a process of its own."""
    out, err = _stream(), _stream()
    with (
        mock.patch.dict(os.environ, env, clear=True),
        contextlib.chdir(ELSEWHERE),
        mock.patch.object(sys, "stdin", _stream(given)),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        code = main(arguments)
        out.flush()
        err.flush()
    return Ran(code, out.buffer.getvalue().decode(), err.buffer.getvalue().decode(errors="replace"))


class _Pipe(io.TextIOWrapper):
    """A text stream on bytes in memory; like a pipe it is no terminal."""

    buffer: io.BytesIO


def _stream(held: bytes = b"") -> _Pipe:
    return _Pipe(io.BytesIO(held), encoding="utf-8")


def shell(script: str, env: Mapping[str, str | None] | None = None) -> Ran:
    """Runs a script of bash in which `$B` is the program."""
    ended = subprocess.run(
        ["bash", "-c", script],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=environment({"B": PROGRAM, **(env or {})}),
        cwd=ELSEWHERE,
        timeout=HUNG,
        check=False,
    )
    return Ran(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


def failed(ran: Ran, code: int, *parts: str) -> bool:
    """Asserts that a run ended with this code, one clear message with these parts in it, and nothing else."""
    assert ran.code == code, ran
    assert ran.out == ""
    assert 1 <= len(ran.err.splitlines()) <= 2, ran.err
    assert len(ran.err) < 1200
    assert not {"Traceback", "backcheck has a bug"} & {line.partition(":")[0] for line in ran.err.splitlines()}
    for part in parts:
        assert part in ran.err, ran.err
    return True
