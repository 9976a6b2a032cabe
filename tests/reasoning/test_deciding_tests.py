"""Self-tests are offered where their outcome would change the first thing to change, and never where forbidden."""

from __future__ import annotations

from backcheck import load_knowledge
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.lookahead import deciding_tests

KB = load_knowledge()
LEANS: dict[str, Answer] = {
    "safety-body": ("none",), "safety-nerves": ("none",), "safety-pain": ("none",), "safety-you": ("none",),
    "age": ("20-44",), "exercise": ("squat",), "signs-squat": ("heels-lift",), "pain-course": ("weeks-easing",),
    "pain-reach": ("only-lift",), "pain-now": 3.0, "traits": ("no-core",),
}  # fmt: skip


def leaning() -> dict[str, Answer]:
    """Answers that are legal now, whatever a polished base calls its options."""
    return {name: answer for name, answer in LEANS.items() if _legal(name, answer)}


def _legal(name: str, answer: Answer) -> bool:
    known = {option.id for option in KB.questions[name].options} | {"none", "unsure"}
    return not isinstance(answer, tuple) or set(answer) <= known


def test_a_deciding_test_is_offered_once() -> None:
    """It is offered until it was done."""
    answers = leaning()
    offered = deciding_tests(KB, answers)
    for test in offered:
        assert test.id not in {
            one.id for one in deciding_tests(KB, {**answers, f"test-{test.id}": (test.results[0].id,)})
        }
    assert offered


def test_nothing_is_tried_out_alone_where_it_is_forbidden_or_urgent() -> None:
    """Not with strong pain, under 16, with a danger sign, or before all danger signs were answered."""
    answers = leaning()
    assert not deciding_tests(KB, answers | {"safety-body": ("fever",)})
    assert not deciding_tests(KB, answers | {"age": ("under-16",)})
    assert not deciding_tests(KB, {name: answer for name, answer in answers.items() if name != "safety-you"})
    strong = answers | {"pain-now": 8.0}
    assert not deciding_tests(KB, strong)
