"""A front end without a person: replies from a mapping.

Must not touch a terminal or a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext

from backcheck.ask.guide import Guide
from backcheck.ask.port import Bar, EndReason, Given, Left, Loss, Move, Now, Reply, Row, Screen, nothing_lost
from backcheck.knowledge.records import UNSURE
from backcheck.reasoning.answers import Answer


class ScriptedAsker:
    """The `Asker` that answers from `script`: question id to an answer, or to a list of replies taken in turn.

    A question that is not in the script is answered "not sure". `choices` and `texts` feed `choose` and `ask_text`;
    when they run out, the first row is chosen and the text goes back. `Left` among replies or choices is raised. What
    was put and said is kept in `screens`, `chosen` and `notes`.
    """

    def __init__(
        self,
        script: Mapping[str, Answer | list[Reply | Left]],
        *,
        choices: Sequence[str | Move | Left] = (),
        texts: Sequence[str | Move] = (),
    ) -> None:
        self._turns: dict[str, Iterator[Reply | Left]] = {}
        self._script = dict(script)
        self._choices, self._texts = iter(choices), iter(texts)
        self.screens: list[Screen] = []
        self.chosen: list[tuple[str, ...]] = []
        self.notes: list[str] = []
        self.records: list[tuple[tuple[str, str], ...]] = []
        self.loss: Loss = nothing_lost

    def session(self, *, page: bool = False) -> AbstractContextManager[None]:
        """Holds nothing."""
        return nullcontext()

    def record(self, lines: Sequence[tuple[str, str]]) -> None:
        """Keeps the record as it is now."""
        self.records.append(tuple(lines))

    def ask(self, screen: Screen) -> Reply:
        """The next scripted reply; `Left` when a list of replies has run out."""
        self.screens.append(screen)
        name = screen.question.id
        scripted = self._script.get(name, (UNSURE,))
        if not isinstance(scripted, list):
            return Given(scripted)
        reply = next(self._turns.setdefault(name, iter(scripted)), Left(EndReason.EOF))
        if isinstance(reply, Left):
            raise reply
        return reply

    def choose(
        self,
        prompt: str,
        rows: Sequence[Row],
        *,
        lines: Sequence[str] = (),
        heading: str = "",
        pointed: str = "",
    ) -> str | Move:
        """The next scripted choice, else the pointed or the first row."""
        self.chosen.append((prompt, *lines, *(row.label for row in rows)))
        chosen = next(self._choices, pointed or rows[0].id)
        if isinstance(chosen, Left):
            raise chosen
        return chosen

    def ask_text(self, prompt: str, hint: str, *, heading: str = "") -> str | Move:
        """The next scripted text, else back."""
        self.chosen.append((prompt, hint))
        return next(self._texts, Move.BACK)

    def pause(self, prompt: str, *, keys: str = "", about: Sequence[str] = ()) -> bool | str | Move:
        """Never waits and wants no more."""
        self.chosen.append((prompt,))
        return False

    def lead(self, guide: Guide, now: Now, draw: Bar) -> bool:
        """Goes through every stint without waiting."""
        while not guide.done:
            self.chosen.append((guide.stint.title, *guide.stint.lines))
            guide.skip(now())
        return True

    def note(self, text: str) -> None:
        """Keeps the note."""
        self.notes.append(text)
