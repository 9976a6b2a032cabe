"""The conversation: order, back, not sure, a danger sign, a typed lift, review, leaving."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from backcheck import load_knowledge
from backcheck.ask.conversation import FIRST_QUESTION, NO_SIGN, SUMMARY, TYPED_LIFT, UNKNOWN_LIFT, converse
from backcheck.ask.port import EndReason, Given, Left, Move, Reply, Row, Terms, Turned
from backcheck.knowledge.model import KnowledgeBase
from backcheck.reasoning.answers import Answer
from tests.ask.scripted import ScriptedAsker

Script = Mapping[str, Answer | list[Reply | Left]]

BACK = Turned(Move.BACK)
REVIEW = Turned(Move.REVIEW)
NONE = ("none",)
UNSURE = ("unsure",)

THROUGH: dict[str, Answer] = {
    "age": 34.0,
    "safety-nerves": NONE,
    "safety-you": NONE,
    "exercise": ("squat",),
    "signs-squat": ("rounds",),
    "signs-deadlift": ("tucks",),
    "pain-course": ("easing",),
}


def script(**changed: Answer | list[Reply | Left]) -> Script:
    """A way through without any sign, with some questions answered otherwise (underscores for hyphens)."""
    return THROUGH | {name.replace("_", "-"): answer for name, answer in changed.items()}


def asked(asker: ScriptedAsker) -> list[str]:
    """The ids of the screens that were put, in order."""
    return [screen.question.id for screen in asker.screens]


def test_asks_until_nothing_is_left(kb: KnowledgeBase) -> None:
    """One screen a question, numbered, and all answers come back."""
    asker = ScriptedAsker(script())

    answers = converse(kb, {}, asker)

    assert asked(asker) == ["age", "safety-nerves", "safety-you", "exercise", "signs-squat", "pain-course"]
    assert answers == {name: answer for name, answer in THROUGH.items() if name != "signs-deadlift"}
    assert [screen.number for screen in asker.screens] == [1, 2, 3, 4, 5, 6]
    assert [screen.heading for screen in asker.screens[-2:]] == ["Question 5 of about 6", "Question 6"]
    assert asker.notes == []


def test_an_answer_known_from_outside_is_not_asked_for(kb: KnowledgeBase) -> None:
    """A given lift is skipped, and the screens still count from one."""
    asker = ScriptedAsker(script())

    answers = converse(kb, {"exercise": ("deadlift",)}, asker)

    assert asked(asker) == ["age", "safety-nerves", "safety-you", "signs-deadlift", "pain-course"]
    assert [screen.number for screen in asker.screens] == [1, 2, 3, 4, 5]
    assert answers["exercise"] == ("deadlift",)


def test_back_asks_the_last_one_again_with_the_old_answer(kb: KnowledgeBase) -> None:
    """Back shows what was answered and its number; the answer after it goes on with the first open question."""
    asker = ScriptedAsker(script(safety_you=[Given(NONE), Given(("thinner",))], exercise=[BACK, Given(("squat",))]))

    answers = converse(kb, {}, asker)

    again = asker.screens[4]
    assert asked(asker)[2:6] == ["safety-you", "exercise", "safety-you", "exercise"]
    assert (again.previous, again.number) == (NONE, 3)
    assert answers["safety-you"] == ("thinner",)


def test_back_keeps_later_answers_that_still_apply(kb: KnowledgeBase) -> None:
    """Three steps back and one new answer: the two later ones are kept and not asked again."""
    asker = ScriptedAsker(
        script(
            safety_nerves=[Given(NONE), Given(("weak-foot",))],
            safety_you=[Given(NONE), BACK],
            exercise=[Given(("squat",)), BACK],
            signs_squat=[BACK, Given(("rounds",))],
        )
    )

    answers = converse(kb, {}, asker)

    assert asked(asker)[-3:] == ["safety-nerves", "signs-squat", "pain-course"]
    assert answers["safety-nerves"] == ("weak-foot",)
    assert (answers["safety-you"], answers["exercise"]) == (NONE, ("squat",))


def test_another_lift_drops_what_belonged_to_the_old_one_and_says_so(kb: KnowledgeBase) -> None:
    """Back over a branch: the squat's signs go, the deadlift's are asked, the rest stays."""
    asker = ScriptedAsker(
        script(
            exercise=[Given(("squat",)), Given(("deadlift",))],
            signs_squat=[Given(("rounds",)), BACK],
            pain_course=[BACK, Given(("worse",))],
        )
    )

    answers = converse(kb, {}, asker)

    assert "signs-squat" not in answers
    assert answers["signs-deadlift"] == ("tucks",)
    assert answers["age"] == 34.0
    assert len(asker.notes) == 1
    assert "Seen in your squat?" in asker.notes[0]


def test_back_from_the_first_question_stays_there(kb: KnowledgeBase) -> None:
    """There is nothing before the first question, and one is told."""
    asker = ScriptedAsker(script(age=[BACK, Given(34.0)]))

    converse(kb, {}, asker)

    assert asked(asker)[:3] == ["age", "age", "safety-nerves"]
    assert asker.notes == [FIRST_QUESTION]


def test_back_reaches_the_answers_of_an_earlier_sitting(kb: KnowledgeBase) -> None:
    """A resumed interview goes on at the first open question and can go back behind it."""
    before: dict[str, Answer] = {"age": 34.0, "safety-nerves": NONE, "safety-you": NONE}
    asker = ScriptedAsker(script(exercise=[BACK, Given(("squat",))], safety_you=[Given(("thinner",))]))

    answers = converse(kb, before, asker, Terms(asked=tuple(before)))

    assert asked(asker)[:3] == ["exercise", "safety-you", "exercise"]
    assert asker.screens[0].number == 4
    assert answers["safety-you"] == ("thinner",)


def test_a_finished_interview_is_opened_again_at_one_question(kb: KnowledgeBase) -> None:
    """The old answer is pointed at, and nothing else is asked again."""
    done = {name: answer for name, answer in THROUGH.items() if name != "signs-deadlift"}
    asker = ScriptedAsker(script(signs_squat=("tucks",)))

    answers = converse(kb, done, asker, Terms(again="signs-squat"))

    assert asked(asker) == ["signs-squat"]
    assert asker.screens[0].previous == ("rounds",)
    assert answers == done | {"signs-squat": ("tucks",)}


def test_not_sure_on_a_danger_list_walks_its_rows_with_their_checks(kb: KnowledgeBase) -> None:
    """One row after the other; all of them "no" is none of these."""
    rows = kb.questions["safety-nerves"].offered
    asker = ScriptedAsker(script(safety_nerves=UNSURE), choices=["no"] * len(rows))

    answers = converse(kb, {}, asker)

    walked = asker.chosen[: len(rows)]
    assert [said[0] for said in walked] == [row.label for row in rows]
    assert all(any(row.check in line for line in said) for row, said in zip(rows, walked, strict=True))
    assert answers["safety-nerves"] == NONE


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_a_row_that_fits_or_may_fit_is_ticked(kb: KnowledgeBase, answer: str) -> None:
    """What is still not sure counts like a tick, and is asked about further where there is more to ask."""
    rows = [row.id for row in kb.questions["safety-you"].offered]
    choices = [answer if row == "cancer" else "no" for row in rows]
    asker = ScriptedAsker(script(safety_you=UNSURE), choices=choices)

    assert converse(kb, {}, asker)["safety-you"] == ("cancer",)


def test_a_row_that_was_ticked_beside_not_sure_is_not_asked_again(kb: KnowledgeBase) -> None:
    rows = kb.questions["safety-nerves"].offered
    asker = ScriptedAsker(script(safety_nerves=("weak-foot", "unsure")), choices=["no"] * (len(rows) - 1))

    answers = converse(kb, {}, asker)

    assert "weak-foot" not in [said[0] for said in asker.chosen]
    assert answers["safety-nerves"] == ("weak-foot",)


def test_back_in_the_walk_is_the_row_before_and_then_the_list(kb: KnowledgeBase) -> None:
    choices: list[str | Move] = ["no", Move.BACK, Move.BACK]
    asker = ScriptedAsker(script(safety_nerves=[Given(UNSURE), Given(NONE)]), choices=choices)

    answers = converse(kb, {}, asker)

    shown = [screen for screen in asker.screens if screen.question.id == "safety-nerves"]
    first, second, *_ = (row.label for row in kb.questions["safety-nerves"].offered)
    assert [said[0] for said in asker.chosen[:3]] == [first, second, first]
    assert len(shown) == 2
    assert answers["safety-nerves"] == NONE


def test_leaving_in_the_walk_leaves_the_list_not_sure(kb: KnowledgeBase) -> None:
    """What was said so far counts, and the rest is not sure: nobody walks out of a list that they could not answer."""
    asker = ScriptedAsker(script(safety_nerves=UNSURE), choices=["no", Left(EndReason.USER)])

    with pytest.raises(Left) as left:
        converse(kb, {}, asker)

    assert left.value.known["safety-nerves"] == UNSURE
    assert "safety-nerves" not in left.value.answers


def test_not_sure_elsewhere_counts_at_once(kb: KnowledgeBase) -> None:
    """Only safety lists unfold."""
    asker = ScriptedAsker(script(signs_squat=UNSURE, age=UNSURE))

    answers = converse(kb, {}, asker)

    assert answers["signs-squat"] == UNSURE
    assert answers["age"] == UNSURE
    assert len(asker.screens) == 6


def test_an_emergency_is_confirmed_once_and_ends_at_once(kb: KnowledgeBase) -> None:
    """The ticked sign is read back; after yes nothing more is asked."""
    asker = ScriptedAsker(script(safety_nerves=("numb-saddle",)), choices=["yes"])

    answers = converse(kb, {}, asker)

    assert answers == {"age": 34.0, "safety-nerves": ("numb-saddle",)}
    assert asker.chosen == [
        (
            "You ticked:",
            "Numb between the legs",
            "Is that right?",
            "Yes, that is right",
            "Go back and change it",
        )
    ]


@pytest.mark.parametrize("way", ["change", Move.BACK])
def test_an_emergency_ticked_by_mistake_can_be_changed(kb: KnowledgeBase, way: str | Move) -> None:
    """Going back shows the list with the tick standing; only a new answer removes it."""
    asker = ScriptedAsker(script(safety_nerves=[Given(("numb-saddle",)), Given(NONE)]), choices=[way])

    answers = converse(kb, {}, asker)

    assert asker.screens[2].previous == ("numb-saddle",)
    assert answers["safety-nerves"] == NONE
    assert len(asker.screens) == 7


def test_an_emergency_of_two_answers_names_both(kb: KnowledgeBase) -> None:
    """A rule over two lists reads both ticks back and re-opens the one just answered."""
    asker = ScriptedAsker(
        script(safety_nerves=("weak-foot",), safety_you=[Given(("cancer",)), Given(NONE)]), choices=["change"]
    )

    answers = converse(kb, {}, asker)

    assert asker.chosen[0][:3] == ("You ticked:", "One foot weaker", "Had cancer")
    assert asked(asker)[1:4] == ["safety-nerves", "safety-you", "safety-you"]
    assert answers["safety-you"] == NONE


def test_a_sign_is_not_lost_by_going_further_back(kb: KnowledgeBase) -> None:
    """Not right, back, another question answered: the sign still stands and is asked about again."""
    asker = ScriptedAsker(
        script(safety_nerves=("weak-foot",), safety_you=[Given(("cancer",)), BACK]), choices=["change", "yes"]
    )

    answers = converse(kb, {}, asker)

    assert asked(asker)[1:] == ["safety-nerves", "safety-you", "safety-you", "safety-nerves"]
    assert len(asker.chosen) == 2
    assert answers == {"age": 34.0, "safety-nerves": ("weak-foot",), "safety-you": ("cancer",)}


def test_a_changed_safety_answer_says_that_the_level_changed(kb: KnowledgeBase) -> None:
    """The level is worked out again at once."""
    asker = ScriptedAsker(
        script(safety_you=[Given(NONE), Given(("cancer",))], exercise=[BACK, Given(("squat",))]),
    )

    converse(kb, {}, asker)

    assert len(asker.notes) == 1
    assert "how urgent" in asker.notes[0]
    assert f"Before: {NO_SIGN}. Now: CLINICIAN." in asker.notes[0]


def test_all_answers_stand_together_before_the_advice(kb: KnowledgeBase) -> None:
    """Enter shows the advice; a picked row is put again, what hangs on it is asked, and the summary comes once more."""
    asker = ScriptedAsker(
        script(exercise=[Given(("deadlift",)), Given(("squat",))], signs_squat=("tucks",)), choices=["exercise"]
    )

    answers = converse(kb, {}, asker)

    assert [said[0] for said in asker.chosen] == [SUMMARY, SUMMARY]
    assert asker.chosen[0][2].startswith("Yes")
    assert len(asker.chosen[0]) == 3 + len(set(asked(asker)) - {"signs-squat"})
    assert any("Which lift?" in row and "Squat" in row for row in asker.chosen[1])
    assert answers["signs-squat"] == ("tucks",)
    assert "signs-deadlift" not in answers


def test_back_from_the_summary_is_the_last_question(kb: KnowledgeBase) -> None:
    """As from everywhere else."""
    asker = ScriptedAsker(script(pain_course=[Given(("easing",)), Given(("worse",))]), choices=[Move.BACK])

    assert converse(kb, {}, asker)["pain-course"] == ("worse",)


def test_an_emergency_has_no_summary(kb: KnowledgeBase) -> None:
    """It was confirmed, and ends with the action at once."""
    asker = ScriptedAsker(script(safety_nerves=("numb-saddle",)))

    converse(kb, {}, asker)

    assert [said[0] for said in asker.chosen] == ["You ticked:"]


def test_every_answer_is_kept_as_it_is_given(kb: KnowledgeBase) -> None:
    """With the order, so that an interview can go on where it stopped."""
    kept: list[tuple[list[str], list[str]]] = []
    terms = Terms(keep=lambda answers, order: kept.append((sorted(answers), list(order))))

    answers = converse(kb, {}, ScriptedAsker(script()), terms)

    assert len(kept) == len(answers)
    assert kept[0] == (["age"], ["age"])
    assert sorted(kept[-1][1]) == kept[-1][0] == sorted(answers)


def test_ticks_of_an_earlier_sitting_stand_and_count(kb: KnowledgeBase) -> None:
    """They are to be confirmed, and whoever leaves before that still hears of them."""
    asker = ScriptedAsker(script(safety_nerves=[Left(EndReason.USER)]))

    with pytest.raises(Left) as left:
        converse(kb, {}, asker, Terms(ticked={"safety-nerves": ("weak-foot",)}))

    assert asker.screens[1].previous == ("weak-foot",)
    assert left.value.answers == {"age": 34.0}
    assert left.value.known == {"age": 34.0, "safety-nerves": ("weak-foot",)}


class _SaysNo(ScriptedAsker):
    """Says no to each row of a walk, and takes the first row elsewhere."""

    def choose(
        self, prompt: str, rows: Sequence[Row], *, lines: Sequence[str] = (), heading: str = "", pointed: str = ""
    ) -> str | Move:
        return "no" if "no" in [row.id for row in rows] else rows[0].id


def test_rows_that_are_no_longer_offered_stand_where_they_were_ticked_and_count() -> None:
    """Rows of before, and rows that are hidden at this age: shown with their tick, and kept when the list is walked."""
    kb = load_knowledge()
    rows = [(one, row) for one in kb.danger_lists for row in one.options if row.retired or row.hide_when]
    assert {row.retired for _, row in rows} == {True, False}
    for question, row in rows:
        for age in ("under-16", "70-up"):
            asker = _SaysNo({question.id: [Given((row.id, "unsure"))], "exercise": []})
            known: dict[str, Answer] = {one.id: NONE for one in kb.danger_lists if one is not question}
            try:
                said = converse(kb, {**known, "age": (age,)}, asker, Terms(ticked={question.id: (row.id,)}))
            except Left as left:
                said = left.answers
            assert row.id in [shown.id for shown in asker.screens[0].rows]
            assert said[question.id] == (row.id,)


def test_signs_can_be_drawn_and_nothing_else(kb: KnowledgeBase) -> None:
    """The figure is looked up by question and option."""
    asker = ScriptedAsker(script(exercise=("squat",)))

    converse(kb, {}, asker, Terms(figures=lambda question, option: [f"{question} {option}"]))

    drawn = {screen.question.id: screen.figure for screen in asker.screens}
    figure = drawn.pop("signs-squat")
    assert figure is not None
    assert figure("tucks") == ["signs-squat tucks"]
    assert set(drawn.values()) == {None}


def test_a_lift_can_be_typed(kb: KnowledgeBase) -> None:
    """A short form is found, and the person is told as what it was taken."""
    asker = ScriptedAsker(script(exercise=(TYPED_LIFT,)), texts=["gm"])

    answers = converse(kb, {}, asker)

    assert answers["exercise"] == ("good-morning",)
    assert "Good morning" in asker.notes[0]


def test_only_the_menu_of_lifts_is_listed(kb: KnowledgeBase) -> None:
    """A short list of movements; every other lift is found by its name."""
    asker = ScriptedAsker(script())

    converse(kb, {}, asker)

    shown = next(screen for screen in asker.screens if screen.question.id == "exercise")
    assert [row.id for row in shown.rows] == ["squat", "deadlift", "other-training", TYPED_LIFT, "unsure"]


def test_an_unknown_lift_counts_as_other_training(kb: KnowledgeBase) -> None:
    """No dead end for a name nobody knows."""
    asker = ScriptedAsker(script(exercise=(TYPED_LIFT,)), texts=["underwater basket weaving"])

    answers = converse(kb, {}, asker)

    assert answers["exercise"] == ("other-training",)
    assert asker.notes == [UNKNOWN_LIFT]


def test_back_from_typing_is_the_list_of_lifts(kb: KnowledgeBase) -> None:
    """The name can be left untyped."""
    asker = ScriptedAsker(script(exercise=[Given((TYPED_LIFT,)), Given(("squat",))]), texts=[Move.BACK])

    answers = converse(kb, {}, asker)

    assert answers["exercise"] == ("squat",)


def test_a_typed_lift_has_a_row_on_the_way_back(kb: KnowledgeBase) -> None:
    """So that Enter keeps it and nobody types its name twice. The numbers of the other lifts stay."""
    asker = ScriptedAsker(
        script(exercise=[Given((TYPED_LIFT,)), Given(("squat",))], pain_course=[BACK, Given(("easing",))]), texts=["gm"]
    )

    converse(kb, {}, asker)

    again = [screen for screen in asker.screens if screen.question.id == "exercise"][1]
    assert again.previous == ("good-morning",)
    rows = ["squat", "deadlift", "other-training", "good-morning", TYPED_LIFT, "unsure"]
    assert [row.id for row in again.rows] == rows
    assert "good-morning" not in [row.id for row in again.more]


def test_review_lists_all_answers_and_comes_back(kb: KnowledgeBase) -> None:
    """Jump to any answer, change it, and go on where one was."""
    asker = ScriptedAsker(
        script(age=[Given(34.0), Given(50.0)], pain_course=[REVIEW, Given(("easing",))]), choices=["age"]
    )

    answers = converse(kb, {}, asker)

    assert "How old are you? 34 years" in asker.chosen[0]
    assert asked(asker)[-3:] == ["pain-course", "age", "pain-course"]
    assert answers["age"] == 50.0


def test_review_without_a_change_goes_on(kb: KnowledgeBase) -> None:
    """Nothing is asked again. That row is pointed at, as in a check-in, so Enter alone leads back."""
    asker = ScriptedAsker(script(safety_you=[REVIEW, Given(NONE)]))

    converse(kb, {}, asker)

    assert asked(asker)[2:5] == ["safety-you", "safety-you", "exercise"]


def test_leaving_carries_the_answers_so_far(kb: KnowledgeBase) -> None:
    """What was given can be saved; the reason is the front end's."""
    asker = ScriptedAsker(script(safety_you=[Left(EndReason.SIGTERM)]))

    with pytest.raises(Left) as left:
        converse(kb, {}, asker)

    assert left.value.reason is EndReason.SIGTERM
    assert left.value.answers == {"age": 34.0, "safety-nerves": NONE}
    assert left.value.known == left.value.answers


