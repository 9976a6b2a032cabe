"""The journal: its pages on the terminal, and what it holds in words, for check-ins, plot and report too.

Nothing is judged here: how a score goes, and what a step asks for, comes from reasoning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from backcheck.knowledge.levels import LEVELS
from backcheck.knowledge.questions import FollowUpQuestion, Question
from backcheck.knowledge.records import Claim
from backcheck.knowledge.training import LadderWords, Rung
from backcheck.reasoning.answers import Answers
from backcheck.reasoning.bouts import Bout, CheckIn, Course, Effect, Helped, Measure, Trend, Visit
from backcheck.reasoning.compare import Difference, What
from backcheck.reasoning.followup import Colour, StepAdvice, StepMove
from backcheck.reasoning.recheck import EarlierSign
from backcheck.show.page import Page
from backcheck.show.phrases import say_day, say_short_day
from backcheck.show.surface import Surface

if TYPE_CHECKING:
    from backcheck.training_log.findings import LogNotes

COLUMN = 18

EMPTY = "The journal is on, but empty. It keeps your next interview: backcheck diagnose."
MADE_ANEW = "Another version of backcheck kept this. The advice is made again from your answers."
KEEPS_VERDICT = "The entry in the journal keeps its verdict: {verdict}."
LEFT_OPEN = "What the danger signs ask today and this entry leaves open"
ANSWER_THEM = "Answer them now: backcheck checkin."
NOT_COUNTED = "In the future: left out"
PRIVATE = "The journal stays on this machine. Anybody who can log in as you can read it."

MEASURES: dict[Measure, str] = {
    "in-lift": "Pain in the lift or task",
    "worst": "Worst pain in a day",
    "now": "Pain right now",
    "activity": "Your own score",
}

DIRECTIONS: dict[Course, str] = {
    "better": "better",
    "same": "not enough change to count",
    "worse": "worse",
}

HELPED: dict[Helped, str] = {
    "yes": "it helped",
    "a-little": "it helped a little",
    "no": "it didn't help",
    "worse": "it got worse",
    "not-sure": "not sure yet",
}

LIGHTS: dict[Colour, str] = {"green": "GREEN", "amber": "AMBER", "red": "RED"}

MOVES: dict[StepMove, str] = {
    "up": "UP",
    "stay": "STAY",
    "back": "BACK",
    "physio": "BACK, AND SEE A PHYSIO",
    "ease": "EASE IT FIRST",
    "visit": "BE SEEN FIRST",
}

LOWEST_MOVES: dict[StepMove, str] = {"back": MOVES["stay"], "physio": "SEE A PHYSIO"}
"""The moves that lead no step back where there is none."""

WHATS: dict[What, str] = {
    "verdict": "The verdict",
    "level": "How urgent",
    "coaching": "Lifting advice",
    "lead": "Change first",
    "cause-new": "New among the causes",
    "cause-gone": "No longer a cause",
    "advice-new": "New advice",
    "advice-gone": "No longer said",
}


def render_list(
    bouts: Sequence[Bout], marks: Mapping[int, str], names: Mapping[str, str], surface: Surface
) -> list[str]:
    """All entries that count, bout by bout, the oldest first, with the marks of `say_marks`."""
    page = Page(surface)
    if not bouts:
        page.paragraph(EMPTY)
    for bout in bouts:
        page.heading(say_bout(bout, names))
        _list_visits(page, bout.visits, marks, names)
    if bouts:
        page.gap()
        page.paragraph("Type: backcheck history show ID, history plot, checkin or report last.")
    return page.lines


def render_left_out(
    ahead: Sequence[Visit], marks: Mapping[int, str], names: Mapping[str, str], careful: Sequence[str], surface: Surface
) -> list[str]:
    """The entries `ahead` of now, which do not count; `careful` says why, and which entries cannot be read."""
    page = Page(surface)
    if ahead:
        page.heading(NOT_COUNTED)
        _list_visits(page, ahead, marks, names)
    for said in careful:
        page.gap()
        page.paragraph(said)
    return page.lines


def _list_visits(page: Page, visits: Sequence[Visit], marks: Mapping[int, str], names: Mapping[str, str]) -> None:
    for visit in visits:
        if visit.checkin is not None:
            said = f"Check-in: {say_scores(visit.checkin)}"
        else:
            lifts = say_lifts((visit,), names)
            pain = f", pain {say_score(visit.pain_now)}" if visit.pain_now is not None else ""
            said = f"Interview: {visit.verdict or 'no verdict'}{f', {lifts}' if lifts else ''}{pain}"
        page.field(f"{visit.id:>3}  {say_day(visit.day)}", said + marks.get(visit.id, ""), column=24)


def say_marks(notes: Mapping[int, int], grave: Sequence[EarlierSign]) -> dict[int, str]:
    """What is written behind an entry, by its id: the signs of a `grave` check-in, and how many notes it has."""
    marks = {found.visit: f". {say_signs(found)}" for found in grave}
    for number, count in notes.items():
        if count:
            marks[number] = f"{marks.get(number, '')} ({count} note{'s' if count > 1 else ''})"
    return marks


def render_entry_head(number: int, at: datetime, knowledge: str, surface: Surface, *, anew: bool = False) -> list[str]:
    """What is written above an old entry: which it is, of when, and that it speaks of that day."""
    page = Page(surface, f"Entry {number}, {say_day(at.date().toordinal())}, {at:%H:%M}")
    page.paragraph(MADE_ANEW if anew else f"As it was said then, with knowledge {knowledge}.")
    return page.lines


def render_checkin(
    visit: Visit, steps: Mapping[int, str], names: Mapping[str, str], surface: Surface, grave: Sequence[EarlierSign]
) -> list[str]:
    """A check-in, field by field. Of the `grave` ones it is itself one, or they came not long before it."""
    found = [say_signs(one) for one in grave if one.visit == visit.id]
    earlier = [say_earlier(one) for one in grave if one.visit != visit.id]
    said = visit.checkin
    page = Page(surface)
    if said is None:
        return page.lines
    page.field("Danger signs", " ".join(found) or LEVELS[said.level].found, column=COLUMN)
    page.field("Earlier sign", " ".join(earlier), column=COLUMN)
    page.field("Lift", say_lifts((visit,), names), column=COLUMN)
    page.field("Pain now", say_score(said.pain_now), column=COLUMN)
    page.field("Worst, a day", say_score(said.pain_worst), column=COLUMN)
    page.field("In the lift", say_score(said.pain_in_lift), column=COLUMN)
    if said.settled is not None:
        page.field("Next morning", "it had settled" if said.settled else "it had not settled", column=COLUMN)
    if said.seen is not None:
        page.field("Been seen", "yes" if said.seen else "not yet", column=COLUMN)
    page.field("What you want", said.activity, column=COLUMN)
    if said.activity:
        page.field("Your own score", f"{say_score(said.activity_score)} out of 10", column=COLUMN)
    page.field("You changed", said.change_text or "nothing", column=COLUMN)
    page.field("Did it help?", HELPED[said.helped] if said.helped else "", column=COLUMN)
    if said.step is not None:
        page.field("Step", f"{said.step}. {steps.get(said.step, '')}".strip(), column=COLUMN)
    return page.lines


def render_answers(
    questions: Mapping[str, Question], answers: Answers, surface: Surface, notes: LogNotes | None = None
) -> list[str]:
    """Every answer in words, in the order of the questions; `notes` tell which came from a training log."""
    from backcheck.show.log_words import say_given

    page = Page(surface)
    page.heading("Your answers")
    for question_id, answer in answers.items():
        page.field(questions[question_id].prompt, say_given(questions[question_id], answer, notes), indent=2)
    return page.lines


def render_notes(notes: Sequence[tuple[date, str]], surface: Surface) -> list[str]:
    """The notes of an entry with their days."""
    page = Page(surface)
    if notes:
        page.heading("Notes")
    for day, text in notes:
        page.field(say_day(day.toordinal()), text, column=COLUMN, indent=2)
    return page.lines


def render_differences(
    found: Sequence[Difference], dropped: Sequence[str], before: str, after: str, surface: Surface
) -> list[str]:
    """What today's knowledge says otherwise, in words. `dropped` are answers that no question takes any more."""
    page = Page(surface, f"The same answers, with knowledge {before} then and {after} today")
    page.gap()
    if not found:
        page.paragraph("Nothing is different.")
    for one in found:
        both = f"was: {one.before}. Now: {one.after}." if one.before and one.after else ""
        text = both or one.after or one.before
        page.field(WHATS[one.what], text, column=24)
    if dropped:
        page.gap()
        page.paragraph(f"No question takes these answers any more, so they were left out: {', '.join(dropped)}.")
    return page.lines


