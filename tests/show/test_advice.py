"""One advice in every format: the same sections and lines for the same reader, whoever it is for."""

from __future__ import annotations

import json
import re
from datetime import date
from html.parser import HTMLParser
from io import StringIO

import pytest
from hypothesis import given
from msgspec.structs import replace

from backcheck import assess
from backcheck.ask.terms import Terms
from backcheck.cli.interview import InterviewState
from backcheck.cli.result_menu import ResultMenu
from backcheck.cli.runtime import Runtime
from backcheck.knowledge.model import KnowledgeBase
from backcheck.reasoning.answers import Answer
from backcheck.show import advice as advice_module
from backcheck.show.advice import PARTS, SCREENS, advise, list_first, list_sections
from backcheck.show.as_json import encode_assessment
from backcheck.show.document import Advice, Line, Part, Reader, Report, ReportPage, Section
from backcheck.show.first_screen import render_first_screen, render_result
from backcheck.show.formats import render_report, render_section
from backcheck.show.report import ONLY_HERE, build_report
from backcheck.show.surface import Surface
from tests.reasoning.people import KB, any_answers, screened_answers, urgent_answers
from tests.show.exhibits import contributor, pattern, result, surface
from tests.show.reports import DAY, SQUAT, material

pytestmark = pytest.mark.boundary

READERS: tuple[Reader, ...] = ("person", "asked", "lifter", "clinician")
WIDE = Surface(stream=StringIO(), width=4000)
PLAIN = Surface(stream=StringIO(), width=4000, plain=True)
DRIFTED: dict[str, object] = {
    "safety-body": ["none"],
    "safety-nerves": ["none"],
    "safety-pain": ["none"],
    "safety-you": ["unsure"],
    "exercise": "deadlift",
    "pain-course": "gone-between",
    "pain-when": "next-day",
    "pain-feel": "sore",
}
"""Somebody to be seen whose pain behaves like plain soreness."""


