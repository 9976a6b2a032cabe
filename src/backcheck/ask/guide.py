"""Leading through something that takes time: which step one is at, how much of it is left, whether the clock runs.

The moment is handed in with every call, in seconds of a monotonic clock, so it is tested without waiting; a front end
only draws or speaks it.
"""

from __future__ import annotations

from collections.abc import Sequence

from backcheck.knowledge.routines import Stint

LONGEST_GAP = 5.0
"""Seconds between two looks at the clock; after a longer gap the machine slept, and no step may be skipped unseen."""

SLEPT = "The clock stood still for a while, so it is paused here."


class Guide:
    """A walk through `stints`. `held` has the seconds that each finished stint with a clock took, by its place."""

    def __init__(self, stints: Sequence[Stint], now: float) -> None:
        self.stints = tuple(stints)
        self.place = 0
        self.held: dict[int, float] = {}
        self.message = ""
        self._used = 0.0
        self._since: float | None = None
        self._seen = now
        self._enter(0, now)

    @property
    def done(self) -> bool:
        """Whether the last stint is over."""
        return self.place >= len(self.stints)

    @property
    def stint(self) -> Stint:
        """The stint one is at. Ask only before it is `done`."""
        return self.stints[self.place]

    @property
    def following(self) -> Stint | None:
        """The stint after this one."""
        return self.stints[self.place + 1] if self.place + 1 < len(self.stints) else None

    @property
    def running(self) -> bool:
        """Whether the clock runs."""
        return self._since is not None

    @property
    def started(self) -> bool:
        """Whether the clock of this stint has run at all."""
        return self._since is not None or self._used > 0

    def elapsed(self, now: float) -> float:
        """Seconds that the clock of this stint has run."""
        return self._used + (now - self._since if self._since is not None else 0.0)

    def left(self, now: float) -> float:
        """Seconds that are left of this stint, never less than none."""
        return max(0.0, self.stint.seconds - self.elapsed(now))

    def tick(self, now: float) -> bool:
        """Looks at the clock; True when that ended the stint."""
        if self._since is None:
            self._seen = now
            return False
        if now - self._seen > LONGEST_GAP:
            self._used += self._seen - self._since
            self._since = None
            self.message = SLEPT
            self._seen = now
            return False
        self._seen = now
        if self.elapsed(now) < self.stint.seconds:
            return False
        self.skip(now)
        return True

    def toggle(self, now: float) -> None:
        """Pauses a running clock, or lets it run."""
        self.message = ""
        if not self.stint.seconds:
            return
        if self._since is None:
            self._since = self._seen = now
        else:
            self._used, self._since = self.elapsed(now), None

    def skip(self, now: float) -> None:
        """On to the next stint; what the clock showed is kept."""
        if self.stint.seconds:
            self.held[self.place] = min(self.elapsed(now), float(self.stint.seconds))
        self._enter(self.place + 1, now)

    def back(self, now: float) -> None:
        """Back to the stint before this one, or to the beginning of the first."""
        self.held.pop(self.place, None)
        self._enter(max(0, self.place - 1), now)
        self.held.pop(self.place, None)

    def _enter(self, place: int, now: float) -> None:
        self.place, self.message = place, ""
        self._used = 0.0
        self._seen = now
        runs = not self.done and self.stint.seconds and not self.stint.waits
        self._since = now if runs else None
