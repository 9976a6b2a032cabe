"""A person at a real terminal: the program in a pseudo-terminal, its screen on an emulator, keys as they are sent."""

from __future__ import annotations

import contextlib
import re
import signal
import time
from collections.abc import Mapping
from typing import Any

import pexpect
import pyte

from backcheck import next_question
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.questions import FollowUpQuestion, Question
from backcheck.knowledge.records import NONE, UNSURE
from tests.cli.forked import at_terminal
from tests.cli.program import ELSEWHERE, PROGRAM, environment

ENTER, ESCAPE, CTRL_C = "\r", "\x1b", "\x03"
LEFT, RIGHT, UP, DOWN, HOME = "\x1b[D", "\x1b[C", "\x1b[A", "\x1b[B", "\x1b[H"

PATIENCE = 15
"""Seconds until a test gives up on a text; it comes within a fraction of one."""


class Desk:
    """One run. `sent` is all that the program wrote, `words` what stands on the screen with single blanks."""

    def __init__(
        self,
        *arguments: str,
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str | None] | None = None,
        script: str = "",
        started: bool = False,
    ) -> None:
        """Runs `backcheck` with these arguments, or a script of `sh` in which `$0` is the program.

        `started` is for what happens while a process starts; other runs are forks (`forked`).
        """
        columns, rows = size
        changes = {"PROMPT_TOOLKIT_NO_CPR": "1", "COLUMNS": None, **(env or {})}
        seen: dict[str, Any] = {"dimensions": (rows, columns), "encoding": "utf-8", "codec_errors": "replace"}
        if script:
            command = ["-c", script, PROGRAM, *arguments]
            self.child = pexpect.spawn("/bin/sh", command, env=environment(changes), cwd=ELSEWHERE, **seen)
        else:
            self.child = at_terminal(*arguments, env=changes, started=started, **seen)
        self.child.delaybeforesend = None
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self.screen)
        self.sent = ""
        self._drawn: tuple[object, list[str]] = (None, [])
        self._heard = 0

    @property
    def painted_early(self) -> bool:
        """Whether the first question stands there but takes no keys yet: the prompt has not taken over."""
        return self.sent.rfind("\x1b[?1049h") > self.sent.rfind("\x1b[?2004h")

    @property
    def _rows(self) -> list[str]:
        """The rows of the screen, drawn anew only where something came or the window changed."""
        seen = (len(self.sent), self.screen.columns, self.screen.lines)
        if seen != self._drawn[0]:
            self._drawn = (
                seen,
                [_row(self.screen.buffer[place], self.screen.columns) for place in range(self.screen.lines)],
            )
        return self._drawn[1]

    @property
    def words(self) -> str:
        """What stands on the screen."""
        return " ".join(" ".join(self._rows).split())

    @property
    def open_words(self) -> str:
        """What stands on the screen, without the record: rows that begin with a dash, and their indented rest."""
        rows, recorded = [], False
        for row in self._rows:
            recorded = row.startswith("- ") or (recorded and row.startswith("  ") and bool(row.strip()))
            rows += [] if recorded else [row]
        return " ".join(" ".join(rows).split())

    def see(self, *texts: str) -> None:
        """Waits until all of these stand on the screen together, questions outside the record of earlier answers.

        Where a question was answered before, its record must not be taken for it: keys would be pressed too early.
        """
        wanted = [" ".join(text.split()) for text in texts]
        until = time.monotonic() + PATIENCE
        while self.painted_early or not all(
            text in (self.open_words if text.endswith("?") else self.words) for text in wanted
        ):
            assert self._read(until), f"not seen: {texts}\n" + "\n".join(self.screen.display)

    def open_menu(self, *, plain: bool = False) -> None:
        """From the line below the first screen to the menu; a self-test that is offered on the way is declined."""
        offer, menu = "A test would tell more:", "What would you like to see?"
        while not plain and (waits := re.search(r"Enter: \d+ more lines", self.words)):
            self.press(ENTER)
            while waits[0] in self.words:
                assert self.read()
            self.see("q: quit.")
        self.press("\n" if plain else ENTER)
        until = time.monotonic() + PATIENCE
        said = len(self.sent)
        while offer not in bare(self.sent[said:]) and menu not in bare(self.sent[said:]):
            assert self._read(until), self.sent[said:]
        if offer in bare(self.sent[said:]):
            (self.hear if plain else self.see)(" No")
            self.press("3\n" if plain else "3" + ENTER)
        (self.hear if plain else self.see)(menu)

    def leave(self, *, plain: bool = False) -> None:
        """Quits at the line below the advice; where a journal is offered then, it is declined."""
        offer = "Keep this advice, so that you can look again"
        said = len(self.sent)
        self.press("q\n" if plain else "q")
        until = time.monotonic() + PATIENCE
        while offer not in bare(self.sent[said:]):
            if not self._read(until):
                return
        if plain:
            self.hear(offer)
        else:
            self.see(offer)
        self.press("1\n" if plain else "1" + ENTER)

    def hear(self, text: str) -> None:
        """Waits until plain mode has said this since the last time, and waits for a line."""
        until = time.monotonic() + PATIENCE
        while not (self.sent.endswith("Answer: ") and text in " ".join(self.sent[self._heard :].split())):
            assert self._read(until), f"not heard: {text!r} in {self.sent[self._heard :]!r}"
        self._heard = len(self.sent)

    def press(self, keys: str) -> None:
        """Sends keys, all at once."""
        self.child.send(keys)

    def resize(self, columns: int, rows: int) -> None:
        """Another size of the window; the program hears of it."""
        self.child.setwinsize(rows, columns)
        self.screen.resize(rows, columns)

    def end(self) -> int:
        """Waits for the end and returns the exit code."""
        until = time.monotonic() + PATIENCE
        while self._read(until):
            pass
        assert time.monotonic() < until, "it did not end\n" + "\n".join(self.screen.display)
        self.child.close()
        assert self.child.signalstatus is None
        return int(self.child.exitstatus)

    def stop(self, number: signal.Signals) -> int:
        """Sends a signal and returns the exit code."""
        self.child.kill(number)
        return self.end()

    def read(self) -> bool:
        """Takes in what comes next; False when there will be no more."""
        return self._read(time.monotonic() + PATIENCE)

    def _read(self, until: float) -> bool:
        """Feeds the emulator with what comes next; False when there will be no more, or it took too long."""
        with contextlib.suppress(pexpect.TIMEOUT):
            try:
                text = self.child.read_nonblocking(65536, timeout=0.1)
            except pexpect.EOF:
                return False
            self.sent += text
            self._stream.feed(text)
        return time.monotonic() < until


