"""The shapes of what backcheck knows: one frozen, typed value per kind of entry in `data/`.

Owns the shapes of the interview, its rules and advice, and the compiled `KnowledgeBase`; with those of `records`,
`lifts` and `training` it is the one door to all of them. Must not read files, reason about answers or know how
anything is shown.

Annotations are real types here, not texts; see `records` for why.
"""

from functools import cached_property
from typing import Literal

import msgspec

from backcheck.knowledge.followup import ClockRule, FollowUp
from backcheck.knowledge.lifts import (
    Activity,
    Fault,
    Lift,
    LiftNames,
    Need,
    PhaseEvidence,
    Swap,
)
from backcheck.knowledge.plan import Disliked, PlanEntry
from backcheck.knowledge.records import (
    NONE,
    OFFERED,
    RESERVED,
    UNSURE,
    ActionWord,
    BookWithin,
    Change,
    Claim,
    Clause,
    CoachingMode,
    Common,
    Condition,
    Cue,
    Direction,
    Family,
    Grade,
    Kind,
    Kit,
    Label,
    Level,
    Phase,
    Record,
    SignLevel,
    Slot,
    Source,
    Stage,
    Trade,
    View,
    Within,
    Words,
)
from backcheck.knowledge.training import (
    Drill,
    GoUp,
    Point,
    RampSet,
    Rung,
    RungLine,
    SelfTest,
    TestResult,
    Topic,
    WarmUp,
)

__all__ = [
    "NONE",
    "OFFERED",
    "RESERVED",
    "UNSURE",
    "Action",
    "ActionWord",
    "Activity",
    "Base",
    "BookWithin",
    "Change",
    "Claim",
    "ClockRule",
    "CoachingMode",
    "Common",
    "Condition",
    "Contributor",
    "Direction",
    "Disliked",
    "Drill",
    "Family",
    "Fault",
    "Fix",
    "FollowUp",
    "GoUp",
    "Grade",
    "Headlines",
    "HeadlinesFor",
    "Kind",
    "Kit",
    "KnowledgeBase",
    "Level",
    "Lift",
    "LiftNames",
    "Link",
    "Need",
    "NoCoaching",
    "Option",
    "Outcome",
    "Pattern",
    "Phase",
    "PhaseEvidence",
    "PlanEntry",
    "Point",
    "Question",
    "RampSet",
    "Record",
    "Review",
    "Rule",
    "Rung",
    "RungLine",
    "SelfTest",
    "SignLevel",
    "Slot",
    "Soreness",
    "Source",
    "Stage",
    "Swap",
    "TestResult",
    "Topic",
    "View",
    "WarmUp",
    "WatchFor",
    "Within",
]


class Option(Record, frozen=True):
    """One possible answer of a question.

    `says` gives points (-3 to 3, +1 doubles the odds) for or against contributors and patterns; the key
    `family:form` stands for every form contributor that the chosen lift can have. `fact` names what the answer
    tells: answers with one fact vote once. `said` is the answer in words that follow "because" ("you felt it at
    the bottom"). `alone` makes it a danger sign; then `help` tells what counts and what does not, `check` what one
    can do on the spot when not sure, `desk` how to say it at a desk, and `within` how soon somebody should be seen whom
    it sends to a clinician.
    """

    id: str
    label: Label
    help: Words = ""
    says: dict[str, float] = {}
    fact: str = ""
    said: Clause = ""
    alone: SignLevel | None = None
    within: BookWithin = "two-weeks"
    check: Words = ""
    desk: Clause = ""
    sources: tuple[str, ...] = ()
    grade: Grade | None = None


