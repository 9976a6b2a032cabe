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
"""A line that changed alone is quoted where it has at most so many characters."""

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
        said += _say_first(old, new)
        said += _say_rest(before, after)
    return f"Your new answer changes this: {'; '.join(said)}." if said else SAME


def _say_first(before: Assessment, after: Assessment) -> list[str]:
    old, new = _first(before), _first(after)
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
            then, now = _second(old), _second(new)
            if now != then:
                yield f"the second thing is now '{now}'" if now else f"there is no longer a second thing ('{then}')"
        elif _content(old) != _content(new):
            fresh = [line.text for line in new.lines if line.text and line.text not in {one.text for one in old.lines}]
            quoted = f" (now: '{fresh[0]}')" if len(fresh) == 1 and len(fresh[0]) <= QUOTED else ""
            yield PLACES[name] + quoted


def _second(section: Section) -> str:
    return next((line.text.rstrip(".") for line in section.lines[1:]), "")


def _content(section: Section) -> tuple[object, ...]:
    """What of a section is read: its lines in their order, and the fault that is drawn."""
    return (section.lead, *map(_read, section.lines), section.fault[1].id if section.fault else "")


def _read(line: Line) -> tuple[object, ...]:
    return (line.label, line.fit, line.text, line.cue, *map(_read, line.more))
