"""The look-up commands on the base that ships: cards, lists, names, JSON, global options, help."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from backcheck import __version__
from backcheck.cli.app import _make_program
from backcheck.cli.commands import COMMANDS
from backcheck.cli.lookup_table import LOOKUPS
from backcheck.cli.menu import MENU
from backcheck.cli.runtime import Runtime
from backcheck.knowledge.load import load_lift_names
from backcheck.knowledge.locate import find_data_folder
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.near import SHORTEST, plain
from backcheck.knowledge.records import Record
from backcheck.show.phrases import say_work
from backcheck.text import cells
from tests.cli.program import ESC, Ran, failed, run

pytestmark = pytest.mark.boundary

LISTS = {"exercise": "exercises", "redflags": "danger_signs", "search brace": "results"}
LISTS |= {name: row.key for name, row in LOOKUPS.items()}
"""Command -> the key of its list in JSON."""

FIRST = {name: row.entries(Runtime())[0].id for name, row in LOOKUPS.items()}
"""Look-up -> the id of its first entry."""

LIFTS = ("squat", "deadlift", "leg-press", "lunge", "good-morning", "kettlebell-swing")
CARDS = {f"exercise {lift}": lift for lift in LIFTS} | {"cause muscle-strain": "muscle-strain"}
CARDS |= {f"{name} {FIRST[name]}": FIRST[name] for name, row in LOOKUPS.items() if row.card}
"""Command -> the id of its card."""

PAGES: tuple[str, ...] = ("exercise squat", "cause muscle-strain", "redflags today")
PAGES += tuple(f"{name} {FIRST[name]}" for name, row in LOOKUPS.items() if row.sources)
"""One of each kind that has claims."""

UNKNOWN = tuple(f"{name} xyzzy" for name in ("exercise", *LOOKUPS))
COVERED = [(lift.covers[0], lift.id) for lift in load_lift_names(find_data_folder()) if lift.covers]
"""Names of relatives without a card, each with the lift that they are counted as."""

MISSPELT = {"cause but-wink": "butt-wink", "prevent warmupp": "warm-up", "sources exper": "expert"}


@cache
def ask(command: str, *options: str) -> Ran:
    """A run of a command whose words stand in one text."""
    return run(*command.split(), *options)


# -- lists and cards ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [*LISTS, *CARDS])
def test_text_fits_and_has_no_colour_on_a_pipe(command: str) -> None:
    """Said on stdout alone, in 80 columns."""
    ran = ask(command)
    assert (ran.code, ran.err) == (0, "")
    assert len(ran.out.splitlines()) > 2
    assert max(map(cells, ran.out.splitlines())) <= 80
    assert ESC not in ran.out


@pytest.mark.parametrize("command", LISTS)
def test_json_lists_have_their_key(command: str) -> None:
    """One object: the schema's version, then the list, each entry with an id."""
    ran = ask(command, "--json")
    assert (ran.code, ran.err) == (0, "")
    assert list(ran.document)[:2] == ["schema_version", LISTS[command]]
    assert ran.document["schema_version"] == 1
    rows = ran.document[LISTS[command]]
    assert rows
    assert all(row["id"] for row in rows)


@pytest.mark.parametrize("command", [name for name, row in LOOKUPS.items() if row.card])
def test_every_entry_of_a_look_up_has_a_name(command: str) -> None:
    """On its card in JSON, and beside its id where Tab offers it; a row of the menu shows it too."""
    first = FIRST[command]
    assert ask(f"{command} {first}", "--json").document["name"]
    offered = dict(line.split("\t") for line in run("--complete", command, first).out.splitlines())
    assert offered[first]


def test_every_look_up_has_its_row_in_the_menu() -> None:
    """But those that tell how the advice is made."""
    assert {name for name in LOOKUPS if name not in MENU} == {"sources", "questions"}


