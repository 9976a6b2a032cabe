"""The ledger of sources: each work says what it found and what it does not show, and carries the grades that cite it.

`docs/knowledge.md` has the table of grades for authors. Whether a sentence
says no more than the work found is for people (`kb sample` draws some to read).
"""

from __future__ import annotations

from collections.abc import Iterator

from backcheck.authoring.documents import Document, walk_inner
from backcheck.authoring.findings import Finding
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.records import Study

GIVES = ("BC710", "BC711")

CARRIES: dict[Study, str] = {
    "guideline": "ABCD",
    "review": "ABCD",
    "trial": "BCD",
    "observational": "BCD",
    "lab": "BCD",
    "case": "CD",
    "simulation": "CD",
    "text": "D",
    "judgement": "D",
}
"""The grades that a work of this kind can carry, the question being its own; another question lowers it."""


def check(kb: KnowledgeBase, documents: list[Document]) -> Iterator[Finding]:
    """BC710 and BC711 over the whole base."""
    for source in kb.sources.values():
        missing = [
            name
            for name, text in (("study", source.study), ("found", source.found), ("limits", source.limits))
            if not text and source.study != "judgement"
        ]
        if missing:
            yield Finding("BC710", "sources.json", source.id, f"does not say `{'`, `'.join(missing)}`.")
    for name, document in documents:
        for pointer, entry in walk_inner(document):
            if not isinstance(entry, dict) or "sources" not in entry or (grade := entry.get("grade")) is None:
                continue
            works = [kb.sources[work] for work in entry["sources"] if work in kb.sources]
            # A work whose kind is not told is found by BC710 already.
            known = works and all(work.study for work in works)
            if known and not any(grade in CARRIES[work.study] for work in works):
                kinds = ", ".join(dict.fromkeys(work.study for work in works))
                yield Finding("BC711", name, pointer, f"has grade {grade}, which no work it cites can carry ({kinds}).")
