"""A knowledge base told to its authors: what `kb check` found in it, what `kb sample` drew, what `kb stats` counted.

The figures come as plain fields, since `show` and `authoring` do not know each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from backcheck.show.first_page import ALL
from backcheck.show.page import Page
from backcheck.show.surface import Surface

COLUMN = 34


def render_findings(
    folder: str, rows: Sequence[tuple[str, str, str, str]], errors: int, surface: Surface, notes: Sequence[str] = ()
) -> list[str]:
    """The folder, each finding with its place, the sum, notes. `rows` are code and severity, place, message, hint."""
    page = Page(surface)
    page.paragraph(f"Checked: {folder}")
    for code, place, message, hint in rows:
        page.paragraph(f"{code}  {place}", style="error" if "error" in code else "label")
        page.paragraph(" ".join(filter(None, (message, hint))), indent=4)
    page.gap()
    counts = {"error": errors, "warning": len(rows) - errors}
    said = ", ".join(f"{count} {one}{'' if count == 1 else 's'}" for one, count in counts.items())
    page.paragraph(f"{said}." if rows else "No finding.", style="strong")
    for note in notes:
        page.paragraph(note)
    return page.lines


def render_sample(sample: Mapping[str, Any], surface: Surface) -> list[str]:
    """The lines and the claims that were drawn, numbered, each with its place; a claim with what its works found."""
    page = Page(surface)
    page.heading(f"{len(sample['lines'])} of {sample['of_lines']} lines, seed {sample['seed']}")
    for number, line in enumerate(sample["lines"], 1):
        page.paragraph(f"{number}  {line['text']}")
        page.paragraph(line["place"], indent=4, style="faint")
        if line["beside"]:
            page.paragraph(f"beside it: {' / '.join(line['beside'])}", indent=4, style="faint")
    page.heading(f"{len(sample['claims'])} of {sample['of_claims']} claims that cite a study, seed {sample['seed']}")
    for number, claim in enumerate(sample["claims"], 1):
        page.paragraph(f"{number}  {' / '.join(claim['texts'])}")
        page.paragraph(f"{claim['place']}, grade {claim['grade'] or 'none'}", indent=4, style="faint")
        for work in claim["works"]:
            told = " ".join(filter(None, (work["found"], work["limits"]))) or "the base does not say what it found"
            page.paragraph(f"{work['id']}: {told}", indent=4)
    return page.lines


def render_stats(stats: Mapping[str, Any], surface: Surface) -> list[str]:
    """The figures by heading, and what is missing."""
    page = Page(surface)
    page.paragraph(f"Knowledge {stats['version']}", style="strong")
    page.heading("Entries")
    for name, count in stats["counts"].items():
        page.field(name, str(count), column=COLUMN, indent=2)
    _write_paths(page, stats["paths"])
    _write_claims(page, stats["claims"], stats["sources"])
    page.heading("For a clinician")
    opened = stats["open"]
    waiting = f"{len(opened['waiting'])} of {opened['decisions']}"
    page.field("decisions not yet agreed with", waiting, column=COLUMN, indent=2)
    differing = f"{len(opened['differing'])}: {', '.join(opened['differing'])}" if opened["differing"] else "none"
    page.field("milder or stricter than a source", differing, column=COLUMN, indent=2)
    page.field("content reviewed", "yes" if opened["reviewed"] else "not yet", column=COLUMN, indent=2)
    page.heading("Reading grade")
    reading = stats["reading"]
    said = f"median {reading['median']:g}, highest {reading['highest']:g}" if reading else "pyphen is not installed"
    page.field("texts for readers", said, column=COLUMN, indent=2)
    page.heading("Gaps")
    for name, found in stats["gaps"].items():
        page.field(name, ", ".join(found) or "none", column=COLUMN, indent=2)
    return page.lines


def first_stats(stats: Mapping[str, Any], surface: Surface) -> list[str]:
    """The figures that say most about a base; of what is missing only how much."""
    page = Page(surface)
    counts, paths, claims, opened = stats["counts"], stats["paths"], stats["claims"], stats["open"]
    page.paragraph(f"Knowledge {stats['version']}", style="strong")
    wanted = ("lifts", "faults", "contributors", "patterns", "questions", "danger signs", "triage rules", "self-tests")
    page.run_in("Entries:", _count((name, counts[name]) for name in wanted if name in counts), "strong")
    usual = paths["without_signs"]
    screens = f"{usual['shortest']} to {usual['longest']}, median {usual['median']:g}"
    page.run_in("Screens of an interview:", f"{screens}; at most {paths['screens_allowed']}.", "strong")
    page.run_in(f"Claims {claims['claims']}, by grade:", _count(claims["grades"].items()), "strong")
    page.run_in(f"Works cited {stats['sources']['works']}:", _count(stats["sources"]["verified"].items()), "strong")
    page.run_in("Decisions not yet agreed with:", f"{len(opened['waiting'])} of {opened['decisions']}.", "strong")
    page.run_in("Content reviewed:", "yes." if opened["reviewed"] else "not yet.", "strong")
    gaps = _count((name, len(found)) for name, found in stats["gaps"].items() if found)
    page.run_in("Gaps:", gaps or "none.", "strong")
    page.paragraph(f"Every figure, and which they are: {ALL}.")
    return page.lines


def _count(pairs: Iterable[tuple[str, object]]) -> str:
    said: Sequence[str] = [f"{name} {count}" for name, count in pairs]
    return ", ".join(said) + "." if said else ""


def _write_paths(page: Page, paths: Mapping[str, Any]) -> None:
    page.heading(f"Screens of an interview (at most {paths['screens_allowed']})")
    for name, lengths in (("no danger sign", paths["without_signs"]), ("a tick in one list", paths["with_signs"])):
        people = f"{lengths['interviews']} made-up people"
        text = f"{lengths['shortest']} to {lengths['longest']}, median {lengths['median']:g} ({people})"
        page.field(name, text, column=COLUMN, indent=2)
    page.field("the longest", ", ".join(paths["longest_way"]), column=COLUMN, indent=2)
    page.field("asked of none of them", ", ".join(paths["never_met"]) or "none", column=COLUMN, indent=2)


def _write_claims(page: Page, claims: Mapping[str, Any], sources: Mapping[str, Any]) -> None:
    page.heading(f"Claims ({claims['claims']})")
    grades = ", ".join(f"{grade} {count}" for grade, count in claims["grades"].items())
    page.field("grades", grades, column=COLUMN, indent=2)
    page.field("sources per claim", f"{claims['sources_per_claim']:g}", column=COLUMN, indent=2)
    page.field("with one source", str(claims["single"]), column=COLUMN, indent=2)
    page.field("judgement alone", str(claims["judgement_only"]), column=COLUMN, indent=2)
    page.heading(f"Works cited ({sources['works']})")
    states = ", ".join(f"{state} {count}" for state, count in sources["verified"].items())
    page.field("verified", states, column=COLUMN, indent=2)
    page.field("claims on works little seen", str(sources["claims_on_unseen"]), column=COLUMN, indent=2)
    cited = ", ".join(f"{name} ({count})" for name, count in sources["most_cited"])
    page.field("cited most", cited, column=COLUMN, indent=2)
