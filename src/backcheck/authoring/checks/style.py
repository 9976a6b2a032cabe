"""Style: what `docs/words.md` asks and a machine can see without false alarms.

Whether a line reads well is for people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from backcheck.authoring.documents import type_of
from backcheck.authoring.findings import Finding
from backcheck.knowledge.texts import find_texts

GIVES = ("BC709",)
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
    """BC709 for one file."""
    for pointer, text, prose in find_texts(type_of(name), document):
        for problem in find_problems(text) if prose.graded else ():
            yield Finding("BC709", name, pointer, problem, "docs/words.md says how we write.")


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
