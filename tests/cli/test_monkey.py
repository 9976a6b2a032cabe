"""A monkey presses five hundred keys: there is always a live prompt or a clean end. `.ci/long` presses 21,500 more."""

from __future__ import annotations

import pytest

from tests.cli.monkey import play

pytestmark = [pytest.mark.boundary, pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")]


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.long) for seed in (2, 3, 4))])
def test_no_row_of_keys_breaks_the_program(seed: int) -> None:
    """Five hundred keys each, in windows from 24x12 to 120x40, with pastes, split arrows and resizes."""
    found = play(500, seed)

    assert found.keys == 500
    assert found.screens > 50
