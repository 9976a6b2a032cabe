"""The levels of urgency: what each is called, how it is marked, and which is more urgent. The one table of them.

What raises a level, and what to do about it, is data.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from backcheck.knowledge.records import Level


class LevelLook(NamedTuple):
    """How one level is ranked, shown and named.

    `rank` orders levels, the most urgent highest. `mark` stands before a verdict, `style` is its colour, `letter` its
    place in the table of danger signs. In words: `sign` is what a danger sign of this level asks for, `advice` ends
    "then you would be told to ...", `found` is what a check-in found. Empty where a level never comes there.
    """

    rank: int
    mark: str
    style: Literal["stop", "urgent", "book", "go", "asked"]
    letter: str
    sign: str
    advice: str
    found: str


LEVELS: dict[Level, LevelLook] = {
    "emergency": LevelLook(3, "!!!", "stop", "E", "STOP, go now", "go to emergency care", "an emergency sign"),
    "urgent": LevelLook(2, "!!", "urgent", "U", "TODAY", "be seen today", "something to be seen today"),
    "clinician": LevelLook(
        1, "!", "book", "C", "BOOK", "be seen by a doctor or physio", "something that a clinician should see"
    ),
    "self-care": LevelLook(0, ">>", "go", "S", "", "train on with changes", "none of those asked"),
    # Makes no statement about urgency, so it ranks with self-care.
    "unscreened": LevelLook(0, "??", "asked", "S", "", "", "not all were asked"),
}
"""Every level, the most urgent first."""

URGENCY: dict[str, int] = {level: look.rank for level, look in LEVELS.items()}
"""The rank of each level."""


def is_grave(level: Level) -> bool:
    """Whether only being seen matters: emergency or urgent, where no lifting advice is given."""
    return LEVELS[level].rank >= LEVELS["urgent"].rank
