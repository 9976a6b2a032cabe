"""The file behind the journal: its tables, its permissions, checks and backups; making, upgrading and removing it.

Whatever goes wrong leaves the file as it was and is a `FileError` that names the file and the way out. A link in the
place of the folder or the file is followed to what is ours to use, but the rights of what it leads to are left alone.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from stat import S_ISREG

from backcheck.errors import FileError
from backcheck.text import clean

APPLICATION_ID = 0x6261636B
"""The letters "back": how a file is known as a journal of ours (`PRAGMA application_id`)."""

STEPS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE entry (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL CHECK (kind IN ('diagnosis', 'checkin')),
            at TEXT NOT NULL,
            offset_minutes INTEGER NOT NULL,
            knowledge_version TEXT NOT NULL,
            knowledge_hash TEXT NOT NULL,
            body TEXT NOT NULL,
            crc INTEGER NOT NULL
        ) STRICT""",
        "CREATE INDEX entry_at ON entry (at, id)",
        """CREATE TABLE note (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            entry INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
            at TEXT NOT NULL,
            offset_minutes INTEGER NOT NULL,
            text TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX note_entry ON note (entry)",
        """CREATE TABLE draft (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            at TEXT NOT NULL,
            offset_minutes INTEGER NOT NULL,
            knowledge_version TEXT NOT NULL,
            knowledge_hash TEXT NOT NULL,
            body TEXT NOT NULL
        ) STRICT""",
        "CREATE TABLE state (id INTEGER PRIMARY KEY CHECK (id = 1), keeping INTEGER NOT NULL) STRICT",
        "INSERT INTO state VALUES (1, 1)",
    ),
)
"""The statements that turn version n into version n + 1; `PRAGMA user_version` tells how many steps were taken.

A step is never changed once it was released: the next one is added below it.
"""

NAME = "journal.db"
WAIT_SECONDS = 20.0
"""How long to wait for another backcheck. A write takes milliseconds, but SQLite queues unfairly: of eight that write
without a pause one was once kept waiting for more than five seconds."""
HURRY_SECONDS = 0.1
"""The same while somebody waits for the next question. What is not kept now is kept with the next answer."""

_SETTINGS = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA synchronous = FULL",
)

ASIDE = "It was left as it is. Move it aside and `backcheck history on` starts a new one; docs/journal.md tells more."


def create_file(folder: Path, steps: Sequence[Sequence[str]] = STEPS) -> None:
    """Makes the folder (0700) and a whole, empty journal (0600) in it; does nothing where there is one already.

    It is built under another name and linked into place, so that nobody ever meets half a journal. Raises `FileError`.
    """
    path = folder / NAME
    fresh = folder / f".{NAME}.{os.getpid()}"
    try:
        if _is_there(path):
            return
        _make_private(folder)
        fresh.unlink(missing_ok=True)  # of a killed one that had our number
        os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with say_plainly(path), closing(_connect(fresh)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
            with transaction(connection):
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                _take_steps(connection, 0, steps)
        _name_it(fresh, path)
    except OSError as error:
        raise _cannot(path, "be made", error) from error
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def open_file(
    folder: Path, steps: Sequence[Sequence[str]] = STEPS, *, hurry: bool = False
) -> sqlite3.Connection | None:
    """A connection to a checked journal of today's version; None where there is no file. Raises `FileError`.

    In a `hurry` no lock is waited for longer than `HURRY_SECONDS`.
    """
    path = folder / NAME
    with say_plainly(path):
        if not _is_there(path):
            return None
        if not path.stat().st_size:  # a database always has a first page
            raise FileError(f"{_name(path)} is empty, so what it held is lost.", ASIDE)
        connection = _connect(path, HURRY_SECONDS if hurry else WAIT_SECONDS)
        try:
            _check(connection, path, steps)
            _upgrade(connection, path, steps)
            _keep_private(folder, path)
        except BaseException:
            connection.close()
            raise
    return connection


def remove_file(folder: Path) -> bool:
    """Overwrites and removes the journal, what SQLite keeps beside it, and every copy that an upgrade left.

    That needs no room on the disk. A journal that is a link goes with what it leads to. False where something was
    removed but could not be overwritten before. Raises `FileError`.
    """
    try:
        real = (folder / NAME).resolve()
        beside = (real.with_name(f"{real.name}{end}") for end in ("-journal", "-wal", "-shm"))
        done = [erase_file(path) for path in (*list_backups(folder), *beside, real)]
        (folder / NAME).unlink(missing_ok=True)
    except OSError as error:
        raise _cannot(folder / NAME, "be removed", error) from error
    return all(done)


def erase_file(path: Path) -> bool:
    """Overwrites a plain file in place and removes it; does nothing where there is none. Of a link only the link goes.

    Returns whether it was overwritten: that it could not be is no reason to leave it there. Raises `OSError` where it
    could not be removed.
    """
    done = True
    try:
        done = S_ISREG(path.lstat().st_mode)
        if done:
            with path.open("r+b", buffering=0) as file:
                left = os.fstat(file.fileno()).st_size
                while left > 0:
                    left -= file.write(bytes(min(left, 1 << 20)))
                os.fsync(file.fileno())
    except FileNotFoundError:
        pass
    except OSError:
        done = False
    path.unlink(missing_ok=True)
    return done


def list_backups(folder: Path) -> list[Path]:
    """The copies that upgrades left beside the journal, with what a killed one left half done."""
    return sorted([*folder.glob(f"{NAME}.bak-v*"), *folder.glob(f".{NAME}.*")])


def is_shared(connection: sqlite3.Connection) -> bool:
    """Whether another program keeps what is written in a file of its own beside the journal (write-ahead log)."""
    return str(connection.execute("PRAGMA journal_mode").fetchone()[0]) == "wal"


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing, with the write lock taken at the start, so that nobody writes in between."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk has rolled back by itself
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
        raise


@contextmanager
def say_plainly(path: Path) -> Iterator[None]:
    """Turns what SQLite and the system say into a `FileError` about this file."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise _operational(path, error) from error
    except sqlite3.DatabaseError as error:
        raise FileError(f"{_name(path)} is damaged or not a journal ({_words(error)}).", ASIDE) from error
    except OSError as error:
        raise _cannot(path, "be used", error) from error
    except (ValueError, TypeError, LookupError, AttributeError) as error:  # whatever a tampered file makes of reading
        raise FileError(f"{_name(path)} is damaged ({type(error).__name__}).", ASIDE) from error


