"""Holding the interview for `diagnose`: its first lines, the front end, and what happens when somebody leaves."""

from __future__ import annotations

import gc
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from backcheck.ask.port import EndReason, Left
from backcheck.cli import machine
from backcheck.cli.exits import Exit
from backcheck.cli.runtime import Runtime
from backcheck.errors import BackcheckError, UsageError
from backcheck.knowledge.levels import URGENCY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from backcheck.ask.port import Asker
    from backcheck.ask.terms import Terms
    from backcheck.cli.answers_file import AnswersFile
    from backcheck.cli.kept_interview import DraftKeeper
    from backcheck.cli.log_interview import InterviewLog
    from backcheck.knowledge.model import KnowledgeBase
    from backcheck.reasoning.answers import Answer, Answers
    from backcheck.training_log.findings import LogNotes

LOG_NOT_KEPT = "Your log is not kept, so give it again."


MINUTES = 6
"""The words of a usual interview, read at 200 a minute."""

HELLO = (
    f"About {MINUTES} minutes. Sit, stand or lie down. If you get up, the interview waits for you.",
    "This is not a diagnosis and not an examination. Danger signs come first.",
)
ALOUD = "The interview takes seven to ten minutes if it is read aloud."


class InterviewState(NamedTuple):
    """How far the interview is: the answers, and what comes with them.

    `terms` are those on which it is held. `notes` are what is kept of a training log, and `log` is the one of `--log`.
    `draft_at` is the moment of the draft whose place a new one may take, and `draft` what keeps the new one.
    """

    answers: dict[str, Answer]
    terms: Terms
    notes: LogNotes | None = None
    log: InterviewLog | None = None
    draft_at: datetime | None = None
    draft: DraftKeeper | None = None

    def notes_for(self, answers: Answers) -> LogNotes | None:
        """What is to be kept of a training log with these answers."""
        return self.notes if self.log is None else self.log.notes(answers) or self.notes


def hello(*, plain: bool) -> tuple[str, ...]:
    """The first lines of an interview; in `plain` mode, which is often read aloud, also how long that takes."""
    return (HELLO[0], *([ALOUD] if plain else []), HELLO[1])


def interview(
    runtime: Runtime, kb: KnowledgeBase, start: InterviewState, file: AnswersFile | None, draft: DraftKeeper | None
) -> dict[str, Answer]:
    """Asks until nothing is left to ask and returns the answers.

    Whoever leaves hears the advice of a ticked sign once more, and how to go on; so does who meets a bug. `Left` or the
    bug is raised after it.
    """
    if not machine.has_terminal():
        raise UsageError(
            "The interview needs a terminal for its questions.",
            "Without one, give the answers: backcheck diagnose --answers FILE (see backcheck questions).",
        )
    from backcheck.ask.conversation import converse

    asker = choose_asker(runtime)
    said: dict[str, Answer] = {}
    order: list[str] = []

    def keep(answers: Mapping[str, Answer], asked: Sequence[str]) -> None:
        said.clear()
        said.update(answers)
        order[:] = asked
        if draft is not None:
            draft(answers, asked)

    gc.freeze()  # it rests at start-up; a conversation may be long, but what was loaded stays
    gc.enable()
    try:
        kept = lambda: file is not None or (draft is not None and draft.kept)  # noqa: E731 - asked when somebody leaves
        return converse(kb, start.answers, asker, replace(start.terms, keep=keep, kept=kept))
    except Left as left:
        if draft is not None and said and start.log is not None:  # the day of the log may have come after all answers
            draft(dict(said), order)
        _leave(runtime, kb, left, start, file, kept=draft is not None and draft.kept)
        raise
    except Exception:
        say_sign(runtime, kb, said)
        raise


def _leave(
    runtime: Runtime, kb: KnowledgeBase, left: Left, start: InterviewState, file: AnswersFile | None, *, kept: bool
) -> None:
    """Somebody left in the middle: a danger sign is said again, and how to go on, which a log has to be given for.

    The answers go into their file; with `kept` the journal has them.
    """
    say_sign(runtime, kb, left.known)
    if file is not None and left.answers:
        try:
            file.write_answers(left.answers, kb, start.notes_for(left.answers))
        except BackcheckError as error:
            runtime.tell(error.problem, error.remedy)
            print_answers(runtime, kb, left.answers)
            return
        where, go_on = f"Your answers are kept in {file.shown}.", f"--answers {file.shown} --go-on"
    elif kept and left.answers:
        where, go_on = "Your answers so far are kept in your journal.", "--resume"
    else:
        runtime.tell(*(["Nothing was kept. Next time --save-answers FILE keeps your answers."] if left.answers else []))
        return
    if start.log is None:
        runtime.tell(where, f"Go on: backcheck diagnose {go_on}")
    else:
        runtime.tell(where, LOG_NOT_KEPT, f"Go on: backcheck diagnose {go_on} {start.log.spell()}")


def choose_asker(runtime: Runtime) -> Asker:
    """The front end: plain lines where asked for or where the terminal can do no more, else the full one."""
    talk = runtime.talk()
    if talk.plain or sys.platform == "win32":
        from backcheck.ask.plain import PlainAsker

        return PlainAsker(machine.stdin(), machine.stderr(), width=talk.width - 1, ascii=not talk.unicode)
    from backcheck.ask.terminal import TerminalAsker

    return TerminalAsker(colour=talk.colour, ascii=not talk.unicode)


def exit_of(left: Left) -> Exit:
    """The exit code for the way in which somebody left."""
    ends = {EndReason.SIGTERM: Exit.TERMINATED, EndReason.SIGHUP: Exit.HANGUP}
    return ends.get(left.reason, Exit.INTERRUPTED)


def say_sign(runtime: Runtime, kb: KnowledgeBase, known: Answers) -> None:
    """The advice of a danger sign where there is one in these answers, on the terminal."""
    from backcheck.reasoning.assess import assess
    from backcheck.reasoning.triage import triage_level

    if URGENCY[triage_level(kb, known)]:
        from backcheck.show.advice import advise
        from backcheck.show.first_screen import render_first_screen

        talk = runtime.talk()
        with suppress(OSError, ValueError):  # the terminal may be gone
            talk.write(["", *render_first_screen(advise(kb, assess(kb, known), machine.today()), talk)])


def print_answers(runtime: Runtime, kb: KnowledgeBase, answers: Answers) -> None:
    """The answers on one line, to be copied, where no file could be written."""
    from backcheck.cli.answers_file import spell_answers

    print_to_copy(runtime, "These are your answers. To keep them,", spell_answers(answers, kb))


def print_to_copy(runtime: Runtime, lead: str, line: str) -> None:
    """A line on standard error, below the words that `lead` begins. It is JSON or was cleaned."""
    runtime.tell(f"{lead} copy the next line into a file of your own:")
    with suppress(OSError, ValueError):
        runtime.talk().write([line])
