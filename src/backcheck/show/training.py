"""Pages for training: a lift's warm-up, the core drills, the self-tests, the way back to lifting.

Nothing that draws boxes is imported, since these commands have to be quick.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from backcheck.knowledge.loads import LiftWarmUp, RampLoad
from backcheck.knowledge.training import Drill, Rung, SelfTest
from backcheck.show.card import write_claims, write_credit
from backcheck.show.first_page import end_page, first_entries, first_sections, list_entries
from backcheck.show.page import Page, measure_column
from backcheck.show.phrases import PLAN_COUNTS, Works
from backcheck.show.surface import Surface

LABEL = 11

EASES = {
    "": "For any back",
    "bending": "If bending hurts your back",
    "arching": "If arching hurts your back",
}
OTHER_KINDS = {"mobility": "To move more freely", "warm-up": "Before you lift"}

ASK_WEIGHT = "For the loads, add your work weight: backcheck warmup {id} --weight 100kg (or 225lb)."
PLAN_FIRST = "Your plan comes first. Leave out here what it leaves out."
IF_LESS = "If you lift less for now, give that weight."
RAMP = "3. Lighter sets first"
NO_RAMP = "This weight is light enough to begin with. Take the first set slowly."

NOT_FOR = "Leave it out if"
"""The heading above who must not do a test; on the first page it comes before everything else."""


def render_warm_up(
    made: LiftWarmUp, surface: Surface, review: str, sources: Works | None = None, *, first: bool = False
) -> list[str]:
    """The warm-up of a lift in the order in which it is done, with the lighter sets for the work weight.

    The `first` screen names the drills with their reps, not how they are done. It always has the sets where a weight
    was given.
    """
    page = Page(surface, f"Warm-up: {made.name}")
    page.paragraph(PLAN_FIRST)
    page.heading("1. Get warm")
    write_claims(page, (made.warm_up.raise_pulse,), sources)
    page.heading("2. Loosen up and switch on")
    write_claims(page, (made.warm_up.dose,), sources)
    if first:
        page.paragraph(" ".join(say_drill(drill) for drill in made.drills), indent=2)
    else:
        page.gap()
        page.steps(" ".join((say_drill(drill), *drill.steps)) for drill in made.drills)
    page.heading(RAMP)
    write_claims(page, () if first else (made.warm_up.ramp_note,), sources)
    said = [say_load(one) for one in made.sets]
    column = measure_column(said)
    for load, one in zip(said, made.sets, strict=True):
        page.field(load, say_reps(one), column=column, indent=2, label_style="cue")
    if made.work is None:
        page.paragraph(ASK_WEIGHT.format(id=made.id), indent=2)
    else:
        page.paragraph("" if said else NO_RAMP, indent=2)
        page.paragraph(f"Then your work sets at {made.work.shown}. {IF_LESS}", indent=2)
    return end_page(page, review, first=first, asked=RAMP if made.work else "")


def say_drill(drill: Drill) -> str:
    """A drill of the warm-up with how much of it one round has: "Side lunge: 8 a side."."""
    if drill.bout is None:
        return f"{drill.name}."
    label = drill.bout.label
    sides = ", each side" if drill.bout.sides and "a side" not in label else ""
    return f"{drill.name}: {label[:1].lower()}{label[1:]}{sides}."


def say_load(one: RampLoad) -> str:
    """What is lifted in a ramp set: "40 kg", "Empty bar, 20 kg"; the share while the work weight is not known."""
    if one.empty_bar:
        return f"Empty bar, {one.load.shown}" if one.load else "Empty bar"
    if not (one.load.kg if one.load else one.share):
        return "No weight added"
    return one.load.shown if one.load else f"{one.share * 100:g}% of your work weight"


def say_reps(one: RampLoad) -> str:
    """How often it is lifted."""
    return "1 rep" if one.reps == 1 else f"{one.reps} reps"


def render_drills(
    drills: Iterable[Drill], surface: Surface, review: str, sources: Works | None = None, *, first: bool = False
) -> list[str]:
    """The core drills in full, by what they are kind to, or first with how much of each; then the others by name."""
    drills = list(drills)
    if first:
        ranked = sorted(drills, key=lambda drill: drill.kind != "core")
        entries = [(drill.id, f"{drill.name}. {drill.dose.text}") for drill in ranked]
        return first_entries(["Core drills"], entries, surface, "Type: backcheck core ID for one drill.")
    page = Page(surface, "Core drills")
    for eases, heading in EASES.items():
        members = [drill for drill in drills if drill.kind == "core" and drill.eases == eases]
        if members:
            page.heading(heading)
        for drill in members:
            page.gap()
            page.paragraph(f"{drill.name} ({drill.id})", indent=2, style="fix")
            _write_drill(page, drill, sources)
    column = measure_column(drill.id for drill in drills)
    for kind, heading in OTHER_KINDS.items():
        listed = [drill for drill in drills if drill.kind == kind]
        if listed:
            page.heading(heading)
        for drill in listed:
            page.field(drill.id, drill.name, column=column, indent=2)
    page.gap()
    page.paragraph("Type: backcheck core ID for one drill.")
    page.paragraph(review)
    return page.lines


def render_drill(
    drill: Drill, surface: Surface, review: str, sources: Works | None = None, *, first: bool = False
) -> list[str]:
    """The page of one drill."""
    page = Page(surface, drill.name)
    page.paragraph(EASES[drill.eases] + "." if drill.eases else "")
    page.gap()
    _write_drill(page, drill, sources)
    page.field("Helps", ", ".join(drill.helps), column=LABEL, indent=2)
    return end_page(page, review, first=first)


def _write_drill(page: Page, drill: Drill, sources: Works | None) -> None:
    page.numbered("How", drill.steps, column=LABEL, indent=2)
    page.field("How much", f"{drill.dose.text} {PLAN_COUNTS}", column=LABEL, indent=2)
    write_credit(page, drill.dose.sources, drill.dose.grade, sources)
    page.section("easier and harder")
    page.field("Easier", drill.easier, column=LABEL, indent=2)
    page.field("Harder", drill.harder, column=LABEL, indent=2)


def render_tests(tests: Iterable[SelfTest], surface: Surface, *, first: bool = False) -> list[str]:
    """The list of self-tests with the question that each one answers."""
    entries = [(test.id, f"{test.asks} ({say_minutes(test)})") for test in tests]
    how = "Type: backcheck tests ID."
    return list_entries("Tests that you can do alone at home", entries, surface, how, first=first)


def render_test(
    test: SelfTest, drills: Sequence[Drill], surface: Surface, review: str, sources: Works | None = None
) -> list[str]:
    """The page of one self-test: who must not do it first, then how, what counts, and what follows from it.

    `drills` are those that help where the test is failed.
    """
    return _build_test(test, drills, Page(surface), review, sources).lines


def first_test(test: SelfTest, drills: Sequence[Drill], surface: Surface, review: str) -> list[str]:
    """As much of that page as fits on one screen."""
    return first_sections(_build_test(test, drills, Page(surface), review, None), warning=NOT_FOR)


def _build_test(test: SelfTest, drills: Sequence[Drill], page: Page, review: str, sources: Works | None) -> Page:
    page.paragraph(test.name, style="strong")
    page.paragraph(test.asks)
    page.gap()
    page.field("Takes", f"about {say_minutes(test)} (--start leads you)", column=LABEL)
    page.field("You need", ", ".join(test.kit), column=LABEL)
    if test.not_if:
        page.heading(NOT_FOR, style="stop")
        write_claims(page, test.not_if, sources)
    page.heading("How")
    page.steps(test.steps)
    page.field("Watch", test.watch, column=LABEL, indent=2, label_style="cue")
    page.heading("What counts as passed")
    write_claims(page, (test.passed,), sources)
    page.heading("What it tells you")
    page.items(f"{result.label}: {result.then}" for result in test.results)
    if drills:
        page.heading("If you didn't pass: backcheck core ID")
        column = measure_column(drill.id for drill in drills)
        for drill in drills:
            page.field(drill.id, drill.name, column=column, indent=2)
    page.heading("How far to trust it")
    write_claims(page, (test.reliability,), sources)
    page.gap()
    page.paragraph(review)
    return page


FROM_16 = "The steps aren't for people under 16."
ONE_STEP = "The way back to lifting, from age 16"
"""Whom no step is meant for, as in an assessment; in the title where one step fills the page."""


def render_ladder(
    rungs: Sequence[Rung], surface: Surface, review: str, sources: Works | None = None, *, first: bool = False
) -> list[str]:
    """The way back to lifting, from the lowest step up, each with when to go up and when to go back."""
    title = "The way back to lifting, step by step"
    if first:
        entries = [(f"{rung.step}. {rung.name}", f"Up when: {rung.up}") for rung in rungs]
        how = "To see one step and when to go back, type: backcheck ladder STEP."
        return first_entries([title, FROM_16], entries, surface, how, steps=True)
    whole = len(rungs) > 1
    page = Page(surface, title if whole else ONE_STEP)
    page.paragraph(FROM_16 if whole else "")
    for rung in rungs:
        page.heading(f"{rung.step}. {rung.name}")
        write_claims(page, (rung.what,), sources)
        page.field("Up when", rung.up, column=LABEL, indent=2, label_style="go")
        page.field("Tests", ", ".join(rung.tests), column=LABEL, indent=2)
        page.field("Back when", rung.down, column=LABEL, indent=2, label_style="book")
    return end_page(page, review)


def say_minutes(test: SelfTest) -> str:
    """About how long it takes."""
    return "1 minute" if test.minutes == 1 else f"{test.minutes} minutes"
