"""The error tree: what can go wrong, said so that a person can go on. Nothing else leaves the rooms as an error.

Each message names the thing and the way out. `cli` alone turns errors into exit codes.
"""

from __future__ import annotations


class BackcheckError(Exception):
    """Base of all expected errors. `problem` says what is wrong, `remedy` what to do about it (may be empty)."""

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


class UsageError(BackcheckError):
    """The call cannot be carried out as given: an unknown name, no terminal, options that exclude each other."""


UNREAD = "$"
"""The path of a fault for which nothing of a file could be read."""


class AnswersError(UsageError):
    """An answers file was read but is wrong. `path` is the JSON path of the first fault, such as `$.answers.age`."""

    def __init__(self, path: str, problem: str, remedy: str = "") -> None:
        super().__init__(f"{path}: {problem}", remedy)
        self.path = path


class KnowledgeError(BackcheckError):
    """The knowledge base cannot be loaded. `place` is the file, with a JSON pointer where one is known."""

    def __init__(self, place: str, problem: str, remedy: str = "") -> None:
        super().__init__(f"{place}: {problem}", remedy)
        self.place = place


class FileError(BackcheckError):
    """A file cannot be read or written."""


def was_stopped(error: BaseException | None) -> bool:
    """Whether Ctrl-C is behind the error: Python raises another one where it strikes while a class is made."""
    while error is not None and not isinstance(error, KeyboardInterrupt):
        error = error.__cause__ or error.__context__
    return error is not None
