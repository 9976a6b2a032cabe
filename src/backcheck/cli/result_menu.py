"""Looking through the advice on a terminal: the first screen, then whatever the person picks, until they quit.

Owns the menu below the result. Which sections there are is decided by `show`; nothing is kept unless it is picked.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from backcheck.cli import log_desk
from backcheck.cli.interview import choose_asker
from backcheck.cli.machine import today
from backcheck.cli.wiring import Runtime
from backcheck.errors import BackcheckError

if TYPE_CHECKING:
    from backcheck.ask.port import Asker, Row
    from backcheck.knowledge.model import KnowledgeBase
    from backcheck.reasoning.answers import Answer
    from backcheck.reasoning.assessment import Assessment
    from backcheck.show.document import Advice, Section
    from backcheck.show.surface import Surface
    from backcheck.training_log.findings import LogNotes

ALL, SAVE, REPORT, QUIT = "all", "save", "report", "quit"
MORE = "Enter: {names}.  q: quit."
AGAIN = "To see this again: backcheck history show last."
LOST = "Not kept. To see it again, answer once more with --save-answers FILE."
MOST_NAMED = 5
USUAL_ROWS = 24
"""Rows of a usual window; one of them is the line below the advice."""
PROMPT = "What would you like to see?"


def look_through(
    runtime: Runtime,
    kb: KnowledgeBase,
    answers: dict[str, Answer],
    result: Assessment,
    notes: LogNotes | None = None,
) -> None:
    """Shows the first screen and offers a self-test that would decide, then the menu. Leaving it is no failure.

    `notes` are what is kept of a training log beside the answers.

    A journal that is on but could not keep the result is raised as an error at the very end, after all advice.
    """
    from backcheck.ask.port import Left

    menu = _ResultMenu(runtime, kb, answers, result, notes)
    if result.triage.level == "emergency":  # there only one thing matters
        menu.show_first()
        menu.keep_where_on()
    else:
        menu.keep_where_on()  # before, so that nothing stands below the first screen
        menu.show_first()
        with suppress(Left):
            menu.hold()
        menu.say_again()
    if menu.out.plain:
        from backcheck.show.phrases import END

        menu.out.write([END])
    menu.raise_trouble()


class _ResultMenu:
    """One result being looked through; `answers` and `result` change when a self-test was done."""

    def __init__(
        self,
        runtime: Runtime,
        kb: KnowledgeBase,
        answers: dict[str, Answer],
        result: Assessment,
        notes: LogNotes | None = None,
    ) -> None:
        self.runtime, self.kb, self.notes = runtime, kb, notes
        self.answers, self.result = dict(answers), result
        self.out: Surface = runtime.out()
        self.saved = False
        self.trouble: Exception | None = None
        """Why the journal did not keep the result."""
        self.offers = True

    def show_first(self) -> None:
        """The verdict and what matters."""
        from backcheck.show.first_screen import close_up, render_first_screen

        lines = ["", *render_first_screen(self._advice(), self.out)]
        self.out.write(lines if self.out.plain else close_up(lines, USUAL_ROWS - 1))

    def hold(self) -> None:
        """Until the person quits. May raise `Left`."""
        asker = choose_asker(self.runtime)
        with asker.session():
            while (picked := asker.pause(self._say_more(), keys=self._numbers())) is not False:
                if picked is True and self._offer_test(asker):
                    continue
                rows = self._rows()
                chosen = asker.choose(PROMPT, rows) if picked is True else rows[int(picked) - 1].id
                if chosen == QUIT:
                    self._offer_to_keep(asker)
                    return
                if isinstance(chosen, str):
                    self._do(asker, chosen)

    def _numbers(self) -> str:
        """The numbers of the menu that may be typed at the line below what is shown."""
        return " ".join(str(number) for number in range(1, len(self._rows()) + 1))

    def _say_more(self) -> str:
        """What Enter leads to, in one line that fits below the first screen."""
        names = [row.id for row in self._rows() if row.id not in (ALL, QUIT)]
        shown = ", ".join(names[:MOST_NAMED]) + (" and more" if len(names) > MOST_NAMED else "")
        return MORE.format(names=shown)

    def _sections(self) -> dict[str, list[Section]]:
        """The rows of the menu with the sections that each of them shows."""
        from backcheck.show.advice import list_sections

        rows: dict[str, list[Section]] = {}
        for section in list_sections(self._advice(), "person", "asked"):
            rows.setdefault(section.row, []).append(section)
        return rows

    def _advice(self) -> Advice:
        from backcheck.show.advice import advise

        return advise(self.kb, self.result, today())

    def _rows(self) -> list[Row]:
        from backcheck.ask.port import Row

        rows = [Row(name, "; ".join(one.title for one in shown)) for name, shown in self._sections().items()]
        if len(rows) > 1:
            rows.append(Row(ALL, "All of it"))
        if not self.saved and self.result.triage.level != "urgent":
            rows.append(Row(SAVE, "Save: keep this in your private journal"))
        rows.append(Row(REPORT, "Report: a page for a clinician, a coach or yourself"))
        return [*rows, Row(QUIT, "Quit")]

    def say_again(self) -> None:
        """How what was shown can be seen once more, now that the person has left it."""
        self.runtime.tell(AGAIN if self.saved else LOST)

    def _do(self, asker: Asker, chosen: str) -> None:
        if chosen == SAVE:
            self._save(asker)
        elif chosen == REPORT:
            from backcheck.cli.keeping import offer_report

            offer_report(self.runtime, self.kb, self.answers, self.result, asker, self.notes)
        else:
            from backcheck.show.formats import render_section

            rows = self._sections()
            shown = rows.values() if chosen == ALL else [rows[chosen]]
            sections = (section for row in shown for section in row)
            self.out.write([line for section in sections for line in ["", *render_section(section, self.out)]])

    def _save(self, asker: Asker) -> None:
        """Keeps the result; whoever picks this has asked for a journal, also who once said never."""
        from backcheck.cli.home import wish_asking

        try:
            wish_asking(asking=True)
        except BackcheckError as error:
            asker.note(f"{error.problem} {error.remedy}".strip())
        else:
            self._offer_to_keep(asker, wished=True)

    def _offer_to_keep(self, asker: Asker, *, wished: bool = False) -> None:
        """Asks once whether to keep a journal, who has none and did not say never; nothing once it is kept."""
        from backcheck.cli.keeping import offer_to_keep

        if self.saved:
            return
        try:
            self.saved = (
                offer_to_keep(self.runtime, self.kb, self.answers, self.result, asker, wished=wished, notes=self.notes)
                is not None
            )
        except BackcheckError as error:
            asker.note(f"{error.problem} {error.remedy}".strip())

    def keep_where_on(self) -> None:
        """Where the journal is on, a result is kept without a question. What fails waits: the advice comes first."""
        from backcheck.cli.keeping import keep_interview

        try:
            kept = keep_interview(self.runtime, self.kb, self.answers, self.result, self.notes)
            self.saved = kept is not None
        except Exception as error:
            self.trouble = error

    def raise_trouble(self) -> None:
        """Tries once more what could not be kept, and raises what still stands in the way."""
        if self.trouble is None or self.saved:
            return
        self.trouble = None
        self.keep_where_on()
        if self.trouble is not None:
            raise self.trouble

    def _offer_test(self, asker: Asker) -> bool:
        """Offers a test that would decide, until the person declines one; True when one was done.

        Then the first screen stands there anew.
        """
        if not self.offers:
            return False
        from backcheck.cli.self_tests import offer_test

        done = offer_test(self.runtime, asker, self.kb, self.answers)
        if done is None:
            self.offers = False
            return False
        from backcheck.reasoning.assess import assess
        from backcheck.show.changes import say_changes

        before, self.answers = self.result, done
        self.result = log_desk.tell(assess(self.kb, self.answers), self.notes)
        self.saved = False
        asker.note(say_changes(before, self.result))
        self.show_first()
        return True