def test_search_finds_what_each_look_up_lists() -> None:
    """Under its own command. But the works: who looks for words wants to know what they say and not who said it."""
    missing = []
    for command in (name for name, row in LOOKUPS.items() if row.card and name != "sources"):
        entry = ask(command, "--json").document[LOOKUPS[command].key][0]
        hits = run("search", "--json", "--", entry["name"]).document["results"]
        missing += [command] if (command, entry["id"]) not in [(hit["kind"], hit["id"]) for hit in hits] else []
    assert not missing, f"the shapes of what {missing} list need the name of the look-up as their `command`"


def test_what_is_shown_by_a_command_has_that_command(kb: KnowledgeBase) -> None:
    """A shape names it, and its row of `LOOKUPS` makes it."""
    tables = [getattr(kb, field) for field in kb.__struct_fields__]
    listed = [entry for table in tables if isinstance(table, dict) for entry in table.values()]
    shown = {entry.command for entry in (*listed, *kb.ladder) if isinstance(entry, Record) and entry.command}
    assert len(shown) > 5
    assert shown <= set(COMMANDS), "the others have no row in `LOOKUPS`"


@pytest.mark.parametrize("command", CARDS)
def test_json_cards_have_an_id_and_a_name(command: str) -> None:
    """One object with both, in this order, after the schema's version."""
    ran = ask(command, "--json")
    assert (ran.code, ran.err) == (0, "")
    assert list(ran.document)[:3] == ["schema_version", "id", "name"]
    assert ran.document["id"] == CARDS[command]
    assert ran.document["name"]


def test_lists_name_everything(kb: KnowledgeBase) -> None:
    """Nothing that the base has is missing from its list, in JSON or in text."""
    wanted = {"exercise": set(kb.lifts), "questions": set(kb.questions)}
    wanted |= {name: {one["id"] for file in row.files for one in json.loads(kb.files[file])}
               for name, row in LOOKUPS.items() if row.files}  # fmt: skip
    for command, ids in wanted.items():
        assert {row["id"] for row in ask(command, "--json").document[LISTS[command]]} == ids
        if command != "ladder":  # its steps are told by number
            text = ask(command, "--full").out
            assert all(name in text for name in ids)


def test_the_list_of_lifts_has_what_a_front_end_needs() -> None:
    """Id, name, names and family, and nothing else."""
    for row in run("exercise", "--json").document["exercises"]:
        assert list(row) == ["id", "name", "names", "family"]
        assert row["family"]


def test_every_danger_sign_has_a_level() -> None:
    """And says what counts."""
    for sign in run("redflags", "--json").document["danger_signs"]:
        assert sign["level"] in ("emergency", "urgent", "clinician", "modifier")
        assert sign["help"] or sign["answers"]
        assert sign["sources"]


def test_red_flags_say_what_to_do_and_that_nobody_reviewed_them(kb: KnowledgeBase) -> None:
    """What the levels mean, the numbers to ring, the review status."""
    text = " ".join(run("redflags").out.split())
    assert all(part in text for part in ("112", "999", "911", kb.base.review.words))


@pytest.mark.parametrize("command", [*LISTS, *PAGES])
def test_plain_has_no_boxes_and_no_colour(command: str) -> None:
    """Only words: nothing is drawn, whatever else was asked for."""
    ran = ask(command, "--plain", "--color", "always")
    assert (ran.code, ran.err) == (0, "")
    assert not set(ran.out) & {ESC, *"\u2022\u2500\u2502\u256d\u256e\u2570\u256f"}


@pytest.mark.parametrize("command", PAGES)
def test_sources_say_who_says_so(command: str) -> None:
    """`--sources` adds lines to a page and takes none away."""
    bare, sourced = ask(command, "--full"), ask(command, "--sources")
    assert sourced.code == 0
    assert "Source: " in sourced.out
    assert "Source: " not in bare.out
    assert {line.strip() for line in bare.out.splitlines()} <= {line.strip() for line in sourced.out.splitlines()}


