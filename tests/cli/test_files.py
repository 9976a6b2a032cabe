"""Files that a person names: read within bounds, written whole, and nothing but a plain file ever replaced."""

from __future__ import annotations

import errno
import json
import os
import signal
import socket
import stat
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from backcheck.cli import new_file
from backcheck.errors import FileError, UsageError
from backcheck.files import read_plain
from tests.cli.program import ELSEWHERE, PROGRAM, Ran, environment, failed, run, shell
from tests.cli.stories import TRAIN_CHANGED
from tests.cli.test_completion import commands

pytestmark = pytest.mark.boundary


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


Writer = Callable[[Path, Path], Ran]


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    file = tmp_path / "answers.json"
    file.write_text(json.dumps({"answers": TRAIN_CHANGED}))
    return file


def report(answers: Path, place: Path) -> Ran:
    return run("report", "--answers", answers, "--format", "md", "-o", place, "--force")


def save(answers: Path, place: Path) -> Ran:
    return run("diagnose", "--answers", answers, "--json", "--save-answers", place, "--force")


def make_socket(place: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        os.chdir(place.parent)  # the name of a socket must be short
        one.bind(place.name)


def make_device(place: Path) -> None:
    try:
        os.mknod(place, stat.S_IFCHR | 0o666, os.makedev(1, 3))
    except PermissionError:
        pytest.skip("NOTICE: no right to make a device here")


STRANGERS: dict[str, Callable[[Path], object]] = {
    "pipe": os.mkfifo,
    "socket": make_socket,
    "device": make_device,
    "link to a file": lambda place: place.symlink_to("answers.json"),
    "link to nothing": lambda place: place.symlink_to("nowhere"),
    "link to itself": lambda place: place.symlink_to(place.name),
    "link to a device": lambda place: place.symlink_to("/dev/null"),
    "link to a folder": lambda place: place.symlink_to("/"),
    "folder": lambda place: place.mkdir(),
}


@pytest.mark.parametrize("writer", [report, save])
@pytest.mark.parametrize("kind", STRANGERS)
def test_only_a_plain_file_is_replaced(
    answers: Path, monkeypatch: pytest.MonkeyPatch, kind: str, writer: Writer
) -> None:
    """Exit 4 in words, `--force` or not, and whatever was there is what it was, with its rights."""
    monkeypatch.chdir(answers.parent)
    place = answers.parent / "place"
    STRANGERS[kind](place)
    before, kept = os.lstat(place), (answers.read_bytes(), stat.S_IMODE(answers.stat().st_mode))
    ran = writer(answers, place)
    assert ran.code == 4
    assert str(place) in ran.err
    assert "--force" not in ran.err
    after = os.lstat(place)
    assert (after.st_ino, after.st_mode, after.st_rdev) == (before.st_ino, before.st_mode, before.st_rdev)
    assert (answers.read_bytes(), stat.S_IMODE(answers.stat().st_mode)) == kept
    assert names(answers.parent) == ["answers.json", "place"]


@pytest.mark.parametrize("words", ["report --answers {0} -o -", "report --answers {0} -o - --format html"])
def test_a_dash_is_standard_output(answers: Path, words: str) -> None:
    there = words.format(answers).split()
    ran = run(*there)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == run(*[one for one in there if one not in ("-o", "-")]).out
    assert not Path(ELSEWHERE, "-").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("report", "--answers", ""),
        ("report", "--answers="),
        ("report", "--answers", "{0}", "-o", ""),
        ("report", "--answers", "{0}", "--output= "),
        ("diagnose", "--answers", "{0}", "--save-answers", ""),
        ("diagnose", "--save-answers="),
        ("checkin", "--answers", ""),
        ("kb", "graph", "--answers", " "),
        ("kb", "test", "--stories", "", "{0}"),
        ("--data", "", "exercise", "squat"),
        ("exercise", "squat", "--data="),
        ("history", "export", "-o", "", "--force"),
        ("kb", "check", ""),
        ("kb", "test", "{0}", " "),
        ("log", ""),
        ("log", "--full", "--", ""),
    ],
)
def test_a_file_named_by_nothing_is_wrong_usage(answers: Path, words: tuple[str, ...]) -> None:
    """Such as an empty variable of a script: no other file is taken for it, and nothing is written."""
    before = names(answers.parent)
    assert failed(run(*[word.format(answers) for word in words]), 2, "empty")
    assert names(answers.parent) == before


