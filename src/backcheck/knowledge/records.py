"""The words and small shapes that all entries of `data/` share: grades, levels, claims, sources, conditions.

The base of the file shapes; see `model` for the whole. Unknown fields are refused everywhere, so a typing slip in
`data/` is an error and not a silent loss.

The modules of shapes leave out `from __future__ import annotations`: with it every annotation is a text
that the decoder has to compile and evaluate in each run, which took a third of the time of loading.
"""

from typing import Annotated, ClassVar, Literal, NamedTuple

import msgspec

Grade = Literal["A", "B", "C", "D"]
"""A guideline or review · B direct study · C indirect evidence · D coaching or clinical judgement."""

Level = Literal["emergency", "urgent", "clinician", "self-care", "unscreened"]
SignLevel = Literal["emergency", "urgent", "clinician", "modifier"]
BookWithin = Literal["days", "this-week", "two-weeks"]
Within = Literal["now", "today", "days", "this-week", "two-weeks"]
"""How soon somebody should be seen, soonest first; `now` belongs to emergencies and `today` to what is urgent."""
"""What a ticked danger sign gives by itself; `modifier` counts only together with something else."""

Stage = Literal["safety", "lift", "training", "signs", "pain", "body", "tests", "plan"]
OFFERED: tuple[Stage, ...] = ("tests", "plan")
"""Stages of questions that the interview never puts: they are offered after the verdict, and legal in answers."""

Kind = Literal["one", "many", "number"]
Family = Literal["form", "load", "core", "imbalance", "readiness", "equipment"]
Phase = Literal["setup", "lowering", "bottom", "driving", "top", "after", "any"]
Common = Literal["usual", "sometimes", "rare"]
CoachingMode = Literal["full", "hold", "none"]
Slot = Literal["today", "this_week", "next_weeks", "see_someone_if"]
SwapAsks = Literal["ankle", "one-leg"]
Direction = Literal["", "bending", "arching"]
"""What a sore back may dislike; empty: neither, both, or not known."""

Change = Literal["", "weight", "work", "range", "form", "lift", "set-up", "habit"]
"""What a line of the plan alters: the weight, how much is done, the range, the form, the lift itself, the seat or kit,
a habit beside the lift. Empty: nothing, so it may stand beside any."""

ActionWord = Literal[
    "",
    "bar-position-or-gaze",
    "brace",
    "break-up-sitting",
    "carry-on-unchanged",
    "change-equipment",
    "check-side-to-side",
    "core-endurance",
    "depth-stop",
    "fewer-sets-or-days",
    "film-and-check-form",
    "heel-wedge-or-shoes",
    "hinge-drill",
    "hip-or-ankle-mobility",
    "keep-bar-close",
    "leave-out-sore-lift-for-days",
    "less-load",
    "lockout-without-arch",
    "no-max-attempts",
    "raise-the-start",
    "rest-between-sessions",
    "see-someone-first",
    "set-seat-or-machine",
    "slow-tempo",
    "slow-the-start",
    "slower-progress",
    "stance-or-foot-position",
    "stop-short-of-failure",
    "strengthen-hip-or-hamstring",
    "swap-lift",
    "walk-and-keep-moving",
    "warm-up",
]
"""What a line tells somebody to do: one word for its main thing, so that advice can be compared with that of a coach.
Empty: nothing that a coach would name as a first action."""

Kit = Literal["", "bells", "dumbbells", "stack"]
"""What a lift is loaded with: plates or dumbbells where empty, kettlebells, or the stack of a machine."""

View = Literal["", "side", "front", "behind", "feet"]
"""Where the camera stands to see a fault; empty: no film shows it. `feet` is the foot end of a bench or mat."""


class Prose(NamedTuple):
    """What is asked of a text that people read.

    `graded`: it must be easy to read. `searched`: `backcheck search` looks into it and shows it. `may_be_empty` holds
    also where the field has "" as its default. `characters` and `words` are the most it may have, 0 for no limit.
    """

    graded: bool = True
    searched: bool = True
    may_be_empty: bool = False
    characters: int = 0
    words: int = 0


# A field with one of these types is linted, graded and searched by that alone (see `texts`). Every other `str` in a
# shape is an id, a name that people type, or something else that nobody reads as a sentence.
Words = Annotated[str, Prose()]
"""Sentences for a reader."""

Label = Annotated[str, Prose(characters=48)]
"""A row of a list, as long as fits."""

LongLabel = Annotated[str, Prose(characters=80)]
"""A row of a list that nothing else stands beside: it may take two lines."""

Cue = Annotated[str, Prose(words=7, may_be_empty=True)]
"""What to think of in the middle of a rep."""

Clause = Annotated[str, Prose(searched=False)]
"""Words inside a sentence that the program makes: what follows "because", a name in a sentence."""

Trade = Annotated[str, Prose(graded=False, searched=False)]
"""For a physio, a reviewer or an author: may use the words of the trade."""

NONE = "none"
UNSURE = "unsure"
RESERVED = (NONE, UNSURE)


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of everything read from `data/`. `command` is the look-up that shows an entry by its id, if there is one."""

    command: ClassVar[str] = ""


class Claim(Record, frozen=True):
    """One statement to a reader, with who says so and how sure we are."""

    text: Words
    sources: tuple[str, ...]
    grade: Grade


Study = Literal["", "guideline", "review", "trial", "observational", "case", "lab", "simulation", "text", "judgement"]
"""How a work came to what it says; "" where a base does not tell.

A `guideline` may be a health service's advice page, a `text` a book or an article.
"""


class Source(Record, frozen=True):
    """A work that claims point to: how it came to what it `found`, in whom, and its `limits`, what it does not show.

    `verified` tells what was seen of it.
    """

    id: str
    authors: str
    year: int | None
    title: str
    verified: Literal["yes", "bibliographic", "partial", "judgement"]
    study: Study = ""
    found: Words = ""
    limits: Words = ""
    container: str = ""
    doi: str = ""
    url: str = ""
    note: Trade = ""


class Condition(Record, frozen=True, rename={"is_": "is", "in_": "in", "not_": "not"}):
    """A condition over answers; exactly one field is set. An unanswered question never fulfils a positive part.

    `at_least` counts ticks of a `many` question (`none` and `unsure` apart) or compares a number. `not` is allowed
    only in `Question.when`, never in triage: adding an answer must not be able to lower a level.
    """

    all: "tuple[Condition, ...] | None" = None
    any: "tuple[Condition, ...] | None" = None
    is_: tuple[str, str] | None = None
    in_: tuple[str, tuple[str, ...]] | None = None
    at_least: tuple[str, float] | None = None
    answered: str | None = None
    not_: "Condition | None" = None
    flag: str | None = None
