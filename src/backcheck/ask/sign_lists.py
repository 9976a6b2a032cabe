"""Danger-sign lists: row by row where somebody is not sure, and in a check-in one list after the other.

How a list is put, walked and left, with what is asked about ticked rows. Knows no front end and judges nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial

from backcheck.ask.port import Asker, Given, Left, Move, Row
from backcheck.ask.screens import build_screen, emergency_answers, real_ticks, say_emergency
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import Question
from backcheck.knowledge.records import NONE, UNSURE
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.interview import Progress
from backcheck.reasoning.screening import as_shown, open_follow_ups, renew
from backcheck.reasoning.triage import can_still_matter, level_so_far

GROUPS = "check-in"
"""The short screen of a check-in, which is answered like a list."""

LOST = "Nothing of this check-in is kept yet."
WALK_LEAD = "One line at a time. Check what you can right now."
WALK_CHECK = "Check: {check}"
YES_NO_UNSURE = (Row("yes", "Yes, or partly"), Row("no", "No"), Row(UNSURE, "Not sure"))

KeepTicks = Callable[[tuple[str, ...]], None]
"""Told what counts so far each time it changes, in case the person leaves."""


def ask_signs(kb: KnowledgeBase, lists: Sequence[str], known: Mapping[str, Answer], asker: Asker) -> dict[str, Answer]:
    """Answers to these danger-sign lists and to their follow-ups; fewer where one of them is an emergency."""
    given: dict[str, Answer] = {}
    before: dict[str, Answer] = {}
    asker.loss = lambda: LOST
    while (name := _next_sign(kb, lists, renew(kb, known, given), given)) is not None:
        question = as_shown(kb.questions[name], {**known, **before})
        place = Progress(len(given) + 1, len(given) + sum(one not in given for one in lists))
        try:
            answer = ask_list(question, place, before.get(name), asker, partial(before.__setitem__, name))
        except Left as left:
            again = given | with_ticks(kb, name, before, left.ticked)
            left.known = renew(kb, known, again) if is_any_ticked(again) else {}
            raise
        if answer is None:
            if given:
                given.popitem()
            continue
        given[name] = before[name] = answer
        if level_so_far(kb, now := renew(kb, known, given)) == "emergency":
            if is_meant(kb, now, asker):
                break
            del given[name]
    return given


def _next_sign(
    kb: KnowledgeBase, lists: Sequence[str], known: Mapping[str, Answer], given: Mapping[str, Answer]
) -> str | None:
    """What is asked next: about a ticked row that can still matter, else the next list; None for nothing more."""
    waiting = [question for question in open_follow_ups(kb, known) if question.list_id in given]
    follow_up = next((question.id for question in waiting if can_still_matter(kb, known, question)), None)
    return follow_up or next((name for name in lists if name not in given), None)


def ask_list(
    question: Question, place: Progress, previous: Answer | None, asker: Asker, keep: KeepTicks
) -> Answer | None:
    """One list. "Not sure" walks its rows. None is a step back. What was ticked but not entered is kept."""
    while True:
        reply = asker.ask(build_screen(question, place, previous=previous))
        if not isinstance(reply, Given):
            if reply.ticked:
                keep(reply.ticked)
            return None
        if question.kind != "many" or not isinstance(reply.answer, tuple) or UNSURE not in reply.answer:
            return reply.answer
        previous = real_ticks(reply.answer)
        if (answer := walk_rows(question, previous, asker, keep)) is not None:
            return answer
        keep(previous)


def with_ticks(
    kb: KnowledgeBase, name: str, said: Mapping[str, Answer], ticked: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """The answer to an open list, with what is ticked on it; nothing where it is no list or has no tick."""
    if name != GROUPS and (name not in kb.questions or kb.questions[name].kind != "many"):
        return {}
    before = said.get(name)
    ticks = tuple(dict.fromkeys((*(before if isinstance(before, tuple) else ()), *ticked)))
    return {name: tuple(tick for tick in ticks if tick != NONE)} if is_any_ticked({name: ticks}) else {}


def is_any_ticked(signs: Mapping[str, Answer]) -> bool:
    """Whether a row, or "not sure", is ticked on one of these lists."""
    return any(isinstance(answer, tuple) and {*answer} - {NONE} for answer in signs.values())


def is_meant(kb: KnowledgeBase, known: Mapping[str, Answer], asker: Asker) -> bool:
    """Asks once whether the emergency that these answers come to is meant."""
    rows = (Row("yes", "Yes, that is right"), Row("change", "Go back and change it"))
    prompt, lines = say_emergency(kb, emergency_answers(kb, known))
    return asker.choose(prompt, rows, lines=lines) == "yes"


def walk_rows(
    question: Question, ticked: Collection[str], asker: Asker, keep: KeepTicks = lambda _: None
) -> tuple[str, ...] | None:
    """The answer to a list, one row after the other; None where the person goes back before the first.

    A row that is not sure is ticked like one that fits: its follow-up comes next. `ticked` rows are not asked again.
    While rows are open, what is kept says so with "not sure". Raises `Left`.
    """
    rows = [option for option in question.offered if option.id not in ticked]
    said: dict[str, str] = {}
    at = 0
    while at < len(rows):
        keep((*_ticks(question, ticked, said), UNSURE))
        row = rows[at]
        lines = (WALK_LEAD, WALK_CHECK.format(check=row.check)) if row.check else (WALK_LEAD,)
        heading = f"{question.prompt} {at + 1} of {len(rows)}"
        chosen = asker.choose(row.label, YES_NO_UNSURE, lines=lines, heading=heading, pointed=said.get(row.id, ""))
        if isinstance(chosen, Move):
            if at == 0:
                return None
            at -= 1
            continue
        said[row.id] = chosen
        at += 1
    answer = _ticks(question, ticked, said) or (NONE,)
    keep(answer)
    return answer


def _ticks(question: Question, ticked: Collection[str], said: dict[str, str]) -> tuple[str, ...]:
    found = {*ticked, *(row for row, answer in said.items() if answer != "no")}
    return tuple(option.id for option in question.options if option.id in found)
