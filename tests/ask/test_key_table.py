"""The table of keys: what is written into it does what it says, and nothing in it hides anything else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from backcheck.ask.guide import Guide
from backcheck.ask.keys import CHOOSE, KEYS, LED, MANY, NOTHING, NUMBER, ONE, TABLE, TEXT, actions_of
from backcheck.ask.plain import LETTERS, NOT_ONE
from backcheck.ask.port import Left, Row, Screen
from backcheck.ask.prompts import Prompt
from backcheck.ask.screens import build_screen
from backcheck.ask.terminal import TerminalAsker
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.routines import Stint
from backcheck.reasoning.interview import Progress
from tests.ask.test_plain import put

WITH_FIGURE = (*MANY, "figure")
"""The keys of a list with a row that can be drawn."""
PROMPTS = {"choose": CHOOSE, "one": ONE, "many": WITH_FIGURE, "number": NUMBER, "text": TEXT}
PROMPTS["led"] = tuple(key.id for key in LED)


def test_each_key_has_an_id_of_its_own() -> None:
    """`KEYS` would keep the last of two without a word."""
    assert len(KEYS) == len(TABLE) + len(LED)


def test_each_key_that_is_told_of_is_a_key_of_some_prompt() -> None:
    """The page of keys has the whole table, so a key that no prompt has would be promised and do nothing."""
    bound = {id for ids in PROMPTS.values() for id in ids}
    assert {key.id for key in TABLE} - bound == set(), "put them into CHOOSE, ONE, MANY or NUMBER of ask/keys.py"


@pytest.mark.parametrize("prompt", PROMPTS)
def test_no_key_of_a_prompt_means_two_things(prompt: str) -> None:
    """Of two the first would do nothing."""
    ids = PROMPTS[prompt]
    assert len(actions_of(ids)) == sum(len(KEYS[id].actions) for id in ids)


# -- each key does something -------------------------------------------------------------------------------------------

EVERYWHERE = {"leave", "end", "stop"}
"""What a prompt does before it looks at what is bound."""

OF_ROWS = {"digit", "none", "unsure"}
"""The keys that rows carry."""


SILENT = {"point", "digit", "tick", "enter", "search", "close", "stop", "leave"}
"""The keys that plain mode, which has only words, has no word for."""


class _Made(Exception):  # noqa: N818 - says what happened; it is no error
    """A prompt is about to run."""

    def __init__(self, prompt: Prompt) -> None:
        super().__init__()
        self.prompt = prompt


def screen_of(kb: KnowledgeBase, name: str) -> Screen:
    drawn = (lambda row: ["o"]) if name.startswith("signs-") else None
    return build_screen(kb.questions[name], Progress(1, 9), figure=drawn)


ASKED: dict[str, Callable[[TerminalAsker, KnowledgeBase], object]] = {
    "choose": lambda asker, kb: asker.choose("Which?", (Row("one", "One"), Row("two", "Two"))),
    "one": lambda asker, kb: asker.ask(screen_of(kb, "pain-course")),
    "many": lambda asker, kb: asker.ask(screen_of(kb, "signs-squat")),
    "number": lambda asker, kb: asker.ask(screen_of(kb, "age")),
    "text": lambda asker, kb: asker.ask_text("Words?", "Some."),
    "led": lambda asker, kb: asker.lead(Guide((Stint("Plank", (), 60),), 0.0), lambda: 0.0, lambda share, width: ""),
}
"""How each kind of prompt comes up."""


@pytest.fixture
def make(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Prompt]]:
    """Makes a prompt of a kind, as it is just before it waits for keys."""

    def run(prompt: Prompt, ticking: object = None) -> None:
        raise _Made(prompt)

    monkeypatch.setattr(Prompt, "run", run)
    with create_pipe_input() as keyboard:

        def making(kind: str) -> Prompt:
            with pytest.raises(_Made) as made:
                ASKED[kind](TerminalAsker(colour=False, source=keyboard, output=DummyOutput()), kb)
            return made.value.prompt

        yield making


@pytest.mark.parametrize("kind", PROMPTS)
def test_each_key_of_a_prompt_does_something(make: Callable[[str], Prompt], kind: str) -> None:
    """It is told of in the help, so it must be bound there, or in `Prompt` for every kind."""
    for key in {*PROMPTS[kind], *make(kind).panel.keys}:
        for name in KEYS[key].actions:
            prompt = make(kind)
            action = prompt.names.get(name, "")
            if action not in EVERYWHERE:
                with suppress(Left):
                    prompt._act(name, action)
                assert not prompt.view.message.startswith(NOTHING), f"{key} ({name}) is bound to nothing: {kind}"


def test_a_key_without_an_action_is_one_of_the_rows() -> None:
    assert {id for id, key in KEYS.items() if not key.actions} == OF_ROWS, "OF_ROWS of this file, or give it `actions`"


def test_what_plain_mode_says_of_a_key_it_takes(kb: KnowledgeBase) -> None:
    """By every word of it; what it says of the others would be a promise."""
    told = {key.id for key in TABLE if key.said}
    assert told ^ {*LETTERS, "figure"} == set(), "a key has `said` and an entry in LETTERS of ask/plain.py, or neither"
    silent = {key.id for key in TABLE if not (key.words or key.said)}
    assert silent ^ SILENT == set(), "a key has `words` for plain mode, or stands in SILENT of this file"
    for id, word in ((key.id, word) for key in TABLE for word in key.words):
        said = ""
        with suppress(Left):
            _, said = put(kb, "safety-you", word, "1")
        assert NOT_ONE not in said, f"plain mode does not take {word!r}, a word of {id}"
