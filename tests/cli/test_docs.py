"""What the documents say of the program is what the program does. Reads the repository."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from backcheck.ask.keys import TABLE
from backcheck.authoring.documents import REVIEW
from backcheck.authoring.findings import EXCEPTIONS
from backcheck.cli.commands import COMMANDS
from backcheck.cli.exits import MEANINGS
from backcheck.cli.lookup_table import LOOKUPS
from backcheck.knowledge.load import FILES
from backcheck.knowledge.model import KnowledgeBase
from tests.cli.program import run
from tests.cli.test_completion import lists

REPO = Path(__file__).parents[2]
README = REPO / "README.md"

DOCUMENTS = sorted(path.relative_to(REPO).as_posix() for at in ("*.md", "docs/**/*.md") for path in REPO.glob(at))

pytestmark = pytest.mark.skipif(not README.is_file(), reason="the repository is not here")


def rows_of(text: str, head: str) -> list[list[str]]:
    """The cells of each row of the table with this head."""
    table = text[text.index(f"| {head} |") :].split("\n\n", 1)[0].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in table]


@cache
def help_of(*command: str) -> str:
    """What `--help` says of a command."""
    ran = run(*command, "--help")
    assert ran.code == 0
    return ran.out


def test_the_readme_opens_with_two_commands() -> None:
    """The first two blocks are `sh` with one line each: to start, and to test. There is no other `sh` block."""
    text = README.read_text(encoding="utf-8")
    blocks: list[tuple[str, str]] = re.findall(r"^```(\w*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert [language for language, _ in blocks[:2]] == ["sh", "sh"]
    assert [language for language, _ in blocks].count("sh") == 2
    start, test = (content.splitlines() for _, content in blocks[:2])
    assert (len(start), len(test)) == (1, 1)
    assert start[0].endswith("backcheck diagnose")
    assert test[0].endswith("-m pytest")
    head = text[: text.index("```sh")]
    assert len(head.splitlines()) < 24


def test_the_commands_of_the_readme_exist() -> None:
    """Each with the options that it is shown with; and none is left out."""
    text = README.read_text(encoding="utf-8")
    named = set()
    for cell, *_ in rows_of(text, "command"):
        for words in (shown.split() for part in cell.split(" · ") for shown in re.findall(r"`([^`]*)`", part)):
            if words == ["backcheck"]:
                continue
            name, *options = words[1:] if words[0] == "backcheck" else words
            named.add(name)
            assert name in (*COMMANDS, "help")
            told = help_of(name, *(options[:1] if name == "kb" else []))
            for option in options:
                assert not option.startswith("--") or option in told
    assert named == {*COMMANDS, "help"}


def test_the_readme_counts_the_lifts_as_they_are(kb: KnowledgeBase) -> None:
    """Whole lifts and variants, each in a file."""
    variants = sum(bool(lift.inherits) for lift in kb.lifts.values())
    words = f"a card for each of {len(kb.lifts) - variants} lifts and {variants} variants"
    assert words in " ".join(README.read_text(encoding="utf-8").split()), f"the README does not say {words!r}"


def test_the_page_on_the_files_has_a_row_for_each() -> None:
    """Of `data/`, in the table of `docs/knowledge.md`; no row is about a file that nothing reads."""
    text = (REPO / "docs" / "knowledge.md").read_text(encoding="utf-8")
    told = {cell.strip("`") for cell, *_ in rows_of(text, "file") if "<" not in cell}
    assert told == {*FILES, EXCEPTIONS, REVIEW}, told ^ {*FILES, EXCEPTIONS, REVIEW}


def test_every_look_up_has_its_line_of_help_and_its_row_in_the_table_of_json() -> None:
    """With the key of its list. A row that is forgotten in one of the places is found here."""
    assert {name for name, (module, _) in COMMANDS.items() if module == "lookups"} == {*LOOKUPS, "search"}
    text = (REPO / "docs" / "json.md").read_text(encoding="utf-8")
    told = {command.split("`")[1]: key.strip("`") for command, key, *_ in rows_of(text, "command")}
    assert {name: told.get(name) for name in LOOKUPS} == {name: row.key for name, row in LOOKUPS.items()}


def test_the_exit_codes_are_those_of_the_program() -> None:
    """Number for number, word for word."""
    text = (REPO / "docs" / "exit-codes.md").read_text(encoding="utf-8")
    told = {int(code): meaning for code, meaning in rows_of(text, "code")}
    assert told == {int(code): meaning for code, meaning in MEANINGS.items()}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_somewhere(document: str) -> None:
    """Every file that a document points to is there."""
    path = REPO / document
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8"))
    missing = [target for target in targets if "://" not in target and not (path.parent / target).exists()]
    assert not missing


def test_the_keys_are_those_of_the_program() -> None:
    """Key for key, word for word; and plain mode says the same letters."""
    text = (REPO / "docs" / "conversation.md").read_text(encoding="utf-8")
    told = [(shown.replace("`", ""), does) for shown, does in rows_of(text, "key")]
    assert told == [(key.shown, key.does) for key in TABLE]
    letters = dict(re.findall(r"`(\w+)` ([^,`.]+)", text[text.index("The letters are") :].split("\n\n", 1)[0]))
    assert letters == {key.words[0]: key.said.split(" ", 1)[1] for key in TABLE if key.said and key.words}


def test_the_json_of_every_look_up_is_described() -> None:
    """Its list and its card; the look-ups are found through their JSON."""
    described = (REPO / "docs" / "json.md").read_text()
    for name in lists():
        assert f"| `{name}` |" in described, name
        assert f"`{name} " in described, f"a card of {name}"


def test_the_glossary_names_what_is_there() -> None:
    """Each type in its module, under that name; a name that comes from elsewhere does not count."""
    text = (REPO / "docs/architecture.md").read_text(encoding="utf-8")
    places = [
        (name.partition(".")[0], module)
        for _, _, place in (row for row in rows_of(text, "term") if len(row) == 3)
        for names, module in re.findall(r"((?:`[\w.]+`(?:, )?)+) in `([a-z_/]+\.py)`", place)
        for name in re.findall(r"`([\w.]+)`", names)
    ]
    assert len(places) > 50
    for name, module in places:
        source = (REPO / "src/backcheck" / module).read_text(encoding="utf-8")
        assert re.search(rf"^(?:class |def )?{name}\b(?: = |[(:])", source, re.MULTILINE), f"{name} in {module}"
