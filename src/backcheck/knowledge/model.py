"""The shapes of what backcheck knows: one frozen, typed value per kind of entry in `data/`.

Here are the rules, causes and outcomes, and the compiled `KnowledgeBase`; the other shapes stand in `records`,
`questions`, `lifts`, `training` and `followup`.

Annotations are real types here, not texts; see `records` for why.
"""

import os
from contextlib import suppress
from functools import cached_property
from importlib import import_module
from typing import ClassVar, Literal

import msgspec

from backcheck.knowledge.lifts import Activity, Lift
from backcheck.knowledge.questions import CheckInGroup, FollowUpQuestion, Question
from backcheck.knowledge.records import (
    ActionWord,
    BookWithin,
    Claim,
    Clause,
    CoachingMode,
    Condition,
    Cue,
    Direction,
    Family,
    Grade,
    Level,
    Record,
    Source,
    SwapAsks,
    Trade,
    Within,
    Words,
)
from backcheck.knowledge.training import Disliked, Drill, FollowUp, Keep, PlanEntry, Rung, SelfTest, Topic, WarmUp


class Rule(Record, frozen=True):
    """A triage rule: when the condition holds, the level is at least `level`. `says` may lift the pattern it guards.

    `text` is the reason in plain words. `together` says in a few words what counts together: what stands first in each
    `all` of the condition, then what has to come with it; each goes on the page of the other. `differs` tells where it
    is milder or stricter than its source. `within` is how soon to be seen at the level `clinician`; the other levels
    say that themselves.
    """

    id: str
    level: Literal["emergency", "urgent", "clinician"]
    when: Condition
    text: Words
    sources: tuple[str, ...]
    grade: Grade
    together: tuple[Clause, ...] = ()
    says: dict[str, float] = {}
    within: BookWithin = "two-weeks"
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
    """One thing to do about a contributor; `asks` is what it asks of a back that may have to be spared it."""

    id: str
    text: Words
    cue: Cue = ""
    asks: tuple[SwapAsks, ...] = ()


class Elsewhere(Record, frozen=True):
    """What a contributor says to those who have no gym, or who train in rounds and minutes instead of sets.

    What is empty is said as to everybody; `fixes` and `plan` stand in place of all the others.
    """

    name: Words = ""
    change: Words = ""
    fixes: tuple[Fix, ...] = ()
    plan: tuple[PlanEntry, ...] = ()


class Contributor(Record, frozen=True):
    """Something in the training that may set the pain off, and that can be changed.

    `applies_to` lists activities by id, `lifts` for all lifts, `family:squat` for those of a family, `*` for
    everything; form contributors apply where an activity lists them in `starts`. `alike` groups contributors that
    are one fault to the eye. `change` is the first thing to change, in one line, and `action` the main thing that this
    line asks for. `at_once`: the change is free and works in the next set of the lift itself (a depth, a seat, a
    stance, a finish), so that it can go first. `dislikes` is the direction in which it loads the back, and so what a
    back that it sets off is likely to dislike. `shortens`: its change leaves less of the range,
    besides what its action says. `elsewhere` are the words for those who have no gym, `in_rounds` those for runs,
    classes and sport.
    """

    command: ClassVar[str] = "cause"

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
    shortens: bool = False
    action: ActionWord = ""
    at_once: bool = False
    elsewhere: Elsewhere | None = None
    in_rounds: Elsewhere | None = None

    @property
    def all_fixes(self) -> tuple[Fix, ...]:
        """All its fixes, for whomever they are."""
        others = (said.fixes for said in (self.elsewhere, self.in_rounds) if said is not None)
        return (*self.fixes, *(fix for fixes in others for fix in fixes))

    @property
    def lines(self) -> tuple[PlanEntry, ...]:
        """All its lines for plans, for whomever they are."""
        others = (said.plan for said in (self.elsewhere, self.in_rounds) if said is not None)
        return (*self.plan, *(line for plan in others for line in plan))


class Pattern(Record, frozen=True):
    """What the pain itself may resemble; never a diagnosis. A `serious` one is never named on screen as a likeness.

    `dislikes` is the direction that such a back mostly dislikes.
    """

    command: ClassVar[str] = "cause"

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


class SomeHeadlines(Record, frozen=True):
    """Other answers to some of those questions; an empty one stays as it is."""

    train_tomorrow: Words = ""
    how_long: Words = ""
    see_someone: Words = ""
    is_this_normal: Words = ""


