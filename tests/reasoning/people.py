"""Made-up people: hypothesis strategies for answers, and a walk through the interview."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from backcheck import load_knowledge, next_question
from backcheck.knowledge.model import NONE, UNSURE, KnowledgeBase, Question
from backcheck.reasoning.answers import Answer

KB = load_knowledge()
"""Read once for building strategies, which must exist before any fixture does."""


def answers_to(question: Question) -> st.SearchStrategy[Answer]:
    """Every legal answer of one question."""
    own = [option.id for option in question.options]
    unsure: st.SearchStrategy[Answer] = st.just((UNSURE,))
    if question.kind == "number":
        low, high = int(question.min or 0), int(question.max or 0)
        return unsure | st.integers(low, high).map(float)
    if question.kind == "one":
        return unsure | st.sampled_from(own).map(lambda option: (option,))
    order = {option: place for place, option in enumerate([*own, UNSURE])}
    ticked = st.sets(st.sampled_from([*own, UNSURE]), min_size=1, max_size=4)
    return st.just((NONE,)) | ticked.map(lambda ticks: tuple(sorted(ticks, key=order.__getitem__)))


def any_answers() -> st.SearchStrategy[dict[str, Answer]]:
    """Any set of legal answers, to any questions, whether or not they would be asked together."""
    return st.fixed_dictionaries({}, optional={name: answers_to(question) for name, question in KB.questions.items()})


def screened_answers() -> st.SearchStrategy[dict[str, Answer]]:
    """Answers of people without a danger sign on the four lists, so that the other rooms are reached."""
    lists = [question for question in KB.questions.values() if question.stage == "safety"]
    rest = {q.id: answers_to(q) for q in KB.questions.values() if q.stage != "safety"}
    clear: dict[str, st.SearchStrategy[Answer]] = {question.id: st.just((NONE,)) for question in lists}
    return st.fixed_dictionaries(clear, optional=rest)


def walk(kb: KnowledgeBase, choose: Callable[[Question], Answer]) -> dict[str, Answer]:
    """A whole interview, each question answered by `choose`; the answers in the order in which they were given."""
    answers: dict[str, Answer] = {}
    while (question := next_question(kb, answers)) is not None:
        assert question.id not in answers, f"{question.id} was asked twice"
        answers[question.id] = choose(question)
    return answers