class Question(Record, frozen=True):
    """One screen of the interview. `core` questions are asked whenever `when` holds; others while screens are left.

    Without `when` an answer says nothing. `ask_when` only keeps the screen from those whom it would waste: an answer
    that is there all the same counts.

    `unsure_level` (safety only) is the level of a "not sure" that stays, `unsure_said` that as a reason for the level,
    and `desk` how to say it at a desk. `min`, `max` and `unit` belong to `number`. `none_says` is what an honest "none
    of these" tells (only where people looked). `find_out` tells how to find the answer out later; it is empty where
    nothing can be done about not knowing. `find_out_moves`: finding out asks for moves or a lift, so it is told only to
    those who may train. With `unsure_counts` a "not sure" here stands for the gravest answer in a triage rule whose
    other parts hold.
    """

    id: str
    stage: Stage
    kind: Kind
    prompt: Words
    why: Words
    options: tuple[Option, ...] = ()
    core: bool = False
    when: Condition | None = None
    ask_when: Condition | None = None
    unsure_level: Level | None = None
    help: Words = ""
    min: float | None = None
    max: float | None = None
    unit: str = ""
    none_label: Label = "None of these"
    unsure_label: Label = "Not sure"
    none_says: dict[str, float] = {}
    none_said: Clause = ""
    find_out: Words = ""
    find_out_moves: bool = False
    desk: Clause = ""
    unsure_said: Words = ""
    unsure_counts: bool = False


class Rule(Record, frozen=True):
    """A triage rule: when the condition holds, the level is at least `level`. `says` may lift the pattern it guards.

    `text` is the reason in plain words. `review` stays `open` until a clinician has signed the decision; `differs`
    tells where it is milder or stricter than its source. `within` is how soon to be seen at the level `clinician`; the
    other levels say that themselves.
    """

    id: str
    level: Literal["emergency", "urgent", "clinician"]
    when: Condition
    text: Words
    sources: tuple[str, ...]
    grade: Grade
    says: dict[str, float] = {}
    within: BookWithin = "two-weeks"
    review: Literal["open", "signed"] = "open"
    differs: Trade = ""


class Link(Record, frozen=True):
    """Evidence that needs two or more answers together. `said` follows "because"; `because` is for the physio."""

    id: str
    when: Condition
    says: dict[str, float]
    said: Clause
    because: Trade
    sources: tuple[str, ...]
    grade: Grade
    fact: str = ""


class Fix(Record, frozen=True):
    """One thing to do about a contributor."""

    id: str
    text: Words
    cue: Cue = ""


class Contributor(Record, frozen=True):
    """Something in the training that may set the pain off, and that can be changed.

    `applies_to` lists activities by id, `lifts` for all lifts, `family:squat` for those of a family, `*` for
    everything; form contributors apply where an activity lists them in `starts`. `alike` groups contributors that
    are one fault to the eye. `change` is the first thing to change, in one line, and `action` the main thing that this
    line asks for. `at_once`: the change is free and works in the next set of the lift itself (a depth, a seat, a
    stance, a finish), so that it can go first. `dislikes` is the direction in which it loads the back, and so what a
    back that it sets off is likely to dislike.
    """

    id: str
    name: Words
    family: Family
    start: float
    applies_to: tuple[str, ...]
    change: Words
    what: Claim
    shows: Words
    test: Words
    fixes: tuple[Fix, ...]
    plan: tuple[PlanEntry, ...]
    how_long: Claim
    unsure: Claim
    confused_with: tuple[str, ...] = ()
    alike: str = ""
    dislikes: Direction = ""
    action: ActionWord = ""
    at_once: bool = False


class Pattern(Record, frozen=True):
    """What the pain itself may resemble; never a diagnosis. A `serious` one is never named on screen as a likeness.

    `dislikes` is the direction that such a back mostly dislikes.
    """

    id: str
    name: Words
    start: float
    serious: bool
    what: Claim
    fits: tuple[Words, ...]
    against: tuple[Words, ...]
    clinician_checks: Trade
    what_next: Words
    how_long: Claim
    desk: Clause = ""
    dislikes: Direction = ""


class Action(Record, frozen=True):
    """One line of what to do at a level; `when` and `within` (how soon to be seen) keep a line to those it concerns.

    A line that is `not_in_flare` waits until the pain has eased enough to change something in the lift.
    """

    id: str
    text: Words
    when: Condition | None = None
    within: BookWithin | None = None
    not_in_flare: bool = False


class Headlines(Record, frozen=True):
    """The four questions that people ask first, answered in one line each."""

    train_tomorrow: Words
    how_long: Words
    see_someone: Words
    is_this_normal: Words


class HeadlinesFor(Record, frozen=True):
    """Other answers to those questions for the people whom `when` describes; the first that holds is taken."""

    when: Condition
    headlines: Headlines


