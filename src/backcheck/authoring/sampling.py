"""Lines and claims drawn by chance, for people to read: which lines an editor would change, which claims are true.

The same seed draws the same ones from the same base.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

import msgspec

from backcheck.authoring.documents import Document, type_of, walk
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.texts import find_texts

UNSTUDIED = frozenset({"expert", "article"})
"""Sources that are no studies: a claim that cites nothing else has nothing to be traced to."""


class SampleLine(msgspec.Struct, frozen=True):
    """A text that users see. `place` is the file with the JSON pointer in it.

    `beside` is what users see with it, in the order of the file: the first text of each entry that holds it (a lift's
    name, a row's label), then the other texts of its own entry.
    """

    place: str
    text: str
    beside: tuple[str, ...] = ()


class Work(msgspec.Struct, frozen=True):
    """A cited work with what our ledger says of it."""

    id: str
    study: str
    found: str
    limits: str


class CitedClaim(msgspec.Struct, frozen=True):
    """What one entry says, with the works it cites for it.

    The last of the `texts` of a danger sign is how its question says that we differ from the works. `own`: the entry
    names our own judgement (`expert`) beside the works.
    """

    place: str
    texts: tuple[str, ...]
    grade: str
    works: tuple[Work, ...]
    own: bool = False


class Sample(msgspec.Struct, frozen=True):
    """What was drawn, and out of how many."""

    seed: int
    lines: tuple[SampleLine, ...]
    claims: tuple[CitedClaim, ...]
    of_lines: int
    of_claims: int


def draw(kb: KnowledgeBase, documents: Sequence[Document], *, lines: int, claims: int, seed: int) -> Sample:
    """So many lines and cited claims, each as likely as any other; all of them where there are fewer."""
    places: dict[str, str] = {}  # each text for users at its first place
    for name, document in documents:
        for pointer, text, prose in find_texts(type_of(name), document):
            if prose.graded and text:
                places.setdefault(text, f"{name}#{pointer}")
    every_line = [(place, text) for text, place in places.items()]
    every_claim = []
    for name, document in documents:
        held = _held_by_entry(name, document)
        for pointer, entry in walk(document):
            works = entry.get("sources") if isinstance(entry, dict) else None
            known = [kb.sources[work] for work in works or () if work in kb.sources and work not in UNSTUDIED]
            said = tuple(held.get(pointer, ())) if known else ()
            if said:  # the poses of a figure cite studies too, and say nothing
                cited = tuple(Work(work.id, work.study, work.found, work.limits) for work in known)
                differs = entry.get("follow_up", {}).get("differs")
                told = (*said, differs) if differs else said
                own = "expert" in (works or ())
                every_claim.append(CitedClaim(f"{name}#{pointer}", told, str(entry.get("grade", "")), cited, own))
    chance = Random(seed)
    return Sample(
        seed=seed,
        lines=tuple(_set_in_place(documents, chance.sample(every_line, min(lines, len(every_line))))),
        claims=tuple(chance.sample(every_claim, min(claims, len(every_claim)))),
        of_lines=len(every_line),
        of_claims=len(every_claim),
    )


def _set_in_place(documents: Sequence[Document], lines: Sequence[tuple[str, str]]) -> Iterator[SampleLine]:
    held = {name: _held_by_entry(name, content) for name, content in documents}
    for place, line in lines:
        name, _, pointer = place.partition("#")
        steps = pointer.split("/")
        around: list[str] = []
        for entry in ("/".join(steps[:depth]) for depth in range(1, len(steps))):
            here = held[name].get(entry, [])
            around += here if entry in _entries_of(pointer) else here[:1]
        yield SampleLine(place, line, tuple(dict.fromkeys(text for text in around if text != line)))


def _held_by_entry(name: str, content: Any) -> dict[str, list[str]]:
    """The pointer of each entry of a file -> the texts that belong to it, in the order of the file."""
    held: dict[str, list[str]] = {}
    for pointer, text, _ in find_texts(type_of(name), content):
        for entry in _entries_of(pointer) if text else ():
            held.setdefault(entry, []).append(text)
    return held


def _entries_of(place: str) -> tuple[str, ...]:
    """The entries that the text at this pointer belongs to: as a field of one, or in a list that a field holds."""
    entry, _, last = place.rpartition("/")
    above, _, field = entry.rpartition("/")
    return (entry, above) if last.isdigit() and field else (entry,)
