"""Drills, warm-ups and self-tests as a row of stints that somebody can be led through.

Here are the order and the words of the stints.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from backcheck.knowledge.loads import LiftWarmUp
from backcheck.knowledge.training import Drill, DrillSet, SelfTest

GET_READY = 10
"""Seconds to get into place before the first set of a drill and between two sides."""


ROUND = 4
"""So many drills make a round of about a quarter of an hour; the data has them in the order to take them up."""


class Stint(msgspec.Struct, frozen=True):
    """One thing to do: what, how, and for how many seconds (0: until one says so).

    `waits`: the clock starts at a key, since nobody else can know when the person is in place.
    """

    title: str
    lines: tuple[str, ...] = ()
    seconds: int = 0
    waits: bool = False


def lead_drills(drills: Iterable[Drill]) -> list[Stint]:
    """All sets of these drills, one drill after the other."""
    return [stint for drill in drills for stint in _lead_drill(drill, drill.bout)]


def pick_core(drills: Iterable[Drill], eases: str) -> list[Drill]:
    """A short round of core drills for a back of this kind: its own first, filled up with those for any back."""
    core = [drill for drill in drills if drill.kind == "core" and drill.basic]
    own = [drill for drill in core if eases and drill.eases == eases]
    return [*own, *(drill for drill in core if not drill.eases)][:ROUND]


def lead_warm_up(made: LiftWarmUp, loads: Sequence[str]) -> list[Stint]:
    """The warm-up of a lift: get warm, the rounds of drills, then the lighter sets. `loads` says each lighter set."""
    warm_up = made.warm_up
    stints = [Stint("Get warm", (warm_up.raise_pulse.text,), warm_up.raise_seconds)]
    for number in range(1, warm_up.rounds + 1):
        turn = f"Round {number} of {warm_up.rounds}. " if warm_up.rounds > 1 else ""
        for drill in made.drills:
            once = msgspec.structs.replace(drill.bout, sets=1) if drill.bout else None
            stints += _lead_drill(drill, once, turn)
    for number, load in enumerate(loads, 1):
        lines = (warm_up.ramp_note.text,) if number == 1 else ()
        stints.append(Stint(f"Lighter set {number} of {len(loads)}: {load}", lines))
    return stints


def lead_test(test: SelfTest) -> list[Stint]:
    """The steps of a self-test one by one, with what to watch; a hold has a clock that waits, and all it covers."""
    clocks = {clock.step: clock for clock in test.clocks}
    watch = f"Watch: {test.watch}"
    stints: list[Stint] = []
    at = 0
    while at < len(test.steps):
        clock = clocks.get(at + 1)
        covered = at + 1 + (clock.covers if clock else 0)
        seconds = clock.seconds if clock else 0
        stints.append(Stint(test.name, (*test.steps[at:covered], watch), seconds, waits=True))
        at = covered
    return stints


def _lead_drill(drill: Drill, bout: DrillSet | None, turn: str = "") -> list[Stint]:
    if bout is None:
        return [Stint(turn + drill.name, (*drill.steps, drill.dose.text))]
    stints = []
    for number in range(1, bout.sets + 1):
        for side in ("one side", "the other side") if bout.sides else ("",):
            parts = [drill.name, side, f"set {number} of {bout.sets}" if bout.sets > 1 else ""]
            title = turn + ", ".join(filter(None, parts))
            fresh = number == 1 and side != "the other side"
            rest = GET_READY if fresh or side == "the other side" else bout.rest
            stints.append(Stint(f"Get into place: {title}" if fresh else f"Rest. Next: {title}", drill.steps, rest))
            stints.append(Stint(title, (bout.label, *drill.steps), bout.seconds))
    return stints
