"""The first lines of an interview: how long, how to sit, what this is not."""

from __future__ import annotations

MINUTES = 6
"""The words of a usual interview, read at 200 a minute."""

HELLO = (
    f"About {MINUTES} minutes. Sit, stand or lie down. If you get up, the interview waits for you.",
    "This is not a diagnosis and not an examination. Danger signs come first.",
)
ALOUD = "The interview takes seven to ten minutes if it is read aloud."


def hello(*, plain: bool) -> tuple[str, ...]:
    """What is said first; in `plain` mode, which is often read aloud, also how long that takes."""
    return (HELLO[0], *([ALOUD] if plain else []), HELLO[1])
