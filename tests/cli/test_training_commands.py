"""The commands for training on a small base: warm-up, core drills, self-tests, the way back, search and notes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from backcheck.knowledge.locate import find_data_folder
from backcheck.text import cells
from tests.cli.program import ELSEWHERE, ESC, Ran, environment, failed, run
from tests.cli.stories import BOOK, STOP, TODAY, TRAIN_CHANGED, file_of

pytestmark = pytest.mark.boundary

CLAIM = {"text": "Do it slowly.", "sources": ["expert"], "grade": "D"}
DRILLS = [
    {"id": "dead-bug", "name": "Dead bug", "names": ["deadbug"], "kind": "core", "steps": ["Lie down.", "Reach."]},
    {"id": "ankle-rock", "name": "Ankle rock", "names": [], "kind": "mobility", "steps": ["Rock the knee forward."]},
    {"id": "cat-camel", "name": "Cat-camel", "names": [], "kind": "warm-up", "steps": ["Round and arch."]},
]
TEST = {
    "id": "plank",
    "name": "Front plank",
    "names": ["T-05"],
    "asks": "How long can you keep your trunk still?",
    "minutes": 2,
    "kit": ["a mat"],
    "steps": ["Lie on your elbows.", "Lift your hips."],
    "watch": "Stop when your hips sag.",
    "passed": CLAIM,
    "results": [{"id": "short", "label": "Under 60 seconds", "then": "Train it.", "says": {"weak-core": 1}}],
    "reliability": CLAIM,
    "not_if": [{**CLAIM, "text": "Your shoulder hurts in it."}],
    "forbidden": {"is": ["safety-body", "fever"]},
    "drills": ["dead-bug"],
}
WARM_UP = {
    "family": "squat",
    "raise_pulse": CLAIM,
    "drills": ["cat-camel"],
    "dose": CLAIM,
    "ramp": [{"share": share, "reps": reps} for share, reps in ((0, 8), (0.4, 5), (0.6, 3), (0.8, 2), (0.9, 1))],
    "ramp_note": CLAIM,
}
RUNG = {
    "id": "walk",
    "step": 1,
    "name": "Walk and hinge",
    "what": CLAIM,
    "up": "Two calm days.",
    "down": "It flares.",
    "go_up": {"pain_at_most": 2, "in_a_row": 2},
    "go_back_from": 6,
}
TOPIC = {
    "id": "habits",
    "name": "Habits",
    "names": [],
    "summary": "What helps.",
    "points": [
        {**CLAIM, "id": "for-all"},
        {**CLAIM, "id": "squats", "text": "You squat, so squat well.", "when": {"is": ["exercise", "squat"]}},
        {**CLAIM, "id": "deadlifts", "text": "You deadlift.", "when": {"is": ["exercise", "deadlift"]}},
    ],
}
LISTS = {"core": "drills", "tests": "tests", "ladder": "rungs"}
CARDS = {
    "core dead-bug": "dead-bug",
    "core ankle rock": "ankle-rock",
    "tests plank": "plank",
    "tests t-05": "plank",
    "tests Front Plank": "plank",
    "ladder 1": "walk",
    "ladder walk": "walk",
    "warmup squats": "squat",
    "warmup squat --weight 100kg": "squat",
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The base that ships, with these entries in place of its own."""
    folder = tmp_path_factory.mktemp("base") / "data"
    shutil.copytree(find_data_folder(), folder)
    lower = {**RUNG, "id": "lift", "step": 2, "name": "Lift the bar", "usual": True, "own_lift": True}
    content = {
        "drills": [{**drill, "dose": CLAIM} for drill in DRILLS],
        "tests": [TEST],
        "warm-ups": [WARM_UP],
        "ladder": [lower, RUNG],
        "topics": [TOPIC],
    }
    for name, entries in content.items():
        (folder / f"{name}.json").write_text(json.dumps(entries), encoding="utf-8")
    return folder


