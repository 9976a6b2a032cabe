"""Finding a lift, or another entry with a page, by what people type: any alias, plural, abbreviation or near miss.

Pure; works on whole lifts and on the few fields that a look-up reads. Never guesses between two lifts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple, TypeVar

from backcheck.errors import UsageError
from backcheck.knowledge.model import Activity, Drill, KnowledgeBase, Lift, LiftNames, Rung, SelfTest, Topic
from backcheck.knowledge.near import NEAR, SHORTEST, likeness, plain, quote, unknown

TAKEN = 0.8
"""Least likeness (see `near.likeness`) at which a misspelt name is taken for a lift."""

CLEAR = 0.06
"""By how much the nearest lift must lead the next one; otherwise the name is ambiguous."""

NO_LEG_LIFT = "{} is no leg lift."
ASK_ABOUT = "backcheck diagnose --exercise"
LIFTS = "`backcheck exercise` lists all."


Named = Lift | LiftNames
"""A whole card, or only what finding needs of it."""


Entry = TypeVar("Entry", SelfTest, Drill, Rung, Topic)
"""What is found by its exact names only, since its page tells people to do something."""


class Found(NamedTuple):
    """A lift that was found. `exact` is False for a near miss, which is said aloud."""

    id: str
    name: str
    exact: bool


def find_lift(lifts: Iterable[Named], text: str, activities: Callable[[], Iterable[Activity]] = tuple) -> Found:
    """The one lift that `text` names. Raises `UsageError` with near matches when there is none or more than one.

    `activities` gives what else hurts in training. It is called only where no lift has the name, and a name of one
    ("bench press") is refused with the way to its questions.
    """
    lifts = tuple(lifts)
    wanted = plain(text)
    for lift in lifts:
        if wanted in map(plain, _own_names(lift)):
            return Found(lift.id, lift.name, True)
    for lift in lifts:
        if wanted in map(plain, lift.covers):
            raise UsageError(
                f"There is no card for {quote(text)} yet.",
                f"Its nearest relative here: {lift.name} (backcheck exercise {lift.id}).",
            )
    several = [lift.id for lift in lifts if any(f" {plain(name)} " in f" {wanted} " for name in _own_names(lift))]
    if len(several) > 1:
        raise UsageError(f"{quote(text)} names more than one lift.", f"Take one of them: {', '.join(several[:4])}.")
    near = _nearest(lifts, wanted)
    for activity in activities():
        likest = max((likeness(wanted, plain(name)) for name in activity.names), default=0.0)
        if likest >= NEAR and (not near or likest > near[0][0]):
            raise UsageError(NO_LEG_LIFT.format(quote(text)), f"If your back hurts in it: {ASK_ABOUT} {activity.id}")
    clear = len(near) == 1 or (near and near[0][0] - near[1][0] >= CLEAR)
    if len(wanted) >= SHORTEST and clear and near[0][0] >= TAKEN:
        return Found(near[0][1].id, near[0][1].name, False)
    raise unknown("lift", text, {name: lift.id for lift in lifts for name in _own_names(lift)}, LIFTS)


def say_taken(text: str, found: Found) -> str:
    """What to say about a near miss; empty for an exact name."""
    return "" if found.exact else f"No lift is called {quote(text)} here; this is the nearest: {found.name}."


def split_part(lifts: Iterable[Named], text: str, parts: Collection[str]) -> tuple[str, str]:
    """The name of a lift, and the one of `parts` that stands behind it; empty where none does.

    A lift that has the whole text as its name wins.
    """
    name, _, last = " ".join(text.split()).rpartition(" ")
    wanted = plain(text)
    if not name or last.casefold() not in parts:
        return text, ""
    if any(wanted == plain(own) for lift in lifts for own in (*_own_names(lift), *lift.covers)):
        return text, ""
    return name, last.casefold()


def find_exercise(kb: KnowledgeBase, text: str) -> str:
    """The id of the lift that `text` names. Raises `UsageError` with near matches."""
    return find_lift(kb.lifts.values(), text, kb.activities.values).id


def find_lift_id(kb: KnowledgeBase, text: str) -> str | None:
    """The id of the lift as which the interview counts `text`, relatives without a card included; None if unknown."""
    try:
        return find_exercise(kb, text)
    except UsageError:
        wanted = plain(text)
        return next((lift.id for lift in kb.lifts.values() if wanted in map(plain, lift.covers)), None)


def find_activity(kb: KnowledgeBase, text: str) -> str | None:
    """The id of what else hurts in training ("bench press" is `other-training`), by id or name; None if unknown."""
    wanted = plain(text)
    listed = kb.activities.values()
    return next((one.id for one in listed if wanted in map(plain, (one.id, *one.names))), None)


def find_entry(entries: Iterable[Entry], text: str, what: str, command: str) -> Entry:
    """The entry whose id or name is `text`; a rung's number will do too. Raises `UsageError` with near matches.

    `what` says what is looked for ("test"), `command` what lists them all ("tests").
    """
    by_name = {plain(name): entry for entry in entries for name in _entry_names(entry)}
    wanted = plain(text)
    if wanted in by_name:
        return by_name[wanted]
    names = {name: entry.id for name, entry in by_name.items()}
    raise unknown(what, text, names, f"`backcheck {command}` lists all.")


def _entry_names(entry: SelfTest | Drill | Rung | Topic) -> Iterator[str]:
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


def _nearest(lifts: tuple[Named, ...], wanted: str) -> list[tuple[float, Named]]:
    """Each lift with the likeness of its likest name, best first. A relative's name counts for nobody's card."""

    def likest(names: Iterable[str]) -> float:
        return max((likeness(wanted, plain(name)) for name in names), default=0.0)

    rows = [(likest(_own_names(lift)), lift) for lift in lifts]
    relative = max((likest(lift.covers) for lift in lifts), default=0.0)
    rows = [(own if own > relative else min(own, TAKEN - 0.01), lift) for own, lift in rows]
    return sorted(rows, key=lambda row: (-row[0], row[1].id))