def render_left_open(questions: Sequence[Question], verdict: str, surface: Surface) -> list[str]:
    """What today's danger signs ask that the entry leaves open; its verdict, where it has one, stays as it was kept."""
    page = Page(surface)
    page.gap()
    if verdict:
        page.paragraph(KEEPS_VERDICT.format(verdict=verdict))
    if questions:
        page.heading(LEFT_OPEN)
    for question in questions:
        ticked = question.row_label if isinstance(question, FollowUpQuestion) else ""
        page.paragraph(f"You ticked: {ticked}. {question.prompt}" if ticked else question.prompt, indent=2)
    if questions:
        page.paragraph(ANSWER_THEM)
    return page.lines


def render_status(path: str, state: str, facts: Sequence[tuple[str, str]], surface: Surface) -> list[str]:
    """Whether the journal is on, where it is, and what is in it."""
    page = Page(surface, state)
    page.field("File", path, column=COLUMN)
    for label, text in facts:
        page.field(label, text, column=COLUMN)
    page.paragraph(PRIVATE)
    return page.lines


# -- in words ----------------------------------------------------------------------------------------------------------


def say_score(score: float | None) -> str:
    """A score with at most one decimal."""
    return "not said" if score is None else f"{score:.1f}".removesuffix(".0")


def say_trend(trend: Trend) -> str:
    """One measure then and lately, each with its day and whether it is a mean, and whether the change counts."""
    then = f"{say_score(trend.before)} on {say_short_day(trend.first)}"
    days = f"on {say_short_day(trend.until)}"
    if trend.since < trend.until:
        days = f"from {say_short_day(trend.since)} to {say_short_day(trend.until)}"
    mean = " on average" if trend.scores > 1 else ""
    return f"{MEASURES[trend.measure]}: {then}, {say_score(trend.after)}{mean} {days}: {DIRECTIONS[trend.direction]}."


