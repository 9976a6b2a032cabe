"""The two pages of a report: what stands on each, in which order, and how much of it.

Owns the choice for each reader. Lengths are held so that both pages print on two sheets. Must not rank or judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from backcheck.knowledge.model import UNSURE, Question, Stage
from backcheck.reasoning.answers import say_answer
from backcheck.reasoning.assessment import Evidence, PlanLine, RankedPattern
from backcheck.reasoning.story import Measure
from backcheck.show.entries import Entry, find_leaders, merge_entries
from backcheck.show.phrases import (
    FITS,
    JUDGEMENT,
    fill_date,
    join_words,
    list_headlines,
    list_watched,
    name_source,
    open_with_date,
    say_because,
)
from backcheck.show.plot import choose_pain
from backcheck.show.plot_svg import describe, draw_svg
from backcheck.show.report import Figure, Material, ReportLine, ReportPage, ReportSection, Table
from backcheck.show.story import MEASURES, MOVES, say_day, say_effect, say_score, say_short_day, say_step, say_trend

CAME: tuple[Stage, ...] = ("lift", "training", "pain", "body", "tests", "plan")
MOST_CAUSES = 3
MOST_FIXES = 2
MOST_SWAPS = 4
MOST_LIKENESSES = 2
MOST_ROWS = 8
MOST_NOTES = 2
NOTE_LENGTH = 280

MEASURES_SHOWN: tuple[Measure, ...] = ("now", "worst", "in-lift", "activity")

NOT_ASKED = "Not asked."


def clinician_page(material: Material) -> ReportPage:
    """Why they came, danger signs, what it looks like, what was tried, the trend."""
    sections = [
        _why(material),
        _signs(material),
        *(() if material.alone else (_likeness(material), _causes(material))),
        *(() if material.bout is None else (_tried(material), _trend(material))),
        _notes(material),
    ]
    return ReportPage(
        id="clinician",
        title="For a clinician",
        lead=f"In the person's own answers of {say_day(material.day.toordinal())}. Danger signs were asked first.",
        sections=tuple(part for part in sections if part is not None),
    )


def lifter_page(material: Material) -> ReportPage:
    """The verdict, what to do, faults with fixes, the plan, the ladder, when to get help."""
    coached = not material.alone
    sections = [
        _verdict(material),
        _actions(material),
        *((_faults(material), *_plan(material), _ladder(material)) if coached else ()),
        _watch(material),
    ]
    return ReportPage(
        id="lifter",
        title="For you and your coach",
        lead=material.assessment.coaching.reason or "",
        sections=tuple(part for part in sections if part is not None),
    )


# -- for a clinician -----------------------------------------------------------------------------------------------


def _why(material: Material) -> ReportSection:
    """Everything that was answered besides the danger signs."""
    lines = [
        ReportLine(label=question.prompt, text=say_answer(question, answer))
        for name, answer in material.answers.items()
        if (question := material.questions[name]).stage in CAME or question.stage == "signs"
    ]
    return ReportSection(id="why", title="Why they came", lines=tuple(lines) or (ReportLine(NOT_ASKED),))


def _signs(material: Material) -> ReportSection:
    """Each list of danger signs with its answer, and what raised the level, with sources."""
    triage = material.assessment.triage
    lists = [question for question in material.questions.values() if question.stage == "safety"]
    lines = [ReportLine(label=one.prompt, text=_say_signs(one, material.answers.get(one.id))) for one in lists]
    lines += [
        ReportLine(
            label=f"Raises it to {reason.level}", text=_sourced(material, reason.text, reason.sources), id=reason.id
        )
        for reason in triage.reasons
    ]
    lead = f"Level by these answers: {triage.level}. What is not ticked was not examined."
    return ReportSection(id="signs", title="Danger signs, asked and answered", lead=lead, lines=tuple(lines))


def _say_signs(question: Question, answer: object) -> str:
    """What was ticked of a list, and what else was on it, since a clinician must know what was asked."""
    if not isinstance(answer, tuple):
        return NOT_ASKED
    ticked = [option.label for option in question.options if option.id in answer]
    others = "; ".join(option.label for option in question.options if option.id not in answer)
    unsure = "Not sure. " if UNSURE in answer else ""
    if ticked:
        return (
            f"{unsure}Ticked: {'; '.join(ticked)}. Not ticked: {others}." if others else f"Ticked: {'; '.join(ticked)}."
        )
    return f"{unsure}None ticked of: {others}."


def _likeness(material: Material) -> ReportSection | None:
    """Patterns that are not serious; a serious one is never named as a likeness."""
    result = material.assessment
    found = [one for one in result.patterns if not one.serious][:MOST_LIKENESSES]
    if not found or result.coaching.mode == "none":
        return None
    lines = tuple(line for one in found for line in _pattern(one))
    lead = "From words alone; which part of a back is sore cannot be told this way."
    return ReportSection(id="likeness", title="What the pain behaves like", lead=lead, lines=lines)


def _pattern(one: RankedPattern) -> Iterator[ReportLine]:
    words = " ".join(filter(None, (say_because(one.for_), _against(one.against))))
    yield ReportLine(label=f"{one.name} ({FITS[one.fit]})", text=words or "Little was said for or against.", id=one.id)


def _against(evidence: Sequence[Evidence]) -> str:
    said = join_words(list(dict.fromkeys(item.said for item in evidence if item.said)))
    return f"Against: {said}." if said else ""


def _causes(material: Material) -> ReportSection | None:
    entries = _entries(material)[:MOST_CAUSES]
    if not entries:
        return None
    lines = [
        ReportLine(
            label=f"{entry.leader.name} ({FITS[entry.leader.fit]})",
            text=" ".join(filter(None, (say_because(entry.evidence, most=4), _against(entry.against)))),
            id=entry.leader.id,
        )
        for entry in entries
    ]
    return ReportSection(id="causes", title="What in training may set it off", lines=tuple(lines))


def _tried(material: Material) -> ReportSection:
    lines = tuple(ReportLine(say_effect(effect)) for effect in material.effects)
    return ReportSection(
        id="tried",
        title="What was tried",
        lead=material.rules.proof.text if lines else "Nothing was noted yet.",
        lines=lines,
    )


def _trend(material: Material) -> ReportSection | None:
    """The trends in words, the latest check-ins as a table, and the picture."""
    bout = material.bout
    if bout is None or not bout.checkins:
        return None
    rows = [
        (
            say_short_day(visit.day),
            *(_cell(visit.score(measure)) for measure in MEASURES_SHOWN),
        )
        for visit in bout.visits
    ][-MOST_ROWS:]
    activity = next((said.activity for said in reversed(bout.checkins) if said.activity), "")
    measure = choose_pain(bout.visits)
    figures: tuple[Figure, ...] = ()
    if measure is not None:
        picture = draw_svg([bout], measure, material.names, key="trend")
        figures = (
            Figure(
                title=f"{MEASURES[measure]}, days and mean of seven", svg=picture, alternative=describe([bout], measure)
            ),
        )
    due = [ReportLine(one.text, label="They were told", id=one.id) for one in material.due if not material.alone]
    return ReportSection(
        id="trend",
        title="How it went",
        lead=f"The person's own activity, 0 cannot to 10 as before: {activity}." if activity else "",
        lines=(*(ReportLine(say_trend(trend)) for trend in material.trends), *due),
        table=Table(
            "Scores from 0 to 10; a dash was not said", ("Day", "Now", "Worst", "In lift", "Activity"), tuple(rows)
        ),
        figures=figures,
    )


def _cell(score: float | None) -> str:
    return "-" if score is None else say_score(score)


def _notes(material: Material) -> ReportSection | None:
    if not material.notes:
        return None
    lines = [
        ReportLine(
            label=say_day(day.toordinal()), text=text if len(text) <= NOTE_LENGTH else f"{text[:NOTE_LENGTH]}..."
        )
        for day, text in material.notes[-MOST_NOTES:]
    ]
    return ReportSection(id="notes", title="In their own words", lines=tuple(lines))


# -- for the lifter or coach ---------------------------------------------------------------------------------------


def _verdict(material: Material) -> ReportSection:
    result = material.assessment
    headlines = result.headlines
    rows = list_headlines(headlines) if headlines and not material.alone else ()
    lines = [ReportLine(label=label, text=_dated(material, text)) for label, text in rows]
    if result.triage.say:
        lines.append(ReportLine(label="Say at the desk", text=result.triage.say))
    return ReportSection(id="verdict", title=result.verdict, lead=_dated(material, result.sentence), lines=tuple(lines))


def _actions(material: Material) -> ReportSection | None:
    lines = tuple(ReportLine(_dated(material, one.text), id=one.id) for one in material.assessment.triage.action)
    return ReportSection(id="actions", title="What to do", lines=lines, ordered=True) if lines else None


def _faults(material: Material) -> ReportSection | None:
    """What to change first, each with its fixes; drawings of the faults stand below."""
    result = material.assessment
    leaders = find_leaders(_entries(material), result.lead)
    if not leaders:
        return None
    lines = [line for entry in leaders for line in _fixes(entry)]
    cleared = " when you are cleared" if result.triage.level == "clinician" else ""
    return ReportSection(
        id="faults", title=f"What to change first{cleared}", lines=tuple(lines), figures=material.figures
    )


def _fixes(entry: Entry) -> Iterator[ReportLine]:
    yield ReportLine(label=entry.leader.name, text=entry.leader.change, id=f"{entry.leader.id}-change")
    for fix in entry.leader.fixes[:MOST_FIXES]:
        cue = f' Cue: "{fix.cue}".' if fix.cue else ""
        yield ReportLine(label=fix.error or "Fix", text=fix.text + cue, id=fix.id)


def _plan(material: Material) -> Iterator[ReportSection]:
    plan = material.assessment.plan
    for key, title, lines in (
        ("today", "Today", plan.today),
        ("this-week", "This week", plan.this_week),
        ("next-weeks", "The next weeks", plan.next_weeks),
        ("swap", "Do this instead for now", plan.swap_for[:MOST_SWAPS]),
        ("see-someone", "See someone if", plan.see_someone_if),
    ):
        if lines:
            yield ReportSection(id=key, title=title, lines=tuple(_plan_lines(material, lines)))


def _plan_lines(material: Material, lines: Iterable[PlanLine]) -> Iterator[ReportLine]:
    for line in lines:
        opened = open_with_date(line.text, line.after_days)
        text = fill_date(opened, material.day, line.after_days or material.assessment.look_again_days)
        yield ReportLine(text, id=line.id)


def _ladder(material: Material) -> ReportSection | None:
    """The step that is next, with when to go up and when to go back; without a check-in the first two steps."""
    if material.assessment.coaching.mode != "full" or material.assessment.plain_soreness:
        return None
    rungs = {rung.step: rung for rung in material.ladder}
    if material.step is None:
        shown, lead = (
            [rungs[step] for step in sorted(rungs)][:2],
            "Check in to learn where you stand: backcheck checkin.",
        )
    else:
        shown, lead = [rungs[material.step.to]], f"{MOVES[material.step.move]}. {say_step(material.step)}"
    lines: list[ReportLine] = []
    for rung in shown:
        lines.append(ReportLine(label=f"{rung.step}. {rung.name}", text=rung.what.text, id=rung.id))
        lines.append(ReportLine(label="Up when", text=rung.up))
        lines.append(ReportLine(label="Back when", text=rung.down))
    return ReportSection(id="ladder", title="The way back, step by step", lead=lead, lines=tuple(lines))


def _watch(material: Material) -> ReportSection | None:
    watched = list_watched(material.assessment.triage)
    lines = tuple(ReportLine(label=label, text=signs) for label, signs in watched if signs)
    return ReportSection(id="watch", title="Stop and get help", lines=lines) if lines else None


def _entries(material: Material) -> list[Entry]:
    return merge_entries(material.assessment.contributors)


def _dated(material: Material, text: str) -> str:
    return fill_date(text, material.day, material.assessment.look_again_days)


def _sourced(material: Material, text: str, sources: Sequence[str]) -> str:
    works = [name_source(key, material.sources) for key in sources if key != JUDGEMENT]
    return f"{text} ({'; '.join(works)})" if works else text