# -- names -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "lift"),
    [
        ("SQUAT", "squat"),
        ("squats", "squat"),
        ("back squat", "squat"),
        ("Back-Squat", "squat"),
        ("  squat  ", "squat"),
        ("DL", "deadlift"),
        ("deads", "deadlift"),
        ("gm", "good-morning"),
        ("good mornings", "good-morning"),
        ("leg sled", "leg-press"),
        ("legpress", "leg-press"),
        ("lunges", "lunge"),
        ("KB swing", "kettlebell-swing"),
    ],
)
def test_any_name_of_a_lift_shows_its_card(typed: str, lift: str) -> None:
    """Without a word on stderr; in one argument or in several."""
    for arguments in {(typed,), tuple(typed.split())}:
        ran = ask("exercise --json", *arguments)
        assert (ran.code, ran.err, ran.document["id"]) == (0, "", lift)


@pytest.mark.parametrize(("typed", "lift"), [("sqats", "squat"), ("deadlfit", "deadlift"), ("lungs", "lunge")])
def test_a_near_miss_says_so_beside_the_card(typed: str, lift: str) -> None:
    """On stderr, and at the end of the page too, where it is read; in JSON as `matched`."""
    near, exact = run("exercise", typed), run("exercise", lift)
    assert near.code == 0
    assert near.out.startswith(exact.out)
    assert near.out.removeprefix(exact.out).strip() == near.err.strip()
    assert len(near.err.splitlines()) == 1
    assert f"'{typed}'" in near.err
    assert exact.err == ""
    for command in ("exercise", "warmup"):
        assert run(command, typed, "--json").document.get("matched") == typed
        assert "matched" not in run(command, lift, "--json").document


def test_a_near_miss_is_said_in_a_diagnosis_too(tmp_path: Path) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text('{"answers": {"pain-now": 3}}')
    ran = run("diagnose", "--answers", answers, "--exercise", "sqats")
    assert "'sqats'" in ran.out.splitlines()[-1]
    told = run("diagnose", "--answers", answers, "--exercise", "sqats", "--json").document
    assert (told["exercise"], told["matched"]) == ("squat", "sqats")
    assert "matched" not in run("diagnose", "--answers", answers, "--exercise", "squat", "--json").document
    other = run("diagnose", "--answers", answers, "--exercise", "other-training", "--json")
    assert other.document["exercise"] == "other-training"
    assert failed(run("diagnose", "--answers", answers, "--exercise", "bench press"), 2, "is not a leg lift")


@pytest.mark.parametrize(("typed", "lift"), COVERED[:2])
def test_a_relative_without_a_card_is_said_in_a_diagnosis(tmp_path: Path, typed: str, lift: str) -> None:
    """It is counted as its nearest relative, and nobody is to find that out by chance."""
    answers = tmp_path / "answers.json"
    answers.write_text('{"answers": {"pain-now": 3}}')
    ran = run("diagnose", "--answers", answers, "--exercise", typed)
    assert f"'{typed}'" in " ".join(ran.out.splitlines()[-2:])
    told = run("diagnose", "--answers", answers, "--exercise", typed, "--json").document
    assert (told["exercise"], told["matched"]) == (lift, typed)


@pytest.mark.parametrize("typed", ["squat 100kg", "back squat 100 kg", "leg press 225lb", "DL 60"])
def test_a_weight_behind_the_name_is_told_its_place(typed: str) -> None:
    """The way out is a command that works as it is printed."""
    ran = run("warmup", *typed.split())
    assert failed(ran, 2, "has a weight in it")
    command = ran.err.partition("backcheck ")[2].split()
    if not typed.endswith("60"):
        assert run(*command).code == 0


