"""Findings of the lint: what is wrong, where, the list of all codes, and the exceptions to them.

Codes are stable; they are never reused. An exception is a finding that is meant. Safety, shape and references have
none, and one that is of no use is a finding itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path
from typing import Literal

import msgspec

from backcheck.files import read_plain

Severity = Literal["error", "warning"]


class Code(msgspec.Struct, frozen=True):
    """One thing that the lint looks for."""

    severity: Severity
    meaning: str


CODES: dict[str, Code] = {
    "BC101": Code("error", "a file is missing, is not JSON or does not fit its type"),
    "BC102": Code("error", "an id is not kebab-case, or is reserved"),
    "BC103": Code("error", "an id stands twice"),
    "BC104": Code("error", "a retired id is used again"),
    "BC105": Code("error", "an exception that names no finding, gives no reason, or is not allowed"),
    "BC106": Code("error", "a key stands twice in one object"),
    "BC107": Code("warning", "a file that nothing reads"),
    "BC201": Code("error", "a reference leads to an id that does not exist"),
    "BC202": Code("error", "a condition names an option that its question does not have"),
    "BC203": Code("error", "a source that does not exist is cited"),
    "BC204": Code("warning", "a source that nothing cites"),
    "BC205": Code("error", "two lifts, or a lift and another activity, answer to one name"),
    "BC206": Code("warning", "a family of lifts without a warm-up"),
    "BC301": Code("error", "a question that can never be asked"),
    "BC302": Code("error", "an option, or a moment of a lift, that nobody can choose in an interview"),
    "BC303": Code("error", "an interview that cannot hold its questions within `max_screens`, or does not end"),
    "BC401": Code("error", "a condition sets no field, or more than one"),
    "BC402": Code("error", "`not` in triage: adding an answer could lower a level"),
    "BC403": Code("error", "two rules with the same condition"),
    "BC404": Code("error", "a rule that never raises the level, since another rule or sign does so already"),
    "BC405": Code("error", "a condition that can never hold"),
    "BC501": Code("error", "a danger-sign list can be skipped or does not fit the contract"),
    "BC502": Code("error", "lifting advice can be reached without the danger signs, or past an emergency"),
    "BC503": Code("error", "an outcome says less than its level must say"),
    "BC504": Code("error", "a row of a danger-sign list that is asked about further in a way that does not fit"),
    "BC505": Code("error", "a flag that no condition waits for, or that is not spelt as an id"),
    "BC506": Code("error", "the short screen of a check-in leaves out a live row, or names one that there is not"),
    "BC507": Code("error", "a returned review that fits no decision, or words that count the reviews wrongly"),
    "BC508": Code("error", "a rule that raises a danger sign and does not say in `together` what comes with it"),
    "BC601": Code("error", "a contributor or pattern that nothing can raise"),
    "BC602": Code("error", "points outside -3 to 3, or not in halves"),
    "BC603": Code("error", "two questions share a fact by accident, since their options have the same id"),
    "BC604": Code("error", "a form contributor that its lift does not list, or one that no fault of it raises"),
    "BC605": Code("warning", "an option that changes nothing"),
    "BC606": Code("error", "a question that changes nothing, whatever is answered"),
    "BC607": Code("error", "two contributors or two patterns that nothing tells apart"),
    "BC701": Code("error", "a claim without a source or a grade"),
    "BC702": Code("error", "square brackets or markup in a text, control or hidden characters in any string"),
    "BC703": Code("error", "a banned word in a text"),
    "BC704": Code("error", "an empty text"),
    "BC705": Code(
        "error",
        "a text that is longer than its place: a label over 48 characters, a cue over seven words, a short form",
    ),
    "BC706": Code("error", "a lift without what every lift must have"),
    "BC707": Code("warning", "a text over reading grade 10, or texts with a median over 8"),
    "BC708": Code(
        "error", "a fault whose `see` names no side to look from, or no moment, or whose `film` is of another side"
    ),
    "BC709": Code(
        "error", "a text against `docs/words.md`: a word we avoid, 'is no', over 20 words, a share of nothing"
    ),
    "BC710": Code("error", "a source that does not say how it was found, what, in whom, and what it does not show"),
    "BC711": Code("error", "a grade that no work it cites can carry"),
    "BC801": Code("error", "a placeholder that no plan can fill, or one in a text that nobody fills"),
    "BC802": Code("error", "a plan line that does not say what it changes, or changes something out of turn"),
    "BC803": Code("error", "a ladder without one usual place to start, or with steps out of order"),
    "BC804": Code("error", "work on one leg, or less of the range, that is told in words and not in its field"),
    "BC901": Code("error", "a lift without poses, or a fault without a figure"),
    "BC902": Code("error", "a joint of a figure bends further than a joint can"),
    "BC903": Code("error", "a foot, hand or weight of a figure is below the floor, or a foot above what it stands on"),
    "BC904": Code(
        "error", "the bar of a free standing lift done right is not over the middle of the foot, or one is off its rail"
    ),
    "BC905": Code("error", "a fault whose figure looks like the right way"),
    "BC906": Code("error", "a part of a figure changes its length in the rep, or the figure leaves its canvas"),
}


class Finding(msgspec.Struct, frozen=True):
    """One fault of the knowledge base: the code, the file, the JSON pointer in it, what is wrong and a hint.

    A check may give the name of an entry (`pain-feel:ache`) as its pointer; `places` turns it into one. `place` is
    the file with the pointer in ids (`interview.json#/pain-feel/options/ache`), which survives insertions. `line` and
    `column` count from 1, and are 0 where the file is not JSON or not there.
    """

    code: str
    file: str
    pointer: str
    message: str
    hint: str = ""
    place: str = ""
    line: int = 0
    column: int = 0

    @property
    def severity(self) -> Severity:
        """Error or warning, from the list of codes."""
        return CODES[self.code].severity


EXCEPTIONS = "lint-exceptions.json"
"""The file beside the data in which findings are excused, each with a reason."""

ALLOWED = ("BC206", "BC3", "BC4", "BC6", "BC707")
"""How codes begin that may have exceptions."""

_LEAST_REASON = 20
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class LintException(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One finding that is meant: its code and place as `kb check` shows them, why, and since which day."""

    code: str
    place: str
    reason: str
    on: str


