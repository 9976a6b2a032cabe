"""The habit "digit, then Enter" at every pace, reports of the terminal, a stop, other windows."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest

from backcheck import next_question
from backcheck.ask.tty import CLOSE_PAGE
from backcheck.knowledge.model import KnowledgeBase
from tests.broad import sweep
from tests.cli.desk import CTRL_C, DOWN, ENTER, LEFT, UP, Desk, answer_until, bare, default, keys_for
from tests.cli.stories import CLEAR, TRAIN_CHANGED, Given, file_of
from tests.cli.test_checkin_screen import entries, env
from tests.cli.test_interview import MORE, SUMMARY

pytestmark = [pytest.mark.boundary, pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")]

PACES = [0.02, 0.08, *(pytest.param(pace, marks=pytest.mark.long) for pace in (0.2, 0.7))]
REPORTS = [
    "\x1b[I", "\x1b[O", "\x1b[?997;1n", "\x1b[?62;22c", "\x1b[>0;276;0c", "\x1b[12;40R", "\x1b[?2026;2$y",
    "\x1b]11;rgb:0000/0000/0000\x1b\\", "\x1b]10;rgb:ffff/ffff/ffff\x07", "\x1bP>|xterm(390)\x1b\\",
    "\x1b_Gi=1;OK\x1b\\",
    "\x1bOq", "\x1bOM", "\x1bx", "\x1b1", "\x1b[97;5u", "\x1b[<0;12;7M", "\x1b[200~1\r0\r\x1b[201~", "\x1b[27;2;13~",
]  # fmt: skip

__all__ = ["env"]


def press_slowly(desk: Desk, keys: str, pace: float) -> None:
    """One key after the other."""
    for key in re.findall(r"\x1b\[.|.|\r", keys):
        desk.press(key)
        time.sleep(pace)


@pytest.mark.parametrize("pace", PACES)
def test_a_whole_interview_by_digit_and_enter(kb: KnowledgeBase, tmp_path: Path, pace: float) -> None:
    """A second Enter after each answer, as by a finger that bounces, answers nothing; the answers are those meant."""
    kept = tmp_path / "kept.json"
    start = file_of(tmp_path, {name: CLEAR[name] for name in CLEAR if name.startswith("safety")})
    desk = Desk("diagnose", "--answers", str(start), "--go-on", "--save-answers", str(kept))
    given: Given = dict(json.loads(start.read_text())["answers"])
    while (question := next_question(kb, given)) is not None:
        desk.see(question.prompt)
        given[question.id] = TRAIN_CHANGED.get(question.id, default(question))
        press_slowly(desk, keys_for(kb, question, given[question.id]) + ENTER, pace)
    desk.see(SUMMARY, "1 Yes, show the advice")
    assert desk.words.count(kb.questions["age"].prompt) == 1
    press_slowly(desk, "1" + ENTER, pace)
    desk.see(MORE)
    press_slowly(desk, "1" + ENTER, pace)
    desk.see("Why we say it", MORE)
    assert "What would you like to see?" not in bare(desk.sent), "a section is one number away"
    desk.leave()
    assert desk.end() == 0
    assert "To see this again: backcheck diagnose --answers" in bare(desk.sent)
    assert json.loads(kept.read_text())["answers"] == given


@pytest.mark.parametrize("pace", PACES)
def test_keys_in_a_row_never_answer_what_was_not_seen(kb: KnowledgeBase, tmp_path: Path, pace: float) -> None:
    """Two digits with their Enters at one pace, without a look at the screen: at most both have their question."""
    start = file_of(tmp_path, {name: CLEAR[name] for name in CLEAR if name.startswith("safety")})
    desk = Desk("diagnose", "--answers", str(start), "--go-on", started=True)
    desk.see(kb.questions["age"].prompt)
    press_slowly(desk, "3" + ENTER, pace)
    desk.see(kb.questions["exercise"].prompt)
    time.sleep(0.5)
    desk.see(kb.questions["exercise"].prompt, "Question 2 of")
    assert "> 1" not in desk.words
    desk.press(ENTER)
    desk.see("Nothing is chosen yet")
    desk.press(CTRL_C)
    assert desk.end() == 130


@pytest.mark.parametrize("pace", PACES)
def test_a_check_in_by_digit_and_enter(env: dict[str, str], pace: float) -> None:
    """Every question has its number, a step its own, and nothing counts before it was looked through."""
    desk = Desk("checkin", env=env)
    steps = ["0", "3", "4", "4", "1", "squat", "5", "1", "2", "2"]
    for number, keys in enumerate(steps, 1):
        desk.see(f"Question {number}")
        press_slowly(desk, keys + ENTER, pace if len(keys) == 1 else 0)
    desk.see("Your check-in. Is it right?", "Step 2")
    assert len(entries(env)) == 1
    press_slowly(desk, "1" + ENTER, pace)
    desk.see("Kept as entry 2")
    assert desk.end() == 0
    said = entries(env)[-1]["checkin"]
    assert isinstance(said, dict)
    assert (said["pain_now"], said["pain_worst"], said["helped"], said["step"]) == (3, 4, "a-little", 2)


@pytest.mark.parametrize("pace", PACES)
def test_the_menu_by_digit_and_enter(pace: float) -> None:
    """An Enter too many after the one that chose the danger signs does not choose again.

    It comes before their page and is dropped, or after it and leads back to the menu; which, is for the machine to say.
    """
    desk = Desk(size=(80, 40))
    desk.see("What would you like to do?")
    press_slowly(desk, "3" + ENTER + ENTER, pace)
    while "Enter: menu." not in bare(desk.sent):  # a late Enter may have gone back from the page that was there by then
        assert desk.read()
    time.sleep(0.3)
    while not any(text in desk.words for text in ("Enter: menu.", "What would you like to do?")):
        assert desk.read()
    desk.press("q")
    assert desk.end() == 0
    assert bare(desk.sent).count("backcheck redflags stop") == 1


def test_reports_of_the_terminal_are_no_keys(kb: KnowledgeBase) -> None:
    """As a kind, whole or in two parts: nothing is ticked, entered or gone back to."""
    desk = Desk("diagnose")
    answer_until(kb, desk, "safety-body", CLEAR)
    for report in REPORTS:
        desk.press(report)
        time.sleep(0.03)
    for report in REPORTS[:8]:
        desk.press(report[:-1])
        time.sleep(0.03)
        desk.press(report[-1])
    desk.press(DOWN)
    desk.see("> [ ] 2", "Question 2 of")
    assert "[x]" not in desk.words
    assert "q quits." in desk.words, "a report is no key that means nothing"
    desk.press(CTRL_C)
    assert desk.end() == 130


UNFINISHED = {
    "a paste": "\x1b[200~8", "an empty paste": "\x1b[200~", "two pastes": "\x1b[200~q\x1b[200~1",
    "a paste without the end of its end": "\x1b[200~1\r0\r\x1b[201", "a colour": "\x1b]11;rgb:00",
    "a name": "\x1bP>|xterm", "a picture": "\x1b_Gi=1", "a click": "\x1b[<0;12", "a click of old": "\x1b[M!",
    "a key with Shift": "\x1b[1;", "attributes": "\x1b[?62;2", "the keypad": "\x1bO",
}  # fmt: skip
PASTES = [name for name in UNFINISHED if "paste" in name]


@pytest.mark.parametrize(
    "names", sweep([[*UNFINISHED][::4], [*UNFINISHED]], [*UNFINISHED][::4].__eq__), ids=["few", "all"]
)
def test_what_a_terminal_begins_and_never_ends_holds_nobody_back(kb: KnowledgeBase, names: list[str]) -> None:
    """Nothing of it is a key, and once it is quiet keys are keys again."""
    desk = Desk("diagnose")
    answer_until(kb, desk, "safety-body", CLEAR)
    for number, name in enumerate(names):
        desk.press(UNFINISHED[name])
        time.sleep(1.8 if name in PASTES else 0.8)
        key, row = ((DOWN, 2), (UP, 1))[number % 2]
        desk.press(key)
        desk.see(f"> [ ] {row}")
        assert "[x]" not in desk.words, name
        assert "Question 2 of" in desk.words, name
    desk.press(CTRL_C)
    assert desk.end() == 130


def test_a_paste_that_began_before_the_question_and_never_ends_can_be_left() -> None:
    """Also where it came while the program was starting."""
    desk = Desk("diagnose", started=True)
    desk.press(UNFINISHED["a paste"])
    desk.see("Question 1 of")
    desk.press(CTRL_C)
    assert desk.end() == 130


@pytest.mark.parametrize("name", PASTES)
def test_ctrl_c_leaves_a_paste_that_never_ends(kb: KnowledgeBase, name: str) -> None:
    """Without waiting for its end."""
    desk = Desk("diagnose")
    answer_until(kb, desk, "safety-body", CLEAR)
    desk.press(UNFINISHED[name])
    time.sleep(0.1)
    desk.press(CTRL_C)
    assert desk.end() == 130


def test_a_stop_gives_the_terminal_back_and_returns(kb: KnowledgeBase) -> None:
    """Ctrl-Z as a shell expects: echo and line mode are back, the page is left, and fg draws the question again."""
    desk = Desk(script='set -m; "$0" diagnose; stty -a | grep -o -- "-*icanon"; echo stopped; fg; echo over')
    answer_until(kb, desk, "safety-body", CLEAR)
    desk.press("4")
    desk.see("[x] 4")
    seen = len(desk.sent)
    desk.press("\x1a")
    while not re.search(r"stopped.*q quits\.", desk.sent[seen:], re.DOTALL):
        assert desk._read(time.monotonic() + 10)
    said = desk.sent[seen:].partition("stopped")[0]
    assert said.endswith("icanon\r\n")
    assert "-icanon" not in said
    assert CLOSE_PAGE in said
    desk.see(kb.questions["safety-body"].prompt, "[x] 4")
    desk.press("5")
    desk.see("[x] 5")
    desk.press(CTRL_C)
    desk.see("over")
    desk.end()


@pytest.mark.parametrize(
    "sizes", [((100, 30), (60, 30), (35, 20), (100, 30)), ((80, 24), (40, 24), (24, 12), (80, 24))]
)
def test_a_resized_window_holds_the_question_once(kb: KnowledgeBase, sizes: tuple[tuple[int, int], ...]) -> None:
    """Wider, narrower, lower: no second copy stays above or below."""
    desk = Desk("diagnose", size=sizes[0])
    answer_until(kb, desk, "safety-body", CLEAR)
    for columns, rows in sizes:
        desk.resize(columns, rows)
        desk.see("[ ] 1", "quits.")
        time.sleep(0.2)
        desk.press(DOWN + "\x1b[H")
        desk.see("> [ ] 1")
        assert desk.words.count("[ ] 1 ") == 1
        assert desk.words.count("quits.") == 1
    desk.press(CTRL_C)
    assert desk.end() == 130


def test_going_back_leaves_each_answer_once(kb: KnowledgeBase) -> None:
    """On the screen while asking, and in what stays behind."""
    desk = Desk("diagnose", size=(80, 40))
    first, second = kb.questions["safety-body"].prompt, kb.questions["safety-nerves"].prompt
    answer_until(kb, desk, "safety-body", CLEAR)
    for _ in range(3):
        desk.press("0" + ENTER)
        desk.see(second, f"- {first[:40]}", "None of these")
        assert desk.words.count(first[:40]) == 1
        desk.press(LEFT)
        desk.see("Question 2 of", "> [ ] 0")
        assert f"- {first[:40]}" not in desk.words
    desk.press("0" + ENTER)
    desk.see(second)
    desk.press("q")
    desk.see("not kept. Leave?")
    desk.press("y")
    assert desk.end() == 130
    assert bare(desk.sent.rpartition(CLOSE_PAGE)[2]).count(f"- {first[:40]}") == 1


def test_at_40_columns_every_question_shows_its_keys_and_whole_rows(kb: KnowledgeBase) -> None:
    """The pointed row and the key line are in view on each, and no row is cut in the middle of its label."""
    desk = Desk("diagnose", size=(40, 24))
    given: Given = {}
    while (question := next_question(kb, given)) is not None:
        desk.see(question.prompt, "quits.")
        if question.kind != "number":
            desk.press("\x1b[F")
            desk.see("> [ ] u" if question.kind == "many" else "> u" if len(question.options) < 10 else "u ")
            desk.press("\x1b[H")
            desk.see("> [ ] 1" if question.kind == "many" else "1 ", "quits.")
            while "> [ ] u" in desk.words or "> u" in desk.words:  # it is drawn from the top
                assert desk.read()
            shown = desk.words
            for option in question.options if question.id != "exercise" else ():
                if re.search(rf"\d {re.escape(' '.join(option.label.split()[:2]))}", shown):
                    assert option.label in shown, f"{question.id}: {option.label}"
        given[question.id] = TRAIN_CHANGED.get(question.id, default(question))
        desk.press(keys_for(kb, question, given[question.id]))
    desk.see(SUMMARY)
    desk.press(CTRL_C)
    assert desk.end() == 130


def test_the_counter_never_says_twice_that_this_is_the_last(kb: KnowledgeBase) -> None:
    """What is left is never more than what was told; where nobody knows, there is no number of all."""
    desk = Desk("diagnose")
    answer_until(kb, desk, "", TRAIN_CHANGED)
    desk.see(SUMMARY)
    desk.press(CTRL_C)
    assert desk.end() == 130
    told = [(int(at), int(of)) for at, of in re.findall(r"Question (\d+) of about (\d+)", bare(desk.sent))]
    assert told
    assert all(at < of for at, of in told)
