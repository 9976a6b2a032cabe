"""`backcheck` alone: a menu that comes back, remembers nothing and never traps."""

from __future__ import annotations

import json
import re
import signal
import time
from pathlib import Path

import pytest

from backcheck import next_question
from backcheck.ask.keys import row_keys
from backcheck.cli import menu
from backcheck.cli.menu import FOUND, MENU, list_rows
from backcheck.cli.runtime import Runtime
from backcheck.knowledge.model import KnowledgeBase
from tests.cli.desk import CTRL_C, ENTER, ESCAPE, LEFT, Desk, answer_until, bare
from tests.cli.program import ELSEWHERE, run
from tests.cli.stories import CLEAR, TRAIN_CHANGED
from tests.cli.test_journal import keep
from tests.training_log.exports import SETS, strong_2

pytestmark = [pytest.mark.boundary, pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")]

ASKS = "What would you like to do?"
LIFT, SIGNS, WARM_UP, HISTORY, LOG, REPORT, CHECK_IN, RESUME = (
    str(1 + list(MENU).index(name))
    for name in ("exercise", "redflags", menu.WARM_UP, "history", menu.LOG, menu.REPORT, menu.CHECK_IN, menu.RESUME)
)
"""The numbers of rows, which move when a row comes in before them."""


def test_it_comes_back_after_a_look_up(tmp_path: Path) -> None:
    """A card by a misspelt name, an unknown name, the danger signs, history while nothing is kept; then out."""
    desk = Desk(size=(80, 40), env={"BACKCHECK_HOME": str(tmp_path)})
    for typed, shown in (("sqats", "No lift is called 'sqats' here"), ("--help", "no lift")):
        desk.see(ASKS)
        desk.press(LIFT + ENTER)
        desk.see("Which lift?", "1 Type its name")
        desk.press("1" + ENTER)
        desk.see("For example")
        desk.press(typed + ENTER)
        desk.see(shown, "Enter: list.")
        desk.press(ENTER)
        desk.see("> 1 Type its name")
        desk.press(LEFT)
    desk.see(ASKS)
    desk.press(SIGNS + ENTER)
    desk.see("Milder signs", "Enter: menu.")
    desk.press(LEFT)
    desk.see(ASKS, f"> {SIGNS}")
    desk.press(HISTORY + ENTER)
    desk.see("The journal is off", "Enter: menu.")
    desk.press("q")
    assert desk.end() == 0
    assert not list(tmp_path.iterdir())
    assert "Traceback" not in desk.sent


def test_back_from_a_name_is_the_list_and_back_from_the_menu_is_out() -> None:
    """Left everywhere."""
    desk = Desk()
    desk.see(ASKS)
    desk.press(LIFT + ENTER)
    desk.see("Which lift?")
    desk.press("1" + ENTER)
    desk.see("For example")
    desk.press(LEFT)
    desk.see("> 1 Type its name")
    desk.press(LEFT)
    desk.see(ASKS)
    desk.press(LEFT)
    assert desk.end() == 0


@pytest.mark.parametrize("name", [name for name, row in MENU.items() if row.prompt])
def test_escape_closes_a_list_that_the_menu_opened(name: str) -> None:
    """What is looked for in the list is closed first."""
    desk = Desk()
    desk.see(ASKS)
    desk.press(f"{[*MENU].index(name) + 1}{ENTER}")
    desk.see(MENU[name].prompt)
    desk.press("/a")
    desk.see("Escape shows all rows")
    desk.press(ESCAPE)
    desk.see(MENU[name].prompt, "Enter")
    desk.press(ESCAPE)
    desk.see(ASKS)
    desk.press("q")
    assert desk.end() == 0


@pytest.mark.parametrize("size", [(80, 24), (40, 24)])
def test_the_top_of_the_danger_signs_stays_in_view(size: tuple[int, int]) -> None:
    """What to do now is their first line, and the line that waits below does not scroll it away."""
    desk = Desk(size=size)
    desk.see(ASKS)
    desk.press(SIGNS + ENTER)
    desk.see("STOP", "Enter: menu.")
    desk.press("?")
    desk.see("1 and Enter: go now", "Enter goes back.")
    desk.press(CTRL_C)
    assert desk.end() == 130


def test_a_list_is_chosen_from_and_come_back_to(kb: KnowledgeBase) -> None:
    """Every list of the menu: an entry by its number, its page, back to the list with the entry pointed at."""
    desk = Desk(size=(80, 40))
    for number, (name, choice) in enumerate(MENU.items(), 1):
        if not choice.prompt or name == "warmup":
            continue
        rows = list_rows(Runtime(), choice.command[0])
        first = rows[0]
        row = 2 if choice.typed else int(row_keys(rows)[0])
        desk.see(ASKS)
        desk.press(f"{number}{ENTER}")
        desk.see(choice.prompt, f"{row} {first.label[:40]}")
        desk.press(f"{row}{ENTER}")
        desk.see("Enter: list.")
        desk.press(ENTER)
        desk.see(choice.prompt, f"> {row} ")
        desk.press(LEFT)
    desk.see(ASKS)
    desk.press("q")
    assert desk.end() == 0


def test_a_step_of_the_ladder_has_its_own_number_in_the_list(kb: KnowledgeBase) -> None:
    """As its page and a check-in have it, the first is step 0."""
    desk = Desk()
    desk.see(ASKS)
    desk.press(f"{[*MENU].index('ladder') + 1}{ENTER}")
    desk.see(MENU["ladder"].prompt, *(f"{rung.step} {rung.name}" for rung in kb.ladder))
    desk.press(f"{kb.ladder[0].step}{ENTER}")
    desk.see(f"{kb.ladder[0].step}. {kb.ladder[0].name}", "Enter: list.")
    desk.press(CTRL_C)
    assert desk.end() == 130


def test_what_a_search_finds_can_be_opened(kb: KnowledgeBase) -> None:
    """From a list that comes back; from there it goes to the menu."""
    desk = Desk()
    desk.see(ASKS)
    desk.press(f"{[*MENU].index('search') + 1}{ENTER}")
    desk.see("Which words?")
    desk.press("numb" + ENTER)
    desk.see('Found for "numb"', "Enter: list.")
    desk.press(ENTER)
    desk.see(FOUND, "(redflags)")
    desk.press("1" + ENTER)
    desk.see("STOP", "Enter: list.")
    desk.press(ENTER)
    desk.see(FOUND, "> 1")
    desk.press(LEFT)
    desk.see(ASKS)
    desk.press(f"{[*MENU].index('search') + 1}{ENTER}")
    desk.see("Which words?")
    desk.press("qqqq" + ENTER)
    desk.see("Nothing found", "Enter: menu.")
    desk.press(ENTER)
    desk.see(ASKS)
    desk.press("q")
    assert desk.end() == 0


@pytest.mark.parametrize("typed", ["/squ", "/sq", "/back sq"])
def test_in_a_narrow_window_the_lift_that_is_meant_is_pointed_at(typed: str) -> None:
    """And below its card stands every number, with the top of the card in view."""
    desk = Desk(size=(40, 24))
    desk.see(ASKS)
    desk.press(LIFT + ENTER)
    desk.see("Which lift?")
    desk.press(typed)
    desk.see("Back squat", f"{typed}_".replace("/", "/ "))
    assert re.search(r"> \d+ Back squat", desk.words)
    desk.press(ENTER + ENTER)
    desk.see("Tailbone tucks under", "1 all of it, 2 pictures. ?: keys. q: quit.")
    assert "Back squat" in desk.screen.display[0]
    desk.press("q")
    assert desk.end() == 0


def test_a_warm_up_can_have_a_weight() -> None:
    """The lighter sets are worked out for it."""
    desk = Desk(size=(80, 40))
    desk.see(ASKS)
    desk.press(WARM_UP + ENTER)
    desk.see("Warm up for which lift?")
    desk.press("/back squat" + ENTER + ENTER)
    desk.see("With weights?")
    desk.press("2" + ENTER)
    desk.see("Your work weight?")
    desk.press("100kg" + ENTER)
    desk.see("Enter: list.")
    assert "80 kg" in desk.words or "85 kg" in desk.words
    desk.press("q")
    assert desk.end() == 0


def test_a_training_log_is_read_from_the_file_that_is_typed(tmp_path: Path) -> None:
    """Where it names no unit, that is said, and the unit is a number below the page."""
    path = tmp_path / "my strong.csv"
    path.write_bytes(strong_2([*SETS, SETS[0]._replace(name="Leg prss", kind="work")], "kg"))
    desk = Desk(size=(80, 40))
    desk.see(ASKS, f"{LOG} What changed in my training")
    desk.press(LOG + ENTER)
    desk.see("Which file did your app export?", "Hevy")
    desk.press(f"'{path}'" + ENTER)
    desk.see("kilos or pounds", "1 kilos, 2 pounds")
    desk.press("2" + ENTER)
    desk.see("Top set (lb)", "85x5", "strong.csv' --unit lb", "Enter: menu.")
    assert "[lift_names]" not in desk.words
    desk.press("3" + ENTER)
    desk.see("Top set (lb)", "[lift_names]", "Enter: menu.")
    desk.press(ENTER)
    desk.see(ASKS, f"> {LOG}")
    desk.press(LOG + ENTER)
    desk.see("Which file did your app export?")
    desk.press("-" + ENTER)
    desk.see("./- can't be read", "Enter: menu. q: quit.")
    desk.press(ENTER)
    desk.see(ASKS, f"> {LOG}")
    desk.press("q")
    assert desk.end() == 0


@pytest.mark.parametrize("size", [(80, 40), (80, 24), (40, 24)])
@pytest.mark.parametrize("unit", ["2", ""])
def test_from_the_page_of_a_log_one_goes_into_the_interview_with_it(
    kb: KnowledgeBase, tmp_path: Path, unit: str, size: tuple[int, int]
) -> None:
    """With the unit that was picked; without one it is asked for there."""
    path = tmp_path / "strong.csv"
    path.write_bytes(strong_2([*SETS, SETS[0]._replace(name="Leg prss", kind="work")], "kg"))
    desk = Desk(size=size, env={"BACKCHECK_HOME": str(tmp_path)})
    desk.see(ASKS)
    desk.press(LOG + ENTER)
    desk.see("Which file did your app export?")
    desk.press(str(path) + ENTER)
    desk.see("kilos or pounds", "4 interview")
    if unit:
        desk.press(unit + ENTER)
        desk.see("85x5", "4 interview")
    if unit and size == (80, 40):  # elsewhere the whole page has a pager of its own
        desk.press("3" + ENTER)
        desk.see("[lift_names]", "4 interview")
    desk.press("4" + ENTER)
    answer_until(kb, desk, "exercise", CLEAR)
    desk.press("1" + ENTER)
    desk.see("When did the pain begin?" if unit else "in kilos or in pounds")
    desk.press(CTRL_C)
    assert desk.end() == 130


def test_what_is_kept_makes_rows(kb: KnowledgeBase, tmp_path: Path) -> None:
    """With an interview in the journal: a report, a check-in; with one that was stopped: going on. No number moves."""
    env = {"BACKCHECK_HOME": str(tmp_path)}
    keep(tmp_path, TRAIN_CHANGED)
    desk = Desk(env=env)
    desk.see(
        ASKS,
        f"{HISTORY} What I kept",
        f"{LOG} What changed in my training",
        f"{REPORT} A report",
        f"{CHECK_IN} Look again",
    )
    assert "that I stopped" not in desk.words
    desk.press("1" + ENTER)
    answer_until(kb, desk, "safety-nerves", CLEAR)
    desk.press(CTRL_C)
    assert desk.end() == 130
    desk = Desk(env=env)
    desk.see(ASKS, f"{HISTORY} What I kept", f"{RESUME} Go on with the interview that I stopped")
    desk.press(RESUME + ENTER)
    desk.see(kb.questions["safety-nerves"].prompt, "Question 3")
    desk.press(CTRL_C)
    assert desk.end() == 130


def reach_the_advice(kb: KnowledgeBase, tmp_path: Path) -> Desk:
    """Who has answered the last question; nothing is kept yet."""
    last = "pain-changes"
    given = {name: answer for name, answer in TRAIN_CHANGED.items() if name != last}
    answers = tmp_path / "answers.json"
    while (question := next_question(kb, given)) is not None and question.id != last:
        given[question.id] = "unsure"
    answers.write_text(json.dumps({"answers": given}))
    desk = Desk("diagnose", "--answers", str(answers), "--go-on", env={"BACKCHECK_HOME": str(tmp_path)})
    desk.see("q quits.")
    desk.press(("u" if question is not None else "1") + ENTER)
    if question is not None:
        desk.see("Are they right?")
        desk.press("1" + ENTER)
    desk.see("Enter: menu. 1 causes, 2 faults")
    return desk


def test_the_advice_is_not_lost_without_a_word(kb: KnowledgeBase, tmp_path: Path) -> None:
    """A section by number from the first screen and from a section, numbers that stay after saving, and `q`."""
    desk = reach_the_advice(kb, tmp_path)
    desk.press("q")
    desk.see("Keep this advice, so that you can look again")
    desk.press(LEFT)
    desk.see("Enter: menu. 1 causes, 2 faults")
    desk.press(ENTER)
    desk.see("What would you like to see?")
    desk.press("q")
    desk.see("Keep this advice, so that you can look again")
    desk.press(LEFT)
    desk.see("Enter: menu. 1 causes, 2 faults")
    desk.press("1" + ENTER)
    desk.see("What in your training may set it off", "2 faults")
    desk.press("2" + ENTER)
    desk.see("What goes wrong", "1 causes")
    desk.press("?")
    desk.see("1: What in your training")
    save = re.search(r"(\d+): Save", desk.words)
    assert save is not None
    desk.press("x")
    desk.see("1 causes, 2 faults")
    time.sleep(0.2)
    desk.press(save[1] + ENTER)
    desk.see("> 2 Yes, keep a private journal")
    desk.press(ENTER)
    desk.see("Kept as entry 1", "1 causes, 2 faults")
    desk.press("?")
    desk.see(f"{save[1]}: Saved in your private journal", f"{int(save[1]) + 1}: Report")
    desk.press("x")
    desk.see("1 causes, 2 faults")
    time.sleep(0.2)
    desk.press("q")
    assert desk.end() == 0
    assert "history show last" in desk.words


def test_the_advice_fits_a_window_of_another_size(kb: KnowledgeBase, tmp_path: Path) -> None:
    """The first screen is laid out for it, and what still waits of a section comes again from its top."""
    desk = reach_the_advice(kb, tmp_path)
    plan = re.search(r"(\d) plan", desk.words)
    assert plan is not None
    desk.press(plan[1] + ENTER)
    desk.see("This week", "more lines")
    desk.resize(40, 24)
    time.sleep(0.2)
    said = len(desk.sent)
    desk.press(ENTER)
    while "more lines" not in bare(desk.sent[said:]).partition("What to do")[2]:
        assert desk.read()
    time.sleep(0.2)
    desk.press(LEFT)
    desk.see("CHANGE FIRST:", "more lines")
    desk.press(CTRL_C)
    assert desk.end() == 0


@pytest.mark.parametrize("where", ["menu", "lift", "interview"])
def test_ctrl_c_leaves_from_everywhere(kb: KnowledgeBase, where: str) -> None:
    """With 130; whoever leaves the interview is not led back to the menu."""
    desk = Desk()
    desk.see(ASKS)
    if where != "menu":
        desk.press((LIFT if where == "lift" else "1") + ENTER)
        desk.see("Which lift?" if where == "lift" else kb.questions["age"].prompt)
    desk.press(CTRL_C)
    assert desk.end() == 130
    assert desk.sent.count(ASKS) <= 2


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_signals_end_it(number: signal.Signals, code: int) -> None:
    """As everywhere."""
    desk = Desk()
    desk.see(ASKS)
    assert desk.stop(number) == code


def test_plain_has_the_same_menu() -> None:
    """By numbers."""
    desk = Desk("--plain")
    desk.hear(ASKS)
    desk.press(f"{LIFT}\n")
    desk.hear("Which lift?")
    desk.press("back squat\n")
    desk.hear("Enter: list.")
    desk.press("b\n")
    desk.hear("Which lift?")
    desk.press("b\n")
    desk.hear(ASKS)
    desk.press("q\n")
    assert desk.end() == 0
    assert "\x1b" not in desk.sent


def test_without_a_terminal_there_is_help() -> None:
    """Nobody could choose."""
    shown = run()
    assert shown.code == 0
    assert "Usage: backcheck" in shown.out
    assert ELSEWHERE not in shown.out
