"""What took the place of a retired danger sign weighs no less: it has its words, levels and flags, and its rules.

The old row stays and keeps its own, so nothing else would notice what the new one was not given.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from backcheck.knowledge.levels import URGENCY
from backcheck.knowledge.locate import find_data_folder
from tests.knowledge.signs import LIVE

Shape = dict[str, Any]

WITHIN = ("days", "this-week", "two-weeks")
BASE = {path.name: json.loads(path.read_text("utf-8")) for path in sorted(find_data_folder().rglob("*.json"))}
ROWS: dict[str, tuple[str, Shape]] = {
    row["id"]: (BASE[f"{name.removeprefix('safety-')}.json"]["id"], row)
    for name in LIVE
    for row in BASE[f"{name.removeprefix('safety-')}.json"]["options"]
}
"""Row -> the list that it stands in, and all that is written about it."""


def conditions(value: Any, entry: str = "") -> Iterator[tuple[str, str, str]]:
    """Each option that a condition names: the id of what the condition belongs to, the question, the option."""
    if isinstance(value, dict):
        entry = value.get("id", entry)
        for question, named in filter(None, (value.get("is"), value.get("in"))):
            yield from ((entry, question, option) for option in ([named] if isinstance(named, str) else named))
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from conditions(inner, entry)


NAMED: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
"""A tick -> the ids of the rules, lines and questions with a condition that names it."""
for document in BASE.values():
    for holder, asked, ticked in conditions(document):
        NAMED[asked, ticked].add(holder)


def lost(old: str, list_id: str, new: Shape) -> list[str]:
    """What the row `old` has and the row `new` of this list has not."""
    old_list, row = ROWS[old]
    found = [f"{new['id']}: {key}" for key in row.keys() - new.keys() - {"retired"}]
    ticks = [((old_list, old), (list_id, new["id"]))]
    asked, now = row.get("follow_up", {}), new.get("follow_up", {})
    found += [f"question: {key}" for key in asked.keys() - now.keys()]
    answers = {answer["id"]: answer for answer in now.get("options", ())}
    carried = {flag for answer in answers.values() for flag in answer.get("flags", ())}
    for answer in asked.get("options", ()):
        same = answers.get(answer["id"])
        if same is None:  # asked in another way: what it carried has to be carried by some answer
            found += [f"flag {flag}" for flag in set(answer.get("flags", ())) - carried]
            continue
        ticks.append(((f"safety-{old}", answer["id"]), (f"safety-{new['id']}", same["id"])))
        found += [f"{same['id']}: {key}" for key in answer.keys() - same.keys()]
        found += [
            f"{same['id']}: {one}" for key in ("flags", "says") for one in {*answer.get(key, ())} - {*same.get(key, ())}
        ]
        soon, sooner = (WITHIN.index(one.get("within", WITHIN[-1])) for one in (answer, same))
        if URGENCY.get(same["alone"], 0) < URGENCY.get(answer["alone"], 0) or sooner > soon:
            found.append(f"{same['id']}: is milder")
    found += [f"{holder} does not name {new['id']}" for was, is_ in ticks for holder in sorted(NAMED[was] - NAMED[is_])]
    return found


def test_a_retired_row_is_followed_by_one_that_weighs_no_less() -> None:
    for rows in LIVE.values():
        for row, sign in rows.items():
            assert bool(sign.group) != bool(sign.successor), (
                f"'{row}': a row that is asked has a group, any other a successor"
            )
            if sign.successor not in ("", "none"):
                assert lost(row, *ROWS[sign.successor]) == [], f"'{row}' has this, and its successor has not"


def without_one_part(row: Shape) -> Iterator[tuple[str, Shape]]:
    """Copies of a row, each with one part left out or one answer made milder, and the name of that part."""
    for key in row.keys() - {"id"}:
        yield key, {name: value for name, value in row.items() if name != key}
    for key in row["follow_up"].keys() - {"options"}:
        spoiled = deepcopy(row)
        del spoiled["follow_up"][key]
        yield f"question: {key}", spoiled
    for at, answer in enumerate(row["follow_up"]["options"]):
        for key in answer.keys() - {"id", "label"} - ({"alone"} if answer["alone"] == "modifier" else set()):
            spoiled = deepcopy(row)
            less = spoiled["follow_up"]["options"][at]
            if key == "alone":
                less[key] = "modifier"
            else:
                del less[key]
            yield f"{answer['id']}: {key}", spoiled


@pytest.mark.parametrize("row", [row for rows in LIVE.values() for row, sign in rows.items() if sign.group])
def test_a_part_that_a_successor_was_not_given_is_found(row: str) -> None:
    """A copy with another id has all but the rules that name the row; then it has one part less."""
    list_id, shape = ROWS[row]
    named = {holder for tick in NAMED if tick[0] == f"safety-{row}" or tick == (list_id, row) for holder in NAMED[tick]}
    copied = shape | {"id": "copied"}
    unnamed = lost(row, list_id, copied)
    assert {one.split()[0] for one in unnamed} == named
    for part, spoiled in without_one_part(copied):
        assert len(lost(row, list_id, spoiled)) > len(unnamed), part
