"""The danger signs: every sign with its level, what counts and what does not, and which signs count together.

Owns the order. Must leave out no sign: what can raise a level is listed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from backcheck.knowledge.levels import LEVELS, URGENCY
from backcheck.knowledge.model import KnowledgeBase, Level, Option, Question, Rule, SignLevel, Source
from backcheck.show.card import write_credit
from backcheck.show.page import Page
from backcheck.show.surface import Style, Surface

COLUMN = 20
INTRODUCTION = "If one of these is new and came with the back pain, act on it now. You need no other answer."
TOGETHER = "Signs that count more together"


def list_signs(questions: Iterable[Question]) -> list[tuple[Question, Option]]:
    """Every option that can raise a level, with its question, in the order of the interview."""
    return [(question, option) for question in questions for option in question.options if option.alone is not None]


def render_danger_signs(kb: KnowledgeBase, surface: Surface, sources: Mapping[str, Source] | None = None) -> list[str]:
    """The lines: what each level means, the signs by question, the combinations, what awaits a clinician's review."""
    page = Page(surface)
    page.paragraph("Danger signs", style="stop")
    page.paragraph(INTRODUCTION)
    page.gap()
    for outcome in kb.outcomes.values():
        if URGENCY[outcome.level]:
            word, style = _word_and_style(outcome.level)
            page.field(word, outcome.in_short or outcome.sentence, column=COLUMN, label_style=style)
    heading = ""
    for question, option in list_signs(kb.questions.values()):
        if question.prompt != heading:
            heading = question.prompt
            page.heading(heading)
        _write_sign(page, option, sources)
    if kb.rules:
        page.heading(TOGETHER)
        for rule in kb.rules:
            word, style = _word_and_style(rule.level)
            page.field(word, rule.text, column=COLUMN, indent=2, label_style=style)
            write_credit(page, rule.sources, rule.grade, sources)
    _write_review(page, kb.rules, kb.base.review.words, with_differences=sources is not None)
    return page.lines


def _word_and_style(level: Level | SignLevel) -> tuple[str, Style]:
    """The word before a sign of this level, and its colour."""
    if level == "modifier":
        return "Counts with others", "asked"
    return LEVELS[level].sign, LEVELS[level].style


def _write_sign(page: Page, option: Option, sources: Mapping[str, Source] | None) -> None:
    assert option.alone is not None
    word, style = _word_and_style(option.alone)
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
