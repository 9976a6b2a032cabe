"""The table in a file: its encoding, what parts its columns, its rows with the line on which each begins.

A row that is no CSV is told of and left out, never the rest of the file. Nothing is known of training here.
"""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE, getincrementaldecoder
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from backcheck.errors import FileError
from backcheck.knowledge.near import quote

LARGEST = 160_000_000
"""Bytes; a million rows have about 100 million."""

MOST_ROWS = 1_000_000
LONGEST_CELL = 65_536
"""Characters; a cell beyond it is a quote that was never closed."""

MOST_BROKEN = 1_000
"""So many rows that are no CSV, and the file is none."""

PIECE = 1 << 20
WIDEST = 200
"""Columns; no app writes a tenth of them."""

_SEPARATORS = (",", ";", "\t", "|")
_NOT_TABLES = {
    b"SQLite format 3\0": "a database, such as a backup of an app",
    b"PK\x03\x04": "a spreadsheet or an archive",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "compressed",
}
FIRST_LINE = "Remove the lines above the column names. Commas, semicolons, tabs or bars must stand between the names."
EXPORT = "Export the log as CSV: see docs/training-log.md for each app."


class CsvTable(NamedTuple):
    """A table that is opened: its heads, and `rows` that come one by one and only once.

    `notes` say what a person should know about how it was read. `comma` tells that numbers may have a decimal comma,
    since the columns are parted by something else.
    """

    heads: tuple[str, ...]
    rows: Iterator[CsvRow]
    notes: tuple[str, ...]
    comma: bool


class CsvRow(NamedTuple):
    """The cells of one row, and the line of the file on which it begins. A row that is no CSV has a `fault` instead."""

    line: int
    cells: list[str]
    fault: str = ""


def open_table(content: bytes) -> CsvTable:
    """The table in these bytes. Raises `FileError` where there is none, or more than the limits allow.

    The limits on rows are met while they are read, so `rows` may raise it too.
    """
    if len(content) > LARGEST:
        raise FileError(f"The log is larger than {LARGEST // 1_000_000} MB.", "Export fewer years.")
    for opening, what in _NOT_TABLES.items():
        if content.startswith(opening):
            raise FileError(f"This isn't a table. It is {what}.", EXPORT)
    encoding, notes = _find_encoding(content)
    stream = io.TextIOWrapper(io.BytesIO(content), encoding=encoding, errors="replace", newline="")
    lines = _Lines(stream)
    opening_line = lines.peek()
    if opening_line.casefold().startswith("sep=") and len(opening_line.strip()) == 5:  # a spreadsheet's own first line
        next(lines)
        opening_line = lines.peek()
    if not opening_line.strip():
        raise FileError("The log is empty, or its first line is." if content.strip() else "The log is empty.", EXPORT)
    bare = "".join(opening_line.split('"')[::2])
    separator = max(_SEPARATORS, key=bare.count)  # the commonest outside quotes
    rows = _read_rows(lines, separator)
    heads = next(rows)
    if heads.fault:
        raise FileError(f"The first line isn't CSV. It has {heads.fault}.", EXPORT)
    if len(heads.cells) < 2:
        shown = quote(heads.cells[0])
        raise FileError(f"The first line doesn't name columns: {shown}.", f"{FIRST_LINE} {EXPORT}")
    return CsvTable(tuple(heads.cells), rows, notes, separator != ",")


def _find_encoding(content: bytes) -> tuple[str, tuple[str, ...]]:
    """The encoding, by its mark or by trying, and what to say about it. Raises `FileError` for what is no text."""
    if content.startswith(BOM_UTF8):
        return "utf-8-sig", ()
    if content.startswith((BOM_UTF32_LE, BOM_UTF32_BE)):  # first, since its mark begins as that of UTF-16 does
        return "utf-32", ()
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16", ()
    if b"\0" in content[:PIECE]:
        raise FileError("This isn't text.", EXPORT)
    decoder = getincrementaldecoder("utf-8")()
    view = memoryview(content)
    try:
        for start in range(0, len(content), PIECE):
            decoder.decode(view[start : start + PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252", ("It is not UTF-8, so it was read as Windows text. Letters with accents may be wrong.",)
    return "utf-8", ()


class _Lines(Iterator[str]):
    """The lines of a stream; those of the row at hand are held, so that reading can go on after its first one."""

    def __init__(self, stream: io.TextIOBase) -> None:
        self._read = partial(stream.readline, LONGEST_CELL * 2)
        self._again: list[str] = []
        self._held: list[str] = []
        self.passed = 0
        """How many lines belong to rows that are done."""

    def __next__(self) -> str:
        line = self._again.pop() if self._again else self._read()
        if not line:
            raise StopIteration
        self._held.append(line)
        return line

    def peek(self) -> str:
        """The next line, without going on; empty at the end."""
        if not self._again and (line := self._read()):
            self._again.append(line)
        return self._again[-1] if self._again else ""

    def finish(self) -> int:
        """The row at hand is done. Returns the line on which it began, counted from 1."""
        begin = self.passed + 1
        self.passed += len(self._held)
        self._held.clear()
        return begin

    def step_back(self) -> int:
        """The row at hand is no row: its first line is passed over, the others come again. Returns that line."""
        self._again += reversed(self._held[1:])
        del self._held[1:]
        return self.finish()


def _read_rows(lines: _Lines, separator: str) -> Iterator[CsvRow]:
    """Every row in order, the heads first. Raises `FileError` beyond the limits."""
    count, broken = 0, 0
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        reader = csv.reader(lines, delimiter=separator, strict=True)
        while True:
            try:
                for cells in reader:
                    line = lines.finish()
                    if cells:
                        count += 1
                        if count > MOST_ROWS + 1:
                            raise FileError(f"The log has more than {MOST_ROWS:,} rows.", "Export fewer years.")
                        yield CsvRow(line, cells)
                return
            except csv.Error as error:
                broken += 1
                if broken > MOST_BROKEN:
                    raise FileError("The file isn't CSV: its quotes don't fit together.", EXPORT) from None
                said = str(error)
                fault = "a quote in the wrong place" if "expected after" in said else "not CSV"
                if "limit" in said or "unexpected end" in said:
                    fault = "a quote that is not closed"
            yield CsvRow(lines.step_back(), [], fault)
            reader = csv.reader(lines, delimiter=separator, strict=True)
    finally:
        csv.field_size_limit(before)
