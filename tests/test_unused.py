"""Nothing private is written and then used nowhere, as a function whose row in a table was forgotten."""

from __future__ import annotations

import re
from pathlib import Path

import backcheck

PRIVATE = re.compile(r"^(?:def |class )?(_[a-z]\w*)(?=[(:]| = )", re.MULTILINE)


def test_every_private_name_is_used() -> None:
    """In its own module, where alone it may be."""
    unused = []
    for path in Path(backcheck.__file__).parent.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        unused += [
            f"{path.name}: {name}" for name in PRIVATE.findall(source) if len(re.findall(rf"\b{name}\b", source)) < 2
        ]
    assert unused == []
