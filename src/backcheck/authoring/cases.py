"""Case files: one real or made-up person a line, encoded as answers, with the labels they are scored against."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from backcheck.errors import AnswersError, FileError, UsageError
from backcheck.files import read_plain
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.records import ActionWord, Level
from backcheck.reasoning.answers import Answer, read_answers
from backcheck.text import clean

LARGEST = 200_000_000
"""Bytes of a file of cases."""


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a case file; keys that are not named here are ignored.

    `at_most` is for people who must not be sent further than that level, `wanted` holds every level that guidance would
    accept for a made-up person, counted by `group`. `accept` are the first actions that a coach would accept, the best
    first. A case has `gold_triage`, `at_most`, `wanted` or `accept`, or several.
    """

    id: str
    answers: dict[str, object]
    gold_triage: Level | None = None
    gold_triage_also_ok: tuple[Level, ...] = ()
    at_most: Level | None = None
    wanted: tuple[Level, ...] = ()
    group: str = "people"
    gold_cause: tuple[str, ...] = ()
    accept: tuple[ActionWord, ...] = ()
    individual: bool = True
    hindsight_label: bool = False
    gold_confidence: str = "high"
    gold_basis: str = ""
    presentation: str = ""


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a file of stories; other keys are ignored."""

    id: str
    presentation: str


class Encoded(msgspec.Struct, frozen=True):
    """A case with its answers checked."""

    case: Case
    answers: dict[str, Answer]


Row = TypeVar("Row", Case, Story)


def read_cases(kb: KnowledgeBase, names: list[str], stories: str = "") -> list[Encoded]:
    """All cases of these JSON Lines files, with their stories where a file of them is named.

    Raises `FileError`, or `UsageError` with file, line and JSON path.
    """
    told = {story.id: story.presentation for _, story in _read_lines(stories, Story)} if stories else {}
    cases = []
    for name in names:
        for place, line in _read_lines(name, Case):
            case = replace(line, presentation=told.get(line.id, line.presentation))
            try:
                cases.append(Encoded(case, read_answers(kb, case.answers)))
            except AnswersError as error:
                raise UsageError(f"{place}: {error.problem}", error.remedy) from error
    return cases


def _read_lines(name: str, kind: type[Row]) -> Iterator[tuple[str, Row]]:
    """Each line with its place in words."""
    shown = clean(name)
    try:
        lines = read_plain(name, LARGEST).splitlines()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a file name"
        raise FileError(f"{shown} can't be read: {reason}.", "Give a JSON Lines file of cases.") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = f"{shown}, line {number}"
        try:
            yield place, msgspec.json.decode(line, type=kind)
        except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
            raise UsageError(f"{place}: {clean(str(error))}.", "See docs/cases.md for the keys of a case.") from error
