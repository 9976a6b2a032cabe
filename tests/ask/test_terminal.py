"""The full prompt, key by key, through a pipe instead of a keyboard; and what it draws, on a terminal emulator."""

from __future__ import annotations

import io
import re
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress

import pyte
import pytest
from msgspec.structs import replace
from prompt_toolkit.application import Application, create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput
from prompt_toolkit.output.vt100 import Vt100_Output

from backcheck.ask.conversation import converse
from backcheck.ask.panels import Panel, PanelView
from backcheck.ask.port import EndReason, Given, Left, Move, Reply, Row, Screen, Turned
from backcheck.ask.screens import NONE_STANDS_ALONE, NOTHING_TICKED, build_screen
from backcheck.ask.terminal import TerminalAsker
from backcheck.ask.tty import CLOSE_PAGE, OPEN_PAGE
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import Option, Question
from backcheck.reasoning.answers import Answer
from backcheck.reasoning.interview import Progress
from tests.ask.outside import send_when

UP, DOWN, LEFT, END, HOME = "\x1b[A", "\x1b[B", "\x1b[D", "\x1b[F", "\x1b[H"
ENTER, BACKSPACE, CTRL_C, CTRL_D, CTRL_Q = "\r", "\x7f", "\x03", "\x04", "\x11"
SHIFT_TAB, CTRL_B = "\x1b[Z", "\x02"
PAGE_UP, PAGE_DOWN = "\x1b[5~", "\x1b[6~"

Ask = Callable[..., Reply]


class Paper:
    """A terminal of a given size that keeps every state it was drawn in, and presses one key after each."""

    def __init__(self, columns: int, rows: int, press: Callable[[], None] = lambda: None) -> None:
        self._press = press
        self.screen = pyte.Screen(columns, rows)
        self.screen.set_mode(pyte.modes.LNM)
        self._stream = pyte.Stream(self.screen)
        self.states: list[str] = []
        self.sent = ""

    def write(self, data: str) -> int:
        """Feeds the emulator."""
        self.sent += data
        self._stream.feed(data)
        return len(data)

    def flush(self) -> None:
        """Keeps what stands on the screen now."""
        self.states.append("\n".join(line.rstrip() for line in self.screen.display).rstrip())
        if self.states[-1]:
            self._press()

    def last_with(self, words: str) -> str:
        """The last state in which these words stood."""
        return next(state for state in reversed(self.states) if words in state)


def output_on(paper: Paper, columns: int, rows: int) -> Vt100_Output:
    """An output of prompt_toolkit that draws on the paper."""
    return Vt100_Output(paper, lambda: Size(rows, columns), term="xterm")  # type: ignore[arg-type]


@pytest.fixture
def pipe() -> Iterator[PipeInput]:
    """A keyboard."""
    with create_pipe_input() as keyboard:
        yield keyboard


@pytest.fixture
def ask(kb: KnowledgeBase, pipe: PipeInput) -> Ask:
    """Asks one question of the small knowledge base with these keys typed."""

    def asking(name: str, keys: str, previous: Answer | None = None) -> Reply:
        pipe.send_text(keys)
        asker = TerminalAsker(colour=False, source=pipe, output=DummyOutput())
        return asker.ask(build_screen(kb.questions[name], Progress(1, 9), previous=previous))

    return asking


# -- one of several ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (DOWN + ENTER, "easing"),
        (DOWN * 2 + ENTER, "worse"),
        (UP + ENTER, "unsure"),
        (END + ENTER, "unsure"),
        (END + HOME + ENTER, "easing"),
        (PAGE_DOWN * 2 + ENTER, "unsure"),
        (END + PAGE_UP + ENTER, "easing"),
        ("2" + ENTER, "worse"),
        ("12" + ENTER, "worse"),
        ("u" + ENTER, "unsure"),
        ("jj" + ENTER, "worse"),
        ("jjk" + ENTER, "easing"),
        (ENTER + "1" + ENTER, "easing"),
        ("xyz" + DOWN * 2 + "\n", "worse"),
        ("1" + "??" + ENTER, "easing"),
        ("1" + "h" + ENTER + ENTER, "easing"),
        ("1" + "?2" + ENTER, "easing"),
        (CTRL_Q + DOWN + ENTER, "easing"),
    ],
)
def test_one_is_chosen_by_a_row_and_enter(ask: Ask, keys: str, answer: str) -> None:
    """Enter alone chooses nothing, keys that mean nothing do nothing, and with the keys told no row is chosen."""
    assert ask("pain-course", keys) == Given((answer,))


