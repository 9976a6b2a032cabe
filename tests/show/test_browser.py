"""The HTML report in a real browser: what it fetches, what it complains of, whom it shuts out, how it prints.

Long, and needs Debian's `chromium` and `axe-core` from npm (`BACKCHECK_AXE` is the path of its `axe.min.js`). Where one
of them is missing it is skipped, and says so. With `BACKCHECK_PICTURES=FOLDER` pictures are left there to look at.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from backcheck.knowledge.model import KnowledgeBase
from backcheck.show.formats import render_report
from backcheck.show.report import build_report
from tests.show.reports import DAY, PEOPLE, SQUAT, material, weeks

pytestmark = pytest.mark.long

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
AXE = os.environ.get("BACKCHECK_AXE", "")
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
SCHEMES = {"light": "1", "dark": "0"}
NOTE = "I slept badly all week and sat in a car for nine hours. " * 8

if not CHROMIUM:
    pytest.skip("NOTICE: chromium is not installed, so no page was opened in a browser", allow_module_level=True)

FULL: dict[str, object] = SQUAT | {
    "changed": ["load-up", "more-work", "gear"],
    "pain-changes": ["worse-bend", "better-walk"],
    "pain-start": "built-up",
    "pain-where": "across",
    "pain-feel": "ache",
    "traits": ["no-brace", "sit", "hips-stuck"],
    "past": ["before", "often"],
    "worry": ["afraid"],
}
"""Somebody who answered all there is to answer: the longest report."""

RUN_AXE = """
<script>%s</script><script>
addEventListener("load", async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  const wide = document.documentElement.scrollWidth - innerWidth;
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const bad = found.violations.map(one => one.id + ": " + one.nodes.map(node => node.target.join(" ")).join(", "));
  parent.postMessage(JSON.stringify({bad, wide, dark, passes: found.passes.length, width: innerWidth}), "*");
});
</script></body>"""
FRAME = """<!DOCTYPE html><title>frame</title><body style="margin:0"><pre id="out"></pre>
<script>addEventListener("message", got => { document.getElementById("out").textContent = got.data; })</script>
<iframe src="%s" style="border:0;width:%dpx;height:%dpx"></iframe></body>"""


def browse(folder: Path, page: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    """Opens a page in a browser without a window, with a profile of its own."""
    command = [CHROMIUM, "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    command += [
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        f"--user-data-dir={folder / 'profile'}",
    ]
    command += ["--disable-features=NetworkTimeServiceQuerying,OptimizationHints,MediaRouter"]
    command += ["--host-resolver-rules=MAP * ~NOTFOUND"]  # the browser itself asks nobody either
    command += ["--no-sandbox"] if os.getuid() == 0 else []
    return subprocess.run([*command, *flags, page.as_uri()], capture_output=True, text=True, check=True, timeout=120)


def write(kb: KnowledgeBase, folder: Path, answers: dict[str, object], *, story: bool = True) -> Path:
    """The report of these answers as a file."""
    made = material(kb, answers, weeks() if story else None, notes=((DAY, NOTE),) * 3)
    page = folder / "report.html"
    page.write_text(render_report(build_report(made), "html"), encoding="utf-8")
    return page


def measure(folder: Path, page: Path, size: Sequence[int], scheme: str) -> dict[str, Any]:
    """What axe finds on the page at this size, and how much wider than its window it is."""
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.read_text(encoding="utf-8"))
    script = Path(AXE).read_text(encoding="utf-8").replace("</script", "<\\/script")
    copy, frame = folder / "copy.html", folder / "frame.html"
    copy.write_text(text.replace("</body>", RUN_AXE % script), encoding="utf-8")
    frame.write_text(FRAME % (copy.name, *size), encoding="utf-8")
    flags = ("--dump-dom", "--virtual-time-budget=15000", f"--blink-settings=preferredColorScheme={scheme}")
    shown = browse(folder, frame, *flags, "--allow-file-access-from-files").stdout
    found = re.search(r'<pre id="out">(.*?)</pre>', shown, re.DOTALL)
    assert found, "the page did not answer"
    said: dict[str, Any] = json.loads(unescape(found[1]))
    return said


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("person", PEOPLE)
def test_axe_finds_nothing(kb: KnowledgeBase, tmp_path: Path, person: str, size: str, scheme: str) -> None:
    """Contrast, landmarks, names, order: nothing at all; and nothing is wider than the screen."""
    if not AXE:
        pytest.skip("NOTICE: BACKCHECK_AXE is not set, so accessibility was not checked")
    said = measure(tmp_path, write(kb, tmp_path, PEOPLE[person]), SIZES[size], SCHEMES[scheme])
    assert said["bad"] == []
    assert said["width"] == SIZES[size][0]
    assert said["wide"] <= 0
    assert said["dark"] == (scheme == "dark")
    assert said["passes"] > 15


def test_axe_would_find_something(kb: KnowledgeBase, tmp_path: Path) -> None:
    """A page with a pale text and a picture without a name does not get through."""
    if not AXE:
        pytest.skip("NOTICE: BACKCHECK_AXE is not set, so accessibility was not checked")
    page = write(kb, tmp_path, SQUAT)
    spoilt = page.read_text(encoding="utf-8").replace("--ink: #1b1f23", "--ink: #dddddd").replace(' role="img"', "")
    page.write_text(spoilt.replace('<html lang="en">', "<html>"), encoding="utf-8")
    bad = " ".join(measure(tmp_path, page, SIZES["desktop"], SCHEMES["light"])["bad"])
    assert "color-contrast" in bad
    assert "html-has-lang" in bad


@pytest.mark.parametrize("person", PEOPLE)
def test_nothing_leaves_the_file_and_nothing_complains(kb: KnowledgeBase, tmp_path: Path, person: str) -> None:
    """The browser's own log of the network holds this file alone, and its console is empty."""
    complained, asked = listen(tmp_path, write(kb, tmp_path, PEOPLE[person]))
    assert complained == []
    assert asked == set()


