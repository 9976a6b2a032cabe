"""The one place that decides colour, width, plain mode and glyphs."""

from __future__ import annotations

import io
import os
import pty
from collections.abc import Mapping

import pytest

from backcheck.cli.machine import window_of
from backcheck.show.surface import NARROWEST, Surface, decide_colour, decide_width, open_surface
from tests.show.exhibits import surface

# Each line overrules those below it; the second part alone decides where nothing above speaks.
ORDER: list[tuple[str, Mapping[str, str], bool]] = [
    ("always", {"BACKCHECK_COLOR": "never"}, True),
    ("never", {"BACKCHECK_COLOR": "always"}, False),
    ("auto", {"BACKCHECK_COLOR": "always", "NO_COLOR": "1"}, True),
    ("auto", {"BACKCHECK_COLOR": "never", "FORCE_COLOR": "1"}, False),
    ("auto", {"BACKCHECK_COLOR": "auto", "NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
    ("auto", {"NO_COLOR": "", "FORCE_COLOR": "1", "TERM": "dumb"}, True),
    ("auto", {"FORCE_COLOR": "0", "CLICOLOR_FORCE": "1"}, False),
    ("auto", {"FORCE_COLOR": "false", "CLICOLOR_FORCE": "1"}, False),
    ("auto", {"FORCE_COLOR": "", "CLICOLOR_FORCE": "1", "CLICOLOR": "0"}, True),
    ("auto", {"CLICOLOR_FORCE": "0"}, True),
    ("auto", {"CLICOLOR": "0"}, False),
    ("auto", {"CLICOLOR": "1"}, True),
    ("auto", {"CLICOLOR": "", "CLICOLOR_FORCE": "", "FORCE_COLOR": "", "NO_COLOR": "", "BACKCHECK_COLOR": ""}, True),
    ("auto", {"CLICOLOR": " ", "FORCE_COLOR": " ", "NO_COLOR": " ", "CLICOLOR_FORCE": " "}, True),
    ("auto", {"BACKCHECK_COLOR": "purple", "NO_COLOR": "1"}, False),
    ("auto", {"BACKCHECK_COLOR": " Never "}, False),
    ("auto", {"TERM": "dumb"}, False),
    ("auto", {}, True),
]


@pytest.mark.parametrize(("choice", "environment", "wanted"), ORDER)
def test_the_first_that_speaks_decides_colour(choice: str, environment: Mapping[str, str], wanted: bool) -> None:
    assert decide_colour(choice, environment, terminal=True) is wanted


def test_without_a_wish_only_a_terminal_gets_colour() -> None:
    assert decide_colour("auto", {}, terminal=False) is False


@pytest.mark.parametrize(
    ("columns", "asked", "wanted"),
    [
        (80, None, 80),
        (72, "200", 72),
        (250, None, 100),
        (5, None, NARROWEST),
        (None, None, 80),
        (None, "40", 40),
        (None, "132", 132),
        (None, "0", 80),
        (None, "wide", 80),
        (None, "-5", 80),
        (None, "\u0664\u0660", 80),
        (None, "9" * 5000, 80),
        (None, "3", NARROWEST),
    ],
)
def test_width(columns: int | None, asked: str | None, wanted: int) -> None:
    assert decide_width({} if asked is None else {"COLUMNS": asked}, columns) == wanted


@pytest.mark.parametrize(
    ("environment", "flag", "plain"),
    [
        ({}, False, False),
        ({}, True, True),
        ({"BACKCHECK_PLAIN": "1"}, False, True),
        ({"BACKCHECK_PLAIN": "0"}, False, False),
        ({"ACCESSIBLE": "yes"}, False, True),
        ({"ACCESSIBLE": "False"}, False, False),
        ({"TERM": "dumb"}, False, True),
    ],
)
def test_plain_mode(environment: Mapping[str, str], flag: bool, plain: bool) -> None:
    assert open_surface(io.StringIO(), environment, plain=flag).plain is plain


def test_plain_mode_has_no_colour_but_a_dumb_terminal_may() -> None:
    assert not open_surface(io.StringIO(), {"BACKCHECK_PLAIN": "1"}, color="always").colour
    assert open_surface(io.StringIO(), {"TERM": "dumb"}, color="always").colour


@pytest.mark.parametrize(("encoding", "unicode"), [("utf-8", True), ("ascii", False), ("cp1252", False)])
def test_what_cannot_be_encoded_is_replaced_and_never_an_error(encoding: str, unicode: bool) -> None:
    raw = io.BytesIO()
    opened = open_surface(io.TextIOWrapper(raw, encoding=encoding), {})
    assert opened.unicode is unicode
    opened.write([opened.say("\u2019 \u8170 \ud800"), "\u8170"])
    assert raw.getvalue()


def test_a_real_terminal() -> None:
    leader, follower = pty.openpty()
    with os.fdopen(follower, "w") as stream, os.fdopen(leader):
        opened = open_surface(stream, {}, window=window_of(stream))
        assert opened.colour
        assert opened.width == 80  # a new terminal has no size yet


def test_a_closed_pipe_is_told() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    stream = os.fdopen(writing, "w")
    with pytest.raises(BrokenPipeError):
        Surface(stream=stream).write(["x"])
    with pytest.raises(BrokenPipeError):
        stream.close()


def test_paint_leaves_blanks_alone() -> None:
    on = surface(colour=True)
    assert on.paint("   ", "stop") == "   "
    assert on.paint("x", "urgent") == "\x1b[1;91mx\x1b[0m"
    assert on.paint("x", "") == surface().paint("x", "stop") == "x"
