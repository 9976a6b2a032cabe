"""A monkey presses 60 keys: there is always a live prompt or a clean end. `.ci/run` presses 210, `.ci/long` 22,000."""

from __future__ import annotations

import pytest

from tests.cli.monkey import play

pytestmark = [pytest.mark.boundary, pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")]


MONKEYS = [
    (60, 1),
    pytest.param(150, 1, marks=pytest.mark.broad),
    *(pytest.param(500, seed, marks=pytest.mark.long) for seed in (1, 2, 3, 4)),
]


@pytest.mark.parametrize(("keys", "seed"), MONKEYS)
def test_no_row_of_keys_breaks_the_program(keys: int, seed: int) -> None:
    """Some hundred keys each, in windows from 24x12 to 120x40, with pastes, split arrows and resizes."""
    found = play(keys, seed)

    assert found.keys == keys
    assert found.screens > keys // 10
