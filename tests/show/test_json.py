"""The outer shape of the JSON, and that nothing of the inside is lost."""

from __future__ import annotations

import json

import msgspec
import pytest

from backcheck.knowledge.lifts import Lift
from backcheck.knowledge.model import Contributor, Pattern
from backcheck.knowledge.questions import Option, Question
from backcheck.knowledge.records import Condition, Source
from backcheck.knowledge.training import Topic
from backcheck.reasoning.assessment import Assessment
from backcheck.show import as_json
from backcheck.show.document import Advice
from tests.show.exhibits import build, result


@pytest.mark.parametrize("kind", [Lift, Contributor, Pattern, Topic, Source])
def test_a_card_is_one_object_with_id_and_name_first(kind: type[Lift | Contributor | Pattern | Topic | Source]) -> None:
    card = build(kind, "words")
    document = json.loads(as_json.encode_card(card))
    assert list(document)[:3] == ["schema_version", "id", "name"]
    told = {"poses"} if kind is Lift else set()  # figures are given in words
    assert set(card.__struct_encode_fields__) - told <= set(document)


def test_an_assessment_survives_the_way_there_and_back() -> None:
    made = result()
    text = as_json.encode_assessment(Advice(made))
    assert msgspec.json.decode(text, type=Assessment) == made
    assert text == as_json.encode_assessment(Advice(made))
    assert text.startswith('{\n  "schema_version": 1,\n  "knowledge": {')
    assert '"for": [' in text


def test_questions_are_complete_and_conditions_sparse() -> None:
    option = msgspec.structs.replace(build(Option), alone="urgent")
    when = Condition(all=(Condition(is_=("exercise", "squat")), Condition(not_=Condition(answered="age"))))
    question = msgspec.structs.replace(build(Question), options=(option,), when=when)
    [shown] = json.loads(as_json.encode_list("questions", [question]))["questions"]
    assert shown["when"] == {"all": [{"is": ["exercise", "squat"]}, {"not": {"answered": "age"}}]}
    assert {"id", "stage", "kind", "prompt", "why", "help", "core", "unsure_level", "min", "max", "unit"} <= set(shown)
    assert {"id", "label", "help", "alone", "check"} <= set(shown["options"][0])


def test_the_next_question_or_the_assessment() -> None:
    asked = json.loads(as_json.encode_next(build(Question), 4, 9))
    assert asked["asked"] == 4
    assert asked["about"] == 9
    assert list(asked["question"])[:5] == ["id", "stage", "prompt", "why", "kind"]
    done = json.loads(as_json.encode_next(None, 9, 9, Advice(result())))
    assert list(done) == ["schema_version", "assessment"]
