"""A knowledge base told to those who write and review it: findings, samples, figures, danger signs, the review sheet.

The content comes as plain fields, since `show` and `authoring` do not know each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from backcheck.knowledge.levels import LEVELS
from backcheck.show.first_page import ALL
from backcheck.show.formats import load_template
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
            told = " ".join(filter(None, (work["found"], work["limits"]))) or "the base doesn't say what it found"
            page.paragraph(f"{work['id']}: {told}", indent=4)
        if claim["own"]:
            page.paragraph("expert: our own judgement is part of it", indent=4)
    return page.lines


def render_stats(stats: Mapping[str, Any], surface: Surface) -> list[str]:
    """The figures by heading, and what is missing."""
    page = Page(surface, f"Knowledge {stats['version']}")
    page.heading("Entries")
    for name, count in stats["counts"].items():
        page.field(name, str(count), column=COLUMN, indent=2)
    paths = stats["paths"]
    page.heading(f"Screens of an interview (at most {paths['screens_allowed']})")
    for name, lengths in (("no danger sign", paths["without_signs"]), ("a tick in one list", paths["with_signs"])):
        people = f"{lengths['interviews']} made-up people"
        text = f"{lengths['shortest']} to {lengths['longest']}, median {lengths['median']:g} ({people})"
        page.field(name, text, column=COLUMN, indent=2)
    page.field("the longest", ", ".join(paths["longest_way"]), column=COLUMN, indent=2)
    page.field("asked of none of them", ", ".join(paths["never_met"]) or "none", column=COLUMN, indent=2)
    claims, sources = stats["claims"], stats["sources"]
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


# -- for a clinician ---------------------------------------------------------------------------------------------------


LETTERS: dict[str, str] = {level: look.letter for level, look in LEVELS.items()}
BLOCK = 5
"""Columns without a space between them."""

NUMBERS = 5
"""Width of a row's number with the space behind it."""

ON_A_SHEET = 10


def render_signs(table: Mapping[str, Any], surface: Surface) -> list[str]:
    """Legend, a triangle of one-letter levels, and the pairs that say more together.

    Narrow or plain, the triangle becomes the pairs alone.
    """
    page = Page(surface)
    signs = table["signs"]
    page.paragraph("Danger signs: each alone, and every two together", style="strong")
    page.paragraph("E emergency now, U urgent today, C clinician in days to two weeks, S self-care.")
    page.paragraph("After each number: the level alone. In brackets: the sources (`backcheck sources`).")
    page.gap()
    for sign in signs:
        only = " (raises only with others)" if sign["modifier"] else ""
        text = f"{sign['text']}{only} [{', '.join(sign['sources'])}]"
        page.field(f"{sign['number']} {LETTERS[sign['level']]}", text, column=7, indent=1)
    if not surface.narrow and surface.width >= NUMBERS + len(signs) + len(signs) // BLOCK:
        page.heading("Every two together: capital where that is more urgent than either alone")
        page.gap()
        more = {(pair["second"], pair["first"]) for pair in table["raised"]}
        numbers = range(1, len(signs))
        for head in ([str(number // 10 or " ") for number in numbers], [str(number % 10) for number in numbers]):
            page.lines.append((" " * NUMBERS + _blocks(head)).rstrip())
        for row, levels in enumerate(table["levels"], 2):
            letters = [LETTERS[level] if level is not None else "-" for level in levels]
            cells = [one if (row, column) in more else one.lower() for column, one in enumerate(letters, 1)]
            page.lines.append(f"{row:>{NUMBERS - 2}}  {_blocks(cells)}".rstrip())
    page.heading("More urgent together, by rule")
    by_rule: dict[tuple[str, str], list[str]] = {}
    for pair in table["raised"]:
        by_rule.setdefault((", ".join(pair["rules"]), pair["level"]), []).append(f"{pair['first']}+{pair['second']}")
    for (rules, level), pairs in by_rule.items():
        page.field(f"{LETTERS[level]} {rules}", " ".join(pairs), column=28, indent=1)
    if not by_rule:
        page.paragraph("None.", indent=1)
    page.paragraph(f"Rules that no two signs reach (other answers, or three signs): {', '.join(table['elsewhere'])}.")
    return page.lines


def _blocks(cells: Sequence[str]) -> str:
    return " ".join("".join(cells[at : at + BLOCK]) for at in range(0, len(cells), BLOCK))


def render_review_sheet(
    hardest: Sequence[Mapping[str, Any]], others: Sequence[Mapping[str, Any]], status: str, version: str
) -> str:
    """One HTML page that needs nothing else: two sheets, and all other decisions as an annex.

    `hardest` are decisions with the `question` to the reviewer.
    """
    numbered = [{**one, "number": number} for number, one in enumerate(hardest, 1)]
    sheets = [numbered[start : start + ON_A_SHEET] for start in range(0, len(numbered), ON_A_SHEET)]
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for one in others:
        groups.setdefault(str(one["group"]), []).append(one)
    page = load_template("review.html.j2")
    return page.render(sheets=sheets, groups=groups, status=status, version=version)
