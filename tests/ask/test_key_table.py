"""The table of keys: what is written into it does what it says, and nothing in it hides anything else."""

from __future__ import annotations

import pytest

from backcheck.ask.keys import CHOOSE, KEYS, LED, MANY, NUMBER, ONE, TABLE, TEXT, actions_of

WITH_FIGURE = (*MANY, "figure")
"""The keys of a list with a row that can be drawn."""
PROMPTS = {"choose": CHOOSE, "one": ONE, "many": WITH_FIGURE, "number": NUMBER, "text": TEXT}
PROMPTS["led"] = tuple(key.id for key in LED)


def test_each_key_has_an_id_of_its_own() -> None:
    """`KEYS` would keep the last of two without a word."""
    assert len(KEYS) == len(TABLE) + len(LED)


def test_each_key_that_is_told_of_is_a_key_of_some_prompt() -> None:
    """The page of keys has the whole table, so a key that no prompt has would be promised and do nothing."""
    assert {key.id for key in TABLE} <= {id for ids in PROMPTS.values() for id in ids}


@pytest.mark.parametrize("prompt", PROMPTS)
def test_no_key_of_a_prompt_means_two_things(prompt: str) -> None:
    """Of two the first would do nothing."""
    ids = PROMPTS[prompt]
    assert len(actions_of(ids)) == sum(len(KEYS[id].actions) for id in ids)
