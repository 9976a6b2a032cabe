"""The danger signs: the gravest on one screen with what to do, each of them in full, and all that a level has.

Owns the order. Must leave out no sign: what can raise a level is listed here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from backcheck.knowledge.levels import LEVELS
from backcheck.knowledge.model import KnowledgeBase, Level, Option, Question, Rule, SignLevel, Source
from backcheck.show.card import write_credit
from backcheck.show.page import Page
from backcheck.show.surface import Style, Surface

ACTIONS: dict[SignLevel, str] = {
    "emergency": "STOP: emergency care now",
    "urgent": "TODAY: be seen today",
    "clinician": "BOOK: have it looked at",
    "modifier": "Counts together with other signs",
}
"""What a sign asks for, in a few words."""

PARTS: dict[str, tuple[SignLevel, ...]] = {
    "stop": ("emergency",),
    "today": ("urgent",),
    "book": ("clinician", "modifier"),
}
"""The word that shows a part of the signs, and the levels in it."""

EVERY: tuple[SignLevel, ...] = ("emergency", "urgent", "clinician", "modifier")

ROWS = 22
"""Lines that stay on a screen of 24 rows."""

COLUMN = 20
IF_NEW = "Do so if any of these is new with your pain:"
IF_THIS_IS_NEW = "Do so if this is new with your pain."
THE_OTHERS = "What counts: backcheck redflags stop. Milder signs: backcheck redflags today, and book."
GRAVER_TOGETHER = "Together with other signs it can be graver: backcheck redflags --full"
STOP_FIRST = "comes first. If you have not seen those signs yet, see them before you read on: backcheck redflags"
INTRODUCTION = "If one of these is new and came with the back pain, act on it now. You need no other answer."
TOGETHER = "Signs that count more together"


def list_signs(questions: Iterable[Question]) -> list[tuple[Question, Option]]:
    """Every option that can raise a level, with its question, in the order of the interview."""
    return [(question, option) for question in questions for option in question.options if option.alone is not None]


def find_signs(questions: Iterable[Question], wanted: str) -> list[tuple[Question, Option]]:
    """The signs of this id, with or without that of their list before it ("safety-nerves:bladder"); often one."""
    signs = list_signs(questions)
    return [(q, option) for q, option in signs if wanted in (option.id, f"{q.id}:{option.id}")]


def find_worded(kb: KnowledgeBase, words: str) -> list[tuple[Question, Option]]:
    """The signs that have all these words in their label or their explanation, the most urgent first."""
    from backcheck.knowledge.search import find_words

    ids = {hit.id for hit in find_words(kb, words) if hit.kind == "redflags"}
    found = [(question, option) for question, option in list_signs(kb.questions.values()) if option.id in ids]
    return sorted(found, key=lambda pair: EVERY.index(pair[1].alone or "modifier"))


def render_worded(kb: KnowledgeBase, found: Sequence[tuple[Question, Option]], surface: Surface) -> list[str]:
    """Signs found by a word: under each level what to do, then each sign with the command that explains it."""
    page = Page(surface)
    page.paragraph("Danger signs with these words, the gravest first", style="strong")
    for level in EVERY:
        signs = [option for _, option in found if option.alone == level]
        if signs:
            word, style = word_and_style(level)
            page.gap()
            page.lead("?" if level == "modifier" else LEVELS[level].mark, word, say_action(kb, level), style)
            page.items([f"{option.label} (backcheck redflags {option.id})" for option in signs])
    page.gap()
    page.paragraph("Yours is not here? The gravest signs of all: backcheck redflags")
    page.paragraph(kb.base.review.words)
    return page.lines


def render_emergencies(kb: KnowledgeBase, surface: Surface) -> list[str]:
    """One screen: what to do now, every sign that needs it by its label, and where the milder ones are."""
    labels = [
        option.label
        for question, option in list_signs(kb.questions.values())
        if option.alone == "emergency" and (question.when is None or question.stage != "safety")
    ]
    page = Page(surface)
    page.lead(LEVELS["emergency"].mark, "STOP", f"{say_action(kb, 'emergency')} {IF_NEW}", "stop")
    start = len(page.lines)
    page.items(labels)
    tail = Page(surface)
    tail.gap()
    tail.paragraph(THE_OTHERS)
    tail.paragraph(kb.base.review.words)
    if len(page.lines) + len(tail.lines) + 1 > ROWS:  # a small screen: all of them count more than a line for each
        del page.lines[start:]
        page.paragraph("; ".join(labels) + ".", indent=2)
    page.gap()
    page.lines += tail.lines
    return page.lines


def render_sign(
    kb: KnowledgeBase, option: Option, surface: Surface, sources: Mapping[str, Source] | None = None
) -> list[str]:
    """One sign: what to do, what counts and what does not, how to check it."""
    assert option.alone is not None
    page = Page(surface)
    word, style = word_and_style(option.alone)
    page.lead(
        "?" if option.alone == "modifier" else LEVELS[option.alone].mark, word.partition(",")[0], option.label, style
    )
    page.gap()
    if option.alone != "modifier":
        page.field("What to do", f"{say_action(kb, option.alone)} {IF_THIS_IS_NEW}", column=COLUMN)
    page.paragraph(option.help)
    page.field("Not sure?", option.check, column=COLUMN)
    write_credit(page, option.sources, option.grade, sources)
    page.gap()
    if option.alone != "emergency":
        page.paragraph(GRAVER_TOGETHER)
    page.paragraph("The gravest signs of all: backcheck redflags")
    page.paragraph(kb.base.review.words)
    return page.lines


def render_part(
    kb: KnowledgeBase, levels: Sequence[SignLevel], surface: Surface, sources: Mapping[str, Source] | None = None
) -> list[str]:
    """All signs of these levels in full, what to do about them, and what raises others to them."""
    page = Page(surface)
    if "emergency" not in levels:
        page.lead(LEVELS["emergency"].mark, "STOP", STOP_FIRST, "stop")
        page.gap()
    _write_levels(page, kb, levels)
    _write_signs(page, kb, levels, sources)
    _write_together(page, [rule for rule in kb.rules if rule.level in levels], sources)
    page.gap()
    page.paragraph(kb.base.review.words)
    return page.lines


def render_danger_signs(kb: KnowledgeBase, surface: Surface, sources: Mapping[str, Source] | None = None) -> list[str]:
    """The lines: what each level means, the signs by question, the combinations, what awaits a clinician's review."""
    page = Page(surface)
    page.paragraph("Danger signs", style="stop")
    page.paragraph(INTRODUCTION)
    page.gap()
    _write_levels(page, kb, EVERY)
    _write_signs(page, kb, EVERY, sources)
    _write_together(page, kb.rules, sources)
    _write_review(page, kb.rules, kb.base.review.words, with_differences=sources is not None)
    return page.lines


