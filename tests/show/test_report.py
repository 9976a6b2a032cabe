"""Reports: the same advice in every format, nothing that a reader's program would obey, golden files."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from backcheck.knowledge.model import KnowledgeBase
from backcheck.reasoning.plan_words import NO_LOADS
from backcheck.show.document import Line
from backcheck.show.formats import Format, escape_markdown, render_report
from backcheck.show.later_report import POINTS_TO_CHANGE
from backcheck.show.phrases import MONTHS
from backcheck.show.report import BEGAN, build_report
from backcheck.show.third_person import tell_of
from backcheck.training_log.findings import LogNotes
from tests.conftest import Golden
from tests.reasoning.test_one_story import GYM
from tests.show.reports import DAY, PEOPLE, SQUAT, material, weeks

pytestmark = pytest.mark.boundary

DATED = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)})\b")
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
    actions = {action.id for action in made.assessment.triage.action}
    if person == "self-care":  # three weeks on, on a step without the lift
        actions.remove(POINTS_TO_CHANGE)
    assert actions <= set(in_json)
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
    assert "not an examination and not a diagnosis" in report.foot
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


def test_a_later_report_names_no_day_that_has_passed(kb: KnowledgeBase) -> None:
    """Three weeks on, with check-ins: the step of now stands there, and no date lies before the day of the report."""
    made = build_report(replace(material(kb, SQUAT, weeks()), today=date(2026, 11, 23)))
    lifter = next(page for page in made.pages if page.id == "lifter")
    assert "today" not in {section.id for section in lifter.sections}
    assert "ladder" in {section.id for section in lifter.sections}
    told = [line.text for section in lifter.sections for line in (*section.lines, Line(section.lead))]
    days = [date(2026, MONTHS.index(month) + 1, int(day)) for text in told for day, month in DATED.findall(text)]
    assert days
    assert all(day >= date(2026, 11, 23) or day.month < 6 for day in days), days


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (0, "by 16 November at the latest"),
        (13, "by 16 November at the latest"),
        (14, "by 16 November at the latest"),
        (15, "now (16 November was the latest day)"),
        (40, "now (16 November was the latest day)"),
    ],
)
def test_a_last_day_does_not_move(kb: KnowledgeBase, after: int, words: str) -> None:
    made = build_report(
        replace(
            material(kb, SQUAT | {"pain-course": "stuck", "pain-start": "crept"}), today=DAY + timedelta(days=after)
        )
    )
    [told] = [line.text for one in made.pages[1].sections for line in one.lines if line.label == "See someone?"]
    assert words in told


@pytest.mark.parametrize(
    ("after", "words"),
    [(0, "again on 16 November"), (13, "again on 16 November"), (14, "again today"), (30, "again today")],
)
def test_a_day_to_check_again_that_has_come_is_today(kb: KnowledgeBase, after: int, words: str) -> None:
    made = build_report(replace(material(kb, SQUAT), today=DAY + timedelta(days=after)))
    assert any(words in line.text for one in made.pages[1].sections for line in one.lines)
    assert not any("By now" in line.text for one in made.pages[1].sections for line in one.lines)


def test_the_page_for_a_clinician_speaks_of_the_patient(kb: KnowledgeBase) -> None:
    made = build_report(material(kb, SQUAT, weeks()))
    page = next(page for page in made.pages if page.id == "clinician")
    own = [section for section in page.sections if section.id not in ("notes", "tried")]
    said = [text for section in own for line in section.lines for text in (line.label, line.text)]
    said += [text for section in page.sections for text in (section.title, section.lead)]
    assert not [text for text in said if re.search(r"\byou(rs?|rself)?\b", text, re.IGNORECASE)]


@pytest.mark.parametrize(
    ("told", "retold"),
    [
        ("How old are you?", "How old are they?"),
        ("because it wakes you at night", "because it wakes them at night"),
        ("You felt it when you stood on your leg.", "They felt it when they stood on their leg."),
        ("what eases you, and you alone", "what eases them, and they alone"),
    ],
)
def test_in_the_third_person_the_verbs_stay(told: str, retold: str) -> None:
    assert tell_of(told) == retold


def test_a_clinician_reads_only_what_was_asked(kb: KnowledgeBase) -> None:
    """No row of an earlier version, which nobody saw, and of what is asked further only what a tick led to."""
    row: dict[str, object] = {"safety-nerves": ["bladder"]}
    people: list[dict[str, object]] = [{}, row, row | {"safety-bladder": "leak"}]
    for ticked in people:
        made = build_report(material(kb, SQUAT | ticked))
        signs = next(one for one in made.pages[0].sections if one.id == "signs")
        labels = [line.label for line in signs.lines]
        text = " ".join(line.text for line in signs.lines)
        offered = {option.label for one in kb.danger_lists for option in one.offered}
        for one in kb.danger_lists:
            assert tell_of(one.prompt) in labels
            for option in one.options:
                assert not option.retired or option.label in offered or tell_of(option.label) not in text, option.label
        asked = [one for one in kb.follow_ups.values() if ticked.get(one.list_id) == [one.row]]
        assert len([line for line in signs.lines if not line.id]) == len(kb.danger_lists) + len(asked)


def test_no_name_of_a_cause_or_fault_has_they_where_them_belongs(kb: KnowledgeBase) -> None:
    """Behind a verb or a preposition stands an object; behind these words a new clause begins."""
    opens = re.compile(
        r"(?:when|as|if|before|than|that|while|after|until|where|because|and|how|what|once|whether|then|or|but|so"
        r"|unless|something|since|long|which|day|least|work|do|time|reach|much|birth|case|though|reason|however|move|stiff)$",
        re.IGNORECASE,
    )
    texts = {one.name for one in kb.contributors.values()} | {one.name for one in kb.patterns.values()}
    texts |= {fault.said for lift in (*kb.lifts.values(), *kb.activities.values()) for fault in lift.faults}
    texts |= {fault.name for lift in (*kb.lifts.values(), *kb.activities.values()) for fault in lift.faults}
    for text in texts:
        for found in re.finditer(r"(\w+) they\b", tell_of(text)):
            assert opens.search(found[1]), (found[0], text)


@pytest.mark.parametrize("words", ["Is it true of you lately?", "Is it true of your pain, or of you?"])
def test_they_are_them_after_of(words: str) -> None:
    assert "of they" not in tell_of(words)
    assert "of them" in tell_of(words)


@pytest.mark.parametrize(
    ("days", "week"), [(0, "This week"), (6, "This week"), (7, "Since the first week"), (20, "Since the first week")]
)
def test_this_week_is_not_said_of_a_week_that_is_over(kb: KnowledgeBase, days: int, week: str) -> None:
    made = build_report(replace(material(kb, SQUAT), today=DAY + timedelta(days=days)))
    titles = [section.title for section in made.pages[1].sections if section.id == "this-week"]
    assert titles == [week]


@pytest.mark.parametrize("exercise", ["squat", "several", *NO_LOADS])
@pytest.mark.parametrize("looked", [False, True])
def test_the_way_back_speaks_of_lifts_to_those_who_lift(kb: KnowledgeBase, exercise: str, looked: bool) -> None:
    about = material(kb, SQUAT | {"exercise": exercise}, weeks() if looked else None)
    made = build_report(replace(about, today=DAY + timedelta(days=20)) if looked else about)
    (ladder,) = [section for section in made.pages[1].sections if section.id == "ladder"]
    gym = any(GYM.search(f"{line.label} {line.text}") for line in ladder.lines)
    assert gym is (exercise not in NO_LOADS)


@pytest.mark.parametrize(("unit", "told"), [("lb", "135 lb"), ("kg", "61 kg")])
def test_a_work_weight_is_told_in_the_unit_of_the_person(kb: KnowledgeBase, unit: str, told: str) -> None:
    kilos = 61.235 if unit == "lb" else 61.0
    made = build_report(material(kb, SQUAT | {"work-weight": kilos, "weight-unit": unit}))
    why = [line for one in made.pages[0].sections if one.id == "why" for line in one.lines]
    assert [line.text for line in why if "work weight" in line.label] == [told]


def test_why_they_came_has_the_day_the_pain_began(kb: KnowledgeBase) -> None:
    """A log is asked for it, so it is no answer of the interview."""
    told = build_report(material(kb, SQUAT, log=LogNotes(unit="kg", began=date(2026, 10, 30))))
    why = next(one for one in told.pages[0].sections if one.id == "why")
    assert (why.lines[0].label, why.lines[0].text) == (BEGAN, "30 October 2026")
    without = build_report(material(kb, SQUAT))
    assert BEGAN not in [line.label for one in without.pages[0].sections for line in one.lines]
