"""Names of exercises as apps and people write them, and the lift that each one names: exactly, or none.

A near name is never taken for a lift here; near names are for a person to choose from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from backcheck.knowledge.lifts import Activity
from backcheck.knowledge.names import Named
from backcheck.knowledge.near import MOST, NearNames, plain
from backcheck.knowledge.training import WarmUp
from backcheck.training_log.cells import bare_letters
from backcheck.training_log.translated_names import LIFTS, ONLY, find_translated
from backcheck.training_log.translated_names import is_other as is_translated_other

NO_LOAD = frozenset(
    (
        "band", "banded", "assisted", "gummiband", "assistiert", "elastique", "assiste", "assistee",
        "banda", "asistido", "asistida", "elastico", "assistido", "assistida",
    )
)  # fmt: skip
"""Words of a name whose weight is no load: the number of a band, or the help that a machine gives."""


class LiftIndex:
    """Finds the lift of a name. `added` are a person's own names, each with the id of a lift; they go first.

    `warm_ups` tell of each family of lifts whether the back has to hold trunk and weight in it.
    """

    def __init__(
        self,
        lifts: Iterable[Named],
        activities: Iterable[Activity] = (),
        added: Mapping[str, str] | None = None,
        warm_ups: Iterable[WarmUp] = (),
    ) -> None:
        lifts = tuple(lifts)
        held = {one.family for one in warm_ups if one.back_holds}
        self._on_back = {lift.id for lift in lifts if lift.family in held}
        self._lifts: dict[str, str] = {}
        self._names: dict[str, str] = {}
        for lift in lifts:
            for name in (lift.id, lift.name, *lift.names, *lift.covers):
                self._lifts.setdefault(words_of(name), lift.id)
                self._names.setdefault(name, lift.id)
        self._others = {words_of(name) for one in activities for name in one.names}
        self._lifts |= {words_of(name): lift for name, lift in (added or {}).items()}
        self._known = {lift.id for lift in lifts}

    def find(self, name: str) -> str | None:
        """The id of the lift that has this name, or covers it; None for no such name."""
        found = self._lifts.get(words_of(name)) or find_translated(name)
        return found if found in self._known else None

    def is_on_back(self, lift: str) -> bool:
        """Whether the back has to hold trunk and weight in the lift of this id."""
        return lift in self._on_back

    def is_other(self, name: str) -> bool:
        """Whether it is known that this is no leg lift ("Bench Press (Barbell)")."""
        words = words_of(name)
        if words in self._others:
            return True
        bare = words_of(name.partition("(")[0])  # "Bench Press (Barbell)": in brackets is the gear
        return (bare in self._others and bare not in self._lifts) or is_translated_other(name)

    @cached_property
    def _near(self) -> NearNames:
        return NearNames(self._names.items())

    @cached_property
    def _parts(self) -> list[tuple[frozenset[str], str]]:
        """The words of each name with its lift, those of most words first."""
        bases = [
            (base, lift)
            for lift, gears, names in LIFTS
            if lift in self._known and not gears.endswith(ONLY)
            for base in names.split("; ")
        ]
        pairs = {frozenset(words_of(name).split()): lift for name, lift in (*bases, *self._names.items())}
        return sorted(pairs.items(), key=lambda pair: (-len(pair[0]), pair[1]))

    def suggest(self, name: str) -> list[str]:
        """The ids of lifts that may be meant, likeliest first; for a person to choose from.

        They are near in spelling, or their whole name is a part of this one ("Squat Paused (Barbell)").
        """
        words = frozenset(words_of(name).split())
        found = [*self._near.find(bare_letters(name)), *(lift for part, lift in self._parts if part <= words)]
        return list(dict.fromkeys(found))[:MOST]


def words_of(name: str) -> str:
    """The words of a name in a fixed order, in lower case and without accents, brackets, hyphens or a plural s.

    Apps put the same words in different orders: "Squat (Barbell)", "Barbell Squats".
    """
    return " ".join(sorted(plain(bare_letters(name)).split()))
