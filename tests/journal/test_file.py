"""The file of the journal where it is no plain file, where others use it, and where the disk is full."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from backcheck.errors import FileError
from backcheck.journal.file import NAME, STEPS, erase_file, list_backups, open_file
from backcheck.journal.store import Journal, create_journal, open_journal
from backcheck.reasoning.bouts import CheckIn
from tests.journal.conftest import MONDAY, STAMP
from tests.journal.test_durability import fill, small_disk  # noqa: F401

WORDS = "zebra-words"

# -- links and other strangers -----------------------------------------------------------------------------------------


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("use", [open_journal, create_journal])
@pytest.mark.parametrize("kind", ["page", "folder", "dangling", "loop", "pipe", "device"])
def test_what_is_no_journal_of_ours_keeps_content_and_rights(
    tmp_path: Path, folder: Path, use: Callable[[Path], object], kind: str
) -> None:
    folder.mkdir(parents=True)
    target = tmp_path / "target"
    if kind == "page":
        target.write_text("a page " * 1000)
    elif kind in ("folder", "loop"):
        target.mkdir()
    elif kind == "pipe":
        os.mkfifo(target)
    target = Path("/dev/null") if kind == "device" else target
    there = target.exists()
    if there and kind != "device":
        target.chmod(0o755 if target.is_dir() else 0o644)
    before = rights(target) if there else None
    (folder / NAME).symlink_to(folder / NAME if kind == "loop" else target)
    with pytest.raises(FileError) as caught:
        use(folder)
    assert NAME in caught.value.problem
    assert caught.value.remedy
    assert (folder / NAME).is_symlink()
    if there:
        assert rights(target) == before
    else:
        assert str(target) in caught.value.problem
        assert not target.exists()
    if kind == "page":
        assert target.read_text() == "a page " * 1000


def test_a_link_to_a_journal_is_followed_and_its_rights_left_alone(journal: Journal, folder: Path) -> None:
    """The file or the folder; what is written arrives there, and what is erased is gone from there."""
    journal.close()
    elsewhere = folder.parent / "elsewhere"
    folder.rename(elsewhere)
    elsewhere.chmod(0o755)
    (elsewhere / NAME).chmod(0o640)
    folder.symlink_to(elsewhere)
    with create_journal(folder) as linked:
        linked.keep_checkin(CheckIn(activity=WORDS), STAMP, MONDAY)
    assert (rights(elsewhere), rights(elsewhere / NAME)) == (0o755, 0o640)
    folder.unlink()
    folder.mkdir()
    (folder / NAME).symlink_to(elsewhere / NAME)
    with create_journal(folder) as linked:
        assert len(linked.entries()) == 1
        assert rights(elsewhere / NAME) == 0o640
        linked.delete_all()
    assert list(elsewhere.iterdir()) == list(folder.iterdir()) == []


def test_a_folder_that_is_a_link_to_nothing_is_named(folder: Path) -> None:
    folder.parent.mkdir()
    folder.symlink_to("/nowhere/at/all")
    for use in (open_journal, create_journal):
        with pytest.raises(FileError, match="/nowhere/at/all"):
            use(folder)


def test_the_rights_of_the_folder_are_taken_back_too(journal: Journal, folder: Path) -> None:
    journal.close()
    folder.chmod(0o777)
    opened = open_journal(folder)
    assert opened is not None
    opened.close()
    assert rights(folder) == 0o700


@pytest.mark.parametrize("error", [PermissionError, OSError, NotImplementedError])
def test_a_disk_without_links_holds_a_journal(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: type[OSError]
) -> None:
    """As a stick has none; and where another one was quicker, that one stays."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(1, "not permitted") from (error() if issubclass(error, OSError) else None)

    monkeypatch.setattr(os, "link", refuse)
    with create_journal(folder) as journal:
        journal.keep_checkin(CheckIn(), STAMP, MONDAY)
    with create_journal(folder) as journal:
        assert len(journal.entries()) == 1
    assert [path.name for path in folder.iterdir()] == [NAME]


# -- tampered files ----------------------------------------------------------------------------------------------------

TAMPERS = {
    "a view": "CREATE VIEW x AS SELECT 1",
    "an endless view": "DROP TABLE draft; CREATE VIEW draft AS WITH RECURSIVE c(x) AS"
    " (SELECT 1 UNION ALL SELECT x FROM c) SELECT x FROM c",
    "a trigger": "CREATE TRIGGER x AFTER INSERT ON entry BEGIN DELETE FROM note; END",
    "a table without types": "DROP TABLE note; CREATE TABLE note (id, entry, at, offset_minutes, text)",
    "a table that is gone": "DROP TABLE state",
    "version 0": "PRAGMA user_version = 0",
    "version -1": "PRAGMA user_version = -1",
}


@pytest.mark.parametrize("tamper", TAMPERS)
def test_a_journal_of_another_shape_is_damaged_and_left_alone(journal: Journal, folder: Path, tamper: str) -> None:
    """Nothing in it is obeyed, and no copy of the notes is left about."""
    journal.keep_checkin(CheckIn(activity=WORDS), STAMP, MONDAY)
    journal.close()
    with closing(sqlite3.connect(folder / NAME)) as raw:
        raw.executescript(TAMPERS[tamper])
    before = (folder / NAME).read_bytes()
    with pytest.raises(FileError, match="damaged"):
        open_journal(folder)
    assert (folder / NAME).read_bytes() == before
    assert [path.name for path in folder.iterdir()] == [NAME]


