"""What the advice rests on: causes, their fixes and picture, what would change it, every point, the sources.

What the eye takes for one thing is one group: contributors with the same look are merged, fixes with one error too.
Nothing is weighed anew; the order comes from reasoning. Serious patterns are never named here, as nowhere on screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import msgspec

from backcheck.reasoning.assessment import Assessment, Evidence, FixLine, RankedContributor
from backcheck.show.document import Advice, Line, Section
from backcheck.show.phrases import say_work

if TYPE_CHECKING:
    from backcheck.knowledge.lifts import Fault, Lift
    from backcheck.reasoning.assessment import RankedPattern, Reason

MOST_FIXES = 3


class CauseGroup(msgspec.Struct, frozen=True):
    """A contributor with those that look the same to the eye."""

    leader: RankedContributor
    same: tuple[RankedContributor, ...] = ()

    @property
    def members(self) -> tuple[RankedContributor, ...]:
        """All that are merged here, the leader first."""
        return (self.leader, *self.same)

    @property
    def fixes(self) -> list[FixLine]:
        """What mends it, of all that are merged here."""
        return [fix for one in self.members for fix in one.fixes]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What speaks for it, of all that are merged here."""
        return tuple(item for one in self.members for item in one.for_)


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
            chosen = next((one for one in group.members if one.id == wanted), None)
            if chosen is not None and not any(chosen in other.members for other in found):
                found.append(CauseGroup(chosen, tuple(one for one in group.members if one is not chosen)))
    return found


def list_fixes(groups: Sequence[CauseGroup]) -> list[Line]:
    """Rows for the table: one for each fault that was ticked, in this order, then one for each group without any.

    A row is what goes wrong, what to do about it, the words to think of; its id is that of its first fix. What nobody
    ticked is told under the name of its group, not as what goes wrong. A row has at most three ways to mend it, and one
    cue, since nobody can think of two things under a bar.
    """

    def row(name: str, chosen: Sequence[FixLine]) -> Line:
        first, *others = list(dict.fromkeys(fix.text for fix in chosen))[:MOST_FIXES]
        cue = next((fix.cue for fix in chosen if fix.cue), "")
        return Line(first, name, chosen[0].id, cue=cue, more=tuple(map(Line, others)))

    seen: dict[str, Line] = {}
    others: dict[str, Line] = {}
    for group in groups:
        fixes = group.fixes
        ticked = dict.fromkeys(fix.error for fix in fixes if fix.ticked)
        for error in ticked:
            seen.setdefault(error, row(error, [fix for fix in fixes if fix.error == error]))
        if not ticked:
            first = fixes[0].error if fixes else ""
            others[group.leader.id] = row(group.leader.name, [fix for fix in fixes if fix.error == first])
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


# -- why -------------------------------------------------------------------------------------------------------------


HOW_TO_READ = (
    "Each line adds points or takes some away. One more point doubles the odds. Points only put things in order. "
    "They are not tested against real cases, so we give no percentages. More on a source: backcheck sources NAME."
)
START = "how common it is for this lift, before any answer"
BY_AGE = "your age"
MORE_SOURCES = "Type: backcheck sources ID. Each lift's card has its own: backcheck exercise NAME --sources."


def list_open(advice: Advice) -> Section:
    """The unanswered questions and tests that could still change what comes first, and what each answer would do."""
    lines = []
    for item in advice.result.would_change_this:
        prompt = "" if item.test else advice.prompts.get(item.question, item.question)
        text = " ".join(filter(None, (prompt, item.how_to_find_out)))
        labels: dict[tuple[str, str], list[str]] = {}  # what could come first, and the answers that would put it there
        for turn in item.turns:
            verb = "would make likeliest" if turn.kind == "cause" else "would put first"
            labels.setdefault((verb, turn.text), []).append(f'"{turn.label}"')
        turns = (f"{' or '.join(said)} {verb}: {it[:1].lower()}{it[1:]}." for (verb, it), said in labels.items())
        lines.append(Line(text, id=item.test or item.question, more=tuple(map(Line, turns))))
    return Section("What would change this advice", lines=tuple(lines))


def list_set_aside(advice: Advice) -> Section:
    """What the answers made less likely; a doubt and no proof."""
    lines = (
        Line(f"{one.name}: {'; '.join(item.said for item in one.against if item.said)}.", id=one.id)
        for one in advice.result.set_aside
    )
    return Section("What you said makes these less likely (it rules out nothing)", lines=tuple(lines))


def list_points(advice: Advice) -> Section:
    """Every addend of what is shown, with the answer behind it in words, its points and its sources."""
    result = advice.result
    coached = result.coaching.mode != "none"
    ranked: list[RankedContributor | RankedPattern] = [*result.contributors]
    ranked += [one for one in result.patterns if coached and not one.serious]
    lines = [
        Line(f"{reason.text} ({reason.id}; {_name_sources(reason)})", "Urgency", reason.id)
        for reason in result.triage.reasons
    ]
    for one in ranked:
        addends = [Line(START, _sign(one.start))]
        addends += [Line(_say_addend(item), _sign(item.points)) for item in (*one.for_, *one.against)]
        addends += [Line(f"{_say_addend(item)}; the same fact was counted above", "0") for item in one.also]
        lines.append(Line("", f"{one.name}: {one.points:g}", one.id, more=tuple(addends)))
    lead = HOW_TO_READ if ranked else ""
    return Section("Every point, and who says so", lead, tuple(lines), form="entries", column=6)


def _say_addend(evidence: Evidence) -> str:
    return f"{evidence.said or BY_AGE} ({_name_sources(evidence)})"


def _name_sources(said: Evidence | Reason) -> str:
    return ", ".join(said.sources) or "no source"


def _sign(points: float) -> str:
    return f"{points:+g}" if points else "0"


def cite_urgency(advice: Advice) -> Section:
    """The works behind how urgent it is."""
    keys = chain.from_iterable(reason.sources for reason in advice.result.triage.reasons)
    return _cite("Sources for how urgent it is", keys, advice)


def cite_causes(advice: Advice) -> Section:
    """The works behind what may set the pain off."""
    points = (item for one in advice.result.contributors for item in (*one.for_, *one.against))
    keys = chain.from_iterable(item.sources for item in points)
    return _cite("Sources for what may set it off", keys, advice)


def _cite(title: str, keys: Iterable[str], advice: Advice) -> Section:
    """The works of these keys, each once; judgement is named as what it is."""
    works = [advice.sources[key] for key in dict.fromkeys(keys) if key in advice.sources]
    lines = tuple(Line(say_work(work), work.id, work.id) for work in works)
    return Section(title, MORE_SOURCES if lines else "", lines, column=18)
