"""Plain mode: typed lines in, plain text out, not one escape byte."""

from __future__ import annotations

import io
import os
import signal

import pytest

from backcheck.ask.conversation import converse
from backcheck.ask.plain import PlainAsker
from backcheck.ask.port import EndReason, Given, Left, Move, Reply, Row, Turned
from backcheck.ask.screens import NONE_STANDS_ALONE, build_screen
from backcheck.knowledge.model import KnowledgeBase
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.interview import Progress
from tests.ask.outside import send_when


def put(kb: KnowledgeBase, name: str, *lines: str, previous: Answer | None = None) -> tuple[Reply, str]:
    """The reply to one question when these lines are typed, and what was said."""
    out = io.StringIO()
    asker = PlainAsker(io.StringIO("".join(f"{line}\n" for line in lines)), out)
    screen = build_screen(kb.questions[name], Progress(4, 12), previous=previous)
    return asker.ask(screen), out.getvalue()


@pytest.mark.parametrize(
    ("name", "line", "reply"),
    [
        ("pain-course", "2", Given(("worse",))),
        ("pain-course", " 1. ", Given(("easing",))),
        ("pain-course", "u.", Given(("unsure",))),
        ("pain-course", "getting WORSE", Given(("worse",))),
        ("exercise", "Good Morning", Given(("good-morning",))),
        ("pain-course", "u", Given(("unsure",))),
        ("pain-course", "b", Turned(Move.BACK)),
        ("pain-course", "BACK", Turned(Move.BACK)),
        ("pain-course", "r", Turned(Move.REVIEW)),
        ("safety-you", "1, 2", Given(("cancer", "thinner"))),
        ("safety-you", "2 1 2", Given(("cancer", "thinner"))),
        ("safety-you", "2,1,u", Given(("cancer", "thinner", "unsure"))),
        ("safety-you", "0", Given(("none",))),
        ("safety-you", "None", Given(("none",))),
        ("safety-you", "none of these", Given(("none",))),
        ("safety-you", "u", Given(("unsure",))),
        ("age", "34", Given(34.0)),
        ("age", "34,5", Given(34.5)),
        ("age", "u", Given(("unsure",))),
    ],
)
def test_a_line_is_an_answer(kb: KnowledgeBase, name: str, line: str, reply: Reply) -> None:
    """Numbers, words, commas and blanks."""
    assert put(kb, name, line)[0] == reply


@pytest.mark.parametrize("fault", ["", "0", "3", "5", "1x", "1 2", "99999999999", "-1", "²", "maybe", "k"])
def test_a_fault_repeats_the_valid_answers(kb: KnowledgeBase, fault: str) -> None:
    """An empty line is no answer either."""
    reply, said = put(kb, "pain-course", fault, "1")

    assert reply == Given(("easing",))
    assert said.count("That is not one of the answers.") == 1
    assert said.count("Type one number from 1 to 2.") == 2


@pytest.mark.parametrize("fault", ["nan", "inf", "4", "111", "1e9", "thirty", ""])
def test_a_number_out_of_range_repeats_the_range(kb: KnowledgeBase, fault: str) -> None:
    """With the unit."""
    reply, said = put(kb, "age", fault, "34")

    assert reply == Given(34.0)
    assert said.count("Type a number from 5 to 110 (years).") == 2


def test_none_beside_another_tick_is_refused(kb: KnowledgeBase) -> None:
    """In the same words as in the full prompt."""
    reply, said = put(kb, "safety-you", "1 0", "1")

    assert reply == Given(("cancer",))
    assert NONE_STANDS_ALONE in said


def test_why_is_told_and_the_question_stays(kb: KnowledgeBase) -> None:
    """With the words that can be typed; a question mark is no answer."""
    reply, said = put(kb, "pain-course", "?", "1")

    assert reply == Given(("easing",))
    assert "Why we ask: The course tells most." in said


def test_an_old_answer_is_told_and_kept_by_a_word(kb: KnowledgeBase) -> None:
    """Never by an empty line."""
    reply, said = put(kb, "safety-you", "", "k", previous=("none",))

    assert reply == Given(("none",))
    assert "You said: None of these. Type k to keep it." in said


def test_what_is_read_aloud(kb: KnowledgeBase) -> None:
    """Where one is, the question, each row, what to type. What counts is said on request: it would take minutes."""
    said = put(kb, "safety-nerves", "0")[1].splitlines()

    assert said[:7] == [
        "",
        "Question 4 of about 12.",
        "Is any of this new?",
        "1. Numb between the legs",
        "2. One foot weaker",
        "0. None of these",
        "u. Not sure",
    ]
    assert "Even a small patch counts." not in " ".join(said)
    assert said[-1] == "Answer: Your answer: None of these."


