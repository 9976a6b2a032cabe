"""A check-in shows before it keeps: what the journal does takes nothing away from the advice, a page least of all."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from backcheck.ask.checkin import GROUPS_PROMPT
from backcheck.journal.store import Journal
from backcheck.knowledge.model import KnowledgeBase
from tests.cli.desk import Desk, bare
from tests.cli.program import Ran, run
from tests.cli.stories import TRAIN_CHANGED
from tests.cli.test_emergency_first import SOON, came_soon
from tests.cli.test_journal import LOOK, SIGNS, Home

pytestmark = pytest.mark.boundary

STOP = SIGNS | {"safety-nerves": ["numb-saddle", "bladder"]}


@pytest.fixture
def kept(tmp_path: Path) -> Home:
    """A home with an interview of three days ago."""
    home = Home(tmp_path / "home")
    home.keep(TRAIN_CHANGED, 3)
    return home


@contextmanager
def in_use(file: Path, how: str = "IMMEDIATE") -> Iterator[None]:
    """The journal while another program writes to it, or keeps it for itself (EXCLUSIVE)."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute(f"BEGIN {how}")
        yield


@pytest.mark.parametrize(("signs", "head"), [(STOP, "!!! STOP"), (SIGNS, "AMBER: STAY")])
def test_what_cannot_be_kept_is_shown_all_the_same(kept: Home, signs: dict[str, object], head: str) -> None:
    """At once; then the error, and exit 4. As JSON it has no entry."""
    begun = time.monotonic()
    with in_use(kept.file):
        ran = kept.look(signs=signs)
        given = json.dumps({"checkin": LOOK | {"signs": signs}})
        as_json = kept.run("checkin", "--answers", "-", "--json", given=given)
    assert came_soon(begun, 2 * SOON)
    for one in (ran, as_json):
        assert one.code == 4, one
        assert "journal" in one.err
        assert "Kept as" not in one.err
    assert head in ran.out
    assert as_json.document["entry"] is None
    again = kept.run("checkin", "--answers", "-", "--json", given=given).document
    assert again == as_json.document | {"entry": 2}


def spoilt(home: Home, how: str) -> None:
    """Makes the journal something that cannot be looked back on."""
    if how == "no journal":
        home.file.unlink()
    elif how == "no database":
        home.file.write_bytes(b"not a database")
    elif how == "a folder":
        home.file.unlink()
        home.file.mkdir()
    elif how == "no interview":
        assert home.run("history", "delete", "last").code == 0
    else:
        assert home.run("history", "off").code == 0


@pytest.mark.parametrize(
    ("how", "code"), [("no journal", 2), ("off", 2), ("no interview", 2), ("no database", 4), ("a folder", 4)]
)
def test_an_emergency_in_a_file_is_shown_though_there_is_nothing_to_look_back_on(
    kept: Home, how: str, code: int
) -> None:
    """Before the error; a check-in without one shows nothing, since no light can be given."""
    spoilt(kept, how)
    ran = kept.look(signs=STOP)
    assert ran.code == code
    assert ran.out.lstrip().startswith("!!! STOP")
    assert ran.err
    calm = kept.look()
    assert (calm.code, calm.out) == (code, "")
    given = json.dumps({"checkin": LOOK | {"signs": STOP}})
    document = kept.run("checkin", "--answers", "-", "--json", given=given).document
    assert (document["entry"], document["level"], document["outcome"]) == (None, "emergency", None)


def test_the_page_is_there_before_anything_is_kept(kept: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever breaks then, also a bug."""

    def broken(*_: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(Journal, "keep_checkin", broken)
    monkeypatch.delenv("BACKCHECK_TEST_PROCESSES", raising=False)
    ran: Ran = kept.look(signs=STOP)
    assert (ran.code, "!!! STOP" in ran.out) == (70, True)
    given = json.dumps({"checkin": LOOK | {"signs": STOP}})
    assert kept.run("checkin", "--answers", "-", "--json", given=given).document["level"] == "emergency"


def test_a_check_in_at_a_terminal_is_not_lost(kb: KnowledgeBase, kept: Home) -> None:
    """What was answered stands in one line, which the program reads."""
    desk = Desk("checkin", "--plain", env=kept.env)
    desk.hear(GROUPS_PROMPT)
    with in_use(kept.file):
        for prompt in (kb.questions["safety-nerves"].prompt, kb.follow_ups["safety-nerves", "numb-saddle"].prompt):
            desk.press("1\n")
            desk.hear(prompt)
        desk.press("1\n")
        desk.hear("Is that right?")
        desk.press("1\n")
        assert desk.end() == 4
    said = bare(desk.sent)
    assert said.index("STOP") < said.index('{"checkin"') < said.rindex("journal")
    line = next(line for line in desk.sent.splitlines() if line.startswith('{"checkin"'))
    ran = run("checkin", "--answers", "-", given=line, env=kept.env)
    assert ran.code == 0
    assert "STOP" in ran.out
