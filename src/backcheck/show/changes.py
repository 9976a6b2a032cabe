"""What a new answer changed in the advice, in one line.

Two pieces of advice are compared section by section as they are told, so nothing that changed is called unchanged.
"""

from __future__ import annotations

from collections.abc import Iterator

from backcheck.reasoning.assessment import Assessment, RankedContributor
from backcheck.show.advice import PARTS
from backcheck.show.document import Advice, Line, Section

SAME = "Your new answer changes nothing in the advice."

QUOTED = 90
"""Of a line that changed alone the first sentence is quoted, where it has at most so many characters."""


def say_changes(before: Advice, after: Advice) -> str:
    """One line: verdict and first thing to change, before and now, then every other part that reads otherwise now."""
    old, new = before.result, after.result
    said = []
    if old.verdict != new.verdict:
        said.append(f"the verdict was {old.verdict} and is now {new.verdict}")
    elif old.triage.level != new.triage.level:
        said.append("how urgent it is")
    if new.coaching.mode != "none" and not after.alone:
        first, now = _first(before.result), _first(after.result)
        was = None if after.coached and not before.coached else first
        if now is None:
            said += [] if was is None else [f"'{was.name}' no longer comes first"]
        elif was is None:
            said.append(f"the first thing to change is now '{now.name}'")
        elif was.id != now.id:
            said.append(f"the first thing to change was '{was.name}' and is now '{now.name}'")
        elif was.fit != now.fit:
            said.append(f"'{now.name}' still comes first, now as {now.fit}")
        same = first is not None and now is not None and first.id == now.id
        said += _say_rest(before, after, same_first=same and before.coached and after.coached)
    return f"Your new answer changes this: {'; '.join(said)}." if said else SAME


def _first(result: Assessment) -> RankedContributor | None:
    """What the first screen would have changed first; None where it names nothing."""
    if not result.enough or not result.lead:
        return None
    return next((one for one in result.contributors if one.id == result.lead[0]), None)


def _say_rest(before: Advice, after: Advice, *, same_first: bool) -> Iterator[str]:
    """What comes with the first thing or after it, and each section that reads otherwise.

    Where the same thing comes first before and now, its name alone would tell no difference.
    """
    for part in PARTS:
        if not (part.called or part.id == "change"):
            continue
        old, new = part.make(before), part.make(after)
        if part.id == "change":
            if same_first and (asked := _asked_first(new)) and asked != _asked_first(old):
                yield f"the first thing now reads '{asked}'"
            then, now = _second(old), _second(new)
            if now != then:
                yield f"the second thing is now '{now}'" if now else f"there is no longer a second thing ('{then}')"
        elif _content(old) != _content(new):
            yield part.called + _quote(old, new)


def _quote(before: Section, after: Section) -> str:
    """The one line that is new, or the one that is gone where what is new only moved up into its place."""
    old, new = ([line.text for line in one.lines if line.text] for one in (before, after))
    fresh, gone = ([text for text in one if text not in other] for one, other in ((new, old), (old, new)))
    moved_up = len(gone) == 1 and fresh == new[-1:] and gone != old[-1:]
    word, found = ("no longer", gone) if moved_up or not fresh else ("now", fresh)
    told = found[0].partition(". ")[0].rstrip(".") if len(found) == 1 else ""
    return f" ({word}: '{told}')" if told and len(told) <= QUOTED else ""


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
