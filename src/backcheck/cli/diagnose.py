"""`backcheck diagnose`: the interview, or answers from a file, and then the advice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from backcheck.cli.wiring import Runtime, shows_on_terminal, today
from backcheck.errors import UsageError

if TYPE_CHECKING:
    from backcheck.knowledge.model import KnowledgeBase
    from backcheck.reasoning.answers import Answer

app = typer.Typer(rich_markup_mode=None, add_completion=False, context_settings={"help_option_names": ["-h", "--help"]})


@app.command()
def diagnose(
    ctx: typer.Context,
    exercise: Annotated[str, typer.Option(metavar="NAME", help="The lift, where it is known.")] = "",
    weight: Annotated[str, typer.Option(metavar="WEIGHT", help="Your work weight in it: 100kg or 225lb.")] = "",
    answers: Annotated[str, typer.Option(metavar="FILE|-", help="Answers from JSON; nothing is asked.")] = "",
    next_: Annotated[bool, typer.Option("--next", help="With --answers: the next question only, as JSON.")] = False,
    again: Annotated[str, typer.Option(metavar="QUESTION", help="With --answers: ask this question again.")] = "",
    go_on: Annotated[bool, typer.Option("--go-on", help="With --answers: ask what is still open.")] = False,
    save_answers: Annotated[str, typer.Option(metavar="FILE", help="Keep the answers in a file, for you alone.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace the file of --save-answers.")] = False,
    sources: Annotated[bool, typer.Option("--sources", help="With every point and who says so.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The result as JSON.")] = False,
) -> None:
    """A short interview about your back, danger signs first; then what to do."""
    runtime: Runtime = ctx.obj
    if (next_ or again or go_on) and not answers:
        raise UsageError(
            "--next, --again and --go-on need --answers FILE.",
            "Keep answers first: backcheck diagnose --save-answers FILE.",
        )
    if next_ and save_answers:
        raise UsageError("--next asks nothing, so there is nothing for --save-answers to keep.", "Give one of them.")
    kb = runtime.knowledge()
    file = None
    if save_answers:
        from backcheck.cli.answers_file import AnswersFile

        file = AnswersFile(save_answers, may_replace=force or save_answers == answers)
    known = _known_answers(kb, answers, exercise) | _work_weight(kb, weight)
    if again:
        _check_again(kb, known, again)
    if next_:
        _print_next(runtime, kb, known, again)
        return
    asked = not answers or bool(again) or go_on
    if asked:
        from backcheck.cli.interview import interview

        known = interview(runtime, kb, known, file, again)
    elif file is not None:
        file.write_answers(known, kb)
    _print_result(runtime, kb, known, as_json=as_json, asked=asked, sources=sources)


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


def _check_again(kb: KnowledgeBase, known: dict[str, Answer], again: str) -> None:
    """Raises `UsageError` where the question to re-open does not exist or does not belong to these answers."""
    from backcheck.reasoning.answers import read_answers
    from backcheck.reasoning.conditions import holds
    from backcheck.reasoning.triage import unanswered_safety

    read_answers(kb, {again: "unsure"}, path="--again")
    if unanswered_safety(kb, known):
        raise UsageError("These answers do not cover all danger signs yet.", "Finish them first: --go-on.")
    when = kb.questions[again].when
    if when is not None and not holds(when, known):
        raise UsageError(f"'{again}' is not asked with these answers.", "Give a question that belongs to them.")


def _print_next(runtime: Runtime, kb: KnowledgeBase, known: dict[str, Answer], again: str) -> None:
    """The next question as JSON, the re-opened one first; or the assessment when there is none."""
    from backcheck.reasoning.assess import assess
    from backcheck.reasoning.interview import next_question, progress
    from backcheck.show.as_json import encode_next

    question = kb.questions[again] if again else next_question(kb, known)
    asked, about = progress(kb, known)
    result = assess(kb, known) if question is None else None
    runtime.out().write([encode_next(question, asked, about, result)])


def _print_result(
    runtime: Runtime, kb: KnowledgeBase, known: dict[str, Answer], *, as_json: bool, asked: bool, sources: bool
) -> None:
    """The advice on standard output: as JSON, section by section to who sits there, or all of it."""
    from backcheck.reasoning.assess import assess

    result = assess(kb, known)
    if as_json:
        from backcheck.show.as_json import encode_assessment

        runtime.out().write([encode_assessment(result)])
        return
    prompts = {question.id: question.prompt for question in kb.questions.values()}
    from backcheck.show.picture import draw_top_fault, put_last

    out = runtime.out()
    picture = draw_top_fault(result, kb.lifts, out)
    if asked and shows_on_terminal():
        from backcheck.cli.interview import look_through

        look_through(runtime, result, prompts, picture)
        return
    from backcheck.show.result import render_result

    out.write(put_last(render_result(result, out, today(), prompts, sources=sources), picture))
