"""A time that is not today: travel, clocks that were wrong, and entries that another version of backcheck wrote."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zlib import crc32

import pytest

from backcheck import assess
from backcheck.cli import journal_entries, machine
from backcheck.journal.records import Entry, Stamp
from backcheck.journal.store import create_journal
from backcheck.knowledge.model import KnowledgeBase
from backcheck.reasoning.answers import read_answers
from backcheck.reasoning.bouts import CheckIn
from tests.cli.program import Ran, run
from tests.cli.stories import BOOK, TRAIN_CHANGED
from tests.cli.test_journal import advice_of

NOW = datetime(2026, 11, 27, 4, 0, tzinfo=UTC)
STAMP = Stamp("2026.11.0", "0123456789ab")
FAR = {"auckland": timezone(timedelta(hours=13)), "los angeles": timezone(-timedelta(hours=8)), "utc": UTC}


class Clock:
    """A home whose clock and zone are set by hand; entries are kept by the journal itself."""

    def __init__(self, folder: Path, kb: KnowledgeBase, patch: pytest.MonkeyPatch) -> None:
        self.folder, self.kb, self._patch = folder, kb, patch
        self.env = {"BACKCHECK_HOME": str(folder)}
        patch.setenv("BACKCHECK_TEST_PROCESSES", "")  # the clock is that of this process
        self.set(NOW)

    def set(self, at: datetime) -> None:
        self._patch.setattr(machine, "now", lambda: at)
        for module in ("checkin", "report", "history", "kept_interview"):
            self._patch.setattr(f"backcheck.cli.{module}.today", at.date)
        self.now = at

    def keep(self, at: datetime, *, pain: float | None = None) -> int:
        """An interview, or with `pain` a check-in, kept at this moment, at which the clock stands then."""
        self.set(at)
        with create_journal(self.folder / "journal") as journal:
            if pain is None:
                return journal.keep_diagnosis(TRAIN_CHANGED, advice_of(TRAIN_CHANGED), at)
            return journal.keep_checkin(CheckIn(pain_now=pain), STAMP, at)

    def look(self) -> journal_entries.KeptEntries:
        with create_journal(self.folder / "journal") as journal:
            return journal_entries.read_entries(journal)

    def run(self, *words: str, given: str = "") -> Ran:
        return run(*words, env=self.env, given=given)


@pytest.fixture
def clock(tmp_path: Path, kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(tmp_path / "home", kb, monkeypatch)


def ids(entries: Sequence[Entry]) -> list[int]:
    return [entry.id for entry in entries]


# -- the future --------------------------------------------------------------------------------------------------------

AHEAD = [timedelta(minutes=6), timedelta(hours=2), timedelta(days=1), timedelta(days=1600), timedelta(days=365 * 900)]


@pytest.mark.parametrize("jump", AHEAD)
def test_an_entry_from_the_future_is_shown_and_never_the_last(clock: Clock, jump: timedelta) -> None:
    """Whatever asks for `last` gets the one that was kept last by a right clock, and is told so."""
    first = clock.keep(NOW - timedelta(days=3))
    ahead = clock.keep(NOW + jump)
    clock.set(NOW)
    kept = clock.look()
    assert (ids(kept.entries), ids(kept.ahead)) == ([first], [ahead])
    listed = clock.run("history")
    assert "In the future: left out" in listed.out
    assert f"{ahead}. They are shown" in " ".join(listed.out.split())
    rows = {row["id"]: row["ahead"] for row in clock.run("history", "--json").document["entries"]}
    assert rows == {first: False, ahead: True}
    for words in (["history", "show", "last"], ["report"], ["history", "note", "last", "words"], ["history", "plot"]):
        ran = clock.run(*words)
        assert ran.code == 0, ran
        assert "a clock was wrong" in " ".join(ran.err.split()), words
    assert "November 2026" in clock.run("report").out.split("For a clinician")[0]
    assert clock.run("history", "show", str(ahead)).code == 0
    assert clock.run("report", str(ahead)).code == 0
    assert clock.run("history", "delete", "last").code == 0
    assert ids(clock.look().ahead) == [ahead]
    ran = clock.run("history", "show", "last")
    assert (ran.code, "Check the clock" in ran.err) == (2, True)
    newer = clock.keep(NOW + timedelta(hours=1))
    assert clock.look().last.id == newer


def test_a_check_in_looks_back_on_an_interview_that_was(clock: Clock) -> None:
    """Not on one of the future; nor does an unfinished look at a wrong clock count as a day."""
    clock.keep(NOW - timedelta(days=3))
    clock.keep(NOW + timedelta(days=500))
    clock.set(NOW)
    said = {"checkin": {"signs": {"safety-body": ["none"], "safety-nerves": ["none"]}, "pain_now": 1, "step": 1}}
    ran = clock.run("checkin", "--answers", "-", given=json.dumps(said))
    assert ran.code == 0
    assert "a clock was wrong" in " ".join(ran.err.split())


def test_a_clock_that_is_set_back_a_little_changes_nothing(clock: Clock) -> None:
    """What was just kept is still the last one."""
    clock.keep(NOW - timedelta(days=3))
    just = clock.keep(NOW)
    clock.set(NOW - timedelta(minutes=4))
    assert clock.look().last.id == just
    assert clock.look().say() == []


# -- travel, corrections, daylight saving ------------------------------------------------------------------------------

TRIPS = {
    "west over the date line": [(0, "auckland"), (5, "los angeles"), (20, "los angeles")],
    "east over the date line": [(0, "los angeles"), (5, "auckland"), (20, "auckland")],
    "there and back": [(0, "utc"), (3, "auckland"), (8, "los angeles"), (15, "utc")],
    "a clock that stood still": [(0, "utc"), (-24 * 365 * 20, "utc"), (5, "utc")],
    "set back over midnight": [(20, "utc"), (19, "utc"), (21, "utc")],
}


@pytest.mark.parametrize("trip", TRIPS)
def test_order_today_and_last_survive_a_trip(clock: Clock, trip: str) -> None:
    """The order is that of keeping, no day goes backwards, none lies after today, and the newest is the last."""
    kept = []
    for hours, zone in TRIPS[trip]:
        kept.append(clock.keep((NOW + timedelta(hours=hours)).astimezone(FAR[zone]), pain=3))
    found = clock.look()
    assert found.say() == []
    assert ids(found.entries) == kept
    assert found.last.id == kept[-1]
    days = [visit.day for visit in journal_entries.visits_of(found.entries, clock.now.date())]
    assert days == sorted(days)
    assert days[-1] == clock.now.date().toordinal()


def test_a_moment_keeps_the_hour_of_its_wall(clock: Clock) -> None:
    number = clock.keep(datetime(2026, 11, 2, 18, 30, tzinfo=FAR["auckland"]), pain=3)
    clock.set(NOW.astimezone(FAR["los angeles"]))
    assert "2 November 2026, 18:30" in clock.run("history", "show", str(number)).out
    with closing(sqlite3.connect(clock.folder / "journal" / "journal.db")) as raw:
        assert raw.execute("SELECT at, offset_minutes FROM entry").fetchall() == [("2026-11-02T05:30:00.000000Z", 780)]


@pytest.fixture(params=["Europe/Berlin"])
def summer_time(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.parametrize(
    "summer_time", ["AAA-24", "XXX-25:99:99", "ZZZ+167", "No/Where", ":", "../../etc/passwd"], indirect=True
)
def test_a_zone_that_there_cannot_be_is_not_another_time(summer_time: None) -> None:
    """It is taken for Greenwich; a day off would put every entry into the future, or none."""
    assert abs(machine.now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_the_hour_that_comes_twice(summer_time: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the night when clocks go back, half past two is one hour and the next, never the same moment."""
    import datetime as module

    real = module.datetime
    moments = []
    for hour in (0, 1):

        class Frozen(real):  # type: ignore[misc, valid-type]
            @classmethod
            def now(cls, tz: object = None, at: int = hour) -> datetime:
                return real.fromtimestamp(real(2026, 10, 25, at, 30, tzinfo=UTC).timestamp(), tz)  # type: ignore[arg-type]

        monkeypatch.setattr(module, "datetime", Frozen)
        moments.append(machine.now())
    assert [at.strftime("%H:%M") for at in moments] == ["02:30", "02:30"]
    assert moments[1] - moments[0] == timedelta(hours=1)


