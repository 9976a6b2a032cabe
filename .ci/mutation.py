"""Mutation testing of triage, ranking and check-ins: small faults are put in, and the unit tests must notice.

Runs mutmut on a copy of the tree (its settings stand in `pyproject.toml`), one process at a time. Prints killed,
survived and total for each module and names every survivor; `survivors.txt` beside this file says of each known one why
it may live. Ends with 1 where fewer than 98 % are killed or a survivor is not listed there. `--show` prints their
differences too.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
LEAST = 0.98
KNOWN = Path(__file__).with_name("survivors.txt")
COPIED = ("src", "data", "tests", "pyproject.toml")
KILLED = (1, 3, 36, 24, -24, 152, 255)
"""Exit codes of pytest that noticed: a test failed or fell over, or the fault made it run for ever."""


def run(folder: Path) -> dict[str, int | None]:
    """Runs mutmut in this copy. Returns mutant -> exit code of its tests."""
    for name in COPIED:
        source = TOP / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, folder / name)
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", "1"]
    log = folder / "mutmut.log"
    with log.open("w", encoding="utf-8") as stream:
        profile = os.environ | {"HYPOTHESIS_PROFILE": "mutation"}
        ended = subprocess.run(command, cwd=folder, env=profile, stdout=stream, stderr=subprocess.STDOUT, check=False)
    codes: dict[str, int | None] = {}
    for meta in sorted((folder / "mutants").rglob("*.meta")):
        codes |= json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
    if ended.returncode or not codes:
        print(log.read_text(encoding="utf-8")[-4000:])
        sys.exit(f"mutmut ended with {ended.returncode} and {len(codes)} results.")
    return codes


def known_survivors() -> dict[str, str]:
    """Function and difference of each survivor that was looked at -> why it may live."""
    rows = (line.partition("  # ") for line in KNOWN.read_text(encoding="utf-8").splitlines() if line.strip())
    return {name.strip(): reason for name, _, reason in rows if not name.startswith("#")}


def difference(folder: Path, mutant: str) -> str:
    """What was changed: the lines taken out and put in, without the rest."""
    command = [sys.executable, "-m", "mutmut", "show", mutant]
    shown = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout
    lines = (line for line in shown.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---"))
    return " ".join(" ".join(line.split()) for line in lines)


def main() -> int:
    """Prints the table and the survivors. Returns the exit code."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        codes = run(folder)
        alive = [mutant for mutant, code in codes.items() if code not in KILLED]
        differences = {mutant: difference(folder, mutant) for mutant in alive}
    totals = Counter(_module(mutant) for mutant in codes)
    living = Counter(_module(mutant) for mutant in alive)
    print("| module | killed | survived | total | killed |\n|---|---|---|---|---|")
    for module, total in [*sorted(totals.items()), ("all", len(codes))]:
        survived = len(alive) if module == "all" else living[module]
        print(f"| {module} | {total - survived} | {survived} | {total} | {1 - survived / total:.1%} |")
    known, unknown = known_survivors(), 0
    for mutant, changed in differences.items():
        key = f"{_function(mutant)}: {changed}"
        unknown += key not in known
        print(f"\n{key}\n    {known.get(key, 'NOT YET LOOKED AT')}")
    for key in known.keys() - {f"{_function(mutant)}: {changed}" for mutant, changed in differences.items()}:
        print(f"\nNo longer a survivor, take it out of {KNOWN.name}: {key}")
    share = 1 - len(alive) / len(codes)
    if share < LEAST:
        print(f"\nOnly {share:.1%} are killed; at least {LEAST:.0%} must be.")
    return int(share < LEAST or unknown > 0)


def _module(mutant: str) -> str:
    return mutant.rpartition(".")[0].rpartition(".")[2]


def _function(mutant: str) -> str:
    """Module and function, without the number, which changes with every line above."""
    module, _, rest = mutant.partition(".x")
    return f"{module.rpartition('.')[2]}.{rest.lstrip('_ǁ').partition('__mutmut_')[0]}"


if __name__ == "__main__":
    sys.exit(main())