def test_the_old_answer_is_pointed_at(ask: Ask) -> None:
    """Enter on the way back gives the same answer again."""
    assert ask("pain-course", ENTER, previous=("worse",)) == Given(("worse",))


@pytest.mark.parametrize("key", [LEFT, BACKSPACE, "\x08"])
def test_left_and_backspace_go_back(ask: Ask, key: str) -> None:
    """Both, everywhere."""
    assert ask("pain-course", key) == Turned(Move.BACK)


def test_r_is_review(ask: Ask) -> None:
    """All answers at a key."""
    assert ask("pain-course", "r") == Turned(Move.REVIEW)


@pytest.mark.parametrize(("key", "reason"), [(CTRL_C, EndReason.USER), (CTRL_D, EndReason.EOF)])
@pytest.mark.parametrize("name", ["pain-course", "safety-you", "age"])
def test_ctrl_c_and_ctrl_d_leave(ask: Ask, name: str, key: str, reason: EndReason) -> None:
    """From every kind of question, also with something typed or ticked."""
    with pytest.raises(Left) as left:
        ask(name, "1" + key if name != "pain-course" else key)

    assert left.value.reason is reason
    assert left.value.ticked == (("cancer",) if name == "safety-you" else ())


def test_a_closed_keyboard_leaves(kb: KnowledgeBase, pipe: PipeInput) -> None:
    """The end of the input is no answer."""
    pipe.close()
    asker = TerminalAsker(colour=False, source=pipe, output=DummyOutput())

    with pytest.raises(Left) as left:
        asker.ask(build_screen(kb.questions["pain-course"], Progress(1, 9)))

    assert left.value.reason is EndReason.EOF


def test_pasted_text_chooses_nothing(ask: Ask) -> None:
    """A paste is not a row of keys."""
    assert ask("pain-course", "\x1b[200~2\r2\r\x1b[201~" + ENTER + "1" + ENTER) == Given(("easing",))


# -- several -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (" " + ENTER, ("cancer",)),
        (DOWN + " " + UP + " " + ENTER, ("cancer", "thinner")),
        ("21" + ENTER, ("cancer", "thinner")),
        ("121" + ENTER, ("thinner",)),
        ("0" + ENTER, ("none",)),
        (END + UP + " " + ENTER, ("none",)),
        ("u" + ENTER, ("unsure",)),
        ("2u" + ENTER, ("thinner", "unsure")),
        (END + " " + ENTER, ("unsure",)),
        (ENTER + "1" + ENTER, ("cancer",)),
        ("ai" + ENTER + "2" + ENTER, ("thinner",)),
        ("10" + ENTER + "0" + ENTER, ("cancer",)),
        ("0u" + ENTER + "0" + ENTER, ("unsure",)),
        ("39" + "1" + ENTER, ("cancer",)),
    ],
)
def test_several_are_ticked(ask: Ask, keys: str, answer: tuple[str, ...]) -> None:
    """Enter alone, all, invert, and none beside another tick give no answer; the keys after them do."""
    assert ask("safety-you", keys) == Given(answer)


def test_back_carries_what_stood_ticked(ask: Ask) -> None:
    """So that it can stand ticked again."""
    assert ask("safety-you", "2" + LEFT) == Turned(Move.BACK, ("thinner",))


def test_old_ticks_stand_again_but_none_does_not(ask: Ask) -> None:
    """Enter alone never says that all is well, not even for the second time."""
    assert ask("safety-you", ENTER, previous=("thinner", "unsure")) == Given(("thinner", "unsure"))
    assert ask("safety-you", ENTER + " " + ENTER, previous=("none",)) == Given(("none",))


