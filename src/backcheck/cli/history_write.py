"""The commands of `backcheck history` that write or erase: note, export, delete. `history` puts them in its list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from backcheck.cli import machine
from backcheck.cli.machine import has_terminal
from backcheck.cli.options import Force, Number, Output, asking
from backcheck.cli.runtime import Runtime
from backcheck.errors import BackcheckError, UsageError
from backcheck.text import clean, is_blank

if TYPE_CHECKING:
    from backcheck.journal.records import Entry
    from backcheck.journal.store import Journal

NOT_OVERWRITTEN = "The disk did not let it be overwritten first, so its old blocks may still hold some of it."


def note(
    ctx: typer.Context,
    number: Number,
    words: Annotated[list[str] | None, typer.Argument(metavar="WORDS...", help="The note; else from a pipe.")] = None,
) -> None:
    """Add a note of your own to an entry."""
    from backcheck.cli.journal_entries import need_journal
    from backcheck.cli.machine import now

    runtime: Runtime = ctx.obj
    with need_journal() as journal:
        entry = _number_of(runtime, journal, number)
        text = " ".join(words) if words else _read_note(runtime)
        try:
            journal.add_note(entry, text, now())
        except BackcheckError:
            if not words and has_terminal() and not is_blank(text):
                from backcheck.cli.interview import print_to_copy

                print_to_copy(runtime, "This is your note. To keep it,", clean(text))
            raise
    runtime.tell(f"The note is kept with entry {entry}.")


def _number_of(runtime: Runtime, journal: Journal, wanted: str) -> int:
    """The id of an entry that may be one that cannot be read; of the last one that counts. Raises `UsageError`."""
    from backcheck.cli.journal_entries import read_entries, read_id

    if wanted != "last":
        return read_id(wanted)
    kept = read_entries(journal)
    runtime.tell(*kept.say())
    return kept.last.id


def _read_note(runtime: Runtime) -> str:
    """The note from a pipe, or asked for on a terminal. Raises `UsageError` for text that is no UTF-8."""
    if not has_terminal():
        from backcheck.journal.store import LONGEST_NOTE

        source = machine.piped()
        raw = source.read(LONGEST_NOTE * 4 + 1) if source is not None else b""
        return raw.decode("utf-8", "replace").strip()
    from backcheck.ask.port import Move

    with asking(runtime) as asker:
        typed = asker.ask_text("Your note:", "In your own words.")
    return "" if isinstance(typed, Move) else typed


def export(ctx: typer.Context, output: Output = "", force: Force = False) -> None:
    """Everything as JSON Lines: to keep elsewhere, or to take along."""
    import json

    from backcheck.cli.journal_entries import need_journal
    from backcheck.cli.new_file import check_ending, deliver

    runtime: Runtime = ctx.obj
    check_ending(output, (".jsonl", ".ndjson", ".json", ".txt"))
    with need_journal() as journal:
        shelf = journal.shelf()
    lines = [
        json.dumps({"schema_version": 1} | export_entry(entry)) for entry in shelf.entries
    ]  # ASCII: nothing a terminal obeys
    text = "".join(f"{line}\n" for line in lines)
    runtime.tell(*shelf.unread.values())
    deliver(runtime, output, text, force=force, told=f"{say_count(len(lines))} written to {output}.")


def delete(
    ctx: typer.Context,
    number: Number = "",
    everything: Annotated[bool, typer.Option("--all", help="Erase the journal with every copy of it.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask again.")] = False,
) -> None:
    """Erase an entry with its notes, or the whole journal. It cannot be brought back."""
    from backcheck.cli.journal_entries import need_journal

    runtime: Runtime = ctx.obj
    if bool(number) == everything:
        raise UsageError("Say what to erase: one entry, or --all.", "For example: backcheck history delete 3.")
    with need_journal() as journal:
        if everything:
            if not yes and not _is_sure(runtime, journal.count()):
                runtime.tell("Nothing was erased.")
                return
            overwritten = journal.delete_all()
            runtime.tell("Everything is erased, and the journal is off.", *([] if overwritten else [NOT_OVERWRITTEN]))
            return
        entry = _number_of(runtime, journal, number)
        journal.delete(entry)
    runtime.tell(f"Entry {entry} is erased with its notes.")


def _is_sure(runtime: Runtime, count: int) -> bool:
    """Asks once more. Raises `UsageError` where nobody can be asked."""
    if not has_terminal():
        raise UsageError("--all erases everything for good.", "Add --yes if that is what you want.")
    from backcheck.ask.port import Row

    rows = (Row("no", "No, keep them"), Row("yes", "Yes, erase everything"))
    with asking(runtime) as asker:
        return asker.choose(f"{say_count(count)} will be gone for good. Erase them?", rows) == "yes"


def export_entry(entry: Entry) -> dict[str, object]:
    """One entry in full, as plain JSON values."""
    import msgspec

    said: dict[str, object] = {"checkin": msgspec.to_builtins(entry.checkin)} if entry.checkin else {}
    if entry.diagnosis:
        said = {"answers": entry.diagnosis.answers, "assessment": entry.diagnosis.assessment}
        said |= {"log": entry.diagnosis.log} if entry.diagnosis.log else {}
    notes = [{"at": note.at.isoformat(timespec="seconds"), "text": note.text} for note in entry.notes]
    head = {"id": entry.id, "kind": entry.kind, "at": entry.at.isoformat(timespec="seconds")}
    return head | {"knowledge": stamp_of(entry)} | said | {"notes": notes}


def stamp_of(entry: Entry) -> dict[str, str]:
    """Which knowledge gave the entry, as plain JSON values."""
    return {"version": entry.stamp.version, "hash": entry.stamp.hash}


def say_count(number: int) -> str:
    """So many entries, in words."""
    return "1 entry" if number == 1 else f"{number} entries"
