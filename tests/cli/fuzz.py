"""Hostile input from a seeded generator: to the readers of files, as argument lists, and as mutated knowledge bases.

`python -m tests.cli.fuzz READERS ARGUMENTS BASES SEED` runs so many of each and prints the counts; `.ci/run` runs a
few, `.ci/long` many. What must hold of every one: a result or a documented error and exit code, no escape and no mark
that turns the reading direction in any output, no level lowered by one more answer, and the same bytes whatever the
hash seed.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

from backcheck import load_knowledge
from backcheck.cli import answers_file, checkin
from backcheck.cli.commands import COMMANDS
from backcheck.cli.exits import MEANINGS, Exit
from backcheck.cli.runtime import COLORS, Runtime, configure
from backcheck.errors import BackcheckError
from backcheck.knowledge import load
from backcheck.knowledge.levels import URGENCY
from backcheck.knowledge.locate import find_data_folder
from backcheck.reasoning.answers import read_answers
from backcheck.reasoning.assess import assess
from backcheck.reasoning.screening import complete
from backcheck.reasoning.triage import triage_level
from backcheck.text import clean
from tests.cli import program
from tests.cli.stories import BOOK, STOP, TRAIN_CHANGED

KB = load_knowledge()
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal obeys, or what turns the reading direction."""

STRINGS = [
    *("", " ", "none", "unsure", "squat", "squats", "own", "../../etc/passwd", "{lift}", "%s", "-", "--", "~", "\0"),
    *("\x1b[31m", "\x1b]8;;http://x\x07y", "\x9b2J", "\u202egpj.exe", "\u2066", "\ud800", "\ufeff", "x" * 300, "腰痛"),
    *("<script>", "--><b>", "](javascript:0)", "é", "e\u0301" * 20, "\u200d", "1e999", "NaN", "\r\n", "\t"),
]
NUMBERS: list[Any] = [0, -1, 1, 3, 10, 11, 2**31, 2**63, -(2**64), 1e308, -1e15, 0.5, 1e-300, True, False, None]
DEEP = "[" * 3000
HASH_SEEDS = ("0", "1", "4711")


def check_text(text: str) -> None:
    """Nothing in it is obeyed by a terminal."""
    found = OBEYED.search(text)
    assert found is None, (found, text[max(0, found.start() - 60) : found.end() + 20] if found else "")


# -- changing what was right -------------------------------------------------------------------------------------------


def value(chance: random.Random) -> Any:
    """Any JSON value, most often a nasty one."""
    kind = chance.randrange(7)
    if kind < 3:
        return chance.choice(STRINGS)
    if kind < 5:
        return chance.choice(NUMBERS)
    return [value(chance) for _ in range(chance.randrange(3))] if kind == 5 else {chance.choice(STRINGS): value(chance)}


def places(document: Any) -> list[tuple[Any, Any]]:
    """Every container of the document with each of its keys."""
    found, waiting = [], [document]
    while waiting:
        here = waiting.pop()
        keys = list(here) if isinstance(here, dict) else range(len(here)) if isinstance(here, list) else ()
        for key in keys:
            found.append((here, key))
            waiting.append(here[key])
    return found


def mutate(document: Any, chance: random.Random) -> Any:
    """A copy in which one to three values, keys or entries are other ones."""
    changed = json.loads(json.dumps(document))
    for _ in range(chance.randint(1, 3)):
        known = places(changed)
        if not known:
            return value(chance)
        container, key = chance.choice(known)
        kind = chance.randrange(5)
        if kind == 0:
            del container[key]
        elif kind == 1 and isinstance(container, dict):
            container[chance.choice(STRINGS)] = container.pop(key)
        elif kind == 2 and isinstance(container, list):
            container.append(container[key])
        elif kind == 3 and isinstance(container[key], str):
            container[key] += chance.choice(STRINGS)
        else:
            container[key] = value(chance)
    return changed


