"""The end of an interview: asked once, kept, held half done, written as a report."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path

import pytest

from backcheck import assess
from backcheck.ask.port import Move
from backcheck.cli.home import find_journal, journal_folder, may_ask, wish_asking
from backcheck.cli.kept_interview import DraftKeeper, offer_to_keep
from backcheck.cli.machine import now
from backcheck.cli.report import offer_report
from backcheck.cli.runtime import Runtime
from backcheck.journal.records import Draft
from backcheck.journal.store import create_journal
from backcheck.knowledge.model import KnowledgeBase
from backcheck.reasoning.answers import read_answers
from tests.ask.scripted import ScriptedAsker
from tests.cli.stories import CLEAR, STOP, TRAIN_CHANGED

RUNTIME = Runtime()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BACKCHECK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def offer(
    kb: KnowledgeBase, given: Mapping[str, object], *choices: str | Move
) -> tuple[int | Move | None, ScriptedAsker]:
    asker = ScriptedAsker({}, choices=choices)
    answers = read_answers(kb, given)
    return offer_to_keep(RUNTIME, kb, answers, assess(kb, given), asker), asker


def test_who_picked_save_finds_yes_pointed_at(kb: KnowledgeBase, home: Path) -> None:
    """So that Enter keeps it."""
    answers = read_answers(kb, TRAIN_CHANGED)
    number = offer_to_keep(RUNTIME, kb, answers, assess(kb, TRAIN_CHANGED), ScriptedAsker({}), wished=True)
    assert number == 1
    assert home.exists()


@pytest.mark.parametrize("choice", ["no", Move.BACK])
def test_no_keeps_nothing_and_makes_no_file(kb: KnowledgeBase, home: Path, choice: str | Move) -> None:
    number, asker = offer(kb, TRAIN_CHANGED, choice)
    assert number is (Move.BACK if choice is Move.BACK else None)
    assert len(asker.chosen) == 1
    assert not home.exists()


def test_the_first_row_is_no(kb: KnowledgeBase) -> None:
    """A key that was pressed too often must not turn on a journal."""
    _, asker = offer(kb, TRAIN_CHANGED)
    assert asker.chosen[0][2] == "No"


def test_yes_turns_it_on_and_keeps_this_one_and_is_not_asked_again(kb: KnowledgeBase) -> None:
    assert offer(kb, TRAIN_CHANGED, "yes")[0] == 1
    number, asker = offer(kb, TRAIN_CHANGED)
    assert number == 2
    assert asker.chosen == []


def test_never_is_remembered_and_on_undoes_it(kb: KnowledgeBase, home: Path) -> None:
    assert offer(kb, TRAIN_CHANGED, "never")[0] is None
    assert [path.name for path in home.iterdir()] == ["never-ask"]
    assert (home / "never-ask").read_bytes() == b""
    assert offer(kb, TRAIN_CHANGED, "yes")[1].chosen == []


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir, lambda place: place.symlink_to("nowhere")])
def test_never_is_said_by_a_name_whatever_has_it(kb: KnowledgeBase, home: Path, make: Callable[[Path], object]) -> None:
    """It is not opened, so nothing is waited for, and nothing is made through a link."""
    home.mkdir()
    make(home / "never-ask")
    wish_asking(asking=False)
    assert not may_ask()
    assert offer(kb, TRAIN_CHANGED, "yes")[1].chosen == []
    assert [path.name for path in home.iterdir()] == ["never-ask"]


def test_nobody_is_asked_in_an_emergency_but_a_journal_that_is_on_keeps_it(kb: KnowledgeBase) -> None:
    assert offer(kb, STOP, "yes")[1].chosen == []
    create_journal(journal_folder()).close()
    assert offer(kb, STOP)[0] == 1


def test_off_with_entries_is_not_asked_and_keeps_nothing(kb: KnowledgeBase) -> None:
    offer(kb, TRAIN_CHANGED, "yes")
    journal = find_journal()
    assert journal is not None
    with journal:
        journal.keep_from_now_on(False)
    number, asker = offer(kb, TRAIN_CHANGED, "yes")
    assert (number, asker.chosen) == (None, [])


def find_draft() -> Draft | None:
    with find_journal() or nullcontext() as journal:
        return None if journal is None else journal.draft()


def test_a_draft_is_held_only_where_the_journal_is_on(kb: KnowledgeBase) -> None:
    """One that was kept by somebody else meanwhile is left alone."""
    answers = read_answers(kb, CLEAR)
    first, second = DraftKeeper(kb), DraftKeeper(kb)
    first(answers, list(answers))
    assert find_draft() is None
    first.drop()
    create_journal(journal_folder()).close()
    first(answers, list(answers))
    draft = find_draft()
    assert draft is not None
    assert (draft.answers, draft.asked) == (CLEAR, tuple(answers))
    offer(kb, TRAIN_CHANGED)
    second(answers, list(answers))
    assert (first.kept, second.kept) == (True, False)
    second.drop()
    DraftKeeper(kb, draft.at + timedelta(seconds=1), held=True).drop()
    assert find_draft() == draft
    first.drop()
    assert find_draft() is None


def test_a_draft_that_was_gone_on_with_is_over_with_the_interview(kb: KnowledgeBase) -> None:
    """Also where nothing was left to ask in it. One that was only found is left alone."""
    answers = read_answers(kb, CLEAR)
    create_journal(journal_folder()).close()
    DraftKeeper(kb)(answers, list(answers))
    draft = find_draft()
    assert draft is not None
    DraftKeeper(kb, draft.at).drop()
    assert find_draft() is not None
    DraftKeeper(kb, draft.at, held=True).drop()
    assert find_draft() is None


def test_the_third_bout_of_a_year_is_said_at_once(kb: KnowledgeBase, capsys: pytest.CaptureFixture[str]) -> None:
    """Two interviews long enough ago, and this one."""
    with create_journal(journal_folder()) as journal:
        for days in (200, 100):
            journal.keep_diagnosis(TRAIN_CHANGED, assess(kb, TRAIN_CHANGED), now() - timedelta(days=days))
    offer(kb, TRAIN_CHANGED)
    assert "third bout within a year" in " ".join(capsys.readouterr().err.split())


def test_a_report_is_written_under_a_name_that_will_do(kb: KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "there.html").write_text("mine")
    good = tmp_path / "back.md"
    asker = ScriptedAsker({}, texts=[str(tmp_path / "there.html"), str(tmp_path / "no" / "x.md"), str(good)])
    answers = read_answers(kb, TRAIN_CHANGED)
    assert offer_report(RUNTIME, kb, answers, assess(kb, TRAIN_CHANGED), asker) == str(good)
    assert good.read_text(encoding="utf-8").startswith("# Low back report")
    assert (tmp_path / "there.html").read_text() == "mine"
    assert len(asker.notes) == 2
    assert offer_report(RUNTIME, kb, answers, assess(kb, TRAIN_CHANGED), ScriptedAsker({})) is None
