"""The lint: for each code a base spoilt in one place, and the finding names that place. A whole base has no finding."""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backcheck.authoring.checks.texts import BANNED
from backcheck.authoring.documents import walk
from backcheck.authoring.findings import CODES, Finding
from backcheck.errors import UsageError
from backcheck.knowledge.load import FILES
from backcheck.knowledge.locate import find_data_folder
from tests.authoring.broken_figures import FIGURES
from tests.authoring.broken_meanings import INFERENCE, SAFETY
from tests.authoring.broken_plans import PLANS
from tests.authoring.broken_shapes import CONTENT, EIGHT_WORDS, LONG_LABEL, REFERENCES, SHAPE, WORK
from tests.authoring.broken_ways import GRAPH, RULES, TELLING
from tests.authoring.spoiling import (
    NERVES,
    SQUAT,
    Broken,
    add,
    check_folder,
    copy_base,
    fill,
    is_found,
    put,
    read,
    remove,
    set_text,
    step_into,
    write,
)
from tests.broad import sweep
from tests.cli.program import run

COVERED = json.loads((find_data_folder() / SQUAT).read_bytes())["covers"][0]
DOCS = Path(__file__).resolve().parents[2] / "docs" / "knowledge.md"
FAMILIES = (SHAPE, REFERENCES, GRAPH, RULES, SAFETY, INFERENCE, TELLING, CONTENT, PLANS, FIGURES)
ALL = tuple(broken for family in FAMILIES for broken in family)


