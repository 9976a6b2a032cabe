"""Lifts: each has what every lift must have, answers to names of its own, and has a warm-up; faults can be seen."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from backcheck.authoring.entries import INTERVIEW, activities_by_file
from backcheck.authoring.findings import Finding
from backcheck.errors import UsageError
from backcheck.knowledge.compile import TEMPLATE
from backcheck.knowledge.lifts import LiftNames
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.names import find_lift
from backcheck.knowledge.records import View

GIVES = ("BC205", "BC206", "BC706", "BC708")
_LEAST_FAULTS = 3
_MOST_SETUP = 3
"""Lines of set-up on the one-screen card."""
_SIDE = re.compile(r"(Side|Front) view|View from (behind|the (front|feet end))|No(thing| video)\b")
"""How a `see` begins: from which side, or that a camera shows nothing of it."""
_VIEWS: dict[str, View] = {
    "Side view": "side",
    "Front view": "front",
    "View from the front": "front",
    "View from behind": "behind",
    "View from the feet end": "feet",
}
"""How a `see` begins, and the `film` that fits it."""
_MOMENT = re.compile(
    r"[A-Z][^.:]*: |before|between|after|on the way|at the (?:top|bottom|start)|\bas (?:you|the)\b|\b(?:no|on) video\b",
    re.IGNORECASE,
)


def check(kb: KnowledgeBase) -> Iterator[Finding]:
    """BC205, BC206, BC706 and BC708."""
    yield from _shared_names(kb)
    yield from _unseen(kb)
    for lift in kb.lifts.values():
        file = f"lifts/{lift.id}.json"
        if len(lift.faults) < _LEAST_FAULTS:
            yield Finding("BC706", file, "/faults", f"has {len(lift.faults)} faults; at least {_LEAST_FAULTS}.")
        if not any(fault.common == "usual" for fault in lift.faults):
            message = "marks no fault as usual, so a card cannot show what matters first."
            yield Finding("BC706", file, "/faults", message)
        for name in ("loads", "setup", "swaps", "names"):
            if not getattr(lift, name):
                yield Finding("BC706", file, f"/{name}", f"has no {name}.")
        if lift.brief is not None and len(lift.brief.setup) > _MOST_SETUP:
            message = f"has {len(lift.brief.setup)} short lines of set-up; at most {_MOST_SETUP}."
            yield Finding("BC706", file, "/brief/setup", message)
        if lift.session is None:
            yield Finding("BC706", file, "", "has no session, so a plan cannot say how much of it to do.")
    yield from _useless(kb)
    for family in sorted({lift.family for lift in kb.lifts.values()} - set(kb.warm_ups)):
        yield Finding("BC206", "warm-ups.json", "", f"there is none for the family '{family}'.")


class _Name(NamedTuple):
    """A name with the lift or other activity that holds it, and where: the key (`names`) and the pointer to it."""

    file: str
    owner: str
    key: str
    pointer: str
    name: str


def _list_names(kb: KnowledgeBase) -> Iterator[_Name]:
    """All names by which a lift is found, those of relatives without a card, and those of other activities."""
    for lift in kb.lifts.values():
        file = f"lifts/{lift.id}.json"
        yield _Name(file, lift.id, "id", "/id", lift.id)
        yield _Name(file, lift.id, "name", "/name", lift.name)
        for key, names in (("names", lift.names), ("covers", lift.covers)):
            yield from (_Name(file, lift.id, key, f"/{key}/{place}", name) for place, name in enumerate(names))
    for activity in kb.activities.values():
        for name in activity.names:
            yield _Name("activities.json", activity.id, "names", f"{activity.id}:names", name)


def _shared_names(kb: KnowledgeBase) -> Iterator[Finding]:
    """Names of one lift that lead to another too, or to another activity, those of relatives without a card included.

    What counts as the same name is for `knowledge.names` to say; it is asked only about names that look alike.
    """
    likely: dict[str, list[_Name]] = defaultdict(list)
    for one in _list_names(kb):
        likely["".join(filter(str.isalnum, one.name.casefold())).replace("s", "")].append(one)
    for group in likely.values():
        for one in group:
            held = {other.owner: other for other in reversed(group) if _is_same(one.name, other.name)}
            for other in held.values():
                if other.owner != one.owner:
                    message = f"'{one.name}' is a name of '{other.owner}' too."
                    hint = _say_who_gives_way(held.get(one.owner, one), other)
                    yield Finding("BC205", one.file, one.pointer, message, hint)


def _say_who_gives_way(*held: _Name) -> str:
    """Which of two, each with its hold on the name, leaves it to the other.

    None leaves its own id or name, and who only stands in for a lift without a card leaves it to one with a card.
    """
    ranks = ("covers", "names", "name", "id")
    less, most = sorted(held, key=lambda one: ranks.index(one.key))
    if less.key == most.key or less.key in ("name", "id"):
        return "Keep it in the one that people mean by it."
    return f"Take it out of `{less.key}` of '{less.owner}'."


def _is_same(name: str, other: str) -> bool:
    try:
        return find_lift([LiftNames(id=other, name=other, names=())], name).exact
    except UsageError:
        return False


def _useless(kb: KnowledgeBase) -> Iterator[Finding]:
    """Faults without what each must have. One that variants take over is looked at once, in the file that holds it."""
    looked: set[bytes] = set()
    for lift in kb.lifts.values():
        for fault in lift.faults:
            if (whole := msgspec.json.encode(fault)) in looked:
                continue
            looked.add(whole)
            name = f"{TEMPLATE}-{lift.id}:{fault.id}"
            for key in (key for key in ("fix", "cue") if not getattr(fault, key)):
                yield Finding("BC706", INTERVIEW, f"{name}:{key}", "is missing or empty.")
            if fault.contributor not in fault.says:
                message = f"says nothing for its contributor '{fault.contributor}'."
                yield Finding("BC706", INTERVIEW, f"{name}:says", message)


def _unseen(kb: KnowledgeBase) -> Iterator[Finding]:
    """BC708 for lifts and other activities; a text that variants take over is looked at once.

    A fault may have no film where `see` asks for more than a camera beside the set: sound, or the time between sets.
    """
    looked: set[str] = set()
    for _, activity in activities_by_file(kb):
        for fault in activity.faults:
            see = fault.see
            if see in looked:
                continue
            looked.add(see)
            name = f"{TEMPLATE}-{activity.id}:{fault.id}"
            view = next((words for words in _VIEWS if see.startswith(words)), "")
            if not _SIDE.match(see) or not _MOMENT.search(see):
                yield Finding("BC708", INTERVIEW, name, "`see` does not begin with a side, or names no moment.")
            elif fault.film != _VIEWS.get(view, "") and (fault.film or see.startswith((f"{view}.", f"{view}, cam"))):
                wanted = f'Put "film": "{_VIEWS[view]}" into the fault.' if view else ""
                hint = wanted or "Leave `film` out: no camera shows it."
                yield Finding("BC708", INTERVIEW, name, "`film` is not the side with which `see` begins.", hint)
