"""`backcheck` alone on a terminal: a menu of all that a person does. It comes back, remembers nothing, never traps.

Each page is made by its own command; the menu has its rows and what is offered below a page. A page stays in
view until a key is pressed, so that the menu does not scroll its top away.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from backcheck.ask.keys import say_waiting
from backcheck.ask.port import EndReason, Left, Row
from backcheck.cli.exits import Exit
from backcheck.cli.home import find_journal
from backcheck.cli.interview import MINUTES, choose_asker, exit_of
from backcheck.cli.lookup_table import ALL, LOOKUPS, SubPage
from backcheck.cli.runtime import Runtime
from backcheck.errors import FileError

if TYPE_CHECKING:
    from backcheck.ask.port import Asker

Run = Callable[[list[str]], int]
"""Runs one command and returns its exit code."""


class MenuRow(NamedTuple):
    """One row of the menu. `command` is run as it is, or with what was picked where there is a list (`prompt`).

    `typed` is the hint where something may be typed too, `more` what is offered below the page. With `ends` the program
    ends after it, so that its advice stays in view.
    """

    label: str
    command: tuple[str, ...]
    prompt: str = ""
    typed: str = ""
    more: tuple[SubPage, ...] = ()
    ends: bool = False


DIAGNOSE, WARM_UP, LOG, REPORT, CHECK_IN, RESUME, QUIT = (
    "diagnose", "warmup", "log", "report", "checkin", "resume", "quit"
)  # fmt: skip
TYPE = "type-it"
BACK = "back"
ANY_LIFT = "For example: squat, DL, leg press. Any name works, even with a typo."
FOUND = "Which one would you like to read?"
LOG_HINT = "The CSV of Strong, Hevy or FitNotes. For example: ~/Downloads/strong.csv."

MENU: dict[str, MenuRow] = {
    DIAGNOSE: MenuRow(f"My back hurts: what should I do? (about {MINUTES} minutes)", ("diagnose",), ends=True),
    "exercise": MenuRow(
        "Look up a lift", ("exercise",), "Which lift?", ANY_LIFT, (ALL, SubPage("pictures", ("--figures",)))
    ),
    "redflags": MenuRow(
        "Read the danger signs",
        ("redflags",),
        more=(
            SubPage("go now", ("stop",)),
            SubPage("today", ("today",)),
            SubPage("book", ("book",)),
        ),
    ),
    WARM_UP: MenuRow("Warm up for a lift", ("warmup",), "Warm up for which lift?", ANY_LIFT, (ALL,)),
    **{name: MenuRow(row.menu[0], (name,), row.menu[1], more=row.menu[2]) for name, row in LOOKUPS.items() if row.menu},
    "search": MenuRow("Search for a word", ("search",), typed="For example: numb, sciatica, belt."),
    "history": MenuRow("What I kept (history)", ("history",)),
    LOG: MenuRow(
        "What changed in my training (my app's log)",
        ("log",),
        more=(
            SubPage("kilos", ("--unit", "kg")),
            SubPage("pounds", ("--unit", "lb")),
            ALL,
            SubPage("interview", ("diagnose", "--log"), leads=True),
        ),
    ),
    REPORT: MenuRow("A report for a clinician, a coach or yourself", ("report", "-o")),
    CHECK_IN: MenuRow("Look again: how is my back now? (check-in)", ("checkin",), ends=True),
    RESUME: MenuRow("Go on with the interview that I stopped", ("diagnose", "--resume"), ends=True),
}
"""The rows in their order. The last three are shown only where there is something to do."""

ENDS = (Exit.HANGUP, Exit.INTERRUPTED, Exit.TERMINATED)
"""After Ctrl-C, or without the terminal, the menu does not come back."""


class _Over(Exception):  # noqa: N818 - says what happened; it is no error
    """The program is to end with this code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def offer_menu(runtime: Runtime, run: Run) -> int:
    """Shows the menu until the person leaves; returns the exit code. `run` runs one command and returns its own."""
    try:
        _Menu(runtime, run).hold()
    except Left as left:
        return Exit.DONE if left.reason is EndReason.QUIT else exit_of(left)
    except _Over as over:
        return over.code
    return Exit.DONE


