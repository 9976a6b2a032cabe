"""Whatever fails, the advice comes: the page of an emergency at once, then the error, then the exit code."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from backcheck.ask.port import Move, Row, Terms
from backcheck.cli import interview as holding
from backcheck.cli import machine
from backcheck.cli.interview import InterviewState
from backcheck.cli.runtime import Runtime
from backcheck.knowledge.model import KnowledgeBase
from backcheck.reasoning.answers import read_answers
from tests.ask.scripted import ScriptedAsker
from tests.cli.desk import ENTER, Desk, answer_until, bare, line_for, urgent_row
from tests.cli.program import PROGRAM, run
from tests.cli.stories import STOP, TRAIN_CHANGED, Given
from tests.cli.test_interview import MEANT, MORE, SUMMARY, answer_all

pytestmark = [pytest.mark.boundary, pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")]

STRANGER = "12345"
"""A user of whom the system knows nothing, not even a home folder."""
AS_STRANGER = f"setpriv --reuid {STRANGER} --regid {STRANGER} --clear-groups"
SOON = 4.0
"""Seconds; the page is there in a fraction of one, but other tests run beside this one."""


def came_soon(begun: float, within: float = SOON) -> bool:
    """Whether no more seconds have gone by since then, or as many more as this process waits for a busy machine now."""
    took = time.monotonic() - begun
    return took < within or took < within * _busy()


def _busy() -> float:
    """How many times as long as its own work this process takes at the moment."""
    begun, worked = time.monotonic(), time.process_time()
    while time.process_time() - worked < 0.1:
        pass
    return (time.monotonic() - begun) / 0.1


Env = dict[str, str | None]


def can_be_a_stranger() -> bool:
    """Whether these tests may run the program as somebody else: as root, where others can read the program."""
    if os.geteuid() or not shutil.which("setpriv"):
        return False
    return not subprocess.run([*AS_STRANGER.split(), PROGRAM, "--version"], capture_output=True, check=False).returncode


def journal_in(folder: Path) -> Path:
    """Turns the journal on in this folder; returns its file."""
    assert run("history", "on", env={"BACKCHECK_HOME": str(folder)}).code == 0
    return folder / "journal" / "journal.db"


@pytest.fixture
def obstacle(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Env, str]]:  # noqa: PLR0912
    """Something in the way of keeping anything: the environment, and what starts the program in a shell."""
    home: Env = {"BACKCHECK_HOME": str(tmp_path)}
    start = 'exec "$0" "$@"'
    name = request.param
    if name in ("a stranger without a home", "a folder of somebody else") and not can_be_a_stranger():
        pytest.skip("needs root, and a program that others can read")
    if name == "a stranger without a home":
        yield {"BACKCHECK_HOME": None, "HOME": None}, f'exec {AS_STRANGER} "$0" "$@"'
    elif name == "an empty name for a home":
        yield {"BACKCHECK_HOME": "", "HOME": "", "XDG_DATA_HOME": "", "XDG_CONFIG_HOME": ""}, start
    elif name == "the home of nobody":
        yield {"BACKCHECK_HOME": "~nosuchuser/x"}, start
    elif name == "a path that is too long":
        yield {"BACKCHECK_HOME": "/" + "x/" * 4000}, start
    elif name == "a home that is a file":
        (tmp_path / "file").touch()
        yield {"HOME": str(tmp_path / "file")}, start
    elif name == "a relative home, and no working folder":
        (tmp_path / "gone").mkdir()
        yield {"BACKCHECK_HOME": "here"}, f"cd {tmp_path}/gone && rmdir {tmp_path}/gone && {start}"
    elif name == "a folder of somebody else":
        tmp_path.chmod(0o755)
        journal_in(tmp_path).parent.chmod(0)
        (tmp_path / "config.toml").touch(mode=0)
        yield home, f'exec {AS_STRANGER} "$0" "$@"'
    elif name in ("a journal that is a folder", "a journal on a disk that is away"):
        (tmp_path / "journal").symlink_to("stick") if "disk" in name else (tmp_path / "journal/journal.db").mkdir(
            parents=True
        )
        yield home, start
    elif name == "a journal that is none":
        journal_in(tmp_path).write_bytes(b"not a database")
        yield home, start
    elif name == "a journal that is in use":
        with closing(sqlite3.connect(journal_in(tmp_path), isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            yield home, start
    elif name == "no room":
        journal_in(tmp_path)
        yield home, f"export PYTHONDONTWRITEBYTECODE=1; ulimit -f 0; {start}"
    elif name == "settings that are a folder":
        (tmp_path / "config.toml").mkdir()
        yield home, start
    elif name == "settings that are a pipe":
        os.mkfifo(tmp_path / "config.toml")
        yield home, start
    elif name == "settings without end":
        (tmp_path / "config.toml").symlink_to("/dev/zero")
        yield home, start
    else:
        (tmp_path / "config.toml").write_bytes(SETTINGS[name])
        yield home, start


SETTINGS = {
    "settings that are no text": b"\xff\xfe\x00",
    "settings that are nested": b"a = " + b"[" * 5000,
    "settings with a number of 5000 digits": b"a = " + b"9" * 5000,
}
NOTHING_TO_TELL = [
    "a stranger without a home",
    "an empty name for a home",
    "the home of nobody",
    "a home that is a file",
    "a relative home, and no working folder",
    "settings that are a folder",
    "settings that are a pipe",
    "settings without end",
    *SETTINGS,
]
"""There is no journal, or it is sound: nobody has asked for anything that failed."""
LOST = [
    "a path that is too long",
    "a folder of somebody else",
    "a journal that is a folder",
    "a journal on a disk that is away",
    "a journal that is none",
    "a journal that is in use",
    "no room",
]
"""The interview could not be kept in the journal: exit 4, after the advice."""
CODES = [*((name, 0) for name in NOTHING_TO_TELL), *((name, 4) for name in LOST)]
OFTEN = {"a stranger without a home", "settings without end", "a journal that is in use", "no room"}
"""Whole interviews meet these with every test command, all others in `.ci/run`; a short emergency meets each."""


@pytest.mark.parametrize(("obstacle", "code"), CODES, indirect=["obstacle"])
def test_the_page_of_an_emergency_comes_first(kb: KnowledgeBase, obstacle: tuple[Env, str], code: int) -> None:
    """At once, whatever cannot be kept; the error stands below it."""
    env, script = obstacle
    desk = Desk("diagnose", "--plain", env=env, script=script)
    begun = time.monotonic()
    answer_all(kb, desk, STOP, ends=MEANT, plain=True)
    while "Say at the desk" not in desk.sent:
        assert desk.read(), desk.sent
    assert came_soon(begun)
    ended = desk.end()
    said = bare(desk.sent)
    assert ended == code, said
    assert "a bug" not in said
    assert "Traceback" not in said
    if code:
        assert said.index("Say at the desk") < said.index("The journal")


@pytest.mark.parametrize(
    ("obstacle", "code"),
    [pytest.param(*row, marks=() if row[0] in OFTEN else pytest.mark.broad) for row in CODES],
    indirect=["obstacle"],
)
def test_an_interview_that_was_answered_ends_in_its_advice(
    kb: KnowledgeBase, obstacle: tuple[Env, str], code: int
) -> None:
    """Without a moment's wait for what cannot be kept; the error stands below, and the exit code tells."""
    env, script = obstacle
    desk = Desk("diagnose", "--plain", env=env, script=script)
    answer_all(kb, desk, TRAIN_CHANGED, plain=True)
    begun = time.monotonic()
    desk.hear(MORE)
    assert came_soon(begun)
    desk.leave(plain=True)
    assert desk.end() == code, desk.sent
    said = bare(desk.sent)
    assert "a bug" not in said
    if code:
        assert said.index("TRAIN, CHANGED") < said.index("The journal")


