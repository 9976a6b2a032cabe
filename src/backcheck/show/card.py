"""A lift's card: what goes wrong and how to mend it, whole, in parts, and as much as fits on one screen.

On the path of the quickest command: rich draws the table of the one screen in a terminal and is imported there alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from backcheck.knowledge.lifts import Fault, Lift
from backcheck.knowledge.records import Claim, Grade
from backcheck.looks import Style
from backcheck.show.first_page import ALL
from backcheck.show.page import Page
from backcheck.show.phrases import PLAN_COUNTS, Works, say_sources
from backcheck.show.surface import ONE_SCREEN, Surface

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


def render_card(lift: Lift, surface: Surface, review: str, sources: Works | None = None) -> list[str]:
    """The lines of the card. With `sources` each statement is followed by who says so and how sure that is."""
    page = Page(surface, lift.name)
    for claim in lift.loads[:1]:
        page.field("Loads", claim.text, column=COLUMN)
        write_credit(page, claim.sources, claim.grade, sources)
    if surface.terminal and surface.braille and not surface.narrow and lift.poses is not None:
        from backcheck.show.figures import render_right  # only where there is room for a picture

        page.gap()
        page.lines += render_right(lift, surface)
    ranked = rank_faults(lift.faults)
    usual = [fault for fault in ranked if fault.common == "usual"] or ranked
    if usual:
        page.heading("If your back hurts: the usual reasons and what to do")
        rows = [(fault.name, "".join(fault.fix[:1]), fault.cue) for fault in usual[:AT_A_GLANCE]]
        page.columns(("What goes wrong", "Fix", "Cue"), rows, ("error", "fix", "cue"), (28, 46, 26))
    for part in PARTS:
        _write_part(page, part, lift, sources)
    page.gap()
    plain = {lift.name.lower(), f"{lift.name.lower()}s"}
    others = [name for name in lift.names if name.lower() not in plain]
    page.field("Other names", ", ".join(others[:MOST_NAMES]), column=LONG)
    page.field("See also", ", ".join(lift.related), column=LONG)
    page.paragraph(review)
    return page.lines


def render_part(part: str, lift: Lift, surface: Surface, review: str, sources: Works | None = None) -> list[str]:
    """One of `PARTS` alone, under the name of the lift."""
    page = Page(surface, lift.name)
    _write_part(page, part, lift, sources)
    page.gap()
    page.paragraph(review)
    return page.lines


def _write_part(page: Page, part: str, lift: Lift, sources: Works | None) -> None:
    if part == "setup":
        page.heading("Set-up")
        write_claims(page, lift.setup, sources)
    elif part == "tests" and lift.needs:  # what one should be able to do first: a self-test, or a check without a page
        page.heading("Worth knowing")
        column = max(len(need.test or CHECK) for need in lift.needs) + 2
        for need in lift.needs:
            page.field(need.test or CHECK, need.text, column=column, indent=2)
            write_credit(page, need.sources, need.grade, sources)
        if any(need.test for need in lift.needs):
            page.paragraph("How each test goes: backcheck tests ID.", indent=2)
    elif part == "faults":
        page.heading("What goes wrong, most common first")
        for number, fault in enumerate(rank_faults(lift.faults), 1):
            _write_fault(page, number, fault, lift, sources)
    elif part == "swaps" and lift.swaps:
        page.heading("Swaps, easiest on a sore back first")
        for number, swap in enumerate(lift.swaps, 1):
            linked = f" (backcheck exercise {swap.lift})" if swap.lift and swap.lift != lift.id else ""
            page.steps([swap.text + linked], start=number)
            write_credit(page, swap.sources, swap.grade, sources)
    elif part == "dose":
        page.heading("How much")
        page.paragraph(PLAN_COUNTS)
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


def write_credit(page: Page, keys: Sequence[str], grade: Grade | None, sources: Works | None) -> None:
    """The line that says who says so; nothing where sources are not wanted."""
    if sources is not None:
        said = say_sources(keys, grade, sources)
        if said:
            page.paragraph(f"Source: {said}", indent=4)


def write_claims(page: Page, claims: Sequence[Claim], sources: Works | None) -> None:
    """Statements one after the other, numbered where there is more than one, each with its sources where wanted."""
    for number, claim in enumerate(claims, 1):
        if len(claims) > 1:
            page.steps([claim.text], start=number)
        else:
            page.paragraph(claim.text, indent=2)
        write_credit(page, claim.sources, claim.grade, sources)


def _write_fault(page: Page, number: int, fault: Fault, lift: Lift, sources: Works | None) -> None:
    page.gap()
    page.paragraph(f"{number}. {fault.name} ({fault.common}; {PHASES[fault.phase]})", style="error")
    page.field("See", fault.see, column=COLUMN, indent=2)
    page.field("Feel", fault.feel, column=COLUMN, indent=2)
    page.field("Why", fault.why, column=COLUMN, indent=2)
    page.numbered("Fix", fault.fix, column=COLUMN, indent=2, label_style="fix")
    page.field("Cue", fault.cue, column=COLUMN, indent=2, label_style="cue")
    page.field("Drill", fault.drill, column=COLUMN, indent=2)
    if _is_drawn(fault):
        page.field("Figure", f"backcheck exercise {lift.id} --figure {fault.id}", column=COLUMN, indent=2)
    write_credit(page, fault.sources, fault.grade, sources)


# -- on one screen -----------------------------------------------------------------------------------------------------


WIDE, NARROW = 4, 3
"""Faults on the screen in a window of usual height, with columns and without."""

ONE_LINE = 60
"""From this width on a fault takes few enough lines for the wide number of faults, in plain mode too."""

PLAN_FIRST = "Your plan comes before both."
"""What the one screen says of its swap and its dose, where there is room."""

HEADS = ("What goes wrong", "What to do", "Think")
STYLES: tuple[Style, ...] = ("error", "fix", "cue")
SHARES = (28, 28, 20)
PERCENT = (36, 38, 26)
FIRST_COLUMN = 9
DRAWN = "*"
"""Stands behind a fault that has a figure where another has none."""


def render_first(lift: Lift, surface: Surface) -> list[str]:
    """The card in at most `surface.room` lines. Faults that do not fit are left out, the least usual first."""
    faults = first_faults(lift)
    usual = NARROW if surface.narrow and surface.width < ONE_LINE else WIDE
    most = min(len(faults), usual if surface.room <= ONE_SCREEN else usual + (surface.room - ONE_SCREEN) // 2)
    lines: list[str] = []
    for count, ruled in product(range(most, 0, -1), (True, False)):
        lines = _build(lift, faults[:count], surface, ruled=ruled)
        if len(lines) <= surface.room:
            break
    return lines


def first_faults(lift: Lift) -> list[Fault]:
    """The order on this screen: those marked as first, then those of the article, then the usual ones."""

    def rank(fault: Fault) -> tuple[bool, bool, int]:
        marked = fault.brief is not None and fault.brief.first
        return not marked, "article" not in fault.sources, ORDER[fault.common]

    return sorted(lift.faults, key=rank)


def _build(lift: Lift, faults: Sequence[Fault], surface: Surface, *, ruled: bool) -> list[str]:
    page = Page(surface)
    drawn = [_is_drawn(fault) for fault in faults]
    marked = any(drawn) and not all(drawn)
    rows = []
    for fault in faults:  # the short forms; of a base without them the name, the first fix and the cue
        short = fault.brief
        error, fix, cue = (
            (short.error, short.fix, short.cue) if short else (fault.name, "".join(fault.fix[:1]), fault.cue)
        )
        rows.append((f"{error} {DRAWN}" if marked and _is_drawn(fault) else error, fix, cue))
    boxed = surface.terminal and not surface.plain
    if not (boxed and surface.narrow):
        page.paragraph(lift.name, style="strong")
    if boxed:
        from backcheck.show.table import draw_stack, draw_table  # rich: only where somebody looks at a table

        said = [[surface.say(cell) for cell in row] for row in rows]
        if surface.narrow:
            said = [[error, fix, f'"{cue}"'] for error, fix, cue in said]  # behind the fix, without a head
            page.lines += draw_stack(surface, surface.say(lift.name), said, STYLES, ruled=ruled)
        else:
            page.lines += draw_table(surface, zip(HEADS, STYLES, SHARES, strict=True), said, ruled=ruled)
    elif surface.narrow:
        for error, fix, cue in rows:
            page.run_in(f"{error}:", f"{fix} Cue: {cue}.", "error")
    else:
        page.columns(HEADS, rows, STYLES, PERCENT)
    _write_rest(page, lift)
    which = "Drawn" if all(drawn) else DRAWN
    figures = f" {which}: --figures" if any(drawn) else ""
    if surface.width < ONE_LINE:
        page.paragraph(f"More: {ALL}, faults.{figures}")
    else:
        page.field("More", f"{ALL}, or a part: faults tests swaps setup dose lore.{figures}", column=FIRST_COLUMN)
    return page.lines


def _is_drawn(fault: Fault) -> bool:
    return fault.figure is not None and not fault.figure.unseen


def _write_rest(page: Page, lift: Lift) -> None:
    """Set-up, what instead and how much while sore; of a base without short forms the first of each."""
    brief = lift.brief
    setup = brief.setup if brief else tuple(claim.text for claim in lift.setup[:1])
    instead = brief.instead if brief else "".join(swap.text for swap in lift.swaps[:1])
    dose = brief.dose if brief else lift.dose.text
    if page.surface.width >= ONE_LINE:
        dose = f"{dose} {PLAN_FIRST}"
    if page.surface.narrow:
        for label, text in (("Set-up", " ".join(setup)), ("Instead", instead), ("If sore", dose)):
            page.run_in(f"{label}:", text, "label")
        return
    for number, line in enumerate(setup):
        page.field("" if number else "Set-up", line, column=FIRST_COLUMN)
    page.field("Instead", instead, column=FIRST_COLUMN)
    page.field("If sore", dose, column=FIRST_COLUMN)
