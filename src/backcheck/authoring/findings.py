"""Findings of the lint: what is wrong, where, and the list of all codes. Codes are stable; they are never reused."""

from __future__ import annotations

from typing import Literal

import msgspec

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
        Code("BC201", "error", "a reference leads to an id that does not exist"),
        Code("BC202", "error", "a condition names an option that its question does not have"),
        Code("BC203", "error", "a source that does not exist is cited"),
        Code("BC204", "warning", "a source that nothing cites"),
        Code("BC401", "error", "a condition sets no field, or more than one"),
        Code("BC402", "error", "`not` in triage: adding an answer could lower a level"),
        Code("BC501", "error", "a danger-sign list can be skipped or does not fit the contract"),
        Code("BC502", "error", "lifting advice can be reached without the danger signs, or past an emergency"),
        Code("BC503", "error", "an outcome says less than its level must say"),
        Code("BC601", "error", "a contributor or pattern that nothing can raise"),
        Code("BC602", "error", "points outside -3 to 3, or not in halves"),
        Code("BC603", "error", "two questions share a fact by accident, since their options have the same id"),
        Code("BC604", "error", "a form contributor that its lift does not list, or one that no fault of it raises"),
        Code("BC701", "error", "a claim without a source or a grade"),
        Code("BC702", "error", "square brackets, markup or control characters in a text"),
        Code("BC703", "error", "a banned word in a text"),
        Code("BC704", "error", "an empty text"),
        Code("BC705", "error", "a label over 48 characters, or a cue over seven words"),
        Code("BC706", "error", "a lift without what every lift must have"),
    )
}


class Finding(msgspec.Struct, frozen=True):
    """One fault of the knowledge base: the code, the file, the JSON pointer in it, what is wrong and a hint."""

    code: str
    file: str
    pointer: str
    message: str
    hint: str = ""

    @property
    def severity(self) -> Severity:
        """Error or warning, from the list of codes."""
        return CODES[self.code].severity