def listen(folder: Path, page: Path) -> tuple[list[str], set[str]]:
    """What the console said, and the addresses that were asked for outside the file."""
    log = folder / "net.json"
    ran = browse(folder, page, "--dump-dom", f"--log-net-log={log}", "--enable-logging=stderr", "--log-level=0")
    events = json.loads(log.read_text(encoding="utf-8"))["events"]
    sent = [event["params"] for event in events if "initiator" in event.get("params", {})]
    own = {params["url"] for params in sent if params["initiator"] != "not an origin"}  # that would be the browser
    asked = {url for url in own if not url.startswith(("file://", "data:"))}
    return [line for line in ran.stderr.splitlines() if "CONSOLE" in line], asked


def test_a_request_and_a_complaint_would_be_seen(kb: KnowledgeBase, tmp_path: Path) -> None:
    """A picture from elsewhere: the policy of the page forbids it and says so; without the policy it is asked for."""
    page = write(kb, tmp_path, SQUAT)
    spoilt = page.read_text(encoding="utf-8").replace("<main", '<img src="http://example.invalid/x.png" alt=""><main')
    page.write_text(spoilt, encoding="utf-8")
    complained, asked = listen(tmp_path, page)
    assert "Content Security Policy" in " ".join(complained)
    assert asked == set()
    page.write_text(re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", spoilt), encoding="utf-8")
    assert listen(tmp_path, page)[1] == {"http://example.invalid/x.png"}


@pytest.mark.parametrize("paper", [(8.27, 11.69), (8.5, 11)], ids=["A4", "Letter"])
@pytest.mark.parametrize("person", [*PEOPLE, "full"])
def test_it_prints_on_two_pages(kb: KnowledgeBase, tmp_path: Path, person: str, paper: tuple[float, float]) -> None:
    """With everything answered and three long notes too."""
    page = write(kb, tmp_path, PEOPLE.get(person, FULL))
    size = f"@page {{ size: {paper[0]}in {paper[1]}in; }}"
    page.write_text(page.read_text(encoding="utf-8").replace("@page {", f"{size}\n  @page {{"), encoding="utf-8")
    printed = tmp_path / "report.pdf"
    browse(tmp_path, page, "--no-pdf-header-footer", f"--print-to-pdf={printed}")
    pages = len(re.findall(rb"/Type\s*/Page\b", printed.read_bytes()))
    keep(printed, f"{person}-{paper[1]}.pdf")
    assert pages == 2


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES)
def test_pictures(kb: KnowledgeBase, tmp_path: Path, size: str, scheme: str) -> None:
    """There is something to see; left for people to look at where that was asked for."""
    page, picture = write(kb, tmp_path, FULL), tmp_path / "picture.png"
    wide, high = SIZES[size][0], 6000 if size == "phone" else 2600
    frame = tmp_path / "frame.html"
    frame.write_text(FRAME % (page.name, wide, high), encoding="utf-8")
    flags = (f"--window-size={max(wide, 500)},{high}", f"--screenshot={picture}")
    browse(tmp_path, frame, *flags, f"--blink-settings=preferredColorScheme={SCHEMES[scheme]}")
    keep(picture, f"{size}-{scheme}.png")
    assert picture.stat().st_size > 20_000


def keep(file: Path, name: str) -> None:
    """Leaves a file where pictures were asked for."""
    folder = os.environ.get("BACKCHECK_PICTURES")
    if folder:
        shutil.copy(file, Path(folder) / name)
