"""What `backcheck diagnose` does, from its options to its exit code. Loads no typer, for speed.

`diagnose` is the list of its steps. `interview` holds the conversation, `result_menu` shows the advice on a terminal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from backcheck.ask.port import Left
from backcheck.ask.terms import Terms
from backcheck.cli.answers_file import (
    AnswersFile,
    emergency_first,
    find_again,
    named_lift,
    read_given,
    read_log_notes,
    say_taken,
    work_weight,
)
from backcheck.cli.exits import Exit
from backcheck.cli.interview import InterviewState, exit_of, hello, interview, print_answers, say_sign
from backcheck.cli.machine import has_terminal, shows_on_terminal, today
from backcheck.cli.runtime import Runtime
from backcheck.errors import BackcheckError, UsageError
from backcheck.knowledge.levels import is_grave
from backcheck.reasoning.answers import read_answers
from backcheck.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from backcheck.knowledge.model import KnowledgeBase
    from backcheck.reasoning.answers import Answer, Answers
    from backcheck.reasoning.assessment import Assessment
    from backcheck.reasoning.interview import Order
    from backcheck.training_log.findings import LogNotes

ORDERS: dict[str, Order] = {"adaptive": "adaptive", "fixed": "fixed"}


class DiagnoseOptions(NamedTuple):
    """The options of `backcheck diagnose`, as typed."""

    exercise: str = ""
    answers: str = ""
    next: bool = False
    again: str = ""
    go_on: bool = False
    save_answers: str = ""
    force: bool = False
    as_json: bool = False
    resume: bool = False
    sources: bool = False
    weight: str = ""
    order: str = "adaptive"
    everything: bool = False
    full: bool = False
    log: str = ""
    unit: str = ""
    pain: str = ""
    mapped: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether somebody is to be asked something."""
        return not self.answers or bool(self.again) or self.go_on

    @property
    def quiet(self) -> bool:
        """Whether standard output is for a program."""
        return self.as_json or self.next


def diagnose(runtime: Runtime, options: DiagnoseOptions) -> int:
    """Asks or reads, assesses, shows; returns the exit code. Raises the errors of `backcheck.errors`."""
    _check(options)
    kb = runtime.knowledge_or_signs(lambda: read_given(options.answers)[0], quiet=options.quiet)
    again = options.save_answers == options.answers
    file = AnswersFile(options.save_answers, force=options.force, again=again) if options.save_answers else None
    try:
        saved = _find_saved(runtime, kb, options)
        start = _begin(runtime, kb, options, saved)
        if options.next:
            _print_next(runtime, kb, start)
            return Exit.DONE
        done = _ask(runtime, kb, options, start, file)
    except Left as left:
        return exit_of(left)
    result = assess_beside(kb, done.answers, done.notes)
    _advise(runtime, kb, options, start, done, result, file)
    if done.draft is not None:
        done.draft.drop()
    return Exit.DONE


def assess_beside(kb: KnowledgeBase, answers: Answers, notes: LogNotes | None) -> Assessment:
    """The assessment of the answers, with what the notes of a training log say beside its reasons."""
    from backcheck.reasoning.assess import assess

    result = assess(kb, answers)
    if notes is None:
        return result
    from backcheck.show.log_words import tell_log

    return tell_log(result, notes)


def _check(options: DiagnoseOptions) -> None:
    """Raises `UsageError` for options that do not go together."""
    if (options.next or options.go_on) and not options.answers:
        raise UsageError(
            "--next and --go-on need --answers FILE.",
            "Keep answers first: backcheck diagnose --save-answers FILE.",
        )
    if options.resume and (options.answers or options.again):
        raise UsageError("--resume goes on with what the journal kept, so it takes no other answers.", "Give it alone.")
    if options.order not in ORDERS:
        raise UsageError(
            f"'{clean(options.order)[:60]}' is not an order for the questions.", f"Use {' or '.join(ORDERS)}."
        )
    if options.next and options.save_answers:
        raise UsageError("--next asks nothing, so there is nothing for --save-answers to keep.", "Give one of them.")