def in_short(findings: list[Finding]) -> list[tuple[str, str, str]]:
    return [(finding.code, finding.file, finding.pointer) for finding in findings]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the knowledge base that may be spoilt."""
    return copy_base(tmp_path / "base")


def test_the_base_that_ships_has_no_finding() -> None:
    assert in_short(check_folder(find_data_folder())) == []


@pytest.mark.broad
def test_the_base_that_ships_is_checked_soon() -> None:
    start = os.times()
    assert run("kb", "check", "--strict", module=True).code == 0  # nothing is kept there
    end = os.times()
    taken = end.children_user + end.children_system - start.children_user - start.children_system
    assert taken < 5 * how_slow()


def how_slow() -> float:
    """How many times as long as a usual machine this one needs, at least 1: by a loop of 0.065 seconds there."""

    def count() -> float:
        begun, total = time.process_time(), 0
        for number in range(2_000_000):
            total += number
        return time.process_time() - begun

    return max(1.0, min(count() for _ in range(3)) / 0.065)


FIRST = {broken.code: broken for broken in reversed(ALL)}
"""The first base for each code: these are checked with every test command, the others in `.ci/run`."""


def name_of(broken: Broken) -> str:
    return f"{broken.code}: {broken.id}"


def assert_line_is_right(folder: Path, finding: Finding) -> None:
    """There begins what the pointer leads to, or the nearest around it where that is missing; or nothing is JSON."""
    try:
        text = (folder / finding.file).read_text(encoding="utf-8")
        value = json.loads(text)
    except (OSError, ValueError, RecursionError):
        assert (finding.line, finding.column) == (0, 0)
        return
    for step in finding.pointer.split("/")[1:]:
        name: Any = int(step) if isinstance(value, list) else step.replace("~1", "/").replace("~0", "~")
        if name not in value and not isinstance(value, list):
            break
        value = value[name]
    rows = text.split("\n")[finding.line - 1 :]
    rest = "\n".join([rows[0][finding.column - 1 :], *rows[1:]])
    assert json.JSONDecoder().raw_decode(rest)[0] == value, finding


@pytest.mark.parametrize("broken", sweep(ALL, lambda broken: broken is FIRST[broken.code]), ids=name_of)
def test_a_spoilt_base_gives_the_finding_at_its_place(folder: Path, broken: Broken) -> None:
    broken.spoil(folder)
    findings = check_folder(folder, broken.code)
    assert any(is_found(broken, finding) for finding in findings), findings
    assert all(finding.message for finding in findings)
    for finding in findings:
        assert_line_is_right(folder, finding)


TOGETHER = (*(family[0] for family in FAMILIES), SHAPE[-1], CONTENT[-1], FIGURES[-1])


@pytest.mark.parametrize(
    "broken", sweep(TOGETHER, lambda broken: broken in TOGETHER[::6], pytest.mark.long), ids=name_of
)
def test_one_code_alone_is_found_as_among_all(folder: Path, broken: Broken) -> None:
    """Everything is looked for together, and what one code alone finds is what it finds then."""
    broken.spoil(folder)
    findings = check_folder(folder)
    alone, among_all = (
        [finding for finding in found if finding.code == broken.code]
        for found in (check_folder(folder, broken.code), findings)
    )
    assert alone == among_all
    assert any(is_found(broken, finding) for finding in findings), findings
    for finding in findings:
        assert finding.message
        assert finding.severity == CODES[finding.code].severity


def test_what_keeps_a_check_from_running_is_found_instead_of_nothing(folder: Path) -> None:
    """A base that cannot be loaded, and one whose references break, are never called sound for a code."""
    put(SQUAT, "faults", 0, "contributor", value="buttwink")(folder)
    assert {finding.code for finding in check_folder(folder, "BC405")} == {"BC201"}
    assert {finding.code for finding in check_folder(folder, "BC803")} == set()
    fill("links.json", b"{")(folder)
    assert {finding.code for finding in check_folder(folder, "BC405")} == {"BC101"}
    assert {finding.code for finding in check_folder(folder, "BC803")} == {"BC101"}
    assert {finding.code for finding in check_folder(folder, "BC703")} == set()


def test_a_code_that_there_is_not_is_refused(folder: Path) -> None:
    with pytest.raises(UsageError, match="There is no code 'BC999'"):
        check_folder(folder, "BC999")


def test_the_broken_bases_have_names_of_their_own_and_every_code() -> None:
    assert len({broken.id for broken in ALL}) == len(ALL)
    assert {broken.code for broken in ALL} == set(CODES)


@pytest.mark.parametrize("question", ["safety-body", "safety-nerves", "safety-pain", "safety-you"])
def test_no_danger_sign_list_can_be_taken_out(folder: Path, question: str) -> None:
    remove(f"danger-signs/{question.removeprefix('safety-')}.json")(folder)
    findings = check_folder(folder, "BC501")
    assert {finding.code for finding in findings if finding.severity == "error"} & {"BC201", "BC501"}


def test_no_danger_sign_list_can_be_taken_out_with_all_that_names_it(folder: Path) -> None:
    """Where rules and lines that name a list go with it, the count of the lists still tells."""
    remove(NERVES[0])(folder)
    for name in ("triage.json", "links.json", "plan.json"):
        write(folder, name, [entry for entry in read(folder, name) if "safety-nerves" not in str(entry)])
    outcomes = read(folder, "outcomes.json")
    for outcome in outcomes:
        outcome["actions"] = [action for action in outcome["actions"] if "safety-nerves" not in str(action)]
    write(folder, "outcomes.json", outcomes)
    topics = read(folder, "topics.json")
    for topic in topics:
        topic["points"] = [point for point in topic["points"] if "safety-nerves" not in str(point)]
    write(folder, "topics.json", topics)
    write(folder, "tests.json", [test | {"forbidden": {"answered": "age"}} for test in read(folder, "tests.json")])
    assert ("BC501", "interview.json", "") in in_short(check_folder(folder, "BC501"))


def test_each_banned_word_is_found_in_any_case(folder: Path) -> None:
    points = [
        {"id": f"point-{place}", "text": f"Lower {word.upper()} it.", "sources": ["expert"], "grade": "D"}
        for place, word in enumerate(BANNED)
    ]
    put("topics.json", 0, "points", value=points)(folder)
    found = {finding.pointer for finding in check_folder(folder, "BC703")}
    assert found == {f"/0/points/{place}/text" for place in range(len(BANNED))}


def test_words_are_banned_whole_and_not_within_others_or_in_titles(folder: Path) -> None:
    set_text("Legos and egos are not a word.")(folder)
    put("sources.json", 0, "title", value="A slipped disc [a review]")(folder)
    assert in_short(check_folder(folder, "BC702") + check_folder(folder, "BC703")) == []


def test_a_list_and_a_cue_may_be_just_as_long_as_allowed(folder: Path) -> None:
    put(*NERVES, "options", 0, "label", value=LONG_LABEL[1:])(folder)
    put(SQUAT, "faults", 0, "cue", value=EIGHT_WORDS.removeprefix("one "))(folder)
    assert in_short(check_folder(folder, "BC705")) == []


def test_an_unknown_name_comes_with_the_nearest_known_one(folder: Path) -> None:
    put(SQUAT, "faults", 0, "contributor", value="buttwink")(folder)
    found = check_folder(folder, "BC201")[0]
    assert "'buttwink'" in found.message
    assert found.hint == "Near matches: butt-wink."


@pytest.mark.parametrize(
    ("key", "name", "hint"),
    [
        ("names", COVERED, "Take it out of `covers` of 'squat'."),
        ("names", "Air squats", "Keep it in the one that people mean by it."),
        ("covers", "Air squats", "Take it out of `covers` of 'deadlift'."),
        ("names", "Squat", "Take it out of `names` of 'deadlift'."),
    ],
)
def test_a_shared_name_comes_with_the_lift_that_has_to_leave_it(folder: Path, key: str, name: str, hint: str) -> None:
    add("lifts/deadlift.json", key, value=name)(folder)
    found = check_folder(folder, "BC205")
    assert {finding.file for finding in found} == {SQUAT, "lifts/deadlift.json"}
    assert {finding.hint for finding in found} == {hint}


def test_a_film_of_the_wrong_side_comes_with_the_right_one(folder: Path) -> None:
    put(SQUAT, "faults", 0, "film", value="feet")(folder)
    (found,) = check_folder(folder, "BC708")
    assert found.hint == 'Put "film": "side" into the fault.'
    put(SQUAT, "faults", 0, "see", value="Nothing shows on video, so look at your log before a set.")(folder)
    (found,) = check_folder(folder, "BC708")
    assert found.hint == "Leave `film` out: no camera shows it."


def test_all_that_is_wrong_is_told_at_once_and_in_order(folder: Path) -> None:
    fill("links.json", b"{")(folder)
    put(SQUAT, "faults", 0, "cue", value=EIGHT_WORDS)(folder)
    set_text("ego")(folder)
    findings = in_short(check_folder(folder))
    assert {"BC101", "BC703", "BC705"} <= {code for code, _, _ in findings}
    assert [(file, pointer, code) for code, file, pointer in findings] == sorted(
        (file, pointer, code) for code, file, pointer in findings
    )


def test_a_warning_is_no_error(folder: Path) -> None:
    add("sources.json", value=WORK)(folder)
    assert [finding.severity for finding in check_folder(folder, "BC204")] == ["warning"]


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One copy for many small spoilings that are mended again."""
    return copy_base(tmp_path_factory.mktemp("workshop") / "base")