def apply_exceptions(folder: Path, findings: list[Finding], ran: Collection[str]) -> list[Finding]:
    """The findings without those excepted, and a finding for each exception that is wrong.

    `ran` are the codes that were looked for; an exception to another may be of use where that check runs.
    """
    listed, wrong = read_exceptions(folder)
    met = {(finding.code, finding.place) for finding in findings}
    excused: set[tuple[str, str]] = set()
    seen: set[tuple[str, str]] = set()
    for number, entry in enumerate(listed):
        key, problems = (entry.code, entry.place), []
        if not (entry.code in CODES and entry.code.startswith(ALLOWED)):
            known = entry.code in CODES
            problems.append(f"{entry.code} allows no exceptions." if known else f"there is no code '{entry.code}'.")
        elif entry.code in ran and key not in met:
            problems.append(f"there is no finding {entry.code} at {entry.place}, so this can go.")
        else:
            excused.add(key)
        if key in seen:
            problems.append("stands twice.")
        if len(entry.reason.strip()) < _LEAST_REASON:
            problems.append("gives no reason that would convince a stranger.")
        if not _DAY.fullmatch(entry.on):
            problems.append("`on` is not a day such as 2026-11-23.")
        seen.add(key)
        place = f"{EXCEPTIONS}#/{number}"
        wrong += [Finding("BC105", EXCEPTIONS, f"/{number}", problem, place=place) for problem in problems]
    return [finding for finding in findings if (finding.code, finding.place) not in excused] + wrong


def read_exceptions(folder: Path) -> tuple[list[LintException], list[Finding]]:
    """The exceptions of a base; none where the file is missing."""
    try:
        content = read_plain(folder / EXCEPTIONS)
        return msgspec.json.decode(content, type=list[LintException]), []
    except FileNotFoundError:
        return [], []
    except (OSError, msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        return [], [Finding("BC105", EXCEPTIONS, "", f"can't be read: {error}.", place=EXCEPTIONS)]
