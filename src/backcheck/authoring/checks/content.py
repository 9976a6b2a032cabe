"""Content: what stands in front of a person is plain text, in our words, and every claim has a source and a grade."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from backcheck.authoring.documents import walk
from backcheck.authoring.findings import Finding

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
SHOWN = frozenset(
    {
        *("actions", "against", "asks", "because", "change", "check", "clinician_checks", "cue", "desk", "differs"),
        *("down", "drill", "easier", "feel", "find_out", "fits", "fix", "harder", "help", "how_long"),
        *(
            "in_plan",
            "in_short",
            "is_this_normal",
            "keep_doing",
            "kit",
            "label",
            "name",
            "none_label",
            "none_said",
            "note",
        ),
        *(
            "prompt",
            "reason",
            "said",
            "see",
            "see_someone",
            "sentence",
            "shows",
            "sign",
            "sign_help",
            "spoken",
            "steps",
        ),
        *(
            "summary",
            "test",
            "text",
            "then",
            "tomorrow",
            "train_tomorrow",
            "unsure_label",
            "unsure_said",
            "up",
            "verdict",
        ),
        *("watch", "watch_for", "what_next", "who", "why", "words"),
    }
)
"""Keys whose values people read. Everything else is ids, numbers or names of sources."""

GIVES = ("BC701", "BC702", "BC703", "BC704", "BC705")
_NOT_OURS = frozenset({"sources.json"})
"""Files with titles of others' works: their words are not ours to change."""

_MAY_BE_EMPTY = ("sign_help", "help", "desk", "check", "cue", "note", "differs")
"""Besides these `said` may be, of an answer that is no reason to name anything (an age)."""

LABEL_LENGTH = 48
CUE_WORDS = 7


def check(name: str, document: Any) -> Iterator[Finding]:
    """BC701 to BC705 for one file."""
    for pointer, value in walk(document):
        if isinstance(value, dict):
            yield from _unsourced(name, pointer, value)
        elif isinstance(value, str):
            key = key_of(pointer)
            if key in SHOWN:
                yield from _words(name, pointer, key, value)


def key_of(pointer: str) -> str:
    """The key that a value stands under: the last part of a pointer that is not a place in a list."""
    return next((part for part in reversed(pointer.split("/")) if part and not part.isdigit()), "")


def _unsourced(name: str, pointer: str, entry: dict[str, Any]) -> Iterator[Finding]:
    rests = name == "tests.json"  # the results of a self-test rest on its `passed` and `reliability`
    claims = bool(entry.get("says") and not rests) or "grade" in entry or "sources" in entry
    if claims and not (entry.get("sources") and entry.get("grade")):
        yield Finding("BC701", name, pointer, "makes a claim without both `sources` and `grade`.")
    sources = entry.get("sources")
    cited = sources if isinstance(sources, list) else []
    if entry.get("grade") in ("A", "B", "C") and all(source in ("expert", "article") for source in cited):
        yield Finding("BC701", name, pointer, f"has grade {entry['grade']} but cites no study or guideline.")


def _words(name: str, pointer: str, key: str, text: str) -> Iterator[Finding]:
    if not text.strip() and key not in _MAY_BE_EMPTY and (name, key) != ("interview.json", "said"):
        yield Finding("BC704", name, pointer, "is empty.")
    if name not in _NOT_OURS:
        for banned in _BANNED.findall(text):
            yield Finding("BC703", name, pointer, f"says '{banned}', which is shown to nobody.")
        if _MARKUP.search(text):
            yield Finding("BC702", name, pointer, "holds square brackets or markup.")
    if not text.isprintable() and any(unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs") for char in text):
        yield Finding("BC702", name, pointer, "holds a control or hidden character.")
    if key in ("label", "sign") and len(text) > LABEL_LENGTH:
        yield Finding("BC705", name, pointer, f"has {len(text)} characters; at most {LABEL_LENGTH}.")
    if key == "cue" and len(text.split()) > CUE_WORDS:
        yield Finding("BC705", name, pointer, f"has {len(text.split())} words; at most {CUE_WORDS}.")
