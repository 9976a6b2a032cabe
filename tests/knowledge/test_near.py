"""Near names: one slip is near, a word in common is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import backcheck
from backcheck.knowledge import near
from backcheck.knowledge.load import load_lift_names
from backcheck.knowledge.locate import find_data_folder
from backcheck.knowledge.near import MOST, NEAR, SHORTEST, NearNames, find_near, likeness, plain, unknown

NAMES = ("barbell squat", "leg-press", "back-extension", "butt-wink", "dead-bug")


@pytest.mark.parametrize(
    ("typed", "near"),
    [("barbell sqat", "barbell squat"), ("butwink", "butt-wink"), ("ded bug", "dead-bug"), ("butt wi", "butt-wink")],
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


def lift_names() -> list[tuple[str, str]]:
    """Every name of every lift, with its id."""
    lifts = load_lift_names(find_data_folder(None))
    return [(name, lift.id) for lift in lifts for name in (lift.name, *lift.names, *lift.covers)]


OWN = lift_names()
LISTED = NearNames(OWN)
PLAIN = [(plain(name), entry) for name, entry in OWN]
KNOWN = {word for name, _ in PLAIN for word in name.split()}


@st.composite
def slips(draw: st.DrawFn) -> str:
    """A name or two as a hurried person types them: letters that are wrong, missing, swapped or doubled."""
    typed = " ".join(name for name, _ in draw(st.lists(st.sampled_from(OWN), min_size=1, max_size=2)))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(typed)))
        kind = draw(st.sampled_from("-+~="))
        if kind == "-":
            typed = typed[:at] + typed[at + 1 :]
        elif kind == "+":
            typed = typed[:at] + draw(st.sampled_from("aest -\u00e9\u0139")) + typed[at:]
        elif kind == "~":
            typed = typed[: at - 1] + typed[at : at + 1] + typed[at - 1 : at] + typed[at + 1 :] if at else typed
        else:
            typed = typed[:at] + typed[max(0, at - 6) :]
    return typed


@given(typed=slips())
def test_names_that_are_passed_over_by_their_letters_are_not_near(typed: str) -> None:
    """What is found is what comparing with every name finds."""
    wanted = plain(typed)
    known = [word for word in wanted.split() if word in KNOWN]
    scored = sorted(
        (-likeness(wanted, name), entry)
        for name, entry in PLAIN
        if all(word in name.replace(" ", "") for word in known)
    )
    every = list(dict.fromkeys(entry for score, entry in scored if -score >= NEAR))[:MOST]
    assert LISTED.find(typed) == (every if len(wanted) >= SHORTEST else [])


def test_few_names_are_compared_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each such comparison costs many times what passing over costs."""
    seen: list[str] = []

    def compare(wanted: str, name: str) -> float:
        seen.append(name)
        return likeness(wanted, name)

    monkeypatch.setattr(near, "likeness", compare)
    strange = ("Wall Sit 1:00", "Lat Pulldown", "Zercher Carry", "Farmers Walk", "My squat day", "Sled Push 20 m")
    for name in strange:
        LISTED.find(name)
    assert len(seen) <= 0.1 * len(strange) * len(OWN)
