"""Completion: what may stand next, in the three shells, for the price of the names alone."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pexpect
import pytest
from typer.main import get_command

from backcheck.cli.app import app
from backcheck.cli.commands import COMMANDS
from backcheck.cli.main import FILE_OPTIONS
from backcheck.journal.records import Stamp
from backcheck.journal.store import create_journal
from backcheck.reasoning.bouts import CheckIn
from tests.cli.program import PROGRAM, environment, run, shell

pytestmark = pytest.mark.boundary


def offered(*words: str, env: dict[str, str] | None = None) -> list[str]:
    """The words that may stand in the place of the last."""
    ran = run("--complete", *words, env=env)
    assert (ran.code, ran.err) == (0, "")
    return [line.partition("\t")[0] for line in ran.out.splitlines() if line.strip()]


def test_commands_lifts_and_entries() -> None:
    """By id, from what was typed; other names where no id begins like that; ids of the other lists."""
    assert offered("") == list(COMMANDS)
    assert offered("ex") == ["exercise"]
    assert {"squat", "deadlift", "leg-press"} <= set(offered("exercise", ""))
    assert offered("exercise", "sq") == ["squat"]
    assert "dl" in offered("warmup", "dl")
    assert "RDL" in offered("exercise", "RDL")
    assert offered("exercise", "leg", "press", "f") == ["faults"]
    assert set(offered("exercise", "DL", "")) == {"setup", "tests", "faults", "swaps", "dose", "lore"}
    assert "leg-press" in offered("exercise", "leg", "")
    assert offered("tests", "knee") == ["knee-to-wall"]
    assert "bird-dog" in offered("core", "")
    assert "butt-wink" in offered("cause", "butt")
    assert offered("diagnose", "--exercise", "leg-p") == ["leg-press"]
    assert offered("--plain", "diagnose", "--re") == ["--resume"]
    assert offered("--color", "") == ["auto", "always", "never"]
    assert offered("completion", "") == ["bash", "zsh", "fish"]
    assert offered("kb", "ch") == ["check"]
    assert offered("diagnose", "--answers", "") == []
    assert offered("diagnose", "--order", "") == ["adaptive", "fixed"]
    assert offered("report", "--format", "") == ["md", "html", "json"]
    assert offered("kb", "graph", "--format", "") == ["tree", "mermaid", "dot"]
    assert "--sources" not in offered("history", "--")


def commands() -> list[tuple[str, ...]]:
    """Every command and subcommand, as typed."""
    group = get_command(app)
    found: list[tuple[str, ...]] = []
    for name in COMMANDS:
        command: Any = group.get_command(None, name)  # type: ignore[attr-defined]
        found += [(name,), *((name, sub) for sub in getattr(command, "commands", ()))]
    return found


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_option_that_the_help_names_is_offered(words: tuple[str, ...]) -> None:
    """The global options too, since they may come anywhere."""
    helped = run(*words, "--help").out.partition("Options:")[2].partition("Commands:")[0]
    named = {word.strip(",") for line in helped.splitlines() for word in line.split()[:2] if word.startswith("--")}
    named |= {"--plain", "--color", "--data"}
    assert named <= set(offered(*words, "--"))


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_a_command_that_needs_a_word_gives_an_example(words: tuple[str, ...], tmp_path: Path) -> None:
    """Where it is called without, and at the end of its help, which tells all of what its own commands do."""
    ran, helped = run(*words, env={"BACKCHECK_HOME": str(tmp_path)}), run(*words, "--help").out
    example = f"For example: backcheck {' '.join(words)} "
    assert ("Missing argument" in ran.err) == (example in helped)
    assert "Missing argument" not in ran.err or example in ran.err
    assert "..." not in helped.partition("Commands:")[2]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_an_option_is_called_as_typed(words: tuple[str, ...]) -> None:
    """Whatever it takes: the lowest typer calls an option as its value where both are one word."""
    helped = run(*words, "--help").out.partition("Options:")[2].partition("Commands:")[0]
    named = re.findall(r"^  (?:-\w, )?(--\S+)", helped, re.MULTILINE)
    assert "--help" in named
    assert [name for name in named if name != name.lower()] == []


def test_every_value_in_a_list_of_few_is_offered() -> None:
    """What the help writes as `a|b|c` is what a Tab gives."""
    for words in commands():
        for name, values in re.findall(r"(--[a-z-]+) +([a-z]+(?:\|[a-z]+)+) ", run(*words, "--help").out):
            assert offered(*words, name, "") == values.split("|"), (words, name)


@cache
def lists() -> dict[str, set[str]]:
    """Each command that lists entries without being given a name and shows one by its id, with the ids."""
    found = {}
    for name in COMMANDS:
        usage = run(name, "--help").out.partition("\n\n")[0].replace("[OPTIONS]", "")
        ran = run(name, "--json")
        if "[" in usage and ran.code == 0:
            entries = next(value for value in ran.document.values() if isinstance(value, list))
            found[name] = {entry.get("option") or entry["id"] for entry in entries}
    return {name: ids for name, ids in found.items() if ids}


def test_every_entry_that_a_command_lists_is_offered() -> None:
    """Found through the JSON of the lists, so that a new look-up cannot be forgotten."""
    assert len(lists()) > 6
    for name, ids in lists().items():
        assert ids <= set(offered(name, "")), name


KEPT = [words for words in commands() if words[0] in ("history", "report")]
KEPT = [words for words in KEPT if re.search(r"\bID\b", run(*words, "--help").out.partition("\n\n")[0])]
"""The commands that take an entry of the journal."""


@pytest.mark.parametrize("words", KEPT, ids=" ".join)
def test_every_entry_of_the_journal_is_offered(tmp_path: Path, words: tuple[str, ...]) -> None:
    """By its number, whatever was typed of it, the newest first; also one that a wrong clock dated in the future."""
    env = {"BACKCHECK_HOME": str(tmp_path)}
    assert offered(*words, "", env=env) == []
    with create_journal(tmp_path / "journal") as journal:
        for day in (1, 2, 3000, *range(4, 12)):
            moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=day)
            journal.keep_checkin(CheckIn(pain_now=2), Stamp("v", "h"), moment)
    assert set(offered(*words, "", env=env)) == {"last", *map(str, range(1, 12))}
    assert offered(*words, "1", env=env) == ["11", "10", "1"]
    assert offered(*words, "la", env=env) == ["last"]
    assert "3\tcheck-in, 20 March 2034" in run("--complete", *words, "3", env=env).out
    with closing(sqlite3.connect(tmp_path / "journal" / "journal.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert offered(*words, "", env=env) == []
    (tmp_path / "journal" / "journal.db").write_bytes(b"no journal" * 1000)
    assert offered(*words, "", env=env) == []


def test_the_commands_that_take_an_entry_are_known() -> None:
    assert {" ".join(words) for words in KEPT} >= {"history show", "history note", "history delete", "report"}


def test_a_tab_loads_only_names() -> None:
    """No prompt library, no whole knowledge base; and a usual command loads none of it."""
    code = (
        "import sys; from backcheck.cli.main import main; main(['--complete', 'exercise', 's']);"
        "print(sorted({m.partition('.')[0] for m in sys.modules} & {'pydantic', 'questionary', 'prompt_toolkit'}),"
        "'backcheck.reasoning.interview' in sys.modules, file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=True)
    assert ran.stderr.strip() == "[] False"
    code = code.replace("'--complete', 'exercise', 's'", "'exercise', 'squat'")
    code = code.partition("print(")[0] + "print('typer' in sys.modules, file=sys.stderr)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=True)
    assert ran.stderr.strip() == "False"


def test_the_name_of_a_command_needs_no_typer() -> None:
    """It is the Tab that comes most often, and loading typer is most of the time of any other."""
    code = (
        "import sys; from backcheck.cli.main import main; main(['--complete', 'ex']);"
        "print('typer' in sys.modules, file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=True)
    assert (ran.stdout.partition("\t")[0], ran.stderr.strip()) == ("exercise", "False")


def test_an_unknown_shell_names_the_known_ones() -> None:
    """Exit 2."""
    ran = run("completion", "tcsh")
    assert ran.code == 2
    assert "bash, zsh, fish" in ran.err


@pytest.mark.parametrize(
    ("option", "partial", "wanted"),
    [
        ("redflags --color", "a", ["auto", "always"]),
        ("diagnose --order", "", ["adaptive", "fixed"]),
        ("diagnose --plain --exercise", "leg-p", ["leg-press"]),
        ("log x --unit", "k", ["kg"]),
        ("log --unit=kg x --lift", "hip-t", ["hip-thrust"]),
        ("report --answers a=b --format", "m", ["md"]),
        ("--color", "n", ["never"]),
    ],
)
def test_a_value_behind_an_equals_sign_is_completed(option: str, partial: str, wanted: list[str]) -> None:
    """Bash hands over three words, and puts its answer in the place of the last; other shells have one word."""
    words = option.split()
    apart = [part for word in words for part in word.replace("=", " = ").split()]
    assert offered(*apart, "=", *([partial] if partial else [])) == wanted
    whole = f"{words[-1]}={partial}"
    assert offered(*words[:-1], whole) == [f"{words[-1]}={word}" for word in wanted]


def test_words_behind_a_value_with_an_equals_sign_are_completed() -> None:
    """However the shell parted it."""
    for before in (["--exercise", "=", "squat"], ["--exercise=squat"]):
        assert offered("diagnose", *before, "--or") == ["--order"]
    assert offered("--color", "=", "never", "exercise", "sq") == ["squat"]


@pytest.mark.parametrize("before", [[], ["redflags"], ["exercise", "squat", "--json"], ["history", "show", "1"]])
def test_a_global_option_has_its_values_wherever_it_stands(before: list[str]) -> None:
    assert offered(*before, "--color", "a") == ["auto", "always"]


FOLDER = str(Path(PROGRAM).parent)


def test_bash_completes() -> None:
    """The script as it is printed, sourced in a shell of its own."""
    ran = shell(
        f'PATH={FOLDER}:$PATH; source <("$B" completion bash)\n'
        "COMP_WORDS=(backcheck exercise leg); COMP_CWORD=2; _backcheck; echo ${COMPREPLY[@]}\n"
        "COMP_WORDS=(backcheck ''); COMP_CWORD=1; _backcheck; echo ${#COMPREPLY[@]}"
    )
    assert ran.out.split()[:3] == ["leg-curl", "leg-extension", "leg-press"]
    assert int(ran.out.split()[-1]) == len(COMMANDS)
    assert ran.err == ""


def test_bash_completes_the_entries_of_each_look_up_and_an_option() -> None:
    """By the variables that bash sets, for every look-up that there is; an option for one, as for all."""
    asked = [*((name, "", ids) for name, ids in lists().items()), (next(iter(lists())), "--j", {"--json"})]
    lines = [f"COMP_WORDS=(backcheck {n} '{p}'); COMP_CWORD=2; _backcheck; echo ${{COMPREPLY[@]}}" for n, p, _ in asked]
    ran = shell(f'PATH={FOLDER}:$PATH; source <("$B" completion bash)\n' + "\n".join(lines))
    for (name, partial, wanted), line in zip(asked, ran.out.splitlines(), strict=True):
        assert wanted <= set(line.split()), (name, partial)


NEW_LOOK_UP = """
import sys
from backcheck.cli.commands import COMMANDS
from backcheck.cli.lookup_table import LOOKUPS
from backcheck.cli.main import main
LOOKUPS["stations"] = LOOKUPS["prevent"]._replace(what="station")
COMMANDS["stations"] = ("lookups", "A look-up made up here.")
sys.exit(main(sys.argv[1:]))
"""


def test_a_new_look_up_is_completed_by_tab_in_a_bash_that_somebody_sits_at(tmp_path: Path) -> None:
    """Its name, its entries and its options, from its row alone."""
    program = tmp_path / "backcheck"
    program.write_text(f"#!{sys.executable}\n{NEW_LOOK_UP}")
    program.chmod(0o755)
    env = environment({"PS1": "> ", "PATH": f"{tmp_path}:/usr/bin:/bin"})
    terminal = pexpect.spawn("bash", ["--norc", "--noprofile", "-i"], env=env, encoding="utf-8", timeout=30)
    terminal.sendline("bind 'set enable-bracketed-paste off'; source <(backcheck completion bash); echo rea''dy")
    terminal.expect("ready")
    for typed, completed in (
        ("backcheck stat", "backcheck stations "),
        ("backcheck stations war", "backcheck stations warm-up "),
        ("backcheck stations warm-up --so", "backcheck stations warm-up --sources "),
        ("backcheck redflags --color=al", "backcheck redflags --color=always "),
        ("backcheck log x --lift=hip-t", "backcheck log x --lift=hip-thrust "),
    ):
        terminal.send(f"{typed}\t")
        terminal.expect_exact(completed)
        terminal.sendcontrol("u")
    terminal.close(force=True)


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not here")
def test_zsh_completes() -> None:
    """What it describes, with a description that stands in for the line editor's."""
    script = (
        f"PATH={FOLDER}:$PATH; compdef() {{ :; }}; _describe() {{ print -l -- ${{(P)2}}; }};"
        "_files() { print files; };"
        "source <(backcheck completion zsh); words=(backcheck exercise leg); CURRENT=3; _backcheck;"
        "words=(backcheck diagnose --answers ''); CURRENT=4; _backcheck"
    )
    ran = subprocess.run(["zsh", "-fc", script], capture_output=True, text=True, env=environment(), check=False)
    assert ran.stdout.splitlines() == [
        "leg-curl:Leg curl",
        "leg-extension:Leg extension",
        "leg-press:Leg press",
        "files",
    ]


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not here")
def test_fish_completes_files_where_a_file_is_named(tmp_path: Path) -> None:
    """Behind every option that takes one, in both spellings, and behind the commands that read some; nowhere else."""
    (tmp_path / "zfile.md").touch()
    apart = [f"backcheck report {option} zf" for option in FILE_OPTIONS]
    whole = [f"backcheck report {option}=zf" for option in FILE_OPTIONS if option.startswith("--")]
    others = ["backcheck log zf", "backcheck kb test zf", "backcheck kb check zf"]
    none = ["backcheck redflags zf", "backcheck report --format zf"]
    asked = "; ".join(f"complete -C '{line}'; echo ." for line in [*apart, *whole, *others, *none])
    script = f"set PATH {FOLDER} $PATH; backcheck completion fish | source; cd {tmp_path}; {asked}"
    env = environment({"HOME": str(tmp_path), "XDG_CONFIG_HOME": None})
    ran = subprocess.run(["fish", "-c", script], capture_output=True, text=True, env=env, check=False)
    answers = [part.strip() for part in ran.stdout.split(".\n")[:-1]]
    for line, answer in zip([*apart, *whole, *others, *none], answers, strict=True):
        assert ("zfile.md" in answer) == (line not in none), line


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not here")
def test_fish_completes(tmp_path: Path) -> None:
    """By its own `complete -C`."""
    script = f"set PATH {FOLDER} $PATH; backcheck completion fish | source; complete -C 'backcheck exercise leg'"
    env = environment({"HOME": str(tmp_path), "XDG_CONFIG_HOME": None})
    ran = subprocess.run(["fish", "-c", script], capture_output=True, text=True, env=env, check=False)
    assert [line.partition("\t")[0] for line in ran.stdout.splitlines()] == ["leg-curl", "leg-extension", "leg-press"]
