"""The sheet on which a clinician reviews the danger-sign decisions: two printed pages, then all others as an annex.

Owns the look. The decisions come as plain fields, since `show` and `authoring` do not know each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from backcheck.show.formats import load_template

ON_A_SHEET = 10


def render_review_sheet(
    hardest: Sequence[Mapping[str, Any]], others: Sequence[Mapping[str, Any]], status: str, version: str
) -> str:
    """One HTML page that needs nothing else. `hardest` are decisions with the `question` to the reviewer."""
    numbered = [{**one, "number": number} for number, one in enumerate(hardest, 1)]
    sheets = [numbered[start : start + ON_A_SHEET] for start in range(0, len(numbered), ON_A_SHEET)]
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for one in others:
        groups.setdefault(str(one["group"]), []).append(one)
    page = load_template("review.html.j2")
    return page.render(sheets=sheets, groups=groups, status=status, version=version)
