"""Where things are kept on this machine: the one place that finds the folder of the journal, and tells the time.

`BACKCHECK_HOME` wins over the usual place of the system. Nothing is made here.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backcheck.journal.store import Journal

NEVER_ASK = "never-ask"
"""An empty file: the person wants no journal and no more questions about one."""


def home_folder() -> Path:
    """The folder of everything that backcheck keeps; it may not be there yet."""
    chosen = os.environ.get("BACKCHECK_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    import platformdirs  # late: only what is kept needs it

    return platformdirs.user_data_path("backcheck", appauthor=False)


def journal_folder() -> Path:
    """The journal's own folder, so that it can be closed to others whatever stands around it."""
    return home_folder() / "journal"


def find_journal() -> Journal | None:
    """The journal, None while there is none. Raises `FileError`. Nothing of it is imported while there is no file."""
    folder = journal_folder()
    if not (folder / "journal.db").exists():
        return None
    from backcheck.journal.store import open_journal

    return open_journal(folder)


def now() -> datetime:
    """This moment with the zone of the machine."""
    return datetime.now().astimezone()


def may_ask() -> bool:
    """Whether the person may still be asked about a journal."""
    return not (home_folder() / NEVER_ASK).exists()


def wish_asking(*, asking: bool) -> None:
    """Remembers that nobody should ask again, or forgets it. Raises `OSError` where that cannot be written."""
    marker = home_folder() / NEVER_ASK
    if asking:
        marker.unlink(missing_ok=True)
        return
    marker.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(marker, os.O_CREAT | os.O_WRONLY, 0o600))
