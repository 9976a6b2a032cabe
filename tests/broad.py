"""Wide sweeps: a few of their members run with every test command, all others are marked `broad` for `.ci/run`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import pytest

Member = TypeVar("Member")


def sweep(
    members: Iterable[Member], often: Callable[[Member], bool], rest: pytest.MarkDecorator = pytest.mark.broad
) -> list[Any]:
    """The members as parameters of a test, where each that is not run `often` is marked `broad`, or as `rest` says."""
    return [member if often(member) else pytest.param(member, marks=rest) for member in members]
