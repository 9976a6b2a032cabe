"""The result of an interview as one plain value: the JSON shape of `diagnose --json`.

Field names are public (see `docs/json.md`): they are added, never renamed.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from backcheck.knowledge.model import Headlines
from backcheck.knowledge.records import ActionWord, CoachingMode, Direction, Family, Level, Within

Fit = Literal["strong", "likely", "possible"]


class Value(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Base of everything inside an assessment. Values hold no cycles, so the collector need not look at them."""


class GivenAnswer(Value, frozen=True):
    """One answer that counted: a question id and the option id (or number) given."""

    question: str
    value: str | float


class Reason(Value, frozen=True):
    """Why the level is what it is: the answers, in words, and who says so. `id` is the rule or `question:option`."""

    id: str
    level: Level
    answers: tuple[GivenAnswer, ...]
    text: str
    sources: tuple[str, ...]


class AdviceLine(Value, frozen=True):
    """A line with an id that all output formats share."""

    id: str
    text: str


class Triage(Value, frozen=True):
    """How urgent it is. `say` is the sentence for the desk (emergency and urgent only, else empty).

    `watch_for` lists the signs to watch for, the gravest first. `watch_today` are those of them for which a doctor
    should be rung today; all others ask for emergency care. `within` is how soon to be seen, None where nothing raised
    the level.
    """

    level: Level
    reasons: tuple[Reason, ...]
    action: tuple[AdviceLine, ...]
    watch_for: tuple[str, ...]
    say: str
    unanswered: tuple[str, ...]
    watch_today: tuple[str, ...] = ()
    within: Within | None = None


class Coaching(Value, frozen=True):
    """How much lifting advice may be given, and why not all of it."""

    mode: CoachingMode
    reason: str | None


class Evidence(Value, frozen=True):
    """One addend: the answers, the fact they tell, the points, in words after "because", and the sources."""

    answers: tuple[GivenAnswer, ...]
    fact: str
    points: float
    said: str
    sources: tuple[str, ...]


class FixLine(Value, frozen=True):
    """One way to mend a contributor; `cue` may be empty. `error` names what one sees (lift faults only).

    `ticked`: the person saw that fault, so that it may be told as what goes wrong.
    """

    id: str
    text: str
    cue: str
    error: str
    ticked: bool = False


class RankedContributor(Value, frozen=True, rename={"for_": "for"}):
    """A contributor with its sum: points = start + sum(for) + sum(against). `also` was already counted.

    `action` is the main thing that `change` asks for, as one of the words of `ActionWord`; `shortens`: besides that it
    leaves less of the range.
    """

    id: str
    name: str
    family: Family
    fit: Fit
    start: float
    points: float
    for_: tuple[Evidence, ...]
    against: tuple[Evidence, ...]
    also: tuple[Evidence, ...]
    aliases: tuple[str, ...]
    change: str
    fixes: tuple[FixLine, ...]
    action: ActionWord = ""
    shortens: bool = False


class RankedPattern(Value, frozen=True, rename={"for_": "for"}):
    """What the pain resembles, with its sum. A `serious` one is never shown on screen as a likeness.

    `even`: by all that was told it cannot be told apart from the one before it.
    """

    id: str
    name: str
    fit: Fit
    serious: bool
    start: float
    points: float
    for_: tuple[Evidence, ...]
    against: tuple[Evidence, ...]
    also: tuple[Evidence, ...]
    what_next: str
    even: bool = False


class SetAside(Value, frozen=True):
    """A contributor or pattern that the answers made less likely: what spoke against it, and its sum. Never ruled out.

    A serious pattern is never among them: no answer makes those safe to leave out.
    """

    id: str
    name: str
    points: float
    against: tuple[Evidence, ...]


class PlanLine(Value, frozen=True):
    """A line of the plan; `after_days` counts from today. `sources`, `grade` and `action` are those in the data."""

    id: str
    text: str
    after_days: int
    sources: tuple[str, ...] = ()
    grade: str = ""
    action: ActionWord = ""


class Plan(Value, frozen=True):
    """At most three things for today; lists are always present."""

    today: tuple[PlanLine, ...] = ()
    this_week: tuple[PlanLine, ...] = ()
    next_weeks: tuple[PlanLine, ...] = ()
    swap_for: tuple[PlanLine, ...] = ()
    see_someone_if: tuple[PlanLine, ...] = ()


TurnKind = Literal["level", "soreness", "flare", "change", "cause"]


class Turn(Value, frozen=True):
    """An answer (its id and its words) that would change what comes first, and what would come first then.

    By `kind`: the `level` (or how much is coached), plain `soreness`, a `flare`, what to `change` first, or the `cause`
    that leads the list. `first` is the level's or the contributor's id; empty where too little would be left to name
    anything. `text` says it in words.
    """

    value: str
    label: str
    kind: TurnKind
    first: str
    text: str


class OpenQuestion(Value, frozen=True):
    """An unanswered question or self-test that could still change the advice, and how to find the answer out.

    `test` is the id of a self-test, else empty. `turns` are the answers that would change what comes first, the
    likeliest first.
    """

    question: str
    how_to_find_out: str
    test: str = ""
    turns: tuple[Turn, ...] = ()


class KnowledgeStamp(Value, frozen=True):
    """Which knowledge gave this assessment."""

    version: str
    hash: str
    reviewed: bool


class Assessment(Value, frozen=True):
    """Everything that is said at the end. Lists are always present; `headlines` is None where only one thing matters.

    `enough` is False where the leading contributor rests on too little; the plan is then the general ladder. `lead`
    has the ids of what to change first and then (at most two of `contributors`). `flared` means that the pain is too
    strong to change anything in the lift yet: first it eases, on a rung of the ladder below the lift. `notes` are for
    people whom a general text forgets; nobody gets one at an emergency or urgent level.

    `starts_at` is the rung of the ladder where the plan starts, empty where nobody is coached up it. `dislikes` is the
    direction that decided core work and swaps, empty where nothing tells. `first_change` is what a load that leads asks
    for, with the person's weight: the line of today that has it says no more; empty where its `change` says all.
    `second_change` is what to change after the
    first, so worded that it does not lower the weight a second time; empty where nothing leads besides the first.
    `dosed`: the second of `lead` comes on the same day, a load as the dose of the first or a walk before it. `tied` is
    the contributor that fits exactly as well as the first and could as well lead; empty where there is none.
    """

    schema_version: int
    knowledge: KnowledgeStamp
    exercise: str | None
    triage: Triage
    coaching: Coaching
    contributors: tuple[RankedContributor, ...]
    patterns: tuple[RankedPattern, ...]
    plan: Plan
    verdict: str
    sentence: str
    headlines: Headlines | None
    look_again_days: int | None
    keep_doing: tuple[str, ...]
    notes: tuple[AdviceLine, ...]
    lead: tuple[str, ...]
    enough: bool
    plain_soreness: bool
    flared: bool
    would_change_this: tuple[OpenQuestion, ...]
    set_aside: tuple[SetAside, ...]
    questions_asked: int
    review: str
    starts_at: str = ""
    dislikes: Direction = ""
    first_change: str = ""
    second_change: str = ""
    dosed: bool = False
    tied: str = ""
