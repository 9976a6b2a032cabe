"""Holding the interview for `diagnose`: the front end, leaving in the middle, and looking through the advice after."""

from __future__ import annotations

import gc
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import typer

from backcheck.cli.exits import Exit
from backcheck.cli.wiring import Runtime, has_terminal, today
from backcheck.errors import UsageError

if TYPE_CHECKING:
    from backcheck.ask.port import Asker, Left
    from backcheck.cli.answers_file import AnswersFile
    from backcheck.knowledge.model import KnowledgeBase
    from backcheck.reasoning.answers import Answer
    from backcheck.reasoning.assessment import Assessment

HELLO = (
    "About two minutes. Sit, stand or lie down; Ctrl-C leaves at any time.",
    "This is no diagnosis and no examination. Danger signs first.",
)

SECTIONS = {
    "why": "Why: what in your training may set it off",
    "fixes": "What to fix: error, fix, cue",
    "for-you": "For you: what people such as you should know",
    "likeness": "What the pain itself looks like",
    "plan": "The plan: this week and the next weeks, what to swap in",
    "open": "What would change this advice",
    "picture": "What it looks like, beside the right way",
    "points": "Every point, and who says so",
}
ALL, QUIT = "all", "quit"
MORE = "Enter: reasons, fixes, the plan.  q: quit."


def interview(
    runtime: Runtime, kb: KnowledgeBase, known: dict[str, Answer], file: AnswersFile | None, again: str
) -> dict[str, Answer]:
    """Asks until nothing is left to ask; whoever leaves hears the advice of a ticked sign once more."""
    if not has_terminal():
        raise UsageError(
            "The interview needs a terminal for its questions.",
            "Without one, give the answers: backcheck diagnose --answers FILE (see backcheck questions).",
        )
    gc.enable()  # it rests at start-up, and a conversation may be long
    if not known:
        runtime.tell(*HELLO)
    from backcheck.ask.conversation import converse
    from backcheck.ask.port import Left

    try:
        answers = converse(kb, known, choose_asker(runtime), asked=known if again else (), again=again)
    except Left as left:
        raise typer.Exit(_leave(runtime, kb, left, file)) from None
    if file is not None:
        file.write_answers(answers, kb)
    return answers


def choose_asker(runtime: Runtime) -> Asker:
    """The front end: plain lines where asked for or where the terminal can do no more, else the full one."""
    talk = runtime.talk()
    if talk.plain:
        from backcheck.ask.plain import PlainAsker

        return PlainAsker(sys.stdin, sys.stderr, width=talk.width - 1)
    from backcheck.ask.terminal import TerminalAsker

    return TerminalAsker(colour=talk.colour)


def look_through(runtime: Runtime, result: Assessment, prompts: dict[str, str], picture: list[str]) -> None:
    """The first screen, and then whatever section the person picks, until they quit; one may be a `picture`."""
    from backcheck.ask.port import Left, Row
    from backcheck.show.result import render_first_screen
    from backcheck.show.sections import list_sections

    out = runtime.out()
    out.write(["", *render_first_screen(result, out, today(), prompts)])
    sections = dict(list_sections(result, out, today(), prompts)) | ({"picture": picture} if picture else {})
    if not sections:
        return
    asker = choose_asker(runtime)
    rows = [Row(name, SECTIONS[name]) for name in sections] + [Row(ALL, "All of it"), Row(QUIT, "Quit")]
    with suppress(Left), asker.session():
        while asker.pause(MORE) and (chosen := str(asker.choose("What would you like to see?", rows))) in (
            *sections,
            ALL,
        ):
            shown = [*sections] if chosen == ALL else [chosen]
            out.write([line for name in shown for line in ["", *sections[name]]])


def exit_of(left: Left) -> int:
    """The exit code for the way in which somebody left."""
    from backcheck.ask.port import Reason

    ends = {Reason.SIGTERM: Exit.TERMINATED, Reason.SIGHUP: Exit.HANGUP}
    return ends.get(left.reason, Exit.INTERRUPTED)


def _leave(runtime: Runtime, kb: KnowledgeBase, left: Left, file: AnswersFile | None) -> int:
    """Somebody left in the middle: answers are kept where that was asked for, and a danger sign is said again."""
    from backcheck.reasoning.assess import assess
    from backcheck.reasoning.triage import URGENCY, triage_level

    talk = runtime.talk()
    with suppress(OSError, ValueError):  # the terminal may be gone
        if file is not None and left.answers:
            file.write_answers(left.answers, kb)
            talk.write(
                [f"Your answers are kept in {file.shown}.", f"Go on: backcheck diagnose --answers {file.shown} --go-on"]
            )
        elif left.answers:
            runtime.tell("Nothing was kept. Next time --save-answers FILE keeps your answers.")
        if URGENCY[triage_level(kb, left.known)]:
            from backcheck.show.result import render_first_screen

            talk.write(["", *render_first_screen(assess(kb, left.known), talk, today())])
    return exit_of(left)
