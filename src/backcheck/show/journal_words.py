"""What the journal holds in words: scores, trends, bouts, what each change was followed by, the step of the ladder.

Shared by the terminal, the plot and the report. Nothing is judged here: how a score goes comes from reasoning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from backcheck.knowledge.levels import LEVELS
from backcheck.knowledge.records import Claim
from backcheck.knowledge.training import LadderWords
from backcheck.reasoning.bouts import Bout, CheckIn, Course, Effect, Helped, Measure, Trend, Visit
from backcheck.reasoning.followup import Colour, StepAdvice, StepMove
from backcheck.reasoning.plan_words import NO_LOADS
from backcheck.reasoning.recheck import EarlierSign
from backcheck.show.phrases import say_day, say_short_day

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
    "no": "it did not help",
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
}


def say_score(score: float | None) -> str:
    """A score with at most one decimal."""
    return "not said" if score is None else f"{score:.1f}".removesuffix(".0")


def say_trend(trend: Trend) -> str:
    """One measure then and now, and whether that counts."""
    name = MEASURES[trend.measure]
    word = DIRECTIONS[trend.direction]
    return f"{name}: {say_score(trend.before)} at first, {say_score(trend.after)} lately: {word}."


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
    parts = [
        f"{label} {say_score(score)}"
        for label, score in (
            ("now", said.pain_now),
            ("worst", said.pain_worst),
            ("in the lift or task", said.pain_in_lift),
        )
        if score is not None
    ]
    text = f"pain {', '.join(parts)}" if parts else "no pain score"
    if said.activity and said.activity_score is not None:
        text += f"; {said.activity}: {say_score(said.activity_score)} out of 10"
    return text


def say_step(advice: StepAdvice) -> str:
    """Why the ladder says so, in the person's own numbers."""
    if advice.move == "ease":
        unsettled = " It had not settled by the next morning." if advice.unsettled else ""
        return f"{_say_pain(advice)}{unsettled} With pain this strong, start on a lower step."
    if advice.move in ("back", "physio"):
        reasons = []
        if advice.score is not None and advice.score >= advice.back_from:
            reasons.append(f"{_say_pain(advice)} {advice.back_from:g} or more is red.")
        if advice.unsettled:
            reasons.append("The pain had not settled by the next morning, which is red too.")
        return " ".join(reasons)
    if advice.move == "up" or advice.light == "green" or advice.days:
        return f"{_say_pain(advice)} {_say_days(advice)}"
    sore = f" Sore days in a row on this step: {advice.sore_days}." if advice.sore_days > 1 else ""
    return f"{_say_pain(advice)} Green ends at {advice.green_to:g}, and red begins at {advice.back_from:g}.{sore}"


def _say_days(advice: StepAdvice) -> str:
    """The good days as they are counted, and all that going up waits for."""
    over = f", over {advice.covered} days" if advice.span and advice.covered > 1 else ""
    least = f" over {advice.span} days" if advice.span else ""
    told = f"Good days in a row on this step: {advice.days}{over}."
    if advice.top:
        return told
    date = f", and not before {say_day(advice.not_before)}" if advice.not_before else ""
    return f"{told} To go up you need {advice.needed}{least}{date}."


def say_move(advice: StepAdvice) -> str:
    """The move in capitals; nobody goes back from the lowest step."""
    return MOVES["stay" if advice.move == "back" and advice.bottom else advice.move]


def choose_claim(advice: StepAdvice, words: LadderWords, exercise: str | None) -> Claim:
    """What is said with the move. Who has no gym has no other lift to swap for, and does less."""
    if advice.move == "back" and advice.bottom:
        return words.lowest
    if advice.less is not None:
        return words.swap if advice.less == "swap" and exercise not in NO_LOADS else words.less
    moves = {"up": words.up, "stay": words.stay, "back": words.back, "physio": words.physio, "ease": words.ease}
    return moves[advice.move]


def _say_pain(advice: StepAdvice) -> str:
    return f"{MEASURES[advice.measure]}: {say_score(advice.score)} out of 10."