# -- a number ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        ("34" + ENTER, 34.0),
        ("34,5" + ENTER, 34.5),
        ("345" + BACKSPACE + ENTER, 34.0),
        ("3" + LEFT + "4" + ENTER, 43.0),
        ("4" + ENTER + "4" + ENTER, 44.0),
        (ENTER + "34\n", 34.0),
        ("nan" + ENTER + "34" + ENTER, 34.0),
        ("u" + ENTER, ("unsure",)),
        ("3u" + ENTER + BACKSPACE + ENTER + "4" + ENTER, 34.0),
        ("??34" + "?" + ENTER + ENTER, 34.0),
    ],
)
def test_a_number_is_typed(ask: Ask, keys: str, answer: Answer) -> None:
    """Out of range, no number and nothing at all are refused; the keys after them count."""
    assert ask("age", keys) == Given(answer)


@pytest.mark.parametrize("keys", [LEFT, BACKSPACE, "34" + SHIFT_TAB, "34" + CTRL_B, "3" + BACKSPACE + LEFT])
def test_back_from_a_number(ask: Ask, keys: str) -> None:
    """Left and Backspace edit while there is something to edit."""
    assert ask("age", keys) == Turned(Move.BACK)


def test_enter_keeps_an_old_number(ask: Ask) -> None:
    """The line above says which."""
    assert ask("age", ENTER, previous=34.0) == Given(34.0)


def test_review_from_a_number(ask: Ask) -> None:
    """No number has an r."""
    assert ask("age", "r") == Turned(Move.REVIEW)


# -- choosing and typing -----------------------------------------------------------------------------------------------

YES_OR_NO = (Row("yes", "Yes"), Row("no", "No"))


@pytest.mark.parametrize(
    ("keys", "chosen"), [(ENTER + DOWN + ENTER, "yes"), ("k" + ENTER, "no"), ("2" + ENTER, "no"), (LEFT, Move.BACK)]
)
def test_a_row_is_chosen(pipe: PipeInput, keys: str, chosen: str | Move) -> None:
    """Not sure and review mean nothing here, and Enter alone chooses nothing."""
    pipe.send_text("ur??" + keys)
    asker = TerminalAsker(colour=False, source=pipe, output=DummyOutput())

    assert asker.choose("Is that right?", YES_OR_NO, lines=("A sign",)) == chosen


@pytest.mark.parametrize(
    ("opened", "before", "chosen"),
    [(True, "", "go-on"), (True, "/n", "no"), (True, "/n" + ENTER, "no"), (False, "", "no")],
)
def test_escape_closes_a_list_that_was_opened(pipe: PipeInput, opened: bool, before: str, chosen: str | Move) -> None:
    """A search in it is closed first, and a list that nobody opened stays."""
    pipe.send_text(before + "\x1b")
    later = threading.Timer(1, pipe.send_text, ("2" + ENTER,))
    later.start()
    asker = TerminalAsker(colour=False, source=pipe, output=DummyOutput())

    rows = (*YES_OR_NO, Row("go-on", "Go on", closes=opened))
    assert asker.choose("Your answers. Pick one to change it.", rows, pointed="go-on") == chosen
    later.cancel()


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("good morning" + ENTER, "good morning"),
        (ENTER + "  " + ENTER + BACKSPACE * 2 + "rdl" + ENTER, "rdl"),
        (LEFT, Move.BACK),
        ("ab" + SHIFT_TAB, Move.BACK),
        ("u?r" + ENTER, "u?r"),
        ("\x1b[200~good\r\nmorning\r\x1b[201~" + ENTER, "good morning"),
    ],
)
def test_words_are_typed(pipe: PipeInput, keys: str, text: str | Move) -> None:
    """Letters are letters here; a blank line is no answer."""
    pipe.send_text(keys)
    asker = TerminalAsker(colour=False, source=pipe, output=DummyOutput())

    assert asker.ask_text("Which lift?", "Gym names work.") == text


# -- what is drawn -----------------------------------------------------------------------------------------------------


def draw(screen: Screen, pipe: PipeInput, *keys: str, size: tuple[int, int] = (80, 24), colour: bool = False) -> Paper:
    """Asks with these keys, each pressed when the one before has been drawn, and returns all that was drawn."""
    left = iter(keys)
    paper = Paper(*size, lambda: pipe.send_text(next(left, "")))
    asker = TerminalAsker(colour=colour, source=pipe, output=output_on(paper, *size))
    asker.ask(screen)
    return paper


