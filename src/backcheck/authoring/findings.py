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

    code: str
    severity: Severity
    meaning: str


CODES: dict[str, Code] = {
    entry.code: entry
    for entry in (
        Code("BC101", "error", "a file is missing, is not JSON or does not fit its type"),
        Code("BC102", "error", "an id is not kebab-case, or is reserved"),
        Code("BC103", "error", "an id stands twice"),
        Code("BC104", "error", "a retired id is used again"),
        Code("BC105", "error", "an exception that names no finding, gives no reason, or is not allowed"),
        Code("BC106", "error", "a key stands twice in one object"),
        Code("BC107", "warning", "a file that nothing reads"),
        Code("BC201", "error", "a reference leads to an id that does not exist"),
        Code("BC202", "error", "a condition names an option that its question does not have"),
        Code("BC203", "error", "a source that does not exist is cited"),
        Code("BC204", "warning", "a source that nothing cites"),
        Code("BC205", "error", "two lifts answer to one name"),
        Code("BC206", "warning", "a family of lifts without a warm-up"),
        Code("BC301", "error", "a question that can never be asked"),
        Code("BC302", "error", "an option, or a moment of a lift, that nobody can choose in an interview"),
        Code("BC303", "error", "an interview that cannot hold its questions within `max_screens`, or does not end"),
        Code("BC401", "error", "a condition sets no field, or more than one"),
        Code("BC402", "error", "`not` in triage: adding an answer could lower a level"),
        Code("BC403", "error", "two rules with the same condition"),
        Code("BC404", "error", "a rule that never raises the level, since another rule or sign does so already"),
        Code("BC405", "error", "a condition that can never hold"),
        Code("BC501", "error", "a danger-sign list can be skipped or does not fit the contract"),
        Code("BC502", "error", "lifting advice can be reached without the danger signs, or past an emergency"),
        Code("BC503", "error", "an outcome says less than its level must say"),
        Code("BC504", "error", "a row of a danger-sign list that is asked about further in a way that does not fit"),
        Code("BC505", "error", "a flag that no condition waits for, or that is not spelt as an id"),
        Code("BC506", "error", "the short screen of a check-in leaves out a live row, or names one that there is not"),
        Code("BC507", "error", "a returned review that fits no decision, or words that count the reviews wrongly"),
        Code("BC508", "error", "a rule that raises a danger sign and does not say in `together` what comes with it"),
        Code("BC601", "error", "a contributor or pattern that nothing can raise"),
        Code("BC602", "error", "points outside -3 to 3, or not in halves"),
        Code("BC603", "error", "two questions share a fact by accident, since their options have the same id"),
        Code("BC604", "error", "a form contributor that its lift does not list, or one that no fault of it raises"),
        Code("BC605", "warning", "an option that changes nothing"),
        Code("BC606", "error", "a question that changes nothing, whatever is answered"),
        Code("BC607", "error", "two contributors or two patterns that nothing tells apart"),
        Code("BC701", "error", "a claim without a source or a grade"),
        Code("BC702", "error", "square brackets or markup in a text, control or hidden characters in any string"),
        Code("BC703", "error", "a banned word in a text"),
        Code("BC704", "error", "an empty text"),
        Code(
            "BC705",
            "error",
            "a text that is longer than its place: a label over 48 characters, a cue over seven words, a short form",
        ),
        Code("BC706", "error", "a lift without what every lift must have"),
        Code("BC707", "warning", "a text over reading grade 10, or texts with a median over 8"),
        Code(
            "BC708",
            "error",
            "a fault whose `see` names no side to look from, or no moment, or whose `film` is of another side",
        ),
        Code(
            "BC709",
            "error",
            "a text against `docs/words.md`: a word we avoid, 'is no', over 20 words, a share of nothing",
        ),
        Code("BC710", "error", "a source that does not say how it was found, what, in whom, and what it does not show"),
        Code("BC711", "error", "a grade that no work it cites can carry"),
        Code("BC801", "error", "a placeholder that no plan can fill, or one in a text that nobody fills"),
        Code("BC802", "error", "a plan line that does not say what it changes, or changes something out of turn"),
        Code("BC803", "error", "a ladder without one usual place to start, or with steps out of order"),
        Code("BC901", "error", "a lift without poses, or a fault without a figure"),
        Code("BC902", "error", "a joint of a figure bends further than a joint can"),
        Code(
            "BC903", "error", "a foot, hand or weight of a figure is below the floor, or a foot above what it stands on"
        ),
        Code(
            "BC904",
            "error",
            "the bar of a free standing lift done right is not over the middle of the foot, or one is off its rail",
        ),
        Code("BC905", "error", "a fault whose figure looks like the right way"),
        Code("BC906", "error", "a part of a figure changes its length in the rep, or the figure leaves its canvas"),
    )
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
    met: set[tuple[str, str]] = set()
    left = []
    good = {(entry.code, entry.place) for entry in listed if _may_be(entry.code)}
    for finding in findings:
        key = (finding.code, finding.place)
        met.add(key)
        if key not in good:
            left.append(finding)
    for number, entry in enumerate(listed):
        wrong += [
            Finding("BC105", EXCEPTIONS, f"/{number}", message, place=f"{EXCEPTIONS}#/{number}")
            for message in _problems(entry, listed[:number], met, ran)
        ]
    return left + wrong


def read_exceptions(folder: Path) -> tuple[list[LintException], list[Finding]]:
    """The exceptions of a base; none where the file is missing."""
    try:
        content = read_plain(folder / EXCEPTIONS)
        return msgspec.json.decode(content, type=list[LintException]), []
    except FileNotFoundError:
        return [], []
    except (OSError, msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        return [], [Finding("BC105", EXCEPTIONS, "", f"cannot be read: {error}.", place=EXCEPTIONS)]


def _may_be(code: str) -> bool:
    return code in CODES and code.startswith(ALLOWED)


def _problems(
    entry: LintException, before: list[LintException], met: set[tuple[str, str]], ran: Collection[str]
) -> list[str]:
    found = []
    if not _may_be(entry.code):
        known = entry.code in CODES
        found.append(f"{entry.code} allows no exceptions." if known else f"there is no code '{entry.code}'.")
    elif entry.code in ran and (entry.code, entry.place) not in met:
        found.append(f"there is no finding {entry.code} at {entry.place}, so this can go.")
    if (entry.code, entry.place) in {(other.code, other.place) for other in before}:
        found.append("stands twice.")
    if len(entry.reason.strip()) < _LEAST_REASON:
        found.append("gives no reason that would convince a stranger.")
    if not _DAY.fullmatch(entry.on):
        found.append("`on` is not a day such as 2026-11-23.")
    return found
