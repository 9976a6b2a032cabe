"""Manners: who is asked, what goes where, colour, width, character sets, and readers of a pipe that go away."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from backcheck.errors import was_stopped
from backcheck.knowledge.locate import find_data_folder
from backcheck.text import cells
from tests.broad import sweep
from tests.cli.program import ELSEWHERE, ESC, PROGRAM, environment, failed, run, shell
from tests.cli.stories import PEOPLE, TRAIN_CHANGED, file_of

pytestmark = pytest.mark.boundary

HOSTILE = "[red]x[/red] \x1b[31m \x1b]8;;http://x\x07 \x9b31m \u202eabc :fire: <b>"
SHOWN = "[red]x[/red]"
OBEYED = {ESC, "\x07", "\x9b", "\u202e", "\r"}

SHOWING = (
    "exercise",
    "exercise squat --sources",
    "cause butt-wink",
    "redflags",
    "prevent warm-up",
    "search brace",
    "questions",
    "sources",
)


# -- nobody is asked where nobody sits ---------------------------------------------------------------------------------


@pytest.mark.parametrize("given", ["", "\n\n\n\n", "1\n" * 40, "u\n" * 40])
@pytest.mark.parametrize("option", ["--color=auto", "--plain"])
def test_no_answer_is_taken_from_a_pipe(given: str, option: str) -> None:
    """Exit 2, what to do instead, and no question is put."""
    assert failed(run("diagnose", option, given=given), 2, "needs a terminal", "--answers FILE")


@pytest.mark.parametrize("redirection", ["</dev/null", "<&-", "<<< y"])
def test_nor_from_nothing(redirection: str, tmp_path: Path) -> None:
    """The same with no standard input at all, and for a re-opened interview."""
    file = file_of(tmp_path, TRAIN_CHANGED)
    assert failed(shell(f'"$B" diagnose {redirection}'), 2, "needs a terminal")
    assert failed(shell(f'"$B" diagnose --answers {file} --again age {redirection}'), 2, "needs a terminal")


# -- readers that go away ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [
        "--help",
        "diagnose --help",
        "exercise squat",
        "exercise squat --json",
        "questions --json",
        "redflags --sources",
        "diagnose --answers $FILE",
        "diagnose --answers $FILE --json",
    ],
)
def test_a_reader_may_go_away(command: str, tmp_path: Path) -> None:
    """`| head -1` and `| true`: exit 0 and not a word."""
    file = file_of(tmp_path, TRAIN_CHANGED)
    script = f'"$B" {command} | head -1; echo "${{PIPESTATUS[0]}}"; "$B" {command} | true; echo "${{PIPESTATUS[0]}}"'
    ran = shell(script, {"FILE": str(file)})
    first, *codes = ran.out.splitlines()
    assert first
    assert (codes, ran.err) == (["0", "0"], "")


def test_a_reader_may_never_have_been_there() -> None:
    """Neither of the result nor of the errors."""
    for arguments, codes in ((["--version"], (0, 0)), (["exercise", "squat"], (0, 0)), (["exercise", "xyzzy"], (2, 2))):
        for place, stream in enumerate(("stdout", "stderr")):
            reading, writing = os.pipe()
            os.close(reading)
            with os.fdopen(writing, "wb") as gone:
                ran = run(*arguments, stdout=gone) if stream == "stdout" else run(*arguments, stderr=gone)
            assert ran.code == codes[place]
            assert "Traceback" not in ran.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("command", ["--version", "--help", "exercise squat --json"])
def test_a_full_disk_is_said(command: str) -> None:
    """Exit 4, and it is not called a bug."""
    assert failed(shell(f'"$B" {command} > /dev/full'), 4, "No space left on device")


@pytest.mark.parametrize("command", ["", "--version", "exercise squat", "redflags --json", "diagnose --answers $FILE"])
def test_the_output_may_be_closed(command: str, tmp_path: Path) -> None:
    """Nothing can be told then, and nothing is wrong either."""
    ran = shell(f'"$B" {command} >&-', {"FILE": str(file_of(tmp_path, TRAIN_CHANGED))})
    assert ran == (0, "", "")
    assert shell('"$B" exercise xyzzy >&- 2>&-').code == 2


# -- colour ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "changes", "coloured"),
    [
        ([], {}, False),
        (["--color", "always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "always", "--plain"], {}, False),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ([], {"CLICOLOR_FORCE": "1"}, True),
        ([], {"BACKCHECK_COLOR": "always"}, True),
        ([], {"FORCE_COLOR": "1", "BACKCHECK_PLAIN": "1"}, False),
        ([], {"TERM": "dumb"}, False),
    ],
)
def test_who_decides_on_colour(options: list[str], changes: dict[str, str], coloured: bool) -> None:
    """The option, then the environment, then whether a terminal reads; the words are the same."""
    bare = run("exercise", "squat", env=changes)
    ran = run("exercise", "squat", *options, env=changes)
    assert (ran.code, ran.err) == (0, "")
    assert (ESC in ran.out) is coloured
    assert coloured or options or bare.out == ran.out


@pytest.mark.parametrize("verdict", PEOPLE)
def test_colour_never_carries_the_meaning_alone(verdict: str, tmp_path: Path) -> None:
    """With colour there is colour; without it the same words."""
    file = file_of(tmp_path, PEOPLE[verdict][0])
    coloured = run("diagnose", "--answers", file, "--color", "always").out
    bare = run("diagnose", "--answers", file, "--color", "never").out
    assert ESC in coloured
    assert ESC not in bare
    assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == bare


@pytest.mark.parametrize("changes", [{"NO_COLOR": "1", "FORCE_COLOR": "1"}, {"TERM": "dumb"}, {"BACKCHECK_PLAIN": "1"}])
def test_errors_have_no_colour_then_either(changes: dict[str, str]) -> None:
    """Nor does the help."""
    for arguments in (["exercise", "xyzzy"], ["exercise", "--nope"], ["--help"], ["exercise", "sqats"]):
        ran = run(*arguments, env=changes)
        assert ESC not in ran.out + ran.err


# -- width -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("command", "columns"), [*((command, 40) for command in SHOWING), ("exercise squat", 20)])
def test_nothing_is_wider_than_the_window(command: str, columns: int) -> None:
    """Whatever is looked up."""
    ran = run(*command.split(), env={"COLUMNS": str(columns)})
    assert (ran.code, ran.err) == (0, "")
    assert max(map(cells, ran.out.splitlines())) <= columns


@pytest.mark.parametrize("columns", [40, 45, 51])
@pytest.mark.parametrize("command", ["", "warmup", "history export", "kb", "kb graph", "log"])
def test_no_help_is_wider_than_the_window(command: str, columns: int) -> None:
    """And no word of it is broken."""
    asked = ("help", *command.split(), "--full")
    wide, narrow = (run(*asked, env={"COLUMNS": str(width)}).out for width in (80, columns))
    assert max(map(cells, narrow.splitlines())) <= columns
    assert {word for word in narrow.split() if "..." not in word} <= set(wide.split())


@pytest.mark.parametrize("verdict", PEOPLE)
def test_no_result_is_wider_than_the_window(verdict: str, tmp_path: Path) -> None:
    """At 40 columns; and no word of it is lost."""
    file = file_of(tmp_path, PEOPLE[verdict][0])
    narrow = run("diagnose", "--answers", file, env={"COLUMNS": "40"}).out
    assert max(map(cells, narrow.splitlines())) <= 40
    assert "..." not in narrow


@pytest.mark.parametrize("columns", ["", "0", "-5", "4\u0664", "99999999999999999999", "1"])
def test_a_width_that_is_none_breaks_nothing(columns: str) -> None:
    """The usual width then, or the least."""
    ran = run("exercise", "squat", env={"COLUMNS": columns})
    assert ran.code == 0
    assert max(map(cells, ran.out.splitlines())) <= 80


@pytest.mark.parametrize("name", ["_BACKCHECK_COMPLETE", "_TYPER_COMPLETE", "_TYPER_STANDARD_TRACEBACK", "COMP_WORDS"])
@pytest.mark.parametrize("value", ["1", "complete_zsh", "source_bash"])
@pytest.mark.parametrize("command", ["redflags", "sqautz", "--help"])
def test_no_variable_of_a_library_takes_the_answer_away(name: str, value: str, command: str) -> None:
    """What the libraries look for in the environment is nothing of ours."""
    assert run(command, env={name: value}) == run(command)


# -- character sets ----------------------------------------------------------------------------------------------------

LOCALES = {
    "C": {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    "ascii": {"PYTHONIOENCODING": "ascii:strict", "PYTHONUTF8": "0"},
    "cp1252": {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
}


@pytest.mark.parametrize("locale", sweep(LOCALES, "ascii".__eq__))
def test_a_poor_character_set_is_no_error(locale: str, tmp_path: Path) -> None:
    """Everything is said in ASCII, without a question mark in place of a letter or a line."""
    changes = LOCALES[locale]
    file = file_of(tmp_path, TRAIN_CHANGED)
    for arguments in (["--help"], ["--version"], ["exercise", "squat"], ["questions"], ["diagnose", "--answers", file]):
        ran = run(*arguments, env=changes)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.isascii()
        assert not any(line.count("?") > 2 for line in ran.out.splitlines())
    assert failed(run("exercise", "\u00e9\u4e16", env=changes), 2, "There is no lift called")
    assert run("exercise", "squat", "--json", env=changes).document["id"] == "squat"


# -- text from outside -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hostile_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped base with hostile text in the name of a lift, a fix, a topic, a cause, a source and a question."""
    folder = tmp_path_factory.mktemp("hostile") / "base"
    shutil.copytree(find_data_folder(), folder)

    def change(file: str, *path: str | int) -> None:
        document = json.loads((folder / file).read_text(encoding="utf-8"))
        place = document
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = HOSTILE
        (folder / file).write_text(json.dumps(document), encoding="utf-8")

    change("lifts/squat.json", "name")
    change("lifts/squat.json", "family")
    change("lifts/squat.json", "setup", 0, "text")
    change("lifts/squat.json", "faults", 0, "fix", 0)
    change("topics.json", 0, "name")
    change("topics.json", 0, "summary")
    change("topics.json", 0, "points", 0, "text")
    change("contributors.json", 0, "name")
    change("contributors.json", 0, "what", "text")
    change("sources.json", 0, "title")
    change("interview.json", 0, "prompt")
    change("interview.json", 0, "options", 0, "label")
    change("outcomes.json", 0, "sentence")
    change("knowledge.json", "review", "words")
    change("knowledge.json", "version")
    return folder


