"""The shapes of what is done: lines of a plan, pages of habits, self-tests, drills, warm-ups, the way back, check-ins.

Annotations are real types here, not texts; see `records` for why.
"""

from typing import ClassVar, Literal

from backcheck.knowledge.records import (
    ActionWord,
    BookWithin,
    Change,
    Claim,
    Clause,
    CoachingMode,
    Condition,
    Direction,
    Grade,
    Label,
    Record,
    SignLevel,
    Slot,
    SwapAsks,
    Words,
)

Beside = Literal["none", "weight", "work", "range", "form", "lift", "set-up", "habit"]
"""The kinds of change that a line may stand beside; `none` where the day has no change."""


class PlanEntry(Record, frozen=True):
    """A line of the plan. Those of a contributor come when it leads; both kinds only where their `when` holds.

    `after_days` counts from today; the front door turns it into a date. A line that `goes_first` stands before those of
    the leading contributor; the others follow them in the order of the file. `soreness` keeps a line to plain soreness,
    which gets no others. `changes` is what it alters: one thing a day, and one a week. `beside` keeps a line to plans
    whose first leader changes one of these (`none`: no leader). `eases` keeps it to backs that dislike this direction
    (`neither`: none that is known), `rungs` to people who start on one of these rungs. `unless` names leaders that say
    the same already, `leaders` those of which one must lead. `due` keeps a visit that is to be made by a day to pain
    that goes like this by then; one `before_weight` comes before any step with weight. `asks` is what it asks of a back
    that may have to be spared it. `done` keeps it to those who do their lift with a weight, or without one: only a lift
    that is `bare` can be done without. `action` is the main thing it asks for. `then` is what it says where another
    line brings weight, sets or range back before it: its words after "When that is back,".

    Placeholders in the text: `{lift}`, `{usual}` (the work weight), `{weight:0.8}` and `{weight:0.4-0.5}` (shares of
    it), `{less}` (another tenth off), `{step}` (what to add), `{session}`, `{swap}`, `{view}`, `{look}`, and what the
    second leader asks for: `{second}`, or `{second_load}` where it lowers weight, sets or range.
    """

    id: str
    slot: Slot
    text: Words
    sources: tuple[str, ...]
    grade: Grade
    after_days: int = 0
    when: Condition | None = None
    modes: tuple[CoachingMode, ...] = ("full",)
    goes_first: bool = False
    soreness: bool = False
    changes: Change = ""
    beside: tuple[Beside, ...] = ()
    eases: Literal["", "bending", "arching", "neither"] = ""
    rungs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    action: ActionWord = ""
    then: Clause = ""
    due: Literal["", "not-gone", "no-change", "not-better"] = ""
    before_weight: bool = False
    done: Literal["", "with-weight", "without-weight"] = ""
    asks: tuple[SwapAsks, ...] = ()


class Keep(Claim, frozen=True):
    """What to keep up while the back is sore, for those of whom `when` holds; without it for all."""

    when: Condition | None = None


class Disliked(Record, frozen=True):
    """The answers that tell which direction a back dislikes."""

    direction: Direction
    when: Condition
    sources: tuple[str, ...]
    grade: Grade


class Point(Claim, frozen=True):
    """A claim on a page. `who` names the people it is for; where `when` holds it stands in their result too.

    The page's id and `id` together name that line in a result. One that is `of_bouts` tells how a bout of pain goes, so
    whoever has plain soreness doesn't get it.
    """

    id: str
    who: Words = ""
    when: Condition | None = None
    of_bouts: bool = False


class Topic(Record, frozen=True):
    """A page of `backcheck prevent`: a habit or a situation, with its points."""

    command: ClassVar[str] = "prevent"

    id: str
    name: Words
    names: tuple[str, ...]
    summary: Words
    points: tuple[Point, ...]


