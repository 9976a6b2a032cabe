"""The tables of the journal and how an older file becomes a newer one.

Owns the statements and their order. A step is never changed once it was released: the next one is added below it.
"""

from __future__ import annotations

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
"""Step n turns version n into version n + 1; `PRAGMA user_version` tells how many were taken."""
