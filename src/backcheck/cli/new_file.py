"""Writing a file that a person asked for: whole or not at all, for them alone, and never over another by accident.

Only a plain file is ever replaced. A link, a device, a pipe or a folder is refused in words and stays what it is.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath
from stat import S_ISDIR, S_ISLNK, S_ISREG
from typing import IO, TYPE_CHECKING, NamedTuple

from backcheck.cli import machine
from backcheck.errors import FileError, UsageError
from backcheck.text import clean

if TYPE_CHECKING:
    from backcheck.cli.runtime import Runtime

STDOUT = "-"
"""The name that stands for standard output."""

HALF = ".backcheck-"
"""How the name of a half-written file begins, on systems where a file needs a name before it is whole."""
OLD = 3600.0
"""Seconds after which the writer of a half-written file has gone."""


class FileState(NamedTuple):
    """A file as it was at some moment: another one, or the same one after somebody wrote into it, differs."""

    device: int
    number: int
    size: int
    changed: int


def find_file(name: str, option: str = "-o") -> FileState | None:
    """The plain file of this name; None where there is none, and one can be made.

    `option` is what gives the name. Raises `UsageError` for an empty name and `FileError` for all that must not be
    replaced or has no folder.
    """
    shown = clean(name)
    if not name.strip() or name == STDOUT:
        raise UsageError(f"'{shown}' can't be the name of a file.", "Give the name of a file.")
    if name.endswith(("/", os.sep)):
        raise FileError(f"{shown} is the name of a folder.", "Give the name of a file in it.")
    path = machine.typed_path(name)
    try:
        found = os.lstat(path)
    except FileNotFoundError:
        if not path.parent.is_dir():
            raise FileError(f"{shown} can't be written: there is no such folder.", _elsewhere(option)) from None
        return None
    except (OSError, ValueError) as error:
        raise _cannot(shown, option, error) from error
    if S_ISREG(found.st_mode):
        return FileState(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
    if S_ISDIR(found.st_mode):
        raise FileError(f"{shown} is a folder.", "Give the name of a file in it.")
    what = "a link" if S_ISLNK(found.st_mode) else "a device or a pipe"
    output = " -o - is standard output." if option == "-o" else ""
    raise FileError(f"{shown} is {what}. Only a plain file is written or replaced.", _elsewhere(option) + output)


def check_ending(name: str, endings: Iterable[str]) -> None:
    """Raises `UsageError` where the name ends like a file of another kind. A name without an ending will do."""
    ending = PurePath(name).suffix.lower()
    if ending and ending not in endings:
        known = ", ".join(endings)
        raise UsageError(f"A file that ends in {clean(ending)[:20]} can't be made here.", f"Endings: {known}.")


def deliver(runtime: Runtime, output: str, text: str, *, force: bool, told: str) -> None:
    """Puts a result where `-o` says: into a file, of which `told` speaks, or to standard output. Raises as `write_new`.

    Standard output is meant by no name and by `-`.
    """
    if output in ("", STDOUT):
        runtime.out().write([text.rstrip("\n")])
        return
    write_new(output, text, force=force)
    runtime.tell(told)


def write_new(name: str, content: str, *, force: bool, option: str = "-o", over: FileState | None = None) -> Path:
    """Writes the text as UTF-8, readable by its owner alone (0600), in a file that appears when it is whole.

    `option` is what gives the name. A file that is there is replaced with `force`, or where it is still the one seen
    as `over`. Raises `UsageError` where another is there, `FileError` where it cannot be written.
    """
    path, shown = machine.typed_path(name), clean(name)
    found = find_file(name, option)
    if found is not None and not force and found != over:
        raise there(shown, option)
    try:
        try:
            _write(path, content, replace=found is not None, handle=_open_nameless(path.parent))
        except FileExistsError:
            raise
        except OSError:  # here a file without a name cannot be given one, or there is none
            _write(path, content, replace=found is not None, handle=None)
    except FileExistsError:
        raise there(shown, option) from None
    except (OSError, ValueError) as error:
        raise _cannot(shown, option, error) from error
    return path


def _write(path: Path, content: str, *, replace: bool, handle: int | None) -> None:
    """Writes into this open file without a name, else into one with another name, and gives it the name in the end."""
    with _half(path.parent, handle) as half:
        _sweep(path.parent, os.fstat(half.file.fileno()))
        half.file.write(content.encode("utf-8", "replace"))
        half.file.flush()
        os.fsync(half.file.fileno())
        _put(half, path, replace=replace)


class _Half(NamedTuple):
    """A file that is being written: where its bytes go, and its name, empty while it has none."""

    file: IO[bytes]
    name: str


@contextmanager
def _half(folder: Path, handle: int | None) -> Iterator[_Half]:
    """A new file (0600) in this folder: the one without a name that is open, which a kill leaves nothing of; or one."""
    name = ""
    if handle is None:
        import tempfile

        handle, name = tempfile.mkstemp(dir=folder, prefix=HALF)
    try:
        with os.fdopen(handle, "wb") as file:
            yield _Half(file, name)
    finally:
        if name:
            with suppress(OSError):
                Path(name).unlink(missing_ok=True)


def _open_nameless(folder: Path) -> int | None:
    """A file without a name; None where the system has none, or no way to give it one later."""
    with suppress(OSError, AttributeError):
        handle = os.open(folder, os.O_TMPFILE | os.O_WRONLY, 0o600)
        if Path(_door(handle)).exists():
            return handle
        os.close(handle)
    return None


def _door(handle: int) -> str:
    """Through which an open file without a name gets one."""
    return f"/proc/self/fd/{handle}"


def _put(half: _Half, path: Path, *, replace: bool) -> None:
    """Gives the whole file its name. Unless it is to `replace` one, that fails where a file is there, however new."""
    if not replace:
        try:
            _link(half, path)
        except FileExistsError:
            raise
        except OSError:
            if not half.name:
                raise
            os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))  # without links, the name is taken first
            os.replace(half.name, path)  # noqa: PTH105 - text
        return
    name = half.name
    if not name:
        from secrets import token_hex

        name = str(path.with_name(HALF + token_hex(8)))
        _link(half, Path(name))
    try:
        os.replace(name, path)  # noqa: PTH105 - text
    except OSError:
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108 - text
        raise


def _link(half: _Half, path: Path) -> None:
    if half.name:
        os.link(half.name, path)
        return
    folder = os.open(path.parent, os.O_RDONLY)
    try:  # only with a folder given does the system call follow the link behind the door
        os.link(_door(half.file.fileno()), path.name, dst_dir_fd=folder)
    finally:
        os.close(folder)


def _sweep(folder: Path, ours: os.stat_result) -> None:
    """Removes half-written files that somebody who was killed left here: plain, old ones with the owner of `ours`."""
    with suppress(OSError):
        for entry in os.scandir(folder):
            if entry.name.startswith(HALF) and entry.is_file(follow_symlinks=False):
                found = entry.stat(follow_symlinks=False)
                if found.st_mtime < ours.st_mtime - OLD and found.st_uid == ours.st_uid:
                    with suppress(OSError):
                        os.unlink(entry.path)  # noqa: PTH108 - text


def there(shown: str, option: str) -> UsageError:
    """The error for a file that is there and may not be replaced."""
    force = ", or add --force to replace it" if option else ""
    return UsageError(f"{shown} is there already.", f"Give another name{force}.")


def _cannot(shown: str, option: str, error: Exception) -> FileError:
    reason = getattr(error, "strerror", None) or "not a name for a file"
    return FileError(f"{shown} was not written: {reason}.", _elsewhere(option))


def _elsewhere(option: str) -> str:
    return f"Give another place with {option}." if option else "Give another name."
