"""Every branch of the interview: a walk that meets every question, option, level, verdict and coaching mode."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from backcheck import assess, next_question
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import FollowUpQuestion, Question
from backcheck.knowledge.records import NONE, OFFERED, UNSURE
from backcheck.reasoning.answers import Answer, silent_answer
from backcheck.reasoning.assessment import Assessment
from tests.broad import sweep
from tests.reasoning.people import Known, next_after, screens_of


def replies(question: Question) -> Iterator[Answer]:
    """Each option alone, and what every question offers besides."""
    if question.kind == "number":
        yield from (float(question.min or 0), float(question.max or 0), (UNSURE,))
        return
    yield from ((option.id,) for option in question.options)
    yield (UNSURE,)
    if question.kind == "many":
        yield (NONE,)


def calm(question: Question) -> Answer:
    """The answer that raises nothing; an age that somebody would rather not say can raise a rule."""
    if question.id == "age":
        return ("20-44",)
    return (question.options[-1].id,) if isinstance(question, FollowUpQuestion) else silent_answer(question)


def walk_with(
    kb: KnowledgeBase, fixed: dict[str, Answer], *, everything: bool = False, known: Known | None = None
) -> dict[str, Answer]:
    """An interview with these answers wherever they are asked for, and calm ones elsewhere."""
    answers: dict[str, Answer] = {}
    known = {} if known is None else known
    while (question := next_after(kb, answers, known, everything=everything)) is not None:
        answers[question.id] = fixed.get(question.id, calm(question))
    return answers


BACKGROUNDS: tuple[dict[str, Answer], ...] = (
    {},
    {"exercise": ("not-lifting",)},
    {"exercise": ("not-lifting",), "pain-course": ("long",)},
    {"exercise": ("not-lifting",), "pain-course": ("stuck",)},
    {"exercise": ("lifting-objects",), "pain-course": ("stuck",)},
    {"exercise": ("deadlift",), "pain-course": ("gone-between",), "pain-when": ("next-day",)},
    {"age": ("70-up",)},
    {"safety-you": ("blood-thinner",)},
    {"safety-pain": ("spine-named",), "pain-reach": ("nuisance",)},
)


def all_walks(
    kb: KnowledgeBase, backgrounds: Sequence[dict[str, Answer]], lifts: Sequence[str]
) -> Iterator[dict[str, Answer]]:
    """Every reply to every question, once; and to each question that is not of one lift alone, on every background.

    Questions of one lift are those of these lifts.
    """
    known: Known = {}
    for question in kb.questions.values():
        signs = question.id.startswith("signs-")
        if question.stage in OFFERED or (signs and question.id.removeprefix("signs-") not in lifts):
            continue
        lift: dict[str, Answer] = {"exercise": (question.id.removeprefix("signs-"),)} if signs else {}
        for reply in replies(question):
            for background in backgrounds[:1] if signs else backgrounds:
                yield walk_with(kb, {**background, **lift, question.id: reply}, known=known)


@pytest.fixture(
    scope="module",
    params=sweep([BACKGROUNDS[::5], BACKGROUNDS], BACKGROUNDS[::5].__eq__, pytest.mark.long),
    ids=["few", "all"],
)
def walked(kb: KnowledgeBase, request: pytest.FixtureRequest) -> list[tuple[dict[str, Answer], Assessment]]:
    """Walks on a few backgrounds with the signs of a few lifts, and in `.ci/long` on all of them with all."""
    walks = all_walks(kb, request.param, [*kb.lifts][:: 1 if request.param == BACKGROUNDS else 4])
    different = {frozenset(answers.items()): answers for answers in walks}  # two in five end alike
    return [(answers, assess(kb, answers, look_ahead=False)) for answers in different.values()]


Walked = list[tuple[dict[str, Answer], Assessment]]


def test_everything_asks_every_question_and_option(kb: KnowledgeBase) -> None:
    met: set[tuple[str, str]] = set()
    asked: set[str] = set()
    known: Known = {}
    for question in kb.questions.values():
        signs = question.id.startswith("signs-")
        needs: dict[str, Answer] = {"exercise": (question.id.removeprefix("signs-"),)} if signs else {}
        needs |= {"pain-course": ("stuck",)} if question.id == "worry" else {}
        needs |= {"exercise": ("squat",)} if question.id == "meet" else {}
        needs |= {question.list_id: (question.row,)} if isinstance(question, FollowUpQuestion) else {}
        for reply in replies(question):
            answers = walk_with(kb, {**needs, question.id: reply}, everything=True, known=known)
            asked |= set(answers)
            met |= {(name, tick) for name, given in answers.items() if isinstance(given, tuple) for tick in given}
    in_interview = [question for question in kb.questions.values() if question.stage not in OFFERED]
    assert asked == {question.id for question in in_interview}, "and nothing that is only offered"
    legal = {(question.id, option.id) for question in in_interview for option in question.offered}
    assert legal - met == set()


def test_every_level_verdict_and_coaching_mode_is_met(kb: KnowledgeBase, walked: Walked) -> None:
    assert {result.triage.level for _, result in walked} == {"emergency", "urgent", "clinician", "self-care"}
    assert assess(kb, {}).triage.level == "unscreened"
    verdicts = {result.verdict for _, result in walked} | {assess(kb, {}).verdict}
    assert verdicts == {outcome.verdict for outcome in kb.outcomes.values()}
    assert {result.coaching.mode for _, result in walked} == {"full", "hold", "none"}


def test_no_walk_is_longer_than_the_limit_and_emergencies_end_at_once(kb: KnowledgeBase, walked: Walked) -> None:
    for answers, result in walked:
        assert screens_of(kb, answers) <= kb.base.max_screens
        if result.triage.level == "emergency":
            assert next_question(kb, answers) is None


def test_an_emergency_on_the_first_two_lists_ends_there(kb: KnowledgeBase) -> None:
    for place, name in enumerate(("safety-body", "safety-nerves"), 2):
        for option in kb.questions[name].options:
            follow_up = kb.follow_ups.get((name, option.id))
            if follow_up is not None and follow_up.unsure_level == "emergency":
                assert list(walk_with(kb, {name: (option.id,), follow_up.id: (UNSURE,)}))[-1] == follow_up.id
            elif follow_up is None and option.alone == "emergency":
                assert len(walk_with(kb, {name: (option.id,)})) == place


@pytest.mark.parametrize(
    "activity", ["squat", "deadlift", "leg-press", "lunge", "good-morning", "kettlebell-swing", "several"]
)
def test_each_lift_asks_its_own_signs(kb: KnowledgeBase, activity: str) -> None:
    asked = [name for name in walk_with(kb, {"exercise": (activity,)}) if name.startswith("signs-")]
    assert asked == [f"signs-{activity}"]


@pytest.mark.parametrize("activity", ["other-training", "lifting-objects", "not-lifting", "unsure"])
def test_nobody_meets_a_dead_end(kb: KnowledgeBase, activity: str) -> None:
    answers = walk_with(kb, {"exercise": (activity,), "changed": ("more-work",), "traits": ("sit",)})
    result = assess(kb, answers)
    lifts = activity in ("other-training", "unsure")
    assert result.verdict == ("TRAIN, CHANGED" if lifts else "CARRY ON, WITH CHANGES")
    assert result.contributors
    assert result.plan.today


def test_strong_pain_is_told_to_ease_first(kb: KnowledgeBase) -> None:
    lists = {q.id: ["none"] for q in kb.danger_lists}
    for activity in ("deadlift", "not-lifting"):
        result = assess(kb, {**lists, "exercise": activity, "pain-now": 7})
        assert (result.flared, result.verdict) == (True, "EASE FIRST")
        assert result.headlines is not None
        assert "walk" in result.headlines.train_tomorrow.casefold()


def test_the_order_is_the_promised_one(kb: KnowledgeBase) -> None:
    """Age, danger signs, lift, what changed, signs, course, reach, traits; then what tells patterns apart."""
    asked = list(walk_with(kb, {"exercise": ("squat",)}))
    assert asked[:11] == [
        *("age", "safety-body", "safety-nerves", "safety-pain", "safety-you"),
        *("exercise", "changed", "signs-squat", "pain-course", "pain-reach", "traits"),
    ]


def test_what_a_rule_waits_for_is_asked_at_seventy(kb: KnowledgeBase) -> None:
    asked = walk_with(kb, {"age": ("70-up",), "exercise": ("deadlift",)})
    assert {"pain-start", "pain-where"} <= set(asked)


def test_a_danger_sign_counts_wherever_it_stands(kb: KnowledgeBase) -> None:
    result = assess(kb, {"past": ["told-disc"]})
    assert result.triage.level == "clinician"
    assert result.triage.unanswered


def test_plain_soreness_changes_nothing(kb: KnowledgeBase) -> None:
    lists = {q.id: ["none"] for q in kb.danger_lists}
    sore = {"exercise": "deadlift", "pain-course": "gone-between", "pain-when": "next-day", "pain-feel": "sore"}
    result = assess(kb, {**lists, **sore})
    assert (result.verdict, result.plain_soreness) == ("TRAIN", True)
    assert result.patterns[0].id == "doms"
    hurts = assess(kb, {**lists, **sore, "pain-start": "one-rep"})
    assert hurts.verdict == "TRAIN, CHANGED"


def test_too_little_to_go_on_is_an_outcome(kb: KnowledgeBase) -> None:
    lists = {q.id: ["none"] for q in kb.danger_lists}
    result = assess(kb, {**lists, "exercise": "lunge"})
    assert not result.enough
    assert result.lead == ()
    assert {"lighter", "shorter-range", "traffic-light"} == {line.id for line in result.plan.today}
    assert {"slower", "swap-it"} <= {line.id for line in result.plan.this_week}


def test_a_fault_that_is_only_possible_does_not_lead_over_a_likely_trait(kb: KnowledgeBase) -> None:
    lists = {q.id: ["none"] for q in kb.danger_lists}
    result = assess(kb, {**lists, "exercise": "squat", "traits": ["glutes"], "pain-reach": "only-lift"})
    fits = {entry.id: entry.fit for entry in result.contributors}
    assert fits["weak-glutes"] == "likely"
    assert "possible" in {entry.fit for entry in result.contributors if entry.family == "form"}
    assert result.lead[0] == "weak-glutes"
