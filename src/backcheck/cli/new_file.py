"""Writing a file that a person asked for: whole or not at all, for them alone, and never over another by accident."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from backcheck.cli.machine import typed_path
from backcheck.errors import FileError, UsageError
from backcheck.text import clean


def write_new(name: str, content: str, *, force: bool, option: str = "-o") -> Path:
    """Writes the text as UTF-8, readable by its owner alone (0600), through a file beside it that is then renamed.

    `option` is what gives the name. Raises `UsageError` where a file is there and `force` is not given, `FileError`
    where it cannot be written.
    """
    import tempfile

    path, shown = typed_path(name), clean(name)
    try:
        if path.is_dir():
            raise FileError(f"{shown} is a folder.", "Give the name of a file in it.")
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".backcheck-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            _put(Path(temporary), path, force=force)
        finally:
            with suppress(OSError):
                Path(temporary).unlink(missing_ok=True)
    except FileExistsError:
        raise UsageError(f"{shown} is there already.", "Give another name, or add --force to replace it.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a name for a file"
        raise FileError(f"{shown} was not written: {reason}.", f"Give another place with {option}.") from error
    return path


def _put(temporary: Path, path: Path, *, force: bool) -> None:
    """Renames it into place. Without `force` a link is made, which fails where a file is there, however new."""
    if force:
        temporary.replace(path)
        return
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if path.exists() or path.is_symlink():
            raise FileExistsError from None
        temporary.replace(path)
