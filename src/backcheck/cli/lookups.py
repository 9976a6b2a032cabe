"""The look-ups that differ only in what they look up: one row each in `LOOKUPS`; and `backcheck search`.

A row says what is listed, how the list and one entry are shown, first and in full, and which options there are; the
command is made from it. A new look-up is a row, a line of help in `commands` and its pages in `show`. Pages are
imported when they are drawn, so that each look-up pays only for its own.
"""  # no postponed annotations: typer reads those of the commands, which are made from the rows

from collections.abc import Callable, Mapping
from importlib import import_module
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
    from backcheck.knowledge.records import Source
    from backcheck.knowledge.training import SelfTest
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
    def credits(self) -> "tuple[str, Mapping[str, Source] | None]":
        """Who has reviewed the knowledge, and all sources by id where the page names them. Raises `KnowledgeError`."""
        return self.runtime.review(), self.runtime.sources(credited=self.credited)


class Lookup(NamedTuple):
    """One look-up. `key` is the key of its list in JSON, `what` one entry in a message, `metavar` in the help.

    `lead` makes `--start`: the function of `guided` that leads somebody through an entry, or through the list where
    `leads_list`. Without `card` an entry is a list of one in JSON.
    """

    key: str
    what: str
    entries: Callable[[Runtime], list[Any]]
    show_list: Callable[[list[Any], LookupPage], list[str]]
    show_entry: Callable[[Any, LookupPage], list[str]]
    complete: Callable[[typer.Context, str], Candidates]
    metavar: str = "ID"
    sources: bool = True
    lead: str = ""
    leads_list: bool = False
    card: bool = True


def entries_of(*files: str) -> Callable[[Runtime], list[Any]]:
    """What reads the entries of these files, one behind the other."""
    return lambda runtime: [entry for file in files for entry in runtime.read_file(file)]


# -- pages -------------------------------------------------------------------------------------------------------------


def show(page: str) -> Callable[..., list[str]]:
    """What draws a page of `show`, given as `module.function`, which is imported when it is drawn."""

    def draw(*shown: Any, **options: Any) -> list[str]:
        module, _, function = page.partition(".")
        lines: list[str] = getattr(import_module(f"backcheck.show.{module}"), function)(*shown, **options)
        return lines

    return draw


def list_page(page_of: str) -> Callable[[list[Any], LookupPage], list[str]]:
    """A list: its first screen, or all of it."""
    return lambda entries, page: show(page_of)(entries, page.out, first=not page.full)


def entry_page(page_of: str) -> Callable[[Any, LookupPage], list[str]]:
    """One entry, or a list that names its sources: its first screen, or all of it."""
    return lambda entry, page: show(page_of)(entry, page.out, *page.credits, first=page.first)


def plain_page(page_of: str) -> Callable[[Any, LookupPage], list[str]]:
    """One entry that has no sources of its own."""
    return lambda entry, page: show(page_of)(entry, page.out, first=page.first)


def _show_test(entry: "SelfTest", page: LookupPage) -> list[str]:
    from backcheck.show.training import first_test, render_test

    drills = [drill for drill in page.runtime.read_file("drills.json") if drill.id in entry.drills]
    if page.first:
        return first_test(entry, drills, page.out, page.runtime.review())
    return render_test(entry, drills, page.out, *page.credits)


LOOKUPS: dict[str, Lookup] = {
    "cause": Lookup(
        key="causes",
        what="cause",
        entries=entries_of("contributors.json", "patterns.json"),
        show_list=list_page("lookups.render_causes"),
        show_entry=entry_page("lookups.render_cause"),
        complete=complete_entry("contributors.json", "patterns.json"),
    ),
    "prevent": Lookup(
        key="topics",
        what="topic",
        entries=entries_of("topics.json"),
        show_list=list_page("lookups.render_topics"),
        show_entry=entry_page("lookups.render_topic"),
        complete=complete_entry("topics.json"),
        metavar="TOPIC",
    ),
    "core": Lookup(
        key="drills",
        what="drill",
        entries=entries_of("drills.json"),
        show_list=entry_page("training.render_drills"),
        show_entry=entry_page("training.render_drill"),
        complete=complete_entry("drills.json"),
        lead="start_drills",
        leads_list=True,
    ),
    "tests": Lookup(
        key="tests",
        what="test",
        entries=entries_of("tests.json"),
        show_list=list_page("training.render_tests"),
        show_entry=_show_test,
        complete=complete_entry("tests.json"),
        lead="start_test",
    ),
    "ladder": Lookup(
        key="rungs",
        what="step",
        entries=lambda runtime: sorted(runtime.read_file("ladder.json"), key=lambda rung: rung.step),
        show_list=entry_page("training.render_ladder"),
        show_entry=lambda entry, page: show("training.render_ladder")([entry], page.out, *page.credits),
        complete=complete_entry("ladder.json"),
        metavar="STEP",
    ),
    "sources": Lookup(
        key="sources",
        what="source",
        entries=entries_of("sources.json"),
        show_list=list_page("lookups.render_sources"),
        show_entry=plain_page("lookups.render_source"),
        complete=complete_entry("sources.json"),
        sources=False,
    ),
    "questions": Lookup(
        key="questions",
        what="question",
        entries=lambda runtime: list(runtime.knowledge().questions.values()),
        show_list=list_page("lookups.render_questions"),
        show_entry=plain_page("lookups.render_question"),
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
    if start and row.lead:
        from backcheck.cli import guided

        if found is None and not row.leads_list:
            remedy = f"See them: backcheck {command}. Then: backcheck {command} ID --start."
            raise UsageError(f"--start needs a {row.what}.", remedy)
        guided.need_terminal(f"backcheck {command} {found.id if found else ''}".strip())
        getattr(guided, row.lead)(runtime, entries if found is None else [found])
        return
    page = LookupPage(runtime, runtime.out(), full, sources)
    runtime.show(row.show_list(entries, page) if found is None else row.show_entry(found, page))


EXAMPLE = "For example: backcheck search butt wink"
app = make_app()


@app.command(epilog=EXAMPLE)
def search(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="All of these words must be in a result.")],
    full: Annotated[bool, typer.Option("--full", help="Show every result with its text.")] = False,
    as_json: AsJson = False,
) -> None:
    """Find words in lifts, causes, habits and danger signs. Finding nothing is an answer too (exit 0)."""
    from backcheck.knowledge.search import find_words

    runtime: Runtime = ctx.obj
    wanted = " ".join(words)
    if not wanted.strip():
        raise UsageError("There is no word to look for.", EXAMPLE)
    hits, out = find_words(runtime.knowledge(), wanted), runtime.out()
    if as_json:
        from backcheck.show.as_json import encode_list

        out.write([encode_list("results", hits)])
        return
    from backcheck.show.lookups import render_hits

    runtime.show(render_hits(wanted, hits, out, whole=full))
