"""The style guide and the check of it say the same, and the check sees what it promises and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from backcheck.authoring.checks.texts import AVOIDED, find_problems

GUIDE = Path(__file__).parents[2] / "docs" / "words.md"


def test_the_guide_and_the_check_avoid_the_same_words() -> None:
    terms = GUIDE.read_text(encoding="utf-8").split("## Terms")[1]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in terms.splitlines() if line[:2] == "| "]
    told = {word for row in rows[1:] for word in re.split(r",\s*", row[2]) if word}
    assert told == set(AVOIDED)


@pytest.mark.parametrize(
    "text",
    [
        "One red day is no new damage.",
        "Wait until the back is quiet.",
        "Go up one rung.",
        "Take 20 % off.",
        "Three sets at about 60%.",
        "Do 3 sets of 8, or 2 sets of 12.",
        "Counts: it grows within 20 minutes.",
        "This is one sentence that goes on and on and on until nobody who reads it aloud has any breath left at all.",
    ],
)
def test_a_line_against_the_guide_is_found(text: str) -> None:
    assert list(find_problems(text))


@pytest.mark.parametrize(
    "text",
    [
        "There is no longer any need to wait.",
        "There is no card for that yet.",
        "Take 10 to 20% off your work weight.",
        "Lift about 60% of your best single, and stop there.",
        "Do 3 sets of 8 at half your work weight.",
        "Push up through the front foot.",
        "Quietly set the bar down.",
        "Lie down for ten minutes. Tick it if the pain is less. Don't tick it for a moment of stiffness. Then go on.",
    ],
)
def test_a_plain_line_is_left_alone(text: str) -> None:
    assert not list(find_problems(text))
