"""Two dumb rankings that a clever one must beat, each leave-one-out: most common cause, and keyword match.

Neither looks at points. Counts come from the labels of the other scored cases, never from the case at hand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from backcheck.authoring.cases import Case, Encoded
from backcheck.authoring.judging import Kind, causes_of, labels_of
from backcheck.knowledge.model import KnowledgeBase
from backcheck.reasoning.index import answer_ticks

Ranker = Callable[[Encoded], list[str]]
"""From a case to the ids of causes, best first."""

STOP_WORDS = frozenset(["and", "are", "but", "for", "from", "not", "off", "one", "the", "too", "with", "you", "your"])
"""Words of names that say nothing; shorter ones than three letters are left out anyway."""


def most_common(kb: KnowledgeBase, scored: Iterable[Encoded], kind: Kind) -> Ranker:
    """Causes by how often they are labelled in the other cases; ties by id. Never labelled, never named."""
    counts = _label_counts(kb, scored, kind)

    def ranked(encoded: Encoded) -> list[str]:
        others = counts - Counter(labels_of(kb, encoded.case, kind))
        return sorted(others, key=lambda cause: (-others[cause], cause))

    return ranked


def keyword_match(kb: KnowledgeBase, scored: Iterable[Encoded], kind: Kind) -> Ranker:
    """Causes by how many words of their id and name the story has; ties by frequency in the other cases, then id."""
    counts = _label_counts(kb, scored, kind)
    words = {cause: words_of(f"{cause} {name}") for cause, name in causes_of(kb, kind).items()}

    def ranked(encoded: Encoded) -> list[str]:
        others = counts - Counter(labels_of(kb, encoded.case, kind))
        told = words_of(encoded.case.presentation or words_ticked(kb, encoded))
        return sorted(words, key=lambda cause: (-len(words[cause] & told), -others[cause], cause))

    return ranked


def words_ticked(kb: KnowledgeBase, encoded: Encoded) -> str:
    """What stands in for a story that the file does not hold: the labels of the ticked options."""
    labels = {
        (question.id, option.id): option.label for question in kb.questions.values() for option in question.options
    }
    ticks = ((name, tick) for name, given in encoded.answers.items() for tick in answer_ticks(given))
    return " ".join(labels[tick] for tick in ticks if tick in labels)


def words_of(text: str) -> frozenset[str]:
    """The words of a text in small letters, without the shortest and without `STOP_WORDS`."""
    return frozenset(word for word in re.findall(r"[a-z]{3,}", text.casefold()) if word not in STOP_WORDS)


def _label_counts(kb: KnowledgeBase, scored: Iterable[Encoded], kind: Kind) -> Counter[str]:
    return Counter(cause for encoded in scored for cause in labels_of(kb, encoded.case, kind))


def told_in_words(cases: Iterable[Case]) -> int:
    """How many of these cases hold their story."""
    return sum(bool(case.presentation) for case in cases)