def test_leaving_while_an_emergency_is_read_back_keeps_the_sign(kb: KnowledgeBase) -> None:
    """A ticked sign is never silently dropped."""

    class Leaving(ScriptedAsker):
        def choose(self, *_: object, **__: object) -> str | Move:
            raise Left(EndReason.USER)

    with pytest.raises(Left) as left:
        converse(kb, {}, Leaving(script(safety_nerves=("numb-saddle",))))

    assert left.value.known == {"age": 34.0, "safety-nerves": ("numb-saddle",)}


def test_a_tick_that_was_not_entered_is_known_but_not_saved(kb: KnowledgeBase) -> None:
    """Ctrl-C with a danger sign ticked: its advice can be printed, but the answer was not given."""
    asker = ScriptedAsker(script(safety_nerves=[Left(EndReason.USER, ("weak-foot",))]))

    with pytest.raises(Left) as left:
        converse(kb, {}, asker)

    assert left.value.answers == {"age": 34.0}
    assert left.value.known == {"age": 34.0, "safety-nerves": ("weak-foot",)}


def test_ticks_made_before_going_back_stand_again(kb: KnowledgeBase) -> None:
    """Ticks that were not entered are shown on the way forward, and known when one leaves before that."""
    asker = ScriptedAsker(
        script(
            safety_nerves=[Given(NONE), Given(NONE)],
            safety_you=[Turned(Move.BACK, ("cancer",)), Left(EndReason.EOF)],
        )
    )

    with pytest.raises(Left) as left:
        converse(kb, {}, asker)

    assert asked(asker)[1:] == ["safety-nerves", "safety-you", "safety-nerves", "safety-you"]
    assert asker.screens[4].previous == ("cancer",)
    assert left.value.known["safety-you"] == ("cancer",)
    assert "safety-you" not in left.value.answers


def test_an_emergency_known_from_outside_asks_nothing(kb: KnowledgeBase) -> None:
    """A resumed emergency ends before the first question."""
    asker = ScriptedAsker({})

    answers = converse(kb, {"safety-nerves": ("numb-saddle",)}, asker)

    assert answers == {"safety-nerves": ("numb-saddle",)}
    assert asker.screens == []


@pytest.mark.parametrize(("answer", "told"), [("numb", "dull or tingling"), ("unsure", "you were not sure")])
def test_an_answer_about_a_tick_is_read_back_with_its_row(answer: str, told: str) -> None:
    """By itself nobody would know what it is about; so of a doubt too."""
    kb = load_knowledge()
    row = kb.follow_ups["safety-nerves", "numb-saddle"].row_label
    known = {"age": ("20-44",), "safety-body": NONE, "safety-nerves": ("numb-saddle",)}
    asker = ScriptedAsker({"safety-numb-saddle": (answer,)})

    converse(kb, known, asker)

    [line] = [line for line in asker.chosen[0] if line.startswith(row)]
    assert told in line
