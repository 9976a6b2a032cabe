"""The words and small shapes that all entries of `data/` share: grades, levels, claims, sources, conditions.

The base of the file shapes; see `model` for the whole. Unknown fields are refused everywhere, so a typing slip in
`data/` is an error and not a silent loss.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Grade = Literal["A", "B", "C", "D"]
"""A guideline or review · B direct study · C indirect evidence · D coaching or clinical judgement."""

Level = Literal["emergency", "urgent", "clinician", "self-care", "unscreened"]
SignLevel = Literal["emergency", "urgent", "clinician", "modifier"]
"""What a ticked danger sign gives by itself; `modifier` counts only together with something else."""

Stage = Literal["safety", "lift", "training", "signs", "pain", "body", "tests", "plan"]
OFFERED: tuple[Stage, ...] = ("tests", "plan")
"""Stages of questions that the interview never puts: they are offered after the verdict, and legal in answers."""

Kind = Literal["one", "many", "number"]
Family = Literal["form", "load", "core", "imbalance", "readiness", "equipment"]
Phase = Literal["setup", "lowering", "bottom", "driving", "top", "after", "any"]
Common = Literal["usual", "sometimes", "rare"]
CoachingMode = Literal["full", "hold", "none"]
Slot = Literal["today", "this_week", "next_weeks", "see_someone_if"]

NONE = "none"
UNSURE = "unsure"
RESERVED = (NONE, UNSURE)


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of everything read from `data/`."""


class Claim(Record, frozen=True):
    """One statement to a reader, with who says so and how sure we are."""

    text: str
    sources: tuple[str, ...]
    grade: Grade


class Source(Record, frozen=True):
    """A work that claims point to. `verified` tells what was seen of it."""

    id: str
    authors: str
    year: int | None
    title: str
    verified: Literal["yes", "bibliographic", "partial", "judgement"]
    container: str = ""
    doi: str = ""
    url: str = ""
    note: str = ""


class Condition(Record, frozen=True, rename={"is_": "is", "in_": "in", "not_": "not"}):
    """A condition over answers; exactly one field is set. An unanswered question never fulfils a positive part.

    `at_least` counts ticks of a `many` question (`none` and `unsure` apart) or compares a number. `not` is allowed
    only in `Question.when`, never in triage: adding an answer must not be able to lower a level.
    """

    all: tuple[Condition, ...] | None = None
    any: tuple[Condition, ...] | None = None
    is_: tuple[str, str] | None = None
    in_: tuple[str, tuple[str, ...]] | None = None
    at_least: tuple[str, float] | None = None
    answered: str | None = None
    not_: Condition | None = None
