"""`backcheck kb check`: runs every family of checks over a knowledge base and gives all findings at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Protocol

import msgspec

from backcheck.authoring import reviews
from backcheck.authoring.checks import (
    figures,
    graph,
    lifts,
    plans,
    points,
    reading,
    references,
    rules,
    safety,
    shape,
    texts,
    two_steps,
)
from backcheck.authoring.checks.reading import can_grade
from backcheck.authoring.documents import Document, read_documents
from backcheck.authoring.findings import CODES, Finding, apply_exceptions, read_exceptions
from backcheck.authoring.logic import Logic
from backcheck.authoring.places import number_lines, put_in_place
from backcheck.errors import KnowledgeError, UsageError
from backcheck.knowledge.load import read_base, refuse_numbers
from backcheck.knowledge.model import KnowledgeBase
from backcheck.text import clean

_BROKEN_LINKS = ("BC201", "BC202", "BC401")
"""With one of these the checks that follow references and conditions would only repeat it in other words."""


class CheckReport(msgspec.Struct, frozen=True):
    """All findings by file, and notes on what could not be looked for."""

    findings: list[Finding]
    notes: list[str]


class CheckFamily(Protocol):
    """A module of checks: the codes that it gives, and the function that gives findings."""

    @property
    def GIVES(self) -> tuple[str, ...]:  # noqa: N802 - a constant of the module
        """The codes, such as BC405."""

    @property
    def check(self) -> Callable[..., Iterable[Finding]]:
        """Looks for all its codes at once."""


_FOLLOWING: tuple[CheckFamily, ...] = (points, rules, safety, graph)
"""Checks that follow references and conditions."""


class _Search:
    """What was found so far, which codes are looked for, and which were."""

    def __init__(self, findings: list[Finding], wanted: Collection[str]) -> None:
        self.findings, self.wanted, self.ran = findings, wanted, {"BC101", "BC106", "BC107"}

    def wants(self, *families: CheckFamily) -> bool:
        """Whether one of these gives what is looked for."""
        return any(code in self.wanted for family in families for code in family.GIVES)

    def run(self, family: CheckFamily, *given: object, needed: bool = False) -> None:
        """Adds what this family finds, where that is wanted or what is wanted needs it."""
        if needed or self.wants(family):
            self.findings += family.check(*given)
            self.ran.update(family.GIVES)


def examine_folder(folder: Path, only: str = "") -> CheckReport:
    """All findings and notes. Checks that need a whole base run once it can be loaded.

    With `only` a code, such as BC405, only the checks run that it takes to look for it, and only its findings are
    given. Where something else keeps these checks from running, that is found instead. Raises `UsageError` for a code
    that there is not.
    """
    if only and only not in CODES:
        raise UsageError(
            f"There is no code '{clean(only)[:60]}'.", "They are BC101 to BC906; docs/knowledge.md lists them."
        )
    documents, findings = read_documents(folder)
    wanted = {only} if only else set(CODES)
    if only == "BC105":  # whether an exception is of use shows once its code was looked for
        wanted |= {exception.code for exception in read_exceptions(folder)[0]} & set(CODES)
    search = _Search(findings, wanted)
    for document in documents:
        search.run(shape, *document, needed=True)
        search.run(texts, *document)
    search.findings += shape.check_ids(documents)
    notes = []
    if can_grade():
        search.run(reading, documents)
    elif search.wants(reading):
        notes.append(reading.LEFT_OUT)
    if not any(finding.severity == "error" and finding.code.startswith("BC1") for finding in search.findings):
        try:
            kb = read_base(folder)
            refuse_numbers(kb)
        except KnowledgeError as error:
            search.findings.append(Finding("BC101", error.place, "", error.problem))
        else:
            _check_meaning(kb, documents, search)
            search.run(reviews, kb, folder)
    findings = apply_exceptions(folder, put_in_place(search.findings, documents), search.ran)
    if only and wanted <= {*search.ran, "BC105"}:
        findings = [finding for finding in findings if finding.code == only]
    in_order = sorted(findings, key=lambda finding: (finding.file, finding.pointer, finding.code))
    return CheckReport(number_lines(in_order, folder), notes)


def _check_meaning(kb: KnowledgeBase, documents: list[Document], search: _Search) -> None:
    """Adds the findings of all checks that need a base that loads."""
    search.run(references, kb, documents, needed=search.wants(*_FOLLOWING))
    for family in (lifts, plans, figures):
        search.run(family, kb)
    search.run(two_steps, kb, documents)
    if any(finding.code in _BROKEN_LINKS for finding in search.findings):
        if search.wants(safety):
            search.findings += safety.check_lists(kb)
        return
    logic = Logic(kb)
    search.run(points, kb)
    search.run(rules, kb, logic)
    search.run(safety, kb, needed=search.wants(graph))
    if not any(finding.code in safety.GIVES for finding in search.findings):
        search.run(graph, kb, logic)


def load_sound(folder: Path) -> KnowledgeBase:
    """The base, where its interview can be walked. Raises `KnowledgeError` with the first thing that is in the way."""
    kb = read_base(folder)
    refuse_numbers(kb)
    documents, _ = read_documents(folder)
    findings = [finding for finding in references.check(kb, documents) if finding.code in _BROKEN_LINKS]
    for finding in put_in_place(findings or safety.check(kb), documents):
        raise KnowledgeError(finding.place, finding.message, "Run `backcheck kb check` for all that is wrong.")
    return kb