@pytest.mark.parametrize("obstacle", ["a path that is too long", "a journal that is in use"], indirect=True)
def test_the_full_prompt_goes_on_too(kb: KnowledgeBase, obstacle: tuple[Env, str]) -> None:
    """What cannot be kept is not taken for a terminal that has gone."""
    env, script = obstacle
    desk = Desk("diagnose", env=env, script=script)
    begun = time.monotonic()
    answer_until(kb, desk, "", STOP)
    desk.see(MEANT)
    assert came_soon(begun, 2 * SOON)
    desk.press("1" + ENTER)
    assert desk.end() == 4
    assert "!!! STOP" in bare(desk.sent)


def spoil(folder: Path, how: str) -> None:
    """Makes the place of an answers file unusable after the interview has begun."""
    folder.rmdir()
    if how == "a file":
        folder.touch()


@pytest.mark.parametrize("how", ["gone", "a file"])
@pytest.mark.parametrize("story", [STOP, TRAIN_CHANGED])
def test_answers_that_cannot_be_written_are_not_lost(kb: KnowledgeBase, tmp_path: Path, story: Given, how: str) -> None:
    """The advice first; then what went wrong, and the answers themselves; exit 4."""
    folder = tmp_path / "folder"
    folder.mkdir()
    desk = Desk("diagnose", "--plain", "--save-answers", str(folder / "a.json"))
    desk.hear(kb.questions["age"].prompt)
    spoil(folder, how)
    desk.press("b\n")  # from the first question it leads to the first question
    given = answer_all(kb, desk, story, ends=MEANT if story is STOP else SUMMARY, plain=True)
    if story is not STOP:
        desk.hear(MORE)
        desk.leave(plain=True)
    assert desk.end() == 4
    said = bare(desk.sent)
    error = "can't be written" if how == "gone" else "was not written"
    assert said.index("STOP" if story is STOP else "TRAIN, CHANGED") < said.index(error)
    kept = json.loads(desk.sent[desk.sent.index('{"schema_version"') :].splitlines()[0])["answers"]
    assert kept == given


