"""Answers from outside the interview: a file, `--exercise`, `--weight` and `--again`; and the file they are kept in.

Each is read as if a stranger had written it: a file is held to limits and to strict JSON. What the answers mean is
checked by `reasoning.answers`. An emergency in answers that hold a mistake is told before the error.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NoReturn

from backcheck.cli import machine
from backcheck.errors import AnswersError, BackcheckError, FileError, UsageError
from backcheck.reasoning.answers import legal_options, read_answers, say_answer, to_json
from backcheck.text import clean

if TYPE_CHECKING:
    from backcheck.cli.new_file import FileState
    from backcheck.cli.runtime import Runtime
    from backcheck.knowledge.model import KnowledgeBase
    from backcheck.reasoning.answers import Answer, Answers
    from backcheck.training_log.findings import LogNotes

LARGEST = 1_000_000
"""Bytes; an answers file of every question has less than ten thousand."""

SCHEMA_VERSION = 1
OPTION = "--save-answers"
SIGNS = "signs"
"""Short for the signs question of the lift that was answered."""

_NO_LOG = "Leave it out, or read the log again: backcheck diagnose --answers FILE --log FILE."
_EXAMPLE = 'It looks like {"answers": {"safety-nerves": ["none"], "exercise": "squat"}}.'


def read_given(name: str) -> tuple[dict[str, object], object]:
    """The object under `answers` in a file (`-` is standard input), not yet checked against the questions.

    With it the value under `log` (see `read_log_notes`), None where there is none. No name gives no answers. Raises
    `FileError` where it cannot be read and `AnswersError` with the JSON path where it is wrong.
    """
    if not name:
        return {}, None
    document = read_document(name)
    if not isinstance(document, dict) or "answers" not in document:
        raise AnswersError("$", "there is no object 'answers'.", _EXAMPLE)
    answers = document["answers"]
    if not isinstance(answers, dict):
        raise AnswersError("$.answers", "is not an object of question ids and answers.", _EXAMPLE)
    return answers, document.get("log")


def read_log_notes(kept: object) -> LogNotes:
    """What was kept of a training log, from the value under `log`. Raises `AnswersError`."""
    import msgspec

    from backcheck.training_log.findings import LogNotes

    try:
        return msgspec.convert(kept, LogNotes)
    except msgspec.ValidationError as error:
        raise AnswersError("$.log", f"is not what is kept of a log: {clean(str(error))[:200]}.", _NO_LOG) from error


def read_document(name: str) -> Any:
    """The JSON value in a file (`-` is standard input), within limits. Raises `FileError` or `AnswersError`."""
    shown = "standard input" if name == "-" else clean(name)
    try:
        if name != "-":
            with machine.typed_path(name).open("rb") as file:
                content = file.read(LARGEST + 1)
        elif (source := machine.piped()) is not None:
            content = source.read(LARGEST + 1)
        else:
            raise ValueError
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a file that can be read"
        raise FileError(f"{shown} can't be read: {reason}.", "Check the file's name and permissions.") from error
    if len(content) > LARGEST:
        raise AnswersError(
            "$", f"{shown} is larger than {LARGEST // 1_000_000} MB.", "An answers file is a few lines of JSON."
        )
    if not content.strip():
        raise AnswersError("$", f"{shown} is empty.", _EXAMPLE)
    return _parse(content, shown)


def _parse(content: bytes, shown: str) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_unique, parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise AnswersError("$", f"{shown} is not UTF-8 text.", "Save it as UTF-8.") from error
    except RecursionError as error:
        raise AnswersError("$", f"{shown} is nested too deep.", _EXAMPLE) from error
    except json.JSONDecodeError as error:
        problem = f"{shown} is not JSON: {error.msg} (line {error.lineno}, column {error.colno})."
        raise AnswersError("$", problem, _EXAMPLE) from error
    except ValueError as error:  # a number of thousands of digits
        raise AnswersError("$", f"{shown} holds a number that is too long.", _EXAMPLE) from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise AnswersError("$", f"the key '{clean(key)[:60]}' appears twice.", "Give each question one answer.")
        found[key] = value
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise AnswersError("$", f"{name} is not a number in JSON.", "Give a plain number, or 'unsure'.")


# -- an emergency in them ----------------------------------------------------------------------------------------------


@contextmanager
def emergency_first(runtime: Runtime, kb: KnowledgeBase, given: object, *, quiet: bool) -> Iterator[None]:
    """Before an error of the body goes on, the page of the emergency that the readable part of `given` makes, if any.

    `given` is what a file holds as answers, of any shape. With `quiet` standard output is for a program: then the
    emergency is said on standard error.
    """
    try:
        yield
    except BackcheckError:
        if isinstance(given, Mapping):
            _show_emergency(runtime, kb, given, quiet=quiet)
        raise


def tell_without_base(runtime: Runtime, read: Callable[[], object], *, quiet: bool) -> None:
    """The page of the emergency in the answers that `read` gives, where the knowledge base is broken; else nothing.

    The error about the base is for the caller to raise.
    """
    with suppress(BackcheckError):
        given = read()
        if isinstance(given, Mapping) and given:
            _show_emergency(runtime, runtime.readable_knowledge(), given, quiet=quiet)


def _show_emergency(runtime: Runtime, kb: KnowledgeBase, given: Mapping[str, object], *, quiet: bool) -> None:
    from backcheck.reasoning.assess import assess
    from backcheck.reasoning.recheck import salvage

    result = assess(kb, salvage(kb, given), look_ahead=False)
    if result.triage.level != "emergency":
        return
    if quiet:
        from backcheck.show.danger import say_action

        reasons = "; ".join(reason.text for reason in result.triage.reasons if reason.level == "emergency")
        runtime.tell(f"{result.verdict}: {say_action(kb, 'emergency')}", f"The reason: {reasons}")
        return
    from backcheck.show.advice import advise
    from backcheck.show.first_screen import render_first_screen

    out = runtime.out()
    out.write(render_first_screen(advise(kb, result, machine.today()), out))


# -- from options ------------------------------------------------------------------------------------------------------


def named_lift(kb: KnowledgeBase, typed: str, known: Mapping[str, Answer]) -> dict[str, Answer]:
    """The lift of `--exercise` as an answer. Raises `UsageError`: an unknown lift, or another one than in `known`."""
    if not typed:
        return {}
    from backcheck.knowledge.names import find_exercise, find_lift_id

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


def work_weight(kb: KnowledgeBase, typed: str) -> dict[str, Answer]:
    """The typed work weight as answers, none where nothing was typed. Raises `UsageError` or `AnswersError`."""
    if not typed:
        return {}
    from backcheck.knowledge.loads import read_weight
    from backcheck.reasoning.plan_words import UNIT, WEIGHT

    work = read_weight(typed)
    return read_answers(kb, {WEIGHT: work.kg, UNIT: work.unit}, path="--weight")


def find_again(kb: KnowledgeBase, known: dict[str, Answer], again: str, *, finished: bool) -> str:
    """The id of the question to re-open; where it must be a `finished` interview, all danger signs are answered.

    Raises `UsageError` where it does not exist or does not belong to these answers.
    """
    from backcheck.reasoning.conditions import holds
    from backcheck.reasoning.triage import unanswered_safety

    if again == SIGNS:
        listed = [one for one in kb.questions.values() if one.stage == "signs"]
        again = next((one.id for one in listed if one.when is not None and holds(one.when, known)), "")
        if not again:
            problem = "You haven't named a lift yet, so it has no signs."
            raise UsageError(problem, "Answer that first: --again exercise.")
    read_answers(kb, {again: "unsure"}, path="--again")
    if finished and unanswered_safety(kb, known):
        raise UsageError("These answers don't cover all danger signs yet.", "Finish them first: --go-on.")
    when = kb.questions[again].when
    if when is not None and not holds(when, known):
        raise UsageError(f"'{again}' is not asked with these answers.", "Give a question that belongs to them.")
    return again


def say_taken(kb: KnowledgeBase, known: dict[str, Answer], typed: str) -> str:
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


# -- kept in a file ----------------------------------------------------------------------------------------------------


def spell_answers(answers: Answers, kb: KnowledgeBase, indent: int | None = None, notes: LogNotes | None = None) -> str:
    """The JSON text of an answers file, on one line unless an `indent` is given; ASCII alone.

    `notes` are what is kept of a training log: its findings, never its rows.
    """
    separators = (",", ":") if indent is None else None
    document: dict[str, object] = {"schema_version": SCHEMA_VERSION, "answers": to_json(answers, kb)}
    if notes is not None:
        import msgspec

        document["log"] = msgspec.to_builtins(notes)
    return json.dumps(document, indent=indent, separators=separators)


class AnswersFile:
    """An answers file that will be written. Its place can be checked before an interview, not only after it.

    With `force` it replaces a file that is there; where it is written `again` only the one that is there now, before
    its answers are read.
    """

    def __init__(self, name: str, *, force: bool, again: bool) -> None:
        self.shown = clean(name)
        self._name, self._force = name, force
        self._over: FileState | None = None
        if again:
            from backcheck.cli.new_file import find_file

            with suppress(BackcheckError):  # `check` raises it, when that no longer keeps the advice back
                self._over = find_file(name, OPTION)

    def check(self) -> None:
        """Raises `UsageError` for a file that is there or of another kind, `FileError` where none can be written."""
        from backcheck.cli.new_file import check_ending, find_file, there

        found = find_file(self._name, OPTION)
        if found is None or found != self._over:
            check_ending(self._name, (".json", ".txt"))
            if found is not None and not self._force:
                raise there(self.shown, OPTION)
        if not os.access(machine.typed_path(self._name).parent, os.W_OK):
            raise FileError(f"{self.shown} can't be written.", "Give a file name in a folder that is yours.")

    def write_answers(self, answers: Answers, kb: KnowledgeBase, notes: LogNotes | None = None) -> None:
        """Writes all answers and the `notes` of a log, for you alone (0600). The old file stays until the new is whole.

        Raises what `check` raises, also where a file has come up meanwhile.
        """
        from backcheck.cli.new_file import write_new

        self.check()
        text = spell_answers(answers, kb, indent=2, notes=notes) + "\n"
        write_new(self._name, text, force=self._force, option=OPTION, over=self._over)
