"""The danger signs: the gravest on one screen with what to do, each of them in full, and all that a level has.

No sign is left out: whatever can raise a level is listed here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import product

from backcheck.knowledge.levels import LEVELS, URGENCY
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import DangerRow, FollowUpAnswer, FollowUpQuestion, Option, Question
from backcheck.knowledge.records import Level, SignLevel
from backcheck.knowledge.together import raising, reach
from backcheck.looks import Style
from backcheck.show.card import write_credit
from backcheck.show.first_page import ALL
from backcheck.show.page import Page
from backcheck.show.phrases import Works
from backcheck.show.surface import Surface

ACTIONS: dict[SignLevel, str] = {
    "emergency": "STOP: emergency care now",
    "urgent": "TODAY: be seen today",
    "clinician": "BOOK: see a doctor or physio soon",
    "modifier": "Matters together with other signs",
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
NOT_SURE = "Not sure?"
IF_NEW = "Do this if one of these signs is new with your pain:"
IF_THIS_IS_NEW = "Do this if the sign is new with your pain:"
IF_WITH = "Do this if the sign comes with:"
ALSO_WITH = "Also if it comes with:"
ONLY_WITH = "This counts only together with what is named above:"
THE_OTHERS = (
    "All of them, and signs that ask for this only together: backcheck redflags stop. "
    "Milder signs: backcheck redflags today, or book."
)
AT_ITS_GRAVEST = "Each sign stands where it is most serious alone. Its page says when that is so."
STOP_FIRST = "comes first. If you haven't read those signs yet, read them now: backcheck redflags"
INTRODUCTION = (
    "If one of these is new and came with the back pain, act on it now. You don't have to answer anything else."
)
TOGETHER = "Signs that matter more together"


def list_signs(questions: Iterable[Question]) -> list[tuple[Question, Option]]:
    """Every option that can raise a level, with its question, in the order of the interview.

    What is asked further about a row is told with the row, and no sign of its own.
    """
    first = (question for question in questions if not isinstance(question, FollowUpQuestion))
    return [(question, option) for question in first for option in question.offered if option.alone is not None]


def list_signs_at(questions: Iterable[Question], levels: Collection[SignLevel]) -> list[tuple[Question, Option]]:
    """Those of `list_signs` that have anything asking for one of these levels, whatever else they ask for."""
    return [(question, option) for question, option in list_signs(questions) if answers_at(option, levels)]


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
    ids = [option.id for _, option in list_signs(kb.questions.values())]
    page = Page(surface, "Danger signs with these words, the most serious first")
    page.paragraph(AT_ITS_GRAVEST)
    for level in EVERY:
        signs = [(question, option) for question, option in found if option.alone == level]
        if signs:
            word, style = word_and_style(level)
            page.gap()
            page.lead("?" if level == "modifier" else LEVELS[level].mark, word, say_action(kb, level), style)
            for question, one in signs:  # what `find_signs` knows it alone by
                name = one.id if ids.count(one.id) == 1 else f"{question.id}:{one.id}"
                page.items([f"{one.label} (backcheck redflags {name}){say_reach(reach(kb, question, one))}"])
    page.gap()
    page.paragraph("If yours is not here, read the most serious signs: backcheck redflags")
    page.paragraph(kb.base.review.words)
    return page.lines


def render_emergencies(kb: KnowledgeBase, surface: Surface) -> list[str]:
    """One screen: what to do now, the signs that need it, and where the milder ones are.

    Where there is no room for the gravest answer of every row, the signs of the watch list stand for them.
    """
    gravest = []  # of each row, in a few words
    for _, option in list_signs(kb.questions.values()):
        if option.alone == "emergency":
            answers = answers_at(option, PARTS["stop"])
            watch = [one.watch for one in answers if isinstance(one, FollowUpAnswer) and one.watch]
            gravest.append(", ".join(watch) or "; ".join(one.label for one in answers))
    lines: list[str] = []
    for signs in (gravest, [*kb.base.watch_for.now, *kb.base.watch_for.rarer]):
        page = Page(surface)
        page.lead(LEVELS["emergency"].mark, "STOP", f"{say_action(kb, 'emergency')} {IF_NEW}", "stop")
        page.paragraph("; ".join(signs) + ".", indent=2)
        page.gap()
        page.paragraph(THE_OTHERS)
        page.paragraph(kb.base.review.words)
        if len(lines := page.lines) <= ROWS:
            break
    return lines


def answers_at(option: Option, levels: Collection[SignLevel]) -> list[Option]:
    """The answers about a row that ask for one of these levels; a row that is not asked about is its own answer.

    An answer of no level counts with others only where a combination waits for what it says.
    """
    if not isinstance(option, DangerRow) or option.follow_up is None:
        return [option] if option.alone in levels else []
    return [one for one in option.follow_up.options if one.alone in levels and (one.alone != "modifier" or one.flags)]


def say_reach(level: Level | None) -> str:
    """What a sign can ask for together with others, where that is more than it does alone; empty where it is not."""
    return f". With other signs: {word_and_style(level)[0]}" if level is not None else ""


def render_sign(
    kb: KnowledgeBase,
    sign: tuple[Question, Option],
    surface: Surface,
    sources: Works | None = None,
    *,
    first: bool = False,
) -> list[str]:
    """One sign: under each level what to do and what asks for it, the most serious first, then how to check it.

    What asks for it is an answer about the sign, or what comes with it. On the `first` screen the milder end is named
    where there is no room for it; before that what comes with the sign is said without the answers that it concerns.
    """
    question, option = sign
    raised = raising(kb, question, option)
    reached = {one.rule.level for one in raised}
    levels = [level for level in EVERY if level in reached or answers_at(option, (level,))]
    most = len(levels) + bool(option.check)

    def build(count: int, *, exactly: bool = True, brief: bool = False) -> list[str]:
        page = Page(surface, option.label)
        for level in levels[:count]:
            page.gap()
            others = [one.exactly if exactly else one.others for one in raised if one.rule.level == level]
            action = say_action(kb, level)
            if brief and level != "emergency" and not answers_at(option, (level,)):
                action = f"{ACTIONS[level].partition(': ')[2].capitalize()}."
            answers = answers_at(option, (level,))
            mark, said = "?", ONLY_WITH
            if level != "modifier":
                mark, said = LEVELS[level].mark, f"{action} {IF_THIS_IS_NEW if answers else IF_WITH}"
            page.lead(mark, _short(level), said, word_and_style(level)[1])
            page.items([one.label if one is not option else one.help or one.label for one in answers])
            if others:
                page.paragraph(f"{ALSO_WITH} {_listed(others)}" if answers else _listed(others), indent=2)
        if count == most:
            page.gap()
            page.field(NOT_SURE, option.check, column=COLUMN)
        write_credit(page, option.sources, option.grade, sources)
        page.gap()
        left_out = [*map(_short, levels[count:]), *([NOT_SURE] if option.check and count < most else [])]
        page.field(f"More with {ALL}", "; ".join(left_out) or ("this in full" if brief else ""))
        page.paragraph("Most serious signs: backcheck redflags")
        page.paragraph(kb.base.review.words)
        return page.lines

    page = build(most)
    fewer = product(range(len(levels), 0, -1), (True, False))
    while first and len(page) > surface.room and (left := next(fewer, None)):
        page = build(left[0], exactly=left[1], brief=True)
        page = page if len(page) <= surface.room else [line for line in page if line]
    return page


def _listed(texts: Iterable[str]) -> str:
    texts = dict.fromkeys(texts)
    return "; ".join(texts) + "." if texts else ""


def _short(level: SignLevel) -> str:
    return word_and_style(level)[0].partition(",")[0]


def render_danger_signs(
    kb: KnowledgeBase, surface: Surface, sources: Works | None = None, levels: Sequence[SignLevel] = EVERY
) -> list[str]:
    """What each level means, its signs by question, and the combinations that ask for it; of all levels by default.

    With `sources` also where rules differ from theirs, in the whole list.
    """
    page, whole = Page(surface), levels == EVERY
    if whole:
        page.paragraph("Danger signs", style="stop")
        page.paragraph(INTRODUCTION)
        page.gap()
    elif "emergency" not in levels:
        page.lead(LEVELS["emergency"].mark, "STOP", STOP_FIRST, "stop")
        page.gap()
    for level in levels:
        word, style = word_and_style(level)
        page.field(word, say_action(kb, level), column=COLUMN, label_style=style)
    _write_signs(page, kb, levels, sources)
    rules = [rule for rule in kb.rules if whole or rule.level in levels]
    if rules:
        page.heading(TOGETHER)
    for rule in rules:
        word, style = word_and_style(rule.level)
        page.field(word, rule.text, column=COLUMN, indent=2, label_style=style)
        write_credit(page, rule.sources, rule.grade, sources)
    differing = [rule for rule in rules if rule.differs and whole and sources is not None]
    if differing:
        page.heading("Where a rule is milder or stricter than its source")
    for rule in differing:
        page.field(rule.id, rule.differs, column=COLUMN, indent=2)
    page.gap()
    page.paragraph(kb.base.review.words)
    return page.lines


def say_action(kb: KnowledgeBase, level: SignLevel) -> str:
    """What to do at this level, in one or two sentences; empty where the knowledge base has none."""
    found = (outcome for outcome in kb.outcomes.values() if outcome.level == level)
    return next((outcome.in_short or outcome.sentence for outcome in found), "")


def _write_signs(page: Page, kb: KnowledgeBase, levels: Collection[SignLevel], sources: Works | None) -> None:
    """By question, every row with the answers that ask for one of these levels; the others are left out."""
    heading = ""
    mildest = min(URGENCY.get(level, 0) for level in levels)
    for question, option in list_signs_at(kb.questions.values(), levels):
        if question.prompt != heading:
            heading = question.prompt
            page.heading(heading)
        raised = [one for one in raising(kb, question, option) if URGENCY[one.rule.level] >= mildest]
        page.paragraph(" ".join(filter(None, (f"{option.label}.", option.help))), indent=2, style="strong")
        for level in EVERY:
            word, style = word_and_style(level)
            found = answers_at(option, (level,)) if level in levels else []
            answers = "; or: ".join(one.label for one in found if one is not option)
            said = f"{answers}." if answers else "A tick is enough." if found else ""
            page.field(word, said, column=COLUMN, indent=4, label_style=style)
            others = _listed(one.exactly for one in raised if one.rule.level == level)
            page.field(word, f"With: {others}" if others else "", column=COLUMN, indent=4, label_style=style)
        page.field(NOT_SURE, option.check, column=COLUMN, indent=4)
        if option.sources:
            write_credit(page, option.sources, option.grade, sources)


def word_and_style(level: Level | SignLevel) -> tuple[str, Style]:
    """The word before a sign of this level, and its colour."""
    if level == "modifier":
        return "Matters with others", "asked"
    return LEVELS[level].sign, LEVELS[level].style
