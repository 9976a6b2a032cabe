"""Answers files: what comes of right ones, what is said about wrong ones, keeping them, and one question at a time."""

from __future__ import annotations

import json
import os
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest

from backcheck.knowledge.locate import find_data_folder
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.records import OFFERED
from tests.cli.program import ELSEWHERE, ESC, Ran, failed, run, shell
from tests.cli.stories import BOOK, CONTRACT, PEOPLE, STOP, TRAIN_CHANGED, file_of

pytestmark = pytest.mark.boundary

KEYS = {"schema_version", "knowledge", "exercise", "triage", "coaching", "contributors", "patterns", "plan", "verdict"}
KEYS |= {"would_change_this", "questions_asked"}
ENTRY_KEYS = {"id", "name", "fit", "start", "points", "for", "against", "also"}
EVIDENCE_KEYS = {"answers", "fact", "points", "sources"}
PLAN_KEYS = ["today", "this_week", "next_weeks", "swap_for", "see_someone_if"]


def diagnose(answers: object, *options: str | Path) -> Ran:
    """`diagnose --answers -` with these answers on standard input."""
    return run("diagnose", "--answers", "-", *options, given=json.dumps({"answers": answers}))


# -- right answers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verdict", PEOPLE)
def test_each_verdict_comes_first(verdict: str, kb: KnowledgeBase) -> None:
    """The first words of the result; exit 0 whatever the advice; the review status is said."""
    ran = diagnose(PEOPLE[verdict][0])
    assert (ran.code, ran.err) == (0, "")
    mark, _, rest = ran.out.partition(" ")
    assert mark in (">>", "!", "!!", "!!!", "??")
    assert rest.startswith(f"{verdict}  ")
    assert kb.base.review.words in " ".join(ran.out.split())


@pytest.mark.parametrize("verdict", PEOPLE)
def test_json_has_every_key_of_the_contract(verdict: str) -> None:
    """Lists are always there; with coaching none there is nothing to coach with."""
    answers, level, mode = PEOPLE[verdict]
    ran = diagnose(answers, "--json")
    assert (ran.code, ran.err) == (0, "")
    result = ran.document
    assert set(result) >= KEYS
    assert set(result["knowledge"]) == {"version", "hash", "reviewed"}
    assert {"level", "reasons", "action", "watch_for"} <= set(result["triage"])
    assert (result["triage"]["level"], result["coaching"]["mode"]) == (level, mode)
    assert (result["verdict"], result["schema_version"]) == (verdict, 1)
    assert result["questions_asked"] == len(answers)
    assert list(result["plan"]) == PLAN_KEYS
    assert len(result["plan"]["today"]) <= 3
    assert all(isinstance(result["plan"][slot], list) for slot in PLAN_KEYS)
    for reason in result["triage"]["reasons"]:
        assert {"answers", "text", "sources"} <= set(reason)
    if mode == "none":
        assert result["contributors"] == []
        assert not any(result["plan"].values())
    if level == "emergency":
        assert result["triage"]["watch_for"] == []


@pytest.mark.parametrize("verdict", PEOPLE)
def test_points_add_up(verdict: str) -> None:
    """points = start + sum(for) + sum(against), in halves; best first; no share of anything is claimed."""
    result = diagnose(PEOPLE[verdict][0], "--json").document
    for ranking in ("contributors", "patterns"):
        entries = result[ranking]
        assert [e["points"] for e in entries] == sorted((e["points"] for e in entries), reverse=True)
        for entry in entries:
            assert set(entry) >= ENTRY_KEYS | ({"family", "aliases", "fixes"} if ranking == "contributors" else set())
            assert entry["fit"] in ("strong", "likely", "possible")
            counted = [*entry["for"], *entry["against"]]
            assert entry["points"] == entry["start"] + sum(addend["points"] for addend in counted)
            assert entry["points"] * 2 == int(entry["points"] * 2)
            for addend in [*counted, *entry["also"]]:
                assert set(addend) >= EVIDENCE_KEYS
                assert all(given["question"] in PEOPLE[verdict][0] for given in addend["answers"])
            assert all(addend["points"] > 0 for addend in entry["for"])
            assert all(addend["points"] < 0 for addend in entry["against"])


