"""The words that people read: short and plain, no label too long, no word that frightens, blames or promises."""

from __future__ import annotations

import re
from pathlib import Path
from statistics import median
from typing import NamedTuple

import pytest

from backcheck.authoring.checks.reading import HIGHEST_GRADE, LEAST_WORDS, MEDIAN_GRADE, Grader, lift_names
from backcheck.authoring.checks.texts import BANNED
from backcheck.authoring.documents import read_documents, type_of, walk
from backcheck.knowledge.locate import find_data_folder
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import FollowUpQuestion
from backcheck.knowledge.records import Prose
from backcheck.knowledge.texts import find_texts

pytest.importorskip("pyphen", reason="a tool for authors, missing where only what ships is tested")

DOCUMENTS = read_documents(find_data_folder())[0]
GRADER = Grader(lift_names(DOCUMENTS))


NO_IDS = {"names", "covers", "family", "applies_to", "version", "unit", "by", "on"}
"""Keys of strings that are typed or printed, and yet are no ids and no sentences."""


class Read(NamedTuple):
    """A text for people with the place it stands in."""

    file: str
    pointer: str
    text: str
    prose: Prose


TEXTS = [
    Read(name, *found)
    for name, document in DOCUMENTS
    if name != "sources.json"
    for found in find_texts(type_of(name), document)
]
READ = [words for words in TEXTS if words.prose.graded]
LONG = [words for words in READ if GRADER.count(words.text)[1] >= LEAST_WORDS]


def test_the_formula_gives_known_values() -> None:
    assert GRADER.count("The cat sat on the mat. It was good.") == (2, 9, 9)
    assert GRADER.grade("The cat sat on the mat. It was good.") == pytest.approx(0.39 * 4.5 + 11.8 - 15.59)
    assert GRADER.grade("Individualized rehabilitation necessitates considerable determination.") > 20
    assert GRADER.count("Romanian deadlifts hurt 2.5 to 5 %.") == (1, 5, 5)


def test_what_is_no_text_by_its_type_is_an_id() -> None:
    """So that a new field with sentences in it cannot slip past the lint as a plain string."""
    known = {(words.file, words.pointer) for words in TEXTS}
    sentences = [
        (name, pointer, value)
        for name, document in DOCUMENTS
        if name != "sources.json"
        for pointer, value in walk(document)
        if isinstance(value, str) and (name, pointer) not in known and re.search(r"\s", value)
    ]
    assert [row for row in sentences if not NO_IDS & set(row[1].split("/"))] == []


def test_the_usual_text_is_easy_to_read() -> None:
    assert len(LONG) > 500
    assert median(GRADER.grade(words.text) for words in LONG) <= MEDIAN_GRADE


def test_no_text_is_hard_to_read() -> None:
    hard = [(round(GRADER.grade(words.text), 1), *words) for words in LONG if GRADER.grade(words.text) > HIGHEST_GRADE]
    assert not hard, "\n".join(str(row) for row in sorted(hard, reverse=True))


def test_what_is_read_in_an_emergency_is_easiest(kb: KnowledgeBase) -> None:
    urgent = [outcome for outcome in kb.outcomes.values() if outcome.level in ("emergency", "urgent")]
    texts = [text for outcome in urgent for text in (outcome.sentence, *(action.text for action in outcome.actions))]
    assert median(GRADER.grade(text) for text in texts) <= 6


def test_no_label_is_too_long(kb: KnowledgeBase) -> None:
    labels = [words for words in TEXTS if words.prose.characters]
    assert len(labels) > 150
    assert not [words for words in labels if len(words.text) > words.prose.characters]
    for question in kb.questions.values():
        most = 80 if isinstance(question, FollowUpQuestion) else 48
        assert not [option.label for option in question.options if not 0 < len(option.label) <= most]


def test_no_two_rows_of_one_screen_look_alike(kb: KnowledgeBase) -> None:
    for question in kb.questions.values():
        labels = [option.label.casefold() for option in question.options]
        assert len(set(labels)) == len(labels), question.id


def test_no_cue_is_too_long() -> None:
    assert not [words for words in TEXTS if 0 < words.prose.words < len(words.text.split())]


@pytest.mark.parametrize("banned", BANNED)
def test_no_banned_word_is_shown(banned: str) -> None:
    word = re.compile(rf"\b{re.escape(banned)}\b", re.IGNORECASE)
    assert not [words for words in TEXTS if word.search(words.text)]


@pytest.mark.parametrize(
    "blame", [r"\bhe\b", r"\bshe\b", r"\bhis\b", r"\bher\b", r"\byou should have\b", r"\byour fault\b"]
)
def test_the_reader_is_spoken_to_and_not_blamed(blame: str) -> None:
    assert not [words for words in READ if re.search(blame, words.text, re.IGNORECASE)]


@pytest.mark.parametrize(
    "promise", [r"\ball clear\b", r"\byou are fine\b", r"\bnothing wrong\b", r"\bperfectly safe\b", r"\bOK\b"]
)
def test_nobody_is_told_that_all_is_well(promise: str) -> None:
    assert not [words for words in READ if re.search(promise, words.text)]


def test_texts_are_plain_ascii_without_markup() -> None:
    odd = [words for words in READ if not words.text.isascii() or re.search(r"[\[\]<>`*\\]|\s\s", words.text)]
    assert not odd


def test_every_text_begins_and_ends_without_blanks() -> None:
    assert not [words for words in TEXTS if words.text != words.text.strip()]


def test_the_words_stand_in_files_that_exist() -> None:
    assert Path(find_data_folder(), "lifts").is_dir()
    assert {words.file for words in TEXTS} >= {
        *("drills.json", "interview.json", "ladder.json", "outcomes.json", "tests.json", "warm-ups.json"),
        *("lifts/squat.json", "lifts/box-squat.json"),
    }
