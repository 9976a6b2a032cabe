"""`backcheck report`: one page for a clinician and one for the lifter or coach, as Markdown, HTML or JSON."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Any

import typer

from backcheck.ask.port import Move
from backcheck.cli.answers_file import emergency_first, read_given, read_log_notes
from backcheck.cli.journal_entries import (
    bouts_of,
    last_interview,
    names_of,
    need_journal,
    notes_of,
    pick_entry,
    read_entries,
    revive,
    signs_since,
    visits_of,
)
from backcheck.cli.machine import today
from backcheck.cli.new_file import STDOUT, check_ending, deliver, write_new
from backcheck.cli.options import Force, LogMap, LogUnit, Output, PainDay, complete_kept, complete_word, make_app
from backcheck.cli.runtime import Runtime
from backcheck.errors import BackcheckError, UsageError
from backcheck.reasoning.answers import read_answers
from backcheck.reasoning.bouts import list_effects, list_trends
from backcheck.reasoning.recheck import earlier_sign, last_advice, with_later_signs
from backcheck.reasoning.visits import all_due
from backcheck.show.formats import render_report
from backcheck.show.material import Material
from backcheck.show.report import build_report
from backcheck.text import clean

if TYPE_CHECKING:
    from backcheck.ask.port import Asker
    from backcheck.knowledge.model import KnowledgeBase
    from backcheck.reasoning.answers import Answers
    from backcheck.reasoning.assessment import Assessment
    from backcheck.show.document import Figure
    from backcheck.show.formats import Format
    from backcheck.training_log.findings import LogNotes

app = make_app()

FORMATS: dict[str, Format] = {"md": "md", "html": "html", "json": "json"}
ENDINGS: dict[str, Format] = {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".json": "json"}


@app.command()
def report(
    ctx: typer.Context,
    entry: Annotated[
        str, typer.Argument(metavar="[ID|last]", autocompletion=complete_kept, help="An entry of the journal.")
    ] = "last",
    answers: Annotated[str, typer.Option(metavar="FILE|-", help="Take an answers file instead of the journal.")] = "",
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="md|html|json",
            autocompletion=complete_word(*FORMATS),
            help="The format of the page. Without it the file's ending decides, else it is md.",
        ),
    ] = "",
    output: Output = "",
    force: Force = False,
    log: Annotated[str, typer.Option(metavar="FILE", help="Add the picture of your training log.")] = "",
    pain: PainDay = "",
    unit: LogUnit = "",
    map_: LogMap = None,
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Make one page to show a clinician, and one for you or your coach."""
    runtime: Runtime = ctx.obj
    if form and form not in FORMATS:
        raise UsageError(f"'{clean(form)[:60]}' is not a format.", "Formats: md, html, json.")
    if as_json and form not in ("", "json"):
        raise UsageError("--json and --format say different things.", "Give one of them.")
    chosen = "json" if as_json else FORMATS[form] if form else format_of(output, "md")
    quiet = chosen != "md" and output in ("", STDOUT)
    kb = runtime.knowledge_or_signs(lambda: read_given(answers)[0], quiet=quiet)
    material = _from_answers(runtime, kb, answers, quiet=quiet) if answers else _from_journal(runtime, kb, entry)
    if log:
        material = _add_log(runtime, material, log, pain=pain, unit=unit, mapped=map_ or [])
    text = render_report(build_report(material), chosen)
    told = f"The report is in {output}. It holds your answers, so take care who gets it."
    deliver(runtime, output, text, force=force, told=told)


def format_of(name: str, otherwise: Format) -> Format:
    """The format that the ending of a file name stands for. Raises `UsageError` where it stands for another one."""
    check_ending(name, ENDINGS)
    return ENDINGS.get(PurePath(name).suffix.lower(), otherwise)


def offer_report(
    runtime: Runtime,
    kb: KnowledgeBase,
    answers: Answers,
    assessment: Assessment,
    asker: Asker,
    notes: LogNotes | None = None,
    figure: Figure | None = None,
) -> str | None:
    """Asks for a file name and writes a report of this interview there. Returns the name, None for a step back.

    The ending chooses the format: .html, .md or .json. A name that will not do is said, and asked for again.
    """
    while True:
        typed = asker.ask_text("Name of the file for the report?", "For example: back.html (or .md, .json).")
        if isinstance(typed, Move):
            return None
        name = typed.strip()
        try:
            form = format_of(name, "html")
            page = build_report(_material(kb, answers, assessment, log=notes, log_figure=figure))
            write_new(name, render_report(page, form), force=False, option="")
        except BackcheckError as error:
            asker.note(f"{error.problem} {error.remedy}".strip())
            continue
        runtime.tell(f"The report is in {name}.")
        return name


