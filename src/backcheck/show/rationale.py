"""What the advice rests on: what would change it, what was made less likely, every point, the sources.

Serious patterns are never named here, as nowhere on screen.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING

from backcheck.show.document import Advice, Line, Section
from backcheck.show.phrases import say_work

if TYPE_CHECKING:
    from backcheck.reasoning.assessment import Evidence, RankedContributor, RankedPattern, Reason

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
    return _cite("Behind how urgent it is", keys, advice)


def cite_causes(advice: Advice) -> Section:
    """The works behind what may set the pain off."""
    points = (item for one in advice.result.contributors for item in (*one.for_, *one.against))
    keys = chain.from_iterable(item.sources for item in points)
    return _cite("Behind what may set it off", keys, advice)


def _cite(title: str, keys: Iterable[str], advice: Advice) -> Section:
    """The works of these keys, each once; judgement is named as what it is."""
    works = [advice.sources[key] for key in dict.fromkeys(keys) if key in advice.sources]
    lines = tuple(Line(say_work(work), work.id, work.id) for work in works)
    return Section(title, MORE_SOURCES if lines else "", lines, column=18)