def say_effect(effect: Effect) -> str:
    """What one change was followed by, in the plainest words."""
    days = (
        f"From {say_day(effect.since)} to {say_day(effect.until)}"
        if effect.until > effect.since
        else f"On {say_day(effect.since)}"
    )
    told = f"{effect.text.rstrip('.')}. {days}."
    if effect.measure is not None and effect.direction is not None:
        name = MEASURES[effect.measure]
        told += f" {name} was {say_score(effect.before)} before and {say_score(effect.after)} then:"
        told += f" {DIRECTIONS[effect.direction]}."
    said = [
        f"{HELPED[word]} ({say_short_day(day)})"  # type: ignore[index]
        for word, day in zip(effect.said, effect.said_on, strict=False)
    ]
    return told + (f" Later answers: {', '.join(said)}." if said else "")


def say_signs(found: EarlierSign) -> str:
    """The signs of an emergency or urgent check-in, and what they ask for."""
    look = LEVELS[found.level]
    signs = "; ".join(sign.rstrip(".") for sign in found.signs) or look.found
    return f"{signs[:1].upper()}{signs[1:]}. That means: {look.advice}."


def say_earlier(found: EarlierSign) -> str:
    """The same beside a later check-in, with its day."""
    return f"On {say_day(found.day)}: {say_signs(found)} A later check-in does not undo that."


def say_bout(bout: Bout, names: Mapping[str, str]) -> str:
    """A bout: its number, first day, lifts, and how many times it was looked at."""
    looks = len(bout.visits)
    lifts = say_lifts(bout.visits, names)
    count = "looked at once" if looks == 1 else f"looked at {looks} times"
    return f"Bout {bout.number}: from {say_day(bout.start)}{f', {lifts}' if lifts else ''}, {count}."


def say_lifts(visits: Sequence[Visit], names: Mapping[str, str]) -> str:
    """The lifts of these visits by name, each once."""
    return ", ".join(dict.fromkeys(names.get(one.exercise, one.exercise) for one in visits if one.exercise))


