"""Reading a plain file, and no more of it than it may hold.

A device, a pipe or a folder in the place of a file is refused instead of being waited for or read without end.
"""

from __future__ import annotations

import os
from errno import EFBIG, EINVAL, EISDIR
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 5_000_000
"""Bytes of a file of a knowledge base; the largest that ships has a tenth of it."""


def read_plain(path: str | Path, largest: int = LARGEST) -> bytes:
    """All bytes of the file. Raises `OSError` where it cannot be read, is no plain file, or has more than `largest`.

    Raises `ValueError` for a name that no file can have.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        found = os.fstat(handle)
        if S_ISDIR(found.st_mode):
            raise OSError(EISDIR, "it is a folder")
        if not S_ISREG(found.st_mode):
            raise OSError(EINVAL, "it isn't a plain file")
        parts, left = [], largest + 1
        while left and (part := os.read(handle, min(left, found.st_size + 1))):
            parts.append(part)
            left -= len(part)
    finally:
        os.close(handle)
    if not left:
        raise OSError(EFBIG, f"it is larger than {largest:,} bytes")
    return b"".join(parts)
