"""Being led through something with a clock: on a clock of the test's own, and the words and keys of both front ends."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from typing import TextIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from backcheck.ask.guide import LONGEST_GAP, SLEPT, Guide
from backcheck.ask.panels import PanelView, draw_guide, say_clock
from backcheck.ask.plain import PlainAsker
from backcheck.ask.port import EndReason, Left
from backcheck.ask.terminal import TerminalAsker
from backcheck.knowledge.routines import Stint

STINTS = (
    Stint("Get into place", ("On your side.",), 10),
    Stint("Side plank", ("Hold.",), 30),
    Stint("Squat", ("8 reps.",)),
    Stint("Hold as long as you can", ("Level.",), 60, waits=True),
)


class Clock:
    """A clock that moves when it is told to, or a little at each look."""

    def __init__(self, step: float = 0.0) -> None:
        self.now, self.step = 0.0, step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def watch(guide: Guide, seconds: float, start: float = 0.0, step: float = 0.25) -> float:
    """Looks at the clock until so many seconds have passed; returns the moment."""
    now = start
    while now < start + seconds:
        now += step
        guide.tick(now)
    return now


def test_a_clock_ends_its_stint_and_the_next_begins() -> None:
    """Ten seconds to get into place, then the hold, without a key."""
    guide = Guide(STINTS, 0.0)

    now = watch(guide, 9.75)
    assert guide.place == 0
    assert guide.left(now) == 0.25
    now = watch(guide, 0.25, now)
    assert (guide.place, guide.running, guide.left(now)) == (1, True, 30.0)


def test_a_pause_holds_the_clock() -> None:
    """However long it lasts; and the time before it counts."""
    guide = Guide(STINTS, 0.0)
    now = watch(guide, 4)

    guide.toggle(now)
    now = watch(guide, 1000, now, step=1)
    assert (guide.place, guide.left(now), guide.running) == (0, 6.0, False)
    guide.toggle(now)
    watch(guide, 6, now)
    assert guide.place == 1


def test_skip_and_back() -> None:
    """Back is to the beginning of the one before, and from the first to its own beginning."""
    guide = Guide(STINTS, 0.0)

    guide.skip(1.0)
    guide.skip(3.0)
    assert (guide.place, guide.held) == (2, {0: 1.0, 1: 2.0})
    guide.back(4.0)
    assert (guide.place, guide.left(4.0), guide.held) == (1, 30.0, {0: 1.0})
    guide.back(5.0)
    guide.back(6.0)
    assert (guide.place, guide.left(6.0), guide.held) == (0, 10.0, {})


def test_a_stint_without_a_clock_waits_for_a_key() -> None:
    """For as long as it takes, and a pause means nothing there."""
    guide = Guide(STINTS[2:], 0.0)

    now = watch(guide, 600, step=1)
    guide.toggle(now)
    assert (guide.place, guide.running) == (0, False)
    guide.skip(now)
    assert (guide.place, guide.running, guide.started) == (1, False, False)
    guide.toggle(now)
    now = watch(guide, 43, now)
    guide.skip(now)
    assert guide.done
    assert guide.held == {1: 43.0}


def test_a_machine_that_slept_skips_nothing() -> None:
    """A lid that was closed is a pause, and the person is told."""
    guide = Guide(STINTS, 0.0)
    now = watch(guide, 4)

    guide.tick(now + LONGEST_GAP + 3600)

    assert (guide.place, guide.running, guide.message) == (0, False, SLEPT)
    assert guide.left(now + LONGEST_GAP + 3600) == 6.0


@given(st.lists(st.sampled_from(["tick", "long", "toggle", "skip", "back"]), max_size=60))
def test_no_row_of_keys_breaks_it(keys: list[str]) -> None:
    """The place is always on a stint or behind the last, time left never below none nor above the whole."""
    guide = Guide(STINTS, 0.0)
    now = 0.0
    for key in keys:
        if guide.done:
            break
        now += 30 if key == "long" else 0.5
        {"tick": guide.tick, "long": guide.tick, "toggle": guide.toggle, "skip": guide.skip, "back": guide.back}[key](
            now
        )
        assert 0 <= guide.place <= len(STINTS)
        if not guide.done:
            assert 0 <= guide.left(now) <= guide.stint.seconds
        assert set(guide.held) <= set(range(guide.place))


@pytest.mark.parametrize(("seconds", "shown"), [(0, "0:00"), (0.2, "0:01"), (60, "1:00"), (64.1, "1:05")])
def test_the_clock_shows_nought_only_at_the_end(seconds: float, shown: str) -> None:
    """Rounded up, as a countdown is."""
    assert say_clock(seconds) == shown


def test_the_panel_says_what_how_and_how_long() -> None:
    """And what comes next, and the keys that act."""
    guide = Guide(STINTS, 0.0)
    panel, message = draw_guide(guide, 4.0, lambda done, width: "#" * int(done * 10), 80)
    assert message == ""
    text = " ".join(part for line in panel.draw(80, 24, PanelView()).top for _, part in line)

    assert "1 of 4. Then: Side plank." in text
    assert "#### 0:06 left." in text
    assert "On your side." in text


# -- the full prompt ---------------------------------------------------------------------------------------------------


@pytest.fixture
def pipe() -> Iterator[PipeInput]:
    """A keyboard."""
    with create_pipe_input() as keyboard:
        yield keyboard


def lead_full(pipe: PipeInput, keys: str, clock: Clock) -> tuple[Guide, bool]:
    """Leads with these keys."""
    pipe.send_text(keys)
    guide = Guide(STINTS, clock())
    asker = TerminalAsker(colour=False, source=pipe, output=DummyOutput())
    return guide, asker.lead(guide, clock, lambda done, width: "-" * width)


def test_keys_lead_through(pipe: PipeInput) -> None:
    """Enter on, Enter starts a clock that waits, and Enter ends it."""
    guide, finished = lead_full(pipe, "\r\r\r\r\r", Clock())

    assert finished
    assert guide.done


def test_left_goes_back_and_q_stops(pipe: PipeInput) -> None:
    """Nothing traps."""
    guide, finished = lead_full(pipe, "\r\r\x1b[D" + "q", Clock())

    assert not finished
    assert guide.place == 1


def test_the_clock_runs_by_itself(pipe: PipeInput, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each look is four seconds here, and the next one comes soon: the two clocks run out without a key."""
    monkeypatch.setattr("backcheck.ask.kit._TICK", 0.01)

    class Quick(Clock):
        def __call__(self) -> float:
            self.now += 2.0
            if self.now > 60:
                pipe.send_text("q")
            return self.now

    clock = Quick()
    guide, finished = lead_full(pipe, "", clock)

    assert not finished
    assert guide.place == 2
    assert guide.held == {0: 10.0, 1: 30.0}