def _from_answers(runtime: Runtime, kb: KnowledgeBase, source: str, *, quiet: bool) -> Material:
    from backcheck.cli.diagnosis import assess_beside

    given, kept = read_given(source)
    with emergency_first(runtime, kb, given, quiet=quiet):
        known = read_answers(kb, given)
        notes = None if kept is None else read_log_notes(kept)
    return _material(kb, known, assess_beside(kb, known, notes), log=notes)


def _from_journal(runtime: Runtime, kb: KnowledgeBase, wanted: str) -> Material:
    """The interview of this entry, or the one that a check-in looks back on, with its bout up to that entry's day."""
    with need_journal() as journal:
        kept = read_entries(journal)
        entry, entries = pick_entry(journal, wanted, kept), kept.entries
    runtime.tell(*kept.say())
    upto = [*(one for one in entries if one.id < entry.id), entry]
    interview = entry if entry.diagnosis is not None else last_interview(upto)
    if interview is None:
        raise UsageError(f"Entry {entry.id} has no interview before it.", "Answer one: backcheck diagnose.")
    old = revive(kb, interview)
    bouts = bouts_of(kb, entries, today())
    log = notes_of(interview)
    at = next((number for number, one in enumerate(bouts) if interview.id in {v.id for v in one.visits}), None)
    if at is None:
        return _material(kb, old.answers, old.assessment, day=interview.at.date(), log=log)
    bout, last = bouts[at], at == len(bouts) - 1
    visits = visits_of((one for one in entries if one.id <= entry.id), today())
    in_bout = {visit.id for visit in bout.visits}
    notes = [(note.at.date(), note.text) for one in entries if one.id in in_bout for note in one.notes]
    since = signs_since(kb, (one for one in upto if one.id > interview.id))
    answers, result, raised = with_later_signs(kb, old.answers, old.assessment, since)
    step = last_advice(kb, bout, result, old.answers)
    return _material(
        kb,
        answers,
        result,
        day=(upto[-1] if raised else interview).at.date(),
        bout=bout,
        trends=tuple(list_trends(kb.follow_up.change, bout)),
        effects=tuple(list_effects(kb.follow_up.change, bout)),
        step=step,
        due=tuple(all_due(kb, bouts, today().toordinal(), result, step)) if last else (),
        notes=tuple(notes),
        log=log,
        earlier=earlier_sign(kb, visits, today().toordinal(), result.triage.level),
    )


def _material(kb: KnowledgeBase, answers: Answers, assessment: Assessment, **more: Any) -> Material:
    return Material(
        kb=kb,
        assessment=assessment,
        answers=answers,
        names=names_of(kb),
        today=today(),
        **{"day": today()} | more,
    )


def _add_log(runtime: Runtime, material: Material, file: str, *, pain: str, unit: str, mapped: list[str]) -> Material:
    """The material with this log. Without a day in `pain` the one that was kept counts, else the log's last weeks.

    Raises `FileError` or `UsageError`.
    """
    from msgspec.structs import replace

    from backcheck.cli.log import draw_sore, make_index, read_date, read_training_log, read_unit_name
    from backcheck.training_log.changes import find_changes
    from backcheck.training_log.findings import LogNotes

    began = read_date(pain, "--pain", runtime.tell) or (material.log.began if material.log is not None else None)
    log = read_training_log(file, make_index(runtime), unit=read_unit_name(unit), mapped=mapped)
    changes = find_changes(log, until=began.toordinal() if began else None)
    kept = material.log or LogNotes(log.unit)
    sore = material.assessment.exercise or ""
    found = sorted(changes.findings, key=lambda one: one.lift != sore)
    return replace(
        material,
        log=replace(kept, unit=log.unit, began=began, findings=tuple(found)),
        log_figure=draw_sore(log, sore, changes.until, began),
    )
