"""The interview at odd terminals: other sizes, resizes, slow lines, pastes, poor encodings, `script`, no terminal."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path

import pytest

from backcheck import next_question
from backcheck.ask.tty import CLOSE_PAGE
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.routines import lead_test
from tests.cli.desk import CTRL_C, DOWN, ENTER, LEFT, RIGHT, Desk, answer_until, bare, default, keys_for
from tests.cli.program import ESC, run
from tests.cli.stories import CLEAR, TRAIN_CHANGED, Given
from tests.cli.test_interview import MORE, SUMMARY, answer_all
from tests.cli.test_journal import keep

pytestmark = [pytest.mark.boundary, pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")]


def test_a_large_window_holds_the_whole_record(kb: KnowledgeBase) -> None:
    """At 120x40 every answer so far stands there in one line each when the advice comes."""
    desk = Desk("diagnose", size=(120, 40))
    given = answer_all(kb, desk, TRAIN_CHANGED)
    desk.see(MORE)
    assert desk.words.count("- ") >= 3
    left = bare(desk.sent.rpartition(CLOSE_PAGE)[2])
    assert [left.count(f"- {kb.questions[name].prompt[:20]}") for name in given] == [1] * len(given)
    desk.leave()
    assert desk.end() == 0


def test_a_tiny_window_says_that_it_is_too_low(kb: KnowledgeBase) -> None:
    """At 24x12 the whole interview can be held, up to the advice."""
    desk = Desk("diagnose", size=(24, 12))
    given: Given = {}
    while (question := next_question(kb, given)) is not None:
        desk.see(" ".join(question.prompt.split()[:3]), "quits.")
        if question.id == "safety-body":
            desk.see("> [ ] 1")
            assert "arrows for more" in desk.words or "Rows 1 to" in desk.words
        given[question.id] = TRAIN_CHANGED.get(question.id, default(question))
        desk.press(keys_for(kb, question, given[question.id]))
        desk.see(*(["Your answers"] if next_question(kb, given) is None else []))
    desk.press("1" + ENTER)
    desk.see(MORE)
    desk.leave()
    assert desk.end() == 0
    assert "TRAIN, CHANGED" in bare(desk.sent)
    assert "Window too small" not in desk.sent


def test_a_resize_in_mid_question_draws_anew(kb: KnowledgeBase) -> None:
    """Narrower, lower and back: the tick stays, the list is whole again."""
    desk = Desk("diagnose")
    answer_until(kb, desk, "safety-nerves", CLEAR)
    desk.press("4")
    desk.see("[x] 4")
    prompt = kb.questions["safety-body"].prompt
    records = {40: "- Have you had any of... None of these", 80: f"- {prompt} None of these"}
    for columns, rows in ((40, 24), (24, 12), (120, 40), (80, 24)):
        desk.resize(columns, rows)
        desk.see("[x] 4", records.get(columns, ""))
    desk.see("[ ] 0 None of these", "q quits.")
    desk.press(CTRL_C)
    assert desk.end() == 130


def test_an_arrow_split_by_a_slow_line_is_an_arrow(kb: KnowledgeBase) -> None:
    """Escape is a key only after half a second, so the rest of one may come 100 ms later. It loses nothing."""
    desk = Desk("diagnose")
    answer_until(kb, desk, "safety-body", CLEAR)
    desk.see("> [ ] 1")
    for part in (ESC, "[B"):
        desk.press(part)
        time.sleep(0.1)
    desk.see("> [ ] 2")
    assert "Question 2 of" in desk.words
    desk.press(" ?")
    desk.see("Why we ask:")
    desk.press(ESC)
    desk.see("> [x] 2")
    desk.press(ESC)
    time.sleep(0.7)
    desk.press(DOWN)
    desk.see("[x] 2", "> [ ] 3", "Question 2 of")
    desk.press(CTRL_C)
    assert desk.end() == 130


def test_fifty_keys_pasted_answer_one_question_at_most(kb: KnowledgeBase) -> None:
    """With and without the marks of a bracketed paste."""
    desk = Desk("diagnose")
    answer_until(kb, desk, "safety-body", CLEAR)
    desk.press("\x1b[200~" + "0\r" * 25 + "\x1b[201~")
    time.sleep(0.3)
    desk.see("Question 2 of", "[ ] 0 None of these")
    desk.press("0\r" * 25)
    desk.see("Question 3 of", kb.questions["safety-nerves"].prompt)
    desk.press(CTRL_C)
    assert desk.end() == 130


@pytest.mark.parametrize(
    "env", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "cp1252"}]
)
@pytest.mark.parametrize("options", [[], ["--plain"]])
def test_poor_streams_never_raise(kb: KnowledgeBase, env: dict[str, str], options: list[str]) -> None:
    """An interview up to the sources in ASCII and in cp1252: nothing is raised and nothing becomes a question mark."""
    desk = Desk("diagnose", *options, env=env)
    answer_until(kb, desk, "", TRAIN_CHANGED, plain=bool(options))
    (desk.hear if options else desk.see)(SUMMARY)
    desk.press("1\n" if options else "1" + ENTER)
    (desk.hear if options else desk.see)(MORE)
    desk.open_menu(plain=bool(options))
    text = desk.sent
    desk.leave(plain=True) if options else desk.press(CTRL_C)
    assert desk.end() in (0, 130)
    assert "bug" not in desk.sent
    if env.get("LC_ALL"):
        assert text.isascii()


def test_no_color_means_no_colour(kb: KnowledgeBase) -> None:
    """Not in the questions, not in the advice; the cursor may still be moved."""
    desk = Desk("diagnose", env={"NO_COLOR": "1"})
    answer_all(kb, desk, TRAIN_CHANGED)
    desk.see(MORE)
    desk.leave()
    assert desk.end() == 0
    assert set(re.findall("\x1b\\[[0-9;]*m", desk.sent)) <= {"\x1b[0m"}


@pytest.mark.skipif(shutil.which("script") is None, reason="script is not here")
def test_a_recorded_session(kb: KnowledgeBase, tmp_path: Path) -> None:
    """`script` puts a terminal of its own between."""
    desk = Desk(script=f'script -qec "$0 diagnose" {tmp_path}/typescript')
    answer_until(kb, desk, "safety-body", CLEAR)
    desk.press("4")
    desk.see("[x] 4")
    desk.press(CTRL_C)
    assert desk.end() == 130
    assert kb.questions["safety-body"].options[3].label in (tmp_path / "typescript").read_text(errors="replace")


def test_a_pipe_answers_nothing() -> None:
    """On standard input: exit 2, and no question was put."""
    asked = run("diagnose", given="\n1\n9\n")
    assert asked.code == 2
    assert "needs a terminal" in asked.err
    assert "Question" not in asked.err


def test_a_pipe_behind_it_gets_the_result_alone(kb: KnowledgeBase, tmp_path: Path) -> None:
    """On standard output: the questions stay on the terminal, the whole advice goes through at the end."""
    desk = Desk(script=f'"$0" diagnose | cat > {tmp_path}/advice')
    answer_all(kb, desk, TRAIN_CHANGED)
    assert desk.end() == 0
    advice = (tmp_path / "advice").read_text()
    assert advice.startswith(">> TRAIN, CHANGED")
    assert ESC not in advice
    assert "Question" not in advice


def test_a_closed_standard_input_is_no_terminal() -> None:
    """Exit 2, and no traceback."""
    desk = Desk(script='exec "$0" diagnose <&-')
    assert desk.end() == 2
    assert "needs a terminal" in bare(desk.sent)


@pytest.mark.parametrize(("command", "first"), [("diagnose", "How old are you?"), ("checkin", "Question 1")])
def test_a_terminal_that_goes_away_ends_it(command: str, first: str, tmp_path: Path) -> None:
    """SIGHUP from the closing terminal: the program is gone at once, whatever it would have said."""
    keep(tmp_path, TRAIN_CHANGED)
    desk = Desk(command, env={"BACKCHECK_HOME": str(tmp_path)})
    desk.see(first)
    desk.child.close(force=False)
    assert not desk.child.isalive()
    assert desk.child.exitstatus in (129, None)


def test_the_first_line_is_there_before_the_question(kb: KnowledgeBase) -> None:
    """How long, how to sit, and that it is no diagnosis, each in one line, and only once."""
    desk = Desk("diagnose", "--exercise", "squat")
    desk.see(kb.questions["age"].prompt)
    said = bare(desk.sent)
    assert re.search(r"minutes.*Sit, stand or lie.*waits for you.*not a diagnosis.*Question 1 of", said)
    desk.press("2" + ENTER)
    desk.see(kb.questions["safety-body"].prompt)
    assert "no diagnosis" not in desk.words
    desk.press(CTRL_C)
    assert desk.end() == 130


def test_a_changed_answer_in_the_review_is_jumped_to(kb: KnowledgeBase) -> None:
    """r, the lift, another one: its signs are asked, the old ones are dropped aloud, and the place is kept."""
    desk = Desk("diagnose", size=(100, 50))
    given = answer_until(kb, desk, "pain-course", TRAIN_CHANGED)
    desk.press("r")
    desk.see("Your answers. Pick one to change it.", "Go on")
    desk.press(str(list(given).index("exercise") + 1) + ENTER)
    desk.see(f"Question {list(given).index('exercise') + 1} of", kb.questions["exercise"].prompt)
    desk.press(keys_for(kb, kb.questions["exercise"], "deadlift"))
    desk.see("no longer fits and is dropped", kb.questions["signs-deadlift"].prompt)
    desk.press("0" + ENTER)
    desk.see(kb.questions["pain-course"].prompt)
    desk.press(LEFT)
    desk.see(kb.questions["signs-deadlift"].prompt)
    desk.press(CTRL_C)
    assert desk.end() == 130


LEANS: Given = {**TRAIN_CHANGED, "signs-squat": ["heels-lift"], "traits": ["no-core"], "changed": ["none"]}


@pytest.mark.parametrize("outcome", ["pass", "fail"])
def test_a_self_test_is_offered_and_the_advice_worked_out_again(kb: KnowledgeBase, outcome: str) -> None:
    """Where it would decide: who must not, the steps, what happened, and what that changed in one line."""
    desk = Desk("diagnose", size=(80, 50))
    answer_all(kb, desk, LEANS)
    desk.see(MORE)
    desk.press(ENTER)
    desk.see("A test would tell more:", "Try it now", "Later", "No")
    name = desk.words.partition("A test would tell more: ")[2]
    test = next(one for one in kb.tests.values() if name.startswith(one.name))
    desk.press("1" + ENTER)
    desk.see("Leave the test out if", "None of these: begin")
    desk.press("0" + ENTER)
    stints = lead_test(test)
    for number in range(len(stints)):
        desk.see(test.name, f"{number + 1} of {len(stints)}.")
        desk.press(RIGHT)  # Enter would start the clock of a hold, and that takes its time
    desk.see("What happened?")
    desk.press(str([result.id for result in test.results].index(outcome) + 1) + ENTER)
    desk.see("Your new answer change", MORE)
    said = bare(desk.sent).rpartition("Your new answer change")[2]
    assert ">> TRAIN" in said
    desk.leave()
    assert desk.end() == 0


def test_a_declined_self_test_is_not_offered_again(kb: KnowledgeBase) -> None:
    """The menu comes instead, and no nagging."""
    desk = Desk("diagnose", size=(80, 50))
    answer_all(kb, desk, LEANS)
    desk.see(MORE)
    desk.press(ENTER)
    desk.see("A test would tell more:")
    desk.press("3" + ENTER)
    desk.see("What would you like to see?")
    desk.press(LEFT)
    desk.see(MORE)
    desk.press(ENTER)
    desk.see("What would you like to see?")
    assert bare(desk.sent).count("A test would tell more:") == 1
    desk.press(CTRL_C)
    assert desk.end() == 0
