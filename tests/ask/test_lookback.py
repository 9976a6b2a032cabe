"""Asking a check-in: few questions in one order, back, not sure, an emergency sign."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from backcheck.ask.lookback import OWN, Before, ask_checkin, ask_signs
from backcheck.ask.port import Given, Left, Move, Reason, Reply, Row, Turned
from backcheck.knowledge.model import KnowledgeBase
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.recheck import emergency_lists
from tests.ask.scripted import ScriptedAsker

BEFORE = Before(
    known={},
    settle_above=2,
    settle_below=6,
    exercise="squat",
    lift="the squat",
    changes=(Row("butt-wink", "Stop higher."),),
    steps=(Row("1", "Step 1"), Row("2", "Step 2")),
)
AGAIN = Before(known={}, settle_above=2, settle_below=6, exercise="squat", activity="squat 80 kg x 5")
SIGNS: dict[str, Answer] = {"safety-body": ("none",), "safety-nerves": ("none",)}
QUIET: dict[str, Answer | list[Reply | Left]] = {
    **SIGNS,
    "pain-now": 2.0,
    "pain-worst": 4.0,
    "pain-in-lift": 3.0,
    "activity-score": 6.0,
}
BACK = Turned(Move.BACK)


@pytest.fixture(scope="module")
def shipped() -> KnowledgeBase:
    """The knowledge base that ships: its first two lists are those of emergencies."""
    from backcheck import load_knowledge

    return load_knowledge()


def asker(
    choices: Sequence[str | Move] = (), texts: Sequence[str | Move] = (), **changed: list[Reply | Left]
) -> ScriptedAsker:
    return ScriptedAsker(
        QUIET | {name.replace("_", "-"): reply for name, reply in changed.items()}, choices=choices, texts=texts
    )


def put(front: ScriptedAsker) -> list[str]:
    return [screen.question.id for screen in front.screens]


def test_the_emergency_signs_come_first_and_all_is_kept(shipped: KnowledgeBase) -> None:
    front = asker(["yes", "butt-wink", "a-little", "2"], ["squat 80 kg x 5"])
    said = ask_checkin(shipped, BEFORE, front)
    assert put(front) == ["safety-body", "safety-nerves", "pain-now", "pain-worst", "pain-in-lift", "activity-score"]
    assert said.signs == SIGNS
    assert (said.pain_now, said.pain_worst, said.pain_in_lift, said.settled) == (2, 4, 3, True)
    assert (said.activity, said.activity_score) == ("squat 80 kg x 5", 6)
    assert (said.change, said.change_text, said.helped, said.step) == ("butt-wink", "Stop higher.", "a-little", 2)


def test_what_is_known_is_not_asked_again(shipped: KnowledgeBase) -> None:
    """The words of the activity, and a step where the ladder has nothing to say."""
    front = asker(["yes", "nothing"])
    said = ask_checkin(shipped, AGAIN, front)
    assert said.activity == "squat 80 kg x 5"
    assert (said.change, said.helped, said.step) == ("", None, None)
    assert not any("What do you want back" in shown[0] for shown in front.chosen)


@pytest.mark.parametrize(("pain", "asked"), [(2.0, False), (2.5, True), (5.5, True), (6.0, False)])
def test_the_next_morning_is_asked_where_it_decides(shipped: KnowledgeBase, pain: float, asked: bool) -> None:
    before = Before(known={}, activity="a", settle_above=2, settle_below=6)
    front = ScriptedAsker(QUIET | {"pain-in-lift": pain}, choices=["yes", "nothing"])
    ask_checkin(shipped, before, front)
    assert any("next morning" in shown[0] for shown in front.chosen) is asked


def test_an_own_change_is_kept_in_own_words(shipped: KnowledgeBase) -> None:
    said = ask_checkin(shipped, AGAIN, asker(["no", OWN, "no"], ["new shoes"]))
    assert (said.settled, said.change, said.change_text, said.helped) == (False, OWN, "new shoes", "no")


def test_not_sure_is_no_score(shipped: KnowledgeBase) -> None:
    said = ask_checkin(shipped, AGAIN, asker(["nothing"], pain_in_lift=[Given(("unsure",))]))
    assert said.pain_in_lift is None


def test_back_reaches_the_question_before(shipped: KnowledgeBase) -> None:
    front = asker(["yes", "nothing"], pain_worst=[BACK, Given(4.0)], pain_now=[Given(1.0), Given(2.0)])
    assert ask_checkin(shipped, AGAIN, front).pain_now == 2
    assert put(front)[:6] == ["safety-body", "safety-nerves", "pain-now", "pain-worst", "pain-now", "pain-worst"]


def test_back_at_the_first_question_stays_there(shipped: KnowledgeBase) -> None:
    front = asker(["yes", "nothing"], safety_body=[BACK, Given(("none",))])
    assert ask_checkin(shipped, AGAIN, front).signs == SIGNS


def test_an_emergency_sign_ends_it_at_once(shipped: KnowledgeBase) -> None:
    front = ScriptedAsker(QUIET | {"safety-nerves": ("numb-saddle",)}, choices=["yes"])
    said = ask_checkin(shipped, AGAIN, front)
    assert said.signs == {"safety-body": ("none",), "safety-nerves": ("numb-saddle",)}
    assert said.pain_now is None
    assert put(front) == ["safety-body", "safety-nerves"]


def test_an_emergency_sign_ticked_by_mistake_can_be_changed(shipped: KnowledgeBase) -> None:
    front = asker(["change", "yes", "nothing"], safety_nerves=[Given(("numb-saddle",)), Given(("none",))])
    assert ask_checkin(shipped, AGAIN, front).signs == SIGNS


def test_not_sure_of_a_sign_unfolds_the_list_and_then_counts(shipped: KnowledgeBase) -> None:
    """As in the interview: still not sure is an emergency here."""
    front = asker(["yes"], safety_nerves=[Given(("unsure",)), Given(("unsure",))])
    said = ask_checkin(shipped, AGAIN, front)
    assert said.signs["safety-nerves"] == ("unsure",)
    assert [screen.unfolded for screen in front.screens] == [False, False, True]
    prompt, *lines = front.chosen[0]
    assert prompt == "You could not rule it out:", "nothing was ticked"
    assert "Here, not sure counts as yes." in lines


def test_leaving_says_nothing(shipped: KnowledgeBase) -> None:
    with pytest.raises(Left):
        ask_checkin(shipped, AGAIN, asker(pain_now=[Left(Reason.USER)]))


def test_the_other_lists_can_be_asked_after(shipped: KnowledgeBase) -> None:
    rest = [
        one.id for one in shipped.questions.values() if one.stage == "safety" and one.id not in emergency_lists(shipped)
    ]
    front = ScriptedAsker({"safety-pain": ("leg-below-knee",), "safety-you": [BACK, Given(("none",))]})
    given = ask_signs(shipped, rest, SIGNS, front)
    assert given == {"safety-pain": ("leg-below-knee",), "safety-you": ("none",)}
    assert put(front) == ["safety-pain", "safety-you", "safety-pain", "safety-you"]