class TestResult(Record, frozen=True):
    """One way in which a self-test can end: how to know it, what it says (points as in `Option.says`), what to do.

    `fact` and `said` are those of an option: a test that measures what somebody could also tell names the same fact.
    `alone` is the level that this end gives by itself, `within` how soon somebody should be seen whom it sends to a
    clinician.
    """

    id: str
    label: Label
    then: Words
    says: dict[str, float] = {}
    fact: str = ""
    said: Clause = ""
    alone: SignLevel | None = None
    within: BookWithin = "two-weeks"


class Clock(Record, frozen=True):
    """A clock beside one step of a self-test: which step (from 1), and the seconds after which it is long enough.

    `covers` is how many of the steps after it are done while it runs, so that they must be read before.
    """

    step: int
    seconds: int
    covers: int = 0


class SelfTest(Record, frozen=True):
    """A test that a beginner can do alone at home. `not_if` lists who must not; `drills` help where it is failed.

    `forbidden` keeps this test alone from somebody; `no_self_tests` of the base keeps all of them. `minutes` is about
    how long it takes, `kit` what is needed.
    """

    command: ClassVar[str] = "tests"

    id: str
    name: Words
    names: tuple[str, ...]
    asks: Words
    minutes: int
    kit: tuple[Words, ...]
    steps: tuple[Words, ...]
    watch: Words
    passed: Claim
    results: tuple[TestResult, ...]
    reliability: Claim
    not_if: tuple[Claim, ...]
    forbidden: Condition | None = None
    drills: tuple[str, ...] = ()
    clocks: tuple[Clock, ...] = ()


class DrillSet(Record, frozen=True):
    """One set of a drill as somebody is led through it: in words, and about how many seconds a set (or side) takes.

    It says in numbers what the dose says in words. `rest` is the pause between sets, in seconds.
    """

    label: Label
    seconds: int
    sets: int = 1
    sides: bool = False
    rest: int = 30


class Drill(Record, frozen=True):
    """An exercise that builds something up. `eases` is the direction it suits: backs that dislike bending or arching.

    `helps` lists the contributors it is for. `easier` and `harder` are the steps down and up. `basic`
    ones make the short round that somebody is led through.
    """

    command: ClassVar[str] = "core"

    id: str
    name: Words
    names: tuple[str, ...]
    kind: Literal["core", "mobility", "warm-up"]
    steps: tuple[Words, ...]
    dose: Claim
    helps: tuple[str, ...] = ()
    eases: Literal["", "bending", "arching"] = ""
    easier: Words = ""
    harder: Words = ""
    bout: DrillSet | None = None
    basic: bool = False


class RampSet(Record, frozen=True):
    """A lighter set before the work sets: the share of the work weight (0 is the empty bar) and the repetitions."""

    share: float
    reps: int


class WarmUp(Record, frozen=True):
    """The warm-up of a lift family, in the order of RAMP: raise, activate and mobilise, then the ramp of weights.

    `rounds` and `raise_seconds` say in numbers what `dose` and `raise_pulse` say in words. `back_holds` tells of the
    family that the trunk leans with the weight on it or in the hands, so that the back has to hold both. `bar_note` is
    added to the dose of lifts with a long bar.
    """

    family: str
    raise_pulse: Claim
    drills: tuple[str, ...]
    dose: Claim
    ramp: tuple[RampSet, ...]
    ramp_note: Claim
    rounds: int = 2
    raise_seconds: int = 300
    back_holds: bool = False
    bar_note: Words | None = None


class RungLine(Claim, frozen=True):
    """The line of the plan for those who climb to a rung. `families` has other words for a family of lifts, or for
    an activity that is no lift.

    `not_for` lists activities that have no such step. `changes` is as in `PlanEntry`.
    """

    id: str
    changes: Change = ""
    families: dict[str, Claim] = {}
    not_for: tuple[str, ...] = ()


class GoUp(Record, frozen=True):
    """When pain alone allows the next step: at most so much, on so many days in a row, over at least `days` days."""

    pain_at_most: float
    in_a_row: int
    days: int = 0


class RungElsewhere(Record, frozen=True):
    """A rung in the words for those who have no gym, or train in rounds; what is empty is said as to everybody."""

    what: Claim
    name: Words = ""
    up: Words = ""
    down: Words = ""
    tomorrow: Words = ""


