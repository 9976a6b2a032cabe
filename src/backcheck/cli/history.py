"""`backcheck history`: the private journal: on and off, list, show, note, export, delete, again, plot."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from backcheck.ask.port import Move, Row
from backcheck.cli import machine
from backcheck.cli.home import find_journal, journal_folder, wish_asking
from backcheck.cli.interview import print_to_copy
from backcheck.cli.journal_entries import (
    KeptEntries,
    bouts_of,
    names_of,
    need_journal,
    notes_of,
    pick_entry,
    read_entries,
    read_id,
    revive,
    visits_of,
)
from backcheck.cli.machine import has_terminal, today
from backcheck.cli.new_file import check_ending, deliver
from backcheck.cli.options import AsJson, Force, Group, Number, Output, asking, make_app
from backcheck.cli.runtime import Runtime
from backcheck.errors import BackcheckError, FileError, UsageError
from backcheck.reasoning.answers import read_each
from backcheck.reasoning.assess import assess
from backcheck.reasoning.bouts import list_trends
from backcheck.reasoning.compare import compare, read_gist
from backcheck.reasoning.ladder import told_ladder
from backcheck.reasoning.recheck import earlier_sign, grave_checkins
from backcheck.reasoning.screening import left_open
from backcheck.show.phrases import say_day
from backcheck.text import clean, is_blank

if TYPE_CHECKING:
    from datetime import datetime

    from backcheck.journal.records import Entry
    from backcheck.journal.store import Journal
    from backcheck.knowledge.model import KnowledgeBase

NOT_OVERWRITTEN = "The disk didn't let us overwrite it first, so the disk may still hold some of it."

app = make_app(
    cls=Group,
    invoke_without_command=True,
    help="See your private journal: what you kept, and how it went. Without a command you get the list.",
)


@app.callback()
def start(ctx: typer.Context, as_json: AsJson = False) -> None:
    """See your private journal: what you kept, and how it went. Without a command you get the list."""
    if ctx.invoked_subcommand is not None:
        return
    runtime: Runtime = ctx.obj
    with need_journal() as journal:
        kept = read_entries(journal)
    if as_json:
        rows: list[dict[str, object]] = []
        for entry in [*kept.entries, *kept.ahead]:
            verdict = entry.diagnosis.assessment.get("verdict") if entry.diagnosis else None
            row = {"id": entry.id, "kind": entry.kind, "at": _say_moment(entry.at), "verdict": verdict}
            rows.append(row | {"checkin": entry.checkin, "notes": len(entry.notes), "ahead": entry in kept.ahead})
        runtime.print_json({"entries": rows, "unread": kept.unread})
        return
    from backcheck.show.journal import render_left_out, render_list, say_marks

    kb = runtime.knowledge()
    visits = visits_of(kept.entries, today())
    ahead = [visit for entry in kept.ahead for visit in visits_of([entry], entry.at.date())]
    notes = {entry.id: len(entry.notes) for entry in [*kept.entries, *kept.ahead]}
    out = runtime.out()
    marks = say_marks(notes, grave_checkins(kb, visits))
    bouts, names, careful = bouts_of(kb, kept.entries, today()), names_of(kb), kept.say()
    lines = render_list(bouts, marks, names, out) if bouts or not careful else []
    out.write([*lines, *render_left_out(ahead, marks, names, careful, out)])


@app.command("on")
def turn_on(ctx: typer.Context) -> None:
    """Keep a journal from now on, on this machine only."""
    from backcheck.journal.store import create_journal

    runtime: Runtime = ctx.obj
    with create_journal(journal_folder()) as journal:
        path = journal.path
    wish_asking(asking=True)
    runtime.tell(
        f"The journal is on: {path}", "It stays on this machine, for you alone. Turn it off with: backcheck history off"
    )


@app.command("off")
def turn_off(ctx: typer.Context) -> None:
    """Keep nothing new. What is there stays. To erase it: backcheck history delete --all"""
    runtime: Runtime = ctx.obj
    journal = find_journal()
    if journal is None:
        runtime.tell("The journal is off, and there is no file.")
        return
    with journal:
        count = journal.count()
        if not count:
            journal.delete_all()
            runtime.tell("The journal is off, and its empty file is gone.")
            return
        journal.drop_draft()
        journal.keep_from_now_on(False)
    runtime.tell(
        f"The journal is off, so nothing new is kept. What is there stays: {_say_count(count)}.",
        "To erase them for good: backcheck history delete --all",
    )


@app.command()
def status(ctx: typer.Context, as_json: AsJson = False) -> None:
    """See whether the journal is on, and what is in it."""
    runtime: Runtime = ctx.obj
    journal, kept, count, keeping, draft = find_journal(), KeptEntries([], [], ()), 0, False, False
    if journal is not None:
        with journal:
            kept, count = read_entries(journal), journal.count()
            keeping, draft = journal.keeping, journal.draft() is not None
    path = str(journal_folder() / "journal.db")
    out = runtime.out()
    if as_json:
        there = journal is not None
        runtime.print_json({"on": keeping, "there": there, "path": path, "entries": count, "draft": draft})
        return
    from backcheck.show.journal import render_status

    facts = [("Entries", str(count))] if journal is not None else []
    if kept.entries:
        facts.append(("Last entry", say_day(kept.last.at.date().toordinal())))
    if draft:
        facts.append(("Unfinished", "an interview that was left in the middle"))
    off = "The journal is off: nothing new is kept." if journal is not None else "The journal is off: there is no file."
    facts += [("Careful", said) for said in kept.say()]
    out.write(render_status(path, "The journal is on." if keeping else off, facts, out))


@app.command()
def path(ctx: typer.Context) -> None:
    """Print the path of the journal, even if it is not there yet."""
    runtime: Runtime = ctx.obj
    out = runtime.out()
    out.write([out.say(str(journal_folder() / "journal.db"))])


@app.command(epilog="For example: backcheck history show last")
def show(ctx: typer.Context, number: Number, as_json: AsJson = False) -> None:
    """See one entry: what you answered, what you were told, and your notes."""
    runtime: Runtime = ctx.obj
    with need_journal() as journal:
        kept = read_entries(journal)
        entry, entries = pick_entry(journal, number, kept), kept.entries
    if number == "last":
        runtime.tell(*kept.say())
    out = runtime.out()
    if as_json:
        runtime.print_json({"entry": _export_entry(entry)})
        return
    kb = runtime.knowledge()
    from backcheck.show.journal import render_entry_head, render_notes

    if entry.checkin is None:
        lines, anew = _show_interview(runtime, kb, entry)
    else:
        lines, anew = _show_checkin(runtime, kb, entry, entries), False
    head = render_entry_head(entry.id, entry.at, entry.stamp.version, out, anew=anew)
    notes = render_notes([(note.at.date(), note.text) for note in entry.notes], out)
    out.write([*head, "", *lines, *([""] if notes else []), *notes])


def _show_checkin(runtime: Runtime, kb: KnowledgeBase, entry: Entry, entries: list[Entry]) -> list[str]:
    from backcheck.show.journal import render_checkin

    [visit] = visits_of([entry], entry.at.date())
    before = visits_of([one for one in entries if one.id < entry.id], entry.at.date())
    earlier = earlier_sign(kb, before, visit.day, visit.level)
    grave = [*grave_checkins(kb, [visit]), *([earlier] if earlier is not None else ())]
    steps = {rung.step: rung.name for rung in told_ladder(kb, visit.exercise)}
    return render_checkin(visit, steps, names_of(kb), runtime.out(), grave)


def _show_interview(runtime: Runtime, kb: KnowledgeBase, entry: Entry) -> tuple[list[str], bool]:
    """The advice with the dates of its day, and the answers; and whether it had to be made anew."""
    from backcheck.show.advice import advise
    from backcheck.show.first_screen import render_result
    from backcheck.show.journal import render_answers

    old, out = revive(kb, entry), runtime.out()
    lines = render_result(advise(kb, old.assessment, entry.at.date()), out)
    return [*lines, "", *render_answers(kb.questions, old.answers, out, notes_of(entry))], old.anew


@app.command(epilog="For example: backcheck history note last better today")
def note(
    ctx: typer.Context,
    number: Number,
    words: Annotated[list[str] | None, typer.Argument(metavar="WORDS...", help="The note; else from a pipe.")] = None,
) -> None:
    """Add a note of your own to an entry."""
    runtime: Runtime = ctx.obj
    with need_journal() as journal:
        entry = _number_of(runtime, journal, number)
        text = " ".join(words) if words else _read_note(runtime)
        try:
            journal.add_note(entry, text, machine.now())
        except BackcheckError:
            if not words and has_terminal() and not is_blank(text):
                print_to_copy(runtime, "This is your note. To keep it,", clean(text))
            raise
    runtime.tell(f"The note is kept with entry {entry}.")


def _number_of(runtime: Runtime, journal: Journal, wanted: str) -> int:
    """The id of an entry that may be one that cannot be read; of the last one that counts. Raises `UsageError`."""
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
    with asking(runtime) as asker:
        typed = asker.ask_text("Your note:", "In your own words.")
    return "" if isinstance(typed, Move) else typed


@app.command()
def export(ctx: typer.Context, output: Output = "", force: Force = False) -> None:
    """Print everything as JSON Lines, to keep elsewhere or to take along."""
    runtime: Runtime = ctx.obj
    check_ending(output, (".jsonl", ".ndjson", ".json", ".txt"))
    with need_journal() as journal:
        shelf = journal.shelf()
    # ASCII, so that it holds nothing that a terminal obeys
    text = "".join(json.dumps({"schema_version": 1} | _export_entry(entry)) + "\n" for entry in shelf.entries)
    runtime.tell(*shelf.unread.values())
    deliver(runtime, output, text, force=force, told=f"{_say_count(len(shelf.entries))} written to {output}.")


@app.command()
def delete(
    ctx: typer.Context,
    number: Number = "",
    everything: Annotated[bool, typer.Option("--all", help="Erase the journal with every copy of it.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask again.")] = False,
) -> None:
    """Erase an entry with its notes, or the whole journal. It cannot be brought back."""
    runtime: Runtime = ctx.obj
    if bool(number) == everything:
        raise UsageError("Say what to erase: one entry, or --all.", "For example: backcheck history delete 3.")
    with need_journal() as journal:
        if everything:
            if not (yes or has_terminal()):
                raise UsageError("--all erases everything for good.", "Add --yes if that is what you want.")
            if not yes:
                rows = (Row("no", "No, keep them"), Row("yes", "Yes, erase everything"))
                question = f"{_say_count(journal.count())} will be gone for good. Erase them?"
                with asking(runtime) as asker:
                    yes = asker.choose(question, rows) == "yes"
            if not yes:
                runtime.tell("Nothing was erased.")
                return
            overwritten = journal.delete_all()
            runtime.tell("Everything is erased, and the journal is off.", *([] if overwritten else [NOT_OVERWRITTEN]))
            return
        entry = _number_of(runtime, journal, number)
        journal.delete(entry)
    runtime.tell(f"Entry {entry} is erased with its notes.")


@app.command(epilog="For example: backcheck history again last")
def again(ctx: typer.Context, number: Number, as_json: AsJson = False) -> None:
    """Judge old answers with today's knowledge: see what is different, and what is still open."""
    runtime: Runtime = ctx.obj
    with need_journal() as journal:
        entry = pick_entry(journal, number)
    if entry.diagnosis is None:
        raise UsageError(f"Entry {entry.id} is a check-in and has no advice of its own.", "Pick an interview.")
    kb, out = runtime.knowledge(), runtime.out()
    answers, dropped = read_each(kb, entry.diagnosis.answers)
    result = assess(kb, answers)
    try:
        found = compare(entry.diagnosis.assessment, result)
    except ValueError as error:
        problem = f"The advice of entry {entry.id} has a shape that this version of backcheck can't read."
        raise FileError(problem, f"Its answers are there: backcheck history show {entry.id}.") from error
    open_now = left_open(kb, answers)
    if as_json:
        content = {"entry": entry.id, "before": entry.stamp, "after": result.knowledge, "dropped": dropped}
        content["open"] = [question.id for question in open_now]
        runtime.print_json(content | {"differences": found, "assessment": result})
        return
    from backcheck.show.journal import render_differences, render_left_open

    then = f"{entry.stamp.version} ({entry.stamp.hash})"
    now = f"{result.knowledge.version} ({result.knowledge.hash})"
    lines = render_differences(found, dropped, then, now, out)
    out.write([*lines, *render_left_open(open_now, read_gist(entry.diagnosis.assessment).verdict, out)])