def test_leaving_says_the_sign_before_the_error(kb: KnowledgeBase, tmp_path: Path) -> None:
    """Also where the answers cannot be written; the answers are there, and the code says who ended it."""
    folder = tmp_path / "folder"
    folder.mkdir()
    desk = Desk("diagnose", "--plain", "--save-answers", str(folder / "a.json"))
    asked = urgent_row(kb)
    answer = asked.options[0].id
    answer_until(kb, desk, "safety-pain", {asked.list_id: [asked.row], asked.id: answer}, plain=True)
    folder.rmdir()
    desk.press("q\n")
    assert desk.end() == 130
    said = bare(desk.sent)
    assert said.index("TODAY") < said.index("can't be written") < said.index(f'"{asked.id}":"{answer}"')


@pytest.mark.parametrize("where", ["/dev/full", "/dev/null"])
def test_who_sits_there_sees_the_page_though_the_result_goes_elsewhere(kb: KnowledgeBase, where: str) -> None:
    """The page stands on the terminal, before anything that happens to the result."""
    desk = Desk("diagnose", "--plain", script=f'exec "$0" "$@" > {where}')
    answer_all(kb, desk, STOP, ends=MEANT, plain=True)
    assert desk.end() == (4 if where == "/dev/full" else 0)
    said = bare(desk.sent)
    assert "STOP" in said
    if where == "/dev/full":
        assert said.index("STOP") < said.index("The output can't be used")


@pytest.mark.parametrize("options", [[], ["--plain"]])
def test_an_emergency_ends_the_program_from_the_menu_too(kb: KnowledgeBase, tmp_path: Path, options: list[str]) -> None:
    """No menu below the page, nothing about looking again, and the verdict in view; it is kept all the same."""
    journal_in(tmp_path)
    env: Env = {"BACKCHECK_HOME": str(tmp_path)}
    desk = Desk(*options, env=env)
    if options:
        desk.hear("What would you like to do?")
        desk.press("1\n")
    else:
        desk.see("What would you like to do?")
        desk.press("1" + ENTER)
        desk.see(kb.questions["age"].prompt)
        while desk.sent.count("\x1b[?2004h") < 2:  # the first question stands there before it takes keys
            assert desk.read()
    answer_all(kb, desk, STOP, ends=MEANT, plain=bool(options))
    assert desk.end() == 0
    below = bare(desk.sent).partition("STOP")[2]
    assert "What would you like to do?" not in below
    assert "ook again" not in below
    assert "STOP" in desk.words
    assert len(run("history", "--json", env=env).document["entries"]) == 1


def test_a_bug_does_not_swallow_the_advice_of_a_sign(
    kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever breaks after the answer: the page, and then the error."""

    class Broken(ScriptedAsker):
        def choose(
            self, prompt: str, rows: Sequence[Row], *, lines: Sequence[str] = (), heading: str = "", pointed: str = ""
        ) -> str | Move:
            raise ZeroDivisionError

    asker = Broken(dict(read_answers(kb, STOP)))
    monkeypatch.setattr(machine, "has_terminal", lambda: True)
    monkeypatch.setattr(holding, "choose_asker", lambda runtime: asker)
    with pytest.raises(ZeroDivisionError):
        holding.interview(Runtime(), kb, InterviewState({}, Terms()), None, None)
    assert "STOP" in capsys.readouterr().err


# -- what is typed -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stray", [b"\xfc", b"\xe2\x82", b"\x00", b"\xed\xa0\x80", b"1\xff"])
def test_a_stray_byte_is_a_wrong_answer(kb: KnowledgeBase, stray: bytes) -> None:
    """It is asked again, and the interview goes on."""
    desk = Desk("diagnose", "--plain", env={"PYTHONIOENCODING": "utf-8:strict"})
    answer_until(kb, desk, "safety-nerves", STOP, plain=True)
    os.write(desk.child.child_fd, stray + b"\n")
    desk.hear("That is not one of the answers.")
    desk.press(line_for(kb, kb.questions["safety-nerves"], ["none"]))
    desk.hear(kb.questions["safety-pain"].prompt)
    desk.press("q\ny\n")
    assert desk.end() == 130


def test_words_are_kept_as_typed(kb: KnowledgeBase, tmp_path: Path) -> None:
    """A note, and the name of a file; capitals and all."""
    env: Env = {"BACKCHECK_HOME": str(tmp_path / "home")}
    journal_in(tmp_path / "home")
    folder = tmp_path / "Docs"
    folder.mkdir()
    desk = Desk("diagnose", "--plain", env=env)
    answer_all(kb, desk, TRAIN_CHANGED, plain=True)
    desk.hear(MORE)
    desk.open_menu(plain=True)
    rows = [line.partition(". ") for line in desk.sent.splitlines()]
    desk.press(next(number for number, _, label in reversed(rows) if label.startswith("Report")) + "\n")
    desk.hear("Name of the file")
    desk.press(f"{folder}/Stra\u00dfe.MD\n")
    desk.hear(MORE)
    desk.press("Q\n")
    assert desk.end() == 0
    assert [path.name for path in folder.iterdir()] == ["Stra\u00dfe.MD"]
    desk = Desk("history", "note", "last", "--plain", env=env)
    desk.hear("Your note:")
    desk.press("MRI on Monday, L5-S1\n")
    assert desk.end() == 0
    assert "MRI on Monday, L5-S1" in run("history", "show", "last", env=env).out