def spoil(content: bytes, chance: random.Random) -> bytes:
    """Other bytes: cut, flipped, doubled, or with something in between; now and then only nesting or nothing."""
    at = chance.randrange(len(content) + 1)
    kind = chance.randrange(7)
    if kind == 0:
        return content[:at]
    if kind == 1:
        return content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]
    if kind == 2:
        return content[:at] + chance.choice(STRINGS).encode("utf-8", "surrogatepass") + content[at:]
    if kind == 3:
        return content[:at] + content[max(0, at - 30) :]
    if kind == 4:
        wide = content.decode("utf-8", "replace").encode("utf-16")
        return chance.choice([b"", b"\xef\xbb\xbf" + content, wide, DEEP.encode()])
    return content if kind == 5 else content.replace(b"1", b"9" * 5000, 1)


def encode(document: Any, chance: random.Random) -> bytes:
    """As JSON; one in three times with spoilt bytes."""
    content = json.dumps(document, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")
    return spoil(content, chance) if chance.random() < 0.35 else content


# -- readers -----------------------------------------------------------------------------------------------------------

PEOPLE: list[dict[str, Any]] = [dict(BOOK), dict(STOP), dict(TRAIN_CHANGED), {}]
CHECKIN = {
    "signs": {"safety-body": ["none"], "safety-nerves": ["leg-weak"], "safety-leg-weak": ["works"]},
    "groups": ["legs"],
    "exercise": "squat",
    "pain_now": 3,
    "pain_worst": 5,
    "settled": True,
    "activity": "walk",
    "change": "own",
    "change_text": "less",
    "helped": "yes",
    "step": 1,
    "activity_score": 4.5,
}
SETTINGS = b'plain = true\ncolor = "never"\n'


def read_some_answers(chance: random.Random, number: int) -> None:
    """An answers file: read or refused; one more sign never lowers the level of whole answers; the result is clean."""
    content = encode({"answers": mutate(chance.choice(PEOPLE), chance)}, chance)
    document = answers_file._parse(content, "the file")
    given = document.get("answers") if isinstance(document, dict) else None
    known = complete(KB, read_answers(KB, given if isinstance(given, dict) else {}))
    level = triage_level(KB, known)
    question = chance.choice([one for one in KB.questions.values() if one.stage == "safety"])
    if question.id not in known:
        sign = chance.choice(question.options).id
        more = triage_level(KB, complete(KB, {**known, question.id: (sign,)}))
        assert URGENCY[more] >= URGENCY[level], (known, question.id, sign, level, more)
    if number % 50 == 0:
        from backcheck.show.advice import advise
        from backcheck.show.as_json import encode_assessment

        check_text(encode_assessment(advise(KB, assess(KB, known, look_ahead=False)), ""))


def read_some_checkin(chance: random.Random, number: int) -> None:
    """A check-in file."""
    document = answers_file._parse(encode({"checkin": mutate(CHECKIN, chance)}, chance), "the file")
    given = document.get("checkin") if isinstance(document, dict) else None
    if isinstance(given, dict):
        checkin.read_checkin(KB, given)


class Settings:
    """A settings file that is written anew each time."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "config.toml"

    def __call__(self, chance: random.Random, number: int) -> None:
        """It is read or told of, and never stops anything."""
        content = spoil(SETTINGS, chance)
        if chance.random() < 0.5:
            key, setting = chance.choice(["plain", "color", *STRINGS]), json.dumps(value(chance))
            content = f"{key} = {setting}\n".encode("utf-8", "surrogatepass") + content
        self.file.write_bytes(content)
        told: list[str] = []
        with (
            mock.patch.dict(os.environ, {"BACKCHECK_HOME": str(self.file.parent)}),
            mock.patch.object(Runtime, "tell", lambda _, *texts: told.extend(texts)),
        ):
            runtime = configure(Runtime())
        assert isinstance(runtime.plain, bool)
        assert runtime.color in COLORS
        for text in told:
            check_text(clean(text))


DATA = find_data_folder()
FILES = {name: json.loads((DATA / name).read_bytes()) for name in load.FILES}
LIFTS = {path.name: json.loads(path.read_bytes()) for path in load.lift_files(DATA)}
SMALL = [name for name, document in FILES.items() if len(json.dumps(document)) < 30_000]


def read_some_base(chance: random.Random, number: int) -> None:
    """One file of a knowledge base."""
    if chance.random() < 0.5:
        name = chance.choice([*LIFTS])
        content = encode(mutate(LIFTS[name], chance), chance)
        load.decode_lift(content, name, lambda other: load._read(DATA / "lifts" / other))
    else:
        name = chance.choice(SMALL)
        load._decode(encode(mutate(FILES[name], chance), chance), load.FILES[name], name)


def try_readers(count: int, chance: random.Random, folder: Path) -> Counter[str]:
    """So many inputs, in turns; counts what was read and what was refused."""
    readers: list[Callable[[random.Random, int], None]] = [
        read_some_answers,
        read_some_checkin,
        Settings(folder),
        read_some_base,
    ]
    ends: Counter[str] = Counter()
    for number in range(count):
        reader = readers[number % len(readers)]
        try:
            reader(chance, number)
            ends["read"] += 1
        except BackcheckError as error:
            check_text(clean(f"{error.problem} {error.remedy}"))
            ends["refused"] += 1
        except FileNotFoundError:  # a lift that inherits from none: the loader says so with the file
            ends["refused"] += 1
    return ends


# -- argument lists ----------------------------------------------------------------------------------------------------

OPTIONS = (
    *("--json", "--full", "--sources", "--plain", "--no-pager", "--color", "--color=never", "--data", "--help", "-h"),
    *(
        "--answers",
        "--next",
        "--again",
        "--exercise",
        "--weight",
        "--save-answers",
        "--force",
        "--format",
        "-o",
        "--all",
    ),
    *("--yes", "--only", "--strict", "--svg", "--start", "--figure", "--figures", "--screens", "--order", "--version"),
)
WORDS = (
    *("squat", "deadlift", "leg press", "last", "1", "0", "-1", "on", "off", "status", "path", "show", "note", "plot"),
    *(
        "export",
        "delete",
        "again",
        "check",
        "test",
        "graph",
        "stats",
        "schema",
        "signs",
        "a.json",
        "back.md",
        "nowhere",
    ),
    *("md", "html", "json", "100kg", "225lb", "bash", "sqaut", "brace", "safety-body"),
)


def some_arguments(chance: random.Random) -> list[str]:
    """A command, more often than not, and things behind and before it."""
    pool = [*OPTIONS, *WORDS, *(text for text in STRINGS if "\0" not in text and text.isprintable() | (len(text) > 1))]
    words = [chance.choice(pool) for _ in range(chance.randrange(6))]
    if chance.random() < 0.85:
        words.insert(chance.choice([0, 0, 0, len(words)]), chance.choice([*COMMANDS]))
    return [word.encode("utf-8", "surrogateescape" if word.isascii() else "replace").decode() for word in words]


def look_at(ran: program.Ran, about: object) -> None:
    """One of the documented ends, without a bug, and nothing to obey."""
    assert ran.code in {int(code) for code in MEANINGS}, (about, ran)
    assert ran.code != Exit.BUG, (about, ran)
    for text in (ran.out, ran.err):
        check_text(text)


def try_arguments(count: int, chance: random.Random, folder: Path) -> Counter[str]:
    """So many calls in a folder of their own; counts the exit codes."""
    (folder / "a.json").write_text(json.dumps({"answers": TRAIN_CHANGED}))
    env = {"BACKCHECK_HOME": str(folder / "home"), "BACKCHECK_TEST_PROCESSES": None}
    ends: Counter[str] = Counter()
    with mock.patch.object(program, "ELSEWHERE", str(folder)):
        for _ in range(count):
            words = some_arguments(chance)
            ran = program.run(
                *words, given=chance.choice([b"", b'{"answers": {}}', b"\xff\x1b[31m", b"a note"]), env=env
            )
            look_at(ran, words)
            ends[f"exit {ran.code}"] += 1
    return ends


# -- mutated bases -----------------------------------------------------------------------------------------------------

CALLS = (
    *(
        "exercise",
        "exercise squats --full",
        "exercise deadlift --json",
        "cause",
        "redflags",
        "search brace",
        "questions",
    ),
    *(
        "diagnose --answers a.json",
        "diagnose --answers a.json --json",
        "report --answers a.json",
        "core",
        "warmup squat",
    ),
    *("report --answers a.json --format html", "diagnose --answers {} --next", "prevent", "tests", "ladder", "sources"),
    *("kb schema", "kb signs", "exercise squats --figures", "--version"),
)


def try_bases(count: int, chance: random.Random, folder: Path) -> Counter[str]:
    """So many bases with one file changed, each through three commands; counts the exit codes."""
    base = folder / "base"
    shutil.copytree(DATA, base)
    (folder / "a.json").write_text(json.dumps({"answers": TRAIN_CHANGED}))
    ends: Counter[str] = Counter()
    with mock.patch.object(program, "ELSEWHERE", str(folder)):
        for number in range(count):
            name = chance.choice([*FILES, *(f"lifts/{lift}" for lift in LIFTS)])
            whole = FILES.get(name) or LIFTS[name.removeprefix("lifts/")]
            (base / name).write_bytes(encode(mutate(whole, chance), chance))
            calls = [*chance.sample(CALLS, 3), *(["kb check"] if number % 100 == 0 else [])]
            for call in calls:
                ran = program.run("--data", base, *call.split(), env={"BACKCHECK_HOME": str(folder / "home")})
                look_at(ran, (call, name))
                ends[f"exit {ran.code}"] += 1
            (base / name).write_bytes((DATA / name).read_bytes())
    return ends


# -- hash seeds --------------------------------------------------------------------------------------------------------


def try_hash_seeds(chance: random.Random, folder: Path, count: int) -> Counter[str]:
    """The same bytes on both streams whatever the order of sets."""
    (folder / "a.json").write_text(json.dumps({"answers": TRAIN_CHANGED}))
    calls = ["diagnose --answers a.json --json", "report --answers a.json", *chance.sample(CALLS, max(0, count - 2))]
    for call in calls[:count]:
        said = set()
        for seed in HASH_SEEDS:
            env = program.environment({"PYTHONHASHSEED": seed, "BACKCHECK_HOME": str(folder / "home")})
            ran = subprocess.run(
                [program.PROGRAM, *call.split()], capture_output=True, env=env, cwd=folder, check=False
            )
            said.add((ran.returncode, ran.stdout, ran.stderr))
        assert len(said) == 1, call
    return Counter({"the same": len(calls[:count])})


def main() -> None:
    """Runs what the arguments say and prints the figures."""
    readers, arguments, bases, seed = map(int, sys.argv[1:5])
    tries: dict[str, Callable[[random.Random, Path], Counter[str]]] = {
        "readers": lambda chance, folder: try_readers(readers, chance, folder),
        "argument lists": lambda chance, folder: try_arguments(arguments, chance, folder),
        "mutated bases": lambda chance, folder: try_bases(bases, chance, folder),
        "hash seeds": lambda chance, folder: try_hash_seeds(chance, folder, 3 if bases < 100 else len(CALLS)),
    }
    for name, attempt in tries.items():
        start = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            ends = attempt(random.Random(seed), Path(folder))
        took = time.monotonic() - start
        print(
            f"{name}: {', '.join(f'{count} {end}' for end, count in sorted(ends.items()))} ({took:.1f} s)", flush=True
        )


if __name__ == "__main__":
    main()
