"""Reading: what stands in front of people is easy to read. Needs pyphen; without it this check is left out."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from backcheck.authoring.documents import Document, type_of
from backcheck.authoring.findings import Finding
from backcheck.authoring.grades import HIGHEST_GRADE, LEAST_WORDS, MEDIAN_GRADE, make_grader
from backcheck.knowledge.texts import find_texts

GIVES = ("BC707",)
LEFT_OUT = "Reading grades (BC707) were not checked: pyphen is not installed."


def check(documents: list[Document]) -> list[Finding]:
    """BC707 over all files. Raises ImportError where pyphen is missing."""
    grader = make_grader(documents)
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
