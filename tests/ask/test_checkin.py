"""Asking a check-in: few questions in one order, back, not sure, an emergency sign."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import pytest
from msgspec.structs import replace

from backcheck.ask.checkin import OWN, SUMMARY, Before, ask_checkin
from backcheck.ask.keys import row_keys
from backcheck.ask.port import EndReason, Given, Left, Move, Reply, Row, Screen, Turned
from backcheck.ask.screens import find_opening, real_ticks
from backcheck.ask.sign_lists import GROUPS, LOST, ask_signs
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.records import UNSURE
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.recheck import screen
from tests.ask.scripted import ScriptedAsker

BEFORE = Before(
    known={},
    settle_above=2,
    settle_below=6,
    exercise="squat",
    lift="the squat",
    changes=(Row("butt-wink", "Stop higher."),),
    steps=((0, "Walk"), (1, "Moves"), (2, "Light")),
)
AGAIN = Before(known={}, settle_above=2, settle_below=6, exercise="squat", activity="squat 80 kg x 5")
LISTS = ("safety-body", "safety-nerves", "safety-pain", "safety-you")
SIGNS: dict[str, Answer] = dict.fromkeys(LISTS, ("none",))
QUIET: dict[str, Answer | list[Reply | Left]] = {
    **SIGNS,
    "pain-now": 2.0,
    "pain-worst": 4.0,
    "pain-in-lift": 3.0,
    "activity-score": 6.0,
    "settled": ("yes",),
    "change": ("nothing",),
    "helped": ("a-little",),
    "step": ("2",),
}
BACK = Turned(Move.BACK)


@pytest.fixture(scope="module")
def shipped() -> KnowledgeBase:
    """The knowledge base that ships: its first two lists are those of emergencies."""
    from backcheck import load_knowledge

    return load_knowledge()


def asker(
    choices: Sequence[str | Move] = (), texts: Sequence[str | Move] = (), **changed: Answer | list[Reply | Left]
) -> ScriptedAsker:
    replies = {name if name in QUIET else name.replace("_", "-"): reply for name, reply in changed.items()}
    return ScriptedAsker(QUIET | replies, choices=choices, texts=texts)


def put(front: ScriptedAsker) -> list[str]:
    return [screen.question.id for screen in front.screens]


def test_the_emergency_signs_come_first_and_all_is_kept(shipped: KnowledgeBase) -> None:
    front = asker(texts=["squat 80 kg x 5"], change=("butt-wink",))
    said = ask_checkin(shipped, BEFORE, front)
    scores = ["pain-now", "pain-worst", "pain-in-lift", "settled", "activity-score"]
    assert put(front) == [*LISTS, *scores, "change", "helped", "step"]
    assert said.signs == SIGNS
    assert (said.pain_now, said.pain_worst, said.pain_in_lift, said.settled) == (2, 4, 3, True)
    assert (said.activity, said.activity_score) == ("squat 80 kg x 5", 6)
    assert (said.change, said.change_text, said.helped, said.step) == ("butt-wink", "Stop higher.", "a-little", 2)


def test_what_is_known_is_not_asked_again(shipped: KnowledgeBase) -> None:
    """The words of the activity, and a step where the ladder has nothing to say."""
    front = asker()
    said = ask_checkin(shipped, AGAIN, front)
    assert said.activity == "squat 80 kg x 5"
    assert (said.change, said.helped, said.step) == ("", None, None)
    assert not any("What do you want back" in shown[0] for shown in front.chosen)


@pytest.mark.parametrize(("pain", "asked"), [(2.0, False), (2.5, True), (5.5, True), (6.0, False)])
def test_the_next_morning_is_asked_where_it_decides(shipped: KnowledgeBase, pain: float, asked: bool) -> None:
    before = Before(known={}, activity="a", settle_above=2, settle_below=6)
    front = ScriptedAsker(QUIET | {"pain-in-lift": pain})
    ask_checkin(shipped, before, front)
    assert ("settled" in put(front)) is asked


@pytest.mark.parametrize(("reply", "seen"), [("yes", True), ("no", False), (UNSURE, None)])
def test_whether_they_were_seen_is_asked_where_the_plan_wants_it(
    shipped: KnowledgeBase, reply: str, seen: bool | None
) -> None:
    front = asker(seen=(reply,))
    assert ask_checkin(shipped, replace(AGAIN, visit=True), front).seen is seen
    assert "seen" in put(front)
    front = asker(seen=(reply,))
    assert ask_checkin(shipped, AGAIN, front).seen is None
    assert "seen" not in put(front)


def test_an_own_change_is_kept_in_own_words(shipped: KnowledgeBase) -> None:
    said = ask_checkin(shipped, AGAIN, asker(texts=["new shoes"], settled=("no",), change=(OWN,), helped=("no",)))
    assert (said.settled, said.change, said.change_text, said.helped) == (False, OWN, "new shoes", "no")


def test_own_words_that_were_not_given_change_nothing(shipped: KnowledgeBase) -> None:
    """Whoever goes back from them, and then from the question, has said nothing, or still what was said before."""
    front = asker(change=[Given((OWN,)), BACK, Given(("nothing",))])
    assert ask_checkin(shipped, AGAIN, front).change == ""
    pointed = [shown.previous for shown in front.screens if shown.question.id == "change"]
    assert pointed == [None, (OWN,), None]

    changes: list[Reply | Left] = [Given(("butt-wink",)), Given((OWN,)), BACK]
    front = asker(texts=["squat 80 kg x 5"], change=changes, helped=[BACK, Given(("no",))])
    said = ask_checkin(shipped, BEFORE, front)
    assert (said.change, said.change_text) == ("butt-wink", "Stop higher.")
    pointed = [shown.previous for shown in front.screens if shown.question.id == "change"]
    assert pointed == [None, ("butt-wink",), (OWN,)]


@pytest.mark.parametrize("typed", ["1", "80", "12.5", "?"])
def test_a_stray_number_is_no_activity(shipped: KnowledgeBase, typed: str) -> None:
    """It was meant for a row of the question before; so it is said, and the words are asked for again."""
    front = asker(texts=[typed, "squat 80 kg x 5", typed, "new shoes"], change=(OWN,))
    said = ask_checkin(shipped, BEFORE, front)
    assert (said.activity, said.change_text) == ("squat 80 kg x 5", "new shoes")
    assert sum("no words" in note for note in front.notes) == 2


def test_not_sure_is_no_score(shipped: KnowledgeBase) -> None:
    said = ask_checkin(shipped, AGAIN, asker(pain_in_lift=[Given(("unsure",))]))
    assert said.pain_in_lift is None


def test_back_reaches_the_question_before(shipped: KnowledgeBase) -> None:
    front = asker(pain_worst=[BACK, Given(4.0)], pain_now=[Given(1.0), Given(2.0)])
    assert ask_checkin(shipped, AGAIN, front).pain_now == 2
    assert put(front)[:8] == [*LISTS, "pain-now", "pain-worst", "pain-now", "pain-worst"]


def test_back_at_the_first_question_stays_there(shipped: KnowledgeBase) -> None:
    front = asker(safety_body=[BACK, Given(("none",))])
    assert ask_checkin(shipped, AGAIN, front).signs == SIGNS


def test_an_emergency_sign_ends_it_at_once(shipped: KnowledgeBase) -> None:
    told: dict[str, Answer] = {"safety-nerves": ("numb-saddle",), "safety-numb-saddle": ("numb",)}
    front = ScriptedAsker(QUIET | told, choices=["yes"])
    said = ask_checkin(shipped, AGAIN, front)
    assert said.signs == {"safety-body": ("none",), **told}
    assert said.pain_now is None
    assert put(front) == ["safety-body", "safety-nerves", "safety-numb-saddle"]


def test_a_ticked_row_that_is_harmless_goes_on(shipped: KnowledgeBase) -> None:
    told: dict[str, Answer] = {"safety-nerves": ("numb-saddle",), "safety-numb-saddle": ("sore",)}
    said = ask_checkin(shipped, AGAIN, ScriptedAsker(QUIET | told))
    assert said.signs == SIGNS | told
    assert said.pain_now == 2


# -- the short screen ------------------------------------------------------------------------------------------------

SHORT = Before(known=SIGNS, settle_above=2, settle_below=6, activity="squat 80 kg x 5", grouped=True)


def test_nothing_on_the_short_screen_asks_no_list(shipped: KnowledgeBase) -> None:
    front = ScriptedAsker(QUIET | {"check-in": ("none",)})
    said = ask_checkin(shipped, SHORT, front)
    assert (said.groups, said.signs) == ((), {})
    assert put(front)[:2] == ["check-in", "pain-now"]


def test_a_group_opens_its_rows_alone_and_then_their_follow_ups(shipped: KnowledgeBase) -> None:
    group = next(one for one in shipped.check_in if len({name for name, _ in one.rows}) == 1)
    list_id, row = group.rows[0]
    harmless = shipped.follow_ups[list_id, row].options[-1].id
    told: dict[str, Answer] = {list_id: (row,), f"safety-{row}": (harmless,)}
    front = ScriptedAsker(QUIET | {"check-in": (group.id,), **told})
    said = ask_checkin(shipped, SHORT, front)
    assert (said.groups, said.signs) == ((group.id,), told)
    assert put(front)[:3] == ["check-in", list_id, f"safety-{row}"]
    assert [one.id for one in front.screens[1].rows if one.id not in ("none", "unsure")] == [r for _, r in group.rows]


def test_a_risk_that_is_known_counts_together_with_a_new_sign(shipped: KnowledgeBase) -> None:
    """A blood thinner that was told in the interview, and sudden pain that is new today."""
    known = SIGNS | {"safety-you": ("thinner",), "safety-thinner": ("takes",)}
    group = next(one for one in shipped.check_in if ("safety-body", "sudden") in one.rows)
    new: dict[str, Answer] = {"safety-body": ("sudden",), "safety-sudden": ("low-back-eases",)}
    lists = {name: ("none",) for name in LISTS if name != "safety-body"}
    front = ScriptedAsker(QUIET | lists | {"check-in": (group.id,)} | new, choices=["yes"])
    before = replace(SHORT, known={name: given for name, given in known.items() if name not in LISTS[:2]})
    said = ask_checkin(shipped, before, front)
    assert screen(shipped, said, known, ()).checkin.level == "emergency"
    assert said.pain_now is None


def test_an_emergency_sign_ticked_by_mistake_can_be_changed(shipped: KnowledgeBase) -> None:
    front = asker(
        ["change"],
        safety_nerves=("numb-saddle",),
        safety_numb_saddle=[Given(("numb",)), Given(("sore",))],
    )
    said = ask_checkin(shipped, AGAIN, front).signs
    assert said == SIGNS | {"safety-nerves": ("numb-saddle",), "safety-numb-saddle": ("sore",)}


def test_not_sure_of_a_sign_walks_the_list(shipped: KnowledgeBase) -> None:
    """As in the interview: still not sure of a row is a tick."""
    rows = [row.id for row in shipped.questions["safety-nerves"].offered]
    choices = ["unsure" if row == "numb-saddle" else "no" for row in rows]
    front = asker([*choices, "yes"], safety_nerves=[Given(("unsure",))])
    said = ask_checkin(shipped, AGAIN, front)
    assert said.signs["safety-nerves"] == ("numb-saddle",)


def test_leaving_says_nothing(shipped: KnowledgeBase) -> None:
    with pytest.raises(Left):
        ask_checkin(shipped, AGAIN, asker(pain_now=[Left(EndReason.USER)]))


def test_the_other_lists_can_be_asked_after(shipped: KnowledgeBase) -> None:
    told: dict[str, Answer] = {"safety-pain": ("one-leg",), "safety-one-leg": ("past-knee",)}
    front = ScriptedAsker(told | {"safety-you": [BACK, Given(("none",))]})
    given = ask_signs(shipped, LISTS[2:], SIGNS, front)
    assert given == told | {"safety-you": ("none",)}
    assert put(front) == ["safety-pain", "safety-one-leg", "safety-you", "safety-one-leg", "safety-you"]


def test_every_question_has_its_number(shipped: KnowledgeBase) -> None:
    """Also the lists and what is typed; the last has no "of about", and nothing is asked twice."""
    front = asker(texts=["squat 80 kg x 5"], change=("butt-wink",))
    ask_checkin(shipped, BEFORE, front)
    numbers = [screen.number for screen in front.screens]
    assert numbers == [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13], "question 9 is typed"
    assert front.screens[-1].heading == "Question 13"


def test_the_number_of_a_row_is_that_of_its_step(shipped: KnowledgeBase) -> None:
    """In the order of the ladder whatever was done before, which is pointed at."""
    front = asker(texts=["squat"], step=("0",))
    said = ask_checkin(shipped, msgspec.structs.replace(BEFORE, last_step=1), front)
    screen = front.screens[-1]
    assert [row.label for row in screen.rows][:3] == ["Step 0: Walk", "Step 1: Moves", "Step 2: Light"]
    assert row_keys(screen.rows) == ("0", "1", "2", "3", "u")
    assert [row.key for row in screen.rows if row.beside] == ["1"]
    assert find_opening(screen) == ((), "1")
    assert said.step == 0


def test_who_is_not_sure_of_the_step_trains_on_the_one_that_is_known(shipped: KnowledgeBase) -> None:
    """That of the last check-in or of the plan; who trained on none says so."""
    for row, step in (("unsure", 1), ("no-step", None)):
        front = asker(texts=["squat"], step=(row,))
        assert ask_checkin(shipped, msgspec.structs.replace(BEFORE, last_step=1), front).step == step


def test_it_is_looked_through_before_it_counts(shipped: KnowledgeBase) -> None:
    """An answer is changed from there, what follows from it is asked, and the rest is not asked again."""
    front = asker(
        ["pain_in_lift", "change", "go-on"],
        texts=["squat"],
        pain_in_lift=[Given(1.0), Given(4.0)],
        change=[Given(("nothing",)), Given(("butt-wink",))],
    )
    said = ask_checkin(shipped, BEFORE, front)
    assert [shown[0] for shown in front.chosen].count(SUMMARY) == 3
    assert put(front)[-4:] == ["pain-in-lift", "settled", "change", "helped"]
    assert (said.pain_in_lift, said.settled, said.change, said.helped) == (4, True, "butt-wink", "a-little")
    assert len(front.records[-1]) == len({question for question, _ in front.records[-1]}) == 13


def test_what_no_longer_applies_does_not_count(shipped: KnowledgeBase) -> None:
    """After a change in the summary."""
    front = asker(["pain_in_lift", "go-on"], pain_in_lift=[Given(4.0), Given(1.0)], settled=("no",))
    assert ask_checkin(shipped, AGAIN, front).settled is None


def test_leaving_is_asked_about_once_something_was_said(shipped: KnowledgeBase) -> None:
    losses: list[str] = []

    class Front(ScriptedAsker):
        def ask(self, screen: Screen) -> Reply:
            losses.append(self.loss())
            return super().ask(screen)

    ask_checkin(shipped, AGAIN, Front(QUIET))
    assert losses[:2] == ["", LOST]


@pytest.mark.parametrize("entered", [True, False])
def test_leaving_carries_the_signs_that_were_ticked(shipped: KnowledgeBase, entered: bool) -> None:
    """Entered and not followed up, or not even entered; without a tick there is nothing to say again."""
    ticks = ("numb-saddle",)
    gone: list[Reply | Left] = [Left(EndReason.USER, () if entered else ticks)]
    turns = QUIET | {"safety-nerves": ticks} | {"safety-numb-saddle" if entered else "safety-nerves": gone}
    with pytest.raises(Left) as left:
        ask_checkin(shipped, AGAIN, ScriptedAsker(turns))
    assert (left.value.known["safety-body"], left.value.known["safety-nerves"]) == (("none",), ticks)
    with pytest.raises(Left) as left:
        ask_signs(shipped, LISTS, {}, ScriptedAsker(turns))
    assert left.value.known["safety-nerves"] == ticks
    for name in ("safety-nerves", "pain-now"):
        with pytest.raises(Left) as left:
            ask_checkin(shipped, AGAIN, ScriptedAsker(QUIET | {name: [Left(EndReason.USER)]}))
        assert left.value.known == {}


def test_leaving_the_short_screen_makes_nothing_up(shipped: KnowledgeBase) -> None:
    """A ticked group counts as its rows about today, and not sure as not sure; what was known of the person stays."""
    known: dict[str, Answer] = SIGNS | {"safety-you": ("thinner",), "safety-thinner": ("takes",)}
    before = replace(AGAIN, known=known, grouped=True)

    def leave(*groups: str) -> dict[str, Answer]:
        with pytest.raises(Left) as left:
            ask_checkin(shipped, before, ScriptedAsker({GROUPS: [Left(EndReason.USER, groups)]}))
        return left.value.known

    assert leave() == {}
    assert leave("numb")["safety-nerves"] == ("numb-saddle", "sit-wipe")
    every = leave(*(group.id for group in shipped.check_in))
    for left in (every, leave(UNSURE)):
        assert (left["safety-you"], left["safety-thinner"]) == (("thinner",), ("takes",))
    assert "blow" in real_ticks(every["safety-pain"])
    assert leave(UNSURE) == known | dict.fromkeys(("safety-body", "safety-nerves"), (UNSURE,))