def long_list(rows: int, label: str, help_text: str) -> Screen:
    """A safety list as long as they come."""
    options = tuple(Option(id=f"o{n}", label=f"{label} {n}", help=help_text, check=help_text) for n in range(rows))
    question = Question(
        id="long", stage="safety", kind="many", prompt="Is any of this true of the pain?", why="So.", options=options
    )
    return build_screen(question, Progress(4, 12))


def test_the_whole_list_is_in_view_with_the_help_of_the_pointed_row(pipe: PipeInput) -> None:
    """Eight rows, none and not sure at 80x24, the help below, nothing cut, the place in the interview on top."""
    screen = long_list(8, "A label that is forty-eight characters long,", "Counts: " + "a word " * 16)

    paper = draw(screen, pipe, "u", ENTER)
    shown = next(state for state in paper.states if "Question 4 of about 12" in state)

    assert all(f"characters long, {n}" in shown for n in range(8))
    assert "[ ] 0 None of these" in shown
    assert "[ ] u Not sure" in shown
    assert "Counts: a word" in shown
    assert "q quits." in shown
    assert "[x]" not in shown


def test_the_height_does_not_change_with_the_help(kb: KnowledgeBase, pipe: PipeInput) -> None:
    """Only the first row has help; on the second the keys stand on the same line."""
    paper = draw(build_screen(kb.questions["safety-nerves"], Progress(1, 9)), pipe, DOWN, DOWN, "1", "u", ENTER)

    full = [state.splitlines() for state in paper.states if "Space ticks" in state]

    assert (
        len({lines.index("Space ticks, Enter goes on, Left goes back. ? keys and why, q quits.") for lines in full})
        == 1
    )
    assert any("Even a small patch counts." in line for line in full[0])
    assert not any("Even a small patch counts." in line for line in full[1])


def test_long_labels_hang_and_are_never_cut_in_a_word(pipe: PipeInput) -> None:
    """At 40 columns every word stands whole, under the beginning of its label."""
    screen = long_list(3, "Sudden severe belly, pelvic or testicle pain that climbs", "")

    shown = draw(screen, pipe, "u", ENTER, size=(40, 24)).last_with("Question 4")

    assert "  [ ] 2 Sudden severe belly, pelvic or\n        testicle pain that climbs 1" in shown


def test_a_small_window_scrolls_and_says_so(pipe: PipeInput) -> None:
    """At 24x12 the pointed row stays in view."""
    screen = long_list(8, "Sudden severe belly pain", "A help line that is long enough to wrap a few times over.")

    shown = draw(screen, pipe, *[DOWN] * 6, "u", ENTER, size=(24, 12)).last_with("> [ ] 7")

    assert "Rows 6 to 9 of 10" in shown


@pytest.mark.parametrize("size", [(24, 12), (40, 24), (80, 24), (120, 40), (20, 8), (80, 6)])
def test_no_window_makes_it_fail(kb: KnowledgeBase, pipe: PipeInput, size: tuple[int, int]) -> None:
    """Whatever the size, a key is an answer."""
    screen = long_list(8, "Sudden severe belly, pelvic or testicle pain", "Help " * 30)

    paper = draw(screen, pipe, "?", DOWN, ENTER, "1", "u", ENTER, size=size)

    assert "too small" not in "".join(paper.states)


def test_why_unfolds_and_folds(kb: KnowledgeBase, pipe: PipeInput) -> None:
    """A question mark shows the reason under the list, another one hides it."""
    paper = draw(build_screen(kb.questions["pain-course"], Progress(1, 9)), pipe, "?", "?", DOWN, ENTER)

    shown = ["Why we ask: The course tells most." in state for state in paper.states if "Question 1" in state]

    assert shown[:4] == [False, True, False, False]


def test_messages_say_what_is_wrong(kb: KnowledgeBase, pipe: PipeInput) -> None:
    """Enter alone, and none beside another tick."""
    screen = build_screen(kb.questions["safety-you"], Progress(1, 9))

    assert NOTHING_TICKED in "".join(draw(screen, pipe, ENTER, LEFT).states)
    assert NONE_STANDS_ALONE in "".join(draw(screen, pipe, "10", ENTER, LEFT).states)


