"""Finding a lift, or another entry with a page, by what people type: any alias, plural, abbreviation or near miss.

Pure; works on whole lifts and on the few fields that a look-up reads. Never guesses between two lifts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, TypeVar

from backcheck.errors import UsageError
from backcheck.knowledge.model import Drill, KnowledgeBase, Lift, LiftNames, Rung, SelfTest
from backcheck.text import clean

NEAR = 0.8
"""Least likeness (difflib ratio) at which a misspelt name is taken for a lift."""

CLEAR = 0.06
"""By how much the nearest lift must lead the next one; otherwise the name is ambiguous."""

SHORTEST = 4
"""Fewer letters than this are never taken for a misspelling: "qdl" is as near to one lift as to another."""

_LONGEST = 60


Named = Lift | LiftNames
"""A whole card, or only what finding needs of it."""


Entry = TypeVar("Entry", SelfTest, Drill, Rung)
"""What is found by its exact names only, since its page tells people to do something."""


class Found(NamedTuple):
    """A lift that was found. `exact` is False for a near miss, which is said aloud."""

    id: str
    name: str
    exact: bool


def find_lift(lifts: Iterable[Named], text: str) -> Found:
    """The one lift that `text` names. Raises `UsageError` with near matches when there is none or more than one."""
    lifts = tuple(lifts)
    wanted = _plain(text)
    for lift in lifts:
        if wanted in {_plain(name) for name in _own_names(lift)}:
            return Found(lift.id, lift.name, True)
    shown = " ".join(clean(text).split())[:_LONGEST]
    for lift in lifts:
        if wanted in {_plain(name) for name in lift.covers}:
            raise UsageError(
                f"There is no card for '{shown}' yet.",
                f"Its nearest relative here: {lift.name} (backcheck exercise {lift.id}).",
            )
    several = [lift.id for lift in lifts if any(f" {_plain(name)} " in f" {wanted} " for name in _own_names(lift))]
    if len(several) > 1:
        raise UsageError(f"'{shown}' names more than one lift.", f"Take one of them: {', '.join(several[:4])}.")
    near = _nearest(lifts, wanted)
    if len(wanted) >= SHORTEST and near and near[0][0] >= NEAR and (len(near) == 1 or near[0][0] - near[1][0] >= CLEAR):
        return Found(near[0][1].id, near[0][1].name, False)
    raise UsageError(f"There is no lift called '{shown}'.", _suggestion(near, lifts))


def find_exercise(kb: KnowledgeBase, text: str) -> str:
    """The id of the lift that `text` names. Raises `UsageError` with near matches."""
    return find_lift(kb.lifts.values(), text).id


def find_lift_id(kb: KnowledgeBase, text: str) -> str | None:
    """The id of the lift as which the interview counts `text`, relatives without a card included; None if unknown."""
    try:
        return find_exercise(kb, text)
    except UsageError:
        wanted = _plain(text)
        return next((lift.id for lift in kb.lifts.values() if wanted in map(_plain, lift.covers)), None)


def find_entry(entries: Iterable[Entry], text: str, what: str, command: str) -> Entry:
    """The entry whose id or name is `text`; a rung's number will do too. Raises `UsageError` with near matches.

    `what` says what is looked for ("test"), `command` what lists them all ("tests").
    """
    by_name = {_plain(name): entry for entry in entries for name in _entry_names(entry)}
    wanted = _plain(text)
    if wanted in by_name:
        return by_name[wanted]
    from difflib import get_close_matches  # late: only a wrong name needs it

    near = dict.fromkeys(by_name[name].id for name in get_close_matches(wanted, by_name, 5, cutoff=0.5))
    remedy = f"Near matches: {', '.join(near)}." if near else f"`backcheck {command}` lists all."
    raise UsageError(f"There is no {what} called '{' '.join(clean(text).split())[:_LONGEST]}'.", remedy)


def _entry_names(entry: SelfTest | Drill | Rung) -> Iterator[str]:
    yield entry.id
    yield entry.name
    if isinstance(entry, Rung):
        yield str(entry.step)
    else:
        yield from entry.names


def _own_names(lift: Named) -> Iterator[str]:
    yield lift.id
    yield lift.name
    yield from lift.names


@lru_cache(maxsize=4096)  # each look-up and each near miss goes through all names of all lifts again
def _plain(text: str) -> str:
    """Lower case, punctuation as blanks, one blank between words, no plural s."""
    spaced = "".join(letter if letter.isalnum() else " " for letter in clean(text)[:_LONGEST].casefold())
    words = spaced.split()
    return " ".join(
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word for word in words
    )


def _nearest(lifts: tuple[Named, ...], wanted: str) -> list[tuple[float, Named]]:
    """Each lift with the likeness of its likest name, best first. A relative's name counts for nobody's card."""
    from difflib import SequenceMatcher  # late: only a misspelt name needs it

    def likeness(names: Iterable[str]) -> float:
        return max((SequenceMatcher(None, wanted, _plain(name)).ratio() for name in names), default=0.0)

    rows = [(likeness(_own_names(lift)), lift) for lift in lifts]
    relative = max((likeness(lift.covers) for lift in lifts), default=0.0)
    rows = [(own if own > relative else min(own, NEAR - 0.01), lift) for own, lift in rows]
    return sorted(rows, key=lambda row: (-row[0], row[1].id))


def _suggestion(near: list[tuple[float, Named]], lifts: tuple[Named, ...]) -> str:
    likely = [lift.id for likeness, lift in near if likeness >= 0.5][:3]
    if likely:
        return f"Near matches: {', '.join(likely)}. `backcheck exercise` lists all."
    return f"Lifts with a card: {', '.join(lift.id for lift in lifts)}."
