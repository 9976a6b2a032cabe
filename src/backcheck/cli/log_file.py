"""A training log from a file or a pipe, into memory and nowhere else. Owns that nothing without an end is read."""

from __future__ import annotations

import os
from errno import EINVAL
from stat import S_ISREG

from backcheck.cli import machine
from backcheck.errors import FileError
from backcheck.text import clean


def read_log_file(name: str) -> bytes:
    """All bytes of an export (`-` is standard input).

    Raises `FileError` where it cannot be read, is no plain file, or is larger than any log.
    """
    from backcheck.training_log.table import LARGEST

    shown = "standard input" if name == "-" else clean(name)
    try:
        content = _read_pipe(LARGEST + 1) if name == "-" else _read_file(name, LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a file that can be read"
        raise FileError(f"{shown} cannot be read: {reason}.", "Give the CSV file that your app exported.") from error
    if len(content) > LARGEST:
        raise FileError(f"{shown} is larger than {LARGEST // 1_000_000} MB.", "Export fewer years.")
    return content


def _read_pipe(most: int) -> bytes:
    source = machine.piped()
    if source is None:
        raise ValueError
    return source.read(most)


def _read_file(name: str, most: int) -> bytes:
    handle = os.open(machine.typed_path(name), os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))  # a pipe is not waited for
    with open(handle, "rb") as file:  # noqa: PTH123 - it is open already
        if not S_ISREG(os.fstat(handle).st_mode):
            raise OSError(EINVAL, "it isn't a plain file (use - to read from a pipe)")
        return file.read(most)
