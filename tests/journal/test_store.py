"""The journal keeps what it was given, forgets what it should, and is nothing at all until it is turned on."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from backcheck.errors import FileError, UsageError
from backcheck.journal.records import Draft
from backcheck.journal.store import LONGEST_NOTE, Journal, create_journal, open_journal
from backcheck.reasoning.assessment import Assessment
from backcheck.reasoning.bouts import CheckIn
from tests.journal.conftest import ANSWERS, MONDAY, STAMP


def test_off_is_no_file_at_all(folder: Path) -> None:
    """Asking for a journal makes none."""
    assert open_journal(folder) is None
    assert not folder.exists()


def test_an_interview_comes_back_as_it_was(journal: Journal, folder: Path, result: Assessment) -> None:
    """Answers, assessment, knowledge and the hour on the wall, from a journal opened anew."""
    number = journal.keep_diagnosis(ANSWERS, result, MONDAY)
    journal.close()
    opened = open_journal(folder)
    assert opened is not None
    with opened:
        entry = opened.entry(number)
        assert opened.keeping
    assert entry.kind == "diagnosis"
    assert entry.diagnosis is not None
    assert entry.diagnosis.answers == ANSWERS
    assert msgspec.convert(entry.diagnosis.assessment, Assessment) == result
    assert (entry.stamp.version, entry.stamp.hash) == (result.knowledge.version, result.knowledge.hash)
    assert entry.at == MONDAY
    assert entry.at.utcoffset() == MONDAY.utcoffset()


def test_a_check_in_comes_back_as_it_was(journal: Journal) -> None:
    """Every field of it."""
    said = CheckIn(
        signs={"safety-body": ("none",)},
        level="self-care",
        exercise="squat",
        pain_now=3,
        pain_worst=5.0,
        pain_in_lift=None,
        activity="squat 80 kg x 5",
        activity_score=6,
        change="butt-wink",
        change_text="Stop one hand higher.",
        helped="a-little",
        step=2,
    )
    assert journal.entry(journal.keep_checkin(said, STAMP, MONDAY)).checkin == said


def test_entries_stand_in_the_order_of_what_happened(journal: Journal) -> None:
    """Also when the clock was set back in between; two of one moment stay as they came."""
    later = journal.keep_checkin(CheckIn(pain_now=1), STAMP, MONDAY + timedelta(days=3))
    first = journal.keep_checkin(CheckIn(pain_now=2), STAMP, MONDAY)
    second = journal.keep_checkin(CheckIn(pain_now=3), STAMP, MONDAY)
    assert [entry.id for entry in journal.entries()] == [first, second, later]


def test_a_moment_without_a_zone_is_a_bug(journal: Journal) -> None:
    """It would be a guess later."""
    with pytest.raises(ValueError, match="zone"):
        journal.keep_checkin(CheckIn(), STAMP, datetime(2026, 11, 2))


def test_notes_belong_to_their_entry(journal: Journal, result: Assessment) -> None:
    """They come with it, and go with it."""
    number = journal.keep_diagnosis(ANSWERS, result, MONDAY)
    journal.add_note(number, "Slept badly.", MONDAY)
    journal.add_note(number, "New shoes.", MONDAY)
    assert [note.text for note in journal.entry(number).notes] == ["Slept badly.", "New shoes."]
    assert [note.text for note in journal.entries()[0].notes] == ["Slept badly.", "New shoes."]
    journal.delete(number)
    assert journal.entries() == []
    with pytest.raises(UsageError, match="no entry"):
        journal.add_note(number, "Too late.", MONDAY)


@pytest.mark.parametrize("text", ["", " \n", "x" * (LONGEST_NOTE + 1)])
def test_a_note_that_cannot_be_kept_is_refused(journal: Journal, result: Assessment, text: str) -> None:
    """Empty, or longer than anybody reads: nothing is cut in silence."""
    number = journal.keep_diagnosis(ANSWERS, result, MONDAY)
    with pytest.raises(UsageError):
        journal.add_note(number, text, MONDAY)
    assert journal.entry(number).notes == ()


@pytest.mark.parametrize("number", [0, -1, 7, 2**63, -(2**70)])
def test_an_unknown_entry_is_named(journal: Journal, number: int) -> None:
    """Whatever number was given."""
    with pytest.raises(UsageError, match=str(number)):
        journal.entry(number)


def test_an_id_is_never_used_again(journal: Journal) -> None:
    """What was deleted stays deleted, under its number too."""
    number = journal.keep_checkin(CheckIn(), STAMP, MONDAY)
    journal.delete(number)
    assert journal.keep_checkin(CheckIn(), STAMP, MONDAY) > number


def test_one_draft_at_a_time(journal: Journal) -> None:
    """A new one takes the place of the old; dropping it twice does no harm."""
    assert journal.draft() is None
    journal.keep_draft(Draft(MONDAY, {"age": "20-44"}, ("age",), STAMP))
    assert not journal.keep_draft(Draft(MONDAY + timedelta(days=1), ANSWERS, (), STAMP))
    draft = Draft(MONDAY, ANSWERS, ("safety-nerves", "exercise", "pain-now"), STAMP, {"unit": "kg"})
    assert journal.keep_draft(draft, over=MONDAY)
    assert journal.draft() == draft
    journal.drop_draft()
    journal.drop_draft()
    assert journal.draft() is None


def test_off_with_entries_keeps_them(journal: Journal, folder: Path) -> None:
    """Turning it off is no deletion; turning it on again finds them."""
    journal.keep_checkin(CheckIn(), STAMP, MONDAY)
    journal.keep_from_now_on(False)
    journal.close()
    opened = open_journal(folder)
    assert opened is not None
    with opened:
        assert not opened.keeping
    with create_journal(folder) as again:
        assert again.keeping
        assert len(again.entries()) == 1


def test_what_was_deleted_is_not_in_the_file(journal: Journal) -> None:
    """The bytes are overwritten, not only unlinked."""
    kept = journal.keep_checkin(CheckIn(activity="kept-words"), STAMP, MONDAY)
    gone = journal.keep_checkin(CheckIn(activity="gone-words " * 900), STAMP, MONDAY)
    journal.add_note(gone, "gone-note", MONDAY)
    assert b"gone-words" in journal.path.read_bytes()
    journal.delete(gone)
    content = journal.path.read_bytes()
    assert b"gone-words" not in content
    assert b"gone-note" not in content
    assert b"kept-words" in content
    assert journal.entry(kept).id == kept


def test_deleting_everything_leaves_nothing(journal: Journal, folder: Path) -> None:
    """No file, no copy of one: the journal is off."""
    journal.keep_checkin(CheckIn(activity="gone-words"), STAMP, MONDAY)
    journal.keep_draft(Draft(MONDAY, ANSWERS, (), STAMP))
    (folder / "journal.db.bak-v0").write_bytes(b"an older copy")
    journal.delete_all()
    assert list(folder.iterdir()) == []
    assert open_journal(folder) is None


def test_words_that_no_file_can_hold_are_kept_as_far_as_they_go(journal: Journal) -> None:
    """A lone surrogate from a broken terminal is no reason to lose the rest."""
    number = journal.keep_checkin(CheckIn(activity="squat \ud800 80 kg"), STAMP, MONDAY)
    journal.add_note(number, "a \udfff b", MONDAY)
    entry = journal.entry(number)
    assert entry.checkin is not None
    assert entry.checkin.activity == "squat ? 80 kg"
    assert entry.notes[0].text == "a ? b"


def test_changed_bytes_inside_an_entry_are_noticed(journal: Journal) -> None:
    """SQLite has no check sum of what it holds; the journal has."""
    number = journal.keep_checkin(CheckIn(activity="squat 80 kg"), STAMP, MONDAY)
    path = journal.path
    journal.close()
    path.write_bytes(path.read_bytes().replace(b"squat 80 kg", b"squat 90 kg"))
    opened = open_journal(path.parent)
    assert opened is not None
    with opened:
        with pytest.raises(FileError, match=f"Entry {number} .*damaged"):
            opened.entry(number)
        other = opened.keep_checkin(CheckIn(activity="row"), STAMP, MONDAY)
        shelf = opened.shelf()
        assert ([entry.id for entry in shelf.entries], [*shelf.unread]) == ([other], [number])
        opened.add_note(number, "It can still be spoken of.", MONDAY)
        opened.delete(number)
        assert opened.count() == 1
