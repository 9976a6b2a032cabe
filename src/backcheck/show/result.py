"""An assessment on the terminal: the first screen, with what matters at 23:10 and one hand on the desk.

Owns what stands on the first screen at each level and in which order; the sections below it are in `sections`.
Must not rank or judge anything, and never names a likeness here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from backcheck.reasoning.assessment import Assessment
from backcheck.show.entries import Entry, find_leaders, merge_entries
from backcheck.show.page import Page
from backcheck.show.phrases import END, NOT_AN_EXAMINATION, list_headlines, list_watched, say_because
from backcheck.show.sections import MOST_KEPT, POINTS, Advice, Writer, list_sections
from backcheck.show.surface import Style, Surface

COLUMN = 17
MOST_FOR_BOOKING = 4
MOST_REASONS = 3
MOST_TODAY = 3

NO_LIFTING = "No lifting until you have been seen."
NO_FAULT = "We cannot name a form fault yet. Film your last two reps side-on at hip height, then answer again."
EASE_FIRST = "Let it ease. What may have set it off stands below, for when it has."
TOO_LITTLE = (
    "You told us too little to name one thing. Start with the general steps: lighter, shorter range, slower, or swap."
)

MARKS: dict[str, tuple[str, Style]] = {
    "emergency": ("!!!", "stop"),
    "urgent": ("!!", "urgent"),
    "clinician": ("!", "book"),
    "self-care": (">>", "go"),
    "unscreened": ("??", "asked"),
}


def render_result(
    result: Assessment,
    surface: Surface,
    today: date,
    prompts: Mapping[str, str] | None = None,
    *,
    sources: bool = False,
) -> list[str]:
    """The lines of the whole advice. `prompts` gives the words of a question for its id, where one must be named.

    With `sources` every point is listed with who says so.
    """
    lines = render_first_screen(result, surface, today, prompts)
    for name, section in list_sections(result, surface, today, prompts):
        if sources or name != POINTS:
            lines += ["", *section]
    if surface.plain:
        lines += ["", END]
    return lines


def render_first_screen(
    result: Assessment, surface: Surface, today: date, prompts: Mapping[str, str] | None = None
) -> list[str]:
    """The lines of the first screen alone: verdict, four answers, what to change, today, when to get help."""
    page = Page(surface)
    advice = Advice(result, today, prompts or {})
    mark, style = MARKS[result.triage.level]
    page.lead(mark, result.verdict, advice.dated(result.sentence), style)
    _SCREENS[result.triage.level](page, advice)
    _write_footer(page, advice)
    return page.lines


def _write_stop(page: Page, advice: Advice) -> None:
    """Emergency: what to do, what to say, why. Nothing about lifting, nothing to watch."""
    _write_actions(page, advice)
    _write_desk(page, advice)
    _write_reasons(page, advice)
    page.gap()


def _write_today(page: Page, advice: Advice) -> None:
    """Urgent: what to do today, what to say, why, what makes it worse."""
    _write_actions(page, advice)
    if not any(NO_LIFTING in line.text for line in advice.result.triage.action):
        page.field("Lifting", NO_LIFTING, column=COLUMN)
    _write_desk(page, advice)
    _write_reasons(page, advice)
    page.gap()
    _write_watch(page, advice)


def _write_book(page: Page, advice: Advice) -> None:
    """Clinician: the booking first. What to do today is in the booking, the rest of the plan stands below."""
    _write_actions(page, advice, most=MOST_FOR_BOOKING)
    _write_reasons(page, advice)
    _write_answers(page, advice)
    _write_watch(page, advice)


def _write_unscreened(page: Page, advice: Advice) -> None:
    """No level, so nothing is said of urgency: which questions would give one, and what to do until then."""
    page.gap()
    open_questions = [advice.prompt(key) for key in advice.result.triage.unanswered]
    page.numbered("Answer first", open_questions, column=COLUMN, label_style="strong")
    _write_actions(page, advice)
    _write_answers(page, advice)
    _write_watch(page, advice)


def _write_train(page: Page, advice: Advice) -> None:
    """Self-care: the four answers, the change, today."""
    _write_answers(page, advice)
    if advice.result.coaching.mode != "full" or advice.result.plain_soreness:
        _write_actions(page, advice)
        page.gap()
    else:
        _write_change(page, advice.result)
    _write_steps(page, advice)


_SCREENS: dict[str, Writer] = {
    "emergency": _write_stop,
    "urgent": _write_today,
    "clinician": _write_book,
    "self-care": _write_train,
    "unscreened": _write_unscreened,
}


def _write_answers(page: Page, advice: Advice) -> None:
    """The four questions that people ask first, and why there is no lifting advice where there is none."""
    page.gap()
    if advice.result.coaching.mode == "none":
        page.field("Lifting", advice.result.coaching.reason or "", column=COLUMN)
    lines = advice.result.headlines
    if lines is None:
        return
    for label, text in list_headlines(lines):
        page.field(label, advice.dated(text), column=COLUMN)
    page.gap()


def _write_change(page: Page, result: Assessment) -> None:
    """The one thing to change, with the reader's own words for why, and what comes after it."""
    if result.flared:
        page.field("FIRST", EASE_FIRST, column=COLUMN, label_style="strong")
        return
    leaders = find_leaders(merge_entries(result.contributors), result.lead)
    if not leaders or not result.enough:
        page.field("CHANGE FIRST", TOO_LITTLE, column=COLUMN, label_style="strong")
        return
    first = leaders[0]
    because = say_because(first.evidence, most=1)
    page.field("CHANGE FIRST", f"{first.leader.change} {because}", column=COLUMN, label_style="strong")
    if len(leaders) > 1:
        page.field("THEN", result.second_change or _say_second(leaders[1]), column=COLUMN, label_style="strong")
    elif first.leader.family != "form" and _can_film(result):
        page.field("THEN", NO_FAULT, column=COLUMN, label_style="strong")