@pytest.mark.parametrize("line", ["h all", "h 1", "HELP 1"])
def test_what_counts_is_said_on_request(kb: KnowledgeBase, line: str) -> None:
    """For one row or for all; the question stays open."""
    reply, said = put(kb, "safety-nerves", line, "h 2", "0")

    assert reply == Given(("none",))
    assert "Numb between the legs. Even a small patch counts." in said
    assert "There is nothing more to say about that row." in said


def test_what_counts_is_said_of_a_sign_that_was_ticked(kb: KnowledgeBase) -> None:
    """Whoever ticked it too quickly can go back."""
    assert "Numb between the legs. Even a small patch counts." in put(kb, "safety-nerves", "1")[1]


def test_the_letters_are_explained_once(kb: KnowledgeBase) -> None:
    """Then they are only named, and h says them in full again."""
    out = io.StringIO()
    asker = PlainAsker(io.StringIO("0\n0\nh\n0\n"), out)
    for name in ("safety-nerves", "safety-you"):
        asker.ask(build_screen(kb.questions[name], Progress(1, 9)))
    said = out.getvalue()
    assert said.count("q quits") == 1
    assert "Letters:" in said
    asker.ask(build_screen(kb.questions["safety-you"], Progress(3, 9)))
    assert out.getvalue().count("q quits") == 2


def test_signs_can_be_drawn_in_lines(kb: KnowledgeBase) -> None:
    """f and a number; a row without a drawing says so."""
    question = kb.questions["signs-squat"]
    drawings = {"tucks": ["  o", " /|\x1b[31m", " / |"]}
    out = io.StringIO()
    asker = PlainAsker(io.StringIO("f 2\nf 1\n1\n"), out)
    asker.ask(build_screen(question, Progress(1, 9), figure=drawings.get))

    assert "  o\n /|\n / |\n" in out.getvalue()
    assert "There is no picture of this row." in out.getvalue()


def test_a_row_is_chosen(kb: KnowledgeBase) -> None:
    """As in the reading back of an emergency."""
    asker = PlainAsker(io.StringIO("\n7\n2\nb\n"), io.StringIO())
    rows = (Row("yes", "Yes"), Row("no", "No"))

    assert asker.choose("Is that right?", rows, lines=("A sign",)) == "no"
    assert asker.choose("Is that right?", rows) is Move.BACK


def test_a_row_of_its_own_takes_the_letter_that_leaves() -> None:
    """So that whoever offers it can ask what is to be kept; nothing asks twice."""
    rows = (Row("look", "Look"), Row("quit", "Quit", key="q"))
    for typed in ("q", "quit"):
        asker = PlainAsker(io.StringIO(f"{typed}\n"), io.StringIO())
        asker.loss = lambda: "All of it is lost."
        assert asker.choose("What now?", rows) == "quit"


def test_words_are_typed() -> None:
    """A blank line is none, and they keep their case."""
    asker = PlainAsker(io.StringIO("\n Good Morning \nb\n"), io.StringIO())

    assert asker.ask_text("Which lift?", "") == "Good Morning"
    assert asker.ask_text("Which lift?", "") is Move.BACK


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("", EndReason.EOF), ("1\n", EndReason.EOF), ("q\ny\n", EndReason.QUIT), ("q\nno\nq\nQ\n", EndReason.QUIT)],
)
def test_leaving_carries_the_answers(kb: KnowledgeBase, typed: str, reason: EndReason) -> None:
    """The end of the input, and the word for it."""
    asker = PlainAsker(io.StringIO("34\n0\n" + typed), io.StringIO())

    with pytest.raises(Left) as left:
        converse(kb, {}, asker)

    assert left.value.reason is reason
    assert left.value.answers["safety-nerves"] == ("none",)


def test_a_whole_interview_without_one_escape_byte(kb: KnowledgeBase) -> None:
    """Same conversation, same answers; hostile typing is not said back to the terminal."""
    out = io.StringIO()
    asker = PlainAsker(io.StringIO("34\n0\n0\n4\n\x1b]0;x\x07gm\n1\n1\n"), out)
    answers = converse(kb, {}, asker)

    assert answers["exercise"] == ("good-morning",)
    assert answers["pain-course"] == ("easing",)
    assert "\x1b" not in out.getvalue()
    assert max(map(len, out.getvalue().splitlines())) <= 79


def test_a_signal_ends_the_reading(kb: KnowledgeBase) -> None:
    """SIGTERM while a line is awaited."""
    reading, writing = os.pipe()
    with os.fdopen(reading) as source, os.fdopen(writing, "w"):
        out = io.StringIO()
        sender = send_when(lambda: out.getvalue().endswith("Answer: "), signal.SIGTERM)
        with pytest.raises(Left) as left:
            converse(kb, {}, PlainAsker(source, out))
        sender.join()

    assert left.value.reason is EndReason.SIGTERM
