"""The answers that there are before the first question: from a file, `--exercise` and `--weight`; and `--again`.

Each is checked as if a stranger had written it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from backcheck.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backcheck.knowledge.model import KnowledgeBase
    from backcheck.reasoning.answers import Answer

SIGNS = "signs"
"""Short for the signs question of the lift that was answered."""


def read_given(source: str) -> tuple[dict[str, object], object]:
    """The answers of a file and what it keeps of a training log, not checked yet; nothing without a file.

    Raises as `read_answers_file` does.
    """
    if not source:
        return {}, None
    from backcheck.cli.answers_file import read_answers_and_log

    return read_answers_and_log(source)


def named_lift(kb: KnowledgeBase, typed: str, known: Mapping[str, Answer]) -> dict[str, Answer]:
    """The lift of `--exercise` as an answer. Raises `UsageError`: an unknown lift, or another one than in `known`."""
    if not typed:
        return {}
    from backcheck.knowledge.names import find_exercise, find_lift_id
    from backcheck.reasoning.answers import legal_options, say_answer

    question = kb.questions["exercise"]
    lift = typed
    if typed not in legal_options(question):
        lift = find_lift_id(kb, typed) or find_exercise(kb, typed)  # the second raises, with near matches
    if known.get("exercise", (lift,)) != (lift,):
        here, there = say_answer(question, (lift,)), say_answer(question, known["exercise"])
        raise UsageError(
            f"--exercise says '{here}', but the answers say '{there}'.", "Leave --exercise out, or change the answers."
        )
    return {"exercise": (lift,)}


def work_weight(kb: KnowledgeBase, typed: str) -> dict[str, Answer]:
    """The typed work weight as answers, none where nothing was typed. Raises `UsageError` or `AnswersError`."""
    if not typed:
        return {}
    from backcheck.knowledge.loads import read_weight
    from backcheck.reasoning.answers import read_answers
    from backcheck.reasoning.plan_words import UNIT, WEIGHT

    work = read_weight(typed)
    return read_answers(kb, {WEIGHT: work.kg, UNIT: work.unit}, path="--weight")


def find_again(kb: KnowledgeBase, known: dict[str, Answer], again: str, *, finished: bool) -> str:
    """The id of the question to re-open; where it must be a `finished` interview, all danger signs are answered.

    Raises `UsageError` where it does not exist or does not belong to these answers.
    """
    from backcheck.reasoning.answers import read_answers
    from backcheck.reasoning.conditions import holds
    from backcheck.reasoning.triage import unanswered_safety

    if again == SIGNS:
        listed = [one for one in kb.questions.values() if one.stage == "signs"]
        again = next((one.id for one in listed if one.when is not None and holds(one.when, known)), "")
        if not again:
            problem = "You have not named a lift yet, so it has no signs."
            raise UsageError(problem, "Answer that first: --again exercise.")
    read_answers(kb, {again: "unsure"}, path="--again")
    if finished and unanswered_safety(kb, known):
        raise UsageError("These answers do not cover all danger signs yet.", "Finish them first: --go-on.")
    when = kb.questions[again].when
    if when is not None and not holds(when, known):
        raise UsageError(f"'{again}' is not asked with these answers.", "Give a question that belongs to them.")
    return again


def say_taken(kb: KnowledgeBase, known: dict[str, Answer], typed: str) -> str:
    """What to say where `--exercise` was a near miss and the answer is the lift that was taken for it."""
    from backcheck.knowledge.names import Found, find_lift, find_lift_id, say_taken

    if not typed or "exercise" not in known:
        return ""
    try:
        found = find_lift(kb.lifts.values(), typed)
    except UsageError:  # no lift, or a relative of one that has no card
        relative = kb.lifts.get(find_lift_id(kb, typed) or "")
        if relative is None:
            return ""
        found = Found(relative.id, relative.name, False)
    return say_taken(typed, found) if known["exercise"] == (found.id,) else ""
