"""What a new answer changed in the advice, in one line.

Two pieces of advice are compared section by section as they are told, so nothing that changed is called unchanged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from backcheck.reasoning.assessment import Assessment, RankedContributor
from backcheck.show.advice import PARTS
from backcheck.show.document import Advice, Line, Section

SAME = "Your new answer changes nothing in the advice."

QUOTED = 90
"""Of a line that changed alone the first sentence is quoted, where it has at most so many characters."""

PLACES: Mapping[str, str] = {
    "answers": "the answers to what people ask first",
    "actions": "what to do",
    "reasons": "why we say this",
    "causes": "what may have set it off, or in which order",
    "faults": "what to fix",
    "for-you": "the notes for you",
    "likeness": "what the pain looks like",
    "today": "the plan for today",
    "this-week": "the plan for this week",
    "next-weeks": "the plan for the next weeks",
    "see-someone": "when to see a clinician",
    "keep": "what to keep doing",
    "swap": "the lifts to swap to",
    "picture": "the picture",
    "watch": "when to get help",
    "open": "what would still change the advice",
}
"""The sections that are compared, in words for the line."""


def say_changes(before: Advice, after: Advice) -> str:
    """One line: verdict and first thing to change, before and now, then every other part that reads otherwise now."""
    old, new = before.result, after.result
    said = []
    if old.verdict != new.verdict:
        said.append(f"the verdict was {old.verdict} and is now {new.verdict}")
    elif old.triage.level != new.triage.level:
        said.append("how urgent it is")
    if new.coaching.mode != "none" and not after.alone:
        said += _say_first(before, after)
        said += _say_rest(before, after)
    return f"Your new answer changes this: {'; '.join(said)}." if said else SAME


def _say_first(before: Advice, after: Advice) -> list[str]:
    old, new = _first(before.result), _first(after.result)
    if after.coached and not before.coached:
        old = None
    if new is None:
        return [] if old is None else [f"'{old.name}' no longer comes first"]
    if old is None:
        return [f"the first thing to change is now '{new.name}'"]
    if old.id != new.id:
        return [f"the first thing to change was '{old.name}' and is now '{new.name}'"]
    if old.fit != new.fit:
        return [f"'{new.name}' still comes first, now as {new.fit}"]
    return []


def _first(result: Assessment) -> RankedContributor | None:
    """What the first screen would have changed first; None where it names nothing."""
    if not result.enough or not result.lead:
        return None
    return next((one for one in result.contributors if one.id == result.lead[0]), None)


def _say_rest(before: Advice, after: Advice) -> Iterator[str]:
    """What comes with the first thing or after it, and each section that reads otherwise."""
    made = [(part.id, part.make(before), part.make(after)) for part in PARTS if part.id in ("change", *PLACES)]
    seen: set[str] = set()
    for name, old, new in made:
        if name in seen:
            continue
        seen.add(name)
        if name == "change":
            if (asked := _asked_first(new)) and asked != _asked_first(old) and _same_first(before, after):
                yield f"the first thing now reads '{asked}'"
            then, now = _second(old), _second(new)
            if now != then:
                yield f"the second thing is now '{now}'" if now else f"there is no longer a second thing ('{then}')"
        elif _content(old) != _content(new):
            yield PLACES[name] + _quote(old, new)


def _quote(before: Section, after: Section) -> str:
    """The one line that is new, or the one that is gone where what is new only moved up into its place."""
    old, new = ([line.text for line in one.lines if line.text] for one in (before, after))
    fresh, gone = ([text for text in one if text not in other] for one, other in ((new, old), (old, new)))
    moved_up = len(gone) == 1 and fresh == new[-1:] and gone != old[-1:]
    word, found = ("no longer", gone) if moved_up or not fresh else ("now", fresh)
    told = found[0].partition(". ")[0].rstrip(".") if len(found) == 1 else ""
    return f" ({word}: '{told}')" if told and len(told) <= QUOTED else ""


def _same_first(before: Advice, after: Advice) -> bool:
    """Whether the same thing comes first before and now, so that its name alone would tell no difference."""
    old, new = _first(before.result), _first(after.result)
    return before.coached and after.coached and old is not None and new is not None and old.id == new.id


def _asked_first(section: Section) -> str:
    """What the first line asks for, without why."""
    return next((line.text.partition(" Because ")[0].rstrip(".") for line in section.lines[:1]), "")


def _second(section: Section) -> str:
    return next((line.text.rstrip(".") for line in section.lines[1:]), "")


def _content(section: Section) -> tuple[object, ...]:
    """What of a section is read: its lines in their order, and the fault that is drawn."""
    return (section.lead, *map(_read, section.lines), section.fault[1].id if section.fault else "")


def _read(line: Line) -> tuple[object, ...]:
    return (line.label, line.fit, line.text, line.cue, *map(_read, line.more))
