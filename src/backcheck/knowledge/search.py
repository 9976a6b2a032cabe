"""Finding words in all that backcheck knows: lifts, causes, patterns, habits, tests, drills, danger signs.

Pure. A hit must have every word; one in a name counts more than one in the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from backcheck.knowledge.model import KnowledgeBase
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
    for place, (kind, entry_id, name, texts) in enumerate(_entries(kb)):
        whole = " ".join((entry_id, name, *texts)).casefold()
        if all(word in whole for word in wanted):
            score = sum((word in name.casefold()) * 3 + (word in entry_id) * 2 for word in wanted)
            found = max((name, *texts), key=lambda text: sum(word in text.casefold() for word in wanted))
            scored.append((-score, place, Hit(kind, entry_id, name, found)))
    return [hit for _, _, hit in sorted(scored, key=lambda row: row[:2])]


def _entries(kb: KnowledgeBase) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """(kind, id, name, texts) of everything that has a page of its own."""
    for lift in kb.lifts.values():
        claims = [claim.text for claim in (*lift.loads, *lift.setup, lift.dose, lift.lore)]
        faults = [text for f in lift.faults for text in (f.name, f.see, f.feel, f.why, *f.fix, f.cue, f.drill)]
        yield "exercise", lift.id, lift.name, (", ".join(lift.names), *claims, *faults, *(s.text for s in lift.swaps))
    for entry in kb.contributors.values():
        fixes = [fix.text for fix in entry.fixes]
        texts = (entry.change, entry.what.text, entry.shows, entry.test, *fixes, entry.how_long.text, entry.unsure.text)
        yield "cause", entry.id, entry.name, texts
    for pattern in kb.patterns.values():
        yield "cause", pattern.id, pattern.name, (pattern.what.text, *pattern.fits, *pattern.against, pattern.what_next)
    for topic in kb.topics.values():
        texts = (topic.summary, ", ".join(topic.names), *(claim.text for claim in topic.points))
        yield "prevent", topic.id, topic.name, texts
    yield from _training_entries(kb)
    for question in kb.questions.values():
        for option in question.options:
            if option.alone is not None:
                yield "redflags", option.id, option.label, (option.help,)


def _training_entries(kb: KnowledgeBase) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """As `_entries`, of self-tests, drills and the steps back to lifting."""
    for test in kb.tests.values():
        results = [text for result in test.results for text in (result.label, result.then)]
        limits = [claim.text for claim in test.not_if]
        texts = (", ".join(test.names), test.asks, *test.steps, test.watch, test.passed.text, *results, *limits)
        yield "tests", test.id, test.name, texts
    for drill in kb.drills.values():
        yield "core", drill.id, drill.name, (", ".join(drill.names), *drill.steps, drill.dose.text)
    for rung in kb.ladder:
        yield "ladder", rung.id, rung.name, (rung.what.text, rung.up, rung.down)