class HeadlinesFor(Record, frozen=True):
    """Other answers for the people whom `when` describes; each question takes the first that holds and has one."""

    when: Condition
    headlines: SomeHeadlines


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
    """What to watch for afterwards: signs that ask for emergency care `now`, and signs to ring a doctor for `today`.

    `rarer` are further signs for emergency care, the first to give way where there is no room.
    For whoever has the risk of a rule, `graver` names the signs that are left out, since what that rule waits for is an
    emergency in them or says it better, and `usual` the sign of `now` that says already what the rule waits for.
    """

    now: tuple[Clause, ...]
    today: tuple[Clause, ...]
    sources: tuple[str, ...]
    grade: Grade
    rarer: tuple[Clause, ...] = ()
    graver: dict[str, tuple[Clause, ...]] = {}
    usual: dict[str, Clause] = {}


class Soreness(Record, frozen=True):
    """When plain soreness leads so clearly that nothing needs to change (the verdict `TRAIN`).

    Where it `comes_back` after each session, a fault that was ticked is mended all the same.
    """

    pattern: str
    when: Condition
    comes_back: Condition | None = None


class Base(Record, frozen=True):
    """The format and content versions, review status and what belongs to no other file.

    `menu` is the order in which activities are offered on screen; lifts that are not in it are found by name. `desk`
    is the sentence for an emergency desk, with `{signs}`, `{background}` and `{question}`. `dislikes` tells from
    the answers which direction the back dislikes; who fits none or both is judged by pattern and contributor. `times`
    puts each time within which to be seen into words, for `{within}` in a headline. `no_self_tests` keeps all
    self-tests from somebody; what keeps a single one stands with it. `synonyms` are words that people search for, each
    with those of ours that mean it; one without any tells little beside others ("myself").
    """

    format: int
    version: str
    review: Review
    max_screens: int
    watch_for: WatchFor
    times: dict[Within, Clause]
    soreness: Soreness
    no_coaching: tuple[NoCoaching, ...]
    no_self_tests: Condition
    keep_doing: tuple[Keep, ...]
    menu: tuple[str, ...] = ()
    desk: Clause = "I have low back pain{signs}.{background} {question}"
    dislikes: tuple[Disliked, ...] = ()
    retired_ids: tuple[str, ...] = ()
    synonyms: dict[str, tuple[str, ...]] = {}


class KnowledgeBase(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Everything, compiled: one value that `reasoning`, `show` and `authoring` read and nobody changes.

    `questions` are in file order within their stage, with the `signs-<id>` questions made from the faults. `files` are
    the bytes of the files that it was read from, by name.
    """

    base: Base
    files: dict[str, bytes]
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
    check_in: tuple[CheckInGroup, ...] = ()
    sources: dict[str, Source]

    @cached_property
    def hash(self) -> str:
        """SHA-256 over the names and bytes of the files, first 12 hex digits: which knowledge gave an assessment."""
        # From the module behind `hashlib`, as `random` does, which spares loading OpenSSL at every start.
        for module in ("_sha2", "_sha256", "hashlib"):  # Python 3.12, Python 3.11, whatever else there is
            with suppress(ImportError):
                digest = import_module(module).sha256()
                break
        for name in sorted(self.files):
            digest.update(os.fsencode(name) + b"\0" + self.files[name] + b"\0")
        return str(digest.hexdigest())[:12]

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each question in their order, by its id."""
        return {question_id: place for place, question_id in enumerate(self.questions)}

    @cached_property
    def safety_questions(self) -> tuple[Question, ...]:
        """The questions about danger signs, follow-ups included, in their order."""
        return tuple(question for question in self.questions.values() if question.stage == "safety")

    @cached_property
    def danger_lists(self) -> tuple[Question, ...]:
        """The lists of danger signs, in their order: what everybody must answer to be screened."""
        return tuple(question for question in self.safety_questions if question.when is None)

    @cached_property
    def follow_ups(self) -> dict[tuple[str, str], FollowUpQuestion]:
        """What is asked about a ticked row, by the ids of its list and of the row, in file order."""
        found = (question for question in self.safety_questions if isinstance(question, FollowUpQuestion))
        return {(question.list_id, question.row): question for question in found}

    def activity(self, activity_id: str) -> Activity | None:
        """The lift or other activity with this id, or None."""
        return self.lifts.get(activity_id) or self.activities.get(activity_id)
