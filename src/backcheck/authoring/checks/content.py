"""Content: what a person reads is plain text, in our words, and every claim has a source and a grade."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from backcheck.authoring.documents import type_of, walk
from backcheck.authoring.findings import Finding
from backcheck.knowledge.records import Prose
from backcheck.knowledge.texts import find_texts

BANNED = (
    "all clear",
    "nothing serious",
    "don't worry",
    "worn out",
    "wear and tear",
    "slipped",
    "unstable",
    "crumbling",
    "degenerate",
    "degeneration",
    "out of place",
    "misaligned",
    "dysfunction",
    "pinched nerve",
    "immense pressure",
    "bad form",
    "ego",
    "lazy",
    "stubborn",
    "fragile",
)
"""Words that frighten, blame or promise, and so are shown to nobody. Ids are not words."""

_BANNED = re.compile(r"\b(" + "|".join(re.escape(word) for word in BANNED) + r")\b", re.IGNORECASE)
_MARKUP = re.compile(r"[\[\]]|</?[a-z][^>]*>|\*\*|`")
GIVES = ("BC701", "BC702", "BC703", "BC704", "BC705")


def check(name: str, document: Any) -> Iterator[Finding]:
    """BC701 to BC705 for one file."""
    for pointer, value in walk(document):
        if isinstance(value, dict):
            yield from _unsourced(name, pointer, value)
        elif isinstance(value, str) and _hides(value):
            yield Finding("BC702", name, pointer, "holds a control or hidden character.")
    for text in find_texts(type_of(name), document):
        yield from _words(name, *text)


def _hides(text: str) -> bool:
    """Whether a text, of whatever kind, holds what is not seen."""
    return not text.isprintable() and any(unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs") for char in text)


def _unsourced(name: str, pointer: str, entry: dict[str, Any]) -> Iterator[Finding]:
    rests = name == "tests.json"  # the results of a self-test rest on its `passed` and `reliability`
    claims = bool(entry.get("says") and not rests) or "grade" in entry or "sources" in entry
    if claims and not (entry.get("sources") and entry.get("grade")):
        yield Finding("BC701", name, pointer, "makes a claim without both `sources` and `grade`.")
    sources = entry.get("sources")
    cited = sources if isinstance(sources, list) else []
    if entry.get("grade") in ("A", "B", "C") and all(source in ("expert", "article") for source in cited):
        yield Finding("BC701", name, pointer, f"has grade {entry['grade']} but cites no study or guideline.")


@lru_cache(maxsize=20_000)  # two bases mostly have the same texts
def _look_for(text: str) -> tuple[tuple[str, ...], bool]:
    """The banned words of a text, and whether it has markup."""
    return tuple(_BANNED.findall(text)), bool(_MARKUP.search(text))


def _words(name: str, pointer: str, text: str, prose: Prose) -> Iterator[Finding]:
    if not text.strip() and not prose.may_be_empty:
        yield Finding("BC704", name, pointer, "is empty.")
    banned, marked = _look_for(text)
    for word in banned:
        yield Finding("BC703", name, pointer, f"says '{word}', which is shown to nobody.")
    if marked:
        yield Finding("BC702", name, pointer, "holds square brackets or markup.")
    if prose.characters and len(text) > prose.characters:
        yield Finding("BC705", name, pointer, f"has {len(text)} characters; at most {prose.characters}.")
    if prose.words and len(text.split()) > prose.words:
        yield Finding("BC705", name, pointer, f"has {len(text.split())} words; at most {prose.words}.")