def test_a_journal_that_forgot_whether_it_keeps_keeps_nothing(journal: Journal) -> None:
    journal._connection.execute("DELETE FROM state")
    assert not journal.keeping


def test_an_upgrade_that_fails_leaves_no_copy(journal: Journal, folder: Path) -> None:
    journal.close()
    with pytest.raises(FileError):
        open_file(folder, (*STEPS, ("ALTER TABLE nowhere ADD COLUMN x TEXT",)))
    assert list_backups(folder) == []


# -- erasing -----------------------------------------------------------------------------------------------------------


def holders(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file() and WORDS.encode() in path.read_bytes()]


def with_words(folder: Path) -> int:
    with create_journal(folder) as journal:
        number = journal.keep_checkin(CheckIn(activity=WORDS), STAMP, MONDAY)
        journal.add_note(number, WORDS, MONDAY)
    return number


@pytest.mark.parametrize("everything", [True, False])
@pytest.mark.parametrize("mode", ["WAL", "PERSIST", "TRUNCATE", "DELETE"])
@pytest.mark.parametrize("open_still", [True, False])
def test_what_is_erased_is_gone_whoever_else_looked(
    folder: Path, everything: bool, mode: str, open_still: bool
) -> None:
    """Another program set a mode of its own and wrote; where it still holds the file, that is said and nothing done."""
    number = with_words(folder)
    with closing(sqlite3.connect(folder / NAME, isolation_level=None)) as other:
        other.execute(f"PRAGMA journal_mode = {mode}")
        other.execute("UPDATE note SET text = text || '!'")
        other.execute("SELECT text FROM note").fetchall()
        if not open_still:
            other.close()
        if mode == "WAL" and open_still:
            with pytest.raises(FileError, match="in use"):
                open_journal(folder)
            assert holders(folder)
            return
        opened = open_journal(folder)
        assert opened is not None
        with opened:
            if everything:
                assert opened.delete_all()
            else:
                opened.delete(number)
    assert holders(folder) == []
    assert [path.name for path in folder.iterdir()] == ([] if everything else [NAME])


def test_who_changes_the_mode_meanwhile_is_noticed(journal: Journal, folder: Path) -> None:
    number = journal.keep_checkin(CheckIn(activity=WORDS), STAMP, MONDAY)
    with closing(sqlite3.connect(folder / NAME)) as other:
        other.execute("PRAGMA journal_mode = WAL").fetchall()
        other.execute("SELECT * FROM note").fetchall()
        with pytest.raises(FileError, match="in use"):
            journal.delete(number)
        with pytest.raises(FileError, match="in use"):
            journal.delete_all()
    assert (folder / NAME).exists()


def test_what_others_left_beside_it_goes_too(journal: Journal, folder: Path) -> None:
    journal.close()
    for end in ("-wal", "-shm", "-journal", ".bak-v1"):
        (folder / f"{NAME}{end}").write_text(WORDS)
    (folder / f".{NAME}.4711").write_text(WORDS)
    from backcheck.journal.file import remove_file

    assert remove_file(folder)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("name", [f"{NAME}-wal", f"{NAME}-shm", f"{NAME}.bak-v1", f".{NAME}.4711"])
@pytest.mark.parametrize("kind", ["page", "folder", "pipe"])
def test_a_link_beside_it_goes_and_what_it_leads_to_stays(
    journal: Journal, folder: Path, tmp_path: Path, name: str, kind: str
) -> None:
    """Nothing of a stranger's is overwritten or removed, and that something may be left is told."""
    journal.close()
    target = tmp_path / "target"
    if kind == "page":
        target.write_text(WORDS)
    else:
        (os.mkfifo if kind == "pipe" else os.mkdir)(target)
    (folder / name).symlink_to(target)
    from backcheck.journal.file import remove_file

    assert not remove_file(folder)
    assert list(folder.iterdir()) == []
    assert target.exists()
    assert kind != "page" or target.read_text() == WORDS


def test_everything_is_erased_on_a_full_disk(small_disk: Path) -> None:  # noqa: F811
    folder = small_disk / "journal"
    number = with_words(folder)
    with create_journal(folder) as journal:
        fill(journal)
        (small_disk / "filler").write_bytes(b"x" * shutil.disk_usage(small_disk).free)
        held = os.open(folder / NAME, os.O_RDONLY)  # whoever holds the old file open still finds nothing in it
        try:
            with pytest.raises(FileError, match="full"):
                journal.delete(number)
            assert journal.delete_all()
            assert WORDS.encode() not in os.pread(held, 1 << 20, 0)
        finally:
            os.close(held)
    assert list(folder.iterdir()) == []


def test_what_cannot_be_overwritten_is_removed_and_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_text(WORDS)

    def refuse(_: int) -> None:
        raise OSError(5, "input/output error")

    monkeypatch.setattr(os, "fsync", refuse)
    assert not erase_file(path)
    assert not path.exists()
    assert erase_file(path)
