"""Made-up people: hypothesis strategies for answers, and a walk through the interview."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cache

from hypothesis import strategies as st

from backcheck import assess, load_knowledge, next_question
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import FollowUpQuestion, Question
from backcheck.knowledge.records import NONE, UNSURE, Condition
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.assessment import Assessment
from backcheck.reasoning.conditions import mentioned

KB = load_knowledge()
"""Read once for building strategies, which must exist before any fixture does."""


def judge(answers: Mapping[str, object]) -> Assessment:
    """The assessment by the base that ships without what would change it.

    That takes most of the time and changes nothing else (`test_without_the_look_ahead_all_else_is_the_same`).
    """
    return assess(KB, answers, look_ahead=False)


_BUILT: dict[str, st.SearchStrategy[Answer]] = {}


def answers_to(question: Question) -> st.SearchStrategy[Answer]:
    """Every legal answer of one question; built once for each of the base that ships."""
    if question is not KB.questions.get(question.id):
        return _build(question)
    if question.id not in _BUILT:
        _BUILT[question.id] = _build(question)
    return _BUILT[question.id]


def _build(question: Question) -> st.SearchStrategy[Answer]:
    own = [option.id for option in question.options]
    unsure: st.SearchStrategy[Answer] = st.just((UNSURE,))
    if question.kind == "number":
        low, high = question.min or 0.0, question.max or 0.0
        return unsure | st.integers(int(low), int(high)).map(float) | st.floats(low, high)
    if question.kind == "one":
        return unsure | st.sampled_from(own).map(lambda option: (option,))
    order = {option: place for place, option in enumerate([*own, UNSURE])}
    ticked = st.sets(st.sampled_from([*own, UNSURE]), min_size=1, max_size=4)
    return st.just((NONE,)) | ticked.map(lambda ticks: tuple(sorted(ticks, key=order.__getitem__)))


@cache
def any_answers() -> st.SearchStrategy[dict[str, Answer]]:
    """Any set of legal answers, to any questions, whether or not they would be asked together."""
    return st.fixed_dictionaries({}, optional={name: answers_to(question) for name, question in KB.questions.items()})


@cache
def screened_answers() -> st.SearchStrategy[dict[str, Answer]]:
    """Answers of people without a danger sign on the four lists, so that the other rooms are reached."""
    lists = KB.danger_lists
    rest = {q.id: answers_to(q) for q in KB.questions.values() if q.stage != "safety"}
    clear: dict[str, st.SearchStrategy[Answer]] = {question.id: st.just((NONE,)) for question in lists}
    return st.fixed_dictionaries(clear, optional=rest)


def _tells_urgency() -> dict[str, tuple[str, ...]]:
    """Every question that a level can hang on, with the options that do it."""
    found: dict[str, tuple[str, ...]] = {}
    for question in KB.questions.values():
        named = tuple(option.id for option in question.options if option.alone is not None)
        if question.stage == "safety" or named:
            found[question.id] = named
    for rule in KB.rules:
        for name, options in mentioned(rule.when).items():
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), *options)))
    return found


URGENT_QUESTIONS = _tells_urgency()


def rule_replies(when: Condition) -> dict[str, Answer]:
    """An answer to everything that a rule names: all of it where many may be ticked, else what comes first."""
    found: dict[str, Answer] = {}
    for name, options in mentioned(when).items():
        question = KB.questions[name]
        if question.kind == "number":
            found[name] = question.max or 0.0
        elif question.kind == "one":
            found[name] = options[:1] or (question.options[0].id,)
        else:
            found[name] = tuple(option.id for option in question.options if not options or option.id in options)
    return found


@cache
def urgent_answers() -> st.SearchStrategy[dict[str, Answer]]:
    """People whose level hangs on a few answers: often just what one rule speaks of, seldom a tick on the first lists.

    Random ticks everywhere make nearly everybody an emergency, where nothing can be seen to fall.
    """
    clear: dict[str, Answer] = {question.id: (NONE,) for question in KB.danger_lists}
    by_rule = st.sampled_from(KB.rules).map(lambda rule: clear | rule_replies(rule.when))
    return st.one_of(by_rule, _a_few_signs())


def _a_few_signs() -> st.SearchStrategy[dict[str, Answer]]:

    def seldom(name: str) -> st.SearchStrategy[Answer]:
        question, named = KB.questions[name], URGENT_QUESTIONS[name]
        quiet: st.SearchStrategy[Answer] = st.just((NONE,) if question.kind == "many" else (UNSURE,))
        if isinstance(question, FollowUpQuestion):
            quiet = st.just((question.options[-1].id,))  # the mildest
        if question.kind == "number":
            return quiet | answers_to(question)
        mild = [n for n in named if name not in ("safety-body", "safety-nerves") or _is_mild(question, n)]
        ticks: st.SearchStrategy[Answer] = st.sampled_from(mild or [UNSURE]).map(lambda option: (option,))
        return st.one_of(quiet, quiet, ticks, ticks, answers_to(question) if question.stage != "safety" else quiet)

    return st.fixed_dictionaries({}, optional={name: seldom(name) for name in URGENT_QUESTIONS})


def _is_mild(question: Question, option_id: str) -> bool:
    return any(option.id == option_id and option.alone != "emergency" for option in question.options)


def screens_of(kb: KnowledgeBase, answers: Collection[str]) -> int:
    """How many of these questions take one of the screens that there are; follow-ups of ticked rows come on top."""
    return sum(not isinstance(kb.questions[name], FollowUpQuestion) for name in answers)


def walk(kb: KnowledgeBase, choose: Callable[[Question], Answer]) -> dict[str, Answer]:
    """A whole interview, each question answered by `choose`; the answers in the order in which they were given."""
    answers: dict[str, Answer] = {}
    while (question := next_question(kb, answers)) is not None:
        assert question.id not in answers, f"{question.id} was asked twice"
        answers[question.id] = choose(question)
    return answers


Known = dict[frozenset[tuple[str, Answer]], Question | None]
"""Answers -> the question after them: walks that begin alike need not look for the same next question again."""


def next_after(
    kb: KnowledgeBase, answers: Mapping[str, Answer], known: Known, *, everything: bool = False
) -> Question | None:
    """The next question, from `known` where these answers were met before. One `known` is for one way of asking."""
    so_far = frozenset(answers.items())
    if so_far not in known:
        known[so_far] = next_question(kb, answers, everything=everything)
    return known[so_far]