def ask(base: Path, command: str, *options: str) -> Ran:
    return run("--data", base, *command.split(), *options)


def assess(base: Path, folder: Path, answers: dict[str, object]) -> Any:
    return run("--data", base, "diagnose", "--answers", file_of(folder, answers), "--json").document


@pytest.mark.parametrize("command", [*LISTS, *CARDS])
@pytest.mark.parametrize("options", [(), ("--sources",), ("--plain", "--color", "always")])
def test_text_fits_on_stdout_alone(base: Path, command: str, options: tuple[str, ...]) -> None:
    """In 80 columns, without colour; `--sources` says who says so."""
    ran = ask(base, command, *options)
    assert (ran.code, ran.err) == (0, "")
    assert max(map(cells, ran.out.splitlines())) <= 80
    assert ESC not in ran.out
    assert ("Source: " in ran.out) == ("--sources" in options and command != "tests")


@pytest.mark.parametrize("command", LISTS)
def test_json_lists_have_their_key(base: Path, command: str) -> None:
    """Each entry with an id; the steps back in their order."""
    document = ask(base, command, "--json").document
    assert list(document) == ["schema_version", LISTS[command]]
    ids = [row["id"] for row in document[LISTS[command]]]
    assert (
        ids
        == {
            "core": ["dead-bug", "ankle-rock", "cat-camel"],
            "tests": ["plank"],
            "ladder": ["walk", "lift"],
        }[command]
    )
    text = ask(base, command).out
    assert all(row["name"] in text or row["id"] in text for row in document[LISTS[command]])


@pytest.mark.parametrize("command", CARDS)
def test_json_cards_have_an_id_and_a_name(base: Path, command: str) -> None:
    """Found by any of their names."""
    ran = ask(base, command, "--json")
    assert (ran.code, ran.err) == (0, "")
    assert list(ran.document)[:3] == ["schema_version", "id", "name"]
    assert ran.document["id"] == CARDS[command]


def test_the_ramp_is_worked_out_for_the_weight(base: Path) -> None:
    """In the unit in which it was given."""
    text = " ".join(ask(base, "warmup squat --weight 225lb").out.split())
    assert "Empty bar, 45 lb 8 reps 90 lb 5 reps 135 lb 3 reps 180 lb 2 reps 200 lb 1 rep" in text
    assert "work sets at 225 lb" in text
    ramp = ask(base, "warmup box squat --weight 100kg --json").document["ramp"]
    assert [one["load"]["kg"] for one in ramp] == [20, 40, 60, 80, 90]


def test_a_weight_without_a_unit_is_wrong_usage(base: Path) -> None:
    """Also where the unit stands behind a blank, and for what is no weight at all."""
    assert failed(ask(base, "warmup squat --weight 100"), 2, "kilos or pounds", "100kg or 100lb")
    assert failed(ask(base, "warmup squat --weight 100 kg"), 2, "100kg or 100lb")
    assert failed(ask(base, "warmup squat --weight heavy\x1b[31m"), 2, "'heavy' is not a weight", "225lb")


def test_lifts_are_found_as_everywhere(base: Path) -> None:
    """A near miss is said aloud; a lift without a warm-up names the families that have one."""
    near = ask(base, "warmup sqats")
    assert near.code == 0
    assert "'sqats'" in near.err
    assert failed(ask(base, "warmup xyzzy"), 2, "There is no lift called 'xyzzy'")
    assert failed(ask(base, "warmup leg press --json"), 2, "Leg press (press machine)", "that have one: squat")
    assert run("warmup").code == 2