def _is_there(path: Path) -> bool:
    """Whether there is a journal. Raises `FileError` for no plain file, and for a link to nothing on the way to it."""
    for one in (path.parent.parent, path.parent, path):
        if one.is_symlink() and not one.exists():
            link, leads = clean(str(one)), clean(str(one.readlink()))[:200]
            raise FileError(
                f"The journal can't be reached: {link} is a link, and what it leads to is not there: {leads}.",
                "Bring that back, such as a disk that is not mounted, or remove the link.",
            )
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return False
    if not S_ISREG(mode):
        raise FileError(f"{_name(path)} is not a plain file.", ASIDE)
    return True


def _make_private(folder: Path) -> None:
    """Makes the folder and whatever is missing above it, each for its owner alone, whatever the umask."""
    for missing in reversed([one for one in (folder, *folder.parents) if not os.path.lexists(one)]):
        missing.mkdir(mode=0o700, exist_ok=True)


def _name_it(fresh: Path, path: Path) -> None:
    """Gives a whole new journal its name, unless another one was quicker."""
    try:
        os.link(fresh, path)
    except FileExistsError:
        return
    except OSError:  # a file system without links
        if not os.path.lexists(path):
            fresh.rename(path)


def _connect(path: Path, wait: float = WAIT_SECONDS) -> sqlite3.Connection:
    """Reads and writes a file that is there; it is never made here."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=wait, isolation_level=None)
    try:
        for setting in _SETTINGS:
            connection.execute(setting)
    except BaseException:
        connection.close()
        raise
    return connection


def _check(connection: sqlite3.Connection, path: Path, steps: Sequence[Sequence[str]]) -> None:
    """Raises `FileError` where this is another program's database, a damaged one, or one that another program holds."""
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise FileError(f"{_name(path)} is not a journal of backcheck.", ASIDE)
    said = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if said != "ok":
        raise FileError(f"{_name(path)} is damaged ({clean(str(said))[:120]}).", ASIDE)
    version = _version(connection)
    if version < 1 or (version <= len(steps) and not _has_shape(connection, steps[:version])):
        raise FileError(f"{_name(path)} is damaged (its tables are not those of a journal).", ASIDE)
    if is_shared(connection):  # what is erased would stay in the log, so the log is ended first
        connection.execute("PRAGMA busy_timeout = 100")
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError:
            raise FileError(*in_use(path)) from None
        connection.execute(f"PRAGMA busy_timeout = {round(WAIT_SECONDS * 1000)}")