def test_a_sign_is_drawn_at_a_key(kb: KnowledgeBase, pipe: PipeInput) -> None:
    """In the place of the list; the same key brings the list back; a row without a drawing says so."""
    drawings = {"tucks": ["  o  ", " /|  " + "x" * 200, " / \\ "]}
    screen = build_screen(kb.questions["signs-squat"], Progress(1, 9), figure=drawings.get)

    paper = draw(screen, pipe, "f", DOWN, "f", "f", "1", ENTER)

    assert "There is no picture of this row." in "".join(paper.states)
    drawn = paper.last_with(" /|")
    assert "> It tucks" in drawn
    assert "[ ]" not in drawn
    assert "[ ] 2 It tucks" in paper.last_with("[x] 1")
    assert "f picture" in paper.last_with("Space ticks")


def test_a_pause_is_one_line() -> None:
    """It stands below a first screen that fills the window: a line more scrolls the verdict away."""
    drawn = Panel("", "", ("Enter: why. q: quit.",)).draw(80, 23, PanelView())

    assert drawn.lines == [[("lead", "  Enter: why. q: quit.")]]


def test_a_drawing_in_colour_shows_no_code(kb: KnowledgeBase, pipe: PipeInput) -> None:
    """Codes become colours or nothing, and count for nothing where a line is cut; the way back is named."""
    drawings = {"tucks": [f"\x1b[1;31m{'o' * 30}\x1b[0m{'|' * 30}\x1b[36m{'x' * 60}\x1b[0m"]}
    screen = build_screen(kb.questions["signs-squat"], Progress(1, 9), figure=drawings.get)

    drawn = draw(screen, pipe, DOWN, "f", "f", "1", ENTER).last_with("ooo")

    assert "[1;31m" not in drawn
    assert f"{'o' * 30}{'|' * 30}{'x' * 19}\n" in drawn
    assert "any other key shows the rows again" in " ".join(drawn.split())
    assert "Space ticks" not in drawn


def test_without_drawings_there_is_no_key_for_them(kb: KnowledgeBase, pipe: PipeInput) -> None:
    """And the letter does nothing."""
    assert "picture" not in "".join(
        draw(build_screen(kb.questions["signs-squat"], Progress(1, 9)), pipe, "f", "u", ENTER).states
    )


def test_a_record_is_one_line(pipe: PipeInput) -> None:
    """The answer goes first: a long question is cut before it, at a word."""
    paper = Paper(80, 24)
    asker = TerminalAsker(colour=False, source=pipe, output=output_on(paper, 80, 24))
    label = "Sudden severe belly pain that climbs for days"
    pipe.send_text("1\r")
    with asker.session(page=True):
        asker.ask(long_list(8, label, ""))
        asker.record([("Is any of this true of the pain?", label), ("Another?", "; ".join([label] * 3))])

    one, three = paper.states[-1].splitlines()
    assert one.endswith(f"... {label}")
    assert three.startswith("- Another?")
    assert three.endswith("...")


def test_a_page_is_opened_once_and_closed(kb: KnowledgeBase, pipe: PipeInput) -> None:
    """Between two questions it stays open; at the end, also of somebody who leaves, the record stays behind."""
    paper = Paper(80, 24)
    asker = TerminalAsker(colour=False, source=pipe, output=output_on(paper, 80, 24))
    screen = build_screen(kb.questions["pain-course"], Progress(1, 9))
    pipe.send_text("1\r")

    def answer_one_and_leave() -> None:
        with asker.session(page=True):
            asker.ask(screen)
            asker.record([("Which way is it going?", "Easing")])
            pipe.send_text("q")
            asker.ask(screen)

    with pytest.raises(Left):
        answer_one_and_leave()

    assert (paper.sent.count(OPEN_PAGE), paper.sent.count(CLOSE_PAGE)) == (1, 1)
    assert paper.sent.index(CLOSE_PAGE) < paper.sent.rindex("- Which way is it going? Easing")


