"""Case files: one real or made-up person a line, encoded as answers, with the labels they are scored against.

Owns the file shape and its errors. Reads what it is given; scores nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from backcheck.errors import AnswersError, FileError, UsageError
from backcheck.knowledge.model import KnowledgeBase, Level
from backcheck.reasoning.answers import Answer, read_answers
from backcheck.text import clean


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a case file; keys that are not named here are ignored.

    `at_most` is for people who must not be sent further than that level. A case has `gold_triage`, `at_most` or both.
    """

    id: str
    answers: dict[str, object]
    gold_triage: Level | None = None
    gold_triage_also_ok: tuple[Level, ...] = ()
    at_most: Level | None = None
    gold_cause: tuple[str, ...] = ()
    individual: bool = True
    hindsight_label: bool = False
    gold_confidence: str = "high"
    presentation: str = ""


class Encoded(msgspec.Struct, frozen=True):
    """A case with its answers checked."""

    case: Case
    answers: dict[str, Answer]


def read_cases(kb: KnowledgeBase, names: list[str]) -> list[Encoded]:
    """All cases of these JSON Lines files. Raises `FileError`, or `UsageError` with file, line and JSON path."""
    return [encoded for name in names for encoded in _read_file(kb, name)]


def _read_file(kb: KnowledgeBase, name: str) -> Iterator[Encoded]:
    shown = clean(name)
    try:
        lines = Path(name).read_bytes().splitlines()
    except OSError as error:
        raise FileError(f"{shown} cannot be read: {error.strerror}.", "Give a JSON Lines file of cases.") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = f"{shown}, line {number}"
        try:
            case = msgspec.json.decode(line, type=Case)
            yield Encoded(case, read_answers(kb, case.answers))
        except AnswersError as error:
            raise UsageError(f"{place}: {error.problem}", error.remedy) from error
        except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
            raise UsageError(f"{place}: {clean(str(error))}.", "See docs/cases.md for the keys of a case.") from error