# -- what is known before the first question ---------------------------------------------------------------------------


def _find_saved(runtime: Runtime, kb: KnowledgeBase, options: DiagnoseOptions) -> InterviewState | None:
    """The interview in the journal that is gone on with or opened again. May raise `Left`, and `UsageError`."""
    if options.answers or not (options.resume or options.again or has_terminal()):
        return None
    from backcheck.cli.kept_interview import last_finished, offer_draft, resume

    if options.resume:
        return resume(kb)
    return last_finished(kb) if options.again else offer_draft(runtime, kb)


def _begin(
    runtime: Runtime, kb: KnowledgeBase, options: DiagnoseOptions, saved: InterviewState | None
) -> InterviewState:
    """The answers that there are already, the training log, and the terms on which the interview goes on.

    Raises `UsageError` or `AnswersError` for what is wrong with them, after the page of an emergency in the answers.
    """
    given, kept = read_given(options.answers)
    with emergency_first(runtime, kb, given, quiet=options.quiet):
        fresh = saved is None and options.asks and not options.answers
        start = saved or InterviewState({}, Terms(notes=hello(plain=runtime.talk().plain) if fresh else ()))
        terms, notes = start.terms, start.notes
        known = read_answers(kb, given) | start.answers
        known = named_lift(kb, options.exercise, known) | known
        taken = say_taken(kb, known, options.exercise) if options.asks else ""
        terms = replace(terms, notes=(*terms.notes, taken)) if taken else terms
        if options.again:
            again = find_again(kb, known, options.again, finished=bool(options.answers))
            terms = replace(terms, again=again, asked=tuple(known))
        figures = _sign_figures(runtime, kb) if options.asks else None
        terms = replace(terms, order=ORDERS[options.order], everything=options.everything, figures=figures)
        known |= work_weight(kb, options.weight)
        if kept is not None:
            notes = read_log_notes(kept)
        log = None
        if options.log:
            from backcheck.cli.log_interview import InterviewLog

            log = InterviewLog(runtime, options, began=notes.began if notes is not None else None)
    if log is not None:
        terms = replace(terms, remarks=log.remarks, reviewed=log)
    if notes is not None:
        from functools import partial

        from backcheck.cli.log_interview import kept_remarks, say_kept
        from backcheck.show.log_words import say_given

        terms = replace(terms, say=partial(say_given, notes=notes))
        if log is None and options.asks:
            again = "--resume" if saved is not None and not options.again else ""
            terms = replace(terms, remarks=partial(kept_remarks, notes), notes=(*terms.notes, say_kept(notes, again)))
    return InterviewState(known, terms, notes, log, start.draft_at)


def _sign_figures(runtime: Runtime, kb: KnowledgeBase) -> Callable[[str, str], list[str]]:
    """What draws the sign under the cursor, on request, where the questions are shown."""

    def draw(question: str, sign: str) -> list[str]:
        from backcheck.show.figures import draw_sign  # late: the first question is painted without any figure

        talk = runtime.talk()  # each time, since the window may be another by now
        talk = replace(talk, width=talk.width - 1)  # a prompt leaves one column free
        return draw_sign(kb.lifts, question, sign, talk)

    return draw


# -- the questions -----------------------------------------------------------------------------------------------------


def _ask(
    runtime: Runtime, kb: KnowledgeBase, options: DiagnoseOptions, start: InterviewState, file: AnswersFile | None
) -> InterviewState:
    """Asks where somebody is to be asked, and takes the work weight of a log. May raise `Left`."""
    done = start
    if options.asks:
        from backcheck.cli.kept_interview import DraftKeeper

        try:
            if file is not None:
                file.check()
        except BackcheckError:  # a sign that is known already must not wait for another call
            say_sign(runtime, kb, start.answers)
            raise
        draft = None
        if not start.terms.again:
            held = start.draft_at is not None and bool(start.terms.asked)
            draft = DraftKeeper(kb, start.draft_at, held=held, notes=start.notes_for)
        answers = interview(runtime, kb, start, file, draft)
        done = start._replace(answers=answers, draft=draft)
    if done.log is not None:
        done = done._replace(notes=done.log.finish(kb, done.answers, done.notes))
    return done


