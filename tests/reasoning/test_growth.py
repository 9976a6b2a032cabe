"""Years of entries: what is looked at grows no faster than they do, and the sums stay those of the plain rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import Question
from backcheck.knowledge.records import Condition
from backcheck.reasoning import bouts, interview
from backcheck.reasoning.answers import Answer, Answers
from backcheck.reasoning.bouts import Bout, CheckIn, Visit, list_effects, list_trends, mean_of, running_mean
from backcheck.reasoning.interview import next_question, progress
from backcheck.text import cells, wrap


def bout_of(days: list[int], changes: int) -> Bout:
    said = [
        CheckIn(pain_now=day % 7, change="own", change_text=f"change {at % changes}") for at, day in enumerate(days)
    ]
    visits = [
        Visit(id=at, day=day, level="self-care", checkin=one)
        for at, (day, one) in enumerate(zip(days, said, strict=True))
    ]
    return Bout(number=1, visits=tuple(visits))


@given(st.lists(st.integers(1, 60), min_size=1, max_size=40).map(sorted), st.integers(0, 60), st.integers(0, 60))
def test_the_mean_is_that_of_all_visits_of_these_days(days: list[int], first: int, last: int) -> None:
    visits = bout_of(days, 3).visits
    scores = [day % 7 for day in days if first <= day <= last]
    assert mean_of(visits, "now", first, last) == (sum(scores) / len(scores) if scores else None)


def test_an_effect_ends_where_another_change_begins(kb: KnowledgeBase) -> None:
    effects = list_effects(kb.follow_up.change, bout_of([1, 2, 3, 5], 2))
    assert [(one.text, one.since, one.until) for one in effects] == [("change 0", 1, 1), ("change 1", 2, 2)]


def _days(bout: Bout) -> list[int]:
    return [visit.day for visit in bout.visits]


LOOKS: dict[str, Callable[[KnowledgeBase, Bout], Any]] = {
    "running mean": lambda kb, bout: running_mean(bout.visits, "now"),
    "trends": lambda kb, bout: list_trends(kb.follow_up.change, bout),
    "effects of one change": lambda kb, bout: list_effects(kb.follow_up.change, bout),
    "a new change each time": lambda kb, bout: list_effects(kb.follow_up.change, bout_of(_days(bout), 9999)),
}


@pytest.mark.parametrize("look", LOOKS)
def test_ten_times_the_entries_are_looked_at_ten_times_as_often(
    kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, look: str
) -> None:
    """Counted, not timed: how often a score is asked for."""
    count = 0
    score = Visit.score

    def counted(visit: Visit, measure: bouts.Measure) -> float | None:
        nonlocal count
        count += 1
        return score(visit, measure)

    monkeypatch.setattr(Visit, "score", counted)
    counts = []
    for size in (300, 3000):
        count = 0
        LOOKS[look](kb, bout_of(list(range(1, size + 1)), 1))
        counts.append(count)
    assert counts[1] <= 11 * counts[0]


STEPS: dict[str, Callable[[KnowledgeBase, dict[str, Answer]], object]] = {
    "the next question": next_question,
    "the next of all questions": lambda kb, answers: next_question(kb, answers, everything=True),
    "the next in the order of the file": lambda kb, answers: next_question(kb, answers, order="fixed"),
    "how many there will be": progress,
}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_of_an_interview_looks_at_no_other_lift(
    kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Counted, not timed: with thirty times the lifts as many questions are looked at as before."""
    chosen, other = kb.questions["signs-squat"], kb.questions["signs-deadlift"]
    copies = {
        f"{other.id}-{n}": replace(other, id=f"{other.id}-{n}", when=Condition(in_=("exercise", (f"lift-{n}",))))
        for n in range(30 * len(kb.lifts))
    }
    grown = replace(kb, questions={**kb.questions, **copies})
    answers: dict[str, Answer] = {question.id: ("none",) for question in kb.danger_lists}
    answers |= {"age": ("unsure",), "exercise": ("squat",)}
    looked: list[str] = []
    applies = interview._applies

    def counted(question: Question, answers: Answers) -> bool:
        looked.append(question.id)
        return applies(question, answers)

    monkeypatch.setattr(interview, "_applies", counted)
    assert STEPS[step](grown, answers) == STEPS[step](kb, answers)
    assert not {other.id, *copies} & set(looked)
    assert chosen.id in looked or step.startswith("the next")
    assert looked


@pytest.mark.parametrize(
    "letter", ["a", "\u8170", "e\u0302", "\U0001f44d\U0001f3fd", "\U0001f468\u200d\U0001f469\u200d\U0001f467"]
)
def test_a_long_word_is_broken_between_its_characters(letter: str) -> None:
    """Each line as full as it gets, and no character is parted from its marks."""
    word = letter * 600
    for width in (7, 20, 80):
        lines = wrap(word, width)
        assert "".join(lines) == word
        assert all(0 < cells(line) <= width for line in lines)
        assert all(len(line) % len(letter) == 0 for line in lines)
        assert len(lines) <= -(-600 // (width // cells(letter)))