@pytest.mark.parametrize(
    ("words", "ending"),
    [
        ("report --answers {0} -o {1}/back.pdf", ".md"),
        ("report --answers {0} -o {1}/back.DOCX", ".html"),
        ("report --answers {0} -o {1}/back.json.bak", ".json"),
        ("history plot --svg -o {1}/pain.png", ".svg"),
        ("history export -o {1}/all.csv", ".jsonl"),
        ("kb review-sheet -o {1}/sheet.md", ".html"),
        ("kb review-sheet -o {1}/sheet.xlsx --force", ".htm"),
    ],
)
def test_an_ending_that_is_no_format_is_refused(answers: Path, words: str, ending: str) -> None:
    home = {"BACKCHECK_HOME": str(answers.parent / "home")}
    run("history", "on", env=home)
    assert failed(run(*words.format(answers, answers.parent).split(), env=home), 2, "ends in", ending)
    assert names(answers.parent) == ["answers.json", "home"]


@pytest.mark.parametrize(
    "words",
    [
        "diagnose --exercise squat --exercise deadlift",
        "diagnose --answers {0} --answers=other.json",
        "diagnose --answers {0} --save-answers a.json --save-answers b.json",
        "report --answers {0} -o {1}/a.md --output {1}/b.md",
        "report --answers {0} -o {1}/a.md -o {1}/a.md",
        "log --lift squat a.csv --lift=deadlift",
        "diagnose --plain --log a.csv --answers {0} --log b.csv",
    ],
)
def test_what_stands_twice_is_refused(answers: Path, words: str) -> None:
    """Of two lifts or files none is left out without a word; a wish for how it looks may, as in an alias."""
    assert failed(run(*words.format(answers, answers.parent).split()), 2, "appears twice")
    assert names(answers.parent) == ["answers.json"]
    assert run("--color", "never", "--plain", "diagnose", "--answers", answers, "--color", "never", "--plain").code == 0


def test_every_command_that_makes_a_file_knows_its_ending(answers: Path) -> None:
    """Found through the help, so that a new one cannot be forgotten."""
    home = {"BACKCHECK_HOME": str(answers.parent / "home")}
    run("history", "on", env=home)
    needs = {"report": ["--answers", str(answers)], "history plot": ["--svg"]}
    tried = []
    for words in commands():
        options = run(*words, "--help").out
        for option in ("--output", "--save-answers"):
            if option in options:
                tried.append(" ".join(words))
                given = needs.get(tried[-1], ["--answers", str(answers)] if option == "--save-answers" else [])
                ran = run(*words, *given, option, answers.parent / "new.exe", env=home)
                assert (ran.code, "ends in .exe" in ran.err) == (2, True), (words, ran.err)
    assert len(tried) >= 5
    assert names(answers.parent) == ["answers.json", "home"]


def test_an_explicit_format_goes_before_the_ending(answers: Path) -> None:
    place = answers.parent / "back.txt"
    assert run("report", "--answers", answers, "--format", "html", "-o", place).code == 0
    assert place.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_tilde_means_home_wherever_a_path_is_typed(answers: Path) -> None:
    """Also where no shell has expanded it; a relative path starts from the working folder."""
    home = {"HOME": str(answers.parent)}
    assert run("report", "--answers=~/answers.json", "--output=~/back.md", env=home).code == 0
    assert run("diagnose", "--answers", "~/answers.json", "--save-answers", "~/kept.json", env=home).code == 0
    assert run("kb", "graph", "--answers=~/answers.json", env=home).code == 0
    assert {"back.md", "kept.json"} <= set(names(answers.parent))
    assert failed(run("--data=~/nowhere", "exercise", "squat", env=home), 3, "nowhere")
    assert failed(run("report", "--answers", "~nobody-here/a.json", env=home), 4, "~nobody-here/a.json")
    ran = shell(f"cd {answers.parent} && $B report --answers ./answers.json -o ./here.md && ls", env=home)
    assert "here.md" in ran.out.split()


