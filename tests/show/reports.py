"""People and stories that reports are made of: one for each kind of advice, and three weeks with a plateau."""

from __future__ import annotations

from datetime import date
from typing import Any

from backcheck import assess
from backcheck.knowledge.model import KnowledgeBase
from backcheck.reasoning.answers import read_answers
from backcheck.reasoning.bouts import Bout, CheckIn, Visit, list_effects, list_trends
from backcheck.reasoning.followup import advise_step, due_rules
from backcheck.show.material import Material

DAY = date(2026, 11, 2)

CLEAR: dict[str, object] = {
    "safety-body": ["none"],
    "safety-nerves": ["none"],
    "safety-pain": ["none"],
    "safety-you": ["none"],
    "age": "20-44",
}
SQUAT: dict[str, object] = CLEAR | {
    "exercise": "squat",
    "changed": ["load-up"],
    "signs-squat": ["tailbone-tucks"],
    "pain-course": "weeks-easing",
    "pain-when": "bottom",
    "pain-reach": "only-lift",
    "pain-now": 4,
}
PEOPLE: dict[str, dict[str, object]] = {
    "self-care": SQUAT,
    "clinician": SQUAT | {"safety-pain": ["leg-below-knee"]},
    "urgent": SQUAT | {"safety-body": ["fever"]},
    "emergency": {"safety-body": ["none"], "safety-nerves": ["numb-saddle", "bladder"]},
    "unscreened": {"exercise": "squat", "pain-when": "bottom"},
    "pregnant": SQUAT | {"safety-you": ["pregnant"]},
    "child": SQUAT | {"age": "under-16"},
}


def weeks(words: str = "squat 80 kg x 5") -> Bout:
    """An interview and five check-ins over three weeks: two better, then a plateau."""
    start = DAY.toordinal()
    told: list[tuple[int, dict[str, Any]]] = [
        (2, {"pain_now": 4, "pain_worst": 6, "pain_in_lift": 6, "activity_score": 4, "step": 1}),
        (5, {"pain_now": 3, "pain_worst": 5, "pain_in_lift": 3, "activity_score": 5, "step": 1, "change": "butt-wink"}),
        (9, {"pain_now": 2, "pain_worst": 5, "pain_in_lift": 3, "activity_score": 5, "step": 1, "change": "butt-wink"}),
        (14, {"pain_now": 3, "pain_worst": 5, "pain_in_lift": 4, "activity_score": 5, "step": 2, "change": "own"}),
        (18, {"pain_now": 3, "pain_worst": 5, "pain_in_lift": 5, "activity_score": 5, "step": 2, "change": "own"}),
    ]
    visits = [Visit(id=1, day=start, level="self-care", exercise="squat", pain_now=4, verdict="TRAIN, CHANGED")]
    for number, (day, said) in enumerate(told, 2):
        checkin = CheckIn(activity=words, change_text=words if said.get("change") else "", helped="no", **said)
        visits.append(Visit(id=number, day=start + day, level="self-care", exercise="squat", checkin=checkin))
    return Bout(number=1, visits=tuple(visits))


def material(kb: KnowledgeBase, answers: dict[str, object], bout: Bout | None = None, **more: Any) -> Material:
    story: dict[str, Any] = {}
    if bout is not None:
        story = {
            "bout": bout,
            "trends": tuple(list_trends(kb.follow_up.change, bout)),
            "effects": tuple(list_effects(kb.follow_up.change, bout)),
            "step": advise_step(kb.follow_up, kb.ladder, bout),
            "due": tuple(due_rules(kb.follow_up, [bout], bout.end)),
        }
    return Material(
        kb=kb,
        assessment=assess(kb, answers),
        answers=read_answers(kb, answers),
        names={lift.id: lift.name for lift in kb.lifts.values()},
        day=DAY,
        today=date(2026, 11, 23),
        **story | more,
    )