@pytest.mark.parametrize(
    "typed",
    [
        "squat",
        "leg press",
        "RDL --sources",
        "squat --json",
        "sqats",
        "ohp",
        "bench press",
        COVERED[0][0],
        "sit ups --full",
    ],
)
def test_the_name_of_a_lift_alone_shows_its_card(typed: str) -> None:
    """Or says what is said of one that is known and has none."""
    assert run(*typed.split()) == run("exercise", *typed.split())


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("exercice", "exercise"),
        ("diagnos", "diagnose"),
        ("lader", "ladder"),
        ("cores", "core"),
        ("check in", "checkin"),
        ("red flags stop", "redflags"),
        ("warm up squat", "warmup"),
        ("journal on", "history"),
        ("version", "--version"),
    ],
)
def test_a_command_goes_before_a_lift(typed: str, command: str) -> None:
    """In one word or in two, by a slip or by what it is called elsewhere."""
    assert failed(run(*typed.split()), 2, "There is no command called", f"Near matches: {command}.")


def test_the_beginning_of_every_command_is_near_to_it() -> None:
    """From four letters on, an s at the end not among them, to all but the last."""
    for name in COMMANDS:
        beginnings = [name[:end] for end in range(4, len(name)) if len(plain(name[:end])) >= SHORTEST]
        for typed in {*beginnings[:1], *beginnings[-1:]}:
            ran = run(typed)
            assert failed(ran, 2, "There is no command called")
            assert name in ran.err.partition("Near matches: ")[2], typed


@pytest.mark.parametrize("typed", ["numb", "pain", "asdf"])
def test_a_word_that_is_no_command_can_be_searched_for(typed: str) -> None:
    assert failed(run(typed), 2, f"backcheck search '{typed}'")


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("kb chek", "check"),
        ("kb review-shet", "review-sheet"),
        ("history plto", "plot"),
        ("history shwo 1", "show"),
    ],
)
def test_a_command_of_a_group_has_near_matches_too(typed: str, near: str) -> None:
    assert failed(run(*typed.split()), 2, f"called '{typed.split()[1]}'.", f"Near matches: {near}.")


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("exercise squat --ful", "--full"),
        ("exercise squat --figurs", "--figure or --figures"),
        ("diagnose --excercise squat", "--exercise"),
        ("diagnose --answer x", "--answers"),
        ("redflags --jsno", "--json"),
        ("--versin", "--version"),
        ("log x --wekly", ""),
        ("core --banana", ""),
    ],
)
def test_only_a_near_option_is_said(typed: str, near: str) -> None:
    ran = run(*typed.split())
    assert failed(ran, 2, "There is no option", f"Did you mean {near}?" if near else "")
    assert bool(near) == ("Did you mean" in ran.err)


@pytest.mark.parametrize(
    ("typed", "near"),
    [("squat falts", "faults"), ("exercise leg press set-up", "setup"), ("RDL swapps", "swaps"), ("squats fault", "")],
)
def test_a_misspelt_part_of_a_card_is_no_lift(typed: str, near: str) -> None:
    """In the singular it is taken."""
    ran = run(*typed.split())
    if near:
        assert failed(ran, 2, "There is no part of the card called", f"Near matches: {near}.")
    else:
        assert ran == run("exercise", "squats", "faults")


def test_help_is_a_command_too() -> None:
    assert run("help") == run("--help")
    assert run("help", "exercise") == run("exercise", "--help")
    assert run("help", "kb", "check") == run("kb", "check", "--help")


@pytest.mark.parametrize("command", UNKNOWN)
def test_an_unknown_name_is_wrong_usage(command: str) -> None:
    """Exit 2, nothing on stdout, with `--json` too."""
    assert failed(ask(command, "--json"), 2, "'xyzzy'")


@pytest.mark.parametrize("command", MISSPELT)
def test_a_misspelt_name_gives_near_matches(command: str) -> None:
    """Causes, habits and sources are never guessed."""
    assert failed(ask(command), 2, "Near matches", MISSPELT[command])


