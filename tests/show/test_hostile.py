"""Every renderer, with hostile text in every field, on every kind of surface."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

import msgspec
import pytest

from backcheck.cli.lookup_table import LOOKUPS, LookupPage
from backcheck.cli.runtime import Runtime
from backcheck.knowledge.lifts import Lift
from backcheck.knowledge.model import Contributor, Headlines, KnowledgeBase, Pattern
from backcheck.knowledge.questions import Option, Question
from backcheck.knowledge.records import Source
from backcheck.knowledge.search import Hit
from backcheck.knowledge.training import Topic
from backcheck.reasoning.assessment import Assessment
from backcheck.show import as_json
from backcheck.show.card import render_card
from backcheck.show.danger import render_danger_signs
from backcheck.show.document import Advice
from backcheck.show.first_screen import render_result
from backcheck.show.lookups import (
    render_causes,
    render_contributor,
    render_hits,
    render_lifts,
    render_pattern,
    render_questions,
    render_source,
    render_sources,
    render_topic,
    render_topics,
)
from backcheck.show.surface import Surface
from backcheck.text import cells
from tests.show.exhibits import BOXES, HOSTILE, SGR, SHOWN, SURFACES, TODAY, build, surface

LEVELS = ("emergency", "urgent", "clinician", "self-care", "unscreened")


HIT = Hit(HOSTILE, HOSTILE, HOSTILE, HOSTILE + ".")


def hostile_result(level: str) -> Assessment:
    made = build(Assessment, HOSTILE)
    triage = msgspec.structs.replace(made.triage, level=level)
    coaching = msgspec.structs.replace(made.coaching, reason=HOSTILE)
    headlines = build(Headlines, HOSTILE)
    return msgspec.structs.replace(made, triage=triage, coaching=coaching, headlines=headlines, plain_soreness=False)


def hostile_base() -> KnowledgeBase:
    made = build(KnowledgeBase, HOSTILE)
    option = msgspec.structs.replace(build(Option, HOSTILE), alone="emergency")
    question = msgspec.structs.replace(build(Question, HOSTILE), options=(option,))
    return msgspec.structs.replace(made, questions={"q": question})


def render_level(level: str, to: Surface) -> list[str]:
    return render_result(Advice(hostile_result(level), TODAY, {HOSTILE: HOSTILE}), to)


WORKS = {"x": build(Source, HOSTILE), HOSTILE: build(Source, HOSTILE)}
RENDERERS: dict[str, Callable[[Surface], list[str]]] = {
    "card": lambda to: render_card(build(Lift, HOSTILE), to, HOSTILE),
    "card with sources": lambda to: render_card(build(Lift, HOSTILE), to, HOSTILE, WORKS),
    "lifts": lambda to: render_lifts([build(Lift, HOSTILE)], to),
    "causes": lambda to: render_causes([build(Contributor, HOSTILE), build(Pattern, HOSTILE)], to),
    "contributor": lambda to: render_contributor(build(Contributor, HOSTILE), to, HOSTILE, WORKS),
    "pattern": lambda to: render_pattern(build(Pattern, HOSTILE), to, HOSTILE, WORKS),
    "topics": lambda to: render_topics([build(Topic, HOSTILE)], to, title="Habits", how="prevent TOPIC"),
    "topic": lambda to: render_topic(build(Topic, HOSTILE), to, HOSTILE, WORKS),
    "hits": lambda to: render_hits(HOSTILE, [HIT], to),
    "no hits": lambda to: render_hits(HOSTILE, [], to),
    "questions": lambda to: render_questions([build(Question, HOSTILE)], to),
    "danger signs": lambda to: render_danger_signs(hostile_base(), to, WORKS),
    "sources": lambda to: render_sources([build(Source, HOSTILE)], to),
    "source": lambda to: render_source(build(Source, HOSTILE), to),
} | {level: partial(render_level, level) for level in LEVELS}


@pytest.mark.parametrize("to", SURFACES, ids=lambda to: f"{to.width}{'c' * to.colour}{'p' * to.plain}")
@pytest.mark.parametrize("name", RENDERERS)
def test_hostile_text_is_shown_literally_and_obeyed_nowhere(name: str, to: Surface) -> None:
    lines = RENDERERS[name](to)
    to.write(lines)
    bare = [SGR.sub("", line) for line in lines]
    assert not any(set(line) & set("\x1b\x07\x9b\u202e\n\r\t") for line in bare)
    assert "[red]x[/red]" in "\n".join(bare) or to.width < 60
    assert ":fire:" in "".join(bare) or to.width < 60
    assert max(map(cells, bare)) <= to.width
    if not to.colour:
        assert bare == lines
    if to.plain:
        assert not any(BOXES.search(line) for line in bare)


@pytest.mark.parametrize("to", SURFACES, ids=lambda to: f"{to.width}{'c' * to.colour}{'p' * to.plain}")
def test_no_page_of_a_look_up_obeys_a_text(to: Surface) -> None:
    """Its list and one entry, first and in full, for each row of the table: a new one is looked at too."""
    for command, row in LOOKUPS.items():
        made = [build(kind, HOSTILE) for kind in {type(entry): None for entry in row.entries(Runtime())}]
        for full, credited in ((False, False), (True, False), (False, row.sources)):
            page = LookupPage(Runtime(), to, full, credited)
            for lines in (row.show_list(made, page), *(row.show_entry(entry, page) for entry in made)):
                to.write(lines)
                bare = [SGR.sub("", line) for line in lines]
                assert not any(set(line) & set("\x1b\x07\x9b\u202e\n\r\t") for line in bare), command
                assert ":fire:" in "".join(bare) or to.width < 60, command
                assert max(map(cells, bare)) <= to.width, command
                assert to.colour or bare == lines, command


@pytest.mark.parametrize("level", LEVELS)
def test_every_colour_is_closed_on_its_line(level: str) -> None:
    for line in render_result(Advice(hostile_result(level), TODAY), surface(colour=True)):
        opened = False
        for code in SGR.findall(line):
            opened = code != "\x1b[0m"
        assert not opened


ENCODERS: dict[str, Callable[[], str]] = {
    "exercises": lambda: as_json.encode_list("exercises", [build(Lift, HOSTILE)]),
    "causes": lambda: as_json.encode_list("causes", [build(Contributor, HOSTILE), build(Pattern, HOSTILE)]),
    "questions": lambda: as_json.encode_list("questions", [build(Question, HOSTILE)]),
    "danger_signs": lambda: as_json.encode_danger_signs(hostile_base()),
    "topics": lambda: as_json.encode_list("topics", [build(Topic, HOSTILE)]),
    "results": lambda: as_json.encode_list("results", [HIT]),
    "sources": lambda: as_json.encode_list("sources", [build(Source, HOSTILE)]),
}


@pytest.mark.parametrize("key", ENCODERS)
def test_json_lists_are_clean_and_have_their_key(key: str) -> None:
    text = ENCODERS[key]()
    document = json.loads(text)
    assert list(document)[:2] == ["schema_version", key]
    assert len(document[key]) >= 1
    assert "\\u001b" not in text
    assert "\x9b" not in text
    assert SHOWN in text
