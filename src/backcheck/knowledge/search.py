"""Finding words in all that backcheck knows: lifts, causes, patterns, habits, tests, drills, danger signs.

A hit must have every word; one in a name counts more than one in the text. A word is found as a whole word and in
its usual forms ("numb" in "numbness", never in "number"); only a word that stands nowhere is taken for the beginning of
longer ones ("hamstr").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import FollowUpQuestion, Option, Question
from backcheck.knowledge.records import Level, Record, SignLevel
from backcheck.knowledge.texts import find_texts
from backcheck.knowledge.together import reach
from backcheck.text import clean

SHORTEST = 3
"""Letters that a word needs to be taken for the beginning of a longer one."""

_GRAVER = {"emergency": 2, "urgent": 1}
"""What a danger sign has ahead of other entries that have a word in their name."""

_VOWELS = "aeiou"

_MUTE = re.compile(r"(?<!e)e$")
"""The last letter that a word loses before an ending: brace, bracing; but pee, peeing."""


class Hit(NamedTuple):
    """What was found: the command that shows it, its id and name, and the text with the words.

    `level` is how urgent a danger sign is alone, `together` how urgent it can be with others where that is more; None
    for everything else.
    """

    kind: str
    id: str
    name: str
    text: str
    level: SignLevel | None = None
    together: Level | None = None


def find_words(kb: KnowledgeBase, words: str) -> list[Hit]:
    """Every entry that has all the words in any case, best first, danger signs first of equals; empty for no words."""
    entries = [(Hit(page.command, page.id, page.name, ""), _texts(page)) for page in _list_pages(kb)]
    signs: dict[int, tuple[Question, Option]] = {}
    for question in kb.questions.values():
        if not isinstance(question, FollowUpQuestion):  # it has no page: its texts are those of the row
            for sign in (option for option in question.offered if option.alone is not None):
                signs[len(entries)] = question, sign
                entries.append((Hit("redflags", sign.id, sign.label, "", sign.alone), _texts(sign)))
    wholes = [" ".join((hit.id, hit.name, *texts)).casefold() for hit, texts in entries]
    typed = re.findall(r"[^\W_]+", clean(words).casefold())
    meant: list[tuple[str, tuple[str, ...]]] = []
    for word in typed:  # each with ours: the word itself where we have none, none where it tells little
        forms = (word, *sorted(_bases(word)))
        meant.append((word, next((kb.base.synonyms[one] for one in forms if one in kb.base.synonyms), (word,))))
    telling = [(word, ours) for word, ours in meant if ours] or meant
    patterns = [_pattern((word, *ours), wholes) for word, ours in telling]
    if not patterns:
        return []
    scored: list[tuple[int, bool, int, Hit]] = []
    for place, ((hit, texts), whole) in enumerate(zip(entries, wholes, strict=True)):
        if all(pattern.search(whole) for pattern in patterns):
            score = sum(3 * _is_in(pattern, hit.name) + 2 * _is_in(pattern, hit.id) for pattern in patterns)
            score += _GRAVER.get(hit.level or "", 0) if score else 0
            found = max((hit.name, *texts), key=lambda text: sum(_is_in(one, text) for one in patterns))
            together = reach(kb, *signs[place]) if place in signs else None
            scored.append((-score, hit.level is None, place, hit._replace(text=found, together=together)))
    return [hit for *_, hit in sorted(scored, key=lambda row: row[:3])]


def _list_pages(kb: KnowledgeBase) -> Iterator[Any]:
    """Everything that has a page of its own, but the danger signs."""
    for table in (getattr(kb, field) for field in kb.__struct_fields__):
        entries = table.values() if isinstance(table, dict) else table if isinstance(table, tuple) else ()
        yield from (entry for entry in entries if isinstance(entry, Record) and entry.command)


def _is_in(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text.casefold()) is not None


def _pattern(words: tuple[str, ...], wholes: list[str]) -> re.Pattern[str]:
    """Finds a word, or those that mean it, in any of their forms; where none is found anywhere, what begins with it."""
    word = words[0]
    every = sorted(form for one in words for form in _forms(one))
    forms = re.compile(rf"\b(?:{'|'.join(map(re.escape, every))})\b")
    if len(word) < SHORTEST or any(forms.search(whole) for whole in wholes):
        return forms
    return re.compile(rf"\b{re.escape(word)}")


def _forms(word: str) -> set[str]:
    """The word and its usual forms. Some are no words: they are never found and do no harm."""
    forms = {word}
    for base in _bases(word):
        stem = _MUTE.sub("", base)
        forms |= {base, f"{base}s", f"{base}es", f"{stem}ed", f"{stem}ing", f"{base}ness"}
        if base.endswith("y"):
            forms |= {f"{base[:-1]}ies", f"{base[:-1]}ied"}
        if re.search(rf"[^{_VOWELS}][{_VOWELS}][^{_VOWELS}wxy]$", base):  # squat, squatting
            forms |= {f"{base}{base[-1]}ed", f"{base}{base[-1]}ing"}
    return forms


def _bases(word: str) -> set[str]:
    """What the word may be a form of, itself included."""
    bases = {word}
    if len(word) > SHORTEST and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        bases.add(word[:-1])
    if word.endswith(("ches", "shes", "sses", "xes")):
        bases.add(word[:-2])
    if word.endswith("ies"):
        bases.add(f"{word[:-3]}y")
    for ending in ("ness", "ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= SHORTEST and not _MUTE.search(stem):
            bases |= {stem, f"{stem}e"}
            if stem[-1] == stem[-2]:
                bases.add(stem[:-1])
    return bases


def _texts(entry: Record) -> tuple[str, ...]:
    """Its other names, and what may be shown as it is: no clause, no line of a plan that still has to be filled in."""
    found = (one.text for one in find_texts(type(entry), entry) if one.prose.searched and "{" not in one.text)
    return (", ".join(getattr(entry, "names", ())), *found)
