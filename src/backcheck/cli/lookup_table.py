"""The look-ups that differ only in what they look up: one row each in `LOOKUPS`. Nothing is loaded to read the table.

A row says what is listed, how the list and one entry are shown, first and in full, which options there are, and its
words in the help and in the menu; the command is made from it in `lookups`. Pages are imported when they are drawn, so
that each look-up pays only for its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from backcheck.cli.runtime import Runtime
    from backcheck.knowledge.records import Source
    from backcheck.knowledge.training import SelfTest
    from backcheck.show.surface import Surface


class SubPage(NamedTuple):
    """What a number below a page shows: its word there, and the arguments that make it.

    With `leads` it is another command instead, which is given what the page was made from and ends the menu.
    """

    word: str
    arguments: tuple[str, ...]
    leads: bool = False


ALL = SubPage("all of it", ("--full",))


class LookupPage(NamedTuple):
    """Where a page goes, whether all of it is wanted or only the first screen, and whether it names its sources."""

    runtime: Runtime
    out: Surface
    full: bool
    credited: bool

    @property
    def first(self) -> bool:
        """Whether the first screen is enough."""
        return not (self.full or self.credited)

    @property
    def credits(self) -> tuple[str, Mapping[str, Source] | None]:
        """Who has reviewed the knowledge, and all sources by id where the page names them. Raises `KnowledgeError`."""
        return self.runtime.review(), self.runtime.sources(credited=self.credited)


class Lookup(NamedTuple):
    """One look-up, which lists the entries of `files`, or of `read` where they are put together in another way.

    `help` is its line among the commands, where it stands behind the command `after`. `key` is the key of its list in
    JSON, `what` one entry in a message, `metavar` in the help. `menu` is its row there with what its list asks and what
    is offered below a page; None for those that tell how the advice is made.

    `lead` makes `--start`: the function of `guided` that leads somebody through an entry, or through the list where
    `leads_list`. Without `card` an entry is a list of one in JSON.
    """

    help: str
    menu: tuple[str, str, tuple[SubPage, ...]] | None
    key: str
    what: str
    files: tuple[str, ...]
    show_list: Callable[[list[Any], LookupPage], list[str]]
    show_entry: Callable[[Any, LookupPage], list[str]]
    read: Callable[[Runtime], list[Any]] | None = None
    after: str = "ladder"
    metavar: str = "ID"
    sources: bool = True
    lead: str = ""
    leads_list: bool = False
    card: bool = True

    def entries(self, runtime: Runtime) -> list[Any]:
        """What is listed. Raises `KnowledgeError`."""
        if self.read is not None:
            return self.read(runtime)
        return [entry for file in self.files for entry in runtime.read_file(file)]


# -- pages -------------------------------------------------------------------------------------------------------------


def show(page: str) -> Callable[..., list[str]]:
    """What draws a page of `show`, given as `module.function`, which is imported when it is drawn."""

    def draw(*shown: Any, **options: Any) -> list[str]:
        module, _, function = page.partition(".")
        lines: list[str] = getattr(import_module(f"backcheck.show.{module}"), function)(*shown, **options)
        return lines

    return draw


def list_page(page_of: str, **words: str) -> Callable[[list[Any], LookupPage], list[str]]:
    """A list: its first screen, or all of it, with these words of it."""
    return lambda entries, page: show(page_of)(entries, page.out, first=not page.full, **words)


def entry_page(page_of: str) -> Callable[[Any, LookupPage], list[str]]:
    """One entry, or a list that names its sources: its first screen, or all of it."""
    return lambda entry, page: show(page_of)(entry, page.out, *page.credits, first=page.first)


def plain_page(page_of: str) -> Callable[[Any, LookupPage], list[str]]:
    """One entry that has no sources of its own."""
    return lambda entry, page: show(page_of)(entry, page.out, first=page.first)


def _show_test(entry: SelfTest, page: LookupPage) -> list[str]:
    from backcheck.show.training import first_test, render_test

    drills = [drill for drill in page.runtime.read_file("drills.json") if drill.id in entry.drills]
    if page.first:
        return first_test(entry, drills, page.out, page.runtime.review())
    return render_test(entry, drills, page.out, *page.credits)


LOOKUPS: dict[str, Lookup] = {
    "core": Lookup(
        help="See the core drills, or one drill.",
        menu=("Core drills", "Which drill?", (SubPage("lead me through it", ("--start",)),)),
        key="drills",
        what="drill",
        files=("drills.json",),
        show_list=entry_page("training.render_drills"),
        show_entry=entry_page("training.render_drill"),
        after="warmup",
        lead="start_drills",
        leads_list=True,
    ),
    "tests": Lookup(
        help="See tests that you can do alone at home.",
        menu=("Tests to do alone at home", "Which test?", (SubPage("do it now", ("--start",)), ALL)),
        key="tests",
        what="test",
        files=("tests.json",),
        show_list=list_page("training.render_tests"),
        show_entry=_show_test,
        after="core",
        lead="start_test",
    ),
    "prevent": Lookup(
        help="See habits that keep a back going.",
        menu=("Keep a back going", "Which habit?", (ALL,)),
        key="topics",
        what="topic",
        files=("topics.json",),
        show_list=list_page("lookups.render_topics", title="Habits that keep a back going", how="prevent TOPIC"),
        show_entry=entry_page("lookups.render_topic"),
        after="redflags",
        metavar="TOPIC",
    ),
    "ladder": Lookup(
        help="See the way back to lifting, step by step.",
        menu=("The way back to lifting, step by step", "Which step?", ()),
        key="rungs",
        what="step",
        files=("ladder.json",),
        show_list=entry_page("training.render_ladder"),
        show_entry=lambda entry, page: show("training.render_ladder")([entry], page.out, *page.credits),
        read=lambda runtime: sorted(runtime.read_file("ladder.json"), key=lambda rung: rung.step),
        after="tests",
        metavar="STEP",
    ),
    "cause": Lookup(
        help="See one thing that may set the pain off, or the list.",
        menu=("What may set a back off", "Which one?", (ALL,)),
        key="causes",
        what="cause",
        files=("contributors.json", "patterns.json"),
        show_list=list_page("lookups.render_causes"),
        show_entry=entry_page("lookups.render_cause"),
        after="exercise",
    ),
    "sources": Lookup(
        help="See the works that we cite, and how sure each is.",
        menu=None,
        key="sources",
        what="source",
        files=("sources.json",),
        show_list=list_page("lookups.render_sources"),
        show_entry=plain_page("lookups.render_source"),
        after="search",
        sources=False,
    ),
    "questions": Lookup(
        help="See every question of the interview with its options.",
        menu=None,
        key="questions",
        what="question",
        files=(),
        show_list=list_page("lookups.render_questions"),
        show_entry=plain_page("lookups.render_question"),
        read=lambda runtime: list(runtime.knowledge().questions.values()),
        after="sources",
        sources=False,
        card=False,
    ),
}
"""The look-ups in the order of the menu."""
