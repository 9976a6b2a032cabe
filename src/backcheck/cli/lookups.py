"""The look-ups that differ only in what they look up: one row each in `LOOKUPS`.

A row says what is listed, how the list and one entry are shown, first and in full, and which options there are; the
command is made from it. A new look-up is a row, a line of help in `commands` and its pages in `show`. Pages are
imported when they are drawn, so that each look-up pays only for its own.
"""  # no postponed annotations: typer reads those of the commands, which are made from the rows

from collections.abc import Callable, Mapping
from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from backcheck.cli.commands import COMMANDS
from backcheck.cli.options import (
    AsJson,
    Candidates,
    Full,
    Sources,
    Start,
    complete_entry,
    complete_question,
    make_app,
)
from backcheck.cli.runtime import Runtime
from backcheck.errors import UsageError

if TYPE_CHECKING:
    from backcheck.knowledge.model import Contributor, Pattern
    from backcheck.knowledge.questions import Question
    from backcheck.knowledge.records import Source
    from backcheck.knowledge.training import Drill, Rung, SelfTest, Topic
    from backcheck.show.surface import Surface


class LookupPage(NamedTuple):
    """Where a page goes, whether all of it is wanted or only the first screen, and whether it names its sources."""

    runtime: Runtime
    out: "Surface"
    full: bool
    credited: bool

    @property
    def first(self) -> bool:
        """Whether the first screen is enough."""
        return not (self.full or self.credited)

    @property
    def review(self) -> str:
        """Who has reviewed the knowledge, in words. Raises `KnowledgeError`."""
        words: str = read_file(self.runtime, "knowledge.json").review.words
        return words

    @property
    def sources(self) -> "Mapping[str, Source] | None":
        """All sources by id, or None where the page does not name them. Raises `KnowledgeError`."""
        return {one.id: one for one in read_file(self.runtime, "sources.json")} if self.credited else None


class Lookup(NamedTuple):
    """One look-up. `key` is the key of its list in JSON, `what` one entry in a message, `metavar` in the help.

    `lead` makes `--start`: it leads somebody through an entry, or through the list where `leads_list` (the entry is
    then None). Without `card` an entry is a list of one in JSON.
    """

    key: str
    what: str
    entries: Callable[[Runtime], list[Any]]
    show_list: Callable[[list[Any], LookupPage], list[str]]
    show_entry: Callable[[Any, LookupPage], list[str]]
    complete: Callable[[typer.Context, str], Candidates]
    metavar: str = "ID"
    sources: bool = True
    lead: Callable[[Runtime, Any, list[Any]], None] | None = None
    leads_list: bool = False
    card: bool = True


def read_file(runtime: Runtime, name: str) -> Any:
    """One file of the knowledge base. Raises `KnowledgeError`."""
    from backcheck.knowledge.load import load_file

    return load_file(runtime.data_folder(), name)


def entries_of(*files: str) -> Callable[[Runtime], list[Any]]:
    """What reads the entries of these files, one behind the other."""
    return lambda runtime: [entry for file in files for entry in read_file(runtime, file)]


# -- pages -------------------------------------------------------------------------------------------------------------


def _show_causes(entries: "list[Contributor | Pattern]", page: LookupPage) -> list[str]:
    from backcheck.show.lookups import render_causes

    return render_causes(entries, page.out, first=not page.full)


def _show_cause(entry: "Contributor | Pattern", page: LookupPage) -> list[str]:
    from backcheck.show.lookups import render_cause

    return render_cause(entry, page.out, page.review, page.sources, first=page.first)


def _show_topics(entries: "list[Topic]", page: LookupPage) -> list[str]:
    from backcheck.show.lookups import render_topics

    return render_topics(entries, page.out, first=not page.full)


def _show_topic(entry: "Topic", page: LookupPage) -> list[str]:
    from backcheck.show.lookups import render_topic

    return render_topic(entry, page.out, page.review, page.sources, first=page.first)


def _show_drills(entries: "list[Drill]", page: LookupPage) -> list[str]:
    from backcheck.show.training import render_drills

    return render_drills(entries, page.out, page.review, page.sources, first=page.first)


def _show_drill(entry: "Drill", page: LookupPage) -> list[str]:
    from backcheck.show.training import render_drill

    return render_drill(entry, page.out, page.review, page.sources, first=page.first)


def _lead_drills(runtime: Runtime, found: "Drill | None", entries: "list[Drill]") -> None:
    from backcheck.cli.guided import start_drills

    start_drills(runtime, [found] if found else entries)


def _show_tests(entries: "list[SelfTest]", page: LookupPage) -> list[str]:
    from backcheck.show.training import render_tests

    return render_tests(entries, page.out, first=not page.full)


def _show_test(entry: "SelfTest", page: LookupPage) -> list[str]:
    from backcheck.show.training import first_test, render_test

    drills = [drill for drill in read_file(page.runtime, "drills.json") if drill.id in entry.drills]
    if page.first:
        return first_test(entry, drills, page.out, page.review)
    return render_test(entry, drills, page.out, page.review, page.sources)


def _lead_test(runtime: Runtime, found: "SelfTest", entries: "list[SelfTest]") -> None:
    from backcheck.cli.guided import run_alone

    run_alone(runtime, found)


def _show_rungs(entries: "list[Rung]", page: LookupPage) -> list[str]:
    from backcheck.show.training import render_ladder

    return render_ladder(entries, page.out, page.review, page.sources, first=page.first)