def test_texts_that_do_not_fit_are_read_first(pipe: PipeInput) -> None:
    """In a low window, where Down shows the rest of them; they are never cut away."""
    paper = Paper(24, 12, lambda: pipe.send_text("\x1b[B" * 20 + "x1\r"))
    asker = TerminalAsker(colour=False, source=pipe, output=output_on(paper, 24, 12))
    lines = [f"- Reason number {n} is a long one." for n in range(6)]

    chosen = asker.choose("Leave it out if", (Row("no", "Leave it out"), Row("yes", "Begin")), lines=lines)

    said = " ".join(paper.sent.split())
    assert "Reason number 0" in said
    assert "Down shows more" in said
    assert "too small" not in said
    assert chosen == "no"


def test_an_ascii_stream_gets_ascii(kb: KnowledgeBase, pipe: PipeInput) -> None:
    """No mark that it cannot carry, no question mark in its place."""
    paper = Paper(80, 24, lambda: pipe.send_text("u\r"))
    asker = TerminalAsker(colour=False, ascii=True, source=pipe, output=output_on(paper, 80, 24))
    question = replace(kb.questions["pain-course"], prompt="Which way \u2013 it\u2019s going\u2026")

    asker.ask(build_screen(question, Progress(1, 9)))

    assert "Which way - it's going..." in paper.sent
    assert paper.sent.isascii()


def test_the_record_stands_above_where_there_is_room(kb: KnowledgeBase, pipe: PipeInput) -> None:
    """The last answers first; the question itself never gives way to it, and what is noted stands between."""
    lines = [(f"Question of old, number {n}?", "Yes") for n in range(30)]
    for rows, seen in ((24, 14), (10, 0)):
        paper = Paper(80, rows, lambda: pipe.send_text("1\r"))
        asker = TerminalAsker(colour=False, source=pipe, output=output_on(paper, 80, rows))
        pipe.send_text("1\r")
        with asker.session(page=True):
            asker.ask(build_screen(kb.questions["pain-course"], Progress(1, 40)))
            asker.record(lines)
            asker.note("Something else.")
            asker.ask(build_screen(kb.questions["safety-you"], Progress(31, 40)))
        shown = paper.last_with("Question 31 of about 40")
        assert shown.count("of old") == seen
        assert "Something else." in shown
        assert "0 None of these" in shown
        assert "q quits." in shown


def test_without_colour_nothing_is_styled(kb: KnowledgeBase, pipe: PipeInput) -> None:
    """No colour, no bold, no dim, no reverse."""
    plain = draw(build_screen(kb.questions["safety-you"], Progress(1, 9)), pipe, ENTER, "1", ENTER)
    colour = draw(build_screen(kb.questions["safety-you"], Progress(1, 9)), pipe, "1", ENTER, colour=True)

    assert set(re.findall("\x1b\\[[0-9;]*m", plain.sent)) <= {"\x1b[0m"}
    assert {"\x1b[0;2m", "\x1b[0;1m"} < set(re.findall("\x1b\\[[0-9;]*m", colour.sent))


def test_the_terminal_is_never_asked_where_its_cursor_is(kb: KnowledgeBase, pipe: PipeInput) -> None:
    """Its answer, cut in two, would be read as keys."""
    paper = draw(build_screen(kb.questions["pain-course"], Progress(1, 9)), pipe, DOWN, ENTER)

    assert "\x1b[6n" not in paper.sent


def test_notes_cannot_drive_the_terminal(pipe: PipeInput) -> None:
    """No control sequence gets through."""
    paper = Paper(80, 24)
    asker = TerminalAsker(colour=True, source=pipe, output=output_on(paper, 80, 24))

    asker.note("a \x1b]0;title\x07 b \x1b[31m c")

    assert "\x1b" not in paper.sent


# -- the session -------------------------------------------------------------------------------------------------------


def test_keys_typed_ahead_answer_nothing(kb: KnowledgeBase, pipe: PipeInput) -> None:
    """Keys that come together with an Enter are not taken for the next question, nor is the Enter that follows them."""
    pipe.send_text("2\r" + "2222")
    asker = TerminalAsker(colour=False, source=pipe, output=DummyOutput())
    screen = build_screen(kb.questions["pain-course"], Progress(1, 9))

    first = asker.ask(screen)
    pipe.send_text("1\r" + "1\r")
    second = asker.ask(screen)

    assert (first, second) == (Given(("worse",)), Given(("easing",)))


