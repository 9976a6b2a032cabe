"""The terminal after something came from outside: a signal, a stop, a hang-up; and words as they are typed.

Whatever the program does there, the terminal is afterwards as it was: echo, line mode, a cursor.
"""

from __future__ import annotations

import os
import signal
import termios
import time
from pathlib import Path
from typing import Any

import pytest

from backcheck.cli.exits import Exit
from backcheck.cli.machine import now
from backcheck.journal.records import Stamp
from backcheck.journal.store import create_journal
from backcheck.knowledge.model import KnowledgeBase
from backcheck.reasoning.bouts import CheckIn
from backcheck.text import cells
from tests.cli.desk import Desk
from tests.cli.program import run

MODES: dict[str, tuple[tuple[str, ...], str]] = {
    "interview": (("diagnose",), ""),
    "plain interview": (("diagnose", "--plain"), ""),
    "moving figure": (("exercise", "squats", "--animate"), "Half-way"),
    "moving fault": (("exercise", "squats", "--animate", "--figure", "hips-shoot-up"), "Half-way"),
}
"""What may be going on when it comes, and what is seen then."""


def open_desk(mode: str, kb: KnowledgeBase) -> tuple[Desk, list[Any]]:
    """A desk on which this is going on, and the terminal as it was before."""
    words, seen = MODES[mode]
    desk = Desk(*words, script='sleep 0.3; exec "$0" "$@"')
    before = termios.tcgetattr(desk.child.child_fd)
    (desk.hear if "--plain" in words else desk.see)(seen or kb.questions["age"].prompt)
    return desk, before


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGTERM, Exit.TERMINATED), (signal.SIGHUP, Exit.HANGUP), (signal.SIGINT, Exit.INTERRUPTED)],
)
def test_a_signal_leaves_the_terminal_as_it_was(
    kb: KnowledgeBase, mode: str, number: signal.Signals, code: Exit
) -> None:
    desk, before = open_desk(mode, kb)
    desk.child.kill(number)
    left = after_end(desk)
    assert desk.end() == code
    assert left == before
    assert desk.sent.rfind("\x1b[?25h") >= desk.sent.rfind("\x1b[?25l")
    assert "Traceback" not in desk.sent


def after_end(desk: Desk) -> list[Any]:
    """The terminal once the program has gone; reading goes on, since it may have much to say."""
    attributes: list[Any] = []
    while desk.read():
        attributes = termios.tcgetattr(desk.child.child_fd)
        if not desk.child.isalive():
            break
    return termios.tcgetattr(desk.child.child_fd) if desk.child.child_fd >= 0 else attributes


@pytest.mark.parametrize("mode", ["moving figure", "moving fault"])
def test_a_stopped_figure_gives_the_cursor_back_and_goes_on(kb: KnowledgeBase, mode: str) -> None:
    """While it is stopped there is echo and a cursor; afterwards it moves, and a key ends it."""
    desk, before = open_desk(mode, kb)
    desk.child.kill(signal.SIGTSTP)
    state = Path(f"/proc/{desk.child.pid}/stat")
    until = time.monotonic() + 10
    while state.read_text().rpartition(")")[2].split()[0] != "T":
        desk._read(time.monotonic() + 0.1)
        assert time.monotonic() < until
    desk._read(time.monotonic() + 0.3)
    assert termios.tcgetattr(desk.child.child_fd)[3] == before[3]
    assert desk.sent.endswith("\x1b[?25h")
    seen = len(desk.sent)
    os.kill(desk.child.pid, signal.SIGCONT)
    while desk.sent[seen:].count("\x1b[") < 20:
        assert desk.read()
    desk.press("x")
    assert desk.end() == 0


REPORTS = [
    "\x1b[I",
    "\x1b[?997;1n",
    "\x1b]11;rgb:0/0/0\x1b\\",
    "\x1b]10;rgb:f/f/f\x07",
    "\x1b[?62;22c",
    "\x1bP>|term\x1b\\",
    "\x1b[48;24;80;600;800t",
    "\x1b[<35;10;10M",
    "\x1b[97;1:3u",
    "\x1b_Gi=1;OK\x1b\\",
    "\x1bOq",
]


@pytest.mark.parametrize("mode", ["moving figure", "moving fault"])
@pytest.mark.parametrize(
    "key", ["x", "\r", "\x1b", " ", "é", "\x1b[A", "\x1bOB", "\x1b[5~", "\x1b[I\x1b[5~", "\x1b[I\x1bOB"]
)
def test_a_moving_figure_is_stopped_by_keys_and_by_no_report(kb: KnowledgeBase, mode: str, key: str) -> None:
    """What the terminal sends by itself, such as that its window has the focus again, whole or in two parts."""
    desk, before = open_desk(mode, kb)
    for report in [*REPORTS, REPORTS[2][:7], REPORTS[2][7:]]:
        desk.press(report)
    seen = len(desk.sent)
    while desk.sent[seen:].count("\x1b[") < 20:
        assert desk.read()
    desk.press(key)
    left = after_end(desk)
    assert desk.end() == 0
    assert left == before