def _show_rung(entry: "Rung", page: LookupPage) -> list[str]:
    from backcheck.show.training import render_ladder

    return render_ladder([entry], page.out, page.review, page.sources)


def _show_sources(entries: "list[Source]", page: LookupPage) -> list[str]:
    from backcheck.show.lookups import render_sources

    return render_sources(entries, page.out, first=not page.full)


def _show_source(entry: "Source", page: LookupPage) -> list[str]:
    from backcheck.show.lookups import render_source

    return render_source(entry, page.out, first=page.first)


def _show_questions(entries: "list[Question]", page: LookupPage) -> list[str]:
    from backcheck.show.lookups import render_questions

    return render_questions(entries, page.out, first=not page.full)


def _show_question(entry: "Question", page: LookupPage) -> list[str]:
    from backcheck.show.lookups import render_question

    return render_question(entry, page.out, first=page.first)


LOOKUPS: dict[str, Lookup] = {
    "cause": Lookup(
        key="causes",
        what="cause",
        entries=entries_of("contributors.json", "patterns.json"),
        show_list=_show_causes,
        show_entry=_show_cause,
        complete=complete_entry("contributors.json", "patterns.json"),
    ),
    "prevent": Lookup(
        key="topics",
        what="topic",
        entries=entries_of("topics.json"),
        show_list=_show_topics,
        show_entry=_show_topic,
        complete=complete_entry("topics.json"),
        metavar="TOPIC",
    ),
    "core": Lookup(
        key="drills",
        what="drill",
        entries=entries_of("drills.json"),
        show_list=_show_drills,
        show_entry=_show_drill,
        complete=complete_entry("drills.json"),
        lead=_lead_drills,
        leads_list=True,
    ),
    "tests": Lookup(
        key="tests",
        what="test",
        entries=entries_of("tests.json"),
        show_list=_show_tests,
        show_entry=_show_test,
        complete=complete_entry("tests.json"),
        lead=_lead_test,
    ),
    "ladder": Lookup(
        key="rungs",
        what="step",
        entries=lambda runtime: sorted(read_file(runtime, "ladder.json"), key=lambda rung: rung.step),
        show_list=_show_rungs,
        show_entry=_show_rung,
        complete=complete_entry("ladder.json"),
        metavar="STEP",
    ),
    "sources": Lookup(
        key="sources",
        what="source",
        entries=entries_of("sources.json"),
        show_list=_show_sources,
        show_entry=_show_source,
        complete=complete_entry("sources.json"),
        sources=False,
    ),
    "questions": Lookup(
        key="questions",
        what="question",
        entries=lambda runtime: list(runtime.knowledge().questions.values()),
        show_list=_show_questions,
        show_entry=_show_question,
        complete=complete_question,
        sources=False,
        card=False,
    ),
}


# -- commands ----------------------------------------------------------------------------------------------------------


def make_lookup(command: str) -> typer.Typer:
    """The app of one look-up, with the options that its row has."""
    row = LOOKUPS[command]
    help_ = f"One {row.what}; without it you get the list."
    argument = typer.Argument(metavar=row.metavar, autocompletion=row.complete, help=help_)
    kinds: dict[str, Any] = {"name": Annotated[list[str] | None, argument]}
    kinds |= {"full": Full} | ({"sources": Sources} if row.sources else {}) | ({"start": Start} if row.lead else {})
    kinds["as_json"] = AsJson

    def look_up(ctx: typer.Context, **given: Any) -> None:
        _look_up(ctx.obj, command, **given)

    parameters = [
        Parameter(one, Parameter.KEYWORD_ONLY, annotation=kind, default=None if one == "name" else False)
        for one, kind in kinds.items()
    ]
    first = Parameter("ctx", Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    look_up.__annotations__ = {"ctx": typer.Context, **kinds}
    setattr(look_up, "__signature__", Signature([first, *parameters]))  # noqa: B010 - functions do not declare it
    app = make_app()
    app.command(help=COMMANDS[command][1])(look_up)
    return app


def _look_up(
    runtime: Runtime,
    command: str,
    name: list[str] | None = None,
    *,
    full: bool = False,
    sources: bool = False,
    start: bool = False,
    as_json: bool = False,
) -> None:
    """Shows the list, or the entry of this name. Raises `UsageError` with near matches."""
    row = LOOKUPS[command]
    entries, found = row.entries(runtime), None
    if name:
        from backcheck.knowledge.names import find_entry

        found = find_entry(entries, " ".join(name), row.what, command)
    if as_json:
        from backcheck.show.as_json import encode_card, encode_list

        listed = entries if found is None else [found]
        runtime.out().write([encode_card(found) if found is not None and row.card else encode_list(row.key, listed)])
        return
    if start and row.lead is not None:
        from backcheck.cli.guided import need_terminal

        if found is None and not row.leads_list:
            remedy = f"See them: backcheck {command}. Then: backcheck {command} ID --start."
            raise UsageError(f"--start needs a {row.what}.", remedy)
        need_terminal(f"backcheck {command} {found.id if found else ''}".strip())
        row.lead(runtime, found, entries)
        return
    page = LookupPage(runtime, runtime.out(), full, sources)
    runtime.show(row.show_list(entries, page) if found is None else row.show_entry(found, page))
