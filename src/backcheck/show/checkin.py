"""What a check-in comes to, on the terminal: the light, up or stay or back, the trend, and what the clock says.

All of it was decided in reasoning; here it is put in order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from backcheck.knowledge.levels import LEVELS
from backcheck.knowledge.records import Claim
from backcheck.knowledge.training import FollowUp, Rung
from backcheck.looks import Style
from backcheck.reasoning.followup import State, StepAdvice, Worse
from backcheck.reasoning.plan_words import NO_LOADS
from backcheck.reasoning.recheck import CheckInResult, EarlierSign
from backcheck.show.by_the_clock import UNTIL_SEEN
from backcheck.show.journal import LIGHTS, choose_claim, say_condition, say_earlier, say_move, say_step, say_trend
from backcheck.show.page import Page
from backcheck.show.surface import Surface

COLUMN = 17

STYLES: Mapping[str, Style] = {"green": "go", "amber": "book", "red": "stop"}

STATES: dict[State, str] = {
    "early": "It is too early to tell. You need a second score to compare with.",
    "better": "You are better, by more than chance alone.",
    "same": "Nothing has changed enough to count yet.",
    "worse": "You are worse, by more than chance alone.",
    "easing": "Your pain flared up. It is easing again, but isn't back to where it began.",
    "quiet": "You have little or no pain.",
}

WORSE: dict[Worse, str] = {
    "trend": STATES["worse"],
    "mixed": "One score is worse and another is better, both by more than chance alone.",
    "today": "Today is worse than before, by enough to count.",
    "said": "You say that it got worse.",
}
"""Words of statistics are for scores."""

GUIDED = "Pause what hurts. {reason}"
CLEARED = "Once you are cleared and your answers have changed, answer again: backcheck diagnose."
SEEN = f"You say you have been seen. Keep to what you were told. {CLEARED}"
HELD = f"Until a clinician has seen you, pause what hurts, and what your plan leaves out. {CLEARED}"
FIRST_OF_ALL = "Answer today's danger signs before you go up a step. Check in again with: backcheck checkin."
NO_STEP = (
    "No step was named, so we can't say if you go up or back. See the steps with: backcheck ladder. "
    "If your pain is still there after a week, answer again: backcheck diagnose."
)
SORE = "Plain soreness needs no steps. If it is still there after a week, answer again: backcheck diagnose."


def render_earlier(found: EarlierSign, surface: Surface) -> list[str]:
    """A graver check-in of late, for the top of a milder one."""
    page = Page(surface)
    page.field("EARLIER SIGN", say_earlier(found), column=COLUMN, label_style=LEVELS[found.level].style)
    return page.lines


def render_outcome(
    outcome: CheckInResult, rules: FollowUp, ladder: Sequence[Rung], surface: Surface, review: str
) -> list[str]:
    """The lines of the whole answer to a check-in below the danger signs."""
    page = Page(surface)
    late = {rule.id for rule in rules.clock if rule.when == "soreness"} & {one.id for one in outcome.due}
    paused = (outcome.state == "worse" or bool(late)) and outcome.step is None and not outcome.held
    if paused:
        page.lead("*", "PAUSE", f"Your soreness grew. {UNTIL_SEEN}" if late else rules.ladder.pause.text, "stop")
    if not outcome.screened:
        page.paragraph(FIRST_OF_ALL, style="strong")
    elif outcome.held:
        held = GUIDED.format(reason=outcome.guided) if outcome.guided else SEEN if outcome.seen else HELD
        page.paragraph(held, style="strong")
    elif outcome.step is None and outcome.soreness:
        page.paragraph("" if paused else SEEN if outcome.seen else SORE if not outcome.due else "")
    elif outcome.step is None:
        page.paragraph(NO_STEP)
    else:
        claim = choose_claim(outcome.step, rules.ladder, outcome.exercise)
        _write_step(page, outcome.step, claim, {rung.step: rung for rung in ladder})
    for due in outcome.due:
        page.gap()
        page.field("TIME TO ACT", due.text, column=COLUMN, label_style="book")
    page.gap()
    page.field(
        "How it goes",
        WORSE[outcome.worse] if outcome.worse else STATES[outcome.state],
        column=COLUMN,
        label_style="strong",
    )
    for trend in outcome.trends:
        page.field("", say_trend(trend), column=COLUMN)
    page.field("What counts", rules.change.meaning.text, column=COLUMN)
    page.gap()
    rests = outcome.held or paused or (outcome.step is not None and outcome.step.move in ("ease", "physio", "visit"))
    sessions = outcome.exercise not in NO_LOADS and not rests
    when = "after your next session, or within a week" if sessions else "within a week"
    page.paragraph(f"Check in again {when}: backcheck checkin")
    page.paragraph(f"This rests on what you said, not on an examination. {review}")
    return page.lines


def _write_step(page: Page, step: StepAdvice, claim: Claim, rungs: Mapping[int, Rung]) -> None:
    """The light and the move in one line, why, and what the step looks like."""
    if step.light is None:
        return
    now, to = rungs[step.step], rungs[step.to]
    early = step.move == "up" and step.light != "green"  # the first steps ask for less than a green day
    unseen = step.move == "visit"
    word = say_move(step) if early or unseen else f"{LIGHTS[step.light]}: {say_move(step)}"
    page.lead("*", word, claim.text, "book" if unseen else "go" if early else STYLES[step.light])
    page.gap()
    page.field("Why", say_step(step), column=COLUMN)
    if step.move == "up":
        page.field("Check first", say_condition(step, now), column=COLUMN)
    elif step.bottom and step.move != "stay":
        page.field("Get help if", now.down, column=COLUMN)
    if not (step.top and step.move == "up"):
        page.field("Your step", f"{to.step}. {to.name}. {to.what.text}", column=COLUMN)
    if step.move == "stay":
        page.field("Up when", now.up, column=COLUMN)
