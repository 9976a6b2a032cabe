"""Two assessments of the same answers, from an older and a newer knowledge base: what is different.

Reads the older one from the plain JSON it was kept in, whatever has been added to the shape since.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from backcheck.reasoning.assessment import Assessment, Value

What = Literal["verdict", "level", "coaching", "lead", "cause-new", "cause-gone", "advice-new", "advice-gone"]


class Difference(Value, frozen=True):
    """One thing that is different: in words of the assessments, empty where there is none on that side."""

    what: What
    before: str = ""
    after: str = ""


class _Named(msgspec.Struct, frozen=True):
    id: str = ""
    name: str = ""
    text: str = ""


class _Reason(msgspec.Struct, frozen=True):
    level: str = ""
    text: str = ""


class _Level(msgspec.Struct, frozen=True):
    level: str = ""
    action: tuple[_Named, ...] = ()
    reasons: tuple[_Reason, ...] = ()


class _Mode(msgspec.Struct, frozen=True):
    mode: str = ""


class Gist(msgspec.Struct, frozen=True):
    """What matters of a kept assessment, readable whatever version wrote it."""

    verdict: str = ""
    triage: _Level = _Level()
    coaching: _Mode = _Mode()
    exercise: str | None = None
    lead: tuple[str, ...] = ()
    contributors: tuple[_Named, ...] = ()
    plan: dict[str, tuple[_Named, ...]] = msgspec.field(default_factory=dict)

    @property
    def names(self) -> dict[str, str]:
        """Contributor id -> name."""
        return {one.id: one.name for one in self.contributors}

    @property
    def advice(self) -> dict[str, str]:
        """Id -> text of every action and plan line."""
        lines = (*self.triage.action, *(line for part in self.plan.values() for line in part))
        return {line.id: line.text for line in lines}


def read_gist(kept: Mapping[str, Any]) -> Gist:
    """The gist of an assessment as it was kept. Raises `ValueError` where it is none."""
    return msgspec.convert(kept, Gist)


def compare(kept: Mapping[str, Any], now: Assessment) -> list[Difference]:
    """What today's assessment says otherwise than the kept one, the weightiest first; empty where nothing does."""
    old, new = read_gist(kept), msgspec.convert(msgspec.to_builtins(now), Gist)
    sides: tuple[tuple[What, str, str], ...] = (
        ("verdict", old.verdict, new.verdict),
        ("level", old.triage.level, new.triage.level),
        ("coaching", old.coaching.mode, new.coaching.mode),
        ("lead", _say_lead(old), _say_lead(new)),
    )
    found = [Difference(what=what, before=b, after=a) for what, b, a in sides if b != a]
    found += _only_in(new.names, old.names, "cause-new", is_new=True)
    found += _only_in(old.names, new.names, "cause-gone", is_new=False)
    found += _only_in(new.advice, old.advice, "advice-new", is_new=True)
    found += _only_in(old.advice, new.advice, "advice-gone", is_new=False)
    return found


def _say_lead(gist: Gist) -> str:
    return ", then ".join(gist.names.get(one, one) for one in gist.lead)


def _only_in(here: Mapping[str, str], there: Mapping[str, str], what: What, *, is_new: bool) -> list[Difference]:
    texts = [text for key, text in here.items() if key not in there]
    return [Difference(what=what, after=text) if is_new else Difference(what=what, before=text) for text in texts]
