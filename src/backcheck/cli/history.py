"""`backcheck history`: the private journal: on and off, list, show, note, export, delete, again, plot."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from backcheck.cli.wiring import Runtime, has_terminal, today
from backcheck.errors import UsageError

if TYPE_CHECKING:
    from backcheck.journal import Entry
    from backcheck.knowledge.model import KnowledgeBase

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    invoke_without_command=True,
    help="Your private journal: what you kept, and how it went. Without a command, the list.",
    context_settings={"help_option_names": ["-h", "--help"]},
)

Json = Annotated[bool, typer.Option("--json", help="As JSON.")]
Number = Annotated[str, typer.Argument(metavar="ID", help="The number of an entry, or last.")]
Output = Annotated[str, typer.Option("-o", "--output", metavar="FILE", help="Into this file, for you alone.")]
Force = Annotated[bool, typer.Option("--force", help="Replace the file.")]


@app.callback()
def start(ctx: typer.Context, as_json: Json = False) -> None:
    """Your private journal: what you kept, and how it went. Without a command, the list."""
    if ctx.invoked_subcommand is None:
        _list(ctx.obj, as_json=as_json)


def _list(runtime: Runtime, *, as_json: bool) -> None:
    from backcheck.cli.past import bouts_of, need_journal, visits_of

    with need_journal() as journal:
        entries = journal.entries()
    if as_json:
        from backcheck.show.as_json import encode

        runtime.out().write([encode({"entries": [_summary(entry) for entry in entries]})])
        return
    from backcheck.show.history import render_list

    kb = runtime.knowledge()
    later = visits_of(entries, today())[1]
    notes = {entry.id: len(entry.notes) for entry in entries}
    out = runtime.out()
    out.write(render_list(bouts_of(kb, entries, today()), notes, names_of(kb), out, later))


@app.command("on")
def turn_on(ctx: typer.Context) -> None:
    """Keep a journal from now on, on this machine only."""
    from backcheck.cli.home import journal_folder, wish_asking
    from backcheck.journal import create_journal

    runtime: Runtime = ctx.obj
    with create_journal(journal_folder()) as journal:
        path = journal.path
    wish_asking(asking=True)
    runtime.tell(f"The journal is on: {path}", "It stays on this machine, for you alone. Off again: history off.")


@app.command("off")
def turn_off(ctx: typer.Context) -> None:
    """Keep nothing new. What is there stays; history delete --all erases it."""
    from backcheck.cli.home import find_journal

    runtime: Runtime = ctx.obj
    journal = find_journal()
    if journal is None:
        runtime.tell("The journal is off, and there is no file.")
        return
    with journal:
        count = len(journal.entries())
        if not count:
            journal.delete_all()
            runtime.tell("The journal is off, and its empty file is gone.")
            return
        journal.drop_draft()
        journal.keep_from_now_on(False)
    runtime.tell(
        f"The journal is off: nothing new is kept. What is there stays: {_count(count)}.",
        "To erase them for good: backcheck history delete --all",
    )


@app.command()
def status(ctx: typer.Context, as_json: Json = False) -> None:
    """Whether the journal is on, and what is in it."""
    from backcheck.cli.home import find_journal, journal_folder

    runtime: Runtime = ctx.obj
    journal, entries, keeping, draft = find_journal(), [], False, False
    if journal is not None:
        with journal:
            entries, keeping, draft = journal.entries(), journal.keeping, journal.draft() is not None
    path = str(journal_folder() / "journal.db")
    out = runtime.out()
    if as_json:
        from backcheck.show.as_json import encode

        content = {"on": keeping, "there": journal is not None, "path": path, "entries": len(entries), "draft": draft}
        out.write([encode(content)])
        return
    from backcheck.show.history import render_status
    from backcheck.show.story import say_day

    facts = [("Entries", str(len(entries)))] if journal is not None else []
    if entries:
        facts.append(("Last entry", say_day(entries[-1].at.date().toordinal())))
    if draft:
        facts.append(("Unfinished", "an interview that was left in the middle"))
    off = "The journal is off: nothing new is kept." if journal is not None else "The journal is off: there is no file."
    out.write(render_status(path, "The journal is on." if keeping else off, facts, out))


@app.command()
def path(ctx: typer.Context) -> None:
    """The file of the journal, whether it is there or not."""
    from backcheck.cli.home import journal_folder

    runtime: Runtime = ctx.obj
    out = runtime.out()
    out.write([out.say(str(journal_folder() / "journal.db"))])


@app.command()
def show(ctx: typer.Context, number: Number, as_json: Json = False) -> None:
    """One entry: what you answered, what was said then, your notes."""
    from backcheck.cli.past import need_journal, pick_entry

    runtime: Runtime = ctx.obj
    with need_journal() as journal:
        entry = pick_entry(journal, number)
    out = runtime.out()
    if as_json:
        from backcheck.show.as_json import encode

        out.write([encode({"entry": _export(entry)})])
        return
    kb = runtime.knowledge()
    from backcheck.show.history import render_entry_head, render_notes

    if entry.checkin is not None:
        lines, anew = _show_checkin(runtime, kb, entry), False
    else:
        lines, anew = _show_interview(runtime, kb, entry)
    head = render_entry_head(entry.id, entry.at, entry.stamp.version, out, anew=anew)
    notes = render_notes([(note.at.date(), note.text) for note in entry.notes], out)
    out.write([*head, "", *lines, *([""] if notes else []), *notes])


def _show_checkin(runtime: Runtime, kb: KnowledgeBase, entry: Entry) -> list[str]:
    from backcheck.cli.past import visits_of
    from backcheck.show.history import render_checkin

    [visit], _ = visits_of([entry], entry.at.date())
    return render_checkin(visit, {rung.step: rung.name for rung in kb.ladder}, names_of(kb), runtime.out())


def _show_interview(runtime: Runtime, kb: KnowledgeBase, entry: Entry) -> tuple[list[str], bool]:
    """The advice with the dates of its day, and the answers; and whether it had to be made anew."""
    from backcheck.cli.past import revive
    from backcheck.show.history import render_answers
    from backcheck.show.result import render_result

    old, out = revive(kb, entry), runtime.out()
    prompts = {question.id: question.prompt for question in kb.questions.values()}
    lines = render_result(old.assessment, out, entry.at.date(), prompts)
    return [*lines, "", *render_answers(kb.questions, old.answers, out)], old.anew


@app.command()
def note(
    ctx: typer.Context,
    number: Number,
    words: Annotated[list[str] | None, typer.Argument(metavar="WORDS...", help="The note; else from a pipe.")] = None,
) -> None:
    """Add a note of your own to an entry."""
    from backcheck.cli.home import now
    from backcheck.cli.past import need_journal, pick_entry

    runtime: Runtime = ctx.obj
    with need_journal() as journal:
        entry = pick_entry(journal, number)
        journal.add_note(entry.id, " ".join(words) if words else _read_note(runtime), now())
    runtime.tell(f"The note is kept with entry {entry.id}.")


def _read_note(runtime: Runtime) -> str:
    """The note from a pipe, or asked for on a terminal. Raises `UsageError` for text that is no UTF-8."""
    if not has_terminal():
        from backcheck.journal.store import LONGEST_NOTE

        raw = sys.stdin.buffer.read(LONGEST_NOTE * 4 + 1) if sys.stdin is not None else b""
        return raw.decode("utf-8", "replace").strip()
    from backcheck.ask.port import Left, Move
    from backcheck.cli.interview import choose_asker, exit_of

    asker = choose_asker(runtime)
    try:
        with asker.session():
            typed = asker.ask_text("Your note:", "In your own words.")
    except Left as left:
        raise typer.Exit(exit_of(left)) from None
    return "" if isinstance(typed, Move) else typed


@app.command()
def export(ctx: typer.Context, output: Output = "", force: Force = False) -> None:
    """Everything as JSON Lines: to keep elsewhere, or to take along."""
    import json

    from backcheck.cli.past import need_journal

    runtime: Runtime = ctx.obj
    with need_journal() as journal:
        entries = journal.entries()
    lines = [json.dumps({"schema_version": 1} | _export(entry)) for entry in entries]  # ASCII: nothing a terminal obeys
    if not output:
        runtime.out().write(lines)
        return
    from backcheck.cli.new_file import write_new

    write_new(output, "".join(f"{line}\n" for line in lines), force=force)
    runtime.tell(f"{_count(len(lines))} written to {output}.")


@app.command()
def delete(
    ctx: typer.Context,
    number: Annotated[str, typer.Argument(metavar="ID", help="The number of an entry, or last.")] = "",
    everything: Annotated[bool, typer.Option("--all", help="Erase the journal with every copy of it.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask again.")] = False,
) -> None:
    """Erase an entry with its notes, or the whole journal. It cannot be brought back."""
    from backcheck.cli.past import need_journal, pick_entry

    runtime: Runtime = ctx.obj
    if bool(number) == everything:
        raise UsageError("Say what to erase: one entry, or --all.", "For example: backcheck history delete 3.")
    with need_journal() as journal:
        if everything:
            if not yes and not _is_sure(runtime, len(journal.entries())):
                runtime.tell("Nothing was erased.")
                return
            journal.delete_all()
            runtime.tell("Everything is erased, and the journal is off.")
            return
        entry = pick_entry(journal, number)
        journal.delete(entry.id)
    runtime.tell(f"Entry {entry.id} is erased with its notes.")


def _is_sure(runtime: Runtime, count: int) -> bool:
    """Asks once more. Raises `UsageError` where nobody can be asked."""
    if not has_terminal():
        raise UsageError("--all erases everything for good.", "Add --yes if that is what you want.")
    from backcheck.ask.port import Left, Row
    from backcheck.cli.interview import choose_asker, exit_of

    asker = choose_asker(runtime)
    rows = (Row("no", "No, keep them"), Row("yes", "Yes, erase everything"))
    try:
        with asker.session():
            return asker.choose(f"{_count(count)} will be gone for good. Erase them?", rows) == "yes"
    except Left as left:
        raise typer.Exit(exit_of(left)) from None


@app.command()
def again(ctx: typer.Context, number: Number, as_json: Json = False) -> None:
    """The old answers with what is known today: what is different."""
    from backcheck.cli.past import hold_answers, need_journal, pick_entry
    from backcheck.reasoning.assess import assess
    from backcheck.reasoning.compare import compare

    runtime: Runtime = ctx.obj
    with need_journal() as journal:
        entry = pick_entry(journal, number)
    if entry.diagnosis is None:
        raise UsageError(f"Entry {entry.id} is a check-in and has no advice of its own.", "Pick an interview.")
    kb, out = runtime.knowledge(), runtime.out()
    answers, dropped = hold_answers(kb, entry.diagnosis.answers)
    result = assess(kb, answers)
    found = compare(entry.diagnosis.assessment, result)
    if as_json:
        from backcheck.show.as_json import encode

        content = {"entry": entry.id, "before": _stamp(entry), "after": result.knowledge, "dropped": dropped}
        out.write([encode(content | {"differences": found, "assessment": result})])
        return
    from backcheck.show.history import render_differences

    then = f"{entry.stamp.version} ({entry.stamp.hash})"
    now = f"{result.knowledge.version} ({result.knowledge.hash})"
    out.write(render_differences(found, dropped, then, now, out))


@app.command()
def plot(
    ctx: typer.Context,
    svg: Annotated[bool, typer.Option("--svg", help="As a picture (SVG).")] = False,
    output: Output = "",
    force: Force = False,
    as_json: Json = False,
) -> None:
    """Pain and your own score over time: days as dots, the mean of seven days as a line."""
    from backcheck.cli.past import bouts_of, need_journal
    from backcheck.reasoning.story import list_trends

    runtime: Runtime = ctx.obj
    with need_journal() as journal:
        entries = journal.entries()
    kb, out = runtime.knowledge(), runtime.out()
    bouts = bouts_of(kb, entries, today())
    trends = list_trends(kb.follow_up.change, bouts[-1]) if bouts else []
    if output and not svg:
        raise UsageError("-o keeps the picture, so it needs --svg.", "For example: history plot --svg -o pain.svg.")
    if as_json:
        from backcheck.show.as_json import encode

        out.write([encode({"bouts": bouts, "trends": trends})])
    elif svg:
        _write_svg(runtime, kb, bouts, output, force=force)
    else:
        from backcheck.show.plot import render_plot

        out.write(render_plot(bouts, trends, names_of(kb), out))


def _write_svg(runtime: Runtime, kb: KnowledgeBase, bouts: list, output: str, *, force: bool) -> None:  # type: ignore[type-arg]
    from backcheck.show.plot import NOTHING, choose_pain
    from backcheck.show.plot_svg import draw_svg

    measure = choose_pain([visit for bout in bouts for visit in bout.visits])
    if measure is None:
        raise UsageError(NOTHING)
    text = draw_svg(bouts, measure, names_of(kb)) + "\n"
    if output:
        from backcheck.cli.new_file import write_new

        write_new(output, text, force=force)
        runtime.tell(f"The picture is in {output}.")
    else:
        runtime.out().write([text.rstrip("\n")])


def names_of(kb: KnowledgeBase) -> dict[str, str]:
    """Lift or activity id -> its name as it stands in a sentence."""
    return {one.id: one.name for one in (*kb.lifts.values(), *kb.activities.values())}


def _summary(entry: Entry) -> dict[str, object]:
    kept = entry.diagnosis
    verdict = kept.assessment.get("verdict") if kept else None
    row = {"id": entry.id, "kind": entry.kind, "at": entry.at.isoformat(timespec="seconds"), "verdict": verdict}
    return row | {"checkin": entry.checkin, "notes": len(entry.notes)}


def _export(entry: Entry) -> dict[str, object]:
    """One entry in full, as plain JSON values."""
    import msgspec

    said: dict[str, object] = {"checkin": msgspec.to_builtins(entry.checkin)} if entry.checkin else {}
    if entry.diagnosis:
        said = {"answers": entry.diagnosis.answers, "assessment": entry.diagnosis.assessment}
    notes = [{"at": note.at.isoformat(timespec="seconds"), "text": note.text} for note in entry.notes]
    head = {"id": entry.id, "kind": entry.kind, "at": entry.at.isoformat(timespec="seconds")}
    return head | {"knowledge": _stamp(entry)} | said | {"notes": notes}


def _stamp(entry: Entry) -> dict[str, str]:
    return {"version": entry.stamp.version, "hash": entry.stamp.hash}


def _count(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"
