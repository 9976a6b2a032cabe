"""The installed program as these tests run it: in a process of its own, in a clean environment, away from the repo."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, NamedTuple

PROGRAM = str(Path(sys.executable).with_name("backcheck"))
"""The command that the installer made, beside the Python that runs the tests."""

ELSEWHERE = tempfile.gettempdir()
"""Home and working folder: nothing of the repository is there."""

ESC = "\x1b"


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
    """Runs `backcheck` (or `python -m backcheck`) with `given` on a pipe as its standard input."""
    command = [sys.executable, "-m", "backcheck"] if module else [PROGRAM]
    ended = subprocess.run(
        [*command, *map(str, arguments)],
        input=given.encode() if isinstance(given, str) else given,
        stdout=stdout,
        stderr=stderr,
        env=environment(env),
        cwd=ELSEWHERE,
        timeout=60,
        check=False,
    )
    return Ran(ended.returncode, (ended.stdout or b"").decode(), (ended.stderr or b"").decode(errors="replace"))


def shell(script: str, env: Mapping[str, str | None] | None = None) -> Ran:
    """Runs a script of bash in which `$B` is the program."""
    ended = subprocess.run(
        ["bash", "-c", script],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=environment({"B": PROGRAM, **(env or {})}),
        cwd=ELSEWHERE,
        timeout=60,
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