@pytest.mark.parametrize("typed", ["press", "x", ".", "", " ", "-", "s" * 10_000, "\u00e9\u4e16\U0001f3cb"])
def test_what_names_no_single_lift_shows_none(typed: str) -> None:
    """Never a guess between two."""
    assert failed(run("exercise", "--", typed), 2, "There is no lift called")


@pytest.mark.parametrize("typed", ["hack squat", "hack squats", "Hack-Squat"])
def test_a_relative_never_shows_another_card(typed: str) -> None:
    """Either it has its own card, or its nearest relative is named and exit is 2."""
    ran = run("exercise", *typed.split(), "--json")
    if ran.code == 0:
        assert ran.document["id"] == "hack-squat"
    else:
        assert failed(ran, 2, "backcheck exercise ")


@pytest.mark.parametrize("command", ["exercise", "search", *LOOKUPS])
def test_names_cannot_drive_the_terminal(command: str) -> None:
    """What was typed is said again without what a terminal obeys."""
    ran = run(command, "zz\x1b]0;title\x07\x1b[31m\u202ezz[red]")
    assert not set(ran.out + ran.err) & {ESC, "\x07", "\u202e"}
    assert "zzzz[red]" in ran.out + ran.err


def test_a_near_miss_cannot_drive_the_terminal() -> None:
    """Nor does it pass on line ends."""
    ran = run("exercise", "sq\x1b[31mats\n\r\x07")
    assert ran.code == 0
    assert ran.err.splitlines()[0].startswith("No lift is called 'sqats")
    assert not set(ran.err) & {ESC, "\x07", "\r"}


# -- search ------------------------------------------------------------------------------------------------------------


def test_nothing_found_is_an_answer() -> None:
    """Exit 0 and an empty list."""
    ran = run("search", "xyzzy")
    assert ran.code == 0
    assert '"xyzzy"' in ran.out
    assert run("search", "xyzzy", "--json").document["results"] == []


def test_search_wants_all_words() -> None:
    """More words, fewer results; each result can be opened as it is written."""
    one = run("search", "brace", "--json").document["results"]
    both = run("search", "brace", "squat", "--json").document["results"]
    assert {(hit["kind"], hit["id"]) for hit in both} <= {(hit["kind"], hit["id"]) for hit in one}
    for hit in both:
        assert list(hit) == ["kind", "id", "name", "text", "level", "together"]
        assert hit["kind"] in COMMANDS


@pytest.mark.parametrize("words", [[], [""], [" "]])
def test_search_without_a_word_is_wrong_usage(words: list[str]) -> None:
    """There is nothing to look for."""
    ran = run("search", *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err


# -- global options, help, version -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (["--plain", "exercise", "squat"], ["exercise", "squat", "--plain"]),
        (["--plain", "exercise", "squat"], ["exercise", "--plain", "squat"]),
        (["--color", "always", "exercise", "squat"], ["exercise", "squat", "--color", "always"]),
        (["--color=always", "exercise", "squat"], ["exercise", "squat", "--color=always"]),
        (["--plain", "search", "--json", "brace"], ["search", "--json", "brace", "--plain"]),
    ],
)
def test_global_options_stand_before_or_after_the_command(before: list[str], after: list[str]) -> None:
    """With the same result."""
    ran = run(*before)
    assert ran.code == 0
    assert ran == run(*after)


def test_data_stands_before_or_after_or_in_the_environment(tmp_path: Any) -> None:
    """An option wins over the environment."""
    folder = str(find_data_folder())
    wanted = run("exercise")
    assert wanted.code == 0
    for arguments in (["--data", folder, "exercise"], ["exercise", "--data", folder], ["exercise", f"--data={folder}"]):
        assert run(*arguments, env={"BACKCHECK_DATA": str(tmp_path)}) == wanted
    assert run("exercise", env={"BACKCHECK_DATA": folder}) == wanted
    assert run("exercise", env={"BACKCHECK_DATA": str(tmp_path)}).code == 3


