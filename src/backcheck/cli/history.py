"""`backcheck history`: the private journal: on and off, list, show, note, export, delete, again, plot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from backcheck.cli.history_write import delete, export, export_entry, note, say_count, stamp_of
from backcheck.cli.journal_entries import names_of
from backcheck.cli.machine import today
from backcheck.cli.options import AsJson, Force, Group, Number, Output, make_app
from backcheck.cli.runtime import Runtime
from backcheck.errors import FileError, UsageError

if TYPE_CHECKING:
    from backcheck.journal.records import Entry
    from backcheck.knowledge.model import KnowledgeBase
    from backcheck.reasoning.bouts import Bout

app = make_app(
    cls=Group,
    invoke_without_command=True,
    help="See your private journal: what you kept, and how it went. Without a command you get the list.",
)


@app.callback()
def start(ctx: typer.Context, as_json: AsJson = False) -> None:
    """See your private journal: what you kept, and how it went. Without a command you get the list."""
    if ctx.invoked_subcommand is None:
        _list(ctx.obj, as_json=as_json)


def _list(runtime: Runtime, *, as_json: bool) -> None:
    from backcheck.cli.journal_entries import bouts_of, need_journal, read_entries, visits_of

    with need_journal() as journal:
        kept = read_entries(journal)
    if as_json:
        from backcheck.show.as_json import encode

        rows = [_summary(entry) | {"ahead": entry in kept.ahead} for entry in [*kept.entries, *kept.ahead]]
        runtime.out().write([encode({"entries": rows, "unread": kept.unread})])
        return
    from backcheck.reasoning.recheck import grave_checkins
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
    from backcheck.cli.home import journal_folder, wish_asking
    from backcheck.journal.store import create_journal

    runtime: Runtime = ctx.obj
    with create_journal(journal_folder()) as journal:
        path = journal.path
    wish_asking(asking=True)
    runtime.tell(
        f"The journal is on: {path}", "It stays on this machine, for you alone. Turn it off with: history off."
    )


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
        count = journal.count()
        if not count:
            journal.delete_all()
            runtime.tell("The journal is off, and its empty file is gone.")
            return
        journal.drop_draft()
        journal.keep_from_now_on(False)
    runtime.tell(
        f"The journal is off, so nothing new is kept. What is there stays: {say_count(count)}.",
        "To erase them for good: backcheck history delete --all",
    )


@app.command()
def status(ctx: typer.Context, as_json: AsJson = False) -> None:
    """See whether the journal is on, and what is in it."""
    from backcheck.cli.home import find_journal, journal_folder

    runtime: Runtime = ctx.obj
    from backcheck.cli.journal_entries import KeptEntries, read_entries

    journal, kept, count, keeping, draft = find_journal(), KeptEntries([], [], ()), 0, False, False
    if journal is not None:
        with journal:
            kept, count = read_entries(journal), journal.count()
            keeping, draft = journal.keeping, journal.draft() is not None
    path = str(journal_folder() / "journal.db")
    out = runtime.out()
    if as_json:
        from backcheck.show.as_json import encode

        content = {"on": keeping, "there": journal is not None, "path": path, "entries": count, "draft": draft}
        out.write([encode(content)])
        return
    from backcheck.show.journal import render_status
    from backcheck.show.phrases import say_day

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
    from backcheck.cli.home import journal_folder

    runtime: Runtime = ctx.obj
    out = runtime.out()
    out.write([out.say(str(journal_folder() / "journal.db"))])


@app.command(epilog="For example: backcheck history show last")
def show(ctx: typer.Context, number: Number, as_json: AsJson = False) -> None:
    """See one entry: what you answered, what you were told, and your notes."""
    from backcheck.cli.journal_entries import need_journal, pick_entry, read_entries

    runtime: Runtime = ctx.obj
    with need_journal() as journal:
        kept = read_entries(journal)
        entry, entries = pick_entry(journal, number, kept), kept.entries
    if number == "last":
        runtime.tell(*kept.say())
    out = runtime.out()
    if as_json:
        from backcheck.show.as_json import encode

        out.write([encode({"entry": export_entry(entry)})])
        return
    kb = runtime.knowledge()
    from backcheck.show.journal import render_entry_head, render_notes

    if entry.checkin is not None:
        lines, anew = _show_checkin(runtime, kb, entry, entries), False
    else:
        lines, anew = _show_interview(runtime, kb, entry)
    head = render_entry_head(entry.id, entry.at, entry.stamp.version, out, anew=anew)
    notes = render_notes([(note.at.date(), note.text) for note in entry.notes], out)
    out.write([*head, "", *lines, *([""] if notes else []), *notes])


def _show_checkin(runtime: Runtime, kb: KnowledgeBase, entry: Entry, entries: list[Entry]) -> list[str]:
    from backcheck.cli.journal_entries import visits_of
    from backcheck.reasoning.ladder import told_ladder
    from backcheck.reasoning.recheck import earlier_sign, grave_checkins
    from backcheck.show.journal import render_checkin

    [visit] = visits_of([entry], entry.at.date())
    before = visits_of([one for one in entries if one.id < entry.id], entry.at.date())
    earlier = earlier_sign(kb, before, visit.day, visit.level)
    grave = [*grave_checkins(kb, [visit]), *([earlier] if earlier is not None else ())]
    steps = {rung.step: rung.name for rung in told_ladder(kb, visit.exercise)}
    return render_checkin(visit, steps, names_of(kb), runtime.out(), grave)


def _show_interview(runtime: Runtime, kb: KnowledgeBase, entry: Entry) -> tuple[list[str], bool]:
    """The advice with the dates of its day, and the answers; and whether it had to be made anew."""
    from backcheck.cli.journal_entries import notes_of, revive
    from backcheck.show.advice import advise
    from backcheck.show.first_screen import render_result
    from backcheck.show.journal import render_answers

    old, out = revive(kb, entry), runtime.out()
    lines = render_result(advise(kb, old.assessment, entry.at.date()), out)
    return [*lines, "", *render_answers(kb.questions, old.answers, out, notes_of(entry))], old.anew


app.command(epilog="For example: backcheck history note last better today")(note)
app.command()(export)
app.command()(delete)


@app.command(epilog="For example: backcheck history again last")
def again(ctx: typer.Context, number: Number, as_json: AsJson = False) -> None:
    """Judge old answers with today's knowledge: see what is different, and what is open."""
    from backcheck.cli.journal_entries import need_journal, pick_entry
    from backcheck.reasoning.answers import read_each
    from backcheck.reasoning.assess import assess
    from backcheck.reasoning.compare import compare, read_gist
    from backcheck.reasoning.screening import left_open

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
        problem = f"The advice of entry {entry.id} has a shape that this version of backcheck cannot read."
        raise FileError(problem, f"Its answers are there: backcheck history show {entry.id}.") from error
    open_now = left_open(kb, answers)
    if as_json:
        from backcheck.show.as_json import encode

        content = {"entry": entry.id, "before": stamp_of(entry), "after": result.knowledge, "dropped": dropped}
        content["open"] = [question.id for question in open_now]
        out.write([encode(content | {"differences": found, "assessment": result})])
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
    from backcheck.cli.journal_entries import bouts_of, need_journal, read_entries
    from backcheck.reasoning.bouts import list_trends

    runtime: Runtime = ctx.obj
    with need_journal() as journal:
        kept = read_entries(journal)
    runtime.tell(*kept.say())
    entries = kept.entries
    kb, out = runtime.knowledge(), runtime.out()
    bouts = bouts_of(kb, entries, today())
    trends = list_trends(kb.follow_up.change, bouts[-1]) if bouts else []
    if output and not svg:
        raise UsageError("-o saves the picture, so it needs --svg.", "For example: history plot --svg -o pain.svg.")
    if as_json:
        from backcheck.show.as_json import encode

        out.write([encode({"bouts": bouts, "trends": trends})])
    elif svg:
        _write_svg(runtime, kb, bouts, output, force=force)
    else:
        from backcheck.show.plot import render_plot

        out.write(render_plot(bouts, trends, names_of(kb), out))


def _write_svg(runtime: Runtime, kb: KnowledgeBase, bouts: list[Bout], output: str, *, force: bool) -> None:
    from backcheck.cli.new_file import check_ending, deliver
    from backcheck.show.plot import NOTHING, choose_pain, draw_svg

    check_ending(output, (".svg",))
    measure = choose_pain([visit for bout in bouts for visit in bout.visits])
    if measure is None:
        raise UsageError(NOTHING)
    text = draw_svg(bouts, measure, names_of(kb)) + "\n"
    deliver(runtime, output, text, force=force, told=f"The picture is in {output}.")


def _summary(entry: Entry) -> dict[str, object]:
    kept = entry.diagnosis
    verdict = kept.assessment.get("verdict") if kept else None
    row = {"id": entry.id, "kind": entry.kind, "at": entry.at.isoformat(timespec="seconds"), "verdict": verdict}
    return row | {"checkin": entry.checkin, "notes": len(entry.notes)}
