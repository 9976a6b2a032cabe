"""A check-in from a file: the same strictness as an answers file, with the JSON path of the first fault."""

from __future__ import annotations

from typing import Any

import msgspec

from backcheck.cli.answers_file import read_document
from backcheck.errors import AnswersError
from backcheck.knowledge.model import KnowledgeBase
from backcheck.reasoning.answers import read_answers
from backcheck.reasoning.bouts import CheckIn
from backcheck.text import clean, is_blank

LONGEST = 200
"""Characters of the person's own words for an activity or a change."""

_EXAMPLE = 'It looks like {"checkin": {"signs": {"safety-body": ["none"]}, "pain_now": 3, "step": 1}}.'
_SCORES = ("pain_now", "pain_worst", "pain_in_lift", "activity_score")


def read_given(name: str) -> dict[str, Any]:
    """The object under `checkin` in a file (`-` is standard input), not yet checked. Raises as `read_document`."""
    document = read_document(name)
    given = document.get("checkin") if isinstance(document, dict) else None
    if not isinstance(given, dict):
        raise AnswersError("$", "there is no object 'checkin'.", _EXAMPLE)
    return given


def read_checkin(kb: KnowledgeBase, given: dict[str, Any]) -> CheckIn:
    """The check-in that a file holds. Raises `AnswersError` with the JSON path of the first fault."""
    known = {field.encode_name for field in msgspec.structs.fields(CheckIn)} - {"level"}
    for key in given:
        if key not in known:
            raise AnswersError("$.checkin", f"there is no '{key[:60]}'.", f"Known: {', '.join(sorted(known))}.")
    _check_ranges(kb, given)
    try:
        said = msgspec.convert(given, CheckIn)
    except UnicodeEncodeError as error:  # half a letter in the place of something else
        raise AnswersError("$.checkin", "holds a text that no file can hold.", _EXAMPLE) from error
    except msgspec.ValidationError as error:
        problem, _, at = str(error).partition(" - at `$")
        raise AnswersError(f"$.checkin{at.rstrip('`')}", f"{problem}.", _EXAMPLE) from error
    _check_meanings(kb, given)
    read_answers(kb, said.signs, "$.checkin.signs")
    known_groups = [group.id for group in kb.check_in]
    for place, group in enumerate(said.groups or ()):
        if group not in known_groups:
            problem, remedy = f"there is no group '{clean(group)[:60]}'.", f"Known: {', '.join(known_groups)}."
            raise AnswersError(f"$.checkin.groups[{place}]", problem, remedy)
    return said


def _check_meanings(kb: KnowledgeBase, given: dict[str, Any]) -> None:
    """Raises `AnswersError` for a check-in that says nothing, an id of nothing, and words that are blank."""
    if not any(value not in (None, "", {}) for value in given.values()):
        raise AnswersError("$.checkin", "says nothing.", _EXAMPLE)
    for key in ("activity", "change_text"):
        if given.get(key) and is_blank(given[key]):
            raise AnswersError(f"$.checkin.{key}", "is blank.", "Say it in your own words, or leave it out.")
    known = {"exercise": [*kb.lifts, *kb.activities], "change": [*kb.contributors, "own"]}
    for key, ids in known.items():
        if given.get(key) and given[key] not in ids:
            raise AnswersError(
                f"$.checkin.{key}", f"there is no '{clean(given[key])[:60]}'.", "Give an id that there is."
            )


def _check_ranges(kb: KnowledgeBase, given: dict[str, Any]) -> None:
    for key in _SCORES:
        value = given.get(key)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and not 0 <= value <= 10:
            raise AnswersError(f"$.checkin.{key}", "is out of range.", "Give a number from 0 to 10, or leave it out.")
    for key in ("activity", "change", "change_text"):
        if isinstance(given.get(key), str) and len(given[key]) > LONGEST:
            raise AnswersError(f"$.checkin.{key}", f"is longer than {LONGEST} characters.", "Say it shorter.")
    steps = [rung.step for rung in kb.ladder]
    if given.get("step") is not None and given["step"] not in steps:
        raise AnswersError("$.checkin.step", "is not a step of the way back.", f"Steps: {min(steps)} to {max(steps)}.")