class Rung(Record, frozen=True):
    """A step of the way back to lifting: what it looks like, when to go up and when to go back.

    `tests` are the self-tests that going up asks for.
    Who meets `starts`, or whose leading pattern is one of `patterns`, starts here; the lowest rung that fits counts,
    and who fits none starts on the one that is `usual`. `days` is how long it takes at least. On a rung of the
    `own_lift` the sore lift is done, so that there is something in it to change; `swaps` tells whether kinder lifts
    are offered. `moves` is what is done instead of it, or on a rung of the lift itself how far and how often, by family
    of lifts or by activity (`""`: all others); the same sentences stand in `what`, in the plan of those who start here,
    and for `{moves}` in `next`. `tomorrow` answers
    "train tomorrow?" for those who start here; empty: as the outcome says.
    `go_up` and `go_back_from` (pain of so much or more) say the same as the words, for the check-in. `elsewhere` are
    the words for those who have no gym, `in_rounds` those for runs, classes and sport.
    """

    command: ClassVar[str] = "ladder"

    id: str
    step: int
    name: Words
    what: Claim
    up: Words
    down: Words
    go_up: GoUp
    go_back_from: float
    tests: tuple[str, ...] = ()
    days: int = 0
    starts: Condition | None = None
    patterns: tuple[str, ...] = ()
    usual: bool = False
    own_lift: bool = False
    swaps: bool = False
    moves: dict[str, Words] = {}
    tomorrow: Words = ""
    next: RungLine | None = None
    elsewhere: RungElsewhere | None = None
    in_rounds: RungElsewhere | None = None

    @property
    def has_weight(self) -> bool:
        """Whether something is lifted on it."""
        return self.own_lift or self.swaps


ClockWord = Literal["worse", "no-change", "not-better", "still-sore", "episodes", "soreness"]


class SmallestChange(Record, frozen=True):
    """The smallest change that counts: so many points and such a share of what it was; the own score has its own."""

    points: float
    share: float
    activity_points: float
    meaning: Claim


class Light(Record, frozen=True):
    """The bands of pain, 0 to 10: green up to one number, red from another, amber between."""

    green_to: float
    red_from: float
    meaning: Claim


class StayClaim(Claim, frozen=True):
    """What is said to whoever stays on a step and is sore. `kinds` has other words for a lift or other activity."""

    kinds: dict[str, Claim] = {}


class LadderWords(Record, frozen=True):
    """What is said with each move on the ladder; the numbers stand with each step in `ladder.json`.

    `visit` is for whom the plan asks to be seen before any weight. `pause` is for whom it got worse without naming a
    step, `lowest` for a bad day on the lowest step, `lowest_physio` for two of them in a row whom it leaves or leads
    there, where the sore lift is left out already. After so many sore days in a row as `sore_days` says comes `less`,
    and after as many again `swap`, as in the plan; on the days between, `keep`.
    """

    up: Claim
    stay: Claim
    back: Claim
    physio: Claim
    ease: Claim
    visit: Claim
    pause: Claim
    lowest: Claim
    lowest_physio: Claim
    less: StayClaim
    keep: StayClaim
    swap: StayClaim
    sore_days: int = 2


class ClockRule(Claim, frozen=True):
    """What is said when `when` holds so many days into a bout; `episodes`: at least so many within so many days.

    `soreness` is plain soreness that got worse, and stands in place of what `worse` says to others.
    """

    id: str
    when: ClockWord
    after_days: int = 0
    at_least: int = 0
    within_days: int = 0


class EpisodeRule(Record, frozen=True):
    """When a new bout begins: after so many days without an entry, or after pain was gone."""

    gap_days: int
    meaning: Claim


class FollowUp(Record, frozen=True):
    """All rules of the check-in. `overdue` is for whom the interview sent to be seen by a day that has passed."""

    change: SmallestChange
    light: Light
    ladder: LadderWords
    clock: tuple[ClockRule, ...]
    episode: EpisodeRule
    activity: Claim
    proof: Claim
    overdue: Claim
