"""A report: a page for a clinician and one for the lifter or coach.

Here are the sections that only a report has, made from answers and journal: why they came, the danger signs as asked,
what was tried, the trend, notes, the ladder. The others are in `advice`, which also says who gets which. Lengths are
limited so that both pages print on two sheets.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

import msgspec
from msgspec.structs import replace

from backcheck.knowledge.levels import LEVELS
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import FollowUpQuestion, Question
from backcheck.knowledge.records import UNSURE, Stage
from backcheck.knowledge.training import PlanEntry, Rung
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.assess import choose_headlines
from backcheck.reasoning.assessment import Assessment, PlanLine
from backcheck.reasoning.bouts import Bout, Effect, Measure, Trend
from backcheck.reasoning.conclusion import choose_outcome, conclude
from backcheck.reasoning.followup import Due, StepAdvice
from backcheck.reasoning.index import answer_ticks
from backcheck.reasoning.ladder import WEEK, climb, person_of, told_ladder
from backcheck.reasoning.plan_words import WEIGHT, fill, fills, work_weight
from backcheck.reasoning.recheck import EarlierSign
from backcheck.show.advice import advise, list_sections
from backcheck.show.document import Advice, Figure, Line, Reader, Report, ReportPage, Section, SectionTable
from backcheck.show.journal import (
    MEASURES,
    choose_claim,
    say_earlier,
    say_effect,
    say_move,
    say_score,
    say_step,
    say_trend,
)
from backcheck.show.log_words import CANNOT_TELL, TITLES, say_finding, say_given, title_of
from backcheck.show.phrases import JUDGEMENT, name_source, say_day, say_short_day
from backcheck.show.plot import choose_pain, describe, draw_svg
from backcheck.show.third_person import THEY, retell
from backcheck.training_log.findings import LogNotes

CAME: tuple[Stage, ...] = ("lift", "training", "pain", "body", "tests", "plan", "signs")
MOST_ROWS = 8
MOST_NOTES = 2
NOTE_LENGTH = 280
MEASURES_SHOWN: tuple[Measure, ...] = ("now", "worst", "in-lift", "activity")
NOT_ASKED = "Not asked."
NOTHING = Section("")
"""A section that nobody gets."""
BEGAN = "When did the pain begin?"


class Material(msgspec.Struct, frozen=True):
    """What a report is made from. `bout` is None without a journal; `names` are those of lifts, by id.

    `day` is that of the interview, on which its dates count; `today` that of the report. `earlier` is
    a check-in of late that was graver than the level now. `log` are the findings of a training log, `log_figure` is its
    picture, where the log is at hand.
    """

    kb: KnowledgeBase
    assessment: Assessment
    answers: Answers
    names: Mapping[str, str]
    day: date
    today: date
    bout: Bout | None = None
    trends: tuple[Trend, ...] = ()
    effects: tuple[Effect, ...] = ()
    step: StepAdvice | None = None
    due: tuple[Due, ...] = ()
    notes: tuple[tuple[date, str], ...] = ()
    earlier: EarlierSign | None = None
    log: LogNotes | None = None
    log_figure: Figure | None = None


def build_report(material: Material) -> Report:
    """The report of this material."""
    material = replace(material, assessment=_from_the_step(material))
    result = material.assessment
    given = {name: make(material) for name, make in ONLY_HERE.items()}
    advice = replace(advise(material.kb, result, material.day), given=given, now=material.today)
    told = f"The patient's own answers of {say_day(material.day.toordinal())}. We asked for danger signs first. {THEY}"
    held = (result.coaching.reason or "") if result.coaching.mode == "hold" else ""
    pages: tuple[tuple[Reader, str, str], ...] = (
        ("clinician", "For a clinician", told),
        ("lifter", "For you and your coach", held),
    )
    return Report(
        title="Low back report",
        day=say_day(material.today.toordinal()),
        verdict=result.verdict,
        level=result.triage.level,
        knowledge=f"{result.knowledge.version} ({result.knowledge.hash})",
        pages=tuple(
            ReportPage(reader, title, lead, _told_today(material, list_sections(advice, reader), reader))
            for reader, title, lead in pages
        ),
        foot=(
            "backcheck made this page from what was ticked and typed. It is not an examination and not a diagnosis. "
            f"{result.review} Knowledge {result.knowledge.version}."
        ),
    )


def _from_the_step(material: Material) -> Assessment:
    """The assessment with the steps that come after the one of the last check-in, each when it can come from there.

    The next step can come at once. What was reached, or lies below, is left out, as the section of the step tells it.
    So is what the plan would change from a higher step, for those who went back below where it began: they get the
    lines of all steps from there. A step of the first week stands among the next weeks, as that week is not told. No
    other lift is offered on a step that has none.
    """
    result, step, kb = material.assessment, material.step, material.kb
    at = (material.today - material.day).days
    if step is None or at <= 0:
        return result
    days: dict[str, int] = {}
    below, start = set[str](), 0
    for rung in sorted(kb.ladder, key=lambda one: one.step):
        start = rung.step if rung.id == result.starts_at else start
        name = rung.next.id if rung.next is not None else ""
        if rung.step <= step.to:
            below.add(name)
        else:
            days[name] = at
            at += rung.days

    reached = next((rung for rung in kb.ladder if rung.step == step.to), None)
    if reached is not None and step.to < start:
        lines = (*kb.plan, *(line for entry in kb.contributors.values() for line in entry.lines))
        below.update(line.id for line in lines if line.changes or _is_above(line, reached))

    def moved(lines: Sequence[PlanLine]) -> tuple[PlanLine, ...]:
        later = (
            replace(line, after_days=max(line.after_days, days.get(line.id, 0)))
            for line in lines
            if line.id not in below
        )
        return tuple(sorted(later, key=lambda line: line.after_days))

    kept = (*result.plan.this_week, *result.plan.next_weeks)
    again = _climbed_again(material, reached, {line.id for line in kept}) if reached and step.to < start else []
    again += [line for line in result.plan.this_week if line.id in days]
    plan = replace(
        result.plan,
        this_week=(),
        next_weeks=moved([*again, *result.plan.next_weeks]),
        swap_for=result.plan.swap_for if reached is None or reached.swaps else (),
    )
    return _headed_by_the_step(material, replace(result, plan=plan), step.to, start)


def _is_above(line: PlanEntry, rung: Rung) -> bool:
    """Whether the line is for those on other steps. Moves that wait for calm weeks wait for them here as well."""
    later = line.slot == "next_weeks" and bool(line.rungs) and rung.id not in line.rungs
    return later and line.eases not in ("bending", "arching")


def _climbed_again(material: Material, rung: Rung, kept: Collection[str]) -> list[PlanLine]:
    """The lines of the steps above this one that the plan left out, since it began above them."""
    kb, exercise = material.kb, material.assessment.exercise
    person = person_of(kb, exercise, material.answers)
    return [
        PlanLine(
            id=entry.id,
            text=fill(entry.text, person),
            after_days=entry.after_days,
            sources=entry.sources,
            grade=entry.grade,
        )
        for entry in climb(kb, rung, person.activity)
        if entry.id not in kept and fills(entry.text, person)
    ]


def _headed_by_the_step(material: Material, result: Assessment, reached: int, start: int) -> Assessment:
    """The assessment with the short answers that hold on the step that was reached, in place of the first day's.

    Who went up from strong pain gets those of people without it, and their verdict once the lift itself is back; who
    went below the lift gets those of people who start there.
    """
    rung = next((one for one in told_ladder(material.kb, result.exercise) if one.step == reached), None)
    lines = result.headlines
    if rung is None or lines is None or reached == start:
        return result
    flared = not rung.own_lift and reached < start
    if flared or (result.flared and reached > start):
        case = replace(conclude(material.kb, material.answers), flared=flared)
        outcome = choose_outcome(material.kb, material.answers, case)
        said = choose_headlines(material.kb, material.answers, outcome, case.urgency, rung) or lines
        lines = replace(said, see_someone=lines.see_someone)
        if flared or rung.own_lift:
            result = replace(result, verdict=outcome.verdict, flared=flared)
    elif reached < start:
        lines = replace(lines, train_tomorrow=rung.tomorrow or DO_THE_STEP)
    return replace(result, headlines=lines)


DO_THE_STEP = "Only what your step of now says."

OF_THE_FIRST_DAY = ("today", "this-week")
"""Sections that hold for the first days; later the step of the last check-in stands in their place."""

POINTS_TO_CHANGE = "change-first"
"""The line that speaks of the first change, which is told where the lift itself is on the step."""


def _does_the_lift(material: Material, step: StepAdvice) -> bool:
    """Whether the sore lift is done on the step of now, so that there is something in it to change."""
    return any(rung.own_lift for rung in material.kb.ladder if rung.step == step.to)


def _told_today(material: Material, sections: Sequence[Section], reader: Reader) -> tuple[Section, ...]:
    """The sections as they are true on the day of the report, and for a clinician in the third person."""
    later = material.today > material.day
    if later and material.step is not None:
        ladder = [one for one in sections if one.id == "ladder"]
        gone: tuple[str, ...] = (*OF_THE_FIRST_DAY, "ladder")
        if not _does_the_lift(material, material.step):
            gone = (*gone, "change")
            sections = [
                replace(one, lines=tuple(line for line in one.lines if line.id != POINTS_TO_CHANGE)) for one in sections
            ]
        left = [one for one in sections if one.id not in gone]
        at = next((number for number, one in enumerate(left) if one.id == "next-weeks"), len(left))
        sections = [*left[:at], *ladder, *left[at:]]
    elif later:
        titles = {"today": f"Begun on {say_day(material.day.toordinal())}"}
        if (material.today - material.day).days >= WEEK:
            titles["this-week"] = "Since the first week"
        sections = [replace(one, title=titles.get(one.id, one.title)) for one in sections]
    return tuple(map(retell, sections)) if reader == "clinician" else tuple(sections)


def _why(material: Material) -> Section:
    """Everything that was answered besides the danger signs, or filled in from a training log."""
    lines = [
        Line(label=question.prompt, text=_say_weight(material, name) or say_given(question, answer, material.log))
        for name, answer in material.answers.items()
        if (question := material.kb.questions[name]).stage in CAME
    ]
    if material.log is not None and material.log.began is not None:
        lines.insert(0, Line(label=BEGAN, text=say_day(material.log.began.toordinal())))
    return Section(title="Why they came", lines=tuple(lines) or (Line(NOT_ASKED),))


def _say_weight(material: Material, name: str) -> str:
    """The work weight in the unit in which the person counts; empty for all other answers, and what the log says."""
    weight = work_weight(material.answers) if name == WEIGHT else None
    return weight.shown if weight is not None and (material.log is None or material.log.work is None) else ""


def _signs(material: Material) -> Section:
    """Each list of danger signs with its answer, and what raised the level, with sources."""
    triage, answers = material.assessment.triage, material.answers
    lines = [
        Line(label=one.prompt, text=_say_signs(one, answers.get(one.id)))
        for one in material.kb.safety_questions
        # for everybody, or about a row that was ticked
        if not isinstance(one, FollowUpQuestion)
        or one.id in answers
        or one.row in answer_ticks(answers.get(one.list_id))
    ]
    if material.earlier is not None:
        lines.append(
            Line(label="Earlier sign", text=say_earlier(material.earlier), style=LEVELS[material.earlier.level].style)
        )
    for reason in triage.reasons:
        works = "; ".join(name_source(key, material.kb.sources) for key in reason.sources if key != JUDGEMENT)
        text = f"{reason.text} ({works})" if works else reason.text
        lines.append(Line(label=f"Raises it to {reason.level}", text=text, id=reason.id))
    lead = f"Level by these answers: {triage.level}. What is not ticked was not examined."
    return Section(title="Danger signs, asked and answered", lead=lead, lines=tuple(lines))


def _say_signs(question: Question, answer: object) -> str:
    """What was ticked of a list, and what else was on it, since a clinician must know what was asked."""
    if not isinstance(answer, tuple):
        return NOT_ASKED
    ticked = [option.label for option in question.options if option.id in answer]
    others = "; ".join(option.label for option in question.offered if option.id not in answer)
    unsure = "Not sure. " if UNSURE in answer else ""
    if ticked:
        rest = f" Not ticked: {others}." if others else ""
        return f"{unsure if others else ''}Ticked: {'; '.join(ticked)}.{rest}"
    return f"{unsure}None of these was ticked: {others}."


def _log(material: Material) -> Section:
    """What a training log says: the first finding of each row."""
    notes = material.log
    if notes is None or not notes.findings:
        return NOTHING
    first = {one.row: one for one in reversed(notes.findings)}
    told = [first[row] for row in TITLES if row in first]
    weeks = f"before {say_day(notes.began.toordinal())}, when the pain began" if notes.began else "up to its last day"
    return Section(
        title="What the training log says",
        lead=f"It covers the six weeks {weeks}. {CANNOT_TELL}",
        lines=tuple(Line(f"{say_finding(one, notes.unit)}.", label=title_of(one)) for one in told),
    )


def _log_picture(material: Material) -> Section:
    figures = () if material.log_figure is None else (material.log_figure,)
    return Section(title="Your training, week by week", figures=figures)


def _tried(material: Material) -> Section:
    if material.bout is None:
        return NOTHING
    lines = tuple(Line(say_effect(effect)) for effect in material.effects)
    return Section(
        title="What was tried",
        lead=material.kb.follow_up.proof.text if lines else "Nothing was noted yet.",
        lines=lines,
    )


def _trend(material: Material) -> Section:
    """The trends in words, the latest check-ins as a table, and the picture."""
    bout = material.bout
    if bout is None or not bout.checkins:
        return NOTHING
    rows = [
        (
            say_short_day(visit.day),
            *("-" if score is None else say_score(score) for score in map(visit.score, MEASURES_SHOWN)),
        )
        for visit in bout.visits
    ][-MOST_ROWS:]
    activity = next((said.activity for said in reversed(bout.checkins) if said.activity), "")
    measure = choose_pain(bout.visits)
    figures: tuple[Figure, ...] = ()
    if measure is not None:
        picture = draw_svg([bout], measure, material.names, key="trend")
        figures = (Figure(f"{MEASURES[measure]}, days and mean of seven", picture, describe([bout], measure)),)
    due = () if Advice(material.assessment).alone else material.due
    return Section(
        title="How it went",
        lead=f"The patient's own activity, from 0 (can't do it) to 10 (as before): {activity}." if activity else "",
        lines=(
            *(Line(say_trend(trend)) for trend in material.trends),
            *(Line(one.text, label="They were told", id=one.id) for one in due),
        ),
        table=SectionTable(
            "Scores from 0 to 10; a dash means not said",
            ("Day", "Now", "Worst", "Lift or task", "Activity"),
            tuple(rows),
        ),
        figures=figures,
    )


def _notes(material: Material) -> Section:
    if not material.notes:
        return NOTHING
    lines = [
        Line(label=say_day(day.toordinal()), text=text if len(text) <= NOTE_LENGTH else f"{text[:NOTE_LENGTH]}...")
        for day, text in material.notes[-MOST_NOTES:]
    ]
    return Section(title="In their own words", lines=tuple(lines))


def _ladder(material: Material) -> Section:
    """The step for now, with when to go up and when to go back; without a check-in the first and the one after it."""
    result = material.assessment
    if result.coaching.mode != "full" or result.plain_soreness:
        return NOTHING
    rungs = {rung.step: rung for rung in told_ladder(material.kb, result.exercise, material.answers)}
    if material.step is None:
        start = next((rung.step for rung in rungs.values() if rung.id == result.starts_at), min(rungs))
        shown = [rungs[step] for step in sorted(rungs) if step >= start][:2]
        lead = (
            "This is where the plan starts, and the step after it. Check in to learn when to go up: backcheck checkin."
        )
    else:
        shown, lead = [rungs[material.step.to]], f"{say_move(material.step)}. {say_step(material.step)}"
        if material.step.less is not None:
            lead += f" {choose_claim(material.step, material.kb.follow_up.ladder, result.exercise).text}"
    lines: list[Line] = []
    for rung in shown:
        lines.append(Line(label=f"{rung.step}. {rung.name}", text=rung.what.text, id=rung.id))
        lines.append(Line(label="Up when", text=rung.up))
        lines.append(Line(label="Back when", text=rung.down))
    return Section(
        title="Your step now" if material.step else "The way back, step by step", lead=lead, lines=tuple(lines)
    )


ONLY_HERE: dict[str, Callable[[Material], Section]] = {
    "why": _why,
    "signs": _signs,
    "log": _log,
    "log-picture": _log_picture,
    "tried": _tried,
    "trend": _trend,
    "notes": _notes,
    "ladder": _ladder,
}
"""The sections that only a report has, by the ids that `advice.PARTS` gives them."""
