"""What a new answer changed, in one line."""

from __future__ import annotations

import pytest

from backcheck import assess, load_knowledge
from backcheck.show.changes import SAME, say_changes

KB = load_knowledge()
CLEAR: dict[str, object] = {
    "safety-body": ["none"], "safety-nerves": ["none"], "safety-pain": ["none"], "safety-you": ["none"],
    "age": "20-44", "exercise": "squat", "pain-course": "weeks-easing", "pain-reach": "only-lift",
}  # fmt: skip
SEEN = CLEAR | {"signs-squat": ["tailbone-tucks"], "pain-when": "bottom"}


def said(before: dict[str, object], after: dict[str, object]) -> str:
    """The line."""
    return say_changes(assess(KB, before), assess(KB, after))


def test_nothing_changed() -> None:
    """Said, not left out."""
    assert said(SEEN, SEEN) == SAME


def test_a_new_sign_is_the_first_thing_to_change() -> None:
    """Named in words."""
    line = said(CLEAR | {"signs-squat": "unsure"}, SEEN)
    assert "the first thing to change is now 'Tailbone tucks" in line
    assert "\n" not in line


def test_an_urgent_answer_changes_the_verdict_and_nothing_is_said_of_lifting() -> None:
    """Before and now, and that alone."""
    line = said(SEEN, SEEN | {"safety-body": ["fever"]})
    assert line == "Your new answer changes this: the verdict was TRAIN, CHANGED and is now TODAY."


@pytest.mark.parametrize("order", [1, -1])
def test_another_leader_is_named_with_the_old_one(order: int) -> None:
    """Both ways."""
    loaded = CLEAR | {"changed": ["load-jump"], "signs-squat": ["none"], "pain-when": "after"}
    first, second = (SEEN, loaded)[::order]
    line = said(first, second)
    assert "was '" in line
    assert "and is now '" in line
