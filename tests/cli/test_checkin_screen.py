"""A check-in at a terminal: questions on the screen, keys, leaving in the middle, plain lines."""

from __future__ import annotations

import json
import re
import signal
from pathlib import Path

import pytest

from backcheck.ask.checkin import GROUPS_PROMPT
from backcheck.knowledge.model import KnowledgeBase
from tests.cli.desk import CTRL_C, ENTER, LEFT, Desk, bare
from tests.cli.program import run
from tests.cli.stories import TODAY, TRAIN_CHANGED
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


def level_of_last(env: dict[str, str]) -> object:
    said = entries(env)[-1]["checkin"]
    assert isinstance(said, dict)
    return said["level"]


def answer_rest(desk: Desk, worst: int = 4, step: int = 1) -> None:
    """Everything behind the danger signs, by keys."""
    for prompt, score in (("hurt right now?", 3), ("worst in the last 24 hours?", worst), ("in the squat", 4)):
        desk.see(prompt)
        desk.press(f"{score}{ENTER}")
    for prompt, typed in (
        ("settled", "1"),
        ("What do you want back?", "squat 80 kg x 5"),
        ("how well can you do it today?", "5"),
        ("Which change", "1"),
        ("Did the change help?", "2"),
        ("Which step", str(step)),
        ("Your check-in. Is it right?", "1"),
    ):
        desk.see(prompt)
        desk.press(typed + ENTER)


@pytest.mark.parametrize("size", [(80, 24), (40, 24)])
def test_a_check_in_by_keys(env: dict[str, str], size: tuple[int, int]) -> None:
    """All groups stand on one screen, and one key says that none is there."""
    desk = Desk("checkin", env=env, size=size)
    desk.see(GROUPS_PROMPT, "1 Numb or odd", "8 Fever", "0 None", "q quits.")
    desk.press("0" + ENTER)
    answer_rest(desk)
    if size[0] < 80:  # longer than the window, so its top waits in the pager
        desk.see("AMBER: STAY", "Your step:", ":")
        desk.press("q")
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


@pytest.mark.parametrize("step", [0, 4])
def test_the_light_stays_in_view_of_a_usual_window(env: dict[str, str], step: int) -> None:
    """With what is said of the entry below it, whether the step is the first or that of the plan."""
    desk = Desk("checkin", env=env)
    desk.see(GROUPS_PROMPT)
    desk.press("0" + ENTER)
    answer_rest(desk, step=step)
    desk.see("Kept as entry 2")
    assert desk.end() == 0
    assert re.search(r"\* (AMBER: STAY|UP) ", desk.words)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGHUP, 129), (signal.SIGTERM, 143)])
def test_a_window_closed_over_a_long_page_has_kept_it(env: dict[str, str], number: signal.Signals, code: int) -> None:
    """The answers were all given by then."""
    desk = Desk("checkin", env=env, size=(40, 24))
    desk.see(GROUPS_PROMPT)
    desk.press("0" + ENTER)
    answer_rest(desk)
    desk.see("AMBER: STAY", "Your step:", ":")
    desk.child.kill(number)
    assert desk.end() == code
    assert level_of_last(env) == "self-care"


def test_a_ticked_group_opens_its_rows_and_no_others(kb: KnowledgeBase, env: dict[str, str]) -> None:
    """Each with its follow-up; a row that proves harmless leaves the check-in as it would be without it."""
    desk = Desk("checkin", env=env)
    desk.see(GROUPS_PROMPT)
    desk.press("3" + ENTER)
    for name in ("safety-nerves", "safety-pain"):
        question = kb.questions[name]
        opened = [option for option in question.offered if (name, option.id) in kb.check_in[2].rows]
        desk.see(question.prompt, *(option.label for option in opened))
        assert not [one.label for one in question.offered if one not in opened and one.label in desk.words]
        desk.press("1" + ENTER)
        follow_up = kb.follow_ups[name, opened[0].id]
        desk.see(follow_up.prompt)
        harmless = next(n for n, option in enumerate(follow_up.options, 1) if option.alone == "modifier")
        desk.press(f"{harmless}{ENTER}")
    answer_rest(desk)
    desk.see("Kept as entry 2")
    assert desk.end() == 0
    assert level_of_last(env) == "self-care"


def test_much_pain_brings_the_lists_in_full(kb: KnowledgeBase, env: dict[str, str]) -> None:
    """Also behind the short screen, and with it what is asked about their ticks."""
    desk = Desk("checkin", env=env)
    desk.see(GROUPS_PROMPT)
    desk.press("0" + ENTER)
    answer_rest(desk, worst=7)
    body = kb.questions["safety-body"]
    desk.see(
        "Your pain reached 5 out of 10 or more, so we ask all the danger signs", body.prompt, body.offered[-1].label
    )
    desk.press("0" + ENTER)
    desk.see(kb.questions["safety-nerves"].prompt)
    desk.press("1" + ENTER)
    desk.see(kb.follow_ups["safety-nerves", "numb-saddle"].prompt)
    desk.press("1" + ENTER)
    desk.see("You ticked:", "Is that right?")
    desk.press("1" + ENTER)
    desk.see("Kept as entry 2")
    assert desk.end() == 0
    assert "!!! STOP" in bare(desk.sent)
    assert level_of_last(env) == "emergency"


