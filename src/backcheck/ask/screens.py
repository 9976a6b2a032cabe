"""Questions as screens, and answers as words: the part of asking that is the same in every front end.

Rows, words for the transcript, and the check of what was ticked or typed.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from backcheck.ask.port import DrawRow, Find, Row, Screen
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import FollowUpQuestion, Question
from backcheck.knowledge.records import NONE, UNSURE
from backcheck.reasoning.answers import Answer, Answers, say_answer
from backcheck.reasoning.assessment import GivenAnswer
from backcheck.reasoning.interview import Progress
from backcheck.reasoning.triage import find_urgency, say_tick
from backcheck.text import CUT, cells, wrap

TICKED = "You ticked: {label}."
CHECK = "If you are not sure: {check}"

LEAST_PROMPT = 20
"""So many columns of a question are kept in a record, however long the answer."""

NOTHING_TICKED = "Nothing is ticked yet. Tick a row, or 0 for none of these."
NO_WORDS = "There are no words in that. Write it in words, or go back."
NONE_STANDS_ALONE = 'You ticked "none of these" and something else. Untick one of them.'


def build_screen(
    question: Question,
    place: Progress,
    *,
    previous: Answer | None = None,
    figure: DrawRow | None = None,
) -> Screen:
    """The screen of a question. `place.asked` is the number of this screen."""
    above: tuple[str, ...] = ()
    lead = question.help
    if isinstance(question, FollowUpQuestion):  # the row that was ticked, and what to do at once where it is there now
        above = tuple(filter(None, (question.now, TICKED.format(label=question.row_label))))
        lead = CHECK.format(check=question.check) if question.check else ""
    rows: list[Row] = []
    if question.kind != "number":
        rows = [Row(one.id, one.label, one.help) for one in question.options]
        rows += [Row(NONE, question.none_label)] if question.kind == "many" else []
        rows.append(Row(UNSURE, question.unsure_label))
    return Screen(
        question=question,
        rows=tuple(rows),
        number=place.asked,
        about=place.about,
        previous=previous,
        above=above,
        lead=lead,
        figure=figure,
    )


def put_beside(screen: Screen, known: Mapping[str, str]) -> Screen:
    """The screen with what is `known` of its rows from elsewhere, by id, below their labels."""
    return replace(screen, rows=tuple(replace(row, beside=known.get(row.id, "")) for row in screen.rows))


def narrow_to_menu(
    screen: Screen, menu: Sequence[str], typed: Row, names: Mapping[str, Sequence[str]], find: Find
) -> Screen:
    """The screen with only the options of the menu (an empty menu: all), and a row for typing a name after them.

    What was answered before is listed too, below those of the menu, whose numbers stay as they are. `names` are
    other names of an option, by its id. An option that is not listed is found by any of them.
    """
    own = [replace(row, names=tuple(names.get(row.id, ()))) for row in screen.rows if row.id != UNSURE]
    before = screen.previous if isinstance(screen.previous, tuple) else ()
    listed = [row for row in own if not menu or row.id in menu]
    listed += [row for row in own if row.id in before and row not in listed]
    more = tuple(row for row in own if row not in listed)
    rest = [row for row in screen.rows if row.id == UNSURE]
    return replace(screen, rows=(*listed, typed, *rest), more=more, find=find)


def find_opening(screen: Screen) -> tuple[tuple[str, ...], str]:
    """Which rows are ticked when a list opens, and which one is pointed at, empty for none.

    Where one is to be chosen, none is pointed at before it was answered: Enter alone must answer nothing. An earlier
    "none" is pointed at, not ticked, since Enter alone must never say that all is well.
    """
    before = screen.previous if isinstance(screen.previous, tuple) else ()
    many = screen.question.kind == "many"
    ticked = tuple(option for option in before if option != NONE) if many else ()
    first = screen.rows[0].id if many and screen.rows else ""
    return ticked, next((row.id for row in (*screen.rows, *screen.more) if row.id in before), first)


def say_reply(screen: Screen, answer: Answer) -> str:
    """An answer in the words of the screen that was shown, for the transcript."""
    if isinstance(answer, float):
        return say_answer(screen.question, answer)
    labels = {UNSURE: screen.question.unsure_label} | {row.id: row.label for row in (*screen.more, *screen.rows)}
    return "; ".join(labels[option] for option in answer)


def say_record(prompt: str, answer: str, width: int) -> str:
    """One line of record. The answer goes first, so the question is cut before it, at a word; the review has it all."""
    if cells(prompt) + 1 + cells(answer) <= width:
        return f"{prompt} {answer}"
    room = width - cells(answer) - len(CUT) - 1
    if room < LEAST_PROMPT:
        room = min(LEAST_PROMPT, width // 3)
        answer = _cut(answer, width - room - len(CUT) - 1)
    return f"{_cut(prompt, room + len(CUT))} {answer}"


def _cut(text: str, room: int) -> str:
    """The words of a text that fit, with a mark where some are left out."""
    if cells(text) <= room:
        return text
    lines = wrap(text, max(1, room - len(CUT)))
    return f"{lines[0]}{CUT}"


def real_ticks(answer: Answer | None) -> tuple[str, ...]:
    """The options of an answer that are ticks of their own, so without `none` and `unsure`."""
    return tuple(o for o in answer if o not in (NONE, UNSURE)) if isinstance(answer, tuple) else ()


def emergency_answers(kb: KnowledgeBase, answers: Answers) -> tuple[GivenAnswer, ...]:
    """The answers that an emergency rests on, each once."""
    reasons = [reason for reason in find_urgency(kb, answers).reasons if reason.level == "emergency"]
    return tuple(dict.fromkeys(given for reason in reasons for given in reason.answers))


def say_emergency(kb: KnowledgeBase, behind: Sequence[GivenAnswer]) -> tuple[str, tuple[str, ...]]:
    """The prompt and the lines that ask whether the answers `behind` an emergency are meant, ticks before doubts."""
    ticked = [say_tick(kb, given) for given in behind if given.value != UNSURE]
    doubts = [say_tick(kb, given) for given in behind if given.value == UNSURE]
    if doubts:
        doubts.append('Here "not sure" counts as yes.')
    return "You ticked:" if ticked else "You were not sure about:", (*ticked, *doubts, "Is that right?")


def find_fault(ticked: Sequence[str]) -> str:
    """What is wrong with these ticks of a `many` question, in words; empty when nothing is."""
    if not ticked:
        return NOTHING_TICKED
    return NONE_STANDS_ALONE if NONE in ticked and len(ticked) > 1 else ""


def in_row_order(screen: Screen, ticked: Sequence[str]) -> tuple[str, ...]:
    """The ticks in the order of the rows, each once."""
    return tuple(row.id for row in screen.rows if row.id in ticked)


def read_number(question: Question, text: str) -> float | None:
    """The number in `text`, comma or point, or None when it is no number or out of the question's range."""
    try:
        number = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    low = question.min if question.min is not None else -math.inf
    high = question.max if question.max is not None else math.inf
    return number if math.isfinite(number) and low <= number <= high else None


def has_words(text: str) -> bool:
    """Whether a text that was typed has words in it: a number alone was meant for a row."""
    return any(char.isalpha() for char in text)
