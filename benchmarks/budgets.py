"""Measures the speed budgets as paired ratios and prints a Markdown table. Not a test: machines are noisy.

Run it with the Python in whose environment backcheck is installed: `.venv/bin/python benchmarks/budgets.py`. Pairs run
in turns in one session, so that a slow moment hits both sides; the figure is the median of the paired ratios. With
`tldr` on the path, and its page of tar cached, a look-up in a pipe is held against that too.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pexpect

ROUNDS = 41
PYTHON = sys.executable
BACKCHECK = [PYTHON, "-m", "backcheck"]
SCRIPT = str(Path(PYTHON).with_name("backcheck"))
DATA = Path(__file__).resolve().parents[1] / "data"
INHERITED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Installed programs come with their bytecode; without this a checkout would be compiled anew in each run."""

ENVIRONMENT = {**INHERITED, "PROMPT_TOOLKIT_NO_CPR": "1", "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}

BARE = """
import sys, questionary
from prompt_toolkit.output import create_output
questionary.select("Which?", ["one", "two", "three"], output=create_output(stdout=sys.stderr)).unsafe_ask()
"""


def run(command: list[str]) -> float:
    """Seconds of one whole process."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    return time.perf_counter() - start


def run_in_terminal(command: list[str]) -> float:
    """The same in a pseudo-terminal, until it has said all."""
    start = time.perf_counter()
    child = pexpect.spawn(command[0], command[1:], env=ENVIRONMENT, dimensions=(24, 80), timeout=20)
    child.expect(pexpect.EOF)
    took = time.perf_counter() - start
    child.close()
    return took


def pair(ours: Callable[[], float], theirs: Callable[[], float], rounds: int = ROUNDS) -> tuple[float, float, float]:
    """Median ratio of paired runs, and the medians of both sides in milliseconds."""
    ours()
    theirs()
    rows = [(ours(), theirs()) for _ in range(rounds)]
    return (
        statistics.median(a / b for a, b in rows),
        statistics.median(a for a, _ in rows) * 1000,
        statistics.median(b for _, b in rows) * 1000,
    )


def until_painted(command: list[str], words: str) -> float:
    """Seconds from the start of a program in a pseudo-terminal until these words are on the screen."""
    start = time.perf_counter()
    child = pexpect.spawn(command[0], command[1:], env=ENVIRONMENT, dimensions=(24, 80), timeout=20)
    child.expect(words)
    took = time.perf_counter() - start
    child.close(force=True)
    return took


def answers_file(folder: Path) -> Path:
    """An answers file of a whole, ordinary interview."""
    safety = {name: ["none"] for name in ("safety-body", "safety-nerves", "safety-pain", "safety-you")}
    rest = {"exercise": "squat", "signs-squat": ["tailbone-tucks"], "changed": ["load-jump"], "pain-when": "bottom"}
    file = folder / "answers.json"
    file.write_text(json.dumps({"answers": safety | rest | {"age": "20-44", "pain-course": "weeks-easing"}}))
    return file


def training_log(folder: Path, rows: int = 20_000) -> Path:
    """An export in the shape of Strong with so many sets, five exercises of five sets every second day."""
    names = (
        "Squat (Barbell)",
        "Deadlift (Barbell)",
        "Bench Press (Barbell)",
        "Leg Press",
        "Romanian Deadlift (Barbell)",
    )
    lines = ["Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE"]
    for number in range(rows):
        day = date(2026, 11, 1) - timedelta(2 * (number // 25))
        load, reps = 40 + number % 37 * 2.5, 1 + number % 12
        lines.append(f"{day} 18:05:00,Legs,1h 5m,{names[number // 5 % 5]},{number % 5 + 1},{load},{reps},0,0,,,8")
    file = folder / "strong.csv"
    file.write_text("\n".join(lines) + "\n")
    return file


def many_lifts(folder: Path, count: int) -> Path:
    """A knowledge base with `count` lifts: copies of the shipped ones under other ids."""
    base = folder / f"base-{count}"
    shutil.copytree(DATA, base)
    shipped = [json.loads(path.read_text()) for path in sorted((base / "lifts").glob("*.json"))]
    for number in range(count - len(shipped)):
        own = {"id": f"copy-{number}", "name": f"Copy {number}", "names": [f"cp{number}"], "covers": []}
        lift = shipped[number % len(shipped)] | own
        (base / "lifts" / f"copy-{number}.json").write_text(json.dumps(lift))
    return base


def cases_a_second() -> tuple[float, float, float, float]:
    """Of the encoded cases, a second on one core: judged, assessed without and with the look-ahead, walked."""
    from backcheck import assess, load_knowledge
    from backcheck.authoring.cases import read_cases
    from backcheck.authoring.judging import judge
    from backcheck.authoring.walks import walk

    kb = load_knowledge()
    encoded = read_cases(kb, [str(DATA.parent / "tests" / "cases" / "real.jsonl")])
    cases = [case.answers for case in encoded]

    def rate(work: Callable[[], object], n: int) -> float:
        best = min(_timed(work) for _ in range(25))
        return n / best

    def assess_all(*, look_ahead: bool) -> None:
        for answers in cases:
            assess(kb, answers, look_ahead=look_ahead)

    def walk_all() -> None:
        for answers in cases:
            walk(kb, answers)

    n = len(cases)
    return (
        rate(lambda: judge(kb, encoded), n),
        rate(lambda: assess_all(look_ahead=False), n),
        rate(lambda: assess_all(look_ahead=True), n),
        rate(walk_all, n),
    )


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def row(what: str, budget: str, found: str, detail: str) -> None:
    """One row of the table."""
    print(f"| {what} | {budget} | {found} | {detail} |", flush=True)


def main() -> None:
    """Prints the whole table."""
    print("| what | budget | measured | medians |\n|---|---|---|---|")
    squats = [SCRIPT, "exercise", "squats"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = str(answers_file(folder))
        bare_table = [PYTHON, "-c", "import typer, rich.console, rich.table"]
        ratio, a, b = pair(lambda: run_in_terminal(squats), lambda: run_in_terminal(bare_table))
        what = "`exercise squats` in a terminal / import typer, rich.console, rich.table"
        row(what, "1.10", f"{ratio:.2f}", f"{a:.0f} ms / {b:.0f} ms")
        ratios = [
            ("`--version` / import typer", 1.15, [SCRIPT, "--version"], [PYTHON, "-c", "import typer"]),
            ("`diagnose --answers F --json` / `exercise squats --json`", 1.65,
             [SCRIPT, "diagnose", "--answers", file, "--json"], [*squats, "--json"]),
        ]  # fmt: skip
        if (tldr := shutil.which("tldr")) is not None:
            ratios.insert(0, ("`exercise squats` in a pipe / `tldr tar`", 1.00, squats, [tldr, "tar"]))
        for what, budget, ours, theirs in ratios:
            ratio, a, b = pair(lambda ours=ours: run(ours), lambda theirs=theirs: run(theirs))  # type: ignore[misc]
            row(what, f"{budget:.2f}", f"{ratio:.2f}", f"{a:.0f} ms / {b:.0f} ms")
        log = training_log(folder)
        ratio, a, b = pair(lambda: run([SCRIPT, "log", str(log), "--unit", "kg"]), lambda: run(squats))
        row("`log` on 20,000 rows, beyond `exercise squats`", "+600 ms", f"{a - b:+.0f} ms", f"{a:.0f} ms / {b:.0f} ms")
        few, many = many_lifts(folder, 25), many_lifts(folder, 100)
        ratio, a, b = pair(
            lambda: run([SCRIPT, "--data", str(many), "exercise", "squats"]),
            lambda: run([SCRIPT, "--data", str(few), "exercise", "squats"]),
        )
        row("100 lifts instead of 25, `exercise squats`", "+10 ms", f"{a - b:+.1f} ms", f"{a:.0f} ms / {b:.0f} ms")
        bare = folder / "bare.py"
        bare.write_text(BARE)
        ratio, a, b = pair(
            lambda: until_painted([SCRIPT, "diagnose"], "How old are you"),
            lambda: until_painted([PYTHON, str(bare)], "three"),
            rounds=15,
        )
        row("first question painted / bare questionary select", "0.60", f"{ratio:.2f}", f"{a:.0f} ms / {b:.0f} ms")
    judged, planned, assessed, walked = cases_a_second()
    row(
        "cases judged a second by `kb test`", "5,000", f"{judged:,.0f}", "level and both rankings; one core, best of 25"
    )
    row("assessments a second, `look_ahead=False`", "", f"{planned:,.0f}", "with plan")
    row("whole assessments a second", "", f"{assessed:,.0f}", "with plan and what would change it")
    row("interviews walked a second", "100", f"{walked:,.0f}", "one core, best of 25")


if __name__ == "__main__":
    main()
