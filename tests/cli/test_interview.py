"""`backcheck diagnose` at a real pseudo-terminal, from the first key to the verdict."""

from __future__ import annotations

import json
import re
import signal
from pathlib import Path

import pytest

from backcheck import next_question
from backcheck.ask.screens import build_screen
from backcheck.cli.interview import MINUTES
from backcheck.knowledge.model import KnowledgeBase
from backcheck.reasoning.interview import Progress
from tests.cli.desk import CTRL_C, DOWN, ENTER, LEFT, Desk, answer_until, bare, default, keys_for, line_for, urgent_row
from tests.cli.program import ESC, run
from tests.cli.stories import CLEAR, STOP, TRAIN, TRAIN_CHANGED, Given, file_of

pytestmark = [pytest.mark.boundary, pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")]

WINDOWS = [(80, 24), (40, 24)]
ABOUT_LIFTING = re.compile(r"\b(lift|lifts|lifting|squat\w*|deadlift\w*|train\w*|reps?|sets?|barbell|gym|load)\b", re.I)
MORE = "q: quit."
SUMMARY = "Your answers. Are they right?"
MEANT = "Is that right?"


def answer_all(kb: KnowledgeBase, desk: Desk, story: Given, *, ends: str = SUMMARY, plain: bool = False) -> Given:
    """Answers every question as the story has it, and says that all is meant; returns all answers.

    `ends` is what is asked then: `MEANT` where the story ends in an emergency.
    """
    given = answer_until(kb, desk, "", story, plain=plain)
    (desk.hear if plain else desk.see)(ends)
    desk.press("1\n" if plain else "1" + ENTER)
    return given


@pytest.mark.parametrize("size", WINDOWS)
def test_a_sore_back_from_squats(kb: KnowledgeBase, size: tuple[int, int]) -> None:
    """From the first key to the verdict, the reasons, and out; the answers are those that were given."""
    desk = Desk("diagnose", size=size)
    desk.see("Question 1 of about")
    assert size != (80, 24) or "Danger signs come first." in desk.words
    answer_all(kb, desk, TRAIN_CHANGED)
    desk.see(MORE)
    assert ">> TRAIN, CHANGED" in desk.words
    desk.open_menu()
    desk.press("1" + ENTER)
    desk.see("Why we say it", MORE)
    assert "What in your training may set it off" in bare(desk.sent)
    desk.leave()
    assert desk.end() == 0
    assert desk.sent.rfind("\x1b[?25h") >= desk.sent.rfind("\x1b[?25l")
    assert "\x1b[6n" not in desk.sent


@pytest.mark.parametrize("size", WINDOWS)
def test_an_emergency(kb: KnowledgeBase, size: tuple[int, int]) -> None:
    """It is asked once whether it is meant; then STOP, what to do, what to say, and nothing about lifting."""
    desk = Desk("diagnose", size=size)
    answer_until(kb, desk, "", STOP)
    for name, tick in (("safety-numb-saddle", "numb"), ("safety-nerves", "bladder")):
        answer = next(option.label for option in kb.questions[name].options if option.id == tick)
        desk.see("You ticked:", MEANT, answer)
    desk.see(f"{kb.follow_ups['safety-nerves', 'numb-saddle'].row_label}: ")
    assert "STOP" not in desk.words
    desk.press("1" + ENTER)
    assert desk.end() == 0
    told = bare(desk.sent).partition("!!! STOP")[2]
    assert all(number in told for number in ("112", "999", "911", "Say at the desk"))
    assert not ABOUT_LIFTING.search(told), told
    assert MORE not in told


def test_an_emergency_may_be_a_mistake(kb: KnowledgeBase) -> None:
    """Going back from the confirmation shows the answer that gave it, and back from there the tick, to be changed."""
    desk = Desk("diagnose")
    follow_up = kb.follow_ups["safety-body", "sudden"]
    answer_until(kb, desk, "", {"safety-body": ["sudden"]})
    desk.see("You ticked:", MEANT)
    desk.press("2" + ENTER)
    desk.see(follow_up.prompt, "> 1")
    desk.press(LEFT)
    desk.see(kb.questions["safety-body"].prompt, "[x] 1")
    desk.press("10" + ENTER)
    desk.see(kb.questions["safety-nerves"].prompt)
    desk.press(CTRL_C)
    assert desk.end() == 130
    assert "Before: STOP. Now: no danger sign ticked so far." in bare(desk.sent)
    assert "!!! STOP" not in bare(desk.sent)


def test_back_over_a_branch(kb: KnowledgeBase) -> None:
    """Another lift drops what was seen of the first one, says so, and keeps the rest."""
    desk = Desk("diagnose")
    given = answer_until(kb, desk, "pain-course", TRAIN_CHANGED)
    assert list(given)[-1] == "signs-squat"
    for name in ("signs-squat", "changed", "exercise"):
        desk.press(LEFT)
        desk.see(f"Question {list(given).index(name) + 1} of", kb.questions[name].prompt)
    desk.press(keys_for(kb, kb.questions["exercise"], "deadlift"))
    desk.see(f"Question {list(given).index('changed') + 2} of", kb.questions["signs-deadlift"].prompt)
    assert "no longer fits and is dropped" in " ".join(bare(desk.sent).split())
    desk.press(CTRL_C)
    assert desk.end() == 130


def test_a_question_mark_says_why(kb: KnowledgeBase) -> None:
    """Under the list, and a second one folds it; it answers nothing. The first question has none before it."""
    first = kb.questions["age"]
    desk = Desk("diagnose", size=(100, 50))
    desk.see(first.prompt)
    desk.press("?")
    desk.see("Why we ask:", first.why)
    desk.press("?" + DOWN + LEFT)
    desk.see("This is the first question.", "Question 1 of")
    assert "Why we ask:" not in desk.words
    desk.press(CTRL_C)
    assert desk.end() == 130


def test_not_sure_comes_line_by_line_with_the_checks(kb: KnowledgeBase) -> None:
    """A row that stays not sure is asked about further; not sure there too counts, and is confirmed."""
    first = kb.questions["safety-body"]
    row, *others = first.offered
    desk = Desk("diagnose")
    answer_until(kb, desk, first.id, CLEAR)
    desk.press("u" + ENTER)
    desk.see(row.label, f"Check: {row.check}")
    desk.press("u" + ENTER)
    for other in others:
        desk.see(other.label, "2 No")
        desk.press("2" + ENTER)
    desk.see(kb.follow_ups[first.id, row.id].prompt, row.label)
    desk.press("u" + ENTER)
    desk.see("You were not sure about:", f"{row.label}: you were not sure", MEANT)
    desk.press("1" + ENTER)
    assert desk.end() == 0
    assert "!!! STOP" in bare(desk.sent)


@pytest.mark.parametrize("entered", [True, False])
def test_leaving_after_an_urgent_tick_says_it_again(kb: KnowledgeBase, entered: bool) -> None:
    """Ctrl-C ends with 130, and the advice of the tick stands last, entered or not."""
    desk = Desk("diagnose")
    asked = urgent_row(kb)
    answer_until(kb, desk, asked.list_id, CLEAR)
    desk.press(keys_for(kb, kb.questions[asked.list_id], [asked.row]).removesuffix("" if entered else ENTER))
    desk.see(asked.prompt if entered else "[x]")
    desk.press(CTRL_C)
    assert desk.end() == 130
    assert "!! TODAY" in bare(desk.sent)
    assert "Traceback" not in desk.sent


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
def test_signals_end_it(kb: KnowledgeBase, number: signal.Signals, code: int) -> None:
    """With their code, the cursor shown, and a ticked danger sign said again."""
    desk = Desk("diagnose")
    answer_until(kb, desk, "safety-body", CLEAR)
    desk.press("1")
    desk.see("[x] 1")
    assert desk.stop(number) == code
    assert "!!! STOP" in bare(desk.sent)
    assert desk.sent.rfind("\x1b[?25h") >= desk.sent.rfind("\x1b[?25l")


def test_leaving_without_a_sign_says_little(kb: KnowledgeBase) -> None:
    """No verdict is made of half an interview."""
    desk = Desk("diagnose")
    answer_until(kb, desk, "safety-nerves", CLEAR)
    desk.press(CTRL_C)
    assert desk.end() == 130
    assert not {"STOP", "TODAY", "BOOK", "TRAIN", "SCREENED", "Traceback"} & set(re.findall(r"\w+", bare(desk.sent)))


@pytest.mark.parametrize(("options", "env"), [(["--plain"], {}), ([], {"TERM": "dumb"}), ([], {"ACCESSIBLE": "1"})])
def test_plain_is_typed_line_by_line(kb: KnowledgeBase, options: list[str], env: dict[str, str]) -> None:
    """Not one escape byte from the first question to the end of the advice."""
    desk = Desk("diagnose", *options, env=env)
    answer_all(kb, desk, TRAIN_CHANGED, plain=True)
    desk.hear(MORE)
    desk.leave(plain=True)
    assert desk.end() == 0
    assert bare(desk.sent).endswith("End of advice.")
    assert "TRAIN, CHANGED: " in bare(desk.sent)
    assert ESC not in desk.sent


@pytest.mark.parametrize("options", [[], ["--plain"]])
def test_the_result_alone_goes_to_stdout(kb: KnowledgeBase, options: list[str], tmp_path: Path) -> None:
    """While questions stand on the terminal, the file holds pure JSON; and nothing of it is on the terminal."""
    path = tmp_path / "result.json"
    script = 'file=$1; shift; exec "$0" diagnose --json "$@" > "$file"'
    desk = Desk(str(path), *options, script=script)
    answer_all(kb, desk, STOP, ends=MEANT, plain=bool(options))
    assert desk.end() == 0
    result = json.loads(path.read_text(encoding="utf-8"))
    assert result["triage"]["level"] == "emergency"
    assert "schema_version" not in desk.sent


@pytest.mark.parametrize("options", [[], ["--plain"]])
def test_what_was_typed_ahead_answers_nothing(kb: KnowledgeBase, options: list[str], tmp_path: Path) -> None:
    """Neither before the first question nor between two. The program starts once the terminal has the first keys."""
    first, second = kb.questions["age"], kb.questions["safety-body"]
    typed = tmp_path / "typed"
    script = 'until [ -e "$1" ]; do sleep 0.05; done; shift; exec "$0" diagnose "$@"'
    desk = Desk(str(typed), *options, script=script)
    desk.press("\r\r1\r\r0\r1\r\r")
    while "1" not in desk.sent.partition("0")[2]:
        assert desk.read()
    typed.touch()
    (desk.hear if options else desk.see)(first.prompt)
    desk.press("2\r" + "1\r\r\r" * 5)
    (desk.hear if options else desk.see)(second.prompt)
    assert "Question 2 of" in bare(desk.sent)
    assert "Question 3 of" not in bare(desk.sent)
    assert "You ticked" not in bare(desk.sent)
    assert "[x] 1" not in desk.words
    desk.press("q\ny\n" if options else CTRL_C)
    assert desk.end() == 130


def test_kept_answers_can_be_gone_on_with(kb: KnowledgeBase, tmp_path: Path) -> None:
    """Leaving keeps what was entered, says where, and going on asks what comes next."""
    path = tmp_path / "kept.json"
    desk = Desk("diagnose", "--save-answers", str(path), "--plain")
    given = answer_until(kb, desk, "safety-pain", CLEAR, plain=True)
    desk.press("q\n")
    assert desk.end() == 130
    assert str(path) in desk.sent.replace("\r\n", "")
    assert json.loads(path.read_text())["answers"] == given
    assert path.stat().st_mode & 0o777 == 0o600
    desk = Desk("diagnose", "--answers", str(path), "--go-on")
    desk.see(kb.questions["safety-pain"].prompt)
    desk.press(CTRL_C)
    assert desk.end() == 130


def test_a_finished_interview_is_reopened(kb: KnowledgeBase, tmp_path: Path) -> None:
    """At one question, with the old answer shown; the advice follows the new one."""
    finished = dict(TRAIN_CHANGED)
    while (question := next_question(kb, finished)) is not None:
        finished[question.id] = default(question)
    kept = tmp_path / "kept.json"
    desk = Desk(
        "diagnose", "--answers", str(file_of(tmp_path, finished)), "--again", "signs-squat", "--save-answers", str(kept)
    )
    desk.see(kb.questions["signs-squat"].prompt, "[x]")
    desk.press(ENTER)
    desk.see(MORE)
    desk.leave()
    assert desk.end() == 0
    assert json.loads(kept.read_text())["answers"] == finished


def test_questions_need_a_terminal_to_stand_on(tmp_path: Path) -> None:
    """With stderr elsewhere nobody would see them: exit 2."""
    desk = Desk(script=f'"$0" diagnose 2> {tmp_path}/talk')
    assert desk.end() == 2
    assert "needs a terminal" in (tmp_path / "talk").read_text()


@pytest.mark.parametrize("command", ["", "diagnose"])
def test_a_closed_stdout_is_no_crash(kb: KnowledgeBase, command: str) -> None:
    """Even at a terminal."""
    desk = Desk(script=f'exec "$0" {command} >&-')
    if command:
        answer_all(kb, desk, STOP, ends=MEANT)
    assert desk.end() == 0
    assert "bug" not in desk.sent


def test_the_lift_may_be_known_before(kb: KnowledgeBase) -> None:
    """The safety lists still come first, and the lift is not asked."""
    desk = Desk("diagnose", "--exercise", "squats", "--plain")
    given: Given = {"exercise": "squat"}
    while len(given) < 8 and (question := next_question(kb, given)) is not None:
        desk.hear(question.prompt)
        assert (question.stage == "safety" or question.id == "age") == (len(given) < 6)
        given[question.id] = CLEAR.get(question.id, default(question))
        desk.press(line_for(kb, question, given[question.id]))
    desk.hear("Your answer")
    desk.press("q\ny\n")
    assert desk.end() == 130
    assert kb.questions["exercise"].prompt not in bare(desk.sent)


def test_the_terminal_shows_the_card_in_its_own_width() -> None:
    """In colour, without anybody asking for it."""
    desk = Desk("--no-pager", "exercise", "squat", "--full", size=(50, 24))
    assert desk.end() == 0
    assert ESC in desk.sent
    lines = re.sub("\x1b\\[[0-9;]*m", "", desk.sent).split("\r\n")
    assert 40 < max(map(len, lines)) <= 50
    piped = run("exercise", "squat", "--full", env={"COLUMNS": "50"}).out
    assert " ".join(" ".join(lines).split()) == " ".join(piped.split())


def test_the_minutes_that_are_promised_are_those_of_the_words(kb: KnowledgeBase) -> None:
    """What stands there to be read in a usual interview, at 200 words a minute."""
    minutes = []
    for story in (TRAIN, TRAIN_CHANGED):
        given: Given = {}
        words = 0
        while (question := next_question(kb, given)) is not None:
            given[question.id] = story.get(question.id, default(question))
            screen = build_screen(question, Progress(1, 1))
            words += len(" ".join([question.prompt, screen.lead, *(row.label for row in screen.rows)]).split())
        minutes.append(words / 200)
    assert round(sum(minutes) / len(minutes)) == MINUTES
