"""Looking again: which danger signs must be answered once more, what level they give, and what follows from it.

For a check-in, for an interview that is gone on with, and for a report that is made later. Days are numbers (as of
`date.toordinal`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from backcheck.knowledge.levels import URGENCY, is_grave
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.records import NONE, Level
from backcheck.reasoning.answers import Answer, Answers, read_answers, read_each
from backcheck.reasoning.assess import assess
from backcheck.reasoning.assessment import Assessment, Value
from backcheck.reasoning.bouts import Bout, CheckIn, Measure, Trend, Visit, list_trends
from backcheck.reasoning.conditions import holds
from backcheck.reasoning.followup import (
    Due,
    State,
    StepAdvice,
    Worse,
    advise_step,
    got_worse,
    how_worse,
    keep_below_weight,
    soreness_grew,
    state_of,
    worse_by_trend,
)
from backcheck.reasoning.interview import still_applies
from backcheck.reasoning.ladder import WEEK
from backcheck.reasoning.screening import renew, spread_groups
from backcheck.reasoning.triage import triage_level
from backcheck.reasoning.triage_words import BACKGROUND
from backcheck.reasoning.visits import all_due, begun_on, visits_due, was_seen

PAIN_NOW = "pain-now"
"""The question of the interview by which strong pain starts lower on the ladder."""


MUCH_PAIN = 5.0
"""From so much pain on, 0 to 10, a check-in asks all lists about the pain in full."""

FULL_DAYS = 28
"""For so many days after the full lists were answered the short screen is enough."""

REMEMBERED_DAYS = 14
"""For so many days an emergency or urgent check-in is named beside a later, milder one; the last interview always."""


class EarlierSign(Value, frozen=True):
    """What an emergency or urgent visit found: `visit` is its id, `signs` the reasons for its level in words.

    `signs` is empty where a check-in alone does not give the level, as with a sign of the interview.
    """

    visit: int
    day: int
    level: Level
    signs: tuple[str, ...]


class Screened(NamedTuple):
    """A check-in with its level, the danger signs as they are known with it, and what these come to."""

    checkin: CheckIn
    signs: dict[str, Answer]
    safety: Assessment


class CheckInResult(Value, frozen=True):
    """What a check-in comes to. `step` is None where nobody may be sent up or down the ladder, or nothing was said.

    `raised`: the level is higher than it was at the interview. `held`: the sore lift pauses. `screened`: the danger
    signs were answered today. `soreness`: the interview found plain soreness, which has no steps. `exercise` is the
    lift or other activity of the interview, None where it is not known. `guided` says who guides those whom no
    clinician has to clear, such as a child; else empty. `worse` tells by what it got worse: by the trend (`mixed`
    where another score got better), by the scores of today or by the person's word alone. `seen`: a doctor or physio
    has seen them since the interview, and nothing since then raised the level.
    """

    state: State
    held: bool
    raised: bool
    screened: bool
    step: StepAdvice | None
    due: tuple[Due, ...]
    trends: tuple[Trend, ...]
    exercise: str | None = None
    worse: Worse | None = None
    guided: str = ""
    soreness: bool = False
    seen: bool = False


class Ceiling(NamedTuple):
    """The highest step for today's pain, and the score that decided it; None where more than a score did."""

    step: int
    score: float | None = None
    measure: Measure | None = None


class Carried(NamedTuple):
    """What is left of earlier answers: `answers` count, `ticks` have to be confirmed, `lost` no longer fit."""

    answers: dict[str, Answer]
    ticks: dict[str, tuple[str, ...]]
    lost: int


def danger_lists(kb: KnowledgeBase) -> tuple[str, ...]:
    """The ids of the danger-sign lists in their order; a question that only follows a tick is none."""
    return tuple(question.id for question in kb.danger_lists)


def emergency_lists(kb: KnowledgeBase) -> tuple[str, ...]:
    """The danger-sign lists on which not being sure is an emergency, in their order. Every check-in puts them."""
    return tuple(question.id for question in kb.danger_lists if question.unsure_level == "emergency")


def known_signs(kb: KnowledgeBase, interview: Answers, since: Mapping[str, Answer]) -> dict[str, Answer]:
    """The danger signs, and the age, as last answered: in the interview, or in a check-in `since` then."""
    kept = _kept_signs(kb)
    return renew(kb, {name: answer for name, answer in interview.items() if name in kept}, since)


def _kept_signs(kb: KnowledgeBase) -> set[str]:
    return {name for name, question in kb.questions.items() if question.stage == "safety" or name == "age"}


