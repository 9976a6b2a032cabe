"""The shapes of lifts and other activities: faults, moments, swaps, and the whole card.

Annotations are real types here, not texts; see `records` for why.
"""

from typing import Annotated, ClassVar

import msgspec

from backcheck.knowledge.poses import FaultFigure, Poses
from backcheck.knowledge.records import (
    ActionWord,
    Claim,
    Clause,
    Common,
    Cue,
    Direction,
    Grade,
    Kit,
    Label,
    Phase,
    Prose,
    Record,
    SwapAsks,
    View,
    Words,
)


class PhaseEvidence(Record, frozen=True):
    """What pain at one moment of this lift says (the answer `pain-when` gives the moment)."""

    says: dict[str, float]
    fact: str
    said: Clause
    sources: tuple[str, ...]
    grade: Grade


# Short forms are whole by themselves, since a cut text can lose its meaning. They say again what stands elsewhere on
# the card, so a search does not look into them.
ShortError = Annotated[str, Prose(searched=False, characters=24)]
ShortFix = Annotated[str, Prose(searched=False, characters=44)]
ShortCue = Annotated[str, Prose(searched=False, characters=22)]
ShortSetup = Annotated[str, Prose(searched=False, characters=71)]
ShortLine = Annotated[str, Prose(searched=False, characters=66)]


class FaultBrief(Record, frozen=True):
    """A fault in a row of the one-screen card: short forms of its name, its first fix and its cue.

    `first` puts it before the others there, whatever is usual.
    """

    error: ShortError
    fix: ShortFix
    cue: ShortCue
    first: bool = False


class LiftBrief(Record, frozen=True):
    """What the one-screen card says besides the faults: at most three lines of set-up, the kindest swap, how much while
    sore.
    """

    setup: tuple[ShortSetup, ...]
    instead: ShortLine
    dose: ShortLine


class Fault(Record, frozen=True):
    """A form or set-up fault of one lift; its `sign` is one row of the question `signs-<lift>`.

    `contributor` is the id it mainly points to, `says` all it points to and how strongly, `cue` at most seven words.
    `film` is where the camera stands to see it. `figure` tells how it looks: what differs from the lift's right poses.
    `action` is what its first fix asks for, where that is not what its contributor asks for. `asks` names the places in
    `fix`, from 0, of those that ask a back for something that it may have to be spared.
    """

    id: str
    name: Words
    contributor: str
    common: Common
    phase: Phase
    sign: Label
    said: Clause
    see: Words
    feel: Words
    why: Words
    fix: tuple[Words, ...]
    cue: Cue
    drill: Words
    says: dict[str, float]
    sources: tuple[str, ...]
    grade: Grade
    sign_help: Words = ""
    fact: str = ""
    film: View = ""
    figure: FaultFigure | None = None
    brief: FaultBrief | None = None
    action: ActionWord = ""
    asks: dict[SwapAsks, tuple[int, ...]] = {}


class Activity(Record, frozen=True):
    """Something the question `exercise` offers. `starts` lists the form contributors it can have, with their start.

    `fits` says what lands here. `stands_for` lists reserved answers (`unsure`) that are asked about as this activity
    is. `spoken` is how it stands in a sentence ("the back squat"). `names` are what people type for it.
    `find_out` is how to look for its faults where that is no film of a set.
    """

    id: str
    name: Words
    label: Label
    spoken: Clause
    fits: Words = ""
    names: tuple[str, ...] = ()
    stands_for: tuple[str, ...] = ()
    starts: dict[str, float] = {}
    find_out: Words = ""
    faults: tuple[Fault, ...] = ()
    phases: dict[Phase, PhaseEvidence] = {}


class Swap(Record, frozen=True):
    """What to do instead, kindest to a sore back first. `lift` links to a card where there is one.

    `eases` is the direction it suits: backs that dislike bending or arching. `loads` is the direction that it asks for
    itself, so that a back that dislikes it is not offered it. `asks` is what else it takes more of than the lift does:
    an ankle that bends far, or one leg at a time. `heavy_bar`: its bar weighs more than a straight one. `in_plan` are
    its words in a plan where the work weight is known, with placeholders (see `PlanEntry`).
    """

    id: str
    text: Words
    sources: tuple[str, ...]
    grade: Grade
    lift: str = ""
    eases: Direction = ""
    loads: Direction = ""
    asks: tuple[SwapAsks, ...] = ()
    heavy_bar: bool = False
    in_plan: Clause = ""


class Need(Record, frozen=True):
    """What one should be able to do before this lift is loaded: a self-test and how much of it is enough.

    `test` is empty where the check is so simple that the text says all of it.
    """

    text: Words
    sources: tuple[str, ...]
    grade: Grade
    test: str = ""


class Lift(Activity, frozen=True, kw_only=True):
    """One lift's whole card. `names` are what people type: plurals, abbreviations, gym talk.

    `covers` are relatives without a card of their own; the interview counts them as this lift. A lift that `inherits`
    another has all that its file does not say from that one: `faults` and `swaps` are merged by id, `phases` and
    `starts` by key, `poses` by key and moment, everything else is replaced; `leaves_out` names inherited faults that it
    does not have. `bar` marks what is done with a long bar, so that no warm-up set is lighter than an empty one; `bare`
    what is done without any weight while sore by those who name no work weight, so that all of it has to be added.
    `kit` says in which steps its weights come.
    `session` is the dose while sore as part of a sentence in the plan, without the weight. `poses` are the right way
    through the rep, for its figures.
    """

    command: ClassVar[str] = "exercise"

    names: tuple[str, ...]
    covers: tuple[str, ...] = ()
    family: str
    bar: bool = False
    bare: bool = False
    kit: Kit = ""
    loads: tuple[Claim, ...]
    setup: tuple[Claim, ...]
    brief: LiftBrief | None = None
    swaps: tuple[Swap, ...]
    dose: Claim
    lore: Claim
    needs: tuple[Need, ...] = ()
    related: tuple[str, ...] = ()
    inherits: str = ""
    leaves_out: tuple[str, ...] = ()
    session: Claim | None = None
    poses: Poses | None = None


class LiftNames(msgspec.Struct, frozen=True, kw_only=True):
    """The few fields of a lift that finding it by name and its warm-up need; the rest of its file is skipped.

    `bar` and `kit` are None where a file does not say, which for a variant means: as its parent.
    """

    id: str
    name: str
    names: tuple[str, ...]
    family: str = ""
    bar: bool | None = None
    kit: Kit | None = None
    covers: tuple[str, ...] = ()
    inherits: str = ""
