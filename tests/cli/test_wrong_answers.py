"""Wrong answers files: each gives one clear message with the JSON path, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.program import ESC, failed, run, shell
from tests.cli.stories import CONTRACT, file_of

pytestmark = pytest.mark.boundary


def wrong(question: str, value: str) -> str:
    return f'{{"answers": {{"{question}": {value}}}}}'


HUGE = "9" * 5000
BAD_CONTENT: dict[str, tuple[bytes | str, tuple[str, ...]]] = {
    "empty": ("", ("$", "empty")),
    "blank": (" \n\t\n", ("$", "empty")),
    "not JSON": ("squat", ("$", "not JSON", "line 1")),
    "cut off": ('{"answers": {"age": ', ("$", "not JSON")),
    "two documents": ('{"answers": {}} {"answers": {}}', ("$", "not JSON")),
    "a comment": ('{"answers": {} /* x */}', ("$", "not JSON")),
    "a line end in a text": ('{"answers": {"a\nb": 1}}', ("$", "not JSON")),
    "UTF-16": ('{"answers": {}}'.encode("utf-16"), ("$", "UTF-8")),
    "not UTF-8": (b'{"answers": {"\xff\xfe": 1}}', ("$", "UTF-8")),
    "a surrogate in bytes": (b'{"answers": {"\xed\xa0\x80": 1}}', ("$", "UTF-8")),
    "zeros": (b"\0" * 100, ("$",)),
    "a list": ("[]", ("$", "'answers'")),
    "a text": ('"answers"', ("$", "'answers'")),
    "a number": ("4", ("$", "'answers'")),
    "null": ("null", ("$", "'answers'")),
    "no answers": ('{"safety-nerves": ["none"]}', ("$", "'answers'")),
    "answers in a list": ('{"answers": [{"age": "20-44"}]}', ("$.answers",)),
    "answers null": ('{"answers": null}', ("$.answers",)),
    "answers twice": ('{"answers": {}, "answers": {}}', ("'answers'", "twice")),
    "a question twice": ('{"answers": {"age": "20-44", "age": "70-up"}}', ("'age'", "twice")),
    "unknown question": (wrong("safety-nerve", '["none"]'), ("$.answers", "'safety-nerve'", "safety-nerves")),
    "nothing like it": (wrong("xyzzy", "1"), ("$.answers", "'xyzzy'")),
    "no name": (wrong("", "1"), ("$.answers", "''")),
    "unknown option": (wrong("pain-when", '"botom"'), ("$.answers.pain-when", "'botom'", "bottom")),
    "unknown tick": (wrong("safety-body", '["fever", "fevr"]'), ("$.answers.safety-body[1]", "'fevr'", "fever")),
    "none where one is chosen": (wrong("pain-when", '"none"'), ("$.answers.pain-when", "'none'")),
    "none beside a tick": (wrong("safety-body", '["none", "fever"]'), ("$.answers.safety-body", "'none'")),
    "none beside unsure": (wrong("safety-you", '["none", "unsure"]'), ("$.answers.safety-you", "'none'")),
    "one: a number": (wrong("pain-when", "4"), ("$.answers.pain-when", "a number")),
    "one: true": (wrong("pain-when", "true"), ("$.answers.pain-when", "true or false")),
    "one: null": (wrong("pain-when", "null"), ("$.answers.pain-when", "null")),
    "one: an object": (wrong("pain-when", "{}"), ("$.answers.pain-when", "an object")),
    "one: two options": (wrong("pain-when", '["bottom", "top"]'), ("$.answers.pain-when", "2")),
    "one: no option": (wrong("pain-when", "[]"), ("$.answers.pain-when", "0")),
    "many: a text": (wrong("safety-body", '"none"'), ("$.answers.safety-body", "a list")),
    "many: a number": (wrong("safety-body", "1"), ("$.answers.safety-body", "a list")),
    "many: numbers": (wrong("safety-body", "[1]"), ("$.answers.safety-body[0]", "a number")),
    "many: a list in a list": (wrong("safety-body", '[["none"]]'), ("$.answers.safety-body[0]", "a list")),
    "many: empty": (wrong("safety-body", "[]"), ("$.answers.safety-body", "empty")),
    "many: an object": (wrong("safety-body", '{"fever": true}'), ("$.answers.safety-body", "an object")),
    "number: a text": (wrong("pain-now", '"4"'), ("$.answers.pain-now", "a text")),
    "number: true": (wrong("pain-now", "true"), ("$.answers.pain-now", "true or false")),
    "number: null": (wrong("pain-now", "null"), ("$.answers.pain-now", "null")),
    "number: a list": (wrong("pain-now", "[4]"), ("$.answers.pain-now", "a list")),
    "number: too high": (wrong("pain-now", "11"), ("$.answers.pain-now", "out of range", "from 0 to 10")),
    "number: too low": (wrong("pain-now", "-0.5"), ("$.answers.pain-now", "out of range")),
    "NaN": (wrong("pain-now", "NaN"), ("$", "NaN", "Give a plain number, or 'unsure'.")),
    "Infinity": (wrong("pain-now", "Infinity"), ("$", "Infinity", "Give a plain number")),
    "minus Infinity": (wrong("pain-now", "-Infinity"), ("$", "Infinity")),
    "1e999": (wrong("pain-now", "1e999"), ("$.answers.pain-now", "out of range")),
    "4000 digits": (wrong("pain-now", "9" * 4000), ("$.answers.pain-now", "out of range")),
    "5000 digits": (wrong("pain-now", HUGE), ("$", "too long")),
    "5000 digits outside": (f'{{"x": {HUGE}, "answers": {{}}}}', ("$", "too long")),
    "a surrogate in a key": (wrong("\\ud800", "1"), ("$.answers", "'\ufffd'")),
    "a surrogate in a value": (wrong("age", '"\\ud800"'), ("$.answers.age", "'\ufffd'")),
    "a surrogate twice": ('{"answers": {"\\udfff": 1, "\\udfff": 2}}', ("'\ufffd'", "twice")),
    "control sequences in a key": (wrong("a\\u001b[31mb\\u0007", "1"), ("'ab'",)),
    "control sequences in a value": (wrong("age", '"\\u009b1m\\u001b]0;x\\u0007y"'), ("$.answers.age", "'y'")),
    "control sequences twice": ('{"answers": {"\\u001b[1mz": 1, "\\u001b[1mz": 2}}', ("'z'", "twice")),
    "a name of 100,000 letters": (wrong("x" * 100_000, "1"), ("$.answers",)),
    "an option of 100,000 letters": (wrong("age", '"' + "x" * 100_000 + '"'), ("$.answers.age",)),
    "nested a million deep": (b"[" * 1_000_000, ("$", "too deep")),
    "nested in an answer": (wrong("age", "[" * 100_000 + "]" * 100_000), ("$", "too deep")),
    "objects nested deep": (b'{"a":' * 100_000, ("$", "too deep")),
    "a million and more": (b" " * 1_000_001, ("$", "larger than 1 MB")),
}


@pytest.mark.parametrize("name", BAD_CONTENT)
def test_wrong_content_is_wrong_usage(name: str, tmp_path: Path) -> None:
    """Exit 2, one message with the JSON path, nothing on stdout, nothing that a terminal obeys, no file made."""
    content, parts = BAD_CONTENT[name]
    path = tmp_path / "answers.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    ran = run("diagnose", "--answers", path, "--save-answers", tmp_path / "kept.json", "--json")
    assert failed(ran, 2, *parts)
    assert ran.err.startswith(f"{parts[0]}:" if parts[0].startswith("$") else "$")
    assert ("backcheck redflags" in ran.err) == ran.err.startswith("$:"), "nobody with a sign waits for a file"
    assert not set(ran.err) & {ESC, "\x07", "\x9b", "\0"}
    assert [entry.name for entry in tmp_path.iterdir()] == ["answers.json"]


@pytest.mark.parametrize("option", ["--next", "--again=age", "--go-on"])
def test_wrong_answers_are_refused_whatever_is_wanted(option: str) -> None:
    """Before anything is asked or told."""
    assert failed(run("diagnose", "--answers", "-", option, given=wrong("pain-now", "11")), 2, "$.answers.pain-now")


def test_what_cannot_be_read_is_a_file_error(tmp_path: Path) -> None:
    """Exit 4 and the name: nothing there, a folder, a name that is too long."""
    for name in (tmp_path / "nowhere.json", tmp_path, tmp_path / "nowhere" / "x", tmp_path / ("x" * 300)):
        assert failed(run("diagnose", "--answers", name), 4, str(name))
    ran = run("diagnose", "--answers", tmp_path / "a\x1b[31mb\x07.json")
    assert failed(ran, 4, "/ab.json can't be read")
    assert not set(ran.err) & {ESC, "\x07"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_must_not_be_read_is_a_file_error(tmp_path: Path) -> None:
    """Exit 4 and the name."""
    path = file_of(tmp_path, CONTRACT)
    path.chmod(0)
    assert failed(run("diagnose", "--answers", path), 4, str(path))


def test_a_large_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    """Neither 100 MB nor a device that never ends."""
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    assert failed(run("diagnose", "--answers", path), 2, "$", "larger than 1 MB")
    assert failed(run("diagnose", "--answers", "/dev/zero"), 2, "$", "larger than 1 MB")


def test_standard_input_may_be_wrong_too() -> None:
    """Named as such; closed is a file error."""
    assert failed(run("diagnose", "--answers", "-"), 2, "standard input is empty")
    assert failed(run("diagnose", "--answers", "-", given="{"), 2, "standard input is not JSON")
    assert failed(shell('"$B" diagnose --answers - <&-'), 4, "standard input can't be read")


@pytest.mark.parametrize("options", [["--next"], ["--again", "age"], ["--go-on"]])
def test_some_options_need_answers(options: list[str]) -> None:
    """And say so."""
    assert failed(run("diagnose", *options), 2, "--answers")