# -- behind our back ---------------------------------------------------------------------------------------------------


def test_of_several_at_once_one_writes_and_the_others_say_so(answers: Path) -> None:
    """Whoever comes later loses nothing either: the answers are printed."""
    place = answers.parent / "same.json"
    command = [PROGRAM, "diagnose", "--answers", str(answers), "--save-answers", str(place)]
    started = [
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment())
        for _ in range(3)
    ]
    ended = sorted((one.communicate()[1].decode(), one.returncode) for one in started)
    assert sorted(code for _, code in ended) == [0, 2, 2]
    assert all('{"schema_version":1' in said and "there already" in said for said, code in ended if code)
    assert json.loads(place.read_text())["answers"] == TRAIN_CHANGED


def test_a_file_that_comes_up_meanwhile_stays(tmp_path: Path) -> None:
    """Seen, and then it is another one, or somebody wrote into it: it is not replaced."""
    place = tmp_path / "kept.json"
    place.write_text("old")
    over = new_file.find_file(str(place))
    new_file.write_new(str(place), "new", force=False, over=over)
    assert place.read_text() == "new"
    for _ in range(2):
        with pytest.raises(UsageError, match="there already"):
            new_file.write_new(str(place), "newer", force=False, over=over)
        assert place.read_text() == "new"
        over = new_file.find_file(str(place))
        place.unlink()
        place.write_text("new")


@pytest.mark.parametrize("nameless", [True, False])
def test_one_that_comes_up_in_the_last_moment_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nameless: bool
) -> None:
    """Between the last look and the name."""
    if not nameless:
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    place = tmp_path / "back.md"
    monkeypatch.setattr(os, "fsync", lambda _: place.write_text("mine"))
    with pytest.raises(UsageError, match="there already"):
        new_file.write_new(str(place), "text", force=False)
    assert place.read_text() == "mine"
    assert names(tmp_path) == ["back.md"]


@pytest.mark.parametrize("nameless", [True, False])
@pytest.mark.parametrize("reason", [errno.EPERM, errno.ENOTSUP, errno.EXDEV, errno.EMLINK, errno.ENOENT])
def test_a_disk_without_links_is_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nameless: bool, reason: int
) -> None:
    """Also where it knows files without a name, and also in the last moment nobody's file is replaced."""
    if not nameless:
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)

    def refuse(*_: object, **__: object) -> None:
        raise OSError(reason, os.strerror(reason))

    monkeypatch.setattr(os, "link", refuse)
    place = tmp_path / "back.md"
    new_file.write_new(str(place), "one", force=False)
    assert (place.read_text(), stat.S_IMODE(place.stat().st_mode)) == ("one", 0o600)
    with pytest.raises(UsageError, match="there already"):
        new_file.write_new(str(place), "two", force=False)
    new_file.write_new(str(place), "two", force=True)
    assert place.read_text() == "two"
    place.unlink()
    monkeypatch.setattr(os, "fsync", lambda _: place.write_text("mine"))
    with pytest.raises(UsageError, match="there already"):
        new_file.write_new(str(place), "three", force=False)
    assert place.read_text() == "mine"
    assert names(tmp_path) == ["back.md"]


@pytest.mark.parametrize("nameless", [True, False])
@pytest.mark.parametrize("force", [True, False])
def test_with_and_without_files_that_have_no_name_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nameless: bool, force: bool
) -> None:
    """The two ways of writing agree: whole, 0600, nothing left beside it, nothing replaced without force."""
    if not nameless:
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    place = tmp_path / "back.md"
    new_file.write_new(str(place), "one \ud800", force=force)
    assert place.read_text(encoding="utf-8") == "one ?"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    if force:
        new_file.write_new(str(place), "two", force=True)
        assert place.read_text() == "two"
    else:
        with pytest.raises(UsageError):
            new_file.write_new(str(place), "two", force=False)
    assert names(tmp_path) == ["back.md"]