def _row(cells: Mapping[int, pyte.screens.Char], columns: int) -> str:
    """A row as `pyte.Screen.display` has it, from the cells that were written alone: that takes a tenth of the time.

    Behind a letter that is two cells wide stands an empty one.
    """
    letters = [" "] * columns
    for place, cell in cells.items():
        if place < columns:
            letters[place] = cell.data
    return "".join(letters)


def rows_of(kb: KnowledgeBase, question: Question) -> list[str]:
    """The ids of the rows as they stand on the screen; rows of before are not shown."""
    own = [option.id for option in question.options if not option.retired]
    if question.id == "exercise":
        return [*(name for name in own if name in kb.base.menu), "another lift", UNSURE]
    return [*own, *([NONE] if question.kind == "many" else []), UNSURE]


def keys_for(kb: KnowledgeBase, question: Question, answer: object) -> str:
    """The keys of the full prompt that give this answer."""
    if question.kind == "number":
        return f"{answer}{ENTER}"
    rows = [row for row in rows_of(kb, question) if row not in (NONE, UNSURE)]
    picked = [str(option) for option in (answer if isinstance(answer, list) else [answer])]
    keys = {NONE: "0", UNSURE: "u", **{row: str(place + 1) for place, row in enumerate(rows)}}
    if question.kind == "one" or len(picked) == 1 or len(rows) < 10:
        return "".join(keys[option] for option in picked) + ENTER
    return "".join(f"{HOME}{DOWN * rows.index(option)} " for option in picked) + ENTER  # 1 and 2 would be row 12


def default(question: Question) -> object:
    """What a person says who has nothing special to say."""
    if question.kind == "number":
        return 3
    return ["none"] if question.kind == "many" else question.options[0].id


def answer_until(
    kb: KnowledgeBase, desk: Desk, until: str, story: Mapping[str, object], *, plain: bool = False
) -> dict[str, object]:
    """Answers each question as it comes, as the story has it, up to `until` (empty: all); returns the answers.

    The question `until` stands open at the end.
    """
    given: dict[str, object] = {}
    while (question := next_question(kb, given)) is not None:
        (desk.hear if plain else desk.see)(question.prompt)
        if question.id == until:
            break
        given[question.id] = story.get(question.id, default(question))
        desk.press((line_for if plain else keys_for)(kb, question, given[question.id]))
    return given


def urgent_row(kb: KnowledgeBase) -> FollowUpQuestion:
    """The question about a row of the first list that alone means today, whichever row that is."""
    first = kb.danger_lists[0]
    return next(kb.follow_ups[first.id, row.id] for row in first.offered if row.alone == "urgent")


def line_for(kb: KnowledgeBase, question: Question, answer: object) -> str:
    """The line that gives this answer in plain mode."""
    if question.kind == "number":
        return f"{answer}\n"
    rows = rows_of(kb, question)
    keys = {NONE: "0", UNSURE: "u"}
    picked = answer if isinstance(answer, list) else [answer]
    return " ".join(keys.get(str(option), str(rows.index(str(option)) + 1)) for option in picked) + "\n"


def bare(text: str) -> str:
    """The words of a raw transcript, without what moves the cursor and colours."""
    return " ".join(re.sub(r"\x1b(\[[0-?]*[ -/]*[@-~]|[()].|[=>78])", " ", text).split())