def test_the_file_of_the_contract_is_not_screened(tmp_path: Path) -> None:
    """Three lists are open: no urgency is claimed, the sore lift pauses, nobody is asked anything."""
    ran = run("diagnose", "--answers", file_of(tmp_path, CONTRACT))
    assert ran.out.startswith("?? NOT SCREENED")
    result = run("diagnose", "--answers", file_of(tmp_path, CONTRACT), "--json").document
    assert result["triage"]["unanswered"] == ["safety-body", "safety-pain", "safety-you"]
    assert result["coaching"]["mode"] == "hold"
    assert result["exercise"] == "squat"


def test_nothing_answered_is_not_screened() -> None:
    """An empty interview is no interview; other keys beside `answers` are left alone."""
    assert run("diagnose", "--answers", "-", given='{"answers": {}, "name": "x"}').out.startswith("?? NOT SCREENED")


def test_the_order_of_answers_changes_nothing() -> None:
    """Neither in the words nor in the numbers."""
    turned = dict(reversed(TRAIN_CHANGED.items()))
    assert diagnose(turned, "--json") == diagnose(TRAIN_CHANGED, "--json")


@pytest.mark.parametrize("prefix", [b"\xef\xbb\xbf", b"\r\n  "])
def test_a_byte_order_mark_and_white_space_are_accepted(prefix: bytes) -> None:
    """As editors on Windows leave them."""
    ran = run("diagnose", "--answers", "-", given=prefix + json.dumps({"answers": STOP}).encode())
    assert ran.out.startswith("!!! STOP")


def test_the_lift_may_be_named_beside_the_answers() -> None:
    """By any name; where the file names another lift neither of them wins."""
    rest = {name: answer for name, answer in CONTRACT.items() if name != "exercise"}
    assert diagnose(rest, "--exercise", "DL", "--json").document["exercise"] == "deadlift"
    assert diagnose(CONTRACT, "--exercise", "back squat", "--json").document["exercise"] == "squat"
    assert failed(diagnose(CONTRACT, "--exercise", "DL", "--json"), 2, "Deadlift", "Squat")
    assert failed(diagnose(rest, "--exercise", "xyzzy"), 2, "'xyzzy'")


def test_every_question_is_answerable_from_its_listing() -> None:
    """`questions --json` is enough to write an answers file, for the first and for the last row of each."""
    listed = run("questions", "--json").document["questions"]
    for place in (0, -1):
        answers = {}
        for question in listed:
            option = question["options"][place]["id"]
            answers[question["id"]] = [option] if question["kind"] == "many" else option
        ran = diagnose(answers, "--json")
        assert (ran.code, ran.err) == (0, "")
        asked = [question for question in listed if question["stage"] not in OFFERED]
        assert ran.document["questions_asked"] == len(asked)
    for question in listed:
        ids = [row["id"] for row in question["options"]]
        assert ids[-1] == "unsure"
        assert ("none" in ids) == (question["kind"] == "many")
        if question["kind"] == "number":
            assert question["min"] < question["max"]


# -- keeping answers ---------------------------------------------------------------------------------------------------


def test_kept_answers_give_the_same_assessment(tmp_path: Path) -> None:
    """Also kept over themselves."""
    kept = tmp_path / "kept.json"
    wanted = diagnose(TRAIN_CHANGED, "--json", "--save-answers", kept)
    assert (wanted.code, wanted.err) == (0, "")
    assert json.loads(kept.read_text()) == {"schema_version": 1, "answers": TRAIN_CHANGED}
    assert run("diagnose", "--answers", kept, "--json", "--save-answers", kept) == wanted
    assert json.loads(kept.read_text())["answers"] == TRAIN_CHANGED