def test_half_written_files_of_the_killed_are_swept(tmp_path: Path) -> None:
    """Old and plain ones of our own alone: not those of somebody who may still be writing, not a link."""
    old, fresh, link = (tmp_path / f"{new_file.HALF}{name}" for name in ("old", "fresh", "link"))
    for path in (old, fresh):
        path.write_text("half")
    link.symlink_to("fresh")
    long_ago = time.time() - 2 * new_file.OLD
    os.utime(old, (long_ago, long_ago))
    os.utime(link, (long_ago, long_ago), follow_symlinks=False)
    new_file.write_new(str(tmp_path / "back.md"), "text", force=False)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["back.md", fresh.name, link.name])


@pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="only where files without a name can be made")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_whoever_is_killed_while_writing_leaves_nothing(tmp_path: Path, number: int) -> None:
    """The kill comes between the last byte and the name."""
    script = (
        "import os\nfrom backcheck.cli import new_file\n"
        f"os.fsync = lambda _: os.kill(os.getpid(), {int(number)})\n"
        f"new_file.write_new({str(tmp_path / 'back.md')!r}, 'text', force=False)"
    )
    python = Path(PROGRAM).with_name("python")
    assert subprocess.run([python, "-c", script], check=False).returncode == -number
    assert names(tmp_path) == []


# -- reading -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["pipe", "socket", "device", "link to a device", "link to nothing", "folder"])
def test_what_is_no_plain_file_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.chdir(tmp_path)
    STRANGERS[kind](tmp_path / "place")
    with pytest.raises(OSError, match=r"plain file|folder|No such"):
        read_plain(tmp_path / "place")


def test_a_file_is_read_up_to_its_bound(tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.write_bytes(b"x" * 100)
    assert read_plain(place, 100) == b"x" * 100
    with pytest.raises(OSError, match="larger than 99"):
        read_plain(place, 99)


@pytest.mark.parametrize("name", ["knowledge.json", "interview.json", "sources.json", "lifts/squat.json"])
@pytest.mark.parametrize("kind", ["pipe", "link to /dev/zero", "a gigabyte of nothing"])
def test_a_base_that_never_ends_is_exit_3(tmp_path: Path, name: str, kind: str) -> None:
    """For every command that reads that file; `kb check` lists it."""
    root = copy_base(tmp_path)
    place = root / name
    place.unlink()
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "link to /dev/zero":
        place.symlink_to("/dev/zero")
    else:
        with place.open("wb") as file:
            file.truncate(2**30)
    if name != "knowledge.json" or kind == "a gigabyte of nothing":
        assert run("--data", root, "kb", "check", "--only", "BC101").code == 1
    assert failed(run("--data", root, "questions"), 3, place.name if name != "knowledge.json" else "")


@pytest.mark.parametrize("name", ["lifts", "danger-signs"])
@pytest.mark.parametrize("kind", ["pipe", "socket", "link to itself", "link to a device", "link to a file"])
def test_a_folder_that_cannot_be_read_is_not_an_empty_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, kind: str
) -> None:
    """No lift would be known then, and the advice would be for none."""
    root = copy_base(tmp_path)
    (root / name).rename(root / "away")
    (root / "answers.json").write_text("{}")
    monkeypatch.chdir(root)
    STRANGERS[kind](root / name)
    for command in ("questions", "diagnose --answers a.json", "kb check", *(["exercise"] if name == "lifts" else [])):
        assert failed(run("--data", root, *command.split()), 3, name, "can't be read"), command


def copy_base(tmp_path: Path) -> Path:
    import shutil

    from backcheck.knowledge.locate import find_data_folder

    return Path(shutil.copytree(find_data_folder(), tmp_path / "base"))


@pytest.mark.parametrize("words", ["kb test {0}", "kb test --stories {0} {1}"])
def test_cases_that_never_end_are_exit_4(answers: Path, words: str) -> None:
    pipe = answers.parent / "pipe"
    os.mkfifo(pipe)
    empty = answers.parent / "empty.jsonl"
    empty.touch()
    assert failed(run(*words.format(pipe, empty).split()), 4, "pipe")


def test_a_settings_file_that_is_a_pipe_stops_nothing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "config.toml")
    ran = run("exercise", "squat", env={"BACKCHECK_HOME": str(tmp_path)})
    assert ran.code == 0
    assert "a plain file" in ran.err


def test_a_name_that_no_file_can_have() -> None:
    with pytest.raises(FileError):
        new_file.find_file("a\0b")
