"""The gallery in the docs is that of the program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "docs" / "make_gallery.py"


@pytest.mark.skipif(not SCRIPT.is_file(), reason="the docs are not here")
def test_the_gallery_is_not_stale() -> None:
    checked = subprocess.run([sys.executable, SCRIPT, "--check"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, f"run `python docs/make_gallery.py`: {checked.stdout}{checked.stderr}"
