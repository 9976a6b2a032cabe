"""Holding the interview for `diagnose`: the front end, keeping a draft, and leaving in the middle."""

from __future__ import annotations

import gc
import sys
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from backcheck.cli.exits import Exit
from backcheck.cli.wiring import Runtime, has_terminal, today
from backcheck.errors import FileError, UsageError

if TYPE_CHECKING:
    from backcheck.ask.port import Asker, Left
    from backcheck.ask.terms import Terms
    from backcheck.cli.answers_file import AnswersFile
    from backcheck.cli.drafts import DraftKeeper
    from backcheck.knowledge.model import KnowledgeBase
    from backcheck.reasoning.answers import Answer


def interview(
    runtime: Runtime,
    kb: KnowledgeBase,
    known: dict[str, Answer],
    file: AnswersFile | None,
    terms: Terms,
) -> dict[str, Answer] | Exit:
    """Asks until nothing is left to ask and returns the answers; or the exit code of someone who left.

    Whoever leaves hears the advice of a ticked sign once more. A draft is kept where the journal is on.
    """
    if not has_terminal():
        raise UsageError(
            "The interview needs a terminal for its questions.",
            "Without one, give the answers: backcheck diagnose --answers FILE (see backcheck questions).",
        )
    from backcheck.ask.conversation import converse
    from backcheck.ask.port import Left
    from backcheck.cli.drafts import DraftKeeper

    asker = choose_asker(runtime)
    draft = None if terms.again else DraftKeeper(kb)
    gc.freeze()  # it rests at start-up; a conversation may be long, but what was loaded stays
    gc.enable()
    try:
        kept = partial(_is_kept, file, draft)
        answers = converse(kb, known, asker, replace(terms, keep=draft, kept=kept))
    except Left as left:
        return _leave(runtime, kb, left, file, draft)
    if file is not None:
        file.write_answers(answers, kb)
    if draft is not None:
        draft.drop()
    return answers


def choose_asker(runtime: Runtime) -> Asker:
    """The front end: plain lines where asked for or where the terminal can do no more, else the full one."""
    talk = runtime.talk()
    if talk.plain or sys.platform == "win32":
        from backcheck.ask.plain import PlainAsker

        return PlainAsker(sys.stdin, sys.stderr, width=talk.width - 1, ascii=not talk.unicode)
    from backcheck.ask.terminal import TerminalAsker

    return TerminalAsker(colour=talk.colour, ascii=not talk.unicode)


def _is_kept(file: AnswersFile | None, draft: DraftKeeper | None) -> bool:
    """Whether somebody who leaves now finds the answers again."""
    return file is not None or (draft is not None and draft.kept)


def exit_of(left: Left) -> Exit:
    """The exit code for the way in which somebody left."""
    from backcheck.ask.port import Reason

    ends = {Reason.SIGTERM: Exit.TERMINATED, Reason.SIGHUP: Exit.HANGUP}
    return ends.get(left.reason, Exit.INTERRUPTED)


def _leave(
    runtime: Runtime, kb: KnowledgeBase, left: Left, file: AnswersFile | None, draft: DraftKeeper | None
) -> Exit:
    """Somebody left in the middle: answers are kept where that was asked for, and a danger sign is said again."""
    from backcheck.knowledge.levels import URGENCY
    from backcheck.reasoning.assess import assess
    from backcheck.reasoning.triage import triage_level

    with suppress(OSError, ValueError):  # the terminal may be gone
        try:
            runtime.tell(*_keep(kb, left, file, draft))
        except FileError as error:
            runtime.tell(error.problem, error.remedy)
        if URGENCY[triage_level(kb, left.known)]:
            from backcheck.show.advice import advise
            from backcheck.show.first_screen import render_first_screen

            talk = runtime.talk()
            talk.write(["", *render_first_screen(advise(kb, assess(kb, left.known), today()), talk)])
    return exit_of(left)


def _keep(kb: KnowledgeBase, left: Left, file: AnswersFile | None, draft: DraftKeeper | None) -> tuple[str, ...]:
    """Keeps the answers where somebody asked for it, and says how to go on. Raises `FileError`."""
    if not left.answers:
        return ()
    if file is not None:
        file.write_answers(left.answers, kb)
        return (f"Your answers are kept in {file.shown}.", f"Go on: backcheck diagnose --answers {file.shown} --go-on")
    if draft is not None and draft.kept:
        return ("Your answers so far are kept in your journal.", "Go on: backcheck diagnose --resume")
    return ("Nothing was kept. Next time --save-answers FILE keeps your answers.",)
