"""Near names: one slip is near, a word in common is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import backcheck
from backcheck.knowledge.near import MOST, SHORTEST, find_near, unknown

NAMES = ("barbell squat", "leg-press", "back-extension", "butt-wink", "dead-bug")


@pytest.mark.parametrize(
    ("typed", "near"), [("barbell sqat", "barbell squat"), ("butwink", "butt-wink"), ("ded bug", "dead-bug")]
)
def test_a_slip_is_near(typed: str, near: str) -> None:
    assert find_near(typed, NAMES) == [near]


@pytest.mark.parametrize("typed", ["back", "ball", "cable", "hack back", "press"])
def test_a_word_that_another_name_spells_like_that_is_no_slip(typed: str) -> None:
    """One letter apart from a name, but meant as it stands."""
    names = ("hack squat", "back extension", "leg curl", "wall ball", "calf raise", "cable row", "press-up")
    assert [name for name in find_near(typed, names) if not set(typed.split()) & set(re.split("[ -]", name))] == []


@pytest.mark.parametrize("typed", ["barbell row", "log press", "bench-press", "back", "asdf", "dea", "", "bug report"])
def test_a_word_in_common_is_not(typed: str) -> None:
    assert find_near(typed, NAMES) == []
    assert unknown("thing", typed, NAMES, "See the list.").remedy == "See the list."


@given(typed=st.text(max_size=40), names=st.lists(st.text(max_size=20), max_size=8))
def test_near_names_are_few_known_and_each_once(typed: str, names: list[str]) -> None:
    near = find_near(typed, names)
    assert len(near) <= MOST
    assert len(set(near)) == len(near)
    assert set(near) <= set(names)
    assert not near or len(typed) >= SHORTEST


def test_near_names_are_looked_for_and_said_in_one_place() -> None:
    root = Path(backcheck.__file__).parent
    found = {path.name for path in root.rglob("*.py") if re.search(r"difflib|[Nn]ear match\w*:", path.read_text())}
    assert found == {"near.py"}