def test_after_four_weeks_the_lists_come_in_full(kb: KnowledgeBase, tmp_path: Path) -> None:
    keep(tmp_path / "home", TRAIN_CHANGED, 40)
    desk = Desk("checkin", "--plain", env={"BACKCHECK_HOME": str(tmp_path / "home")})
    for question in kb.danger_lists:
        desk.hear(question.prompt)
        desk.press("0\n")
    desk.hear("hurt right now?")
    desk.press("q\ny\n")
    assert desk.end() == 130


def test_a_grave_sign_of_the_interview_is_asked_about_again(kb: KnowledgeBase, tmp_path: Path) -> None:
    """The short screen asks only what is new."""
    keep(tmp_path / "home", TODAY, 2)
    desk = Desk("checkin", "--plain", env={"BACKCHECK_HOME": str(tmp_path / "home")})
    desk.hear(kb.danger_lists[0].prompt)
    desk.press("q\ny\n")
    assert desk.end() == 130


def test_the_step_of_the_last_order_is_offered_and_not_told_as_said(env: dict[str, str]) -> None:
    """Nobody has said it yet; a red day before led down to it."""
    signs = {name: ["none"] for name in ("safety-body", "safety-nerves", "safety-pain", "safety-you")}
    red = {"signs": signs, "pain_now": 2, "pain_in_lift": 6, "settled": True, "step": 4}
    run("checkin", "--answers", "-", given=json.dumps({"checkin": red}), env=env)
    desk = Desk("checkin", "--plain", env=env)
    for prompt, typed in (
        (GROUPS_PROMPT, "0"),
        ("hurt right now?", "1"),
        ("worst in the last 24 hours?", "1"),
        ("in the squat", "1"),
        ("What do you want back?", "squat 80 kg x 5"),
        ("how well can you do it today?", "5"),
        ("Which change", "0"),
        ("Type k for Step 3: ", "k"),
        ("Your check-in. Is it right?", "1"),
    ):
        desk.hear(prompt)
        desk.press(typed + "\n")
    assert desk.end() == 0
    assert "Kept as entry 3" in desk.sent
    assert "You said: Step" not in desk.sent
    said = entries(env)[-1]["checkin"]
    assert isinstance(said, dict)
    assert said["step"] == 3


@pytest.mark.parametrize("size", [(80, 24), (40, 24)])
def test_back_shows_the_ticks_again(env: dict[str, str], size: tuple[int, int]) -> None:
    """Entered or not; and nothing is before the first question."""
    desk = Desk("checkin", env=env, size=size)
    desk.see(GROUPS_PROMPT)
    desk.press(LEFT)
    desk.see("This is the first question.")
    desk.press("1" + ENTER)
    desk.see("wiping feels different")
    desk.press("2")
    desk.see("[x] 2")
    desk.press(LEFT)
    desk.see(GROUPS_PROMPT, "[x] 1")
    desk.press(ENTER)
    desk.see("wiping feels different", "[x] 2", "[ ] 1")
    desk.press(CTRL_C)
    assert desk.end() == 130


def test_leaving_in_the_middle_keeps_nothing(env: dict[str, str]) -> None:
    desk = Desk("checkin", env=env)
    desk.see(GROUPS_PROMPT)
    desk.press("0" + ENTER)
    desk.see("hurt right now?")
    desk.press(CTRL_C)
    desk.see("Nothing was kept")
    assert desk.end() == 130
    assert "STOP" not in desk.sent
    assert len(entries(env)) == 1


@pytest.mark.parametrize("keys", ["3", "3" + ENTER, "u" + ENTER])
def test_leaving_after_a_tick_says_its_advice(env: dict[str, str], keys: str) -> None:
    """Entered or not, and where the person was not sure; it counts as the gravest that it may stand for."""
    desk = Desk("checkin", env=env)
    desk.see(GROUPS_PROMPT)
    desk.press(keys)
    desk.see({"3": "[x] 3", "u" + ENTER: "One line at a time."}.get(keys, "drags or"))
    desk.press(CTRL_C)
    desk.see("Nothing was kept")
    assert desk.end() == 130
    assert "!!! STOP" in bare(desk.sent)
    assert len(entries(env)) == 1


def test_an_emergency_sign_ends_a_plain_check_in_with_its_advice(kb: KnowledgeBase, env: dict[str, str]) -> None:
    desk = Desk("--plain", "checkin", env=env)
    desk.hear(GROUPS_PROMPT)
    desk.press("1\n")
    desk.hear(kb.questions["safety-nerves"].prompt)
    desk.press("1\n")
    desk.hear(kb.follow_ups["safety-nerves", "numb-saddle"].prompt)
    desk.press("1\n")
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
