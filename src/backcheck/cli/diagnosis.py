"""What `backcheck diagnose` does, from its wishes to its exit code. Loads no typer, for speed.

Owns the order of the steps; holding the interview is `interview`, showing the result `result_menu`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from backcheck.cli.exits import Exit
from backcheck.cli.wiring import Runtime, shows_on_terminal, today
from backcheck.errors import UsageError
from backcheck.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from backcheck.ask.terms import Terms
    from backcheck.knowledge.model import KnowledgeBase
    from backcheck.reasoning.answers import Answer
    from backcheck.reasoning.interview import Order

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

    @property
    def asks(self) -> bool:
        """Whether somebody is to be asked something."""
        return not self.answers or bool(self.again) or self.go_on


def diagnose(runtime: Runtime, wishes: Wishes) -> int:
    """Asks or reads, assesses, shows; returns the exit code. Raises the errors of `backcheck.errors`."""
    _check(wishes)
    kb = runtime.knowledge()
    file = None
    if wishes.save_answers:
        from backcheck.cli.answers_file import AnswersFile

        file = AnswersFile(wishes.save_answers, may_replace=wishes.force or wishes.save_answers == wishes.answers)
    known, terms = _begin(runtime, kb, wishes)
    known |= _work_weight(kb, wishes.weight)
    again = terms.again
    if wishes.next:
        _print_next(runtime, kb, known, terms)
        return Exit.DONE
    before = dict(known)
    if wishes.asks:
        from backcheck.cli.interview import interview

        talked = interview(runtime, kb, known, file, terms)
        if isinstance(talked, Exit):
            return talked
        known = talked
    elif file is not None:
        file.write_answers(known, kb)
    _print_result(runtime, kb, known, wishes, before if again else None)
    return Exit.DONE


def _check(wishes: Wishes) -> None:
    if (wishes.next or wishes.go_on) and not wishes.answers:
        raise UsageError(
            "--next and --go-on need --answers FILE.",
            "Keep answers first: backcheck diagnose --save-answers FILE.",
        )
    if wishes.resume and (wishes.answers or wishes.again):
        raise UsageError("--resume goes on with what the journal kept, so it takes no other answers.", "Give it alone.")
    if wishes.order not in ORDERS:
        raise UsageError(f"'{clean(wishes.order)[:60]}' is not an order of questions.", f"Use {' or '.join(ORDERS)}.")
    if wishes.next and wishes.save_answers:
        raise UsageError("--next asks nothing, so there is nothing for --save-answers to keep.", "Give one of them.")


def _begin(runtime: Runtime, kb: KnowledgeBase, wishes: Wishes) -> tuple[dict[str, Answer], Terms]:
    """The answers that there are already, and on what terms the interview goes on."""
    from backcheck.ask.terms import Terms

    if wishes.resume or (wishes.again and not wishes.answers):
        from backcheck.cli.drafts import last_finished, resume

        sitting = resume(kb) if wishes.resume else last_finished(kb)
        terms = Terms(asked=sitting.asked, ticked=sitting.ticked, notes=sitting.notes)
        known = sitting.answers
    else:
        known, terms = _known_answers(kb, wishes.answers, wishes.exercise), Terms()
        if not wishes.answers:
            from backcheck.cli.hello import hello

            terms = Terms(notes=hello(plain=runtime.talk().plain))
    if wishes.again:
        again = _find_again(kb, known, wishes.again, finished=bool(wishes.answers))
        terms = replace(terms, again=again, asked=tuple(known))
    order: Order = "fixed" if wishes.order == "fixed" else "adaptive"
    figures = _sign_figures(runtime, kb) if wishes.asks else None
    return known, replace(terms, order=order, everything=wishes.everything, figures=figures)


def _sign_figures(runtime: Runtime, kb: KnowledgeBase) -> Callable[[str, str], list[str]]:
    """What draws the sign under the cursor, on request, where the questions are shown."""
    talk = runtime.talk()
    talk = replace(talk, width=talk.width - 1)  # a prompt leaves one column free

    def draw(question: str, sign: str) -> list[str]:
        from backcheck.show.picture import draw_sign  # late: the first question is painted without any figure

        return draw_sign(kb.lifts, question, sign, talk)

    return draw


def _known_answers(kb: KnowledgeBase, source: str, exercise: str) -> dict[str, Answer]:
    """What is known before anything is asked: the file's answers, and the lift by name. Raises `AnswersError`."""
    known: dict[str, Answer] = {}
    if source:
        from backcheck.cli.answers_file import read_answers_file
        from backcheck.reasoning.answers import read_answers

        known = read_answers(kb, read_answers_file(source))
    if exercise and "exercise" not in known:
        from backcheck.knowledge.names import find_exercise, find_lift_id

        lift = find_lift_id(kb, exercise) or find_exercise(kb, exercise)  # the second raises, with near matches
        known["exercise"] = (lift,)
    return known


def _work_weight(kb: KnowledgeBase, typed: str) -> dict[str, Answer]:
    """The typed work weight as answers, none where nothing was typed. Raises `UsageError` or `AnswersError`."""
    if not typed:
        return {}
    from backcheck.knowledge.loads import read_weight
    from backcheck.reasoning.answers import read_answers
    from backcheck.reasoning.wording import UNIT, WEIGHT

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
    raise UsageError("No lift is answered yet, so it has no signs.", "Answer that first: --again exercise.")


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
    runtime: Runtime, kb: KnowledgeBase, known: dict[str, Answer], wishes: Wishes, before: dict[str, Answer] | None
) -> None:
    """The advice on standard output: as JSON, section by section to who sits there, or all of it."""
    from backcheck.reasoning.assess import assess
    from backcheck.show.advice import advise

    result = assess(kb, known)
    advice = advise(kb, result, today())
    if before is not None:
        from backcheck.show.changes import say_changes

        runtime.tell(say_changes(assess(kb, before, look_ahead=False), result))
    if wishes.as_json:
        from backcheck.show.as_json import encode_assessment

        runtime.out().write([encode_assessment(advice)])
        return
    if wishes.asks and shows_on_terminal():
        from backcheck.cli.result_menu import look_through

        look_through(runtime, kb, known, result)
        return
    from backcheck.show.first_screen import render_result

    out = runtime.out()
    out.write(render_result(advice, out, sources=wishes.sources))
