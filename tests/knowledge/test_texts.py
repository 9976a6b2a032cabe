"""Texts for people are known by their type: what carries one is linted, graded, found by search and cleaned."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backcheck.authoring import documents
from backcheck.authoring.checks import reading, texts
from backcheck.authoring.documents import read_documents, type_of
from backcheck.knowledge.lifts import Lift
from backcheck.knowledge.load import FILES
from backcheck.knowledge.locate import find_data_folder
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.records import Cue, Label, Record, Trade, Words
from backcheck.knowledge.search import find_words
from backcheck.knowledge.texts import find_texts
from backcheck.show.as_json import encode
from tests.authoring.spoiling import check_folder, copy_base


class Grip(Record, frozen=True):
    """Something that no card has."""

    id: str
    how: Words
    width: Label = ""


class NewCard(Lift, frozen=True, kw_only=True):
    """A card as it would be with new fields; nothing else of the program knows them."""

    tempo: Words = ""
    grips: tuple[Grip, ...] = ()
    kinds: dict[str, Grip] | None = None
    best: Grip | None = None
    call: Cue = ""
    physio: Trade = ""
    code: str = ""


GRIP = {"id": "wide", "how": "Use a clean overhand hold.", "width": "As wide as the shoulders"}


SHIPPED = dict(read_documents(find_data_folder())[0])


def card(**fields: Any) -> dict[str, Any]:
    """The squat as plain JSON values, with these fields besides."""
    return {**SHIPPED["lifts/squat.json"], **fields}


def found_in(monkeypatch: pytest.MonkeyPatch, **fields: Any) -> list[tuple[str, str]]:
    """Code and pointer of what the lint says of such a card."""
    monkeypatch.setattr(documents, "Lift", NewCard)
    return [(finding.code, finding.pointer) for finding in texts.check("lifts/new.json", card(**fields))]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"tempo": "Lower it without [ego]."}, [("BC703", "/tempo"), ("BC702", "/tempo")]),
        ({"tempo": "Slow\x1b[2J"}, [("BC702", "/tempo"), ("BC702", "/tempo")]),
        ({"tempo": ""}, []),
        ({"grips": [GRIP, GRIP | {"how": "Like a lazy man"}]}, [("BC703", "/grips/1/how")]),
        ({"grips": [GRIP | {"how": " "}]}, [("BC704", "/grips/0/how")]),
        ({"grips": [GRIP | {"width": "x" * 49}]}, [("BC705", "/grips/0/width")]),
        ({"kinds": {"a/b": GRIP | {"how": "`x`"}}}, [("BC702", "/kinds/a~1b/how")]),
        ({"best": GRIP | {"how": "Do not be stubborn."}}, [("BC703", "/best/how")]),
        ({"call": "one two three four five six seven eight"}, [("BC705", "/call")]),
        ({"physio": "The joint is unstable."}, [("BC703", "/physio")]),
        ({"code": "ego [x]"}, []),
    ],
)
def test_a_new_field_is_linted_by_its_type_alone(
    monkeypatch: pytest.MonkeyPatch, fields: dict[str, Any], found: list[tuple[str, str]]
) -> None:
    assert found_in(monkeypatch, **fields) == found


def test_a_new_field_is_graded_unless_it_is_for_the_trade(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyphen", reason="a tool for authors, missing where only what ships is tested")
    monkeypatch.setattr(documents, "Lift", NewCard)
    hard = "Individualized rehabilitation necessitates considerable determination, " * 3
    findings = reading.check([("lifts/new.json", card(tempo=hard, best=GRIP | {"how": hard}, physio=hard))])
    assert [finding.pointer for finding in findings if finding.pointer] == ["/tempo", "/best/how"]


def test_a_new_field_is_found_by_search(kb: KnowledgeBase) -> None:
    new = msgspec.convert(card(tempo="Four xylophone counts down.", physio="Zither", grips=[GRIP]), NewCard)
    changed = msgspec.structs.replace(kb, lifts=kb.lifts | {"squat": new})
    assert [(hit.id, hit.text) for hit in find_words(changed, "xylophone")] == [("squat", new.tempo)]
    assert [hit.text for hit in find_words(changed, "clean overhand hold")] == ["Use a clean overhand hold."]
    assert find_words(changed, "zither") == []


def test_a_new_field_is_cleaned_where_it_is_shown() -> None:
    new = msgspec.convert(card(tempo="Slow\x1b]0;title\x07 down\u202e"), NewCard)
    assert json.loads(encode(msgspec.to_builtins(new)))["tempo"] == "Slow down"


def test_a_text_with_a_placeholder_is_not_shown_by_search(kb: KnowledgeBase) -> None:
    assert not [hit for word in ("weight", "lift", "second") for hit in find_words(kb, word) if "{" in hit.text]


SAMPLES = {
    (name.partition("/")[0], "/".join(step for step in found.pointer.split("/") if not step.isdigit())): (name, found)
    for name, document in SHIPPED.items()
    if name != "sources.json"
    for found in find_texts(type_of(name), document)
}
"""One text of every kind of place in the shipped base."""


def test_no_text_of_a_base_escapes_the_lint() -> None:
    """A banned word in brackets is found in whatever field it stands."""
    assert len(SAMPLES) > 100
    for name, found in SAMPLES.values():
        spoilt = json.loads(json.dumps(SHIPPED[name]))
        _put(spoilt, found.pointer, "No [ego] here")
        said = {(finding.code, finding.pointer) for finding in texts.check(name, spoilt)}
        assert said >= {("BC702", found.pointer), ("BC703", found.pointer)}, (name, found.pointer)


def test_an_author_of_a_pack_is_told(tmp_path: Path) -> None:
    folder = copy_base(tmp_path / "base")
    path = folder / "warm-ups.json"
    warm_ups = json.loads(path.read_text(encoding="utf-8"))
    warm_ups[0]["ramp_note"]["text"] = "Add weight. Leave your ego at home."
    path.write_text(json.dumps(warm_ups), encoding="utf-8")
    assert [(one.code, one.file, one.pointer) for one in check_folder(folder, "BC703")] == [
        ("BC703", "warm-ups.json", "/0/ramp_note/text")
    ]


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["id", "text", "options", "fix", "x"]), inner),
    max_leaves=20,
)


@given(st.sampled_from([*FILES, "lifts/x.json"]), JUNK)
def test_what_does_not_fit_its_type_is_passed_over(name: str, value: Any) -> None:
    for found in find_texts(type_of(name), value):
        assert isinstance(found.text, str)


def _put(document: Any, pointer: str, value: str) -> None:
    *way, last = pointer.split("/")[1:]
    for step in way:
        document = document[int(step)] if isinstance(document, list) else document[step]
    document[int(last) if isinstance(document, list) else last] = value
