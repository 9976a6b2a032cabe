"""What a command may import: look-ups nothing that asks, stores or draws, and the version next to nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from backcheck.cli.lookup_table import LOOKUPS
from backcheck.cli.main import main
from backcheck.cli.runtime import Runtime
from tests.cli.program import ELSEWHERE, environment
from tests.cli.stories import BOOK, file_of

pytestmark = pytest.mark.boundary

NEVER_FOR_A_LOOK_UP = {"questionary", "prompt_toolkit", "pydantic", "sqlite3", "jinja2", "platformdirs", "asyncio"}
OTHER_ROOMS = {f"backcheck.{room}" for room in ("reasoning", "ask", "journal", "authoring", "training_log")}
NEVER_FOR_THE_VERSION = NEVER_FOR_A_LOOK_UP | {"typer", "click", "msgspec", "rich", "difflib", "datetime"}

LOOK_UPS = (
    "exercise",
    "exercise squats",
    "exercise sqats",
    "exercise hack squat",
    "exercise squat --sources --color=always",
    "exercise squat --json",
    *(f"{name}{entry}" for name, row in LOOKUPS.items() for entry in ("", f" {row.entries(Runtime())[0].id}")),
    "cause muscle-strain --json",
    "redflags",
    "warmup squat",
    "search brace",
    "questions --json",
)

RUN = """
import io, sys
from backcheck.cli.main import main
from backcheck.cli.runtime import Runtime
sys.stdout, shown = io.StringIO(), sys.stdout
for command in sys.argv[1:]:
    code = main(command.split())
    rooms = {".".join(name.split(".")[:2]) for name in sys.modules if name.startswith("backcheck.")}
    print(code, *sorted({name.partition(".")[0] for name in sys.modules} | rooms), file=shown)
    sys.stdout = io.StringIO()
"""


def modules_after(script: str, *arguments: str) -> list[tuple[str, set[str]]]:
    """For each line that the script prints: its first word, and the modules named after it."""
    ended = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        env=environment(),
        cwd=ELSEWHERE,
        check=True,
        timeout=60,
    )
    lines = [line.split() for line in ended.stdout.splitlines()]
    return [(code, set(names)) for code, *names in lines]


def test_no_look_up_imports_what_asks_or_stores() -> None:
    """All of them in one process: nothing of it is there after the last one, nor what draws boxes."""
    after = modules_after(RUN, *LOOK_UPS)
    assert len(after) == len(LOOK_UPS)
    assert {code for code, _ in after} <= {"0", "2"}
    assert not after[-1][1] & (NEVER_FOR_A_LOOK_UP | {"rich"} | OTHER_ROOMS)


@pytest.mark.parametrize("command", ["exercise squats", "--help", "exercise --help"])
def test_nor_do_the_others(command: str) -> None:
    """Each alone."""
    [(code, names)] = modules_after(RUN, command)
    assert code == "0"
    assert not names & NEVER_FOR_A_LOOK_UP


@pytest.mark.parametrize("command", ["exercise", "exercise squats", "leg press dose --color never"])
def test_the_card_of_a_name_needs_no_typer(command: str) -> None:
    """It is the look-up between two sets; typer takes longer to load than all that is its own."""
    [(code, names)] = modules_after(RUN, command)
    assert code == "0"
    assert not names & {"typer", "rich", *NEVER_FOR_A_LOOK_UP}


@pytest.mark.parametrize(
    "command",
    [
        "exercise",
        "exercise squats",
        "exercise hack squat faults",
        "exercise sqatt",
        "exercise zzzz",
        "exercise faults",
        "leg press",
        "hip thrusst dose",
        "zzzz",
        "serch",
        "curls",
    ],
)
def test_a_card_is_the_same_with_typer_and_without(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever is typed; the end of all options makes the difference."""
    shown = []
    for words in (command.split(), [*command.split(), "--"]):
        shown.append((main(words), capsys.readouterr()))
    assert shown[0] == shown[1]


def test_answers_from_a_file_need_no_prompt(tmp_path: Path) -> None:
    """As JSON they need nothing that draws either."""
    file = file_of(tmp_path, BOOK)
    [(_, as_json), (_, as_text)] = modules_after(RUN, f"diagnose --answers {file} --json", f"diagnose --answers {file}")
    assert not as_json & (NEVER_FOR_A_LOOK_UP | {"rich"})
    assert not as_text & NEVER_FOR_A_LOOK_UP


def test_a_report_from_a_file_needs_no_database_and_no_prompt(tmp_path: Path) -> None:
    """Nor does it look where a journal might be."""
    [(code, names)] = modules_after(RUN, f"report --answers {file_of(tmp_path, BOOK)}")
    assert code == "0"
    assert not names & {"sqlite3", "questionary", "prompt_toolkit", "platformdirs", "rich"}


def test_a_journal_that_is_off_needs_no_database() -> None:
    """To learn that there is no file takes no driver for it."""
    [(code, names)] = modules_after(RUN, "history status")
    assert code == "0"
    assert not names & {"sqlite3", "questionary", "prompt_toolkit", "jinja2", "rich"}


def test_the_version_imports_next_to_nothing() -> None:
    """It is asked for by scripts, and often."""
    [(code, names)] = modules_after(RUN, "--version")
    assert code == "0"
    assert not names & NEVER_FOR_THE_VERSION


def test_the_library_is_imported_when_it_is_used() -> None:
    """`import backcheck` alone costs nothing; its functions are there when asked for."""
    script = """
import sys
import backcheck
print("0", *(name.partition(".")[0] for name in sys.modules))
assert [getattr(backcheck, name) for name in backcheck.__all__]
print("0", *(name.partition(".")[0] for name in sys.modules))
"""
    before, after = modules_after(script)
    assert not before[1] & NEVER_FOR_THE_VERSION
    assert "msgspec" in after[1]
    assert not after[1] & {"typer", "rich", *NEVER_FOR_A_LOOK_UP}
