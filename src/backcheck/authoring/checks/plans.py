"""Plans: placeholders can be filled, every change is named, and the ladder has one usual place to start."""

from __future__ import annotations

import re
from collections.abc import Iterator

from backcheck.authoring.findings import Finding
from backcheck.knowledge.model import KnowledgeBase
from backcheck.knowledge.training import PlanEntry
from backcheck.reasoning.plan_words import PLACEHOLDER, wrong_placeholders
from backcheck.reasoning.spared import SHORTENS

GIVES = ("BC801", "BC802", "BC803", "BC804")

ONE_LEG = re.compile(r"split squats?|step-ups?|\blunges?\b|one-leg (?:work|bridges?|calf)", re.IGNORECASE)
"""Work on one leg, in the words of a fix or of a line of the plan."""

STOPS_SHORT = re.compile(r"\b[Ss]top (?:[a-z]+ ){0,4}(?:before|above|where)\b(?! your knees)|[Gg]o only as (?:low|far)")
"""A change that leaves less of the range, in its words."""

_FREE_OF_CHANGE = ("this_week", "see_someone_if")
"""Parts of a plan in which nothing may change: the change of this week is today's."""


def check(kb: KnowledgeBase) -> Iterator[Finding]:
    """BC801 to BC804."""
    for file, owner, text in _filled(kb):
        for wrong in wrong_placeholders(text):
            yield Finding("BC801", file, owner, f"holds '{wrong}', which no plan can fill.")
    for lift in kb.lifts.values():  # texts that plans use too, but that nobody fills
        shown = [*((f"swaps:{swap.id}", swap.text) for swap in lift.swaps), *((f.id, f.drill) for f in lift.faults)]
        shown += [("session", lift.session.text)] if lift.session is not None else []
        for owner, text in shown:
            for found in PLACEHOLDER.finditer(text):
                message = f"holds '{found[0]}', but stands on cards as it is."
                yield Finding("BC801", f"lifts/{lift.id}.json", owner, message)
    yield from _changes(kb)
    yield from _spares(kb)
    usual = [rung for rung in kb.ladder if rung.usual]
    if len(usual) != 1 or not usual[0].own_lift:
        yield Finding("BC803", "ladder.json", "", "exactly one rung is `usual`, and it is one of the `own_lift`.")
    steps = [rung.step for rung in kb.ladder]
    if steps != sorted(set(steps)):
        yield Finding("BC803", "ladder.json", "", "the steps must rise from rung to rung.")


def _spares(kb: KnowledgeBase) -> Iterator[Finding]:
    """What a back may have to be spared stands in a field, not in the words alone."""
    asking = [("plan.json", entry.id, entry.text, "one-leg" in entry.asks) for entry in kb.plan]
    for one in kb.contributors.values():
        said = [(line.id, line.text, "one-leg" in line.asks) for line in one.lines]
        said += [(fix.id, fix.text, "one-leg" in fix.asks) for fix in one.all_fixes]
        asking += [("contributors.json", f"{one.id}:{name}", text, told) for name, text, told in said]
        if STOPS_SHORT.search(one.change) and one.action not in SHORTENS and not one.shortens:
            message = "its `change` leaves less of the range: say so with `shortens`, or with its `action`."
            yield Finding("BC804", "contributors.json", one.id, message)
    for lift in kb.lifts.values():
        for fault in lift.faults:
            places = fault.asks.get("one-leg", ())
            where = f"lifts/{lift.id}.json", f"faults:{fault.id}"
            asking += [(*where, text, place in places) for place, text in enumerate(fault.fix)]
    for file, owner, text, told in asking:
        if ONE_LEG.search(text) and not told:
            yield Finding("BC804", file, owner, "asks for work on one leg: say so with `asks`.")


def _filled(kb: KnowledgeBase) -> Iterator[tuple[str, str, str]]:
    """Every text whose placeholders a plan fills, with its file and place."""
    yield from (("plan.json", entry.id, entry.text) for entry in kb.plan)
    for contributor in kb.contributors.values():
        yield from (("contributors.json", f"{contributor.id}:{entry.id}", entry.text) for entry in contributor.lines)
    for rung in kb.ladder:
        if rung.next is not None:
            yield from (("ladder.json", rung.id, said.text) for said in (rung.next, *rung.next.families.values()))
    for lift in kb.lifts.values():
        yield from ((f"lifts/{lift.id}.json", f"swaps:{swap.id}", swap.in_plan) for swap in lift.swaps)


def _changes(kb: KnowledgeBase) -> Iterator[Finding]:
    entries: list[tuple[str, str, PlanEntry]] = [("plan.json", entry.id, entry) for entry in kb.plan]
    for contributor in kb.contributors.values():
        entries += [("contributors.json", f"{contributor.id}:{entry.id}", entry) for entry in contributor.lines]
        today = [entry for entry in contributor.plan if entry.slot == "today"]
        if not today or not today[0].changes:
            message = "its first line for today must say what it `changes`, since two changes never share a day."
            yield Finding("BC802", "contributors.json", contributor.id, message)
    for file, owner, entry in entries:
        if entry.changes and entry.slot in _FREE_OF_CHANGE:
            yield Finding("BC802", file, owner, f"changes something in `{entry.slot}`: today or the next weeks may.")
