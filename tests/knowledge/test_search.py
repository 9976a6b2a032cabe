"""Finding words: whole words and their forms, never the inside of another word."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.search import _forms, find_words
from backcheck.knowledge.training import Topic


def found(kb: KnowledgeBase, word: str, text: str, *more: str) -> bool:
    """Whether the word finds this text among others."""
    any_topic = next(iter(kb.topics.values()))
    topics: dict[str, Topic] = {}
    for number, one in enumerate((text, *more)):
        topics[f"x{number}"] = replace(any_topic, id=f"x{number}", name="?", names=(), summary=one, points=())
    tables = {field: getattr(kb, field) for field in kb.__struct_fields__}
    empty = {field: type(table)() for field, table in tables.items() if isinstance(table, (dict, tuple))}
    bare = replace(kb, **(empty | {"topics": topics}))
    return any(hit.id == "x0" for hit in find_words(bare, word))


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("numb", "a numbness"), ("numb", "numbing, at night"), ("numbness", "it is numb"), ("leg", "Both LEGS."),
        ("legs", "one leg"), ("squat", "while squatting"), ("squatting", "a squat"), ("brace", "you braced"),
        ("bracing", "a firm brace"), ("press", "presses"), ("presses", "leg-press"), ("injury", "old injuries"),
        ("injuries", "an injury"), ("lunge", "lunges"), ("lift", "lift's"), ("pee", "peeing"),
        ("hip hinge", "hinges at hips"),
        ("good-morning", "good mornings"), ("stiff", "stiffness"), ("crash", "crashes"), ("tired", "tired"),
    ],
)  # fmt: skip
def test_a_word_is_found_in_its_forms(kb: KnowledgeBase, word: str, text: str) -> None:
    assert found(kb, word, text)
    assert found(kb, word.upper(), text)


@pytest.mark.parametrize(
    ("word", "text", "standing"),
    [
        ("numb", "a number", "numb"), ("leg", "an elegant legend", "leg"), ("ham", "shame, hammer", "ham"),
        ("pee", "speed", "pee"), ("back", "feedback", "back"), ("hip", "a ship, chips", "hip"),
        ("rib", "to describe", "rib"),
        ("core", "a score", "core"), ("press", "depressed", "press"), ("sex", "sextant", "sex"),
        ("elegant", "a leg", "elegant"), ("tear", "a year", "tear"),
    ],
)  # fmt: skip
def test_a_word_is_not_found_inside_another(kb: KnowledgeBase, word: str, text: str, standing: str) -> None:
    assert not found(kb, word, text, standing)


def test_a_word_that_stands_nowhere_is_a_beginning_and_never_an_inside(kb: KnowledgeBase) -> None:
    assert found(kb, "hamstr", "tight hamstrings")
    assert not found(kb, "hamstr", "tight hamstrings", "hamstr")
    assert not found(kb, "mstring", "tight hamstrings")
    assert not found(kb, "ha", "tight hamstrings")


def test_all_words_must_be_there_and_marks_are_none(kb: KnowledgeBase) -> None:
    assert not found(kb, "leg numb", "a leg")
    assert find_words(kb, " -- ") == find_words(kb, "") == []


def test_what_is_found_has_the_word_in_it(kb: KnowledgeBase) -> None:
    for word in ("numb", "leg", "brace", "squat", "pain"):
        for hit in find_words(kb, word):
            assert re.search(rf"\b{word}", " ".join((hit.id, hit.name, hit.text)), re.IGNORECASE)


def test_an_emergency_with_the_word_in_its_name_comes_before_what_is_milder(kb: KnowledgeBase) -> None:
    for word in ("numb", "legs", "pain", "weak"):
        named = [
            hit for hit in find_words(kb, word) if hit.level and re.search(rf"\b{word}\b", hit.name, re.IGNORECASE)
        ]
        levels = [hit.level for hit in named if re.search(rf"\b{word}", hit.id) is None]
        ranks = [("emergency", "urgent", "clinician", "modifier").index(str(level)) for level in levels]
        assert ranks == sorted(ranks)


def test_words_that_tell_little_are_looked_for_when_they_come_alone(kb: KnowledgeBase) -> None:
    assert find_words(kb, "trouble")
    assert find_words(kb, "trouble sleeping") == find_words(kb, "sleeping")


@pytest.mark.parametrize(
    "words",
    [
        *("incontinence", "incontinent", "wet myself", "I wet myself", "peed myself", "urine", "cannot urinate"),
        *("can't urinate", "trouble urinating", "difficulty urinating", "unable to urinate", "leaking urine"),
    ],
)
def test_words_of_people_find_the_bladder_row(kb: KnowledgeBase, words: str) -> None:
    """Ours are others; a word that says nothing by itself hides nothing."""
    found = find_words(kb, words)
    assert "bladder" in [hit.id for hit in found[:4] if hit.kind == "redflags"]


@pytest.mark.parametrize(("typed", "stands"), [("peeing", "pee"), ("pee", "peeing"), ("kneeing", "knee")])
def test_a_word_in_two_e_keeps_both(typed: str, stands: str) -> None:
    assert stands in _forms(typed)