# -- words as they are typed -------------------------------------------------------------------------------------------

WORDS = [
    "MRI on Monday, L5-S1",
    "Straße, GROẞ und ß",
    "Élan, naïve, Ñandú, İstanbul",
    "腰が痛い、デッドリフト",
    "leg day 👍🏽 👨‍👩‍👧 ❤️ 🇩🇪",
    "  two  blanks inside",
]


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("options", [("--plain",), ()])
def test_free_words_stay_as_typed(tmp_path: Path, words: str, options: tuple[str, ...]) -> None:
    """At both prompts, as an argument and through a pipe, down to the export."""
    env = {"BACKCHECK_HOME": str(tmp_path / "home")}
    with create_journal(tmp_path / "home" / "journal") as journal:
        journal.keep_checkin(CheckIn(activity=words), Stamp("v", "h"), now())
    desk = Desk("history", "note", "last", *options, env=env)
    (desk.hear if options else desk.see)("Your note:")
    desk.press(words + ("\n" if options else "\r"))
    assert desk.end() == 0
    assert run("history", "note", "last", words, env=env).code == 0
    assert run("history", "note", "last", given=words, env=env).code == 0
    with create_journal(tmp_path / "home" / "journal") as journal:
        [entry] = journal.entries()
    assert entry.checkin is not None
    assert entry.checkin.activity == words
    assert {note.text.strip() for note in entry.notes} == {words.strip()}
    shown = run("history", "show", "last", env=env | {"COLUMNS": "40"}).out
    assert all(cells(line) <= 40 for line in shown.splitlines())
    assert "".join(words.split()) in "".join(shown.split())


@pytest.mark.parametrize("trouble", ["full disk", "entry gone", "journal gone"])
@pytest.mark.parametrize("options", [("--plain",), ()])
def test_a_typed_note_that_cannot_be_kept_is_given_back(tmp_path: Path, trouble: str, options: tuple[str, ...]) -> None:
    """Nobody has to remember what they typed."""
    home = tmp_path / "home"
    with create_journal(home / "journal") as journal:
        journal.keep_checkin(CheckIn(activity="run"), Stamp("v", "h"), now())
    # Python itself would leave half a module in its cache
    limit = "export PYTHONDONTWRITEBYTECODE=1; ulimit -f 1; " if trouble == "full disk" else ""
    desk = Desk("history", "note", "1", *options, env={"BACKCHECK_HOME": str(home)}, script=f'{limit}exec "$0" "$@"')
    (desk.hear if options else desk.see)("Your note:")
    if trouble == "entry gone":
        with create_journal(home / "journal") as journal:
            journal.delete(1)
    elif trouble == "journal gone":
        assert run("history", "delete", "--all", "--yes", env={"BACKCHECK_HOME": str(home)}).code == 0
    desk.press("MRI on Monday, L5-S1" + ("\n" if options else "\r"))
    assert desk.end() in (Exit.USAGE, Exit.FILE)
    assert "copy the next line into a file of your own: MRI on Monday, L5-S1" in " ".join(desk.sent.split())


PASTES = ["MRI on\nMonday", "two\r\nlines", "a\n\n\nb", "rm -rf nothing\necho three\nlines", "  in\tthe\n\tmiddle"]


@pytest.mark.parametrize("words", PASTES)
@pytest.mark.parametrize("options", [("--plain",), ()])
def test_a_paste_of_several_lines_is_one_line(tmp_path: Path, words: str, options: tuple[str, ...]) -> None:
    """Nothing of it is lost, and the shell gets none of it. A terminal marks its ends only where it was asked to."""
    env = {"BACKCHECK_HOME": str(tmp_path / "home")}
    with create_journal(tmp_path / "home" / "journal") as journal:
        number = journal.keep_checkin(CheckIn(activity="run"), Stamp("v", "h"), now())
    desk = Desk("history", "note", str(number), *options, env=env)
    (desk.hear if options else desk.see)("Your note:")
    desk.press(words if options else f"\x1b[200~{words}\x1b[201~")
    desk.press("\n" if options else "\r")
    assert desk.end() == 0
    with create_journal(tmp_path / "home" / "journal") as journal:
        [note] = journal.entry(number).notes
    assert note.text.split() == words.split()


@pytest.mark.parametrize("byte", [b"\xfc", b"\xe2\x82", b"\x80", b"\xff\xfe", b"\xc3\x28"])
def test_a_stray_byte_is_a_wrong_answer_and_not_the_end(kb: KnowledgeBase, byte: bytes) -> None:
    """In plain lines, whatever the locale says."""
    desk = Desk("diagnose", "--plain", env={"LC_ALL": "C.UTF-8", "PYTHONUTF8": None})
    desk.hear(kb.questions["age"].prompt)
    os.write(desk.child.child_fd, byte + b"\n")
    desk.hear("That is not one of the answers.")
    desk.press("q\n")
    desk.press("y\n")
    assert desk.end() == 130
