"""Spoiling a copy of the knowledge base in one place, so that a check has something to find."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from backcheck.authoring.check import examine_folder
from backcheck.authoring.findings import Finding
from backcheck.knowledge.locate import find_data_folder

Spoil = Callable[[Path], object]
"""Changes one thing in the folder it is given."""

Step = str | int

SQUAT = "lifts/squat.json"
NERVES = ("danger-signs/nerves.json",)


class Broken(NamedTuple):
    """A base spoilt in one place, and the finding it must give.

    `pointer` is a JSON pointer, or the ids and keys on the way to the entry (`safety-nerves:bladder`).
    """

    id: str
    code: str
    file: str
    pointer: str
    spoil: Spoil


def is_found(broken: Broken, finding: Finding) -> bool:
    """Whether this is the finding: the code, the file, and the pointer or all the names on the way."""
    if (finding.code, finding.file) != (broken.code, broken.file):
        return False
    if not broken.pointer or broken.pointer.startswith("/"):
        return finding.pointer == broken.pointer
    steps = finding.place.partition("#")[2].split("/")
    return all(step in steps for step in re.split(r": ?", broken.pointer))


def copy_base(target: Path) -> Path:
    """A fresh copy of the base that ships, in a new folder `target`."""
    return Path(shutil.copytree(find_data_folder(), target))


def read(folder: Path, name: str) -> Any:
    """The content of one file."""
    return json.loads((folder / name).read_text(encoding="utf-8"))


def write(folder: Path, name: str, document: Any) -> None:
    """Puts new content in place of one file."""
    (folder / name).write_text(json.dumps(document), encoding="utf-8")


def step_into(value: Any, steps: tuple[Step, ...]) -> Any:
    """The value at the end of the steps: keys of objects, places or ids of entries in lists."""
    for step in steps:
        value = value[place_of(value, step)]
    return value


def place_of(value: Any, step: Step) -> Step:
    """The step itself, or the place of the entry with that id."""
    if isinstance(value, list) and isinstance(step, str):
        return next(place for place, entry in enumerate(value) if entry["id"] == step)
    return step


def put(name: str, *steps: Step, value: Any) -> Spoil:
    """Sets the value at the end of the steps."""

    def spoil(folder: Path) -> None:
        document = read(folder, name)
        target = step_into(document, steps[:-1])
        target[place_of(target, steps[-1])] = value
        write(folder, name, document)

    return spoil


def drop(name: str, *steps: Step) -> Spoil:
    """Takes away the value at the end of the steps."""

    def spoil(folder: Path) -> None:
        document = read(folder, name)
        target = step_into(document, steps[:-1])
        del target[place_of(target, steps[-1])]
        write(folder, name, document)

    return spoil


def add(name: str, *steps: Step, value: Any) -> Spoil:
    """Adds an entry to the list at the end of the steps."""

    def spoil(folder: Path) -> None:
        document = read(folder, name)
        step_into(document, steps).append(value)
        write(folder, name, document)

    return spoil


def repeat(name: str, *steps: Step, **changed: Any) -> Spoil:
    """Adds a copy of the first entry of the list at the end of the steps, with some of its values changed."""

    def spoil(folder: Path) -> None:
        document = read(folder, name)
        entries = step_into(document, steps)
        entries.append(entries[0] | changed)
        write(folder, name, document)

    return spoil


def fill(name: str, content: bytes) -> Spoil:
    """Puts these bytes in place of a file."""
    return lambda folder: (folder / name).write_bytes(content)


def remove(name: str) -> Spoil:
    """Takes away a file or a whole folder."""

    def spoil(folder: Path) -> None:
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    return spoil


def rename(name: str, new: str) -> Spoil:
    """Gives a file another name."""
    return lambda folder: (folder / name).rename(folder / new)


def and_then(*steps: Spoil) -> Spoil:
    """Several spoilings, one after the other."""

    def spoil(folder: Path) -> None:
        for step in steps:
            step(folder)

    return spoil


def set_text(text: str) -> Spoil:
    """Another text for one point of a habit."""
    return put("topics.json", 0, "points", 0, "text", value=text)


def check_folder(folder: Path, only: str = "") -> list[Finding]:
    """All findings of the base in this folder, by file."""
    return examine_folder(folder, only).findings