class Outline(HTMLParser):
    """The sections of a page and the lines with an id in each."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "section":
            self.found.append((str(known["class"]).removeprefix("part "), []))
        if "data-advice" in known:
            self.found[-1][1].append(str(known["data-advice"]))


def outline(sections: list[Section]) -> list[tuple[str, list[str]]]:
    return [(one.id, [line.id for line in one.lines if line.id]) for one in sections]


def in_formats(sections: list[Section]) -> dict[str, list[tuple[str, list[str]]]]:
    """The outline of these sections as each format of a report carries it."""
    report = Report(
        "Title", "Day", "TRAIN", "self-care", "1", (ReportPage("page", "Page", "", tuple(sections)),), "Foot"
    )
    page = Outline()
    page.feed(render_report(report, "html"))
    told = json.loads(render_report(report, "json"))["pages"][0]["sections"]
    titles = iter(sections)
    in_markdown = [
        (next(titles).id, re.findall(r"<!-- (\S+) -->", part))
        for part in re.split(r"^### .*$", render_report(report, "md"), flags=re.MULTILINE)[1:]
    ]
    return {
        "html": page.found,
        "json": [(one["id"], [line["id"] for line in one["lines"] if line["id"]]) for one in told],
        "md": in_markdown,
    }


def holds(lines: list[str], section: Section) -> bool:
    """Whether the text has the title and everything in the lines of the section, in their order."""
    text = "\n".join(lines)
    words = [section.title, section.lead]
    for line in section.lines:
        words += [line.label, *([line.text] if section.form == "rows" else [line.fit, line.text])]
        words += [word for one in line.more for word in (one.label, one.text)]
    for word in filter(None, words):
        _, found, text = text.partition(word)
        if not found:
            return False
    return True


def check(answers: dict[str, Answer] | dict[str, object]) -> None:
    """Everything that all formats promise for one person."""
    made = assess(KB, answers)
    advice = advise(KB, made, DAY)
    for reader in READERS:
        sections = list_sections(advice, reader)
        told = in_formats(sections)
        assert all(found == outline(sections) for found in told.values())
        for section in sections:
            if section.form != "rows":  # a table is drawn column by column
                assert holds(render_section(section, WIDE), section)
            assert holds(render_section(section, PLAIN), section)
    for to in (WIDE, PLAIN):
        screen = render_first_screen(advice, to)
        assert all(holds(screen, replace(one, title="", form="items")) for one in list_first(advice))
    for page in build_report(material(KB, dict(answers))).pages:
        shared = [one for one in page.sections if one.id not in ONLY_HERE]
        assert outline(shared) == outline(list_sections(advice, page.id))  # type: ignore[arg-type]


@given(screened_answers())
def test_all_formats_tell_the_same_to_people_who_may_train(answers: dict[str, Answer]) -> None:
    check(answers)


@given(urgent_answers())
def test_all_formats_tell_the_same_to_people_who_should_be_seen(answers: dict[str, Answer]) -> None:
    check(answers)


@given(any_answers())
def test_json_lists_what_the_person_is_told(answers: dict[str, Answer]) -> None:
    """Every section of pipe and menu with the ids of its lines, and nothing else."""
    advice = advise(KB, assess(KB, answers), DAY)
    listed = {one["id"]: one for one in json.loads(encode_assessment(advice))["sections"]}
    told = [*list_first(advice), *list_sections(advice, "person", "asked")]
    assert set(listed) == {section.id for section in told}
    for section in told:
        assert listed[section.id]["title"] == section.title
        assert {line.id for line in section.lines if line.id} <= set(listed[section.id]["lines"])


@pytest.mark.parametrize("everywhere", [True, False])
def test_a_section_added_is_seen_everywhere(
    kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, everywhere: bool
) -> None:
    """One function and one row are enough for pipe, plain mode, menu, HTML, Markdown and both kinds of JSON."""

    def make(advice: Advice) -> Section:
        return Section("How you sleep", lines=(Line("Sleep on it.", id="sleep-on-it"),))

    if everywhere:
        part = Part("sleep", make, {"person": 9, "lifter": 9, "clinician": 9})
        monkeypatch.setattr(advice_module, "PARTS", [*PARTS, part])
    made = assess(kb, SQUAT)
    advice, report = advise(kb, made, DAY), build_report(material(kb, SQUAT))
    menu = ResultMenu(Runtime(), kb, InterviewState({}, Terms()), made, "")
    seen = [
        "Sleep on it." in "\n".join(render_result(advice, surface())),
        "Sleep on it." in "\n".join(render_result(advice, surface(plain=True))),
        "How you sleep" in [row.label for row in menu._rows()],
        "sleep-on-it" in [line.id for section in menu._sections().get("sleep", []) for line in section.lines],
        *(render_report(report, form).count("sleep-on-it") >= 2 for form in ("html", "md", "json")),
        any(one["lines"] == ["sleep-on-it"] for one in json.loads(encode_assessment(advice))["sections"]),
    ]
    assert seen == [everywhere] * len(seen)


def test_soreness_is_no_likeness_for_whom_to_book_in_any_format(kb: KnowledgeBase) -> None:
    report = build_report(material(kb, DRIFTED))
    assert report.verdict == "BOOK"
    for form in ("html", "md", "json"):
        text = render_report(report, form)
        assert "Plain muscle soreness" not in text
    assert "doms" not in report.advice
    assert "Plain muscle soreness" not in "\n".join(render_result(advise(kb, assess(kb, DRIFTED), DAY), surface()))


@pytest.mark.parametrize("reader", ["person", "clinician"])
def test_a_likeness_never_fits_strongly(reader: Reader) -> None:
    """Two at most, in the same words for everybody."""
    found = (pattern("Strain"), pattern("Disc"), pattern("Facet"))
    made = result(patterns=tuple(one for one in found))
    [section] = [one for one in list_sections(Advice(made, DAY), reader) if one.id == "likeness"]
    assert [line.name for line in section.lines] == ["Looks like: Strain (may fit)", "Looks like: Disc (may fit)"]


def test_every_cause_that_is_likely_is_told_in_full() -> None:
    """Three in any case, those beyond where they are more than possible; the rest by name. A sheet has room for 5."""
    made = result(
        contributors=tuple(contributor(f"Cause {n}", fit="likely" if n < 5 else "possible") for n in range(7))
    )
    told, on_sheet = (
        next(one.lines for one in list_sections(Advice(made, DAY), reader) if one.id == "causes")
        for reader in ("person", "clinician")
    )
    assert [line.id for line in told] == [*(f"cause-{n}" for n in range(5)), ""]
    assert told[-1].text == "Cause 5; Cause 6"
    assert [line.id for line in on_sheet] == [line.id for line in told[:5]]


def test_the_report_changes_first_what_the_first_screen_changes_first() -> None:
    """Nothing while it flares, nothing for whom nothing is named, and the second change as the plan words it."""
    for made in (
        result(flared=True),
        result(enough=False, lead=()),
        result(second_change="Push the floor."),
        result(lead=("heavy-week",)),
        result(plain_soreness=True),
        result("clinician"),
        result("unscreened"),
    ):
        advice = Advice(made, DAY)
        screen = " ".join("\n".join(render_first_screen(advice, surface())).split())
        change = [one for one in list_sections(advice, "lifter") if one.id == "change"]
        assert bool(change) == ("FIRST " in screen)
        for line in (line for one in change for line in one.lines):
            assert f"{line.label} {line.text}" in screen


@pytest.mark.parametrize(
    ("made", "when"),
    [(result("clinician"), "when you are cleared"), (result(flared=True), "when it has eased")],
)
def test_what_waits_says_until_when(made: object, when: str) -> None:
    """Causes and fixes alike."""
    titles = {one.id: one.title for one in list_sections(Advice(made, DAY), "person")}  # type: ignore[arg-type]
    assert titles["causes"].endswith(f"set it off, for {when}")
    assert titles["faults"] == f"What to fix {when}, in this order"


def test_every_section_that_is_named_is_in_the_table() -> None:
    """On the first screens, and among those that only a report has."""
    names = {part.id for part in PARTS}
    assert names >= {*ONLY_HERE, *(name for screen in SCREENS.values() for name in screen)}
    assert not [part.id for part in PARTS if not part.readers and not any(part.id in one for one in SCREENS.values())]


def test_without_a_day_dates_stay_open() -> None:
    assert Advice(result()).dated("On {date}.") == "On {date}."
    assert Advice(result(), date(2026, 11, 23)).dated("On {date}.") == "On 7 December."