def _has_shape(connection: sqlite3.Connection, steps: Sequence[Sequence[str]]) -> bool:
    """Whether the tables are those that the steps make, and nothing in the file acts by itself."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as model:
        _take_steps(model, 0, steps)
        wanted = dict(model.execute("SELECT name, sql FROM sqlite_schema"))
    found = {name: (kind, sql) for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_schema")}
    acts = any(kind in ("view", "trigger") for kind, _ in found.values())
    return not acts and all(found.get(name, ("", ""))[1] == sql for name, sql in wanted.items())


def _upgrade(connection: sqlite3.Connection, path: Path, steps: Sequence[Sequence[str]]) -> None:
    """Takes the missing steps in one transaction, with a copy made before; a newer file is refused untouched."""
    version = _version(connection)
    if version > len(steps):
        problem = f"{_name(path)} was written by a newer backcheck (version {version}, this one reads {len(steps)})."
        raise FileError(problem, "It was left untouched. Update backcheck.")
    if version == len(steps):
        return
    with transaction(connection):
        version = _version(connection)  # somebody else may have done it while we waited
        if version < len(steps):
            copy = _back_up(path, version)
            try:
                _take_steps(connection, version, steps)
            except BaseException:
                copy.unlink(missing_ok=True)  # it holds every note, and the journal is as it was
                raise


def _take_steps(connection: sqlite3.Connection, version: int, steps: Sequence[Sequence[str]]) -> None:
    for step in steps[version:]:
        for statement in step:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(steps)}")


def _back_up(path: Path, version: int) -> Path:
    """A copy of the file as it is, readable by its owner alone. The caller holds the write lock."""
    copy = path.with_name(f"{NAME}.bak-v{version}")
    part = path.with_name(f".{copy.name}.{os.getpid()}")
    part.unlink(missing_ok=True)  # of a killed one that had our number, or a link
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        with closing(_connect(path)) as source, closing(_connect(part)) as target:
            source.backup(target)
        part.replace(copy)
    finally:
        part.unlink(missing_ok=True)
    return copy


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _keep_private(folder: Path, path: Path) -> None:
    """Takes away the rights of others, should somebody have given them (a copy, another umask). Not through a link."""
    for one, mode in ((folder, 0o700), (path, 0o600)):
        with suppress(OSError):
            if not one.is_symlink() and not folder.is_symlink() and one.stat().st_mode & 0o077:
                one.chmod(mode)


def in_use(path: Path) -> tuple[str, str]:
    """What is said, and what to do, where another program holds the journal."""
    return f"{_name(path)} is in use by another program.", "Close that program. Nothing was written or erased."


def _operational(path: Path, error: sqlite3.OperationalError) -> FileError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return FileError(
            f"{_name(path)} is in use by another backcheck.", "Nothing was written. Try again in a moment."
        )
    if code == sqlite3.SQLITE_FULL:
        return FileError(
            f"{_name(path)} is on a full disk.", "Nothing was written and nothing is lost. Make room and try again."
        )
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        problem = f"{_name(path)} can't be opened or written ({_words(error)})."
        return FileError(
            problem, "Check the permissions of the file and its folder, or set BACKCHECK_HOME to another folder."
        )
    return FileError(f"{_name(path)} can't be used ({_words(error)}).", "Nothing was written. Check the disk.")


def _cannot(path: Path, what: str, error: OSError) -> FileError:
    reason = error.strerror or type(error).__name__
    return FileError(f"{_name(path)} can't {what}: {reason}.", "Set BACKCHECK_HOME to a folder that is yours.")


def _words(error: Exception) -> str:
    return clean(str(error))[:120]


def _name(path: Path) -> str:
    return f"The journal {clean(str(path))}"
