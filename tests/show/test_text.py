"""Cleaning and wrapping."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcheck.show.page import Page
from backcheck.show.surface import Surface
from backcheck.text import LIMIT, ascii_only, cells, clean, is_blank, wrap
from tests.show.exhibits import HOSTILE

RISKY = st.text(alphabet=st.sampled_from("ab [0;31m\x1b]P\\\x07\x9b\x9c\x9d\n\t\r\x7f\u202e\u200f\ud800e\u0301\u8170"))


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("plain", "plain"),
        ("two\nlines\tand tab", "two\nlines\tand tab"),
        ("a\x1b[31mb\x1b[0m", "ab"),
        ("a\x9b31mb", "ab"),
        ("a\x1b]8;;http://x\x07b\x1b]8;;\x1b\\c", "abc"),
        ("a\x1bP1$r\x1b\\b\x90q\x9cc", "abc"),
        ("a\x1b(Bb", "ab"),
        ("lone \x1b end", "lone  end"),
        ("never closed \x1b]0;title", "never closed ]0;title"),
        ("a\x00\x07\x08\x7f\x85b\r\n", "ab\n"),
        ("a\u202eb\u2066c\u200fd\u061ce", "abcde"),
        ("\ud800", "\ufffd"),
        ("e\u0301", "\u00e9"),
        ("fi\u200dre", "fi\u200dre"),
        ("", ""),
    ],
)
def test_clean_keeps_words_and_drops_what_a_terminal_obeys(given_text: str, wanted: str) -> None:
    assert clean(given_text) == wanted


def test_clean_caps_the_length() -> None:
    assert len(clean("a" * (LIMIT + 1))) == LIMIT
    assert clean("\u00e9" * 30, limit=10) == "\u00e9" * 7 + "..."
    assert clean("a" * 10, limit=10) == "a" * 10


@pytest.mark.parametrize(
    "text", ["", " \t\n", "\u200b", "\u00a0\u2003", "\u3164\u2800", "\u00ad", "\ufeff \u200d", "\x1b[31m\x07", "\u0301"]
)
def test_what_nobody_sees_is_blank(text: str) -> None:
    assert is_blank(text)
    assert not is_blank(f"{text}.{text}")


@pytest.mark.parametrize("text", ["a", "-", "\u2713", "\u00df", "\u65e5", "\U0001f600", "0", "\u0301e"])
def test_what_somebody_sees_is_not(text: str) -> None:
    assert not is_blank(text)


@given(st.one_of(st.text(), RISKY))
def test_clean_is_done_after_one_pass_and_can_be_encoded(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not set(once) & {chr(code) for code in [*range(9), *range(11, 32), *range(127, 160), 0x202E, 0x200F]}
    once.encode("utf-8")


def test_clean_is_linear_in_hostile_text() -> None:
    for opener in ("\x1b]", "\x9b", "\x1b[0", "\x9d;"):
        clean(opener * 40_000)


@given(st.one_of(st.text(), RISKY), st.integers(6, 60), st.integers(0, 3))
def test_wrap_never_exceeds_the_width_and_loses_nothing(text: str, width: int, indent: int) -> None:
    lines = wrap(clean(text), width, " " * indent)
    assert all(cells(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(clean(text).split())


@pytest.mark.parametrize(
    ("word", "lines"),
    [
        ("https://doi.org/10.1016/j.math.2015.01.004", ["https://doi.org/10.1016/", "j.math.2015.01.004"]),
        ("x" * 30, ["x" * 25, "x" * 5]),
        ("a/" + "y" * 30, ["a/" + "y" * 23, "y" * 7]),
    ],
)
def test_a_word_longer_than_a_line_is_broken_behind_a_mark(word: str, lines: list[str]) -> None:
    """Where there is one in the second half of the line."""
    assert wrap(word, 25) == lines


def test_wrap_hangs_and_breaks() -> None:
    assert wrap("one two three", 9, "- ") == ["- one two", "  three"]
    assert wrap("one two", 7, "a: ", "") == ["a: one", "two"]
    assert wrap("abcdefgh", 4) == ["abcd", "efgh"]
    assert wrap("overlong", 10, "label: ", "  ") == ["label:", "  overlong"]
    assert wrap("", 10, "- ") == ["-"]
    assert wrap("", 10) == [""]


def test_wide_and_joining_characters_count_as_a_terminal_counts() -> None:
    assert [cells(text) for text in ("abc", "\u8170", "e\u0302x", "\u200d", "\u00e9")] == [3, 2, 2, 0, 1]
    assert wrap("\u8170\u8170\u8170", 4) == ["\u8170\u8170", "\u8170"]


@pytest.mark.parametrize(("width", "plain"), [(80, False), (40, False), (80, True), (40, True)])
def test_a_value_without_a_label_begins_with_the_value(width: int, plain: bool) -> None:
    """It goes on with the field before it; no colon stands there alone."""
    page = Page(Surface(stream=io.StringIO(), width=width, plain=plain))
    page.field("How it goes", "Nothing has changed.", column=17)
    page.field("", "Pain right now: 3 at first.", column=17)
    assert page.lines[-1].strip() == "Pain right now: 3 at first."


def test_ascii_only_spells_out_marks() -> None:
    assert (
        ascii_only("\u201cit\u2019s\u201d \u2013 2\u00d73 \u2192 \u2265 caf\u00e9 \u8170")
        == '"it\'s" - 2x3 -> >= cafe ?'
    )
    assert all(ascii_only(clean(text)).isascii() for text in ("", HOSTILE, "\u00bd \u2026 \u2022"))
