"""A report: a page for a clinician and one for the lifter or coach.

Here are the sections that only a report has, made from answers and journal: why they came, the danger signs as asked,
what was tried, the trend, notes, the ladder. The others are in `advice`, which also says who gets which. Lengths are
limited so that both pages print on two sheets.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from backcheck.knowledge.levels import LEVELS
from backcheck.knowledge.questions import FollowUpQuestion, Question
from backcheck.knowledge.records import UNSURE, Stage
from backcheck.reasoning.bouts import Measure
from backcheck.reasoning.index import answer_ticks
from backcheck.reasoning.ladder import told_ladder
from backcheck.reasoning.plan_words import WEIGHT, work_weight
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
from backcheck.show.later_report import bring_up_to_date, told_today
from backcheck.show.log_words import CANNOT_TELL, TITLES, say_finding, say_given, title_of
from backcheck.show.material import Material
from backcheck.show.phrases import JUDGEMENT, name_source, say_day, say_short_day
from backcheck.show.plot import choose_pain, describe, draw_svg
from backcheck.show.third_person import THEY

CAME: tuple[Stage, ...] = ("lift", "training", "pain", "body", "tests", "plan", "signs")
MOST_ROWS = 8
MOST_NOTES = 2
NOTE_LENGTH = 280
MEASURES_SHOWN: tuple[Measure, ...] = ("now", "worst", "in-lift", "activity")
NOT_ASKED = "Not asked."
NOTHING = Section("")
"""A section that nobody gets."""
BEGAN = "When did the pain begin?"


def build_report(material: Material) -> Report:
    """The report of this material."""
    material = bring_up_to_date(material)
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
            ReportPage(reader, title, lead, told_today(material, list_sections(advice, reader), reader))
            for reader, title, lead in pages
        ),
        foot=(
            "backcheck made this page from what was ticked and typed. It is not an examination and not a diagnosis. "
            f"{result.review} Knowledge {result.knowledge.version}."
        ),
    )


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
    lead = f"Level by these answers: {triage.level}. Nobody examined the patient, so what isn't ticked isn't ruled out."
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
        if material.step is None or material.step.move != "visit":
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