def _can_film(result: Assessment) -> bool:
    """Whether the signs of a lift are still open, so that a film could name a fault."""
    return any(item.question.startswith("signs-") for item in result.would_change_this)


def _say_second(entry: Entry) -> str:
    """What comes second, in one or two sentences: the change, and the cue where there is one."""
    cue = next((fix.cue for fix in entry.leader.fixes if fix.cue), "")
    return entry.leader.change + (f' Cue: "{cue}".' if cue else "")


def _write_steps(page: Page, advice: Advice) -> None:
    """Today, what to keep, and when to get help."""
    result = advice.result
    steps = [advice.dated(line.text, line.after_days or None) for line in result.plan.today[:MOST_TODAY]]
    page.numbered("TODAY", steps, column=COLUMN, label_style="strong")
    page.field("KEEP DOING", " ".join(result.keep_doing[:MOST_KEPT]), column=COLUMN, label_style="strong")
    _write_watch(page, advice)


def _write_actions(page: Page, advice: Advice, most: int | None = None) -> None:
    if advice.result.triage.action:
        page.gap()
        steps = [advice.dated(line.text) for line in advice.result.triage.action[:most]]
        page.numbered("What to do", steps, column=COLUMN, label_style="strong")


def _write_desk(page: Page, advice: Advice) -> None:
    if advice.result.triage.say:
        page.gap()
        page.field("Say at the desk", f'"{advice.result.triage.say}"', column=COLUMN, label_style="strong")


def _write_reasons(page: Page, advice: Advice) -> None:
    """What gave the level; reasons for a milder one are not why we say this."""
    triage = advice.result.triage
    texts = list(dict.fromkeys(reason.text for reason in triage.reasons if reason.level == triage.level))
    if texts:
        page.gap()
        page.numbered("Why we say this", texts[:MOST_REASONS], column=COLUMN)


def _write_watch(page: Page, advice: Advice) -> None:
    """What to watch for, a line for each time within which to act."""
    (go_now, grave), (ring_today, milder) = list_watched(advice.result.triage)
    page.run_in(f"{go_now}:", grave, "stop")
    page.run_in(f"{ring_today}:", milder, "urgent")


def _write_footer(page: Page, advice: Advice) -> None:
    """The line that is never left out; the day to look again stands in the answers above, where there are any."""
    page.paragraph(f"{NOT_AN_EXAMINATION} {advice.result.review}")


def close_up(lines: list[str], rows: int) -> list[str]:
    """The lines with as few blank ones left out as it takes to fit in these rows, the last first; as they are where
    that would not do.
    """
    over = len(lines) - rows
    blank = [place for place, line in enumerate(lines) if not line]
    if not 0 < over <= len(blank):
        return lines
    left_out = set(blank[-over:])
    return [line for place, line in enumerate(lines) if place not in left_out]
