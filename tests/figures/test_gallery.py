"""The gallery in the docs is that of the program."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from backcheck.knowledge.model import KnowledgeBase

SCRIPT = Path(__file__).resolve().parents[2] / "docs" / "make_gallery.py"


@pytest.mark.skipif(not SCRIPT.is_file(), reason="the docs are not here")
def test_the_gallery_is_not_stale() -> None:
    checked = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, f"run `python docs/make_gallery.py`: {checked.stdout}{checked.stderr}"


@pytest.mark.skipif(not SCRIPT.is_file(), reason="the docs are not here")
def test_each_lift_of_the_gallery_has_all_its_faults_inherited_ones_too(kb: KnowledgeBase) -> None:
    parts = re.split(r"^## (.+)$", (SCRIPT.parent / "gallery.md").read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    listed = dict(zip(parts[::2], parts[1::2], strict=True))
    for lift in kb.lifts.values():
        assert set(re.findall(r"^- \*\*(.+?)\.\*\*", listed[lift.name], flags=re.MULTILINE)) == {
            fault.name for fault in lift.faults
        }
