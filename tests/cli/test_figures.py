"""`exercise` and `diagnose` with figures, as installed: on a pipe, plain, on a terminal, moving, and wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pexpect
import pytest

from tests.cli.forked import at_terminal
from tests.cli.program import run

pytestmark = pytest.mark.boundary

DOTS = re.compile("[\u2801-\u28ff]")
SQUATTER = (
    '{"answers": {"safety-body": ["none"], "safety-nerves": ["none"], "safety-pain": ["none"], "safety-you": ["none"],'
    ' "age": "20-44", "exercise": "squat", "signs-squat": ["hips-shoot-up"], "pain-when": "driving"}}'
)


def on_terminal(*arguments: str, env: dict[str, str] | None = None) -> pexpect.spawn:
    return at_terminal(*arguments, env=env, dimensions=(24, 80), timeout=30, encoding="utf-8")


def test_a_pipe_gets_the_card_as_before_and_figures_when_asked() -> None:
    assert not DOTS.search(run("exercise", "squats").out)
    asked = run("exercise", "squats", "--figure", "wink")
    assert asked.code == 0
    assert DOTS.search(asked.out)
    assert "the low back rounds and the tailbone tucks under" in asked.out.replace("\n", " ")
    assert "\x1b" not in asked.out


def test_plain_gets_words() -> None:
    said = run("exercise", "squats", "--figure", "wink", "--plain")
    assert not DOTS.search(said.out)
    assert "tailbone tucks" in said.out


def test_json_says_what_the_figures_show() -> None:
    card = run("exercise", "squats", "--json").document
    assert card["figure"].startswith("At the bottom")
    assert all(fault["figure"] for fault in card["faults"])
    assert "poses" not in card


def test_all_figures_of_a_lift() -> None:
    out = run("exercise", "leg press", "--figures").out
    assert out.count("Aim for this") >= 8


def test_an_unknown_fault_names_those_there_are() -> None:
    wrong = run("exercise", "squats", "--figure", "nonsense")
    assert wrong.code == 2
    assert "tailbone-tucks" in wrong.err


def test_a_figure_needs_a_lift() -> None:
    for option in ("--figures", "--animate", "--figure=wink"):
        assert run("exercise", option).code == 2


def test_a_terminal_with_room_gets_the_small_figure() -> None:
    child = on_terminal("exercise", "squats", "--full", "--no-pager")
    child.expect(pexpect.EOF)
    assert DOTS.search(child.before)


@pytest.mark.parametrize("key", ["q", " ", "\r"])
def test_any_key_stops_the_moving_figure(key: str) -> None:
    child = on_terminal("exercise", "squats", "--animate", "--figure", "hips-shoot-up")
    child.expect_exact("\x1b[?25l")
    child.expect("Half-way down")
    child.send(key)
    child.expect_exact("\x1b[?25h")
    child.expect(pexpect.EOF)
    child.wait()
    assert child.exitstatus == 0


def test_ctrl_c_stops_it_and_gives_the_cursor_back() -> None:
    child = on_terminal("exercise", "squats", "--animate")
    child.expect_exact("\x1b[?25l")
    child.expect_exact("\x1b[")  # the next frame: it moves
    child.sendintr()
    child.expect_exact("\x1b[?25h")
    child.expect(pexpect.EOF)
    child.wait()
    assert child.exitstatus == 130


@pytest.mark.parametrize("setting", [{"BACKCHECK_MOTION": "off"}, {"NO_MOTION": "1"}, {"TERM": "linux"}])
def test_nothing_moves_where_motion_is_off(setting: dict[str, str]) -> None:
    child = on_terminal("exercise", "squats", "--animate", "--figure", "wink", env=setting)
    child.expect(pexpect.EOF)
    assert "Nothing moves here" in child.before
    assert "\x1b[?25l" not in child.before


def test_the_result_shows_the_fault_that_leads(tmp_path: Path) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text(SQUATTER, encoding="utf-8")
    piped = run("diagnose", "--answers", answers)
    assert "What it looks like" in piped.out
    assert not DOTS.search(piped.out)
    child = on_terminal("diagnose", "--answers", str(answers), "--full", "--no-pager")
    child.expect(pexpect.EOF)
    assert DOTS.search(child.before)


def test_an_emergency_shows_no_figure(tmp_path: Path) -> None:
    answers = tmp_path / "answers.json"
    ticked = SQUATTER.replace('"safety-nerves": ["none"]', '"safety-nerves": ["bladder"]')
    answers.write_text(ticked, encoding="utf-8")
    assert "What it looks like" not in run("diagnose", "--answers", answers).out