def test_the_session_of_prompt_toolkit_is_honoured(kb: KnowledgeBase, pipe: PipeInput) -> None:
    """So that the whole program can be driven in a test."""
    pipe.send_text("2\r")
    with create_app_session(input=pipe, output=DummyOutput()):
        asker = TerminalAsker(colour=False)
        assert asker.ask(build_screen(kb.questions["pain-course"], Progress(1, 9))) == Given(("worse",))


def test_prompts_go_to_stderr(kb: KnowledgeBase, pipe: PipeInput, capsys: pytest.CaptureFixture[str]) -> None:
    """stdout is for the result alone."""
    with create_app_session(input=pipe):
        asker = TerminalAsker(colour=False)
        asker.note("A note.")

    said = capsys.readouterr()
    assert said.out == ""
    assert "A note." in said.err


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_ends_the_conversation_and_handlers_come_back(kb: KnowledgeBase, pipe: PipeInput, name: str) -> None:
    """The open tick is known, the cursor is shown again, the old handler is back."""
    number = getattr(signal, name)
    before = signal.default_int_handler  # whoever runs the tests may have it ignored
    outside = signal.signal(number, before)
    paper = Paper(80, 24)
    asker = TerminalAsker(colour=False, source=pipe, output=output_on(paper, 80, 24))
    pipe.send_text("2")
    sender = send_when(lambda: "[x]" in paper.sent, number)

    with pytest.raises(Left) as left:
        converse(kb, {"age": 34.0}, asker)

    sender.join()
    assert left.value.reason is EndReason[name]
    assert left.value.known == {"age": 34.0, "safety-nerves": ("weak-foot",)}
    assert paper.sent.rfind("\x1b[?25h") > paper.sent.rfind("\x1b[?25l")
    assert signal.signal(number, outside) is before


def test_a_signal_that_comes_while_a_prompt_starts_is_not_lost(
    kb: KnowledgeBase, pipe: PipeInput, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is a moment when the prompt runs and cannot be ended yet; it ends as soon as it can."""
    asker = TerminalAsker(colour=False, source=pipe, output=DummyOutput())
    clear = Application.reset

    def signal_before(app: Application[object]) -> None:
        loop, app.loop = app.loop, None  # as it is before the prompt can be ended
        with suppress(Left):  # what is raised in a place that swallows it
            signal.raise_signal(signal.SIGHUP)
        app.loop = loop
        clear(app)

    monkeypatch.setattr(Application, "reset", signal_before)
    outside = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    rescue = threading.Timer(5, pipe.send_text, ("\x03",))
    rescue.start()

    with pytest.raises(Left) as left:
        converse(kb, {}, asker)

    rescue.cancel()
    signal.signal(signal.SIGHUP, outside)
    assert left.value.reason is EndReason.SIGHUP


def test_sigint_from_outside_leaves(kb: KnowledgeBase, pipe: PipeInput) -> None:
    """The library alone would ignore it."""
    paper = Paper(80, 24)
    asker = TerminalAsker(colour=False, source=pipe, output=output_on(paper, 80, 24))
    sender = send_when(lambda: "Question 1 of" in paper.sent, signal.SIGINT)

    with pytest.raises(Left) as left:
        converse(kb, {}, asker)

    sender.join()
    assert left.value.reason is EndReason.USER


def test_a_vanished_terminal_leaves(kb: KnowledgeBase, pipe: PipeInput) -> None:
    """Drawing that fails is the end of the conversation, not a crash."""

    class Gone(io.StringIO):
        def flush(self) -> None:
            raise OSError(5, "Input/output error")

    output = Vt100_Output(Gone(), lambda: Size(24, 80), term="xterm")
    asker = TerminalAsker(colour=False, source=pipe, output=output)

    with pytest.raises(Left) as left:
        converse(kb, {}, asker)

    assert left.value.reason is EndReason.EOF