class Outcome(Record, frozen=True):
    """A verdict: the word, the sentence, what to do. `headlines` are missing where only one thing matters.

    The first of a level is the usual one; besides it there may be one for plain `soreness`, one for a `flare` (the
    pain is too strong to change a lift yet), some for those whose answers fulfil `when`, and one with `coaching` none,
    for people whom a program should not coach. `in_short` says in one line what the level asks for.
    """

    id: str
    level: Level
    verdict: Words
    sentence: Words
    coaching: CoachingMode
    reason: Words | None
    actions: tuple[Action, ...]
    sources: tuple[str, ...]
    grade: Grade
    headlines: Headlines | None = None
    headlines_for: tuple[HeadlinesFor, ...] = ()
    look_again_days: int | None = None
    soreness: bool = False
    flare: bool = False
    when: Condition | None = None
    in_short: Words = ""


class NoCoaching(Record, frozen=True):
    """When no lifting advice may be given although the level alone would allow it."""

    id: str
    when: Condition
    reason: Words
    sources: tuple[str, ...]
    grade: Grade


class Review(Record, frozen=True):
    """Whether a clinician has reviewed the content, and the words that say so."""

    reviewed: bool
    words: Words
    by: str = ""
    on: str = ""


class WatchFor(Record, frozen=True):
    """What to watch for afterwards: signs that ask for emergency care `now`, and signs to ring a doctor for `today`."""

    now: tuple[Clause, ...]
    today: tuple[Clause, ...]
    sources: tuple[str, ...]
    grade: Grade


class Soreness(Record, frozen=True):
    """When plain soreness leads so clearly that nothing needs to change (the verdict `TRAIN`)."""

    pattern: str
    when: Condition


class Base(Record, frozen=True):
    """`data/knowledge.json`: the format and content versions, review status and what belongs to no other file.

    `menu` is the order in which activities are offered on screen; lifts that are not in it are found by name. `desk`
    is the sentence for an emergency desk, with `{signs}`, `{background}` and `{question}`. `dislikes` tells from
    the answers which direction the back dislikes; who fits none or both is judged by pattern and contributor. `times`
    puts each time within which to be seen into words, for `{within}` in a headline. `synonyms` are words that people
    search for, each with those of ours that mean it; without any it says nothing by itself ("myself").
    """

    format: int
    version: str
    review: Review
    max_screens: int
    watch_for: WatchFor
    times: dict[Within, Clause]
    soreness: Soreness
    no_coaching: tuple[NoCoaching, ...]
    keep_doing: tuple[Claim, ...]
    menu: tuple[str, ...] = ()
    desk: Clause = "I have low back pain{signs}.{background} {question}"
    dislikes: tuple[Disliked, ...] = ()
    retired_ids: tuple[str, ...] = ()
    synonyms: dict[str, tuple[str, ...]] = {}


class KnowledgeBase(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Everything, compiled: one value that `reasoning`, `show` and `authoring` read and nobody changes.

    `questions` are in file order within their stage, with the `signs-<id>` questions made from the faults. `hash`
    is SHA-256 over the file names and bytes, first 12 hex digits.
    """

    base: Base
    hash: str
    lifts: dict[str, Lift]
    activities: dict[str, Activity]
    contributors: dict[str, Contributor]
    patterns: dict[str, Pattern]
    questions: dict[str, Question]
    rules: tuple[Rule, ...]
    links: tuple[Link, ...]
    outcomes: dict[str, Outcome]
    plan: tuple[PlanEntry, ...]
    topics: dict[str, Topic]
    tests: dict[str, SelfTest]
    drills: dict[str, Drill]
    warm_ups: dict[str, WarmUp]
    ladder: tuple[Rung, ...]
    follow_up: FollowUp
    sources: dict[str, Source]

    @cached_property
    def safety_questions(self) -> tuple[Question, ...]:
        """The questions about danger signs, in their order."""
        return tuple(question for question in self.questions.values() if question.stage == "safety")

    def activity(self, activity_id: str) -> Activity | None:
        """The lift or other activity with this id, or None."""
        return self.lifts.get(activity_id) or self.activities.get(activity_id)
