"""A check-in at a terminal: questions on the screen, keys, leaving in the middle, plain lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.desk import CTRL_C, ENTER, Desk
from tests.cli.program import run
from tests.cli.stories import TRAIN_CHANGED
from tests.cli.test_journal import keep

pytestmark = pytest.mark.boundary


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """A home with an interview of today in it."""
    keep(tmp_path / "home", TRAIN_CHANGED)
    return {"BACKCHECK_HOME": str(tmp_path / "home")}


def entries(env: dict[str, str]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = run("history", "--json", env=env).document["entries"]
    return found


@pytest.mark.parametrize("size", [(80, 24), (40, 24)])
def test_a_check_in_by_keys(env: dict[str, str], size: tuple[int, int]) -> None:
    desk = Desk("checkin", env=env, size=size)
    desk.see("Now, or in the last week")
    desk.press("0" + ENTER)
    desk.see("new or worse?", "Numb or odd")
    desk.press("0" + ENTER)
    for prompt, score in (("hurt right now?", "3"), ("worst in the last 24 hours?", "5"), ("in the squat", "4")):
        desk.see(prompt)
        desk.press(score + ENTER)
    desk.see("settled")
    desk.press("1" + ENTER)
    desk.see("What do you want back?")
    desk.press("squat 80 kg x 5" + ENTER)
    desk.see("how well today?")
    desk.press("5" + ENTER)
    desk.see("Which change")
    desk.press("1" + ENTER)
    desk.see("Did it help?")
    desk.press("2" + ENTER)
    desk.see("Which step")
    desk.press("1" + ENTER)
    desk.see("Your check-in. Is it right?")
    desk.press("1" + ENTER)
    desk.see("Kept as entry 2")
    assert desk.end() == 0
    said = entries(env)[-1]["checkin"]
    assert isinstance(said, dict)
    assert (said["activity"], said["activity_score"], said["helped"], said["step"]) == (
        "squat 80 kg x 5",
        5,
        "a-little",
        1,
    )


def test_leaving_in_the_middle_keeps_nothing(env: dict[str, str]) -> None:
    desk = Desk("checkin", env=env)
    desk.see("Now, or in the last week")
    desk.press("0" + ENTER)
    desk.see("new or worse?", "Numb or odd")
    desk.press(CTRL_C)
    desk.see("Nothing was kept")
    assert desk.end() == 130
    assert len(entries(env)) == 1


def test_an_emergency_sign_ends_a_plain_check_in_with_its_advice(env: dict[str, str]) -> None:
    desk = Desk("--plain", "checkin", env=env)
    desk.hear("Now, or in the last week")
    desk.press("0\n")
    desk.hear("new or worse?")
    desk.press("1 2\n")
    desk.hear("Is that right?")
    desk.press("1\n")
    assert desk.end() == 0
    assert "STOP" in desk.sent
    assert "STAY" not in desk.sent
    assert "\x1b" not in desk.sent
    assert len(entries(env)) == 2


def test_erasing_everything_is_asked_once_more(env: dict[str, str]) -> None:
    desk = Desk("history", "delete", "--all", env=env)
    desk.see("will be gone for good", "No, keep them")
    desk.press("1" + ENTER)
    desk.see("Nothing was erased")
    assert desk.end() == 0
    desk = Desk("history", "delete", "--all", env=env)
    desk.see("will be gone for good")
    desk.press("2" + ENTER)
    desk.see("Everything is erased")
    assert desk.end() == 0
    assert run("history", "status", "--json", env=env).document["there"] is False
