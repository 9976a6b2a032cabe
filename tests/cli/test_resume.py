"""Going on where one stopped, and re-opening what was finished: from the journal, which is checked and not trusted."""

from __future__ import annotations

import json
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from backcheck import load_knowledge
from backcheck.ask.tty import CLOSE_PAGE
from backcheck.cli.kept_interview import recheck
from backcheck.knowledge.model import KnowledgeBase
from tests.cli.desk import CTRL_C, ENTER, LEFT, Desk, answer_until, bare
from tests.cli.program import failed, run
from tests.cli.stories import CLEAR, TRAIN_CHANGED
from tests.cli.test_interview import MORE, answer_all

pytestmark = [pytest.mark.boundary, pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")]

Home = dict[str, str | None]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home in which the journal is on."""
    env: Home = {"BACKCHECK_HOME": str(tmp_path)}
    assert run("history", "on", env=env).code == 0
    return env


@pytest.mark.parametrize("end", ["ctrl-c", "kill"])
def test_an_interview_goes_on_where_it_stopped(kb: KnowledgeBase, home: Home, end: str) -> None:
    """Also after a kill that nothing can answer: each answer was kept as it was given. Back reaches them."""
    desk = Desk("diagnose", env=home)
    answer_until(kb, desk, "changed", TRAIN_CHANGED)
    if end == "kill":
        desk.child.kill(signal.SIGKILL)
        desk.child.wait()
    else:
        desk.press(CTRL_C)
        assert desk.end() == 130
        assert "Go on: backcheck diagnose --resume" in bare(desk.sent)
    desk = Desk("diagnose", "--resume", env=home)
    desk.see(kb.questions["changed"].prompt, "Question 7 of")
    desk.press(LEFT)
    desk.see(kb.questions["exercise"].prompt, "> 1")
    desk.press(LEFT)
    desk.see(kb.questions["safety-you"].prompt)
    desk.press(CTRL_C)
    assert desk.end() == 130
    assert "left out" not in bare(desk.sent)
    left = desk.sent[desk.sent.rindex(CLOSE_PAGE) :]
    assert f"- {kb.questions['exercise'].prompt} Squat" in left, (
        "every answer stays behind, wherever one had gone back to"
    )
    assert "Go on: backcheck diagnose --resume" in left, "what is kept already is not said to be lost"


def test_a_finished_interview_is_no_draft(kb: KnowledgeBase, home: Home) -> None:
    """It is an entry of the journal, without a question, and --resume says that there is nothing to resume."""
    desk = Desk("diagnose", env=home)
    answer_all(kb, desk, TRAIN_CHANGED)
    desk.see(MORE)
    desk.press("q")
    assert desk.end() == 0
    assert "Kept as entry 1." in bare(desk.sent)
    again = run("diagnose", "--resume", env=home)
    assert failed(again, 2, "There is no unfinished interview.")


def test_without_a_journal_nothing_is_kept(kb: KnowledgeBase, tmp_path: Path) -> None:
    """And the way out says how to keep answers; --resume says what is off."""
    env: Home = {"BACKCHECK_HOME": str(tmp_path)}
    desk = Desk("diagnose", env=env)
    answer_until(kb, desk, "safety-nerves", TRAIN_CHANGED)
    desk.press(CTRL_C)
    assert desk.end() == 130
    assert "--save-answers FILE keeps your answers" in bare(desk.sent)
    assert not list(tmp_path.iterdir())
    assert failed(run("diagnose", "--resume", env=env), 2, "The journal is off", "--save-answers")
    assert failed(run("diagnose", "--again", "signs", env=env), 2, "no finished interview")


def test_i_filmed_it(kb: KnowledgeBase, home: Home) -> None:
    """--again signs finds the signs of the lift in the last interview and says in a line what the answer changed."""
    story = {**TRAIN_CHANGED, "signs-squat": "unsure"}
    desk = Desk("diagnose", env=home)
    answer_all(kb, desk, story)
    desk.see(MORE)
    desk.press("q")
    assert desk.end() == 0
    desk = Desk("diagnose", "--again", "signs", env=home)
    desk.see(kb.questions["signs-squat"].prompt)
    desk.press("1" + ENTER)
    desk.see(MORE)
    said = bare(desk.sent)
    assert "Your new answer changes" in said
    assert said.index("Your new answer changes") < said.index(">> TRAIN")
    desk.press("q")
    assert desk.end() == 0
    assert "Kept as entry 2." in bare(desk.sent)


def test_a_draft_of_other_knowledge_is_checked(kb: KnowledgeBase, home: Home) -> None:
    """The danger signs come once more with their ticks standing; answers that no longer exist are left out, aloud."""
    desk = Desk("diagnose", env=home)
    answer_until(kb, desk, "safety-pain", TRAIN_CHANGED)
    desk.press(CTRL_C)
    assert desk.end() == 130
    path = Path(str(home["BACKCHECK_HOME"])) / "journal" / "journal.db"
    body = {
        "answers": {
            "safety-body": ["fever"],
            "safety-nerves": ["none"],
            "gone": "x",
            "age": "20-44",
            "exercise": "gone",
        },
        "asked": ["safety-body", "safety-nerves", "gone", "age"],
    }
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE draft SET knowledge_hash = 'other', body = ?", (json.dumps(body),))
    connection.close()
    desk = Desk("diagnose", "--resume", env=home)
    desk.see(kb.questions["safety-body"].prompt, "[x] 9 Fever, shivers")
    said = bare(desk.sent)
    assert "we ask the danger signs once more" in said
    assert "2 answers no longer fit and are left out." in said
    desk.press(CTRL_C)
    assert desk.end() == 130
    assert "TODAY" in bare(desk.sent)  # the old tick still counts


def test_what_still_counts_of_an_earlier_sitting() -> None:
    """Hostile and old answers: only what is legal now stays."""
    kb = load_knowledge()
    given = {"safety-body": ["none"], "exercise": "squat", "signs-deadlift": ["none"], "age": [], "x\x1b[31m": 3}

    same = recheck(kb, given, tuple(given), same=True)
    assert (set(same.answers), same.terms.asked, same.terms.ticked) == (
        {"safety-body", "exercise"},
        ("safety-body", "exercise"),
        {},
    )
    other = recheck(kb, given, tuple(given), same=False)
    assert set(other.answers) == {"exercise"}
    assert other.terms.ticked == {"safety-body": ()}
    assert "\x1b" not in "".join(other.terms.notes)


def test_resume_takes_nothing_else(home: Home) -> None:
    """It would be unclear which answers count."""
    assert failed(run("diagnose", "--resume", "--again", "signs", env=home), 2, "--resume")


def test_an_unfinished_interview_is_offered_and_not_thrown_away(kb: KnowledgeBase, home: Home) -> None:
    """To go on is the first row; left at the offer it stays; only "start anew" lets another take its place."""
    desk = Desk("diagnose", env=home)
    answer_until(kb, desk, "changed", TRAIN_CHANGED)
    desk.press(CTRL_C)
    assert desk.end() == 130
    desk = Desk("diagnose", env=home)
    desk.see("You stopped at question 7", "Go on?")
    desk.press(CTRL_C)
    assert desk.end() == 130
    desk = Desk("diagnose", "--plain", env=home)
    desk.hear("You stopped at question 7")
    desk.press("1\n")
    desk.hear(kb.questions["changed"].prompt)
    desk.press("q\n")
    assert desk.end() == 130
    desk = Desk("diagnose", "--plain", env=home)
    desk.hear("You stopped at question 7")
    desk.press("2\n")
    answer_until(kb, desk, "safety-nerves", CLEAR, plain=True)
    desk.press("q\n")
    assert desk.end() == 130
    desk = Desk("diagnose", "--plain", env=home)
    desk.hear("You stopped at question 3")
    desk.press("q\n")
    assert desk.end() == 130


def test_the_draft_of_another_window_is_left_alone(kb: KnowledgeBase, home: Home) -> None:
    """The second one says that it was not kept; what it finishes does not drop the first one's."""
    first, second = Desk("diagnose", "--plain", env=home), Desk("diagnose", "--plain", env=home)
    for desk in (first, second):
        desk.hear(kb.questions["age"].prompt)
    for desk in (first, second):
        desk.press("2\n")
        desk.hear(kb.questions["safety-body"].prompt)
    second.press("q\ny\n")
    assert second.end() == 130
    assert "Nothing was kept" in bare(second.sent)
    first.press("q\n")
    assert first.end() == 130
    assert "Go on: backcheck diagnose --resume" in bare(first.sent)


def test_after_a_day_the_danger_signs_come_again(kb: KnowledgeBase, home: Home) -> None:
    """A sign may have come since; the lift and the like stay answered."""
    desk = Desk("diagnose", env=home)
    answer_until(kb, desk, "changed", TRAIN_CHANGED)
    desk.press(CTRL_C)
    assert desk.end() == 130
    path = Path(str(home["BACKCHECK_HOME"])) / "journal" / "journal.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE draft SET at = '2020-01-01T00:00:00.000000Z'")
    connection.close()
    desk = Desk("diagnose", "--plain", env=home)
    desk.hear("You stopped at question 7")
    desk.press("1\n")
    desk.hear(kb.questions["safety-body"].prompt)
    assert "we ask the danger signs once more" in bare(desk.sent)
    desk.press("q\n")
    assert desk.end() == 130