@pytest.mark.parametrize(
    "command",
    [
        "--version",
        "exercise",
        "exercise squat",
        "exercise squat --plain",
        "exercise sqats",
        "exercise squat --json",
        "cause --full",
        "prevent",
        "redflags",
        "questions --full",
        "questions --json",
        "sources --full",
        "search [red]x",
        "diagnose --answers FILE",
        "diagnose --answers FILE --json",
        "kb check --only BC206",
    ],
)
def test_what_the_base_says_is_shown_and_not_obeyed(command: str, hostile_base: Path, tmp_path: Path) -> None:
    """Square brackets stand as they are; no control sequence gets through."""
    file = str(file_of(tmp_path, {"safety-body": ["tearing"]}))
    words = [file if word == "FILE" else word for word in command.split()]
    ran = run(*words, "--data", hostile_base)
    assert ran.code == 0
    assert not set(ran.out + ran.err) & OBEYED
    assert "\\u001b" not in ran.out
    assert SHOWN in " ".join(ran.out.split())


def test_with_colour_only_our_own_codes_are_sent(hostile_base: Path) -> None:
    """Each a plain change of colour, and each taken back."""
    out = run("exercise", "squat", "--data", hostile_base, "--color", "always").out
    codes = re.findall("\x1b\\[([0-9;]*)m", out)
    assert set(codes) <= {"0", "1", "35", "91"}
    assert codes[1::2] == ["0"] * (len(codes) // 2)
    assert ESC not in re.sub("\x1b\\[[0-9;]*m", "", out)


def test_a_folder_cannot_drive_the_terminal(tmp_path: Path) -> None:
    """Nor can the names of its files."""
    folder = tmp_path / "a\x1b]0;x\x07b"
    shutil.copytree(find_data_folder(), folder)
    (folder / "lifts" / "x\x1b[31my.json").write_text("{")
    ran = run("exercise", "--data", folder)
    assert failed(ran, 3, "lifts/xy.json")
    assert not set(ran.err) & OBEYED
    checked = run("kb", "check", folder)
    assert checked.code == 1
    assert not set(checked.out + checked.err) & OBEYED


# -- nothing else is touched -------------------------------------------------------------------------------------------


def test_a_run_leaves_no_file_behind(tmp_path: Path) -> None:
    """No cache, no history, no settings, wherever home is."""
    for arguments in (["exercise", "squat"], ["--version"], ["redflags"], ["exercise", "xyzzy"]):
        run(*arguments, env={"HOME": str(tmp_path), "XDG_CACHE_HOME": None, "XDG_CONFIG_HOME": None})
    assert list(tmp_path.iterdir()) == []


def test_a_home_that_is_not_there_is_nothing_to_a_look_up() -> None:
    """Nor is a working folder that has gone."""
    assert run("exercise", "squat", env={"HOME": None}).code == 0
    ran = shell('mkdir "$D" && cd "$D" && rmdir "$D" && "$B" exercise squat', {"D": f"/tmp/gone-{os.getpid()}"})
    assert (ran.code, ran.err) == (0, "")


def test_ctrl_c_is_an_end_without_a_traceback(tmp_path: Path) -> None:
    """Also while nothing is asked: exit 130."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = subprocess.Popen(
        [PROGRAM, "diagnose", "--answers", str(pipe)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    with pipe.open("wb"):  # waits until the program has opened its end
        reading.send_signal(signal.SIGINT)
        out, err = reading.communicate(timeout=10)
    assert (reading.returncode, out) == (130, b"")
    assert err in (b"", b"Stopped.\n")


STOPPED_AT = """
import sys
module, way = sys.argv[1:]
class Stop:
    def find_spec(self, name, path=None, target=None):
        if name == module:
            try:
                raise KeyboardInterrupt
            except KeyboardInterrupt as stop:
                if way == "in a class":
                    raise RuntimeError("Error calling __set_name__") from stop
                raise
sys.meta_path.insert(0, Stop())
sys.argv[:] = ["backcheck", "exercise", "squat", "--full"]
from backcheck.__main__ import run
run()
"""


@pytest.mark.parametrize("way", ["between", "in a class"])
@pytest.mark.parametrize("module", ["backcheck.cli.main", "typer", "msgspec", "backcheck.show.card"])
def test_ctrl_c_while_modules_load_is_an_end_without_a_traceback(module: str, way: str) -> None:
    """Python makes another error of one that strikes while it makes a class."""
    command = [sys.executable, "-c", STOPPED_AT, module, way]
    ran = subprocess.run(command, capture_output=True, env=environment(), cwd=ELSEWHERE, check=False)
    assert (ran.returncode, ran.stdout) == (130, b"")
    assert ran.stderr in (b"", b"Stopped.\n")


def test_an_error_without_ctrl_c_behind_it_is_one() -> None:
    assert not was_stopped(RuntimeError("a bug"))


def test_next_to_nothing_is_loaded_before_ctrl_c_is_heeded() -> None:
    code = "import sys; before = {*sys.modules}; import backcheck.__main__; print(sorted({*sys.modules} - before))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=True)
    assert ran.stdout == "['__future__', 'backcheck', 'backcheck.__main__']\n"
