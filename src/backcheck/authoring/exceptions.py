"""Exceptions to the lint: findings that are meant, each with a reason, in a file of their own beside the data.

Safety, shape and references have no exceptions. One that is of no use is a finding.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

import msgspec

from backcheck.authoring.documents import EXCEPTIONS
from backcheck.authoring.findings import CODES, Finding
from backcheck.files import read_plain

FILE = EXCEPTIONS
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
            Finding("BC105", FILE, f"/{number}", message, place=f"{FILE}#/{number}")
            for message in _problems(entry, listed[:number], met, ran)
        ]
    return left + wrong


def read_exceptions(folder: Path) -> tuple[list[LintException], list[Finding]]:
    """The exceptions of a base; none where the file is missing."""
    try:
        content = read_plain(folder / FILE)
        return msgspec.json.decode(content, type=list[LintException]), []
    except FileNotFoundError:
        return [], []
    except (OSError, msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        return [], [Finding("BC105", FILE, "", f"cannot be read: {error}.", place=FILE)]


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
