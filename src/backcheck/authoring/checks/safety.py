"""Safety: the danger signs cannot be skipped, an emergency shows no lifting advice, and nothing lowers a level.

These checks run the reasoning itself on the base, so they hold for what a person would meet and not only for shapes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from backcheck.authoring.findings import Finding
from backcheck.knowledge.compile import AGE
from backcheck.knowledge.levels import LEVELS, URGENCY, is_grave
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import Question
from backcheck.knowledge.records import NONE, UNSURE, Level, SignLevel, Within
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.assess import assess
from backcheck.reasoning.conditions import mentioned
from backcheck.reasoning.interview import next_question

GIVES = ("BC501", "BC502", "BC503")
_LISTS = 4
_ROWS = 8
_FILE = "interview.json"
_AGED: dict[str, Answer] = {AGE: (UNSURE,)}
"""The age comes before the lists."""

_UNSURE_AT_LEAST = ("emergency", "emergency", "clinician", "clinician")
"""The least level of a "not sure" that stays, list by list."""


def check(kb: KnowledgeBase) -> list[Finding]:
    """BC501 to BC503."""
    lists = list(kb.danger_lists)
    findings = [*check_lists(kb), *_levels(kb, lists), *_outcomes(kb)]
    if not findings:
        findings += [*_no_way_round(kb, lists), *_signs_stop(kb, lists)]
    return findings


def check_lists(kb: KnowledgeBase) -> Iterator[Finding]:
    """What of BC501 follows no reference: a base without its danger-sign lists is refused, whatever else is wrong."""
    lists = kb.danger_lists
    if len(lists) != _LISTS:
        yield Finding("BC501", _FILE, "", f"there are {len(lists)} danger-sign lists; there must be {_LISTS}.")
    for question in lists:
        if question.kind != "many" or question.unsure_level is None or not question.core or question.when is not None:
            message = "must be of kind many, core, without a condition, and carry `unsure_level`."
            yield Finding("BC501", _FILE, question.id, message)
        live = [option for option in question.options if not option.retired]
        if not 0 < len(live) <= _ROWS:
            yield Finding("BC501", _FILE, f"{question.id}:options", f"has {len(live)} rows; 1 to {_ROWS} fit.")
        for option in question.options:
            if not (option.help or option.retired or (question.id, option.id) in kb.follow_ups):
                message = "needs `help` (what counts and what does not), or a `follow_up` that asks."
                yield Finding("BC501", _FILE, f"{question.id}:{option.id}", message)
            if option.alone is None:
                message = "every row needs `alone`, or a `follow_up` whose answers have it."
                yield Finding("BC501", _FILE, f"{question.id}:{option.id}", message)


def _levels(kb: KnowledgeBase, lists: list[Question]) -> Iterator[Finding]:
    """No "not sure" weighs less than the contract says, and every row that counts only together is counted."""
    for question, least in zip(lists, _UNSURE_AT_LEAST, strict=False):
        if question.unsure_level is not None and URGENCY[question.unsure_level] < URGENCY[least]:
            message = f"has `unsure_level` {question.unsure_level}; at least {least} in this place."
            yield Finding("BC501", _FILE, f"{question.id}:unsure_level", message)
    conditions = [rule.when for rule in kb.rules]
    conditions += [question.ask_when for question in kb.questions.values() if question.ask_when is not None]
    conditions += [question.when for question in kb.follow_ups.values() if question.when is not None]
    counted = {(name, option) for when in conditions for name, named in mentioned(when).items() for option in named}
    for question in lists:
        for option in question.options:
            if option.alone == "modifier" and (question.id, option.id) not in counted:
                message = "is a modifier that no rule counts and no question follows: a tick would do nothing."
                yield Finding("BC501", _FILE, f"{question.id}:{option.id}", message)


def _outcomes(kb: KnowledgeBase) -> Iterator[Finding]:
    covered = {outcome.level for outcome in kb.outcomes.values()}
    for level in LEVELS:
        if level not in covered:
            yield Finding("BC503", "outcomes.json", level, "no outcome for this level.")
    for outcome in kb.outcomes.values():
        if is_grave(outcome.level) and outcome.coaching != "none":
            yield Finding("BC502", "outcomes.json", outcome.id, "must give no lifting advice.")
        if outcome.level in ("clinician", "unscreened") and outcome.coaching == "full":
            yield Finding("BC502", "outcomes.json", outcome.id, "must not give full lifting advice.")
        if not outcome.actions and outcome.level != "self-care":
            yield Finding("BC503", "outcomes.json", outcome.id, "says nothing to do.")
    for name in ("now", "today"):
        if not getattr(kb.base.watch_for, name):
            yield Finding("BC503", "knowledge.json", f"watch_for: {name}", "names no signs to watch for.")
    for time in get_args(Within):
        if time not in kb.base.times:
            yield Finding("BC503", "knowledge.json", "times", f"has no words for '{time}'.")


def _no_way_round(kb: KnowledgeBase, lists: list[Question]) -> Iterator[Finding]:
    """The lists are asked first, and with any one unanswered and all else answered harmlessly no advice is full."""
    so_far = dict(_AGED)
    for question in lists:
        asked = next_question(kb, so_far)
        if asked is None or asked.id != question.id:
            yield Finding("BC501", _FILE, question.id, f"is not asked in its place; '{asked and asked.id}' is.")
        so_far[question.id] = (NONE,)
    for left_out in lists:
        answers: dict[str, object] = {question.id: ["none"] for question in lists if question is not left_out}
        for activity in ("unsure", *kb.lifts):
            result = assess(kb, {**answers, "exercise": activity}, look_ahead=False)
            if result.coaching.mode == "full" or result.triage.level != "unscreened":
                yield Finding("BC502", _FILE, left_out.id, f"can be left out on the way to {activity} advice.")


def _signs_stop(kb: KnowledgeBase, lists: list[Question]) -> Iterator[Finding]:
    """Each emergency and urgent sign, and each "not sure" that counts as one, ends without lifting advice."""
    for question in (*lists, *kb.follow_ups.values()):
        rows: list[tuple[str, SignLevel | Level | None]] = [
            (o.id, o.alone) for o in question.options if (question.id, o.id) not in kb.follow_ups
        ]
        rows.append((UNSURE, question.unsure_level))
        for row, level in rows:
            if level is None or level == "modifier" or not is_grave(level):
                continue
            alone: dict[str, object] = {question.id: [row], "exercise": "squat" if "squat" in kb.lifts else "unsure"}
            result = assess(kb, alone, look_ahead=False)
            where = f"{question.id}:{row}"
            if result.coaching.mode != "none" or result.contributors or result.plan.today or result.keep_doing:
                yield Finding("BC502", _FILE, where, f"is {level} and still shows lifting advice.")
            before = {other.id: (NONE,) for other in lists[: lists.index(question) if question in lists else None]}
            if level == "emergency" and next_question(kb, {question.id: (row,), **before, **_AGED}) is not None:
                yield Finding("BC502", _FILE, where, "is an emergency and the interview goes on.")
