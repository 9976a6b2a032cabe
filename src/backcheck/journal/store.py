"""The journal as its users see it: entries, notes and one draft.

Every method that writes returns only after the entry is on the disk. Each moment is handed in.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

import msgspec

from backcheck.errors import FileError, UsageError
from backcheck.journal.file import (
    ASIDE,
    NAME,
    create_file,
    erase_file,
    in_use,
    is_shared,
    list_backups,
    open_file,
    remove_file,
    say_plainly,
    transaction,
)
from backcheck.journal.records import Diagnosis, Draft, Entry, EntryKind, Note, Shelf, Stamp, join_moment, split_moment
from backcheck.reasoning.assessment import Assessment
from backcheck.reasoning.bouts import CheckIn
from backcheck.text import is_blank

if TYPE_CHECKING:
    from backcheck.training_log.findings import LogNotes

LONGEST_NOTE = 20_000
"""Characters; a longer note is refused rather than cut."""

_ENTRY = "SELECT id, kind, at, offset_minutes, knowledge_version, knowledge_hash, body, crc FROM entry"


def open_journal(folder: Path, *, hurry: bool = False) -> Journal | None:
    """The journal in this folder; None while it is off and there is none. Raises `FileError`.

    `hurry` is for when somebody is being asked something: see `open_file`.
    """
    connection = open_file(folder, hurry=hurry)
    return None if connection is None else Journal(folder, connection)


def create_journal(folder: Path) -> Journal:
    """Turns the journal on: makes it where there is none, and lets it keep again. Raises `FileError`."""
    create_file(folder)
    journal = open_journal(folder)
    if journal is None:
        raise FileError(f"The journal in {folder} was removed while it was opened.", "Try again.")
    journal.keep_from_now_on(True)
    return journal


class Journal:
    """An open journal. Use it in a `with`, or call `close`. Every method may raise `FileError`."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self.folder = folder
        self._connection = connection

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / NAME

    def __enter__(self) -> Journal:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Closes the file."""
        self.close()

    def close(self) -> None:
        """Closes the file; closing twice does no harm."""
        self._connection.close()

    # -- on and off ------------------------------------------------------------------------------------------------

    @property
    def keeping(self) -> bool:
        """Whether new entries are kept. False after `history off` with entries that stay."""
        return any(keeping for (keeping,) in self._read("SELECT keeping FROM state"))

    def keep_from_now_on(self, keeping: bool) -> None:
        """Turns keeping on or off; what is there stays."""
        with self._writing() as connection:
            connection.execute("UPDATE state SET keeping = ?", (int(keeping),))

    # -- entries ---------------------------------------------------------------------------------------------------

    def keep_diagnosis(
        self, answers: Mapping[str, object], assessment: Assessment, at: datetime, notes: LogNotes | None = None
    ) -> int:
        """Keeps a finished interview; `answers` in the form of an answers file. Returns the id of the entry.

        `notes` are what is kept of a training log.
        """
        log = None if notes is None else msgspec.to_builtins(notes)
        body = Diagnosis(answers=dict(answers), assessment=msgspec.to_builtins(assessment), log=log)
        stamp = Stamp(assessment.knowledge.version, assessment.knowledge.hash)
        return self._keep("diagnosis", body, stamp, at)

    def keep_checkin(self, checkin: CheckIn, stamp: Stamp, at: datetime) -> int:
        """Keeps a check-in and returns the id of the entry."""
        return self._keep("checkin", checkin, stamp, at)

    def entries(self) -> list[Entry]:
        """All entries that can be read, the oldest first by their moment, then in the order they were kept."""
        return self.shelf().entries

    def shelf(self) -> Shelf:
        """All entries. One that cannot be read is named and left out: the others stay usable."""
        notes: dict[int, list[tuple[Any, ...]]] = {}
        for entry, *rest in self._read("SELECT entry, id, at, offset_minutes, text FROM note ORDER BY id"):
            notes.setdefault(entry, []).append(tuple(rest))
        shelf = Shelf([], {})
        for row in self._read(f"{_ENTRY} ORDER BY at, id"):
            try:
                shelf.entries.append(self._entry(row, [self._note(*note) for note in notes.get(row[0], ())]))
            except FileError as error:
                shelf.unread[row[0]] = error.problem
        return shelf

    def count(self) -> int:
        """How many entries there are, those among them that cannot be read."""
        return int(self._read("SELECT count(*) FROM entry")[0][0])

    def entry(self, number: int) -> Entry:
        """The entry of this id. Raises `UsageError` where there is none."""
        rows = self._read(f"{_ENTRY} WHERE id = ?", number) if abs(number) < 2**62 else []
        if not rows:
            raise _no_entry(number)
        notes = self._read("SELECT id, at, offset_minutes, text FROM note WHERE entry = ? ORDER BY id", number)
        return self._entry(rows[0], [self._note(*row) for row in notes])

    def delete(self, number: int) -> None:
        """Deletes an entry with its notes, overwritten in the file; copies from upgrades go too. Raises `UsageError`.

        They would still hold it.
        """
        with self._erasing() as connection:
            known = abs(number) < 2**62
            if not (known and connection.execute("DELETE FROM entry WHERE id = ?", (number,)).rowcount):
                raise _no_entry(number)
        with say_plainly(self.path):
            for copy in list_backups(self.folder):
                erase_file(copy)

    def delete_all(self) -> bool:
        """Overwrites the file and all copies, then removes them: the journal is off. It cannot be used after.

        False where all is gone, but something could not be overwritten before.
        """
        with self._erasing():
            pass  # nobody else is writing now
        self.close()
        return remove_file(self.folder)

    # -- notes -----------------------------------------------------------------------------------------------------

    def add_note(self, number: int, text: str, at: datetime) -> int:
        """Adds free words to an entry and returns the note's id. Raises `UsageError` for no entry or a bad note."""
        if is_blank(text):
            raise UsageError("The note is empty.", "Write it after the id, or send it through a pipe.")
        if len(text) > LONGEST_NOTE:
            raise UsageError(f"The note is longer than {LONGEST_NOTE} characters.", "Keep the part that matters.")
        if not self._read("SELECT 1 FROM entry WHERE id = ?", number):
            raise _no_entry(number)
        utc, offset = split_moment(at)
        with self._writing() as connection:
            found = connection.execute(
                "INSERT INTO note (entry, at, offset_minutes, text) VALUES (?, ?, ?, ?)",
                (number, utc, offset, _storable(text)),
            )
        return int(found.lastrowid or 0)

    # -- the draft -------------------------------------------------------------------------------------------------

    def keep_draft(self, draft: Draft, *, over: datetime | None = None) -> bool:
        """Keeps an interview that was left in the middle, in place of the one kept at the moment `over`.

        False, and nothing is changed, where another interview lies there.
        """
        utc, offset = split_moment(draft.at)
        body = _encode({"answers": draft.answers, "asked": list(draft.asked), "log": draft.log})
        with self._writing() as connection:
            found = connection.execute(
                "INSERT OR REPLACE INTO draft SELECT 1, ?, ?, ?, ?, ?"
                " WHERE NOT EXISTS (SELECT 1 FROM draft WHERE at <> ?)",
                (utc, offset, draft.stamp.version, draft.stamp.hash, body, split_moment(over)[0] if over else ""),
            )
        return found.rowcount > 0

    def draft(self) -> Draft | None:
        """The interview that was left in the middle; None where there is none."""
        rows = self._read("SELECT at, offset_minutes, knowledge_version, knowledge_hash, body FROM draft")
        if not rows:
            return None
        utc, offset, version, digest, text = rows[0]
        with self._decoding("The unfinished interview"):
            body = msgspec.json.decode(text, type=_DraftBody)
            return Draft(join_moment(utc, offset), body.answers, body.asked, Stamp(version, digest), body.log)

    def drop_draft(self, at: datetime | None = None) -> None:
        """Forgets the unfinished interview, should there be one; with `at` only the one kept at that moment."""
        with self._writing() as connection:
            if at is None:
                connection.execute("DELETE FROM draft")
            else:
                connection.execute("DELETE FROM draft WHERE at = ?", (split_moment(at)[0],))

    # -- inside ----------------------------------------------------------------------------------------------------

    def _keep(self, kind: EntryKind, body: Diagnosis | CheckIn, stamp: Stamp, at: datetime) -> int:
        utc, offset = split_moment(at)
        text = _encode(body)
        with self._writing() as connection:
            found = connection.execute(
                "INSERT INTO entry (kind, at, offset_minutes, knowledge_version, knowledge_hash, body, crc)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (kind, utc, offset, stamp.version, stamp.hash, text, crc32(text.encode())),
            )
        return int(found.lastrowid or 0)

    def _entry(self, row: tuple[Any, ...], notes: Iterable[Note]) -> Entry:
        number, kind, utc, offset, version, digest, text, crc = row
        with self._decoding(f"Entry {number}"):
            if crc32(text.encode()) != crc:
                raise ValueError("its check sum is wrong")
            is_checkin = kind == "checkin"
            return Entry(
                id=number,
                kind=kind,
                at=join_moment(utc, offset),
                stamp=Stamp(version, digest),
                diagnosis=None if is_checkin else msgspec.json.decode(text, type=Diagnosis),
                checkin=msgspec.json.decode(text, type=CheckIn) if is_checkin else None,
                notes=tuple(notes),
            )

    def _note(self, number: int, utc: str, offset: int, text: str) -> Note:
        with self._decoding(f"Note {number}"):
            return Note(number, join_moment(utc, offset), text)

    def _read(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with say_plainly(self.path):
            return self._connection.execute(statement, values).fetchall()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with say_plainly(self.path), transaction(self._connection):
            yield self._connection

    @contextmanager
    def _erasing(self) -> Iterator[sqlite3.Connection]:
        """To write where no other program keeps a log beside the file, which would still hold what is erased."""
        with self._writing() as connection:
            if is_shared(connection):
                raise FileError(*in_use(self.path))
            yield connection

    @contextmanager
    def _decoding(self, what: str) -> Iterator[None]:
        """Whatever cannot be read back is damage, and is named."""
        try:
            yield
        except (ValueError, TypeError, OverflowError) as error:  # msgspec's errors are ValueErrors
            raise FileError(f"{what} of the journal {self.path} is damaged ({error}).", ASIDE) from error


def _no_entry(number: int) -> UsageError:
    return UsageError(f"There is no entry {number} in the journal.", "See them all: backcheck history.")


class _DraftBody(msgspec.Struct, frozen=True):
    answers: dict[str, Any]
    asked: tuple[str, ...]
    log: dict[str, Any] | None = None


def _encode(value: object) -> str:
    """As JSON text. Lone surrogates, which no file can hold, become U+FFFD."""
    return msgspec.json.encode(_storable(value)).decode()


def _storable(value: Any) -> Any:
    """The value with every text such that UTF-8 can hold it."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode() if not value.isascii() else value
    if isinstance(value, msgspec.Struct):
        return _storable(msgspec.to_builtins(value))
    if isinstance(value, Mapping):
        return {_storable(key): _storable(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_storable(part) for part in value]
    return value
