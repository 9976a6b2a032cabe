"""Finding words in all that backcheck knows: lifts, causes, patterns, habits, tests, drills, danger signs.

Pure. A hit must have every word; one in a name counts more than one in the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from backcheck.knowledge.model import (
    Contributor,
    Drill,
    KnowledgeBase,
    Lift,
    Option,
    Pattern,
    Rung,
    SelfTest,
    Topic,
)
from backcheck.knowledge.texts import find_texts
from backcheck.text import clean


class Hit(NamedTuple):
    """What was found: the command that shows it, its id and name, and the sentence with the words."""

    kind: str
    id: str
    name: str
    text: str


def find_words(kb: KnowledgeBase, words: str) -> list[Hit]:
    """Every entry that has all the words (any case, also within longer words), best first; empty for no words."""
    wanted = clean(words).casefold().split()
    if not wanted:
        return []
    scored: list[tuple[int, int, Hit]] = []
    for place, (kind, name, entry) in enumerate(_entries(kb)):
        texts = (", ".join(getattr(entry, "names", ())), *_sentences(entry))
        whole = " ".join((entry.id, name, *texts)).casefold()
        if all(word in whole for word in wanted):
            score = sum((word in name.casefold()) * 3 + (word in entry.id) * 2 for word in wanted)
            found = max((name, *texts), key=lambda text: sum(word in text.casefold() for word in wanted))
            scored.append((-score, place, Hit(kind, entry.id, name, found)))
    return [hit for _, _, hit in sorted(scored, key=lambda row: row[:2])]


Page = Lift | Contributor | Pattern | Topic | SelfTest | Drill | Rung | Option


def _entries(kb: KnowledgeBase) -> Iterator[tuple[str, str, Page]]:
    """(the command that shows it, name, entry) of everything that has a page of its own."""
    yield from (("exercise", lift.name, lift) for lift in kb.lifts.values())
    yield from (("cause", contributor.name, contributor) for contributor in kb.contributors.values())
    yield from (("cause", pattern.name, pattern) for pattern in kb.patterns.values())
    yield from (("prevent", topic.name, topic) for topic in kb.topics.values())
    yield from (("tests", test.name, test) for test in kb.tests.values())
    yield from (("core", drill.name, drill) for drill in kb.drills.values())
    yield from (("ladder", rung.name, rung) for rung in kb.ladder)
    for question in kb.questions.values():
        yield from (("redflags", option.label, option) for option in question.options if option.alone is not None)


def _sentences(entry: Page) -> Iterator[str]:
    """What may be shown as it is: no clause, and no line of a plan that still has to be filled in."""
    return (found.text for found in find_texts(type(entry), entry) if found.prose.searched and "{" not in found.text)