# -- what is shown -----------------------------------------------------------------------------------------------------


def _print_next(runtime: Runtime, kb: KnowledgeBase, start: InterviewState) -> None:
    """The next question as JSON, the re-opened one first; or the assessment when there is none."""
    from backcheck.reasoning.assess import assess
    from backcheck.reasoning.interview import next_question, progress
    from backcheck.show.advice import advise
    from backcheck.show.as_json import encode_next

    known, order, everything = start.answers, start.terms.order, start.terms.everything
    question = kb.questions.get(start.terms.again) or next_question(kb, known, order=order, everything=everything)
    asked, about = progress(kb, known, order=order, everything=everything)
    advice = advise(kb, assess(kb, known)) if question is None else None
    runtime.out().write([encode_next(question, asked, about, advice)])


def _advise(
    runtime: Runtime,
    kb: KnowledgeBase,
    options: DiagnoseOptions,
    start: InterviewState,
    done: InterviewState,
    result: Assessment,
    file: AnswersFile | None,
) -> None:
    """The advice, and the answers into their file. The advice comes whatever the file does; its error comes after.

    In an emergency the file is not even tried before the page is shown.
    """
    emergency = result.triage.level == "emergency"
    error = None if emergency else _write(file, done.answers, kb, done.notes)
    kept = file.shown if file is not None and error is None and not emergency else ""
    before = start.answers if start.terms.again else None
    try:
        _print_result(runtime, kb, options, done, before, result, kept)
    finally:
        error = _write(file, done.answers, kb, done.notes) if emergency else error
        if error is not None:
            print_answers(runtime, kb, done.answers)
            raise error


def _write(
    file: AnswersFile | None, known: dict[str, Answer], kb: KnowledgeBase, notes: LogNotes | None
) -> BackcheckError | None:
    """Writes the answers where that was asked for. Returns what went wrong."""
    try:
        if file is not None:
            file.write_answers(known, kb, notes)
    except BackcheckError as error:
        return error
    return None


def _print_result(
    runtime: Runtime,
    kb: KnowledgeBase,
    options: DiagnoseOptions,
    done: InterviewState,
    before: Answers | None,
    result: Assessment,
    kept: str,
) -> None:
    """The advice on standard output: as JSON, section by section to who sits there, or all of it.

    `before` are the answers before a question was asked again, and `kept` is the file that holds those of now.
    Where the output goes elsewhere, who was asked still sees what cannot wait, on the terminal and first.
    """
    from backcheck.show.advice import advise

    if options.asks and not shows_on_terminal() and is_grave(result.triage.level):
        say_sign(runtime, kb, done.answers)
    advice = advise(kb, result, today())
    if before is not None:
        from backcheck.reasoning.assess import assess
        from backcheck.show.changes import say_changes

        runtime.tell(say_changes(advise(kb, assess(kb, before), today()), advice))
    taken = say_taken(kb, done.answers, options.exercise)
    if options.as_json:
        from backcheck.show.as_json import encode_assessment

        runtime.out().write([encode_assessment(advice, options.exercise if taken else "")])
        return
    if options.asks and shows_on_terminal():
        from backcheck.cli.result_menu import ResultMenu

        ResultMenu(runtime, kb, done, result, kept).look_through()
        return
    from backcheck.show.first_screen import render_opening, render_result

    out = runtime.out()
    from backcheck.show.card import render_taken

    said = render_taken(taken, out)
    if out.terminal and not (options.full or options.sources):
        lines = [*render_opening(advice, out.beside(said)), *said]
    else:
        lines = [*render_result(advice, out, sources=options.sources), *said]
    runtime.show(lines, paged=not is_grave(result.triage.level))  # nobody should have to press keys to go on reading
