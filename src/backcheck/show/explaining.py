"""Why this advice: every point with its source, what was made less likely, and what would change the advice.

Owns these three sections. Serious patterns are never named here, as nowhere on screen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from backcheck.reasoning.assessment import Assessment, Evidence, OpenQuestion, RankedContributor, RankedPattern
from backcheck.show.page import Page

COLUMN = 6
HOW_TO_READ = (
    "Each line adds or takes points; one point more doubles the odds. The points put things in order. They are not "
    "calibrated, so no percentage follows from them. backcheck sources NAME tells more about a source."
)
START = "how common it is for this lift, before any answer"
BY_AGE = "your age"


def write_points(page: Page, result: Assessment) -> None:
    """Every addend of what is shown, with the answer behind it in words, its points and its sources."""
    ranked: list[RankedContributor | RankedPattern] = [*result.contributors]
    if result.coaching.mode != "none":
        ranked += [pattern for pattern in result.patterns if not pattern.serious]
    if not ranked and not result.triage.reasons:
        return
    page.heading("Every point, and who says so")
    for reason in result.triage.reasons:
        page.paragraph(f"Urgency: {reason.text} ({reason.id}; {_sources(reason.sources)})", indent=2)
    if ranked:
        page.paragraph(HOW_TO_READ, indent=2)
    for entry in ranked:
        page.gap()
        page.paragraph(f"{entry.name}: {entry.points:g}", indent=2, style="strong")
        page.field(_signed(entry.start), START, column=COLUMN, indent=4)
        for evidence in (*entry.for_, *entry.against):
            page.field(_signed(evidence.points), _say(evidence), column=COLUMN, indent=4)
        for evidence in entry.also:
            page.field("0", f"{_say(evidence)}; the same fact was counted above", column=COLUMN, indent=4)


def write_set_aside(page: Page, result: Assessment) -> None:
    """What the answers made less likely; a doubt and no proof."""
    if not result.set_aside:
        return
    page.heading("Made less likely by what you said (nothing is ruled out)")
    page.items(f"{item.name}: {_against(item.against)}." for item in result.set_aside)


def write_open(page: Page, result: Assessment, prompt: Callable[[str], str]) -> None:
    """The unanswered questions and tests that could still change what comes first, and what each answer would do."""
    if not result.would_change_this:
        return
    page.heading("What would change this advice")
    for item in result.would_change_this:
        page.items([" ".join(filter(None, ("" if item.test else prompt(item.question), item.how_to_find_out)))])
        for line in _say_turns(item):
            page.paragraph(line, indent=4)


def _say_turns(item: OpenQuestion) -> Iterable[str]:
    """One line for each thing that could come first, with the answers that would put it there."""
    labels: dict[tuple[str, str], list[str]] = {}
    for turn in item.turns:
        verb = "would make likeliest" if turn.kind == "cause" else "would put first"
        labels.setdefault((verb, turn.text), []).append(f'"{turn.label}"')
    for (verb, text), said in labels.items():
        yield f"{' or '.join(said)} {verb}: {text[:1].lower()}{text[1:]}."


def _say(evidence: Evidence) -> str:
    return f"{evidence.said or BY_AGE} ({_sources(evidence.sources)})"


def _against(evidence: Sequence[Evidence]) -> str:
    return "; ".join(item.said for item in evidence if item.said)


def _sources(names: Sequence[str]) -> str:
    return ", ".join(names) or "no source"


def _signed(points: float) -> str:
    return f"{points:+g}" if points else "0"