def lists_to_ask(kb: KnowledgeBase, bouts: Sequence[Bout], said: CheckIn) -> tuple[str, ...]:
    """The danger-sign lists that this check-in has to answer in full.

    Those of emergencies, unless the short screen covers them; where it got worse or hurts much, all that are about
    the pain, and not only about the person.
    """
    worse = hurts_much(said)
    if bouts and not worse:
        bout = bouts[-1]
        looked = replace(bout.visits[-1], checkin=said)  # only what was said counts, so any visit may carry it
        worse = got_worse(kb.follow_up, replace(bout, visits=(*bout.visits, looked)))
    if worse:
        return tuple(name for name in danger_lists(kb) if name not in BACKGROUND)
    return emergency_lists(kb) if said.groups is None else ()


def hurts_much(said: CheckIn) -> bool:
    """Whether the pain alone, however it was before, asks for all lists about the pain."""
    return max((score for score in (said.pain_now, said.pain_worst) if score is not None), default=0) >= MUCH_PAIN


def days_since_full(kb: KnowledgeBase, told: Iterable[tuple[int, CheckIn | Answers]], today: int) -> int | None:
    """How many days ago every danger-sign list was answered in full; None where that never was.

    `told` are the days and what was said on them, to the questions as they are today: interviews and check-ins.
    """
    wanted = set(danger_lists(kb))
    full = [
        day
        for day, said in told
        if (wanted <= said.signs.keys() and said.groups is None if isinstance(said, CheckIn) else wanted <= said.keys())
    ]
    return today - max(full) if full else None


def may_group(kb: KnowledgeBase, known: Answers, days: int | None) -> bool:
    """Whether the short screen is enough for people with these `known` signs.

    `days` is how long ago all lists were answered in full, to the questions of today; None where they never were. The
    short screen asks what is new, so a known emergency or urgent sign needs the lists, which ask for what is there.
    """
    complete = all(question.id in known for question in kb.danger_lists)
    fresh = days is not None and 0 <= days <= FULL_DAYS
    return bool(kb.check_in) and complete and fresh and not is_grave(triage_level(kb, known))


def screen(
    kb: KnowledgeBase, said: CheckIn, known: Answers, wanted: Sequence[str], interview: Answers | None = None
) -> Screened:
    """The check-in with the level that its danger signs give together with the `known` ones.

    What else was said in the `interview` counts with them, the pain now as it is today, since a check-in asks for
    nothing of it again: it may raise the level, and never lowers it.
    An earlier tick counts until its list is answered again, but an earlier "none of these" says nothing about today:
    while a list of emergencies is open and nothing raises the level, it is `unscreened`. Of the `wanted` lists those
    that are open are named as unanswered. Raises `AnswersError`.
    """
    given = read_answers(kb, said.signs, "$.checkin.signs")
    if said.groups is not None:
        given = read_answers(kb, spread_groups(kb, known, said.groups, given))
    signs = renew(kb, known, given)
    missing = {name for name in emergency_lists(kb) if name not in given}
    safety = assess(kb, signs, look_ahead=False)
    rest = {name: answer for name, answer in (interview or {}).items() if name not in _kept_signs(kb)}
    if rest and said.pain_now is not None and PAIN_NOW in kb.questions:
        rest[PAIN_NOW] = said.pain_now
    if URGENCY[triage_level(kb, rest | signs)] > URGENCY[safety.triage.level]:
        safety = assess(kb, rest | signs, look_ahead=False)
    if missing and URGENCY[safety.triage.level] == URGENCY["self-care"]:
        signs = {name: answer for name, answer in signs.items() if name not in missing}
        safety = assess(kb, signs, look_ahead=False)
    missing |= {*safety.triage.unanswered, *(name for name in wanted if name not in given)}
    unanswered = tuple(name for name in danger_lists(kb) if name in missing)
    safety = replace(safety, triage=replace(safety.triage, unanswered=unanswered))
    lists = {name: tuple(answer) for name, answer in given.items() if isinstance(answer, tuple)}
    return Screened(replace(said, signs=lists, level=safety.triage.level), signs, safety)


def judge_checkin(
    kb: KnowledgeBase, bouts: Sequence[Bout], interview: Assessment, answers: Answers, today: int
) -> CheckInResult:
    """What the last of these bouts comes to, whose last visit is the new check-in.

    `interview` and its `answers` are what the check-in looks back on, `today` is the day of it.
    """
    bout = bouts[-1]
    level = bout.checkins[-1].level
    state = state_of(kb.follow_up, bout)
    step = step_for(kb, bout, interview, answers)
    trends = tuple(list_trends(kb.follow_up.change, bout))
    directions = {trend.direction for trend in trends}
    raised = URGENCY[level] > URGENCY[interview.triage.level]
    return CheckInResult(
        state=state,
        worse=(how_worse(kb.follow_up, bout) or worse_by_trend(directions)) if state == "worse" else None,
        held=interview.coaching.mode != "full" or level != "self-care",
        raised=raised,
        screened=level != "unscreened",
        step=step,
        guided=(interview.coaching.reason or "") if interview.triage.level == level == "self-care" else "",
        due=tuple(all_due(kb, bouts, today, interview, step)),
        trends=trends,
        exercise=interview.exercise,
        soreness=interview.plain_soreness,
        seen=was_seen(bout) and not raised,
    )


