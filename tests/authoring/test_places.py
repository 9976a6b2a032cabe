"""Exceptions, notes and places: what a finding is called, what may be left alone, and what cannot be looked for."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest

from backcheck.authoring import check, checks, reviews
from backcheck.authoring.check import examine_folder
from backcheck.authoring.checks import reading
from backcheck.authoring.documents import walk
from backcheck.authoring.findings import ALLOWED, CODES, EXCEPTIONS, read_exceptions
from backcheck.authoring.places import find_pointer, name_steps
from backcheck.knowledge.load import load_knowledge
from backcheck.knowledge.locate import find_data_folder
from tests.authoring.spoiling import add, check_folder, copy_base, put, read, write

FAMILIES = [import_module(f"{checks.__name__}.{found.name}") for found in iter_modules(checks.__path__)] + [reviews]
NEUTRAL = {"id": "so-so", "label": "So so"}
WORDS = "It is what most people would say, and has no meaning for any cause."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the knowledge base that may be spoilt."""
    return copy_base(tmp_path / "base")


def excuse(folder: Path, **changed: str) -> None:
    entry = {"code": "BC605", "place": "interview.json#/pain-feel/options/so-so", "reason": WORDS, "on": "2026-11-23"}
    write(folder, EXCEPTIONS, [*read(folder, EXCEPTIONS), entry | changed])


def test_every_code_belongs_to_one_family() -> None:
    given = [code for family in FAMILIES for code in family.GIVES]
    assert sorted({*given, "BC101", "BC105", "BC106", "BC107"}) == sorted(CODES)
    assert len(set(given)) == len(given)


def test_an_exception_takes_away_its_finding_only(folder: Path) -> None:
    add("interview.json", "pain-feel", "options", value=NEUTRAL)(folder)
    add("interview.json", "pain-where", "options", value=NEUTRAL)(folder)
    excuse(folder)
    new = [finding.place for finding in check_folder(folder, "BC605")]
    assert new == ["interview.json#/pain-where/options/so-so"]


def test_exceptions_survive_an_insertion(folder: Path) -> None:
    questions = read(folder, "interview.json")
    for question in questions:
        if question["stage"] == "pain":
            question["options"].reverse()
    write(folder, "interview.json", questions)
    assert check_folder(folder) == []


def test_the_exceptions_that_ship_have_reasons() -> None:
    listed, wrong = read_exceptions(find_data_folder())
    assert not wrong
    assert all(len(entry.reason.split()) >= 10 for entry in listed)
    assert all(entry.code.startswith(ALLOWED) for entry in listed)


def test_exceptions_are_no_part_of_the_knowledge(folder: Path) -> None:
    before = load_knowledge(folder).hash
    (folder / EXCEPTIONS).unlink()
    assert load_knowledge(folder).hash == before


def test_without_pyphen_reading_is_left_out_with_a_note(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception that only that check could use is then not called useless."""
    excuse(folder, code="BC707", place="topics.json#/x/points/0/text")
    assert "BC105" in {finding.code for finding in check_folder(folder, "BC105")}
    monkeypatch.setattr(check, "can_grade", lambda: False)
    report = examine_folder(folder)
    assert report.notes == [reading.LEFT_OUT]
    assert not {finding.code for finding in report.findings} & {"BC105", "BC707"}
    monkeypatch.undo()
    assert examine_folder(folder, "BC707").notes == []


def test_every_finding_has_a_pointer_that_leads_somewhere(folder: Path) -> None:
    put("interview.json", "pain-when", "when", value={"is": ["age", "ninety"]})(folder)
    put("tests.json", "plank", "forbidden", value={"is": ["age", "ninety"]})(folder)
    put("lifts/squat.json", "faults", "tailbone-tucks", "says", value={"nothing": 9})(folder)
    put("lifts/squat.json", "starts", "nothing", value=1)(folder)
    for finding in check_folder(folder):
        pointers = {pointer for pointer, _ in walk(read(folder, finding.file))}
        assert finding.pointer in pointers, finding
        assert finding.place.startswith(finding.file)


def test_names_and_pointers_lead_to_one_another() -> None:
    document: Any = [{"id": "a", "rows": [{"id": "b", "text": "x"}, {"id": "c"}]}, {"id": "b"}]
    assert find_pointer(document, "a:b") == ("/0/rows/0", True)
    assert find_pointer(document, "a: rows") == ("/0/rows", True)
    assert find_pointer(document, "b") == ("/1", True)
    assert find_pointer(document, "a:nothing") == ("/0", False)
    assert find_pointer(document, "nothing") == ("", False)
    assert name_steps(document, "/0/rows/0/text") == "/a/rows/b/text"
    assert name_steps(document, "/9/x") == "/9/x"
    assert name_steps(json.loads('{"a/b": 1}'), "/a~1b") == "/a~1b"


def test_a_fault_that_a_variant_inherits_is_shown_where_it_stands(folder: Path) -> None:
    put("lifts/squat.json", "faults", "tailbone-tucks", "says", "butt-wink", value=9)(folder)
    found = {finding.place for finding in check_folder(folder, "BC602")}
    assert found == {"lifts/squat.json#/faults/tailbone-tucks"}
