"""What the tests of the journal share: a place for one, a moment, an assessment."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from backcheck import assess
from backcheck.journal.records import Stamp
from backcheck.journal.store import Journal, create_journal
from backcheck.knowledge.model import KnowledgeBase
from backcheck.reasoning.assessment import Assessment

ANSWERS: dict[str, object] = {"safety-nerves": ["none"], "exercise": "squat", "pain-now": 4}
STAMP = Stamp("2026.11.0", "0123456789ab")
MONDAY = datetime(2026, 11, 2, 18, 30, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that is not there yet."""
    return tmp_path / "home" / "journal"


@pytest.fixture
def journal(folder: Path) -> Iterator[Journal]:
    """A journal that was just turned on."""
    with create_journal(folder) as journal:
        yield journal


@pytest.fixture(scope="session")
def result(kb: KnowledgeBase) -> Assessment:
    """What is said to `ANSWERS`."""
    return assess(kb, ANSWERS)
