"""A program that keeps entries until it is killed, and says each one's number once it was told that it is kept.

`python writer.py FOLDER WORD [COUNT]`: without a count it never ends by itself.
"""

from __future__ import annotations

import itertools
import sys
from datetime import UTC, datetime
from pathlib import Path

from backcheck.journal.records import Stamp
from backcheck.journal.store import open_journal
from backcheck.reasoning.bouts import CheckIn

AT = datetime(2026, 11, 2, 18, 30, tzinfo=UTC)


def write(folder: Path, word: str, count: int | None) -> None:
    """Keeps entries, each with the word and its place in it and a lot of padding, so that a write takes pages."""
    for number in itertools.count() if count is None else range(count):
        journal = open_journal(folder)
        assert journal is not None
        with journal:
            kept = journal.keep_checkin(CheckIn(activity=f"{word} {number} {'x' * 6000}"), Stamp("v", "h"), AT)
        print(kept, flush=True)


if __name__ == "__main__":
    write(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else None)
