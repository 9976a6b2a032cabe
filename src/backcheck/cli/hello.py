"""The first two lines of an interview: how long, how to sit, what this is not.

Said before anything slow is loaded.
"""

from __future__ import annotations

from backcheck.cli.wiring import Runtime

HELLO = (
    "About two minutes. Sit, stand or lie; get up and come back, it waits for you.",
    "This is no diagnosis and no examination. Danger signs first.",
)


ALOUD = "Read aloud it takes longer: five to ten minutes."


def say_hello(runtime: Runtime) -> None:
    """Says it on standard error."""
    runtime.tell(HELLO[0], *([ALOUD] if runtime.talk().plain else []), HELLO[1])