def test_what_stands_behind_two_dashes_is_no_option() -> None:
    """It is a word like any other."""
    ran = run("search", "--", "--full")
    assert ran.code == 0
    assert 'Found for "--full"' in ran.out


@pytest.mark.parametrize("arguments", [["--color", "blue", "exercise"], ["exercise", "--nope"], ["cause", "--color"]])
def test_wrong_options_are_wrong_usage(arguments: list[str]) -> None:
    """Said on stderr, exit 2."""
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Error" in ran.err or len(ran.err.splitlines()) <= 2


@pytest.mark.parametrize("option", ["--data", "--color"])
def test_a_global_option_without_its_value_never_eats_the_command(option: str) -> None:
    """`backcheck exercise --data` once took `exercise` for the folder, showed the help and ended with 0."""
    ran = run("exercise", option)
    assert (ran.code, ran.out) == (2, "")
    assert option in ran.err


def test_a_wrong_option_cannot_drive_the_terminal() -> None:
    """Neither its name nor its value."""
    for arguments in (
        ["--fo\x1b[31mo\x07"],
        ["--color", "\x1b]0;x\x07"],
        ["exercise", "--\x1b[31m"],
        ["diagnose", "\x9b1m"],
    ):
        ran = run(*arguments)
        assert (ran.code, ran.out) == (2, "")
        assert not set(ran.err) & {ESC, "\x07", "\x9b"}


@pytest.mark.parametrize("module", [False, True])
def test_without_a_terminal_the_command_alone_is_the_help(module: bool) -> None:
    """Exit 0, every command named; both ways to start the program are the same."""
    ran = run(module=module)
    assert (ran.code, ran.err) == (0, "")
    assert all(f"\n{name} " in ran.out for name in COMMANDS)
    assert ran.out == run("-h").out == run("--help").out == run("help").out
    whole = run("help", "--full").out
    assert all(
        f"\n  {name} " in whole for name in (*COMMANDS, "--data", "--plain", "--no-pager", "--color", "--version")
    )


def test_help_takes_names_alone() -> None:
    """Of commands and of lifts, and not the options of either, whose value would be anything."""
    assert run("help", "kb", "check").out == run("kb", "check", "--help").out
    assert run("help", "help").out == run("help", "-h").out == run("help").out
    failed(run("help", "diagnose", "--answers"), 2, "--answers")
    failed(run("help", "nosuch"), 2, "nosuch")


@pytest.mark.parametrize("command", [*COMMANDS, "kb check", "kb test"])
def test_every_command_has_help(command: str) -> None:
    """At both names of the option, exit 0."""
    ran = ask(command, "-h")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Usage: backcheck {command}")


@pytest.mark.parametrize(
    ("typed", "meant"), [("diagnos", "diagnose"), ("exercises", "exercise"), ("redflag", "redflags")]
)
def test_an_unknown_command_is_wrong_usage_with_what_was_meant(typed: str, meant: str) -> None:
    """And without anything near, with all commands."""
    assert failed(run(typed), 2, f"'{typed}'", meant)
    assert failed(ask("xyzzy"), 2, "'xyzzy'", *COMMANDS)


def test_an_unknown_command_cannot_drive_the_terminal() -> None:
    """It is said without what a terminal obeys."""
    ran = run("x\x1b]0;t\x07\x1b[31m[red]")
    assert failed(ran, 2, "'x[red]'")
    assert not set(ran.err) & {ESC, "\x07"}


@pytest.mark.parametrize("module", [False, True])
def test_the_version_is_one_line(kb: KnowledgeBase, module: bool) -> None:
    """Program, knowledge and review status."""
    ran = run("--version", module=module)
    assert (ran.code, ran.err, ran.out.count("\n")) == (0, "", 1)
    assert ran.out.startswith(f"backcheck {__version__}, ")
    assert kb.base.version in ran.out
    assert kb.base.review.words in ran.out