def test_ctrl_c_leaves_in_the_middle(pipe: PipeInput) -> None:
    """As everywhere."""
    with pytest.raises(Left) as left:
        lead_full(pipe, "\r\x03", Clock())

    assert left.value.reason is EndReason.USER


# -- plain mode --------------------------------------------------------------------------------------------------------


def lead_plain(lines: str, clock: Clock, stints: tuple[Stint, ...] = STINTS) -> tuple[str, bool]:
    """Leads with these lines, typed at once and read when they are waited for; what was said."""
    reading, writing = os.pipe()
    os.write(writing, lines.encode())
    os.close(writing)
    out = io.StringIO()
    with os.fdopen(reading, buffering=1) as source:
        done = PlainAsker(cast(TextIO, _Unbuffered(source.fileno())), out).lead(
            Guide(stints, clock()), clock, lambda _d, _w: ""
        )
    return out.getvalue(), done


class _Unbuffered(io.TextIOBase):
    """A terminal hands out one line at a time; a pipe read through a buffer would not."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def fileno(self) -> int:
        return self._handle

    def readline(self, _size: int = -1) -> str:  # type: ignore[override]
        line = b""
        while not line.endswith(b"\n") and (part := os.read(self._handle, 1)):
            line += part
        return line.decode()


def test_plain_words_lead_through() -> None:
    """Each stint is announced, s goes on, Enter starts and ends; not one escape byte."""
    said, done = lead_plain("s\ns\n\n\n\n", Clock())

    assert done
    assert [f"{n} of 4." in said for n in range(1, 5)] == [True] * 4
    assert "The clock waits for you." in said
    assert said.rstrip().endswith("Done.")
    assert "\x1b" not in said


def test_plain_says_the_same_thing_once() -> None:
    """How it goes is not said again when the clock of the same drill begins; the words neither."""
    stints = (Stint("Get into place", ("On your side.",), 10), Stint("Side plank", ("Hold.", "On your side."), 30))
    said, done = lead_plain("s\ns\n", Clock(), stints)

    assert done
    assert (said.count("On your side."), said.count("Hold."), said.count("p pauses")) == (1, 1, 1)


def test_plain_says_half_ten_seconds_and_time() -> None:
    """A clock of the test's own, that moves with each look."""
    reading, writing = os.pipe()
    out = io.StringIO()
    clock = Clock(step=1.0)
    with os.fdopen(reading) as source, os.fdopen(writing, "w"):
        asker = PlainAsker(source, out)
        asker._ready = lambda seconds: False  # type: ignore[method-assign]
        done = asker.lead(Guide((Stint("Plank", (), 60),), clock()), clock, lambda _d, _w: "")

    said = out.getvalue()
    assert done
    assert [said.count(words) for words in ("60 seconds.", "Half.", "10 seconds left.", "Time.")] == [1, 1, 1, 1]
    assert said.index("Half.") < said.index("10 seconds left.") < said.index("Time.")


def test_plain_pauses_goes_back_and_stops() -> None:
    """By words, with what is not a word answered by the words."""
    said, done = lead_plain("p\n\ns\nb\nnonsense\nq\n", Clock())

    assert not done
    assert said.count("1 of 4.") == 2
    assert "Paused." in said
    assert "Go." in said
    assert "That is not a word that works here." in said


def test_plain_end_of_input_leaves() -> None:
    """A closed terminal is no answer."""
    with pytest.raises(Left):
        lead_plain("", Clock())