class _Menu:
    def __init__(self, runtime: Runtime, run: Run) -> None:
        self.runtime, self._run = runtime, run
        self._options = [*(["--plain"] if runtime.plain else []), "--color", runtime.color]
        self._options += ["--data", runtime.data] if runtime.data else []
        self._options += [] if runtime.pager else ["--no-pager"]

    def hold(self) -> None:
        """Until the person goes back or quits. May raise `Left` and `_Over`."""
        at = ""
        while True:
            hidden = {REPORT, CHECK_IN, RESUME} - _find_kept()
            rows = [Row(name, row.label) for name, row in MENU.items() if name not in hidden]
            with self._asking() as asker:
                at = str(asker.choose("What would you like to do?", [*rows, Row(QUIT, "Quit", key="q")], pointed=at))
            if at not in MENU:
                return
            self._take(MENU[at])

    def _take(self, row: MenuRow) -> None:
        """One row of the menu, until the person is back at the menu."""
        if row.ends:
            raise _Over(self._run([*self._options, *row.command]))
        if row.prompt:
            self._look_through(row)
        elif row.typed:
            if words := self._ask_text("Which words?", row.typed):
                self._search(row, words)
        elif row is MENU[LOG]:
            if name := self._ask_text("Which file did your app export?", LOG_HINT):
                self._show([*row.command, "--", _read_path(name)], row.more, back="menu", keep=True)
        elif row is MENU[REPORT]:
            if name := self._ask_text("Name of the file for the report?", "For example: back.html (or .md, .json)."):
                self._show([*row.command, name], (), back="menu")
        else:
            self._show(list(row.command), row.more, back="menu")

    def _look_through(self, row: MenuRow) -> None:
        """A list, the page of what is picked in it, and back to the list, until the person goes back from there."""
        rows = list_rows(self.runtime, row.command[0])
        if row.typed:
            rows = [Row(TYPE, "Type its name"), *rows]
        for at in self._pick(row.prompt, rows):
            named = self._ask_text("Which lift?", row.typed) if at == TYPE else at
            if not named:
                continue
            typed = ""
            if row is MENU[WARM_UP]:
                loads = (Row("without", "Only the movements"), Row("with", "With the lighter sets for my work weight"))
                with self._asking() as asker:
                    chosen = asker.choose("With weights?", loads)
                typed = self._ask_text("Your work weight?", "For example: 100kg or 225lb.") if chosen == "with" else ""
            weight = [f"--weight={typed}"] if typed else []
            self._show([*row.command, *weight, "--", named], row.more, back="list")

    def _search(self, row: MenuRow, words: str) -> None:
        """What was found, and a list of it to open one after the other."""
        from backcheck.knowledge.search import find_words

        hits = find_words(self.runtime.knowledge(), words)
        found = {f"{hit.kind} {hit.id}": hit for hit in hits}
        self._show([*row.command, "--", words], row.more, back="list" if found else "menu")
        rows = [Row(name, f"{hit.name} ({hit.kind})") for name, hit in found.items()]
        for at in self._pick(FOUND, rows) if rows else ():
            self._show([found[at].kind, "--", found[at].id], (), back="list")

    def _pick(self, prompt: str, rows: Sequence[Row]) -> Iterator[str]:
        """The ids of what is picked in a list, one after the other, until the person goes back from there."""
        at = ""
        with_way_back = [*rows, Row(BACK, "Back to the menu", closes=True)]
        while True:
            with self._asking() as asker:
                at = str(asker.choose(prompt, with_way_back, pointed=at))
            if at not in {one.id for one in rows}:
                return
            yield at

    def _ask_text(self, prompt: str, hint: str) -> str:
        """What was typed; empty where the person went back."""
        with self._asking() as asker:
            typed = asker.ask_text(prompt, hint)
        return typed if isinstance(typed, str) else ""

    def _show(self, arguments: list[str], more: Sequence[SubPage], *, back: str, keep: bool = False) -> None:
        """The page of a command, and what is offered below it until the person goes back.

        What was picked before stays where it is to be kept, such as a unit.
        """
        shown = arguments
        while True:
            code = self._run([*self._options, *shown])
            if code in ENDS:
                raise _Over(code)
            # below a file that cannot be read there is nothing more to show of it
            numbers = {} if code == Exit.FILE else {str(number): one.word for number, one in enumerate(more, 1)}
            line = say_waiting(back, numbers, self.runtime.out().width - 3, rows=2)  # a page leaves so much room
            about = [*(f"{number} and Enter: {word}." for number, word in numbers.items()), f"Enter: {back}. q: quit."]
            with self._asking() as asker:
                picked = asker.pause(line, keys=" ".join(numbers), about=about)
            if picked is False:
                raise _Over(Exit.DONE)
            if not isinstance(picked, str):
                return
            kept = shown[1 : len(shown) - len(arguments) + 1] if keep else []
            if more[int(picked) - 1].leads:
                units = [one for one in kept if one not in ALL.arguments]
                raise _Over(self._run([*self._options, *more[int(picked) - 1].arguments, arguments[-1], *units]))
            shown = [arguments[0], *kept, *more[int(picked) - 1].arguments, *arguments[1:]]

    @contextmanager
    def _asking(self) -> Iterator[Asker]:
        """A front end that is put away before a command runs, which may need the terminal for itself."""
        asker = choose_asker(self.runtime)
        with asker.session():
            yield asker


def list_rows(runtime: Runtime, command: str) -> list[Row]:
    """The entries that a look-up lists, each as a row with its other names, a step under its own number.

    Raises `KnowledgeError`.
    """
    if command in LOOKUPS:
        entries: Sequence[Any] = LOOKUPS[command].entries(runtime)
    else:
        from backcheck.knowledge.load import load_lift_names

        entries = sorted(load_lift_names(runtime.data_folder()), key=lambda lift: lift.name.casefold())
    return [
        Row(one.id, one.name, key=str(getattr(one, "step", "")), names=tuple(getattr(one, "names", ())))
        for one in entries
    ]


def _read_path(typed: str) -> str:
    """The path that was typed, or drawn into the window, where the terminal quotes it as for a shell.

    A lone `-` is a file here, since nothing is piped into a menu.
    """
    import shlex

    try:
        words = shlex.split(typed) if os.name == "posix" else [typed.strip('"')]
    except ValueError:  # a quote that belongs to the name
        words = []
    path = words[0] if len(words) == 1 else typed
    return "./-" if path == "-" else path


def _find_kept() -> set[str]:
    """Which rows the journal has something for; none where it is off, or cannot be read now."""
    found = set[str]()
    try:
        journal = find_journal(hurry=True)
        if journal is not None:
            with journal:
                draft = journal.draft()
                interviewed = any(entry.diagnosis is not None for entry in journal.entries())
                found |= {RESUME} if draft is not None and draft.answers else set()
                found |= {REPORT} if interviewed else set()
                found |= {CHECK_IN} if interviewed and journal.keeping else set()
    except FileError:
        return set()
    return found
