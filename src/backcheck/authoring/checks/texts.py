"""Texts: what a person reads is plain and as `docs/words.md` asks, and every claim has a source and a grade.

Only what a machine can see without false alarms; whether a line reads well is for people.
"""

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

GIVES = ("BC701", "BC702", "BC703", "BC704", "BC705", "BC709")

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

MOST_WORDS = 20
"""In one sentence. A colon ends a sentence too, as it does for somebody who reads aloud."""

AVOIDED: dict[str, str] = {
    "red flag": "danger sign",
    "physical therapist": "physio",
    "coccyx": "tailbone",
    "1RM": "best single",
    "of max": "of your best single",
    "usual weight": "work weight",
    "usual load": "work weight",
    "training weight": "work weight",
    "kinder": "easier, or hurts less",
    "kindest": "easiest",
    "quiet": "does not hurt, or settled",
    "eases you": "eases the pain",
    "the drive": "the way up",
    "rung": "step",
    "the mark": "the depth mark",
    "your mark": "your depth mark",
    "same mark": "the same depth mark",
    "setup": "set-up",
    "normal soreness": "plain soreness",
    "training soreness": "plain soreness",
    "under weight": "as you lift, or while you hold a weight",
    "under load": "as you lift, or while you hold a weight",
    "stress break": "stress fracture",
    "spine shot": "spine injection",
    "Counts:": "Tick it if ...",
    "Coaching advice": "nothing: grade D says it",
}
"""What we do not write, and what we write instead."""

_AVOIDED = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, AVOIDED)) + r")s?(?!\w)", re.IGNORECASE)
_IS_NO = re.compile(
    r"(?<!there )\b(?:is|are|was|were) no(?! (?:longer|more|less|fewer|better|worse|bigger|need|one|other)\b) ",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+")
_SHARE = re.compile(r"[\d.]+ ?%")
_BASE = re.compile(
    r"[\d.]+ ?%,? (?:of|off|more|less|lighter|heavier|fewer|a|each|from|in|higher|lower|to|or|and|up|down)\b"
)
_SPACED = re.compile(r"\d %")
_DOSE = re.compile(r"\b\d+ sets? of \d+")


def check(name: str, document: Any) -> Iterator[Finding]:
    """BC701 to BC705, and BC709, for one file."""
    for pointer, value in walk(document):
        if isinstance(value, dict):
            cited, grade = value.get("sources"), value.get("grade")
            # The results of a self-test rest on its `passed` and `reliability`.
            says = name != "tests.json" and value.get("says")
            if (says or "grade" in value or "sources" in value) and not (cited and grade):
                yield Finding("BC701", name, pointer, "makes a claim without both `sources` and `grade`.")
            studies = [one for one in cited if one not in ("expert", "article")] if isinstance(cited, list) else []
            if grade in ("A", "B", "C") and not studies:
                yield Finding("BC701", name, pointer, f"has grade {grade} but cites no study or guideline.")
        elif isinstance(value, str) and _hides(value):
            yield Finding("BC702", name, pointer, "holds a control or hidden character.")
    for pointer, text, prose in find_texts(type_of(name), document):
        for code, problem in _judge_text(text, prose):
            yield Finding(code, name, pointer, problem, "docs/words.md says how we write." if code == "BC709" else "")


def _hides(text: str) -> bool:
    """Whether a text, of whatever kind, holds what is not seen."""
    return not text.isprintable() and any(unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs") for char in text)


@lru_cache(maxsize=20_000)  # two bases mostly have the same texts
def _judge_text(text: str, prose: Prose) -> tuple[tuple[str, str], ...]:
    found = []
    if not text.strip() and not prose.may_be_empty:
        found.append(("BC704", "is empty."))
    found += [("BC703", f"says '{word}', which is shown to nobody.") for word in _BANNED.findall(text)]
    if _MARKUP.search(text):
        found.append(("BC702", "holds square brackets or markup."))
    if prose.characters and len(text) > prose.characters:
        found.append(("BC705", f"has {len(text)} characters; at most {prose.characters}."))
    if prose.words and len(text.split()) > prose.words:
        found.append(("BC705", f"has {len(text.split())} words; at most {prose.words}."))
    return (*found, *(("BC709", problem) for problem in find_problems(text) if prose.graded))


def find_problems(text: str) -> Iterator[str]:
    """What in this text goes against the style guide, in words that follow its place."""
    avoided = {spelt.casefold(): better for spelt, better in AVOIDED.items()}
    for found in _AVOIDED.findall(text):
        yield f"says '{found}'; we write: {avoided[found.casefold()]}."
    if _IS_NO.search(text):
        yield "says 'is no'; write 'is not a', or 'does not'."
    for sentence in _SENTENCE_END.split(text):
        if (words := len(sentence.split())) > MOST_WORDS:
            yield f"has a sentence of {words} words ('{' '.join(sentence.split()[:4])} ...'); at most {MOST_WORDS}."
    if _SPACED.search(text):
        yield "has a space before '%'."
    for share in _SHARE.finditer(text):
        if not _BASE.match(text, share.start()):
            yield f"does not say of what '{share[0]}' is a share."
    if len(_DOSE.findall(text)) > 1:
        yield "holds two doses; give one in a line."
