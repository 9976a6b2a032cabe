"""Where on the ladder a person starts, and the days on which the following rungs can come at the earliest.

The rules for starting are data (`starts` and `patterns` in `data/ladder.json`). Nobody is moved up here: the lines
themselves say how little pain a rung asks for.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from backcheck.knowledge.lifts import Activity, Lift
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import Question
from backcheck.knowledge.records import Claim
from backcheck.knowledge.training import PlanEntry, Rung
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.conditions import holds, mentioned
from backcheck.reasoning.plan_words import NO_LOADS, ROUNDS, Person, person_doing, with_loads

WEEK = 7

TWELVE_WEEKS = 12 * WEEK
"""By then most are near their best again where all goes well."""

LONGER = " This takes longer than 12 weeks, as each step needs its time."
"""What is said with a later day."""


def find_rung(kb: KnowledgeBase, answers: Answers, leading: str) -> Rung | None:
    """The lowest rung whose rule holds, else the usual one; None where the base has no ladder.

    `leading` is the pattern that leads and is at least likely; empty where none is.
    """
    rungs = sorted(kb.ladder, key=lambda rung: rung.step)
    for rung in rungs:
        if (rung.starts is not None and holds(rung.starts, answers)) or leading in rung.patterns:
            return rung
    return next((rung for rung in rungs if rung.usual), rungs[-1] if rungs else None)


def awaits_rung(kb: KnowledgeBase, answers: Answers, question: Question) -> bool:
    """Whether some answer to this one-of-many question alone would let a rung's rule hold that does not hold now."""
    if question.kind != "one":
        return False
    waiting = (rung.starts for rung in kb.ladder if rung.starts is not None and question.id in mentioned(rung.starts))
    return any(
        not holds(starts, answers)
        and any(holds(starts, {**answers, question.id: (option.id,)}) for option in question.options)
        for starts in waiting
    )


def told_ladder(kb: KnowledgeBase, exercise: str | None, answers: Answers | None = None) -> tuple[Rung, ...]:
    """The rungs in the words for those who do this lift or other activity, with the loads that their answers give."""
    person = person_of(kb, exercise, answers or {})
    told = tuple(told_rung(rung, person.activity) for rung in kb.ladder)
    if person.work is None:
        return told
    return tuple(
        replace(
            rung,
            what=replace(rung.what, text=with_loads(rung.what.text, person)),
            down=with_loads(rung.down, person),
        )
        for rung in told
    )


def person_of(kb: KnowledgeBase, exercise: str | None, answers: Answers) -> Person:
    """Who does this lift or other activity, as far as the lines of the ladder need it."""
    activity = kb.lifts.get(exercise or "") or kb.activities.get(exercise or "")
    return person_doing(activity, answers)


def told_rung(rung: Rung, activity: Activity | None) -> Rung:
    """The rung with the moves for this activity; in the words for those who have no gym, or train in rounds."""
    name = activity.id if activity is not None else ""
    said = rung.elsewhere if name in NO_LOADS else rung.in_rounds if name in ROUNDS else None
    if said is None:
        general, own = moves_of(rung, None), moves_of(rung, activity)
        text = rung.what.text.replace(general, own) if general else rung.what.text
        return replace(rung, what=replace(rung.what, text=text))
    return replace(
        rung,
        name=said.name or rung.name,
        what=said.what,
        up=said.up or rung.up,
        down=said.down or rung.down,
        tomorrow=said.tomorrow or rung.tomorrow,
    )


def moves_of(rung: Rung, activity: Activity | None) -> str:
    """What is done on this rung instead of the sore lift, as plan and ladder say it; empty on rungs of the lift."""
    keys = (activity.id, activity.family) if isinstance(activity, Lift) else (activity.id,) if activity else ()
    return next((rung.moves[key] for key in keys if key in rung.moves), rung.moves.get("", ""))


def climb(kb: KnowledgeBase, start: Rung, activity: Activity | None) -> Iterator[PlanEntry]:
    """The line of each rung above the start, with the day on which it can come at the earliest."""
    days = start.days
    for rung in sorted(kb.ladder, key=lambda one: one.step):
        if rung.step <= start.step:
            continue
        line = rung.next
        if line is not None and (activity is None or activity.id not in line.not_for):
            kind = activity.family if isinstance(activity, Lift) else activity.id if activity is not None else ""
            said: Claim = line.families.get(kind, line)
            yield PlanEntry(
                id=line.id,
                slot="next_weeks" if days >= WEEK else "this_week",
                text=said.text.replace("{moves}", moves_of(rung, activity)),
                sources=said.sources,
                grade=said.grade,
                after_days=days,
                changes=line.changes,
            )
        days += rung.days


def say_longer(text: str, days: int) -> str:
    """The line on sets near the best, which begin so many days after the interview, with a word on why so late."""
    return text + LONGER if days > TWELVE_WEEKS and not text.endswith(LONGER) else text
