"""One module alone reads environment, home, paths, clock, locale and streams; whatever it finds, it never raises."""

from __future__ import annotations

import ast
import datetime as real
import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import backcheck
from backcheck.cli import machine

SOURCE = Path(backcheck.__file__).parent
DOOR = "cli/machine.py"

CALLS = {
    "os": {"environ", "environb", "getenv", "putenv", "isatty", "get_terminal_size", "getcwd", "getlogin", "getuid"},
    "sys": {"stdin", "stdout", "stderr"},
    "shutil": {"get_terminal_size"},
    "Path": {"home", "cwd"},
    "datetime": {"now", "today", "utcnow"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "gmtime", "strftime", "ctime"},
}
"""Module or class -> what only the door may take from it."""
METHODS = {"expanduser", "isatty"}
"""Whatever they are called on."""
MODULES = {"locale", "platformdirs", "getpass", "pwd", "platform"}

ALLOWED = {
    ("ask/kit.py", "isatty"): "the raw terminal: where the keys come from",
    ("ask/kit.py", "sys.stderr"): "the raw terminal: prompt_toolkit draws on it",
    ("ask/terminal.py", "os.get_terminal_size"): "the raw terminal: the picture that the prompt takes over",
    ("ask/terminal.py", "sys.stderr"): "the raw terminal: the first picture goes there",
}
"""Where something else than the door may, and why."""


def reaches(tree: ast.AST) -> Iterator[str]:
    """What a module takes from the machine by itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.partition(".")[0] in MODULES)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if module.partition(".")[0] in MODULES:
                yield module
            yield from (f"{module}.{name.name}" for name in node.names if name.name in CALLS.get(module, ()))
        elif isinstance(node, ast.Attribute):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if node.attr in METHODS:
                yield node.attr
            elif node.attr in CALLS.get(owner, ()):
                yield f"{owner}.{node.attr}"


def test_no_other_module_reads_the_machine() -> None:
    """A place that is allowed and no longer needed is named too."""
    found = {
        (name, what)
        for path in SOURCE.rglob("*.py")
        if (name := path.relative_to(SOURCE).as_posix()) != DOOR
        for what in reaches(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert found == set(ALLOWED)


@pytest.mark.parametrize(
    "line",
    [
        "import os\nos.environ['X']",
        "from os import getenv",
        "import datetime\ndatetime.datetime.now()",
        "from datetime import date\ndate.today()",
        "from pathlib import Path\nPath('~').expanduser()",
        "import sys\nsys.stdin.read()",
        "import platformdirs.unix",
        "from locale import getlocale",
        "from time import time",
    ],
)
def test_the_test_sees_it(line: str) -> None:
    assert list(reaches(ast.parse(line)))


# -- whatever the machine is like --------------------------------------------------------------------------------------

ODD = ["", " ", "~", "~nosuchuser/x", "~\0", "\ud800", "here", "/", "/" + "x/" * 4000, "a\nb"]


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No variable that names a place, and a home."""
    for name in ("BACKCHECK_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("name", ["BACKCHECK_HOME", "HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"])
@pytest.mark.parametrize("value", ODD)
def test_a_place_has_a_path_or_a_reason(bare: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """A whole path, wherever one stands; and nobody's home is no place."""
    environ = {**os.environ, name: value}
    monkeypatch.setattr(os, "environ", environ)
    for place in (machine.home(), machine.settings_file()):
        assert (place.path is None) == bool(place.why)
        assert place.path is None or place.path.is_absolute()
    if name == "BACKCHECK_HOME" and value.startswith("~nosuch"):
        assert machine.home().path is None


@pytest.mark.parametrize("name", ["BACKCHECK_HOME", "XDG_DATA_HOME"])
@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep things elsewhere")
def test_set_to_nothing_is_not_set(bare: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    assert machine.home().path == bare / ".local/share/backcheck"
    for value in ("", "  "):
        monkeypatch.setenv(name, value)
        assert machine.home().path == bare / ".local/share/backcheck"
        assert machine.variable(name) == ""
        assert name not in machine.environment()
        machine.prepare()
        assert name not in os.environ


def test_a_working_folder_that_is_gone(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = bare / "gone"
    gone.mkdir()
    monkeypatch.setenv("BACKCHECK_HOME", "here")
    monkeypatch.chdir(gone)
    assert machine.home().path == gone / "here"
    gone.rmdir()
    assert "gone" in machine.home().why
    assert machine.settings_file().path is None


@pytest.mark.parametrize("text", ODD)
def test_every_text_is_a_path(text: str) -> None:
    assert isinstance(machine.typed_path(text), Path)


def test_a_tilde_is_the_home_folder(bare: Path) -> None:
    assert machine.typed_path("~/back.html") == bare / "back.html"
    assert machine.typed_path("back~.html") == Path("back~.html")
    assert machine.typed_path("./~") == Path("~")


@pytest.mark.parametrize("year", [1, 1969, 9990, 9999])
def test_the_clock_may_be_wrong(monkeypatch: pytest.MonkeyPatch, year: int) -> None:
    """Also at the end of all dates, where plans could no longer look ahead."""

    class Clock(real.datetime):
        @classmethod
        def now(cls, tz: real.tzinfo | None = None) -> Clock:
            return cls(year, 12 if year > 1 else 1, 31 if year > 1 else 1, 23, 59, tzinfo=tz)

    monkeypatch.setattr(real, "datetime", Clock)
    assert machine.now().tzinfo is not None
    assert machine.today() + real.timedelta(days=3000)


@pytest.mark.parametrize("stream", [None, io.StringIO(), io.TextIOWrapper(io.BytesIO())])
@pytest.mark.parametrize("closed", [False, True])
def test_a_stream_may_be_closed(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO | None, closed: bool) -> None:
    if closed and stream is not None:
        stream.close()
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, stream)
    machine.prepare()
    assert machine.stdout().write("x") == 1
    assert not machine.shows_on_terminal()
    assert machine.window_of(machine.stderr()) is None
    assert machine.lines_of(machine.stdout()) == machine.USUAL_LINES
    machine.let_go_of_output()