@app.command()
def plot(
    ctx: typer.Context,
    svg: Annotated[bool, typer.Option("--svg", help="Draw it as a picture (SVG).")] = False,
    output: Output = "",
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Draw pain and your own score over time: days as dots, the mean of seven days as a line."""
    runtime: Runtime = ctx.obj
    with need_journal() as journal:
        kept = read_entries(journal)
    runtime.tell(*kept.say())
    entries = kept.entries
    kb, out = runtime.knowledge(), runtime.out()
    bouts = bouts_of(kb, entries, today())
    trends = list_trends(kb.follow_up.change, bouts[-1]) if bouts else []
    if output and not svg:
        raise UsageError(
            "-o saves the picture, so it needs --svg.", "For example: backcheck history plot --svg -o pain.svg."
        )
    if as_json:
        runtime.print_json({"bouts": bouts, "trends": trends})
    elif svg:
        from backcheck.show.plot import NOTHING, choose_pain, draw_svg

        check_ending(output, (".svg",))
        measure = choose_pain([visit for bout in bouts for visit in bout.visits])
        if measure is None:
            raise UsageError(NOTHING)
        text = draw_svg(bouts, measure, names_of(kb)) + "\n"
        deliver(runtime, output, text, force=force, told=f"The picture is in {output}.")
    else:
        from backcheck.show.plot import render_plot

        out.write(render_plot(bouts, trends, names_of(kb), out))


def _export_entry(entry: Entry) -> dict[str, object]:
    said: dict[str, object] = {"checkin": msgspec.to_builtins(entry.checkin)} if entry.checkin else {}
    if entry.diagnosis:
        said = {"answers": entry.diagnosis.answers, "assessment": entry.diagnosis.assessment}
        said |= {"log": entry.diagnosis.log} if entry.diagnosis.log else {}
    notes = [{"at": _say_moment(note.at), "text": note.text} for note in entry.notes]
    head: dict[str, object] = {"id": entry.id, "kind": entry.kind, "at": _say_moment(entry.at)}
    return head | {"knowledge": msgspec.to_builtins(entry.stamp)} | said | {"notes": notes}


def _say_moment(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _say_count(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"
