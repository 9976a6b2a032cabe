"""The shapes of questions: options, the questions of the interview, and danger signs that are asked in two steps.

Part of the file shapes; `model` is the door to all of them. Annotations are real types here; see `records` for why.
"""

from backcheck.knowledge.records import (
    BookWithin,
    Clause,
    Condition,
    Grade,
    Kind,
    Label,
    Level,
    LongLabel,
    Record,
    SignLevel,
    Stage,
    Trade,
    Words,
)


class Option(Record, frozen=True):
    """One possible answer of a question.

    `says` gives points (-3 to 3, +1 doubles the odds) for or against contributors and patterns; the key
    `family:form` stands for every form contributor that the chosen lift can have. `fact` names what the answer
    tells: answers with one fact vote once. `said` is the answer in words that follow "because" ("you felt it at
    the bottom"). `alone` makes it a danger sign; then `help` tells what counts and what does not, `check` what one
    can do on the spot when not sure, `desk` how to say it at a desk, and `within` how soon somebody should be seen whom
    it sends to a clinician. `flags` are facts that conditions wait for (`{"flag": "thinner"}`).

    In a danger-sign list, `hide_when` keeps a row off the screen of those for whom it holds; an answer that is there
    all the same counts. A `retired` row is never offered; answers of earlier versions that have it keep its level, and
    those to its `follow_up` theirs.
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
    flags: tuple[str, ...] = ()
    hide_when: Condition | None = None
    retired: bool = False
    sources: tuple[str, ...] = ()
    grade: Grade | None = None


class Question(Record, frozen=True):
    """One screen of the interview. The `core` is asked whenever it applies, the others while screens are left.

    Without `when` an answer says nothing. `ask_when` only keeps the screen from those whom it would waste: an answer
    that is there all the same counts.

    `unsure_level` (safety only) is the level of a "not sure" that stays, `unsure_said` that as a reason for the
    level or before the reason of a rule, and `desk` how to say it at a desk. `min`, `max` and `unit` belong to
    `number`. `none_says` is what an honest "none of these" tells (only where people looked). `find_out` tells how
    to find the answer out later; it is empty where nothing can be done about not knowing. `find_out_moves`: finding
    out asks for moves or a lift, so it is told only to those who may train. With `unsure_counts` a "not sure" here
    stands for the gravest answer in a triage rule whose other parts hold.
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

    @property
    def offered(self) -> tuple[Option, ...]:
        """The options that may still be chosen: those of earlier versions are legal in answers and no more."""
        return tuple(option for option in self.options if not option.retired)

    @property
    def range_words(self) -> str:
        """What a number question takes: "a number from 12 to 100 (years)"; "of 10" is no unit beside "to 10"."""
        scale = self.max is not None and self.unit.endswith(f"of {self.max:g}")
        unit = f" ({self.unit})" if self.unit and not scale else ""
        if self.min is None or self.max is None:
            return f"a number{unit}"
        return f"a number from {self.min:g} to {self.max:g}{unit}"


class FollowUpAnswer(Option, frozen=True):
    """One answer about a ticked row. `watch` says what would be grave, for the watch list of those who rule it out."""

    label: LongLabel
    watch: Clause = ""


class FollowUpShape(Record, frozen=True):
    """What is asked once about a row of a danger-sign list that was ticked; the gravest answer stands first.

    `now` is what to do at once where it is happening now. `differs` is as in a `Rule`.
    """

    prompt: Words
    options: tuple[FollowUpAnswer, ...]
    now: Words = ""
    differs: Trade = ""


class DangerRow(Option, frozen=True):
    """One row of a danger-sign list. Its level is `alone`, or the gravest answer of its `follow_up`."""

    follow_up: FollowUpShape | None = None


class DangerList(Record, frozen=True):
    """A file of `data/danger-signs/`: one screen of rows, each of which is asked about further once it is ticked.

    It becomes a `Question` of the stage `safety`, its follow-ups one `FollowUpQuestion` each.
    """

    id: str
    prompt: Words
    why: Words
    unsure_level: Level
    options: tuple[DangerRow, ...]
    help: Words = ""
    desk: Clause = ""
    find_out: Words = ""
    unsure_said: Words = ""
    none_label: Label = "None of these"
    unsure_label: Label = "Not sure"


class CheckInGroup(Record, frozen=True):
    """One row of the short screen of a check-in: it stands for these rows of danger-sign lists (list id, row id)."""

    id: str
    label: Label
    rows: tuple[tuple[str, str], ...]


class FollowUpQuestion(Question, frozen=True, kw_only=True):
    """What is asked about a ticked row: the question `safety-<row>`, whose `when` is that the row is ticked.

    `list_id` and `row` are the question and option that were ticked, `row_label` its words, `check` what one can do on
    the spot, and `now` what to do at once where it is happening now. `within` is how soon to be seen somebody who is
    not sure. Not made from a file of its own.
    """

    list_id: str
    row: str
    row_label: str
    check: str = ""
    now: str = ""
    within: BookWithin = "two-weeks"
