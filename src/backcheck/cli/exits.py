"""Exit codes, in one place; `docs/exit-codes.md` is tested against this list."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What the number means to a script. A health result is never a failure."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    KNOWLEDGE = 3
    FILE = 4
    BUG = 70
    HANGUP = 129
    INTERRUPTED = 130
    TERMINATED = 143


MEANINGS: dict[Exit, str] = {
    Exit.DONE: "done, whatever the advice; also when the reader of a pipe goes away",
    Exit.FINDINGS: "`kb check` found errors, or `kb test` found an emergency or urgent case under-triaged",
    Exit.USAGE: "wrong usage: an unknown name, a wrong answers file, an interview without a terminal",
    Exit.KNOWLEDGE: "the knowledge base cannot be loaded",
    Exit.FILE: "a file or the journal cannot be read or written",
    Exit.BUG: "a bug in backcheck",
    Exit.HANGUP: "the terminal was closed",
    Exit.INTERRUPTED: "stopped by the user",
    Exit.TERMINATED: "ended by a signal",
}