def test_kept_answers_are_for_you_alone(tmp_path: Path) -> None:
    """0600 whatever the umask, and where an open file is replaced; nothing else is left behind."""
    kept, source = tmp_path / "kept.json", file_of(tmp_path, BOOK)
    for umask in ("000", "077"):
        ran = shell(f'umask {umask}; "$B" diagnose --answers {source} --save-answers {kept} --force --json')
        assert ran.code == 0
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        kept.chmod(0o666)
    assert {entry.name for entry in tmp_path.iterdir()} == {"kept.json", "answers.json"}


STORIES = [STOP, BOOK]


@pytest.mark.parametrize("story", STORIES)
def test_a_file_that_is_there_is_not_replaced_unasked(tmp_path: Path, story: dict[str, object]) -> None:
    """Exit 2 and untouched. `--force` replaces it."""
    kept = tmp_path / "kept.json"
    kept.write_text("mine")
    advised_but_not_kept(diagnose(story, "--save-answers", kept), 2, story, kept.name, "--force")
    assert kept.read_text() == "mine"
    assert diagnose(story, "--save-answers", kept, "--force").code == 0
    assert json.loads(kept.read_text())["answers"] == story


def advised_but_not_kept(ran: Ran, code: int, story: dict[str, object], *parts: str) -> None:
    """The whole advice; then the answers in one line, what went wrong, and the exit code."""
    assert ran.code == code, ran
    assert ran.out == diagnose(story).out
    assert [json.loads(line)["answers"] for line in ran.err.splitlines() if line.startswith("{")] == [story]
    for part in (*parts, "copy the next line"):
        assert part in ran.err


