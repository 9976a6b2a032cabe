"""Reading: texts are easy to read, by the grade of Kincaid and others (1975).

Needs pyphen, which comes with the tools for authors and not with the program: it is imported when first needed, and
without it this check is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from statistics import median
from typing import Any

from backcheck.authoring.documents import Document, type_of
from backcheck.authoring.findings import Finding
from backcheck.knowledge.texts import find_texts

GIVES = ("BC707",)
LEFT_OUT = "Reading grades (BC707) were not checked: pyphen is not installed."

HIGHEST_GRADE = 10.0
MEDIAN_GRADE = 8.0
LEAST_WORDS = 12
"""Shorter texts have no grade worth the name: one long word decides it."""

_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?|\d[\d.,]*")
_PIECE = re.compile(r"[a-z0-9]+")
_END = re.compile(r"[.!?]+(?:\s|$)")


def can_grade() -> bool:
    """Whether pyphen is there."""
    from importlib.util import find_spec

    return find_spec("pyphen") is not None


class Grader:
    """Grades texts; the names of lifts count as one short word, since a lifter knows their own."""

    def __init__(self, lift_names: Iterable[str]) -> None:
        """Makes ready. Raises ImportError where pyphen is missing."""
        import pyphen

        self._names: dict[str, list[str]] = {}
        """The names that begin with each word, longest first."""
        for name in sorted({name.lower() for name in lift_names}, key=lambda name: (-len(name), name)):
            found = _PIECE.search(name)
            if found and found.start() == 0:
                self._names.setdefault(found[0], []).append(name)
        inserted: Callable[[str], str] = pyphen.Pyphen(lang="en_US", left=1, right=1).inserted
        self._syllables = lru_cache(maxsize=None)(lambda word: inserted(word).count("-") + 1)
        self._counts: dict[str, tuple[int, int, int]] = {}

    def count(self, text: str) -> tuple[int, int, int]:
        """Sentences, words and syllables; a number is one word of one syllable."""
        if text not in self._counts:
            words = _WORD.findall(self._without_names(text))
            sentences = sum(any(map(str.isalnum, part)) for part in _END.split(text))
            self._counts[text] = sentences, len(words), sum(map(self._syllables, words))
        return self._counts[text]

    def grade(self, text: str) -> float:
        """The grade; 0 for a text without words."""
        sentences, words, syllables = self.count(text)
        if not sentences or not words:
            return 0.0
        return 0.39 * words / sentences + 11.8 * syllables / words - 15.59

    def _without_names(self, text: str) -> str:
        """The text with "lift" for each name of one, the longest name at each place."""
        low, parts, end = text.lower(), [], 0
        for word in _PIECE.finditer(low):
            start = word.start()
            for name in self._names.get(word[0], ()) if start >= end else ():
                after = start + len(name)
                if low.startswith(name, start) and not low[after : after + 1].isalnum():
                    parts += [text[end:start], "lift"]
                    end = after
                    break
        return "".join((*parts, text[end:]))


grader_for = lru_cache(maxsize=4)(Grader)
"""The grader of bases with these names of lifts, with what it has counted. Raises ImportError without pyphen."""


def lift_names(documents: Iterable[Document]) -> tuple[str, ...]:
    """Every name of a lift in raw files, those of relatives included."""
    found: list[str] = []
    for name, document in documents:
        if name.startswith("lifts/") and isinstance(document, dict):
            parts: list[Any] = [document.get("name")]
            for key in ("names", "covers"):
                listed = document.get(key)
                parts += listed if isinstance(listed, list) else []
            found += [part for part in parts if isinstance(part, str)]
    return tuple(found)


def check(documents: list[Document]) -> list[Finding]:
    """BC707 over all files."""
    grader = grader_for(lift_names(documents))
    findings: list[Finding] = []
    grades: list[float] = []
    for name, pointer, text in read_texts(documents):
        if grader.count(text)[1] < LEAST_WORDS:
            continue
        grades.append(grader.grade(text))
        if grades[-1] > HIGHEST_GRADE:
            message = f"has reading grade {grades[-1]:.1f}; at most {HIGHEST_GRADE:g}."
            findings.append(Finding("BC707", name, pointer, message, "Shorter sentences and shorter words."))
    if grades and median(grades) > MEDIAN_GRADE:
        message = f"the median reading grade is {median(grades):.1f}; at most {MEDIAN_GRADE:g}."
        findings.append(Finding("BC707", "knowledge.json", "", message))
    return findings


def read_texts(documents: list[Document]) -> Iterator[tuple[str, str, str]]:
    """File, pointer and text of everything that people read and that is ours."""
    for name, document in documents:
        for pointer, text, prose in find_texts(type_of(name), document):
            if prose.graded:
                yield name, pointer, text
