"""Answers files: reading one from anywhere without trusting it, and writing one so that nothing is lost.

It is held to limits and to strict JSON. What the answers mean is checked by `reasoning.answers`.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NoReturn

from backcheck.cli import machine
from backcheck.errors import AnswersError, BackcheckError, FileError
from backcheck.knowledge.model import KnowledgeBase
from backcheck.reasoning.answers import Answers, to_json
from backcheck.text import clean

if TYPE_CHECKING:
    from backcheck.cli.new_file import FileState
    from backcheck.training_log.findings import LogNotes

LARGEST = 1_000_000
"""Bytes; an answers file of every question has less than ten thousand."""

SCHEMA_VERSION = 1
OPTION = "--save-answers"


def read_answers_file(name: str) -> dict[str, object]:
    """The object under `answers` in a file (`-` is standard input), not yet checked against the questions.

    Raises `FileError` where it cannot be read and `AnswersError` with the JSON path where it is wrong.
    """
    return read_answers_and_log(name)[0]


def read_answers_and_log(name: str) -> tuple[dict[str, object], object]:
    """The same, and the value under `log` (see `read_log_notes`), None where there is none."""
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
    content = _read_bytes(name, shown)
    if len(content) > LARGEST:
        raise AnswersError(
            "$", f"{shown} is larger than {LARGEST // 1_000_000} MB.", "An answers file is a few lines of JSON."
        )
    if not content.strip():
        raise AnswersError("$", f"{shown} is empty.", _EXAMPLE)
    return _parse(content, shown)


_NO_LOG = "Leave it out, or read the log again: backcheck diagnose --answers FILE --log FILE."
_EXAMPLE = 'It looks like {"answers": {"safety-nerves": ["none"], "exercise": "squat"}}.'


def _read_bytes(name: str, shown: str) -> bytes:
    try:
        if name == "-":
            source = machine.piped()
            if source is None:
                raise ValueError
            return source.read(LARGEST + 1)
        with machine.typed_path(name).open("rb") as file:
            return file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a file that can be read"
        raise FileError(f"{shown} cannot be read: {reason}.", "Check the name and the rights of the file.") from error


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
            raise AnswersError("$", f"the key '{clean(key)[:60]}' stands twice.", "Give each question one answer.")
        found[key] = value
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise AnswersError("$", f"{name} is not a number in JSON.", "Give a plain number, or 'unsure'.")


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
            raise FileError(f"{self.shown} cannot be written.", "Give a file name in a folder that is yours.")

    def write_answers(self, answers: Answers, kb: KnowledgeBase, notes: LogNotes | None = None) -> None:
        """Writes all answers and the `notes` of a log, for you alone (0600). The old file stays until the new is whole.

        Raises what `check` raises, also where a file has come up meanwhile.
        """
        from backcheck.cli.new_file import write_new  # late: reading answers does without it

        self.check()
        text = spell_answers(answers, kb, indent=2, notes=notes) + "\n"
        write_new(self._name, text, force=self._force, option=OPTION, over=self._over)