def step_for(kb: KnowledgeBase, bout: Bout, interview: Assessment, answers: Answers) -> StepAdvice | None:
    """Where to go on the ladder after the last check-in of this bout.

    None where the interview gave no full advice, where the check-in raised the level, and where today's danger signs
    were not answered: then nobody is sent up.
    """
    if interview.coaching.mode != "full" or any(said.level != "self-care" for said in bout.checkins[-1:]):
        return None
    top = _highest_step(kb, bout, interview, answers)
    days = _days_of_plan(kb, bout, interview)
    advice = advise_step(kb.follow_up, kb.ladder, bout, at_most=top.step if top else None, not_before=days)
    if advice is not None and top is not None and advice.move == "ease":
        advice = replace(advice, ease_score=top.score, ease_measure=top.measure)
    if advice is None or not awaits_visit(kb, bout, interview, bout.end):
        return advice
    return keep_below_weight(kb.ladder, advice)


def awaits_visit(kb: KnowledgeBase, bout: Bout, interview: Assessment, today: int) -> bool:
    """Whether the plan asks them to be seen before any weight by now, and they were not yet."""
    return any(one.first for one in visits_due(kb, interview.plan, bout, today))


def may_have_been_seen(kb: KnowledgeBase, bout: Bout, interview: Assessment, today: int) -> bool:
    """Whether a check-in asks if they have been seen: the level, the plan or soreness that grew sent them before."""
    sent = URGENCY[interview.triage.level] > URGENCY["self-care"]
    sent = sent or (interview.plain_soreness and soreness_grew(kb.follow_up, bout))
    return awaits_visit(kb, bout, interview, today) or (sent and not was_seen(bout))


def _days_of_plan(kb: KnowledgeBase, bout: Bout, interview: Assessment) -> dict[int, int]:
    """The earliest day for each step above the start: as the plan names it, else by the days that the steps take.

    None for a step that comes within the week, which no plan dates.
    """
    begun = begun_on(bout)
    start = next((rung.step for rung in kb.ladder if rung.id == interview.starts_at), None)
    if begun is None or start is None:
        return {}
    named = {line.id: line.after_days for line in interview.plan.next_weeks}
    days, found = 0, {}
    for rung in sorted(kb.ladder, key=lambda one: one.step):
        line = rung.next.id if rung.next is not None else ""
        if rung.step > start and (named.get(line) or days) >= WEEK:
            found[rung.step] = begun + named.get(line, days)
        days += rung.days if rung.step >= start else 0
    return found


def ordered_step(kb: KnowledgeBase, bouts: Sequence[Bout], interview: Assessment, answers: Answers) -> int | None:
    """The step to train on now: where the last check-in sent to, or the plan, where no check-in since gave a step.

    What was trained on is not it: who was sent back, up or to ease the pain is on that step. `interview` is the last
    one in `bouts`; None where it gave no full advice or the plan starts on no step.
    """
    if interview.coaching.mode != "full":
        return None
    begun = next((rung.step for rung in kb.ladder if rung.id == interview.starts_at), None)
    last = last_advice(kb, bouts[-1], interview, answers) if bouts else None
    return begun if last is None else last.to


def last_advice(kb: KnowledgeBase, bout: Bout, interview: Assessment, answers: Answers) -> StepAdvice | None:
    """What the last check-in since the interview that gave a step said; None where none did."""
    for end in range(len(bout.visits), 0, -1):
        if bout.visits[end - 1].is_interview:
            return None
        upto = replace(bout, visits=bout.visits[:end])
        if (advice := step_for(kb, upto, interview, answers)) is not None:
            return advice
    return None


def _highest_step(kb: KnowledgeBase, bout: Bout, interview: Assessment, answers: Answers) -> Ceiling | None:
    """The step on which the interview would start today's pain, where it starts such pain low; else None.

    Where it got worse and had not settled, what else was said in the interview counts as well, such as how far the
    pain reaches, and so does the step that it began with: it can hardly be better than then.
    """
    if not bout.checkins:
        return None
    said = bout.visits[-1]
    # The pain now; where it had not settled by the morning, the most of all that was said.
    unsettled = said.checkin is not None and said.checkin.settled is False
    told = [
        (score, name) for name in (SORENESS if unsettled else SORENESS[:1]) if (score := said.score(name)) is not None
    ]
    if not told:
        return None
    pain, measure = max(told, key=lambda one: one[0])
    alone = _start_of(kb, {PAIN_NOW: pain})
    found = [] if alone is None else [Ceiling(alone, pain, measure)]
    if unsettled and got_worse(kb.follow_up, bout):
        begun = [rung.step for rung in kb.ladder if rung.id == interview.starts_at]
        found += [Ceiling(step) for step in (_start_of(kb, {**answers, PAIN_NOW: pain}), *begun) if step is not None]
    return min(found, key=lambda one: one.step, default=None)


