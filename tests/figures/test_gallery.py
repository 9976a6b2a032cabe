"""The gallery in the docs lists every fault."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from backcheck.knowledge.model import KnowledgeBase

GALLERY = Path(__file__).resolve().parents[2] / "docs" / "gallery.md"


@pytest.mark.skipif(not GALLERY.is_file(), reason="the docs are not here")
def test_each_lift_of_the_gallery_has_all_its_faults_inherited_ones_too(kb: KnowledgeBase) -> None:
    parts = re.split(r"^## (.+)$", GALLERY.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    listed = dict(zip(parts[::2], parts[1::2], strict=True))
    for lift in kb.lifts.values():
        assert set(re.findall(r"^- \*\*(.+?)\.\*\*", listed.get(lift.name, ""), flags=re.MULTILINE)) == {
            fault.name for fault in lift.faults
        }
