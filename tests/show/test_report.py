"""Reports: the same advice in every format, nothing that a reader's program would obey, golden files."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcheck.knowledge.model import KnowledgeBase
from backcheck.show.formats import Format, escape_markdown, render_report
from backcheck.show.report import build_report
from tests.conftest import Golden
from tests.show.reports import DAY, PEOPLE, SQUAT, material, weeks

pytestmark = pytest.mark.boundary

FORMATS: tuple[Format, ...] = ("md", "html", "json")
HOSTILE = "\x1b]8;;http://evil\x07x\x1b[31m <script>alert(1)</script> [/x](http://evil) {{7*7}} \u202e| `code` # *b*"


class Reader(HTMLParser):
    """Reads a page: advice ids, headings, tags, and whatever would be fetched."""

    def __init__(self) -> None:
        super().__init__()
        self.advice: list[str] = []
        self.tags: list[str] = []
        self.levels: list[int] = []
        self.fetched: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.tags.append(tag)
        if "data-advice" in known:
            self.advice.append(str(known["data-advice"]))
        if "id" in known:
            self.ids.append(str(known["id"]))
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        for name in ("src", "href", "srcset", "data", "action"):
            value = known.get(name)
            if value is not None and not value.startswith("#"):
                self.fetched.append(value)
        assert not [name for name in known if name.startswith("on")]


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


@pytest.mark.parametrize("person", PEOPLE)
def test_every_format_carries_the_same_advice(kb: KnowledgeBase, person: str) -> None:
    """The ids of all advice, in the same order; those of the actions and the reasons among them."""
    made = material(kb, PEOPLE[person], weeks() if person == "self-care" else None)
    report = build_report(made)
    texts = {form: render_report(report, form) for form in FORMATS}
    in_json = json.loads(texts["json"])["advice"]
    assert in_json == read(texts["html"]).advice == re.findall(r"<!-- (\S+) -->", texts["md"]) == report.advice
    assert {action.id for action in made.assessment.triage.action} <= set(in_json)
    assert {reason.id for reason in made.assessment.triage.reasons} <= set(in_json)


@pytest.mark.parametrize("person", PEOPLE)
def test_what_is_not_said_on_the_screen_is_not_said_here(kb: KnowledgeBase, person: str) -> None:
    """No lifting advice at emergency and urgent; never a serious likeness; the line that is never left out."""
    made = material(kb, PEOPLE[person], weeks())
    report = build_report(made)
    text = render_report(report, "md")
    sections = {part.id for page in report.pages for part in page.sections}
    if made.assessment.triage.level in ("emergency", "urgent"):
        assert not sections & {
            "change",
            "faults",
            "today",
            "this-week",
            "next-weeks",
            "swap",
            "ladder",
            "likeness",
            "causes",
        }
    if made.assessment.coaching.mode != "full":
        assert "ladder" not in sections
    for pattern in made.assessment.patterns:
        if pattern.serious:
            assert f"**{pattern.name}" not in text
    assert "not from an examination, and no diagnosis" in report.foot
    assert made.assessment.review in report.foot


@pytest.mark.parametrize("person", PEOPLE)
def test_the_page_is_one_sound_file(kb: KnowledgeBase, person: str) -> None:
    """Nothing is fetched, nothing runs, headings nest, ids are there once, and it has its landmarks."""
    page = render_report(build_report(material(kb, PEOPLE[person], weeks())), "html")
    found = read(page)
    assert found.fetched == []
    assert not {"script", "img", "iframe", "link", "object", "form", "base"} & set(found.tags)
    assert "url(" not in page
    assert "@import" not in page
    assert {"header", "main", "footer", "nav", "title"} <= set(found.tags)
    assert found.levels[0] == 1
    assert found.levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(found.levels, found.levels[1:], strict=False))
    assert len(found.ids) == len(set(found.ids))


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_words_are_harmless_in_every_format(kb: KnowledgeBase, form: Format) -> None:
    made = material(kb, SQUAT, weeks(HOSTILE), notes=((DAY, HOSTILE * 20),))
    text = render_report(build_report(made), form)
    for mark in ("\x1b", "\x9b", "\x07", "\u202e"):
        assert mark not in text
    assert ("\\{\\{7\\*7" if form == "md" else "{{7*7}}") in text, "shown as it was typed"
    if form == "html":
        assert "<script" not in text
        assert read(text).fetched == []
    if form == "md":
        assert not re.search(r"(?<!\\)<(?!!--)", text)
        assert not re.search(r"(?<!\\)\]\(", text)
        assert "://" not in text


@given(st.text(max_size=80))
def test_escaped_text_opens_no_markup(text: str) -> None:
    """In one line, no mark without its backslash, nothing at the start that opens a list or a heading."""
    safe = escape_markdown(text)
    assert "\n" not in safe
    bare = re.sub(r"\\.", "", safe)
    assert not set("`*_[]<>#|~&@") & set(bare)
    assert not re.match(r"\s*([-+=]|\d+[.)])", safe)


def test_the_fault_is_drawn_and_told_in_words(kb: KnowledgeBase) -> None:
    """The SVG in the page, the words in Markdown, both in JSON."""
    report = build_report(material(kb, SQUAT))
    words = "the low back rounds and the tailbone tucks under."
    sections = json.loads(render_report(report, "json"))["pages"][1]["sections"]
    [figure] = next(part["figures"] for part in sections if part["id"] == "picture")
    assert figure["svg"] in render_report(report, "html")
    assert figure["svg"].startswith("<svg")
    assert figure["alternative"].endswith(words)
    assert words in render_report(report, "md")


@pytest.mark.parametrize("form", FORMATS)
def test_golden(kb: KnowledgeBase, form: Format, golden: Golden) -> None:
    """Byte for byte, apart from which knowledge it was."""
    text = render_report(build_report(material(kb, SQUAT, weeks(), notes=((DAY, "Slept badly."),))), form)
    text = text.replace(kb.hash, "HASH").replace(kb.base.version, "VERSION")
    golden(f"report.{form}", text)
