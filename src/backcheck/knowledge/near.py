"""What somebody may have meant by a name that does not exist, and the one sentence that says so.

A word that two names share says nothing about whether one was meant for the other ("barbell row" is no barbell
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


def likeness(typed: str, name: str) -> float:
    """From 0 to 1, how alike two plain texts are without the words that they share; 1 for the same words."""
    mine, theirs = typed.split(), name.split()
    mine, theirs = _join(mine, theirs), _join(theirs, mine)
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
    if 2 * min(len(typed), len(name)) < least * (len(typed) + len(name)):
        return 0.0
    from difflib import SequenceMatcher  # late: only a wrong name needs it

    matcher = SequenceMatcher(None, typed, name)
    return matcher.ratio() if matcher.quick_ratio() >= least else 0.0


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


class NearNames:
    """Names, each with the id of its entry, made ready once to be compared with many wrong ones."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        rows = dict.fromkeys((plain(name), entry) for name, entry in names)
        self._known = {word for name, _ in rows for word in name.split()}
        self._rows = [(name, entry, *_letters(name)) for name, entry in rows]

    def likest(self, wanted: str) -> dict[str, float]:
        """For each id the likeness of its likest name to this plain text; ids without any may be left out.

        A word of these names is no slip for another: "back" is not meant for the "hack" of a hack squat. Most names are
        passed over by their letters: each kind of letter that only one of two texts has is a letter without a match,
        and `NEAR` bears one of those in four.
        """
        letters, kinds = _letters(wanted)
        bears, length = 1 - NEAR, len(letters)
        words = [word for word in wanted.split() if word in self._known]
        found: dict[str, float] = {}
        for name, entry, theirs, others in self._rows:
            if (kinds ^ others).bit_count() > bears * (length + len(theirs)):
                continue
            if not words or all(word in theirs for word in words):
                found[entry] = max(found.get(entry, 0.0), likeness(wanted, name))
        return found

    def find(self, typed: str) -> list[str]:
        """The ids that may have been meant, likeliest first, each once, at most `MOST`.

        Then come those whose name is the text with more letters behind it; the first of their words alone says nothing.
        """
        wanted = plain(typed)
        if len(wanted) < SHORTEST:
            return []
        scored = sorted((-score, entry) for entry, score in self.likest(wanted).items() if score >= NEAR)
        on = len(wanted)
        begin_so = [entry for name, entry, *_ in self._rows if name.startswith(wanted) and name[on : on + 1].isalnum()]
        return list(dict.fromkeys([*(entry for _, entry in scored), *begin_so]))[:MOST]


def _letters(text: str) -> tuple[str, int]:
    """The text without blanks, and a bit for each kind of letter in it, some kinds together."""
    letters, kinds = text.replace(" ", ""), 0
    for letter in letters:
        kinds |= 1 << ord(letter) % 64
    return letters, kinds


def find_near(typed: str, names: Mapping[str, str] | Iterable[str]) -> list[str]:
    """The ids that may have been meant, likeliest first, each once, at most `MOST`.

    `names` are the ids themselves, or a mapping from each name to its id.
    """
    return NearNames(names.items() if isinstance(names, Mapping) else ((name, name) for name in names)).find(typed)


def say_near(near: Iterable[str], otherwise: str) -> str:
    """The way out of a wrong name: what may have been meant, or else where to find all there are."""
    listed = ", ".join(near)
    return f"Near matches: {listed}." if listed else otherwise


class UnknownNameError(UsageError):
    """Nothing has this name."""


def unknown(what: str, typed: str, names: Mapping[str, str] | Iterable[str], otherwise: str) -> UnknownNameError:
    """The error for a name that does not exist. `what` is its kind ("cause"); `otherwise` is said if none is near."""
    return UnknownNameError(f"There is no {what} called {quote(typed)}.", say_near(find_near(typed, names), otherwise))
