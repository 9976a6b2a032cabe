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
from tests.broad import sweep
from tests.cli.program import environment
from tests.cli.stories import TRAIN_CHANGED
from tests.cli.test_completion import commands

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
def fill():
    from backcheck import assess, load_knowledge
    from backcheck.cli.home import journal_folder
    from backcheck.cli.machine import now
    from backcheck.journal.store import create_journal
    with create_journal(journal_folder()) as journal:
        journal.keep_diagnosis({TRAIN_CHANGED!r}, assess(load_knowledge(), {TRAIN_CHANGED!r}), now())
    return 0
for command in sys.argv[1:]:
    code = fill() if command == "fill" else main(command.split())
    if code:
        sys.exit(f"{{command}}: {{code}}")
"""
"""Runs one command after the other in one process, which must have none of these; the first failure ends it. `fill`
keeps an interview, for which a terminal would be needed."""

RUNS = [
    "exercise squats",
    "exercise squats --figures",
    "exercise squats --animate",
    "cause",
    "redflags",
    "prevent",
    "core",
    "tests",
    "ladder",
    "sources",
    "questions",
    "search brace",
    "warmup squat",
    "log log.csv",
    "diagnose --answers a.json",
    "diagnose --answers a.json --save-answers kept.json",
    "diagnose --answers a.json --log log.csv",
    "report --answers a.json -o back.html",
    "report --answers a.json -o back.html --force",
    "history on",
    "history path",
    "fill",
    "history status",
    "history",
    "history show last",
    "history note last words",
    "history again 1",
    "history plot",
    "history export -o all.jsonl",
    "checkin --answers checkin.json",
    "report",
    "history delete 1",
    "history off",
    "history delete --all --yes",
    "kb check --only BC101",
    "kb test cases.jsonl",
    "kb schema",
    "completion bash",
    "--version",
    "--help",
]
SLOW = ["kb signs", "kb sample", "kb review-sheet -o sheet.html", "kb graph", "kb stats"]
"""Each looks at the whole base; together they take longer than all others. `kb check` stands for them above."""


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
    """A folder with a file of each kind that is read."""
    (tmp_path / "a.json").write_text(json.dumps({"answers": TRAIN_CHANGED}))
    (tmp_path / "checkin.json").write_text(json.dumps({"checkin": {"pain_now": 1}}))
    (tmp_path / "cases.jsonl").write_text(json.dumps({"id": "a", "answers": TRAIN_CHANGED, "gold_triage": "self-care"}))
    head = "Date,Exercise,Category,Weight,Weight Unit,Reps,Distance,Distance Unit,Time"
    (tmp_path / "log.csv").write_text(f"{head}\n2026-03-02,Squat,Legs,100,kg,5,,,\n")
    return tmp_path


@pytest.mark.broad
def test_what_looks_at_the_whole_base_runs_there_too(folder: Path) -> None:
    """One after the other in one process, as below."""
    ran = without(folder, *SLOW)
    assert ran.returncode == 0, ran
    assert (folder / "sheet.html").exists()


def test_every_command_runs_without_what_only_unix_has(folder: Path) -> None:
    """In one folder, one after the other."""
    ran = without(folder, *RUNS)
    assert ran.returncode == 0, ran
    assert json.loads((folder / "kept.json").read_text())["answers"] == TRAIN_CHANGED
    made = {path.name for path in folder.iterdir()} - {"a.json", "checkin.json", "cases.jsonl", "log.csv"}
    assert made == {"all.jsonl", "back.html", "home", "kept.json"}


def test_no_command_is_left_out() -> None:
    """A new one is run there too."""
    assert {tuple(run.split()[: len(words)]) for run in [*RUNS, *SLOW] for words in [*commands()]} >= {*commands()}


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


@pytest.mark.parametrize("encoding", sweep(["cp437", "cp1252", "cp850", "ascii", "utf-8"], lambda one: one == "cp437"))
def test_a_console_of_any_encoding_is_written_to(folder: Path, encoding: str) -> None:
    ran = without(folder, *SHOWN, PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert len(ran.stdout.decode(encoding).splitlines()) > 100
