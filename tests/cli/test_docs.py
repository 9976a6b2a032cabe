"""What the documents say of the program is what the program does. Reads the repository."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from importlib import import_module
from pathlib import Path

import pytest

from backcheck.ask.keys import CHOOSE, MANY, ONE, say_keys, say_led
from backcheck.cli.commands import COMMANDS
from backcheck.cli.exits import MEANINGS
from backcheck.cli.menu import CHECK_IN, MENU, REPORT, RESUME
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
    for cell, *_ in (*rows_of(text, "command"), *rows_of(text, "look-up")):
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


@pytest.mark.parametrize("maker", ["make_tables", "make_gallery"])
def test_what_is_made_of_the_program_is_made_anew(maker: str) -> None:
    """The tables of keys, look-ups and files, the number of lifts; the gallery with its pictures."""
    stale = import_module(f"docs.{maker}").list_stale()
    assert not stale, f"{stale} are stale; run `.venv/bin/python docs/{maker}.py`"


def test_every_list_in_json_has_its_row() -> None:
    """The commands are found through their JSON."""
    described = (REPO / "docs" / "json.md").read_text(encoding="utf-8")
    assert [name for name in lists() if f"| `{name}` |" not in described] == []


PICTURES = "run `.venv/bin/python docs/make_pictures.py`"


@pytest.mark.parametrize("name", ["first-screen", "first-screen-light", "card", "training-log"])
def test_a_picture_is_that_of_the_program(name: str) -> None:
    """`.ci/run` looks at the others, which take a terminal, in the same way."""
    picture = (REPO / "docs" / f"{name}.svg").read_text(encoding="utf-8")
    assert picture == import_module("docs.make_pictures").PICTURES[f"{name}.svg"](), PICTURES


def test_the_pictures_of_a_terminal_have_the_words_of_the_program(kb: KnowledgeBase) -> None:
    """The rows of the menu, those of the danger signs, the keys."""
    always = [row.label for name, row in MENU.items() if name not in (REPORT, CHECK_IN, RESUME)]
    signs = kb.danger_lists[1]
    wanted = {
        "menu": [*always, "Quit", *say_keys(CHOOSE)[:1]],
        "question": [signs.prompt, *(row.label for row in signs.offered if not row.retired), *say_keys(MANY)[:1]],
        "checks": say_keys(ONE)[:1],
        "self-test": say_led(running=False, clock=True)[:1],
    }
    for name, words in wanted.items():
        text = (REPO / "docs" / f"{name}.svg").read_text(encoding="utf-8")
        shown = "".join(unescape("".join(re.findall(r"<text[^>]*>([^<]*)</text>", text))).split())  # bold is spaced out
        assert [one for one in words if "".join(one.split()) not in shown] == [], f"{name}.svg: {PICTURES}"


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
