"""Systems that have less than Linux: no module of Unix is on the way to any command, and no signal or flag of it.

This is as near as a Linux machine comes to Windows; the program was not run there.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import backcheck
from tests.cli.program import environment
from tests.cli.stories import TRAIN_CHANGED

UNIX_ONLY = ("termios", "tty", "pty", "fcntl", "pwd", "grp", "resource", "syslog", "readline", "posixpath.pwd")
MISSING = {
    "os": ("O_TMPFILE", "O_NONBLOCK", "O_NOFOLLOW", "getuid", "geteuid", "mkfifo", "fchmod", "killpg", "fork", "mknod"),
    "signal": ("SIGHUP", "SIGTSTP", "SIGCONT", "SIGWINCH", "SIGPIPE", "SIGSTOP"),
}

WITHOUT = f"""
import os, signal, sys
for name in {UNIX_ONLY!r}:
    sys.modules[name] = None
for module, names in {MISSING!r}.items():
    for name in names:
        if hasattr(sys.modules[module], name):
            delattr(sys.modules[module], name)
from backcheck.cli.main import main
for command in sys.argv[1:]:
    code = main(command.split())
    if code:
        sys.exit(f"{{command}}: {{code}}")
"""
"""Runs one command after the other in one process, which must have none of these; the first failure ends it."""

COMMANDS = [
    "exercise squats",
    "exercise squats --figures",
    "exercise squats --animate",
    "redflags",
    "search brace",
    "warmup squat",
    "diagnose --answers a.json",
    "diagnose --answers a.json --save-answers kept.json",
    "report --answers a.json -o back.html",
    "report --answers a.json -o back.html --force",
    "history on",
    "history status",
    "history export -o all.jsonl",
    "history delete --all --yes",
    "kb check --only BC101",
    "completion bash",
    "--version",
    "--help",
]


def without(folder: Path, *commands: str, **env: str | None) -> subprocess.CompletedProcess[bytes]:
    """Runs these commands in this folder on such a system."""
    return subprocess.run(
        [sys.executable, "-c", WITHOUT, *commands],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env=environment({"BACKCHECK_HOME": str(folder / "home"), **env}),
        cwd=folder,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an answers file."""
    (tmp_path / "a.json").write_text(json.dumps({"answers": TRAIN_CHANGED}))
    return tmp_path


@pytest.mark.broad
def test_interviews_are_walked_there(folder: Path) -> None:
    """It takes as long as all other commands together."""
    ran = without(folder, "kb stats")
    assert ran.returncode == 0, ran


def test_every_command_runs_without_what_only_unix_has(folder: Path) -> None:
    """In one folder, one after the other."""
    ran = without(folder, *COMMANDS)
    assert ran.returncode == 0, ran
    assert json.loads((folder / "kept.json").read_text())["answers"] == TRAIN_CHANGED
    assert sorted(path.name for path in folder.iterdir()) == ["a.json", "all.jsonl", "back.html", "home", "kept.json"]


def test_what_goes_wrong_on_such_a_system_is_seen(folder: Path) -> None:
    """The runs above and below would tell of a failure."""
    ran = without(folder, "exercise squats", "exercise zzzz", "redflags")
    assert ran.returncode == 1
    assert b"exercise zzzz: 2" in ran.stderr


def at_the_top(tree: ast.Module) -> set[str]:
    """The modules that are imported when this one is."""
    found = set()
    for node in tree.body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def test_no_module_loads_at_its_top_what_only_unix_has() -> None:
    """Where one is used, it is imported where it is used, and what is done without it stands beside."""
    for path in Path(backcheck.__file__).parent.rglob("*.py"):
        assert at_the_top(ast.parse(path.read_text(encoding="utf-8"))).isdisjoint(UNIX_ONLY), path


SHOWN = ("exercise squats", "redflags", "diagnose --answers a.json", "report --answers a.json")


@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "cp850", "ascii", "utf-8"])
def test_a_console_of_any_encoding_is_written_to(folder: Path, encoding: str) -> None:
    ran = without(folder, *SHOWN, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert len(ran.stdout.decode(encoding).splitlines()) > 100
