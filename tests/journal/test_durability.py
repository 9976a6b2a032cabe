"""Nothing that was acknowledged is lost, and nobody is let in: kills, crowds, full disks, damage, rights."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from backcheck.errors import FileError
from backcheck.journal.file import APPLICATION_ID, NAME, STEPS, create_file, list_backups, open_file
from backcheck.journal.records import Stamp
from backcheck.journal.store import Journal, create_journal, open_journal
from backcheck.reasoning.bouts import CheckIn
from tests.journal.conftest import MONDAY, STAMP

WRITER = Path(__file__).with_name("writer.py")


def start_writer(folder: Path, word: str, *count: str) -> subprocess.Popen[str]:
    """A writer in a process of its own."""
    return subprocess.Popen([sys.executable, str(WRITER), str(folder), word, *count], stdout=subprocess.PIPE, text=True)


def kept_ids(folder: Path) -> set[int]:
    """The ids in the journal, opened with all its checks, each entry read back whole."""
    journal = open_journal(folder)
    assert journal is not None
    with journal:
        return {entry.id for entry in journal.entries()}


def kill_once(folder: Path, chance: random.Random) -> set[int]:
    """Lets a writer write, kills it at some moment, and returns what it had been told was kept."""
    with start_writer(folder, "word") as writer:
        assert writer.stdout is not None
        told = [writer.stdout.readline()]  # it is under way
        time.sleep(chance.uniform(0, 0.1))
        writer.send_signal(signal.SIGKILL)
        told += writer.stdout.read().splitlines()
    return {int(line) for line in told if line.strip().isdigit()}


def kill_often(folder: Path, times: int) -> tuple[int, int]:
    """So many kills in mid-write; nothing acknowledged may be missing after any of them.

    Returns how much was acknowledged, and how many kills left a write half done that had to be rolled back.
    """
    create_journal(folder).close()
    chance, told, halves = random.Random(7), set[int](), 0
    for _ in range(times):
        told |= kill_once(folder, chance)
        halves += (folder / f"{NAME}-journal").exists()
        assert told <= kept_ids(folder)
    return len(told), halves


def crowd(folder: Path, writers: int, each: int) -> None:
    """So many writers at once: every entry of every one is there, none twice."""
    create_journal(folder).close()
    running = [start_writer(folder, f"writer-{number}", str(each)) for number in range(writers)]
    told = [set(map(int, writer.communicate()[0].split())) for writer in running]
    assert [writer.returncode for writer in running] == [0] * writers
    assert sum(map(len, told)) == len(set.union(*told)) == writers * each
    assert set.union(*told) == kept_ids(folder)


def test_a_kill_in_mid_write_loses_nothing_acknowledged(folder: Path) -> None:
    assert kill_often(folder, 6)[0] >= 6


def test_writers_at_once_wait_for_each_other(folder: Path) -> None:
    crowd(folder, 4, 5)


@pytest.mark.long
def test_two_hundred_kills(folder: Path) -> None:
    entries, halves = kill_often(folder, 200)
    print(f"200 kills, {halves} with a write half done, {entries} acknowledged entries, none lost")
    assert entries >= 200


@pytest.mark.long
def test_eight_writers(folder: Path) -> None:
    crowd(folder, 8, 50)
    print("8 writers, 400 entries, none lost, no error")


def test_what_a_killed_start_left_is_in_nobodys_way(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / f".{NAME}.{os.getpid()}").write_bytes(b"half a journal")
    create_journal(folder).close()
    assert [path.name for path in folder.iterdir()] == [NAME]


# -- a full disk ---------------------------------------------------------------------------------------------------


def fill(journal: Journal) -> tuple[int, FileError]:
    """Keeps entries until there is no room; returns how many were kept and what was said."""
    for count in range(10_000):
        try:
            journal.keep_checkin(CheckIn(activity="x" * 3000), STAMP, MONDAY)
        except FileError as error:
            return count, error
    raise AssertionError("it never got full")


def test_a_full_file_keeps_what_it_has(journal: Journal, folder: Path) -> None:
    """SQLite says "full" when it may grow no more, as it does on a full disk."""
    journal._connection.execute("PRAGMA max_page_count = 40")
    count, error = fill(journal)
    assert "full" in error.problem
    assert error.remedy
    assert len(journal.entries()) == count > 0
    journal.delete(journal.entries()[0].id)
    journal.keep_checkin(CheckIn(activity="again"), STAMP, MONDAY)
    journal.close()
    assert len(kept_ids(folder)) == count


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 256 KB; needs the right to mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    made = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=256k", "tmpfs", place], check=False, capture_output=True
    )
    if not made or made.returncode:
        pytest.skip("NOTICE: no right to mount a small disk here, so the real full disk was not tried")
    yield place
    subprocess.run(["umount", place], check=True)


def test_a_full_disk_keeps_what_it_has(small_disk: Path) -> None:
    """The message names the way out, the journal stays sound, and there is room again after making some."""
    folder = small_disk / "journal"
    with create_journal(folder) as journal:
        count, error = fill(journal)
        assert "full" in error.problem
        assert len(journal.entries()) == count > 0
    assert len(kept_ids(folder)) == count
    print(f"full disk after {count} entries: {error.problem}")


# -- damage and strangers ------------------------------------------------------------------------------------------


def damage(kind: str, content: bytes) -> bytes:
    """The content of a journal, damaged in one way."""
    return {
        "empty": b"",
        "cut": content[: len(content) // 2],
        "cut in the header": content[:60],
        "zeroed": bytes(len(content)),
        "zeroed in the middle": content[:4096] + bytes(len(content) - 4096),
        "no database": b"%PDF-1.7 " * 500,
    }[kind]


@pytest.mark.parametrize("kind", ["empty", "cut", "cut in the header", "zeroed", "zeroed in the middle", "no database"])
def test_damage_is_named_and_left_alone(journal: Journal, folder: Path, kind: str) -> None:
    for number in range(20):
        journal.keep_checkin(CheckIn(activity=f"{number} {'x' * 3000}"), STAMP, MONDAY)
    journal.close()
    path = folder / NAME
    damaged = damage(kind, path.read_bytes())
    path.write_bytes(damaged)
    for use in (open_journal, create_journal):
        with pytest.raises(FileError) as caught:
            use(folder)
        assert NAME in caught.value.problem
        assert "aside" in caught.value.remedy
    assert path.read_bytes() == damaged
    assert [one.name for one in folder.iterdir()] == [NAME]


def test_another_programs_database_is_refused_untouched(folder: Path) -> None:
    folder.mkdir(parents=True)
    with closing(sqlite3.connect(folder / NAME)) as other:
        other.execute("CREATE TABLE entry (id INTEGER)")
        other.commit()
    before = (folder / NAME).read_bytes()
    with pytest.raises(FileError, match="not a journal"):
        open_journal(folder)
    assert (folder / NAME).read_bytes() == before


def test_a_newer_journal_is_refused_untouched(folder: Path) -> None:
    create_file(folder, (*STEPS, ("CREATE TABLE later (id INTEGER) STRICT",)))
    before = (folder / NAME).read_bytes()
    with pytest.raises(FileError, match="newer") as caught:
        open_journal(folder)
    assert "Update" in caught.value.remedy
    assert (folder / NAME).read_bytes() == before


# -- upgrades ------------------------------------------------------------------------------------------------------

ADDED = "ALTER TABLE entry ADD COLUMN later TEXT NOT NULL DEFAULT ''"


def test_an_upgrade_keeps_everything_and_a_private_copy(journal: Journal, folder: Path) -> None:
    journal.keep_checkin(CheckIn(activity="old"), STAMP, MONDAY)
    journal.close()
    connection = open_file(folder, (*STEPS, (ADDED,)))
    assert connection is not None
    with closing(connection):
        assert connection.execute("SELECT later FROM entry").fetchall() == [("",)]
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
    [copy] = list_backups(folder)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with closing(sqlite3.connect(copy)) as old:
        assert old.execute("PRAGMA user_version").fetchone() == (1,)
        assert old.execute("SELECT count(*) FROM entry").fetchone() == (1,)


def test_an_upgrade_that_fails_changes_nothing(journal: Journal, folder: Path) -> None:
    journal.keep_checkin(CheckIn(activity="old"), STAMP, MONDAY)
    journal.close()
    with pytest.raises(FileError):
        open_file(folder, (*STEPS, (ADDED, "ALTER TABLE nowhere ADD COLUMN x TEXT")))
    again = open_journal(folder)
    assert again is not None
    with again:
        assert len(again.entries()) == 1
        assert again._connection.execute("PRAGMA user_version").fetchone() == (len(STEPS),)


def test_deleting_reaches_the_copy_of_an_upgrade(journal: Journal, folder: Path) -> None:
    number = journal.keep_checkin(CheckIn(activity="gone-words"), STAMP, MONDAY)
    shutil.copy(folder / NAME, folder / f"{NAME}.bak-v1")
    shutil.copy(folder / NAME, folder / f".{NAME}.bak-v1.4711")  # of an upgrade that was killed
    journal.delete(number)
    assert not [one for one in folder.iterdir() if b"gone-words" in one.read_bytes()]


# -- rights --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_nobody_else_can_read_it_whatever_the_umask(tmp_path: Path, mask: int) -> None:
    folder = tmp_path / "deep" / "home" / "journal"
    before = os.umask(mask)
    try:
        with create_journal(folder) as journal, journal._writing():
            journal._connection.execute("UPDATE state SET keeping = 0")
            files = list(folder.iterdir())
            assert len(files) == 2  # the rollback journal stands beside it while something is written
            for path in files:
                assert stat.S_IMODE(path.stat().st_mode) == 0o600
    finally:
        os.umask(before)
    for made in (folder, folder.parent, folder.parent.parent):
        assert stat.S_IMODE(made.stat().st_mode) == 0o700


def test_rights_that_somebody_gave_are_taken_away(journal: Journal, folder: Path) -> None:
    journal.close()
    (folder / NAME).chmod(0o644)
    kept_ids(folder)
    assert stat.S_IMODE((folder / NAME).stat().st_mode) == 0o600


def test_the_file_says_whose_it_is(journal: Journal) -> None:
    assert journal.path.read_bytes()[68:72] == APPLICATION_ID.to_bytes(4, "big") == b"back"


def test_a_lock_that_stays_is_named(journal: Journal, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backcheck.journal.file.WAIT_SECONDS", 0.05)
    other = open_journal(folder)
    assert other is not None
    with other, journal._writing():
        with pytest.raises(FileError, match="in use") as caught:
            other.keep_checkin(CheckIn(), Stamp("v", "h"), MONDAY)
        assert "again" in caught.value.remedy