NAMES = (*FILES, NERVES[0], SQUAT)
ODD: tuple[Any, ...] = (None, 0, -1, 1.5, True, "", "x", [], [[1]], [None], {}, {"id": []}, {"is": ["a", "b"]})


@settings(max_examples=max(2, settings().max_examples // 10), suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_stands_anywhere_the_lint_ends_with_findings(workshop: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES))
    before = (workshop / name).read_bytes()
    document = read(workshop, name)
    pointer = data.draw(st.sampled_from([pointer for pointer, _ in walk(document)]))
    odd = data.draw(st.sampled_from(ODD))
    steps = tuple(int(step) if step.isdigit() else step for step in pointer.split("/")[1:])
    if steps:
        step_into(document, steps[:-1])[steps[-1]] = odd
    try:
        write(workshop, name, document if steps else odd)
        assert all(finding.code in CODES for finding in check_folder(workshop))
    finally:
        (workshop / name).write_bytes(before)


@pytest.mark.parametrize("odd", [None, 5, [5], [[1]], [{}]])
def test_wrong_types_where_the_checks_look_closely_are_findings(folder: Path, odd: Any) -> None:
    places: list[tuple[str, tuple[str | int, ...]]] = [
        ("knowledge.json", ("retired_ids",)),
        ("topics.json", (0, "points", 0, "sources")),
        ("topics.json", (1, "points", 0, "grade")),
        ("topics.json", (2, "points", 1, "text")),
        ("lifts/lunge.json", ("id",)),
        (SQUAT, ("faults", 0, "says")),
    ]
    for name, steps in places:
        put(name, *steps, value=odd)(folder)
    findings = check_folder(folder)
    assert {name for name, _ in places} <= {finding.file for finding in findings if finding.code == "BC101"}


@pytest.mark.parametrize("depth", sweep([50, 400, 900, 5_000], lambda depth: depth in (400, 5_000)))
@pytest.mark.parametrize("opening", ["[", '{"all":['])
def test_deep_nesting_ends_with_findings(folder: Path, depth: int, opening: str) -> None:
    closing = {"[": "]", '{"all":[': "]}"}[opening]
    (folder / "links.json").write_text(opening * depth + closing * depth, encoding="utf-8")
    assert ("BC101", "links.json") in {(finding.code, finding.file) for finding in check_folder(folder)}


def test_an_empty_folder_has_a_finding_for_each_file(tmp_path: Path) -> None:
    findings = check_folder(tmp_path)
    assert {finding.file for finding in findings} == {*FILES, "lifts/"}
    assert {finding.code for finding in findings} == {"BC101"}


def test_checking_changes_nothing(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.json")}
    check_folder(folder)
    assert {path: path.read_bytes() for path in folder.rglob("*.json")} == before
    shutil.rmtree(folder)


def test_the_page_lists_every_code_as_it_is() -> None:
    rows = re.findall(
        r"^\|\s*(BC\d+)\s*\|\s*(\w+)\s*\|\s*(.+?)\s*\|\s*$", DOCS.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert rows == [(name, code.severity, code.meaning) for name, code in CODES.items()]


def test_codes_are_numbered_by_family_and_say_what_they_look_for() -> None:
    for name, code in CODES.items():
        assert re.fullmatch(r"BC\d{3}", name)
        assert code.meaning
