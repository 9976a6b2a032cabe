"""What stands below the first screen: why, what to fix, notes for the reader, likenesses, the plan, what is open.

Owns each section and who may see it: an emergency or urgent result has none that speaks of lifting or likenesses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import msgspec

from backcheck.reasoning.assessment import Assessment, Evidence, PlanLine, RankedPattern
from backcheck.show.entries import Entry, find_leaders, list_fixes, merge_entries
from backcheck.show.explaining import write_open, write_points, write_set_aside
from backcheck.show.page import Page
from backcheck.show.phrases import FITS, fill_date, join_words, open_with_date, say_because
from backcheck.show.surface import Surface

COLUMN = 16
IN_FULL = 3
"""So many contributors are told in full and mended; more would be a list that nobody can follow."""

MOST_LIKENESSES = 2
MOST_KEPT = 1
"""So many things to keep doing stand on the first screen, where they are read."""

SORENESS = "doms"
POINTS = "points"
"""The section that is long and for those who ask; the whole advice has it only on demand."""

NEVER_A_DIAGNOSIS = (
    "This is not a diagnosis. Nobody can tell from words which part of a back is sore. It may help you to talk "
    "with someone who examines you."
)


class Advice(msgspec.Struct, frozen=True):
    """An assessment with the day on which it is read and the words of the questions."""

    result: Assessment
    today: date
    prompts: Mapping[str, str]

    def dated(self, text: str, days: int | None = None) -> str:
        """The text with `{date}` filled in: so many days from today, by default the day to look again."""
        return fill_date(text, self.today, self.result.look_again_days if days is None else days)

    def prompt(self, question: str) -> str:
        """The words of a question; its id where they are not known."""
        return self.prompts.get(question, question)


Writer = Callable[[Page, Advice], None]


def list_sections(
    result: Assessment, surface: Surface, today: date, prompts: Mapping[str, str] | None = None
) -> list[tuple[str, list[str]]]:
    """The sections that this result has: a name (a key of `_WRITERS`, such as `why` or `plan`) and its lines."""
    if result.triage.level in ("emergency", "urgent"):
        return []
    sections = []
    for name, write in _WRITERS.items():
        page = Page(surface)
        write(page, Advice(result, today, prompts or {}))
        page.trim()
        if page.lines:
            sections.append((name, page.lines))
    return sections


def _write_why(page: Page, advice: Advice) -> None:
    """Contributors in rank order, one entry for each thing to the eye, with what speaks for and against it."""
    entries = merge_entries(advice.result.contributors)
    if not entries:
        return
    page.heading(_why_heading(advice.result))
    told = [entry for number, entry in enumerate(entries) if number < IN_FULL or entry.leader.fit != "possible"]
    for number, entry in enumerate(told, 1):
        _write_entry(page, number, entry)
    others = "; ".join(entry.leader.name for entry in entries if entry not in told)
    page.gap()
    page.field("Also possible", others, column=COLUMN, indent=3)


def _why_heading(result: Assessment) -> str:
    if result.triage.level == "clinician":
        return "For when you are cleared: what may set it off"
    if result.triage.level == "unscreened":
        return "For when the safety questions are answered: what may set it off"
    if result.flared:
        return "For when it has eased: what may have set it off"
    if result.plain_soreness:
        return "Only if you want less soreness"
    return "Why: what in your training may set it off"


def _write_entry(page: Page, number: int, entry: Entry) -> None:
    page.gap()
    page.paragraph(f"{number}. {entry.leader.name}: {FITS[entry.leader.fit]}", style="strong")
    page.field("Why we say it", say_because(entry.evidence), column=COLUMN, indent=3)
    page.field("Speaks against", _say_against(entry.against), column=COLUMN, indent=3)
    page.field("Change", entry.leader.change, column=COLUMN, indent=3, label_style="fix")
    page.field("Looks the same", ", ".join(one.name for one in entry.same), column=COLUMN, indent=3)


def _say_against(evidence: Sequence[Evidence]) -> str:
    said = join_words(list(dict.fromkeys(item.said for item in evidence if item.said)))
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _write_fixes(page: Page, advice: Advice) -> None:
    """The colour-coded table: error, fix, cue."""
    entries = merge_entries(advice.result.contributors)
    leaders = find_leaders(entries, advice.result.lead)
    led = {entry.leader.id for entry in leaders} | {one.id for entry in leaders for one in entry.same}
    rows = list_fixes([*leaders, *(entry for entry in entries if entry.leader.id not in led)][:IN_FULL])
    if not rows:
        return
    cleared = " when you are cleared" if advice.result.triage.level == "clinician" else ""
    page.heading(f"What to fix{cleared}, first things first")
    cells = [(row.error, "\n".join(row.fixes), row.cue) for row in rows]
    page.table(("What goes wrong", "Fix", "Cue"), cells, ("error", "fix", "cue"), (3, 5, 3))


def _write_for_you(page: Page, advice: Advice) -> None:
    """What people such as the reader should know, and a general text leaves out."""
    if advice.result.notes:
        page.heading("For you")
        page.items(advice.dated(note.text) for note in advice.result.notes)


def _write_likeness(page: Page, advice: Advice) -> None:
    """Patterns that are not serious; a serious one is never named as a likeness, and none where nobody coaches."""
    result = advice.result
    booked = result.triage.level == "clinician"
    likely = [one for one in result.patterns if not one.serious and not (booked and one.id == SORENESS)]
    if not likely or result.coaching.mode == "none":
        return
    page.heading("What the pain itself looks like (not a diagnosis)")
    page.paragraph(NEVER_A_DIAGNOSIS, indent=2)
    for pattern in likely[:MOST_LIKENESSES]:
        _write_pattern(page, pattern, "" if booked else pattern.what_next)


def _write_pattern(page: Page, pattern: RankedPattern, what_next: str) -> None:
    """One likeness. Which part of a back is sore cannot be told from words, so no more than "fits" is said."""
    page.gap()
    fits = "may fit" if pattern.fit == "possible" else "fits"
    page.paragraph(f"Looks like: {pattern.name} ({fits})", indent=2, style="strong")
    page.field("Speaks for", say_because(pattern.for_), column=COLUMN, indent=4)
    page.field("Speaks against", _say_against(pattern.against), column=COLUMN, indent=4)
    page.field("What next", what_next, column=COLUMN, indent=4)


def _write_plan(page: Page, advice: Advice) -> None:
    """The plan with its dates and when to see someone; what the first screen shows is not said twice."""
    result = advice.result
    plan = result.plan
    coached = result.triage.level == "self-care" and result.coaching.mode == "full" and not result.plain_soreness
    if result.triage.action and (coached or result.triage.level == "clinician"):
        page.heading("What to do")
        page.steps(advice.dated(line.text) for line in result.triage.action)
    for heading, lines in (
        ("Today", () if result.triage.level == "self-care" else plan.today),
        ("This week", plan.this_week),
        ("The next weeks", plan.next_weeks),
        ("See someone if", plan.see_someone_if),
    ):
        _write_lines(page, heading, lines, advice)
    kept = result.keep_doing[MOST_KEPT:] if result.triage.level == "self-care" else result.keep_doing
    if kept:
        page.heading("Keep doing")
        page.items(kept)


def _write_swaps(page: Page, advice: Advice) -> None:
    """What to do in place of what hurts."""
    _write_lines(page, "Do this instead for now", advice.result.plan.swap_for, advice)


def _write_lines(page: Page, heading: str, lines: Sequence[PlanLine], advice: Advice) -> None:
    if not lines:
        return
    page.heading(heading)
    page.items(advice.dated(open_with_date(line.text, line.after_days), line.after_days or None) for line in lines)


def _write_open(page: Page, advice: Advice) -> None:
    write_open(page, advice.result, advice.prompt)


def _write_points(page: Page, advice: Advice) -> None:
    write_set_aside(page, advice.result)
    write_points(page, advice.result)


_WRITERS: dict[str, Writer] = {
    "why": _write_why,
    "fixes": _write_fixes,
    "for-you": _write_for_you,
    "likeness": _write_likeness,
    "plan": _write_plan,
    "swaps": _write_swaps,
    "open": _write_open,
    POINTS: _write_points,
}