@pytest.mark.parametrize(
    ("command", "parts"),
    [
        ("core xyzzy", ("There is no drill called 'xyzzy'", "`backcheck core` lists them all")),
        ("core ded-bug --json", ("Near matches: dead-bug.",)),
        ("tests xyzzy", ("There is no test called 'xyzzy'", "`backcheck tests` lists them all")),
        ("tests plonk --json", ("Near matches: plank.",)),
        ("ladder 77", ("There is no step called '77'", "`backcheck ladder` lists them all")),
        ("tests zz\x1b]0;title\x07\x1b[31mzz", ("'zzzz'",)),
    ],
)
def test_an_unknown_name_is_wrong_usage(base: Path, command: str, parts: tuple[str, ...]) -> None:
    """Never guessed; near matches where there are any."""
    ran = ask(base, command)
    assert failed(ran, 2, *parts)
    assert ESC not in ran.err


def test_search_finds_tests_drills_and_steps(base: Path) -> None:
    """Each can be opened as it is written."""
    wanted = {"elbows": ("tests", "plank"), "knee forward": ("core", "ankle-rock"), "calm days": ("ladder", "walk")}
    for words, (kind, entry) in wanted.items():
        hits = ask(base, f"search {words} --json").document["results"]
        assert (kind, entry) in {(hit["kind"], hit["id"]) for hit in hits}
        assert ask(base, f"{kind} {entry}").code == 0


def test_a_card_names_the_tests_to_do_first(base: Path) -> None:
    """With the command that shows how they go."""
    card = run("exercise", "deadlift", "tests").out
    assert "Worth knowing" in card
    assert "backcheck tests ID" in card


def test_notes_are_for_those_whom_they_concern(base: Path, tmp_path: Path) -> None:
    """In JSON and below the fixes; never when only one thing matters, but also for people whom nobody coaches."""
    wanted = [{"id": "habits-squats", "text": "You squat, so squat well."}]
    young: dict[str, object] = {**TRAIN_CHANGED, "age": "under-16"}
    for answers, mode in ((TRAIN_CHANGED, "full"), (BOOK, "hold"), (young, "none")):
        document = assess(base, tmp_path, answers)
        assert (document["coaching"]["mode"], document["notes"]) == (mode, wanted)
    unscreened: dict[str, object] = {"age": "under-16"}
    for answers in (STOP, TODAY, unscreened):
        document = assess(base, tmp_path, {"exercise": "squat", **answers})
        assert (document["coaching"]["mode"], document["notes"]) == ("none", [])
    text = run("--data", base, "diagnose", "--answers", file_of(tmp_path, TRAIN_CHANGED)).out
    assert "\nFor you\n" in text
    assert text.index("What to fix") < text.index("\nFor you\n") < text.index("You squat, so squat well.")


@pytest.mark.parametrize("command", ["warmup squat --weight 100kg", "core", "core dead-bug", "tests plank", "ladder"])
def test_look_ups_import_only_what_they_use(base: Path, command: str) -> None:
    """Nothing that asks, draws boxes, or keeps a journal; nothing that reasons."""
    heavy = ("questionary", "prompt_toolkit", "pydantic", "sqlite3", "jinja2", "rich", "backcheck.reasoning.assess")
    code = (
        "import sys; from backcheck.cli.main import main; main(sys.argv[1:]);"
        f"print([name for name in {heavy} if name in sys.modules], file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, "--data", str(base), *command.split()],
        capture_output=True,
        text=True,
        env=environment(),
        cwd=ELSEWHERE,
        check=True,
    )
    assert ended.stderr.strip() == "[]"


def test_a_new_point_changes_the_id_of_no_note(base: Path, tmp_path: Path) -> None:
    """Scripts and journals keep these ids."""
    before = assess(base, tmp_path, TRAIN_CHANGED)["notes"]
    pages = json.loads((base / "topics.json").read_text(encoding="utf-8"))
    for page in pages:
        page["points"].insert(0, {**CLAIM, "id": "put-before"})
    (base / "topics.json").write_text(json.dumps(pages), encoding="utf-8")
    assert before
    assert assess(base, tmp_path, TRAIN_CHANGED)["notes"] == before
