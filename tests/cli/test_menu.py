"""`backcheck` alone: a menu that comes back, remembers nothing and never traps."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from backcheck.knowledge.model import KnowledgeBase
from tests.cli.desk import CTRL_C, ENTER, LEFT, Desk, bare
from tests.cli.program import ELSEWHERE, run

pytestmark = [pytest.mark.boundary, pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")]

ASKS = "What would you like to do?"


def test_it_comes_back_after_a_look_up(tmp_path: Path) -> None:
    """A card by a misspelt name, an unknown name, the danger signs, history while nothing is kept; then out."""
    desk = Desk(size=(80, 40), env={"BACKCHECK_HOME": str(tmp_path)})
    desk.see(ASKS)
    desk.press("2" + ENTER)
    desk.see("Which lift?")
    desk.press("sqats" + ENTER)
    desk.see("Leaning too far forward", ASKS)
    assert "No lift is called 'sqats' here" in bare(desk.sent)
    desk.press("2" + ENTER)
    desk.see("Which lift?")
    desk.press("--help" + ENTER)
    desk.see("no lift", ASKS)
    desk.press("3" + ENTER)
    desk.see("Milder signs", ASKS)
    desk.press("5" + ENTER)
    desk.see("The journal is off", ASKS)
    desk.press("6" + ENTER)
    assert desk.end() == 0
    assert not list(tmp_path.iterdir())
    assert "Traceback" not in desk.sent


def test_back_from_a_name_is_the_menu_and_back_from_the_menu_is_out() -> None:
    """Left everywhere."""
    desk = Desk()
    desk.see(ASKS)
    desk.press("2" + ENTER)
    desk.see("Which lift?")
    desk.press(LEFT)
    desk.see(ASKS)
    desk.press(LEFT)
    assert desk.end() == 0


@pytest.mark.parametrize("where", ["menu", "lift", "interview"])
def test_ctrl_c_leaves_from_everywhere(kb: KnowledgeBase, where: str) -> None:
    """With 130; whoever leaves the interview is not led back to the menu."""
    desk = Desk()
    desk.see(ASKS)
    if where != "menu":
        desk.press(("2" if where == "lift" else "1") + ENTER)
        desk.see("Which lift?" if where == "lift" else kb.questions["safety-body"].prompt)
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
    desk.press("4\n")
    desk.hear(ASKS)
    desk.press("6\n")
    assert desk.end() == 0
    assert "\x1b" not in desk.sent


def test_without_a_terminal_there_is_help() -> None:
    """Nobody could choose."""
    shown = run()
    assert shown.code == 0
    assert "Usage: backcheck" in shown.out
    assert ELSEWHERE not in shown.out
