"""Writes what the documents count and list of the program: keys, look-ups, files of `data/`, and how many lifts.

Run `python docs/make_tables.py`; `--check` only says which documents are not those of the program. The words stand
where the things do: in the rows of the tables of keys and look-ups, and in the first sentence on the shape of a file.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from itertools import dropwhile
from pathlib import Path
from typing import get_args

from backcheck import load_knowledge
from backcheck.ask.keys import TABLE
from backcheck.cli.lookup_table import LOOKUPS, Lookup
from backcheck.cli.runtime import Runtime
from backcheck.knowledge.load import FILES
from backcheck.show.as_json import encode_list

TOP = Path(__file__).parents[1]


def make_all() -> dict[str, str]:
    """Each document by its path below the top of the repository, with its content."""
    readme, conversation, json_, knowledge = "README.md", "docs/conversation.md", "docs/json.md", "docs/knowledge.md"
    made = {name: (TOP / name).read_text(encoding="utf-8") for name in (readme, conversation, json_, knowledge)}
    made[readme] = _put(made[readme], "look-up | shows", (_row(*_say_lookup(name)) for name in LOOKUPS))
    lifts = load_knowledge().lifts.values()
    variants = sum(bool(lift.inherits) for lift in lifts)
    made[readme] = _replace(made[readme], r"\d+(?= lifts\s+and \d+ variants)", str(len(lifts) - variants))
    made[readme] = _replace(made[readme], r"(?<=\band )\d+(?= variants)", str(variants))
    keys = (_row(", ".join(map(_code, key.shown.split(", "))), key.does) for key in TABLE)
    made[conversation] = _put(made[conversation], "key | does", keys)
    letters = ", ".join(f"`{letter}` {does}" for letter, does in _letters())
    made[conversation] = _replace(made[conversation], r"(?<=\n)The letters are [^\n]*", f"The letters are {letters}.")
    listed = (_row(*_say_json(name, row)) for name, row in LOOKUPS.items())
    made[json_] = _put(made[json_], "look-up | key | each entry has | a card", listed)
    files = (_row(f"`{name}`", _first_sentence((get_args(kind) or (kind,))[0])) for name, kind in FILES.items())
    made[knowledge] = _put(made[knowledge], "file | it, or each of its entries", files)
    return made


def _put(text: str, head: str, rows: Iterable[str]) -> str:
    """The text with these rows in its table with this head."""
    before, found, rest = text.partition(f"| {head} |\n")
    assert found, f"no document has the table {head!r}"
    rule, *lines = rest.split("\n")
    return before + found + "\n".join([rule, *rows, *dropwhile(lambda line: line.startswith("|"), lines)])


def _replace(text: str, pattern: str, words: str) -> str:
    made, count = re.subn(pattern, lambda _: words, text)
    assert count == 1, f"{pattern!r} stands {count} times"
    return made


def _row(*texts: str) -> str:
    return f"| {' | '.join(texts)} |"


def _code(shown: str) -> str:
    return f"`{shown}`" if len(shown) == 1 else shown


def _letters() -> list[tuple[str, str]]:
    """What is typed in plain mode, and what it does."""
    return [(key.words[0], key.said.partition(" ")[2]) for key in TABLE if key.said and key.words]


def _say_lookup(name: str) -> tuple[str, str]:
    row = LOOKUPS[name]
    return f"`backcheck {name} [{row.metavar}]{' [--start]' if row.lead else ''}`", row.help.removeprefix("See ")[:-1]


def _say_json(name: str, row: Lookup) -> tuple[str, str, str, str]:
    """The key of its list, the fields of an entry of each kind, and an example of a card."""
    entries = {type(entry): entry for entry in reversed(row.entries(Runtime()))}
    kinds = []
    for kind, entry in reversed(entries.items()):
        told = list(json.loads(encode_list(row.key, [entry]))[row.key][0])
        whole = set(told) == set(kind.__struct_encode_fields__)
        kinds.append("the whole entry" if whole else ", ".join(f"`{one}`" for one in told))
    first = row.entries(Runtime())[0].id
    return f"`{name}`", f"`{row.key}`", "; or ".join(dict.fromkeys(kinds)), f"`{name} {first}`" if row.card else "-"


def _first_sentence(kind: type) -> str:
    told = " ".join((kind.__doc__ or "").partition("\n\n")[0].split())
    return told.partition(". ")[0].removesuffix(".")


def list_stale() -> list[str]:
    """The documents that are not those of the program."""
    return [name for name, content in make_all().items() if (TOP / name).read_text(encoding="utf-8") != content]


def main() -> int:
    """Writes the documents, or with `--check` compares them."""
    if "--check" in sys.argv:
        stale = list_stale()
        sys.stdout.write("".join(f"{name}\n" for name in stale))
        return 1 if stale else 0
    for name, content in make_all().items():
        (TOP / name).write_text(content, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
