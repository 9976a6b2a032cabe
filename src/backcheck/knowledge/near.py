"""What somebody may have meant by a name that does not exist, and the one sentence that says so.

Pure. A word that two names share says nothing about whether one was meant for the other ("barbell row" is no barbell
squat), so only what is left without the shared words is compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from backcheck.errors import UsageError
from backcheck.text import clean

NEAR = 0.75
"""Least likeness at which one name may have been meant by another: one slip in four letters ("crul" for "curl")."""

MOST = 3
"""As many near names are said at most."""

SHORTEST = 4
"""Fewer letters than this are no misspelling of anything: "qdl" is as near to one lift as to another."""

_LONGEST = 60

_LEFT = 3
"""Fewer letters than this, besides shared words, say nothing: "bx squat" may be "box squat" or "bw squat"."""

_PART = 5
"""Fewer letters than this within a longer word are chance."""


@lru_cache(maxsize=4096)  # each wrong name is compared with all names of all entries
def plain(text: str) -> str:
    """Lower case, punctuation as blanks, one blank between words, no plural s."""
    spaced = "".join(letter if letter.isalnum() else " " for letter in clean(text)[:_LONGEST].casefold())
    words = spaced.split()
    return " ".join(
        word[:-1] if len(word) > 2 and word.endswith("s") and not word.endswith("ss") else word for word in words
    )


def quote(text: str) -> str:
    """What was typed, in quotes, harmless to a terminal, on one line and not long."""
    return f"'{' '.join(clean(text).split())[:_LONGEST]}'"


def words_of(names: Iterable[str]) -> frozenset[str]:
    """Every word of these names, as `plain` leaves it."""
    return frozenset(word for name in names for word in plain(name).split())


def likeness(typed: str, name: str, known: frozenset[str] = frozenset()) -> float:
    """From 0 to 1, how alike two plain texts are without the words that they share; 1 for the same words.

    A word of the `known` ones is no slip for another: "back" is not meant for the "hack" of a hack squat.
    """
    mine, theirs = typed.split(), name.split()
    mine, theirs = _join(mine, theirs), _join(theirs, mine)
    if any(word in known and word not in "".join(theirs) for word in mine):
        return 0.0
    mine, theirs = _split(mine, theirs), _split(theirs, mine)
    shared = set(mine) & set(theirs)
    left, right = ("".join(word for word in words if word not in shared) for words in (mine, theirs))
    if not left or not right:
        return float(len(left + right) < 2)  # nothing, or a single stray letter: "lunge s"
    if min(len(left), len(right)) < _LEFT:
        return 0.0
    return alike(left, right, NEAR)


def alike(typed: str, name: str, least: float = 0.0) -> float:
    """From 0 to 1, how alike two texts are letter for letter, shared words included; 0 for less than `least`."""
    from difflib import SequenceMatcher  # late: only a wrong name needs it

    matcher = SequenceMatcher(None, typed, name)
    return matcher.ratio() if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least else 0.0


def _join(words: list[str], others: list[str]) -> list[str]:
    """The words, two neighbours as one where the other text has them as one: "kettle bell" beside "kettlebell"."""
    for place in range(len(words) - 1):
        both = words[place] + words[place + 1]
        if both in others:
            return [*words[:place], both, *words[place + 2 :]]
    return words


def _split(words: list[str], others: list[str]) -> list[str]:
    """The words, one as two where the other text has a part of it: "boxsquat" beside "ba squat" is no likeness."""
    found: list[str] = []
    for word in words:
        part = next((one for one in others if len(one) >= _PART and word.startswith(one)), "")
        end = next((one for one in others if len(one) >= _PART and word.endswith(one)), "")
        found += [part, word.removeprefix(part)] if part else [word.removesuffix(end), end]
    return [word for word in found if word]


def find_near(typed: str, names: Mapping[str, str] | Iterable[str]) -> list[str]:
    """The ids that may have been meant, likeliest first, each once, at most `MOST`.

    `names` are the ids themselves, or a mapping from each name to its id.
    """
    wanted = plain(typed)
    names = names if isinstance(names, Mapping) else {name: name for name in names}
    if len(wanted) < SHORTEST:
        return []
    known = words_of(names)
    scored = sorted((-likeness(wanted, plain(name), known), entry) for name, entry in names.items())
    return list(dict.fromkeys(entry for score, entry in scored if -score >= NEAR))[:MOST]


def say_near(near: Iterable[str], otherwise: str) -> str:
    """The way out of a wrong name: what may have been meant, or else where to find all there are."""
    listed = ", ".join(near)
    return f"Near matches: {listed}." if listed else otherwise


def unknown(what: str, typed: str, names: Mapping[str, str] | Iterable[str], otherwise: str) -> UsageError:
    """The error for a name that does not exist. `what` is its kind ("cause"); `otherwise` is said if none is near."""
    return UsageError(f"There is no {what} called {quote(typed)}.", say_near(find_near(typed, names), otherwise))
