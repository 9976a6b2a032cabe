"""Reports of a terminal are told apart from keys by their grammar, however they are cut."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.input.vt100_parser import Vt100Parser
from prompt_toolkit.key_binding import KeyPress

from backcheck.ask.tty import Reports


class Press(NamedTuple):
    """A key of the test's own."""

    data: str


CSI = st.builds(
    lambda parameters, between, last: f"\x1b[{parameters}{between}{last}",
    st.text("0123456789;:<=>?", max_size=8),
    st.text(" !\"#$%&'()*+,-./", max_size=1),
    st.sampled_from("cIOnxyutpqz"),
)
STRING = st.builds(
    lambda opener, text, end: f"\x1b{opener}{text}{end}",
    st.sampled_from("]PX^_"),
    st.text("0123456789;:rgb/abcdef?|>()q ", max_size=20),
    st.sampled_from(["\x07", "\x1b\\"]),
)
REPORT = st.one_of(CSI, STRING, st.builds(lambda key: f"\x1bO{key}", st.sampled_from("jklmnopqrstuvwxyM")))


def typed(parts: list[str]) -> str:
    """What is left of these parts when they come one after the other through the library's own parser."""
    kept: list[KeyPress] = []
    reports: Reports[KeyPress] = Reports()
    for part in parts:
        keys: list[KeyPress] = []
        parser.feed_key_callback = keys.append
        parser.feed(part)
        kept += reports.take(keys)
    keys = []
    parser.feed_key_callback = keys.append
    parser.flush()
    return "".join(key.data for key in [*kept, *reports.flush(keys)])


parser = Vt100Parser(lambda key: None)


@given(REPORT, st.text("1234567890uq\r ", max_size=3), st.text("123q\r", max_size=3))
def test_a_report_is_no_key_and_takes_none_with_it(report: str, before: str, after: str) -> None:
    """Whatever it says, between keys that were pressed."""
    assert typed([before, report, after]) == before + after


@given(REPORT, st.integers(1, 6))
def test_a_report_may_come_in_two_parts(report: str, cut: int) -> None:
    """As over a slow line."""
    assert typed([report[:cut], report[cut:], "1"]) == "1"


@pytest.mark.parametrize("letter", "xq1u?")
def test_alt_and_a_letter_is_no_key(letter: str) -> None:
    """It comes at once; an Escape that came before its letter is the key, and so is the letter."""
    reports: Reports[Press] = Reports()
    assert reports.take([Press("\x1b"), Press(letter)]) == []
    assert reports.take([Press("\x1b"), Press(letter)], split=True) == [Press("\x1b"), Press(letter)]


def test_an_escape_alone_is_a_key_once_it_is_quiet() -> None:
    """And half a report does not swallow what comes after half a second."""
    reports: Reports[Press] = Reports()
    assert reports.take([Press("\x1b")]) == []
    assert reports.flush([]) == [Press("\x1b")]
    assert reports.take([Press("\x1b"), Press("]"), Press("1")]) == []
    assert reports.flush([]) == []
    assert reports.take([Press("1")]) == [Press("1")]


@pytest.mark.parametrize("key", ["\x03", "\x04", "\r"])
def test_half_a_report_holds_nobody_back(key: str) -> None:
    """Ctrl-C, Ctrl-D and Enter are never part of one."""
    reports: Reports[Press] = Reports()
    assert reports.take([Press("\x1b"), Press("]"), Press("1"), Press(key)]) == [Press(key)]
