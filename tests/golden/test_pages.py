"""Golden output of the look-ups, as they go into a pipe: each kind of page, and each part that opens."""

from __future__ import annotations

import pytest

from tests.cli.program import run
from tests.conftest import Golden

pytestmark = pytest.mark.boundary

PAGES = {
    "causes": ("cause", "cause butt-wink", "cause butt-wink --sources"),
    "habits": ("prevent", "prevent warm-up --full"),
    "practice": (
        "warmup squat --weight 100kg --full",
        "core",
        "core dead-bug",
        "tests",
        "tests plank --full",
        "ladder --full",
    ),
    "words": (
        "search butt wink",
        "search butt wink --full",
        "sources",
        "sources nhs-pe",
        "questions",
        "questions pain-when",
    ),
    "authors": ("kb graph --why butt-wink", "kb graph --format mermaid --why butt-wink"),
}
"""Name of the golden file -> the commands whose pages it holds."""


@pytest.mark.parametrize("name", PAGES)
def test_its_pages_are_as_they_were(name: str, golden: Golden) -> None:
    """Byte for byte."""
    pages = []
    for command in PAGES[name]:
        ran = run(*command.split())
        assert ran.code == 0, (command, ran.err)
        pages.append(f"$ backcheck {command}\n{ran.out}")
    golden(f"pages-{name}.txt", "\n".join(pages))
