"""What takes long: a million rows within their share of a bare reader and of memory, and files spoilt in many ways."""

from __future__ import annotations

import random
import subprocess
import sys
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest

from backcheck.errors import BackcheckError
from backcheck.training_log.changes import find_changes
from backcheck.training_log.reading import read_log
from tests.training_log.exports import SHAPES, Done, index

pytestmark = pytest.mark.long

MEASURE = """
import csv, io, resource, sys, time
from tests.training_log.exports import index
from backcheck.training_log.reading import read_log
import gc
gc.disable()
with open(sys.argv[1], "rb") as file:
    content = file.read()
index()
best = 9e9
for _ in range(3):
    start = time.process_time()
    log = read_log(content, index(), unit="kg")
    best = min(best, time.process_time() - start)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
bare = 9e9
for _ in range(3):
    start = time.process_time()
    sum(1 for _ in csv.reader(io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", newline="")))
    bare = min(bare, time.process_time() - start)
print(best, bare, peak, log.rows)
"""

NAMES = ("Squat (Barbell)", "Deadlift (Barbell)", "Bench Press (Barbell)", "Leg Press", "Lat Pulldown (Cable)")


def write_big(path: Path, rows: int) -> None:
    """A Strong file of so many rows, five exercises of five sets a day for centuries."""
    chance = random.Random(1)
    day = date(1960, 1, 1)
    head = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n"
    with path.open("w") as file:
        file.write(head)
        for number in range(rows):
            if number % 25 == 0:
                day += timedelta(1)
            name, weight, reps = NAMES[number // 5 % 5], chance.randrange(16, 80) * 2.5, chance.randrange(1, 12)
            effort = chance.choice(("", "8", "8.5"))
            file.write(
                f'{day} 18:05:00,"Legs and more of it",1h 5m,"{name}",{number % 5 + 1},{weight},{reps},0,0,,,{effort}\n'
            )


def test_a_million_rows(tmp_path: Path) -> None:
    """At most eight times what a bare reader needs, and 300 MB."""
    path = tmp_path / "big.csv"
    write_big(path, 1_000_000)
    ran = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    ours, bare, peak, rows = map(float, ran.stdout.split())
    print(f"{rows / ours:,.0f} rows a second, {ours / bare:.1f} times a bare reader, {peak:.0f} MB")
    assert rows == 1_000_000
    assert ours <= 8 * bare
    assert peak <= 300


def spoil(content: bytes, chance: random.Random) -> bytes:
    """The file with a few bytes or lines changed, doubled, moved or gone."""
    for _ in range(chance.randrange(1, 6)):
        at, to = sorted(chance.randrange(len(content) + 1) for _ in range(2))
        what = chance.randrange(6)
        if what == 0:
            content = (
                content[:at]
                + bytes(chance.choices(b'",;\n\r\0\xff\xfe 19-/.kgW', k=chance.randrange(1, 9)))
                + content[at:]
            )
        elif what == 1:
            content = content[:at] + content[min(to, at + 40) :]
        elif what == 2:
            lines = content.splitlines(keepends=True)
            chance.shuffle(lines)
            content = b"".join(lines)
        elif what == 3:
            content = content[:at]
        elif what == 4:
            content += content[at:to]
        else:
            content = content.replace(b",", chance.choice((b";", b"\t", b",,", b'","')), chance.randrange(1, 9))
    return content


def test_spoilt_files_end_in_words() -> None:
    """A log in which every row is used or counted, or an error that says what is wrong."""
    chance = random.Random(7)
    sets = [Done(date(2026, 3, 2) + timedelta(number), chance.choice(NAMES), "82.5", 5) for number in range(20)]
    read = 0
    for number in range(20_000):
        content = spoil(SHAPES[number % len(SHAPES)](sets, "kg"), chance)
        with suppress(BackcheckError):
            log = read_log(content, index(), unit="kg")
            find_changes(log)
            skipped = sum(one.rows for one in log.skipped)
            assert log.rows == log.sets + log.warm_ups + log.other_sets + sum(one.sets for one in log.unknown) + skipped
            read += 1
    assert read > 5_000
