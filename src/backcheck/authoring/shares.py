"""Shares with their n and 95 % interval (Wilson 1927, the score interval), since n is small. Knows no cases."""

from __future__ import annotations

from math import sqrt

import msgspec

_Z = 1.959964
"""The two-sided 95 % point of the normal distribution."""


class Share(msgspec.Struct, frozen=True):
    """A fraction of 1 with its n and 95 % interval; `share` is None when n is 0."""

    share: float | None
    n: int
    interval: tuple[float, float] | None


def share_of(hits: int, n: int) -> Share:
    """`hits` of `n` with the Wilson score interval at 95 %."""
    return _share(hits / n, n, n) if n else Share(None, 0, None)


def share_of_runs(hits: int, n: int, cases: int) -> Share:
    """`hits` of `n` where each of `cases` was tried several times; the interval is that of `cases` tries.

    Runs of one case are alike, so `n` tries would make the interval far too narrow. The spread between cases is at
    most that of single yes-or-no tries, so this interval is on the wide side.
    """
    return _share(hits / n, n, cases) if n else Share(None, 0, None)


def _share(p: float, n: int, tries: int) -> Share:
    centre = (p + _Z**2 / (2 * tries)) / (1 + _Z**2 / tries)
    half = _Z / (1 + _Z**2 / tries) * sqrt(p * (1 - p) / tries + _Z**2 / (4 * tries**2))
    return Share(round(p, 4), n, (round(max(0.0, centre - half), 4), round(min(1.0, centre + half), 4)))
