"""Lists and pages to look things up, whole and on one screen: lifts, causes, habits, hits, questions, sources.

A lift's own page is in `card`, the danger signs are in `danger`; how a source is cited is in `phrases`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from backcheck.knowledge.model import Contributor, Pattern
from backcheck.knowledge.questions import FollowUpQuestion, Question
from backcheck.knowledge.records import Family, Source, Stage, Study
from backcheck.knowledge.training import Topic
from backcheck.show.card import write_claims, write_credit
from backcheck.show.danger import ACTIONS, say_reach, word_and_style
from backcheck.show.first_page import (
    ListEntry,
    end_page,
    first_entries,
    first_groups,
    first_sections,
    list_entries,
    list_groups,
    most_that_fits,
)
from backcheck.show.page import Page, measure_column
from backcheck.show.phrases import GRADES, Works, say_work
from backcheck.show.surface import Surface
from backcheck.text import wrap

if TYPE_CHECKING:
    from backcheck.knowledge.names import Named
    from backcheck.knowledge.search import Hit

LABEL = 16

FIRST_HITS = 5
"""At most so many search results come with their text; these and the names of the others fill one screen."""

MORE_HITS = 10
HIT_CELLS = 130

FAMILIES: dict[Family, str] = {
    "load": "Weight, reps and how hard",
    "form": "How the lift is done",
    "core": "Brace and core",
    "imbalance": "What feels weak or tight",
    "readiness": "Before the first set",
    "equipment": "Kit and set-up",
}

STAGES: dict[Stage, str] = {
    "safety": "Danger signs",
    "lift": "The lift",
    "training": "Training",
    "signs": "What you see in the lift",
    "pain": "The pain",
    "body": "You",
    "tests": "Self-tests, offered later",
    "plan": "For the plan, offered later",
}

NOT_A_DIAGNOSIS = "This is what a pain may look like. It is not a diagnosis. For one, a clinician has to examine you."
SERIOUS = "Only an examination can tell. If you think you may have this, read the danger signs: backcheck redflags."
RESERVED_ANSWERS = (
    "Every question also takes the answer unsure. One that takes several answers also takes none, on its own."
)


def render_lifts(lifts: Iterable[Named], surface: Surface, *, first: bool = False) -> list[str]:
    """The list of lifts by family, with some of the names each is found by.

    Here and below, `first` asks for as much as fits on one screen.
    """
    families: dict[str, list[ListEntry]] = {}
    for lift in lifts:
        others = [name for name in lift.names if lift.name.lower() not in name.lower()]
        entry = lift.id, ", ".join(others[:4]) or lift.name
        families.setdefault(lift.family.replace("-", " ").capitalize(), []).append(entry)
    how = "Type: backcheck exercise NAME. Any name works, even with a typo."
    return list_groups("Lifts with a card", list(families.items()), surface, how, first=first)


def render_causes(causes: Iterable[Contributor | Pattern], surface: Surface, *, first: bool = False) -> list[str]:
    """The list of what may set a back off, by family, then what a pain may look like."""
    groups: dict[str, list[ListEntry]] = {heading: [] for heading in FAMILIES.values()}
    like, rare = (
        "What the pain may look like" if first else "What the pain itself may look like",
        "Rare, and for a doctor",
    )
    groups |= {like: [], rare: []}
    for one in causes:
        heading = FAMILIES[one.family] if isinstance(one, Contributor) else rare if one.serious else like
        groups[heading].append((one.id, one.name))
    title = "What may set a sore back off in leg training"
    return list_groups(title, list(groups.items()), surface, "Type: backcheck cause ID.", first=first)


def render_cause(
    cause: Contributor | Pattern,
    surface: Surface,
    review: str,
    sources: Works | None = None,
    *,
    first: bool = False,
) -> list[str]:
    """The page of one contributor or pattern."""
    if isinstance(cause, Contributor):
        return render_contributor(cause, surface, review, sources, first=first)
    return render_pattern(cause, surface, review, sources, first=first)


def render_contributor(
    one: Contributor, surface: Surface, review: str, sources: Works | None = None, *, first: bool = False
) -> list[str]:
    """The page of one contributor: what it is, how it shows, a test, what to do, how long, how sure we are."""
    page = Page(surface, one.name)
    page.field("Change first", one.change, column=LABEL, label_style="fix")
    page.heading("What it is")
    write_claims(page, (one.what,), sources)
    page.gap()
    page.field("How it shows", one.shows, column=LABEL)
    page.field("Try this", one.test, column=LABEL)
    page.heading("What to do")
    rows = [(fix.text, fix.cue) for fix in one.fixes]
    page.columns(("Fix", "Cue"), rows, ("fix", "cue"), (66, 34))
    page.heading("How long it takes")
    write_claims(page, (one.how_long,), sources)
    page.heading("What is not sure")
    write_claims(page, (one.unsure,), sources)
    page.gap()
    page.field("Easily mistaken for", ", ".join(one.confused_with), column=LABEL)
    page.paragraph(review)
    return first_sections(page) if first else page.lines


def render_pattern(
    pattern: Pattern, surface: Surface, review: str, sources: Works | None = None, *, first: bool = False
) -> list[str]:
    """The page of one pattern, headed so that nobody takes it for a diagnosis."""
    page = Page(surface, pattern.name)
    page.paragraph(NOT_A_DIAGNOSIS)
    if pattern.serious:
        page.paragraph(SERIOUS, style="urgent")
    page.heading("What it is")
    write_claims(page, (pattern.what,), sources)
    for heading, texts in (("Fits with it", pattern.fits), ("Speaks against it", pattern.against)):
        if texts:
            page.heading(heading)
            page.items(texts)
    page.gap()
    page.field("Who examines", pattern.clinician_checks, column=LABEL)
    page.field("What next", pattern.what_next, column=LABEL)
    page.heading("How long it takes")
    write_claims(page, (pattern.how_long,), sources)
    return end_page(page, review, first=first)


def render_topics(topics: Iterable[Topic], surface: Surface, *, title: str, how: str, first: bool = False) -> list[str]:
    """The list of pages with points under this title; `how` is what to type for one of them."""
    entries = [(topic.id, topic.summary or topic.name) for topic in topics]
    return list_entries(title, entries, surface, f"Type: backcheck {how}.", first=first)


def render_topic(
    topic: Topic, surface: Surface, review: str, sources: Works | None = None, *, first: bool = False
) -> list[str]:
    """One page with points."""
    page = Page(surface, topic.name)
    page.paragraph(topic.summary)
    page.gap()
    for number, point in enumerate(topic.points, 1):
        page.section("the other points" if number > 1 else "")
        page.steps([f"{point.who}: {point.text}" if point.who else point.text], start=number)
        write_credit(page, point.sources, point.grade, sources)
    return end_page(page, review, first=first)


def render_hits(words: str, hits: Sequence[Hit], surface: Surface, *, whole: bool = False) -> list[str]:
    """The search results, best first, each with the command that shows it, and what to do where it is a danger sign.

    As many as fit come with the sentence that has the words, the others by name, or `whole` all with their text.
    """
    if not hits:
        page = Page(surface)
        page.paragraph(f'Nothing found for "{words}". Try one word, or a lift: backcheck exercise.')
        page.paragraph("If your back scares you, see whom to ring and when: backcheck redflags")
        return page.lines
    if whole:
        return _write_hits(words, hits, surface, len(hits))
    names = max(MORE_HITS, sum(hit.level is not None for hit in hits))  # no danger sign is left out for a lift
    with_all = partial(_write_hits, words, hits, surface, names=names)
    lines = most_that_fits(surface, min(FIRST_HITS, len(hits)), with_all, least=1)
    if len(lines) <= surface.room:
        return lines
    return most_that_fits(surface, names, lambda fewer: _write_hits(words, hits, surface, 1, names=fewer))


def _write_hits(
    words: str, hits: Sequence[Hit], surface: Surface, count: int, *, names: int | None = None
) -> list[str]:
    """The page with the first `count`, and at most so many `names` of the others, danger signs first.

    Without `names` each has its whole text.
    """
    page = Page(surface, f'Found for "{words}": {len(hits)}. To read one, type backcheck and its two words.')
    shown = hits[:count]
    for hit in shown:
        page.gap()
        page.field(f"{hit.kind} {hit.id}", hit.name)
        if hit.level is not None:
            page.paragraph(ACTIONS[hit.level] + say_reach(hit.together), style=word_and_style(hit.level)[1], indent=2)
        else:
            lines = wrap(hit.text, HIT_CELLS)
            text = hit.text if names is None or len(lines) < 2 else f"{lines[0]} ..."
            page.paragraph(text if hit.text != hit.name else "", indent=2)
    rest = sorted(hits[len(shown) :], key=lambda hit: hit.level is None)
    more = []
    for hit in rest:
        levels = [word_and_style(level)[0] for level in (hit.level, hit.together) if level is not None]
        more.append(f"{hit.kind} {hit.id}" + (f" ({'; with others: '.join(levels)})" if hit.level else ""))
    page.gap()
    page.field("Also in", ", ".join(more[:names]))
    if names is not None and len(more) > names:
        page.paragraph(f"And {len(more) - names} more: add a word, or --full.")
    return page.lines


def render_questions(questions: Iterable[Question], surface: Surface, *, first: bool = False) -> list[str]:
    """Every question with its options, in order; enough to write an answers file by hand. First the ids by stage."""
    if first:
        by_stage: dict[str, list[str]] = {}
        for question in questions:
            by_stage.setdefault(STAGES[question.stage], []).append(question.id)
        how = "Type: backcheck questions ID."
        return first_groups("The questions of the interview", list(by_stage.items()), surface, how)
    page = Page(surface, "The questions")
    page.paragraph(RESERVED_ANSWERS)
    for question in questions:
        write_question(page, question)
    return page.lines


def render_question(question: Question, surface: Surface, *, first: bool = False) -> list[str]:
    """One question with its options."""
    page = Page(surface)
    write_question(page, question)
    return first_sections(page) if first else page.lines


def write_question(page: Page, question: Question) -> None:
    """A question with its options; each option is a section, so that a first page holds whole ones."""
    kinds = {"number": question.range_words, "one": "one answer", "many": "any number of answers"}
    page.heading(f"{question.id} ({question.stage}, {kinds[question.kind]})")
    page.paragraph(question.prompt, indent=2)
    page.paragraph(question.why, indent=2)
    if isinstance(question, FollowUpQuestion):
        page.paragraph(f"Asked if you tick this: {question.row_label}.", indent=2)
    column = measure_column(option.id for option in question.offered)
    for option in question.offered:
        page.section(option.id)
        page.field(option.id, option.label, column=column, indent=4)
        page.paragraph(option.help, indent=6)


# -- sources -----------------------------------------------------------------------------------------------------------


SOURCE_COLUMN = 18

VERIFIED = {
    "yes": "seen: the abstract, the page or the full record",
    "bibliographic": "known to exist; its text was not seen again",
    "partial": "seen in part, or in a copy",
    "judgement": "judgement, not a published work",
}

STUDIES: dict[Study, str] = {
    "": "",
    "guideline": "a guideline, or advice of a health service",
    "review": "a review of several studies",
    "trial": "a trial: people were given one thing or another",
    "observational": "people were observed or asked; nothing was given",
    "case": "a report of single people",
    "lab": "measured in people in a laboratory",
    "simulation": "calculated, or measured on a model or on dead tissue",
    "text": "a book or an article",
    "judgement": "our own judgement",
}

INTRODUCTION = "Each statement has a source and says how sure it is: " + ", ".join(GRADES.values()) + "."


def render_sources(sources: Iterable[Source], surface: Surface, *, first: bool = False) -> list[str]:
    """The list: id, authors, year, title, and what was seen of each; first the newest works."""
    if first:
        known = sorted(sources, key=lambda source: (-(source.year or 0), source.id))
        seen = Counter(VERIFIED[source.verified] for source in known)
        states = "; ".join(f"{count} {words}" for words, count in seen.items())
        intro = f"{len(known)} works, newest first. {states}."
        entries = [(source.id, say_work(source)) for source in known]
        return first_entries(["Sources", intro], entries, surface, "Type: backcheck sources ID.")
    page = Page(surface, "Sources")
    page.paragraph(INTRODUCTION)
    page.gap()
    for source in sources:
        page.field(source.id, say_work(source), column=SOURCE_COLUMN)
        page.paragraph(VERIFIED[source.verified].capitalize() + ".", indent=4)
    page.gap()
    page.paragraph("Type: backcheck sources ID.")
    return page.lines


def render_source(source: Source, surface: Surface, *, first: bool = False) -> list[str]:
    """One source in full."""
    page = Page(surface, source.title)
    for label, text in (
        ("Found", source.found),
        ("Does not show", source.limits),
        ("How", STUDIES[source.study]),
        ("Id", source.id),
        ("Authors", source.authors),
        ("Year", str(source.year or "")),
        ("Published in", source.container),
        ("DOI", source.doi),
        ("Address", source.url),
        ("Seen", VERIFIED[source.verified]),
        ("Note", source.note),
    ):
        page.section(label.lower())
        page.field(label, text, column=SOURCE_COLUMN)
    return first_sections(page) if first else page.lines
