"""What is kept in the home folder: the journal, and the wish to be asked about one no more."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from backcheck.cli import machine
from backcheck.errors import FileError
from backcheck.text import clean

if TYPE_CHECKING:
    from pathlib import Path

    from backcheck.journal.store import Journal

PLACE = "Set BACKCHECK_HOME to a folder that is yours."
NEVER_ASK = "never-ask"
"""An empty file: the person wants no journal and no more questions about one."""


def home_folder() -> Path:
    """The folder of everything that backcheck keeps; it may not be there yet. Raises `FileError` for no such place."""
    place = machine.home()
    if place.path is None:
        raise FileError(f"There is no home folder, so nothing can be kept: {place.why}.", PLACE)
    return place.path


def journal_folder() -> Path:
    """The journal's own folder, so that it can be closed to others whatever is around it. Raises `FileError`."""
    return home_folder() / "journal"


def find_journal(*, hurry: bool = False) -> Journal | None:
    """The journal, None while there is none or no place for one. Raises `FileError`.

    Nothing of it is imported while there is no file. In a `hurry` it is not waited for where another program uses it.
    """
    if machine.home().path is None:
        return None
    folder = journal_folder()
    try:
        os.lstat(folder / "journal.db")
    except (FileNotFoundError, NotADirectoryError):
        if not any(map(os.path.islink, (folder, folder.parent))):
            return None  # a link may lead to a disk that is not mounted, which is told of when the journal is opened
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it has no name that a file can have"
        raise FileError(f"The journal in {clean(str(folder))[:200]} can't be used: {reason}.", PLACE) from error
    from backcheck.journal.store import open_journal

    return open_journal(folder, hurry=hurry)


def may_ask() -> bool:
    """Whether the person may still be asked about a journal."""
    try:
        return not os.path.lexists(home_folder() / NEVER_ASK)
    except (FileError, OSError):  # there is no place to keep anything
        return False


def wish_asking(*, asking: bool) -> None:
    """Remembers that nobody should ask again, or forgets it. Raises `FileError` where that cannot be written."""
    marker = home_folder() / NEVER_ASK
    try:
        if asking:
            marker.unlink(missing_ok=True)
            return
        marker.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with suppress(FileExistsError):  # whatever it is: its name says it
            os.close(os.open(marker, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise FileError(f"{clean(str(marker))[:200]} can't be written: {error.strerror}.", PLACE) from error
