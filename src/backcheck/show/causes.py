"""What the eye takes for one thing is one group: contributors with the same look are merged, fixes with one error too.

Here too: which fault is drawn. Nothing is weighed anew; the order comes from reasoning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from backcheck.reasoning.assessment import Assessment, Evidence, FixLine, RankedContributor

if TYPE_CHECKING:
    from backcheck.knowledge.lifts import Fault, Lift

MOST_FIXES = 3


class CauseGroup(msgspec.Struct, frozen=True):
    """A contributor with those that look the same to the eye."""

    leader: RankedContributor
    same: tuple[RankedContributor, ...] = ()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What speaks for it, of all that are merged here."""
        return tuple(item for one in (self.leader, *self.same) for item in one.for_)

    @property
    def against(self) -> tuple[Evidence, ...]:
        """What speaks against the leader."""
        return self.leader.against


class FixRow(msgspec.Struct, frozen=True):
    """A row of the table: what goes wrong, what to do about it, the words to think of. The id is its first fix's."""

    id: str
    error: str
    fixes: tuple[str, ...]
    cue: str


def group_causes(contributors: Sequence[RankedContributor]) -> list[CauseGroup]:
    """The contributors in their order, each alias with the first of its kind."""
    groups: list[list[RankedContributor]] = []
    for one in contributors:
        for group in groups:
            if any(one.id in other.aliases or other.id in one.aliases for other in group):
                group.append(one)
                break
        else:
            groups.append([one])
    return [CauseGroup(group[0], tuple(group[1:])) for group in groups]


def find_leaders(groups: Sequence[CauseGroup], lead: Sequence[str]) -> list[CauseGroup]:
    """The groups of these ids, in their order, each led by the one that was asked for."""
    found: list[CauseGroup] = []
    for wanted in lead:
        for group in groups:
            members = (group.leader, *group.same)
            chosen = next((one for one in members if one.id == wanted), None)
            if chosen is not None and not any(chosen in (other.leader, *other.same) for other in found):
                found.append(CauseGroup(chosen, tuple(one for one in members if one is not chosen)))
    return found


def list_fixes(groups: Sequence[CauseGroup]) -> list[FixRow]:
    """Rows for the table: one for each fault that was ticked, in this order, then one for each group without any.

    What nobody ticked is told under the name of its group, not as what goes wrong. A row has at most three ways to mend
    it, and one cue, since nobody can think of two things under a bar.
    """
    seen: dict[str, FixRow] = {}
    others: dict[str, FixRow] = {}
    for group in groups:
        fixes = [fix for one in (group.leader, *group.same) for fix in one.fixes]
        ticked = dict.fromkeys(fix.error for fix in fixes if fix.ticked)
        for error in ticked:
            seen.setdefault(error, _row(error, [fix for fix in fixes if fix.error == error]))
        if not ticked:
            first = fixes[0].error if fixes else ""
            others[group.leader.id] = _row(group.leader.name, [fix for fix in fixes if fix.error == first])
    return [*seen.values(), *others.values()]


def find_top_fault(result: Assessment, lifts: Mapping[str, Lift]) -> tuple[Lift, Fault] | None:
    """The lift and the fault to draw: the first that was ticked, those that lead first; None where there is none."""
    lift = lifts.get(result.exercise or "")
    if lift is None or lift.poses is None or result.coaching.mode == "none":
        return None
    by_name = {fault.name: fault for fault in lift.faults if fault.figure is not None and not fault.figure.unseen}
    ranked = sorted(result.contributors, key=lambda one: one.id not in result.lead)
    known = (given for one in result.contributors for why in (*one.for_, *one.also) for given in why.answers)
    seen = {str(given.value) for given in known if given.question == f"signs-{result.exercise}"}
    for one in ranked:
        for fix in one.fixes:
            fault = by_name.get(fix.error)
            if fault is not None and fault.id in seen:
                return lift, fault
    return None


def _row(name: str, chosen: Sequence[FixLine]) -> FixRow:
    texts = tuple(dict.fromkeys(fix.text for fix in chosen))[:MOST_FIXES]
    return FixRow(chosen[0].id, name, texts, next((fix.cue for fix in chosen if fix.cue), ""))
