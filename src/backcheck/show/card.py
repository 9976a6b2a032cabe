"""A lift's card: what goes wrong and how to mend it, first at a glance, then in full.

Owns the order on the card. On the path of the quickest command: imports nothing that draws boxes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from backcheck.knowledge.model import Claim, Fault, Grade, Lift, Source, Swap
from backcheck.show.page import Page
from backcheck.show.phrases import say_sources
from backcheck.show.surface import Surface

COLUMN = 8
LONG = 15
AT_A_GLANCE = 4
MOST_NAMES = 8
CHECK = "check"
"""Stands before what one should be able to do first where there is no self-test for it."""
PARTS = ("setup", "tests", "faults", "swaps", "dose", "lore")
"""The parts of a card by the words that people type for them, in their order on the whole card."""

ORDER = {"usual": 0, "sometimes": 1, "rare": 2}

PHASES = {
    "setup": "setting up",
    "lowering": "on the way down",
    "bottom": "at the bottom",
    "driving": "on the way up",
    "top": "at the top",
    "after": "afterwards",
    "any": "any time",
}


def render_card(lift: Lift, surface: Surface, review: str, sources: Mapping[str, Source] | None = None) -> list[str]:
    """The lines of the card. With `sources` each statement is followed by who says so and how sure that is."""
    page = Page(surface)
    _write_top(page, lift, sources)
    for part in PARTS:
        _write_part(page, part, lift, sources)
    _write_end(page, lift, review)
    return page.lines


def render_part(
    part: str, lift: Lift, surface: Surface, review: str, sources: Mapping[str, Source] | None = None
) -> list[str]:
    """One of `PARTS` alone, under the name of the lift."""
    page = Page(surface)
    page.paragraph(lift.name, style="strong")
    _write_part(page, part, lift, sources)
    page.gap()
    page.paragraph(review)
    return page.lines


def _write_part(page: Page, part: str, lift: Lift, sources: Mapping[str, Source] | None) -> None:
    if part == "setup":
        page.heading("Set-up")
        write_claims(page, lift.setup, sources)
    elif part == "tests":
        _write_needs(page, lift, sources)
    elif part == "faults":
        page.heading("What goes wrong, most common first")
        for number, fault in enumerate(rank_faults(lift.faults), 1):
            _write_fault(page, number, fault, lift, sources)
    elif part == "swaps" and lift.swaps:
        page.heading("Swaps, easiest on a sore back first")
        for number, swap in enumerate(lift.swaps, 1):
            _write_swap(page, number, swap, lift, sources)
    elif part == "dose":
        page.heading("How much")
        write_claims(page, (lift.dose,), sources)
    elif part == "lore":
        page.heading("You may have heard")
        write_claims(page, (lift.lore,), sources)
        if lift.loads[1:]:
            page.heading("More on what it loads")
            write_claims(page, lift.loads[1:], sources)


def render_taken(taken: str, surface: Surface) -> list[str]:
    """What is said below a page that was found by a near name; nothing for an exact one."""
    page = Page(surface)
    if taken:
        page.lines.append("")
        page.paragraph(taken)
    return page.lines


def rank_faults(faults: Sequence[Fault]) -> list[Fault]:
    """The usual faults first and the rare last, otherwise in the order of the file."""
    return sorted(faults, key=lambda fault: ORDER[fault.common])


def write_credit(page: Page, keys: Sequence[str], grade: Grade | None, sources: Mapping[str, Source] | None) -> None:
    """The line that says who says so; nothing where sources are not wanted."""
    if sources is not None:
        said = say_sources(keys, grade, sources)
        if said:
            page.paragraph(f"Source: {said}", indent=4)


def write_claims(page: Page, claims: Sequence[Claim], sources: Mapping[str, Source] | None) -> None:
    """Statements one after the other, numbered where there is more than one, each with its sources where wanted."""
    for number, claim in enumerate(claims, 1):
        if len(claims) > 1:
            page.steps([claim.text], start=number)
        else:
            page.paragraph(claim.text, indent=2)
        write_credit(page, claim.sources, claim.grade, sources)


def _write_top(page: Page, lift: Lift, sources: Mapping[str, Source] | None) -> None:
    """About one screen: the name, what the lift loads, and the usual faults at a glance."""
    page.paragraph(lift.name, style="strong")
    for claim in lift.loads[:1]:
        page.field("Loads", claim.text, column=COLUMN)
        write_credit(page, claim.sources, claim.grade, sources)
    _write_figure(page, lift)
    ranked = rank_faults(lift.faults)
    usual = [fault for fault in ranked if fault.common == "usual"] or ranked
    if usual:
        page.heading("If your back hurts: the usual reasons and what to do")
        rows = [(fault.name, "".join(fault.fix[:1]), fault.cue) for fault in usual[:AT_A_GLANCE]]
        page.columns(("What goes wrong", "Fix", "Cue"), rows, ("error", "fix", "cue"), (28, 46, 26))


def _write_figure(page: Page, lift: Lift) -> None:
    """The small figure of the right way, where somebody looks at a screen that has room for it."""
    if page.surface.terminal and page.surface.braille and not page.surface.narrow and lift.poses is not None:
        from backcheck.show.figures import render_right  # not needed where there is no terminal

        page.gap()
        page.lines += render_right(lift, page.surface)


def _write_needs(page: Page, lift: Lift, sources: Mapping[str, Source] | None) -> None:
    """What one should be able to do first: a self-test and how much of it is enough, or a check that has no page."""
    if not lift.needs:
        return
    page.heading("Worth knowing")
    column = max(len(need.test or CHECK) for need in lift.needs) + 2
    for need in lift.needs:
        page.field(need.test or CHECK, need.text, column=column, indent=2)
        write_credit(page, need.sources, need.grade, sources)
    if any(need.test for need in lift.needs):
        page.paragraph("How each test goes: backcheck tests ID.", indent=2)


def _write_end(page: Page, lift: Lift, review: str) -> None:
    """Other names and cards, and the review status."""
    page.gap()
    plain = {lift.name.lower(), f"{lift.name.lower()}s"}
    others = [name for name in lift.names if name.lower() not in plain]
    page.field("Other names", ", ".join(others[:MOST_NAMES]), column=LONG)
    page.field("See also", ", ".join(lift.related), column=LONG)
    page.paragraph(review)


def _write_fault(page: Page, number: int, fault: Fault, lift: Lift, sources: Mapping[str, Source] | None) -> None:
    page.gap()
    page.paragraph(f"{number}. {fault.name} ({fault.common}; {PHASES[fault.phase]})", style="error")
    page.field("See", fault.see, column=COLUMN, indent=2)
    page.field("Feel", fault.feel, column=COLUMN, indent=2)
    page.field("Why", fault.why, column=COLUMN, indent=2)
    page.numbered("Fix", fault.fix, column=COLUMN, indent=2, label_style="fix")
    page.field("Cue", fault.cue, column=COLUMN, indent=2, label_style="cue")
    page.field("Drill", fault.drill, column=COLUMN, indent=2)
    if fault.figure is not None and not fault.figure.unseen:
        page.field("Figure", f"backcheck exercise {lift.id} --figure {fault.id}", column=COLUMN, indent=2)
    write_credit(page, fault.sources, fault.grade, sources)


def _write_swap(page: Page, number: int, swap: Swap, lift: Lift, sources: Mapping[str, Source] | None) -> None:
    linked = f" (backcheck exercise {swap.lift})" if swap.lift and swap.lift != lift.id else ""
    page.steps([swap.text + linked], start=number)
    write_credit(page, swap.sources, swap.grade, sources)
