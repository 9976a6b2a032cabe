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
sys.exit(main(sys.argv[1:]))
"""

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
    "kb stats",
    "completion bash",
    "--version",
    "--help",
]


def test_every_command_runs_without_what_only_unix_has(tmp_path: Path) -> None:
    """In one folder, one after the other."""
    (tmp_path / "a.json").write_text(json.dumps({"answers": TRAIN_CHANGED}))
    for command in COMMANDS:
        ran = subprocess.run(
            [sys.executable, "-c", WITHOUT, *command.split()],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env=environment({"BACKCHECK_HOME": str(tmp_path / "home")}),
            cwd=tmp_path,
            check=False,
            text=True,
        )
        assert ran.returncode == 0, (command, ran)
    assert json.loads((tmp_path / "kept.json").read_text())["answers"] == TRAIN_CHANGED
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "all.jsonl", "back.html", "home", "kept.json"]


def at_the_top(tree: ast.Module) -> set[str]:
    """The modules that are imported when this one is."""
    found = set()
    for node in tree.body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


@pytest.mark.parametrize("module", UNIX_ONLY)
def test_no_module_loads_it_at_its_top(module: str) -> None:
    """Where one is used, it is imported where it is used, and what is done without it stands beside."""
    root = Path(backcheck.__file__).parent
    for path in root.rglob("*.py"):
        assert module not in at_the_top(ast.parse(path.read_text(encoding="utf-8"))), path


@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "cp850", "ascii", "utf-8"])
@pytest.mark.parametrize(
    "command", ["exercise squats", "redflags", "diagnose --answers a.json", "report --answers a.json"]
)
def test_a_console_of_any_encoding_is_written_to(tmp_path: Path, encoding: str, command: str) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"answers": TRAIN_CHANGED}))
    ran = subprocess.run(
        [sys.executable, "-c", WITHOUT, *command.split()],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        env=environment({"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "BACKCHECK_HOME": str(tmp_path)}),
        cwd=tmp_path,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout.decode(encoding)