def say_scores(said: CheckIn) -> str:
    """The scores of a check-in in one line."""
    scores = {"now": said.pain_now, "worst": said.pain_worst, "in the lift or task": said.pain_in_lift}
    parts = [f"{label} {say_score(score)}" for label, score in scores.items() if score is not None]
    text = f"pain {', '.join(parts)}" if parts else "no pain score"
    if said.activity and said.activity_score is not None:
        text += f"; {said.activity}: {say_score(said.activity_score)} out of 10"
    return text


def say_step(advice: StepAdvice) -> str:
    """Why the ladder says so, in the person's own numbers."""
    pain = _say_pain(advice.measure, advice.score)
    if advice.move == "ease":
        return _say_ease(advice)
    if advice.move == "visit":
        return f"{pain} Your plan asks for a visit by now, before you add weight."
    if advice.move in ("back", "physio"):
        reasons = []
        if advice.score is not None and advice.score >= advice.back_from:
            reasons.append(f"{pain} {advice.back_from:g} or more is red.")
        if advice.unsettled:
            reasons.append("The pain had not settled by the next morning, which is red too.")
        return " ".join(reasons)
    if advice.move == "up" or advice.light == "green" or advice.days:
        return f"{pain} {_say_days(advice)}"
    sore = f" Sore days in a row on step {advice.step}: {advice.sore_days}." if advice.sore_days > 1 else ""
    return f"{pain} Green ends at {advice.green_to:g}, and red begins at {advice.back_from:g}.{sore}"


def _say_ease(advice: StepAdvice) -> str:
    """The pain that leads to a lower step, which may be another one than that of the light."""
    if advice.ease_score is None or advice.ease_measure is None:
        pain = _say_pain(advice.measure, advice.score)
        return f"{pain} It got worse and had not settled by the next morning. {AS_TOLD}"
    stays = " It had not settled by the next morning, so it counts as pain that stays." if advice.unsettled else ""
    return f"{_say_pain(advice.ease_measure, advice.ease_score)}{stays} With pain this strong, start on a lower step."


AS_TOLD = "With your answers of the interview, that asks for a lower step."


def _say_pain(measure: Measure, score: float | None) -> str:
    return f"{MEASURES[measure]}: {say_score(score)} out of 10."


def _say_days(advice: StepAdvice) -> str:
    """The good days as they are counted, and all that going up waits for."""
    over = f", over {advice.covered} days" if advice.span and advice.covered > 1 else ""
    least = f" over {advice.span} days" if advice.span else ""
    told = f"Good days in a row on step {advice.step}: {advice.days}{over}."
    if advice.top:
        return told
    date = f", and not before {say_day(advice.not_before)}" if advice.not_before else ""
    worse = " Going up also waits until your pain isn't worse than before." if advice.worse else ""
    return f"{told} To go up from there you need {advice.needed}{least}{date}.{worse}"


def say_condition(advice: StepAdvice, rung: Rung) -> str:
    """When to leave this rung for the next one, and which pain that means where the worst of a day may be more."""
    return rung.up if advice.measure == "worst" else f"{rung.up} {COUNTED}"


COUNTED = "Only pain in the lift or task and pain right now count for that."


def say_move(advice: StepAdvice) -> str:
    """The move in capitals; nobody goes back from the lowest step."""
    return (LOWEST_MOVES if advice.bottom else MOVES).get(advice.move, MOVES[advice.move])


def choose_claim(advice: StepAdvice, words: LadderWords, exercise: str | None) -> Claim:
    """What is said with the move. Who stays and is sore does less of what they do: reps, time, jobs or a lift."""
    if advice.move == "back" and advice.bottom:
        return words.lowest
    if advice.move == "physio" and advice.lowest:
        return words.lowest_physio
    if advice.less is not None:
        asked = {"less": words.less, "keep": words.keep, "swap": words.swap}[advice.less]
        return asked.kinds.get(exercise or "", asked)
    moves = {"up": words.up, "stay": words.stay, "back": words.back, "physio": words.physio}
    return (moves | {"ease": words.ease, "visit": words.visit})[advice.move]