@pytest.mark.parametrize("place", ["behind", "before", "with ="])
def test_the_version_is_that_of_the_base_asked_for(tmp_path: Any, place: str) -> None:
    """Wherever `--data` stands."""
    (tmp_path / "knowledge.json").write_text('{"version": "77.7", "review": {"words": "Mine."}}')
    arguments = {
        "behind": ["--version", "--data", str(tmp_path)],
        "before": ["--data", str(tmp_path), "--version"],
        "with =": ["--plain", "--version", f"--data={tmp_path}"],
    }[place]
    assert "77.7" in run(*arguments).out
    assert run("--version", "--data", str(tmp_path / "nowhere")).code == 3


def test_authors_find_the_shipped_base_in_order() -> None:
    """`kb check` on what ships finds no error (`test_checks` looks for all codes)."""
    assert run("kb", "check", "--only", "BC202", "--json").document["errors"] == 0
    assert failed(run("kb", "check", "nowhere"), 4, "nowhere")
    assert failed(run("kb", "test", "nowhere.jsonl"), 4, "nowhere.jsonl")


@pytest.mark.parametrize("typed", ["squat butt wink", "exercise leg press figures", "RDL banana"])
def test_a_word_behind_a_lift_that_is_no_part_is_answered_with_the_parts(typed: str) -> None:
    assert failed(run(*typed.split()), 2, "There is no part of the card called", "faults", "--full", "--figures")


@pytest.mark.parametrize(
    ("typed", "page"), [("dead bug", "core dead-bug"), ("bird-dog", "core bird-dog"), ("plank", "tests plank")]
)
def test_a_drill_or_a_test_is_no_lift_but_has_its_page(typed: str, page: str) -> None:
    assert failed(run(*typed.split()), 2, "is not a leg lift", f"backcheck {page}")
    assert run(*page.split()).code == 0


@pytest.mark.parametrize("typed", ["diagnose squat", "diagnose leg press --all"])
def test_a_lift_behind_diagnose_is_told_its_option(typed: str) -> None:
    assert failed(run(*typed.split()), 2, "backcheck diagnose --exercise")


def _list_worded(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """The words of each command, with each of its options that takes words."""
    for one in command.params:
        if one.param_type_name == "option" and not one.is_flag and one.type.name == "str":
            yield from ((path, name) for name in one.opts)
    if hasattr(command, "list_commands"):
        for name in command.list_commands(None):
            yield from _list_worded(command.get_command(None, name), (*path, name))


def test_an_option_that_is_given_nothing_is_not_passed_over() -> None:
    """As by a variable of a script that was never set."""
    worded = list(_list_worded(_make_program()))
    assert len(worded) > 20
    for path, option in worded:
        for given in ([option, ""], [option, "  "], *([[f"{option}="]] if option.startswith("--") else [])):
            if option not in ("--color", "--map"):
                assert failed(run(*path, *given), 2, "is empty"), (path, given)
    for option in ("--color", "--map"):
        assert failed(run("log", "x.csv", option, ""), 2, "''")


@pytest.mark.parametrize("command", LOOKUPS)
def test_an_entry_that_is_named_by_nothing_is_none(command: str) -> None:
    assert failed(run(command, ""), 2, "There is no")


def test_a_work_without_a_year_is_named_without_one(kb: KnowledgeBase) -> None:
    works = [work for work in kb.sources.values() if work.authors and not work.year]
    assert works
    assert all(say_work(work) == f"{work.authors}. {work.title}" for work in works)


@pytest.mark.parametrize("asked", [("help", "--full"), ("history", "--help")])
def test_commands_stand_under_their_heading(asked: tuple[str, ...]) -> None:
    assert {"Options:", "Commands:"} <= set(run(*asked).out.splitlines())
