"""What `backcheck diagnose` does, from its wishes to its exit code. Loads no typer, for speed.

Owns the order of the steps; holding the interview is `interview`, showing the result `result_menu`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from backcheck.cli import log_desk
from backcheck.cli.exits import Exit
from backcheck.cli.machine import has_terminal, shows_on_terminal, today
from backcheck.cli.wiring import Runtime
from backcheck.errors import BackcheckError, UsageError
from backcheck.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from backcheck.ask.terms import Terms
    from backcheck.cli.answers_file import AnswersFile
    from backcheck.cli.drafts import Sitting
    from backcheck.cli.log_desk import LogPicture
    from backcheck.knowledge.model import KnowledgeBase
    from backcheck.reasoning.answers import Answer
    from backcheck.reasoning.assessment import Assessment
    from backcheck.reasoning.interview import Order
    from backcheck.training_log.findings import LogNotes

NEVER_PAGED = ("emergency", "urgent")
"""Levels whose advice is never put into a pager, where somebody would have to press keys to go on reading."""

ORDERS = ("adaptive", "fixed")


class Wishes(NamedTuple):
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


def diagnose(runtime: Runtime, wishes: Wishes) -> int:
    """Asks or reads, assesses, shows; returns the exit code. Raises the errors of `backcheck.errors`."""
    _check(wishes)
    kb = runtime.knowledge_or_signs(lambda: _read_given(wishes.answers)[0], quiet=wishes.as_json or wishes.next)
    file = None
    if wishes.save_answers:
        from backcheck.cli.answers_file import AnswersFile

        file = AnswersFile(wishes.save_answers, force=wishes.force, again=wishes.save_answers == wishes.answers)
    sitting = None
    if wishes.asks and not (wishes.answers or wishes.resume or wishes.again) and has_terminal():
        from backcheck.ask.port import Left
        from backcheck.cli.drafts import offer_draft

        try:
            sitting = offer_draft(runtime, kb)
        except Left as left:
            from backcheck.cli.interview import exit_of

            return exit_of(left)
    from backcheck.cli.emergency import emergency_first

    given, kept = _read_given(wishes.answers)
    with emergency_first(runtime, kb, given, quiet=wishes.as_json or wishes.next):
        known, terms, over = _begin(runtime, kb, wishes, given, sitting)
        known |= _work_weight(kb, wishes.weight)
        notes, talk = log_desk.open_log(runtime, wishes, kept)
    if talk is not None:
        terms = replace(terms, remarks=talk.remarks, reviewed=talk)
    if notes is not None:
        terms = replace(terms, say=log_desk.sayer(notes))
    if wishes.next:
        _print_next(runtime, kb, known, terms)
        return Exit.DONE
    before = dict(known) if terms.again else None
    draft = None
    if wishes.asks:
        from backcheck.cli.drafts import DraftKeeper
        from backcheck.cli.interview import interview

        _check_place(runtime, kb, known, file)
        draft = None if terms.again else DraftKeeper(kb, over, held=over is not None and bool(terms.asked))
        talked = interview(runtime, kb, known, file, terms, draft, talk.spell if talk is not None else None)
        if isinstance(talked, Exit):
            return talked
        known = talked
    if talk is not None:
        notes = log_desk.close_log(runtime, kb, talk, known, notes)
    _advise(runtime, kb, known, wishes, before, file, notes, talk.figure if talk is not None else None)
    if draft is not None:
        draft.drop()
    return Exit.DONE


def _advise(
    runtime: Runtime,
    kb: KnowledgeBase,
    known: dict[str, Answer],
    wishes: Wishes,
    before: dict[str, Answer] | None,
    file: AnswersFile | None,
    notes: LogNotes | None,
    picture: LogPicture | None,
) -> None:
    """The advice, and the answers into their file. The advice comes whatever the file does; its error comes after.

    In an emergency the file is not even tried before the page is shown.
    """
    from backcheck.reasoning.assess import assess

    result = log_desk.tell(assess(kb, known), notes)
    emergency = result.triage.level == "emergency"
    error = None if emergency else _write(file, known, kb, notes)
    kept = file.shown if file is not None and error is None and not emergency else ""
    try:
        _print_result(runtime, kb, known, wishes._replace(save_answers=kept), before, result, notes, picture)
    finally:
        error = _write(file, known, kb, notes) if emergency else error
        if error is not None:
            from backcheck.cli.interview import print_answers

            print_answers(runtime, kb, known)
            raise error


def _check_place(runtime: Runtime, kb: KnowledgeBase, known: dict[str, Answer], file: AnswersFile | None) -> None:
    """Raises where the answers could not be written after the interview; a sign that is known already is said first."""
    try:
        if file is not None:
            file.check()
    except BackcheckError:
        from backcheck.cli.interview import say_sign

        say_sign(runtime, kb, known)
        raise


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


def _check(wishes: Wishes) -> None:
    if (wishes.next or wishes.go_on) and not wishes.answers:
        raise UsageError(
            "--next and --go-on need --answers FILE.",
            "Keep answers first: backcheck diagnose --save-answers FILE.",
        )
    if wishes.resume and (wishes.answers or wishes.again):
        raise UsageError("--resume goes on with what the journal kept, so it takes no other answers.", "Give it alone.")
    if wishes.order not in ORDERS:
        raise UsageError(
            f"'{clean(wishes.order)[:60]}' is not an order for the questions.", f"Use {' or '.join(ORDERS)}."
        )
    if wishes.next and wishes.save_answers:
        raise UsageError("--next asks nothing, so there is nothing for --save-answers to keep.", "Give one of them.")


def _begin(
    runtime: Runtime, kb: KnowledgeBase, wishes: Wishes, given: dict[str, object], sitting: Sitting | None
) -> tuple[dict[str, Answer], Terms, datetime | None]:
    """The answers that there are already, on what terms the interview goes on, and which draft it may replace."""
    from backcheck.ask.terms import Terms

    if wishes.resume or (wishes.again and not wishes.answers):
        from backcheck.cli.drafts import last_finished, resume

        sitting = resume(kb) if wishes.resume else last_finished(kb)
    known, terms = {}, Terms()
    if sitting is not None:
        known, terms = sitting.answers, Terms(asked=sitting.asked, ticked=sitting.ticked, notes=sitting.notes)
    elif wishes.asks and not wishes.answers:
        from backcheck.cli.hello import hello

        terms = Terms(notes=hello(plain=runtime.talk().plain))
    known = _read_known(kb, given) | known
    known = _named_lift(kb, wishes.exercise, known) | known
    taken = _say_taken(kb, known, wishes.exercise) if wishes.asks else ""
    terms = replace(terms, notes=(*terms.notes, taken)) if taken else terms
    if wishes.again:
        again = _find_again(kb, known, wishes.again, finished=bool(wishes.answers))
        terms = replace(terms, again=again, asked=tuple(known))
    order: Order = "fixed" if wishes.order == "fixed" else "adaptive"
    figures = _sign_figures(runtime, kb) if wishes.asks else None
    terms = replace(terms, order=order, everything=wishes.everything, figures=figures)
    return known, terms, sitting.at if sitting is not None else None


def _sign_figures(runtime: Runtime, kb: KnowledgeBase) -> Callable[[str, str], list[str]]:
    """What draws the sign under the cursor, on request, where the questions are shown."""

    def draw(question: str, sign: str) -> list[str]:
        from backcheck.show.figures import draw_sign  # late: the first question is painted without any figure

        talk = runtime.talk()  # each time, since the window may be another by now
        talk = replace(talk, width=talk.width - 1)  # a prompt leaves one column free
        return draw_sign(kb.lifts, question, sign, talk)

    return draw


def _read_given(source: str) -> tuple[dict[str, object], object]:
    """The answers of a file and what it keeps of a training log, not checked yet; nothing without a file.

    Raises as `read_answers_file` does.
    """
    if not source:
        return {}, None
    from backcheck.cli.answers_file import read_answers_and_log

    return read_answers_and_log(source)


def _read_known(kb: KnowledgeBase, given: dict[str, object]) -> dict[str, Answer]:
    """The answers of a file. Raises `AnswersError`."""
    if not given:
        return {}
    from backcheck.reasoning.answers import read_answers

    return read_answers(kb, given)


def _named_lift(kb: KnowledgeBase, typed: str, known: Mapping[str, Answer]) -> dict[str, Answer]:
    """The lift of `--exercise` as an answer. Raises `UsageError`: an unknown lift, or another one than in `known`."""
    if not typed:
        return {}
    from backcheck.knowledge.names import find_exercise, find_lift_id
    from backcheck.reasoning.answers import legal_options, say_answer

    question = kb.questions["exercise"]
    lift = typed
    if typed not in legal_options(question):
        lift = find_lift_id(kb, typed) or find_exercise(kb, typed)  # the second raises, with near matches
    if known.get("exercise", (lift,)) != (lift,):
        here, there = say_answer(question, (lift,)), say_answer(question, known["exercise"])
        raise UsageError(
            f"--exercise says '{here}', but the answers say '{there}'.", "Leave --exercise out, or change the answers."
        )
    return {"exercise": (lift,)}


def _work_weight(kb: KnowledgeBase, typed: str) -> dict[str, Answer]:
    """The typed work weight as answers, none where nothing was typed. Raises `UsageError` or `AnswersError`."""
    if not typed:
        return {}
    from backcheck.knowledge.loads import read_weight
    from backcheck.reasoning.answers import read_answers
    from backcheck.reasoning.plan_words import UNIT, WEIGHT

    work = read_weight(typed)
    return read_answers(kb, {WEIGHT: work.kg, UNIT: work.unit}, path="--weight")


SIGNS = "signs"
"""Short for the signs question of the lift that was answered."""


def _find_again(kb: KnowledgeBase, known: dict[str, Answer], again: str, *, finished: bool) -> str:
    """The id of the question to re-open; where it must be a `finished` interview, all danger signs are answered.

    Raises `UsageError` where it does not exist or does not belong to these answers.
    """
    from backcheck.reasoning.answers import read_answers
    from backcheck.reasoning.conditions import holds
    from backcheck.reasoning.triage import unanswered_safety

    if again == SIGNS:
        again = _signs_of(kb, known)
    read_answers(kb, {again: "unsure"}, path="--again")
    if finished and unanswered_safety(kb, known):
        raise UsageError("These answers do not cover all danger signs yet.", "Finish them first: --go-on.")
    when = kb.questions[again].when
    if when is not None and not holds(when, known):
        raise UsageError(f"'{again}' is not asked with these answers.", "Give a question that belongs to them.")
    return again


def _signs_of(kb: KnowledgeBase, known: dict[str, Answer]) -> str:
    """The signs question that belongs to these answers."""
    from backcheck.reasoning.conditions import holds

    for question in kb.questions.values():
        if question.stage == "signs" and question.when is not None and holds(question.when, known):
            return question.id
    raise UsageError("You have not named a lift yet, so it has no signs.", "Answer that first: --again exercise.")


def _print_next(runtime: Runtime, kb: KnowledgeBase, known: dict[str, Answer], terms: Terms) -> None:
    """The next question as JSON, the re-opened one first; or the assessment when there is none."""
    from backcheck.reasoning.assess import assess
    from backcheck.reasoning.interview import next_question, progress
    from backcheck.show.advice import advise
    from backcheck.show.as_json import encode_next

    order, everything = terms.order, terms.everything
    again = kb.questions.get(terms.again)
    question = again or next_question(kb, known, order=order, everything=everything)
    asked, about = progress(kb, known, order=order, everything=everything)
    advice = advise(kb, assess(kb, known)) if question is None else None
    runtime.out().write([encode_next(question, asked, about, advice)])


def _print_result(
    runtime: Runtime,
    kb: KnowledgeBase,
    known: dict[str, Answer],
    wishes: Wishes,
    before: dict[str, Answer] | None,
    result: Assessment,
    notes: LogNotes | None,
    picture: LogPicture | None,
) -> None:
    """The advice on standard output: as JSON, section by section to who sits there, or all of it.

    Where the output goes elsewhere, who was asked still sees what cannot wait, on the terminal and first.
    """
    from backcheck.knowledge.levels import is_grave
    from backcheck.show.advice import advise

    if wishes.asks and not shows_on_terminal() and is_grave(result.triage.level):
        from backcheck.cli.interview import say_sign

        say_sign(runtime, kb, known)
    advice = advise(kb, result, today())
    if before is not None:
        from backcheck.reasoning.assess import assess
        from backcheck.show.changes import say_changes

        runtime.tell(say_changes(advise(kb, assess(kb, before), today()), advice))
    taken = _say_taken(kb, known, wishes.exercise)
    if wishes.as_json:
        from backcheck.show.as_json import encode_assessment

        runtime.out().write([encode_assessment(advice, wishes.exercise if taken else "")])
        return
    if wishes.asks and shows_on_terminal():
        from backcheck.cli.result_menu import look_through

        look_through(runtime, kb, known, result, wishes.save_answers, notes, picture)
        return
    from backcheck.show.first_screen import render_opening, render_result

    out = runtime.out()
    from backcheck.show.card import render_taken

    said = render_taken(taken, out)
    if out.terminal and not (wishes.full or wishes.sources):
        out.write([*render_opening(advice, out.beside(said)), *said])
        return
    lines = [*render_result(advice, out, sources=wishes.sources), *said]
    if is_grave(result.triage.level):  # nobody should have to press keys to go on reading
        out.write(lines)
    else:
        runtime.show(lines)


def _say_taken(kb: KnowledgeBase, known: dict[str, Answer], typed: str) -> str:
    """What to say where `--exercise` was a near miss and the answer is the lift that was taken for it."""
    from backcheck.knowledge.names import Found, find_lift, find_lift_id, say_taken

    if not typed or "exercise" not in known:
        return ""
    try:
        found = find_lift(kb.lifts.values(), typed)
    except UsageError:  # no lift, or a relative of one that has no card
        relative = kb.lifts.get(find_lift_id(kb, typed) or "")
        if relative is None:
            return ""
        found = Found(relative.id, relative.name, False)
    return say_taken(typed, found) if known["exercise"] == (found.id,) else ""
