"""backcheck: a terminal troubleshooter for lifters whose lower back hurts in leg training.

The library is the same thing without a terminal: `load_knowledge`, `next_question`, `assess`, `find_exercise`. They
print nothing, have no clock and read no file after loading; they are imported when first used.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as `typing` has it, which takes longer to load than all else here
if TYPE_CHECKING:
    from typing import Any

    from backcheck.knowledge.load import load_knowledge as load_knowledge
    from backcheck.knowledge.names import find_exercise as find_exercise
    from backcheck.reasoning.assess import assess as assess
    from backcheck.reasoning.interview import next_question as next_question

__version__ = "0.1.0"

__all__ = ["__version__", "assess", "find_exercise", "load_knowledge", "next_question"]

_HOMES = {
    "assess": "backcheck.reasoning.assess",
    "find_exercise": "backcheck.knowledge.names",
    "load_knowledge": "backcheck.knowledge.load",
    "next_question": "backcheck.reasoning.interview",
}


def __getattr__(name: str) -> Any:
    """Imports a library function when it is first asked for, so that `--version` imports next to nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'backcheck' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
