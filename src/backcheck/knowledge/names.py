"""Finding a lift, a fault, or another entry with a page, by what people type: any alias, plural, short form, near miss.

Works on whole lifts and on the few fields that a look-up reads. Never guesses between two lifts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from backcheck.errors import UsageError
from backcheck.knowledge.lifts import Activity, Fault, Lift, LiftNames
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.near import NEAR, SHORTEST, NearNames, alike, find_near, plain, quote, unknown
from backcheck.text import clean

CLEAR = 0.06
"""By how much the nearest lift must lead the next one; otherwise the name is ambiguous."""

SURE = 0.85
"""Least likeness at which a name is said to be that of another movement: "Beinpresse" is no bench press."""

SHORT = {"bb": "barbell", "bw": "bodyweight", "db": "dumbbell", "dl": "deadlift", "kb": "kettlebell"}
"""What people and apps write in place of these words."""

NO_LEG_LIFT = "{} is not a leg lift."
ASK_ABOUT = "backcheck diagnose --exercise"
LIFTS = "`backcheck exercise` lists them all."


Named = Lift | LiftNames
"""A whole card, or only what finding needs of it."""


AnyEntry = TypeVar("AnyEntry")
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
    others: list[tuple[str, str]] = []
    for matches, exact in _ways(text):
        named = {lift.id: lift for lift in lifts if any(map(matches, _own_names(lift)))}
        if len(named) == 1:
            [lift] = named.values()
            return Found(lift.id, lift.name, exact)
        for lift in lifts:
            if any(map(matches, lift.covers)):
                raise UsageError(
                    f"There is no card for {quote(text)} yet.",
                    f"Its nearest relative here: {lift.name} (backcheck exercise {lift.id}).",
                )
        others = others or [(name, activity.id) for activity in activities() for name in activity.names]
        for name, activity in others:
            if matches(name):
                raise _no_leg_lift(text, activity)
    wanted = plain(text)
    several = [lift.id for lift in lifts if any(_stands_in(name, wanted) for name in _own_names(lift))]
    if len(several) > 1:
        raise UsageError(f"{quote(text)} names more than one lift.", f"Take one of them: {', '.join(several[:4])}.")
    near = _nearest(lifts, wanted, [name for name, _ in others])
    if near is not None:
        return Found(near.id, near.name, False)
    activity = _find_other(wanted, lifts, dict(others))
    if activity:
        raise _no_leg_lift(text, activity)
    part = _find_part(wanted, lifts, [name for name, _ in others])
    otherwise = f"If you mean {part.name}: backcheck exercise {part.id}. {LIFTS}" if part is not None else LIFTS
    names = {} if part is not None else {name: lift.id for lift in lifts for name in _own_names(lift)}
    raise unknown("lift", text, names, otherwise)


def _ways(text: str) -> Iterator[tuple[Callable[[str], bool], bool]]:
    """What tells whether a name is the one in the text, and whether it is so exactly: letter for letter; with short
    words spelt out ("db squat"); with the same words in another order ("squat front").
    """
    wanted = plain(text)
    yield lambda name: plain(name) == wanted, True
    spelt = " ".join(SHORT.get(word, word) for word in wanted.split())
    if spelt != wanted:
        yield lambda name: plain(name) == spelt, True
    words = sorted(spelt.split())
    if len(words) > 1:
        yield lambda name: sorted(plain(name).split()) == words, False


def _find_part(wanted: str, lifts: Sequence[Named], others: Iterable[str]) -> Named | None:
    """The one lift with a name of several words in the text, or with the text in a name: "technogym leg press", "calf".

    None where anything else would do as well. Only said, never taken.
    """

    def has(name: str) -> bool:
        return _stands_in(wanted, name) or (" " in plain(name) and _stands_in(name, wanted))

    found = [lift for lift in lifts if any(map(has, _own_names(lift)))]
    if len(found) != 1:
        return None
    [part] = found
    rivals = [*others, *(name for lift in lifts if lift is not part for name in lift.covers)]
    strange = any(_stands_in(wanted, name) for name in rivals)
    return None if strange or any(_stands_in(name, wanted) for name in (*rivals, *part.covers)) else part


def _no_leg_lift(text: str, activity: str) -> UsageError:
    return UsageError(NO_LEG_LIFT.format(quote(text)), f"If your back hurts in it: {ASK_ABOUT} {activity}")


def _find_other(wanted: str, lifts: Iterable[Named], others: Mapping[str, str]) -> str:
    """The activity whose name is in the text or is near to it; empty for none, and where a lift is named too.

    Four letters are near to none: "plan" is no plank.
    """
    named = [plain(name) for lift in lifts for name in (*_own_names(lift), *lift.covers) if _stands_in(name, wanted)]
    for name, activity in others.items():
        if _stands_in(name, wanted) and all(_stands_in(one, name) for one in named):
            return activity
    near = {} if named or len(wanted) <= SHORTEST else NearNames(others.items()).likest(wanted)
    return max((one for one, score in near.items() if score >= SURE), key=near.__getitem__, default="")


def _stands_in(name: str, text: str) -> bool:
    """Whether the text has all the words of the name, one behind the other."""
    return f" {plain(name)} " in f" {plain(text)} "


def say_taken(text: str, found: Found) -> str:
    """What to say about a near miss; empty for an exact name."""
    return "" if found.exact else f"No lift is called {quote(text)} here; this is the nearest: {found.name}."


def split_part(lifts: Iterable[Named], text: str, parts: Collection[str]) -> tuple[str, str]:
    """The name of a lift, and the one of `parts` that follows it, also in the singular; empty where none does.

    A lift that has the whole text as its name wins. Raises `UnknownNameError` for a slip in a part behind a name.
    """
    name, _, last = " ".join(text.split()).rpartition(" ")
    near = find_near(last, parts) if name else []
    if not near:
        return text, ""
    named = {plain(own) for lift in lifts for own in (*_own_names(lift), *lift.covers)}
    if plain(text) in named:
        return text, ""
    part = next((one for one in parts if plain(one) == plain(last)), "")
    if not part and plain(name) in named:
        raise unknown("part of the card", last, parts, "")
    return (name, part) if part else (text, "")


def explain_rest(lifts: Iterable[Named], text: str, parts: Collection[str]) -> UsageError | None:
    """The error for words that are no part of a card behind the name of a lift; None where no lift stands there."""
    named = {plain(own) for lift in lifts for own in (*_own_names(lift), *lift.covers)}
    words = text.split()
    for end in range(len(words) - 1, 0, -1):
        if plain(" ".join(words[:end])) in named:
            otherwise = f"It has: {', '.join(parts)}. All of it: --full. Drawn: --figures."
            return unknown("part of the card", " ".join(words[end:]), parts, otherwise)
    return None


def find_exercise(kb: KnowledgeBase, text: str) -> str:
    """The id of the lift that `text` names. Raises `UsageError` with near matches."""
    return find_lift(kb.lifts.values(), text, kb.activities.values).id


def find_lift_id(kb: KnowledgeBase, text: str) -> str | None:
    """The id of the lift as which the interview counts `text`, relatives without a card included; None if unknown."""
    try:
        return find_exercise(kb, text)
    except UsageError:
        listed = ((lift.id, name) for lift in kb.lifts.values() for name in lift.covers)
        return next((lift for lift, name in listed if any(matches(name) for matches, _ in _ways(text))), None)


def find_activity(kb: KnowledgeBase, text: str) -> str | None:
    """The id of what else hurts in training ("bench press" is `other-training`), by id or name; None if unknown."""
    wanted = plain(text)
    listed = kb.activities.values()
    return next((one.id for one in listed if wanted in map(plain, (one.id, *one.names))), None)


def find_entry(entries: Iterable[AnyEntry], text: str, what: str, command: str) -> AnyEntry:
    """The entry whose id or name is `text`; a rung's number will do too. Raises `UsageError` with near matches.

    `what` says what is looked for ("test"), `command` what lists them all ("tests").
    """
    named: list[tuple[str, AnyEntry]] = []
    for entry in entries:
        own = (getattr(entry, key, None) for key in ("id", "name", "step"))  # whichever it has
        names = (*(str(one) for one in own if one is not None), *getattr(entry, "names", ()))
        named += ((plain(name), entry) for name in names)
    by_name = dict(reversed(named))  # of two with the same name the first is found
    wanted = plain(text)
    if wanted in by_name:
        return by_name[wanted]
    ids = {name: str(getattr(entry, "id", "")) for name, entry in by_name.items()}
    raise unknown(what, text, ids, f"`backcheck {command}` lists them all.")


def _own_names(lift: Named) -> Iterator[str]:
    yield lift.id
    yield lift.name
    yield from lift.names


def _nearest(lifts: tuple[Named, ...], wanted: str, others: Iterable[str]) -> Named | None:
    """The lift whose likest name is clearly the nearest to the text; None where there is none.

    A name counts for a lift only where no other name, of a lift, of a relative without a card or of `others`, is as
    much like the text letter for letter: else a slip in a word that many names share would lead to a wrong card.
    """
    if len(wanted) < SHORTEST:
        return None
    own = {lift.id: set(map(plain, _own_names(lift))) for lift in lifts}
    strangers = {plain(name) for name in (*others, *(name for lift in lifts for name in lift.covers))}
    likest = NearNames([(name, entry) for entry, names in (*own.items(), ("", strangers)) for name in names]).likest(
        wanted
    )
    stranger = likest.pop("", 0.0)

    def letters(names: Iterable[str], least: float = 0.0) -> float:
        return max((alike(wanted, name, least) for name in names), default=0.0)

    def counts(entry: str) -> bool:
        mine = letters(own[entry])
        rivals = (name for other, names in own.items() if other != entry for name in names)
        return mine - letters(rivals, mine - 2 * CLEAR) >= CLEAR and mine > letters(strangers, mine)

    short = NEAR - 0.01
    scores = {
        entry: score if score <= short or (score > stranger and counts(entry)) else short
        for entry, score in likest.items()
    }
    first, second = [*sorted(scores.values(), reverse=True), 0.0, 0.0][:2]
    if first < NEAR or first - second < CLEAR:
        return None
    return next(lift for lift in lifts if scores.get(lift.id) == first)


_LONGEST = 60


def find_fault(lift: Lift, text: str) -> Fault:
    """The fault that `text` names: its id or name, or words of which each begins one of these in no other fault.

    Raises `UsageError` otherwise.
    """
    wanted = " ".join(clean(text).casefold().replace("-", " ").split())[:_LONGEST]
    by_name = {fault.id.replace("-", " "): fault for fault in lift.faults}
    by_name |= {fault.name.casefold(): fault for fault in lift.faults}
    if wanted in by_name:
        return by_name[wanted]
    typed = wanted.split()
    near = []
    for fault in lift.faults if wanted else ():
        own = f"{fault.id} {fault.name} {fault.contributor}".casefold().replace("-", " ").split()
        if all(any(word.strip("(),:").startswith(one) for word in own) for one in typed):
            near.append(fault)
    if len(near) == 1:
        return near[0]
    listed = ", ".join(fault.id for fault in near or lift.faults)
    raise UsageError(f"The {lift.name.lower()} has no fault called '{wanted}'.", f"It has: {listed}.")
