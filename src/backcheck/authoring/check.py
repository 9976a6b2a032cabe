"""`backcheck kb check`: runs every family of checks over a knowledge base and gives all findings at once."""

from __future__ import annotations

from pathlib import Path

import msgspec

from backcheck.authoring.checks import (
    content,
    figures,
    graph,
    inference,
    lifts,
    plans,
    reading,
    references,
    rules,
    safety,
    shape,
    telling,
)
from backcheck.authoring.documents import Document, read_documents
from backcheck.authoring.exceptions import apply_exceptions
from backcheck.authoring.findings import Finding
from backcheck.authoring.grades import can_grade
from backcheck.authoring.logic import Logic
from backcheck.authoring.places import put_in_place
from backcheck.errors import KnowledgeError
from backcheck.knowledge.load import load_knowledge
from backcheck.knowledge.model import KnowledgeBase

_BROKEN_LINKS = ("BC201", "BC202", "BC401")
"""With one of these the checks that follow references and conditions would only repeat it in other words."""


class Report(msgspec.Struct, frozen=True):
    """All findings by file, and notes on what could not be looked for."""

    findings: list[Finding]
    notes: list[str]


def check_folder(folder: Path) -> list[Finding]:
    """All findings of the base in this folder, by file."""
    return examine_folder(folder).findings


def examine_folder(folder: Path) -> Report:
    """All findings and notes. Checks that need a whole base run once it can be loaded."""
    documents, findings = read_documents(folder)
    ran = {"BC101"}
    for name, document in documents:
        findings += shape.check(name, document)
        findings += content.check(name, document)
    findings += shape.check_ids(documents)
    ran.update(*(module.GIVES for module in (shape, content)))
    notes = _check_reading(documents, findings, ran)
    if not any(finding.severity == "error" and finding.code.startswith("BC1") for finding in findings):
        try:
            kb = load_knowledge(folder)
        except KnowledgeError as error:
            findings.append(Finding("BC101", error.place, "", error.problem))
        else:
            _check_meaning(kb, documents, findings, ran)
    findings = apply_exceptions(folder, put_in_place(findings, documents), ran)
    return Report(sorted(findings, key=lambda finding: (finding.file, finding.pointer, finding.code)), notes)


def _check_reading(documents: list[Document], findings: list[Finding], ran: set[str]) -> list[str]:
    """Adds what reading grades find; returns the note where they cannot be worked out."""
    if not can_grade():
        return [reading.LEFT_OUT]
    findings += reading.check(documents)
    ran.update(reading.GIVES)
    return []


def _check_meaning(kb: KnowledgeBase, documents: list[Document], findings: list[Finding], ran: set[str]) -> None:
    """Adds the findings of all checks that need a base that loads."""
    findings += references.check(kb, documents)
    findings += lifts.check(kb)
    findings += plans.check(kb)
    findings += figures.check(kb)
    ran.update(*(module.GIVES for module in (references, lifts, plans, figures)))
    if any(finding.code in _BROKEN_LINKS for finding in findings):
        findings += safety.check_lists(kb)
        return
    logic = Logic(kb)
    findings += inference.check(kb)
    findings += telling.check(kb)
    findings += rules.check(kb, logic)
    ran.update(*(module.GIVES for module in (inference, telling, rules)))
    unsafe = safety.check(kb)
    findings += unsafe
    ran.update(safety.GIVES)
    if not unsafe:
        findings += graph.check(kb, logic)
        ran.update(graph.GIVES)


def load_sound(folder: Path) -> KnowledgeBase:
    """The base, where its interview can be walked. Raises `KnowledgeError` with the first thing that is in the way."""
    kb = load_knowledge(folder)
    documents, _ = read_documents(folder)
    findings = [finding for finding in references.check(kb, documents) if finding.code in _BROKEN_LINKS]
    for finding in put_in_place(findings or safety.check(kb), documents):
        raise KnowledgeError(finding.place, finding.message, "Run `backcheck kb check` for all that is wrong.")
    return kb
