"""Answers: the one form the core works with, and the check that turns what came from outside into it.

The check is against the questions of a base, and names the JSON path of the first fault.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from backcheck.errors import AnswersError
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.near import find_near, say_near
from backcheck.knowledge.questions import Question
from backcheck.knowledge.records import NONE, UNSURE
from backcheck.text import clean

Answer = tuple[str, ...] | float
"""Option ids (kinds `one` and `many`; `("unsure",)` everywhere) or a number (kind `number`)."""

Answers = Mapping[str, Answer]
"""Question id -> answer. The order carries no meaning."""

_SHOWN = 60


def read_answers(kb: KnowledgeBase, given: Mapping[str, object], path: str = "$.answers") -> dict[str, Answer]:
    """Checks answers as they come from JSON or from another program and returns them in the core's form.

    Values: an option id or a list of one (kind `one`), a list of option ids (kind `many`), a number (kind `number`).
    Already checked answers pass unchanged. They come back in the order of the questions, so that the order in which
    they were given can change nothing. Raises `AnswersError` with the JSON path of the first fault.
    """
    read: dict[str, Answer] = {}
    for question_id, value in given.items():
        question = kb.questions.get(question_id)
        if question is None:
            name = clean(str(question_id))[:_SHOWN]
            raise AnswersError(path, f"there is no question '{name}'.", _nearest(name, list(kb.questions), "questions"))
        read[question_id] = _read_one(question, value, f"{path}.{question_id}")
    return {question_id: read[question_id] for question_id in sorted(read, key=kb.places.__getitem__)}


def read_each(kb: KnowledgeBase, given: Mapping[str, object]) -> tuple[dict[str, Answer], tuple[str, ...]]:
    """The answers that can be read by themselves, in the core's form, and the names of those that cannot."""
    good: dict[str, Answer] = {}
    faulty: list[str] = []
    for name, value in given.items():
        try:
            good |= read_answers(kb, {name: value})
        except AnswersError:
            faulty.append(name)
    return good, tuple(faulty)


def _read_one(question: Question, value: object, path: str) -> Answer:
    if value == UNSURE:
        return (UNSURE,)
    if question.kind == "number":
        return _read_number(question, value, path)
    if isinstance(value, str) and question.kind == "one":
        value = (value,)
    if not isinstance(value, (list, tuple)):
        wanted = "one option id" if question.kind == "one" else "a list of option ids"
        raise AnswersError(path, f"{_kind(value)} is not an answer here; it takes {wanted}.", _choices(question))
    if question.kind == "one" and len(value) != 1:
        raise AnswersError(path, f"takes one option, and {len(value)} were given.", _choices(question))
    if not value:
        raise AnswersError(path, "is an empty list.", f'Leave the question out, or give ["{NONE}"] or ["{UNSURE}"].')
    return _read_options(question, value, path)


def _read_options(question: Question, value: list[object] | tuple[object, ...], path: str) -> tuple[str, ...]:
    legal = legal_options(question)
    ticked: list[str] = []
    for place, option in enumerate(value):
        here = f"{path}[{place}]" if question.kind == "many" else path
        if not isinstance(option, str):
            raise AnswersError(here, f"{_kind(option)} is not an option id.", _choices(question))
        if option not in legal:
            name = clean(option)[:_SHOWN]
            raise AnswersError(
                here, f"there is no option '{name}'.", _nearest(name, legal, f"options of {question.id}")
            )
        if option not in ticked:
            ticked.append(option)
    if NONE in ticked and len(ticked) > 1:
        raise AnswersError(
            path, f"'{NONE}' can't stand beside another answer.", f"Give '{NONE}' alone, or leave it out."
        )
    return tuple(sorted(ticked, key=legal.index))


def _read_number(question: Question, value: object, path: str) -> Answer:
    if isinstance(value, (list, tuple)) and tuple(value) == (UNSURE,):
        return (UNSURE,)
    low, high = question.min or 0, question.max if question.max is not None else math.inf
    remedy = f"Give a number from {low:g} to {high:g}, or '{UNSURE}'."
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise AnswersError(path, f"{_kind(value)} is not a number.", remedy)
    if not low <= value <= high:
        raise AnswersError(path, f"{value:g} is out of range." if abs(value) < 1e9 else "is out of range.", remedy)
    return float(value)


def legal_options(question: Question) -> list[str]:
    """The option ids that may be answered: the question's own, `none` where many may be ticked, and `unsure`."""
    own = [option.id for option in question.options]
    return [*own, NONE, UNSURE] if question.kind == "many" else [*own, UNSURE]


def silent_answer(question: Question) -> Answer:
    """The answer of somebody who has nothing to tell: no danger sign on a list of these, else "not sure"."""
    return (NONE,) if question.stage == "safety" and question.kind == "many" else (UNSURE,)


def to_json(answers: Answers, kb: KnowledgeBase) -> dict[str, object]:
    """The answers in the form of an answers file."""
    written: dict[str, object] = {}
    for question_id, answer in answers.items():
        if isinstance(answer, float):
            written[question_id] = int(answer) if answer.is_integer() else answer
        else:
            written[question_id] = list(answer) if kb.questions[question_id].kind == "many" else answer[0]
    return written


def say_answer(question: Question, answer: Answer) -> str:
    """An answer in the words of its question: the labels of what was ticked, or the number with its unit."""
    if isinstance(answer, float):
        return f"{answer:g} {question.unit}".strip()
    labels = {option.id: option.label for option in question.options}
    labels |= {NONE: question.none_label, UNSURE: question.unsure_label}
    return "; ".join(labels.get(option, option) for option in answer)


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", str: "a text", dict: "an object"}
    return names.get(type(value), "a list" if isinstance(value, (list, tuple)) else "null")


def _choices(question: Question) -> str:
    return f"It takes: {', '.join(legal_options(question))}." if question.kind != "number" else ""


def _nearest(name: str, known: list[str], of_what: str) -> str:
    otherwise = f"Known {of_what}: {', '.join(known[:12])}{' and more' if len(known) > 12 else ''}."
    return say_near(find_near(name, known), otherwise)