@pytest.mark.parametrize("story", STORIES)
def test_the_advice_comes_where_nothing_can_be_kept(tmp_path: Path, story: dict[str, object]) -> None:
    """Exit 4: no such folder, a folder, something that is no file, a full device, a name that no file can have."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    (tmp_path / "file").touch()
    places = (
        tmp_path / "nowhere" / "kept.json",
        tmp_path,
        pipe,
        tmp_path / "file" / "kept.json",
        tmp_path / ("x" * 300),
    )
    for path in (*places, Path("/dev/full"), Path("/dev/null"), Path("/proc/kept.json"), Path("/" + "x/" * 4000)):
        advised_but_not_kept(diagnose(story, "--save-answers", path, "--force"), 4, story, path.name)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert Path("/dev/null").is_char_device()


def test_the_page_comes_before_the_error(tmp_path: Path) -> None:
    """Where both go to one place, and where an interview was to go on from these answers."""
    source = file_of(tmp_path, STOP)
    kept = tmp_path / "nowhere" / "kept.json"
    ran = shell(f'"$B" diagnose --answers {source} --save-answers {kept} 2>&1')
    assert ran.code == 4
    assert ran.out.index("STOP") < ran.out.index("copy the next line") < ran.out.index("can't be written")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_the_advice_comes_where_the_folder_belongs_to_others(tmp_path: Path) -> None:
    """Exit 4."""
    tmp_path.chmod(0o500)
    advised_but_not_kept(diagnose(BOOK, "--save-answers", tmp_path / "kept.json"), 4, BOOK, "kept.json")


def test_nothing_is_kept_unless_asked_for() -> None:
    """Home and working folder stay as they are."""
    before = set(Path(ELSEWHERE).rglob("*"))
    assert diagnose(BOOK).code == 0
    assert set(Path(ELSEWHERE).rglob("*")) == before


# -- one question at a time --------------------------------------------------------------------------------------------


def first_row(question: dict[str, Any]) -> object:
    """Says nothing is the matter on the safety lists and takes the first row of everything else."""
    if question["stage"] == "safety":
        return ["none"]
    if question["kind"] == "number":
        return question["min"]
    option = question["options"][0]["id"]
    return [option] if question["kind"] == "many" else option


def last_row(question: dict[str, Any]) -> object:
    """Is sure about the safety lists alone."""
    return ["none"] if question["stage"] == "safety" else "unsure"


def second_list(question: dict[str, Any]) -> object:
    """Ticks the first sign of the second list, and gives the gravest answer about it, which is an emergency."""
    if question["kind"] == "one":
        return question["options"][0]["id"]
    return ["none"] if question["id"] == "safety-body" else [question["options"][0]["id"]]


@pytest.mark.parametrize(("person", "most"), [(first_row, 14), (last_row, 14), (second_list, 4)])
def test_one_question_at_a_time(person: Any, most: int) -> None:
    """Stateless calls to the end: each once, age and lists first; the assessment is that of the answers."""
    answers: dict[str, object] = {}
    while True:
        ran = diagnose(answers, "--next")
        assert (ran.code, ran.err) == (0, "")
        if "assessment" in ran.document:
            break
        assert set(ran.document) == {"schema_version", "question", "asked", "about"}
        question = ran.document["question"]
        assert {"id", "stage", "prompt", "why", "kind", "options", "min", "max", "unit"} <= set(question)
        assert all({"id", "label", "help"} <= set(row) for row in question["options"])
        assert ran.document["asked"] == len(answers) < most
        assert len(answers) <= ran.document["about"] <= 14
        assert (question["stage"] == "safety") == (0 < len(answers) < 5)
        assert question["id"] not in answers
        answers[question["id"]] = person(question)
    wanted = diagnose(answers, "--json").document
    assert ran.document == {"schema_version": 1, "assessment": wanted}
    assert wanted["triage"]["level"] == ("emergency" if most == 4 else wanted["triage"]["level"])
    assert wanted["triage"]["level"] != "unscreened"


def test_a_question_is_asked_again() -> None:
    """The re-opened one comes first; one that is not there, or does not belong to the answers, is wrong usage."""
    ran = diagnose(TRAIN_CHANGED, "--next", "--again", "signs-squat")
    assert ran.document["question"]["id"] == "signs-squat"
    assert failed(diagnose(TRAIN_CHANGED, "--next", "--again", "sings-squat"), 2, "--again", "signs-squat")
    assert failed(diagnose(TRAIN_CHANGED, "--next", "--again", "signs-deadlift"), 2, "signs-deadlift")


def test_there_is_nothing_to_keep_of_the_next_question(tmp_path: Path) -> None:
    """Rather said than left out silently."""
    assert failed(diagnose(BOOK, "--next", "--save-answers", tmp_path / "kept.json"), 2, "--save-answers")


# -- a knowledge base that cannot be loaded ----------------------------------------------------------------------------

BROKEN: dict[str, tuple[str, str | None]] = {
    "cut off": ("interview.json", '[{"id": '),
    "an unknown field": ("topics.json", '[{"id": "x", "colour": "red"}]'),
    "another type": ("triage.json", "{}"),
    "not UTF-8": ("outcomes.json", "\udcff"),
    "nested deep": ("plan.json", "[" * 100_000),
    "empty": ("sources.json", ""),
    "another format": ("knowledge.json", '"format": 99'),
    "missing": ("links.json", None),
    "a lift": ("lifts/squat.json", '{"id": "squat", "\\u001b[31mred": 1}'),
}


def spoil(folder: Path, name: str) -> str:
    """A copy of the shipped base in which one file is broken; returns the name of that file."""
    shutil.copytree(find_data_folder(), folder)
    file, content = BROKEN[name]
    path = folder / file
    if content is None:
        path.unlink()
    elif content.startswith('"'):
        key = content.partition(":")[0]
        old = next(line for line in path.read_text().splitlines() if line.strip().startswith(key))
        path.write_text(path.read_text().replace(old.strip(), content + ",", 1))
    else:
        path.write_bytes(content.encode("utf-8", "surrogateescape"))
    return path.name


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_base_is_named(name: str, tmp_path: Path) -> None:
    """Exit 3 with the file."""
    file = spoil(tmp_path / "base", name)
    ran = run("diagnose", "--answers", "-", "--data", tmp_path / "base", given='{"answers": {}}')
    assert failed(ran, 3, file)
    assert not set(ran.err) & {ESC, "\x07"}


@pytest.mark.parametrize("name", ["cut off", "missing", "a lift"])
def test_authors_get_a_report_of_a_broken_base(name: str, tmp_path: Path) -> None:
    """`kb check` does not give up: it says what is broken and ends with 1."""
    file = spoil(tmp_path / "base", name)
    checked = run("kb", "check", tmp_path / "base")
    assert checked.code == 1
    assert file in checked.out
    assert ESC not in checked.out


@pytest.mark.parametrize("command", ["exercise squat", "cause", "redflags", "questions", "diagnose", "--version"])
def test_a_base_that_is_not_there_is_named(command: str, tmp_path: Path) -> None:
    """Exit 3 for every command, before anything is asked."""
    assert failed(run(*command.split(), "--data", tmp_path), 3, str(tmp_path))


def test_a_card_needs_only_its_own_files(tmp_path: Path) -> None:
    """A broken lift is named; a broken interview is nothing to a card."""
    spoil(tmp_path / "one", "a lift")
    assert failed(run("exercise", "squat", "--data", tmp_path / "one"), 3, "squat.json")
    spoil(tmp_path / "two", "cut off")
    assert run("exercise", "squat", "--data", tmp_path / "two").code == 0


# -- the work weight ---------------------------------------------------------------------------------------------------


def plan_words(ran: Ran) -> str:
    plan = ran.document["plan"]
    return " ".join(line["text"] for slot in PLAN_KEYS for line in plan[slot])


@pytest.mark.parametrize(("typed", "said"), [("100kg", "80 kg"), ("225 lb", "180 lb"), ("102,5kg", "80 kg")])
def test_a_work_weight_gives_the_plan_its_loads(typed: str, said: str) -> None:
    told = diagnose(TRAIN_CHANGED, "--weight", typed, "--json")
    assert (told.code, told.err) == (0, "")
    assert said in plan_words(told)
    assert "80% of your work weight" in plan_words(diagnose(TRAIN_CHANGED, "--json"))


def test_a_typed_work_weight_wins_over_the_file_and_is_kept(tmp_path: Path) -> None:
    kept = tmp_path / "answers.json"
    given = {**TRAIN_CHANGED, "work-weight": 60, "weight-unit": "kg"}
    ran = diagnose(given, "--weight", "225lb", "--save-answers", kept, "--json")
    assert "180 lb" in plan_words(ran)
    saved = json.loads(kept.read_text(encoding="utf-8"))["answers"]
    assert saved["weight-unit"] == "lb"
    assert saved["work-weight"] == pytest.approx(102.058, abs=0.001)
    assert plan_words(run("diagnose", "--answers", kept, "--json")) == plan_words(ran)


@pytest.mark.parametrize("typed", ["100", "heavy", "-5kg", "0.2kg", "5000kg"])
def test_what_is_no_work_weight_is_wrong_usage(typed: str) -> None:
    ran = diagnose(TRAIN_CHANGED, f"--weight={typed}")
    assert ran.code == 2
    assert ran.out == ""


def test_the_questions_of_the_plan_are_listed_and_never_next() -> None:
    listed = {question["id"]: question for question in run("questions", "--json").document["questions"]}
    assert (listed["work-weight"]["unit"], listed["work-weight"]["stage"]) == ("kg", "plan")
    assert [row["id"] for row in listed["weight-unit"]["options"]] == ["kg", "lb", "unsure"]
    assert listed["work-and-sleep"]["kind"] == "many"