SORENESS: tuple[Measure, ...] = ("now", "worst", "in-lift")
"""The pains of a check-in, the one first that alone counts where all had settled by the morning."""


def _start_of(kb: KnowledgeBase, told: Answers) -> int | None:
    """The lowest step on which the rules of the ladder start somebody who said so; None where no rule holds."""
    steps = (rung.step for rung in kb.ladder if rung.starts is not None and holds(rung.starts, told))
    return min(steps, default=None)


def with_later_signs(
    kb: KnowledgeBase, answers: Answers, advice: Assessment, since: Mapping[str, Answer]
) -> tuple[Answers, Assessment, bool]:
    """The interview as it was; or, where danger signs `since` then raised the level, as it is with them, and True.

    Nobody may read "train" where a later check-in said "stop".
    """
    together = renew(kb, answers, since)
    result = assess(kb, together)
    if URGENCY[result.triage.level] > URGENCY[advice.triage.level]:
        return together, result, True
    return answers, advice, False


def carry_over(kb: KnowledgeBase, given: Mapping[str, object], *, fresh: bool) -> Carried:
    """What still counts of answers that were given earlier, perhaps to other knowledge.

    Where they are not `fresh`, a danger-sign list may hold signs that nobody has read yet, or a sign may have come
    since. So no such answer counts, and its ticks have to be confirmed.
    """
    good, faulty = read_each(kb, given)
    ticks: dict[str, tuple[str, ...]] = {}
    if not fresh:
        for name in [name for name in good if kb.questions[name].stage == "safety"]:
            answer = good.pop(name)
            options = {option.id for option in kb.questions[name].options}
            ticks[name] = tuple(tick for tick in answer if tick in options) if isinstance(answer, tuple) else ()
    kept = still_applies(kb, good)
    return Carried(kept, ticks, len(faulty) + len(good) - len(kept))


def salvage(kb: KnowledgeBase, given: Mapping[str, object]) -> dict[str, Answer]:
    """What can still be read of answers that hold mistakes: each question by itself, of a faulty list each option.

    A tick counts although "none of these" is given beside it. Where one option was asked for and several are given,
    the most urgent counts. Only good for finding an emergency: what is left may be milder than what was meant.
    """
    good, faulty = read_each(kb, given)
    for name in faulty:
        value = given[name]
        parts = value if isinstance(value, (list, tuple)) else [value]
        found = [read_each(kb, {name: [part]})[0].get(name) for part in parts]
        ticks = [answer for answer in found if isinstance(answer, tuple)]
        ticks = [answer for answer in ticks if answer != (NONE,)] or ticks[:1]
        if ticks and kb.questions[name].kind == "many":
            good |= read_answers(kb, {name: [tick for answer in ticks for tick in answer]})
        elif ticks:
            urgency = {answer: URGENCY[triage_level(kb, {**good, name: answer})] for answer in ticks}
            good[name] = max(ticks, key=urgency.__getitem__)
    return good


def grave_checkins(kb: KnowledgeBase, visits: Iterable[Visit]) -> list[EarlierSign]:
    """The check-ins among these visits that were an emergency or urgent, in their order, with the signs behind it."""
    found = []
    for visit in visits:
        if visit.checkin is not None and is_grave(visit.level):
            said = assess(kb, read_each(kb, visit.checkin.signs)[0], look_ahead=False)
            signs = tuple(reason.text for reason in said.triage.reasons if reason.level == visit.level)
            found.append(EarlierSign(visit=visit.id, day=visit.day, level=visit.level, signs=signs))
    return found


def earlier_sign(kb: KnowledgeBase, visits: Sequence[Visit], day: int, level: Level) -> EarlierSign | None:
    """What must not be hidden by a `level` of this `day`: a graver visit of at most `REMEMBERED_DAYS` before.

    The last interview counts however old it is, until the questions are answered again. Of several it is the gravest,
    and of these the last. `visits` are those before; None where there is no such one.
    """
    told = [visit for visit in visits if visit.is_interview]
    found = [
        EarlierSign(visit=one.id, day=one.day, level=one.level, signs=one.reasons)
        for one in told
        if is_grave(one.level)
    ]
    near = [
        one
        for one in (*grave_checkins(kb, visits), *found)
        if 0 <= day - one.day <= REMEMBERED_DAYS or (one.visit == told[-1].id and one.day <= day)
    ]
    graver = [one for one in near if URGENCY[one.level] > URGENCY[level]]
    return max(graver, key=lambda one: (URGENCY[one.level], one.day, one.visit), default=None)