def say_action(kb: KnowledgeBase, level: SignLevel) -> str:
    """What to do at this level, in one or two sentences; empty where the knowledge base has none."""
    found = (outcome for outcome in kb.outcomes.values() if outcome.level == level)
    return next((outcome.in_short or outcome.sentence for outcome in found), "")


def _write_levels(page: Page, kb: KnowledgeBase, levels: Collection[SignLevel]) -> None:
    for level in levels:
        word, style = word_and_style(level)
        page.field(word, say_action(kb, level), column=COLUMN, label_style=style)


def _write_signs(
    page: Page, kb: KnowledgeBase, levels: Collection[SignLevel], sources: Mapping[str, Source] | None
) -> None:
    heading = ""
    for question, option in list_signs(kb.questions.values()):
        if option.alone not in levels:
            continue
        if question.prompt != heading:
            heading = question.prompt
            page.heading(heading)
        _write_sign(page, option, sources)


def _write_together(page: Page, rules: Sequence[Rule], sources: Mapping[str, Source] | None) -> None:
    if rules:
        page.heading(TOGETHER)
        _write_rules(page, rules, sources)


def _write_rules(page: Page, rules: Sequence[Rule], sources: Mapping[str, Source] | None) -> None:
    for rule in rules:
        word, style = word_and_style(rule.level)
        page.field(word, rule.text, column=COLUMN, indent=2, label_style=style)
        write_credit(page, rule.sources, rule.grade, sources)


def word_and_style(level: Level | SignLevel) -> tuple[str, Style]:
    """The word before a sign of this level, and its colour."""
    if level == "modifier":
        return "Counts with others", "asked"
    return LEVELS[level].sign, LEVELS[level].style


def _write_sign(page: Page, option: Option, sources: Mapping[str, Source] | None) -> None:
    assert option.alone is not None
    word, style = word_and_style(option.alone)
    detail = " ".join(filter(None, (f"{option.label}.", option.help)))
    page.field(word, detail, column=COLUMN, indent=2, label_style=style)
    if option.check:
        page.paragraph(f"Not sure? {option.check}", indent=2 if page.surface.narrow else COLUMN + 2)
    if option.sources:
        write_credit(page, option.sources, option.grade, sources)


def _write_review(page: Page, rules: Sequence[Rule], review: str, *, with_differences: bool) -> None:
    """How many rules await review and, for a clinician, where they differ from their source."""
    waiting = [rule for rule in rules if rule.review == "open"]
    differing = [rule for rule in rules if rule.differs and with_differences]
    if differing:
        page.heading("Where a rule is milder or stricter than its source")
        for rule in differing:
            page.field(rule.id, rule.differs, column=COLUMN, indent=2)
    page.gap()
    if waiting:
        page.paragraph(f"Rules that wait for a clinician's signature: {len(waiting)} of {len(rules)}.")
    page.paragraph(review)
