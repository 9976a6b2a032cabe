"""`backcheck kb check`: runs every family of checks over a knowledge base and gives all findings at once."""

from __future__ import annotations

from pathlib import Path

from backcheck.authoring.checks import content, inference, references, safety, shape
from backcheck.authoring.documents import read_documents
from backcheck.authoring.findings import Finding
from backcheck.errors import KnowledgeError
from backcheck.knowledge.load import load_knowledge


def check_folder(folder: Path) -> list[Finding]:
    """All findings of the base in this folder, by file. Checks that need a whole base run once it can be loaded."""
    documents, findings = read_documents(folder)
    for name, document in documents:
        findings += shape.check(name, document)
        findings += content.check(name, document)
    findings += shape.check_ids(documents)
    if not any(finding.severity == "error" and finding.code.startswith("BC1") for finding in findings):
        try:
            kb = load_knowledge(folder)
        except KnowledgeError as error:
            findings.append(Finding("BC101", error.place, "", error.problem))
        else:
            findings += references.check(kb, documents)
            if not any(finding.code in ("BC201", "BC202") for finding in findings):
                findings += inference.check(kb)
                findings += safety.check(kb)
    return sorted(findings, key=lambda finding: (finding.file, finding.pointer, finding.code))
