"""A danger-sign list of which somebody is not sure, row by row: yes, no or not sure, each with what one can check.

Owns the order and the words of that walk. Knows no front end and no rule of the interview.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from backcheck.ask.port import Asker, Move, Row
from backcheck.knowledge.model import NONE, UNSURE, Question

LEAD = "One line at a time. Check what you can right now."
CHECK = "Check: {check}"
ROWS = (Row("yes", "Yes, or partly"), Row("no", "No"), Row(UNSURE, "Not sure"))

Keep = Callable[[tuple[str, ...]], None]
"""Told what counts so far each time it changes, in case the person leaves."""


def walk_rows(
    question: Question, ticked: Collection[str], asker: Asker, keep: Keep = lambda _: None
) -> tuple[str, ...] | None:
    """The answer to a list, one row after the other; None where the person goes back before the first.

    A row that is not sure is ticked like one that fits: its follow-up comes next. `ticked` rows are not asked again.
    While rows are open, what is kept says so with "not sure". Raises `Left`.
    """
    rows = [option for option in question.offered if option.id not in ticked]
    said: dict[str, str] = {}
    at = 0
    while at < len(rows):
        keep((*_ticks(question, ticked, said), UNSURE))
        row = rows[at]
        lines = (LEAD, CHECK.format(check=row.check)) if row.check else (LEAD,)
        heading = f"{question.prompt} {at + 1} of {len(rows)}"
        chosen = asker.choose(row.label, ROWS, lines=lines, heading=heading, pointed=said.get(row.id, ""))
        if isinstance(chosen, Move):
            if at == 0:
                return None
            at -= 1
            continue
        said[row.id] = chosen
        at += 1
    answer = _ticks(question, ticked, said) or (NONE,)
    keep(answer)
    return answer


def _ticks(question: Question, ticked: Collection[str], said: dict[str, str]) -> tuple[str, ...]:
    found = {*ticked, *(row for row, answer in said.items() if answer != "no")}
    return tuple(option.id for option in question.options if option.id in found)