# -- another shape -----------------------------------------------------------------------------------------------------

SHAPES = {
    "a lead of nothing": '{"answers": {}, "assessment": {"lead": null}}',
    "a verdict that is a number": '{"answers": {}, "assessment": {"verdict": 3}}',
    "a level in a list": '{"answers": {}, "assessment": {"triage": ["emergency"]}}',
    "no assessment": '{"answers": {}}',
    "a list": "[]",
    "no JSON": "{",
    "nothing": "",
    "a check-in": '{"pain_now": 3}',
}


@pytest.mark.parametrize("shape", SHAPES)
def test_an_entry_of_another_shape_takes_no_other_with_it(clock: Clock, shape: str) -> None:
    """It is named and left out; every command that lists, draws, sums up or looks back goes on with the others."""
    clock.keep(NOW - timedelta(days=9))
    strange = clock.keep(NOW - timedelta(days=6))
    clock.keep(NOW - timedelta(days=3))
    clock.set(NOW)
    text = SHAPES[shape]
    with closing(sqlite3.connect(clock.folder / "journal" / "journal.db")) as raw:
        raw.execute("UPDATE entry SET body = ?, crc = ? WHERE id = ?", (text, crc32(text.encode()), strange))
        raw.commit()
    for words in ("history", "history --json", "history plot", "history status", "history export", "report"):
        ran = clock.run(*words.split())
        assert ran.code == 0, (words, ran)
        if words != "history export":
            assert '"unread":' in ran.out or "left out: 2." in " ".join((ran.out + ran.err).split()), words
    assert clock.run("history", "show", "1").code == 0
    assert clock.run("history", "show", "last").code == 0
    for words in (f"history show {strange}", f"history again {strange}", f"report {strange}"):
        ran = clock.run(*words.split())
        assert ran.code in (0, 2, 4), (words, ran)
        assert "bug" not in ran.err
    assert clock.run("history", "note", str(strange), "words").code == 0
    assert clock.run("history", "delete", str(strange)).code == 0
    assert clock.look().unread == ()


