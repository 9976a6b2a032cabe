"""A text to the person told to a clinician, who reads of them in the third person."""

from __future__ import annotations

import re

from msgspec.structs import replace

from backcheck.show.document import Line, Section

THEY = '"They" is the patient.'

_OBJECT = r"(?=[.,;:!?)\"']|$| (?:at|while|in|on|off|down|into|to|from|with|after|before|for|as|by|the|a|this|that)\b)"
"""What follows "you" where it is an object: the end of a clause, or words that no verb begins with."""

_NOT_ASKED = "".join(f"(?<!{verb} )" for verb in ("are", "were", "do", "did", "have", "can", "will", "would"))
"""A question turns verb and subject round: "How old are you?"."""

_TAKES_AN_OBJECT = (
    "of|in|for|with|to|from|on|at|lets?|makes?|wakes?|woken|gives?|helps?|folds?|stops?|shoves?|pulls|sees"
)
"""Words after which "you" is an object, whatever follows."""

_RULES = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"\byourself\b", "themselves"),
        (r"\bYours\b", "Theirs"),
        (r"\byours\b", "theirs"),
        (r"\bYour\b", "Their"),
        (r"\byour\b", "their"),
        (r"(?<=[a-z] )" + _NOT_ASKED + r"you\b" + _OBJECT, "them"),
        (rf"\b({_TAKES_AN_OBJECT}) you\b", r"\1 them"),
        (r"\bYou\b", "They"),
        (r"\byou\b", "they"),
    )
)


def tell_of(text: str) -> str:
    """The text with "they" for "you". English verbs are the same after both, so only the pronouns change."""
    for pattern, words in _RULES:
        text = pattern.sub(words, text)
    return text


def retell(section: Section) -> Section:
    """The section with "they" for "you" in all its own words; what the person typed stays as it is."""
    if section.id in TYPED:
        return replace(section, lead=tell_of(section.lead))
    return replace(
        section, title=tell_of(section.title), lead=tell_of(section.lead), lines=tuple(map(_line, section.lines))
    )


def _line(line: Line) -> Line:
    more = tuple(map(_line, line.more))
    return replace(line, text=tell_of(line.text), label=tell_of(line.label), more=more)


TYPED = frozenset({"notes", "tried"})
"""Sections whose lines hold the person's own words."""
