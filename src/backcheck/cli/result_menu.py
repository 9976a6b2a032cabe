"""Looking through the advice on a terminal: the first screen, then whatever the person picks, until they quit.

Which sections there are is decided by `show`; nothing is kept unless it is picked, or the journal is on.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from backcheck.ask.keys import row_keys, say_waiting
from backcheck.ask.port import Left, Move, Row
from backcheck.cli.diagnosis import assess_beside
from backcheck.cli.home import may_ask, wish_asking
from backcheck.cli.interview import InterviewState, choose_asker
from backcheck.cli.kept_interview import keep_interview, offer_to_keep
from backcheck.cli.machine import today
from backcheck.cli.runtime import Runtime
from backcheck.errors import BackcheckError
from backcheck.knowledge.levels import is_grave
from backcheck.show.advice import advise, list_sections
from backcheck.show.changes import say_changes
from backcheck.show.first_screen import close_up, list_left_out, render_first_screen
from backcheck.show.formats import render_section
from backcheck.show.phrases import END
from backcheck.text import wrap

if TYPE_CHECKING:
    from collections.abc import Callable

    from backcheck.ask.port import Asker
    from backcheck.knowledge.model import KnowledgeBase
    from backcheck.reasoning.assessment import Assessment
    from backcheck.show.document import Advice, Section
    from backcheck.show.surface import Surface

ALL, SAVE, REPORT, QUIT = "all", "save", "report", "quit"
REST = "{count} more lines"
AGAIN = "To see this again: backcheck history show last."
FROM_FILE = "To see this again: backcheck diagnose --answers {file}"
LOST = (
    "This advice is not kept.",
    "Next time diagnose --save-answers FILE keeps your answers, or backcheck history on keeps a private journal.",
)
SAVED = "Saved in your private journal"
USUAL_ROWS = 24
"""Rows of a usual window; one of them is the line below the advice."""
PROMPT = "What would you like to see?"


class ResultMenu:
    """One result being looked through; `answers` and `result` change when a self-test was done.

    `done` is the interview that gave it, and `file` the answers file that holds its answers, if any.
    """

    def __init__(
        self, runtime: Runtime, kb: KnowledgeBase, done: InterviewState, result: Assessment, file: str
    ) -> None:
        self.runtime, self.kb, self.notes, self.log = runtime, kb, done.notes, done.log
        self.answers, self.result = dict(done.answers), result
        self.saved = False
        self.file = file
        self.rest: list[str] = []
        """What of the open section is still to come: no more is shown at once than the window has lines."""
        self.laid_out = 0
        """The width of the window that the rest was laid out for."""
        self.show_again: Callable[[], None] = self.show_first
        """Shows the open section, or the first screen, from its top."""
        self.below = False
        """Whether something was shown below the first screen."""
        self.trouble: Exception | None = None
        """Why the journal did not keep the result."""
        self.offers = True

    def look_through(self) -> None:
        """Shows the first screen and offers a self-test that would decide, then the menu. Leaving it is no failure.

        A journal that is on but could not keep the result is raised as an error at the very end, after all advice.
        """
        if self.result.triage.level == "emergency":  # there only one thing matters
            self.show_first()
            self._keep_where_on()
        else:
            self._keep_where_on()  # before, so that nothing comes below the first screen
            self.show_first()
            with suppress(Left):
                self._hold()
            if self.saved:
                self.runtime.tell(AGAIN)
            else:
                self.runtime.tell(*([FROM_FILE.format(file=self.file)] if self.file else LOST))
        if self.out.plain:
            self.out.write([END])
        if self.trouble is not None and not self.saved:
            self.trouble = None
            self._keep_where_on()  # once more
            if self.trouble is not None:
                raise self.trouble

    @property
    def out(self) -> Surface:
        """Where it is shown, in the window as it is now."""
        return self.runtime.out()

    def show_first(self) -> None:
        """The verdict and what matters."""
        advice = self._advice()
        lines = close_up(["", *render_first_screen(advice, self.out)], USUAL_ROWS - 1)
        if is_grave(self.result.triage.level):  # nobody should have to press keys to go on reading
            self.rest, self.laid_out = list_left_out(advice, self.out, lines), self.out.width
            self.out.write(lines)
        else:
            self._write(lines)
        self.show_again = self.show_first
        self.below = False

    def _hold(self) -> None:
        """Until the person quits. May raise `Left`."""
        asker = choose_asker(self.runtime)
        asker.loss = self._say_loss
        with asker.session():
            while True:
                line = self._say_waiting(len(self.rest))
                picked = asker.pause(line, keys=" ".join(self._numbers()), about=self._say_keys())
                if picked is False:
                    chosen: str | Move = QUIT
                elif picked is True and self.rest:
                    if self.out.width == self.laid_out:
                        self._write(self.rest)
                    else:
                        self.show_again()
                    continue
                elif picked is True and self._offer_test(asker):
                    continue
                elif isinstance(picked, str):
                    chosen = self._numbers()[picked]
                elif picked is True:
                    chosen = asker.choose(PROMPT, self._rows())
                else:  # back, which is to the first screen
                    if self.below:
                        self.show_first()
                    continue
                if chosen == QUIT and (self.file or self._offer_to_keep(asker) is not Move.BACK):
                    return  # who would lose the advice was asked first, and did not come back
                if isinstance(chosen, str) and chosen != QUIT:
                    self._do(asker, chosen)

    def _numbers(self) -> dict[str, str]:
        """What may be typed at the line below what is shown, with the id of its row: the numbers of the menu."""
        rows = self._rows()
        return {key: row.id for key, row in zip(row_keys(rows), rows, strict=True) if row.id != QUIT}

    def _say_waiting(self, rest: int) -> str:
        """Where Enter and the numbers lead to, in one line: as many of the numbers as have room."""
        enter = REST.format(count=rest) if rest else "menu"
        return say_waiting(enter, self._numbers(), self.out.width - 3)

    def _say_keys(self) -> list[str]:
        """What `?` tells: each number with its section, and the other keys."""
        rows = self._rows()
        enter = "shows the next lines" if self.rest else "shows these rows, to point at"
        return [
            "A number and Enter:",
            *(f"{key}: {row.label}" for key, row in zip(row_keys(rows), rows, strict=True) if row.id != QUIT),
            f"Enter alone {enter}. Left: the first screen again. q: quit.",
        ]

    def _sections(self) -> dict[str, list[Section]]:
        """The rows of the menu with the sections that each of them shows."""
        rows: dict[str, list[Section]] = {}
        for section in list_sections(self._advice(), "person", "asked"):
            rows.setdefault(section.row, []).append(section)
        return rows

    def _advice(self) -> Advice:
        return advise(self.kb, self.result, today())

    def _rows(self) -> list[Row]:
        rows = [Row(name, "; ".join(one.title for one in shown)) for name, shown in self._sections().items()]
        if len(rows) > 1:
            rows.append(Row(ALL, "All of it"))
        if self.result.triage.level != "urgent":
            rows.append(Row(SAVE, SAVED if self.saved else "Save: keep this in your private journal"))
        rows.append(Row(REPORT, "Report: a page for a clinician, a coach or yourself"))
        return [*rows, Row(QUIT, "Quit", key="q")]

    def _say_loss(self) -> str:
        """What would be lost without a question if the person left now; nothing where they want no question."""
        kept = self.saved or self.file or is_grave(self.result.triage.level) or not may_ask()
        return "" if kept else LOST[0]

    def _do(self, asker: Asker, chosen: str) -> None:
        if chosen == SAVE and self.saved:
            asker.note(f"{SAVED}. {AGAIN}")
        elif chosen == SAVE:
            try:
                wish_asking(asking=True)  # picking this asks for a journal, also after an earlier "never"
            except BackcheckError as error:
                asker.note(f"{error.problem} {error.remedy}".strip())
            else:
                self._offer_to_keep(asker, wished=True)
        elif chosen == REPORT:
            from backcheck.cli.report import offer_report

            figure = self.log.figure(self.answers) if self.log is not None else None
            offer_report(self.runtime, self.kb, self.answers, self.result, asker, self.notes, figure)
        else:
            rows = self._sections()
            shown = rows.values() if chosen == ALL else [rows[chosen]]
            sections = (section for row in shown for section in row)
            self._write([line for section in sections for line in ["", *render_section(section, self.out)]])
            self.show_again = partial(self._do, asker, chosen)

    def _write(self, lines: list[str]) -> None:
        """Shows as many lines as the window has, so that their top stays in view; the rest waits."""
        out, room = self.out, len(lines)
        if out.rows and not out.plain and room >= out.rows:
            waiting = wrap(self._say_waiting(room), out.width - 1, "  ")
            room = max(1, out.rows - len(waiting))
        self.rest, self.below, self.laid_out = lines[room:], True, out.width
        out.write(lines[:room])

    def _offer_to_keep(self, asker: Asker, *, wished: bool = False) -> int | Move | None:
        """Asks once whether to keep a journal, where there is none and nobody said never; nothing once it is kept.

        Returns what `offer_to_keep` does.
        """
        if self.saved:
            return None
        number: int | Move | None = None
        try:
            number = offer_to_keep(
                self.runtime, self.kb, self.answers, self.result, asker, wished=wished, notes=self.notes
            )
        except BackcheckError as error:
            asker.note(f"{error.problem} {error.remedy}".strip())
        self.saved = isinstance(number, int)
        return number

    def _keep_where_on(self) -> None:
        """Where the journal is on, a result is kept without a question. What fails waits: the advice comes first."""
        try:
            kept = keep_interview(self.runtime, self.kb, self.answers, self.result, self.notes)
            self.saved = kept is not None
        except Exception as error:
            self.trouble = error

    def _offer_test(self, asker: Asker) -> bool:
        """Offers a test that would decide, until the person declines one; True when one was done.

        Then the first screen is shown anew.
        """
        if not self.offers:
            return False
        from backcheck.cli.guided import offer_test

        done = offer_test(self.runtime, asker, self.kb, self.answers)
        if done is None:
            self.offers = False
            return False
        before, self.answers = self.result, done
        self.result = assess_beside(self.kb, self.answers, self.notes)
        self.saved, self.file = False, ""
        asker.note(say_changes(advise(self.kb, before), advise(self.kb, self.result)))
        self.show_first()
        return True