MOMENTS = [
    ("9999-12-31T23:59:59.000000Z", 0),
    ("9999-12-31T23:59:59.000000Z", 840),
    ("9995-06-01T00:00:00.000000Z", -60),
    ("9990-12-31T23:59:59.000000Z", 1439),
    ("0001-01-01T00:00:00.000000Z", -600),
    ("0001-01-01T00:00:00.000000Z", 600),
    ("2026-02-29T00:00:00.000000Z", 0),
    ("2026-03-01", 0),
    ("2026-03-01T00:00:00.000000Z", 10**9),
]


@pytest.mark.parametrize(("utc", "offset"), MOMENTS)
def test_an_entry_at_the_edge_of_all_calendars_takes_no_other_with_it(clock: Clock, utc: str, offset: int) -> None:
    """Whatever is said of it, there is room for the days of its plan, and the others are told as ever."""
    for days in (9, 6, 3):
        clock.keep(NOW - timedelta(days=days))
    clock.set(NOW)
    with closing(sqlite3.connect(clock.folder / "journal" / "journal.db")) as raw:
        raw.execute("UPDATE entry SET at = ?, offset_minutes = ? WHERE id = 2", (utc, offset))
        raw.commit()
    for words in ("history", "history plot", "history status", "history export", "report", "history show last"):
        assert clock.run(*words.split()).code == 0, words
    for words in ("history show 2", "history again 2", "report 2", "report 2 --format html", "history show 2 --json"):
        ran = clock.run(*words.split())
        assert ran.code in (0, 2, 4), (words, ran)
    assert clock.run("history", "delete", "2").code == 0


def test_a_finished_interview_is_kept_beside_one_of_another_shape(clock: Clock) -> None:
    strange = clock.keep(NOW - timedelta(days=6))
    text = SHAPES["a lead of nothing"]
    with closing(sqlite3.connect(clock.folder / "journal" / "journal.db")) as raw:
        raw.execute("UPDATE entry SET body = ?, crc = ? WHERE id = ?", (text, crc32(text.encode()), strange))
        raw.commit()
    clock.set(NOW)
    from backcheck.cli.kept_interview import keep_interview
    from backcheck.cli.runtime import Runtime

    with pytest.MonkeyPatch.context() as patch:
        answers = read_answers(clock.kb, BOOK)
        patch.setenv("BACKCHECK_HOME", str(clock.folder))
        assert keep_interview(Runtime(), clock.kb, answers, assess(clock.kb, answers)) == strange + 1
